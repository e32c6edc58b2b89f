/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_page_person.c - one person's page and what may be done there, by real requests: acts by
 * their forms, each with its undo and its line in the history; fields and persons by role. */
#include "support/served.h"

enum { CHILDREN = 2 };

struct given {
    struct served s;
    const char *olena, *child, *vera; /* ids */
    struct job admission;
};

static struct id nth_person(const struct job *job, size_t nth)
{
    for (size_t i = 0; i < job->answer.n_records; i++)
        if (job->answer.records[i].type == &person_type && nth-- == 0)
            return job->answer.records[i].id;
    fail_msg("there are fewer persons");
    return ID_NONE;
}

/* Olena K. and two children in room 1; Vera, of whom nobody asked, in no house. */
static void given_family(struct given *g)
{
    *g = (struct given){.s = served_made_with_roles()};
    g->admission = admit(&g->s.w, "Olena K.", 0, CHILDREN);
    assert_fine(g->admission.err);
    const struct person_form vera = {.n = 1, .fields = {{"name", TEXT("Vera S.")}}};
    struct job added = act_well(&g->s.w, person_add, &vera, MAY_WRITE_PERSONS);
    g->olena = served_id(&g->s, nth_person(&g->admission, 0));
    g->child = served_id(&g->s, nth_person(&g->admission, 1));
    g->vera = served_id(&g->s, made(&added, &person_type));
    server_sleep(5); /* an act comes after the stay began */
    served_start(&g->s);
}

static const char *path_of(struct given *g, const char *person, const char *rest)
{
    return arena_printf(g->s.w.arena, "/person/%s%s", person, rest);
}

static struct reply get(struct given *g, const char *login, const char *person, const char *rest)
{
    return served_get(&g->s, login, path_of(g, person, rest));
}

static struct reply post(struct given *g, const char *person, const char *act, const char *form)
{
    return served_post(&g->s, "manager", path_of(g, person, act), form);
}

static const char *deed_of(struct given *g, const struct reply *r)
{
    const char *at = strstr(r->body.at, "\"deed\":\"");
    assert_non_null(at);
    return arena_strn(g->s.w.arena, at + strlen("\"deed\":\""), ID_TEXT);
}

static void undo(struct given *g, const struct reply *done)
{
    struct reply r = served_post(&g->s, "manager",
                                 arena_printf(g->s.w.arena, "/deed/%s/undo", deed_of(g, done)), "");
    assert_int_equal(201, r.status);
}

static int64_t here_now(struct given *g)
{
    struct reply r = served_get(&g->s, "manager", "/people.json");
    return reply_number(&r, "now");
}

static void the_record_comes_with_what_may_be_done(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    struct reply r = get(&g, "manager", g.olena, ".json");
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "\"type\":\"person\""));
    assert_true(reply_has(&r, "\"given\":\"Olena\""));
    assert_true(reply_has(&r, "\"may\":[\"correct\",\"leave\",\"away\",\"move\",\"join\"]"));
    assert_int_equal(CHILDREN, reply_times(&r, "\"relation\":\"child\""));
    r = get(&g, "house", g.olena, "");
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "data-act=\"child.join\""));
    assert_true(reply_has(&r, "id=\"history\""));
    assert_true(reply_has(&r, ">manager<"));
    /* Her own deed, or all for the manager: ten minutes long, from her page too. */
    assert_false(reply_has(&r, "data-act=\"undo\""));
    r = get(&g, "manager", g.olena, "");
    assert_true(reply_has(&r, "data-act=\"undo\""));
    r = get(&g, "manager", g.vera, "");
    assert_false(reply_has(&r, "data-act=\"person.leave\""));
    served_done(&g.s);
}

static void what_she_may_not_open_is_the_same_as_what_is_not_there(void **state)
{
    (void)state;
    static const char *const pieces[] = {"", "/correct", "/leave", "/move", "/join", ".json"};
    struct given g;
    given_family(&g);
    for (size_t i = 0; i < COUNT(pieces); i++) {
        struct reply hidden = get(&g, "worker", g.vera, pieces[i]);
        struct reply none = get(&g, "worker", "aaaaaaaaaaaaaaaaaaaaaaaaaa", pieces[i]);
        assert_int_equal(404, hidden.status);
        assert_int_equal(404, none.status);
        assert_int_equal(hidden.body.n, none.body.n);
        assert_memory_equal(hidden.body.at, none.body.at, none.body.n);
    }
    assert_int_equal(404, get(&g, "auditor", g.olena, "").status);
    /* A worker may write, but does not admit. */
    assert_int_equal(404, get(&g, "worker", g.olena, "/leave").status);
    served_done(&g.s);
}

