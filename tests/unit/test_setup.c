/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_setup.c - a new site that waits for its three questions: where one may be made, that nothing
 * but the questions is answered, and what the answers leave. */
#include <fcntl.h>

#include "desk/setup.h"
#include "desk/slots.h"
#include "support/served.h"
#include "web/route.h"

/* ---- where -------------------------------------------------------------------------------------
 */

static void file_put(struct arena *a, const char *folder, const char *name)
{
    int fd = open(arena_printf(a, "%s/%s", folder, name), O_CREAT | O_WRONLY, 0600);
    assert_true(fd >= 0);
    close(fd);
}

static void a_site_is_made_where_nothing_is_or_a_making_was_cut_off(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    bool is_fresh = false;
    assert_fine(site_is_fresh(a, arena_printf(a, "%s/none", folder), &is_fresh));
    assert_true(is_fresh);
    assert_fine(site_is_fresh(a, folder, &is_fresh));
    assert_true(is_fresh);
    file_put(a, folder, "lock");
    assert_fine(site_is_fresh(a, folder, &is_fresh));
    assert_true(is_fresh); /* cut off at once */
    file_put(a, folder, "hearth.db");
    assert_fine(site_is_fresh(a, folder, &is_fresh));
    assert_false(is_fresh);
    file_put(a, folder, "making");
    assert_fine(site_is_fresh(a, folder, &is_fresh));
    assert_true(is_fresh);
    file_put(a, folder, "site.key");
    assert_fine(site_is_fresh(a, folder, &is_fresh));
    assert_false(is_fresh);
    static const char *const names[] = {"lock", "hearth.db", "making", "site.key"};
    for (size_t i = 0; i < COUNT(names); i++)
        unlink(arena_printf(a, "%s/%s", folder, names[i]));
    assert_fine(site_is_fresh(a, arena_printf(a, "%s/key", folder), &is_fresh));
    rmdir(folder);
}

/* ---- what is answered meanwhile -----------------------------------------------------------------
 */

static struct served given_waiting(void)
{
    struct served s = served_make();
    assert_fine(setup_ask(s.w.site, s.w.arena));
    workplace_reopen(&s.w);
    return s;
}

static bool is_always_there(const struct route *r)
{
    for (const struct route *s = setup_routes; s->path != NULL; s++)
        if (strcmp(s->path, r->path) == 0)
            return true;
    return false;
}

static void every_address_leads_to_the_questions(void **state)
{
    (void)state;
    struct served s = given_waiting();
    served_start(&s);
    for (const struct route *r = routes; r->path != NULL; r++) {
        if (r->door != HTTP_DOOR_STAFF || is_always_there(r))
            continue;
        struct reply reply =
            served_raw(&s, arena_printf(s.w.arena,
                                        "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\n"
                                        "Connection: close\r\n\r\n",
                                        r->method, r->path, s.client.address));
        assert_int_equal(303, reply.status);
        assert_non_null(memmem(reply.head.at, reply.head.n, "Location: /setup\r\n", 18));
    }
    /* A token does not help, nor does a manager. */
    assert_int_equal(409, served_get(&s, "manager", "/today.json").status);
    assert_int_equal(200, served_get(&s, NULL, "/healthz").status);
    served_done(&s);
}

static void nobody_answers_who_did_not_come_by_the_address(void **state)
{
    (void)state;
    struct served s = given_waiting();
    served_start(&s);
    assert_int_equal(403, served_post(&s, NULL, "/setup",
                                      "name=Rowan&lang=uk&login=olena&new=seven+wet+hens+count")
                              .status);
    struct reply page = served_get(&s, NULL, "/setup");
    assert_int_equal(200, page.status);
    assert_false(reply_has(&page, "name=\"new\""));
    assert_true(atomic_load(&s.w.site->is_waiting));
    served_done(&s);
}

/* ---- the answers --------------------------------------------------------------------------------
 */

static size_t papers(const struct site *site)
{
    size_t n = 0;
    for (size_t i = 0; i < site->key->n_slots; i++)
        n += site->key->slots[i].kind == SLOT_PAPER;
    return n;
}

static void answers_are_given_once_and_end_the_waiting(void **state)
{
    (void)state;
    struct served s = given_waiting();
    struct site *site = s.w.site;
    const struct setup_form form = {.organisation = {TEXT("Linden"), TEXT("uk"), TEXT_NONE},
                                    .login = TEXT("olena")};
    const char *paper = NULL, *again = NULL;
    struct text login;
    assert_fine(setup_answer(site, s.w.arena, TEXT("manager"), &form, &paper));
    assert_non_null(paper);
    assert_false(atomic_load(&site->is_waiting));
    assert_int_equal(LANG_CODE_UK, atomic_load(&site->lang));
    assert_fine(setup_first_user(site, s.w.arena, &login));
    assert_text("olena", login);
    assert_err(ERR_CONFLICT, setup_answer(site, s.w.arena, TEXT("olena"), &form, &again));
    workplace_reopen(&s.w);
    assert_false(atomic_load(&s.w.site->is_waiting));
    served_done(&s);
}

static void a_refused_answer_leaves_the_questions(void **state)
{
    (void)state;
    struct served s = given_waiting();
    struct site *site = s.w.site;
    static const struct setup_form wrong[] = {
        {.login = {"clock", 5}},
        {.login = {"No such login", 13}},
        {.organisation = {.lang = {"de", 2}}},
        {.organisation = {.zone = {"Nowhere/City", 12}}},
    };
    const char *paper = NULL;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        assert_err(ERR_INPUT, setup_answer(site, s.w.arena, TEXT("manager"), &wrong[i], &paper));
        assert_true(atomic_load(&site->is_waiting));
    }
    served_done(&s);
}

/* Killed between the paper code and the end of the waiting: nobody has seen that code. */
static void a_paper_code_that_nobody_saw_goes(void **state)
{
    (void)state;
    struct served s = given_waiting();
    const struct setup_form form = {.login = TEXT("olena")};
    const char *unseen = NULL, *paper = NULL;
    assert_fine(slot_paper_add(s.w.site, s.w.arena, &unseen));
    size_t before = papers(s.w.site);
    assert_fine(setup_answer(s.w.site, s.w.arena, TEXT("manager"), &form, &paper));
    assert_true(before > 1);
    assert_int_equal(1, papers(s.w.site));
    assert_string_not_equal(unseen, paper);
    served_done(&s);
}

static void the_paper_code_opens_the_site(void **state)
{
    (void)state;
    struct served s = given_waiting();
    const struct setup_form form = {.login = TEXT("olena")};
    const char *paper = NULL, *path = arena_printf(s.w.arena, "%s-paper", s.w.dir);
    assert_fine(setup_answer(s.w.site, s.w.arena, TEXT("manager"), &form, &paper));
    assert_fine(world_write_file(s.w.arena, path, text_of(paper), 0600));
    const struct site_secret secret = {.passphrase_file = path};
    site_close(&s.w.site);
    assert_fine(site_open(s.w.arena, s.w.dir, &secret, &s.w.site));
    assert_non_null(s.w.site->ring);
    unlink(path);
    served_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(a_site_is_made_where_nothing_is_or_a_making_was_cut_off),
        cmocka_unit_test(every_address_leads_to_the_questions),
        cmocka_unit_test(nobody_answers_who_did_not_come_by_the_address),
        cmocka_unit_test(answers_are_given_once_and_end_the_waiting),
        cmocka_unit_test(a_refused_answer_leaves_the_questions),
        cmocka_unit_test(a_paper_code_that_nobody_saw_goes),
        cmocka_unit_test(the_paper_code_opens_the_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
