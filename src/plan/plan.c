/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plan.c - shares time, work and memory among the areas, and keeps what each found.
 *
 * An area goes its own way, whatever the others do and whoever runs it, so that a limit in work
 * gives the same bytes for any number of threads. When all areas together would be too large, only
 * some are alive at a time, and of the others just the answer is kept. */
#include "plan/plan.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/world.h"
#include "plan/report.h"

enum {
    HUNT_PERCENT = 50, /* of an area's share that column generation may take */
    SLICE_MS_MIN = 5,
    SCRATCH_READY = 8 << 20, /* bytes a thread keeps at hand, if memory allows */
};

/* One area, alive or not. */
struct place {
    struct area *live;
    struct arena *arena; /* of the answer */
    struct area_result answer;
    int64_t pairs;
    int64_t spent_ms;
    int64_t due_ms; /* when areas come one after another: the time this one may take */
    int64_t work;   /* of an area that is closed */
    bool started;
    bool done;
};

struct plan_run {
    struct arena *arena;
    const struct plan_instance *in;
    struct plan_limits limits;
    struct funnel funnel;
    struct areas areas;
    struct place *places;
    struct crew crew;
    int64_t begin_ms;
    bool together; /* one area dominates: all threads work on it; else each on an area of its own */
    bool streams;  /* not all areas fit in memory at once */
    atomic_bool stopped;
};

/* ---- limits ---- */

static int64_t elapsed_ms(const struct plan_run *run)
{
    return world_boot_ms() - run->begin_ms;
}

static bool time_is_over(const struct plan_run *run)
{
    return run->limits.time_ms > 0 && elapsed_ms(run) >= run->limits.time_ms;
}

static bool is_stopped(const struct plan_run *run)
{
    return atomic_load(&run->stopped);
}

static int64_t pairs_open(const struct plan_run *run)
{
    int64_t pairs = 0;

    for (int32_t i = 0; i < run->areas.n; i++)
        pairs += run->places[i].done ? 0 : run->places[i].pairs;
    return pairs > 0 ? pairs : 1;
}

static int64_t pairs_all(const struct plan_run *run)
{
    return run->funnel.from[run->in->families_n];
}

/* An area's part of the work. */
static int64_t work_share(const struct plan_run *run, const struct place *place)
{
    return (int64_t)((double)run->limits.work * (double)place->pairs / (double)pairs_all(run));
}

/* Milliseconds an area may take from now on, if all that are left share what is left. */
static int64_t time_share(const struct plan_run *run, const struct place *place)
{
    int64_t left = run->limits.time_ms - elapsed_ms(run);
    int64_t hands = run->together ? 1 : run->crew.threads;

    return (int64_t)((double)left * (double)hands * (double)place->pairs / (double)pairs_open(run));
}

static bool hunted_enough(const struct plan_run *run, const struct place *place)
{
    if (is_stopped(run))
        return true;
    if (run->limits.work > 0 &&
        area_work(place->live) * 100 >= work_share(run, place) * HUNT_PERCENT)
        return true;
    return run->limits.time_ms > 0 &&
           place->spent_ms * 100 >= (place->spent_ms + time_share(run, place)) * HUNT_PERCENT;
}

/* ---- one area ---- */

/* A bound that needs no search: everyone gets all they ask, for nothing. */
static int64_t crude_bound(const struct plan_run *run, int32_t index)
{
    const struct plan_instance *in = run->in;
    int64_t bound = 0;

    for (int32_t i = run->areas.families_from[index]; i < run->areas.families_from[index + 1];
         i++) {
        const struct plan_family *f = &in->families[run->areas.family_ids[i]];
        int64_t slots = f->max < in->slots ? f->max : in->slots;

        bound +=
            field_utility(in, f, slots) + in->params.continuity_points * (int64_t)f->weight * slots;
    }
    for (int32_t p = 0; p < in->published_n; p++)
        bound += in->params.change_points; /* of other areas too: crude but never too small */
    return bound * PLAN_SCALE;
}

/* Takes over the area's answer, for good when the area is to be closed. */
static struct err *place_keep(struct place *place)
{
    struct arena *arena = arena_new(PLAN_BYTES_DEFAULT);
    struct err *bad;

    NEED(arena);
    bad = area_result(place->live, arena, &place->answer);
    if (bad != NULL) {
        arena_free(arena);
        return bad;
    }
    arena_free(place->arena);
    place->arena = arena;
    place->work += area_work(place->live);
    area_close(&place->live);
    return NULL;
}

static struct err *place_open(struct plan_run *run, int32_t index)
{
    struct place *place = &run->places[index];

    if (place->live != NULL)
        return NULL;
    TRY(area_open(run->in, &run->funnel, &run->areas, index, run->limits.bytes_max,
                  run->limits.seed, &place->live));
    place->live->gap_ppm = run->limits.gap_ppm;
    return NULL;
}

