/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify.h - an independent check of instances, plans and proofs.
 *
 * Written from the public format alone; it shares nothing with the solver but the readers and
 * instance.h, so that either catches a mistake of the other. All sums are exact integers. */
#ifndef HEARTH_PLAN_VERIFY_H
#define HEARTH_PLAN_VERIFY_H

#include "base/arena.h"
#include "base/err.h"
#include "plan/instance.h"

enum { PLAN_FAULTS_MAX = 200 };

/* The parts of an objective; objective = tiers + continuity - introductions - travel - changes. */
struct plan_parts {
    int64_t tiers;
    int64_t continuity;
    int64_t introductions;
    int64_t travel;
    int64_t changes;
};

struct plan_verdict {
    int64_t objective;
    struct plan_parts parts;
    int64_t figures[PLAN_FIGURE__COUNT];
    bool has_bound; /* the certificate was recomputed */
    int64_t bound;  /* what it proves */
    /* What is wrong: a list of ERR_INTEGRITY in the order found, at most PLAN_FAULTS_MAX; NULL:
     * the plan keeps every rule and every claim in it is true. `unproved` is apart: the plan is
     * right, the claim that none can be better is not shown. */
    struct err *faults;
    size_t faults_n; /* also those past the maximum */
    struct err *unproved;
};

/* Checks all rules, figures, reasons and, when asked, the proof of the bound (`prove`: a solution
 * without certificate is then unproved). `threads` 1 or more split the proof's families; the answer
 * does not depend on it. The verdict lives in `into`. ERR_BUSY without memory. */
MUST_CHECK struct err *plan_verify(struct arena *into, const struct plan_instance *in,
                                   const struct plan_solution *solution, bool prove, int threads,
                                   struct plan_verdict *ret_verdict);

/* ERR_IMPOSSIBLE, naming session and rule, when the locked sessions of the instance cannot all be
 * kept. NULL when they can. */
MUST_CHECK struct err *plan_contradiction(struct arena *into, const struct plan_instance *in);

#endif
