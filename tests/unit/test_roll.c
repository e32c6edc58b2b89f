/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_roll.c - the nightly roll call: who is known to be at home is preset, an exception begins or
 * ends an absence, one house and night has one roll, and whoever saves second is told. */
#include "command/roll.h"
#include "support/site.h"
#include "view/nights.h"
#include "view/tonight.h"

/* Saturday 21 November 2026, 21:30 in Kyiv. */
#define EVENING_MS INT64_C(1795289400000)
#define HOUR_MS INT64_C(3600000)
enum { TODAY = 20778 };

static int64_t now_is;

static int64_t told_now(void)
{
    return now_is;
}

static struct workplace workplace_at_night(void)
{
    static struct world world;
    world = *world_real();
    world.now_ms = told_now;
    world_set(&world);
    now_is = EVENING_MS - 8 * HOUR_MS;
    struct workplace w = workplace_make();
    return w;
}

static void end(struct workplace *w)
{
    workplace_done(w);
    world_set(NULL);
}

static struct roll_view roll_now(struct workplace *w)
{
    static struct who who;
    static struct request rq;
    struct roll_view roll;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, TEXT("manager"), MAY_CALL_ROLL, &who, &rq));
    assert_fine(roll_view(&rq, TEXT("rowan-house"), &roll));
    return roll;
}

static struct job roll_save(struct workplace *w, size_t n, const struct roll_mark_form *marks,
                            const char *seen)
{
    const struct roll_form form = {
        .house = TEXT("rowan-house"), .n = n, .marks = marks, .seen = text_of(seen)};
    return act(w, roll_confirm, &form, MAY_CALL_ROLL);
}

static void who_is_known_to_be_away_is_preset_so_and_the_others_are_at_home(void **state)
{
    (void)state;
    struct workplace w = workplace_at_night();
    struct job job = admit(&w, "Oksana M.", 0, 2);
    const struct away_form away = {
        .person = made(&job, &person_type), .alone = true, .reason = TEXT("hospital")};
    now_is += HOUR_MS;
    act_well(&w, stay_away, &away, MAY_ADMIT);
    now_is = EVENING_MS;
    struct roll_view roll = roll_now(&w);
    assert_int_equal(3, roll.n);
    assert_int_equal(TODAY, roll.night);
    assert_int_equal(MARK_HOSPITAL, roll_person_of(&roll, away.person)->known);
    assert_int_equal(2, roll.n_home);
    assert_fine(roll_save(&w, 0, NULL, NULL).err);
    roll = roll_now(&w);
    assert_true(roll.is_written);
    assert_int_equal(ROLL_CONFIRMED, roll.state);
    assert_int_equal(MARK_HOSPITAL, roll_person_of(&roll, away.person)->written);
    assert_int_equal(2, roll.n_home);
    end(&w);
}

static void not_home_begins_an_absence_and_home_ends_it(void **state)
{
    (void)state;
    struct workplace w = workplace_at_night();
    struct job job = admit(&w, "Oksana M.", 0, 1);
    const struct id mother = made(&job, &person_type);
    now_is = EVENING_MS;
    struct roll_mark_form mark = {
        .person = mother, .mark = TEXT("missing"), .since_ms = EVENING_MS - 2 * HOUR_MS};
    assert_fine(roll_save(&w, 1, &mark, NULL).err);
    struct roll_view roll = roll_now(&w);
    assert_int_equal(MARK_MISSING, roll_person_of(&roll, mother)->known);
    assert_int_equal(EVENING_MS - 2 * HOUR_MS, roll_person_of(&roll, mother)->lodger->away_ms);
    now_is += HOUR_MS;
    mark = (struct roll_mark_form){.person = mother, .mark = TEXT("home")};
    assert_fine(roll_save(&w, 1, &mark, NULL).err);
    roll = roll_now(&w);
    assert_int_equal(MARK_HOME, roll_person_of(&roll, mother)->known);
    assert_int_equal(ROLL_CORRECTED, roll.state);
    assert_int_equal(2, roll.n_home);
    end(&w);
}

static void a_night_lasts_until_ten_and_has_one_roll(void **state)
{
    (void)state;
    struct workplace w = workplace_at_night();
    (void)admit(&w, "Oksana M.", 0, 0);
    now_is = EVENING_MS;
    struct job first = roll_save(&w, 0, NULL, NULL);
    assert_fine(first.err);
    now_is = EVENING_MS + 8 * HOUR_MS; /* 05:30 */
    struct job second = roll_save(&w, 0, NULL, NULL);
    assert_fine(second.err);
    assert_true(id_equal(made(&first, &roll_type), made(&second, &roll_type)));
    now_is = EVENING_MS + 13 * HOUR_MS; /* 10:30 */
    struct roll_view roll = roll_now(&w);
    assert_false(roll.is_written);
    assert_int_equal(TODAY + 1, roll.night);
    end(&w);
}

