/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_clock.c - the timer: a family's first days are looked after, each check is given once
 * whatever the clock does, what is too late is passed over, what they left behind is taken back. */
#include <stdatomic.h>

#include "base/when.h"
#include "desk/clock.h"
#include "desk/queue.h"
#include "model/newcomer.h"
#include "support/engines.h"
#include "support/server.h"
#include "support/site.h"
#include "view/tasks.h"

/* Saturday 21 November 2026, 14:30 in Kyiv. */
#define NOW_MS INT64_C(1795264200000)

static int64_t now_ms;
static _Atomic int64_t boot_ahead_ms;
static int n_schemas;
static struct workplace place;

static int64_t set_now(void)
{
    return now_ms;
}

static int64_t boot_later(void)
{
    return world_real()->boot_ms() + boot_ahead_ms;
}

static int begin_in(void **state, const char *database)
{
    static struct world world;
    char schema[48];
    world = *world_real();
    world.now_ms = set_now;
    world.boot_ms = boot_later;
    now_ms = NOW_MS;
    boot_ahead_ms = 0;
    world_set(&world);
    (void)snprintf(schema, sizeof schema, "clock_%ld_%d", (long)getpid(), n_schemas++);
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

static struct clock_counts run_of(struct workplace *w, size_t acts_max)
{
    struct clock_counts counts;
    assert_fine(desk_clock(w->site, w->arena, acts_max, &counts));
    return counts;
}

static struct clock_counts run(struct workplace *w)
{
    return run_of(w, CLOCK_ACTS_MAX);
}

static struct task_list tasks_about(struct workplace *w, struct id person, bool ended_too)
{
    struct who who;
    struct request rq;
    struct task_list list;
    const struct task_ask ask = {.about = person, .ended_too = ended_too, .limit = 100};
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, TEXT("manager"), MAY_SEE_TASKS, &who, &rq));
    assert_fine(task_list(&rq, &ask, &list));
    return list;
}

static struct id admitted(struct workplace *w, const char *name, size_t room, size_t n_children)
{
    struct job job = admit(w, name, room, n_children);
    struct id household = made(&job, &household_type);
    struct rec *r = NULL;
    assert_fine(job.err);
    assert_fine(record_get(&w->site->store, w->arena, &household_type, household, &r));
    return rec_id(r, HOUSEHOLD_HEAD);
}

static void user_given(struct workplace *w, const char *login, const char *role, const char *scope)
{
    const struct user_form form = {text_of(login), text_of(role), text_of(scope)};
    act_well(w, user_add, &form, MAY_MANAGE_USERS);
}

static void each_check_of_the_first_days_is_given_once_on_its_day(void **state)
{
    struct workplace *w = *state;
    static const int32_t due_after[] = {0, 2, 6, 29};
    struct id head = admitted(w, "Oksana M.", 0, 2);
    size_t given = 0;
    for (int day = 0; day < 40; day++) {
        struct clock_counts counts = run(w);
        given += (size_t)counts.made;
        assert_int_equal(given, tasks_about(w, head, true).n);
        assert_int_equal(0, run(w).made);
        now_ms += DAY_MS;
    }
    struct task_list list = tasks_about(w, head, false);
    assert_int_equal(n_newcomer_rules, list.n); /* one family, however many children */
    for (size_t i = 0; i < list.n; i++) {
        assert_int_equal(NOW_MS / DAY_MS + due_after[i], list.rows[i].due);
        assert_string_equal(newcomer_rules[i].what, list.rows[i].rule_words);
    }
}

