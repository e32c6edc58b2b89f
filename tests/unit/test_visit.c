/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_visit.c - the way of a request: who may come, what comes from a page of ours, what is done
 * once, and that nothing typed is lost when a session ends. */
#include "unit.h"

#include <pthread.h>

#include "desk/queue.h"
#include "signin/draft.h"
#include "signin/signin.h"
#include "support/served.h"

/* A browser that keeps two cookies. */
struct browser {
    struct served s;
    char token[SIGNIN_TOKEN_TEXT + 1];
    char csrf[SIGNIN_CSRF_TEXT + 1];
    const char *parked; /* "__Host-p=..." or "" */
    const char *login;
};

static void session_make(struct site *site, void *with)
{
    struct browser *b = with;
    struct signin_done done;
    const struct signin_from from = signin_from_command();
    char link[SIGNIN_TOKEN_TEXT + 1];
    assert_fine(
        signin_link_make(site->signin, b->s.w.arena, text_of(b->login), ID_NONE, false, link));
    assert_fine(signin_link_use(site->signin, b->s.w.arena, text_of(link), &from, &done));
    memcpy(b->token, done.token, sizeof b->token);
    signin_csrf(text_of(b->token), b->csrf);
}

static void session_lock(struct site *site, void *with)
{
    struct browser *b = with;
    assert_fine(signin_lock(site->signin, b->s.w.arena, text_of(b->token)));
}

static struct browser browser_make(void)
{
    struct browser b = {.s = served_make(), .parked = "", .login = "manager"};
    b.s.w.site->is_demo = true; /* a link alone opens it */
    served_user_named(&b.s, "second", "manager", "all");
    served_start(&b.s);
    assert_fine(queue_run(web_queue(b.s.web), b.s.w.arena, session_make, &b));
    return b;
}

static struct reply browse(struct browser *b, const char *method, const char *path,
                           const char *more, const char *body)
{
    struct arena *a = b->s.w.arena;
    return served_raw(&b->s,
                      arena_printf(a,
                                   "%s %s HTTP/1.1\r\nHost: %s\r\nCookie: __Host-s=%s; %s\r\n"
                                   "%sContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
                                   method, path, b->s.client.address, b->token, b->parked, more,
                                   strlen(body), body));
}

static struct reply get(struct browser *b, const char *path)
{
    return browse(b, "GET", path, "", "");
}

#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

static struct reply post(struct browser *b, const char *path, const char *form)
{
    const char *whole = arena_printf(b->s.w.arena, "csrf=%s&%s", b->csrf, form);
    return browse(b, "POST", path, FORM, whole);
}

static bool head_has(const struct reply *r, const char *words)
{
    return memmem(r->head.at, r->head.n, words, strlen(words)) != NULL;
}

static const char *admission(struct browser *b, const char *name, const char *once)
{
    return arena_printf(b->s.w.arena, "name=%s&room=rowan-house/1&once=%s", name, once);
}

/* ---- who may come ------------------------------------------------------------------------------
 */

static void a_stranger_is_led_to_the_door_and_a_script_is_told(void **state)
{
    (void)state;
    struct browser b = browser_make();
    struct reply page = served_get(&b.s, NULL, "/today");
    struct reply json = served_get(&b.s, NULL, "/today.json");
    assert_int_equal(303, page.status);
    assert_true(head_has(&page, "Location: /signin?next=%2Ftoday"));
    assert_int_equal(403, json.status);
    assert_false(reply_has(&json, "rowan"));
    served_done(&b.s);
}

static void what_is_absent_and_what_is_not_hers_are_the_same_bytes(void **state)
{
    (void)state;
    struct served s = served_make();
    served_user(&s, "fundraiser", "all");
    served_start(&s);
    struct reply absent = served_get(&s, "fundraiser", "/house/no-such-house");
    struct reply denied = served_get(&s, "fundraiser", "/house/rowan-house");
    assert_int_equal(404, absent.status);
    assert_int_equal(404, denied.status);
    assert_true(reply_has(&denied, "Nothing here that you can open"));
    assert_true(text_equal(absent.body, denied.body));
    served_done(&s);
}

