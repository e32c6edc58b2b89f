/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* db.c - what holds on both engines: kept statements, transactions, words of errors. */
#include "db/driver.h"

#include <assert.h>

#include "base/world.h"

static const char *error_words(enum err_kind kind)
{
    if (kind == ERR_CONFLICT)
        return N_("This is there already");
    if (kind == ERR_BUSY)
        return N_("The database is busy or away. Try again in a moment");
    if (kind == ERR_INTEGRITY)
        return N_("The database is damaged. Bring it back from a backup");
    if (kind == ERR_OUTSIDE)
        return N_("The database cannot be read or written. Look at the disk and its free space");
    return N_("Something in hearth went wrong");
}

struct err *db_error_at(struct arena *into, const char *file, int line, enum err_kind kind,
                        const char *what, const char *why, int code)
{
    struct err *e =
        err_outside_at(into, file, line, kind, error_words(kind), "%s: %s (%d)", what, why, code);
    return kind == ERR_INTEGRITY ? err_mend(e, ERR_MEND_RESTORE) : e;
}

struct err *db_cell_check(struct arena *into, const struct sql_text *sql, size_t column,
                          const struct db_value *cell)
{
    if (cell->kind == DB_NULL)
        return NULL;
    if (cell->kind != sql->column_kinds[column])
        return db_error(into, ERR_BUG, sql->label, "a column of another kind", (int)column);
    if (cell->kind == DB_TEXT && !text_is_clean(cell->t))
        return db_error(into, ERR_INTEGRITY, sql->label, "a text is not clean", (int)column);
    return NULL;
}

enum db_engine db_engine(const struct db *db)
{
    return db->driver->engine;
}

/* ---- transactions ---- */

/* Remembers the first error of a transaction: from then on it can only be undone. */
static struct err *note(struct db *db, struct err *bad)
{
    if (bad != NULL && db->level != DB_IDLE && db->failed == ERR__NONE)
        db->failed = bad->kind;
    return bad;
}

/* Refuses to go on where an error stands, or where the engine undid everything by itself. */
static struct err *still_whole(struct db *db, struct arena *scratch)
{
    if (db->level == DB_IDLE)
        return NULL;
    if (db->failed == ERR__NONE && !db->driver->in_transaction(db))
        db->failed = ERR_BUSY;
    if (db->failed == ERR__NONE)
        return NULL;
    return db_error(scratch, db->failed, "transaction", "an earlier step failed", 0);
}

struct err *db_begin(struct db *db, struct arena *scratch)
{
    assert(db->level == DB_IDLE);
    TRY(db->driver->plain(db, scratch, db->driver->begin_words(db)));
    db->level = DB_OPEN;
    db->failed = ERR__NONE;
    return NULL;
}

void db_rollback(struct db *db)
{
    if (db->level == DB_IDLE)
        return;
    /* Where it cannot be said, the engine has undone it already or will when we close. */
    if (db->driver->in_transaction(db))
        (void)!db->driver->plain(db, NULL, "rollback");
    db->level = DB_IDLE;
    db->failed = ERR__NONE;
}

struct err *db_commit(struct db *db, struct arena *scratch)
{
    assert(db->level == DB_OPEN);
    struct err *bad = still_whole(db, scratch);
    if (bad == NULL)
        bad = db->driver->plain(db, scratch, "commit");
    if (bad != NULL) {
        db_rollback(db);
        return bad;
    }
    db->level = DB_IDLE;
    return NULL;
}

struct err *db_savepoint(struct db *db, struct arena *scratch)
{
    assert(db->level == DB_OPEN);
    TRY(still_whole(db, scratch));
    TRY(note(db, db->driver->plain(db, scratch, "savepoint one")));
    db->level = DB_SAVED;
    return NULL;
}

struct err *db_release(struct db *db, struct arena *scratch)
{
    assert(db->level == DB_SAVED);
    TRY(still_whole(db, scratch));
    TRY(note(db, db->driver->plain(db, scratch, "release savepoint one")));
    db->level = DB_OPEN;
    return NULL;
}

struct err *db_rollback_to(struct db *db, struct arena *scratch)
{
    assert(db->level == DB_SAVED);
    db->level = DB_OPEN;
    if (!db->driver->in_transaction(db)) {
        return still_whole(db, scratch);
    }
    db->failed = ERR__NONE;
    TRY(note(db, db->driver->plain(db, scratch, "rollback to savepoint one")));
    return note(db, db->driver->plain(db, scratch, "release savepoint one"));
}

