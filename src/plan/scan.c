/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* scan.c - characters, places, objects and lists of the strict JSON reader. */
#include "plan/scan.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "plan/scan_inner.h"

enum { PATH_BYTES_MAX = 400, BLANKS_MAX = 1 << 20 };

struct err *scan_new(struct arena *into, struct plan_bytes *bytes, void *owner,
                     struct scan **ret_scan)
{
    struct scan *s = arena_make(into, struct scan);
    NEED(s);
    s->arena = into;
    s->bytes = bytes;
    s->owner = owner;
    s->line = 1;
    *ret_scan = s;
    return NULL;
}

void *scan_owner(struct scan *s)
{
    return s->owner;
}

struct arena *scan_arena(struct scan *s)
{
    return s->arena;
}

int32_t scan_line(const struct scan *s)
{
    return s->line > INT32_MAX ? INT32_MAX : (int32_t)s->line;
}

static struct err *next_window(struct scan *s)
{
    struct text window;
    TRY(plan_bytes_next(s->bytes, &window));
    s->before += s->window.n;
    s->window = window;
    s->at = 0;
    s->ended = window.n == 0;
    return NULL;
}

struct err *scan_peek(struct scan *s, int *ret_c)
{
    if (s->at == s->window.n && !s->ended)
        TRY(next_window(s));
    *ret_c = s->ended ? SCAN_END : (unsigned char)s->window.at[s->at];
    return NULL;
}

struct err *scan_peek_token(struct scan *s, int *ret_c)
{
    for (int64_t blanks = 0;; blanks++) {
        TRY(scan_peek(s, ret_c));
        if (*ret_c == '\n') {
            s->line++;
            s->line_start = s->before + s->at + 1;
        } else if (*ret_c != ' ' && *ret_c != '\t' && *ret_c != '\r') {
            return NULL;
        }
        if (blanks == BLANKS_MAX)
            return scan_wrong(s, N_("Line {1}, column {2}: a megabyte of blanks is no plan"), NULL,
                              NULL);
        s->at++;
    }
}

/* "families[3].windows[1]" for the places now open. */
static const char *path_now(const struct scan *s)
{
    CLEANUP(buf_done) struct buf path = buf_make(PATH_BYTES_MAX);
    for (int i = 0; i < s->depth; i++) {
        const struct scan_place *p = &s->places[i];
        if (p->is_list && p->index >= 0)
            buf_printf(&path, "[%" PRId64 "]", p->index);
        else if (p->key[0] != '\0')
            buf_printf(&path, "%s%s", path.n == 0 ? "" : ".", p->key);
    }
    if (path.n == 0 || path.broken)
        return "file";
    const char *copy = arena_strn(s->arena, path.at, path.n);
    return copy == NULL ? "file" : copy;
}

/* The column's value carries the member along: "column 28, families[3].weight". */
struct err *scan_wrong(struct scan *s, const char *text, const char *a, const char *b)
{
    const char *path = path_now(s);
    const char *line = arena_printf(s->arena, "%" PRId64, s->line);
    const char *column =
        arena_printf(s->arena, "%zu, %s", s->before + s->at - s->line_start + 1, path);
    if (line == NULL || column == NULL)
        return err_no_memory();
    return err_make_at(s->arena, __FILE__, __LINE__, ERR_INPUT, path, text, line, column, a, b,
                       NULL);
}

struct err *scan_expect(struct scan *s, char wanted, const char *text)
{
    int c;
    TRY(scan_peek_token(s, &c));
    if (c == SCAN_END)
        return scan_wrong(s, N_("Line {1}, column {2}: the file ends too early"), NULL, NULL);
    if (c != (unsigned char)wanted)
        return scan_wrong(s, text, NULL, NULL);
    s->at++;
    return NULL;
}

