/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* db_pg.c - PostgreSQL 15 by libpq: binary parameters and answers, one schema per store. A lost
 * connection stays lost: the writer's lock went with it, so nothing may be written on a new one
 * before the lock is taken again. */
#include "db/driver.h"

#include <limits.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SERVER_VERSION_LEAST = 150000, NAME_ROOM = 16, SCHEMA_MAX = 40, BINARY = 1, INT_BYTES = 8 };
/* Type numbers of PostgreSQL's catalogue (pg_type.dat); they never change. */
enum { OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25 };
enum { SQLSTATE_LENGTH = 5 };

struct db_pg {
    struct db base;
    PGconn *conn;
    char schema[SCHEMA_MAX + 1];
    unsigned prepared; /* how many ever: makes names */
};

static struct db_pg *of(struct db *db)
{
    return (struct db_pg *)db;
}

static PGconn *conn_of(const struct db *db)
{
    return ((const struct db_pg *)db)->conn;
}

static void answer_close(PGresult **answer)
{
    PQclear(*answer);
}

/* Classes of SQLSTATE, the longest first (PostgreSQL documentation, appendix A). */
static enum err_kind kind_of(const char *state, enum db_mode mode)
{
    static const struct {
        const char *begins;
        enum err_kind kind;
    } kinds[] = {
        {"23505", ERR_CONFLICT},  {"53100", ERR_OUTSIDE},   {"42501", ERR_OUTSIDE},
        {"XX001", ERR_INTEGRITY}, {"XX002", ERR_INTEGRITY}, {"25P03", ERR_BUSY},
        {"55P03", ERR_BUSY},      {"XX", ERR_OUTSIDE},      {"58", ERR_OUTSIDE},
        {"08", ERR_BUSY},         {"40", ERR_BUSY},         {"53", ERR_BUSY},
        {"57", ERR_BUSY},         {"28", ERR_BUSY},         {"3D", ERR_BUSY},
    };
    /* A writer that may not write has reached a replica. */
    if (mode == DB_WRITER && strcmp(state, "25006") == 0)
        return ERR_BUSY;
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strncmp(state, kinds[i].begins, strlen(kinds[i].begins)) == 0)
            return kinds[i].kind;
    return ERR_BUG;
}

static struct err *lost(struct arena *into, const char *what)
{
    return db_error(into, ERR_BUSY, what, "no connection to PostgreSQL", 0);
}

/* What libpq says of itself, its first line: nothing was answered, and it alone knows why. */
static struct err *unanswered(const PGconn *conn, struct arena *into, const char *what)
{
    char why[512];
    const char *words = PQerrorMessage(conn);
    size_t n = strcspn(words, "\r\n");
    if (n == 0)
        return lost(into, what);
    (void)snprintf(why, sizeof why, "no answer from PostgreSQL: %.*s", (int)n, words);
    return db_error(into, ERR_BUSY, what, why, 0);
}

/* NULL when the answer is one. Of the server's words only the first line goes to the log: further
 * ones may tell values. */
static struct err *result(const struct db *db, struct arena *into, const PGresult *answer,
                          const char *what)
{
    ExecStatusType status = PQresultStatus(answer);
    if (answer != NULL && (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK))
        return NULL;
    const char *state = answer == NULL ? NULL : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    if (state == NULL)
        return unanswered(conn_of(db), into, what);
    if (PQstatus(conn_of(db)) != CONNECTION_OK)
        return lost(into, what);
    const char *words = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    char why[512];
    (void)snprintf(why, sizeof why, "%.*s %s", SQLSTATE_LENGTH, state, words == NULL ? "" : words);
    return db_error(into, kind_of(state, db->mode), what, why, 0);
}

static struct err *pg_plain(struct db *db, struct arena *scratch, const char *sql)
{
    CLEANUP(answer_close) PGresult *answer = PQexec(conn_of(db), sql);
    TRY(result(db, scratch, answer, "script"));
    /* A commit of what has failed is answered by a quiet rollback. */
    if (strcmp(sql, "commit") == 0 && strcmp(PQcmdStatus(answer), "COMMIT") != 0)
        return db_error(scratch, ERR_OUTSIDE, "commit", PQcmdStatus(answer), 0);
    return NULL;
}

/* ---- statements ---- */

static Oid type_of(uint8_t kind)
{
    return kind == DB_INT ? OID_INT8 : kind == DB_TEXT ? OID_TEXT : OID_BYTEA;
}

