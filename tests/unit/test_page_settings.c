/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_page_settings.c - houses, rooms and users as the settings change them: who may, what is
 * refused, and that an address which lets somebody in is shown once. */
#include "unit.h"

#include "support/served.h"

static struct served given(void)
{
    struct served s = served_make();
    s.w.site->is_demo = true; /* no password is asked again for each act */
    served_user(&s, "worker", "all");
    served_start(&s);
    return s;
}

static void only_who_manages_users_sees_and_changes_them(void **state)
{
    (void)state;
    struct served s = given();
    assert_int_equal(200, served_get(&s, "manager", "/settings/users").status);
    assert_int_equal(404, served_get(&s, "worker", "/settings/users").status);
    assert_int_equal(
        404,
        served_post(&s, "worker", "/settings/users", "login=nina&role=manager&scope=all").status);
    struct reply list = served_get(&s, "manager", "/settings/users.json");
    assert_false(reply_has(&list, "nina"));
    served_done(&s);
}

static void a_user_is_added_once_and_wrong_fields_are_named(void **state)
{
    (void)state;
    struct served s = given();
    const char *nina = "login=nina&role=house&scope=house:rowan-house";
    assert_int_equal(201, served_post(&s, "manager", "/settings/users", nina).status);
    struct reply list = served_get(&s, "manager", "/settings/users.json");
    assert_true(reply_has(&list,
                          "\"login\":\"nina\",\"active\":true,\"grants\":[{\"role\":\"house\","
                          "\"scope\":\"house\",\"house\":\"rowan-house\","));
    struct reply twice = served_post(&s, "manager", "/settings/users", nina);
    assert_true(twice.status == 422 || twice.status == 409);
    struct reply wrong =
        served_post(&s, "manager", "/settings/users", "login=N%21&role=house&scope=all");
    assert_int_equal(422, wrong.status);
    assert_true(reply_has(&wrong, "href=\"#f-login\""));
    served_done(&s);
}

static void an_address_is_shown_once_and_lets_in_once(void **state)
{
    (void)state;
    struct served s = given();
    struct reply made = served_post(&s, "manager", "/settings/user/worker/link", "");
    const char *at = memmem(made.body.at, made.body.n, "/signin?once=", 13);
    assert_int_equal(200, made.status);
    assert_non_null(at);
    const char *path = arena_strn(s.w.arena, at, 13 + 64);
    struct reply list = served_get(&s, "manager", "/settings/users");
    assert_false(reply_has(&list, "once="));
    assert_int_equal(303, served_get(&s, NULL, path).status);
    assert_int_equal(422, served_get(&s, NULL, path).status);
    served_done(&s);
}

static void who_is_shut_out_is_out_at_once(void **state)
{
    (void)state;
    struct served s = given();
    assert_int_equal(200, served_get(&s, "worker", "/today").status);
    assert_int_equal(201, served_post(&s, "manager", "/settings/user/worker/disable", "").status);
    assert_int_equal(403, served_get(&s, "worker", "/today").status);
    served_done(&s);
}

static void a_room_is_added_corrected_and_closed_when_nobody_stays_there(void **state)
{
    (void)state;
    struct served s = given();
    const char *house = "/settings/house/rowan-house";
    assert_int_equal(201, served_post(&s, "manager", house, "label=Attic&places=2").status);
    assert_int_equal(422, served_post(&s, "manager", house, "label=Attic&places=2").status);
    const char *room = arena_printf(s.w.arena, "%s/room/%s", house, served_id(&s, s.w.rooms[0]));
    assert_int_equal(201, served_post(&s, "manager", room, "label=Blue&places=4").status);
    struct reply rooms = served_get(&s, "manager", arena_printf(s.w.arena, "%s.json", house));
    assert_true(reply_has(&rooms, "\"label\":\"Blue\",\"places\":4"));
    const char *service = arena_printf(s.w.arena, "%s/service", room);
    assert_int_equal(
        201, served_post(&s, "manager", "/admit", "name=Anna&room=rowan-house/Blue").status);
    assert_int_equal(409, served_post(&s, "manager", service, "state=out-of-service").status);
    served_done(&s);
}

