/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* text.c - checking, cutting and comparing texts. The Unicode tables are utf8proc's. */
#include "base/text.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"

enum { REPLACEMENT = 0xFFFD, DISTANCE_LETTERS_MAX = 64 };

struct text text_of(const char *string)
{
    return string == NULL ? TEXT_NONE : (struct text){string, strlen(string)};
}

bool text_equal(struct text a, struct text b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

bool text_is(struct text a, const char *string)
{
    return text_equal(a, text_of(string));
}

int text_compare(struct text a, struct text b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n == 0 ? 0 : memcmp(a.at, b.at, n);
    return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

bool text_starts(struct text t, const char *prefix)
{
    size_t n = strlen(prefix);
    return t.n >= n && text_is((struct text){t.at, n}, prefix);
}

/* The code point at `at` and its length in bytes; 0 where no valid sequence stands. */
static size_t point_at(struct text t, size_t at, int32_t *ret_point)
{
    assert(at < t.n);
    unsigned char first = (unsigned char)t.at[at];
    if (first < 0x80) {
        *ret_point = first;
        return 1;
    }
    size_t left = t.n - at < 4 ? t.n - at : 4;
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)t.at + at, (utf8proc_ssize_t)left, ret_point);
    return n < 0 ? 0 : (size_t)n;
}

int32_t text_next(struct text t, size_t *at)
{
    if (*at >= t.n)
        return -1;
    int32_t point = 0;
    size_t n = point_at(t, *at, &point);
    *at += n == 0 ? 1 : n;
    return n == 0 ? REPLACEMENT : point;
}

size_t text_length(struct text t)
{
    size_t n = 0;
    for (size_t at = 0; text_next(t, &at) >= 0;)
        n++;
    return n;
}

size_t text_letters(struct text t)
{
    size_t n = 0;
    for (size_t at = 0; at < t.n;) {
        utf8proc_category_t category = utf8proc_category(text_next(t, &at));
        n += category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    }
    return n;
}

size_t text_digits(struct text t)
{
    size_t n = 0;
    for (size_t i = 0; i < t.n; i++)
        n += t.at[i] >= '0' && t.at[i] <= '9';
    return n;
}

size_t text_encode(int32_t point, char into[4])
{
    assert(utf8proc_codepoint_valid(point));
    return (size_t)utf8proc_encode_char(point, (utf8proc_uint8_t *)into);
}

/* White_Space of Unicode's PropList. */
static bool point_is_space(int32_t p)
{
    return (p >= 0x09 && p <= 0x0D) || p == 0x20 || p == 0x85 || p == 0xA0 || p == 0x1680 ||
           (p >= 0x2000 && p <= 0x200A) || p == 0x2028 || p == 0x2029 || p == 0x202F ||
           p == 0x205F || p == 0x3000;
}

/* Bidi_Control of Unicode's PropList: they make a text look like another one. */
static bool point_is_bidi_control(int32_t p)
{
    return p == 0x061C || p == 0x200E || p == 0x200F || (p >= 0x202A && p <= 0x202E) ||
           (p >= 0x2066 && p <= 0x2069);
}

static bool point_is_control(int32_t p)
{
    return (p < 0x20 && p != '\n' && p != '\t') || (p >= 0x7F && p <= 0x9F);
}

static size_t last_point(struct text t)
{
    size_t at = t.n - 1;
    while (at > 0 && t.n - at < 4 && ((unsigned char)t.at[at] & 0xC0) == 0x80)
        at--;
    return at;
}

struct text text_trim(struct text t)
{
    int32_t point = 0;
    while (t.n > 0) {
        size_t n = point_at(t, 0, &point);
        if (n == 0 || !point_is_space(point))
            break;
        t.at += n;
        t.n -= n;
    }
    while (t.n > 0) {
        size_t at = last_point(t);
        size_t n = point_at(t, at, &point);
        if (at + n != t.n || !point_is_space(point))
            break;
        t.n = at;
    }
    return t;
}

bool text_cut(struct text *rest, char mark, struct text *ret_piece)
{
    if (rest->at == NULL)
        return false;
    const char *found = memchr(rest->at, mark, rest->n);
    if (found == NULL) {
        *ret_piece = *rest;
        *rest = TEXT_NONE;
        return true;
    }
    size_t n = (size_t)(found - rest->at);
    *ret_piece = (struct text){rest->at, n};
    *rest = (struct text){found + 1, rest->n - n - 1};
    return true;
}

