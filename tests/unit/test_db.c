/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_db.c - what callers of db.h rely on, on both engines. */
#include "unit.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <sys/stat.h>

#include "support/engines.h"

enum { ORG = 7 };

static const uint8_t room_kinds[] = {DB_INT, DB_INT, DB_TEXT, DB_BYTES};

static const struct sql_text room_add = {
    .label = "room_add",
    .sqlite = "insert into room (org, no, name, mark) values (?1, ?2, ?3, ?4)",
    .pg = "insert into room (org, no, name, mark) values ($1, $2, $3, $4)",
    .n_params = 4,
    .param_kinds = room_kinds,
};
static const struct sql_text rooms = {
    .label = "rooms",
    .sqlite = "select org, no, name, mark from room where org = ?1 order by no",
    .pg = "select org, no, name, mark from room where org = $1 order by no",
    .n_params = 1,
    .param_kinds = room_kinds,
    .n_columns = 4,
    .column_kinds = room_kinds,
};
static const struct sql_text rooms_clear = {
    .label = "rooms_clear",
    .sqlite = "delete from room where org = ?1",
    .pg = "delete from room where org = $1",
    .n_params = 1,
    .param_kinds = room_kinds,
};

static const char *room_schema(const struct engines *e)
{
    return e->engine == DB_SQLITE
               ? "create table room (org integer not null, no integer not null, name text,"
                 " mark blob, primary key (org, no)) strict;"
               : "create table room (org bigint not null, no bigint not null,"
                 " name text collate \"C\", mark bytea, primary key (org, no));";
}

static struct engines *given_rooms(void **state)
{
    struct engines *e = *state;
    assert_fine(db_script(e->db, e->arena, room_schema(e)));
    return e;
}

static struct err *add(struct engines *e, int64_t no, const char *name)
{
    const struct db_value params[] = {DB_OF_INT(ORG), DB_OF_INT(no), DB_OF_TEXT(text_of(name)),
                                      DB_OF_NULL};
    return db_do(e->db, e->arena, &room_add, params);
}

static size_t count_from(struct engines *e, struct db *db)
{
    const struct db_value org = DB_OF_INT(ORG);
    struct db_rows all;
    assert_fine(db_run(db, e->arena, &rooms, &org, &all));
    return all.n;
}

static size_t count(struct engines *e)
{
    return count_from(e, e->db);
}

/* ---- values ---- */

static void a_row_comes_back_as_it_was_given(void **state)
{
    struct engines *e = given_rooms(state);
    const struct text bytes = {"\0\xff\0", 3};
    const struct db_value given[][4] = {
        {DB_OF_INT(ORG), DB_OF_INT(INT64_MIN), DB_OF_TEXT(TEXT("Кімната №1")), DB_OF_BYTES(bytes)},
        {DB_OF_INT(ORG), DB_OF_INT(-1), DB_OF_TEXT(TEXT("")), DB_OF_BYTES(TEXT(""))},
        {DB_OF_INT(ORG), DB_OF_INT(INT64_MAX), DB_OF_NULL, DB_OF_NULL},
    };
    for (size_t i = 0; i < COUNT(given); i++)
        assert_fine(db_do(e->db, e->arena, &room_add, given[i]));
    struct db_rows all;
    assert_fine(db_run(e->db, e->arena, &rooms, given[0], &all));
    assert_int_equal(COUNT(given), all.n);
    assert_int_equal(4, all.columns);
    for (size_t i = 0; i < COUNT(given) * 4; i++) {
        const struct db_value *want = &given[i / 4][i % 4];
        assert_int_equal(want->kind, all.at[i].kind);
        assert_int_equal(want->n, all.at[i].n);
        assert_true(text_equal(want->t, all.at[i].t));
    }
}

static void a_text_that_is_not_clean_goes_neither_in_nor_out(void **state)
{
    struct engines *e = given_rooms(state);
    assert_err(ERR_BUG, add(e, 1, "half \xd0"));
    assert_err(ERR_BUG, add(e, 1, "a bell \x07"));
    assert_fine(db_script(e->db, e->arena,
                          e->engine == DB_SQLITE
                              ? "insert into room values (7, 1, cast(x'410742' as text), null);"
                              : "insert into room values (7, 1, e'A\\x07B', null);"));
    const struct db_value org = DB_OF_INT(ORG);
    struct db_rows all;
    assert_err(ERR_INTEGRITY, db_run(e->db, e->arena, &rooms, &org, &all));
}

/* ---- errors ---- */

