/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* schema.c - record tables become CREATE TABLE, and the four statements that the projection needs.
 */
#include "db/schema.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"

static const struct {
    const char *name;
    enum db_kind kind;
} common_columns[COL__COUNT] = {
    [COL_ORG] = {"org", DB_INT},
    [COL_OBJ] = {"obj", DB_BYTES},
    [COL_AREA] = {"area", DB_BYTES},
    [COL_VERSION] = {"version", DB_INT},
    [COL_MADE_HLC] = {"made_hlc", DB_INT},
    [COL_HLC] = {"hlc", DB_INT},
    [COL_MADE_DEED] = {"made_deed", DB_BYTES},
    [COL_DEED] = {"deed", DB_BYTES},
    [COL_MADE_AUTHOR] = {"made_author", DB_BYTES},
    [COL_WITHDRAWN] = {"withdrawn", DB_INT},
};

static void column_add(struct schema_table *t, const char *name, enum db_kind kind,
                       const struct field *field)
{
    assert(t->n_columns < SCHEMA_COLUMNS_MAX);
    t->names[t->n_columns] = name;
    t->kinds[t->n_columns] = (uint8_t)kind;
    t->fields[t->n_columns] = field;
    t->n_columns++;
}

static struct err *named_add(struct schema_table *t, struct arena *into, const struct field *f,
                             const char *ending, enum db_kind kind)
{
    const char *name = arena_printf(into, "%s%s", f->name, ending);
    NEED(name);
    column_add(t, name, kind, f);
    return NULL;
}

static struct err *field_columns(struct schema_table *t, struct arena *into, const struct field *f)
{
    assert(!f->many); /* an open field with many values would need a table of its own */
    switch (f->kind) {
    case KIND_HANDLE:
    case KIND_CODE:
        return named_add(t, into, f, "", DB_TEXT);
    case KIND_INT:
    case KIND_YESNO:
    case KIND_CHOICE:
        return named_add(t, into, f, "", DB_INT);
    case KIND_DATE:
        return named_add(t, into, f, "_day", DB_INT);
    case KIND_INSTANT:
        return named_add(t, into, f, "_ms", DB_INT);
    case KIND_MINUTES:
        return named_add(t, into, f, "_minutes", DB_INT);
    case KIND_MONEY:
        TRY(named_add(t, into, f, "_minor", DB_INT));
        return named_add(t, into, f, "_currency", DB_TEXT);
    case KIND_REF:
    case KIND_ID:
        return named_add(t, into, f, "_id", DB_BYTES);
    case KIND_TEXT:
    case KIND_LONG:
    case KIND_NAME:
        break;
    }
    return err_bug(into, "%s.%s: text is always sealed", t->type->name, f->name);
}

static struct err *seal_columns(struct schema_table *t, struct arena *into, size_t seal)
{
    static const struct {
        const char *ending;
        enum db_kind kind;
    } columns[] = {{"feed", DB_BYTES}, {"seq", DB_INT}, {"part", DB_INT}};
    for (size_t i = 0; i < COUNT(columns); i++) {
        const char *name = arena_printf(into, "sealed%zu_%s", seal, columns[i].ending);
        NEED(name);
        column_add(t, name, columns[i].kind, NULL);
    }
    return NULL;
}

static struct err *columns_make(struct schema_table *t, struct arena *into)
{
    for (size_t i = 0; i < COL__COUNT; i++)
        column_add(t, common_columns[i].name, common_columns[i].kind, NULL);
    for (size_t i = 0; i < SEALS_MAX && t->type->seals[i] != NULL; i++)
        TRY(seal_columns(t, into, i));
    for (size_t i = 0; i < t->type->n_fields; i++)
        if (t->type->fields[i].seal == NULL)
            TRY(field_columns(t, into, &t->type->fields[i]));
    return NULL;
}

/* ---- statements ---------------------------------------------------------------------------- */

static void put_names(const struct schema_table *t, struct buf *b)
{
    for (size_t i = 0; i < t->n_columns; i++)
        buf_printf(b, "%s%s", i == 0 ? "" : ", ", t->names[i]);
}

static void put_upsert(const struct schema_table *t, char mark, struct buf *b)
{
    buf_printf(b, "insert into rec_%s (", t->type->name);
    put_names(t, b);
    buf_str(b, ") values (");
    for (size_t i = 0; i < t->n_columns; i++)
        buf_printf(b, "%s%c%zu", i == 0 ? "" : ", ", mark, i + 1);
    buf_str(b, ") on conflict (org, obj) do update set ");
    for (size_t i = COL_AREA; i < t->n_columns; i++)
        buf_printf(b, "%s%s = excluded.%s", i == COL_AREA ? "" : ", ", t->names[i], t->names[i]);
}

