/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_page_houses.c - up to three houses stand on the page as they are; of more than three a page
 * is about one, and the others are a list. */
#include "support/served.h"

#include "people/people.h"
#include "view/house_list.h"

/* rowan-house and `more` others with a room each. */
static struct served given(int more)
{
    struct served s = served_make();
    served_user(&s, "worker", "all");
    served_user(&s, "house", "house:rowan-house");
    for (int i = 1; i <= more; i++) {
        const struct house_form house = {.handle = text_of(arena_printf(s.w.arena, "far-%02d", i)),
                                         .name = text_of(arena_printf(s.w.arena, "Far %d", i)),
                                         .zone = TEXT("Europe/Kyiv"),
                                         .kind = i % 2 == 0 ? TEXT("crisis") : TEXT("adaptation")};
        const struct room_form room = {
            .house = house.handle, .label = TEXT("1"), .places = TEXT("4")};
        act_well(&s.w, house_add, &house, MAY_MANAGE_HOUSES);
        act_well(&s.w, room_add, &room, MAY_MANAGE_HOUSES);
    }
    served_start(&s);
    return s;
}

static void up_to_three_houses_stand_on_the_page(void **state)
{
    (void)state;
    struct served s = given(2);
    struct reply today = served_get(&s, "manager", "/today");
    struct reply houses = served_get(&s, "manager", "/house");
    struct reply admit = served_get(&s, "manager", "/admit");
    assert_true(reply_has(&today, "Far 1") && reply_has(&today, "Far 2"));
    assert_false(reply_has(&today, "id=\"choice\""));
    assert_true(reply_has(&houses, "id=\"house-far-01\"") &&
                reply_has(&houses, "id=\"house-rowan-house\""));
    assert_int_equal(WORKPLACE_ROOMS + 2, reply_times(&admit, "name=\"room\""));
    served_done(&s);
}

static void of_many_houses_today_shows_the_tiles_of_one(void **state)
{
    (void)state;
    struct served s = given(9);
    struct reply today = served_get(&s, "manager", "/today");
    assert_int_equal(200, today.status);
    assert_int_equal(1, reply_times(&today, "class=\"rooms\""));
    assert_true(reply_has(&today, "id=\"house-far-01\"")); /* the first, until one is chosen */
    today = served_get(&s, "manager", "/today?house=far-07");
    assert_int_equal(1, reply_times(&today, "class=\"rooms\""));
    assert_true(reply_has(&today, "id=\"house-far-07\""));
    assert_true(reply_has(&today, "href=\"/admit?house=far-07\""));
    struct reply json = served_get(&s, "manager", "/today.json?house=far-07");
    assert_int_equal(1, reply_times(&json, "\"rooms\":"));
    assert_int_equal(10, reply_number(&json, "houses_in_all"));
    served_done(&s);
}

static void a_house_that_she_does_not_see_is_absent_as_one_that_is_not(void **state)
{
    (void)state;
    struct served s = given(9);
    assert_int_equal(404, served_get(&s, "manager", "/today?house=no-house").status);
    assert_int_equal(404, served_get(&s, "manager", "/admit?house=no-house").status);
    /* One house is few: nothing is chosen, and nothing of the others is told. */
    struct reply today = served_get(&s, "house", "/today?house=far-07");
    struct reply list = served_get(&s, "house", "/house.csv");
    assert_int_equal(200, today.status);
    assert_false(reply_has(&today, "Far"));
    assert_false(reply_has(&list, "far-"));
    assert_true(reply_has(&list, "rowan-house"));
    served_done(&s);
}

