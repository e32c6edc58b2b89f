/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_relapse.c - relapse and return: the programme goes on at its stage, the stay follows, the
 * days are counted; and nobody but her team learns more than that she is away. On both engines. */
#include "base/when.h"
#include "command/programme.h"
#include "command/relapse.h"
#include "model/types_programme.h"
#include "support/engines.h"
#include "support/site.h"
#include "view/life.h"
#include "view/relapses.h"
#include "view/story.h"

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
    (void)snprintf(schema, sizeof schema, "relapse_%ld_%d", (long)getpid(), number++);
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

/* Oksana, a child, the second stage. */
static struct id given(struct workplace *w)
{
    const struct programme_usual_form usual = {.lang = TEXT("en")};
    const struct user_form house = {TEXT("olha"), TEXT("house"), TEXT("house:rowan-house")},
                           auditor = {TEXT("max"), TEXT("auditor"), TEXT("all")};
    act_well(w, programme_usual, &usual, MAY_MANAGE_PROGRAMMES);
    act_well(w, user_add, &house, MAY_MANAGE_USERS);
    act_well(w, user_add, &auditor, MAY_MANAGE_USERS);
    struct job came = admit(w, "Oksana M.", 0, 1);
    now_ms += DAY_MS;
    struct id her = made(&came, &person_type);
    const struct enrol_form enrol = {
        .person = her, .programme = TEXT("recovery"), .stage = TEXT("2")};
    act_well(w, person_enrol, &enrol, MAY_ENROL);
    now_ms += 10 * DAY_MS;
    return her;
}

static struct job relapse(struct workplace *w, struct id her, const char *now, const char *children)
{
    struct relapse_form *form = arena_make(w->arena, struct relapse_form);
    *form = (struct relapse_form){.person = her,
                                  .now = text_of(now),
                                  .children = text_of(children),
                                  .safe = TEXT("yes"),
                                  .words = TEXT("We talked until midnight.")};
    struct job job = act(w, person_relapse, form, MAY_WRITE_RELAPSE);
    return job;
}

static struct err *back(struct workplace *w, struct id her, struct id room)
{
    const struct back_form form = {.person = her, .room = room};
    return act(w, person_back, &form, MAY_WRITE_RELAPSE).err;
}

static struct request asking(struct workplace *w, const char *login, enum may may,
                             struct who *ret_who)
{
    struct request rq;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, text_of(login), may, ret_who, &rq));
    return rq;
}

static struct relapses hers(struct workplace *w, const char *login, struct id her)
{
    struct who who;
    struct request rq = asking(w, login, MAY_SEE_PERSONS, &who);
    struct relapses all;
    assert_fine(relapses_of(&rq, her, &all));
    return all;
}

static struct life life_of(struct workplace *w, struct id person)
{
    struct who who;
    struct request rq = asking(w, "manager", MAY_SEE_PERSONS, &who);
    struct life life;
    assert_fine(person_life(&rq, person, &life));
    return life;
}

static struct enrolment_view enrolment(struct workplace *w, struct id her)
{
    struct who who;
    struct request rq = asking(w, "manager", MAY_SEE_PROGRAMMES, &who);
    struct enrolments rows;
    assert_fine(enrolments_of(&rq, her, &rows));
    assert_int_equal(1, rows.n);
    return rows.at[0];
}

/* ---- rules -------------------------------------------------------------------------------------
 */

static void the_programme_goes_on_at_its_stage_and_the_days_are_counted(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct enrolment_view before = enrolment(w, her);
    assert_fine(relapse(w, her, NULL, "in-house").err);
    now_ms += 3 * DAY_MS;
    struct relapses all = hers(w, "manager", her);
    assert_int_equal(1, all.n);
    assert_true(all.goes_on);
    assert_int_equal(3, all.days_since);
    assert_text("First steps", all.at[0].stage);
    assert_int_equal(RELAPSE_ANSWERED, all.at[0].state);
    assert_int_equal(ENROLMENT_AT_STAGE, enrolment(w, her).state);
    now_ms += DAY_MS;
    assert_fine(back(w, her, ID_NONE));
    now_ms += 5 * DAY_MS;
    all = hers(w, "manager", her);
    assert_false(all.goes_on);
    assert_int_equal(4, all.at[0].days);
    assert_int_equal(9, all.days_since);
    struct enrolment_view after = enrolment(w, her);
    assert_true(id_equal(before.stage, after.stage));
    assert_true(before.stage_from_ms == after.stage_from_ms);
    assert_int_equal(0, after.n_back);
    assert_err(ERR_CONFLICT, back(w, her, ID_NONE));
}

