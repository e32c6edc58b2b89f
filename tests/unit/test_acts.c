/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_acts.c - what acts refuse to whoever does not see, is disabled, or did not do it; and what a
 * figure shows to those who may know it but not list it. */
#include "base/when.h"
#include "support/site.h"
#include "view/figures.h"
#include "view/houses.h"
#include "view/persons.h"

/* Saturday 21 November 2026, 14:30 in Kyiv. */
#define NOW_MS INT64_C(1795264200000)
enum { TODAY = 20778 };

static int64_t fixed_now(void)
{
    return NOW_MS;
}

static struct workplace workplace_on_a_saturday(void)
{
    static struct world world;
    world = *world_real();
    world.now_ms = fixed_now;
    world_set(&world);
    return workplace_make();
}

static void end(struct workplace *w)
{
    workplace_done(w);
    world_set(NULL);
}

static void user_make(struct workplace *w, const char *login, const char *role, const char *scope)
{
    const struct user_form form = {text_of(login), text_of(role), text_of(scope)};
    act_well(w, user_add, &form, MAY_MANAGE_USERS);
}

static void house_make(struct workplace *w, const char *handle)
{
    const struct house_form house = {text_of(handle), TEXT("Linden Flats"), TEXT("Europe/Kyiv"),
                                     TEXT("adaptation")};
    const struct room_form room = {.house = house.handle, .label = TEXT("1"), .places = TEXT("4")};
    act_well(w, house_add, &house, MAY_MANAGE_HOUSES);
    act_well(w, room_add, &room, MAY_MANAGE_HOUSES);
}

static struct figures figures_of(struct workplace *w, const char *login, int32_t from)
{
    struct who who;
    struct request rq;
    struct figures day, period;
    const struct figure_ask ask = {.house = TEXT("rowan-house"), .from = from, .to = TODAY};
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, text_of(login), MAY_SEE_FIGURES, &who, &rq));
    assert_fine(figures_as_of(&rq, &ask, &day));
    assert_fine(figures_period(&rq, &ask, &period));
    day.counts[FIGURE_BED_NIGHTS] = period.counts[FIGURE_BED_NIGHTS];
    return day;
}

static void whoever_does_not_see_a_person_cannot_change_her(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    user_make(&w, "worker", "worker", "own");
    struct job job = admit(&w, "Oksana M.", 0, 0);
    const struct person_form form = {
        .person = made(&job, &person_type), .n = 1, .fields = {{"name", TEXT("Hanna K.")}}};
    assert_err(ERR_ABSENT, act_as(&w, "worker", person_correct, &form, MAY_WRITE_PERSONS).err);
    assert_fine(act(&w, person_correct, &form, MAY_WRITE_PERSONS).err);
    end(&w);
}

static void a_disabled_user_acts_no_more(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    user_make(&w, "ira", "manager", "all");
    const struct user_name_form form = {TEXT("ira")};
    act_well(&w, user_disable, &form, MAY_MANAGE_USERS);
    const struct person_form person = {.n = 1, .fields = {{"name", TEXT("Hanna K.")}}};
    assert_err(ERR_DENIED, act_as(&w, "ira", person_add, &person, MAY_WRITE_PERSONS).err);
    end(&w);
}

static void a_worker_undoes_nobody_elses_act(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    user_make(&w, "worker", "worker", "all");
    struct job job = admit(&w, "Oksana M.", 0, 0);
    const struct desk_undo_form undo = {job.answer.deed};
    assert_err(ERR_ABSENT, act_as(&w, "worker", desk_undo, &undo, MAY_UNDO_OWN).err);
    assert_fine(act(&w, desk_undo, &undo, MAY_UNDO_OWN).err);
    end(&w);
}

static void a_manager_of_one_house_undoes_nothing_of_others_and_makes_no_users(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    house_make(&w, "linden-flats");
    user_make(&w, "nina", "manager", "house:linden-flats");
    struct job job = admit(&w, "Oksana M.", 0, 0);
    const struct desk_undo_form undo = {job.answer.deed};
    const struct user_form user = {TEXT("other"), TEXT("manager"), TEXT("all")};
    assert_err(ERR_ABSENT, act_as(&w, "nina", desk_undo, &undo, MAY_UNDO_OWN).err);
    assert_err(ERR_DENIED, act_as(&w, "nina", user_add, &user, MAY_MANAGE_USERS).err);
    end(&w);
}

static void nights_away_are_no_bed_nights(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    const struct admit_form form = {.house = TEXT("rowan-house"),
                                    .room = w.rooms[0],
                                    .head = {.name = TEXT("Oksana M.")},
                                    .at_ms = NOW_MS - 5 * DAY_MS};
    struct job job = act_well(&w, stay_admit, &form, MAY_ADMIT);
    assert_int_equal(5, figures_of(&w, "manager", TODAY - 9).counts[FIGURE_BED_NIGHTS]);
    const struct away_form away = {.person = made(&job, &person_type),
                                   .reason = TEXT("hospital"),
                                   .at_ms = NOW_MS - 3 * DAY_MS};
    act_well(&w, stay_away, &away, MAY_ADMIT);
    assert_int_equal(2, figures_of(&w, "manager", TODAY - 9).counts[FIGURE_BED_NIGHTS]);
    end(&w);
}

