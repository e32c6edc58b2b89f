/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_grants.c - roles are given, run out and end: nobody gives more than she has, the last
 * manager stays, and what was given can be taken back. */
#include "unit.h"

#include "support/served.h"

static struct served given(void)
{
    struct served s = served_make();
    s.w.site->is_demo = true; /* no password is asked again for each act */
    served_user(&s, "worker", "all");
    served_user(&s, "admin", "all");
    served_user_named(&s, "own", "manager", "own");
    served_user(&s, "auditor", "all");
    served_start(&s);
    return s;
}

/* The id of the first grant in her JSON that has these words before it. */
static const char *grant_id(struct served *s, const char *login, const char *words)
{
    struct reply r =
        served_get(s, "manager", arena_printf(s->w.arena, "/settings/user/%s.json", login));
    const char *at = memmem(r.body.at, r.body.n, words, strlen(words));
    assert_non_null(at);
    size_t left = r.body.n - (size_t)(at - r.body.at);
    at = memmem(at, left, "\"id\":\"", 6);
    assert_non_null(at);
    return arena_strn(s->w.arena, at + 6, ID_TEXT);
}

static unsigned end(struct served *s, const char *as, const char *login, const char *grant)
{
    const char *path = arena_printf(s->w.arena, "/settings/user/%s/grant/%s/end", login, grant);
    return served_post(s, as, path, "").status;
}

static void one_more_role_is_given_shown_and_ended(void **state)
{
    (void)state;
    struct served s = given();
    const char *path = "/settings/user/worker";
    struct reply made = served_post(&s, "manager", path, "role=house&scope=house:rowan-house");
    assert_int_equal(201, made.status);
    struct reply page = served_get(&s, "manager", path);
    assert_true(reply_has(&page, "Rowan House"));
    assert_false(reply_has(&page, "· rowan-house ·"));
    assert_int_equal(422,
                     served_post(&s, "manager", path, "role=house&scope=house:rowan-house").status);
    const char *grant = grant_id(&s, "worker", "\"house\":\"rowan-house\"");
    assert_int_equal(201, end(&s, "manager", "worker", grant));
    assert_int_equal(422, end(&s, "manager", "worker", grant));
    page = served_get(&s, "manager", path);
    assert_true(reply_has(&page, "ended"));
    served_done(&s);
}

static void the_list_tells_houses_by_their_names(void **state)
{
    (void)state;
    struct served s = given();
    assert_int_equal(201, served_post(&s, "manager", "/settings/user/worker",
                                      "role=house&scope=house:rowan-house")
                              .status);
    struct reply list = served_get(&s, "manager", "/settings/users");
    assert_true(reply_has(&list, "House staff, Rowan House"));
    assert_false(reply_has(&list, "House staff, rowan-house"));
    served_done(&s);
}

static void a_role_runs_to_the_end_of_its_last_day(void **state)
{
    (void)state;
    struct served s = given();
    const char *path = "/settings/user/worker";
    assert_int_equal(
        422, served_post(&s, "manager", path, "role=board&scope=all&until=2020-01-31").status);
    struct reply wrong = served_post(&s, "manager", path, "role=board&scope=all&until=tomorrow");
    assert_int_equal(422, wrong.status);
    assert_true(reply_has(&wrong, "href=\"#f-until\""));
    assert_true(reply_has(&wrong, "value=\"board\" selected"));
    assert_int_equal(
        201, served_post(&s, "manager", path, "role=board&scope=all&until=2099-01-31").status);
    struct reply json = served_get(&s, "manager", "/settings/user/worker.json");
    /* Midnight in Kyiv. */
    assert_true(reply_has(&json, "\"until\":\"2099-01-31T22:00:00"));
    struct reply page = served_get(&s, "manager", path);
    assert_true(reply_has(&page, "31 January 2099"));
    served_done(&s);
}

