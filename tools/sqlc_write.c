/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sqlc_write.c - the C that comes out: one header per source, one table for all. The functions are
 * thin: src/sql/sql.c runs the statement and fills the rows by the described columns. */
#include "sqlc.h"

#include <string.h>

#include "base/buf.h"
#include "base/world.h"

enum { OUT_MAX = 64 << 20, FILE_MODE = 0644 };
enum engine { SQLITE, PG };

static void put(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct buf *b, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    char piece[1024];
    int n = vsnprintf(piece, sizeof piece, format, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof piece)
        die("a line is too long", format);
    buf_bytes(b, piece, (size_t)n);
}

static void put_upper(struct buf *b, struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        buf_char(b, t.at[i] >= 'a' && t.at[i] <= 'z' ? (char)(t.at[i] - 'a' + 'A') : t.at[i]);
}

static void put_escaped(struct buf *b, struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        if (t.at[i] == '"' || t.at[i] == '\\')
            buf_char(b, '\\');
        buf_char(b, t.at[i]);
    }
}

/* A token of a statement; ?1 is $1 for PostgreSQL. */
static void put_token(struct buf *b, const struct token *t, enum engine engine)
{
    if (t->kind == TOKEN_PARAM && engine == PG) {
        put(b, "$%u", t->n);
        return;
    }
    put_escaped(b, t->text);
}

static void put_statement(struct buf *b, const struct tokens *body, enum engine engine)
{
    buf_char(b, '"');
    for (size_t i = 0; i < body->n; i++) {
        if (i > 0 && body->at[i].line != body->at[i - 1].line)
            buf_str(b, " \"\n     \"");
        else if (i > 0 && body->at[i].spaced)
            buf_char(b, ' ');
        put_token(b, &body->at[i], engine);
    }
    buf_char(b, '"');
}

/* How an engine says a column's type; NULL: the word is no type. PostgreSQL must sort text by its
 * bytes, as SQLite does. */
static const char *type_name(const struct token *t, enum engine engine)
{
    if (token_is(t, "int"))
        return engine == SQLITE ? "integer" : "bigint";
    if (token_is(t, "text"))
        return engine == SQLITE ? "text" : "text collate \\\"C\\\"";
    if (token_is(t, "bytes"))
        return engine == SQLITE ? "blob" : "bytea";
    return NULL;
}

/* A schema: types as the engine calls them, SQLite's tables strict. `without rowid` is SQLite's. */
static void put_schema_body(struct buf *b, const struct tokens *body, enum engine engine)
{
    bool table = false;
    for (size_t i = 0; i < body->n; i++) {
        const struct token *t = &body->at[i];
        if (token_is(t, "create"))
            table = !token_is(t + 1, "index") && !token_is(t + 1, "unique");
        bool clustered = token_is(t, "without") && i + 1 < body->n;
        const char *type = i > 0 && t->spaced ? type_name(t, engine) : NULL;
        if (clustered) {
            if (engine == SQLITE)
                buf_str(b, " without rowid,");
            i++;
        } else if (token_is(t, ";")) {
            buf_str(b, table && engine == SQLITE ? " strict;\"\n     \"" : ";\"\n     \"");
        } else {
            if (i > 0 && t->spaced)
                buf_char(b, ' ');
            if (type != NULL)
                buf_str(b, type);
            else
                put_token(b, t, engine);
        }
    }
}

/* ---- headers ---- */

static void put_signature(struct buf *b, const struct statement *s)
{
    struct text name = s->name.text;
    put(b, "struct err *sql_%.*s(struct db *db, struct arena *into", TEXT_ARG(name));
    for (size_t i = 0; i < s->params.n; i++) {
        const struct item *p = &s->params.at[i];
        put(b, ",\n    %s%s %s%.*s", p->nullable ? "const " : "", p->kind->c_type,
            p->nullable ? "*" : "", TEXT_ARG(p->name.text));
    }
    if (s->answer == ANSWER_ONE)
        put(b, ",\n    bool *ret_found, struct sql_%.*s_row *ret_row", TEXT_ARG(name));
    if (s->answer == ANSWER_MANY)
        put(b, ",\n    struct sql_%.*s_row **ret_rows, size_t *ret_n", TEXT_ARG(name));
    buf_char(b, ')');
}

static void put_row(struct buf *b, const struct statement *s)
{
    put(b, "struct sql_%.*s_row {\n", TEXT_ARG(s->name.text));
    for (size_t i = 0; i < s->columns.n; i++) {
        const struct item *c = &s->columns.at[i];
        put(b, "    %s %.*s;\n", c->kind->c_type, TEXT_ARG(c->name.text));
        if (c->nullable)
            put(b, "    bool %.*s_null;\n", TEXT_ARG(c->name.text));
    }
    buf_str(b, "};\n");
}

