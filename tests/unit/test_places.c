/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_places.c - the index knows what houses and rooms are called, of the version that a row has
 * and of no other. */
#include "people/people.h"
#include "support/site.h"
#include "view/houses.h"
#include "view/places.h"

static struct request given_request(struct workplace *w, struct who *who)
{
    struct request rq;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, TEXT("manager"), MAY_SEE_HOUSE, who, &rq));
    return rq;
}

static struct rec *room_record(struct workplace *w, size_t room)
{
    struct rec *r = NULL;
    assert_fine(record_get(&w->site->store, w->arena, &room_type, w->rooms[room], &r));
    return r;
}

static void rooms_and_houses_are_known_by_name_once_the_keys_are_open(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    assert_fine(site_load_people(w.site));
    for (size_t i = 0; i < WORKPLACE_ROOMS; i++) {
        const struct rec *r = room_record(&w, i);
        struct text words = TEXT_NONE;
        assert_true(people_place(w.site->people, r->id, r->version, &words));
        assert_true(text_equal(words, rec_text(r, ROOM_LABEL)));
    }
    workplace_done(&w);
}

static void another_version_is_read_and_not_remembered(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct who who;
    struct request rq = given_request(&w, &who);
    struct rec *old = NULL;
    const struct rec *r = room_record(&w, 0);
    struct text words = TEXT_NONE;
    assert_fine(rec_clone(w.arena, r, &old));
    assert_fine(rec_set_text(w.arena, old, ROOM_LABEL, TEXT("of yesterday")));
    assert_fine(people_set_place(w.site->people, old, r->version - 1));
    assert_false(people_place(w.site->people, r->id, r->version, &words));
    assert_fine(place_name(&rq, &room_type, r->id, r->version, &words));
    assert_true(text_equal(words, rec_text(r, ROOM_LABEL)));
    workplace_done(&w);
}

static void a_new_room_is_called_by_its_name_at_once(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct who who;
    struct request rq = given_request(&w, &who);
    const struct room_form form = {
        .house = TEXT("rowan-house"), .label = TEXT("The attic"), .places = TEXT("3")};
    struct job job = act_well(&w, room_add, &form, MAY_MANAGE_HOUSES);
    struct id room = made(&job, &room_type);
    struct text words = TEXT_NONE;
    struct house_views views;
    assert_true(people_place(w.site->people, room, 1, &words));
    assert_text("The attic", words);
    assert_fine(house_views(&rq, TEXT("rowan-house"), &views));
    assert_int_equal(WORKPLACE_ROOMS + 1, views.at[0].n_rooms);
    assert_text("The attic", views.at[0].rooms[WORKPLACE_ROOMS].label);
    assert_int_equal(3, views.at[0].rooms[WORKPLACE_ROOMS].places);
    workplace_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rooms_and_houses_are_known_by_name_once_the_keys_are_open),
        cmocka_unit_test(another_version_is_read_and_not_remembered),
        cmocka_unit_test(a_new_room_is_called_by_its_name_at_once),
    };
    return cmocka_run_group_tests_name("places", tests, NULL, NULL);
}
