/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* area.c - the order of the methods, and how much of each. */
#include "plan/area.h"

#include <string.h>

#include "plan/plan.h"
#include "plan/start.h"
#include "plan/patch.h"
#include "plan/plain.h"

enum {
    LARGE = 450,    /* families of an area that is searched beside the hunt */
    BESIDE_MIN = 8, /* patches beside one solve */
    BESIDE_MAX = 400,
    BATCH = 4,         /* patches made from one roster, on any number of threads */
    NODES = 500,       /* of one patch's search */
    CROSSED_MAX = 80,  /* families of two plans that are crossed */
    DIVE_MAX = 120,    /* families dived for at once */
    DIVE_SIZE = 60,    /* the same in a part of a larger area */
    DIVES = 2,         /* from which the best is taken */
    DIVE_EVERY = 16,   /* patches beside the hunt, one of which dives */
    DIVE_PART_MIN = 8, /* of so many families one at least is settled in a step of a dive */
    DIVE_PART_MAX = 24,
    CROSS_NODES = 2000,
    FREED_MIN = 12,   /* families freed at once, at first ... */
    FREED_MAX = 32,   /* ... and after long idleness */
    IDLE_MAX = 5,     /* batches without gain before patches grow */
    PRICE_EVERY = 32, /* batches between looks at the pool */
    CELLS_A_MS = 200000,
    PIVOT_CELLS = 16, /* work of a pivot, for each row of the master */
};

static struct err *area_fill(struct area *area, const struct plan_instance *in,
                             const struct funnel *funnel, const struct areas *areas, int32_t index)
{
    area->funnel = funnel;
    area->areas = areas;
    area->index = index;
    TRY(field_make(area->arena, in, funnel, areas, index, &area->field));
    TRY(pool_make(area->store, &area->field, &area->pool));
    TRY(roster_make(area->store, &area->field, &area->best));
    TRY(roster_make(area->store, &area->field, &area->now));
    TRY(prices_make(area->arena, &area->field, NULL, NULL, 0, prices_locked(in), &area->prices));
    return hunt_open(area->arena, &area->pool, &area->hunt);
}

struct err *area_open(const struct plan_instance *in, const struct funnel *funnel,
                      const struct areas *areas, int32_t index, size_t bytes_max, uint64_t seed,
                      struct area **ret_area)
{
    struct arena *arena = arena_new(bytes_max);
    struct area *area;
    struct err *bad;

    NEED(arena);
    area = arena_make(arena, struct area);
    if (area == NULL) {
        arena_free(arena);
        return err_no_memory();
    }
    area->arena = arena;
    area->store = arena_new(bytes_max);
    area->seed = seed ^ ((uint64_t)index << 32);
    area->size = FREED_MIN;
    bad = area->store == NULL ? err_no_memory() : area_fill(area, in, funnel, areas, index);
    if (bad != NULL) {
        area_close(&area);
        return bad;
    }
    *ret_area = area;
    return NULL;
}

void area_close(struct area **area)
{
    if (*area == NULL)
        return;
    if ((*area)->hunt.master != NULL)
        hunt_close(&(*area)->hunt);
    arena_free((*area)->store);
    blocks_close(&(*area)->blocks);
    arena_free((*area)->arena);
    *area = NULL;
}

/* Where a few carers are wanted by all, first hours for everyone come first. */
static struct err *try_plain(struct area *area)
{
    struct roster trial;

    TRY(roster_make(area->store, &area->field, &trial));
    TRY(start_locked(&trial, &area->pool));
    TRY(plain_greedy(&trial, &area->pool));
    return trial.worth > area->best.worth ? roster_copy(&trial, &area->best) : NULL;
}

static struct err *step_start(struct area *area)
{
    TRY(start_locked(&area->best, &area->pool));
    TRY(start_greedy(&area->crew->workers[0], &area->prices, &area->best, &area->pool));
    TRY(try_plain(area));
    TRY(steady_begin(&area->crew->workers[0], &area->prices, area->store, &area->pool, &area->best,
                     &area->steady));
    area->now.kept_min = area->best.kept_min;
    TRY(roster_copy(&area->best, &area->now));
    TRY(hunt_first(&area->hunt));
    area->stage = AREA_HUNT;
    if (blocks_wanted(area->field.in, area->field.families_n))
        area->stage = AREA_BLOCKS;
    return NULL;
}

/* Rounds in all blocks, then the hunt of the whole begins anew with what they found. */
static struct err *step_blocks(struct area *area, bool enough)
{
    struct hunt whole;
    bool done = false;
    struct err *bad;