static void put_header(struct buf *b, const struct source *f)
{
    put(b, "/* Made by sqlc of %.*s.sql. */\n#ifndef HEARTH_GEN_SQL_", TEXT_ARG(f->name));
    put_upper(b, f->name);
    buf_str(b, "_H\n#define HEARTH_GEN_SQL_");
    put_upper(b, f->name);
    buf_str(b, "_H\n\n#include \"sql/sql.h\"\n");
    for (const struct schema *s = f->schemas; s != NULL; s = s->next)
        put(b, "\nconst char *sql_schema_%.*s(enum db_engine engine);\n", TEXT_ARG(s->name.text));
    for (const struct statement *s = f->statements; s != NULL; s = s->next) {
        buf_char(b, '\n');
        if (s->answer != ANSWER_NONE)
            put_row(b, s);
        buf_str(b, "MUST_CHECK ");
        put_signature(b, s);
        buf_str(b, ";\n");
    }
    buf_str(b, "\n#endif\n");
}

/* ---- the table ---- */

static void put_kinds(struct buf *b, const struct statement *s, const struct items *items,
                      const char *what)
{
    if (items->n == 0)
        return;
    put(b, "static const uint8_t %.*s_%s[] = {", TEXT_ARG(s->name.text), what);
    for (size_t i = 0; i < items->n; i++)
        put(b, "%s%s", i == 0 ? "" : ", ", items->at[i].kind->db_kind);
    buf_str(b, "};\n");
}

static void put_column(struct buf *b, const struct statement *s, const struct item *c)
{
    struct text row = s->name.text;
    struct text name = c->name.text;
    put(b, "    {.name = \"%.*s\", .kind = %s", TEXT_ARG(name), c->kind->sql_kind);
    if (c->secrecy != NULL) {
        buf_str(b, ", .secrecy = SQL_");
        put_upper(b, text_of(c->secrecy));
    }
    if (c->label.n > 0) {
        buf_str(b, ", .label = N_(\"");
        put_escaped(b, c->label);
        buf_str(b, "\")");
    }
    put(b, ",\n     .at = offsetof(struct sql_%.*s_row, %.*s)", TEXT_ARG(row), TEXT_ARG(name));
    if (c->nullable)
        put(b, ",\n     .nullable = true, .null_at = offsetof(struct sql_%.*s_row, %.*s_null)",
            TEXT_ARG(row), TEXT_ARG(name));
    buf_str(b, "},\n");
}

static void put_columns(struct buf *b, const struct statement *s)
{
    put_kinds(b, s, &s->params, "params");
    put_kinds(b, s, &s->columns, "cells");
    if (s->columns.n == 0)
        return;
    put(b, "static const struct sql_column %.*s_columns[] = {\n", TEXT_ARG(s->name.text));
    for (size_t i = 0; i < s->columns.n; i++)
        put_column(b, s, &s->columns.at[i]);
    buf_str(b, "};\n");
}

static void put_array(struct buf *b, const struct statement *s, const char *field,
                      const struct items *items, const char *what)
{
    if (items->n > 0)
        put(b, ", .%s = %.*s_%s", field, TEXT_ARG(s->name.text), what);
}

static void put_entry(struct buf *b, const struct statement *s)
{
    static const char *const answers[] = {"SQL_NONE", "SQL_ONE", "SQL_MANY"};
    struct text name = s->name.text;
    put(b, "    {.text = {.label = \"%.*s\", .n_params = %zu, .n_columns = %zu", TEXT_ARG(name),
        s->params.n, s->columns.n);
    put_array(b, s, "param_kinds", &s->params, "params");
    put_array(b, s, "column_kinds", &s->columns, "cells");
    buf_str(b, ",\n     .sqlite = ");
    put_statement(b, &s->body, SQLITE);
    buf_str(b, ",\n     .pg = ");
    put_statement(b, s->pg.n > 0 ? &s->pg : &s->body, PG);
    put(b, "},\n     .answer = %s, .differs = %s", answers[s->answer],
        s->pg.n > 0 ? "true" : "false");
    put_array(b, s, "columns", &s->columns, "columns");
    if (s->answer != ANSWER_NONE)
        put(b, ", .row_size = sizeof(struct sql_%.*s_row)", TEXT_ARG(name));
    buf_str(b, "},\n");
}

static void put_value(struct buf *b, const struct item *p)
{
    struct text name = p->name.text;
    if (p->nullable)
        put(b, "%.*s == NULL ? DB_OF_NULL : %s(%s%.*s)", TEXT_ARG(name), p->kind->value,
            p->kind->by_address ? "" : "*", TEXT_ARG(name));
    else
        put(b, "%s(%s%.*s)", p->kind->value, p->kind->by_address ? "&" : "", TEXT_ARG(name));
}

