/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* steady.h - keeping to what was announced.
 *
 * Families have arranged their lives around a published plan. Where some of it no longer stands (a
 * carer fell ill, a window closed), the answer may change a few of the sessions that still do, as
 * long as it is provably good enough; only when it is not may it change more. The number allowed is
 * a floor under what a roster keeps (roster.h), so every patch obeys it exactly. */
#ifndef HEARTH_PLAN_STEADY_H
#define HEARTH_PLAN_STEADY_H

#include "plan/start.h"

struct steady {
    bool on;
    struct roster loose; /* the best plan that need not keep anything */
    int32_t standing;    /* published sessions that can still be kept together */
    int32_t changes_max; /* of them */
    int64_t points;      /* that the present turn adds for each one kept */
    int32_t turns;
    const int32_t *hurt; /* families that lost a session */
    int32_t hurt_n;
};

/* Looks whether anything was published in the field; if so ret_steady is on and `best` is made the
 * published plan, mended, its former content kept as the loose plan. */
MUST_CHECK struct err *steady_begin(struct worker *worker, const struct prices *prices,
                                    struct arena *into, struct pool *pool, struct roster *best,
                                    struct steady *ret_steady);
/* Is the plan within the share of the bound (scaled) that keeping promises may cost? */
bool steady_suffices(const struct roster *roster, int64_t bound);
/* The search from `now` found nothing more: where it goes on. In turn it may change at a price, and
 * must keep to the number; when neither was good enough the number grows, and once everything may
 * change steady is off and `best` the better of the two. */
MUST_CHECK struct err *steady_turn(struct steady *steady, int64_t bound, struct roster *best,
                                   struct roster *now);
/* Remembers what the search found. */
MUST_CHECK struct err *steady_keep(struct steady *steady, struct roster *best,
                                   const struct roster *now);
/* The plan to hand over: the steady one unless the loose is needed to be good enough. */
const struct roster *steady_answer(const struct steady *steady, const struct roster *best,
                                   int64_t bound);
/* A family to begin a patch with: now one that lost a session, now any (-1). */
int32_t steady_first(const struct steady *steady, uint64_t chance);

#endif
