/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tmplc_write.c - the C that comes out of a template. A #line before each statement makes the
 * compiler's complaints those of the template. */
#include "tmplc.h"

#include <string.h>

#include "base/err.h"

enum { LITERAL_BYTES = 2000 };

static struct text file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return text_of(slash == NULL ? path : slash + 1);
}

static void put_guard(struct compiler *c)
{
    struct text name = file_name(c->path);
    buf_str(c->header, "HEARTH_GEN_PAGE_");
    for (size_t i = 0; i < name.n; i++) {
        char l = name.at[i];
        bool letter = (l >= 'a' && l <= 'z') || (l >= '0' && l <= '9');
        buf_char(c->header, !letter ? '_' : l >= 'a' ? (char)(l - 'a' + 'A') : l);
    }
    buf_str(c->header, "\n");
}

void write_begin(struct compiler *c, const struct items *items)
{
    struct text name = file_name(c->path);
    buf_printf(c->header, "/* Made by tmplc of %.*s. */\n#ifndef ", TEXT_ARG(name));
    put_guard(c);
    buf_str(c->header, "#define ");
    put_guard(c);
    buf_str(c->header, "\n#include \"page/html.h\"\n");
    for (size_t i = 0; i < items->n; i++)
        if (items->at[i].kind == ITEM_INCLUDE)
            buf_printf(c->header, "#include %.*s\n", TEXT_ARG(items->at[i].text));
    buf_printf(c->code, "/* Made by tmplc. */\n#include \"page/%.*s.h\"\n", TEXT_ARG(name));
}

void write_end(struct compiler *c)
{
    buf_str(c->header, "\n#endif\n");
}

static void put_literal(struct buf *b, struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        if (t.at[i] == '\n') {
            buf_str(b, "\\n");
            continue;
        }
        if (t.at[i] == '"' || t.at[i] == '\\')
            buf_char(b, '\\');
        buf_char(b, t.at[i]);
    }
}

void write_run(struct compiler *c, struct buf *run)
{
    struct text t = buf_text(run);
    while (t.n > 0) {
        size_t n = t.n < LITERAL_BYTES ? t.n : LITERAL_BYTES;
        buf_str(c->code, "html_raw(out, \"");
        put_literal(c->code, (struct text){t.at, n});
        buf_str(c->code, "\");\n");
        t = (struct text){t.at + n, t.n - n};
    }
    buf_clear(run);
}

void write_place(struct compiler *c, const struct item *item)
{
    buf_printf(c->code, "#line %d \"%s\"\n", item->line, c->path);
}

/* The highest of {1} to {4} in a literal. */
static size_t places_in(struct text t)
{
    size_t most = 0;
    for (size_t i = 0; i + 2 < t.n; i++)
        if (t.at[i] == '{' && t.at[i + 1] >= '1' && t.at[i + 1] <= '4' && t.at[i + 2] == '}') {
            size_t place = (size_t)(t.at[i + 1] - '0');
            most = place > most ? place : most;
        }
    return most;
}

/* `, values, n);` of what is left of a {t} or {n}; returns n. */
static size_t put_values(struct compiler *c, struct text rest, bool plain)
{
    struct text value;
    size_t n = 0;
    while (value_next(&rest, &value)) {
        buf_str(c->code, n == 0 ? ", (const struct shown[]){" : ", ");
        buf_printf(c->code, "%s(%.*s)", plain ? "SHOWN_PLAIN" : "SHOWN", TEXT_ARG(value));
        n++;
    }
    if (n == 0)
        buf_str(c->code, ", NULL, 0);\n");
    else
        buf_printf(c->code, "}, %zu);\n", n);
    return n;
}

static void write_text(struct compiler *c, const struct item *item, bool plain)
{
    struct text rest = item->text;
    struct text words;
    bool literal = literal_next(&rest, &words);
    if (!literal && !value_next(&rest, &words))
        return;
    write_place(c, item);
    buf_printf(c->code, "html_say%s(out, %s%.*s%s", plain ? "_attr" : "", literal ? "N_(" : "",
               TEXT_ARG(words), literal ? ")" : "");
    size_t n = put_values(c, rest, plain);
    if (n > PLACES_MAX || (literal && n != places_in(words)))
        fault(c, item->at, "{t} has %zu values for %zu places", n, places_in(words));
}

static void write_count(struct compiler *c, const struct item *item, bool plain)
{
    struct text rest = item->text;
    struct text one, many, count;
    if (!literal_next(&rest, &one) || !literal_next(&rest, &many) || !value_next(&rest, &count)) {
        fault(c, item->at, "say {n \"{1} child\" \"{1} children\" count}, or {(n)} for a value");
        return;
    }
    write_place(c, item);
    buf_printf(c->code, "html_count%s(out, NN_(%.*s, %.*s), COUNTED(%.*s)", plain ? "_attr" : "",
               TEXT_ARG(one), TEXT_ARG(many), TEXT_ARG(count));
    size_t n = put_values(c, rest, plain) + 1;
    size_t has = places_in(many);
    if (n > PLACES_MAX || n != (has == 0 ? 1 : has))
        fault(c, item->at, "{n} has %zu values for %zu places, its number among them", n, has);
}

void write_message(struct compiler *c, const struct item *item, bool plain)
{
    if (item->kind == ITEM_TEXT)
        write_text(c, item, plain);
    else
        write_count(c, item, plain);
}
