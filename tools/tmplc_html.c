/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tmplc_html.c - follows the HTML of a template, drops white space that says nothing, and refuses
 * what is unsafe, what does not nest and what nobody could translate. It is stricter than HTML:
 * what it does not know is refused, so that no page depends on how browsers mend errors. */
#include "tmplc.h"

#include <string.h>

#include "base/err.h"

/* Elements without an end. */
static const char *const voids[] = {"area", "br",   "col",    "hr",    "img", "input",
                                    "link", "meta", "source", "track", "wbr"};
/* Elements among words, beside which white space counts. */
static const char *const inlines[] = {
    "a",      "abbr",     "b",   "bdi",      "bdo",   "button", "cite",  "code", "data",
    "dfn",    "em",       "i",   "img",      "input", "kbd",    "label", "mark", "meter",
    "output", "progress", "q",   "s",        "samp",  "select", "small", "span", "strong",
    "sub",    "sup",      "svg", "textarea", "time",  "u",      "var",   "wbr"};
static const char *const refused_tags[] = {
    "applet", "base",   "embed", "foreignobject", "frame",         "iframe",          "math",
    "object", "portal", "set",   "animate",       "animatemotion", "animatetransform"};
/* Elements whose end a browser supplies by itself when a block begins, or that cannot hold
 * themselves. */
static const char *const never_in_itself[] = {"a", "button", "form", "label", "p"};
static const char *const url_attrs[] = {"href", "src", "action", "formaction", "poster", "cite"};
static const char *const word_attrs[] = {"alt",
                                         "title",
                                         "placeholder",
                                         "label",
                                         "aria-label",
                                         "aria-description",
                                         "aria-valuetext",
                                         "aria-roledescription"};
static const char *const refused_attrs[] = {"style",       "srcdoc",     "srcset",   "http-equiv",
                                            "ping",        "background", "manifest", "xlink:href",
                                            "imagesrcset", "data",       "is"};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* HTML's names know no case. */
static bool name_is(struct text t, const char *name)
{
    size_t i = 0;
    for (; i < t.n && name[i] != '\0'; i++)
        if (lower(t.at[i]) != name[i])
            return false;
    return i == t.n && name[i] == '\0';
}

static bool is_among(struct text t, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (name_is(t, list[i]))
            return true;
    return false;
}
#define IS_AMONG(t, list) is_among(t, list, COUNT(list))

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

static struct text name_at(struct text m, size_t at)
{
    size_t n = 0;
    while (at + n < m.n && is_name(m.at[at + n]))
        n++;
    return (struct text){m.at + at, n};
}

static void put(struct page *p, struct text t)
{
    buf_put(p->run, t);
}

static void put_char(struct page *p, char c)
{
    buf_char(p->run, c);
}

/* ---- white space ---- */

static bool keeps_space(const struct page *p)
{
    for (size_t i = 0; i < p->spot.depth; i++)
        if (name_is(p->open[i], "pre") || name_is(p->open[i], "textarea"))
            return true;
    return false;
}

/* `next` is about to be written: one space for what white space stood before, or none. */
static void space_settle(struct page *p, enum beside next)
{
    bool edge = next == BESIDE_START || p->before == BESIDE_START || next == BESIDE_BLOCK ||
                p->before == BESIDE_BLOCK;
    bool statement = next == BESIDE_STATEMENT || p->before == BESIDE_STATEMENT;
    if (p->space && !edge && !(statement && p->line_end))
        put_char(p, ' ');
    p->space = false;
    p->line_end = false;
    p->before = next;
}

void page_begin(struct page *p)
{
    p->spot = (struct spot){.kind = SPOT_TEXT};
    p->floor = 0;
    p->n_ids = 0;
    p->turns = 0;
    p->before = BESIDE_START;
    p->space = false;
    p->line_end = false;
}

void page_words(struct page *p)
{
    if (p->spot.kind == SPOT_TEXT)
        space_settle(p, BESIDE_WORDS);
}

void page_statement(struct page *p)
{
    if (p->spot.kind == SPOT_TEXT)
        space_settle(p, BESIDE_STATEMENT);
}

bool page_takes_no_tags(const struct page *p)
{
    if (p->spot.depth == 0)
        return false;
    struct text top = p->open[p->spot.depth - 1];
    return name_is(top, "title") || name_is(top, "textarea") || name_is(top, "option");
}

/* ---- elements ---- */

static bool is_open(const struct page *p, const char *name)
{
    for (size_t i = 0; i < p->spot.depth; i++)
        if (name_is(p->open[i], name))
            return true;
    return false;
}