/* ---- statements ---- */

/* Makes room for one more. */
static void kept_forget_oldest(struct db *db)
{
    struct db_kept *oldest = &db->kept[0];
    for (size_t i = 1; i < db->n_kept; i++)
        if (db->kept[i].used < oldest->used)
            oldest = &db->kept[i];
    db->driver->forget(db, oldest);
    *oldest = db->kept[--db->n_kept];
}

/* The prepared statement, kept from before or made now. */
static struct err *kept_find(struct db *db, struct arena *scratch, const struct sql_text *sql,
                             struct db_kept **ret_kept)
{
    struct db_kept *kept = db->kept;
    while (kept < db->kept + db->n_kept && kept->sql != sql)
        kept++;
    if (kept == db->kept + db->n_kept) {
        if (db->n_kept == DB_KEPT_MAX)
            kept_forget_oldest(db);
        kept = &db->kept[db->n_kept];
        *kept = (struct db_kept){.sql = sql};
        TRY(db->driver->prepare(db, scratch, sql, kept));
        db->n_kept++;
    }
    kept->used = ++db->clock;
    *ret_kept = kept;
    return NULL;
}

/* What one engine would take and the other refuse, neither takes. */
static struct err *check_params(struct arena *into, const struct sql_text *sql,
                                const struct db_value *params)
{
    assert(sql->n_params <= DB_PARAMS_MAX);
    for (unsigned i = 0; i < sql->n_params; i++) {
        assert(params[i].kind == DB_NULL || params[i].kind == sql->param_kinds[i]);
        bool bytes = params[i].kind == DB_TEXT || params[i].kind == DB_BYTES;
        if (bytes && params[i].t.n > DB_VALUE_MAX)
            return db_error(into, ERR_BUG, sql->label, "a value is too long", (int)i);
        if (params[i].kind == DB_TEXT && !text_is_clean(params[i].t))
            return db_error(into, ERR_BUG, sql->label, "a text is not clean", (int)i);
    }
    return NULL;
}

struct err *db_run(struct db *db, struct arena *into, const struct sql_text *sql,
                   const struct db_value *params, struct db_rows *ret_rows)
{
    struct db_kept *kept = NULL;
    if (db->mode == DB_READER)
        world_looked(WORLD_STATEMENT);
    TRY(still_whole(db, into));
    TRY(note(db, check_params(into, sql, params)));
    TRY(note(db, kept_find(db, into, sql, &kept)));
    return note(db, db->driver->run(db, into, kept, params, ret_rows));
}

struct err *db_do(struct db *db, struct arena *scratch, const struct sql_text *sql,
                  const struct db_value *params)
{
    assert(sql->n_columns == 0);
    struct db_rows none;
    return db_run(db, scratch, sql, params, &none);
}

static struct err *script_run(struct db *db, struct arena *scratch, const char *script)
{
    TRY(db->driver->plain(db, scratch, script));
    const char *after = db->driver->after_script;
    return after == NULL ? NULL : db->driver->plain(db, scratch, after);
}

struct err *db_script(struct db *db, struct arena *scratch, const char *script)
{
    TRY(still_whole(db, scratch));
    if (db->level != DB_IDLE)
        return note(db, script_run(db, scratch, script));
    TRY(db_begin(db, scratch));
    struct err *bad = script_run(db, scratch, script);
    if (bad != NULL) {
        db_rollback(db);
        return bad;
    }
    return db_commit(db, scratch);
}

/* ---- the whole ---- */

void db_close(struct db **db)
{
    if (*db == NULL)
        return;
    db_rollback(*db);
    (*db)->driver->close(*db);
    *db = NULL;
}

struct err *db_truncate_log(struct db *db, struct arena *scratch)
{
    assert(db->level == DB_IDLE);
    return db->driver->truncate_log(db, scratch);
}

struct err *db_copy_to(struct db *db, struct arena *scratch, const char *path)
{
    assert(db->level == DB_IDLE);
    return db->driver->copy_to(db, scratch, path);
}

struct err *db_lock_org(struct db *db, struct arena *scratch, int64_t org)
{
    assert(db->level == DB_IDLE);
    return db->driver->lock_org(db, scratch, org);
}

struct err *db_ping(struct db *db, struct arena *scratch)
{
    return db->driver->ping(db, scratch);
}