/* Her words, and whether she was let, must not tell which rooms are taken. */
static void who_sees_nobody_there_closes_no_room_and_hears_the_same_of_each(void **state)
{
    (void)state;
    struct served s = served_make();
    s.w.site->is_demo = true;
    served_user(&s, "admin", "all");
    served_start(&s);
    const char *house = "/settings/house/rowan-house";
    struct reply said[2];
    assert_int_equal(201,
                     served_post(&s, "manager", "/admit", "name=Anna&room=rowan-house/1").status);
    for (size_t i = 0; i < 2; i++) { /* rooms 1 and 2: taken and free */
        const char *room =
            arena_printf(s.w.arena, "%s/room/%s/service", house, served_id(&s, s.w.rooms[i]));
        said[i] = served_post(&s, "admin", room, "state=out-of-service");
        assert_int_equal(409, said[i].status);
        assert_true(reply_has(&said[i], "Ask the manager of the house"));
    }
    assert_int_equal(said[0].body.n, said[1].body.n); /* but for the tokens of its forms */
    const char *second =
        arena_printf(s.w.arena, "%s/room/%s/service", house, served_id(&s, s.w.rooms[1]));
    struct reply page = served_get(&s, "admin", house);
    assert_int_equal(200, page.status);
    assert_false(reply_has(&page, "out-of-service"));
    assert_int_equal(201, served_post(&s, "manager", second, "state=out-of-service").status);
    assert_int_equal(201, served_post(&s, "admin", second, "state=in-service").status);
    served_done(&s);
}

static void who_looks_after_the_machine_lets_nobody_in_who_sees_people(void **state)
{
    (void)state;
    struct served s = served_make();
    s.w.site->is_demo = true;
    served_user(&s, "admin", "all");
    served_user(&s, "worker", "all");
    served_start(&s);
    const char *path = "/settings/users";
    assert_int_equal(422,
                     served_post(&s, "admin", path, "login=me2&role=manager&scope=all").status);
    assert_int_equal(201,
                     served_post(&s, "admin", path, "login=fay&role=fundraiser&scope=all").status);
    struct reply link = served_post(&s, "admin", "/settings/user/worker/link", "");
    assert_int_equal(422, link.status);
    assert_false(reply_has(&link, "once="));
    assert_int_equal(200, served_post(&s, "admin", "/settings/user/fay/link", "").status);
    served_done(&s);
}

static void a_manager_of_another_house_changes_no_room_here(void **state)
{
    (void)state;
    struct served s = served_make();
    s.w.site->is_demo = true;
    const struct house_form other = {.handle = TEXT("far-house"),
                                     .name = TEXT("Far"),
                                     .zone = TEXT("Europe/Kyiv"),
                                     .kind = TEXT("crisis")};
    act_well(&s.w, house_add, &other, MAY_MANAGE_HOUSES);
    served_user_named(&s, "far", "manager", "house:far-house");
    served_start(&s);
    const char *house = "/settings/house/rowan-house";
    assert_int_equal(422, served_post(&s, "far", house, "label=Attic&places=2").status);
    const char *room = arena_printf(s.w.arena, "%s/room/%s", house, served_id(&s, s.w.rooms[0]));
    assert_int_not_equal(201, served_post(&s, "far", room, "label=Blue&places=4").status);
    struct reply rooms = served_get(&s, "manager", arena_printf(s.w.arena, "%s.json", house));
    assert_false(reply_has(&rooms, "Blue"));
    assert_false(reply_has(&rooms, "Attic"));
    served_done(&s);
}

static void what_opens_the_house_to_others_asks_for_the_password_again(void **state)
{
    (void)state;
    struct served s = served_make();
    served_start(&s); /* no demo, and a token that no password was given for */
    struct reply r = served_post(&s, "manager", "/settings/user/manager/link", "");
    assert_int_equal(403, r.status);
    assert_false(reply_has(&r, "once="));
    served_done(&s);
}

