/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sqlc_check.c - what may not be said: words that mean different things to SQLite and PostgreSQL,
 * statements that could reach another organisation's rows, tables that could not be sharded by
 * organisation. These are checks of words, not of meaning; that each statement is valid SQL, both
 * engines say in the test that prepares them all. */
#include "sqlc.h"

#include <string.h>

#include "base/err.h"

/* The statement or schema being checked. */
struct check {
    struct compiler *c;
    const char *file;
    const struct token *at; /* its tokens, ended by TOKEN_END */
    size_t n;
};

/* A word with "(" behind it is banned as a function only. */
static const char *const banned[] = {
    "avg",       "boolean",     "bool",         "char",         "clock_timestamp",
    "collate",   "ctid",        "current_date", "current_time", "current_timestamp",
    "date(",     "datetime",    "decimal",      "double",       "extract",
    "false",     "float",       "glob",         "greatest",     "group_concat",
    "ifnull",    "ilike",       "iif",          "interval",     "isnull",
    "json",      "jsonb",       "julianday",    "least",        "like",
    "now(",      "nvl",         "notnull",      "numeric",      "random",
    "real",      "recursive",   "regexp",       "replace",      "round",
    "rowid",     "similar",     "strftime",     "string_agg",   "time(",
    "timestamp", "timestamptz", "total(",       "trigger",      "true",
    "unixepoch", "upper(",      "lower(",       "varchar",      "pragma",
    "attach",    "vacuum",
};
static const char *const banned_in_statements[] = {
    "create", "drop", "alter", "begin", "commit", "rollback", "savepoint", "listen", "set_config",
};

/* Token i, or the END before the first and after the last. */
static const struct token *tok(const struct check *k, size_t i)
{
    return i < k->n ? &k->at[i] : &k->at[k->n];
}

static bool is_at(const struct check *k, size_t i, const char *text)
{
    return token_is(tok(k, i), text);
}

static bool is_before(const struct check *k, size_t i, const char *text)
{
    return i > 0 && is_at(k, i - 1, text);
}

static void refuse(const struct check *k, size_t i, const char *words)
{
    const struct token *t = tok(k, i < k->n ? i : k->n - 1);
    fault(k->c, k->file, t->line, "%s: \"%.*s\"", words, TEXT_ARG(t->text));
}

static void check_word(const struct check *k, size_t i, const char *const *list, size_t n)
{
    for (size_t w = 0; w < n; w++) {
        size_t length = strlen(list[w]);
        bool as_function = list[w][length - 1] == '(';
        if (as_function)
            length--;
        if (text_equal(tok(k, i)->text, (struct text){list[w], length}) &&
            (!as_function || is_at(k, i + 1, "(")))
            refuse(k, i, "both engines do not mean the same by this, or it has no place here");
    }
}

/* The place of the bracket that closes the one at `open`. */
static size_t closing(const struct check *k, size_t open)
{
    int depth = 0;
    for (size_t i = open; i < k->n; i++) {
        if (is_at(k, i, "("))
            depth++;
        else if (is_at(k, i, ")") && --depth == 0)
            return i;
    }
    return k->n;
}

static void check_max(const struct check *k, size_t i)
{
    int depth = 0;
    for (size_t j = i + 1; j < closing(k, i + 1); j++) {
        depth += is_at(k, j, "(") ? 1 : is_at(k, j, ")") ? -1 : 0;
        if (depth == 1 && is_at(k, j, ","))
            refuse(k, i, "max and min of two values are only in SQLite, say case when");
    }
}

static void check_sign(const struct check *k, size_t i)
{
    if (is_at(k, i, "->") || is_at(k, i, "->>") || is_at(k, i, "::"))
        refuse(k, i, "only one engine knows this sign");
    if (is_at(k, i, "*") && (is_before(k, i, "select") || is_before(k, i, ".") ||
                             is_before(k, i, ",") || is_before(k, i, "returning")))
        refuse(k, i, "name the columns");
    if (is_at(k, i, ".") &&
        (tok(k, i + 1)->kind == TOKEN_NUMBER || (i > 0 && tok(k, i - 1)->kind == TOKEN_NUMBER)))
        refuse(k, i, "no floating point");
}