static void check_nesting(struct page *p, struct text tag)
{
    for (size_t i = 0; i < COUNT(never_in_itself); i++)
        if (name_is(tag, never_in_itself[i]) && is_open(p, never_in_itself[i]))
            fault(p->c, tag.at, "<%.*s> cannot stand in another <%.*s>", TEXT_ARG(tag),
                  TEXT_ARG(tag));
    if (is_open(p, "p") && !is_open(p, "svg") && !IS_AMONG(tag, inlines) && !name_is(tag, "br"))
        fault(p->c, tag.at, "<%.*s> cannot stand in <p>: use <div>", TEXT_ARG(tag));
}

static void element_open(struct page *p, struct text tag)
{
    check_nesting(p, tag);
    if (name_is(tag, "style"))
        fault(p->c, tag.at, "no <style>: rules stand in src/page/style.css");
    else if (IS_AMONG(tag, refused_tags))
        fault(p->c, tag.at, "<%.*s> has no place in our pages", TEXT_ARG(tag));
    space_settle(p, IS_AMONG(tag, inlines) ? BESIDE_WORDS : BESIDE_BLOCK);
    put_char(p, '<');
    put(p, tag);
    size_t depth = p->spot.depth;
    p->spot = (struct spot){.kind = SPOT_TAG, .tag = tag, .depth = depth};
}

static void open_push(struct page *p, struct text name)
{
    if (p->spot.depth == DEPTH_MAX)
        fault(p->c, name.at, "elements stand more than %d deep", DEPTH_MAX);
    else
        p->open[p->spot.depth++] = name;
}

/* The tag ends; `closed` when by />. */
static void tag_ends(struct page *p, const char *at, bool closed)
{
    struct spot *s = &p->spot;
    bool drawing = is_open(p, "svg");
    bool is_void = IS_AMONG(s->tag, voids) && !drawing;
    if (closed && !drawing)
        fault(p->c, at, "only in <svg> an element ends with />");
    if (name_is(s->tag, "img") && !s->alt)
        fault(p->c, s->tag.at, "<img> needs alt=\"...\", perhaps empty");
    if (name_is(s->tag, "script") && !s->source)
        fault(p->c, s->tag.at, "<script> needs src: pages hold no scripts of their own");
    put(p, closed ? TEXT("/>") : TEXT(">"));
    s->kind = SPOT_TEXT;
    if (is_void || closed)
        return;
    open_push(p, s->tag);
    /* A browser drops one line end here, which might be the value's own. */
    if (name_is(s->tag, "textarea") || name_is(s->tag, "pre"))
        put_char(p, '\n');
}

/* What `end` ends must be open, the innermost, and of this block. */
static void close_top(struct page *p, struct text name, const char *at)
{
    struct spot *s = &p->spot;
    struct text top = s->depth == 0 ? TEXT_NONE : p->open[s->depth - 1];
    if (s->depth == 0)
        fault(p->c, at, "the end of \"%.*s\" ends nothing", TEXT_ARG(name));
    else if (s->depth == p->floor)
        fault(p->c, at, "the end of \"%.*s\" ends what begins outside of this block",
              TEXT_ARG(name));
    else if (!text_equal(top, name))
        fault(p->c, at, "the end of \"%.*s\", but \"%.*s\" is open", TEXT_ARG(name), TEXT_ARG(top));
    if (s->depth > p->floor)
        s->depth--;
}

/* </name>; `at` is behind the "/". Where it ends. */
static size_t element_close(struct page *p, struct text m, size_t at)
{
    struct text name = name_at(m, at);
    size_t end = at + name.n;
    if (name.n == 0 || end >= m.n || m.at[end] != '>') {
        fault(p->c, m.at + at - 2, "an end is written </name>");
        return at;
    }
    space_settle(p, IS_AMONG(name, inlines) ? BESIDE_WORDS : BESIDE_BLOCK);
    close_top(p, name, m.at + at - 2);
    put(p, TEXT("</"));
    put(p, name);
    put_char(p, '>');
    return end + 1;
}

void page_half_opens(struct page *p, struct text name)
{
    open_push(p, name);
}

void page_half_closes(struct page *p, struct text name)
{
    close_top(p, name, name.at);
}

