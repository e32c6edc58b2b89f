/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_referrals.c - who asks a place and gets which answer, until when, and who reads it; on both
 * engines. */
#include "base/when.h"
#include "base/zone.h"
#include "command/case.h"
#include "command/referral.h"
#include "support/engines.h"
#include "support/site.h"
#include "view/persons.h"
#include "view/referrals.h"

/* Saturday 21 November 2026, 14:30 in Kyiv. */
#define NOW_MS INT64_C(1795264200000)

static int64_t now_ms;
static struct workplace w;

static int64_t set_now(void)
{
    return now_ms;
}

static void user_given(const char *login, const char *role, const char *scope)
{
    const struct user_form form = {text_of(login), text_of(role), text_of(scope)};
    act_well(&w, user_add, &form, MAY_MANAGE_USERS);
}

static void begin(void **state)
{
    struct engines *e = *state;
    static struct world world;
    static int number;
    world = *world_real();
    world.now_ms = set_now;
    now_ms = NOW_MS;
    world_set(&world);
    const char *database = e->engine == DB_PG ? engines_conninfo() : NULL;
    char *schema = NULL;
    if (database != NULL) /* kinds of ./check share a server */
        schema = arena_printf(e->arena, "referrals_%ld_%d", (long)getpid(), number++);
    w = workplace_make_in(database, schema);
    const struct house_form other = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                     TEXT("Europe/Kyiv"), TEXT("adaptation")};
    act_well(&w, house_add, &other, MAY_MANAGE_HOUSES);
    user_given("worker", "worker", "own");
    user_given("worker2", "worker", "own");
    user_given("olha", "house", "house:rowan-house");
    user_given("lena", "house", "house:linden-flats");
}

static void end(void)
{
    workplace_done(&w);
    world_set(NULL);
}

static struct request as(const char *login)
{
    static struct who who;
    struct request rq;
    assert_fine(site_load_people(w.site));
    assert_fine(desk_request(w.site, w.arena, text_of(login), MAY_ANYONE, &who, &rq));
    return rq;
}

static struct job do_as(const char *login, command_fn *run, const void *form)
{
    now_ms += 1000;
    return act_as(&w, login, run, form, MAY_REFER);
}

static struct id asked(const char *login, const char *house, const char *urgency)
{
    const struct referral_form form = {.house = text_of(house),
                                       .fields = {4,
                                                  {{"name", TEXT("Oksana M.")},
                                                   {"children", TEXT("Danylo 4, Sofia")},
                                                   {"urgency", text_of(urgency)},
                                                   {"source", TEXT("hotline")}}}};
    struct job job = do_as(login, referral_add, &form);
    assert_fine(job.err);
    return made(&job, &referral_type);
}

static struct err *step(const char *login, struct id referral, enum act act, const char *name,
                        const char *typed)
{
    const struct referral_step_form form = {
        .referral = referral,
        .act = act,
        .fields = {name == NULL ? 0 : 2, {{name, text_of(typed)}, {"answer", TEXT("Call us.")}}}};
    return do_as(login, referral_step, &form).err;
}

static bool sees(const char *login, struct id referral)
{
    struct request rq = as(login);
    struct rec *r = NULL;
    struct err *bad = referral_require(&rq, referral, &r);
    if (bad != NULL)
        assert_err(ERR_ABSENT, bad);
    return bad == NULL;
}

static void a_referral_is_seen_by_who_wrote_it_and_by_who_admits_in_its_house(void **state)
{
    begin(state);
    struct id first = asked("worker", "rowan-house", "week");
    struct id anywhere = asked("worker", NULL, "week");
    assert_true(sees("worker", first) && sees("olha", first) && sees("manager", first));
    assert_false(sees("worker2", first) || sees("lena", first));
    assert_true(sees("lena", anywhere) && sees("olha", anywhere));
    const struct referral_ask ask = {.limit = 25};
    struct referral_list list;
    struct request rq = as("olha");
    assert_fine(referral_list(&rq, &ask, &list));
    assert_int_equal(2, list.count);
    rq = as("worker2");
    assert_fine(referral_list(&rq, &ask, &list));
    assert_int_equal(0, list.count);
    assert_err(ERR_ABSENT, step("lena", first, ACT_START, NULL, NULL));
    end();
}

/* Until then any house may be the one; afterwards it says that she came, and where she is not. */
static void a_referral_to_any_house_is_no_other_houses_once_she_came(void **state)
{
    begin(state);
    const struct referral_ask ask = {.state = REFERRAL_ANY_STATE, .limit = 25};
    struct referral_list list;
    struct id anywhere = asked("worker", NULL, "week");
    assert_fine(step("olha", anywhere, ACT_ACCEPT, NULL, NULL));
    const struct admit_form form = {
        .house = TEXT("rowan-house"),
        .room = w.rooms[0],
        .head = {.name = TEXT("Oksana M."), .birth = TEXT("1998-04-17")},
        .referral = anywhere};
    now_ms += 1000;
    act_well(&w, stay_admit, &form, MAY_ADMIT);
    assert_true(sees("olha", anywhere) && sees("worker", anywhere) && sees("manager", anywhere));
    assert_false(sees("lena", anywhere));
    struct request rq = as("lena");
    assert_fine(referral_list(&rq, &ask, &list));
    assert_int_equal(0, list.count);
    assert_int_equal(0, list.states[REFERRAL_ADMITTED]);
    rq = as("olha");
    assert_fine(referral_list(&rq, &ask, &list));
    assert_int_equal(1, list.count);
    end();
}

