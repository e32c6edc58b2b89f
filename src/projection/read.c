/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* read.c - rows back into the open half of records, and into bytes that can be compared. */
#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "projection/projection.h"

static struct id id_of(const struct db_value *cell)
{
    struct id id = ID_NONE;
    if (cell->kind == DB_BYTES && cell->t.n == ID_BYTES)
        memcpy(id.bytes, cell->t.at, ID_BYTES);
    return id;
}

static struct err *slot_fill(struct arena *into, struct rec *r, const struct schema_table *t,
                             size_t col, const struct db_value *cells)
{
    const struct field *f = t->fields[col];
    struct value v = {0};
    if (f->kind == KIND_MONEY) {
        v.n = cells[col].n;
        if (cells[col + 1].t.n == 3)
            memcpy(v.currency, cells[col + 1].t.at, 3);
    } else if (t->kinds[col] == DB_INT) {
        v.n = cells[col].n;
    } else if (t->kinds[col] == DB_TEXT) {
        v.text = cells[col].t;
    } else {
        v.id = id_of(&cells[col]);
    }
    return rec_set(into, r, f->no, &v);
}

static void info_fill(const struct schema_table *t, const struct db_value *cells,
                      struct row_info *info)
{
    *info = (struct row_info){
        .made_hlc = (uint64_t)cells[COL_MADE_HLC].n,
        .hlc = (uint64_t)cells[COL_HLC].n,
        .made_deed = id_of(&cells[COL_MADE_DEED]),
        .deed = id_of(&cells[COL_DEED]),
        .made_author = id_of(&cells[COL_MADE_AUTHOR]),
    };
    for (size_t i = 0; i < SEALS_MAX && t->type->seals[i] != NULL; i++) {
        const struct db_value *at = &cells[schema_seal_column(t, i)];
        if (at[1].kind != DB_NULL)
            info->sealed[i] = (struct sealed_place){{id_of(&at[0]), at[1].n}, at[2].n};
    }
}

static struct err *row_read(struct arena *into, const struct schema_table *t,
                            const struct db_value *cells, struct row *ret)
{
    struct rec *r = NULL;
    TRY(rec_new(into, t->type, &r));
    r->id = id_of(&cells[COL_OBJ]);
    r->area = id_of(&cells[COL_AREA]);
    r->version = cells[COL_VERSION].n;
    r->withdrawn = cells[COL_WITHDRAWN].n != 0;
    const struct field *last = NULL;
    for (size_t col = COL__COUNT; col < t->n_columns; col++) {
        const struct field *f = t->fields[col];
        if (f == NULL || f == last || cells[col].kind == DB_NULL)
            continue;
        TRY(slot_fill(into, r, t, col, cells));
        last = f;
    }
    ret->rec = r;
    info_fill(t, cells, &ret->info);
    return NULL;
}

struct err *projection_get(const struct schema *schema, struct db *db, struct arena *into,
                           int64_t org, const struct rec_type *type, struct id obj,
                           struct rec **ret_rec, struct row_info *ret_info)
{
    const struct schema_table *t = schema_table_of(schema, type);
    const struct db_value key[] = {DB_OF_INT(org), DB_OF_ID(&obj)};
    struct db_rows found;
    TRY(db_run(db, into, &t->get, key, &found));
    struct row row = {0};
    if (found.n > 0)
        TRY(row_read(into, t, found.at, &row));
    *ret_rec = row.rec;
    *ret_info = row.info;
    return NULL;
}

static struct err *page_cells(const struct schema_table *t, struct db *db, struct arena *into,
                              int64_t org, struct id after, size_t limit, struct db_rows *ret)
{
    const struct db_value key[] = {DB_OF_INT(org), DB_OF_ID(&after), DB_OF_INT((int64_t)limit)};
    return db_run(db, into, &t->page, key, ret);
}

struct err *projection_page(const struct schema *schema, struct db *db, struct arena *into,
                            int64_t org, const struct rec_type *type, struct id after, size_t limit,
                            size_t *ret_n, struct row **ret_rows)
{
    const struct schema_table *t = schema_table_of(schema, type);
    struct db_rows found;
    TRY(page_cells(t, db, into, org, after, limit, &found));
    struct row *rows = arena_makes(into, struct row, found.n);
    NEED(rows);
    for (size_t i = 0; i < found.n; i++)
        TRY(row_read(into, t, found.at + i * found.columns, &rows[i]));
    *ret_n = found.n;
    *ret_rows = rows;
    return NULL;
}

static void cell_put(const struct db_value *cell, struct buf *b)
{
    buf_u8(b, (uint8_t)cell->kind);
    if (cell->kind == DB_INT) {
        buf_zigzag(b, cell->n);
    } else if (cell->kind != DB_NULL) {
        buf_varint(b, cell->t.n);
        buf_put(b, cell->t);
    }
}

struct err *projection_bytes(const struct schema *schema, struct db *db, struct arena *into,
                             int64_t org, const struct rec_type *type, struct id after,
                             size_t limit, size_t *ret_n, struct row_bytes **ret_rows)
{
    const struct schema_table *t = schema_table_of(schema, type);
    struct db_rows found;
    TRY(page_cells(t, db, into, org, after, limit, &found));
    struct row_bytes *rows = arena_makes(into, struct row_bytes, found.n);
    NEED(rows);
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_MIB(1));
    for (size_t i = 0; i < found.n; i++) {
        const struct db_value *cells = found.at + i * found.columns;
        buf_clear(&b);
        for (size_t col = 0; col < found.columns; col++)
            cell_put(&cells[col], &b);
        rows[i].obj = id_of(&cells[COL_OBJ]);
        TRY(buf_take(&b, into, &rows[i].bytes));
    }
    *ret_n = found.n;
    *ret_rows = rows;
    return NULL;
}

struct err *projection_empty(const struct schema *schema, struct db *db, struct arena *scratch,
                             int64_t org)
{
    for (size_t i = 0; i < schema->n; i++) {
        const struct db_value key[] = {DB_OF_INT(org)};
        TRY(db_do(db, scratch, &schema->tables[i].drop_all, key));
    }
    return NULL;
}
