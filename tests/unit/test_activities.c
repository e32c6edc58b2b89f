/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_activities.c - what a house does together: sessions follow from the rule, also in the nights
 * in which the clocks change; who came is written down by those who may, of those whom they see; a
 * service of faith by heads alone. On both engines. */
#include "base/when.h"
#include "base/zone.h"
#include "command/activity.h"
#include "support/engines.h"
#include "support/site.h"
#include "view/activities.h"

/* Saturday 21 November 2026, 14:30 in Kyiv. */
#define NOW_MS INT64_C(1795264200000)

static int64_t now_ms;
static int n_schemas;
static struct workplace place;

static int64_t set_now(void)
{
    return now_ms;
}

static int begin_in(void **state, const char *database)
{
    static struct world world;
    char schema[48];
    world = *world_real();
    world.now_ms = set_now;
    now_ms = NOW_MS;
    world_set(&world);
    (void)snprintf(schema, sizeof schema, "activities_%ld_%d", (long)getpid(), n_schemas++);
    place = workplace_make_in(database, database == NULL ? NULL : schema);
    *state = &place;
    return 0;
}

static int begin_sqlite(void **state)
{
    return begin_in(state, NULL);
}

static int begin_pg(void **state)
{
    return begin_in(state, engines_conninfo());
}

static int end(void **state)
{
    workplace_done(*state);
    world_set(NULL);
    return 0;
}

static int32_t day_of(const char *date)
{
    int32_t day = 0;
    assert_true(date_parse(text_of(date), &day));
    return day;
}

static void user_given(struct workplace *w, const char *login, const char *role, const char *scope)
{
    const struct user_form form = {text_of(login), text_of(role), text_of(scope)};
    act_well(w, user_add, &form, MAY_MANAGE_USERS);
}

/* ---- series ------------------------------------------------------------------------------------
 */

struct rule {
    const char *kind, *day, *time, *from, *count, *leader, *group;
};

static struct job series_as(struct workplace *w, const char *login, struct rule rule)
{
    struct told *told = arena_makes(w->arena, struct told, 9);
    struct series_form *form = arena_make(w->arena, struct series_form);
    const struct told all[] = {{"name", TEXT("Cooking together")}, {"kind", text_of(rule.kind)},
                               {"days", text_of(rule.day)},        {"time", text_of(rule.time)},
                               {"from", text_of(rule.from)},       {"count", text_of(rule.count)},
                               {"leader", text_of(rule.leader)},   {"place", TEXT("Kitchen")},
                               {"for_whom", text_of(rule.group)}};
    memcpy(told, all, sizeof all);
    *form = (struct series_form){.house = TEXT("rowan-house"), .n = COUNT(all), .told = told};
    return act_as(w, login, series_add, form, MAY_WRITE_ACTIVITIES);
}

static const struct rule usual = {"workshop", "thu", "17:30", "2026-11-01", "heads", NULL, "all"};

static struct id series_made(struct workplace *w, struct rule rule)
{
    struct job job = series_as(w, "manager", rule);
    assert_fine(job.err);
    return made(&job, &series_type);
}

static struct request asking(struct workplace *w, const char *login)
{
    struct who *who = arena_make(w->arena, struct who);
    struct request rq;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, text_of(login), MAY_SEE_ACTIVITIES, who, &rq));
    return rq;
}

static struct session_list sessions(struct workplace *w, const char *login, const char *from,
                                    const char *to)
{
    struct request rq = asking(w, login);
    struct series_list *series = arena_make(w->arena, struct series_list);
    struct session_list list;
    assert_fine(series_list(&rq, ID_NONE, true, series));
    assert_fine(sessions_between(&rq, series, day_of(from), day_of(to), &list));
    return list;
}

static void assert_instant(const char *expected, int64_t ms)
{
    char text[INSTANT_TEXT + 1];
    instant_print(ms, text);
    assert_string_equal(expected, text);
}

