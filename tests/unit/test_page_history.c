/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_page_history.c - what was written of a person, in sentences: one entry for each act, what it
 * changed, who of her family came with her; as far as the reader may see it. */
#include "support/served.h"

struct given {
    struct served s;
    const char *olena, *danylo; /* ids */
};

static void given_family(struct given *g)
{
    const struct admit_person child = {.name = TEXT("Danylo K."), .age = TEXT("6")};
    *g = (struct given){.s = served_made_with_roles()};
    const struct admit_form form = {.room = g->s.w.rooms[0],
                                    .head = {.name = TEXT("Olena K.")},
                                    .n_children = 1,
                                    .children = &child};
    struct job job = act_well(&g->s.w, stay_admit, &form, MAY_ADMIT);
    for (size_t i = 0; i < job.answer.n_records; i++)
        if (job.answer.records[i].type == &person_type)
            *(g->olena == NULL ? &g->olena : &g->danylo) =
                served_id(&g->s, job.answer.records[i].id);
    server_sleep(5); /* an act comes after the stay began */
    served_start(&g->s);
}

static struct reply history(struct given *g, const char *login, const char *person)
{
    return served_get(&g->s, login, arena_printf(g->s.w.arena, "/person/%s", person));
}

static struct reply post(struct given *g, const char *act, const char *form)
{
    struct reply r = served_post(&g->s, "manager",
                                 arena_printf(g->s.w.arena, "/person/%s/%s", g->olena, act), form);
    assert_int_equal(201, r.status);
    return r;
}

static const char *room_form(struct given *g, size_t room)
{
    return arena_printf(g->s.w.arena, "room=%s", served_id(&g->s, g->s.w.rooms[room]));
}

static void one_act_is_one_entry_whatever_it_wrote(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    post(&g, "correct", "name=Olena+K.&phone=380441112233&birth=1999-05-17&danger=no");
    post(&g, "correct", "phone=380441112244&birth=1999");
    post(&g, "move", room_form(&g, 1));
    struct reply r = history(&g, "manager", g.olena);
    assert_int_equal(4, reply_times(&r, "<li><span class=\"sub\">2"));
    assert_int_equal(1, reply_times(&r, ">Admitted</a>"));
    assert_true(reply_has(&r, "<p>Rowan House, room 1. Sex: Female. Together with: Danylo K.</p>"));
    assert_true(reply_has(&r,
                          "Born on: 17 May 1999 (added). Phone: 380441112233 (added). Is she in "
                          "danger from someone? Not asked → No"));
    assert_true(reply_has(&r, "Born on: 17 May 1999 → 1999. Phone: 380441112233 → 380441112244"));
    assert_true(reply_has(&r, ">Moved</a>"));
    assert_true(reply_has(&r, "<p>Room 1 → 2</p>"));
    r = history(&g, "manager", g.danylo);
    assert_true(reply_has(&r, "Together with: Olena K."));
    served_done(&g.s);
}

static void the_mother_is_told_that_a_child_joined_and_the_child_too(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    post(&g, "join", "name=Zlata+K.&age=2");
    struct reply r = history(&g, "manager", g.olena);
    assert_int_equal(1, reply_times(&r, ">A child joined</a>"));
    assert_true(reply_has(&r, "<p>Zlata K.</p>"));
    /* It is no part of the brother's life, and of hers it is the beginning. */
    r = history(&g, "manager", g.danylo);
    assert_false(reply_has(&r, ">A child joined</a>"));
    served_done(&g.s);
}

static void what_was_taken_back_stays_in_the_history_and_says_so(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    struct reply r = post(&g, "move", room_form(&g, 2));
    const char *deed = strstr(r.body.at, "\"deed\":\"") + strlen("\"deed\":\"");
    r = history(&g, "manager", g.olena);
    assert_int_equal(1, reply_times(&r, "data-act=\"undo\"")); /* a later act touched the other */
    r = served_post(&g.s, "manager", arena_printf(g.s.w.arena, "/deed/%.*s/undo", ID_TEXT, deed),
                    "");
    assert_int_equal(201, r.status);
    r = history(&g, "manager", g.olena);
    assert_true(reply_has(&r, ">Undone: Moved</a>"));
    assert_true(reply_has(&r, "<p>Room 3 → 1</p>"));
    assert_int_equal(1, reply_times(&r, "taken back later"));
    assert_int_equal(0, reply_times(&r, "data-act=\"undo\""));
    served_done(&g.s);
}

static void a_worker_is_told_neither_rooms_nor_children_whom_she_may_not_see(void **state)
{
    (void)state;
    struct given g;
    given_family(&g);
    post(&g, "correct", "danger=no");
    post(&g, "move", room_form(&g, 1));
    struct reply r = history(&g, "worker", g.olena);
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "Rowan House"));
    assert_false(reply_has(&r, "oom 1"));
    assert_false(reply_has(&r, "Room"));
    assert_false(reply_has(&r, "Moved"));
    assert_false(reply_has(&r, "Danylo"));
    assert_false(reply_has(&r, "/deed/"));
    assert_int_equal(404, history(&g, "worker", g.danylo).status);
    r = history(&g, "house", g.olena);
    assert_true(reply_has(&r, "Room 1 → 2"));
    assert_true(reply_has(&r, "Danylo"));
    served_done(&g.s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_act_is_one_entry_whatever_it_wrote),
        cmocka_unit_test(the_mother_is_told_that_a_child_joined_and_the_child_too),
        cmocka_unit_test(what_was_taken_back_stays_in_the_history_and_says_so),
        cmocka_unit_test(a_worker_is_told_neither_rooms_nor_children_whom_she_may_not_see),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
