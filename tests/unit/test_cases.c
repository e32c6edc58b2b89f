/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_cases.c - whose a case is, who sees it, how it changes hands and ends; on both engines. */
#include "base/when.h"
#include "command/case.h"
#include "command/note.h"
#include "support/engines.h"
#include "support/site.h"
#include "view/cases.h"
#include "view/notes.h"
#include "view/timeline.h"

/* Saturday 21 November 2026, 14:30 in Kyiv. */
#define NOW_MS INT64_C(1795264200000)

static int64_t now_ms;
static struct workplace w;
static struct id olena, maria; /* heads of two families in rowan-house, both in danger */

static int64_t set_now(void)
{
    return now_ms;
}

static void user_given(const char *login, const char *role, const char *scope)
{
    const struct user_form form = {text_of(login), text_of(role), text_of(scope)};
    act_well(&w, user_add, &form, MAY_MANAGE_USERS);
}

static struct id family_given(const char *name, size_t room)
{
    struct job came = admit(&w, name, room, 1);
    assert_fine(came.err);
    return made(&came, &person_type);
}

static void begin(void **state)
{
    struct engines *e = *state;
    static struct world world;
    world = *world_real();
    world.now_ms = set_now;
    now_ms = NOW_MS;
    world_set(&world);
    const char *database = e->engine == DB_PG ? engines_conninfo() : NULL;
    static int number;
    char *schema = NULL;
    if (database != NULL) /* kinds of ./check share a server */
        schema = arena_printf(e->arena, "cases_%ld_%d", (long)getpid(), number++);
    w = workplace_make_in(database, schema);
    user_given("worker", "worker", "own");
    user_given("worker2", "worker", "own");
    user_given("olha", "house", "house:rowan-house");
    user_given("second", "manager", "all");
    olena = family_given("Olena K.", 0);
    maria = family_given("Maria S.", 1);
    now_ms += DAY_MS;
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
    return act_as(&w, login, run, form, MAY_WORK_CASES);
}

static struct id opened(const char *lead, struct id person)
{
    const struct case_open_form form = {
        .person = person, .type = TEXT("crisis"), .risk = TEXT("high"), .lead = text_of(lead)};
    struct job job = do_as("manager", case_open, &form);
    assert_fine(job.err);
    return made(&job, &case_type);
}

static bool sees(const char *login, struct id found)
{
    struct request rq = as(login);
    struct rec *r = NULL;
    struct err *bad = case_require(&rq, found, &r);
    if (bad != NULL)
        assert_err(ERR_ABSENT, bad);
    return bad == NULL;
}

static bool sees_person(const char *login, struct id person)
{
    struct request rq = as(login);
    bool seen = false;
    assert_fine(person_is_seen(&rq, person, &seen));
    return seen;
}

static int64_t state_of(struct id found)
{
    struct request rq = as("manager");
    struct rec *r = NULL;
    assert_fine(case_require(&rq, found, &r));
    return rec_int(r, CASE_STATE, 0);
}

/* ---- who sees it ------------------------------------------------------------------------------
 */

static void a_case_is_seen_by_its_team_and_the_managers(void **state)
{
    begin(state);
    struct id found = opened("worker", olena), of = ID_NONE;
    struct request rq;
    assert_true(sees("worker", found));
    assert_true(sees("manager", found));
    assert_false(sees("worker2", found));
    assert_false(sees("olha", found));
    assert_true(sees_person("worker", olena));
    assert_false(sees_person("worker", maria));
    assert_false(sees_person("worker2", olena));
    rq = as("worker");
    assert_fine(case_of_person(&rq, olena, &of));
    assert_true(id_equal(found, of));
    rq = as("olha");
    assert_fine(case_of_person(&rq, olena, &of));
    assert_true(id_is_none(of));
    struct text lead;
    assert_fine(case_lead_of_person(&rq, olena, &lead));
    assert_text("worker", lead);
    end();
}

static void refused_acts_look_like_no_case(void **state)
{
    begin(state);
    struct id found = opened("worker", olena);
    const struct case_step_form step = {found, ACT_START};
    const struct case_step_form none = {id_random(), ACT_START};
    struct err *there = do_as("worker2", case_step, &step).err;
    struct err *absent = do_as("worker2", case_step, &none).err;
    assert_err(ERR_ABSENT, there);
    assert_err(ERR_ABSENT, absent);
    assert_string_equal(absent->text, there->text);
    end();
}

