/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_figures_together.c - sessions held and heads at them, relapses, counted twice: from rows and
 * from entries. */
#include "command/activity.h"
#include "command/relapse.h"
#include "command/undo.h"
#include "model/types_activity.h"
#include "support/site.h"

/* Saturday 21 November 2026, 14:30 in Kyiv. */
#define NOW_MS INT64_C(1795264200000)
enum { THURSDAY = 20776, MONTH_BEGINS = 20758, TODAY = 20778 };

static int64_t now_ms;

static int64_t told_now(void)
{
    return now_ms;
}

static struct workplace workplace_on_a_saturday(void)
{
    static struct world world;
    world = *world_real();
    world.now_ms = told_now;
    world_set(&world);
    now_ms = NOW_MS - INT64_C(10) * 86400000;
    return workplace_make();
}

static void end(struct workplace *w)
{
    workplace_done(w);
    world_set(NULL);
}

static struct id series_made(struct workplace *w, const char *count)
{
    const struct told told[] = {{"name", TEXT("Cooking together")},
                                {"kind", TEXT("workshop")},
                                {"days", TEXT("thu")},
                                {"time", TEXT("17:30")},
                                {"from", TEXT("2026-11-01")},
                                {"count", text_of(count)},
                                {"for_whom", TEXT("all")}};
    const struct series_form form = {.house = TEXT("rowan-house"), .n = COUNT(told), .told = told};
    struct job job = act_well(w, series_add, &form, MAY_WRITE_ACTIVITIES);
    return made(&job, &series_type);
}

static struct figures count_twice(struct workplace *w, int32_t from, int32_t to)
{
    const struct figure_ask ask = {.house = TEXT("rowan-house"), .from = from, .to = to};
    return figures_twice(w, "manager", &ask);
}

static struct figure_rows rows_of(struct workplace *w, enum figure figure)
{
    const struct figure_ask ask = {.from = MONTH_BEGINS, .to = TODAY};
    struct who who;
    struct request rq;
    struct figures f;
    assert_fine(desk_request(w->site, w->arena, TEXT("manager"), MAY_SEE_FIGURES, &who, &rq));
    assert_fine(figures_period(&rq, &ask, &f));
    return f.rows[figure];
}

static void a_session_counts_when_it_was_held_with_its_heads(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    const struct session_form form = {.series = series_made(&w, "heads"),
                                      .day = THURSDAY,
                                      .women = TEXT("3"),
                                      .children = TEXT("4"),
                                      .others = TEXT("1")};
    now_ms = NOW_MS;
    assert_int_equal(0, count_twice(&w, MONTH_BEGINS, TODAY).counts[FIGURE_SESSIONS]);
    struct job job = act_well(&w, session_hold, &form, MAY_WRITE_ACTIVITIES);
    struct figures f = count_twice(&w, MONTH_BEGINS, TODAY);
    assert_int_equal(1, f.counts[FIGURE_SESSIONS]);
    assert_int_equal(8, f.counts[FIGURE_ATTENDANCE]);
    const struct figure_rows rows = rows_of(&w, FIGURE_ATTENDANCE);
    assert_int_equal(1, rows.n);
    assert_int_equal(8, rows.at[0].n);
    assert_text("Cooking together", rows.at[0].about);
    f = count_twice(&w, MONTH_BEGINS, THURSDAY - 1);
    assert_int_equal(0, f.counts[FIGURE_SESSIONS]);
    const struct desk_undo_form undo = {job.answer.deed};
    act_well(&w, desk_undo, &undo, MAY_UNDO_OWN);
    f = count_twice(&w, MONTH_BEGINS, TODAY);
    assert_int_equal(0, f.counts[FIGURE_SESSIONS]);
    assert_int_equal(0, f.counts[FIGURE_ATTENDANCE]);
    end(&w);
}

static void by_name_those_who_came_and_the_guests_are_heads(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    struct job first = admit(&w, "Oksana M.", 0, 0), second = admit(&w, "Hanna K.", 1, 0);
    const struct came came[] = {{made(&first, &person_type), TEXT("late")},
                                {made(&second, &person_type), TEXT("absent")}};
    const struct session_form form = {.series = series_made(&w, "names"),
                                      .day = THURSDAY,
                                      .others = TEXT("2"),
                                      .n = COUNT(came),
                                      .came = came};
    now_ms = NOW_MS;
    assert_fine(site_load_people(w.site));
    act_well(&w, session_hold, &form, MAY_WRITE_ACTIVITIES);
    assert_int_equal(3, count_twice(&w, MONTH_BEGINS, TODAY).counts[FIGURE_ATTENDANCE]);
    end(&w);
}

static void a_relapse_is_counted_for_her_team_and_told_to_nobody_else(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    struct job job = admit(&w, "Oksana M.", 0, 1);
    const struct relapse_form form = {
        .person = made(&job, &person_type), .children = TEXT("in-house"), .safe = TEXT("yes")};
    const struct user_form auditor = {TEXT("auditor"), TEXT("auditor"), TEXT("all")};
    const struct figure_ask ask = {.from = MONTH_BEGINS, .to = TODAY};
    struct who who;
    struct request rq;
    struct figures f;
    act_well(&w, user_add, &auditor, MAY_MANAGE_USERS);
    now_ms = NOW_MS;
    act_well(&w, person_relapse, &form, MAY_WRITE_RELAPSE);
    assert_int_equal(1, count_twice(&w, MONTH_BEGINS, TODAY).counts[FIGURE_RELAPSES]);
    assert_int_equal(1, rows_of(&w, FIGURE_RELAPSES).n);
    assert_int_equal(0, count_twice(&w, MONTH_BEGINS, TODAY - 1).counts[FIGURE_RELAPSES]);
    assert_fine(desk_request(w.site, w.arena, TEXT("auditor"), MAY_SEE_FIGURES, &who, &rq));
    assert_fine(figures_period(&rq, &ask, &f));
    assert_false(figure_is_told(&who, FIGURE_RELAPSES));
    assert_int_equal(0, f.counts[FIGURE_RELAPSES]);
    assert_int_equal(0, f.rows[FIGURE_RELAPSES].n);
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_counts_when_it_was_held_with_its_heads),
        cmocka_unit_test(by_name_those_who_came_and_the_guests_are_heads),
        cmocka_unit_test(a_relapse_is_counted_for_her_team_and_told_to_nobody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
