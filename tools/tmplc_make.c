/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tmplc_make.c - follows the statements of a template: each block begins and ends at the same spot
 * of the HTML, and a value is written by the writer of the spot where it stands. */
#include "tmplc.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"

enum { FAULTS_MAX = 20 };

/* What waits for its {end}. */
struct block {
    const struct item *item;
    struct spot spot; /* where it began */
    size_t floor;     /* of what stands around it */
    bool otherwise;   /* {else} was said */
};

struct maker {
    struct compiler *c;
    struct page page;
    struct block blocks[DEPTH_MAX];
    size_t n_blocks;
    bool begun;  /* a template was seen */
    bool halved; /* its {inside} was seen */
};

/* ---- telling ---- */

void fault(struct compiler *c, const char *at, const char *format, ...)
{
    int line = 1;
    int column = 1;
    for (const char *s = c->source.at; s < at; s++) {
        if (*s == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)*s & 0xC0) != 0x80) {
            column++;
        }
    }
    char words[512];
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(words, sizeof words, format, ap);
    va_end(ap);
    buf_printf(c->said, "%s:%d:%d: %s\n", c->path, line, column, words);
    c->faults++;
}

/* ---- blocks ---- */

static bool in_template(const struct maker *m)
{
    return m->n_blocks > 0;
}

static void block_begin(struct maker *m, const struct item *item)
{
    if (m->n_blocks == DEPTH_MAX) {
        fault(m->c, item->at, "blocks stand more than %d deep", DEPTH_MAX);
        return;
    }
    struct page *p = &m->page;
    m->blocks[m->n_blocks++] = (struct block){item, p->spot, p->floor, false};
    p->floor = p->spot.depth;
    p->turns += item->kind == ITEM_EACH;
}

/* A branch of a block ends: it must stand where it began. */
static void branch_end(struct maker *m, const struct item *item)
{
    const struct block *b = &m->blocks[m->n_blocks - 1];
    struct page *p = &m->page;
    if (p->spot.kind != b->spot.kind ||
        (p->spot.kind == SPOT_QUOTED && p->spot.attr.at != b->spot.attr.at))
        fault(m->c, item->at, "a block ends where it begins: between tags, in a tag, or in quotes");
    else if (p->spot.kind == SPOT_QUOTED && p->spot.attr_kind == ATTR_URL &&
             p->spot.begun != b->spot.begun)
        fault(m->c, item->at, "an address begins outside of the block");
    else
        page_close_to_floor(p, item->at);
    p->spot = b->spot;
}

static void block_next(struct maker *m, const struct item *item)
{
    struct block *b = in_template(m) ? &m->blocks[m->n_blocks - 1] : NULL;
    bool otherwise = item->kind == ITEM_ELSE;
    if (b == NULL || b->item->kind != ITEM_IF || b->otherwise) {
        fault(m->c, item->at, "{%s} belongs to no {if}", otherwise ? "else" : "elif");
        return;
    }
    page_statement(&m->page);
    write_run(m->c, m->page.run);
    branch_end(m, item);
    b->otherwise = otherwise;
    write_place(m->c, item);
    if (otherwise)
        buf_str(m->c->code, "} else {\n");
    else
        buf_printf(m->c->code, "} else if (%.*s) {\n", TEXT_ARG(item->text));
}

static void block_stop(struct maker *m, const struct item *item)
{
    if (!in_template(m)) {
        fault(m->c, item->at, "{end} ends nothing");
        return;
    }
    struct page *p = &m->page;
    page_statement(p);
    write_run(m->c, p->run);
    branch_end(m, item);
    const struct block *b = &m->blocks[--m->n_blocks];
    p->floor = b->floor;
    p->turns -= b->item->kind == ITEM_EACH;
    p->spot.begun = true;
    write_place(m->c, item);
    buf_str(m->c->code, "}\n");
}

/* Whether the template that begins with `item` has an {inside}. */
static bool has_inside(const struct item *item)
{
    for (item++; item->kind != ITEM_END && item->kind != ITEM_TEMPLATE; item++)
        if (item->kind == ITEM_INSIDE)
            return true;
    return false;
}

