/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_crash_desk.c - a house at work when the power is cut or the process killed: every act that
 * was answered is there (asked again under its once-key it is known as done), the journal verifies,
 * and the tables are what the journal says. A room is added, then a family admitted to it, so each
 * second act makes keys in the other store first. */
#include "unit.h"

#include <libpq-fe.h>

#include "command/person.h"
#include "command/stay.h"
#include "desk/desk.h"
#include "journal/verify.h"
#include "model/types.h"
#include "support/crash.h"
#include "support/engines.h"

enum { PAIRS = 8, JOBS = 2 * PAIRS };

/* Numbers: 2n is the act that adds room n, 2n + 1 the one that admits a family to it. */
struct work {
    struct arena *arena;
    struct site *site;
    struct id rooms[PAIRS]; /* of the batch before */
};

static const char *database; /* where the site lies in PostgreSQL; NULL: SQLite */

static void must(const struct err *bad)
{
    if (bad == NULL)
        return;
    fprintf(stderr, "%s (%s)\n", bad->text, bad->detail == NULL ? "" : bad->detail);
    abort();
}

/* A site takes schemas of fixed names, so it gets a database of its own. */
static void database_anew(bool again)
{
    PGconn *conn = PQconnectdb(engines_conninfo());
    PQclear(PQexec(conn, "set client_min_messages = error"));
    PQclear(PQexec(conn, "drop database if exists hearth_crash with (force)"));
    if (again)
        PQclear(PQexec(conn, "create database hearth_crash"));
    PQfinish(conn);
}

static struct site_secret secret_in(struct arena *a, const char *folder)
{
    return (struct site_secret){.key_file = arena_printf(a, "%s/site-key", folder)};
}

static struct site *site_in(struct arena *a, const char *folder)
{
    const struct site_secret secret = secret_in(a, folder);
    struct site *site = NULL;
    must(site_open(a, arena_printf(a, "%s/site", folder), &secret, &site));
    return site;
}

static void prepare(const char *folder)
{
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    const char *paper = NULL;
    const struct site_new new = {.dir = arena_printf(a, "%s/site", folder),
                                 .name = TEXT("Rowan Tree"),
                                 .lang = TEXT("en"),
                                 .zone = TEXT("Europe/Kyiv"),
                                 .login = TEXT("manager"),
                                 .database = database,
                                 .secret = secret_in(a, folder)};
    if (database != NULL)
        database_anew(true);
    must(site_make(a, &new, &paper));
    struct site *site = site_in(a, folder);
    const struct house_form house = {TEXT("rowan-house"), TEXT("Rowan House"), TEXT("Europe/Kyiv"),
                                     TEXT("crisis")};
    struct job job = {.arena = a,
                      .as = TEXT("manager"),
                      .may = MAY_MANAGE_HOUSES,
                      .run = house_add,
                      .form = &house};
    must(desk_do(site, &job));
    site_close(&site);
    arena_free(a);
}

static struct job job_of(struct arena *a, uint64_t number, struct id room)
{
    struct job job = {.arena = a, .as = TEXT("manager")};
    job.once = text_of(arena_printf(a, "act %llu", (unsigned long long)number));
    if (number % 2 == 0) {
        const struct room_form form = {
            .house = TEXT("rowan-house"),
            .label = text_of(arena_printf(a, "%llu", (unsigned long long)number / 2)),
            .places = TEXT("4")};
        job.may = MAY_MANAGE_HOUSES;
        job.run = room_add;
        job.form = arena_copy(a, &form, sizeof form);
        return job;
    }
    const struct admit_person child = {.name = TEXT("Danylo"), .age = TEXT("6")};
    const struct admit_form form = {
        .house = TEXT("rowan-house"),
        .room = room,
        .head = {.name = TEXT("Oksana M."), .birth = TEXT("1998-04-17")},
        .n_children = 1,
        .children = arena_copy(a, &child, sizeof child)};
    job.may = MAY_ADMIT;
    job.run = stay_admit;
    job.form = arena_copy(a, &form, sizeof form);
    return job;
}

static struct id room_of(const struct job *job)
{
    for (size_t i = 0; i < job->answer.n_records; i++)
        if (job->answer.records[i].type == &room_type)
            return job->answer.records[i].id;
    abort();
}