static void a_rest_of_the_programme_ends_with_the_return(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct id stage = enrolment(w, her).stage;
    assert_fine(relapse(w, her, "here", NULL).err);
    const struct enrolment_form form = {.person = her};
    act_well(w, person_pause, &form, MAY_ENROL);
    now_ms += DAY_MS;
    assert_fine(back(w, her, ID_NONE));
    assert_int_equal(ENROLMENT_AT_STAGE, enrolment(w, her).state);
    assert_true(id_equal(stage, enrolment(w, her).stage));
}

static void a_programme_that_she_left_before_the_relapse_stays_ended(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    const struct enrolment_form form = {.person = her, .result = TEXT("left-early")};
    act_well(w, person_result, &form, MAY_ENROL);
    now_ms += DAY_MS;
    assert_fine(relapse(w, her, NULL, NULL).err);
    now_ms += DAY_MS;
    assert_fine(back(w, her, ID_NONE));
    assert_int_equal(ENROLMENT_LEFT_EARLY, enrolment(w, her).state);
}

static void away_takes_the_children_who_are_with_her_and_no_others(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct id child = life_of(w, her).members[0].person;
    assert_fine(relapse(w, her, "away", "in-house").err);
    assert_int_equal(AWAY_OTHER, life_of(w, her).away);
    assert_int_equal(0, life_of(w, child).away);
    now_ms += DAY_MS;
    assert_fine(back(w, her, ID_NONE));
    assert_int_equal(0, life_of(w, her).away);
    now_ms += DAY_MS;
    assert_fine(relapse(w, her, "away", "with-her").err);
    assert_int_equal(AWAY_OTHER, life_of(w, child).away);
}

static void who_had_left_comes_back_in_a_new_stay_linked_to_the_last(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct id child = life_of(w, her).members[0].person;
    struct id first = life_of(w, her).now.stay;
    assert_fine(relapse(w, her, "left", "with-her").err);
    assert_int_equal(HERE_BEFORE, life_of(w, her).here);
    assert_int_equal(HERE_BEFORE, life_of(w, child).here);
    assert_int_equal(RELAPSE_LEFT, hers(w, "manager", her).at[0].state);
    struct err *bad = relapse(w, her, "away", NULL).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("now", bad->field);
    now_ms += 20 * DAY_MS;
    assert_fine(back(w, her, w->rooms[1]));
    struct life life = life_of(w, her);
    assert_int_equal(HERE_NOW, life.here);
    assert_true(id_equal(first, rec_id(life.now.rec, STAY_PREVIOUS)));
    assert_int_equal(HERE_NOW, life_of(w, child).here);
    assert_int_equal(20, hers(w, "manager", her).at[0].days);
}

static void only_her_team_learns_of_it(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct job job = relapse(w, her, "away", "in-house");
    assert_fine(job.err);
    assert_true(hers(w, "manager", her).is_seen);
    struct relapses none = hers(w, "olha", her);
    assert_false(none.is_seen);
    assert_int_equal(0, none.n);
    assert_int_equal(0, none.days_since);
    const struct relapse_form form = {.person = her};
    const struct back_form return_form = {.person = her};
    assert_err(ERR_DENIED, act_as(w, "olha", person_relapse, &form, MAY_WRITE_RELAPSE).err);
    assert_err(ERR_ABSENT, act_as(w, "olha", person_relapse, &form, MAY_ADMIT).err);
    assert_err(ERR_ABSENT, act_as(w, "olha", person_back, &return_form, MAY_ADMIT).err);
}

/* Who writes it is no sign either: nobody else than a worker writes it for the house. */
static void who_wrote_that_she_is_away_is_her_teams(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    assert_fine(relapse(w, her, "away", "relatives").err);
    static const char *const readers[] = {"olha", "manager"};
    for (size_t i = 0; i < COUNT(readers); i++) {
        struct who who;
        struct request rq = asking(w, readers[i], MAY_SEE_PERSONS, &who);
        struct story story;
        size_t n = 0;
        assert_fine(story_of_person(&rq, her, &story));
        for (size_t j = 0; j < story.n; j++) {
            if (story.at[j].type != &absence_type)
                continue;
            n++;
            assert_int_equal(i == 0, story.at[j].by.n == 0);
        }
        assert_int_equal(1, n);
    }
}

