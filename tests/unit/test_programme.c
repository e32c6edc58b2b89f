/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_programme.c - a programme with its stages and somebody's way through it, on both engines:
 * steps on and back are counted, a pause goes on where it stopped, what ended is told as it was. */
#include "base/when.h"
#include "command/programme.h"
#include "model/types_programme.h"
#include "support/engines.h"
#include "support/site.h"

/* Saturday 21 November 2026, 14:30 in Kyiv. */
#define NOW_MS INT64_C(1795264200000)

static struct workplace place;
static int64_t now_ms;

static int64_t set_now(void)
{
    return now_ms;
}

static int begin(void **state, const char *database)
{
    static struct world world;
    static int number;
    char schema[48];
    world = *world_real();
    world.now_ms = set_now;
    now_ms = NOW_MS;
    world_set(&world);
    (void)snprintf(schema, sizeof schema, "programme_%ld_%d", (long)getpid(), number++);
    place = workplace_make_in(database, database == NULL ? NULL : schema);
    *state = &place;
    return 0;
}

static int begin_sqlite(void **state)
{
    return begin(state, NULL);
}

static int begin_pg(void **state)
{
    return begin(state, engines_conninfo());
}

static int end(void **state)
{
    workplace_done(*state);
    world_set(NULL);
    return 0;
}

/* ---- doing and looking -------------------------------------------------------------------------
 */

static struct id given(struct workplace *w)
{
    const struct programme_usual_form usual = {.lang = TEXT("en")};
    act_well(w, programme_usual, &usual, MAY_MANAGE_PROGRAMMES);
    struct job came = admit(w, "Oksana M.", 0, 1);
    now_ms += DAY_MS;
    return made(&came, &person_type);
}

static struct err *enrol(struct workplace *w, struct id person, const char *stage)
{
    const struct enrol_form form = {
        .person = person, .programme = TEXT("recovery"), .stage = text_of(stage)};
    return act(w, person_enrol, &form, MAY_ENROL).err;
}

static struct job turn_job(struct workplace *w, const char *login, command_fn *run,
                           struct id person, const char *stage, const char *result)
{
    struct enrolment_form *form = arena_make(w->arena, struct enrolment_form);
    *form = (struct enrolment_form){
        .person = person, .stage = text_of(stage), .result = text_of(result)};
    now_ms += DAY_MS;
    return act_as(w, login, run, form, MAY_ENROL);
}

static struct err *turn(struct workplace *w, command_fn *run, struct id person, const char *stage,
                        const char *result)
{
    return turn_job(w, "manager", run, person, stage, result).err;
}

static struct request asking(struct workplace *w, const char *login, struct who *who)
{
    struct request rq;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, text_of(login), MAY_SEE_PROGRAMMES, who, &rq));
    return rq;
}

static struct enrolments hers(struct workplace *w, struct id person)
{
    struct who who;
    struct request rq = asking(w, "manager", &who);
    struct enrolments rows;
    assert_fine(enrolments_of(&rq, person, &rows));
    return rows;
}

static struct enrolments standing(struct workplace *w, const char *login,
                                  struct programme_view *ret_programme)
{
    struct who who;
    struct request rq = asking(w, login, &who);
    struct programme_views views;
    struct enrolments rows;
    assert_fine(programme_views(&rq, TEXT("recovery"), &views));
    *ret_programme = views.at[0];
    assert_fine(programme_standing(&rq, ret_programme, &rows));
    return rows;
}

/* ---- rules -------------------------------------------------------------------------------------
 */

static void the_usual_programme_has_four_stages_in_each_language(void **state)
{
    struct workplace *w = *state;
    static const char *const first[] = {"Arriving", "Приезд", "Приїзд"};
    static const char *const handles[] = {"recovery", "lechenie", "odujannia"};
    static const char *const langs[] = {"en", "ru", "uk"};
    struct who who;
    for (size_t i = 0; i < COUNT(langs); i++) {
        const struct programme_usual_form form = {text_of(handles[i]), text_of(langs[i])};
        act_well(w, programme_usual, &form, MAY_MANAGE_PROGRAMMES);
        struct request rq = asking(w, "manager", &who);
        struct programme_views views;
        assert_fine(programme_views(&rq, text_of(handles[i]), &views));
        assert_int_equal(4, views.at[0].n_stages);
        assert_text(first[i], views.at[0].stages[0].name);
    }
    const struct programme_usual_form again = {TEXT("recovery"), TEXT("en")};
    struct err *bad = act(w, programme_usual, &again, MAY_MANAGE_PROGRAMMES).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("handle", bad->field);
}

