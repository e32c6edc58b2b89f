/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_page_people.c - the list of people and the box that finds: by real requests, as people and
 * programs ask. */
#include "support/served.h"

#include "lang/lang.h"
#include "view/persons.h"

enum { CHILDREN = 2, SECOND_ROOM = 1 };

static struct id add(struct served *s, const char *name, const char *phone, const char *danger)
{
    const struct person_form form = {.n = 3,
                                     .fields = {{"name", text_of(name)},
                                                {"phone", text_of(phone)},
                                                {"danger", text_of(danger)}}};
    struct job job = act_well(&s->w, person_add, &form, MAY_WRITE_PERSONS);
    return made(&job, &person_type);
}

/* Olena and two children stay; Hanna has left; Taras was never here; Vera is looked for. */
static struct served given_people(void)
{
    struct served s = served_make();
    served_user(&s, "worker", "all");
    served_user(&s, "auditor", "all");
    assert_fine(admit(&s.w, "Olena K.", 0, CHILDREN).err);
    server_sleep(5); /* times are whole milliseconds */
    struct job job = admit(&s.w, "Hanna <b>B.", SECOND_ROOM, 0);
    assert_fine(job.err);
    const struct leave_form leave = {.person = made(&job, &person_type),
                                     .reason = TEXT("completed")};
    server_sleep(5);
    act_well(&s.w, stay_leave, &leave, MAY_ADMIT);
    add(&s, "Taras R.", "+380 00 123 45 67", "no");
    add(&s, "Vera S.", "", "yes");
    served_start(&s);
    return s;
}

static void the_list_counts_what_it_may_show(void **state)
{
    (void)state;
    struct served s = given_people();
    struct reply r = served_get(&s, "manager", "/people.json");
    assert_int_equal(200, r.status);
    assert_int_equal(6, reply_number(&r, "count"));
    assert_int_equal(6, reply_times(&r, "\"id\":"));
    assert_int_equal(3, reply_number(&r, "now"));
    assert_int_equal(1, reply_number(&r, "before"));
    assert_int_equal(2, reply_number(&r, "never"));
    assert_int_equal(CHILDREN, reply_number(&r, "child"));
    assert_int_equal(4, reply_number(&r, "rowan-house"));
    /* A worker is not told of whom nobody asked, or who is looked for. */
    r = served_get(&s, "worker", "/people.json");
    assert_int_equal(1, reply_number(&r, "count"));
    assert_true(reply_has(&r, "Taras R."));
    assert_int_equal(404, served_get(&s, "auditor", "/people").status);
    served_done(&s);
}

static void filters_and_pages_lead_through_all_rows_once(void **state)
{
    (void)state;
    struct served s = given_people();
    struct reply r = served_get(&s, "manager", "/people.json?here=now&age=child");
    assert_int_equal(CHILDREN, reply_number(&r, "count"));
    r = served_get(&s, "manager", "/people.json?here=before");
    assert_int_equal(1, reply_times(&r, "\"id\":"));
    assert_true(reply_has(&r, "Hanna"));
    assert_int_equal(404, served_get(&s, "manager", "/people.json?house=nowhere").status);
    char path[200] = "/people.json?limit=2";
    size_t rows = 0, pages = 0;
    for (bool more = true; more; pages++) {
        r = served_get(&s, "manager", path);
        rows += reply_times(&r, "\"id\":");
        more = reply_has(&r, "\"next\":");
        const char *next = more ? strstr(r.body.at, "\"next\":\"") + strlen("\"next\":\"") : "";
        snprintf(path, sizeof path, "/people.json%.*s", (int)strcspn(next, "\""), next);
    }
    assert_int_equal(6, rows);
    assert_int_equal(3, pages);
    served_done(&s);
}

static void the_newest_stay_stands_first_when_sorted_by_it(void **state)
{
    (void)state;
    struct served s = given_people();
    struct reply r = served_get(&s, "manager", "/people.json?sort=since");
    assert_true(strstr(r.body.at, "Hanna") < strstr(r.body.at, "Olena"));
    r = served_get(&s, "manager", "/people.json?sort=name");
    assert_true(strstr(r.body.at, "Hanna") > strstr(r.body.at, "Danylo"));
    served_done(&s);
}