/* Adds rooms number first to first + PAIRS - 1, and admits to those of the batch before. */
static void batch(struct work *w, uint64_t first)
{
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    struct job jobs[JOBS];
    struct job *order[JOBS];
    uint64_t numbers[JOBS];
    size_t n = 0;
    for (uint64_t i = 0; i < PAIRS; i++) {
        numbers[n] = 2 * (first + i);
        jobs[n] = job_of(a, numbers[n], ID_NONE);
        n++;
        if (first == 0)
            continue;
        numbers[n] = 2 * (first + i - PAIRS) + 1;
        jobs[n] = job_of(a, numbers[n], w->rooms[i]);
        n++;
    }
    for (size_t i = 0; i < n; i++)
        order[i] = &jobs[i];
    desk_run(w->site, order, n);
    for (size_t i = 0; i < n; i++)
        must(jobs[i].err);
    for (size_t i = 0, room = 0; i < n; i++) {
        if (numbers[i] % 2 == 0)
            w->rooms[room++] = room_of(&jobs[i]);
        crash_done(numbers[i]);
    }
    arena_free(a);
}

static void work(const char *folder, uint64_t seed)
{
    (void)seed;
    struct work w = {.arena = arena_new(UNIT_ARENA_MAX)};
    w.site = site_in(w.arena, folder);
    for (uint64_t first = 0;; first += PAIRS)
        batch(&w, first);
}

/* ---- afterwards ---- */

static void tell_row(void *with, const struct row_finding *finding)
{
    char id[ID_TEXT + 1];
    id_text(finding->obj, id);
    fprintf(stderr, "%s %s: fault %d\n", finding->type->name, id, (int)finding->fault);
    ++*(uint64_t *)with;
}

static void tell_entry(void *with, const struct verify_finding *finding)
{
    fprintf(stderr, "entry %lld: %s\n", (long long)finding->at.seq,
            verify_what_text(finding->what));
    ++*(uint64_t *)with;
}

/* Asked again, an answered act is known as done. */
static uint64_t count_missing(struct site *site, const uint64_t *done, size_t n)
{
    uint64_t missing = 0;
    for (size_t i = 0; i < n; i++) {
        struct arena *a = arena_new(UNIT_ARENA_MAX);
        struct job job = job_of(a, done[i], ID_NONE);
        const struct err *bad = desk_do(site, &job);
        missing += bad != NULL || !job.answer.was_done;
        arena_free(a);
    }
    return missing;
}

static uint64_t look(const char *folder, const uint64_t *done, size_t n)
{
    struct arena *a = arena_new(256 << 20);
    uint64_t wrong = 0;
    int64_t rows = 0;
    struct verify_answer answer;
    const struct site_secret secret = secret_in(a, folder);
    struct site *site = NULL;
    const struct err *bad = site_open(a, arena_printf(a, "%s/site", folder), &secret, &site);
    if (bad == NULL) {
        const struct verify_ask ask = {.org = site->org,
                                       .public_key = &site->key->public_key,
                                       .report = tell_entry,
                                       .with = &wrong};
        bad = journal_verify(site->db, a, &ask, &answer);
    }
    if (bad == NULL)
        bad = desk_compare(site, NULL, tell_row, &wrong, &rows);
    wrong += bad == NULL ? count_missing(site, done, n) : n + 1;
    site_close(&site);
    arena_free(a);
    return wrong;
}

static const struct crash_subject subject = {prepare, work, look};

static struct crash_sum crash(struct crash_plan plan)
{
    plan.ms_most = 400;
    struct crash_sum sum = crash_run(&subject, &plan);
    print_message("%u runs: %llu acknowledged, %u bad runs, %llu missing or wrong\n", plan.runs,
                  (unsigned long long)sum.done, sum.bad_runs, (unsigned long long)sum.found);
    assert_true(sum.done > plan.runs);
    return sum;
}

static void a_power_cut_loses_no_answered_act(void **state)
{
    (void)state;
    assert_int_equal(0, crash((struct crash_plan){.runs = 12, .seed = 1}).bad_runs);
}

static void a_kill_loses_no_answered_act(void **state)
{
    (void)state;
    const struct crash_plan plan = {.by = CRASH_BY_KILL, .runs = 6, .seed = 201};
    assert_int_equal(0, crash(plan).bad_runs);
}

static void nor_does_a_kill_on_postgresql(void **state)
{
    (void)state;
    char conninfo[200];
    const struct crash_plan plan = {.by = CRASH_BY_KILL, .runs = 6, .seed = 401};
    (void)snprintf(conninfo, sizeof conninfo, "%s dbname=hearth_crash", engines_conninfo());
    database = conninfo;
    struct crash_sum sum = crash(plan);
    database_anew(false);
    database = NULL;
    assert_int_equal(0, sum.bad_runs);
}

static void a_missing_sync_is_found_out(void **state)
{
    (void)state;
    const struct crash_plan plan = {.runs = 10, .seed = 301, .syncs_off = true};
    assert_true(crash(plan).bad_runs > 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_power_cut_loses_no_answered_act),
        cmocka_unit_test(a_kill_loses_no_answered_act),
        cmocka_unit_test(nor_does_a_kill_on_postgresql),
        cmocka_unit_test(a_missing_sync_is_found_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