static void two_stages_never_stand_at_one_place(void **state)
{
    struct workplace *w = *state;
    (void)given(w);
    const struct stage_form between = {
        .programme = TEXT("recovery"), .place = TEXT("2"), .name = TEXT("Between")};
    struct err *bad = act(w, stage_add, &between, MAY_MANAGE_PROGRAMMES).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("place", bad->field);
    const struct stage_form last = {.programme = TEXT("recovery"), .name = TEXT("Visits")};
    struct job job = act_well(w, stage_add, &last, MAY_MANAGE_PROGRAMMES);
    struct programme_view p;
    (void)standing(w, "manager", &p);
    assert_int_equal(5, p.stages[4].place);
    const struct stage_form corrected = {
        .stage = made(&job, &stage_type), .place = TEXT("1"), .name = TEXT("Visits")};
    assert_err(ERR_INPUT, act(w, stage_correct, &corrected, MAY_MANAGE_PROGRAMMES).err);
}

static void a_step_back_is_counted_and_is_no_end(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    assert_fine(enrol(w, her, NULL));
    assert_fine(turn(w, person_stage, her, "3", NULL));
    assert_fine(turn(w, person_stage, her, "2", NULL));
    struct enrolments rows = hers(w, her);
    assert_int_equal(1, rows.n);
    assert_int_equal(ENROLMENT_AT_STAGE, rows.at[0].state);
    assert_int_equal(1, rows.at[0].n_back);
    assert_true(rows.at[0].stage_from_ms == now_ms);
    assert_fine(turn(w, person_stage, her, "4", NULL));
    assert_int_equal(1, hers(w, her).at[0].n_back);
    assert_err(ERR_CONFLICT, turn(w, person_stage, her, "4", NULL));
    struct err *bad = turn(w, person_stage, her, "9", NULL);
    assert_err(ERR_INPUT, bad);
    assert_string_equal("stage", bad->field);
}

static void a_pause_goes_on_at_the_same_stage(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    assert_fine(enrol(w, her, "2"));
    struct id stage = hers(w, her).at[0].stage;
    assert_err(ERR_CONFLICT, turn(w, person_resume, her, NULL, NULL));
    assert_fine(turn(w, person_pause, her, NULL, NULL));
    assert_int_equal(ENROLMENT_PAUSED, hers(w, her).at[0].state);
    assert_err(ERR_CONFLICT, turn(w, person_pause, her, NULL, NULL));
    assert_fine(turn(w, person_resume, her, NULL, NULL));
    struct enrolments rows = hers(w, her);
    assert_int_equal(ENROLMENT_AT_STAGE, rows.at[0].state);
    assert_true(id_equal(stage, rows.at[0].stage));
    assert_int_equal(0, rows.at[0].n_back);
}

static void a_graduate_completed_before_and_who_left_may_go_on(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    assert_err(ERR_CONFLICT, turn(w, person_result, her, NULL, "completed"));
    assert_fine(enrol(w, her, NULL));
    assert_err(ERR_CONFLICT, enrol(w, her, NULL));
    assert_err(ERR_CONFLICT, turn(w, person_result, her, NULL, "graduate"));
    assert_err(ERR_INPUT, turn(w, person_result, her, NULL, "at-stage"));
    assert_fine(turn(w, person_result, her, NULL, "left-early"));
    assert_true(hers(w, her).at[0].until_ms == now_ms);
    assert_fine(turn(w, person_resume, her, NULL, NULL));
    assert_true(hers(w, her).at[0].until_ms == 0);
    assert_fine(turn(w, person_result, her, NULL, "completed"));
    assert_fine(turn(w, person_result, her, NULL, "graduate"));
    assert_int_equal(ENROLMENT_GRADUATE, hers(w, her).at[0].state);
    assert_err(ERR_CONFLICT, turn(w, person_resume, her, NULL, NULL));
}