/* Who wrote it does not take it along when the case is another's. */
static void what_is_asked_of_others_is_the_teams_of_its_case(void **state)
{
    begin(state);
    const struct referral_ask ask = {.state = REFERRAL_ANY_STATE, .limit = 25};
    struct referral_list list;
    struct job came = admit(&w, "Maria S.", 1, 0);
    now_ms += 1000;
    const struct case_open_form open = {
        .person = made(&came, &person_type), .type = TEXT("crisis"), .lead = TEXT("worker")};
    struct job opened = act_well(&w, case_open, &open, MAY_WORK_CASES);
    const struct referral_out_form out = {
        .found = made(&opened, &case_type),
        .fields = {2, {{"name", TEXT("Maria S.")}, {"to", TEXT("The city clinic")}}}};
    struct job job = do_as("worker", referral_out, &out);
    assert_fine(job.err);
    assert_true(sees("worker", made(&job, &referral_type)));
    const struct case_hand_over_form over = {
        .from = TEXT("worker"), .to = TEXT("worker2"), .reason = TEXT("on-leave")};
    act_well(&w, case_hand_over, &over, MAY_ASSIGN);
    now_ms += 1000;
    assert_false(sees("worker", made(&job, &referral_type)));
    assert_true(sees("worker2", made(&job, &referral_type)));
    struct request rq = as("worker");
    assert_fine(referral_list(&rq, &ask, &list));
    assert_int_equal(0, list.count);
    end();
}

static void the_answer_is_given_by_who_admits_in_that_house(void **state)
{
    begin(state);
    struct id referral = asked("worker", "rowan-house", "week");
    assert_err(ERR_DENIED, step("worker", referral, ACT_ACCEPT, NULL, NULL));
    assert_fine(step("worker", referral, ACT_START, NULL, NULL));
    struct err *bad = step("olha", referral, ACT_DECLINE, NULL, NULL);
    assert_err(ERR_INPUT, bad);
    assert_string_equal("reason", bad->field);
    bad = step("olha", referral, ACT_REDIRECT, NULL, NULL);
    assert_err(ERR_INPUT, bad);
    assert_string_equal("answer", bad->field);
    assert_fine(step("olha", referral, ACT_DECLINE, "reason", "no-room"));
    assert_err(ERR_CONFLICT, step("olha", referral, ACT_ACCEPT, NULL, NULL));
    struct request rq = as("worker");
    struct rec *r = NULL;
    assert_fine(referral_require(&rq, referral, &r));
    assert_text("Call us.", rec_text(r, REFERRAL_ANSWER));
    assert_true(rec_has(r, REFERRAL_DECIDED_AT));
    end();
}

static void an_answer_is_due_as_it_is_urgent_and_overdue_is_reckoned(void **state)
{
    begin(state);
    const struct zone *zone = NULL;
    assert_fine(zone_open(w.arena, "Europe/Kyiv", &zone));
    int32_t today = zone_wall(zone, NOW_MS).date;
    assert_int_equal(today, referral_due(zone, NOW_MS, URGENCY_TODAY));
    assert_int_equal(today + 3, referral_due(zone, NOW_MS, URGENCY_WEEK));
    assert_int_equal(today + 14, referral_due(zone, NOW_MS, URGENCY_MONTH));
    struct id tonight = asked("worker", "rowan-house", "today");
    (void)asked("worker", "rowan-house", "week");
    now_ms += DAY_MS;
    const struct referral_ask ask = {.overdue = true, .limit = 25};
    struct referral_list list;
    struct request rq = as("olha");
    assert_fine(referral_list(&rq, &ask, &list));
    assert_int_equal(1, list.count);
    assert_true(id_equal(tonight, list.rows[0].referral));
    assert_fine(step("olha", tonight, ACT_ACCEPT, NULL, NULL));
    rq = as("olha");
    assert_fine(referral_list(&rq, &ask, &list));
    assert_int_equal(0, list.count);
    end();
}

