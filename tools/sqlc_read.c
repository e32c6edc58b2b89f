/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sqlc_read.c - labels and bodies: from tokens to statements and schemas. */
#include "sqlc.h"

#include <string.h>

static const struct kind kinds[] = {
    {"int", "int64_t", "DB_INT", "DB_OF_INT", false, "SQL_INT"},
    {"instant", "int64_t", "DB_INT", "DB_OF_INT", false, "SQL_INSTANT"},
    {"date", "int32_t", "DB_INT", "DB_OF_INT", false, "SQL_DATE"},
    {"money", "int64_t", "DB_INT", "DB_OF_INT", false, "SQL_MONEY"},
    {"choice", "int64_t", "DB_INT", "DB_OF_INT", false, "SQL_CHOICE"},
    {"yesno", "bool", "DB_INT", "DB_OF_INT", false, "SQL_YESNO"},
    {"id", "struct id", "DB_BYTES", "DB_OF_ID", true, "SQL_ID"},
    {"ref", "struct id", "DB_BYTES", "DB_OF_ID", true, "SQL_REF"},
    {"hash", "struct hash", "DB_BYTES", "DB_OF_HASH", true, "SQL_HASH"},
    {"text", "struct text", "DB_TEXT", "DB_OF_TEXT", false, "SQL_TEXT"},
    {"bytes", "struct text", "DB_BYTES", "DB_OF_BYTES", false, "SQL_BYTES"},
};
static const char *const secrecies[] = {"open", "internal", "personal", "special", "hidden"};

struct reader {
    struct compiler *c;
    struct source *source;
    struct tokens all;
    size_t at;
    bool broken; /* the label at hand is not well formed */
};

static const struct token *peek(const struct reader *r)
{
    return &r->all.at[r->at];
}

/* The next token of a label: it may go on in further lines that begin with `--`. */
static const struct token *label_peek(struct reader *r)
{
    while (peek(r)->kind == TOKEN_MARK)
        r->at++;
    return peek(r);
}

static void expected(struct reader *r, const char *what)
{
    const struct token *t = peek(r);
    if (!r->broken)
        fault(r->c, r->source->path, t->line, "%s expected, not \"%.*s\"", what, TEXT_ARG(t->text));
    r->broken = true;
}

static bool label_take(struct reader *r, const char *text)
{
    if (!token_is(label_peek(r), text))
        return false;
    r->at++;
    return true;
}

static void label_need(struct reader *r, const char *text)
{
    if (!label_take(r, text))
        expected(r, text);
}

static struct token label_word(struct reader *r, const char *what)
{
    const struct token *t = label_peek(r);
    if (t->kind != TOKEN_WORD) {
        expected(r, what);
        return *t;
    }
    r->at++;
    for (size_t i = 0; i < t->text.n; i++)
        if (t->text.at[i] >= 'A' && t->text.at[i] <= 'Z')
            expected(r, "a name in small letters");
    if (t->text.n > NAME_MAX_BYTES)
        expected(r, "a shorter name");
    return *t;
}

static const struct kind *label_kind(struct reader *r)
{
    struct token t = label_word(r, "a kind");
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (text_is(t.text, kinds[i].name))
            return &kinds[i];
    if (!r->broken)
        fault(r->c, r->source->path, t.line, "unknown kind \"%.*s\"", TEXT_ARG(t.text));
    r->broken = true;
    return &kinds[0];
}

static void label_secrecy(struct reader *r, struct item *item)
{
    for (size_t i = 0; i < COUNT(secrecies); i++)
        if (label_take(r, secrecies[i]))
            item->secrecy = secrecies[i];
    if (label_peek(r)->kind == TOKEN_LABEL) {
        item->label = peek(r)->text;
        if (item->secrecy == NULL)
            expected(r, "secrecy before a label");
        r->at++;
    }
}