static void put_select(const struct schema_table *t, char mark, bool page, struct buf *b)
{
    buf_str(b, "select ");
    put_names(t, b);
    buf_printf(b, " from rec_%s where org = %c1 and obj %s %c2", t->type->name, mark,
               page ? ">" : "=", mark);
    if (page)
        buf_printf(b, " order by org, obj limit %c3", mark);
}

enum statement { STATEMENT_GET, STATEMENT_PAGE, STATEMENT_PUT, STATEMENT_DROP_ALL };

static struct err *statement_text(const struct schema_table *t, struct arena *into,
                                  enum statement which, char mark, const char **ret)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(16));
    switch (which) {
    case STATEMENT_GET:
    case STATEMENT_PAGE:
        put_select(t, mark, which == STATEMENT_PAGE, &b);
        break;
    case STATEMENT_PUT:
        put_upsert(t, mark, &b);
        break;
    case STATEMENT_DROP_ALL:
        buf_printf(&b, "delete from rec_%s where org = %c1", t->type->name, mark);
        break;
    }
    struct text text;
    TRY(buf_take(&b, into, &text));
    *ret = text.at;
    return NULL;
}

static struct err *statement_make(const struct schema_table *t, struct arena *into,
                                  enum statement which, const char *label, struct sql_text *ret)
{
    static const uint8_t key_kinds[] = {DB_INT, DB_BYTES, DB_INT};
    static const unsigned key_counts[] = {2, 3, 0, 1};
    bool rows = which == STATEMENT_GET || which == STATEMENT_PAGE;
    *ret = (struct sql_text){
        .n_params = which == STATEMENT_PUT ? (unsigned)t->n_columns : key_counts[which],
        .param_kinds = which == STATEMENT_PUT ? t->kinds : key_kinds,
        .n_columns = rows ? (unsigned)t->n_columns : 0,
        .column_kinds = rows ? t->kinds : NULL,
    };
    ret->label = arena_printf(into, "%s_%s", label, t->type->name);
    NEED(ret->label);
    TRY(statement_text(t, into, which, '?', &ret->sqlite));
    return statement_text(t, into, which, '$', &ret->pg);
}

struct err *schema_make(struct arena *into, struct schema **ret_schema)
{
    struct schema *s = arena_make(into, struct schema);
    NEED(s);
    s->n = n_rec_types;
    s->tables = arena_makes(into, struct schema_table, s->n);
    NEED(s->tables);
    for (size_t i = 0; i < s->n; i++) {
        struct schema_table *t = &s->tables[i];
        t->type = rec_types[i];
        TRY(columns_make(t, into));
        TRY(statement_make(t, into, STATEMENT_GET, "get", &t->get));
        TRY(statement_make(t, into, STATEMENT_PAGE, "page", &t->page));
        TRY(statement_make(t, into, STATEMENT_PUT, "put", &t->put));
        TRY(statement_make(t, into, STATEMENT_DROP_ALL, "drop_all", &t->drop_all));
    }
    *ret_schema = s;
    return NULL;
}

const struct schema_table *schema_table_of(const struct schema *s, const struct rec_type *type)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->tables[i].type == type)
            return &s->tables[i];
    assert(!"every record type has a table");
    return NULL;
}

size_t schema_field_column(const struct schema_table *t, const struct field *field)
{
    for (size_t i = COL__COUNT; i < t->n_columns; i++)
        if (t->fields[i] == field)
            return i;
    assert(!"an open field has a column");
    return 0;
}

size_t schema_seal_column(const struct schema_table *t, size_t seal)
{
    assert(seal < SEALS_MAX && t->type->seals[seal] != NULL);
    return COL__COUNT + 3 * seal;
}

/* ---- creating ------------------------------------------------------------------------------ */

static const char *column_type(enum db_engine engine, uint8_t kind)
{
    bool pg = engine == DB_PG;
    if (kind == DB_INT)
        return pg ? "bigint" : "INTEGER";
    if (kind == DB_TEXT)
        return pg ? "text collate \"C\"" : "TEXT";
    return pg ? "bytea" : "BLOB";
}

/* The column of an open field of that name; NULL when there is none. */
static const char *column_of(const struct schema_table *t, const char *field)
{
    for (size_t i = COL__COUNT; field != NULL && i < t->n_columns; i++)
        if (t->fields[i] != NULL && strcmp(t->fields[i]->name, field) == 0)
            return t->names[i];
    return NULL;
}