    if (area->blocks.n == 0)
        TRY(blocks_open(area->arena, area->field.in, area->funnel, area->areas, area->index,
                        &area->blocks));
    TRY(blocks_step(&area->blocks, area->crew, &done));
    if (!done && !enough)
        return NULL;
    TRY(hunt_open(area->arena, &area->pool, &whole));
    whole.crew = area->crew;
    bad = blocks_join(&area->blocks, &whole);
    area->pivots_gone += blocks_pivots(&area->blocks) + hunt_pivots(&area->hunt);
    blocks_close(&area->blocks);
    area->stage = AREA_HUNT;
    if (bad != NULL || whole.bound >= area->hunt.bound) {
        hunt_close(&whole);
        return bad;
    }
    hunt_close(&area->hunt);
    area->hunt = whole;
    return NULL;
}

static int32_t dive_part(struct area *area)
{
    uint64_t chance = patch_random(&area->seed);

    return DIVE_PART_MIN + (int32_t)(chance % (DIVE_PART_MAX - DIVE_PART_MIN));
}

static struct patch searching_patch(struct area *area)
{
    return (struct patch){.roster = &area->now,
                          .pool = &area->pool,
                          .seed = patch_random(&area->seed),
                          .size = area->size,
                          .first = steady_first(&area->steady, patch_random(&area->seed)),
                          .kept_points = area->steady.points,
                          .nodes = NODES};
}

static struct patch diving_patch(struct area *area)
{
    return (struct patch){.roster = &area->now,
                          .pool = &area->pool,
                          .seed = patch_random(&area->seed),
                          .size = DIVE_SIZE,
                          .first = -1,
                          .part = dive_part(area)};
}

/* An area too large to be dived into as a whole begins its search with dives all over it. */
static int32_t dive_batches(const struct area *area)
{
    if (area->field.families_n <= DIVE_MAX || area->steady.on)
        return 0;
    return 3 * area->field.families_n / (BATCH * DIVE_SIZE) + 1;
}

/* One patch after another, as much as the master's last piece was worth. */
static struct err *search_beside(struct area *area, struct worker *worker)
{
    int64_t cells = worker->work;
    int64_t each = area->patches == 0 ? 0 : area->search_cells / area->patches;
    int64_t n = each == 0 ? BESIDE_MIN : PIVOT_CELLS * area->solve_pivots / each;

    n = n < BESIDE_MIN ? BESIDE_MIN : n > BESIDE_MAX ? BESIDE_MAX : n;
    for (int64_t i = 0; i < n; i++) {
        bool dives = i % DIVE_EVERY == 0 && !area->steady.on;
        struct patch patch = dives ? diving_patch(area) : searching_patch(area);
        bool better;

        TRY(dives ? patch_dive(worker, &patch) : patch_run(worker, &patch));
        TRY(patch_apply(&patch, &area->now, &area->pool, &better));
        if (better)
            TRY(steady_keep(&area->steady, &area->best, &area->now));
        arena_reset(worker->fresh);
    }
    area->search_cells += worker->work - cells;
    area->patches += (int32_t)n;
    return NULL;
}

static struct err *run_side(void *context, struct worker *worker, int32_t task)
{
    struct area *area = context;

    return task == 0 ? hunt_solve(&area->hunt) : search_beside(area, worker);
}

/* The master of a large area takes long and one thread: the search runs on another. */
static struct err *hunt_beside_search(struct area *area)
{
    int64_t before = hunt_pivots(&area->hunt);

    TRY(crew_run(area->crew, run_side, area, 2));
    area->solve_pivots = hunt_pivots(&area->hunt) - before;
    return area->hunt.solved ? hunt_ask(&area->hunt) : NULL;
}

static struct err *step_hunt(struct area *area, bool enough)
{
    if (area->hunt.done || enough) {
        area->stage = AREA_ROUND;
        return NULL;
    }
    return area->field.families_n >= LARGE ? hunt_beside_search(area) : hunt_step(&area->hunt);
}

/* A plan rounded from the master at some strength of its prices. */
static struct err *round_at(struct area *area, int32_t percent, struct roster *roster)
{
    const struct rule *rules;
    struct prices prices;

    for (int32_t f = 0; f < area->field.families_n; f++)
        roster_take(roster, f);
    master_rules(area->hunt.master, &rules);
    TRY(start_locked(roster, &area->pool));
    TRY(start_prices(area->crew->workers[0].scratch, &area->field, rules, area->hunt.best_price,
                     area->hunt.best_n, percent, &prices));
    TRY(start_rounded(&area->crew->workers[0], area->hunt.master, &prices, roster, &area->pool));
    arena_reset(area->crew->workers[0].scratch);
    return NULL;
}

