/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* qr.h - a short text as a picture that a telephone's camera reads (ISO/IEC 18004), drawn with half
 * blocks for a terminal of dark or light ground. */
#ifndef HEARTH_CLI_QR_H
#define HEARTH_CLI_QR_H

#include "base/buf.h"

/* Appends lines; nothing when the text is too long for a picture. */
void qr_put(struct buf *b, const char *text);

#endif