static void a_paper_code_is_shown_once_and_the_last_key_stays(void **state)
{
    (void)state;
    struct served s = given();
    struct reply before = served_get(&s, "manager", "/settings/keys.json");
    struct reply made = served_post(&s, "manager", "/settings/keys", "");
    struct reply after = served_get(&s, "manager", "/settings/keys.json");
    struct reply page = served_get(&s, "manager", "/settings/keys");
    assert_int_equal(reply_number(&before, "count") + 1, reply_number(&after, "count"));
    assert_true(reply_has(&made, "id=\"code\""));
    assert_false(reply_has(&page, "id=\"code\""));
    assert_int_equal(404, served_post(&s, "worker", "/settings/keys", "").status);
    for (int64_t n = reply_number(&after, "count"); n > 0; n--) {
        struct reply now = served_get(&s, "manager", "/settings/keys.json");
        const char *at = memmem(now.body.at, now.body.n, "\"name\":\"", 8);
        assert_non_null(at);
        const char *name = arena_strn(s.w.arena, at + 8, strcspn(at + 8, "\""));
        const char *path = arena_printf(s.w.arena, "/settings/key/%s/drop", name);
        const char *typed = arena_printf(s.w.arena, "name=%s", name);
        struct reply unsure = served_post(&s, "manager", path, "name=paper");
        assert_int_equal(422, unsure.status);
        assert_true(reply_has(&unsure, "id=\"e-name\"") || n < 2);
        struct reply bytes = served_post(&s, "manager", path, "name=%FF");
        assert_int_equal(422, bytes.status);
        assert_true(reply_has(&bytes, "id=\"f-name\""));
        assert_int_equal(n > 1 ? 303 : 409, served_post(&s, "manager", path, typed).status);
    }
    served_done(&s);
}

static void a_passphrase_has_five_words_and_its_owner(void **state)
{
    (void)state;
    struct served s = given();
    const char *path = "/settings/keys/passphrase";
    const char *words = arena_printf(s.w.arena, "%s-words", s.w.dir);
    struct reply few = served_post(&s, "manager", path, "passphrase=a+b+c+d+d&again=a+b+c+d+d");
    assert_int_equal(422, few.status);
    assert_true(reply_has(&few, "href=\"#f-passphrase\""));
    assert_int_equal(
        422, served_post(&s, "manager", path, "passphrase=a+b+c+d+e&again=a+b+c+d+f").status);
    assert_int_equal(404, served_post(&s, "worker", path, "passphrase=a&again=a").status);
    assert_int_equal(422, served_post(&s, "manager", path, "passphrase=%FF&again=%FF").status);
    const char *form = "passphrase=seven+wet+hens+count+stones&again=seven+wet+hens+count+stones";
    assert_int_equal(303, served_post(&s, "manager", path, form).status);
    struct reply page = served_get(&s, "manager", "/settings/keys");
    assert_false(reply_has(&page, "hens"));
    assert_fine(world_write_file(s.w.arena, words, TEXT("seven wet hens count stones\n"), 0600));
    web_stop(&s.web);
    site_close(&s.w.site);
    const struct site_secret secret = {.passphrase_file = words};
    assert_fine(site_open(s.w.arena, s.w.dir, &secret, &s.w.site));
    assert_non_null(s.w.site->ring);
    /* Who may no longer come in opens nothing either. */
    const struct grant_form give = {
        .login = TEXT("worker"), .role = TEXT("manager"), .scope = TEXT("all")};
    act_well(&s.w, grant_add, &give, MAY_MANAGE_USERS);
    const struct user_name_form out = {TEXT("manager")};
    act_well(&s.w, user_disable, &out, MAY_MANAGE_USERS);
    site_close(&s.w.site);
    assert_err(ERR_PASSPHRASE, site_open(s.w.arena, s.w.dir, &secret, &s.w.site));
    const struct site_secret key = {.key_file = s.w.key};
    assert_fine(site_open(s.w.arena, s.w.dir, &key, &s.w.site));
    unlink(words);
    served_done(&s);
}

