/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* db_sqlite.c - SQLite 3.40. Log mode WAL with a sync at every commit; what is deleted is
 * overwritten; a file from elsewhere can run nothing: no triggers, no views, no own functions. */
#include "db/driver.h"

#include <assert.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

enum { BUSY_WAIT_MS = 2000, FILE_MODE = 0600, ROWS_FIRST = 16 };

struct db_sqlite {
    struct db base;
    sqlite3 *conn;
};

static struct db_sqlite *of(struct db *db)
{
    return (struct db_sqlite *)db;
}

static sqlite3 *conn_of(const struct db *db)
{
    return ((const struct db_sqlite *)db)->conn;
}

static enum err_kind kind_of(int code)
{
    if (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE ||
        code == SQLITE_CONSTRAINT_ROWID)
        return ERR_CONFLICT;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return ERR_BUSY;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
        return ERR_OUTSIDE;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERR_INTEGRITY;
    default:
        return ERR_BUG;
    }
}

/* NULL when the code says that all is well. Messages of SQLite name tables, never values. */
static struct err *result(struct arena *into, sqlite3 *conn, int code, const char *what)
{
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
        return NULL;
    if ((code & 0xff) == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
        return err_no_memory();
    return db_error(into, kind_of(code), what,
                    conn == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(conn), code);
}

/* What the planner of statements shall believe. Without statistics it takes any first column of a
 * key for selective, and reads every row of the organisation where an index on (org, something)
 * would do: org tells nothing, the columns behind it nearly all. The same on every machine, so that
 * plans are. Format: sqlite.org/fileformat2.html, "The sqlite_stat1 table". */
static const char statistics[] =
    "analyze;"
    "delete from sqlite_stat1;"
    "insert into sqlite_stat1 (tbl, idx, stat)"
    " select tbl_name, name, '1000000 1000000' || substr(' 4 4 4 4 4 4 4 4', 1, 2 * (n - 1)) from"
    " (select tbl_name, name, (select count(*) from pragma_index_info(m.name)) as n"
    "  from sqlite_master m where type = 'index' and sql is not null);"
    "insert into sqlite_stat1 (tbl, idx, stat)"
    " select name, name, '1000000 1000000' || substr(' 1000 1000 1000', 1, 5 * (n - 2)) || ' 1' "
    "from"
    " (select name, (select count(*) from pragma_table_info(m.name) where pk > 0) as n"
    "  from sqlite_master m where type = 'table') where n > 1;"
    "analyze sqlite_schema;";

static struct err *sqlite_plain(struct db *db, struct arena *scratch, const char *sql)
{
    return result(scratch, conn_of(db), sqlite3_exec(conn_of(db), sql, NULL, NULL, NULL), "script");
}

static struct err *sqlite_prepare(struct db *db, struct arena *scratch, const struct sql_text *sql,
                                  struct db_kept *kept)
{
    sqlite3_stmt *st = NULL;
    const char *rest = NULL;
    int code =
        sqlite3_prepare_v3(conn_of(db), sql->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &st, &rest);
    TRY(result(scratch, conn_of(db), code, sql->label));
    if (st == NULL || *rest != '\0' || sqlite3_column_count(st) != (int)sql->n_columns ||
        sqlite3_bind_parameter_count(st) != (int)sql->n_params) {
        sqlite3_finalize(st);
        return db_error(scratch, ERR_BUG, sql->label, "parameters or columns are not as said", 0);
    }
    kept->statement = st;
    return NULL;
}

static void sqlite_forget(struct db *db, struct db_kept *kept)
{
    (void)db;
    sqlite3_finalize(kept->statement);
    kept->statement = NULL;
}

static int bind(sqlite3_stmt *st, int at, const struct db_value *v)
{
    /* The values outlive the run, so nothing is copied. */
    const char *bytes = v->t.at == NULL ? "" : v->t.at;
    switch (v->kind) {
    case DB_NULL:
        return sqlite3_bind_null(st, at);
    case DB_INT:
        return sqlite3_bind_int64(st, at, v->n);
    case DB_TEXT:
        return sqlite3_bind_text64(st, at, bytes, v->t.n, SQLITE_STATIC, SQLITE_UTF8);
    case DB_BYTES:
        return sqlite3_bind_blob64(st, at, bytes, v->t.n, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static struct err *cell_take(struct arena *into, sqlite3_stmt *st, int at, struct db_value *cell)
{
    int type = sqlite3_column_type(st, at);
    if (type == SQLITE_NULL) {
        *cell = DB_OF_NULL;
        return NULL;
    }
    if (type == SQLITE_INTEGER) {
        *cell = DB_OF_INT(sqlite3_column_int64(st, at));
        return NULL;
    }
    if (type == SQLITE_FLOAT)
        return db_error(into, ERR_BUG, sqlite3_sql(st), "a floating point number", at);
    bool is_text = type == SQLITE_TEXT;
    const void *bytes =
        is_text ? (const void *)sqlite3_column_text(st, at) : sqlite3_column_blob(st, at);
    size_t n = (size_t)sqlite3_column_bytes(st, at);
    if (bytes == NULL && n > 0)
        return err_no_memory();
    char *copy = arena_strn(into, bytes, n);
    NEED(copy);
    struct text t = {copy, n};
    *cell = is_text ? DB_OF_TEXT(t) : DB_OF_BYTES(t);
    return NULL;
}

/* Where the rows of one answer grow. */
struct collector {
    struct arena *into;
    const struct sql_text *sql;
    struct db_value *at;
    size_t n;
    size_t room;
};

static struct err *row_take(struct collector *c, sqlite3_stmt *st)
{
    size_t columns = c->sql->n_columns;
    if (c->n == c->room) {
        size_t room = c->room == 0 ? ROWS_FIRST : c->room * 2;
        c->at = arena_grow(c->into, c->at, c->n, room, columns * sizeof *c->at);
        NEED(c->at);
        c->room = room;
    }
    struct db_value *row = c->at + c->n * columns;
    for (size_t i = 0; i < columns; i++) {
        TRY(cell_take(c->into, st, (int)i, &row[i]));
        TRY(db_cell_check(c->into, c->sql, i, &row[i]));
    }
    c->n++;
    return NULL;
}

static struct err *run_bound(struct db *db, struct arena *into, sqlite3_stmt *st,
                             struct collector *c)
{
    int code;
    while ((code = sqlite3_step(st)) == SQLITE_ROW)
        TRY(row_take(c, st));
    return result(into, conn_of(db), code, c->sql->label);
}

static struct err *sqlite_run(struct db *db, struct arena *into, const struct db_kept *kept,
                              const struct db_value *params, struct db_rows *ret_rows)
{
    sqlite3_stmt *st = kept->statement;
    struct collector c = {.into = into, .sql = kept->sql};
    struct err *bad = NULL;
    for (unsigned i = 0; i < kept->sql->n_params && bad == NULL; i++)
        bad = result(into, conn_of(db), bind(st, (int)i + 1, &params[i]), kept->sql->label);
    if (bad == NULL)
        bad = run_bound(db, into, st, &c);
    /* An open statement would hold its moment and the log. */
    (void)sqlite3_reset(st);
    (void)sqlite3_clear_bindings(st);
    if (bad == NULL)
        *ret_rows = (struct db_rows){.n = c.n, .columns = c.sql->n_columns, .at = c.at};
    return bad;
}

static const char *sqlite_begin_words(const struct db *db)
{
    return db->mode == DB_WRITER ? "begin immediate" : "begin";
}

static bool sqlite_in_transaction(const struct db *db)
{
    return sqlite3_get_autocommit(conn_of(db)) == 0;
}

static void sqlite_close(struct db *db)
{
    for (size_t i = 0; i < db->n_kept; i++)
        sqlite_forget(db, &db->kept[i]);
    int code = sqlite3_close(of(db)->conn);
    assert(code == SQLITE_OK);
    (void)code;
}

static struct err *sqlite_truncate_log(struct db *db, struct arena *scratch)
{
    int code =
        sqlite3_wal_checkpoint_v2(conn_of(db), "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return result(scratch, conn_of(db), code, "truncate the log");
}

static struct err *copy_pages(struct db *db, struct arena *scratch, sqlite3 *to)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", conn_of(db), "main");
    if (copy == NULL)
        return result(scratch, to, sqlite3_errcode(to), "copy");
    int code = sqlite3_backup_step(copy, -1);
    int end = sqlite3_backup_finish(copy);
    return result(scratch, NULL, code == SQLITE_DONE ? end : code, "copy");
}

static struct err *sqlite_copy_to(struct db *db, struct arena *scratch, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
    if (fd < 0)
        return db_error(scratch, ERR_OUTSIDE, "copy", "the new file cannot be made", 0);
    (void)close(fd);
    sqlite3 *to = NULL;
    int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    struct err *bad = result(scratch, to, code, "open the copy");
    if (bad == NULL)
        bad = copy_pages(db, scratch, to);
    code = sqlite3_close(to);
    if (bad == NULL)
        bad = result(scratch, NULL, code, "close the copy");
    if (bad != NULL)
        (void)unlink(path);
    return bad;
}

/* Nothing to do: the site folder's own lock serves, and there is nobody to hear from. */
static struct err *sqlite_lock_org(struct db *db, struct arena *scratch, int64_t org)
{
    (void)db;
    (void)scratch;
    (void)org;
    return NULL;
}

static struct err *sqlite_ping(struct db *db, struct arena *scratch)
{
    return sqlite_lock_org(db, scratch, 0);
}

static const struct db_driver sqlite_driver = {
    .engine = DB_SQLITE,
    .prepare = sqlite_prepare,
    .forget = sqlite_forget,
    .run = sqlite_run,
    .plain = sqlite_plain,
    .after_script = statistics,
    .begin_words = sqlite_begin_words,
    .in_transaction = sqlite_in_transaction,
    .close = sqlite_close,
    .truncate_log = sqlite_truncate_log,
    .copy_to = sqlite_copy_to,
    .lock_org = sqlite_lock_org,
    .ping = sqlite_ping,
};

/* ---- opening ---- */

static int reader_may(void *with, int action, const char *a, const char *b, const char *c,
                      const char *d)
{
    (void)with;
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    bool reads = action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION ||
                 action == SQLITE_TRANSACTION || action == SQLITE_RECURSIVE;
    return reads ? SQLITE_OK : SQLITE_DENY;
}

/* A file from elsewhere must not be able to do anything but hold rows. */
static int distrust(sqlite3 *conn)
{
    static const struct {
        int option;
        int on;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };
    for (size_t i = 0; i < COUNT(options); i++) {
        int code = sqlite3_db_config(conn, options[i].option, options[i].on, NULL);
        if (code != SQLITE_OK)
            return code;
    }
    (void)sqlite3_limit(conn, SQLITE_LIMIT_ATTACHED, 0);
    return sqlite3_busy_timeout(conn, BUSY_WAIT_MS);
}

/* The log must be WAL: a file system that cannot share memory would silently refuse. */
static struct err *check_wal(struct db *db, struct arena *scratch)
{
    static const uint8_t columns[] = {DB_TEXT};
    static const struct sql_text mode = {.label = "journal_mode",
                                         .sqlite = "pragma journal_mode=wal",
                                         .n_columns = 1,
                                         .column_kinds = columns};
    struct db_rows rows;
    TRY(db_run(db, scratch, &mode, NULL, &rows));
    if (rows.n == 1 && text_is(rows.at[0].t, "memory"))
        return NULL; /* a database beside, for comparing: gone with the connection */
    if (rows.n != 1 || !text_is(rows.at[0].t, "wal"))
        return db_error(scratch, ERR_OUTSIDE, "journal_mode", "this file system has no WAL", 0);
    return NULL;
}

static struct err *prepare_connection(struct db *db, struct arena *scratch)
{
    /* The log is emptied into the file every 16 MB: each time costs two syncs more. */
    static const char *const words[] = {
        [DB_WRITER] = "pragma mmap_size=0; pragma synchronous=full; pragma secure_delete=on;"
                      "pragma cell_size_check=on; pragma temp_store=memory;"
                      "pragma wal_autocheckpoint=4000;",
        [DB_READER] = "pragma mmap_size=0; pragma query_only=on; pragma cache_size=-2048;"
                      "pragma cell_size_check=on; pragma temp_store=memory;",
    };
    sqlite3 *conn = conn_of(db);
    TRY(result(scratch, conn, distrust(conn), "set up"));
    TRY(sqlite_plain(db, scratch, words[db->mode]));
    if (db->mode == DB_WRITER)
        return check_wal(db, scratch);
    return result(scratch, conn, sqlite3_set_authorizer(conn, reader_may, NULL), "set up");
}

/* An empty file of our own mode, before SQLite makes one that others can read. */
static void make_private(const char *path)
{
    if (strcmp(path, ":memory:") == 0)
        return;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
    if (fd >= 0)
        (void)close(fd);
}

struct err *db_open_sqlite(struct arena *into, const char *path, enum db_mode mode,
                           struct db **ret_db)
{
    struct db_sqlite *s = arena_make(into, struct db_sqlite);
    NEED(s);
    s->base = (struct db){.driver = &sqlite_driver, .mode = mode};
    if (mode == DB_WRITER && strcmp(path, ":memory:") != 0)
        make_private(path);
    int flags =
        mode == DB_WRITER ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    int code =
        sqlite3_open_v2(path, &s->conn, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    struct err *bad = result(into, s->conn, code, "open");
    if (bad == NULL)
        bad = prepare_connection(&s->base, into);
    if (bad != NULL) {
        struct db *db = &s->base;
        db_close(&db);
        return bad;
    }
    *ret_db = &s->base;
    return NULL;
}
