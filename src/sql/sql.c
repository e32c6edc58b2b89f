/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sql.c - fills the rows of generated functions by the statement's described columns. */
#include "sql/sql.h"

#include <assert.h>
#include <string.h>

static struct err *cell_bad(struct arena *into, const struct sql_statement *s,
                            const struct sql_column *c)
{
    return err_integrity(into, N_("Stored data are not as they were written"),
                         "%s: column %s is not of its kind", s->text.label, c->name);
}

/* Puts n bytes of a fixed size. */
static bool put_fixed(void *to, size_t n, const struct db_value *cell)
{
    if (cell->t.n != n)
        return false;
    memcpy(to, cell->t.at, n);
    return true;
}

static bool put_date(int32_t *to, const struct db_value *cell)
{
    if (cell->n < INT32_MIN || cell->n > INT32_MAX)
        return false;
    *to = (int32_t)cell->n;
    return true;
}

static bool put_yesno(bool *to, const struct db_value *cell)
{
    *to = cell->n == 1;
    return cell->n == 0 || cell->n == 1;
}

/* False when the cell's value is none of that kind. */
static bool put_cell(void *to, enum sql_kind kind, const struct db_value *cell)
{
    switch (kind) {
    case SQL_INT:
    case SQL_INSTANT:
    case SQL_MONEY:
    case SQL_CHOICE:
        *(int64_t *)to = cell->n;
        return true;
    case SQL_DATE:
        return put_date(to, cell);
    case SQL_YESNO:
        return put_yesno(to, cell);
    case SQL_ID:
    case SQL_REF:
        return put_fixed(to, ID_BYTES, cell);
    case SQL_HASH:
        return put_fixed(to, HASH_BYTES, cell);
    case SQL_TEXT:
    case SQL_BYTES:
        *(struct text *)to = cell->t;
        return true;
    }
    return false;
}

static struct err *fill_row(struct arena *into, const struct sql_statement *s,
                            const struct db_value *cells, unsigned char *row)
{
    for (size_t i = 0; i < s->text.n_columns; i++) {
        const struct sql_column *c = &s->columns[i];
        if (cells[i].kind == DB_NULL) {
            if (!c->nullable)
                return err_bug(into, "%s: column %s is NULL", s->text.label, c->name);
            *(bool *)(row + c->null_at) = true;
        } else if (!put_cell(row + c->at, c->kind, &cells[i])) {
            return cell_bad(into, s, c);
        }
    }
    return NULL;
}

struct err *sql_one(struct db *db, struct arena *into, const struct sql_statement *s,
                    const struct db_value *params, bool *ret_found, void *ret_row)
{
    assert(s->answer == SQL_ONE);
    struct db_rows rows;
    TRY(db_run(db, into, &s->text, params, &rows));
    if (rows.n > 1)
        return err_bug(into, "%s: %zu rows instead of one", s->text.label, rows.n);
    memset(ret_row, 0, s->row_size);
    if (rows.n == 1)
        TRY(fill_row(into, s, rows.at, ret_row));
    *ret_found = rows.n == 1;
    return NULL;
}

struct err *sql_many(struct db *db, struct arena *into, const struct sql_statement *s,
                     const struct db_value *params, void **ret_rows, size_t *ret_n)
{
    assert(s->answer == SQL_MANY);
    struct db_rows rows;
    TRY(db_run(db, into, &s->text, params, &rows));
    unsigned char *at = arena_array(into, rows.n, s->row_size);
    NEED(at);
    for (size_t i = 0; i < rows.n; i++)
        TRY(fill_row(into, s, rows.at + i * rows.columns, at + i * s->row_size));
    *ret_rows = at;
    *ret_n = rows.n;
    return NULL;
}
