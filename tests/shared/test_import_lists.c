/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_import_lists.c - the shared lists of invented persons taken over: how many rows, nothing the
 * second time, all sound, and what it costs. Both engines. */
#include <sys/resource.h>
#include <time.h>

#include "desk/import.h"
#include "journal/verify.h"
#include "support/engines.h"
#include "support/site.h"

/* What is known of the lists: rows in all, and those that name nobody or are born in the future. */
static const struct list {
    const char *name;
    int64_t rows, wrong;
} lists[] = {
    {"febrl4a.csv", 5000, 1},
    {"dev20k.records.csv", 20000, 3},
};

static const char *database; /* NULL: SQLite */

static double cpu_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static struct text list_read(struct arena *a, const char *name)
{
    const char *shared = getenv("HEARTH_SHARED");
    struct text bytes;
    assert_non_null(shared);
    assert_fine(
        world_read_file(a, arena_printf(a, "%s/linkage/%s", shared, name), 16 << 20, &bytes));
    return bytes;
}

static struct import_result import_it(struct workplace *w, struct text bytes, bool dry_run)
{
    const struct source source = source_of_text(&bytes);
    const struct import_wish wish = {.source = &source, .as = TEXT("manager"), .dry_run = dry_run};
    static const struct import_hear silent = {0};
    struct import_look look;
    struct import_result result;
    assert_fine(import_look(w->arena, &wish, &look));
    assert_fine(import_do(w->site, w->arena, &wish, &look, &silent, &result));
    return result;
}

static void finding_refuse(void *with, const struct row_finding *finding)
{
    (void)with;
    fail_msg("a row of %s differs", finding->type->name);
}

static void damage_refuse(void *with, const struct verify_finding *finding)
{
    (void)with;
    fail_msg("%s", verify_what_text(finding->what));
}

static void all_is_sound(struct workplace *w)
{
    CLEANUP(arena_close) struct arena *a = arena_new(256 << 20);
    const struct verify_ask ask = {
        .org = w->site->org, .public_key = &w->site->key->public_key, .report = damage_refuse};
    struct verify_answer answer;
    int64_t rows = 0;
    assert_fine(journal_verify(w->site->db, a, &ask, &answer));
    assert_int_equal(0, answer.findings);
    assert_true(answer.entries > 20000);
    assert_fine(desk_compare(w->site, NULL, finding_refuse, NULL, &rows));
}

static void list_is_taken_over_once(struct workplace *w, const struct list *list)
{
    CLEANUP(arena_close) struct arena *a = arena_new(64 << 20);
    struct text bytes = list_read(a, list->name);
    struct rusage used;
    double began = cpu_seconds();
    struct import_result dry = import_it(w, bytes, true);
    double looked = cpu_seconds();
    struct import_result first = import_it(w, bytes, false);
    double first_done = cpu_seconds();
    struct import_result second = import_it(w, bytes, false);
    double second_done = cpu_seconds();
    assert_int_equal(0, getrusage(RUSAGE_SELF, &used));
    printf("# figures: import %s, %s: %d rows, dry %.2f, first %.2f (%.0f rows a CPU second), "
           "second %.2f CPU seconds; %ld MB at most; %d look alike\n",
           list->name, database == NULL ? "SQLite" : "PostgreSQL", (int)first.rows, looked - began,
           first_done - looked, (double)first.rows / (first_done - looked),
           second_done - first_done, used.ru_maxrss / 1024, (int)first.alike);
    assert_int_equal(list->rows, first.rows);
    assert_int_equal(list->wrong, first.wrong);
    assert_int_equal(list->rows - list->wrong, first.added);
    assert_int_equal(dry.added, first.added);
    assert_int_equal(dry.alike, first.alike);
    assert_int_equal(0, second.added);
    assert_int_equal(first.added, second.known);
}

/* Sunday 22 November 2026: some of the invented are born after it. */
static int64_t fixed_now(void)
{
    return INT64_C(1795305600000);
}

static void the_shared_lists_are_taken_over_once(void **state)
{
    char schema[48];
    (void)state;
    struct world world = *world_real();
    world.now_ms = fixed_now;
    world_set(&world);
    (void)snprintf(schema, sizeof schema, "lists_%ld", (long)getpid());
    struct workplace w = workplace_make_in(database, database == NULL ? NULL : schema);
    for (size_t i = 0; i < COUNT(lists); i++)
        list_is_taken_over_once(&w, &lists[i]);
    all_is_sound(&w);
    workplace_done(&w);
    world_set(NULL);
}

static int on_sqlite(void **state)
{
    (void)state;
    database = NULL;
    return 0;
}

static int on_pg(void **state)
{
    (void)state;
    database = engines_conninfo();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"the_shared_lists_are_taken_over_once (sqlite)", the_shared_lists_are_taken_over_once,
         on_sqlite, NULL, NULL},
        {"the_shared_lists_are_taken_over_once (postgresql)", the_shared_lists_are_taken_over_once,
         on_pg, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
