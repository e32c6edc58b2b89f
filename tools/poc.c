/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* poc - the string compiler: collects N_("...") and NN_("one", "many") from the sources, reads the
 * catalogues, and writes the table that src/lang/catalogue.c looks texts up in.
 *
 *   poc [--strict] -o TABLE FILE...      FILE is a source or a catalogue named LANG.po
 *   poc --missing LANG FILE...           prints what LANG.po lacks, ready to be filled in
 *
 * A catalogue is gettext's .po without contexts, fuzzy and obsolete entries; counted messages have
 * four forms in CLDR's order one, few, many, other. Whatever is untranslated, unused, said twice or
 * has other places than the English is told as file:line; with --strict it fails the build. */
#include "poc.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/world.h"

static const char *const lang_codes[LANGS] = {"ru", "uk"};

_Noreturn void die(const char *words, const char *about)
{
    fprintf(stderr, "poc: %s %s\n", words, about);
    exit(2);
}

void fault(struct compiler *c, struct place at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    fprintf(stderr, "%s:%d: ", at.file, at.line);
    vfprintf(stderr, format, ap);
    fputc('\n', stderr);
    va_end(ap);
    c->faults++;
}

/* Untranslated or unused: others must be able to build before the translator comes. */
static void fault_later(struct compiler *c, struct place at, const char *id, const char *words,
                        const char *code)
{
    if (c->strict)
        fault(c, at, "\"%s\" %s %s", id, words, code);
    else
        c->waiting++;
}

void *list_add(struct arena *memory, struct list *l, size_t size)
{
    if (l->n == l->room) {
        size_t room = l->room == 0 ? 256 : l->room * 2;
        l->items = arena_grow(memory, l->items, l->n, room, size);
        l->room = room;
        if (l->items == NULL)
            die("out of", "memory");
    }
    return (char *)l->items + size * l->n++;
}

/* ---- comparing ---- */

static int message_compare(const void *a, const void *b)
{
    const struct message *x = a, *y = b;
    if ((x->many == NULL) != (y->many == NULL))
        return x->many == NULL ? -1 : 1;
    return strcmp(x->id, y->id);
}

/* An entry begins with its message, so one order serves both lists. */
static void list_sort(struct list *l, size_t size)
{
    if (l->n > 1)
        qsort(l->items, l->n, size, message_compare);
}

/* Keeps each text once; two plurals of one singular are a fault. */
static void messages_settle(struct compiler *c)
{
    struct message *at = c->messages.items;
    size_t kept_n = 0;
    list_sort(&c->messages, sizeof *at);
    for (size_t i = 0; i < c->messages.n; i++) {
        if (kept_n > 0 && message_compare(&at[kept_n - 1], &at[i]) == 0) {
            if (at[i].many != NULL && strcmp(at[i].many, at[kept_n - 1].many) != 0)
                fault(c, at[i].at, "\"%s\" has another plural in %s:%d", at[i].id,
                      at[kept_n - 1].at.file, at[kept_n - 1].at.line);
            continue;
        }
        at[kept_n++] = at[i];
    }
    c->messages.n = kept_n;
}

static void entries_settle(struct compiler *c, struct list *entries)
{
    list_sort(entries, sizeof(struct entry));
    const struct entry *at = entries->items;
    for (size_t i = 1; i < entries->n; i++)
        if (message_compare(&at[i - 1], &at[i]) == 0)
            fault(c, at[i].english.at, "\"%s\" is translated twice", at[i].english.id);
}

static struct entry *entry_find(const struct list *entries, const struct message *m)
{
    if (entries->n == 0)
        return NULL;
    return bsearch(m, entries->items, entries->n, sizeof(struct entry), message_compare);
}

/* Which of {1} to {4} a text has, as bits; bit 0 stands for {0} and {5} to {9}, which cannot be. */
static unsigned places(const char *text)
{
    unsigned found = 0;
    for (; *text != '\0'; text++)
        if (text[0] == '{' && isdigit((unsigned char)text[1]) && text[2] == '}')
            found |= text[1] >= '1' && text[1] <= '4' ? 1u << (text[1] - '0') : 1u;
    return found;
}