/* Without memory an area ends with what it has: that is no failure of the run. */
static void place_end(struct place *place, struct err *bad)
{
    place->done = true;
    if (bad != NULL && place->live != NULL && place->live->stage == AREA_START)
        area_close(&place->live);
}

static void place_start(struct plan_run *run, const struct crew *crew, int32_t index)
{
    struct place *place = &run->places[index];
    struct err *bad;

    place->started = true;
    bad = place_open(run, index);
    if (bad == NULL)
        bad = area_step(place->live, crew, false);
    if (bad == NULL && run->streams)
        bad = place_keep(place);
    if (bad != NULL)
        place_end(place, bad);
}

/* Has the area had its share, or is there nothing left to do? */
static bool place_is_full(const struct plan_run *run, const struct place *place)
{
    return place->live->stage == AREA_DONE ||
           (run->limits.work > 0 && area_work(place->live) >= work_share(run, place));
}

/* When areas come one after another: is it time to close this one? */
static bool had_its_turn(const struct plan_run *run, const struct place *place)
{
    if (place->live->stage == AREA_START)
        return false;
    return place->done || place->spent_ms >= place->due_ms || time_is_over(run) || is_stopped(run);
}

/* Works on an area until `until_ms` of the boot clock, or until it is done. */
static void place_work(struct plan_run *run, const struct crew *crew, int32_t index,
                       int64_t until_ms)
{
    struct place *place = &run->places[index];
    struct err *bad = place_open(run, index);

    while (bad == NULL && !place->done) {
        int64_t now = world_boot_ms();

        if (place_is_full(run, place)) {
            place->done = true;
            break;
        }
        if (is_stopped(run) || time_is_over(run) || now >= until_ms)
            break;
        bad = area_step(place->live, crew, hunted_enough(run, place));
        place->spent_ms += world_boot_ms() - now;
    }
    if (bad != NULL) {
        crew_clear(crew);
        place_end(place, bad);
    } else if (run->streams && had_its_turn(run, place)) {
        place_end(place, place_keep(place));
    }
}

/* ---- all areas ---- */

/* One call of plan_step. */
struct turn {
    struct plan_run *run;
    int32_t *list; /* of areas */
    int64_t ms;
    bool starts;
};

static void turn_one(struct turn *turn, const struct crew *crew, int32_t index)
{
    struct plan_run *run = turn->run;
    struct place *place = &run->places[index];
    int64_t hands = run->together ? 1 : run->crew.threads;
    int64_t slice = (int64_t)((double)turn->ms * (double)hands * (double)place->pairs /
                              (double)pairs_open(run));

    if (turn->starts) {
        place_start(run, crew, index);
        return;
    }
    if (run->streams && place->live == NULL)
        place->due_ms = run->limits.time_ms > 0 ? time_share(run, place) : INT64_MAX;
    if (run->streams)
        slice = turn->ms;
    slice = slice < SLICE_MS_MIN ? SLICE_MS_MIN : slice;
    place_work(run, crew, index, world_boot_ms() + slice);
}

static struct err *run_turn(void *context, struct worker *worker, int32_t task)
{
    struct turn *turn = context;
    struct crew alone = {worker, 1};

    turn_one(turn, &alone, turn->list[task]);
    return NULL;
}

/* The areas a turn is about: those not yet started, else those not done; when they stream, no more
 * than there are hands. */
static int32_t turn_list(struct turn *turn)
{
    struct plan_run *run = turn->run;
    int32_t n = 0;

    turn->starts = false;
    for (int32_t i = 0; i < run->areas.n; i++)
        turn->starts = turn->starts || !run->places[i].started;
    for (int32_t i = 0; i < run->areas.n; i++)
        if (turn->starts ? !run->places[i].started : !run->places[i].done)
            turn->list[n++] = i;
    return run->streams && !turn->starts && n > run->crew.threads ? run->crew.threads : n;
}

static struct err *turn_run(struct turn *turn, int32_t n)
{
    if (!turn->run->together)
        return crew_run(&turn->run->crew, run_turn, turn, n);
    for (int32_t i = 0; i < n; i++)
        turn_one(turn, &turn->run->crew, turn->list[i]);
    return NULL;
}

struct err *plan_step(struct plan_run *run, int64_t ms, struct plan_progress *ret_progress)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(PLAN_BYTES_DEFAULT);
    int64_t end = ms == 0 ? INT64_MAX : world_boot_ms() + ms;
    struct turn turn = {.run = run, .ms = ms == 0 ? 1000 : ms};

    NEED(scratch);
    turn.list = arena_makes(scratch, int32_t, (size_t)run->areas.n);
    NEED(turn.list);
    do {
        int32_t n = turn_list(&turn);

        if (n == 0 || is_stopped(run) || (!turn.starts && time_is_over(run)))
            break;
        TRY(turn_run(&turn, n));
    } while (world_boot_ms() < end);
    return plan_look(run, ret_progress);
}

/* ---- opening, answers, closing ---- */

static struct err *crew_make(struct plan_run *run)
{
    int32_t n = run->limits.threads;
    size_t most = run->limits.bytes_max / 2;
    size_t ready = most < SCRATCH_READY ? most : SCRATCH_READY;