static void a_key_that_is_there_is_a_conflict(void **state)
{
    struct engines *e = given_rooms(state);
    assert_fine(add(e, 1, "a"));
    assert_err(ERR_CONFLICT, add(e, 1, "b"));
    assert_fine(add(e, 2, "c"));
    assert_int_equal(2, count(e));
}

static void a_wrong_statement_is_a_bug(void **state)
{
    struct engines *e = given_rooms(state);
    const struct sql_text wrong[] = {
        {.label = "no such table", .sqlite = "delete from hall", .pg = "delete from hall"},
        {.label = "no SQL", .sqlite = "nonsense", .pg = "nonsense"},
        {.label = "two",
         .sqlite = "delete from room; delete from room",
         .pg = "delete from room; delete from room"},
        {.label = "too many columns", .sqlite = "select 1", .pg = "select 1"},
        {.label = "too few columns",
         .sqlite = "select 1",
         .pg = "select 1",
         .n_columns = 2,
         .column_kinds = room_kinds},
        {.label = "another parameter",
         .sqlite = "delete from room where org = ?1",
         .pg = "delete from room where org = $1"},
        {.label = "null",
         .sqlite = "insert into room values (1, null, null, null)",
         .pg = "insert into room values (1, null, null, null)"},
    };
    struct db_rows none;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_err(ERR_BUG, db_run(e->db, e->arena, &wrong[i], NULL, &none));
    const struct sql_text other_kind = {.label = "other kind",
                                        .sqlite = "select no from room",
                                        .pg = "select no from room",
                                        .n_columns = 1,
                                        .column_kinds = room_kinds + 2};
    assert_fine(add(e, 1, "a"));
    assert_err(ERR_BUG, db_run(e->db, e->arena, &other_kind, NULL, &none));
}

static void a_store_that_cannot_be_opened_says_why(void **state)
{
    struct arena *a = *state;
    struct db *db = NULL;
    assert_err(ERR_OUTSIDE, db_open_sqlite(a, "/nowhere/at/all.db", DB_WRITER, &db));
    assert_err(ERR_OUTSIDE, db_open_sqlite(a, "/nowhere/at/all.db", DB_READER, &db));
    assert_err(ERR_USAGE, db_open_pg(a, "what is this", "hearth", DB_WRITER, &db));
    assert_err(ERR_BUSY, db_open_pg(a, "host=/nowhere", "hearth", DB_WRITER, &db));
    static const char *const schemas[] = {"", "pg_catalog", "a b", "A", "1a", "x;y", "x\"y"};
    for (size_t i = 0; i < COUNT(schemas); i++)
        assert_err(ERR_USAGE, db_open_pg(a, "host=/nowhere", schemas[i], DB_WRITER, &db));
    assert_null(db);
}

static void a_file_that_is_no_database_is_damaged(void **state)
{
    struct engines *e = *state;
    db_close(&e->db);
    char page[4096];
    memset(page, 'x', sizeof page);
    assert_fine(world_write_file(e->arena, e->path, (struct text){page, sizeof page}, 0600));
    struct db *db = NULL;
    assert_err(ERR_INTEGRITY, engines_open(e, e->arena, DB_WRITER, &db));
    assert_null(db);
}

static void a_damaged_page_is_damaged(void **state)
{
    struct engines *e = given_rooms(state);
    assert_fine(db_begin(e->db, e->arena));
    for (int64_t i = 0; i < 2000; i++)
        assert_fine(add(e, i, "a room with a name that fills the page"));
    assert_fine(db_commit(e->db, e->arena));
    assert_fine(db_truncate_log(e->db, e->arena));
    db_close(&e->db);
    int fd = open(e->path, O_RDWR | O_CLOEXEC);
    char junk[4096];
    memset(junk, 0x55, sizeof junk);
    for (off_t page = 2; page < 12; page++)
        assert_int_equal(sizeof junk, pwrite(fd, junk, sizeof junk, page * 4096));
    close(fd);
    assert_fine(engines_open(e, e->arena, DB_READER, &e->db));
    const struct db_value org = DB_OF_INT(ORG);
    struct db_rows all;
    assert_err(ERR_INTEGRITY, db_run(e->db, e->arena, &rooms, &org, &all));
}

/* ---- transactions ---- */

static void what_is_undone_was_never_there(void **state)
{
    struct engines *e = given_rooms(state);
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e, 1, "a"));
    db_rollback(e->db);
    assert_int_equal(0, count(e));
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e, 1, "a"));
    engines_reopen(e);
    assert_int_equal(0, count(e));
}

