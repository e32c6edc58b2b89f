/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_rules.c - what the desk refuses: an act without the right to it, a right held elsewhere, an
 * undoing that comes too late or over later work; and that an erased name is gone at once. */
#include "command/undo.h"
#include "desk/inside.h"
#include "support/site.h"

static int64_t boot_ahead_ms;

static int64_t boot_later(void)
{
    return world_real()->boot_ms() + boot_ahead_ms;
}

static void user_given(struct workplace *w, const char *login, const char *role, const char *scope)
{
    const struct user_form form = {text_of(login), text_of(role), text_of(scope)};
    act_well(w, user_add, &form, MAY_MANAGE_USERS);
}

static struct err *admit_as(struct workplace *w, const char *login)
{
    const struct admit_form form = {
        .house = TEXT("rowan-house"),
        .room = w->rooms[0],
        .head = {.name = TEXT("Oksana M."), .birth = TEXT("1998-04-17")}};
    return act_as(w, login, stay_admit, &form, MAY_ADMIT).err;
}

static struct err *undo(struct workplace *w, const struct job *job)
{
    const struct desk_undo_form form = {job->answer.deed};
    return act(w, desk_undo, &form, MAY_UNDO_OWN).err;
}

static void who_may_not_is_refused_and_nothing_is_written(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    user_given(&w, "board-ann", "board", "all");
    assert_err(ERR_DENIED, admit_as(&w, "board-ann"));
    assert_err(ERR_DENIED, admit_as(&w, "nobody-here"));
    assert_fine(admit_as(&w, "manager"));
    workplace_done(&w);
}

static void a_right_in_one_house_serves_in_no_other(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    const struct house_form house = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                     TEXT("Europe/Kyiv"), TEXT("adaptation")};
    act_well(&w, house_add, &house, MAY_MANAGE_HOUSES);
    user_given(&w, "olha", "house", "house:linden-flats");
    assert_err(ERR_ABSENT, admit_as(&w, "olha"));
    workplace_done(&w);
}

static void nothing_is_undone_under_later_work(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct job admitted = admit(&w, "Oksana M.", 0, 1);
    assert_fine(admitted.err);
    usleep(2000); /* nobody moves in the millisecond in which she came */
    const struct move_form move = {.person = made(&admitted, &person_type), .room = w.rooms[1]};
    usleep(2000); /* a move in the moment of the arrival is refused */
    struct job moved = act_well(&w, stay_move, &move, MAY_ADMIT);
    assert_err(ERR_CONFLICT, undo(&w, &admitted));
    assert_fine(undo(&w, &moved));
    workplace_done(&w);
}

static void undoing_ends_after_ten_minutes_of_the_boot_clock(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct world later = *world_real();
    struct job first = admit(&w, "Oksana M.", 0, 1);
    struct job second = admit(&w, "Maria K.", 1, 1);
    assert_fine(first.err);
    assert_fine(second.err);
    later.boot_ms = boot_later;
    world_set(&later);
    boot_ahead_ms = INT64_C(9) * 60000;
    assert_fine(undo(&w, &first));
    boot_ahead_ms = INT64_C(11) * 60000;
    assert_err(ERR_CONFLICT, undo(&w, &second));
    world_set(NULL);
    workplace_done(&w);
}

static size_t clocks(struct workplace *w)
{
    static const uint8_t kinds[] = {DB_INT};
    static const struct sql_text count = {.label = "clocks",
                                          .sqlite = "select count(*) from deed_clock",
                                          .n_columns = 1,
                                          .column_kinds = kinds};
    struct db_rows rows;
    assert_fine(db_run(w->site->db, w->arena, &count, NULL, &rows));
    return (size_t)rows.at[0].n;
}

static void the_author_is_told_that_it_is_too_late_when_the_clock_is_swept(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct world later = *world_real();
    struct id at = ID_NONE;
    const struct person_form person = {.n = 1, .fields = {{"name", TEXT("Oksana M.")}}};
    user_given(&w, "olha", "house", "all");
    user_given(&w, "worker", "worker", "all");
    struct job job = act_as(&w, "olha", person_add, &person, MAY_WRITE_PERSONS);
    assert_fine(job.err);
    const struct desk_undo_form form = {job.answer.deed};
    later.boot_ms = boot_later;
    world_set(&later);
    boot_ahead_ms = INT64_C(30) * 60000;
    desk_sweep(w.site, &at);
    assert_true(clocks(&w) > 0);
    boot_ahead_ms = INT64_C(61) * 60000;
    desk_sweep(w.site, &at);
    assert_int_equal(0, clocks(&w));
    assert_err(ERR_CONFLICT, act_as(&w, "olha", desk_undo, &form, MAY_UNDO_OWN).err);
    assert_err(ERR_ABSENT, act_as(&w, "worker", desk_undo, &form, MAY_UNDO_OWN).err);
    world_set(NULL);
    workplace_done(&w);
}

static void an_erased_name_is_not_found_from_then_on(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    user_given(&w, "board-ann", "manager", "all");
    const struct user_form third = {TEXT("ira"), TEXT("manager"), TEXT("all")};
    assert_fine(act_as(&w, "board-ann", user_add, &third, MAY_MANAGE_USERS).err);
    struct job job = admit(&w, "Oksana M.", 0, 0);
    assert_fine(job.err);
    assert_fine(site_load_people(w.site));
    const struct id person = made(&job, &person_type);
    assert_string_equal("Oksana M.", people_get(w.site->people, person)->name);
    usleep(2000);
    const struct leave_form leave = {.person = person, .reason = TEXT("completed")};
    act_well(&w, stay_leave, &leave, MAY_ADMIT);
    const struct erase_form ask = {person, TEXT("own-wish"), false};
    const struct erase_form confirm = {person, TEXT_NONE, true};
    act_well(&w, person_erase, &ask, MAY_ERASE);
    assert_fine(act_as(&w, "ira", person_erase, &confirm, MAY_ERASE).err);
    assert_string_equal("", people_get(w.site->people, person)->name);
    workplace_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_may_not_is_refused_and_nothing_is_written),
        cmocka_unit_test(a_right_in_one_house_serves_in_no_other),
        cmocka_unit_test(nothing_is_undone_under_later_work),
        cmocka_unit_test(undoing_ends_after_ten_minutes_of_the_boot_clock),
        cmocka_unit_test(the_author_is_told_that_it_is_too_late_when_the_clock_is_swept),
        cmocka_unit_test(an_erased_name_is_not_found_from_then_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