static void what_the_timer_did_carries_its_name_and_may_be_undone_for_good(void **state)
{
    struct workplace *w = *state;
    struct id head = admitted(w, "Oksana M.", 0, 0);
    struct history h;
    assert_int_equal(1, run(w).made);
    struct task_list list = tasks_about(w, head, false);
    struct who clock;
    assert_fine(record_history(&w->site->store, w->arena, list.rows[0].task, &h));
    assert_fine(guard_who(w->site->db, w->arena, w->site->org, TEXT("clock"), now_ms, &clock));
    assert_true(id_equal(clock.user, h.at[0].author));
    const struct desk_undo_form undo = {h.at[0].deed};
    act_well(w, desk_undo, &undo, MAY_UNDO_ALL);
    assert_int_equal(0, tasks_about(w, head, true).n);
    assert_int_equal(0, run(w).made);
    assert_int_equal(0, tasks_about(w, head, true).n);
}

static void a_clock_that_jumps_gives_nothing_twice(void **state)
{
    struct workplace *w = *state;
    struct id head = admitted(w, "Oksana M.", 0, 0);
    assert_int_equal(1, run(w).made);
    now_ms += 2 * DAY_MS;
    assert_int_equal(1, run(w).made);
    now_ms -= 2 * DAY_MS;
    assert_int_equal(0, run(w).made);
    now_ms += INT64_C(3650) * DAY_MS;
    assert_int_equal(0, run(w).made);
    now_ms = NOW_MS + 3 * DAY_MS;
    assert_int_equal(0, run(w).made);
    assert_int_equal(2, tasks_about(w, head, true).n);
}

static void three_weeks_switched_off_flood_nobody(void **state)
{
    struct workplace *w = *state;
    struct id heads[3];
    static const char *const names[] = {"Oksana M.", "Olena K.", "Hanna S."};
    for (size_t i = 0; i < COUNT(heads); i++)
        heads[i] = admitted(w, names[i], i, 1);
    now_ms += 24 * DAY_MS;
    struct clock_counts counts = run(w);
    assert_int_equal(0, counts.made);
    assert_int_equal(9, counts.passed_over);
    for (size_t i = 0; i < COUNT(heads); i++) {
        assert_int_equal(0, tasks_about(w, heads[i], false).n);
        assert_int_equal(3, tasks_about(w, heads[i], true).n);
    }
    assert_int_equal(0, run(w).passed_over);
    now_ms += 6 * DAY_MS;
    assert_int_equal(3, run(w).made); /* the first month is still of use */
}

static void a_run_is_bounded_and_one_that_was_cut_short_goes_on(void **state)
{
    struct workplace *w = *state;
    struct id first = admitted(w, "Oksana M.", 0, 0), second = admitted(w, "Olena K.", 1, 0);
    now_ms += 3 * DAY_MS;
    struct clock_counts counts = run_of(w, 1);
    assert_int_equal(1, counts.made + counts.passed_over);
    assert_int_equal(3, counts.waiting);
    for (int64_t left = 3; left > 0; left--) {
        workplace_reopen(w); /* as after a power cut: what was known is in the tables */
        counts = run_of(w, 1);
        assert_int_equal(1, counts.made + counts.passed_over);
        assert_int_equal(left - 1, counts.waiting);
    }
    assert_int_equal(0, run(w).made);
    assert_int_equal(2, tasks_about(w, first, true).n);
    assert_int_equal(2, tasks_about(w, second, true).n);
}

static void who_has_left_needs_no_check(void **state)
{
    struct workplace *w = *state;
    struct id head = admitted(w, "Oksana M.", 0, 0);
    assert_int_equal(1, run(w).made);
    now_ms += 3600000;
    const struct leave_form leave = {.person = head, .reason = TEXT("own-wish")};
    act_well(w, stay_leave, &leave, MAY_ADMIT);
    assert_int_equal(1, run(w).cancelled);
    assert_int_equal(0, tasks_about(w, head, false).n);
    now_ms += 5 * DAY_MS;
    struct clock_counts counts = run(w);
    assert_int_equal(0, counts.made + counts.cancelled + counts.passed_over);
    const struct return_form back = {.person = head, .room = w->rooms[1]};
    act_well(w, stay_return, &back, MAY_ADMIT);
    assert_int_equal(1, run(w).made); /* her first night again */
    assert_int_equal(0, run(w).cancelled);
}