static void a_correction_changes_what_was_sent_and_shows_both(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    struct reply r = get(&g, "manager", g.olena, "/correct");
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "value=\"Olena K.\""));
    assert_true(reply_has(&r, "value=\"1998-04-17\""));
    r = post(&g, g.olena, "/correct", "name=Olena+B.&phone=%2B380+11+222&danger=no");
    assert_int_equal(201, r.status);
    r = get(&g, "manager", g.olena, "");
    assert_true(reply_has(&r, "Name: Olena K. → Olena B."));
    assert_true(reply_has(&r, "1998")); /* not sent: stays */
    r = post(&g, g.olena, "/correct", "name=Olena+B.&birth=1999&sex=");
    assert_int_equal(201, r.status);
    r = get(&g, "manager", g.olena, ".json");
    assert_true(reply_has(&r, "\"birth\":\"1999-07-01\""));
    assert_true(reply_has(&r, "\"birth_precision\":\"year\""));
    assert_false(reply_has(&r, "\"sex\""));
    r = post(&g, g.olena, "/correct", "name=Olena+B.");
    assert_int_equal(409, r.status);
    served_done(&g.s);
}

static void what_was_typed_stays_when_it_was_wrong(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    struct reply r = post(&g, g.olena, "/correct", "name=Olena+%3Cx%3E&birth=soon&words=kept");
    assert_int_equal(422, r.status);
    assert_true(reply_has(&r, "id=\"errors\""));
    assert_true(reply_has(&r, "value=\"Olena &lt;x&gt;\""));
    assert_true(reply_has(&r, "value=\"soon\""));
    assert_true(reply_has(&r, "kept</textarea>"));
    r = post(&g, g.olena, "/leave", "words=kept&when=99%3A99");
    assert_int_equal(422, r.status);
    assert_true(reply_has(&r, "id=\"e-reason\""));
    assert_true(reply_has(&r, "id=\"e-when\""));
    assert_true(reply_has(&r, "kept</textarea>"));
    served_done(&g.s);
}

static void a_family_leaves_and_comes_again_and_both_are_undone(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    assert_int_equal(1 + CHILDREN, here_now(&g));
    struct reply left = post(&g, g.olena, "/leave", "reason=completed&destination=rented");
    assert_int_equal(201, left.status);
    assert_int_equal(0, here_now(&g));
    undo(&g, &left);
    assert_int_equal(1 + CHILDREN, here_now(&g));
    left = post(&g, g.olena, "/leave", "reason=completed&alone=yes");
    assert_int_equal(201, left.status);
    assert_int_equal(CHILDREN, here_now(&g));
    struct reply r = get(&g, "manager", g.olena, "/return");
    assert_true(reply_has(&r, "name=\"room\""));
    r = post(&g, g.olena, "/return",
             arena_printf(g.s.w.arena, "alone=yes&room=%s", served_id(&g.s, g.s.w.rooms[0])));
    assert_int_equal(201, r.status);
    assert_int_equal(1 + CHILDREN, here_now(&g));
    served_done(&g.s);
}

static void who_is_away_is_noted_and_is_back(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    /* Nothing about the reason is chosen beforehand. */
    struct reply r = get(&g, "manager", g.olena, "/away");
    assert_int_equal(0, reply_times(&r, "name=\"reason\" value=\"leave\" checked"));
    assert_false(reply_has(&r, "name=\"reason\" value=\"\""));
    assert_int_equal(201, post(&g, g.olena, "/away", "reason=hospital&alone=yes").status);
    r = get(&g, "manager", g.olena, "");
    assert_true(reply_has(&r, "In hospital since"));
    assert_true(reply_has(&r, "data-act=\"person.return\""));
    server_sleep(5);
    assert_int_equal(201, post(&g, g.olena, "/return", "alone=yes").status);
    r = get(&g, "manager", g.olena, "");
    assert_false(reply_has(&r, "In hospital since"));
    served_done(&g.s);
}

static void a_family_moves_only_to_a_free_room(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    const char *second = served_id(&g.s, g.s.w.rooms[1]);
    struct reply r = get(&g, "manager", g.olena, "/move");
    assert_true(reply_has(&r, second));
    assert_false(reply_has(&r, served_id(&g.s, g.s.w.rooms[0])));
    r = post(&g, g.olena, "/move", arena_printf(g.s.w.arena, "room=%s", second));
    assert_int_equal(201, r.status);
    assert_true(get(&g, "manager", g.olena, "").body.n > 0);
    r = get(&g, "manager", g.olena, "");
    assert_true(reply_has(&r, "Room 2"));
    assert_int_equal(422, post(&g, g.olena, "/move", "room=").status);
    served_done(&g.s);
}

static void a_child_joins_the_stay_of_an_adult_and_not_of_a_child(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    struct reply r = get(&g, "manager", g.olena, "");
    assert_true(reply_has(&r, "data-act=\"child.join\""));
    r = get(&g, "manager", g.child, "");
    assert_true(reply_has(&r, "data-act=\"person.move\""));
    assert_false(reply_has(&r, "data-act=\"child.join\""));
    r = get(&g, "manager", g.child, ".json");
    assert_false(reply_has(&r, "\"join\""));
    served_done(&g.s);
}

static void the_confirmation_says_whom_it_is_about(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    struct reply r = post(&g, g.olena, "/join", "name=Marko&age=1");
    assert_true(reply_has(&r, "\"said\":\"Marko: stays with the family now\""));
    r = post(&g, g.olena, "/away", "reason=leave");
    assert_true(reply_has(&r, "\"said\":\"Olena K.: away for a time."));
    r = post(&g, g.olena, "/move",
             arena_printf(g.s.w.arena, "room=%s", served_id(&g.s, g.s.w.rooms[2])));
    assert_true(reply_has(&r, "\"said\":\"Olena K.: room 3 from now on\""));
    served_done(&g.s);
}

