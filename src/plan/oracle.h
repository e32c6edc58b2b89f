/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* oracle.h - the best plans of one family at given prices: exact, over all sets of carers.
 *
 * Sets are tried in the order of a bound that is cheap to compute (one slope for the tiers, so the
 * carers' values add up), and the rest is dropped once the bound falls to the best plan found. */
#ifndef HEARTH_PLAN_ORACLE_H
#define HEARTH_PLAN_ORACLE_H

#include "plan/menu.h"

enum { ORACLE_PLANS = 3 };

/* What one thread needs to work. */
struct worker {
    struct arena *scratch; /* empty between calls */
    struct arena *fresh;   /* columns just found, until the owner of the task has copied them */
    int64_t work;          /* cells computed since the start */
};

struct answer {
    int64_t value; /* of the best plan, in 1/PLAN_SCALE points; at least that of no session */
    const struct column *columns[ORACLE_PLANS]; /* worth more than the floor, best first */
    int64_t values[ORACLE_PLANS];
    int32_t n;
};

/* Plans worth more than `floor` (with locked sessions' pay), each of another set of carers. Looks
 * at no more than sets_max sets, or at all that could matter when it is 0: then ret->value is the
 * exact optimum. Columns live in `into`. */
MUST_CHECK struct err *oracle_ask(struct worker *worker, struct arena *into,
                                  const struct order *order, int64_t floor, int32_t sets_max,
                                  struct answer *ret_answer);

#endif