static void no_night_of_a_clock_change_loses_or_doubles_a_session(void **state)
{
    struct workplace *w = *state;
    struct rule night = {"gathering", "mon", "03:30", "2026-01-01", "heads", NULL, "all"};
    const struct told daily[] = {
        {"days", TEXT("mon")}, {"days", TEXT("tue")}, {"days", TEXT("wed")}, {"days", TEXT("thu")},
        {"days", TEXT("fri")}, {"days", TEXT("sat")}, {"days", TEXT("sun")}};
    const struct series_form form = {
        .series = series_made(w, night), .n = COUNT(daily), .told = daily};
    act_well(w, series_correct, &form, MAY_WRITE_ACTIVITIES);
    struct session_list spring = sessions(w, "manager", "2026-03-23", "2026-03-29");
    assert_int_equal(7, spring.n);
    assert_int_equal(day_of("2026-03-29"), spring.at[6].on);
    assert_instant("2026-03-29T01:00:00Z", spring.at[6].at_ms); /* there is no 03:30 */
    assert_false(spring.at[6].is_moved);
    struct session_list autumn = sessions(w, "manager", "2026-10-19", "2026-10-25");
    assert_int_equal(7, autumn.n);
    assert_instant("2026-10-25T00:30:00Z", autumn.at[6].at_ms); /* the first of two */
    struct session_list year = sessions(w, "manager", "2026-01-01", "2026-12-31");
    assert_int_equal(365, year.n);
    for (size_t i = 0; i < year.n; i++)
        assert_int_equal(day_of("2026-01-01") + (int)i, year.at[i].on);
}

static void a_rule_begins_ends_and_says_what_is_wrong_with_it(void **state)
{
    struct workplace *w = *state;
    struct rule bad = usual;
    bad.time = "half past five";
    assert_err(ERR_INPUT, series_as(w, "manager", bad).err);
    bad.time = "24:00";
    struct err *e = series_as(w, "manager", bad).err;
    assert_err(ERR_INPUT, e);
    assert_string_equal("time", e->field);
    assert_string_equal("17:30", e->example);
    bad = usual;
    bad.day = "";
    e = series_as(w, "manager", bad).err;
    assert_err(ERR_INPUT, e);
    assert_string_equal("days", e->field);
    bad.leader = "nobody";
    assert_err(ERR_INPUT, series_as(w, "manager", bad).err);
    const struct series_end_form id = {series_made(w, usual)};
    assert_int_equal(0, sessions(w, "manager", "2026-10-26", "2026-11-01").n);
    assert_int_equal(1, sessions(w, "manager", "2026-11-02", "2026-11-08").n);
    act_well(w, series_end, &id, MAY_WRITE_ACTIVITIES);
    assert_err(ERR_CONFLICT, act(w, series_end, &id, MAY_WRITE_ACTIVITIES).err);
    assert_int_equal(1, sessions(w, "manager", "2026-11-16", "2026-11-22").n);
    assert_int_equal(0, sessions(w, "manager", "2026-11-23", "2026-11-29").n);
    act_well(w, series_reopen, &id, MAY_WRITE_ACTIVITIES);
    assert_int_equal(1, sessions(w, "manager", "2026-11-23", "2026-11-29").n);
}

/* ---- sessions ----------------------------------------------------------------------------------
 */

static struct session_form on(struct id series, const char *date)
{
    return (struct session_form){.series = series, .day = day_of(date)};
}

static struct err *hold(struct workplace *w, const char *login, struct session_form form)
{
    return act_as(w, login, session_hold, &form, MAY_WRITE_ACTIVITIES).err;
}

static void a_session_is_held_then_confirmed_by_somebody_else(void **state)
{
    struct workplace *w = *state;
    struct session_form form = on(series_made(w, usual), "2026-11-19");
    user_given(w, "olha", "house", "house:rowan-house");
    assert_err(ERR_CONFLICT, act(w, session_confirm, &form, MAY_WRITE_ACTIVITIES).err);
    assert_err(ERR_INPUT, hold(w, "manager", form));
    form.women = TEXT("4");
    form.children = TEXT("6");
    form.words = TEXT("Borscht for ten");
    struct job held = act_well(w, session_hold, &form, MAY_WRITE_ACTIVITIES);
    assert_string_equal("Cooking together", held.answer.args[0]);
    struct session_list list = sessions(w, "olha", "2026-11-19", "2026-11-19");
    assert_int_equal(1, list.n);
    assert_int_equal(SESSION_HELD, list.at[0].state);
    assert_int_equal(4, list.at[0].women);
    assert_int_equal(0, list.at[0].others);
    assert_err(ERR_CONFLICT, act(w, session_confirm, &form, MAY_WRITE_ACTIVITIES).err);
    assert_err(ERR_CONFLICT, act(w, session_cancel, &form, MAY_WRITE_ACTIVITIES).err);
    assert_fine(act_as(w, "olha", session_confirm, &form, MAY_WRITE_ACTIVITIES).err);
    form.women = TEXT("5");
    assert_err(ERR_CONFLICT, hold(w, "manager", form));
    assert_fine(act(w, session_reopen, &form, MAY_WRITE_ACTIVITIES).err);
    assert_fine(hold(w, "manager", form));
    assert_int_equal(5, sessions(w, "olha", "2026-11-19", "2026-11-19").at[0].women);
}