static void the_board_counts_everybody_and_lists_nobody(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    user_make(&w, "board", "board", "all");
    assert_fine(admit(&w, "Oksana M.", 0, 2).err);
    struct figures f = figures_of(&w, "board", TODAY);
    assert_int_equal(1, f.counts[FIGURE_MOTHERS]);
    assert_int_equal(2, f.counts[FIGURE_CHILDREN]);
    assert_int_equal(3, f.withheld);
    assert_int_equal(0, f.rows[FIGURE_MOTHERS].n + f.rows[FIGURE_CHILDREN].n);
    f = figures_of(&w, "manager", TODAY);
    assert_int_equal(3, f.rows[FIGURE_MOTHERS].n + f.rows[FIGURE_CHILDREN].n);
    end(&w);
}

/* ---- who left and comes again -----------------------------------------------------------------
 */

static bool sees(struct workplace *w, const char *login, struct id person)
{
    struct who who;
    struct request rq;
    bool seen = false;
    assert_fine(desk_request(w->site, w->arena, text_of(login), MAY_SEE_PERSONS, &who, &rq));
    assert_fine(person_is_seen(&rq, person, &seen));
    return seen;
}

/* Somebody who came so many days ago and left again after one. */
static struct id left_days_ago(struct workplace *w, int64_t days, size_t room)
{
    const struct admit_person child = {.name = TEXT("Danylo"), .age = TEXT("6")};
    const struct admit_form form = {.house = TEXT("rowan-house"),
                                    .room = w->rooms[room],
                                    .head = {.name = TEXT("Oksana M.")},
                                    .n_children = 1,
                                    .children = &child,
                                    .danger = TEXT("yes"),
                                    .at_ms = NOW_MS - (days + 1) * DAY_MS};
    struct job job = act_well(w, stay_admit, &form, MAY_ADMIT);
    const struct leave_form leave = {.person = made(&job, &person_type),
                                     .reason = TEXT("completed"),
                                     .at_ms = NOW_MS - days * DAY_MS};
    act_well(w, stay_leave, &leave, MAY_ADMIT);
    return leave.person;
}

static void the_house_of_her_last_stay_lets_her_in_again(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    house_make(&w, "linden-flats");
    user_make(&w, "olha", "house", "house:rowan-house");
    user_make(&w, "ira", "house", "house:linden-flats");
    user_make(&w, "nina", "manager", "house:rowan-house");
    user_make(&w, "worker", "worker", "all");
    struct id person = left_days_ago(&w, 30, 0);
    assert_true(sees(&w, "olha", person));
    assert_true(sees(&w, "nina", person));
    assert_false(sees(&w, "ira", person));
    assert_false(sees(&w, "worker", person));
    const struct return_form again = {.person = person, .room = w.rooms[1]};
    assert_err(ERR_ABSENT, act_as(&w, "ira", stay_return, &again, MAY_ADMIT).err);
    struct job job = act_as(&w, "olha", stay_return, &again, MAY_ADMIT);
    assert_fine(job.err);
    assert_int_equal(4, job.answer.n_records); /* two stays, two places in the room */
    end(&w);
}

static void after_a_year_only_the_manager_of_all_knows_her(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    user_make(&w, "olha", "house", "house:rowan-house");
    user_make(&w, "nina", "manager", "house:rowan-house");
    struct id within = left_days_ago(&w, GUARD_DAYS_GONE_MAX, 0);
    struct id after = left_days_ago(&w, GUARD_DAYS_GONE_MAX + 1, 1);
    assert_true(sees(&w, "olha", within));
    assert_false(sees(&w, "olha", after));
    assert_false(sees(&w, "nina", after));
    assert_true(sees(&w, "manager", after));
    end(&w);
}

static void who_stays_elsewhere_by_now_is_seen_there_alone(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    house_make(&w, "linden-flats");
    user_make(&w, "olha", "house", "house:rowan-house");
    user_make(&w, "ira", "house", "house:linden-flats");
    struct id person = left_days_ago(&w, 30, 0);
    struct id room = ID_NONE;
    struct who who;
    struct request rq;
    assert_fine(desk_request(w.site, w.arena, TEXT("manager"), MAY_ADMIT, &who, &rq));
    assert_fine(room_by_label(&rq, TEXT("linden-flats"), TEXT("1"), &room));
    const struct admit_form form = {.house = TEXT("linden-flats"),
                                    .room = room,
                                    .head = {.person = person},
                                    .at_ms = NOW_MS - DAY_MS};
    act_well(&w, stay_admit, &form, MAY_ADMIT);
    assert_false(sees(&w, "olha", person));
    assert_true(sees(&w, "ira", person));
    const struct leave_form leave = {.person = person, .reason = TEXT("completed")};
    act_well(&w, stay_leave, &leave, MAY_ADMIT);
    assert_false(sees(&w, "olha", person));
    assert_true(sees(&w, "ira", person));
    end(&w);
}