static struct err *place_push(struct scan *s, bool is_list)
{
    if (s->depth == SCAN_DEPTH_MAX)
        return scan_wrong(s, N_("Line {1}, column {2}: lists and objects are nested too deeply"),
                          NULL, NULL);
    struct scan_place *p = &s->places[s->depth++];
    p->is_list = is_list;
    p->index = -1;
    p->key[0] = '\0';
    return NULL;
}

static struct scan_place *place_now(struct scan *s)
{
    assert(s->depth > 0);
    return &s->places[s->depth - 1];
}

struct err *scan_list(struct scan *s)
{
    TRY(scan_expect(s, '[', N_("Line {1}, column {2}: a list in square brackets is needed here")));
    return place_push(s, true);
}

/* After the opening bracket: is there another item or member? Takes the comma or the bracket. */
static struct err *another(struct scan *s, char closing, bool *ret_more)
{
    struct scan_place *p = place_now(s);
    int c;
    TRY(scan_peek_token(s, &c));
    if (c == (unsigned char)closing) {
        s->at++;
        s->depth--;
        *ret_more = false;
        return NULL;
    }
    if (p->index >= 0) {
        TRY(scan_expect(s, ',',
                        N_("Line {1}, column {2}: a comma or a closing bracket is needed here")));
        TRY(scan_peek_token(s, &c)); /* so that scan_line is the line of what comes */
    }
    p->index++;
    *ret_more = true;
    return NULL;
}

struct err *scan_item(struct scan *s, bool *ret_more)
{
    return another(s, ']', ret_more);
}

struct err *scan_object_open(struct scan *s)
{
    TRY(scan_expect(s, '{', N_("Line {1}, column {2}: an object in braces is needed here")));
    return place_push(s, false);
}

struct err *scan_member(struct scan *s, bool *ret_more)
{
    struct scan_place *p = place_now(s);
    p->key[0] = '\0';
    TRY(another(s, '}', ret_more));
    if (!*ret_more)
        return NULL;
    TRY(scan_key(s, p->key));
    return scan_expect(s, ':', N_("Line {1}, column {2}: a colon is needed after a member's name"));
}

static const struct scan_rule *rule_find(const struct scan_rule *rules, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rules[i].member, key) == 0)
            return &rules[i];
    return NULL;
}

static struct err *missing_check(struct scan *s, const struct scan_rule *rules, size_t n,
                                 uint32_t seen)
{
    for (size_t i = 0; i < n; i++)
        if (!rules[i].optional && (seen >> i & 1) == 0)
            return scan_wrong(s,
                              N_("Line {1}, column {2}: the object that ends here has no "
                                 "member {3}; add it"),
                              rules[i].member, NULL);
    return NULL;
}

struct err *scan_object(struct scan *s, const struct scan_rule *rules, size_t rules_n, bool closed,
                        void *into)
{
    assert(rules_n <= SCAN_RULES_MAX);
    uint32_t seen = 0;
    bool more;
    TRY(scan_object_open(s));
    const struct scan_place *p = place_now(s);
    for (;;) {
        TRY(scan_member(s, &more));
        if (!more)
            return missing_check(s, rules, rules_n, seen);
        const struct scan_rule *rule = rule_find(rules, rules_n, p->key);
        if (rule == NULL && closed)
            return scan_wrong(s,
                              N_("Line {1}, column {2}: no such member is allowed here; "
                                 "take it out"),
                              NULL, NULL);
        if (rule == NULL) {
            TRY(scan_skip(s));
            continue;
        }
        uint32_t bit = UINT32_C(1) << (rule - rules);
        if ((seen & bit) != 0)
            return scan_wrong(s,
                              N_("Line {1}, column {2}: this member stands here twice; "
                                 "keep one"),
                              NULL, NULL);
        seen |= bit;
        TRY(rule->read(s, rule, into));
    }
}

struct err *scan_end(struct scan *s)
{
    int c;
    TRY(scan_peek_token(s, &c));
    if (c != SCAN_END)
        return scan_wrong(s, N_("Line {1}, column {2}: nothing may follow the last brace"), NULL,
                          NULL);
    return NULL;
}