static void the_check_is_given_to_who_is_nearest(void **state)
{
    struct workplace *w = *state;
    struct id head = admitted(w, "Oksana M.", 0, 0);
    user_given(w, "anna", "house", "all");
    user_given(w, "olha", "house", "house:rowan-house");
    user_given(w, "vira", "worker", "all");
    assert_int_equal(1, run(w).made);
    assert_text("olha", tasks_about(w, head, false).rows[0].owner_login);
    const struct user_name_form gone = {TEXT("olha")};
    act_well(w, user_disable, &gone, MAY_MANAGE_USERS);
    now_ms += 2 * DAY_MS;
    assert_int_equal(1, run(w).made);
    assert_text("anna", tasks_about(w, head, false).rows[1].owner_login);
    now_ms += 4 * DAY_MS;
    assert_int_equal(1, run(w).made);
    assert_text("manager", tasks_about(w, head, false).rows[2].owner_login);
}

static void a_site_that_is_served_runs_its_timer_in_a_rest(void **state)
{
    struct workplace *w = *state;
    struct queue *q = NULL;
    struct id head = admitted(w, "Oksana M.", 0, 0);
    assert_fine(queue_start(w->arena, w->site, &q));
    boot_ahead_ms += 700000;
    for (int i = 0; i < 60 && queue_state(q).commits == 0; i++)
        server_sleep(100);
    assert_int_equal(1, queue_state(q).commits);
    queue_free(&q);
    assert_int_equal(1, tasks_about(w, head, false).n);
}

static void a_site_that_was_moved_waits_for_somebody_to_write_first(void **state)
{
    struct workplace *w = *state;
    struct queue *q = NULL;
    struct id head = admitted(w, "Oksana M.", 0, 0);
    w->site->mark_state = MARK_ELSEWHERE;
    assert_fine(queue_start(w->arena, w->site, &q));
    boot_ahead_ms += 700000; /* long enough, whenever the thread began */
    server_sleep(2500);
    assert_int_equal(0, queue_state(q).commits);
    queue_free(&q);
    assert_int_equal(MARK_ELSEWHERE, w->site->mark_state);
    assert_int_equal(0, tasks_about(w, head, true).n);
}

static void what_the_timer_wrote_stays_so_when_the_tables_are_made_anew(void **state)
{
    struct workplace *w = *state;
    struct hash before, after;
    int64_t entries = 0;
    admitted(w, "Oksana M.", 0, 1);
    now_ms += 4 * DAY_MS;
    run(w);
    assert_fine(desk_projection_hash(w->site, &before));
    assert_fine(desk_rebuild(w->site, NULL, &entries));
    assert_fine(desk_projection_hash(w->site, &after));
    assert_memory_equal(&before, &after, sizeof before);
    assert_int_equal(0, run(w).made);
}

#define BOTH(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, begin_sqlite, end),                                      \
        cmocka_unit_test_setup_teardown(name, begin_pg, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(each_check_of_the_first_days_is_given_once_on_its_day),
        BOTH(what_the_timer_did_carries_its_name_and_may_be_undone_for_good),
        BOTH(a_clock_that_jumps_gives_nothing_twice),
        BOTH(three_weeks_switched_off_flood_nobody),
        BOTH(a_run_is_bounded_and_one_that_was_cut_short_goes_on),
        BOTH(who_has_left_needs_no_check),
        BOTH(the_check_is_given_to_who_is_nearest),
        BOTH(what_the_timer_wrote_stays_so_when_the_tables_are_made_anew),
        cmocka_unit_test_setup_teardown(a_site_that_is_served_runs_its_timer_in_a_rest,
                                        begin_sqlite, end),
        cmocka_unit_test_setup_teardown(a_site_that_was_moved_waits_for_somebody_to_write_first,
                                        begin_sqlite, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