static void a_savepoint_undoes_only_what_came_after_it(void **state)
{
    struct engines *e = given_rooms(state);
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e, 1, "kept"));
    assert_fine(db_savepoint(e->db, e->arena));
    assert_fine(add(e, 2, "undone"));
    assert_fine(db_rollback_to(e->db, e->arena));
    assert_fine(db_savepoint(e->db, e->arena));
    assert_fine(add(e, 3, "kept"));
    assert_fine(db_release(e->db, e->arena));
    assert_fine(db_commit(e->db, e->arena));
    engines_reopen(e);
    assert_int_equal(2, count(e));
}

static void after_an_error_nothing_goes_on_before_it_is_undone(void **state)
{
    struct engines *e = given_rooms(state);
    const struct db_value org = DB_OF_INT(ORG);
    struct db_rows all;
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e, 1, "a"));
    assert_fine(db_savepoint(e->db, e->arena));
    assert_err(ERR_CONFLICT, add(e, 1, "b"));
    assert_err(ERR_CONFLICT, add(e, 2, "c"));
    assert_err(ERR_CONFLICT, db_run(e->db, e->arena, &rooms, &org, &all));
    assert_err(ERR_CONFLICT, db_release(e->db, e->arena));
    assert_fine(db_rollback_to(e->db, e->arena));
    assert_fine(add(e, 2, "c"));
    assert_fine(db_commit(e->db, e->arena));
    assert_int_equal(2, count(e));
}

static void what_failed_cannot_be_committed(void **state)
{
    struct engines *e = given_rooms(state);
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e, 1, "a"));
    assert_err(ERR_CONFLICT, add(e, 1, "b"));
    assert_err(ERR_CONFLICT, db_commit(e->db, e->arena));
    assert_int_equal(0, count(e));
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e, 1, "a"));
    assert_fine(db_commit(e->db, e->arena));
    assert_int_equal(1, count(e));
}

static void a_script_is_whole_or_absent(void **state)
{
    struct engines *e = given_rooms(state);
    assert_err(ERR_BUG, db_script(e->db, e->arena,
                                  "insert into room values (7, 1, 'a', null);"
                                  "insert into room values (7, null, 'b', null);"));
    assert_int_equal(0, count(e));
}

/* ---- readers ---- */

static void a_reader_cannot_write(void **state)
{
    struct engines *e = given_rooms(state);
    struct db *reader = NULL;
    assert_fine(engines_open(e, e->arena, DB_READER, &reader));
    const struct db_value params[] = {DB_OF_INT(ORG), DB_OF_INT(1), DB_OF_NULL, DB_OF_NULL};
    assert_err(ERR_BUG, db_do(reader, e->arena, &room_add, params));
    assert_err(ERR_BUG, db_script(reader, e->arena, "delete from room"));
    assert_err(ERR_BUG, db_script(reader, e->arena, "drop table room"));
    assert_int_equal(0, count_from(e, reader));
    db_close(&reader);
}

static void a_reader_reads_one_moment(void **state)
{
    struct engines *e = given_rooms(state);
    struct db *reader = NULL;
    assert_fine(engines_open(e, e->arena, DB_READER, &reader));
    assert_fine(db_begin(reader, e->arena));
    assert_int_equal(0, count_from(e, reader));
    assert_fine(add(e, 1, "a"));
    assert_int_equal(0, count_from(e, reader));
    assert_fine(db_commit(reader, e->arena));
    assert_int_equal(1, count_from(e, reader));
    assert_fine(add(e, 2, "b"));
    assert_int_equal(2, count_from(e, reader));
    db_close(&reader);
}

/* ---- the rest ---- */

static void more_statements_than_are_kept_all_work(void **state)
{
    enum { STATEMENTS = 150, ROUNDS = 3 };
    struct engines *e = given_rooms(state);
    struct sql_text *many = arena_makes(e->arena, struct sql_text, STATEMENTS);
    for (unsigned i = 0; i < STATEMENTS; i++) {
        char *sql = arena_printf(e->arena, "select %u", i);
        many[i] = (struct sql_text){
            .label = sql, .sqlite = sql, .pg = sql, .n_columns = 1, .column_kinds = room_kinds};
    }
    for (unsigned i = 0; i < STATEMENTS * ROUNDS; i++) {
        struct db_rows one;
        assert_fine(db_run(e->db, e->arena, &many[i % STATEMENTS], NULL, &one));
        assert_int_equal(i % STATEMENTS, one.at[0].n);
        if (i % 7 == 0)
            assert_int_equal(0, count(e));
    }
}