void page_close_to_floor(struct page *p, const char *at)
{
    if (p->spot.depth > p->floor) {
        struct text open = p->open[p->spot.depth - 1];
        fault(p->c, open.at, "<%.*s> is not closed", TEXT_ARG(open));
    }
    if (p->spot.depth < p->floor)
        fault(p->c, at, "an element that was open before this block is closed in it");
    p->spot.depth = p->floor;
}

/* ---- text ---- */

/* A letter outside ASCII in UTF-8: scripts up to U+07FF, without the signs of Latin-1; what takes
 * three bytes is arrows, dashes and marks in our pages. */
static bool is_foreign_letter(struct text m, size_t at)
{
    unsigned char c = (unsigned char)m.at[at];
    return c >= 0xC3 && c <= 0xDF &&
           !(c == 0xC3 && at + 1 < m.n && ((unsigned char)m.at[at + 1] == 0x97));
}

/* &name; or &#n;: how long, or 0. */
static size_t entity_at(struct text m, size_t at)
{
    size_t n = 1;
    if (at + n < m.n && m.at[at + n] == '#')
        n++;
    struct text name = name_at(m, at + n);
    n += name.n;
    return name.n > 0 && at + n < m.n && m.at[at + n] == ';' ? n + 1 : 0;
}

/* One sign of a text that people read; how many bytes it takes. */
static size_t words_step(struct page *p, struct text m, size_t at)
{
    char c = m.at[at];
    size_t n = c == '&' ? entity_at(m, at) : 1;
    if (n == 0) {
        fault(p->c, m.at + at, "write &amp; for this sign");
        n = 1;
    }
    if (n == 1 && (is_letter(c) || is_foreign_letter(m, at))) {
        fault(p->c, m.at + at, "people read this: say {t \"...\"}");
        while (at + n < m.n && strchr("<{\"&", m.at[at + n]) == NULL)
            n++;
    }
    return n;
}

/* <!doctype html>, or a comment, which stays in the source. Where it ends. */
static size_t declaration(struct page *p, struct text m, size_t at)
{
    struct text rest = {m.at + at, m.n - at};
    const char *end = text_starts(rest, "<!--") ? memmem(rest.at, rest.n, "-->", 3)
                                                : memchr(rest.at, '>', rest.n);
    if (end == NULL) {
        fault(p->c, rest.at, "a comment holds words alone");
        return m.n;
    }
    if (text_starts(rest, "<!--"))
        return (size_t)(end - m.at) + 3;
    if (!text_starts(rest, "<!doctype html>"))
        fault(p->c, rest.at, "the only declaration is <!doctype html>");
    put(p, TEXT("<!doctype html>"));
    p->before = BESIDE_BLOCK;
    return (size_t)(end - m.at) + 1;
}

static size_t text_step(struct page *p, struct text m, size_t at)
{
    char c = m.at[at];
    char next = at + 1 < m.n ? m.at[at + 1] : '\0';
    if (c == '<' && next == '!')
        return declaration(p, m, at);
    if (c == '<' && next == '/')
        return element_close(p, m, at + 2);
    if (c == '<') {
        struct text tag = name_at(m, at + 1);
        if (tag.n == 0 || !is_letter(tag.at[0])) {
            fault(p->c, m.at + at, "this begins no tag; write &lt; for the sign");
            return at + 1;
        }
        if (page_takes_no_tags(p))
            fault(p->c, m.at + at, "no tag stands in <%.*s>", TEXT_ARG(p->open[p->spot.depth - 1]));
        element_open(p, tag);
        return at + 1 + tag.n;
    }
    if (is_space(c) && !keeps_space(p)) {
        p->space = true;
        p->line_end = p->line_end || c == '\n';
        return at + 1;
    }
    if (p->spot.depth > 0 && name_is(p->open[p->spot.depth - 1], "script"))
        fault(p->c, m.at + at, "a script has no content: put it into src/page/hearth.js");
    size_t n = words_step(p, m, at);
    space_settle(p, BESIDE_WORDS);
    put(p, (struct text){m.at + at, n});
    return at + n;
}

/* ---- attributes ---- */

static enum attr_kind attr_kind(struct text name)
{
    bool handler = name.n > 2 && lower(name.at[0]) == 'o' && lower(name.at[1]) == 'n';
    if (handler || IS_AMONG(name, refused_attrs))
        return ATTR_REFUSED;
    return IS_AMONG(name, url_attrs)    ? ATTR_URL
           : IS_AMONG(name, word_attrs) ? ATTR_WORDS
                                        : ATTR_PLAIN;
}

