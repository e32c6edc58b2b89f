/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* wide.h - 128-bit sums, for products that a hostile file could push past 63 bits. */
#ifndef HEARTH_PLAN_WIDE_H
#define HEARTH_PLAN_WIDE_H

#include <stdint.h>

__extension__ typedef __int128 wide;

/* Nearest 64-bit number: what is shown of a sum that should never have been so large. */
static inline int64_t wide_cut(wide n)
{
    return n > INT64_MAX ? INT64_MAX : n < INT64_MIN ? INT64_MIN : (int64_t)n;
}

#endif