static void index_begin(const struct schema_table *t, const char *name, struct buf *b)
{
    buf_printf(b, "create index rec_%s_%s on rec_%s (org, ", t->type->name, name, t->type->name);
}

/* Behind a reference stand the record's state and end: what goes on is found without walking what
 * is over, of which there is more every year. Or, where the type says so, its moment: the newest
 * ones are read without the older. */
static void index_script(const struct schema_table *t, size_t column, struct buf *b)
{
    const struct field *f = t->fields[column];
    bool by_time = t->type->by_time != NULL && strcmp(f->name, t->type->by_time) == 0;
    const char *behind[] = {by_time ? column_of(t, "at") : column_of(t, t->type->state),
                            by_time ? "obj" : column_of(t, "until")};
    index_begin(t, t->names[column], b);
    buf_str(b, t->names[column]);
    for (size_t i = 0; i < COUNT(behind) && f->kind == KIND_REF; i++)
        if (behind[i] != NULL)
            buf_printf(b, ", %s", behind[i]);
    buf_str(b, ");\n");
}

static bool has_index(const struct schema_table *t, size_t column)
{
    const struct field *f = t->fields[column];
    return f != NULL && (f->kind == KIND_REF || f->kind == KIND_HANDLE);
}

static void indexes_script(const struct schema_table *t, struct buf *b)
{
    if (t->type->by_author) {
        index_begin(t, "author", b);
        buf_str(b, "made_author);\n");
    }
    for (size_t i = COL__COUNT; i < t->n_columns; i++)
        if (has_index(t, i))
            index_script(t, i, b);
}

static void table_script(const struct schema_table *t, enum db_engine engine, struct buf *b)
{
    buf_printf(b, "create table rec_%s (\n", t->type->name);
    for (size_t i = 0; i < t->n_columns; i++)
        buf_printf(b, "  %s %s%s,\n", t->names[i], column_type(engine, t->kinds[i]),
                   i < COL__COUNT ? " not null" : "");
    buf_printf(b, "  primary key (org, obj)\n)%s;\n",
               engine == DB_SQLITE ? " STRICT, WITHOUT ROWID" : "");
    indexes_script(t, b);
}

void schema_script(const struct schema *s, enum db_engine engine, struct buf *into)
{
    for (size_t i = 0; i < s->n; i++)
        table_script(&s->tables[i], engine, into);
}

struct err *schema_create(struct db *db, struct arena *scratch, const struct schema *s)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(256));
    schema_script(s, db_engine(db), &b);
    TRY(buf_check(&b));
    return db_script(db, scratch, b.at);
}

/* ---- a store of an older version ----------------------------------------------------------------
 */

static const uint8_t one_text[] = {DB_TEXT};
static const struct sql_text columns_of_table = {
    .label = "schema_columns",
    .sqlite = "select name from pragma_table_info(?1)",
    .pg = "select column_name::text from information_schema.columns"
          " where table_schema = current_schema() and table_name = $1",
    .n_params = 1,
    .param_kinds = one_text,
    .n_columns = 1,
    .column_kinds = one_text,
};

static bool has_column(const struct db_rows *columns, const char *name)
{
    for (size_t i = 0; i < columns->n; i++)
        if (text_is(columns->at[i].t, name))
            return true;
    return false;
}

static struct err *table_renew(struct db *db, struct arena *scratch, const struct schema_table *t,
                               struct buf *b)
{
    struct db_rows columns;
    const char *table = arena_printf(scratch, "rec_%s", t->type->name);
    NEED(table);
    const struct db_value name = DB_OF_TEXT(text_of(table));
    TRY(db_run(db, scratch, &columns_of_table, &name, &columns));
    if (columns.n == 0) {
        table_script(t, db_engine(db), b);
        return NULL;
    }
    for (size_t i = COL__COUNT; i < t->n_columns; i++)
        if (!has_column(&columns, t->names[i]))
            buf_printf(b, "alter table %s add column %s %s;\n", table, t->names[i],
                       column_type(db_engine(db), t->kinds[i]));
    /* An older version may have had other columns in an index. */
    buf_printf(b, "drop index if exists %s_author;\n", table);
    for (size_t i = COL__COUNT; i < t->n_columns; i++)
        if (has_index(t, i))
            buf_printf(b, "drop index if exists %s_%s;\n", table, t->names[i]);
    indexes_script(t, b);
    return NULL;
}

struct err *schema_renew(struct db *db, struct arena *scratch, const struct schema *s)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(256));
    for (size_t i = 0; i < s->n; i++)
        TRY(table_renew(db, scratch, &s->tables[i], &b));
    TRY(buf_check(&b));
    return db_script(db, scratch, b.at);
}