static void an_accepted_referral_says_that_they_came_and_undoing_the_admission_takes_it_back(
    void **state)
{
    begin(state);
    struct id referral = asked("worker", "rowan-house", "today");
    struct rec *r = NULL;
    struct admit_form form = {.house = TEXT("rowan-house"),
                              .room = w.rooms[0],
                              .head = {.name = TEXT("Oksana M."), .birth = TEXT("1998-04-17")},
                              .referral = referral};
    assert_err(ERR_CONFLICT, act(&w, stay_admit, &form, MAY_ADMIT).err);
    assert_fine(step("olha", referral, ACT_ACCEPT, NULL, NULL));
    now_ms += 1000;
    struct job came = act_well(&w, stay_admit, &form, MAY_ADMIT);
    struct request rq = as("manager");
    assert_fine(referral_require(&rq, referral, &r));
    assert_int_equal(REFERRAL_ADMITTED, rec_int(r, REFERRAL_STATE, 0));
    assert_true(id_equal(made(&came, &person_type), rec_id(r, REFERRAL_ABOUT)));
    const struct desk_undo_form undo = {came.answer.deed};
    act_well(&w, desk_undo, &undo, MAY_UNDO_OWN);
    rq = as("manager");
    assert_fine(referral_require(&rq, referral, &r));
    assert_int_equal(REFERRAL_ACCEPTED, rec_int(r, REFERRAL_STATE, 0));
    assert_fine(step("worker", referral, ACT_CLOSE, NULL, NULL));
    end();
}

static void an_erased_person_takes_the_words_of_her_referral_with_her(void **state)
{
    begin(state);
    user_given("second", "manager", "all");
    struct id referral = asked("worker", "rowan-house", "today");
    assert_fine(step("olha", referral, ACT_ACCEPT, NULL, NULL));
    const struct admit_form form = {
        .house = TEXT("rowan-house"),
        .room = w.rooms[0],
        .head = {.name = TEXT("Oksana M."), .birth = TEXT("1998-04-17")},
        .referral = referral};
    now_ms += 1000;
    struct job came = act_well(&w, stay_admit, &form, MAY_ADMIT);
    const struct id person = made(&came, &person_type);
    now_ms += 1000;
    const struct leave_form leave = {.person = person, .reason = TEXT("completed")};
    act_well(&w, stay_leave, &leave, MAY_ADMIT);
    const struct erase_form ask = {person, TEXT("own-wish"), false};
    const struct erase_form confirm = {person, TEXT_NONE, true};
    act_well(&w, person_erase, &ask, MAY_ERASE);
    now_ms += 8 * DAY_MS; /* who asked made the second a user lately */
    act_well(&w, person_erase, &ask, MAY_ERASE);
    assert_fine(act_as(&w, "second", person_erase, &confirm, MAY_ERASE).err);
    struct request rq = as("manager");
    struct rec *r = NULL;
    assert_fine(referral_require(&rq, referral, &r));
    assert_int_equal(REFERRAL_ADMITTED, rec_int(r, REFERRAL_STATE, 0));
    assert_false(rec_has(r, REFERRAL_NAME));
    end();
}

static void nothing_is_sent_to_another_service_without_what_she_allowed(void **state)
{
    begin(state);
    struct job came = admit(&w, "Maria S.", 1, 0);
    assert_fine(came.err);
    now_ms += 1000;
    const struct case_open_form open = {
        .person = made(&came, &person_type), .type = TEXT("crisis"), .lead = TEXT("worker")};
    struct job opened = act_well(&w, case_open, &open, MAY_WORK_CASES);
    const struct referral_out_form form = {
        .found = made(&opened, &case_type),
        .fields = {2, {{"name", TEXT("Maria S.")}, {"to", TEXT("The city clinic")}}}};
    struct job out = do_as("worker", referral_out, &form);
    assert_fine(out.err);
    struct id referral = made(&out, &referral_type);
    assert_false(sees("olha", referral) || sees("worker2", referral));
    struct err *bad = step("worker", referral, ACT_SEND, NULL, NULL);
    assert_err(ERR_INPUT, bad);
    assert_string_equal("consent", bad->field);
    assert_fine(step("worker", referral, ACT_SEND, "consent", "Her name."));
    assert_fine(step("worker", referral, ACT_ACKNOWLEDGE, NULL, NULL));
    assert_fine(step("worker", referral, ACT_ACCEPT, NULL, NULL));
    assert_fine(step("worker", referral, ACT_FINISH, NULL, NULL));
    end();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ENGINES_TEST(a_referral_is_seen_by_who_wrote_it_and_by_who_admits_in_its_house),
        ENGINES_TEST(a_referral_to_any_house_is_no_other_houses_once_she_came),
        ENGINES_TEST(what_is_asked_of_others_is_the_teams_of_its_case),
        ENGINES_TEST(the_answer_is_given_by_who_admits_in_that_house),
        ENGINES_TEST(an_answer_is_due_as_it_is_urgent_and_overdue_is_reckoned),
        ENGINES_TEST(
            an_accepted_referral_says_that_they_came_and_undoing_the_admission_takes_it_back),
        ENGINES_TEST(an_erased_person_takes_the_words_of_her_referral_with_her),
        ENGINES_TEST(nothing_is_sent_to_another_service_without_what_she_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
