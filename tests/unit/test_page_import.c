/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_page_import.c - a list handed in by a browser: looked at, taken over, told, taken back; by
 * who may, and seen by its user alone. */
#include "support/served.h"

#define BOUND "hearth-test-boundary"
#define LIST                                                                                       \
    "Name,Born,Shoe\r\nOksana M.,1998-04-17,38\r\nHanna K.,31.02.1998,39\r\n\xD0\x9E\xD0\xBB"      \
    "\xD0\xB5\xD0\xBD\xD0\xB0 K.,,\r\n"

static struct served served_with_roles(void)
{
    struct served s = served_made_with_roles();
    served_start(&s);
    return s;
}

static const char *token_of(struct served *s, const char *login)
{
    for (size_t i = 0; i < s->n_users; i++)
        if (strcmp(s->users[i].login, login) == 0)
            return s->users[i].token;
    fail_msg("nobody is called %s", login);
    return "";
}

static struct reply hand_in(struct served *s, const char *login, const char *bytes)
{
    const char *body = arena_printf(s->w.arena,
                                    "--" BOUND "\r\nContent-Disposition: form-data; name=\"file\"; "
                                    "filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\n%s"
                                    "\r\n--" BOUND "--\r\n",
                                    bytes);
    return served_raw(s, arena_printf(s->w.arena,
                                      "POST /import HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer "
                                      "%s\r\nContent-Type: multipart/form-data; boundary=" BOUND
                                      "\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
                                      s->client.address, token_of(s, login), strlen(body), body));
}

/* The path that the answer leads to. */
static const char *place_of(struct served *s, const struct reply *r)
{
    const char *at = strstr(r->head.at, "/import/");
    assert_int_equal(303, r->status);
    assert_non_null(at);
    return arena_strn(s->w.arena, at, strlen("/import/") + ID_TEXT);
}

static struct reply json_of(struct served *s, const char *login, const char *place)
{
    return served_get(s, login, arena_printf(s->w.arena, "%s.json", place));
}

static void wait_for_end(struct served *s, const char *place)
{
    for (size_t i = 0; i < 2000; i++) {
        struct reply r = json_of(s, "manager", place);
        if (reply_has(&r, "\"phase\":\"done\"") || reply_has(&r, "\"phase\":\"failed\""))
            return;
        server_sleep(5);
    }
    fail_msg("it never ends");
}

static void a_list_is_looked_at_and_taken_over(void **state)
{
    (void)state;
    struct served s = served_with_roles();
    struct reply r = hand_in(&s, "manager", LIST);
    const char *place = place_of(&s, &r);
    r = served_get(&s, "manager", place);
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "Oksana M.") && reply_has(&r, "This is no date"));
    assert_true(reply_has(&r, "data-act=\"import.start\""));
    r = served_get(&s, "manager", "/people.json");
    assert_int_equal(0, reply_number(&r, "count"));
    r = served_post(&s, "manager", place, "c.1=name&c.2=birth&c.3=words");
    assert_int_equal(303, r.status);
    wait_for_end(&s, place);
    r = json_of(&s, "manager", place);
    assert_int_equal(2, reply_number(&r, "added"));
    assert_int_equal(1, reply_number(&r, "wrong"));
    r = served_get(&s, "manager", place);
    assert_true(reply_has(&r, "2 persons added") && reply_has(&r, "Line 3:"));
    assert_true(reply_has(&r, "data-act=\"import.undo\""));
    r = served_get(&s, "manager", "/people.json");
    assert_int_equal(2, reply_number(&r, "count"));
    served_done(&s);
}

static void left_out_rows_are_a_file_of_hers_that_is_sealed(void **state)
{
    (void)state;
    struct served s = served_with_roles();
    struct reply r = hand_in(&s, "manager", LIST);
    const char *place = place_of(&s, &r), *rejects = arena_printf(s.w.arena, "%s/rejects", place);
    assert_int_equal(404, served_get(&s, "manager", rejects).status);
    r = served_post(&s, "manager", place, "c.1=name&c.2=birth&c.3=words");
    assert_int_equal(303, r.status);
    wait_for_end(&s, place);
    r = served_get(&s, "manager", place);
    assert_true(reply_has(&r, "/rejects\""));
    r = served_get(&s, "manager", rejects);
    assert_int_equal(200, r.status);
    assert_true(memmem(r.head.at, r.head.n, "attachment; filename=\"rejects.csv\"", 34) != NULL);
    assert_true(reply_has(&r, "hearth-line,hearth-field,hearth-wrong,"));
    assert_true(reply_has(&r, "\r\n3,birth,"));
    assert_int_equal(3, reply_times(&r, "\r\n") + 1);
    assert_int_equal(404, served_get(&s, "worker", rejects).status);
    /* Her words lie in no file of the site. */
    const char *keys = arena_printf(s.w.arena, "%s/keys.db", s.w.dir);
    struct text bytes;
    assert_fine(world_read_file(s.w.arena, keys, 8 << 20, &bytes));
    assert_null(memmem(bytes.at, bytes.n, "hearth-wrong", 12));
    served_done(&s);
}

static void columns_are_chosen_by_who_looks(void **state)
{
    (void)state;
    struct served s = served_with_roles();
    struct reply r = hand_in(&s, "manager", "Wer;Wo\r\nOksana M.;Rowan 5\r\n");
    const char *place = place_of(&s, &r);
    r = served_get(&s, "manager", place);
    assert_true(reply_has(&r, "id=\"errors\"") && !reply_has(&r, "import.start"));
    r = served_get(&s, "manager", arena_printf(s.w.arena, "%s?c.1=name&c.2=-", place));
    assert_true(!reply_has(&r, "id=\"errors\"") && reply_has(&r, "import.start"));
    served_done(&s);
}

static void a_file_is_its_users_alone(void **state)
{
    (void)state;
    struct served s = served_with_roles();
    struct reply r = hand_in(&s, "manager", LIST);
    const char *place = place_of(&s, &r);
    assert_int_equal(404, served_get(&s, "worker", place).status);
    assert_int_equal(404, served_post(&s, "worker", place, "c.1=name").status);
    assert_int_equal(404, served_get(&s, "auditor", "/import").status);
    assert_int_equal(404, hand_in(&s, "auditor", LIST).status);
    assert_int_equal(303, served_get(&s, NULL, place).status);
    served_done(&s);
}

static void what_is_no_list_is_not_kept(void **state)
{
    (void)state;
    struct served s = served_with_roles();
    assert_int_equal(422, hand_in(&s, "manager", "PK\x03\x04").status);
    assert_int_equal(422, hand_in(&s, "manager", "").status);
    assert_int_equal(422, served_post(&s, "manager", "/import", "file=none").status);
    assert_int_equal(404, served_get(&s, "manager", "/import/none").status);
    served_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_looked_at_and_taken_over),
        cmocka_unit_test(left_out_rows_are_a_file_of_hers_that_is_sealed),
        cmocka_unit_test(columns_are_chosen_by_who_looks),
        cmocka_unit_test(a_file_is_its_users_alone),
        cmocka_unit_test(what_is_no_list_is_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
