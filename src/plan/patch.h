/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* patch.h - local integer search: free some related families and choose their plans anew.
 *
 * The rest of the roster stays. Known columns that fit are joined by columns priced exactly against
 * what the rest leaves free, and a small integer programme takes the best choice. This is where
 * most of the plan's worth is found. */
#ifndef HEARTH_PLAN_PATCH_H
#define HEARTH_PLAN_PATCH_H

#include "plan/oracle.h"
#include "plan/pool.h"

struct patch {
    const struct roster *roster; /* not changed */
    const struct pool *pool;     /* not changed */
    const struct roster *other;  /* whose plans compete where they differ; NULL: any are freed */
    uint64_t seed;
    int32_t size;        /* families to free */
    int32_t first;       /* one of them, or -1: any */
    int64_t kept_points; /* that a published session kept counts for beyond its own */
    int32_t part; /* dives: takes a plan for one in so many families at a time; 0: a programme */
    const uint8_t *only; /* families that may be freed, those without a plan; NULL: see above */
    int32_t nodes;       /* of the integer programme */
    /* the answer; memory from the worker's fresh arena */
    int64_t gain; /* points, those for keeping included; not above 0: nothing better */
    int32_t *families;
    const struct column **plans; /* by freed family; NULL: none */
    int32_t families_n;
    const struct column **found; /* new columns worth keeping */
    int32_t found_n;
};

/* Searches one neighbourhood; the answer stands in the patch. */
MUST_CHECK struct err *patch_run(struct worker *worker, struct patch *patch);
/* Puts the answer into a roster that may have changed since, if it still fits and gains. */
MUST_CHECK struct err *patch_apply(const struct patch *patch, struct roster *roster,
                                   struct pool *pool, bool *ret_better);

/* The same by diving, for more families than a programme can weigh: solves the relaxation, takes
 * the plans it is surest of, prices the rest anew against what is left, and so on. */
MUST_CHECK struct err *patch_dive(struct worker *worker, struct patch *patch);
/* Puts the answer into a roster that has not changed since, gain or not. */
MUST_CHECK struct err *patch_force(const struct patch *patch, struct roster *roster,
                                   struct pool *pool);

/* A random number from a seed that moves on. */
uint64_t patch_random(uint64_t *seed);

#endif