static void the_same_list_is_a_page_and_a_file(void **state)
{
    (void)state;
    struct served s = given_people();
    struct reply r = served_get(&s, "manager", "/people?here=before");
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "Hanna &lt;b&gt;B."));
    assert_false(reply_has(&r, "<b>B."));
    assert_false(reply_has(&r, "Olena"));
    r = served_get(&s, "manager", "/people?here=now"); /* children of six, by their age */
    assert_int_equal(CHILDREN, reply_times(&r, ">about 20"));
    assert_true(reply_has(&r, ">1998-04-17<"));
    r = served_get(&s, "manager", "/people.json?here=now");
    assert_int_equal(CHILDREN, reply_times(&r, "\"birth_precision\":\"estimated\""));
    r = served_get(&s, "manager", "/people.csv");
    assert_int_equal(200, r.status);
    assert_int_equal(7, reply_times(&r, "\r\n"));
    assert_true(reply_has(&r, "id,name,birth,sex,here,house,since,birth_precision\r\n"));
    served_done(&s);
}

static void a_name_is_found_in_any_alphabet_and_a_phone_in_any_form(void **state)
{
    (void)state;
    static const char *const queries[] = {
        "Taras",      "%D0%A2%D0%B0%D1%80%D0%B0%D1%81", "123-45-67",       "00+123+45",
        "0001234567", "%2B380+(00)+123.45.67",          "00380-00-1234567"};
    struct served s = given_people();
    for (size_t i = 0; i < COUNT(queries); i++) {
        struct reply r =
            served_get(&s, "worker", arena_printf(s.w.arena, "/find.json?q=%s", queries[i]));
        assert_int_equal(1, reply_number(&r, "count"));
        assert_true(reply_has(&r, "Taras R."));
    }
    served_done(&s);
}

static void who_finds_nobody_is_told_what_was_searched_and_what_to_do(void **state)
{
    (void)state;
    struct served s = given_people();
    struct reply r = served_get(&s, "manager", "/find?q=Zlata+%22%3E");
    assert_int_equal(200, r.status);
    assert_true(reply_has(&r, "href=\"/admit?name=Zlata%20%22%3E\""));
    assert_true(reply_has(&r, "id=\"nobody\""));
    /* Somebody who is looked for is nobody to a worker, in the same words. */
    r = served_get(&s, "worker", "/find?q=Vera");
    assert_true(reply_has(&r, "id=\"nobody\""));
    assert_false(reply_has(&r, "Vera S."));
    r = served_get(&s, "manager", "/find?q=Vera");
    assert_true(reply_has(&r, "Vera S."));
    assert_int_equal(200, served_get(&s, "manager", "/find").status);
    served_done(&s);
}

static size_t alike(struct served *s, const char *login, const char *name)
{
    struct who who;
    struct request rq;
    const struct person_row **rows;
    size_t n = 0;
    assert_fine(desk_request(s->w.site, s->w.arena, text_of(login), MAY_SEE_PERSONS, &who, &rq));
    assert_fine(person_alike(&rq, text_of(name), &n, &rows));
    return n;
}

static void nobody_is_suggested_whom_one_may_not_see_or_who_is_looked_for(void **state)
{
    (void)state;
    struct served s = served_make();
    served_user(&s, "worker", "all");
    assert_fine(site_load_people(s.w.site));
    add(&s, "Ганна Р.", "", "no");
    add(&s, "Vera S.", "", "yes");
    add(&s, "Nina S.", "", "not-asked");
    assert_int_equal(1, alike(&s, "manager", "Hanna"));
    assert_int_equal(1, alike(&s, "worker", "Анна"));
    assert_int_equal(0, alike(&s, "manager", "Vera"));
    assert_int_equal(0, alike(&s, "manager", "Nina"));
    assert_int_equal(0, alike(&s, "manager", "Zlata"));
    workplace_done(&s.w);
}

