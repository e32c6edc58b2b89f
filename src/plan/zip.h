/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* zip.h - zlib with the memory of an arena, so that its limit and its refusals hold there too. */
#ifndef HEARTH_PLAN_ZIP_H
#define HEARTH_PLAN_ZIP_H

#include <zlib.h>

#include "base/arena.h"

enum { ZIP_GZIP = 15 + 16 }; /* window bits of zlib: gzip, largest window */

/* A blank stream whose pieces live as long as the arena. */
z_stream zip_stream(struct arena *a);

#endif
