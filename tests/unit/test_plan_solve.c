/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_plan_solve.c - the planner on problems made up here: every answer passes the verifier with
 * its proof, equal work gives equal plans for any number of threads, an announced plan is kept. */
#include "unit.h"

#include "base/buf.h"
#include "plan/plan.h"
#include "plan/read.h"
#include "plan/verify.h"
#include "plan_data.h"

enum { FAMILIES = 24, CARERS = 12, BYTES_MAX = 1 << 22 };

/* A number below n that goes on from the last. */
static uint32_t roll(uint32_t *seed, uint32_t n)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % n;
}

static void put_windows(struct buf *b, uint32_t *seed, uint32_t share)
{
    bool any = false;

    buf_str(b, "\"windows\":[");
    for (int day = 0; day < 14; day++) {
        uint32_t from = (uint32_t)day * 48 + 16 + roll(seed, 8);
        if (roll(seed, 100) >= share)
            continue;
        buf_printf(b, "%s[%u,%u]", any ? "," : "", from, from + 8 + roll(seed, 12));
        any = true;
    }
    buf_str(b, "]");
}

static void put_family(struct buf *b, uint32_t *seed, int i)
{
    buf_printf(
        b,
        "%s{\"id\":\"F%d\",\"area\":0,\"x\":%u,\"y\":%u,\"children\":[{\"needs\":[],\"ratio\":2}],"
        "\"weight\":%u,\"waiting_days\":10,\"min\":8,\"target\":20,\"max\":32,\"len_min\":4,"
        "\"len_max\":8,\"len_step\":2,\"gap\":%u,\"carers_max\":%u,\"introduced\":[%u],"
        "\"excluded\":[],\"languages\":[0],\"max_distance\":9000,\"overnight\":false,",
        i == 0 ? "" : ",", i, roll(seed, 9000), roll(seed, 9000), 10 + roll(seed, 40),
        1 + roll(seed, 30), 1 + roll(seed, 2), roll(seed, CARERS));
    put_windows(b, seed, 50);
    buf_str(b, "}");
}

static void put_carer(struct buf *b, uint32_t *seed, int i, bool is_ill)
{
    buf_printf(b,
               "%s{\"id\":\"C%d\",\"area\":0,\"x\":%u,\"y\":%u,\"skills\":[],\"week_max\":%u,"
               "\"families_max\":%u,\"new_max\":%u,\"mode\":\"%s\",\"languages\":[0],"
               "\"overnight\":false,\"children_max\":2,",
               i == 0 ? "" : ",", i, roll(seed, 9000), roll(seed, 9000), 10 + roll(seed, 20),
               2 + roll(seed, 3), 1 + roll(seed, 2), roll(seed, 2) == 0 ? "home" : "visit");
    size_t before = b->n;
    put_windows(b, seed, 60); /* drawn for ill ones too, so that the others stay as they are */
    if (is_ill) {
        b->n = before;
        buf_str(b, "\"windows\":[]");
    }
    buf_str(b, "}");
}

/* A problem made of chance; `published` is the JSON inside the brackets. The carer `ill`, if not
 * negative, has no time. */
static const struct plan_instance *problem_with_ill(struct arena *a, uint32_t seed, int ill,
                                                    const char *published)
{
    CLEANUP(buf_done) struct buf b = buf_make(BYTES_MAX);
    const struct plan_instance *in;

    buf_str(&b, PLAN_HEAD);
    b.n -= strlen("\"days\":7,\"slot_minutes\":30,\"night\":[0,12],");
    buf_str(&b, "\"days\":14,\"slot_minutes\":30,\"night\":[0,12]," PLAN_PARAMS "\"families\":[");
    for (int i = 0; i < FAMILIES; i++)
        put_family(&b, &seed, i);
    buf_str(&b, "],\"carers\":[");
    for (int i = 0; i < CARERS; i++)
        put_carer(&b, &seed, i, i == ill);
    buf_printf(&b, "],\"published\":[%s]}", published);
    assert_fine(buf_check(&b));
    assert_fine(plan_instance_parse(a, buf_text(&b), &in));
    return in;
}

static const struct plan_instance *problem(struct arena *a, uint32_t seed, const char *published)
{
    return problem_with_ill(a, seed, -1, published);
}

static struct plan_solution solved(struct arena *a, const struct plan_instance *in, int32_t threads,
                                   int64_t work)
{
    const struct plan_limits limits = {.work = work, .threads = threads};
    struct plan_progress progress;
    struct plan_solution solution;
    struct plan_run *run;

    assert_fine(plan_open(in, &limits, &run));
    assert_fine(plan_step(run, 0, &progress));
    assert_true(progress.done);
    assert_fine(plan_best(run, a, &solution));
    assert_int_equal(progress.objective, solution.objective);
    assert_int_equal(progress.bound, solution.bound);
    assert_int_equal(progress.families_minimum, solution.figures[PLAN_FAMILIES_MINIMUM]);
    plan_close(&run);
    return solution;
}