/* ( name kind[?] [secrecy ["Label"]], ... ) */
static struct items label_items(struct reader *r, bool are_columns)
{
    struct items items = {.at = must(arena_makes(r->c->memory, struct item, ITEMS_MAX))};
    label_need(r, "(");
    while (!r->broken && !label_take(r, ")")) {
        if (items.n > 0)
            label_need(r, ",");
        if (items.n == ITEMS_MAX) {
            expected(r, "fewer names");
            break;
        }
        struct item *item = &items.at[items.n++];
        item->label = TEXT("");
        item->name = label_word(r, "a name");
        item->kind = label_kind(r);
        item->nullable = label_take(r, "?");
        if (are_columns)
            label_secrecy(r, item);
    }
    return items;
}

/* Up to the next label. */
static struct tokens read_body(struct reader *r)
{
    struct tokens body = {.at = must(arena_makes(r->c->memory, struct token, r->all.n + 1))};
    while (peek(r)->kind != TOKEN_MARK && peek(r)->kind != TOKEN_END)
        body.at[body.n++] = r->all.at[r->at++];
    if (body.n == 0)
        expected(r, "a statement");
    return body;
}

static bool next_is_pg(const struct reader *r)
{
    return r->at + 2 < r->all.n && peek(r)->kind == TOKEN_MARK &&
           token_is(&r->all.at[r->at + 1], "pg") && token_is(&r->all.at[r->at + 2], ":");
}

static void read_statement(struct reader *r)
{
    struct statement s = {.file = r->source->path, .name = label_word(r, "a name")};
    s.params = label_items(r, false);
    label_need(r, "->");
    if (label_take(r, "many"))
        s.answer = ANSWER_MANY;
    else if (label_take(r, "one"))
        s.answer = ANSWER_ONE;
    else
        label_need(r, "none");
    if (s.answer != ANSWER_NONE)
        s.columns = label_items(r, true);
    if (!r->broken && peek(r)->kind != TOKEN_MARK)
        s.body = read_body(r);
    else
        expected(r, "a statement");
    if (next_is_pg(r)) {
        r->at += 3;
        s.pg = read_body(r);
    }
    if (r->broken)
        return;
    struct statement **end = &r->source->statements;
    while (*end != NULL)
        end = &(*end)->next;
    *end = must(arena_copy(r->c->memory, &s, sizeof s));
}

static void read_schema(struct reader *r)
{
    struct schema s = {.file = r->source->path, .name = label_word(r, "the schema's name")};
    s.body = read_body(r);
    if (r->broken)
        return;
    struct schema **end = &r->source->schemas;
    while (*end != NULL)
        end = &(*end)->next;
    *end = must(arena_copy(r->c->memory, &s, sizeof s));
}

/* After a fault: on to the next line that looks like a label. */
static void skip_to_mark(struct reader *r)
{
    while (peek(r)->kind != TOKEN_MARK && peek(r)->kind != TOKEN_END)
        r->at++;
}

static struct text source_name(struct compiler *c, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    const char *dot = strrchr(name, '.');
    if (dot == NULL || strcmp(dot, ".sql") != 0)
        die("not a .sql file:", path);
    size_t n = (size_t)(dot - name);
    return (struct text){must(arena_strn(c->memory, name, n)), n};
}

struct source *source_read(struct compiler *c, const char *path, struct text text)
{
    struct source *source = must(arena_make(c->memory, struct source));
    source->path = path;
    source->name = source_name(c, path);
    struct reader r = {.c = c, .source = source, .all = lex(c, path, text)};
    if (peek(&r)->kind != TOKEN_MARK && peek(&r)->kind != TOKEN_END)
        fault(c, path, peek(&r)->line, "text without a label");
    for (skip_to_mark(&r); peek(&r)->kind == TOKEN_MARK; skip_to_mark(&r)) {
        r.at++;
        r.broken = false;
        if (token_is(peek(&r), "schema") && r.all.at[r.at + 1].kind == TOKEN_WORD) {
            r.at++;
            read_schema(&r);
        } else {
            read_statement(&r);
        }
    }
    return source;
}
