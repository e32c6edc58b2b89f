/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* driver.h - what db.c asks of an engine. Nobody outside src/db includes this.
 *
 * db.c keeps the rules that both engines share: which statements stay prepared, where a transaction
 * stands, and that after an error in it nothing goes on before it is undone (PostgreSQL is like
 * that; SQLite is made so). A driver's struct begins with its struct db. */
#ifndef HEARTH_DB_DRIVER_H
#define HEARTH_DB_DRIVER_H

#include "db/db.h"

/* Prepared statements that a connection keeps (7 KB each in SQLite), parameters of one,
 * bytes of a value. */
enum { DB_KEPT_MAX = 64, DB_PARAMS_MAX = 256, DB_VALUE_MAX = 64 << 20 };

struct db_kept {
    const struct sql_text *sql;
    uint64_t used;   /* the clock of its last use */
    void *statement; /* SQLite */
    unsigned number; /* PostgreSQL: part of its name */
};

struct db_driver {
    enum db_engine engine;
    /* Fills what `kept` lacks. */
    struct err *(*prepare)(struct db *db, struct arena *scratch, const struct sql_text *sql,
                           struct db_kept *kept);
    void (*forget)(struct db *db, struct db_kept *kept);
    struct err *(*run)(struct db *db, struct arena *into, const struct db_kept *kept,
                       const struct db_value *params, struct db_rows *ret_rows);
    /* One or more statements without parameters or rows. */
    struct err *(*plain)(struct db *db, struct arena *scratch, const char *sql);
    const char *after_script; /* statements that end every script, or NULL */
    const char *(*begin_words)(const struct db *db);
    /* Whether the engine still is in the transaction that db.c believes in. */
    bool (*in_transaction)(const struct db *db);
    void (*close)(struct db *db); /* with all kept statements */
    struct err *(*truncate_log)(struct db *db, struct arena *scratch);
    struct err *(*copy_to)(struct db *db, struct arena *scratch, const char *path);
    struct err *(*lock_org)(struct db *db, struct arena *scratch, int64_t org);
    struct err *(*ping)(struct db *db, struct arena *scratch);
};

enum db_level { DB_IDLE = 0, DB_OPEN, DB_SAVED };

struct db {
    const struct db_driver *driver;
    enum db_mode mode;
    enum db_level level;
    /* Of the first error in this transaction; ERR__NONE while it is whole. */
    enum err_kind failed;
    uint64_t clock;
    size_t n_kept;
    struct db_kept kept[DB_KEPT_MAX];
};

/* An error with the words of its kind; `what` and `why` go to the log. */
MUST_CHECK struct err *db_error_at(struct arena *into, const char *file, int line,
                                   enum err_kind kind, const char *what, const char *why, int code);
#define db_error(into, kind, what, why, code)                                                      \
    db_error_at(into, __FILE__, __LINE__, kind, what, why, code)
/* Text from a database that is not clean UTF-8, or a cell of another kind than described. */
MUST_CHECK struct err *db_cell_check(struct arena *into, const struct sql_text *sql, size_t column,
                                     const struct db_value *cell);

#endif