static void verified(struct arena *a, const struct plan_instance *in, const struct plan_solution *s)
{
    struct plan_verdict v;

    assert_fine(plan_verify(a, in, s, true, 2, &v));
    assert_null(v.faults);
    assert_null(v.unproved);
}

static void the_hand_problem_is_solved_and_proved(void **state)
{
    const struct plan_instance *in;
    struct plan_solution s;

    assert_fine(plan_instance_parse(*state, text_of(PLAN_HAND), &in));
    s = solved(*state, in, 1, 0);
    assert_int_equal(1380, s.objective);
    assert_int_equal(1380, s.bound);
    verified(*state, in, &s);
}

static void every_answer_passes_the_verifier_with_its_proof(void **state)
{
    for (uint32_t seed = 1; seed <= 8; seed++) {
        const struct plan_instance *in = problem(*state, seed, "");
        struct plan_solution s = solved(*state, in, 2, 300);

        assert_true(s.sessions_n > 0);
        assert_true(s.objective * 10 > s.bound * 9);
        verified(*state, in, &s);
    }
}

static void equal_work_gives_equal_plans_for_any_threads(void **state)
{
    const struct plan_instance *in = problem(*state, 77, "");
    struct plan_solution one = solved(*state, in, 1, 400);
    struct plan_solution two = solved(*state, in, 2, 400);

    assert_int_equal(one.objective, two.objective);
    assert_int_equal(one.bound, two.bound);
    assert_int_equal(one.sessions_n, two.sessions_n);
    assert_memory_equal(one.sessions, two.sessions, one.sessions_n * sizeof one.sessions[0]);
}

/* The sessions of a plan as published ones, every `locked`th but the ill carer's locked. */
static const char *announced_but(struct arena *a, const struct plan_solution *s, size_t locked,
                                 int ill)
{
    CLEANUP(buf_done) struct buf b = buf_make(BYTES_MAX);
    struct text text;

    for (size_t i = 0; i < s->sessions_n; i++)
        buf_printf(&b, "%s[%d,%d,%d,%d,%d]", i == 0 ? "" : ",", s->sessions[i].family,
                   s->sessions[i].carer, s->sessions[i].start, s->sessions[i].end,
                   (i + 1) % locked == 0 && s->sessions[i].carer != ill);
    assert_fine(buf_take(&b, a, &text));
    return text.at;
}

static const char *announced(struct arena *a, const struct plan_solution *s)
{
    return announced_but(a, s, 3, -1);
}

static bool has_session(const struct plan_solution *s, const struct plan_session *wanted)
{
    for (size_t i = 0; i < s->sessions_n; i++)
        if (plan_session_compare(&s->sessions[i], wanted) == 0)
            return true;
    return false;
}

/* Sessions that a plan changed, those of the carer who fell ill left out. */
static int changes_beyond(const struct plan_solution *before, const struct plan_solution *after,
                          int ill)
{
    int n = 0;

    for (size_t i = 0; i < before->sessions_n; i++)
        n += before->sessions[i].carer != ill && !has_session(after, &before->sessions[i]);
    return n;
}

/* The problem with fewer hours asked for, so that the bound is close; and changes cost nothing, so
 * that only the promise counts. */
static const struct plan_instance *modest(struct arena *a, const struct plan_instance *from)
{
    struct plan_instance *in = arena_copy(a, from, sizeof *from);
    struct plan_family *families =
        arena_copy(a, from->families, (size_t)from->families_n * sizeof *families);

    assert_non_null(in);
    assert_non_null(families);
    for (int i = 0; i < FAMILIES; i++)
        families[i].min = families[i].target = families[i].max = 8;
    in->families = families;
    in->params.change_points = 0;
    return in;
}

static const struct plan_instance *problem_again(struct arena *a, int ill, size_t locked,
                                                 const struct plan_solution *before)
{
    return modest(a, problem_with_ill(a, 2, ill, announced_but(a, before, locked, ill)));
}

/* More than three only where keeping all the others proves worse than one percent. */
static void a_carer_who_falls_ill_changes_three_other_sessions_at_most(void **state)
{
    const struct plan_instance *first = modest(*state, problem(*state, 2, ""));
    struct plan_solution before = solved(*state, first, 1, 300);

    for (int ill = 0; ill < CARERS; ill++) {
        const struct plan_instance *again =
            problem_again(*state, ill, before.sessions_n + 1, &before);
        struct plan_solution after = solved(*state, again, 1, 300);

        verified(*state, again, &after);
        if (changes_beyond(&before, &after, ill) > 3) {
            const struct plan_instance *fixed = problem_again(*state, ill, 1, &before);
            struct plan_solution kept = solved(*state, fixed, 1, 100);

            assert_true(kept.objective * 100 < after.bound * 99);
        }
    }
}

static void an_announced_plan_is_not_worse_when_solved_again(void **state)
{
    for (uint32_t seed = 1; seed <= 4; seed++) {
        const struct plan_instance *first = problem(*state, seed, "");
        struct plan_solution before = solved(*state, first, 1, 300);
        const struct plan_instance *again = problem(*state, seed, announced(*state, &before));
        struct plan_solution after = solved(*state, again, 1, 1);

        assert_true(after.objective >= before.objective);
        verified(*state, again, &after);
    }
}

