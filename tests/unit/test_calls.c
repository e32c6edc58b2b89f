/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_calls.c - somebody asks "Is she there?": nothing that is answered tells; her team is told
 * afterwards; what was said can be undone, and the names in it go with her. On both engines. */
#include "base/when.h"
#include "command/enquiry.h"
#include "desk/queue.h"
#include "model/types_care.h"
#include "support/engines.h"
#include "support/served.h"
#include "view/door.h"
#include "view/tasks.h"

struct given {
    struct served s;
    struct id oksana;
};

static struct given given_in(const struct engines *e)
{
    struct given g = {0};
    bool on_pg = e->engine == DB_PG;
    g.s.w = workplace_make_in(on_pg ? engines_conninfo() : NULL, on_pg ? e->schema : NULL);
    g.s.users[g.s.n_users++].login = "manager";
    served_user_named(&g.s, "olha", "house", "house:rowan-house");
    const struct house_form other = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                     TEXT("Europe/Kyiv"), TEXT("adaptation")};
    act_well(&g.s.w, house_add, &other, MAY_MANAGE_HOUSES);
    served_user_named(&g.s, "nina", "house", "house:linden-flats");
    served_user_named(&g.s, "lena", "fundraiser", "all");
    struct job came = admit(&g.s.w, "Oksana Marchenko", 0, 1);
    assert_fine(came.err);
    g.oksana = made(&came, &person_type);
    return g;
}

static void given_done(struct given *g)
{
    if (g->s.web != NULL)
        web_stop(&g->s.web);
    workplace_done(&g->s.w);
}

static struct job log_call(struct given *g, const char *login, const char *asked_for)
{
    struct enquiry_form *form = arena_make(g->s.w.arena, struct enquiry_form);
    *form = (struct enquiry_form){.kind = ENQUIRY_CALL,
                                  .n = 2,
                                  .fields = {{"asked_for", text_of(asked_for)},
                                             {"words", TEXT("Wanted to know the school.")}}};
    return act_as(&g->s.w, login, enquiry_add, form, MAY_LOG_CALLS);
}

static struct request request_as(struct given *g, const char *login)
{
    static struct who who;
    struct request rq;
    assert_fine(site_load_people(g->s.w.site));
    assert_fine(desk_request(g->s.w.site, g->s.w.arena, text_of(login), MAY_SEE_TASKS, &who, &rq));
    return rq;
}

static size_t tasks_seen(struct given *g, const char *login, struct id about)
{
    struct request rq = request_as(g, login);
    struct task_list list;
    assert_fine(task_list(&rq, &(struct task_ask){.about = about, .limit = 100}, &list));
    return list.n;
}

/* ---- nothing tells -------------------------------------------------------------------------- */

/* Ids and once-keys are drawn anew for each answer, whoever is here. */
static struct text masked(struct given *g, const struct reply *r)
{
    char *at = arena_strn(g->s.w.arena, r->body.at, r->body.n);
    for (size_t i = 0, run = 0; i <= r->body.n; i++) {
        bool in_id =
            i < r->body.n && ((at[i] >= 'a' && at[i] <= 'z') || (at[i] >= '0' && at[i] <= '9'));
        run = in_id ? run + 1 : 0;
        if (run >= 20)
            memset(at + i + 1 - run, 'x', run);
    }
    const char *until = strstr(at, "\"until\":\"");
    if (until != NULL)
        memset(at + (until - at) + 9, 'x', 20);
    return text_of(at);
}

struct asked {
    struct text before, answer, after;
};

static struct asked ask_for(struct given *g, const char *login, const char *name)
{
    struct asked a;
    struct reply before = served_get(&g->s, login, "/call");
    struct reply answer =
        served_post(&g->s, login, "/call",
                    arena_printf(g->s.w.arena, "asked_for=%s&words=Wanted+the+school", name));
    struct reply after = served_get(&g->s, login, "/call");
    assert_int_equal(200, before.status);
    assert_int_equal(201, answer.status);
    assert_int_equal(200, after.status);
    a.before = masked(g, &before);
    a.answer = masked(g, &answer);
    a.after = masked(g, &after);
    return a;
}

static void assert_alike(struct text a, struct text b)
{
    if (!text_equal(a, b))
        print_error("%.*s\n%.*s\n", TEXT_ARG(a), TEXT_ARG(b));
    assert_true(text_equal(a, b));
}

static void assert_same(struct asked a, struct asked b)
{
    assert_alike(a.before, b.before);
    assert_alike(a.answer, b.answer);
    assert_alike(a.after, b.after);
}