static void attr_begin(struct page *p, struct text name)
{
    struct spot *s = &p->spot;
    s->attr = name;
    s->attr_kind = attr_kind(name);
    s->begun = false;
    s->alt = s->alt || name_is(name, "alt");
    s->source = s->source || name_is(name, "src");
    if (s->attr_kind == ATTR_REFUSED)
        fault(p->c, name.at,
              name_is(name, "style") ? "no style attribute: add a class to src/page/style.css"
                                     : "%.*s has no place in our pages",
              TEXT_ARG(name));
    put_char(p, ' ');
    put(p, name);
}

static size_t tag_step(struct page *p, struct text m, size_t at)
{
    char c = m.at[at];
    if (is_space(c))
        return at + 1;
    if (c == '>' || (c == '/' && at + 1 < m.n && m.at[at + 1] == '>')) {
        tag_ends(p, m.at + at, c == '/');
        return at + (c == '/' ? 2 : 1);
    }
    struct text name = name_at(m, at);
    if (name.n == 0) {
        fault(p->c, m.at + at, "this is no attribute of <%.*s>", TEXT_ARG(p->spot.tag));
        return at + 1;
    }
    attr_begin(p, name);
    at += name.n;
    if (at >= m.n || m.at[at] != '=')
        return at;
    at++;
    if (at >= m.n || m.at[at] != '"') {
        fault(p->c, name.at, "write %.*s=\"...\": values stand between double quotes",
              TEXT_ARG(name));
        while (at < m.n && !is_space(m.at[at]) && m.at[at] != '>')
            at++;
        return at;
    }
    put(p, TEXT("=\""));
    p->spot.kind = SPOT_QUOTED;
    return at + 1;
}

static void id_note(struct page *p, struct text id)
{
    if (p->turns > 0)
        fault(p->c, id.at, "the id \"%.*s\" is given again in each turn", TEXT_ARG(id));
    for (size_t i = 0; i < p->n_ids; i++)
        if (text_equal(p->ids[i], id)) {
            fault(p->c, id.at, "the id \"%.*s\" is given twice", TEXT_ARG(id));
            return;
        }
    if (p->n_ids < IDS_MAX)
        p->ids[p->n_ids++] = id;
}

static void check_address(struct page *p, struct text words)
{
    bool own = words.at[0] == '/' || words.at[0] == '?' || words.at[0] == '#';
    if (!p->spot.begun && !own)
        fault(p->c, words.at, "an address begins with / or ? or #: pages lead to our own pages");
    for (size_t i = 0; i < words.n; i++)
        if (words.at[i] == '\\' || is_space(words.at[i]) ||
            (words.at[i] == '/' && i + 1 < words.n && words.at[i + 1] == '/'))
            fault(p->c, words.at + i, "an address has no //, no \\ and no space");
}

/* Words between the quotes of an attribute, up to the closing one or the end. */
static size_t quoted_step(struct page *p, struct text m, size_t at)
{
    struct spot *s = &p->spot;
    if (m.at[at] == '"') {
        put_char(p, '"');
        s->kind = SPOT_TAG;
        return at + 1;
    }
    const char *quote = memchr(m.at + at, '"', m.n - at);
    struct text words = {m.at + at, quote == NULL ? m.n - at : (size_t)(quote - m.at) - at};
    if (s->attr_kind == ATTR_URL)
        check_address(p, words);
    if (name_is(s->attr, "id") && !s->begun && quote != NULL)
        id_note(p, words);
    for (size_t i = 0; i < words.n;) {
        size_t n = 1;
        if (s->attr_kind == ATTR_WORDS)
            n = words_step(p, words, i);
        else if (words.at[i] == '&' && entity_at(words, i) == 0)
            fault(p->c, words.at + i, "write &amp; for this sign");
        else if (words.at[i] == '<')
            fault(p->c, words.at + i, "write &lt; for this sign; or a quote is missing");
        if (is_space(words.at[i]) && s->attr_kind != ATTR_WORDS) {
            while (i + n < words.n && is_space(words.at[i + n]))
                n++;
            put_char(p, ' ');
        } else {
            put(p, (struct text){words.at + i, n});
        }
        i += n;
    }
    s->begun = true;
    return at + words.n;
}

void page_markup(struct page *p, struct text m)
{
    for (size_t at = 0; at < m.n;) {
        switch (p->spot.kind) {
        case SPOT_TEXT:
            at = text_step(p, m, at);
            break;
        case SPOT_TAG:
            at = tag_step(p, m, at);
            break;
        case SPOT_QUOTED:
            at = quoted_step(p, m, at);
            break;
        }
    }
}