static void put_function(struct buf *b, const struct statement *s, size_t no, const char *prefix)
{
    buf_char(b, '\n');
    put_signature(b, s);
    buf_str(b, "\n{\n    const struct db_value params[] = {");
    for (size_t i = 0; i < s->params.n; i++) {
        buf_str(b, "\n        ");
        put_value(b, &s->params.at[i]);
        buf_char(b, ',');
    }
    buf_str(b, "\n    };\n");
    if (s->answer == ANSWER_NONE)
        put(b, "    return db_do(db, into, &%s_statements[%zu].text, params);\n}\n", prefix, no);
    else if (s->answer == ANSWER_ONE)
        put(b,
            "    return sql_one(db, into, &%s_statements[%zu], params, ret_found, ret_row);\n}\n",
            prefix, no);
    else
        put(b,
            "    void *rows;\n"
            "    TRY(sql_many(db, into, &%s_statements[%zu], params, &rows, ret_n));\n"
            "    *ret_rows = rows;\n"
            "    return NULL;\n}\n",
            prefix, no);
}

static void put_schema(struct buf *b, const struct schema *s)
{
    put(b, "    {.name = \"%.*s\",\n     .sqlite =\n     \"", TEXT_ARG(s->name.text));
    put_schema_body(b, &s->body, SQLITE);
    buf_str(b, "\",\n     .pg =\n     \"");
    put_schema_body(b, &s->body, PG);
    buf_str(b, "\"},\n");
}

static void put_schemas(struct buf *b, const struct compiler *c, const char *prefix)
{
    put(b,
        "\nextern const struct sql_schema %s_schemas[];\n"
        "const struct sql_schema %s_schemas[] = {\n",
        prefix, prefix);
    for (const struct source *f = c->sources; f != NULL; f = f->next)
        for (const struct schema *s = f->schemas; s != NULL; s = s->next)
            put_schema(b, s);
    buf_str(b, "    {.name = NULL},\n};\n");
    size_t no = 0;
    for (const struct source *f = c->sources; f != NULL; f = f->next)
        for (const struct schema *s = f->schemas; s != NULL; s = s->next, no++)
            put(b,
                "\nconst char *sql_schema_%.*s(enum db_engine engine)\n{\n"
                "    const struct sql_schema *s = &%s_schemas[%zu];\n"
                "    return engine == DB_SQLITE ? s->sqlite : s->pg;\n}\n",
                TEXT_ARG(s->name.text), prefix, no);
}

static void put_statements(struct buf *b, const struct compiler *c, const char *prefix)
{
    for (const struct source *f = c->sources; f != NULL; f = f->next)
        for (const struct statement *s = f->statements; s != NULL; s = s->next)
            put_columns(b, s);
    put(b,
        "\nextern const struct sql_statement %s_statements[];\n"
        "const struct sql_statement %s_statements[] = {\n",
        prefix, prefix);
    for (const struct source *f = c->sources; f != NULL; f = f->next)
        for (const struct statement *s = f->statements; s != NULL; s = s->next)
            put_entry(b, s);
    buf_str(b, "    {.text = {.label = NULL}},\n};\n");
    size_t no = 0;
    for (const struct source *f = c->sources; f != NULL; f = f->next)
        for (const struct statement *s = f->statements; s != NULL; s = s->next)
            put_function(b, s, no++, prefix);
}

static void put_all(struct buf *b, const struct compiler *c, const char *prefix)
{
    buf_str(b, "/* Made by sqlc. */\n#include \"sql/sql.h\"\n\n#include <stddef.h>\n\n");
    for (const struct source *f = c->sources; f != NULL; f = f->next)
        put(b, "#include \"sql/%.*s.sql.h\"\n", TEXT_ARG(f->name));
    put_schemas(b, c, prefix);
    put_statements(b, c, prefix);
}

/* Leaves the file alone when nothing changed, so that make rebuilds only what must be. */
static void write_file(struct compiler *c, const char *path, const struct buf *b)
{
    struct text old;
    if (buf_check(b) != NULL)
        die("too much for", path);
    if (world_read_file(c->memory, path, OUT_MAX, &old) == NULL && text_equal(old, buf_text(b)))
        return;
    if (world_write_file(c->memory, path, buf_text(b), FILE_MODE) != NULL)
        die("cannot write", path);
}

void write_all(struct compiler *c, const char *out, const char *prefix)
{
    struct buf b = buf_make(OUT_MAX);
    for (const struct source *f = c->sources; f != NULL; f = f->next) {
        buf_clear(&b);
        put_header(&b, f);
        write_file(c, must(arena_printf(c->memory, "%s/%.*s.sql.h", out, TEXT_ARG(f->name))), &b);
    }
    buf_clear(&b);
    put_all(&b, c, prefix);
    write_file(c, must(arena_printf(c->memory, "%s/%s_statements.c", out, prefix)), &b);
    buf_done(&b);
}