/* ---- lists are of those who are seen -----------------------------------------------------------
 */

static void assert_listed_as_seen(struct workplace *w, const char *login)
{
    struct who who;
    struct request rq;
    struct person_list list;
    size_t n_seen = 0;
    const struct person_ask ask = {.limit = 1000, .put_key = lang_key_of(LANG_UK)};
    assert_fine(desk_request(w->site, w->arena, text_of(login), MAY_SEE_PERSONS, &who, &rq));
    assert_fine(person_list(&rq, &ask, &list));
    for (size_t i = 0; i < people_count(rq.people); i++) {
        bool seen = false, listed = false;
        assert_fine(person_is_seen(&rq, people_at(rq.people, i)->id, &seen));
        for (size_t j = 0; j < list.n; j++)
            listed = listed || id_equal(list.rows[j]->id, people_at(rq.people, i)->id);
        assert_int_equal(seen, listed);
        n_seen += seen;
    }
    assert_true(n_seen > 0);
    assert_true(list.is_counted);
    assert_int_equal(n_seen, list.count);
}

/* However the lists look for them: by what she wrote, by her houses, or among all. */
static void whoever_is_seen_is_listed_and_nobody_else(void **state)
{
    (void)state;
    static const char *const logins[] = {"manager", "wide", "own", "near", "far"};
    struct served s = served_make();
    struct workplace *w = &s.w;
    const struct house_form far = {TEXT("far-house"), TEXT("Far House"), TEXT("Europe/Kyiv"),
                                   TEXT("crisis")};
    act_well(w, house_add, &far, MAY_MANAGE_HOUSES);
    const struct room_form room = {TEXT("far-house"), TEXT("1"), TEXT("4"), TEXT("2")};
    struct job far_room = act_well(w, room_add, &room, MAY_MANAGE_HOUSES);
    served_user_named(&s, "wide", "worker", "all");
    served_user_named(&s, "own", "worker", "own");
    served_user_named(&s, "near", "house", "house:rowan-house");
    served_user_named(&s, "far", "manager", "house:far-house");
    const struct admit_form safe = {.house = TEXT("rowan-house"),
                                    .room = w->rooms[2],
                                    .head = {.name = TEXT("Zoya K.")},
                                    .danger = TEXT("no")};
    act_well(w, stay_admit, &safe, MAY_ADMIT);
    admit(w, "Anna K.", 0, 1);
    struct job moved = admit(w, "Olena K.", 1, 0);
    const struct leave_form leave = {.person = made(&moved, &person_type),
                                     .reason = TEXT("completed")};
    act_well(w, stay_leave, &leave, MAY_ADMIT);
    const struct return_form back = {.person = made(&moved, &person_type),
                                     .room = made(&far_room, &room_type)};
    act_well(w, stay_return, &back, MAY_ADMIT);
    const struct person_form own = {.n = 1, .fields = {{"name", TEXT("Vira S.")}}};
    assert_null(act_as(w, "own", person_add, &own, MAY_WRITE_PERSONS).err);
    assert_fine(site_load_people(w->site));
    for (size_t i = 0; i < COUNT(logins); i++)
        assert_listed_as_seen(w, logins[i]);
    workplace_done(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_is_seen_is_listed_and_nobody_else),
        cmocka_unit_test(the_list_counts_what_it_may_show),
        cmocka_unit_test(filters_and_pages_lead_through_all_rows_once),
        cmocka_unit_test(the_newest_stay_stands_first_when_sorted_by_it),
        cmocka_unit_test(the_same_list_is_a_page_and_a_file),
        cmocka_unit_test(a_name_is_found_in_any_alphabet_and_a_phone_in_any_form),
        cmocka_unit_test(who_finds_nobody_is_told_what_was_searched_and_what_to_do),
        cmocka_unit_test(nobody_is_suggested_whom_one_may_not_see_or_who_is_looked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
