/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fields.c - forms taken apart. The decoded bytes are checked here, once, for all pages. */
#include "page/fields.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"

enum { NAME_BYTES_MAX = 64, FIELDS_FIRST = 16 };

static struct err *not_a_form(struct arena *into)
{
    return err_new(into, ERR_USAGE, N_("This is not a form that hearth can read"));
}

/* ---- decoding -------------------------------------------------------------------------------- */

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* False for a % without two digits. */
static bool decode(struct arena *into, struct text from, struct text *ret)
{
    char *at = arena_alloc(into, from.n + 1);
    size_t n = 0;
    if (at == NULL)
        return false;
    for (size_t i = 0; i < from.n; i++) {
        if (from.at[i] != '%') {
            at[n++] = from.at[i] == '+' ? ' ' : from.at[i];
            continue;
        }
        int high = i + 2 < from.n ? digit(from.at[i + 1]) : -1;
        int low = high < 0 ? -1 : digit(from.at[i + 2]);
        if (low < 0)
            return false;
        at[n++] = (char)(high * 16 + low);
        i += 2;
    }
    at[n] = '\0';
    *ret = (struct text){at, n};
    return true;
}

/* Browsers end lines of a text with CR LF; one kind of end is kept. */
static struct text lines_plain(char *at, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (at[i] != '\r' || i + 1 == n || at[i + 1] != '\n')
            at[kept++] = at[i];
    at[kept] = '\0';
    return (struct text){at, kept};
}

/* What can be shown of what is no text. */
static struct err *mended(struct arena *into, struct text t, struct text *ret)
{
    CLEANUP(buf_done) struct buf b = buf_make(3 * t.n + 1);
    for (size_t i = 0; i < t.n;) {
        char bytes[4];
        int32_t point = text_next(t, &i);
        size_t n = text_encode(point, bytes);
        if (text_is_clean((struct text){bytes, n}))
            buf_bytes(&b, bytes, n);
        else
            buf_str(&b, "\xEF\xBF\xBD");
    }
    return buf_take(&b, into, ret);
}

/* ---- adding ---------------------------------------------------------------------------------- */

static const struct fields_one *find(const struct fields *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->at[i].name, name) == 0)
            return &f->at[i];
    return NULL;
}

static struct err *value_take(struct arena *into, struct text value, struct fields_one *one)
{
    char *copy = arena_strn(into, value.at == NULL ? "" : value.at, value.n);
    NEED(copy);
    struct text plain = lines_plain(copy, value.n);
    one->is_broken = plain.n > 0 && !text_is_clean(plain);
    if (one->is_broken)
        return mended(into, plain, &one->value);
    plain = text_trim(plain);
    if (plain.n == 0)
        return NULL;
    return text_nfc(into, plain, &one->value);
}

static bool is_name(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (strchr("abcdefghijklmnopqrstuvwxyz0123456789._-", t.at[i]) == NULL || t.at[i] == '\0')
            return false;
    return t.n > 0 && t.n <= NAME_BYTES_MAX;
}

struct err *fields_add(struct arena *into, struct fields *f, const char *name, struct text value)
{
    struct fields_one one = {.name = name};
    if (!is_name(text_of(name)))
        return NULL; /* no form of ours has it */
    if (f->n == LIMIT_FORM_FIELDS || find(f, name) != NULL)
        return not_a_form(into);
    if (f->n == f->room) {
        size_t room = f->room == 0 ? FIELDS_FIRST : 2 * f->room;
        struct fields_one *at = arena_grow(into, f->at, f->n, room, sizeof *at);
        NEED(at);
        f->at = at;
        f->room = room;
    }
    TRY(value_take(into, value, &one));
    f->at[f->n++] = one;
    return NULL;
}

struct err *fields_read(struct arena *into, struct text written, struct fields *f)
{
    struct text rest = written, pair, name, value;
    while (rest.n > 0 && text_cut(&rest, '&', &pair)) {
        if (pair.n == 0)
            continue;
        struct text behind = pair;
        (void)text_cut(&behind, '=', &name);
        if (!decode(into, name, &name) || !decode(into, behind, &value))
            return not_a_form(into);
        TRY(fields_add(into, f, name.at, value));
    }
    return NULL;
}

/* ---- asking ---------------------------------------------------------------------------------- */

struct text fields_get(const struct fields *f, const char *name)
{
    const struct fields_one *one = find(f, name);
    return one == NULL || one->value.n == 0 ? TEXT_NONE : one->value;
}

bool fields_has(const struct fields *f, const char *name)
{
    return fields_get(f, name).n > 0;
}

struct text fields_nth(const struct fields *f, const char *group, size_t i, const char *name)
{
    char whole[NAME_BYTES_MAX + 1];
    struct buf b = buf_make(sizeof whole);
    buf_printf(&b, "%s.%zu.%s", group, i, name);
    assert(b.n < sizeof whole);
    memcpy(whole, b.at == NULL ? "" : b.at, b.n);
    whole[b.n] = '\0';
    buf_done(&b);
    return fields_get(f, whole);
}

struct id fields_id(const struct fields *f, const char *name)
{
    struct text t = fields_get(f, name);
    struct id id = ID_NONE;
    return t.n > 0 && id_parse(t, &id) ? id : ID_NONE;
}

struct err *fields_check(struct arena *into, const struct fields *f)
{
    struct err *list = NULL;
    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].is_broken)
            err_collect(&list, err_input(into, f->at[i].name,
                                         N_("{1}: there are characters that cannot be kept"),
                                         f->at[i].name));
    return list;
}

/* ---- writing --------------------------------------------------------------------------------- */

static void put_encoded(struct buf *b, const char *at, size_t n)
{
    static const char digits[] = "0123456789ABCDEF";
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)at[i];
        if (c != '\0' && strchr(plain, c) != NULL) {
            buf_char(b, at[i]);
        } else {
            buf_char(b, '%');
            buf_char(b, digits[c >> 4]);
            buf_char(b, digits[c & 15]);
        }
    }
}

void fields_put(struct buf *b, const char *name, struct text value)
{
    if (b->n > 0)
        buf_char(b, '&');
    put_encoded(b, name, strlen(name));
    buf_char(b, '=');
    put_encoded(b, value.at, value.n);
}
