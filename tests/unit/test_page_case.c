/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_page_case.c - the pages of cases, notes and referrals, by real requests: what each role
 * gets, what is refused where it was typed, and that a long case reads no more than a short one. */
#include <stdatomic.h>

#include "base/world.h"
#include "command/case.h"
#include "support/served.h"

struct given {
    struct served s;
    struct id olena, found; /* the head of a family; its case */
    const char *person, *path;
};

static void given_case(struct given *g)
{
    *g = (struct given){.s = served_made_with_roles()};
    served_user_named(&g->s, "other", "worker", "own");
    struct job came = admit(&g->s.w, "Olena K.", 0, 2);
    assert_fine(came.err);
    g->olena = made(&came, &person_type);
    const struct case_open_form form = {
        .person = g->olena, .type = TEXT("crisis"), .risk = TEXT("high"), .lead = TEXT("worker")};
    struct job opened = act_well(&g->s.w, case_open, &form, MAY_WORK_CASES);
    g->found = made(&opened, &case_type);
    g->person = arena_printf(g->s.w.arena, "/person/%s", served_id(&g->s, g->olena));
    g->path = arena_printf(g->s.w.arena, "/case/%s", served_id(&g->s, g->found));
    server_sleep(5); /* an act comes after the case began */
    served_start(&g->s);
}

static struct reply get(struct given *g, const char *login, const char *of, const char *rest)
{
    return served_get(&g->s, login, arena_printf(g->s.w.arena, "%s%s", of, rest));
}

static struct reply post(struct given *g, const char *login, const char *of, const char *rest,
                         const char *form)
{
    return served_post(&g->s, login, arena_printf(g->s.w.arena, "%s%s", of, rest), form);
}

static void the_team_opens_a_case_and_others_get_the_page_of_nothing(void **state)
{
    (void)state;
    struct given g;
    given_case(&g);
    struct reply r = get(&g, "worker", g.path, "");
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "Olena K.") && reply_has(&r, "worker: leads the case"));
    r = served_get(&g.s, "worker", "/people.json");
    assert_true(reply_has(&r, "Olena K."));
    r = served_get(&g.s, "other", "/people.json");
    assert_false(reply_has(&r, "Olena K."));
    struct reply other = get(&g, "other", g.path, "");
    struct reply none = served_get(&g.s, "other", "/case/aaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_int_equal(404, other.status);
    assert_int_equal(404, none.status);
    assert_int_equal(none.body.n, other.body.n);
    assert_int_equal(404, get(&g, "other", g.path, "/team").status);
    r = get(&g, "house", g.person, "");
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "worker: leads the case"));
    assert_false(reply_has(&r, "/case/"));
    served_done(&g.s);
}

static void every_page_of_a_case_is_shown(void **state)
{
    (void)state;
    static const char *const pages[] = {"", "/team", "/close", "/correct", "/note", "/refer"};
    static const char *const others[] = {"/cases",     "/cases.csv",       "/cases.json",
                                         "/referrals", "/referrals.csv",   "/referrals.json",
                                         "/referral",  "/cases/hand-over", "/today"};
    struct given g;
    given_case(&g);
    for (size_t i = 0; i < COUNT(pages); i++)
        assert_int_equal(200, get(&g, "worker", g.path, pages[i]).status);
    for (size_t i = 0; i < COUNT(others); i++)
        assert_int_equal(200, served_get(&g.s, "worker", others[i]).status);
    assert_int_equal(200, get(&g, "manager", g.person, "/case").status);
    assert_int_equal(200, get(&g, "house", g.person, "/note").status);
    struct reply r = served_get(&g.s, "manager", "/cases.json");
    assert_int_equal(1, reply_number(&r, "count"));
    r = get(&g, "worker", g.path, ".json");
    assert_true(reply_has(&r, "\"timeline\":[") && reply_has(&r, "\"risk\":\"high\""));
    served_done(&g.s);
}

static void a_note_is_written_refused_and_shown(void **state)
{
    (void)state;
    struct given g;
    given_case(&g);
    struct reply r = post(&g, "worker", g.path, "/note", "kind=call&text=");
    assert_int_equal(422, r.status);
    assert_true(reply_has(&r, "id=\"e-text\"") && reply_has(&r, "value=\"call\" checked"));
    r = post(&g, "worker", g.path, "/note", "kind=call&text=She+called+the+clinic.");
    assert_int_equal(201, r.status);
    r = get(&g, "worker", g.path, "");
    assert_true(reply_has(&r, "She called the clinic."));
    r = get(&g, "worker", g.path, "?kind=assignment");
    assert_false(reply_has(&r, "She called the clinic."));
    assert_int_equal(404, post(&g, "other", g.path, "/note", "kind=call&text=No").status);
    r = post(&g, "house", g.person, "/note", "kind=observation&text=She+slept+well.");
    assert_int_equal(201, r.status);
    r = get(&g, "house", g.person, "");
    assert_true(reply_has(&r, "She slept well."));
    assert_false(reply_has(&r, "She called the clinic."));
    r = post(&g, "worker", g.path, "/record", "kind=note&words=By+a+program.");
    assert_int_equal(201, r.status);
    served_done(&g.s);
}

