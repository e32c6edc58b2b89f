/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* schema.h - the projection tables and their statements, derived from the record types.
 *
 * A type `stay` lies in table rec_stay. Its columns, in this order: what every record has (enum
 * schema_column), for each seal i the place of the current part (sealed<i>_feed, _seq, _part), then
 * its open fields: the field's name with its unit behind it (from_ms, due_day, person_id,
 * amount_minor and amount_currency). Sealed fields have no column. `org` is first in every key and
 * index. */
#ifndef HEARTH_DB_SCHEMA_H
#define HEARTH_DB_SCHEMA_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "db/db.h"
#include "model/field.h"

enum schema_column {
    COL_ORG = 0,
    COL_OBJ,
    COL_AREA,
    COL_VERSION,
    COL_MADE_HLC,
    COL_HLC,
    COL_MADE_DEED,
    COL_DEED,
    COL_MADE_AUTHOR,
    COL_WITHDRAWN,
    COL__COUNT
};
enum { SCHEMA_COLUMNS_MAX = 64 };

struct schema_table {
    const struct rec_type *type;
    size_t n_columns;
    uint8_t kinds[SCHEMA_COLUMNS_MAX];              /* enum db_kind */
    const struct field *fields[SCHEMA_COLUMNS_MAX]; /* NULL: not of a field */
    const char *names[SCHEMA_COLUMNS_MAX];
    struct sql_text get;      /* ?1 org ?2 obj: all columns */
    struct sql_text put;      /* all columns: insert or replace */
    struct sql_text page;     /* ?1 org ?2 after obj ?3 limit: all columns by obj */
    struct sql_text drop_all; /* ?1 org */
};
struct schema {
    size_t n;
    struct schema_table *tables; /* one per record type, in the order of rec_types */
};

/* Makes all texts once; immutable afterwards, so threads may share it. */
MUST_CHECK struct err *schema_make(struct arena *into, struct schema **ret_schema);
const struct schema_table *schema_table_of(const struct schema *s, const struct rec_type *type);
/* First column of a field, or of seal i; the field is open. */
size_t schema_field_column(const struct schema_table *t, const struct field *field);
size_t schema_seal_column(const struct schema_table *t, size_t seal);
/* CREATE TABLE and CREATE INDEX for one engine. */
void schema_script(const struct schema *s, enum db_engine engine, struct buf *into);
MUST_CHECK struct err *schema_create(struct db *db, struct arena *scratch, const struct schema *s);
/* What a store that an older version made has not yet: tables, columns, indexes. Nothing is taken
 * away, for record types only ever gain fields; the rows are made anew by who calls. */
MUST_CHECK struct err *schema_renew(struct db *db, struct arena *scratch, const struct schema *s);

#endif
