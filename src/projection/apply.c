/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* apply.c - one entry changes one row: read it (or begin it), set what changed, put it back. */
#include <assert.h>
#include <string.h>

#include "model/value.h"
#include "projection/projection.h"

static void row_begin(const struct entry *e, struct db_value *cells)
{
    cells[COL_ORG] = DB_OF_INT(e->org);
    cells[COL_OBJ] = DB_OF_ID(&e->obj);
    cells[COL_AREA] = DB_OF_ID(&e->at.feed); /* until FIELD_AREA in the same entry says more */
    cells[COL_VERSION] = DB_OF_INT(0);
    cells[COL_MADE_HLC] = DB_OF_INT((int64_t)e->hlc);
    cells[COL_MADE_DEED] = DB_OF_ID(&e->deed);
    cells[COL_MADE_AUTHOR] = DB_OF_ID(&e->author);
    cells[COL_WITHDRAWN] = DB_OF_INT(0);
}

static void row_touch(const struct entry *e, struct db_value *cells)
{
    cells[COL_VERSION].n++;
    cells[COL_HLC] = DB_OF_INT((int64_t)e->hlc);
    cells[COL_DEED] = DB_OF_ID(&e->deed);
}

static struct err *field_set(const struct schema_table *t, struct arena *scratch,
                             const struct field *f, struct text bytes, struct db_value *cells)
{
    struct value v;
    TRY(value_decode(scratch, f, bytes, &v));
    size_t col = schema_field_column(t, f);
    if (f->kind == KIND_MONEY) {
        cells[col] = DB_OF_INT(v.n);
        char *currency = arena_str(scratch, v.currency);
        NEED(currency);
        cells[col + 1] = DB_OF_TEXT(text_of(currency));
    } else if (t->kinds[col] == DB_INT) {
        cells[col] = DB_OF_INT(v.n);
    } else if (t->kinds[col] == DB_TEXT) {
        cells[col] = DB_OF_TEXT(v.text);
    } else {
        assert(bytes.n == ID_BYTES); /* value_decode took an id from them */
        cells[col] = DB_OF_BYTES(bytes);
    }
    return NULL;
}

static void field_clear(const struct schema_table *t, const struct field *f, struct db_value *cells)
{
    size_t col = schema_field_column(t, f);
    cells[col] = DB_OF_NULL;
    if (f->kind == KIND_MONEY)
        cells[col + 1] = DB_OF_NULL;
}

static struct err *sealed_set(const struct schema_table *t, struct arena *scratch,
                              const struct entry *e, const struct change *c, struct db_value *cells)
{
    size_t seal = c->field - FIELD_SEALED;
    if (seal >= SEALS_MAX || t->type->seals[seal] == NULL)
        return NULL;
    size_t col = schema_seal_column(t, seal);
    if (c->op == CHANGE_CLEAR) {
        cells[col] = cells[col + 1] = cells[col + 2] = DB_OF_NULL;
        return NULL;
    }
    struct take bytes = take_from(c->value);
    int64_t part = 0;
    if (!take_zigzag(&bytes, &part) || !take_done(&bytes) || part < 0 ||
        (uint64_t)part >= e->n_parts)
        return err_integrity(scratch, N_("A stored entry is damaged"), "no part %lld",
                             (long long)part);
    cells[col] = DB_OF_ID(&e->at.feed);
    cells[col + 1] = DB_OF_INT(e->at.seq);
    cells[col + 2] = DB_OF_INT(part);
    return NULL;
}

static struct err *change_apply(const struct schema_table *t, struct arena *scratch,
                                const struct entry *e, const struct change *c,
                                struct db_value *cells)
{
    if (c->field == FIELD_WITHDRAWN) {
        cells[COL_WITHDRAWN] = DB_OF_INT(c->op == CHANGE_SET);
        return NULL;
    }
    if (c->field == FIELD_AREA) {
        cells[COL_AREA] = DB_OF_BYTES(c->value);
        return NULL;
    }
    if (c->field >= FIELD_SEALED)
        return sealed_set(t, scratch, e, c, cells);
    const struct field *f = field_by_no(t->type, c->field);
    if (f == NULL || f->seal != NULL)
        return NULL; /* of a newer hearth: kept in the journal, shown by nobody yet */
    if (c->op == CHANGE_CLEAR) {
        field_clear(t, f, cells);
        return NULL;
    }
    return field_set(t, scratch, f, c->value, cells);
}

struct err *projection_apply(const struct schema *schema, struct db *db, struct arena *scratch,
                             const struct entry *e, struct text body)
{
    const struct rec_type *type = rec_type_by_no(e->type);
    if (type == NULL)
        return NULL;
    const struct schema_table *t = schema_table_of(schema, type);
    struct db_value cells[SCHEMA_COLUMNS_MAX] = {{0}};
    const struct db_value key[] = {DB_OF_INT(e->org), DB_OF_ID(&e->obj)};
    struct db_rows found;
    TRY(db_run(db, scratch, &t->get, key, &found));
    if (found.n == 0)
        row_begin(e, cells);
    else
        memcpy(cells, found.at, t->n_columns * sizeof *cells);
    struct body b;
    TRY(body_decode(scratch, body, &b));
    for (size_t i = 0; i < b.n_changes; i++)
        TRY(change_apply(t, scratch, e, &b.changes[i], cells));
    row_touch(e, cells);
    return db_do(db, scratch, &t->put, cells);
}