static void what_is_to_come_is_not_held_and_what_never_was_is_absent(void **state)
{
    struct workplace *w = *state;
    struct session_form form = on(series_made(w, usual), "2026-11-26");
    form.women = TEXT("1");
    assert_err(ERR_CONFLICT, hold(w, "manager", form));
    form.day = day_of("2026-11-20");
    assert_err(ERR_ABSENT, hold(w, "manager", form));
    form = on(id_random(), "2026-11-19");
    assert_err(ERR_ABSENT, hold(w, "manager", form));
}

static void a_moved_session_stands_once_and_undoing_brings_the_rule_back(void **state)
{
    struct workplace *w = *state;
    struct session_form form = on(series_made(w, usual), "2026-11-26");
    assert_true(instant_parse(TEXT("2026-11-28T14:00:00Z"), &form.at_ms));
    struct job job = act_well(w, session_move, &form, MAY_WRITE_ACTIVITIES);
    struct session_list week = sessions(w, "manager", "2026-11-23", "2026-11-29");
    assert_int_equal(1, week.n);
    assert_true(week.at[0].is_moved);
    assert_int_equal(day_of("2026-11-28"), week.at[0].on);
    assert_int_equal(day_of("2026-11-26"), week.at[0].day);
    form.at_ms += 90 * DAY_MS;
    assert_err(ERR_INPUT, act(w, session_move, &form, MAY_WRITE_ACTIVITIES).err);
    const struct desk_undo_form undo = {job.answer.deed};
    act_well(w, desk_undo, &undo, MAY_UNDO_OWN);
    week = sessions(w, "manager", "2026-11-23", "2026-11-29");
    assert_int_equal(1, week.n);
    assert_false(week.at[0].is_moved);
    assert_int_equal(SESSION_OF_RULE, week.at[0].state);
    act_well(w, session_cancel, &form, MAY_WRITE_ACTIVITIES);
    assert_int_equal(SESSION_CANCELLED,
                     sessions(w, "manager", "2026-11-23", "2026-11-29").at[0].state);
    assert_err(ERR_CONFLICT, act(w, session_move, &form, MAY_WRITE_ACTIVITIES).err);
}

static void who_leads_it_writes_of_it_and_no_other_house_sees_it(void **state)
{
    struct workplace *w = *state;
    const struct house_form house = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                     TEXT("Europe/Kyiv"), TEXT("adaptation")};
    act_well(w, house_add, &house, MAY_MANAGE_HOUSES);
    user_given(w, "nina", "house", "house:linden-flats");
    user_given(w, "ira", "worker", "own");
    user_given(w, "vira", "worker", "own");
    struct rule led = usual;
    led.leader = "ira";
    struct session_form form = on(series_made(w, led), "2026-11-19");
    form.women = TEXT("3");
    assert_int_equal(0, sessions(w, "nina", "2026-11-16", "2026-11-22").n);
    assert_int_equal(0, sessions(w, "vira", "2026-11-16", "2026-11-22").n);
    assert_int_equal(1, sessions(w, "ira", "2026-11-16", "2026-11-22").n);
    assert_err(ERR_ABSENT, hold(w, "nina", form));
    assert_err(ERR_ABSENT, hold(w, "vira", form));
    assert_fine(hold(w, "ira", form));
    assert_err(ERR_INPUT, series_as(w, "nina", usual).err);
}

/* ---- who came ----------------------------------------------------------------------------------
 */

