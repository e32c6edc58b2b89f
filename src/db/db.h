/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* db.h - one small interface to two engines, SQLite and PostgreSQL.
 *
 * Statements are const objects (struct sql_text) that the SQL compiler or the schema makes; a
 * connection prepares each on first use and keeps the 64 used last, known by their address, so an
 * object must outlive the connection. All rows of an answer lie in the caller's
 * arena, so no statement stays open between calls: whoever reads much asks page by page (a key and
 * a limit). Integers are 64 bits, text is UTF-8, bytes are bytes; there are no floats, no engine
 * dates, no booleans (0 or 1). A connection belongs to one thread. */
#ifndef HEARTH_DB_DB_H
#define HEARTH_DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"

struct db;

enum db_engine { DB_SQLITE = 1, DB_PG = 2 };

enum db_kind { DB_NULL = 0, DB_INT, DB_TEXT, DB_BYTES };

/* A parameter, or one cell of an answer. */
struct db_value {
    enum db_kind kind;
    int64_t n;
    struct text t; /* of DB_TEXT and DB_BYTES */
};

/* One statement in both dialects; ?1 ?2 ... for SQLite, $1 $2 ... for PostgreSQL. */
struct sql_text {
    const char *label;
    const char *sqlite;
    const char *pg;
    unsigned n_params;
    /* One of enum db_kind per parameter and per column (PostgreSQL must know a NULL's type). */
    const uint8_t *param_kinds;
    unsigned n_columns;
    const uint8_t *column_kinds;
};

struct db_rows {
    size_t n; /* rows */
    size_t columns;
    const struct db_value *at; /* n * columns */
};

/* How a connection is opened. */
enum db_mode {
    DB_WRITER, /* reads and writes; creates the file */
    DB_READER, /* every write is refused by the engine */
};

/* SQLite: WAL, synchronous FULL, secure_delete, foreign bytes distrusted. `path` names the file;
 * ":memory:" is one that ends with the connection. */
MUST_CHECK struct err *db_open_sqlite(struct arena *into, const char *path, enum db_mode mode,
                                      struct db **ret_db);
/* PostgreSQL: `conninfo` as of libpq, without a password; `schema` holds all tables. */
MUST_CHECK struct err *db_open_pg(struct arena *into, const char *conninfo, const char *schema,
                                  enum db_mode mode, struct db **ret_db);
/* Finishes a running transaction by undoing it; takes NULL. For CLEANUP() too. */
void db_close(struct db **db);
enum db_engine db_engine(const struct db *db);

/* Runs a statement to its end. Errors: ERR_CONFLICT a key is there already; ERR_BUSY the engine is
 * occupied or away; ERR_OUTSIDE the disk is full or fails; ERR_INTEGRITY the file is damaged;
 * ERR_BUG the statement itself is wrong. */
MUST_CHECK struct err *db_run(struct db *db, struct arena *into, const struct sql_text *sql,
                              const struct db_value *params, struct db_rows *ret_rows);
/* The same where no rows come back. */
MUST_CHECK struct err *db_do(struct db *db, struct arena *scratch, const struct sql_text *sql,
                             const struct db_value *params);
/* A script of statements without parameters: schemas only. */
MUST_CHECK struct err *db_script(struct db *db, struct arena *scratch, const char *script);

/* Transactions. All that a reader reads after its begin is of one moment, that of the first read.
 * After any error in a transaction everything in it is refused, with the same kind, until
 * db_rollback, or db_rollback_to where the error came after db_savepoint. */
MUST_CHECK struct err *db_begin(struct db *db, struct arena *scratch);
/* Ends the transaction in any case. After an error here the outcome is unknown: look for the deed
 * before trying again. */
MUST_CHECK struct err *db_commit(struct db *db, struct arena *scratch);
void db_rollback(struct db *db);
/* One level inside a transaction: a savepoint is ended by exactly one of the other two. */
MUST_CHECK struct err *db_savepoint(struct db *db, struct arena *scratch);
MUST_CHECK struct err *db_release(struct db *db, struct arena *scratch);
MUST_CHECK struct err *db_rollback_to(struct db *db, struct arena *scratch);

/* Empties the write-ahead log, so that erased bytes are in no file (a no-op on PostgreSQL). */
MUST_CHECK struct err *db_truncate_log(struct db *db, struct arena *scratch);
/* A consistent copy of an SQLite database into a new file; ERR_USAGE on PostgreSQL. */
MUST_CHECK struct err *db_copy_to(struct db *db, struct arena *scratch, const char *path);
/* PostgreSQL: takes the organisation's advisory lock on this very connection; ERR_BUSY when
 * another process holds it. From then on the engine ends a connection that was silent for
 * DB_SILENCE_MS, so that a hung process cannot keep the lock: run something, or db_ping, at least
 * every DB_PING_MS. On SQLite the folder's lock file serves; both are then no-ops. */
enum { DB_SILENCE_MS = 10000, DB_PING_MS = 2000 };
MUST_CHECK struct err *db_lock_org(struct db *db, struct arena *scratch, int64_t org);
/* ERR_BUSY: the connection is lost, and the lock with it; close it. */
MUST_CHECK struct err *db_ping(struct db *db, struct arena *scratch);

#define DB_OF_INT(v) ((struct db_value){.kind = DB_INT, .n = (v)})
#define DB_OF_TEXT(v) ((struct db_value){.kind = DB_TEXT, .t = (v)})
#define DB_OF_BYTES(v) ((struct db_value){.kind = DB_BYTES, .t = (v)})
#define DB_OF_NULL ((struct db_value){.kind = DB_NULL})
#define DB_OF_ID(v) ((struct db_value){.kind = DB_BYTES, .t = {(const char *)(v)->bytes, ID_BYTES}})
#define DB_OF_HASH(v)                                                                              \
    ((struct db_value){.kind = DB_BYTES, .t = {(const char *)(v)->bytes, HASH_BYTES}})

#endif