/* The head of a function; `half` is put behind its name. */
static void head_write(struct maker *m, const struct item *item, const char *half)
{
    struct text head = item->text;
    const char *bracket = memchr(head.at, '(', head.n);
    size_t n = bracket == NULL ? head.n : (size_t)(bracket - head.at);
    struct text name = text_trim((struct text){head.at, n});
    struct text params = {head.at + n, head.n - n};
    buf_printf(m->c->header, "\nvoid %.*s%s%.*s;\n", TEXT_ARG(name), half, TEXT_ARG(params));
    write_place(m->c, item);
    /* one half of a template seldom looks at all that the whole is given */
    if (half[0] != '\0')
        buf_str(m->c->code, "#pragma GCC diagnostic ignored \"-Wunused-parameter\"\n");
    buf_printf(m->c->code, "void %.*s%s%.*s\n{\n", TEXT_ARG(name), half, TEXT_ARG(params));
}

static void inside_said(struct maker *m, const struct item *item)
{
    struct page *p = &m->page;
    if (m->n_blocks != 1 || p->spot.kind != SPOT_TEXT || m->halved) {
        fault(m->c, item->at, "{inside} stands once in a template, between tags, in no block");
        return;
    }
    m->halved = true;
    page_statement(p);
    write_run(m->c, p->run);
    buf_str(m->c->code, "}\n");
    head_write(m, m->blocks[0].item, "_end");
}

static void template_begin(struct maker *m, const struct item *item)
{
    struct text head = item->text;
    const char *bracket = memchr(head.at, '(', head.n);
    if (in_template(m)) {
        fault(m->c, item->at, "the template before has no {end}");
        return;
    }
    struct text params = TEXT_NONE;
    if (bracket != NULL)
        params = (struct text){bracket, head.n - (size_t)(bracket - head.at)};
    if (!text_starts(params, "(struct html *out"))
        fault(m->c, item->at, "say {template name(struct html *out, ...)}");
    m->begun = true;
    page_begin(&m->page);
    block_begin(m, item);
    m->halved = false;
    head_write(m, item, has_inside(item) ? "_begin" : "");
}

static void include_check(struct maker *m, const struct item *item)
{
    struct text t = item->text;
    if (m->begun)
        fault(m->c, item->at, "{include} stands before the templates");
    if (t.n < 3 || t.at[0] != '"' || t.at[t.n - 1] != '"' || memchr(t.at, '\n', t.n) != NULL)
        fault(m->c, item->at, "say {include \"folder/file.h\"}");
}

/* ---- values ---- */

/* Whether a value may stand here at all. */
static bool value_may(struct maker *m, const struct item *item)
{
    const struct page *p = &m->page;
    const struct spot *s = &p->spot;
    if (s->kind == SPOT_TAG) {
        fault(m->c, item->at,
              "a value stands between the quotes of an attribute; or say {if ...}name{end}");
        return false;
    }
    if (s->kind == SPOT_QUOTED && s->attr_kind == ATTR_REFUSED)
        return false; /* its attribute was told */
    struct text top = s->depth == 0 ? TEXT_NONE : p->open[s->depth - 1];
    if (s->kind == SPOT_TEXT && (text_is(top, "script") || text_is(top, "style"))) {
        fault(m->c, item->at, "no value in <%.*s>: give it by a data- attribute", TEXT_ARG(top));
        return false;
    }
    return true;
}

/* The writer for a value at this spot. `next` stands behind it. */
static const char *value_writer(struct page *p, const struct item *next)
{
    const struct spot *s = &p->spot;
    if (s->kind == SPOT_TEXT)
        return page_takes_no_tags(p) ? "html_attr" : "html_text";
    if (s->attr_kind != ATTR_URL)
        return "html_attr";
    if (s->begun)
        return "html_piece";
    bool path_follows = next->kind == ITEM_MARKUP ? next->text.at[0] == '/' : true;
    return path_follows ? "html_base" : "html_url";
}

static void value(struct maker *m, const struct item *item)
{
    struct page *p = &m->page;
    bool address = p->spot.kind == SPOT_QUOTED && p->spot.attr_kind == ATTR_URL;
    if (!value_may(m, item))
        return;
    if (address && item->kind != ITEM_VALUE) {
        fault(m->c, item->at, "only values stand in an address");
        return;
    }
    page_words(p);
    write_run(m->c, p->run);
    bool plain = p->spot.kind == SPOT_QUOTED || page_takes_no_tags(p);
    if (item->kind == ITEM_TEXT || item->kind == ITEM_COUNT) {
        write_message(m->c, item, plain);
    } else {
        bool shows = item->kind == ITEM_SHOW;
        write_place(m->c, item);
        buf_printf(m->c->code, "%s(out, %s(%s%s%.*s%s));\n", value_writer(p, item + 1),
                   plain ? "SHOWN_PLAIN" : "SHOWN", shows ? item->word : "", shows ? "(" : "",
                   TEXT_ARG(item->text), shows ? ")" : "");
    }
    p->spot.begun = true;
}