static void a_site_is_made_with_a_passphrase(void **state)
{
    (void)state;
    struct served s = served_make();
    const char *paper = NULL, *words = arena_printf(s.w.arena, "%s-words", s.w.dir);
    const char *dir = arena_printf(s.w.arena, "%s-other", s.w.dir);
    assert_fine(world_write_file(s.w.arena, words, TEXT("seven wet hens count stones\n"), 0600));
    const struct site_new new = {.dir = dir,
                                 .name = TEXT("Linden"),
                                 .lang = TEXT("en"),
                                 .zone = TEXT("Europe/Kyiv"),
                                 .login = TEXT("manager"),
                                 .secret = {.passphrase_file = words}};
    assert_fine(site_make(s.w.arena, &new, &paper));
    CLEANUP(site_close) struct site *site = NULL;
    assert_fine(site_open(s.w.arena, dir, &new.secret, &site));
    assert_non_null(site->ring);
    static const char *const files[] = {
        "hearth.db",   "hearth.db-wal", "hearth.db-shm", "keys.db", "keys.db-wal",
        "keys.db-shm", "hearth.conf",   "site.mark",     "lock",    "site.key"};
    for (size_t i = 0; i < COUNT(files); i++)
        unlink(arena_printf(s.w.arena, "%s/%s", dir, files[i]));
    rmdir(dir);
    unlink(words);
    served_done(&s);
}

static void three_answers_about_the_organisation_can_be_changed_and_undone(void **state)
{
    (void)state;
    struct served s = given();
    struct reply page = served_get(&s, "manager", "/setup");
    assert_int_equal(200, page.status);
    assert_int_equal(
        201,
        served_post(&s, "manager", "/setup", "name=Rowan+Roof&lang=uk&zone=Europe/Kyiv").status);
    struct reply now = served_get(&s, "manager", "/setup.json");
    assert_true(reply_has(&now, "\"name\":\"Rowan Roof\""));
    assert_true(reply_has(&now, "\"lang\":\"uk\""));
    assert_int_equal(422, served_post(&s, "manager", "/setup", "zone=Nowhere/Town").status);
    assert_int_equal(404, served_get(&s, "worker", "/setup").status);
    served_done(&s);
}

static void a_door_of_the_settings_is_for_those_who_may(void **state)
{
    (void)state;
    struct served s = given();
    struct reply manager = served_get(&s, "manager", "/settings");
    struct reply worker = served_get(&s, "worker", "/settings");
    assert_true(reply_has(&manager, "/settings/houses"));
    assert_false(reply_has(&worker, "/settings/houses"));
    assert_int_equal(404, served_get(&s, "worker", "/settings/houses").status);
    assert_int_equal(404, served_post(&s, "worker", "/settings/houses", "handle=x-y-z").status);
    served_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_who_manages_users_sees_and_changes_them),
        cmocka_unit_test(a_user_is_added_once_and_wrong_fields_are_named),
        cmocka_unit_test(an_address_is_shown_once_and_lets_in_once),
        cmocka_unit_test(who_is_shut_out_is_out_at_once),
        cmocka_unit_test(a_room_is_added_corrected_and_closed_when_nobody_stays_there),
        cmocka_unit_test(who_sees_nobody_there_closes_no_room_and_hears_the_same_of_each),
        cmocka_unit_test(who_looks_after_the_machine_lets_nobody_in_who_sees_people),
        cmocka_unit_test(a_manager_of_another_house_changes_no_room_here),
        cmocka_unit_test(what_opens_the_house_to_others_asks_for_the_password_again),
        cmocka_unit_test(a_paper_code_is_shown_once_and_the_last_key_stays),
        cmocka_unit_test(a_passphrase_has_five_words_and_its_owner),
        cmocka_unit_test(a_site_is_made_with_a_passphrase),
        cmocka_unit_test(three_answers_about_the_organisation_can_be_changed_and_undone),
        cmocka_unit_test(a_door_of_the_settings_is_for_those_who_may),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
