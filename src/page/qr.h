/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* qr.h - a short text as a picture that a telephone's camera reads (ISO/IEC 18004), as the path of
 * an SVG in the page itself: nothing is fetched. */
#ifndef HEARTH_PAGE_QR_H
#define HEARTH_PAGE_QR_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

/* The dark squares as one path, in a square of *ret_side units with the bright edge of four that
 * cameras want. TEXT_NONE when the text is too long for a picture. */
MUST_CHECK struct err *qr_path(struct arena *into, const char *words, struct text *ret_path,
                               int64_t *ret_side);

#endif