/* The name of a call without `end`; TEXT_NONE when it does not end so. */
static struct text half_name(struct text call, const char *end)
{
    size_t n = 0;
    while (n < call.n && call.at[n] != '(' && call.at[n] != ' ')
        n++;
    size_t length = strlen(end);
    if (n <= length || !text_is((struct text){call.at + n - length, length}, end))
        return TEXT_NONE;
    return (struct text){call.at, n - length};
}

static void call(struct maker *m, const struct item *item)
{
    struct text opens = half_name(item->text, "_begin");
    struct text closes = half_name(item->text, "_end");
    struct page *p = &m->page;
    if (p->spot.kind != SPOT_TEXT || page_takes_no_tags(p)) {
        fault(m->c, item->at, "{call} stands between tags");
        return;
    }
    if (!value_may(m, item))
        return;
    page_statement(p);
    write_run(m->c, p->run);
    if (opens.n > 0)
        page_half_opens(p, opens);
    if (closes.n > 0)
        page_half_closes(p, closes);
    write_place(m->c, item);
    buf_printf(m->c->code, "%.*s;\n", TEXT_ARG(item->text));
}

/* {if}, {each}, {let}: C around what follows. */
static void begin(struct maker *m, const struct item *item)
{
    page_statement(&m->page);
    write_run(m->c, m->page.run);
    write_place(m->c, item);
    buf_printf(m->c->code,
               item->kind == ITEM_IF     ? "if (%.*s) {\n"
               : item->kind == ITEM_EACH ? "for (%.*s) {\n"
                                         : "%.*s;\n",
               TEXT_ARG(item->text));
    if (item->kind != ITEM_LET)
        block_begin(m, item);
}

/* ---- all ---- */

static void outside(struct maker *m, const struct item *item)
{
    struct text words = item->kind == ITEM_MARKUP ? text_trim(item->text) : item->text;
    if (item->kind == ITEM_INCLUDE)
        include_check(m, item);
    else if (item->kind == ITEM_TEMPLATE)
        template_begin(m, item);
    else if (item->kind == ITEM_STOP)
        block_stop(m, item);
    else if (words.n > 0)
        fault(m->c, words.at, "this stands outside of a {template}");
}

static void inside(struct maker *m, const struct item *item)
{
    switch (item->kind) {
    case ITEM_MARKUP:
        page_markup(&m->page, item->text);
        return;
    case ITEM_VALUE:
    case ITEM_SHOW:
    case ITEM_TEXT:
    case ITEM_COUNT:
        value(m, item);
        return;
    case ITEM_CALL:
        call(m, item);
        return;
    case ITEM_LET:
    case ITEM_IF:
    case ITEM_EACH:
        begin(m, item);
        return;
    case ITEM_ELIF:
    case ITEM_ELSE:
        block_next(m, item);
        return;
    case ITEM_STOP:
        block_stop(m, item);
        return;
    case ITEM_INSIDE:
        inside_said(m, item);
        return;
    case ITEM_TEMPLATE:
        template_begin(m, item);
        return;
    case ITEM_INCLUDE:
        include_check(m, item);
        return;
    case ITEM_END:
        return;
    }
}

static const char *block_word(const struct item *item)
{
    return item->kind == ITEM_IF ? "if" : item->kind == ITEM_EACH ? "each" : "template";
}

bool template_compile(struct arena *memory, const char *path, struct text source, struct buf *said,
                      struct buf *header, struct buf *code)
{
    struct compiler c = {memory, path, source, said, 0, header, code};
    struct buf run = buf_make(MADE_MAX);
    struct maker *m = arena_make(memory, struct maker);
    if (m == NULL || !text_is_clean(source)) {
        fault(&c, source.at, m == NULL ? "no memory" : "not UTF-8, or control characters in it");
        return false;
    }
    m->c = &c;
    m->page.c = &c;
    m->page.run = &run;
    struct items items = items_read(&c);
    write_begin(&c, &items);
    for (const struct item *item = items.at; c.faults < FAULTS_MAX && item->kind != ITEM_END;
         item++) {
        if (in_template(m))
            inside(m, item);
        else
            outside(m, item);
    }
    if (c.faults == 0 && in_template(m)) {
        const struct item *open = m->blocks[m->n_blocks - 1].item;
        fault(&c, open->at, "this {%s} has no {end}", block_word(open));
    }
    write_end(&c);
    buf_done(&run);
    return c.faults == 0;
}
