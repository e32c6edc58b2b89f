/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sql.h - what the SQL compiler (tools/sqlc.c) makes, and the language it reads.
 *
 * Every statement of the program stands in src/sql/NAME.sql under a label, and becomes a typed
 * function, declared in "sql/NAME.sql.h":
 *
 *     -- rooms_free(org int, at instant) -> many (room ref hidden "Room", places int)
 *     select r.obj, r.places from room r where r.org = ?1 and r.closed_at > ?2
 *
 *   label    `-- NAME(PARAMETERS) -> none | one (COLUMNS) | many (COLUMNS)`; it may go on in
 *            further lines that begin with `--`. Parameter: `name kind`; column: `name kind`, then
 *            perhaps secrecy and a "Label". A kind with ? may be NULL: such a parameter is a
 *            pointer, such a column has a bool NAME_null beside it.
 *   kinds    int instant(ms) date(days) money(minor units) choice yesno id ref hash text bytes
 *   body     up to the next label; ?1 ?2 ... are the parameters in order. It must mean the same to
 *            both engines; where that cannot be, a line `-- pg:` begins PostgreSQL's own body.
 *   rules    the first parameter is `org int` and each table is bound by org = ?1 or x.org = y.org;
 *            an `or` stands between brackets; small letters; no dates, floats, booleans, like,
 *            recursion; cast(sum(x) as bigint). Comments are written as in C. The compiler says
 *            what it refuses as FILE:LINE.
 *   schemas  `-- schema NAME` begins a script of `create table` and `create index`, each ended by
 *            `;`, with the types int, text, bytes; `without rowid` is heard by SQLite alone. It
 *            becomes const char *sql_schema_NAME(enum db_engine engine), for db_script.
 *
 * Functions: struct err *sql_NAME(db, into, PARAMETERS...) and then nothing, or bool *ret_found and
 * the row (zeroed if not found; a second row is ERR_BUG), or struct sql_NAME_row **ret_rows and
 * size_t *ret_n. Rows and what they point to lie in `into`. Errors are those of db_run; bytes that
 * no such kind can have are ERR_INTEGRITY. */
#ifndef HEARTH_SQL_SQL_H
#define HEARTH_SQL_SQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"
#include "db/db.h"

enum sql_kind {
    SQL_INT = 1,
    SQL_INSTANT, /* int64_t, ms UTC */
    SQL_DATE,    /* int32_t, days */
    SQL_MONEY,   /* int64_t, minor units */
    SQL_CHOICE,  /* int64_t */
    SQL_YESNO,   /* bool */
    SQL_ID,      /* struct id */
    SQL_REF,     /* struct id of another record */
    SQL_HASH,    /* struct hash */
    SQL_TEXT,    /* struct text */
    SQL_BYTES,   /* struct text */
};

/* How much a column may be shown; unset columns are for the program, never for a page. */
enum sql_secrecy {
    SQL_SECRECY_UNSET = 0,
    SQL_OPEN,
    SQL_INTERNAL,
    SQL_PERSONAL,
    SQL_SPECIAL,
    SQL_HIDDEN,
};

enum sql_answer { SQL_NONE = 0, SQL_ONE, SQL_MANY };

struct sql_column {
    const char *name;
    const char *label; /* message id, or NULL */
    enum sql_kind kind;
    enum sql_secrecy secrecy;
    bool nullable;
    size_t at;      /* offset in the row's struct */
    size_t null_at; /* of NAME_null, if nullable */
};

struct sql_statement {
    struct sql_text text;
    enum sql_answer answer;
    bool differs;                     /* PostgreSQL has its own body */
    const struct sql_column *columns; /* text.n_columns of them */
    size_t row_size;
};

/* Every statement of src/sql; one without a label ends them. */
extern const struct sql_statement sql_statements[];

/* A script for db_script. */
struct sql_schema {
    const char *name;
    const char *sqlite;
    const char *pg;
};
/* Every schema of src/sql; one without a name ends them. */
extern const struct sql_schema sql_schemas[];

/* For the generated functions: run the statement and fill its rows. */
MUST_CHECK struct err *sql_one(struct db *db, struct arena *into, const struct sql_statement *s,
                               const struct db_value *params, bool *ret_found, void *ret_row);
MUST_CHECK struct err *sql_many(struct db *db, struct arena *into, const struct sql_statement *s,
                                const struct db_value *params, void **ret_rows, size_t *ret_n);

#endif