static struct err *run_patch(void *context, struct worker *worker, int32_t task)
{
    struct patch *patches = context;

    return patches[task].part > 0 ? patch_dive(worker, &patches[task])
                                  : patch_run(worker, &patches[task]);
}

/* Frees so many families of the roster and dives; the best that comes of it stays, good or bad. */
static struct err *dive(struct area *area, struct roster *roster, int32_t size)
{
    struct patch patches[DIVES];
    int32_t best = 0;

    for (int32_t i = 0; i < DIVES; i++) {
        patches[i] = diving_patch(area);
        patches[i].roster = roster;
        patches[i].size = size;
    }
    TRY(crew_run(area->crew, run_patch, patches, DIVES));
    for (int32_t i = 1; i < DIVES; i++)
        best = patches[i].gain > patches[best].gain ? i : best;
    TRY(patch_force(&patches[best], roster, &area->pool));
    return start_greedy(&area->crew->workers[0], &area->prices, roster, &area->pool);
}

/* Plans rounded from the master at several strengths of its prices; the best stays. */
static struct err *step_round(struct area *area)
{
    struct roster *best = area->steady.on ? &area->steady.loose : &area->best;
    struct roster trial;

    TRY(roster_make(area->store, &area->field, &trial));
    for (int32_t percent = 0; percent <= 150; percent += 25) {
        TRY(round_at(area, percent, &trial));
        if (trial.worth > best->worth)
            TRY(roster_copy(&trial, best));
    }
    TRY(hunt_prices(&area->hunt, area->arena, &area->prices));
    pool_price(&area->pool, &area->prices);
    area->stage = AREA_DIVE;
    return NULL;
}

/* In a small area a plan by diving from nothing; what is announced is not dived for. */
static struct err *step_dive(struct area *area)
{
    struct roster trial;

    area->stage = AREA_SEARCH;
    if (area->steady.on)
        return steady_turn(&area->steady, area->hunt.bound, &area->best, &area->now);
    if (area->field.families_n <= DIVE_MAX) {
        TRY(roster_make(area->store, &area->field, &trial));
        TRY(roster_copy(&area->best, &trial));
        TRY(dive(area, &trial, area->field.families_n));
        if (trial.worth > area->best.worth)
            TRY(roster_copy(&trial, &area->best));
    }
    return roster_copy(&area->best, &area->now);
}

/* Another place to search from: a part of the best plan dived for again, now and then nearly all.
 */
static struct err *kick(struct area *area)
{
    int32_t most = area->field.families_n < DIVE_MAX ? area->field.families_n : DIVE_MAX;
    int32_t size = most / 4 + (int32_t)(patch_random(&area->seed) % (uint64_t)(most / 2 + 1));

    if (area->rounds++ % 3 == 0)
        size = most;
    TRY(roster_copy(&area->best, &area->now));
    return dive(area, &area->now, size < 1 ? 1 : size);
}

/* What is better in `now`, part by part, goes into the best plan: the two seldom differ everywhere
 * for the better or the worse. */
static struct err *cross(struct area *area, bool *ret_better)
{
    struct patch patches[BATCH];

    *ret_better = false;
    for (int32_t i = 0; i < BATCH; i++)
        patches[i] = (struct patch){.roster = &area->best,
                                    .pool = &area->pool,
                                    .other = &area->now,
                                    .seed = patch_random(&area->seed),
                                    .size = CROSSED_MAX >> (i / 2),
                                    .nodes = CROSS_NODES};
    TRY(crew_run(area->crew, run_patch, patches, BATCH));
    for (int32_t i = 0; i < BATCH; i++) {
        bool better;

        TRY(patch_apply(&patches[i], &area->best, &area->pool, &better));
        *ret_better = *ret_better || better;
    }
    return NULL;
}

/* The search from `now` found nothing more. */
static struct err *turn(struct area *area)
{
    bool better = false;

    if (area->steady.on)
        return steady_turn(&area->steady, area->hunt.bound, &area->best, &area->now);
    if (area->now.worth < area->best.worth)
        TRY(cross(area, &better));
    return better ? roster_copy(&area->best, &area->now) : kick(area);
}

/* Patches grow while nothing is found; after the largest comes a kick, and small ones again. */
static struct err *learn(struct area *area, bool better)
{
    area->idle = better ? 0 : area->idle + 1;
    TRY(steady_keep(&area->steady, &area->best, &area->now));
    if (better || area->idle < IDLE_MAX)
        return NULL;
    area->idle = 0;
    area->size += area->size / 3;
    if (area->size <= FREED_MAX)
        return NULL;
    area->size = FREED_MIN;
    return turn(area);
}