/* The problem in three towns that nobody travels between. */
static const struct plan_instance *towns(struct arena *a, const struct plan_instance *from)
{
    struct plan_instance *in = arena_copy(a, from, sizeof *from);
    struct plan_family *families =
        arena_copy(a, from->families, (size_t)from->families_n * sizeof *families);
    struct plan_carer *carers =
        arena_copy(a, from->carers, (size_t)from->carers_n * sizeof *carers);

    assert_non_null(in);
    assert_non_null(families);
    assert_non_null(carers);
    for (int i = 0; i < FAMILIES; i++)
        families[i].x += i % 3 * 1000000;
    for (int i = 0; i < CARERS; i++)
        carers[i].x += i % 3 * 1000000;
    in->families = families;
    in->carers = carers;
    return in;
}

static struct plan_solution solved_within(struct arena *a, const struct plan_instance *in,
                                          const struct plan_limits *limits)
{
    struct plan_progress progress;
    struct plan_solution solution;
    struct plan_run *run;

    assert_fine(plan_open(in, limits, &run));
    do
        assert_fine(plan_step(run, 5, &progress));
    while (!progress.done);
    assert_fine(plan_best(run, a, &solution));
    plan_close(&run);
    return solution;
}

static void areas_solved_one_after_another_give_the_same_plan(void **state)
{
    const struct plan_instance *in = towns(*state, problem(*state, 9, ""));
    const struct plan_limits streams = {.work = 600, .threads = 2, .pairs_max = 1};
    struct plan_solution all = solved(*state, in, 2, 600);
    struct plan_solution apart = solved_within(*state, in, &streams);

    assert_int_equal(all.objective, apart.objective);
    assert_int_equal(all.bound, apart.bound);
    assert_int_equal(all.sessions_n, apart.sessions_n);
    assert_memory_equal(all.sessions, apart.sessions, all.sessions_n * sizeof all.sessions[0]);
    verified(*state, in, &apart);
}

static void time_is_shared_among_areas_that_come_one_after_another(void **state)
{
    const struct plan_instance *in = towns(*state, problem(*state, 9, ""));
    const struct plan_limits limits = {.time_ms = 300, .threads = 1, .pairs_max = 1};
    struct plan_solution s = solved_within(*state, in, &limits);

    assert_true(s.sessions_n > 0);
    verified(*state, in, &s);
}

/* From too little for anything to enough for all. */
static void a_run_short_of_memory_still_gives_a_plan(void **state)
{
    const struct plan_instance *in = towns(*state, problem(*state, 9, ""));
    int plans = 0;

    for (size_t bytes = (size_t)64 << 10; bytes <= (size_t)4 << 20; bytes += bytes / 4) {
        const struct plan_limits limits = {.work = 60, .threads = 2, .bytes_max = bytes};
        struct plan_solution s = solved_within(*state, in, &limits);

        verified(*state, in, &s);
        plans += s.sessions_n > 0;
    }
    assert_true(plans > 3);
}

static void stopping_at_once_still_gives_a_plan(void **state)
{
    const struct plan_instance *in = problem(*state, 5, "");
    struct plan_solution s = solved(*state, in, 1, 1);

    assert_true(s.sessions_n > 0);
    verified(*state, in, &s);
}

static void without_carers_nobody_is_served_and_that_is_proved(void **state)
{
    const struct plan_instance *in;
    struct plan_solution s;

    assert_fine(plan_instance_parse(*state,
                                    text_of(PLAN_HEAD PLAN_PARAMS "\"families\":[" PLAN_FAMILY(
                                        "A", "20", "[]") "],\"carers\":[],\"published\":[]}"),
                                    &in));
    s = solved(*state, in, 1, 0);
    assert_int_equal(0, s.objective);
    assert_int_equal(0, s.bound);
    assert_int_equal(PLAN_REASON_DISTANCE, s.why[0].reason);
    verified(*state, in, &s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(the_hand_problem_is_solved_and_proved),
        unit_test_arena(every_answer_passes_the_verifier_with_its_proof),
        unit_test_arena(equal_work_gives_equal_plans_for_any_threads),
        unit_test_arena(a_carer_who_falls_ill_changes_three_other_sessions_at_most),
        unit_test_arena(an_announced_plan_is_not_worse_when_solved_again),
        unit_test_arena(areas_solved_one_after_another_give_the_same_plan),
        unit_test_arena(time_is_shared_among_areas_that_come_one_after_another),
        unit_test_arena(a_run_short_of_memory_still_gives_a_plan),
        unit_test_arena(stopping_at_once_still_gives_a_plan),
        unit_test_arena(without_carers_nobody_is_served_and_that_is_proved),
    };
    return cmocka_run_group_tests_name("plan_solve", tests, NULL, NULL);
}