/* Where there are many houses; a handle that is not hers is not believed. */
static void a_browser_keeps_the_house_that_it_was_about_last(void **state)
{
    (void)state;
    struct browser b = browser_make();
    for (int i = 1; i <= 4; i++)
        assert_int_equal(303,
                         post(&b, "/settings/houses",
                              arena_printf(b.s.w.arena, "name=Far&handle=far-%d&kind=crisis", i))
                             .status);
    struct reply first = get(&b, "/admit?house=rowan-house");
    assert_true(head_has(&first, "Set-Cookie: house=rowan-house; "));
    assert_true(reply_has(&first, "name=\"room\""));
    b.parked = "house=rowan-house";
    struct reply again = get(&b, "/admit");
    assert_false(head_has(&again, "Set-Cookie: house="));
    assert_true(reply_has(&again, "name=\"room\""));
    b.parked = "house=no-house";
    again = get(&b, "/admit");
    assert_false(reply_has(&again, "name=\"room\""));
    served_done(&b.s);
}

/* ---- does it come from us ----------------------------------------------------------------------
 */

static void a_post_without_the_pages_token_or_from_elsewhere_is_refused(void **state)
{
    (void)state;
    struct browser b = browser_make();
    const char *form = arena_printf(b.s.w.arena, "csrf=%s&%s", b.csrf, admission(&b, "Anna", "a"));
    struct reply bare = browse(&b, "POST", "/admit", FORM, admission(&b, "Anna", "a"));
    struct reply origin =
        browse(&b, "POST", "/admit", FORM "Origin: http://elsewhere.example\r\n", form);
    struct reply site = browse(&b, "POST", "/admit", FORM "Sec-Fetch-Site: cross-site\r\n", form);
    assert_int_equal(403, bare.status);
    assert_int_equal(403, origin.status);
    assert_int_equal(403, site.status);
    struct reply ours = browse(&b, "POST", "/admit", FORM "Sec-Fetch-Site: same-origin\r\n", form);
    assert_int_equal(303, ours.status);
    served_done(&b.s);
}

static void a_name_that_stands_twice_is_refused(void **state)
{
    (void)state;
    struct browser b = browser_make();
    assert_int_equal(400, post(&b, "/admit", "name=Anna&name=Olha&room=rowan-house/1").status);
    assert_int_equal(405, browse(&b, "POST", "/today", FORM, "").status);
    served_done(&b.s);
}

/* ---- once --------------------------------------------------------------------------------------
 */

static const char *deed_of(struct browser *b, const struct reply *r)
{
    const char *at = memmem(r->head.at, r->head.n, "done=", 5);
    assert_non_null(at);
    return arena_strn(b->s.w.arena, at + 5, ID_TEXT);
}

static void the_same_form_twice_is_one_act_and_other_words_are_another(void **state)
{
    (void)state;
    struct browser b = browser_make();
    struct reply first = post(&b, "/admit", admission(&b, "Anna", "x1"));
    struct reply again = post(&b, "/admit", admission(&b, "Anna", "x1"));
    assert_int_equal(303, first.status);
    assert_int_equal(303, again.status);
    assert_string_equal(deed_of(&b, &first), deed_of(&b, &again));
    struct reply other = post(&b, "/admit", admission(&b, "Olha", "x1"));
    assert_int_equal(409, other.status); /* another act: the room is taken */
    assert_true(reply_has(&other, "value=\"Olha\""));
    served_done(&b.s);
}

static void what_was_done_is_told_to_the_session_that_did_it_and_can_be_undone(void **state)
{
    (void)state;
    struct browser b = browser_make();
    struct reply done = post(&b, "/admit", admission(&b, "Anna", "x1"));
    const char *deed = deed_of(&b, &done);
    struct reply page = get(&b, arena_printf(b.s.w.arena, "/today?done=%s", deed));
    assert_true(reply_has(&page, arena_printf(b.s.w.arena, "data-deed=\"%s\"", deed)));
    assert_true(reply_has(&page, ": admitted. Room 1"));
    assert_int_equal(303, post(&b, arena_printf(b.s.w.arena, "/deed/%s/undo", deed), "").status);
    struct reply house = served_get(&b.s, "manager", "/house/rowan-house.json");
    assert_false(reply_has(&house, "Anna"));
    served_done(&b.s);
}

static void wrong_fields_are_all_named_and_what_was_typed_stays(void **state)
{
    (void)state;
    struct browser b = browser_make();
    struct reply r = post(&b, "/admit", "name=&room=&child.1.name=Lev&child.1.age=2999");
    assert_int_equal(422, r.status);
    assert_true(reply_has(&r, "href=\"#f-name\""));
    assert_true(reply_has(&r, "href=\"#f-room\""));
    assert_true(reply_has(&r, "href=\"#f-child.1.age\""));
    assert_true(reply_has(&r, "value=\"Lev\""));
    assert_true(reply_has(&r, "value=\"2999\""));
    assert_true(reply_has(&r, "<title>Error: "));
    served_done(&b.s);
}