static void nobody_gives_more_than_she_has(void **state)
{
    (void)state;
    struct served s = given();
    const char *path = "/settings/user/auditor";
    assert_int_equal(422, served_post(&s, "admin", path, "role=manager&scope=all").status);
    assert_int_equal(422, served_post(&s, "admin", path, "role=worker&scope=own").status);
    assert_int_equal(422, served_post(&s, "manager", path, "role=clock&scope=all").status);
    struct reply wide = served_post(&s, "own", path, "role=board&scope=all");
    assert_int_equal(422, wide.status);
    assert_true(reply_has(&wide, "href=\"#f-scope\""));
    assert_int_equal(
        422,
        served_post(&s, "own", "/settings/users", "login=other&role=manager&scope=all").status);
    assert_int_equal(404, served_post(&s, "worker", path, "role=board&scope=all").status);
    assert_int_equal(404, served_post(&s, "auditor", path, "role=board&scope=all").status);
    /* What she cannot give she does not take away. */
    assert_int_equal(422, end(&s, "admin", "worker", grant_id(&s, "worker", "worker\",\"scope")));
    assert_int_equal(201, served_post(&s, "admin", path, "role=board&scope=all").status);
    served_done(&s);
}

static void the_last_manager_stays(void **state)
{
    (void)state;
    struct served s = given();
    const char *mine = grant_id(&s, "manager", "\"role\":\"manager\"");
    assert_int_equal(409, end(&s, "manager", "manager", mine));
    assert_int_equal(409, served_post(&s, "manager", "/settings/user/manager/disable", "").status);
    /* One who is manager until some day is nobody to lean on. */
    assert_int_equal(201, served_post(&s, "manager", "/settings/user/worker",
                                      "role=manager&scope=all&until=2099-01-31")
                              .status);
    assert_int_equal(409, end(&s, "manager", "manager", mine));
    assert_int_equal(
        201, served_post(&s, "manager", "/settings/user/auditor", "role=manager&scope=all").status);
    assert_int_equal(201, end(&s, "manager", "manager", mine));
    served_done(&s);
}

static void undoing_leaves_a_manager_too(void **state)
{
    (void)state;
    struct served s = given();
    struct reply given_to =
        served_post(&s, "manager", "/settings/user/auditor", "role=manager&scope=all");
    assert_int_equal(201, given_to.status);
    const char *deed = memmem(given_to.body.at, given_to.body.n, "\"undo\":\"", 8);
    assert_non_null(deed);
    const char *undo = arena_strn(s.w.arena, deed + 8, strlen("/deed//undo") + ID_TEXT);
    assert_int_equal(
        201, end(&s, "manager", "manager", grant_id(&s, "manager", "\"role\":\"manager\"")));
    assert_int_equal(409, served_post(&s, "auditor", undo, "").status);
    served_done(&s);
}

static void the_page_is_for_who_sees_users(void **state)
{
    (void)state;
    struct served s = given();
    assert_int_equal(200, served_get(&s, "auditor", "/settings/user/worker").status);
    struct reply looked = served_get(&s, "auditor", "/settings/user/worker");
    assert_false(reply_has(&looked, "data-act=\"grant.add\""));
    assert_int_equal(404, served_get(&s, "worker", "/settings/user/worker").status);
    assert_int_equal(404, served_get(&s, "manager", "/settings/user/nobody").status);
    struct reply program = served_get(&s, "manager", "/settings/user/clock");
    assert_false(reply_has(&program, "grant.add"));
    assert_int_equal(
        422, served_post(&s, "manager", "/settings/user/clock", "role=board&scope=all").status);
    served_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_more_role_is_given_shown_and_ended),
        cmocka_unit_test(the_list_tells_houses_by_their_names),
        cmocka_unit_test(a_role_runs_to_the_end_of_its_last_day),
        cmocka_unit_test(nobody_gives_more_than_she_has),
        cmocka_unit_test(the_last_manager_stays),
        cmocka_unit_test(undoing_leaves_a_manager_too),
        cmocka_unit_test(the_page_is_for_who_sees_users),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
