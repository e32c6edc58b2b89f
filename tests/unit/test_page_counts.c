/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_page_counts.c - what answering takes tells nobody that a hidden woman is here: for who may
 * not know of her each page asks as many statements and as many questions to the people index with
 * her as without her. The story `hidden` compares the bytes. */
#include "support/engines.h"
#include "support/served.h"

#include <stdatomic.h>

#include "base/world.h"

enum { PATHS_MAX = 32, LOOKS = WORLD__LOOKS };

static atomic_int looks[LOOKS];

static void looked(enum world_look what)
{
    atomic_fetch_add(&looks[what], 1);
}

struct counts {
    int of[LOOKS];
};

/* The second answer: what is made once and kept is not of each page. */
static struct counts counts_of(struct served *s, const char *login, const char *path)
{
    struct counts counts;
    struct arena_mark mark = arena_mark(s->w.arena); /* a page is large, and there are many */
    (void)served_get(s, login, path);
    for (size_t i = 0; i < LOOKS; i++)
        atomic_store(&looks[i], 0);
    (void)served_get(s, login, path);
    for (size_t i = 0; i < LOOKS; i++)
        counts.of[i] = atomic_load(&looks[i]);
    arena_rewind(s->w.arena, mark);
    return counts;
}

static struct served given(struct engines *e)
{
    static const struct {
        const char *login, *role, *scope;
    } users[] = {
        {"worker", "worker", "all"},         {"own", "worker", "own"},
        {"far", "house", "house:far-house"}, {"coordinator", "coordinator", "all"},
        {"treasurer", "treasurer", "all"},   {"fundraiser", "fundraiser", "all"},
        {"admin", "admin", "all"},
    };
    bool pg = e->engine == DB_PG;
    struct served s = served_make_in(pg ? engines_conninfo() : NULL,
                                     pg ? arena_printf(e->arena, "%s_site", e->schema) : NULL);
    const struct house_form far = {TEXT("far-house"), TEXT("Far House"), TEXT("Europe/Kyiv"),
                                   TEXT("crisis")};
    s.w.site->is_demo = true;
    act_well(&s.w, house_add, &far, MAY_MANAGE_HOUSES);
    for (size_t i = 0; i < COUNT(users); i++)
        served_user_named(&s, users[i].login, users[i].role, users[i].scope);
    served_start(&s);
    return s;
}

static void post_well(struct served *s, const char *login, const char *path, const char *form)
{
    struct reply r = served_post(s, login, path, form);
    if (r.status != 201)
        print_error("%s: %u %.*s\n", path, r.status, TEXT_ARG(r.body));
    assert_int_equal(201, r.status);
}

static const char *person_named(struct served *s, const char *name)
{
    struct reply r = served_get(s, "manager", arena_printf(s->w.arena, "/people.json?q=%s", name));
    const char *id = memmem(r.body.at, r.body.n, "\"id\":\"", 6);
    assert_non_null(id);
    return arena_strn(s->w.arena, id + 6, ID_TEXT);
}

/* Pages of every role; who may not open one is asked all the same. */
static size_t paths_make(struct served *s, const char *hidden, const char **paths)
{
    static const char *const fixed[] = {"/today",
                                        "/today?figures=all",
                                        "/house",
                                        "/house/rowan-house",
                                        "/house/far-house",
                                        "/people",
                                        "/people?here=now",
                                        "/people?sort=since",
                                        "/people?house=rowan-house",
                                        "/people?q=Pelageia",
                                        "/find?q=Pelageia",
                                        "/find?q=Anna",
                                        "/admit",
                                        "/settings",
                                        "/settings/houses",
                                        "/settings/house/rowan-house",
                                        "/figure/mothers",
                                        "/figure/children",
                                        "/figure/admissions",
                                        "/figure/bed_nights"};
    size_t n = 0;
    for (; n < COUNT(fixed); n++)
        paths[n] = fixed[n];
    paths[n++] = arena_printf(s->w.arena, "/person/%s", hidden);
    paths[n++] = arena_printf(s->w.arena, "/person/%s/move", hidden);
    paths[n++] = arena_printf(s->w.arena, "/person/%s/return", hidden);
    paths[n++] = arena_printf(s->w.arena, "/person/%s", person_named(s, "Anna"));
    assert_true(n <= PATHS_MAX);
    return n;
}

static size_t all_count(struct served *s, const char *const *paths, size_t n,
                        struct counts counts[SERVED_USERS_MAX][PATHS_MAX])
{
    size_t statements = 0;
    for (size_t u = 1; u < s->n_users; u++) /* all but the manager */
        for (size_t i = 0; i < n; i++) {
            counts[u][i] = counts_of(s, s->users[u].login, paths[i]);
            statements += (size_t)counts[u][i].of[WORLD_STATEMENT];
        }
    return statements;
}

static void a_page_takes_as_much_with_a_hidden_woman_as_without_her(void **state)
{
    static struct counts before[SERVED_USERS_MAX][PATHS_MAX], after[SERVED_USERS_MAX][PATHS_MAX];
    struct served s = given(*state);
    struct world counting = *world_get();
    const char *paths[PATHS_MAX];
    size_t differ = 0;
    char hidden[ID_TEXT + 1];
    counting.looked = looked;
    post_well(&s, "manager", "/admit",
              "name=Anna&danger=no&room=rowan-house/1&child.1.name=Ivan&child.1.age=4");
    post_well(&s, "own", "/person", "name=Vira&danger=no");
    id_text(id_random(), hidden); /* nobody yet */
    size_t n = paths_make(&s, hidden, paths);
    world_set(&counting);
    assert_true(all_count(&s, paths, n, before) > 100);
    post_well(&s, "manager", "/admit",
              "name=Pelageia&danger=yes&room=rowan-house/2&child.1.name=Gavriil&child.1.age=3");
    n = paths_make(&s, person_named(&s, "Pelageia"), paths);
    (void)all_count(&s, paths, n, after);
    for (size_t u = 1; u < s.n_users; u++)
        for (size_t i = 0; i < n; i++)
            for (size_t look = 0; look < LOOKS; look++)
                if (before[u][i].of[look] != after[u][i].of[look]) {
                    print_error("%s %s: %s %d without her, %d with her\n", s.users[u].login,
                                paths[i], look == WORLD_STATEMENT ? "statements" : "index",
                                before[u][i].of[look], after[u][i].of[look]);
                    differ++;
                }
    world_set(NULL);
    assert_int_equal(0, differ);
    served_done(&s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ENGINES_TEST(a_page_takes_as_much_with_a_hidden_woman_as_without_her),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
