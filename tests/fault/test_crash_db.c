/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_crash_db.c - what db_commit promises, when the process or the power dies. A deed is two
 * rows under one number; up to 20 deeds share a commit, each in a savepoint, some undone, as the
 * writer does. The log is emptied into the file every 60 pages, so that cuts fall there too. */
#include "unit.h"

#include "db/db.h"
#include "support/crash.h"

enum { ORG = 1, BATCH = 20, HALVES = 2, UNDONE_EVERY = 7 };

static const uint8_t kinds[] = {DB_INT, DB_INT, DB_INT, DB_TEXT};
static const struct sql_text half_add = {
    .label = "half_add",
    .sqlite = "insert into half (org, no, side, words) values (?1, ?2, ?3, ?4)",
    .n_params = 4,
    .param_kinds = kinds,
};
static const struct sql_text halves = {
    .label = "halves",
    .sqlite = "select no, count(*) from half where org = ?1 group by no order by no",
    .n_params = 1,
    .param_kinds = kinds,
    .n_columns = 2,
    .column_kinds = kinds,
};
static const struct sql_text integrity = {
    .label = "integrity",
    .sqlite = "pragma integrity_check",
    .n_columns = 1,
    .column_kinds = kinds + 3,
};

/* A store without which nothing can go on. */
static struct db *store_open(struct arena *a, const char *folder, enum db_mode mode)
{
    struct db *db = NULL;
    if (db_open_sqlite(a, arena_printf(a, "%s/hearth.db", folder), mode, &db) != NULL)
        abort();
    return db;
}

static void must(const struct err *bad)
{
    if (bad != NULL)
        abort();
}

static void prepare(const char *folder)
{
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    struct db *db = store_open(a, folder, DB_WRITER);
    must(db_script(db, a,
                   "create table half (org integer not null, no integer not null,"
                   " side integer not null, words text not null,"
                   " primary key (org, no, side)) strict, without rowid;"));
    db_close(&db);
    arena_free(a);
}

static void deed(struct db *db, struct arena *a, int64_t no)
{
    must(db_savepoint(db, a));
    for (int64_t side = 0; side < HALVES; side++) {
        const struct db_value params[] = {DB_OF_INT(ORG), DB_OF_INT(no), DB_OF_INT(side),
                                          DB_OF_TEXT(TEXT("half of a deed that is done or not, "
                                                          "but never by half, whatever dies"))};
        must(db_do(db, a, &half_add, params));
        if (no % UNDONE_EVERY == 0 && side == 0) {
            must(db_rollback_to(db, a));
            return;
        }
    }
    must(db_release(db, a));
}

static void work(const char *folder, uint64_t seed)
{
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    struct db *db = store_open(a, folder, DB_WRITER);
    must(db_script(db, a, "pragma wal_autocheckpoint=60"));
    for (int64_t no = 1;;) {
        struct arena_mark mark = arena_mark(a);
        int64_t end = no + 1 + (int64_t)((seed + (uint64_t)no) % BATCH);
        int64_t first = no;
        must(db_begin(db, a));
        for (; no < end; no++)
            deed(db, a, no);
        must(db_commit(db, a));
        for (; first < end; first++)
            if (first % UNDONE_EVERY != 0)
                crash_done((uint64_t)first);
        arena_rewind(a, mark);
    }
}

/* Numbers ascend both in what was acknowledged and in what is there. */
static uint64_t compare(const struct db_rows *all, const uint64_t *done, size_t n)
{
    uint64_t wrong = 0;
    size_t at = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct db_value *row = &all->at[i * all->columns];
        wrong += row[1].n != HALVES || row[0].n % UNDONE_EVERY == 0;
        for (; at < n && done[at] < (uint64_t)row[0].n; at++)
            wrong++;
        at += at < n && done[at] == (uint64_t)row[0].n;
    }
    return wrong + (n - at);
}

static uint64_t look(const char *folder, const uint64_t *done, size_t n)
{
    struct arena *a = arena_new(512 << 20);
    struct db *db = NULL;
    const struct db_value org = DB_OF_INT(ORG);
    struct db_rows all = {0};
    struct db_rows words = {0};
    const struct err *bad =
        db_open_sqlite(a, arena_printf(a, "%s/hearth.db", folder), DB_WRITER, &db);
    if (bad == NULL)
        bad = db_run(db, a, &integrity, NULL, &words);
    if (bad == NULL)
        bad = db_run(db, a, &halves, &org, &all);
    bool sound = bad == NULL && words.n == 1 && text_is(words.at[0].t, "ok");
    uint64_t wrong = sound ? compare(&all, done, n) : n + 1;
    db_close(&db);
    arena_free(a);
    return wrong;
}

static const struct crash_subject subject = {prepare, work, look};

static struct crash_sum crash(struct crash_plan plan)
{
    plan.ms_most = 150;
    struct crash_sum sum = crash_run(&subject, &plan);
    print_message("%u runs: %llu acknowledged, %u bad runs, %llu missing or wrong\n", plan.runs,
                  (unsigned long long)sum.done, sum.bad_runs, (unsigned long long)sum.found);
    assert_true(sum.done > plan.runs);
    return sum;
}

static void a_power_cut_loses_no_acknowledged_deed(void **state)
{
    (void)state;
    assert_int_equal(0, crash((struct crash_plan){.runs = 20, .seed = 1}).bad_runs);
}

static void nor_where_a_write_damages_its_neighbours(void **state)
{
    (void)state;
    const struct crash_plan plan = {.runs = 20, .seed = 101, .no_powersafe = true};
    assert_int_equal(0, crash(plan).bad_runs);
}

static void a_kill_loses_no_acknowledged_deed(void **state)
{
    (void)state;
    const struct crash_plan plan = {.by = CRASH_BY_KILL, .runs = 10, .seed = 201};
    assert_int_equal(0, crash(plan).bad_runs);
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
        cmocka_unit_test(a_power_cut_loses_no_acknowledged_deed),
        cmocka_unit_test(nor_where_a_write_damages_its_neighbours),
        cmocka_unit_test(a_kill_loses_no_acknowledged_deed),
        cmocka_unit_test(a_missing_sync_is_found_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