static void the_journal_calls_it_away_to_all_others(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct job away = relapse(w, her, "away", "in-house"), alone;
    struct who who;
    struct story story;
    now_ms += DAY_MS;
    assert_fine(back(w, her, ID_NONE));
    now_ms += DAY_MS;
    alone = relapse(w, her, NULL, NULL);
    struct request rq = asking(w, "max", MAY_SEE_JOURNAL, &who);
    const struct journal_ask ask = {.limit = 50};
    struct journal_deeds deeds;
    assert_fine(journal_deeds(&rq, &ask, &deeds));
    for (size_t i = 0; i < deeds.n; i++)
        assert_true(deeds.at[i].type == NULL || !deeds.at[i].type->team_only);
    const struct journal_ask only = {.limit = 50, .type = &relapse_type};
    assert_fine(journal_deeds(&rq, &only, &deeds));
    assert_int_equal(0, deeds.n);
    const struct id told[] = {away.answer.deed, alone.answer.deed};
    for (size_t i = 0; i < COUNT(told); i++) {
        assert_fine(story_of_deed(&rq, told[i], &story));
        for (size_t j = 0; j < story.n; j++) {
            assert_false(story.at[j].type->team_only);
            assert_int_equal(0, story.at[j].n * (story.at[j].type == &story_kept_type));
            assert_true(story.at[j].act != ACT_RELAPSE);
        }
    }
    rq = asking(w, "manager", MAY_SEE_JOURNAL, &who);
    assert_fine(journal_deeds(&rq, &only, &deeds));
    assert_true(deeds.n > 0);
}

static void undoing_a_relapse_takes_the_absence_back_too(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct job job = relapse(w, her, "away", "in-house");
    const struct desk_undo_form undo = {job.answer.deed};
    act_well(w, desk_undo, &undo, MAY_UNDO_OWN);
    assert_int_equal(0, hers(w, "manager", her).n);
    assert_int_equal(0, life_of(w, her).away);
    assert_err(ERR_CONFLICT, back(w, her, ID_NONE));
}

static void what_cannot_be_is_told_at_its_field(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct err *bad = relapse(w, her, "gone", "nowhere").err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("now", bad->field);
    assert_string_equal("children", bad->next->field);
    const struct relapse_form ahead = {.person = her, .at_ms = now_ms + DAY_MS};
    bad = act(w, person_relapse, &ahead, MAY_WRITE_RELAPSE).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("when", bad->field);
    assert_fine(relapse(w, her, NULL, NULL).err);
    const struct back_form before = {.person = her, .at_ms = now_ms - DAY_MS};
    bad = act(w, person_back, &before, MAY_WRITE_RELAPSE).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("when", bad->field);
}

static void an_erased_person_leaves_days_and_no_word(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    const struct user_form second = {TEXT("ira"), TEXT("manager"), TEXT("all")};
    struct job job = relapse(w, her, "left", "with-her");
    act_well(w, user_add, &second, MAY_MANAGE_USERS);
    now_ms += 10 * DAY_MS;
    const struct erase_form ask = {.person = her, .reason = TEXT("own-wish")},
                            confirm = {.person = her, .confirm = true};
    act_well(w, person_erase, &ask, MAY_ERASE);
    assert_fine(act_as(w, "ira", person_erase, &confirm, MAY_ERASE).err);
    struct rec *r = NULL;
    struct who who;
    struct request rq = asking(w, "manager", MAY_SEE_PERSONS, &who);
    assert_fine(record_get(rq.store, w->arena, &relapse_type, made(&job, &relapse_type), &r));
    assert_true(rec_has(r, RELAPSE_AT));
    assert_false(rec_has(r, RELAPSE_WORDS));
    assert_false(rec_has(r, RELAPSE_CHILDREN));
}

#define BOTH(name)                                                                                 \
    {"" #name " (sqlite)", name, begin_sqlite, end, NULL},                                         \
    {                                                                                              \
        "" #name " (postgresql)", name, begin_pg, end, NULL                                        \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(the_programme_goes_on_at_its_stage_and_the_days_are_counted),
        BOTH(a_rest_of_the_programme_ends_with_the_return),
        BOTH(a_programme_that_she_left_before_the_relapse_stays_ended),
        BOTH(away_takes_the_children_who_are_with_her_and_no_others),
        BOTH(who_had_left_comes_back_in_a_new_stay_linked_to_the_last),
        BOTH(only_her_team_learns_of_it),
        BOTH(who_wrote_that_she_is_away_is_her_teams),
        BOTH(the_journal_calls_it_away_to_all_others),
        BOTH(undoing_a_relapse_takes_the_absence_back_too),
        BOTH(what_cannot_be_is_told_at_its_field),
        BOTH(an_erased_person_leaves_days_and_no_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