static bool is_translated(const struct entry *e)
{
    if (e == NULL || e->n_forms != (e->english.many == NULL ? 1 : FORMS))
        return false;
    for (size_t i = 0; i < e->n_forms; i++)
        if (e->forms[i] == NULL || e->forms[i][0] == '\0')
            return false;
    return true;
}

static bool ends_alike(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    return isspace((unsigned char)a[0]) == isspace((unsigned char)b[0]) &&
           isspace((unsigned char)a[n - 1]) == isspace((unsigned char)b[m - 1]);
}

static void entry_check(struct compiler *c, const struct message *m, struct entry *e,
                        const char *code)
{
    if (e != NULL)
        e->used = true;
    if (!is_translated(e)) {
        fault_later(c, m->at, m->id, "has no translation:", code);
        return;
    }
    if (m->many != NULL && strcmp(m->many, e->english.many) != 0)
        fault(c, e->english.at, "the plural of \"%s\" is \"%s\"", m->id, m->many);
    const char *english = m->many == NULL ? m->id : m->many;
    for (size_t i = 0; i < e->n_forms; i++) {
        if (places(e->forms[i]) != places(english))
            fault(c, e->english.at, "\"%s\" has other places than \"%s\"", e->forms[i], english);
        if (!ends_alike(e->forms[i], english))
            fault(c, e->english.at, "\"%s\" begins or ends with other space", e->forms[i]);
    }
}

static void catalogues_check(struct compiler *c)
{
    const struct message *m = c->messages.items;
    for (size_t i = 0; i < c->messages.n; i++) {
        unsigned has = places(m[i].many == NULL ? m[i].id : m[i].many);
        if ((has & 1) != 0 || (m[i].many != NULL && (places(m[i].id) & ~has) != 0))
            fault(c, m[i].at, "the places of \"%s\" are {1} to {4}, the same in one and many",
                  m[i].id);
        for (size_t l = 0; l < LANGS; l++)
            entry_check(c, &m[i], entry_find(&c->entries[l], &m[i]), lang_codes[l]);
    }
    for (size_t l = 0; l < LANGS; l++) {
        const struct entry *e = c->entries[l].items;
        for (size_t i = 0; i < c->entries[l].n; i++)
            if (!e[i].used)
                fault_later(c, e[i].english.at, e[i].english.id, "is said nowhere:", lang_codes[l]);
    }
}

/* ---- writing ---- */

static void put_literal(struct buf *b, const char *text)
{
    if (text == NULL) {
        buf_str(b, "NULL");
        return;
    }
    buf_char(b, '"');
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            buf_str(b, "\\n");
        } else if (*text == '\t') {
            buf_str(b, "\\t");
        } else {
            if (*text == '"' || *text == '\\')
                buf_char(b, '\\');
            buf_char(b, *text);
        }
    }
    buf_char(b, '"');
}

static void put_forms(struct buf *b, const struct entry *e, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_str(b, i == 0 ? "" : ", ");
        put_literal(b, is_translated(e) ? e->forms[i] : NULL);
    }
}

static void table_write(const struct compiler *c, struct buf *b)
{
    const struct message *m = c->messages.items;
    size_t n_plain = 0;
    while (n_plain < c->messages.n && m[n_plain].many == NULL)
        n_plain++;
    buf_str(b,
            "/* Written by tools/poc; each table is sorted by its English and ends with NULL. */\n"
            "static const struct plain_text plain_texts[] = {\n");
    for (size_t i = 0; i < c->messages.n; i++) {
        if (i == n_plain)
            buf_str(b, "    {NULL, {NULL}},\n};\n"
                       "static const struct count_text count_texts[] = {\n");
        buf_str(b, "    {");
        put_literal(b, m[i].id);
        for (size_t l = 0; l < LANGS; l++) {
            buf_str(b, l == 0 ? ", {" : ", ");
            buf_str(b, m[i].many == NULL ? "" : "{");
            put_forms(b, entry_find(&c->entries[l], &m[i]), m[i].many == NULL ? 1 : FORMS);
            buf_str(b, m[i].many == NULL ? "" : "}");
        }
        buf_str(b, "}},\n");
    }
    if (n_plain == c->messages.n)
        buf_str(b, "    {NULL, {NULL}},\n};\n"
                   "static const struct count_text count_texts[] = {\n");
    buf_str(b, "    {NULL, {{NULL}}},\n};\n");
}

