/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_tasks.c - whose a task is, who sees it, in which order, and how it ends. */
#include "base/when.h"
#include "command/task.h"
#include "support/site.h"
#include "view/tasks.h"

/* Saturday 21 November 2026, 14:30 in Kyiv. */
#define NOW_MS INT64_C(1795264200000)

static int64_t now_ms;

static int64_t set_now(void)
{
    return now_ms;
}

static struct workplace workplace_with(const char *const (*users)[3], size_t n)
{
    static struct world world;
    world = *world_real();
    world.now_ms = set_now;
    now_ms = NOW_MS;
    world_set(&world);
    struct workplace w = workplace_make();
    for (size_t i = 0; i < n; i++) {
        const struct user_form form = {text_of(users[i][0]), text_of(users[i][1]),
                                       text_of(users[i][2])};
        act_well(&w, user_add, &form, MAY_MANAGE_USERS);
    }
    return w;
}

static void end(struct workplace *w)
{
    workplace_done(w);
    world_set(NULL);
}

static struct job give(struct workplace *w, const char *login, const char *what, const char *owner,
                       const char *due, struct id about)
{
    struct task_form *form = arena_make(w->arena, struct task_form);
    *form = (struct task_form){text_of(what), text_of(owner), text_of(due), about};
    return act_as(w, login, task_add, form, MAY_WRITE_TASKS);
}

static struct err *finish(struct workplace *w, const char *login, struct id task, command_fn *how)
{
    const struct task_end_form form = {task};
    return act_as(w, login, how, &form, MAY_WRITE_TASKS).err;
}

static struct task_list tasks_of(struct workplace *w, const char *login, struct task_ask ask)
{
    struct who who;
    struct request rq;
    struct task_list list;
    ask.limit = 100;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, text_of(login), MAY_SEE_TASKS, &who, &rq));
    assert_fine(task_list(&rq, &ask, &list));
    return list;
}

static void a_task_about_a_person_is_seen_by_her_team_alone(void **state)
{
    (void)state;
    static const char *const users[][3] = {{"olha", "house", "house:rowan-house"},
                                           {"worker", "worker", "all"},
                                           {"lena", "fundraiser", "all"}};
    struct workplace w = workplace_with(users, COUNT(users));
    struct job came = admit(&w, "Oksana M.", 0, 0);
    struct id person = made(&came, &person_type);
    struct job job = give(&w, "manager", "Ask the clinic", "olha", NULL, person);
    assert_fine(job.err);
    struct id task = made(&job, &task_type);
    struct task_list list = tasks_of(&w, "olha", (struct task_ask){.about = person});
    assert_int_equal(1, list.n);
    assert_text("Ask the clinic", list.rows[0].what);
    assert_text("olha", list.rows[0].owner_login);
    assert_string_equal("Oksana M.", list.rows[0].about->name);
    assert_int_equal(0, tasks_of(&w, "worker", (struct task_ask){.about = person}).n);
    assert_int_equal(0, tasks_of(&w, "worker", (struct task_ask){0}).n);
    assert_err(ERR_ABSENT, finish(&w, "worker", task, task_done));
    struct err *bad = give(&w, "manager", "Call her", "lena", NULL, person).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("owner", bad->field);
    assert_err(ERR_ABSENT, give(&w, "worker", "Call her", NULL, NULL, person).err);
    end(&w);
}

static void a_task_about_nobody_is_its_owners_its_authors_and_the_managers(void **state)
{
    (void)state;
    static const char *const users[][3] = {{"lena", "fundraiser", "all"},
                                           {"ira", "coordinator", "all"},
                                           {"max", "treasurer", "all"},
                                           {"ann", "board", "all"}};
    struct workplace w = workplace_with(users, COUNT(users));
    struct job job = give(&w, "ira", "Thank the bakery", "lena", NULL, ID_NONE);
    assert_fine(job.err);
    struct id task = made(&job, &task_type);
    assert_int_equal(1, tasks_of(&w, "lena", (struct task_ask){0}).n);
    assert_int_equal(1, tasks_of(&w, "ira", (struct task_ask){0}).n);
    assert_int_equal(1, tasks_of(&w, "manager", (struct task_ask){0}).n);
    assert_int_equal(0, tasks_of(&w, "max", (struct task_ask){0}).n);
    assert_err(ERR_ABSENT, finish(&w, "max", task, task_cancel));
    assert_err(ERR_DENIED, finish(&w, "ann", task, task_cancel));
    assert_err(ERR_INPUT, give(&w, "ira", "Look on", "ann", NULL, ID_NONE).err);
    assert_err(ERR_INPUT, give(&w, "ira", "Look on", "nobody", NULL, ID_NONE).err);
    assert_fine(finish(&w, "lena", task, task_done));
    end(&w);
}

static void an_ended_task_ends_once_and_undoing_opens_it_again(void **state)
{
    (void)state;
    struct workplace w = workplace_with(NULL, 0);
    struct job job = give(&w, "manager", "Buy soap", NULL, NULL, ID_NONE);
    const struct task_end_form form = {made(&job, &task_type)};
    const struct task_ask open = {0}, all = {.ended_too = true};
    job = act_well(&w, task_done, &form, MAY_WRITE_TASKS);
    assert_err(ERR_CONFLICT, finish(&w, "manager", form.task, task_done));
    assert_err(ERR_CONFLICT, finish(&w, "manager", form.task, task_cancel));
    assert_int_equal(0, tasks_of(&w, "manager", open).n);
    assert_int_equal(1, tasks_of(&w, "manager", all).n);
    const struct desk_undo_form undo = {job.answer.deed};
    act_well(&w, desk_undo, &undo, MAY_UNDO_OWN);
    assert_int_equal(1, tasks_of(&w, "manager", open).n);
    assert_fine(finish(&w, "manager", form.task, task_cancel));
    assert_int_equal(TASK_CANCELLED, tasks_of(&w, "manager", all).rows[0].state);
    end(&w);
}

static void what_is_due_first_stands_first_and_what_is_over_says_so(void **state)
{
    (void)state;
    struct workplace w = workplace_with(NULL, 0);
    struct err *bad = give(&w, "manager", "Too late", NULL, "2026-11-20", ID_NONE).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("due", bad->field);
    assert_fine(give(&w, "manager", "Some day", NULL, NULL, ID_NONE).err);
    assert_fine(give(&w, "manager", "In a week", NULL, "2026-11-28", ID_NONE).err);
    assert_fine(give(&w, "manager", "Today", NULL, "2026-11-21", ID_NONE).err);
    now_ms += 2 * DAY_MS;
    struct task_list list = tasks_of(&w, "manager", (struct task_ask){0});
    assert_int_equal(3, list.count);
    assert_text("Today", list.rows[0].what);
    assert_true(list.rows[0].is_overdue);
    assert_text("In a week", list.rows[1].what);
    assert_false(list.rows[1].is_overdue);
    assert_text("Some day", list.rows[2].what);
    assert_false(list.rows[2].has_due);
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_about_a_person_is_seen_by_her_team_alone),
        cmocka_unit_test(a_task_about_nobody_is_its_owners_its_authors_and_the_managers),
        cmocka_unit_test(an_ended_task_ends_once_and_undoing_opens_it_again),
        cmocka_unit_test(what_is_due_first_stands_first_and_what_is_over_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
