/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_page_journal.c - the journal, its deeds, and the lists behind figures, by real requests. */
#include "command/task.h"
#include "support/served.h"

enum { CHILDREN = 2 };

struct given {
    struct served s;
    const char *deed; /* of the admission */
    const char *vera; /* of writing down somebody who is in no house */
};

/* Olena K. and two children came, the last of all that was done. */
static void given_journal(struct given *g)
{
    const struct house_form other = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                     TEXT("Europe/Kyiv"), TEXT("adaptation")};
    *g = (struct given){.s = served_made_with_roles()};
    act_well(&g->s.w, house_add, &other, MAY_MANAGE_HOUSES);
    served_user_named(&g->s, "distant", "manager", "house:linden-flats");
    const struct person_form vera = {.n = 1, .fields = {{"name", TEXT("Vera S.")}}};
    struct job added = act_well(&g->s.w, person_add, &vera, MAY_WRITE_PERSONS);
    struct job job = admit(&g->s.w, "Olena K.", 0, CHILDREN);
    assert_fine(job.err);
    g->deed = served_id(&g->s, job.answer.deed);
    g->vera = served_id(&g->s, added.answer.deed);
    served_start(&g->s);
}

static struct reply get(struct given *g, const char *login, const char *path)
{
    return served_get(&g->s, login, path);
}

static const char *deed_path(struct given *g, const char *ending)
{
    return arena_printf(g->s.w.arena, "/deed/%s%s", g->deed, ending);
}

static void the_newest_deed_stands_first_with_its_words(void **state)
{
    (void)state;
    struct given g;
    given_journal(&g);
    struct reply r = get(&g, "manager", "/journal.json");
    assert_int_equal(200, r.status);
    const char *first = strstr(r.body.at, "\"deed\":\"");
    assert_memory_equal(g.deed, first + strlen("\"deed\":\""), ID_TEXT);
    assert_true(reply_has(&r, "\"act\":\"admit\",\"type\":\"stay\",\"by\":\"manager\""));
    assert_true(reply_has(&r, "\"type\":\"room\""));
    r = get(&g, "auditor", "/journal");
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "Admitted"));
    assert_int_equal(404, get(&g, "worker", "/journal").status);
    assert_int_equal(404, get(&g, "house", deed_path(&g, "")).status);
    served_done(&g.s);
}

static void pages_of_the_journal_lead_through_all_deeds_once(void **state)
{
    (void)state;
    struct given g;
    given_journal(&g);
    struct reply r = get(&g, "manager", "/journal.json");
    int64_t all = reply_number(&r, "count");
    char path[200] = "/journal.json?limit=3";
    int64_t rows = 0;
    for (bool more = true; more;) {
        r = get(&g, "manager", path);
        rows += (int64_t)reply_times(&r, "\"deed\":");
        more = reply_has(&r, "\"next\":");
        const char *next = more ? strstr(r.body.at, "\"next\":\"") + strlen("\"next\":\"") : "";
        snprintf(path, sizeof path, "/journal.json%.*s", (int)strcspn(next, "\""), next);
    }
    assert_int_equal(all, rows);
    r = get(&g, "manager", "/journal.json?type=stay");
    assert_int_equal(1, reply_number(&r, "count"));
    r = get(&g, "manager", "/journal.json?user=worker");
    assert_int_equal(0, reply_number(&r, "count"));
    r = get(&g, "manager", "/journal.json?day=2001-01-01");
    assert_int_equal(0, reply_number(&r, "count"));
    assert_int_equal(422, get(&g, "manager", "/journal.json?day=soon").status);
    served_done(&g.s);
}

static void a_deed_tells_what_the_role_may_read_and_offers_its_undo(void **state)
{
    (void)state;
    struct given g;
    given_journal(&g);
    struct reply r = get(&g, "manager", deed_path(&g, ""));
    assert_true(reply_has(&r, "data-act=\"undo\""));
    assert_true(reply_has(&r, ">Olena K.</a>"));
    r = get(&g, "auditor", deed_path(&g, ""));
    assert_int_equal(200, r.status);
    assert_false(reply_has(&r, "data-act=\"undo\""));
    assert_false(reply_has(&r, "Olena"));
    assert_false(reply_has(&r, "/person/"));
    r = get(&g, "auditor", deed_path(&g, ".json"));
    assert_false(reply_has(&r, "Olena"));
    r = get(&g, "manager", deed_path(&g, ".json"));
    assert_true(reply_has(&r, "\"may\":[\"undo\"]"));
    assert_int_equal(201, served_post(&g.s, "manager", deed_path(&g, "/undo"), "").status);
    r = get(&g, "manager", deed_path(&g, ".json"));
    assert_true(reply_has(&r, "\"may\":[]"));
    assert_int_equal(404, get(&g, "manager", "/deed/aaaaaaaaaaaaaaaaaaaaaaaaaa").status);
    served_done(&g.s);
}

