/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tmplc_read.c - cuts a source into runs of markup and statements. What stands between { and } is
 * C but for its first word; quotes and brackets in it are heard, so that a } in them does not end
 * the statement. */
#include "tmplc.h"

#include <string.h>

#include "base/err.h"

/* The words of the language; a value is what begins with none of them and a space. */
static const struct {
    const char *word;
    enum item_kind kind;
    const char *shows; /* ITEM_SHOW */
    bool alone;        /* takes nothing behind it */
} words[] = {
    {"t", ITEM_TEXT, NULL, false},
    {"n", ITEM_COUNT, NULL, false},
    {"call", ITEM_CALL, NULL, false},
    {"let", ITEM_LET, NULL, false},
    {"if", ITEM_IF, NULL, false},
    {"elif", ITEM_ELIF, NULL, false},
    {"else", ITEM_ELSE, NULL, true},
    {"each", ITEM_EACH, NULL, false},
    {"end", ITEM_STOP, NULL, true},
    {"inside", ITEM_INSIDE, NULL, true},
    {"template", ITEM_TEMPLATE, NULL, false},
    {"include", ITEM_INCLUDE, NULL, false},
    {"date", ITEM_SHOW, "as_date", false},
    {"date_short", ITEM_SHOW, "as_date_short", false},
    {"day_month", ITEM_SHOW, "as_day_month", false},
    {"weekday", ITEM_SHOW, "as_weekday", false},
    {"month", ITEM_SHOW, "as_month", false},
    {"time", ITEM_SHOW, "as_time", false},
    {"money", ITEM_SHOW, "as_money", false},
    {"num", ITEM_SHOW, "as_num", false},
};

/* How far the C from `from` on reaches: to the first of `ends` outside quotes and brackets. With
 * `ret_depth` also what brackets stay open. The end of the text when there is none. */
static size_t c_reaches(struct text t, size_t from, const char *ends, int *ret_depth)
{
    int depth = 0;
    size_t i = from;
    for (; i < t.n; i++) {
        char c = t.at[i];
        if (depth == 0 && strchr(ends, c) != NULL)
            break;
        if (c == '"' || c == '\'') {
            for (i++; i < t.n && t.at[i] != c && t.at[i] != '\n'; i++)
                if (t.at[i] == '\\')
                    i++;
        } else if (strchr("([{", c) != NULL) {
            depth++;
        } else if (strchr(")]}", c) != NULL) {
            depth--;
        }
    }
    *ret_depth = depth;
    return i < t.n ? i : t.n;
}

bool value_next(struct text *rest, struct text *ret_value)
{
    int depth = 0;
    *rest = text_trim(*rest);
    if (rest->n == 0)
        return false;
    size_t n = c_reaches(*rest, 0, ",", &depth);
    *ret_value = text_trim((struct text){rest->at, n});
    size_t used = n < rest->n ? n + 1 : n;
    *rest = (struct text){rest->at + used, rest->n - used};
    return true;
}

bool literal_next(struct text *rest, struct text *ret_literal)
{
    *rest = text_trim(*rest);
    if (rest->n == 0 || rest->at[0] != '"')
        return false;
    size_t i = 1;
    for (; i < rest->n && rest->at[i] != '"'; i++)
        if (rest->at[i] == '\\')
            i++;
    if (i >= rest->n)
        return false;
    *ret_literal = (struct text){rest->at, i + 1};
    *rest = text_trim((struct text){rest->at + i + 1, rest->n - i - 1});
    if (rest->n > 0 && rest->at[0] == ',')
        *rest = (struct text){rest->at + 1, rest->n - 1};
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Which statement the text between the brackets is. */
static void statement_know(struct compiler *c, struct item *item)
{
    struct text t = text_trim(item->text);
    size_t n = 0;
    while (n < t.n && !is_space(t.at[n]))
        n++;
    struct text word = {t.at, n};
    struct text rest = text_trim((struct text){t.at + n, t.n - n});
    item->kind = ITEM_VALUE;
    item->text = t;
    if (t.n == 0)
        fault(c, item->at, "{} is empty; write {\"{\"} for a bracket");
    for (size_t w = 0; w < COUNT(words); w++) {
        if (!text_is(word, words[w].word) || (rest.n == 0 && !words[w].alone))
            continue;
        item->kind = words[w].kind;
        item->word = words[w].shows;
        item->text = rest;
        if (words[w].alone && rest.n > 0)
            fault(c, item->at, "{%s} takes nothing behind it", words[w].word);
    }
}

/* Reads a statement or a remark; `from` is behind its bracket. The place behind its end, or 0. */
static size_t statement_read(struct compiler *c, size_t from, struct item *item, bool *ret_remark)
{
    struct text s = c->source;
    int depth = 0;
    *ret_remark = from < s.n && s.at[from] == '#';
    if (*ret_remark) {
        const char *end = memmem(s.at + from, s.n - from, "#}", 2);
        if (end != NULL)
            return (size_t)(end - s.at) + 2;
        fault(c, s.at + from - 1, "this {# has no #}");
        return 0;
    }
    size_t end = c_reaches(s, from, "}", &depth);
    if (end >= s.n) {
        fault(c, s.at + from - 1, "this { has no }; write {\"{\"} for a bracket");
        return 0;
    }
    item->text = (struct text){s.at + from, end - from};
    statement_know(c, item);
    return end + 1;
}

static bool item_add(struct compiler *c, struct items *all, struct item item)
{
    if (all->n + 1 >= ITEMS_MAX) {
        fault(c, item.at, "a template of over %d pieces", ITEMS_MAX);
        return false;
    }
    all->at[all->n++] = item;
    return true;
}

static int lines_in(struct text t)
{
    int n = 0;
    for (size_t i = 0; i < t.n; i++)
        n += t.at[i] == '\n';
    return n;
}

struct items items_read(struct compiler *c)
{
    struct text s = c->source;
    struct items all = {.at = arena_makes(c->memory, struct item, ITEMS_MAX)};
    struct items none = {.at = all.at};
    int line = 1;
    if (all.at == NULL) {
        fault(c, s.at, "no memory");
        return none;
    }
    for (size_t i = 0; i < s.n;) {
        const char *bracket = memchr(s.at + i, '{', s.n - i);
        size_t until = bracket == NULL ? s.n : (size_t)(bracket - s.at);
        struct item markup = {ITEM_MARKUP, {s.at + i, until - i}, NULL, s.at + i, line};
        if (until > i && !item_add(c, &all, markup))
            return none;
        line += lines_in(markup.text);
        if (bracket == NULL)
            break;
        bool remark = false;
        struct item item = {.at = bracket, .line = line};
        i = statement_read(c, until + 1, &item, &remark);
        if (i == 0 || (!remark && !item_add(c, &all, item))) {
            all.at[0].kind = ITEM_END;
            return none;
        }
        line += lines_in((struct text){bracket, i - until});
    }
    all.at[all.n] = (struct item){.kind = ITEM_END, .at = s.at + s.n, .line = line};
    return all;
}