static void who_wrote_a_person_down_sees_her_until_others_work_with_her(void **state)
{
    begin(state);
    const struct person_form form = {.n = 1, .fields = {{"name", TEXT("Vera S.")}}};
    struct job job = act_as(&w, "worker2", person_add, &form, MAY_WRITE_PERSONS);
    assert_fine(job.err);
    struct id vera = made(&job, &person_type);
    assert_true(sees_person("worker2", vera));
    (void)opened("worker", vera);
    assert_false(sees_person("worker2", vera));
    assert_true(sees_person("worker", vera));
    end();
}

static void a_list_holds_what_its_reader_sees(void **state)
{
    begin(state);
    struct id first = opened("worker", olena);
    (void)opened("worker2", maria);
    const struct case_ask ask = {.limit = 25};
    struct case_list list;
    struct request rq = as("worker");
    assert_fine(case_list(&rq, &ask, &list));
    assert_int_equal(1, list.count);
    assert_true(id_equal(first, list.rows[0].found));
    assert_int_equal(RISK_HIGH, list.rows[0].risk);
    assert_int_equal(1, list.facets.state[CASE_OPEN]);
    rq = as("manager");
    assert_fine(case_list(&rq, &ask, &list));
    assert_int_equal(2, list.count);
    assert_int_equal(2, list.facets.n_leads);
    const struct case_ask of_lead = {.lead = TEXT("worker2"), .limit = 25};
    assert_fine(case_list(&rq, &of_lead, &list));
    assert_int_equal(1, list.count);
    end();
}

static void a_number_finds_the_case_for_who_sees_it(void **state)
{
    begin(state);
    struct id found = opened("worker", olena), by = ID_NONE;
    struct request rq = as("worker");
    struct rec *r = NULL;
    assert_fine(case_require(&rq, found, &r));
    struct text number = rec_text(r, CASE_NUMBER);
    assert_int_equal(7, number.n);
    assert_fine(case_of_number(&rq, number, &by));
    assert_true(id_equal(found, by));
    rq = as("worker2");
    assert_fine(case_of_number(&rq, number, &by));
    assert_true(id_is_none(by));
    end();
}

/* ---- hands ------------------------------------------------------------------------------------
 */

static struct err *assign(const char *login, struct id found, const char *worker, const char *role)
{
    const struct case_assign_form form = {
        .found = found, .worker = text_of(worker), .role = text_of(role)};
    return do_as(login, case_assign, &form).err;
}

static void one_leads_and_others_work_along(void **state)
{
    begin(state);
    struct id found = opened("worker", olena);
    assert_fine(assign("worker", found, "worker2", "team"));
    assert_true(sees("worker2", found));
    struct err *bad = assign("worker2", found, "worker2", "lead");
    assert_err(ERR_INPUT, bad);
    assert_string_equal("role", bad->field);
    assert_fine(assign("worker", found, "worker2", "lead"));
    assert_false(sees("worker", found)); /* she handed it on, and works along no more */
    const struct case_release_form lead = {.found = found, .worker = TEXT("worker2")};
    assert_err(ERR_CONFLICT, do_as("manager", case_release, &lead).err);
    bad = assign("manager", found, "olha", "team");
    assert_err(ERR_INPUT, bad);
    assert_string_equal("worker", bad->field);
    struct request rq = as("manager");
    struct case_view view;
    assert_fine(case_read(&rq, found, &view));
    assert_int_equal(1, view.n_workers);
    assert_text("worker2", view.workers[0].login);
    assert_int_equal(2, view.n_persons);
    end();
}

static void all_cases_of_one_go_to_another_in_one_act(void **state)
{
    begin(state);
    struct id first = opened("worker", olena), second = opened("worker", maria);
    const struct case_hand_over_form form = {.from = TEXT("worker"),
                                             .to = TEXT("worker2"),
                                             .reason = TEXT("ill"),
                                             .words = TEXT("The clinic calls on Thursday.")};
    const struct case_hand_over_form other = {.from = TEXT("worker"), .to = TEXT("second")};
    assert_err(ERR_INPUT, do_as("worker2", case_hand_over, &other).err);
    struct job job = do_as("manager", case_hand_over, &form);
    assert_fine(job.err);
    assert_true(sees("worker2", first) && sees("worker2", second));
    assert_false(sees("worker", first) || sees("worker", second));
    const struct desk_undo_form undo = {job.answer.deed};
    act_well(&w, desk_undo, &undo, MAY_UNDO_OWN);
    assert_true(sees("worker", first) && !sees("worker2", first));
    assert_err(ERR_CONFLICT, do_as("worker2", case_hand_over,
                                   &(const struct case_hand_over_form){.to = TEXT("worker")})
                                 .err);
    end();
}

/* ---- steps and closing ------------------------------------------------------------------------
 */