static void a_long_note_is_taken_and_can_be_corrected(void **state)
{
    (void)state;
    struct given g;
    given_case(&g);
    enum { LETTERS = 20000 };
    char *form = arena_alloc(g.s.w.arena, 6 * LETTERS + 64);
    size_t n = strlen("kind=visit&text=");
    memcpy(form, "kind=visit&text=", n);
    for (size_t i = 0; i < LETTERS; i++, n += 6)
        memcpy(form + n, "%D0%B6", 6);
    form[n] = '\0';
    struct reply r = post(&g, "worker", g.path, "/note", form);
    assert_int_equal(201, r.status);
    const char *at = strstr(r.body.at, "\"url\":\"/note/");
    assert_non_null(at);
    const char *note = arena_strn(g.s.w.arena, at + 7, strlen("/note/") + ID_TEXT);
    assert_int_equal(200, get(&g, "worker", note, "").status);
    r = get(&g, "worker", note, "/correct");
    assert_int_equal(200, r.status);
    assert_true(r.body.n > 2 * LETTERS);
    assert_true(get(&g, "worker", g.path, "").body.n < 2 * LETTERS);
    served_done(&g.s);
}

static void a_referral_becomes_an_admission_with_its_names(void **state)
{
    (void)state;
    struct given g;
    given_case(&g);
    struct reply r = served_post(&g.s, "worker", "/referral", "name=Vera+S.&urgency=today");
    assert_int_equal(422, r.status);
    r = served_post(&g.s, "worker", "/referral",
                    "name=Vera+S.&urgency=today&source=police&children=Danylo+4,+Sofia");
    assert_int_equal(201, r.status);
    const char *at = strstr(r.body.at, "\"url\":\"/referral/");
    assert_non_null(at);
    const char *referral = arena_strn(g.s.w.arena, at + 7, strlen("/referral/") + ID_TEXT);
    r = get(&g, "house", referral, "");
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "Vera S."));
    assert_int_equal(404, get(&g, "other", referral, "").status);
    assert_int_equal(201, post(&g, "house", referral, "/step", "step=accept").status);
    r = served_get(
        &g.s, "house",
        arena_printf(g.s.w.arena, "/admit?referral=%s", referral + strlen("/referral/")));
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "value=\"Vera S.\"") && reply_has(&r, "value=\"Sofia\""));
    assert_int_equal(200, get(&g, "house", referral, "/letter").status);
    served_done(&g.s);
}

/* ---- speed ------------------------------------------------------------------------------------
 */

static atomic_int statements;

static void looked(enum world_look what)
{
    if (what == WORLD_STATEMENT)
        atomic_fetch_add(&statements, 1);
}

static int asked_for(struct given *g)
{
    (void)get(g, "worker", g->path, "");
    atomic_store(&statements, 0);
    assert_int_equal(200, get(g, "worker", g->path, "").status);
    return atomic_load(&statements);
}

static void notes_given(struct given *g, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_int_equal(201, post(g, "worker", g->path, "/note", "kind=call&text=A+call.").status);
}

static void a_long_case_asks_the_tables_no_more_often_than_a_short_one(void **state)
{
    (void)state;
    struct given g;
    struct world counting = *world_real();
    counting.looked = looked;
    world_set(&counting);
    given_case(&g);
    notes_given(&g, 40);
    int few = asked_for(&g);
    notes_given(&g, 160);
    assert_int_equal(few, asked_for(&g));
    world_set(NULL);
    served_done(&g.s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_team_opens_a_case_and_others_get_the_page_of_nothing),
        cmocka_unit_test(every_page_of_a_case_is_shown),
        cmocka_unit_test(a_note_is_written_refused_and_shown),
        cmocka_unit_test(a_long_note_is_taken_and_can_be_corrected),
        cmocka_unit_test(a_referral_becomes_an_admission_with_its_names),
        cmocka_unit_test(a_long_case_asks_the_tables_no_more_often_than_a_short_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
