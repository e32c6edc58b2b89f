/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_db_faults.c - one command of the writer with every piece of SQLite's memory refused in turn,
 * every write failing, every sync failing, the disk full from every write on: no crash, an error of
 * the right kind, and afterwards all of it is there or nothing. */
#include "unit.h"

#include <sqlite3.h>

#include "support/engines.h"
#include "support/vfs.h"

enum { ORG = 3, ROWS = 12, STEPS_MAX = 20000 };

/* ---- SQLite's memory ---- */

static sqlite3_mem_methods real_memory;
static int64_t refuse_in = -1; /* 0 is the next piece; below 0 none is refused */
static bool refused;

static bool refuse_now(void)
{
    if (refuse_in < 0 || refuse_in-- > 0)
        return false;
    refused = true;
    return true;
}

static void *memory_new(int n)
{
    return refuse_now() ? NULL : real_memory.xMalloc(n);
}

static void *memory_resize(void *piece, int n)
{
    return refuse_now() ? NULL : real_memory.xRealloc(piece, n);
}

static int take_over_memory(void **state)
{
    (void)state;
    if (sqlite3_shutdown() != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory) != SQLITE_OK)
        return 1;
    sqlite3_mem_methods methods = real_memory;
    methods.xMalloc = memory_new;
    methods.xRealloc = memory_resize;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) != SQLITE_OK)
        return 1;
    vfs_install();
    return 0;
}

/* ---- the command ---- */

static const uint8_t kinds[] = {DB_INT, DB_INT, DB_TEXT};
static const struct sql_text row_add = {
    .label = "row_add",
    .sqlite = "insert into entry (org, no, words) values (?1, ?2, ?3)",
    .n_params = 3,
    .param_kinds = kinds,
};
static const struct sql_text row_count = {
    .label = "row_count",
    .sqlite = "select org, count(*) from entry where org = ?1 group by org",
    .n_params = 1,
    .param_kinds = kinds,
    .n_columns = 2,
    .column_kinds = kinds,
};

static const char schema[] = "create table entry (org integer not null, no integer not null,"
                             " words text not null, primary key (org, no)) strict;"
                             "create index entry_by_words on entry (org, words);";

static struct err *in_transaction(struct db *db, struct arena *a)
{
    char words[600];
    memset(words, 'w', sizeof words);
    TRY(db_savepoint(db, a));
    for (int64_t no = 0; no < ROWS; no++) {
        const struct db_value params[] = {DB_OF_INT(ORG), DB_OF_INT(no),
                                          DB_OF_TEXT(((struct text){words, sizeof words}))};
        TRY(db_do(db, a, &row_add, params));
    }
    return db_release(db, a);
}

/* Opens, writes, commits, empties the log. *ret_committed is set as soon as it is promised. */
static struct err *command(struct engines *e, struct arena *a, bool *ret_committed)
{
    CLEANUP(db_close) struct db *db = NULL;
    TRY(engines_open(e, a, DB_WRITER, &db));
    TRY(db_begin(db, a));
    TRY(in_transaction(db, a));
    TRY(db_commit(db, a));
    *ret_committed = true;
    return db_truncate_log(db, a);
}

static int64_t rows_there(struct engines *e)
{
    struct db *db = NULL;
    struct db_rows all;
    const struct db_value org = DB_OF_INT(ORG);
    assert_fine(engines_open(e, e->arena, DB_READER, &db));
    assert_fine(db_run(db, e->arena, &row_count, &org, &all));
    int64_t n = all.n == 0 ? 0 : all.at[1].n;
    db_close(&db);
    return n;
}

static void start_again(struct engines *e)
{
    struct db *db = NULL;
    assert_fine(engines_open(e, e->arena, DB_WRITER, &db));
    assert_fine(db_script(db, e->arena, "delete from entry"));
    db_close(&db);
}

/* One try under a fault; whether the fault came. */
static bool try_once(struct engines *e, enum err_kind kind, bool (*came)(void))
{
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    bool committed = false;
    const struct err *bad = command(e, a, &committed);
    bool faulty = came();
    refuse_in = -1;
    vfs_set(VFS_PLAN_NONE);
    if (bad != NULL) {
        assert_true(faulty);
        assert_err(kind, bad);
    }
    int64_t n = rows_there(e);
    assert_true(n == ROWS || (n == 0 && !committed));
    arena_free(a);
    start_again(e);
    return faulty;
}

static struct engines *given_entries(void **state)
{
    struct engines *e = *state;
    assert_fine(db_script(e->db, e->arena, schema));
    db_close(&e->db);
    return e;
}

static bool memory_was_refused(void)
{
    return refused;
}

static bool the_disk_failed(void)
{
    return vfs_count().failed > 0;
}

static void without_a_piece_of_memory_it_is_whole_or_absent(void **state)
{
    struct engines *e = given_entries(state);
    int64_t k = 0;
    do {
        assert_true(k < STEPS_MAX);
        refused = false;
        refuse_in = k++;
    } while (try_once(e, ERR_BUSY, memory_was_refused));
    print_message("%lld pieces of memory\n", (long long)k - 1);
    assert_true(k > 100);
}

/* `at` is a field of the plan: counts it up until the fault no longer comes. */
static void fail_each(struct engines *e, struct vfs_plan *plan, int64_t *at, int64_t least)
{
    int64_t k = 0;
    do {
        assert_true(k < STEPS_MAX);
        *at = k++;
        vfs_set(*plan);
    } while (try_once(e, ERR_OUTSIDE, the_disk_failed));
    print_message("%lld failures\n", (long long)k - 1);
    assert_true(k - 1 >= least);
}

static void with_a_failing_write_it_is_whole_or_absent(void **state)
{
    struct vfs_plan plan = VFS_PLAN_NONE;
    fail_each(given_entries(state), &plan, &plan.fail_write_in, 5);
}

static void with_a_failing_sync_it_is_whole_or_absent(void **state)
{
    struct vfs_plan plan = VFS_PLAN_NONE;
    fail_each(given_entries(state), &plan, &plan.fail_sync_in, 3);
}

static void on_a_full_disk_it_is_whole_or_absent(void **state)
{
    struct vfs_plan plan = VFS_PLAN_NONE;
    fail_each(given_entries(state), &plan, &plan.full_in, 5);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ENGINES_TEST_SQLITE(without_a_piece_of_memory_it_is_whole_or_absent),
        ENGINES_TEST_SQLITE(with_a_failing_write_it_is_whole_or_absent),
        ENGINES_TEST_SQLITE(with_a_failing_sync_it_is_whole_or_absent),
        ENGINES_TEST_SQLITE(on_a_full_disk_it_is_whole_or_absent),
    };
    return cmocka_run_group_tests(tests, take_over_memory, NULL);
}