static struct err *step(const char *login, struct id found, enum act act)
{
    const struct case_step_form form = {found, act};
    return do_as(login, case_step, &form).err;
}

static struct err *close_case(const char *login, struct id found, const char *reason, bool confirm)
{
    const struct case_close_form form = {
        .found = found, .reason = text_of(reason), .words = TEXT("She works."), .confirm = confirm};
    return do_as(login, case_close, &form).err;
}

static void a_case_is_closed_by_two(void **state)
{
    begin(state);
    struct id found = opened("worker", olena);
    assert_fine(step("worker", found, ACT_START));
    assert_err(ERR_CONFLICT, close_case("second", found, "plan-completed", true));
    struct err *bad = close_case("worker", found, NULL, false);
    assert_err(ERR_INPUT, bad);
    assert_string_equal("reason", bad->field);
    assert_fine(close_case("worker", found, "plan-completed", false));
    assert_err(ERR_CONFLICT, close_case("worker", found, NULL, true));
    assert_int_equal(CASE_CLOSING, state_of(found));
    assert_true(sees("worker", found));
    assert_fine(close_case("second", found, NULL, true));
    assert_int_equal(CASE_CLOSED, state_of(found));
    assert_false(sees("worker", found));
    assert_false(sees_person("worker", olena));
    assert_fine(step("second", found, ACT_REOPEN));
    assert_true(sees("worker", found));
    end();
}

static void an_asking_that_nobody_confirmed_ends_after_thirty_days(void **state)
{
    begin(state);
    struct id found = opened("worker", olena);
    assert_fine(close_case("worker", found, "moved", false));
    now_ms += (CASE_CONFIRM_DAYS + 1) * DAY_MS;
    assert_err(ERR_CONFLICT, close_case("second", found, NULL, true));
    assert_fine(step("worker", found, ACT_CANCEL));
    assert_int_equal(CASE_ACTIVE, state_of(found));
    end();
}

static void one_case_of_a_kind_goes_on_with_a_family(void **state)
{
    begin(state);
    (void)opened("worker", olena);
    struct case_open_form form = {.person = olena, .type = TEXT("crisis")};
    assert_err(ERR_CONFLICT, do_as("manager", case_open, &form).err);
    form.type = TEXT("family-support");
    assert_fine(do_as("manager", case_open, &form).err);
    form.type = TEXT("nothing");
    assert_err(ERR_INPUT, do_as("manager", case_open, &form).err);
    end();
}

/* ---- notes and the timeline --------------------------------------------------------------------
 */

static struct job note(const char *login, struct note_form form)
{
    now_ms += 1000;
    struct note_form *kept = arena_make(w.arena, struct note_form);
    *kept = form;
    return act_as(&w, login, note_add, kept, MAY_WRITE_NOTES);
}

static bool reads(const char *login, struct id note_id)
{
    struct request rq = as(login);
    struct rec *r = NULL;
    struct id author;
    struct err *bad = note_require(&rq, note_id, &r, &author);
    if (bad != NULL)
        assert_err(ERR_ABSENT, bad);
    return bad == NULL;
}

static void a_note_is_read_by_whom_it_is_for(void **state)
{
    begin(state);
    struct id found = opened("worker", olena);
    struct note_form form = {
        .found = found, .kind = TEXT("conversation"), .text = TEXT("She called her mother.")};
    struct job job = note("worker", form);
    assert_fine(job.err);
    struct id team = made(&job, &note_type);
    assert_true(reads("worker", team) && reads("manager", team));
    assert_false(reads("olha", team) || reads("worker2", team));
    form.readers = TEXT("house");
    job = note("worker", form);
    struct id house = made(&job, &note_type);
    assert_true(reads("olha", house));
    assert_false(reads("worker2", house));
    form.readers = TEXT_NONE;
    form.is_draft = true;
    job = note("worker", form);
    struct id draft = made(&job, &note_type);
    assert_true(reads("worker", draft));
    assert_false(reads("manager", draft));
    end();
}

static void a_note_of_the_house_belongs_to_the_case_it_cannot_see(void **state)
{
    begin(state);
    struct id found = opened("worker", olena);
    const struct note_form form = {
        .about = olena, .kind = TEXT("observation"), .text = TEXT("She slept well.")};
    assert_fine(note("olha", form).err);
    assert_err(ERR_ABSENT, note("worker2", form).err);
    struct request rq = as("worker");
    const struct timeline_ask ask = {
        .found = found, .about = olena, .before_ms = INSTANT_MAX, .only = &note_type, .limit = 25};
    struct timeline timeline;
    assert_fine(timeline_read(&rq, &ask, &timeline));
    assert_int_equal(1, timeline.n);
    assert_text("olha", timeline.items[0].by);
    end();
}