static uint8_t kind_of_type(Oid type)
{
    if (type == OID_INT8 || type == OID_INT4 || type == OID_INT2)
        return DB_INT;
    return type == OID_TEXT ? DB_TEXT : type == OID_BYTEA ? DB_BYTES : DB_NULL;
}

static void kept_name(const struct db_kept *kept, char name[NAME_ROOM])
{
    (void)snprintf(name, NAME_ROOM, "h%u", kept->number);
}

static struct err *check_described(struct db *db, struct arena *scratch, const struct sql_text *sql,
                                   const char *name)
{
    CLEANUP(answer_close) PGresult *answer = PQdescribePrepared(conn_of(db), name);
    TRY(result(db, scratch, answer, sql->label));
    if (PQnfields(answer) != (int)sql->n_columns || PQnparams(answer) != (int)sql->n_params)
        return db_error(scratch, ERR_BUG, sql->label, "parameters or columns are not as said", 0);
    for (unsigned i = 0; i < sql->n_columns; i++)
        if (kind_of_type(PQftype(answer, (int)i)) != sql->column_kinds[i])
            return db_error(scratch, ERR_BUG, sql->label, "a column of another kind", (int)i);
    return NULL;
}

static void pg_forget(struct db *db, struct db_kept *kept)
{
    char name[NAME_ROOM];
    char words[NAME_ROOM + 16];
    kept_name(kept, name);
    (void)snprintf(words, sizeof words, "deallocate %s", name);
    PQclear(PQexec(conn_of(db), words));
}

static struct err *pg_prepare(struct db *db, struct arena *scratch, const struct sql_text *sql,
                              struct db_kept *kept)
{
    Oid types[DB_PARAMS_MAX];
    for (unsigned i = 0; i < sql->n_params; i++)
        types[i] = type_of(sql->param_kinds[i]);
    char name[NAME_ROOM];
    kept->number = ++of(db)->prepared;
    kept_name(kept, name);
    CLEANUP(answer_close)
    PGresult *answer = PQprepare(conn_of(db), name, sql->pg, (int)sql->n_params, types);
    TRY(result(db, scratch, answer, sql->label));
    struct err *bad = check_described(db, scratch, sql, name);
    if (bad != NULL)
        pg_forget(db, kept);
    return bad;
}

/* Parameters as libpq wants them. */
struct bound {
    const char *at[DB_PARAMS_MAX];
    int lengths[DB_PARAMS_MAX];
    int formats[DB_PARAMS_MAX];
    char numbers[DB_PARAMS_MAX][INT_BYTES];
};

static void number_put(char at[INT_BYTES], int64_t n)
{
    for (int i = INT_BYTES; i-- > 0; n >>= CHAR_BIT)
        at[i] = (char)(n & 0xff);
}

static void bind_all(struct bound *b, unsigned n, const struct db_value *params)
{
    for (unsigned i = 0; i < n; i++) {
        const struct db_value *v = &params[i];
        b->formats[i] = BINARY;
        b->lengths[i] = 0;
        b->at[i] = NULL;
        if (v->kind == DB_INT) {
            number_put(b->numbers[i], v->n);
            b->at[i] = b->numbers[i];
            b->lengths[i] = INT_BYTES;
        } else if (v->kind != DB_NULL) {
            b->at[i] = v->t.at == NULL ? "" : v->t.at;
            b->lengths[i] = (int)v->t.n;
        }
    }
}

/* A big-endian integer of 2, 4 or 8 bytes. */
static int64_t number_of(const unsigned char *at, size_t n)
{
    uint64_t bits = n > 0 && (at[0] & 0x80) != 0 ? UINT64_MAX : 0;
    for (size_t i = 0; i < n; i++)
        bits = bits << 8 | at[i];
    return (int64_t)bits;
}

static struct err *cell_take(struct arena *into, const PGresult *answer, int row, int column,
                             struct db_value *cell)
{
    *cell = DB_OF_NULL;
    if (PQgetisnull(answer, row, column) != 0)
        return NULL;
    const char *at = PQgetvalue(answer, row, column);
    size_t n = (size_t)PQgetlength(answer, row, column);
    uint8_t kind = kind_of_type(PQftype(answer, column));
    if (kind == DB_INT) {
        *cell = DB_OF_INT(number_of((const unsigned char *)at, n));
        return NULL;
    }
    char *copy = arena_strn(into, at, n);
    NEED(copy);
    struct text t = {copy, n};
    *cell = kind == DB_TEXT ? DB_OF_TEXT(t) : DB_OF_BYTES(t);
    return NULL;
}

