/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* area.h - the planner at work on one connected area, in short steps.
 *
 * First a greedy plan and a bound at no prices; then column generation for prices, bound and
 * columns; then a plan rounded from the master, and one dived for; then local search to the end.
 * What happens depends on the area and the work spent alone, never on the clock or on the number of
 * threads. */
#ifndef HEARTH_PLAN_AREA_H
#define HEARTH_PLAN_AREA_H

#include "plan/blocks.h"
#include "plan/crew.h"
#include "plan/steady.h"

enum area_stage {
    AREA_START = 0,
    AREA_BLOCKS,
    AREA_HUNT,
    AREA_ROUND,
    AREA_DIVE,
    AREA_SEARCH,
    AREA_DONE,
};

struct area {
    struct arena *arena; /* of the field and the hunt */
    struct arena *store; /* of columns and rosters: the search may run beside the hunt */
    struct field field;
    const struct crew *crew; /* of the present step */
    struct pool pool;
    struct roster best;
    struct steady steady; /* while on, `best` keeps to what was announced */
    struct roster now;    /* what the search stands on; may be worse after a kick */
    struct hunt hunt;
    struct blocks blocks;
    const struct funnel *funnel;
    const struct areas *areas;
    int32_t index;
    struct prices prices; /* of the best bound, for the search */
    enum area_stage stage;
    uint64_t seed;
    int64_t gap_ppm;
    int64_t cells;        /* spent so far */
    int64_t pivots_gone;  /* of hunts that are closed */
    int64_t search_cells; /* of them for patches */
    int64_t solve_pivots; /* of the last piece of the master's solve */
    int32_t patches;
    int32_t batches;
    int32_t size;   /* families to free at once */
    int32_t idle;   /* batches since the last gain */
    int32_t rounds; /* of sizes so far, each ended by a kick */
};

/* What an area hands over: people by their place in the instance. */
struct area_result {
    struct plan_session *sessions;
    size_t sessions_n;
    int64_t worth; /* points */
    int64_t bound; /* scaled */
    struct rule *rules;
    int64_t *price;
    int32_t rules_n;
};

/* The area lives in an arena of its own, of at most bytes_max; close it with area_close. */
MUST_CHECK struct err *area_open(const struct plan_instance *in, const struct funnel *funnel,
                                 const struct areas *areas, int32_t index, size_t bytes_max,
                                 uint64_t seed, struct area **ret_area);
void area_close(struct area **area);
/* One step by this crew; `hunted_enough` ends the column generation. */
MUST_CHECK struct err *area_step(struct area *area, const struct crew *crew, bool hunted_enough);
/* Milliseconds of one core, about, that the area has cost so far. */
int64_t area_work(const struct area *area);
/* Copies the best plan and bound; before the first step there is none. */
MUST_CHECK struct err *area_result(const struct area *area, struct arena *into,
                                   struct area_result *ret_result);

#endif