/* What happened in a house is told to who may read there: its acts, their times and their number.
 */
static void the_manager_of_another_house_is_not_told_that_something_happened(void **state)
{
    (void)state;
    struct given g;
    given_journal(&g);
    assert_int_equal(404, get(&g, "distant", deed_path(&g, "")).status);
    assert_int_equal(404, get(&g, "distant", deed_path(&g, ".json")).status);
    struct reply r = get(&g, "distant", "/journal.json");
    assert_int_equal(200, r.status);
    assert_false(reply_has(&r, g.deed));
    assert_false(reply_has(&r, "\"type\":\"stay\""));
    assert_true(reply_has(&r, "\"type\":\"house\"")); /* hers was made */
    assert_true(reply_has(&r, "\"type\":\"user\""));  /* the organisation's is everybody's */
    int64_t told = reply_number(&r, "count");
    r = get(&g, "manager", "/journal.json");
    assert_true(told < reply_number(&r, "count"));
    r = get(&g, "distant", "/journal.json?type=stay");
    assert_int_equal(0, reply_number(&r, "count"));
    r = get(&g, "distant", "/journal.csv");
    assert_false(reply_has(&r, g.deed));
    /* What is of no house she is told of, and not whom it is about. */
    r = get(&g, "distant", arena_printf(g.s.w.arena, "/deed/%s", g.vera));
    assert_int_equal(200, r.status);
    assert_false(reply_has(&r, "Vera"));
    r = get(&g, "distant", arena_printf(g.s.w.arena, "/deed/%s.json", g.vera));
    assert_false(reply_has(&r, "Vera"));
    served_done(&g.s);
}

static void the_list_behind_a_figure_adds_up_to_it(void **state)
{
    (void)state;
    struct given g;
    given_journal(&g);
    struct reply r = get(&g, "manager", "/figure/children.json");
    assert_int_equal(200, r.status);
    assert_int_equal(CHILDREN, reply_number(&r, "count"));
    assert_int_equal(0, reply_number(&r, "withheld"));
    assert_int_equal(CHILDREN, reply_times(&r, "\"name\":\"Danylo\""));
    r = get(&g, "manager", "/figure/mothers?house=rowan-house");
    assert_true(reply_has(&r, "Mothers: 1"));
    assert_true(reply_has(&r, "Olena K."));
    /* An auditor is told how many, and not who. */
    r = get(&g, "auditor", "/figure/mothers.json");
    assert_int_equal(1, reply_number(&r, "count"));
    assert_int_equal(1, reply_number(&r, "withheld"));
    assert_false(reply_has(&r, "Olena"));
    r = get(&g, "manager", "/figure/admissions.csv");
    assert_int_equal(200, r.status);
    assert_int_equal(1 + 1 + CHILDREN, reply_times(&r, "\r\n"));
    r = get(&g, "manager", "/figure/children.json?limit=1");
    assert_int_equal(1, reply_times(&r, "\"id\":"));
    assert_true(reply_has(&r, "\"next\":\"?after=1&limit=1\""));
    assert_int_equal(404, get(&g, "manager", "/figure/nonsense").status);
    assert_int_equal(404, get(&g, "manager", "/figure/mothers?house=nowhere").status);
    served_done(&g.s);
}

static void the_words_of_a_task_are_not_told_by_its_deed(void **state)
{
    (void)state;
    struct served s = served_made_with_roles();
    const struct task_form form = {.what = TEXT("Call about the papers of Oksana")};
    struct job job = act_well(&s.w, task_add, &form, MAY_WRITE_TASKS);
    const char *path = arena_printf(s.w.arena, "/deed/%s.json", served_id(&s, job.answer.deed));
    served_start(&s);
    struct reply r = served_get(&s, "manager", path);
    assert_true(reply_has(&r, "Oksana"));
    r = served_get(&s, "auditor", path);
    assert_int_equal(200, r.status);
    assert_false(reply_has(&r, "Oksana"));
    assert_true(reply_has(&r, "\"partly\":true"));
    served_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_deed_stands_first_with_its_words),
        cmocka_unit_test(pages_of_the_journal_lead_through_all_deeds_once),
        cmocka_unit_test(a_deed_tells_what_the_role_may_read_and_offers_its_undo),
        cmocka_unit_test(the_manager_of_another_house_is_not_told_that_something_happened),
        cmocka_unit_test(the_words_of_a_task_are_not_told_by_its_deed),
        cmocka_unit_test(the_list_behind_a_figure_adds_up_to_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