static void an_admission_asks_for_the_house_first_and_then_for_its_rooms(void **state)
{
    (void)state;
    struct served s = given(9);
    struct reply ask = served_get(&s, "manager", "/admit?name=Anna");
    assert_true(reply_has(&ask, "In which house?"));
    assert_true(reply_has(&ask, "href=\"?house=far-03&amp;name=Anna\""));
    assert_int_equal(0, reply_times(&ask, "name=\"room\""));
    ask = served_get(&s, "manager", "/admit?house=&q=rowan");
    assert_true(reply_has(&ask, "house=rowan-house") && !reply_has(&ask, "far-03"));
    struct reply form = served_get(&s, "manager", "/admit?house=rowan-house");
    assert_int_equal(WORKPLACE_ROOMS, reply_times(&form, "name=\"room\""));
    /* A room says in which house it is, and what is refused stays in its house. */
    const char *room = served_id(&s, s.w.rooms[1]);
    form = served_get(&s, "manager", arena_printf(s.w.arena, "/admit?room=%s", room));
    assert_int_equal(WORKPLACE_ROOMS, reply_times(&form, "name=\"room\""));
    form = served_post(&s, "manager", "/admit",
                       arena_printf(s.w.arena, "name=&room=%s&house=rowan-house", room));
    assert_int_equal(422, form.status);
    assert_int_equal(WORKPLACE_ROOMS, reply_times(&form, "name=\"room\""));
    served_done(&s);
}

static void the_list_of_many_houses_has_filters_counts_and_pages(void **state)
{
    (void)state;
    struct served s = given(30);
    struct reply page = served_get(&s, "manager", "/house.json?limit=10");
    assert_int_equal(10, reply_times(&page, "\"handle\":"));
    assert_int_equal(31, reply_number(&page, "count"));
    assert_int_equal(16, reply_number(&page, "crisis")); /* rowan-house is one */
    assert_true(reply_has(&page, "\"next\":\"?after=far-10"));
    page = served_get(&s, "manager", "/house.json?limit=10&after=far-30");
    assert_int_equal(1, reply_times(&page, "\"handle\":"));
    assert_false(reply_has(&page, "\"next\":"));
    page = served_get(&s, "manager", "/house.json?kind=adaptation&q=far");
    assert_int_equal(15, reply_number(&page, "count"));
    page = served_get(&s, "manager", "/house");
    assert_true(reply_has(&page, "href=\"/house/far-01\""));
    page = served_get(&s, "manager", "/house.csv");
    assert_int_equal(31 + 1, reply_times(&page, "\r\n"));
    served_done(&s);
}

static const struct people_seat *seat(struct served *s, const char *handle)
{
    for (size_t i = 0; i < people_seats(s->w.site->people); i++)
        if (text_is(people_seat_at(s->w.site->people, i)->handle, handle))
            return people_seat_at(s->w.site->people, i);
    fail_msg("no house %s", handle);
    return NULL;
}

static void rooms_and_persons_are_counted_where_they_are(void **state)
{
    (void)state;
    struct served s = given(1);
    assert_int_equal(WORKPLACE_ROOMS, seat(&s, "rowan-house")->n_rooms);
    assert_int_equal(1, seat(&s, "far-01")->n_rooms);
    assert_int_equal(
        201, served_post(&s, "manager", "/admit", "name=Anna&room=rowan-house/1&child.1.name=Ivan")
                 .status);
    assert_int_equal(2, seat(&s, "rowan-house")->n_here);
    struct reply people = served_get(&s, "manager", "/people.json?q=Anna");
    const char *id = memmem(people.body.at, people.body.n, "\"id\":\"", 6);
    assert_non_null(id);
    const char *leave = arena_printf(s.w.arena, "/person/%.26s/leave", id + 6);
    assert_int_equal(201, served_post(&s, "manager", leave, "reason=completed&alone=1").status);
    assert_int_equal(1, seat(&s, "rowan-house")->n_here);
    assert_int_equal(201, served_post(&s, "manager",
                                      arena_printf(s.w.arena, "/person/%.26s/return", id + 6),
                                      "room=far-01/1")
                              .status);
    assert_int_equal(1, seat(&s, "far-01")->n_here);
    assert_int_equal(
        201, served_post(&s, "manager", "/settings/house/far-01", "label=Attic&places=2").status);
    assert_int_equal(2, seat(&s, "far-01")->n_rooms);
    served_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(up_to_three_houses_stand_on_the_page),
        cmocka_unit_test(of_many_houses_today_shows_the_tiles_of_one),
        cmocka_unit_test(a_house_that_she_does_not_see_is_absent_as_one_that_is_not),
        cmocka_unit_test(an_admission_asks_for_the_house_first_and_then_for_its_rooms),
        cmocka_unit_test(the_list_of_many_houses_has_filters_counts_and_pages),
        cmocka_unit_test(rooms_and_persons_are_counted_where_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