static void who_only_asked_stands_at_no_stage_until_she_begins(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    const struct enrol_form asks = {
        .person = her, .programme = TEXT("recovery"), .only_asks = true};
    assert_fine(act(w, person_enrol, &asks, MAY_ENROL).err);
    assert_err(ERR_CONFLICT, act(w, person_enrol, &asks, MAY_ENROL).err);
    assert_int_equal(ENROLMENT_APPLIED, hers(w, her).at[0].state);
    assert_fine(enrol(w, her, NULL));
    assert_int_equal(1, hers(w, her).n);
    assert_int_equal(ENROLMENT_AT_STAGE, hers(w, her).at[0].state);
}

static void nothing_of_a_programme_lies_before_its_beginning(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    assert_fine(enrol(w, her, NULL));
    const struct enrolment_form early = {
        .person = her, .stage = TEXT("2"), .at_ms = now_ms - DAY_MS};
    struct err *bad = act(w, person_stage, &early, MAY_ENROL).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("when", bad->field);
    const struct enrolment_form ahead = {
        .person = her, .stage = TEXT("2"), .at_ms = now_ms + DAY_MS};
    assert_err(ERR_INPUT, act(w, person_stage, &ahead, MAY_ENROL).err);
}

static void a_closed_programme_takes_nobody_in_and_a_stage_in_use_stays(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct programme_view p;
    assert_fine(enrol(w, her, NULL));
    (void)standing(w, "manager", &p);
    const struct stage_state_form first = {.stage = p.stages[0].stage},
                                  fourth = {.stage = p.stages[3].stage};
    assert_err(ERR_CONFLICT, act(w, stage_retire_or_use, &first, MAY_MANAGE_PROGRAMMES).err);
    act_well(w, stage_retire_or_use, &fourth, MAY_MANAGE_PROGRAMMES);
    assert_err(ERR_INPUT, turn(w, person_stage, her, "4", NULL));
    const struct programme_state_form closed = {.handle = TEXT("recovery")};
    act_well(w, programme_open_or_close, &closed, MAY_MANAGE_PROGRAMMES);
    struct job other = admit(w, "Vera S.", 1, 0);
    assert_err(ERR_INPUT, enrol(w, made(&other, &person_type), NULL));
    assert_fine(turn(w, person_stage, her, "2", NULL));
}

static void whom_she_does_not_see_is_in_no_count(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct programme_view p;
    const struct user_form user = {TEXT("worker"), TEXT("worker"), TEXT("all")};
    act_well(w, user_add, &user, MAY_MANAGE_USERS);
    assert_fine(enrol(w, her, "2"));
    assert_int_equal(1, standing(w, "manager", &p).n);
    assert_int_equal(1, p.stages[1].n_here);
    assert_int_equal(0, standing(w, "worker", &p).n);
    assert_int_equal(0, p.stages[1].n_here);
    assert_err(ERR_ABSENT, turn_job(w, "worker", person_stage, her, "3", NULL).err);
}

static void undoing_a_step_brings_the_stage_and_its_time_back(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    assert_fine(enrol(w, her, NULL));
    struct enrolments before = hers(w, her);
    struct job job = turn_job(w, "manager", person_stage, her, "3", NULL);
    assert_fine(job.err);
    const struct desk_undo_form undo = {job.answer.deed};
    act_well(w, desk_undo, &undo, MAY_UNDO_OWN);
    struct enrolments after = hers(w, her);
    assert_true(id_equal(before.at[0].stage, after.at[0].stage));
    assert_true(before.at[0].stage_from_ms == after.at[0].stage_from_ms);
    assert_fine(turn(w, person_stage, her, "2", NULL));
}

#define BOTH(name)                                                                                 \
    {"" #name " (sqlite)", name, begin_sqlite, end, NULL},                                         \
    {                                                                                              \
        "" #name " (postgresql)", name, begin_pg, end, NULL                                        \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(the_usual_programme_has_four_stages_in_each_language),
        BOTH(two_stages_never_stand_at_one_place),
        BOTH(a_step_back_is_counted_and_is_no_end),
        BOTH(a_pause_goes_on_at_the_same_stage),
        BOTH(a_graduate_completed_before_and_who_left_may_go_on),
        BOTH(who_only_asked_stands_at_no_stage_until_she_begins),
        BOTH(nothing_of_a_programme_lies_before_its_beginning),
        BOTH(a_closed_programme_takes_nobody_in_and_a_stage_in_use_stays),
        BOTH(whom_she_does_not_see_is_in_no_count),
        BOTH(undoing_a_step_brings_the_stage_and_its_time_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
