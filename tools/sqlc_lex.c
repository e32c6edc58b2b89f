/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sqlc_lex.c - cuts a file into tokens. A comment is written as in C and counts as white space;
 * `--` begins a label and nothing else, so that no label can be lost as a comment. */
#include "sqlc.h"

#include <string.h>

struct lexer {
    struct compiler *c;
    const char *path;
    struct text rest;
    int line;
    bool line_start;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_' || is_digit(c) || (c >= 'A' && c <= 'Z');
}

static char char_at(const struct lexer *l, size_t i)
{
    return i < l->rest.n ? l->rest.at[i] : '\0';
}

/* Takes n bytes, counting lines. */
static struct text take(struct lexer *l, size_t n)
{
    struct text t = {l->rest.at, n};
    for (size_t i = 0; i < n; i++) {
        if (t.at[i] == '\n')
            l->line++;
        l->line_start = t.at[i] == '\n';
    }
    l->rest.at += n;
    l->rest.n -= n;
    return t;
}

/* How far a comment reaches; without its end, to the end of the file. */
static size_t comment_length(const struct lexer *l)
{
    size_t n = 2;
    while (n < l->rest.n && !(char_at(l, n) == '*' && char_at(l, n + 1) == '/'))
        n++;
    return n + 2 <= l->rest.n ? n + 2 : l->rest.n;
}

static bool skip_space(struct lexer *l)
{
    bool any = false;
    for (; l->rest.n > 0; any = true) {
        if (is_space(l->rest.at[0]))
            take(l, 1);
        else if (l->rest.at[0] == '/' && char_at(l, 1) == '*')
            take(l, comment_length(l));
        else
            break;
    }
    return any;
}

/* A piece between quotes, both included; '' is a part of a string. */
static size_t quoted_length(struct lexer *l, char quote)
{
    size_t n = 1;
    while (n < l->rest.n &&
           (l->rest.at[n] != quote || (quote == '\'' && char_at(l, n + 1) == quote)))
        n += l->rest.at[n] == quote ? 2 : 1;
    if (n >= l->rest.n) {
        fault(l->c, l->path, l->line, "%c has no end", quote);
        return l->rest.n;
    }
    return n + 1;
}

static size_t sign_length(const struct lexer *l)
{
    static const char *const signs[] = {"->>", "->", "::", "||", "<=", ">=", "<>", "!="};
    for (size_t i = 0; i < COUNT(signs); i++)
        if (text_starts(l->rest, signs[i]))
            return strlen(signs[i]);
    return 1;
}

static size_t run_length(const struct lexer *l, size_t from, bool (*is)(char))
{
    size_t n = from;
    while (is(char_at(l, n)))
        n++;
    return n;
}

static void lex_mark(struct lexer *l, struct token *t)
{
    if (!l->line_start)
        fault(l->c, l->path, l->line,
              "-- stands only at the beginning of a line, for a label; "
              "a comment is written as in C");
    t->kind = l->line_start ? TOKEN_MARK : TOKEN_SIGN;
    t->text = take(l, 2);
}

static void lex_param(struct lexer *l, struct token *t)
{
    t->kind = TOKEN_PARAM;
    t->text = take(l, run_length(l, 1, is_digit));
    for (size_t i = 1; i < t->text.n && t->n < ITEMS_MAX; i++)
        t->n = t->n * BASE_10 + (unsigned)(t->text.at[i] - '0');
}

static struct token lex_one(struct lexer *l)
{
    struct token t = {.spaced = skip_space(l)};
    t.line = l->line;
    char c = char_at(l, 0);
    if (l->rest.n == 0)
        return t;
    if (c == '-' && char_at(l, 1) == '-') {
        lex_mark(l, &t);
    } else if (c == '?') {
        lex_param(l, &t);
    } else if (c == '\'') {
        t.kind = TOKEN_STRING;
        t.text = take(l, quoted_length(l, c));
    } else if (c == '"') {
        t.kind = TOKEN_LABEL;
        t.text = take(l, quoted_length(l, c));
        if (t.text.n >= 2)
            t.text = (struct text){t.text.at + 1, t.text.n - 2};
    } else if (is_digit(c)) {
        t.kind = TOKEN_NUMBER;
        t.text = take(l, run_length(l, 1, is_word_char));
    } else if (is_word_char(c)) {
        t.kind = TOKEN_WORD;
        t.text = take(l, run_length(l, 1, is_word_char));
    } else {
        t.kind = TOKEN_SIGN;
        t.text = take(l, sign_length(l));
    }
    return t;
}

bool token_is(const struct token *t, const char *text)
{
    return (t->kind == TOKEN_WORD || t->kind == TOKEN_SIGN || t->kind == TOKEN_PARAM) &&
           text_is(t->text, text);
}

struct tokens lex(struct compiler *c, const char *path, struct text text)
{
    struct lexer l = {.c = c, .path = path, .rest = text, .line = 1, .line_start = true};
    /* No token is shorter than a byte. */
    struct tokens all = {.at = must(arena_makes(c->memory, struct token, text.n + 1))};
    do {
        all.at[all.n] = lex_one(&l);
    } while (all.at[all.n++].kind != TOKEN_END);
    all.n--;
    return all;
}