static struct err *rows_take(struct arena *into, const PGresult *answer, const struct sql_text *sql,
                             struct db_rows *ret_rows)
{
    size_t n = (size_t)PQntuples(answer);
    size_t columns = sql->n_columns;
    struct db_value *cells = arena_makes(into, struct db_value, n * columns);
    NEED(cells);
    for (size_t row = 0; row < n; row++)
        for (size_t i = 0; i < columns; i++) {
            struct db_value *cell = &cells[row * columns + i];
            TRY(cell_take(into, answer, (int)row, (int)i, cell));
            TRY(db_cell_check(into, sql, i, cell));
        }
    *ret_rows = (struct db_rows){.n = n, .columns = columns, .at = cells};
    return NULL;
}

static struct err *pg_run(struct db *db, struct arena *into, const struct db_kept *kept,
                          const struct db_value *params, struct db_rows *ret_rows)
{
    const struct sql_text *sql = kept->sql;
    char name[NAME_ROOM];
    struct bound b;
    kept_name(kept, name);
    bind_all(&b, sql->n_params, params);
    CLEANUP(answer_close)
    PGresult *answer =
        PQexecPrepared(conn_of(db), name, (int)sql->n_params, b.at, b.lengths, b.formats, BINARY);
    TRY(result(db, into, answer, sql->label));
    return rows_take(into, answer, sql, ret_rows);
}

/* ---- the rest of the driver ---- */

static const char *pg_begin_words(const struct db *db)
{
    return db->mode == DB_WRITER ? "begin" : "begin isolation level repeatable read, read only";
}