static struct comer_list comers(struct workplace *w, const char *login, struct id series,
                                const char *date)
{
    struct request rq = asking(w, login);
    struct series_view *view = arena_make(w->arena, struct series_view);
    struct session_view *session = arena_make(w->arena, struct session_view);
    struct comer_list list;
    assert_fine(series_require(&rq, series, view));
    assert_fine(session_require(&rq, view, day_of(date), session));
    assert_fine(session_comers(&rq, session, &list));
    return list;
}

static struct rule by_name(const char *leader)
{
    return (struct rule){"gathering", "sat", "10:00", "2026-11-01", "names", leader, "all"};
}

static void faith_is_counted_by_heads_whatever_a_form_says(void **state)
{
    struct workplace *w = *state;
    struct rule faith = usual;
    faith.kind = "faith";
    faith.count = "names";
    struct err *bad = series_as(w, "manager", faith).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("count", bad->field);
    faith.count = NULL;
    struct session_form form = on(series_made(w, faith), "2026-11-19");
    struct job came = admit(w, "Oksana M.", 0, 0);
    const struct came one = {made(&came, &person_type), TEXT("present")};
    form.women = TEXT("1");
    form.n = 1;
    form.came = &one;
    bad = hold(w, "manager", form);
    assert_err(ERR_INPUT, bad);
    assert_string_equal("person", bad->field);
    const struct told kind[] = {{"kind", TEXT("faith")}};
    struct series_form turn = {.series = series_made(w, by_name(NULL)), .n = 1, .told = kind};
    assert_err(ERR_INPUT, act(w, series_correct, &turn, MAY_WRITE_ACTIVITIES).err);
    form = on(turn.series, "2026-11-21");
    form.n = 1;
    form.came = &one;
    assert_fine(hold(w, "manager", form));
    const struct told both[] = {{"kind", TEXT("faith")}, {"count", TEXT("heads")}};
    turn = (struct series_form){.series = turn.series, .n = 2, .told = both};
    assert_err(ERR_CONFLICT, act(w, series_correct, &turn, MAY_WRITE_ACTIVITIES).err);
}

static void who_stayed_that_day_may_have_come_and_nobody_else(void **state)
{
    struct workplace *w = *state;
    struct id series = series_made(w, by_name(NULL));
    struct job first = admit(w, "Oksana M.", 0, 1);
    const struct leave_form leave = {.person = made(&first, &person_type),
                                     .reason = TEXT("completed")};
    now_ms += 3600000;
    act_well(w, stay_leave, &leave, MAY_ADMIT);
    now_ms += 7 * DAY_MS;
    struct job second = admit(w, "Olena K.", 1, 0);
    struct comer_list then = comers(w, "manager", series, "2026-11-21");
    assert_int_equal(2, then.n);
    struct comer_list now = comers(w, "manager", series, "2026-11-28");
    assert_int_equal(1, now.n);
    assert_text("Olena K.", now.at[0].name);
    const struct came wrong = {made(&second, &person_type), TEXT("present")};
    struct session_form form = on(series, "2026-11-21");
    form.n = 1;
    form.came = &wrong;
    assert_err(ERR_INPUT, hold(w, "manager", form));
    const struct came right = {made(&first, &person_type), TEXT("late")};
    form.came = &right;
    assert_fine(hold(w, "manager", form));
    then = comers(w, "manager", series, "2026-11-21");
    assert_int_equal(CAME_LATE, then.at[0].state);
    assert_int_equal(1, then.n_came[0]);
    const struct came bad = {right.person, TEXT("asleep")};
    form.came = &bad;
    struct err *e = hold(w, "manager", form);
    assert_err(ERR_INPUT, e);
    assert_string_equal("state", e->field);
}

