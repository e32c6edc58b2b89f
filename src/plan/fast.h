/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fast.h - marks the few innermost loops, so that the compiler may use wide registers where the
 * processor has them. The sanitizers start before such a choice can be made and go without. */
#ifndef HEARTH_PLAN_FAST_H
#define HEARTH_PLAN_FAST_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define FAST __attribute__((target_clones("avx2", "default"), optimize("O3")))
#else
#define FAST
#endif

#endif
