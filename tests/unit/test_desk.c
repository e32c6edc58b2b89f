/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_desk.c - a site from its first deed on: admitting, undoing, erasing, rebuilding. */
#include "unit.h"

#include "command/person.h"
#include "command/stay.h"
#include "desk/desk.h"
#include "model/types.h"
#include "sql/house.sql.h"

struct place_of_work {
    struct arena *arena;
    const char *dir;
    struct site *site;
    struct id rooms[2];
};

static struct job act(struct place_of_work *w, command_fn *run, const void *form, enum may may)
{
    struct job job = {.arena = w->arena, .as = TEXT("manager"), .may = may, .run = run,
                      .form = form};
    struct err *bad = desk_do(w->site, &job);
    assert_true(bad == job.err);
    return job;
}

static struct job act_well(struct place_of_work *w, command_fn *run, const void *form,
                           enum may may)
{
    struct job job = act(w, run, form, may);
    assert_fine(job.err);
    return job;
}

static struct id made(const struct job *job, const struct rec_type *type)
{
    for (size_t i = 0; i < job->answer.n_records; i++)
        if (job->answer.records[i].type == type)
            return job->answer.records[i].id;
    fail_msg("no %s was made", type->name);
    return ID_NONE;
}

static struct place_of_work given_a_house_with_two_rooms(void)
{
    struct place_of_work w = {.arena = arena_new(UNIT_ARENA_MAX)};
    w.dir = arena_printf(w.arena, "%s/site", unit_folder(w.arena));
    const char *key = arena_printf(w.arena, "%s-key", w.dir), *paper = NULL;
    const struct site_new new = {.dir = w.dir, .name = TEXT("Rowan Tree"), .lang = TEXT("en"),
                                 .zone = TEXT("Europe/Kyiv"), .login = TEXT("manager"),
                                 .secret = {.key_file = key}};
    assert_fine(site_make(w.arena, &new, &paper));
    const struct site_secret secret = {.key_file = key};
    assert_fine(site_open(w.arena, w.dir, &secret, &w.site));
    const struct house_form house = {TEXT("rowan-house"), TEXT("Rowan House"),
                                     TEXT("Europe/Kyiv"), TEXT("crisis")};
    act_well(&w, house_add, &house, MAY_MANAGE_HOUSES);
    for (size_t i = 0; i < 2; i++) {
        const struct room_form room = {.house = TEXT("rowan-house"),
                                       .label = text_of(i == 0 ? "1" : "2"), .places = TEXT("4")};
        struct job job = act_well(&w, room_add, &room, MAY_MANAGE_HOUSES);
        w.rooms[i] = made(&job, &room_type);
    }
    return w;
}

static struct job admit(struct place_of_work *w, const char *name, size_t room)
{
    const struct admit_person child = {.name = TEXT("Danylo"), .age = TEXT("6")};
    const struct admit_form form = {.house = TEXT("rowan-house"), .room = w->rooms[room],
                                    .head = {.name = text_of(name), .birth = TEXT("1998-04-17")},
                                    .n_children = 1, .children = &child};
    return act(w, stay_admit, &form, MAY_ADMIT);
}

static size_t lodgings(struct place_of_work *w, size_t room)
{
    struct sql_lodgings_of_room_row *rows;
    size_t n = 0;
    assert_fine(sql_lodgings_of_room(w->site->db, w->arena, w->site->org, w->rooms[room], 0,
                                     &rows, &n));
    return n;
}

static void count_finding(void *with, const struct row_finding *finding)
{
    (void)finding;
    ++*(int *)with;
}

static void assert_rebuild_gives_the_same(struct place_of_work *w)
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
    struct place_of_work w = given_a_house_with_two_rooms();
    struct job first = admit(&w, "Oksana M.", 0);
    assert_fine(first.err);
    struct job second = admit(&w, "Hanna K.", 0);
    assert_err(ERR_CONFLICT, second.err);
    assert_string_equal("room", second.err->field);
    assert_int_equal(2, lodgings(&w, 0));
    struct job third = admit(&w, "Hanna K.", 1);
    assert_fine(third.err);
    assert_rebuild_gives_the_same(&w);
    site_close(&w.site);
}

static void an_undone_admission_frees_the_room_and_history_keeps_it(void **state)
{
    (void)state;
    struct place_of_work w = given_a_house_with_two_rooms();
    struct job admitted = admit(&w, "Oksana M.", 0);
    const struct desk_undo_form form = {admitted.answer.deed};
    act_well(&w, desk_undo, &form, MAY_UNDO_OWN);
    assert_int_equal(0, lodgings(&w, 0));
    struct history h;
    struct id person = made(&admitted, &person_type);
    assert_fine(record_history(&w.site->store, w.arena, person, &h));
    assert_int_equal(2, h.n);
    assert_true(h.at[1].after->withdrawn);
    assert_rebuild_gives_the_same(&w);
    assert_fine(admit(&w, "Oksana M.", 0).err);
    site_close(&w.site);
}

static void the_same_once_key_acts_once(void **state)
{
    (void)state;
    struct place_of_work w = given_a_house_with_two_rooms();
    const struct house_form house = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                     TEXT("Europe/Kyiv"), TEXT("adaptation")};
    struct job first = {.arena = w.arena, .as = TEXT("manager"), .may = MAY_MANAGE_HOUSES,
                        .once = TEXT("k1"), .run = house_add, .form = &house};
    struct job again = first;
    assert_fine(desk_do(w.site, &first));
    assert_fine(desk_do(w.site, &again));
    assert_true(again.answer.was_done);
    assert_true(id_equal(first.answer.deed, again.answer.deed));
    assert_true(id_equal(made(&first, &house_type), made(&again, &house_type)));
    site_close(&w.site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_room_is_never_given_twice),
        cmocka_unit_test(an_undone_admission_frees_the_room_and_history_keeps_it),
        cmocka_unit_test(the_same_once_key_acts_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