static void who_wrote_somebody_down_sees_her_until_she_stays_in_another_house(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    house_make(&w, "linden-flats");
    user_make(&w, "olha", "house", "house:rowan-house");
    user_make(&w, "ira", "house", "house:linden-flats");
    const struct person_form vera = {.n = 1, .fields = {{"name", TEXT("Vera S.")}}};
    struct job job = act_as(&w, "olha", person_add, &vera, MAY_WRITE_PERSONS);
    struct id person = made(&job, &person_type), room = ID_NONE;
    struct who who;
    struct request rq;
    assert_fine(job.err);
    assert_true(sees(&w, "olha", person));
    assert_false(sees(&w, "ira", person));
    assert_fine(desk_request(w.site, w.arena, TEXT("manager"), MAY_ADMIT, &who, &rq));
    assert_fine(room_by_label(&rq, TEXT("linden-flats"), TEXT("1"), &room));
    const struct admit_form form = {
        .house = TEXT("linden-flats"), .room = room, .head = {.person = person}};
    act_well(&w, stay_admit, &form, MAY_ADMIT);
    assert_false(sees(&w, "olha", person));
    assert_true(sees(&w, "ira", person));
    end(&w);
}

/* A mother and her child were in rowan-house; the child stays in linden-flats by now. */
static void what_a_family_does_leaves_alone_who_stays_in_a_house_of_others(void **state)
{
    (void)state;
    struct workplace w = workplace_on_a_saturday();
    house_make(&w, "linden-flats");
    user_make(&w, "olha", "house", "house:rowan-house");
    user_make(&w, "ira", "house", "house:linden-flats");
    const struct admit_person small = {.name = TEXT("Danylo"), .age = TEXT("6")};
    const struct admit_form family = {.room = w.rooms[0],
                                      .head = {.name = TEXT("Oksana M.")},
                                      .n_children = 1,
                                      .children = &small,
                                      .at_ms = NOW_MS - 3 * DAY_MS};
    struct job job = act_well(&w, stay_admit, &family, MAY_ADMIT);
    struct id mother = ID_NONE, child = ID_NONE, room = ID_NONE;
    struct who who;
    struct request rq;
    for (size_t i = 0; i < job.answer.n_records; i++)
        if (job.answer.records[i].type == &person_type)
            *(id_is_none(mother) ? &mother : &child) = job.answer.records[i].id;
    const struct leave_form goes = {
        .person = child, .alone = true, .reason = TEXT("completed"), .at_ms = NOW_MS - 2 * DAY_MS};
    act_well(&w, stay_leave, &goes, MAY_ADMIT);
    assert_fine(desk_request(w.site, w.arena, TEXT("manager"), MAY_ADMIT, &who, &rq));
    assert_fine(room_by_label(&rq, TEXT("linden-flats"), TEXT("1"), &room));
    const struct return_form comes = {
        .person = child, .room = room, .alone = true, .at_ms = NOW_MS - DAY_MS};
    act_well(&w, stay_return, &comes, MAY_ADMIT);
    const struct move_form move = {
        .person = mother, .room = w.rooms[1], .at_ms = NOW_MS - DAY_MS / 2};
    assert_fine(act_as(&w, "olha", stay_move, &move, MAY_ADMIT).err);
    const struct leave_form leave = {.person = mother, .reason = TEXT("completed")};
    assert_fine(act_as(&w, "olha", stay_leave, &leave, MAY_ADMIT).err);
    struct person_last line;
    assert_fine(desk_request(w.site, w.arena, TEXT("manager"), MAY_ADMIT, &who, &rq));
    assert_fine(person_place(&rq, child, &line));
    assert_int_equal(HERE_NOW, line.here);
    assert_true(sees(&w, "ira", child));
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_does_not_see_a_person_cannot_change_her),
        cmocka_unit_test(a_disabled_user_acts_no_more),
        cmocka_unit_test(a_worker_undoes_nobody_elses_act),
        cmocka_unit_test(a_manager_of_one_house_undoes_nothing_of_others_and_makes_no_users),
        cmocka_unit_test(what_a_family_does_leaves_alone_who_stays_in_a_house_of_others),
        cmocka_unit_test(nights_away_are_no_bed_nights),
        cmocka_unit_test(the_house_of_her_last_stay_lets_her_in_again),
        cmocka_unit_test(after_a_year_only_the_manager_of_all_knows_her),
        cmocka_unit_test(who_stays_elsewhere_by_now_is_seen_there_alone),
        cmocka_unit_test(who_wrote_somebody_down_sees_her_until_she_stays_in_another_house),
        cmocka_unit_test(the_board_counts_everybody_and_lists_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
