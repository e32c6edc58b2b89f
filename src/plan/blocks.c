/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* blocks.c - many small hunts, then one that begins where they end. */
#include "plan/blocks.h"

#include "plan/plan.h"
#include "plan/start.h"

enum {
    FAMILIES_WANTED = 450, /* above this an area is cut ... */
    FAMILIES_MAX = 300,    /* ... into blocks of at most so many */
};
#define SLACK_POINTS 400.0 /* of a column that still goes into the whole master */

bool blocks_wanted(const struct plan_instance *in, int32_t families_n)
{
    return families_n > FAMILIES_WANTED && in->locked_n == 0;
}

static struct err *block_open(const struct plan_instance *in, const struct funnel *funnel,
                              const struct areas *cut, int32_t index, struct block *b)
{
    b->arena = arena_new(PLAN_BYTES_DEFAULT);
    NEED(b->arena);
    TRY(field_make(b->arena, in, funnel, cut, index, &b->field));
    TRY(pool_make(b->arena, &b->field, &b->pool));
    TRY(hunt_open(b->arena, &b->pool, &b->hunt));
    b->is_open = true;
    return NULL;
}

struct err *blocks_open(struct arena *into, const struct plan_instance *in,
                        const struct funnel *funnel, const struct areas *areas, int32_t index,
                        struct blocks *ret_blocks)
{
    struct areas cut;

    TRY(areas_split(into, in, funnel, areas, index, FAMILIES_MAX, &cut));
    ret_blocks->at = arena_makes(into, struct block, (size_t)cut.n);
    NEED(ret_blocks->at);
    ret_blocks->n = cut.n; /* set before the first is opened, so that closing finds them all */
    for (int32_t i = 0; i < cut.n; i++)
        TRY(block_open(in, funnel, &cut, i, &ret_blocks->at[i]));
    return NULL;
}

void blocks_close(struct blocks *blocks)
{
    for (int32_t i = 0; i < blocks->n; i++) {
        if (blocks->at[i].is_open)
            hunt_close(&blocks->at[i].hunt);
        arena_free(blocks->at[i].arena);
    }
    blocks->n = 0;
}

/* The first round starts from the block's own greedy plan. */
static struct err *first_round(struct worker *worker, struct block *b)
{
    struct prices none;
    struct roster roster;

    TRY(prices_make(b->arena, &b->field, NULL, NULL, 0, 0, &none));
    TRY(roster_make(b->arena, &b->field, &roster));
    TRY(start_greedy(worker, &none, &roster, &b->pool));
    return hunt_first(&b->hunt);
}

static struct err *run_block(void *context, struct worker *worker, int32_t task)
{
    struct blocks *blocks = context;
    struct block *b = &blocks->at[task];
    struct crew alone = {worker, 1};

    if (b->hunt.done)
        return NULL;
    b->hunt.crew = &alone;
    return b->hunt.rounds == 0 ? first_round(worker, b) : hunt_step(&b->hunt);
}

struct err *blocks_step(struct blocks *blocks, const struct crew *crew, bool *ret_done)
{
    *ret_done = true;
    TRY(crew_run(crew, run_block, blocks, blocks->n));
    for (int32_t i = 0; i < blocks->n; i++)
        *ret_done = *ret_done && blocks->at[i].hunt.done;
    return NULL;
}

struct err *blocks_join(const struct blocks *blocks, struct hunt *hunt)
{
    const struct master **masters =
        arena_makes(hunt->arena, const struct master *, (size_t)blocks->n);
    const struct rule *rules;
    int32_t n = 0;

    NEED(masters);
    for (int32_t i = 0; i < blocks->n; i++)
        masters[i] = blocks->at[i].hunt.master;
    TRY(master_adopt(hunt->master, masters, blocks->n, SLACK_POINTS, hunt->pool));
    hunt->best_price =
        arena_makes(hunt->arena, int64_t, (size_t)master_rules(hunt->master, &rules));
    NEED(hunt->best_price);
    for (int32_t i = 0; i < blocks->n; i++) {
        const struct hunt *part = &blocks->at[i].hunt;
        int32_t rules_n = master_rules(part->master, &rules);

        for (int32_t r = 0; r < rules_n; r++, n++)
            hunt->best_price[n] = r < part->best_n ? part->best_price[r] : 0;
    }
    hunt->best_n = n;
    hunt->smooth = true;
    hunt->with_cuts = true;
    return hunt_round(hunt);
}

int64_t blocks_pivots(const struct blocks *blocks)
{
    int64_t pivots = 0;

    for (int32_t i = 0; i < blocks->n; i++)
        pivots += blocks->at[i].is_open ? hunt_pivots(&blocks->at[i].hunt) : 0;
    return pivots;
}