static void bytes_that_are_no_text_are_named_and_shown_mended(void **state)
{
    (void)state;
    struct browser b = browser_make();
    static const char *const bad[] = {"name=A%00B", "name=A%FFB", "name=A%E2%80%AEB"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct reply r = post(&b, "/admit", bad[i]);
        assert_int_equal(422, r.status);
        assert_true(reply_has(&r, "href=\"#f-name\""));
        assert_true(reply_has(&r, "A\xEF\xBF\xBD"
                                  "B"));
    }
    served_done(&b.s);
}

/* ---- nothing typed is lost ---------------------------------------------------------------------
 */

static void what_is_being_typed_is_there_again_until_it_is_sent(void **state)
{
    (void)state;
    struct browser b = browser_make();
    assert_int_equal(200, post(&b, "/draft", "form=/admit&name=Oksana&child.1.name=Lev").status);
    struct reply page = get(&b, "/admit");
    assert_true(reply_has(&page, "value=\"Oksana\""));
    assert_true(reply_has(&page, "value=\"Lev\""));
    struct reply fresh = get(&b, "/admit?fresh=1");
    assert_false(reply_has(&fresh, "value=\"Oksana\""));
    assert_int_equal(303, post(&b, "/admit", admission(&b, "Oksana", "d")).status);
    struct reply after = get(&b, "/admit");
    assert_false(reply_has(&after, "value=\"Oksana\""));
    served_done(&b.s);
}

static void a_form_sent_too_late_waits_behind_the_door(void **state)
{
    (void)state;
    struct browser b = browser_make();
    assert_fine(queue_run(web_queue(b.s.web), b.s.w.arena, session_lock, &b));
    struct reply late = post(&b, "/admit", admission(&b, "Oksana", "p"));
    assert_int_equal(303, late.status);
    assert_true(head_has(&late, "Location: /lock"));
    const char *cookie = memmem(late.head.at, late.head.n, "__Host-p=", 9);
    assert_non_null(cookie);
    b.parked = arena_strn(b.s.w.arena, cookie, 9 + ID_TEXT);
    assert_fine(queue_run(web_queue(b.s.web), b.s.w.arena, session_make, &b));
    struct reply page = get(&b, "/resume");
    assert_int_equal(200, page.status);
    assert_true(reply_has(&page, "value=\"Oksana\""));
    assert_true(reply_has(&page, "action=\"/admit\""));
    served_done(&b.s);
}

static void a_form_sent_too_late_is_shown_to_nobody_else(void **state)
{
    (void)state;
    struct browser b = browser_make();
    assert_fine(queue_run(web_queue(b.s.web), b.s.w.arena, session_lock, &b));
    struct reply late = post(&b, "/admit", admission(&b, "Oksana", "p"));
    const char *cookie = memmem(late.head.at, late.head.n, "__Host-p=", 9);
    assert_non_null(cookie);
    b.parked = arena_strn(b.s.w.arena, cookie, 9 + ID_TEXT);
    b.login = "second";
    assert_fine(queue_run(web_queue(b.s.web), b.s.w.arena, session_make, &b));
    struct reply page = get(&b, "/resume");
    assert_int_equal(303, page.status);
    served_done(&b.s);
}

static void user_end(struct site *site, void *with)
{
    struct browser *b = with;
    struct signin_session session;
    signin_look(site->signin, text_of(b->token), &session);
    assert_fine(signin_end_user(site->signin, b->s.w.arena, session.user, false));
}

static void parked_keep(struct browser *b, const struct reply *late)
{
    const char *cookie = memmem(late->head.at, late->head.n, "__Host-p=", 9);
    assert_non_null(cookie);
    b->parked = arena_strn(b->s.w.arena, cookie, 9 + ID_TEXT);
}