static struct err *step_search(struct area *area)
{
    struct patch patches[BATCH];
    bool dives = area->batches < dive_batches(area);
    bool any = false;

    for (int32_t i = 0; i < BATCH; i++)
        patches[i] = dives ? diving_patch(area) : searching_patch(area);
    TRY(crew_run(area->crew, run_patch, patches, BATCH));
    for (int32_t i = 0; i < BATCH; i++) {
        bool better;

        TRY(patch_apply(&patches[i], &area->now, &area->pool, &better));
        any = any || better;
    }
    if (++area->batches % PRICE_EVERY == 0)
        pool_price(&area->pool, &area->prices);
    return learn(area, any);
}

static const struct roster *answer_of(const struct area *area)
{
    return steady_answer(&area->steady, &area->best, area->hunt.bound);
}

/* Is the plan as good as asked, or proved best? */
static bool is_good(const struct area *area)
{
    int64_t bound = area->hunt.bound / PLAN_SCALE;
    int64_t worth = answer_of(area)->worth;

    if (area->stage == AREA_START)
        return false;
    if (worth >= bound)
        return true;
    return area->gap_ppm > 0 && (bound - worth) * 1000000 <= area->gap_ppm * bound;
}

static int64_t pivots_of(const struct area *area)
{
    return area->pivots_gone + hunt_pivots(&area->hunt) + blocks_pivots(&area->blocks);
}

struct err *area_step(struct area *area, const struct crew *crew, bool hunted_enough)
{
    int64_t before = crew_work(crew) + PIVOT_CELLS * pivots_of(area);

    area->crew = crew;
    area->hunt.crew = crew;
    switch (area->stage) {
    case AREA_START:
        TRY(step_start(area));
        break;
    case AREA_BLOCKS:
        TRY(step_blocks(area, hunted_enough));
        break;
    case AREA_HUNT:
        TRY(step_hunt(area, hunted_enough));
        break;
    case AREA_ROUND:
        TRY(step_round(area));
        break;
    case AREA_DIVE:
        TRY(step_dive(area));
        break;
    case AREA_SEARCH:
        TRY(step_search(area));
        break;
    case AREA_DONE:
        break;
    }
    for (int32_t i = 0; i < crew->threads; i++)
        arena_reset(crew->workers[i].fresh);
    area->cells += crew_work(crew) + PIVOT_CELLS * pivots_of(area) - before;
    if (is_good(area))
        area->stage = AREA_DONE;
    return NULL;
}

int64_t area_work(const struct area *area)
{
    return area->cells / CELLS_A_MS;
}

static struct err *sessions_copy(const struct area *area, struct arena *into,
                                 struct area_result *result)
{
    const struct field *field = &area->field;
    const struct column **plans = answer_of(area)->plans;
    size_t n = 0;

    for (int32_t f = 0; f < field->families_n; f++)
        n += plans[f] == NULL ? 0 : (size_t)plans[f]->n;
    result->sessions = arena_makes(into, struct plan_session, n);
    NEED(result->sessions);
    for (int32_t f = 0; f < field->families_n; f++) {
        const struct column *plan = plans[f];

        for (int32_t i = 0; plan != NULL && i < plan->n; i++)
            result->sessions[result->sessions_n++] =
                (struct plan_session){field->family_ids[f], field->carer_ids[plan->visits[i].carer],
                                      plan->visits[i].start, plan->visits[i].end};
    }
    return NULL;
}

struct err *area_result(const struct area *area, struct arena *into, struct area_result *ret_result)
{
    struct area_result result = {.worth = answer_of(area)->worth, .bound = area->hunt.bound};
    const struct rule *rules;

    TRY(sessions_copy(area, into, &result));
    master_rules(area->hunt.master, &rules);
    result.rules = arena_makes(into, struct rule, (size_t)area->hunt.best_n);
    NEED(result.rules);
    result.price = arena_makes(into, int64_t, (size_t)area->hunt.best_n);
    NEED(result.price);
    for (int32_t r = 0; r < area->hunt.best_n; r++) {
        struct rule rule = rules[r];

        if (area->hunt.best_price[r] == 0)
            continue;
        rule.carer = area->field.carer_ids[rule.carer];
        if (rule.kind == RULE_PAIR) {
            rule.family = area->field.family_ids[rule.family];
            rule.other = area->field.family_ids[rule.other];
        }
        result.rules[result.rules_n] = rule;
        result.price[result.rules_n++] = area->hunt.best_price[r];
    }
    *ret_result = result;
    return NULL;
}