static void the_answer_is_the_same_bytes_whether_she_is_here_or_not(void **state)
{
    struct given g = given_in(*state);
    static const char *const logins[] = {"olha", "nina", "lena", "manager"};
    served_start(&g.s);
    for (size_t i = 0; i < COUNT(logins); i++) {
        struct asked here = ask_for(&g, logins[i], "Oksana+Marchenko");
        struct asked child = ask_for(&g, logins[i], "Danylo+Oksana+sn");
        struct asked nobody = ask_for(&g, logins[i], "Qwertyna+Nobodia");
        assert_same(here, nobody);
        assert_same(child, nobody);
    }
    given_done(&g);
}

static void writing_a_call_down_writes_one_record_whoever_was_meant(void **state)
{
    struct given g = given_in(*state);
    struct job here = log_call(&g, "olha", "Oksana Marchenko");
    struct job nobody = log_call(&g, "olha", "Qwertyna Nobodia");
    assert_fine(here.err);
    assert_fine(nobody.err);
    assert_int_equal(1, here.answer.n_records);
    assert_int_equal(1, nobody.answer.n_records);
    assert_string_equal(here.answer.said, nobody.answer.said);
    given_done(&g);
}

/* ---- her team is told ------------------------------------------------------------------------ */

static void whoever_was_meant_has_a_task_afterwards_that_its_author_does_not_see(void **state)
{
    struct given g = given_in(*state);
    assert_fine(log_call(&g, "nina", "my wife Oksana Marchenko").err);
    assert_int_equal(0, tasks_seen(&g, "manager", g.oksana));
    desk_calls_look(g.s.w.site);
    assert_int_equal(1, tasks_seen(&g, "manager", g.oksana));
    assert_int_equal(1, tasks_seen(&g, "olha", g.oksana));
    assert_int_equal(0, tasks_seen(&g, "nina", g.oksana));
    assert_int_equal(0, tasks_seen(&g, "nina", ID_NONE)); /* all that she may see */
    struct request rq = request_as(&g, "manager");
    struct enquiries calls;
    assert_fine(enquiry_of_person(&rq, g.oksana, &calls));
    assert_int_equal(1, calls.n);
    assert_text("my wife Oksana Marchenko", rec_text(calls.at[0], ENQUIRY_ASKED_FOR));
    given_done(&g);
}

static void a_call_for_nobody_is_the_managers_task(void **state)
{
    struct given g = given_in(*state);
    assert_fine(log_call(&g, "nina", "Qwertyna Nobodia").err);
    desk_calls_look(g.s.w.site);
    assert_int_equal(1, tasks_seen(&g, "manager", ID_NONE));
    assert_int_equal(0, tasks_seen(&g, "nina", ID_NONE));
    given_done(&g);
}

static void a_name_is_found_in_any_of_its_cases_and_alphabets(void **state)
{
    struct given g = given_in(*state);
    static const char *const asked[] = {"Можно Оксану?", "Дайте Оксану Марченко",
                                        "жену мою, Марченко", "Oksana"};
    struct request rq = request_as(&g, "manager");
    for (size_t i = 0; i < COUNT(asked); i++) {
        struct id persons[ENQUIRY_MEANT_MAX + 1];
        size_t n = 0;
        assert_fine(enquiry_meant(&rq, text_of(asked[i]), &n, persons));
        assert_int_equal(1, n);
        assert_true(id_equal(g.oksana, persons[0]));
    }
    given_done(&g);
}

static void what_a_crash_left_is_looked_at_once_and_never_twice(void **state)
{
    struct given g = given_in(*state);
    assert_fine(log_call(&g, "olha", "Oksana Marchenko").err);
    workplace_reopen(&g.s.w);
    desk_calls_look(g.s.w.site);
    desk_calls_look(g.s.w.site);
    assert_int_equal(1, tasks_seen(&g, "manager", g.oksana));
    given_done(&g);
}

/* ---- undo, wrong input, erasure ----------------------------------------------------------------
 */

static void a_call_is_undone_by_who_wrote_it_also_after_it_was_looked_at(void **state)
{
    struct given g = given_in(*state);
    struct job call = log_call(&g, "olha", "Oksana Marchenko");
    assert_fine(call.err);
    desk_calls_look(g.s.w.site);
    const struct desk_undo_form undo = {call.answer.deed};
    assert_fine(act_as(&g.s.w, "olha", desk_undo, &undo, MAY_UNDO_OWN).err);
    struct request rq = request_as(&g, "manager");
    const struct enquiry_ask ask = {.before_ms = INT64_MAX, .limit = 25};
    struct enquiries calls;
    assert_fine(enquiry_list(&rq, &ask, &calls));
    assert_int_equal(0, calls.n);
    assert_fine(enquiry_of_person(&rq, g.oksana, &calls));
    assert_int_equal(0, calls.n);
    given_done(&g);
}