static void a_form_of_an_ended_session_is_hers_alone(void **state)
{
    (void)state;
    struct browser b = browser_make();
    assert_fine(queue_run(web_queue(b.s.web), b.s.w.arena, user_end, &b));
    struct reply late = post(&b, "/admit", admission(&b, "Oksana", "p"));
    assert_int_equal(303, late.status);
    parked_keep(&b, &late);
    b.login = "second";
    assert_fine(queue_run(web_queue(b.s.web), b.s.w.arena, session_make, &b));
    struct reply hers = get(&b, "/resume");
    assert_int_equal(303, hers.status);
    b.login = "manager";
    assert_fine(queue_run(web_queue(b.s.web), b.s.w.arena, session_make, &b));
    hers = get(&b, "/resume");
    assert_int_equal(200, hers.status);
    assert_true(reply_has(&hers, "value=\"Oksana\""));
    assert_false(reply_has(&hers, "id=\"nobodys\""));
    served_done(&b.s);
}

static _Atomic int64_t ahead_ms;

static int64_t ahead_now(void)
{
    return world_real()->now_ms() + ahead_ms;
}

static void a_form_of_nobody_is_shown_for_ten_minutes_as_nobodys(void **state)
{
    (void)state;
    static struct world w;
    w = *world_real();
    w.now_ms = ahead_now;
    ahead_ms = 0;
    world_set(&w);
    struct browser b = browser_make();
    memset(b.token, 'a', SIGNIN_TOKEN_TEXT);
    signin_csrf(text_of(b.token), b.csrf);
    struct reply late = post(&b, "/admit", admission(&b, "Oksana", "p"));
    parked_keep(&b, &late);
    assert_fine(queue_run(web_queue(b.s.web), b.s.w.arena, session_make, &b));
    struct reply page = get(&b, "/resume");
    assert_int_equal(200, page.status);
    assert_true(reply_has(&page, "value=\"Oksana\""));
    assert_true(reply_has(&page, "id=\"nobodys\""));
    ahead_ms = 10 * 60 * 1000;
    page = get(&b, "/resume");
    assert_int_equal(303, page.status);
    served_done(&b.s);
    world_set(NULL);
}

/* ---- many at once ------------------------------------------------------------------------------
 */

enum { READERS = 4, READS = 25, RIVALS = 50 };

/* One of many, with memory of its own. */
struct one {
    struct served s;
    pthread_t thread;
    size_t number;
    unsigned status;
    size_t wrong;
};

static void one_start(struct one *o, const struct served *s, size_t number, void *(*run)(void *))
{
    *o = (struct one){.s = *s, .number = number};
    o->s.w.arena = arena_new(UNIT_ARENA_MAX);
    o->s.client.arena = o->s.w.arena;
    assert_int_equal(0, pthread_create(&o->thread, NULL, run, o));
}

static void one_end(struct one *o)
{
    assert_int_equal(0, pthread_join(o->thread, NULL));
    arena_free(o->s.w.arena);
}

static void *read_pages(void *with)
{
    static const char *const pages[] = {"/today", "/people", "/house/rowan-house.json",
                                        "/find?q=a"};
    struct one *o = with;
    for (size_t i = 0; i < READS; i++)
        o->wrong += served_get(&o->s, "manager", pages[i % COUNT(pages)]).status != 200;
    return NULL;
}

static void pages_are_read_while_the_house_changes(void **state)
{
    (void)state;
    struct served s = served_make();
    struct one readers[READERS];
    served_start(&s);
    for (size_t i = 0; i < READERS; i++)
        one_start(&readers[i], &s, i, read_pages);
    for (size_t i = 0; i < READS; i++) {
        const char *form = arena_printf(s.w.arena, "name=Person+%zu&birth=1990-01-01", i);
        assert_int_equal(201, served_post(&s, "manager", "/person", form).status);
    }
    for (size_t i = 0; i < READERS; i++) {
        one_end(&readers[i]);
        assert_int_equal(0, readers[i].wrong);
    }
    served_done(&s);
}

static void *want_the_room(void *with)
{
    struct one *o = with;
    const char *form =
        arena_printf(o->s.w.arena, "name=Rival+%zu&person=new&room=rowan-house/1", o->number);
    o->status = served_post(&o->s, "manager", "/admit", form).status;
    return NULL;
}

static void fifty_families_at_once_get_one_room_once(void **state)
{
    (void)state;
    struct served s = served_make();
    struct one rivals[RIVALS];
    size_t in = 0, out = 0;
    served_start(&s);
    for (size_t i = 0; i < RIVALS; i++)
        one_start(&rivals[i], &s, i, want_the_room);
    for (size_t i = 0; i < RIVALS; i++) {
        one_end(&rivals[i]);
        in += rivals[i].status == 201 || rivals[i].status == 303;
        out += rivals[i].status == 409;
    }
    assert_int_equal(1, in);
    assert_int_equal(RIVALS - 1, out);
    struct reply house = served_get(&s, "manager", "/house/rowan-house.json");
    assert_int_equal(1, reply_times(&house, "Rival"));
    served_done(&s);
}