/* A table that did not change keeps its time, so nothing is compiled again. */
static void table_save(const struct compiler *c, const char *path)
{
    CLEANUP(buf_done) struct buf b = buf_make(MEMORY_MAX);
    struct text old = TEXT_NONE;
    table_write(c, &b);
    if (buf_check(&b) != NULL)
        die("too large:", path);
    if (world_read_file(c->memory, path, FILE_MAX, &old) == NULL && text_equal(old, buf_text(&b)))
        return;
    if (world_write_file(c->memory, path, buf_text(&b), 0644) != NULL)
        die("cannot write", path);
}

static void missing_print(const struct compiler *c, size_t lang)
{
    CLEANUP(buf_done) struct buf b = buf_make(MEMORY_MAX);
    const struct message *m = c->messages.items;
    for (size_t i = 0; i < c->messages.n; i++) {
        if (is_translated(entry_find(&c->entries[lang], &m[i])))
            continue;
        buf_printf(&b, "#: %s:%d\nmsgid ", m[i].at.file, m[i].at.line);
        put_literal(&b, m[i].id);
        if (m[i].many != NULL) {
            buf_str(&b, "\nmsgid_plural ");
            put_literal(&b, m[i].many);
            buf_str(&b, "\nmsgstr[0] \"\"\nmsgstr[1] \"\"\nmsgstr[2] \"\"\nmsgstr[3] \"\"\n\n");
        } else {
            buf_str(&b, "\nmsgstr \"\"\n\n");
        }
    }
    fputs(b.at == NULL ? "" : b.at, stdout);
}

/* ---- the command ---- */

static size_t lang_number(const char *code, size_t n)
{
    size_t l = 0;
    while (l < LANGS && (strlen(lang_codes[l]) != n || strncmp(lang_codes[l], code, n) != 0))
        l++;
    return l;
}

static void file_read(struct compiler *c, const char *path)
{
    struct text all = TEXT_NONE;
    if (world_read_file(c->memory, path, FILE_MAX, &all) != NULL)
        die("cannot read", path);
    char *copy = arena_strn(c->memory, all.at, all.n);
    if (copy == NULL)
        die("out of", "memory");
    const char *name = strrchr(path, '/');
    name = name == NULL ? path : name + 1;
    const char *dot = strrchr(name, '.');
    if (dot == NULL || strcmp(dot, ".po") != 0) {
        source_read(c, path, copy);
        return;
    }
    size_t l = lang_number(name, (size_t)(dot - name));
    if (l == LANGS)
        die("not ru.po or uk.po:", path);
    po_read(c, path, copy, &c->entries[l]);
}

int main(int argc, char **argv)
{
    const char *table = NULL, *missing = NULL;
    struct compiler c = {.memory = arena_new(MEMORY_MAX)};
    if (c.memory == NULL)
        die("out of", "memory");
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--strict") == 0)
            c.strict = true;
        else if (strcmp(argv[i], "-o") == 0 && i + 1 < argc)
            table = argv[++i];
        else if (strcmp(argv[i], "--missing") == 0 && i + 1 < argc)
            missing = argv[++i];
        else
            file_read(&c, argv[i]);
    }
    size_t lang = missing == NULL ? LANGS : lang_number(missing, strlen(missing));
    if ((table == NULL) == (missing == NULL) || (missing != NULL && lang == LANGS))
        die("usage:", "poc [--strict] -o TABLE FILE... | poc --missing ru|uk FILE...");
    messages_settle(&c);
    for (size_t l = 0; l < LANGS; l++)
        entries_settle(&c, &c.entries[l]);
    if (missing != NULL) {
        missing_print(&c, lang);
    } else {
        catalogues_check(&c);
        table_save(&c, table);
        if (c.waiting > 0)
            fprintf(stderr, "poc: %d translations wait (see make missing-ru)\n", c.waiting);
    }
    arena_free(c.memory);
    return c.faults > 0 ? 1 : 0;
}