static void a_child_joins_later_and_the_undo_takes_it_back(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    struct reply joined = post(&g, g.olena, "/join", "name=Marko&age=1&sex=male");
    assert_int_equal(201, joined.status);
    assert_int_equal(2 + CHILDREN, here_now(&g));
    struct reply r = get(&g, "manager", g.olena, ".json");
    assert_int_equal(1 + CHILDREN, reply_times(&r, "\"relation\":\"child\""));
    undo(&g, &joined);
    assert_int_equal(1 + CHILDREN, here_now(&g));
    assert_int_equal(422, post(&g, g.olena, "/join", "age=1").status);
    /* One who left comes back to the family, and stays the same person. */
    assert_int_equal(201, post(&g, g.child, "/leave", "reason=family&alone=yes").status);
    r = get(&g, "manager", g.olena, "/join");
    assert_true(reply_has(&r, g.child));
    server_sleep(5);
    r = post(&g, g.olena, "/join", arena_printf(g.s.w.arena, "child=%s", g.child));
    assert_int_equal(201, r.status);
    r = get(&g, "manager", g.olena, ".json");
    assert_int_equal(CHILDREN, reply_times(&r, "\"relation\":\"child\""));
    r = post(&g, g.olena, "/join", arena_printf(g.s.w.arena, "child=%s", g.child));
    assert_int_equal(409, r.status);
    served_done(&g.s);
}

static void an_expected_child_is_born_as_the_same_person(void **state)
{
    (void)state;
    struct given g = {.s = served_made_with_roles()};
    const struct admit_form form = {.house = TEXT("rowan-house"),
                                    .room = g.s.w.rooms[0],
                                    .head = {.name = TEXT("Olena K.")},
                                    .expected = TEXT("2027-02-10")};
    g.admission = act_well(&g.s.w, stay_admit, &form, MAY_ADMIT);
    g.olena = served_id(&g.s, nth_person(&g.admission, 0));
    g.child = served_id(&g.s, nth_person(&g.admission, 1));
    server_sleep(5);
    served_start(&g.s);
    assert_int_equal(1, here_now(&g));
    assert_int_equal(
        422, post(&g, g.olena, "/join", arena_printf(g.s.w.arena, "child=%s", g.child)).status);
    struct reply r = post(&g, g.olena, "/join",
                          arena_printf(g.s.w.arena, "child=%s&name=Zoya&sex=female", g.child));
    assert_int_equal(201, r.status);
    assert_int_equal(2, here_now(&g));
    struct reply born = get(&g, "manager", g.child, ".json");
    assert_true(reply_has(&born, "Zoya"));
    assert_true(reply_has(&born, "\"state\":\"known\""));
    assert_false(reply_has(&born, "\"due\""));
    undo(&g, &r);
    assert_int_equal(1, here_now(&g));
    born = get(&g, "manager", g.child, ".json");
    assert_true(reply_has(&born, "\"state\":\"expected\""));
    served_done(&g.s);
}

static void who_looks_known_is_shown_before_she_is_added_again(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    assert_int_equal(201, served_post(&g.s, "manager", "/person", "name=Nina+R.&danger=no").status);
    struct reply r =
        served_post(&g.s, "manager", "/person", "name=%D0%9D%D1%96%D0%BD%D0%B0+%D0%A0.");
    assert_int_equal(422, r.status);
    assert_true(reply_has(&r, ">Nina R.</a>"));
    r = served_post(&g.s, "manager", "/person", "name=Nina+R.&person=new");
    assert_int_equal(201, r.status);
    r = served_post(&g.s, "manager", "/person", "name=Vera+S."); /* not asked: protected */
    assert_int_equal(201, r.status);
    assert_int_equal(422, served_post(&g.s, "manager", "/person", "phone=1").status);
    assert_int_equal(404, served_get(&g.s, "auditor", "/person").status);
    served_done(&g.s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_record_comes_with_what_may_be_done),
        cmocka_unit_test(what_she_may_not_open_is_the_same_as_what_is_not_there),
        cmocka_unit_test(a_correction_changes_what_was_sent_and_shows_both),
        cmocka_unit_test(what_was_typed_stays_when_it_was_wrong),
        cmocka_unit_test(a_family_leaves_and_comes_again_and_both_are_undone),
        cmocka_unit_test(who_is_away_is_noted_and_is_back),
        cmocka_unit_test(a_family_moves_only_to_a_free_room),
        cmocka_unit_test(a_child_joins_the_stay_of_an_adult_and_not_of_a_child),
        cmocka_unit_test(the_confirmation_says_whom_it_is_about),
        cmocka_unit_test(a_child_joins_later_and_the_undo_takes_it_back),
        cmocka_unit_test(an_expected_child_is_born_as_the_same_person),
        cmocka_unit_test(who_looks_known_is_shown_before_she_is_added_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