static void whom_a_leader_does_not_see_is_in_no_list_and_in_no_count(void **state)
{
    struct workplace *w = *state;
    user_given(w, "ira", "worker", "own");
    user_given(w, "olha", "house", "house:rowan-house");
    struct id series = series_made(w, by_name("ira"));
    struct job hidden = admit(w, "Oksana M.", 0, 0);
    struct session_form form = on(series, "2026-11-21");
    const struct came one = {made(&hidden, &person_type), TEXT("present")};
    form.n = 1;
    form.came = &one;
    struct err *unseen = hold(w, "ira", form);
    const struct came stranger = {id_random(), TEXT("present")};
    form.came = &stranger;
    struct err *unknown = hold(w, "ira", form);
    assert_err(ERR_INPUT, unseen);
    assert_err(ERR_INPUT, unknown);
    assert_string_equal(unknown->text, unseen->text);
    form.came = &one;
    assert_fine(hold(w, "olha", form));
    struct comer_list list = comers(w, "ira", series, "2026-11-21");
    assert_int_equal(0, list.n);
    assert_int_equal(0, list.n_unseen);
    assert_int_equal(0, list.n_came[0]);
    list = comers(w, "olha", series, "2026-11-21");
    assert_int_equal(1, list.n);
    assert_int_equal(1, list.n_came[0]);
}

static void a_group_of_teenagers_expects_teenagers(void **state)
{
    struct workplace *w = *state;
    struct rule group = by_name(NULL);
    group.group = "teenagers";
    struct id series = series_made(w, group);
    const struct admit_person children[] = {{.name = TEXT("Mark"), .age = TEXT("13")},
                                            {.name = TEXT("Zoya"), .age = TEXT("4")}};
    const struct admit_form form = {.house = TEXT("rowan-house"),
                                    .room = w->rooms[0],
                                    .head = {.name = TEXT("Hanna S."), .birth = TEXT("1990-02-03")},
                                    .n_children = COUNT(children),
                                    .children = children};
    act_well(w, stay_admit, &form, MAY_ADMIT);
    struct comer_list list = comers(w, "manager", series, "2026-11-21");
    assert_int_equal(3, list.n);
    assert_text("Mark", list.at[0].name);
    assert_true(list.at[0].is_of_group);
    assert_false(list.at[1].is_of_group);
    assert_false(list.at[2].is_of_group);
}

/* ---- the tables --------------------------------------------------------------------------------
 */

static size_t n_findings;

static void count_finding(void *with, const struct row_finding *finding)
{
    (void)with;
    (void)finding;
    n_findings++;
}

static void the_tables_made_anew_are_the_same_after_all_of_it(void **state)
{
    struct workplace *w = *state;
    int64_t rows = 0, entries = 0;
    struct hash before, after;
    struct id series = series_made(w, by_name(NULL));
    struct job came = admit(w, "Oksana M.", 0, 2);
    struct session_form form = on(series, "2026-11-21");
    const struct came one = {made(&came, &person_type), TEXT("present")};
    form.n = 1;
    form.came = &one;
    struct job job = act_as(w, "manager", session_hold, &form, MAY_WRITE_ACTIVITIES);
    assert_fine(job.err);
    const struct desk_undo_form undo = {job.answer.deed};
    act_well(w, desk_undo, &undo, MAY_UNDO_OWN);
    assert_int_equal(0, comers(w, "manager", series, "2026-11-21").at[0].state);
    assert_fine(hold(w, "manager", form));
    n_findings = 0;
    assert_fine(desk_compare(w->site, NULL, count_finding, NULL, &rows));
    assert_int_equal(0, n_findings);
    assert_fine(desk_projection_hash(w->site, &before));
    assert_fine(desk_rebuild(w->site, NULL, &entries));
    assert_fine(desk_projection_hash(w->site, &after));
    assert_memory_equal(&before, &after, sizeof before);
}

#define BOTH(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, begin_sqlite, end),                                      \
        cmocka_unit_test_setup_teardown(name, begin_pg, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(no_night_of_a_clock_change_loses_or_doubles_a_session),
        BOTH(a_rule_begins_ends_and_says_what_is_wrong_with_it),
        BOTH(a_session_is_held_then_confirmed_by_somebody_else),
        BOTH(what_is_to_come_is_not_held_and_what_never_was_is_absent),
        BOTH(a_moved_session_stands_once_and_undoing_brings_the_rule_back),
        BOTH(who_leads_it_writes_of_it_and_no_other_house_sees_it),
        BOTH(faith_is_counted_by_heads_whatever_a_form_says),
        BOTH(who_stayed_that_day_may_have_come_and_nobody_else),
        BOTH(whom_a_leader_does_not_see_is_in_no_list_and_in_no_count),
        BOTH(a_group_of_teenagers_expects_teenagers),
        BOTH(the_tables_made_anew_are_the_same_after_all_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