/* Only the numbers 0 to ?n - 1 come out of a recursion, and both engines mean the same by it: they
 * stand in for a list of values. */
static bool is_numbers(const struct check *k, size_t i)
{
    static const char *const words[] = {
        "recursive", "nth", "(", "i", ")",    "as",  "(",     "select", "0", "union", "all",
        "select",    "i",   "+", "1", "from", "nth", "where", "i",      "+", "1",     "<"};
    for (size_t w = 0; w < COUNT(words); w++)
        if (tok(k, i + w)->kind == TOKEN_STRING || !text_is(tok(k, i + w)->text, words[w]))
            return false;
    return tok(k, i + COUNT(words))->kind == TOKEN_PARAM;
}

/* What holds in statements and schemas alike. */
static void check_words(const struct check *k)
{
    for (size_t i = 0; i < k->n; i++) {
        const struct token *t = tok(k, i);
        if (is_at(k, i, "without") && is_at(k, i + 1, "rowid")) {
            i++;
        } else if (t->kind == TOKEN_WORD) {
            if (!is_numbers(k, i))
                check_word(k, i, banned, COUNT(banned));
            for (size_t c = 0; c < t->text.n; c++)
                if (t->text.at[c] >= 'A' && t->text.at[c] <= 'Z') {
                    refuse(k, i, "write SQL in small letters");
                    break;
                }
        }
        if (t->kind == TOKEN_NUMBER && memchr(t->text.at, 'e', t->text.n) != NULL)
            refuse(k, i, "no floating point");
        if (t->kind == TOKEN_LABEL)
            refuse(k, i, "strings stand between single quotes");
        if (t->kind == TOKEN_STRING && !t->spaced && i > 0 && tok(k, i - 1)->kind == TOKEN_WORD)
            refuse(k, i, "bytes are parameters");
        check_sign(k, i);
    }
}

static void check_functions(const struct check *k)
{
    for (size_t i = 0; i < k->n; i++) {
        check_word(k, i, banned_in_statements, COUNT(banned_in_statements));
        if ((is_at(k, i, "max") || is_at(k, i, "min")) && is_at(k, i + 1, "("))
            check_max(k, i);
        if (is_at(k, i, "sum") && is_at(k, i + 1, "(") &&
            !(i > 1 && is_at(k, i - 1, "(") && is_at(k, i - 2, "cast")))
            refuse(k, i, "PostgreSQL's sum is not an int, say cast(sum(...) as bigint)");
        if (is_at(k, i, ";"))
            refuse(k, i, "one statement for each label, without its end sign");
    }
}

static void check_params(const struct check *k, const struct statement *s)
{
    bool used[ITEMS_MAX + 1] = {false};
    for (size_t i = 0; i < k->n; i++) {
        const struct token *t = tok(k, i);
        if (t->kind != TOKEN_PARAM)
            continue;
        if (t->n < 1 || t->n > s->params.n)
            refuse(k, i, "no such parameter");
        else
            used[t->n] = true;
    }
    for (size_t p = 1; p <= s->params.n; p++)
        if (!used[p])
            fault(k->c, s->file, s->name.line, "parameter ?%zu \"%.*s\" is not used", p,
                  TEXT_ARG(s->params.at[p - 1].name.text));
}

/* `with x as (`, `, x as (`: names that are no tables. */
static bool is_cte(const struct check *k, const struct token *name)
{
    for (size_t i = 1; i + 2 < k->n; i++) {
        if (!text_equal(tok(k, i)->text, name->text))
            continue;
        if (is_at(k, i + 1, "as") && is_at(k, i + 2, "(") &&
            (is_before(k, i, "with") || is_before(k, i, ",")))
            return true;
        if (is_numbers(k, i - 1))
            return true;
    }
    return false;
}

/* org, or x.org, or ?1 */
static bool is_org(const struct check *k, size_t i)
{
    return is_at(k, i, "org") || is_at(k, i, "?1") ||
           (is_at(k, i + 1, ".") && is_at(k, i + 2, "org"));
}