static void a_call_of_the_future_and_one_without_a_word_are_refused(void **state)
{
    struct given g = given_in(*state);
    const struct enquiry_form nothing = {.kind = ENQUIRY_CALL};
    struct err *bad = act_as(&g.s.w, "olha", enquiry_add, &nothing, MAY_LOG_CALLS).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("words", bad->field);
    const struct enquiry_form later = {.kind = ENQUIRY_CALL,
                                       .at_ms = world_now_ms() + DAY_MS,
                                       .n = 1,
                                       .fields = {{"words", TEXT("Hello")}}};
    bad = act_as(&g.s.w, "olha", enquiry_add, &later, MAY_LOG_CALLS).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("at", bad->field);
    const struct enquiry_form unseen = {.kind = ENQUIRY_VISITOR, .child = g.oksana};
    assert_err(ERR_ABSENT, act_as(&g.s.w, "nina", enquiry_add, &unseen, MAY_LOG_CALLS).err);
    assert_err(ERR_DENIED, act_as(&g.s.w, "lena", enquiry_add, &later, MAY_SEE_CALLS).err);
    given_done(&g);
}

static void calls_are_read_by_who_sees_the_house_of_the_call(void **state)
{
    struct given g = given_in(*state);
    const struct enquiry_ask ask = {.before_ms = INT64_MAX, .limit = 25};
    struct enquiries calls;
    assert_fine(log_call(&g, "nina", "Oksana Marchenko").err); /* at Linden Flats */
    struct request rq = request_as(&g, "olha");
    assert_fine(enquiry_list(&rq, &ask, &calls));
    assert_int_equal(0, calls.n);
    rq = request_as(&g, "nina");
    assert_fine(enquiry_list(&rq, &ask, &calls));
    assert_int_equal(1, calls.n);
    given_done(&g);
}

static void the_name_that_was_asked_for_goes_with_her_and_the_words_stay(void **state)
{
    struct given g = given_in(*state);
    struct job call = log_call(&g, "olha", "Oksana Marchenko");
    struct id enquiry = made(&call, &enquiry_type);
    const struct user_form ira = {TEXT("ira"), TEXT("manager"), TEXT("all")};
    const struct leave_form leave = {.person = g.oksana, .reason = TEXT("completed")};
    const struct erase_form asks = {g.oksana, TEXT("own-wish"), false};
    const struct erase_form confirms = {g.oksana, TEXT_NONE, true};
    struct rec *r = NULL;
    desk_calls_look(g.s.w.site);
    server_sleep(5);
    act_well(&g.s.w, stay_leave, &leave, MAY_ADMIT);
    act_well(&g.s.w, user_add, &ira, MAY_MANAGE_USERS);
    act_well(&g.s.w, person_erase, &asks, MAY_ERASE);
    struct err *bad = act_as(&g.s.w, "ira", person_erase, &confirms, MAY_ERASE).err;
    if (bad != NULL) /* ira was made a user by who asked: somebody else asks */
        assert_err(ERR_CONFLICT, bad);
    if (bad != NULL) {
        assert_fine(act_as(&g.s.w, "ira", person_erase, &asks, MAY_ERASE).err);
        act_well(&g.s.w, person_erase, &confirms, MAY_ERASE);
    }
    assert_fine(record_get(&g.s.w.site->store, g.s.w.arena, &enquiry_type, enquiry, &r));
    assert_false(rec_has(r, ENQUIRY_ASKED_FOR));
    assert_text("Wanted to know the school.", rec_text(r, ENQUIRY_WORDS));
    given_done(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINES_TEST(the_answer_is_the_same_bytes_whether_she_is_here_or_not),
        ENGINES_TEST(writing_a_call_down_writes_one_record_whoever_was_meant),
        ENGINES_TEST(whoever_was_meant_has_a_task_afterwards_that_its_author_does_not_see),
        ENGINES_TEST_SQLITE(a_call_for_nobody_is_the_managers_task),
        ENGINES_TEST_SQLITE(a_name_is_found_in_any_of_its_cases_and_alphabets),
        ENGINES_TEST(what_a_crash_left_is_looked_at_once_and_never_twice),
        ENGINES_TEST_SQLITE(a_call_is_undone_by_who_wrote_it_also_after_it_was_looked_at),
        ENGINES_TEST_SQLITE(a_call_of_the_future_and_one_without_a_word_are_refused),
        ENGINES_TEST(calls_are_read_by_who_sees_the_house_of_the_call),
        ENGINES_TEST(the_name_that_was_asked_for_goes_with_her_and_the_words_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
