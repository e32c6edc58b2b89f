/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* poc_read.c - reads the marks of C sources and the entries of catalogues. */
#include "poc.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct scan {
    struct compiler *compiler;
    const char *at; /* ends with NUL */
    struct place here;
};

static void scan_step(struct scan *s, size_t n)
{
    for (; n > 0 && *s->at != '\0'; n--, s->at++)
        if (*s->at == '\n')
            s->here.line++;
}

/* White space, comments and spliced lines. */
static void scan_blank(struct scan *s)
{
    for (;;) {
        if (isspace((unsigned char)*s->at)) {
            scan_step(s, 1);
        } else if (strncmp(s->at, "/*", 2) == 0) {
            const char *end = strstr(s->at + 2, "*/");
            scan_step(s, end == NULL ? strlen(s->at) : (size_t)(end - s->at) + 2);
        } else if (strncmp(s->at, "//", 2) == 0) {
            scan_step(s, strcspn(s->at, "\n"));
        } else if (strncmp(s->at, "\\\n", 2) == 0) {
            scan_step(s, 2);
        } else {
            return;
        }
    }
}

/* The character behind a backslash; 0 when it is none of those that a text may need. */
static char escaped(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case '"':
    case '\\':
    case '\'':
        return c;
    default:
        return 0;
    }
}

/* Adds what stands between quotes; *at is behind the opening one and ends behind the closing one.
 */
static bool quoted(const char **at, struct buf *into)
{
    while (**at != '"') {
        char c = **at;
        if (c == '\0' || c == '\n')
            return false;
        if (c == '\\') {
            c = escaped(*++*at);
            if (c == 0)
                return false;
        }
        buf_char(into, c);
        ++*at;
    }
    ++*at;
    return true;
}

static const char *kept(struct compiler *c, const struct buf *b)
{
    struct text t = TEXT_NONE;
    if (buf_take(b, c->memory, &t) != NULL)
        die("out of", "memory");
    return t.at;
}

/* One or more literals side by side; NULL after a fault. */
static const char *scan_literal(struct scan *s)
{
    CLEANUP(buf_done) struct buf b = buf_make(FILE_MAX);
    buf_str(&b, "");
    scan_blank(s);
    if (*s->at != '"') {
        fault(s->compiler, s->here, "only a literal text can be marked for translation");
        return NULL;
    }
    while (*s->at == '"') {
        const char *end = s->at + 1;
        if (!quoted(&end, &b)) {
            fault(s->compiler, s->here, "this text has an escape that poc does not know");
            return NULL;
        }
        scan_step(s, (size_t)(end - s->at));
        scan_blank(s);
    }
    return kept(s->compiler, &b);
}

/* Behind N_( or NN_(. */
static void scan_mark(struct scan *s, bool counts)
{
    struct message m = {.at = s->here};
    m.id = scan_literal(s);
    if (m.id == NULL)
        return;
    if (counts) {
        if (*s->at != ',') {
            fault(s->compiler, s->here, "NN_ takes two texts");
            return;
        }
        scan_step(s, 1);
        m.many = scan_literal(s);
        if (m.many == NULL)
            return;
    }
    if (*s->at != ')' || m.id[0] == '\0') {
        fault(s->compiler, s->here, "this mark is not N_(\"text\") or NN_(\"one\", \"many\")");
        return;
    }
    struct message *new = list_add(s->compiler->memory, &s->compiler->messages, sizeof m);
    *new = m;
}

static void scan_skip_quotes(struct scan *s)
{
    char quote = *s->at;
    scan_step(s, 1);
    while (*s->at != '\0' && *s->at != quote && *s->at != '\n')
        scan_step(s, *s->at == '\\' ? 2 : 1);
    scan_step(s, 1);
}

/* `#line 12 "src/page/roll.html"`: what follows was made of that place. */
static bool scan_place(struct scan *s)
{
    static const char mark[] = "#line ";
    if (strncmp(s->at, mark, strlen(mark)) != 0)
        return false;
    char *quote = NULL;
    long line = strtol(s->at + strlen(mark), &quote, 10);
    if (line < 1 || line > INT_MAX || strncmp(quote, " \"", 2) != 0)
        return false;
    size_t n = strcspn(quote + 2, "\"\n");
    const char *file = arena_strn(s->compiler->memory, quote + 2, n);
    if (file == NULL)
        die("out of", "memory");
    s->at += strcspn(s->at, "\n");
    s->at += *s->at == '\n';
    s->here = (struct place){file, (int)line};
    return true;
}

