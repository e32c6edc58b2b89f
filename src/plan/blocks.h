/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* blocks.h - column generation by blocks, for areas whose master would be slow as a whole.
 *
 * Neighbouring families form blocks of a few hundred; each hunts for prices alone. Their prices
 * together are good prices of the whole area, their columns and bases a good start of its master.
 */
#ifndef HEARTH_PLAN_BLOCKS_H
#define HEARTH_PLAN_BLOCKS_H

#include "plan/hunt.h"

struct block {
    struct arena *arena;
    struct field field;
    struct pool pool;
    struct hunt hunt;
    bool is_open; /* the hunt is */
    bool done;
};

struct blocks {
    struct block *at;
    int32_t n;
};

/* Is the area better cut? Not when sessions are locked: they might lie across blocks. */
bool blocks_wanted(const struct plan_instance *in, int32_t families_n);
/* Closed by blocks_close; arrays in `into`. */
MUST_CHECK struct err *blocks_open(struct arena *into, const struct plan_instance *in,
                                   const struct funnel *funnel, const struct areas *areas,
                                   int32_t index, struct blocks *ret_blocks);
void blocks_close(struct blocks *blocks);
/* A piece of a round in every block that is not done. */
MUST_CHECK struct err *blocks_step(struct blocks *blocks, const struct crew *crew, bool *ret_done);
/* Hands everything to the hunt of the whole area, just opened. */
MUST_CHECK struct err *blocks_join(const struct blocks *blocks, struct hunt *hunt);
int64_t blocks_pivots(const struct blocks *blocks);

#endif