/* Somebody with a token of her own making can reckon what a form of it carries. */
static void what_strangers_send_takes_few_places(void **state)
{
    (void)state;
    struct browser b = browser_make();
    char own[SIGNIN_TOKEN_TEXT + 1];
    memcpy(own, b.token, sizeof own);
    memset(b.token, 'a', SIGNIN_TOKEN_TEXT);
    signin_csrf(text_of(b.token), b.csrf);
    struct reply first = post(&b, "/admit", admission(&b, "Oksana", "p"));
    const char *cookie = memmem(first.head.at, first.head.n, "__Host-p=", 9);
    assert_non_null(cookie);
    server_sleep(5); /* the oldest is known by whole milliseconds */
    for (size_t i = 0; i < DRAFTS_PER_USER; i++)
        assert_int_equal(303, post(&b, "/admit", admission(&b, "Anna", "p")).status);
    b.parked = arena_strn(b.s.w.arena, cookie, 9 + ID_TEXT);
    memcpy(b.token, own, sizeof own);
    signin_csrf(text_of(b.token), b.csrf);
    struct reply page = get(&b, "/resume");
    assert_int_equal(303, page.status);
    assert_true(head_has(&page, "Location: /today"));
    struct reply out = post(&b, "/signout", "");
    assert_true(head_has(&out, "__Host-p=;"));
    served_done(&b.s);
}

/* ---- scripts -----------------------------------------------------------------------------------
 */

static void a_script_sends_json_and_is_answered_in_json(void **state)
{
    (void)state;
    struct browser b = browser_make();
    const char *head =
        arena_printf(b.s.w.arena, "X-CSRF: none\r\nContent-Type: application/json\r\n");
    const char *body = arena_printf(b.s.w.arena,
                                    "{\"csrf\":\"%s\",\"name\":\"Anna\",\"room\":\"rowan-house/1\","
                                    "\"child\":[{\"name\":\"Lev\",\"age\":4}]}",
                                    b.csrf);
    struct reply r = browse(&b, "POST", "/admit", head, body);
    assert_int_equal(201, r.status);
    assert_true(reply_has(&r, "\"undo\":\"/deed/"));
    struct reply wrong =
        browse(&b, "POST", "/admit", head, arena_printf(b.s.w.arena, "{\"csrf\":\"%s\"}", b.csrf));
    assert_int_equal(422, wrong.status);
    assert_true(reply_has(&wrong, "\"fields\":[{\"name\":\"name\""));
    struct reply deep = browse(&b, "POST", "/admit", head, "{\"a\":[[[[[[1]]]]]]}");
    assert_int_equal(400, deep.status);
    served_done(&b.s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stranger_is_led_to_the_door_and_a_script_is_told),
        cmocka_unit_test(what_is_absent_and_what_is_not_hers_are_the_same_bytes),
        cmocka_unit_test(a_browser_keeps_the_house_that_it_was_about_last),
        cmocka_unit_test(a_post_without_the_pages_token_or_from_elsewhere_is_refused),
        cmocka_unit_test(a_name_that_stands_twice_is_refused),
        cmocka_unit_test(the_same_form_twice_is_one_act_and_other_words_are_another),
        cmocka_unit_test(what_was_done_is_told_to_the_session_that_did_it_and_can_be_undone),
        cmocka_unit_test(wrong_fields_are_all_named_and_what_was_typed_stays),
        cmocka_unit_test(bytes_that_are_no_text_are_named_and_shown_mended),
        cmocka_unit_test(what_is_being_typed_is_there_again_until_it_is_sent),
        cmocka_unit_test(a_form_sent_too_late_waits_behind_the_door),
        cmocka_unit_test(a_form_sent_too_late_is_shown_to_nobody_else),
        cmocka_unit_test(a_form_of_an_ended_session_is_hers_alone),
        cmocka_unit_test(a_form_of_nobody_is_shown_for_ten_minutes_as_nobodys),
        cmocka_unit_test(pages_are_read_while_the_house_changes),
        cmocka_unit_test(fifty_families_at_once_get_one_room_once),
        cmocka_unit_test(what_strangers_send_takes_few_places),
        cmocka_unit_test(a_script_sends_json_and_is_answered_in_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