void source_read(struct compiler *c, const char *path, const char *source)
{
    struct scan s = {.compiler = c, .at = source, .here = {path, 1}};
    bool defines = false; /* the word before was `define` */
    for (scan_blank(&s); *s.at != '\0'; scan_blank(&s)) {
        if (*s.at == '"' || *s.at == '\'') {
            scan_skip_quotes(&s);
            continue;
        }
        if (*s.at == '#' && scan_place(&s))
            continue;
        size_t n = 0;
        while (isalnum((unsigned char)s.at[n]) || s.at[n] == '_')
            n++;
        const char *word = s.at;
        scan_step(&s, n == 0 ? 1 : n);
        bool marks =
            (n == 2 && strncmp(word, "N_", n) == 0) || (n == 3 && strncmp(word, "NN_", n) == 0);
        if (marks && !defines && *s.at == '(') {
            scan_step(&s, 1);
            scan_mark(&s, n == 3);
        }
        if (n > 0)
            defines = n == 6 && strncmp(word, "define", n) == 0;
    }
}

/* ---- reading .po ---- */

struct po {
    struct compiler *compiler;
    struct list *entries;
    struct place here;
    struct entry now;
    struct buf words;   /* of the text being read */
    const char **field; /* where it belongs, or NULL */
};

static void po_field_ends(struct po *p)
{
    if (p->field != NULL)
        *p->field = kept(p->compiler, &p->words);
    p->field = NULL;
    buf_clear(&p->words);
    buf_str(&p->words, "");
}

static void po_entry_ends(struct po *p)
{
    po_field_ends(p);
    if (p->now.english.id != NULL && p->now.english.id[0] != '\0') {
        struct entry *new = list_add(p->compiler->memory, p->entries, sizeof p->now);
        *new = p->now;
    }
    p->now = (struct entry){.n_forms = 0};
}

/* Which field the keyword opens; NULL for an unknown one. */
static const char **po_keyword(struct po *p, const char *line, size_t n)
{
    if (n == 5 && strncmp(line, "msgid", n) == 0) {
        po_entry_ends(p);
        p->now.english.at = p->here;
        return &p->now.english.id;
    }
    po_field_ends(p);
    if (n == 12 && strncmp(line, "msgid_plural", n) == 0)
        return &p->now.english.many;
    if (n == 6 && strncmp(line, "msgstr", n) == 0) {
        p->now.n_forms = 1;
        return &p->now.forms[0];
    }
    if (n == 9 && strncmp(line, "msgstr[", 7) == 0 && line[8] == ']' && line[7] >= '0' &&
        (size_t)(line[7] - '0') == p->now.n_forms && p->now.n_forms < FORMS)
        return &p->now.forms[p->now.n_forms++];
    return NULL;
}

static void po_line(struct po *p, const char *line)
{
    if (line[0] == '#') {
        if (line[1] == '~' || (line[1] == ',' && strstr(line, "fuzzy") != NULL))
            fault(p->compiler, p->here,
                  "obsolete and fuzzy entries are refused: mend or remove it");
        return;
    }
    const char *text = line;
    if (line[0] != '"') {
        size_t n = strcspn(line, " \"");
        if (n == 0 && line[0] == '\0')
            return;
        p->field = po_keyword(p, line, n);
        text = line + n + strspn(line + n, " ");
    }
    if (p->field == NULL || *text != '"') {
        fault(p->compiler, p->here, "this line is not of a catalogue");
        return;
    }
    text++;
    if (!quoted(&text, &p->words) || *text != '\0')
        fault(p->compiler, p->here, "the quotes do not match or an escape is unknown");
}

void po_read(struct compiler *c, const char *path, char *all, struct list *entries)
{
    struct po p = {
        .compiler = c, .entries = entries, .here = {path, 0}, .words = buf_make(FILE_MAX)};
    buf_str(&p.words, "");
    for (char *line = all; line != NULL;) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        p.here.line++;
        po_line(&p, line);
        line = end;
    }
    po_entry_ends(&p);
    buf_done(&p.words);
}