static void who_saves_second_is_told_what_the_first_wrote(void **state)
{
    (void)state;
    struct workplace w = workplace_at_night();
    (void)admit(&w, "Oksana M.", 0, 0);
    now_is = EVENING_MS;
    assert_fine(roll_save(&w, 0, NULL, "none").err);
    struct job late = roll_save(&w, 0, NULL, "none");
    assert_err(ERR_CONFLICT, late.err);
    assert_string_equal("manager", late.err->args[0]);
    assert_string_equal("21:30", late.err->args[1]);
    struct roll_view roll = roll_now(&w);
    struct text seen;
    assert_fine(roll_seen(w.arena, &roll, &seen));
    assert_fine(roll_save(&w, 0, NULL, seen.at).err);
    end(&w);
}

static void undoing_a_roll_takes_its_absences_back(void **state)
{
    (void)state;
    struct workplace w = workplace_at_night();
    struct job job = admit(&w, "Oksana M.", 0, 1);
    const struct id mother = made(&job, &person_type);
    now_is = EVENING_MS;
    const struct roll_mark_form mark = {.person = mother, .mark = TEXT("leave")};
    struct job saved = roll_save(&w, 1, &mark, NULL);
    assert_fine(saved.err);
    const struct desk_undo_form undo = {saved.answer.deed};
    act_well(&w, desk_undo, &undo, MAY_UNDO_OWN);
    struct roll_view roll = roll_now(&w);
    assert_false(roll.is_written);
    assert_int_equal(MARK_HOME, roll_person_of(&roll, mother)->known);
    assert_fine(roll_save(&w, 0, NULL, "none").err);
    end(&w);
}

static void a_person_who_does_not_sleep_here_is_refused_by_her_field(void **state)
{
    (void)state;
    struct workplace w = workplace_at_night();
    (void)admit(&w, "Oksana M.", 0, 0);
    now_is = EVENING_MS;
    const struct roll_mark_form marks[] = {{.person = id_random(), .mark = TEXT("home")}};
    struct job job = roll_save(&w, 1, marks, NULL);
    assert_err(ERR_INPUT, job.err);
    assert_non_null(strstr(job.err->field, "person."));
    assert_false(roll_now(&w).is_written);
    end(&w);
}

static struct night_differences differences_of(struct workplace *w, int32_t night)
{
    struct roll_view roll = roll_now(w);
    struct who who;
    struct request rq;
    struct night_differences d;
    assert_fine(desk_request(w->site, w->arena, TEXT("manager"), MAY_CALL_ROLL, &who, &rq));
    assert_fine(night_differences(&rq, roll.house->house, roll.house->zone, night, &d));
    return d;
}

static void a_roll_that_says_otherwise_than_the_stays_is_told_and_changes_no_figure(void **state)
{
    (void)state;
    struct workplace w = workplace_at_night();
    struct job job = admit(&w, "Oksana M.", 0, 1);
    now_is = EVENING_MS;
    assert_fine(roll_save(&w, 0, NULL, NULL).err);
    now_is = EVENING_MS + 8 * HOUR_MS;
    assert_int_equal(0, differences_of(&w, TODAY).n);
    /* In the morning it comes out that she went at eleven. */
    const struct away_form away = {.person = made(&job, &person_type),
                                   .alone = true,
                                   .reason = TEXT("missing"),
                                   .at_ms = EVENING_MS + HOUR_MS};
    act_well(&w, stay_away, &away, MAY_ADMIT);
    struct night_differences d = differences_of(&w, TODAY);
    assert_int_equal(1, d.n);
    assert_int_equal(MARK_HOME, d.at[0].mark);
    assert_false(d.at[0].is_counted);
    const struct figure_ask ask = {.house = TEXT("rowan-house"), .from = TODAY, .to = TODAY};
    assert_int_equal(1, figures_twice(&w, "manager", &ask).counts[FIGURE_BED_NIGHTS]);
    end(&w);
}

static void a_child_in_hospital_and_her_mother_here_are_two_marks(void **state)
{
    (void)state;
    struct workplace w = workplace_at_night();
    struct job job = admit(&w, "Oksana M.", 0, 1);
    const struct id mother = made(&job, &person_type);
    now_is = EVENING_MS;
    struct roll_view roll = roll_now(&w);
    const struct id child = roll.at[1].lodger->person;
    const struct roll_mark_form mark = {.person = child, .mark = TEXT("hospital")};
    assert_fine(roll_save(&w, 1, &mark, NULL).err);
    roll = roll_now(&w);
    assert_int_equal(MARK_HOME, roll_person_of(&roll, mother)->known);
    assert_int_equal(MARK_HOSPITAL, roll_person_of(&roll, child)->known);
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_known_to_be_away_is_preset_so_and_the_others_are_at_home),
        cmocka_unit_test(not_home_begins_an_absence_and_home_ends_it),
        cmocka_unit_test(a_night_lasts_until_ten_and_has_one_roll),
        cmocka_unit_test(who_saves_second_is_told_what_the_first_wrote),
        cmocka_unit_test(undoing_a_roll_takes_its_absences_back),
        cmocka_unit_test(a_person_who_does_not_sleep_here_is_refused_by_her_field),
        cmocka_unit_test(a_roll_that_says_otherwise_than_the_stays_is_told_and_changes_no_figure),
        cmocka_unit_test(a_child_in_hospital_and_her_mother_here_are_two_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