static bool pg_in_transaction(const struct db *db)
{
    PGTransactionStatusType status = PQtransactionStatus(conn_of(db));
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

static void pg_close(struct db *db)
{
    PQfinish(of(db)->conn);
    of(db)->conn = NULL;
}

static struct err *pg_truncate_log(struct db *db, struct arena *scratch)
{
    (void)db;
    (void)scratch;
    return NULL;
}

static struct err *pg_copy_to(struct db *db, struct arena *scratch, const char *path)
{
    (void)db;
    (void)path;
    return err_new(scratch, ERR_USAGE,
                   N_("This site lies in PostgreSQL. Copy it with PostgreSQL's own tools"));
}

static struct err *pg_ping(struct db *db, struct arena *scratch)
{
    CLEANUP(answer_close) PGresult *answer = PQexec(conn_of(db), "select 1");
    return result(db, scratch, answer, "ping");
}

/* Advisory locks are numbers for the whole database: one of (schema, org) by FNV-1a. */
static int64_t lock_number(const char *schema, int64_t org)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (const char *c = schema; *c != '\0'; c++)
        h = (h ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
    for (unsigned shift = 0; shift < 64; shift += 8)
        h = (h ^ ((uint64_t)org >> shift & 0xff)) * UINT64_C(0x100000001b3);
    return (int64_t)h;
}

static struct err *pg_lock_org(struct db *db, struct arena *scratch, int64_t org)
{
    static const uint8_t kinds[] = {DB_INT};
    static const struct sql_text lock = {
        .label = "lock_org",
        .pg = "select case when pg_try_advisory_lock($1) then 1 else 0 end",
        .n_params = 1,
        .param_kinds = kinds,
        .n_columns = 1,
        .column_kinds = kinds,
    };
    const struct db_value number = DB_OF_INT(lock_number(of(db)->schema, org));
    struct db_rows rows;
    TRY(db_run(db, scratch, &lock, &number, &rows));
    if (rows.at[0].n == 0)
        return db_error(scratch, ERR_BUSY, lock.label, "another process serves", 0);
    const char *limits = arena_printf(
        scratch, "set idle_session_timeout = %d; set idle_in_transaction_session_timeout = %d",
        DB_SILENCE_MS, DB_SILENCE_MS);
    NEED(limits);
    return pg_plain(db, scratch, limits);
}

static const struct db_driver pg_driver = {
    .engine = DB_PG,
    .prepare = pg_prepare,
    .forget = pg_forget,
    .run = pg_run,
    .plain = pg_plain,
    .begin_words = pg_begin_words,
    .in_transaction = pg_in_transaction,
    .close = pg_close,
    .truncate_log = pg_truncate_log,
    .copy_to = pg_copy_to,
    .lock_org = pg_lock_org,
    .ping = pg_ping,
};

/* ---- opening ---- */

/* A schema is a plain word, because it stands in SQL as it is. */
static bool schema_is_plain(const char *schema)
{
    size_t n = strlen(schema);
    if (n == 0 || n > SCHEMA_MAX || strncmp(schema, "pg_", 3) == 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = schema[i];
        bool letter = (c >= 'a' && c <= 'z') || c == '_';
        if (!letter && !(i > 0 && c >= '0' && c <= '9'))
            return false;
    }
    return true;
}

static struct err *check_conninfo(struct arena *scratch, const char *conninfo)
{
    PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
    if (options == NULL)
        return err_example(err_new(scratch, ERR_USAGE, N_("This is no address of a database")),
                           "host=db.example dbname=hearth user=hearth");
    PQconninfoFree(options);
    return NULL;
}

static PGconn *connect_to(const char *conninfo)
{
    /* What stands in conninfo wins over what stands before it. */
    static const char *const keys[] = {
        "connect_timeout",  "keepalives_idle",  "keepalives_interval",
        "keepalives_count", "tcp_user_timeout", "application_name",
        "dbname",           "client_encoding",  NULL};
    const char *const values[] = {"10", "5", "2", "3", "10000", "hearth", conninfo, "UTF8", NULL};
    return PQconnectdbParams(keys, values, 1);
}

/* Quiet about notices: they would go to our standard error. */
static void hear_nothing(void *with, const PGresult *notice)
{
    (void)with;
    (void)notice;
}

static struct err *check_server(struct db_pg *s, struct arena *scratch)
{
    (void)PQsetNoticeReceiver(s->conn, hear_nothing, NULL);
    if (PQserverVersion(s->conn) < SERVER_VERSION_LEAST)
        return err_new(scratch, ERR_USAGE, N_("PostgreSQL 15 or newer is needed"));
    const char *encoding = PQparameterStatus(s->conn, "server_encoding");
    if (encoding == NULL || strcmp(encoding, "UTF8") != 0)
        return err_new(scratch, ERR_USAGE, N_("The database must be made with encoding UTF8"));
    return NULL;
}

/* Looks first: who may not make schemas may use one that was made for him. */
static struct err *make_schema(struct db_pg *s, struct arena *scratch)
{
    static const uint8_t text[] = {DB_TEXT};
    static const uint8_t number[] = {DB_INT};
    static const struct sql_text find = {
        .label = "schema",
        .pg = "select 1 from pg_namespace where nspname = $1",
        .n_params = 1,
        .param_kinds = text,
        .n_columns = 1,
        .column_kinds = number,
    };
    const struct db_value name = DB_OF_TEXT(text_of(s->schema));
    struct db_rows rows;
    TRY(db_run(&s->base, scratch, &find, &name, &rows));
    if (rows.n > 0)
        return NULL;
    const char *words = arena_printf(scratch, "create schema if not exists %s", s->schema);
    NEED(words);
    return pg_plain(&s->base, scratch, words);
}

static struct err *prepare_connection(struct db_pg *s, struct arena *scratch)
{
    struct db *db = &s->base;
    TRY(check_server(s, scratch));
    const char *words =
        arena_printf(scratch,
                     "set standard_conforming_strings = on; set search_path = %s, pg_temp;"
                     "set lock_timeout = 2000; set default_transaction_read_only = %s;"
                     "select set_config('synchronous_commit', 'on', false)"
                     " where current_setting('synchronous_commit') in ('off', 'local')",
                     s->schema, db->mode == DB_WRITER ? "off" : "on");
    NEED(words);
    TRY(pg_plain(db, scratch, words));
    return db->mode == DB_WRITER ? make_schema(s, scratch) : NULL;
}

struct err *db_open_pg(struct arena *into, const char *conninfo, const char *schema,
                       enum db_mode mode, struct db **ret_db)
{
    if (!schema_is_plain(schema))
        return err_example(err_new(into, ERR_USAGE, N_("This cannot name a schema")), "hearth");
    TRY(check_conninfo(into, conninfo));
    struct db_pg *s = arena_make(into, struct db_pg);
    NEED(s);
    s->base = (struct db){.driver = &pg_driver, .mode = mode};
    memcpy(s->schema, schema, strlen(schema) + 1);
    s->conn = connect_to(conninfo);
    struct err *bad = NULL;
    if (s->conn == NULL)
        bad = err_no_memory();
    else if (PQstatus(s->conn) != CONNECTION_OK)
        bad = db_error(into, ERR_BUSY, "connect", PQerrorMessage(s->conn), 0);
    else
        bad = prepare_connection(s, into);
    if (bad != NULL) {
        struct db *db = &s->base;
        db_close(&db);
        return bad;
    }
    *ret_db = &s->base;
    return NULL;
}
