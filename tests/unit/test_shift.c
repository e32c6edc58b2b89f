/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_shift.c - a change of shift: who may take over, who reads the note, and who does not. */
#include "command/shift.h"
#include "model/types_night.h"
#include "support/site.h"
#include "view/houses.h"
#include "view/shift.h"

static void user_make(struct workplace *w, const char *login, const char *role, const char *scope)
{
    const struct user_form form = {text_of(login), text_of(role), text_of(scope)};
    act_well(w, user_add, &form, MAY_MANAGE_USERS);
}

static struct workplace workplace_with_a_night_shift(void)
{
    struct workplace w = workplace_make();
    const struct house_form house = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                     TEXT("Europe/Kyiv"), TEXT("adaptation")};
    act_well(&w, house_add, &house, MAY_MANAGE_HOUSES);
    user_make(&w, "olena", "house", "house:rowan-house");
    user_make(&w, "nina", "house", "house:rowan-house");
    user_make(&w, "vira", "house", "house:linden-flats");
    return w;
}

static struct job hand_over(struct workplace *w, const char *giver, const char *taker,
                            const char *note)
{
    const struct shift_form form = {
        .house = TEXT("rowan-house"), .taker = text_of(taker), .note = text_of(note)};
    return act_as(w, giver, shift_hand_over, &form, MAY_HAND_OVER);
}

static struct err *list_as(struct workplace *w, const char *login, struct shift_list *ret_list)
{
    struct who who;
    struct request rq;
    struct house_views houses;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, text_of(login), MAY_HAND_OVER, &who, &rq));
    assert_fine(house_views(&rq, TEXT("rowan-house"), &houses));
    return shift_list(&rq, houses.at[0].house, 10, ret_list);
}

static struct job read_as(struct workplace *w, const char *login, const struct job *shift)
{
    const struct shift_read_form form = {made(shift, &shift_type)};
    return act_as(w, login, shift_read, &form, MAY_HAND_OVER);
}

static void the_next_one_reads_the_note_and_it_waits_no_longer(void **state)
{
    (void)state;
    struct workplace w = workplace_with_a_night_shift();
    struct shift_list list;
    struct job job = hand_over(&w, "olena", "nina", "The boiler was mended.");
    assert_fine(job.err);
    assert_fine(list_as(&w, "nina", &list));
    assert_int_equal(1, list.n);
    assert_true(list.at[0].may_read);
    assert_text("The boiler was mended.", list.at[0].note);
    assert_fine(read_as(&w, "nina", &job).err);
    assert_fine(list_as(&w, "nina", &list));
    assert_false(list.at[0].may_read);
    assert_true(list.at[0].is_read);
    assert_err(ERR_CONFLICT, read_as(&w, "nina", &job).err);
    workplace_done(&w);
}

static void who_gave_it_does_not_read_it_in_place_of_the_next(void **state)
{
    (void)state;
    struct workplace w = workplace_with_a_night_shift();
    struct shift_list list;
    struct job job = hand_over(&w, "olena", "", "Room 4: milk at six.");
    assert_fine(job.err);
    assert_fine(list_as(&w, "olena", &list));
    assert_false(list.at[0].may_read);
    assert_err(ERR_CONFLICT, read_as(&w, "olena", &job).err);
    /* A manager sees it, and leaves it to the shift. */
    assert_fine(list_as(&w, "manager", &list));
    assert_false(list.at[0].may_read);
    assert_err(ERR_CONFLICT, read_as(&w, "manager", &job).err);
    workplace_done(&w);
}

static void another_house_sees_no_note_and_takes_nothing_over(void **state)
{
    (void)state;
    struct workplace w = workplace_with_a_night_shift();
    struct shift_list list;
    struct job job = hand_over(&w, "olena", "nina", "The boiler was mended.");
    assert_err(ERR_ABSENT, list_as(&w, "vira", &list));
    assert_err(ERR_ABSENT, read_as(&w, "vira", &job).err);
    assert_err(ERR_ABSENT, hand_over(&w, "vira", "", "Nothing").err);
    struct job wrong = hand_over(&w, "olena", "vira", "Nothing");
    assert_err(ERR_INPUT, wrong.err);
    assert_string_equal("taker", wrong.err->field);
    workplace_done(&w);
}

static void without_a_note_nothing_waits(void **state)
{
    (void)state;
    struct workplace w = workplace_with_a_night_shift();
    struct shift_list list;
    assert_fine(hand_over(&w, "olena", "nina", "").err);
    assert_fine(list_as(&w, "nina", &list));
    assert_true(list.at[0].is_read);
    assert_false(list.at[0].may_read);
    workplace_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_one_reads_the_note_and_it_waits_no_longer),
        cmocka_unit_test(who_gave_it_does_not_read_it_in_place_of_the_next),
        cmocka_unit_test(another_house_sees_no_note_and_takes_nothing_over),
        cmocka_unit_test(without_a_note_nothing_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