static bool file_holds(struct arena *a, const char *path, const char *secret)
{
    struct text bytes;
    assert_fine(world_read_file(a, path, 8 << 20, &bytes));
    return bytes.n > 0 && memmem(bytes.at, bytes.n, secret, strlen(secret)) != NULL;
}

static void erased_bytes_are_in_no_file(void **state)
{
    static const char secret[] = "where she is hidden";
    struct engines *e = given_rooms(state);
    const char *log = arena_printf(e->arena, "%s-wal", e->path);
    assert_fine(add(e, 1, secret));
    assert_fine(db_truncate_log(e->db, e->arena));
    assert_true(file_holds(e->arena, e->path, secret));
    const struct db_value org = DB_OF_INT(ORG);
    assert_fine(db_do(e->db, e->arena, &rooms_clear, &org));
    assert_fine(db_truncate_log(e->db, e->arena));
    assert_false(file_holds(e->arena, e->path, secret));
    assert_false(file_holds(e->arena, log, secret));
}

static void a_log_that_is_read_is_not_emptied(void **state)
{
    struct engines *e = given_rooms(state);
    struct db *reader = NULL;
    assert_fine(engines_open(e, e->arena, DB_READER, &reader));
    assert_fine(add(e, 1, "a"));
    assert_fine(db_begin(reader, e->arena));
    assert_int_equal(1, count_from(e, reader));
    assert_fine(add(e, 2, "b"));
    assert_err(ERR_BUSY, db_truncate_log(e->db, e->arena));
    db_close(&reader);
    assert_fine(db_truncate_log(e->db, e->arena));
}

static void files_are_for_their_owner_only(void **state)
{
    struct engines *e = given_rooms(state);
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct stat st;
        assert_int_equal(0, stat(arena_printf(e->arena, "%s%s", e->path, ends[i]), &st));
        assert_int_equal(0600, st.st_mode & 0777);
    }
}

static void a_copy_holds_what_was_committed(void **state)
{
    struct engines *e = given_rooms(state);
    const char *path = arena_printf(e->arena, "%s/copy.db", e->folder);
    assert_fine(add(e, 1, "a"));
    if (e->engine == DB_PG) {
        assert_err(ERR_USAGE, db_copy_to(e->db, e->arena, path));
        return;
    }
    assert_fine(db_copy_to(e->db, e->arena, path));
    assert_err(ERR_OUTSIDE, db_copy_to(e->db, e->arena, path));
    struct db *copy = NULL;
    struct db *reader = NULL;
    assert_fine(engines_open(e, e->arena, DB_READER, &reader));
    assert_fine(db_copy_to(reader, e->arena, arena_printf(e->arena, "%s/other.db", e->folder)));
    db_close(&reader);
    assert_fine(engines_open_other(e, "copy", DB_READER, &copy));
    assert_int_equal(1, count_from(e, copy));
    db_close(&copy);
}

static void only_one_writes_at_a_time(void **state)
{
    struct engines *e = given_rooms(state);
    struct db *other = NULL;
    assert_fine(engines_open(e, e->arena, DB_WRITER, &other));
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e, 1, "a"));
    assert_err(ERR_BUSY, db_begin(other, e->arena));
    assert_fine(db_commit(e->db, e->arena));
    assert_fine(db_begin(other, e->arena));
    db_close(&other);
}

static struct err *open_and_read(struct arena *a, void *with)
{
    struct engines *e = with;
    CLEANUP(db_close) struct db *reader = NULL;
    const struct db_value org = DB_OF_INT(ORG);
    struct db_rows all;
    TRY(engines_open(e, a, DB_READER, &reader));
    TRY(db_begin(reader, a));
    TRY(db_run(reader, a, &rooms, &org, &all));
    TRY(db_commit(reader, a));
    assert_int_equal(300, all.n);
    return NULL;
}

static void without_memory_reading_fails_whole(void **state)
{
    struct engines *e = given_rooms(state);
    assert_fine(db_begin(e->db, e->arena));
    for (int64_t i = 0; i < 300; i++)
        assert_fine(add(e, i, "a room with a rather long name that needs its own piece of memory"));
    assert_fine(db_commit(e->db, e->arena));
    assert_true(unit_fail_each_allocation(open_and_read, e) > 2);
}