static bool is_table(const struct check *k, size_t i)
{
    if (is_at(k, i, "from")
            ? is_before(k, i, "distinct")
            : !is_at(k, i, "join") && !is_at(k, i, "update") && !is_at(k, i, "into"))
        return false;
    return tok(k, i + 1)->kind == TOKEN_WORD && !is_at(k, i + 1, "set") &&
           !is_cte(k, tok(k, i + 1));
}

/* insert into x (org, ...) values (?1, ...), or select ?1, or select y.org */
static bool insert_is_bound(const struct check *k, size_t into)
{
    if (!is_at(k, into + 2, "(") || !is_at(k, into + 3, "org"))
        return false;
    size_t from = closing(k, into + 2) + 1;
    if (is_at(k, from, "values"))
        return is_at(k, from + 1, "(") && is_at(k, from + 2, "?1");
    return is_at(k, from, "select") && is_org(k, from + 1);
}

static void check_comma_join(const struct check *k, size_t i)
{
    size_t after = i + (is_at(k, i + 2, "as") ? 3 : 2);
    if (is_at(k, after, ",") || (tok(k, after)->kind == TOKEN_WORD && is_at(k, after + 1, ",")))
        refuse(k, i, "say join ... on x.org = y.org instead of a comma");
}

/* `a and b or c` would let c reach past the organisation in a: an `or` stands between brackets of
 * its own, not those of a select. */
static void check_or(const struct check *k, size_t or)
{
    int depth = 0;
    size_t open = or ;
    for (; open > 0; open--) {
        depth += is_before(k, open, ")") ? 1 : is_before(k, open, "(") ? -1 : 0;
        if (depth < 0)
            break;
    }
    if (open == 0 || is_at(k, open, "select") || is_at(k, open, "with"))
        refuse(k, or, "put what stands around this between brackets");
}

/* Each table needs its own equality with the organisation, so that no row of another one is
 * reached and each engine can look at one shard. */
static void check_org(const struct check *k, const struct statement *s)
{
    const struct item *first = s->params.n == 0 ? NULL : &s->params.at[0];
    if (first == NULL || !text_is(first->name.text, "org") ||
        strcmp(first->kind->name, "int") != 0 || first->nullable) {
        fault(k->c, s->file, s->name.line, "the first parameter is: org int");
        return;
    }
    size_t tables = 0;
    size_t bound = 0;
    for (size_t i = 0; i < k->n; i++) {
        if (is_table(k, i)) {
            tables++;
            bound += is_at(k, i, "into") && insert_is_bound(k, i);
            if (is_at(k, i, "from") || is_at(k, i, "join"))
                check_comma_join(k, i);
        }
        if (is_at(k, i, "or"))
            check_or(k, i);
        if (is_at(k, i, "set") && is_at(k, i + 1, "org") && is_at(k, i + 2, "="))
            refuse(k, i, "a row never changes its organisation");
        bound += is_at(k, i, "org") && is_at(k, i + 1, "=") && is_org(k, i + 2);
        bound += is_at(k, i, "using") && is_at(k, i + 1, "(") && is_at(k, i + 2, "org");
    }
    if (tables > bound)
        fault(k->c, s->file, s->name.line, "%zu tables, but %zu times org = ?1 or org = x.org",
              tables, bound);
}

static void check_body(struct compiler *c, const struct statement *s, const struct tokens *body)
{
    struct check k = {.c = c, .file = s->file, .at = body->at, .n = body->n};
    check_words(&k);
    check_functions(&k);
    check_params(&k, s);
    check_org(&k, s);
}

static void check_names(struct compiler *c, const struct statement *s, const struct items *items)
{
    static const char *const taken[] = {"db", "into", "ret_rows", "ret_n", "ret_row", "ret_found"};
    for (size_t i = 0; i < items->n; i++) {
        const struct token *name = &items->at[i].name;
        for (size_t j = 0; j < COUNT(taken); j++)
            if (text_is(name->text, taken[j]))
                fault(c, s->file, name->line, "this name is taken: \"%.*s\"", TEXT_ARG(name->text));
        for (size_t j = 0; j < i; j++)
            if (text_equal(name->text, items->at[j].name.text))
                fault(c, s->file, name->line, "said twice: \"%.*s\"", TEXT_ARG(name->text));
    }
}

