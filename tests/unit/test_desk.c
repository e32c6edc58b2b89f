/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_desk.c - a site from its first deed on: admitting, undoing, erasing, rebuilding. */
#include "base/limits.h"
#include "sql/house.sql.h"
#include "support/site.h"

static size_t lodgings(struct workplace *w, size_t room)
{
    struct sql_lodgings_of_room_row *rows;
    size_t n = 0;
    assert_fine(
        sql_lodgings_of_room(w->site->db, w->arena, w->site->org, w->rooms[room], 0, &rows, &n));
    return n;
}

static void count_finding(void *with, const struct row_finding *finding)
{
    (void)finding;
    ++*(int *)with;
}

static void assert_rebuild_gives_the_same(struct workplace *w)
{
    struct hash before, after;
    int64_t entries = 0, rows = 0;
    int findings = 0;
    assert_fine(desk_projection_hash(w->site, &before));
    assert_fine(desk_compare(w->site, NULL, count_finding, &findings, &rows));
    assert_int_equal(0, findings);
    assert_true(rows > 0);
    assert_fine(desk_rebuild(w->site, NULL, &entries));
    assert_fine(desk_projection_hash(w->site, &after));
    assert_true(seal_hash_equal(&before, &after));
}

static void a_room_is_never_given_twice(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct job first = admit(&w, "Oksana M.", 0, 1);
    assert_fine(first.err);
    struct job second = admit(&w, "Hanna K.", 0, 1);
    assert_err(ERR_CONFLICT, second.err);
    assert_string_equal("room", second.err->field);
    assert_int_equal(2, lodgings(&w, 0));
    struct job third = admit(&w, "Hanna K.", 1, 1);
    assert_fine(third.err);
    assert_rebuild_gives_the_same(&w);
    workplace_done(&w);
}

static void an_undone_admission_frees_the_room_and_history_keeps_it(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct job admitted = admit(&w, "Oksana M.", 0, 1);
    const struct desk_undo_form form = {admitted.answer.deed};
    act_well(&w, desk_undo, &form, MAY_UNDO_OWN);
    assert_int_equal(0, lodgings(&w, 0));
    struct history h;
    struct id person = made(&admitted, &person_type);
    assert_fine(record_history(&w.site->store, w.arena, person, &h));
    assert_int_equal(2, h.n);
    assert_true(h.at[1].after->withdrawn);
    assert_rebuild_gives_the_same(&w);
    assert_fine(admit(&w, "Oksana M.", 0, 1).err);
    workplace_done(&w);
}

static void the_same_once_key_acts_once(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    const struct house_form house = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                     TEXT("Europe/Kyiv"), TEXT("adaptation")};
    struct job first = {.arena = w.arena,
                        .as = TEXT("manager"),
                        .may = MAY_MANAGE_HOUSES,
                        .once = TEXT("k1"),
                        .run = house_add,
                        .form = &house};
    struct job again = first;
    assert_fine(desk_do(w.site, &first));
    assert_fine(desk_do(w.site, &again));
    assert_true(again.answer.was_done);
    assert_true(id_equal(first.answer.deed, again.answer.deed));
    assert_true(id_equal(made(&first, &house_type), made(&again, &house_type)));
    workplace_done(&w);
}

/* ---- two processes at once --------------------------------------------------------------------
 */

static int64_t paused_ms;
static struct site *leaving;

static int64_t boot_of_pauses(void)
{
    return 1000000 + paused_ms;
}

/* Nobody really waits; the site in our way is left after a while. */
static void pause_counted(int64_t ms)
{
    paused_ms += ms;
    if (leaving != NULL && paused_ms >= 1500)
        site_close(&leaving);
}

static struct err *open_beside(struct workplace *w, bool is_left, struct site **ret_site)
{
    const struct site_secret none = {0};
    struct world waits = *world_real();
    waits.boot_ms = boot_of_pauses;
    waits.pause_ms = pause_counted;
    leaving = is_left ? w->site : NULL;
    paused_ms = 0;
    world_set(&waits);
    struct err *bad = site_open(w->arena, w->dir, &none, ret_site);
    world_set(NULL);
    return bad;
}

static void who_comes_while_another_works_waits_for_two_seconds(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct site *second = NULL;
    assert_err(ERR_BUSY, open_beside(&w, false, &second));
    assert_int_equal(LIMIT_LOCK_WAIT_MS, paused_ms);
    assert_fine(open_beside(&w, true, &second));
    assert_in_range(paused_ms, 1500, LIMIT_LOCK_WAIT_MS - 1);
    w.site = second;
    workplace_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_room_is_never_given_twice),
        cmocka_unit_test(an_undone_admission_frees_the_room_and_history_keeps_it),
        cmocka_unit_test(the_same_once_key_acts_once),
        cmocka_unit_test(who_comes_while_another_works_waits_for_two_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