    run->crew.threads = n < 1 ? 1 : n > PLAN_THREADS_MAX ? PLAN_THREADS_MAX : n;
    run->crew.workers = arena_makes(run->arena, struct worker, (size_t)run->crew.threads);
    NEED(run->crew.workers);
    for (int32_t i = 0; i < run->crew.threads; i++) {
        struct worker *w = &run->crew.workers[i];

        w->scratch = arena_new(run->limits.bytes_max);
        w->fresh = arena_new(run->limits.bytes_max);
        NEED(w->scratch);
        NEED(w->fresh);
        NEED(arena_alloc(w->scratch, ready));
        arena_reset(w->scratch); /* keeps the block */
    }
    return NULL;
}

static struct err *run_fill(struct plan_run *run)
{
    TRY(funnel_make(run->arena, run->in, &run->funnel));
    TRY(areas_make(run->arena, run->in, &run->funnel, &run->areas));
    run->places = arena_makes(run->arena, struct place, (size_t)run->areas.n);
    NEED(run->places);
    for (int32_t i = 0; i < run->areas.n; i++) {
        run->places[i].pairs = run->areas.pairs_n[i];
        run->places[i].answer.bound = crude_bound(run, i);
    }
    run->together = run->areas.n > 0 && 2 * run->areas.pairs_n[0] >= pairs_all(run);
    run->streams = pairs_all(run) > run->limits.pairs_max && !run->together;
    return crew_make(run);
}

struct err *plan_open(const struct plan_instance *in, const struct plan_limits *limits,
                      struct plan_run **ret_run)
{
    struct arena *arena = arena_new(PLAN_BYTES_DEFAULT);
    struct plan_run *run;
    struct err *bad;

    NEED(arena);
    run = arena_make(arena, struct plan_run);
    if (run == NULL) {
        arena_free(arena);
        return err_no_memory();
    }
    run->arena = arena;
    run->in = in;
    run->limits = *limits;
    run->begin_ms = world_boot_ms();
    if (run->limits.bytes_max == 0)
        run->limits.bytes_max = PLAN_BYTES_DEFAULT;
    if (run->limits.pairs_max == 0)
        run->limits.pairs_max = PLAN_PAIRS_USUAL;
    bad = run_fill(run);
    if (bad != NULL) {
        plan_close(&run);
        return bad;
    }
    *ret_run = run;
    return NULL;
}

/* The present answers of all areas, live ones copied into `into`. */
static struct err *answers(const struct plan_run *run, struct arena *into,
                           struct area_result **ret_results)
{
    struct area_result *results = arena_makes(into, struct area_result, (size_t)run->areas.n);

    NEED(results);
    for (int32_t i = 0; i < run->areas.n; i++) {
        const struct place *place = &run->places[i];

        results[i] = place->answer;
        if (place->live != NULL && place->live->stage != AREA_START)
            TRY(area_result(place->live, into, &results[i]));
    }
    *ret_results = results;
    return NULL;
}

struct err *plan_best(const struct plan_run *run, struct arena *into,
                      struct plan_solution *ret_solution)
{
    struct area_result *results;

    TRY(answers(run, into, &results));
    return report_make(into, run->in, &run->funnel, results, run->areas.n, ret_solution);
}

struct err *plan_look(const struct plan_run *run, struct plan_progress *ret_progress)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(PLAN_BYTES_DEFAULT);
    struct plan_progress p = {.time_ms = elapsed_ms(run)};
    struct area_result *results;
    int32_t done = 0;

    NEED(scratch);
    TRY(answers(run, scratch, &results));
    for (int32_t i = 0; i < run->areas.n; i++) {
        p.objective += results[i].worth;
        p.bound += results[i].bound;
        p.work += run->places[i].work;
        p.work += run->places[i].live == NULL ? 0 : area_work(run->places[i].live);
        done += run->places[i].done;
    }
    p.objective -= report_changes(run->in);
    p.bound = p.bound / PLAN_SCALE - report_changes(run->in);
    p.families_minimum = report_minimum(run->in, results, run->areas.n);
    p.proved = p.objective >= p.bound;
    p.done = done == run->areas.n || is_stopped(run) || time_is_over(run);
    *ret_progress = p;
    return NULL;
}

void plan_stop(struct plan_run *run)
{
    atomic_store(&run->stopped, true);
}

void plan_close(struct plan_run **run)
{
    struct plan_run *r = *run;

    if (r == NULL)
        return;
    for (int32_t i = 0; r->places != NULL && i < r->areas.n; i++) {
        area_close(&r->places[i].live);
        arena_free(r->places[i].arena);
    }
    for (int32_t i = 0; r->crew.workers != NULL && i < r->crew.threads; i++) {
        arena_free(r->crew.workers[i].scratch);
        arena_free(r->crew.workers[i].fresh);
    }
    arena_free(r->arena);
    *run = NULL;
}