void check_statement(struct compiler *c, const struct statement *s)
{
    check_names(c, s, &s->params);
    check_names(c, s, &s->columns);
    if (s->answer != ANSWER_NONE && s->columns.n == 0)
        fault(c, s->file, s->name.line, "name the columns");
    check_body(c, s, &s->body);
    if (s->pg.n > 0)
        check_body(c, s, &s->pg);
}

/* create table x (org int not null, ... primary key (org, ...) ...) */
static void check_table(const struct check *k, size_t table)
{
    size_t open = table;
    while (open < k->n && !is_at(k, open, "("))
        open++;
    if (!is_at(k, open + 1, "org") || !is_at(k, open + 2, "int") || !is_at(k, open + 3, "not"))
        refuse(k, table, "the first column of a table is: org int not null");
    bool keyed = false;
    for (size_t i = open; i < closing(k, open); i++) {
        if (is_at(k, i, "primary") || is_at(k, i, "unique")) {
            size_t list = i + (is_at(k, i, "primary") ? 2 : 1);
            keyed |= is_at(k, i, "primary");
            if (!is_at(k, list, "(") || !is_at(k, list + 1, "org"))
                refuse(k, i, "a key begins with (org");
        }
        if (is_at(k, i, "references") || is_at(k, i, "autoincrement") || is_at(k, i, "serial") ||
            is_at(k, i, "generated") || is_at(k, i, "blob") || is_at(k, i, "integer"))
            refuse(k, i, "a table has columns of int, text and bytes and one key");
    }
    if (!keyed)
        refuse(k, table, "a table has a primary key");
}

static void check_index(const struct check *k, size_t index)
{
    size_t open = index;
    while (open < k->n && !is_at(k, open, "("))
        open++;
    if (!is_at(k, open + 1, "org"))
        refuse(k, index, "an index begins with (org");
}

void check_schema(struct compiler *c, const struct schema *s)
{
    struct check k = {.c = c, .file = s->file, .at = s->body.at, .n = s->body.n};
    check_words(&k);
    bool start = true;
    for (size_t i = 0; i < k.n; i++) {
        if (start) {
            size_t what = i + (is_at(&k, i + 1, "unique") ? 2 : 1);
            if (is_at(&k, i, "create") && is_at(&k, what, "table"))
                check_table(&k, what);
            else if (is_at(&k, i, "create") && is_at(&k, what, "index"))
                check_index(&k, what);
            else
                refuse(&k, i, "a schema has create table and create index");
        }
        start = is_at(&k, i, ";");
    }
    if (!start)
        refuse(&k, k.n - 1, "each statement of a schema ends with ;");
}

static void check_twice(struct compiler *c, const struct statement *s)
{
    for (const struct source *f = c->sources; f != NULL; f = f->next)
        for (const struct statement *other = f->statements; other != NULL; other = other->next) {
            if (other == s)
                return;
            if (text_equal(other->name.text, s->name.text))
                fault(c, s->file, s->name.line, "said twice: \"%.*s\"", TEXT_ARG(s->name.text));
        }
}

void check_all(struct compiler *c)
{
    enum { SHARE_PERCENT = 5, PERCENT = 100 };
    size_t n = 0;
    size_t differ = 0;
    for (const struct source *f = c->sources; f != NULL; f = f->next)
        for (const struct statement *s = f->statements; s != NULL; s = s->next) {
            check_twice(c, s);
            n++;
            differ += s->pg.n > 0;
        }
    /* One is always allowed, or a small house could have none. */
    if (differ > 1 && differ * PERCENT > n * SHARE_PERCENT)
        fault(c, c->sources->path, 1, "%zu of %zu statements differ for PostgreSQL, %d %% may",
              differ, n, SHARE_PERCENT);
}