/* Writes two rows in a savepoint each; nothing of a try that failed may be there afterwards. */
static struct err *write_pair(struct arena *a, void *with)
{
    struct engines *e = with;
    CLEANUP(db_close) struct db *db = NULL;
    TRY(engines_open(e, a, DB_WRITER, &db));
    const size_t before = count_from(e, db);
    assert_int_equal(0, before);
    TRY(db_begin(db, a));
    for (int64_t no = 0; no < 2; no++) {
        const struct db_value params[] = {DB_OF_INT(ORG), DB_OF_INT(no), DB_OF_NULL, DB_OF_NULL};
        TRY(db_savepoint(db, a));
        TRY(db_do(db, a, &room_add, params));
        TRY(db_release(db, a));
    }
    return db_commit(db, a);
}

static void without_memory_writing_leaves_nothing(void **state)
{
    struct engines *e = given_rooms(state);
    assert_true(unit_fail_each_allocation(write_pair, e) > 1);
    assert_int_equal(2, count(e));
}

/* Ends the other side of a connection, as a restart of the server or a cut cable does. */
static void backend_end(struct engines *e, struct db *db)
{
    static const uint8_t number[] = {DB_INT};
    static const struct sql_text pid = {
        .label = "pid", .pg = "select pg_backend_pid()", .n_columns = 1, .column_kinds = number};
    struct db_rows rows;
    assert_fine(db_run(db, e->arena, &pid, NULL, &rows));
    PGconn *other = PQconnectdb(engines_conninfo());
    const char *words =
        arena_printf(e->arena, "select pg_terminate_backend(%lld, 10000)", (long long)rows.at[0].n);
    PGresult *answer = PQexec(other, words);
    assert_string_equal("t", PQgetvalue(answer, 0, 0));
    PQclear(answer);
    PQfinish(other);
}

static void assert_lost(const struct err *bad)
{
    assert_err(ERR_BUSY, bad);
    assert_non_null(bad->detail);
    assert_null(strstr(bad->detail, "memory"));
    assert_non_null(strstr(bad->detail, "PostgreSQL"));
}

static void a_lost_connection_is_told_as_such(void **state)
{
    struct engines *e = given_rooms(state);
    struct db_rows rows;
    const struct db_value org = DB_OF_INT(ORG);
    struct db *db = NULL;
    assert_fine(engines_open(e, e->arena, DB_WRITER, &db));
    assert_fine(db_run(db, e->arena, &rooms, &org, &rows));
    backend_end(e, db);
    assert_lost(db_run(db, e->arena, &rooms, &org, &rows));
    assert_lost(db_run(db, e->arena, &rooms, &org, &rows));
    assert_lost(db_ping(db, e->arena));
    assert_lost(db_begin(db, e->arena));
    db_close(&db);
    assert_fine(engines_open(e, e->arena, DB_WRITER, &db));
    assert_fine(db_begin(db, e->arena));
    backend_end(e, db);
    assert_lost(db_commit(db, e->arena));
    db_close(&db);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ENGINES_TEST(a_row_comes_back_as_it_was_given),
        ENGINES_TEST(a_text_that_is_not_clean_goes_neither_in_nor_out),
        ENGINES_TEST(a_key_that_is_there_is_a_conflict),
        ENGINES_TEST(a_wrong_statement_is_a_bug),
        unit_test_arena(a_store_that_cannot_be_opened_says_why),
        ENGINES_TEST_SQLITE(a_file_that_is_no_database_is_damaged),
        ENGINES_TEST_SQLITE(a_damaged_page_is_damaged),
        ENGINES_TEST(what_is_undone_was_never_there),
        ENGINES_TEST(a_savepoint_undoes_only_what_came_after_it),
        ENGINES_TEST(after_an_error_nothing_goes_on_before_it_is_undone),
        ENGINES_TEST(what_failed_cannot_be_committed),
        ENGINES_TEST(a_script_is_whole_or_absent),
        ENGINES_TEST(a_reader_cannot_write),
        ENGINES_TEST(a_reader_reads_one_moment),
        ENGINES_TEST(more_statements_than_are_kept_all_work),
        ENGINES_TEST_SQLITE(erased_bytes_are_in_no_file),
        ENGINES_TEST_SQLITE(a_log_that_is_read_is_not_emptied),
        ENGINES_TEST_SQLITE(files_are_for_their_owner_only),
        ENGINES_TEST(a_copy_holds_what_was_committed),
        ENGINES_TEST_SQLITE(only_one_writes_at_a_time),
        ENGINES_TEST(without_memory_reading_fails_whole),
        ENGINES_TEST(without_memory_writing_leaves_nothing),
        ENGINES_TEST_PG(a_lost_connection_is_told_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