bool text_is_clean(struct text t)
{
    for (size_t at = 0; at < t.n;) {
        int32_t point = 0;
        size_t n = point_at(t, at, &point);
        if (n == 0 || point_is_control(point) || point_is_bidi_control(point))
            return false;
        at += n;
    }
    return true;
}

static bool text_is_ascii(struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        if ((unsigned char)t.at[i] >= 0x80)
            return false;
    }
    return true;
}

static struct err *unclean(struct arena *into)
{
    return err_input(into, NULL,
                     N_("This text has signs that cannot be shown. Type it again "
                        "without them"));
}

struct err *text_nfc(struct arena *into, struct text t, struct text *ret_nfc)
{
    if (!text_is_clean(t))
        return unclean(into);
    if (text_is_ascii(t)) {
        char *copy = arena_strn(into, t.at, t.n);
        NEED(copy);
        *ret_nfc = (struct text){copy, t.n};
        return NULL;
    }
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_REJECTNA;
    const utf8proc_uint8_t *from = (const utf8proc_uint8_t *)t.at;
    utf8proc_ssize_t points = utf8proc_decompose(from, (utf8proc_ssize_t)t.n, NULL, 0, options);
    if (points < 0)
        return unclean(into);
    /* utf8proc encodes in place and ends with a NUL, so the result stays where its points were. */
    utf8proc_int32_t *work = arena_makes(into, utf8proc_int32_t, (size_t)points + 1);
    NEED(work);
    utf8proc_ssize_t again = utf8proc_decompose(from, (utf8proc_ssize_t)t.n, work, points, options);
    utf8proc_ssize_t n = again == points ? utf8proc_reencode(work, points, options) : -1;
    if (n < 0)
        return err_bug(into, "utf8proc: %zd points, %zd again, %zd bytes", (ssize_t)points,
                       (ssize_t)again, (ssize_t)n);
    *ret_nfc = (struct text){(const char *)work, (size_t)n};
    return NULL;
}

bool text_int(struct text t, int64_t *ret_n)
{
    bool minus = t.n > 0 && t.at[0] == '-';
    size_t i = t.n > 0 && (minus || t.at[0] == '+') ? 1 : 0;
    if (i == t.n)
        return false;
    int64_t n = 0;
    for (; i < t.n; i++) {
        if (t.at[i] < '0' || t.at[i] > '9')
            return false;
        int64_t digit = t.at[i] - '0';
        if (__builtin_mul_overflow(n, 10, &n) ||
            __builtin_add_overflow(n, minus ? -digit : digit, &n))
            return false;
    }
    *ret_n = n;
    return true;
}

void text_hex(const void *bytes, size_t n, char *into)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *from = bytes;
    for (size_t i = 0; i < n; i++) {
        into[2 * i] = digits[from[i] >> 4];
        into[2 * i + 1] = digits[from[i] & 15];
    }
    into[2 * n] = '\0';
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool text_unhex(struct text t, void *into, size_t n)
{
    if (t.n % 2 != 0 || t.n / 2 != n)
        return false;
    for (size_t i = 0; i < t.n; i++) {
        if (hex_value(t.at[i]) < 0)
            return false;
    }
    unsigned char *to = into;
    for (size_t i = 0; i < n; i++)
        to[i] = (unsigned char)(hex_value(t.at[2 * i]) * 16 + hex_value(t.at[2 * i + 1]));
    return true;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein's distance, one row at a time. */
size_t text_distance(struct text a, struct text b, size_t most)
{
    size_t a_length = text_length(a);
    size_t b_length = text_length(b);
    if (a_length > DISTANCE_LETTERS_MAX || b_length > DISTANCE_LETTERS_MAX)
        return text_equal(a, b) ? 0 : most + 1;
    size_t row[DISTANCE_LETTERS_MAX + 1] = {0};
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    int32_t from = 0;
    for (size_t i = 1, at = 0; (from = text_next(a, &at)) >= 0; i++) {
        size_t before = row[0];
        int32_t to = 0;
        row[0] = i;
        for (size_t j = 1, b_at = 0; (to = text_next(b, &b_at)) >= 0; j++) {
            size_t changed = before + (from == to ? 0 : 1);
            before = row[j];
            row[j] = smallest(changed, row[j] + 1, row[j - 1] + 1);
        }
    }
    return row[b_length] > most ? most + 1 : row[b_length];
}