static void a_signed_note_is_corrected_by_another_once(void **state)
{
    begin(state);
    struct id found = opened("worker", olena);
    struct note_form form = {.found = found, .kind = TEXT("call"), .text = TEXT("On Tuesday.")};
    struct job job = note("worker", form);
    struct note_form better = {
        .corrects = made(&job, &note_type), .kind = TEXT("call"), .text = TEXT("On Wednesday.")};
    const struct note_change_form change = {better.corrects, form};
    assert_err(ERR_CONFLICT, act_as(&w, "worker", note_change, &change, MAY_WRITE_NOTES).err);
    job = note("worker", better);
    assert_fine(job.err);
    assert_err(ERR_CONFLICT, note("worker", better).err);
    struct request rq = as("worker");
    struct rec *r = NULL;
    assert_fine(record_get(rq.store, w.arena, &note_type, better.corrects, &r));
    assert_int_equal(NOTE_CORRECTED, rec_int(r, NOTE_STATE, 0));
    assert_text("On Tuesday.", rec_text(r, NOTE_TEXT));
    end();
}

static void a_note_may_be_long_and_says_when_it_is_too_long(void **state)
{
    begin(state);
    struct id found = opened("worker", olena);
    char *letters = arena_alloc(w.arena, 2 * NOTE_LETTERS + 2);
    for (size_t i = 0; i <= NOTE_LETTERS; i++)
        memcpy(letters + 2 * i, "ж", 2);
    struct note_form form = {
        .found = found, .kind = TEXT("visit"), .text = {letters, 2 * NOTE_LETTERS}};
    struct job job = note("worker", form);
    assert_fine(job.err);
    struct request rq = as("worker");
    struct rec *r = NULL;
    struct id author;
    assert_fine(note_require(&rq, made(&job, &note_type), &r, &author));
    assert_int_equal(2 * NOTE_LETTERS, rec_text(r, NOTE_TEXT).n);
    form.text.n += 2;
    struct err *bad = note("worker", form).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("text", bad->field);
    end();
}

static void the_timeline_is_read_page_by_page_and_holds_each_item_once(void **state)
{
    begin(state);
    struct id found = opened("worker", olena);
    const struct note_form form = {.found = found, .kind = TEXT("call"), .text = TEXT("A call.")};
    enum { NOTES = 30, PAGE = 7 };
    for (size_t i = 0; i < NOTES; i++) {
        assert_fine(note("worker", form).err);
        now_ms -= i % 3 == 0 ? 1000 : 0; /* some stand at the same moment */
    }
    struct request rq = as("worker");
    struct timeline_ask ask = {
        .found = found, .about = olena, .before_ms = INSTANT_MAX, .limit = PAGE};
    struct timeline page = {.has_more = true};
    size_t n = 0;
    struct timeline_at before = {.at_ms = INSTANT_MAX};
    while (page.has_more) {
        assert_fine(timeline_read(&rq, &ask, &page));
        for (size_t i = 0; i < page.n; i++, n++) {
            const struct timeline_at *at = &page.items[i].at;
            assert_true(at->at_ms < before.at_ms ||
                        (at->at_ms == before.at_ms && id_compare(at->id, before.id) < 0));
            before = *at;
        }
        ask.before_ms = before.at_ms;
        ask.before_id = before.id;
    }
    assert_int_equal(NOTES + 2, n); /* with the assignment and the stay */
    end();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ENGINES_TEST(a_case_is_seen_by_its_team_and_the_managers),
        ENGINES_TEST(refused_acts_look_like_no_case),
        ENGINES_TEST(who_wrote_a_person_down_sees_her_until_others_work_with_her),
        ENGINES_TEST(a_list_holds_what_its_reader_sees),
        ENGINES_TEST(a_number_finds_the_case_for_who_sees_it),
        ENGINES_TEST(one_leads_and_others_work_along),
        ENGINES_TEST(all_cases_of_one_go_to_another_in_one_act),
        ENGINES_TEST(a_case_is_closed_by_two),
        ENGINES_TEST(an_asking_that_nobody_confirmed_ends_after_thirty_days),
        ENGINES_TEST(one_case_of_a_kind_goes_on_with_a_family),
        ENGINES_TEST(a_note_is_read_by_whom_it_is_for),
        ENGINES_TEST(a_note_of_the_house_belongs_to_the_case_it_cannot_see),
        ENGINES_TEST(a_signed_note_is_corrected_by_another_once),
        ENGINES_TEST(a_note_may_be_long_and_says_when_it_is_too_long),
        ENGINES_TEST(the_timeline_is_read_page_by_page_and_holds_each_item_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
