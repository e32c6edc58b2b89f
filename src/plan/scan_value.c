/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* scan_value.c - numbers, texts, words and skipped values of the strict JSON reader. */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "plan/instance.h"
#include "plan/scan_inner.h"

enum { POINT_END = -1, DIGITS_MAX = 20 };

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* ---- texts ---- */

static struct err *bad_text(struct scan *s)
{
    return scan_wrong(s, N_("Line {1}, column {2}: this text is not valid UTF-8 in JSON form"),
                      NULL, NULL);
}

static struct err *hex4(struct scan *s, int32_t *ret_n)
{
    int32_t n = 0;
    for (int i = 0; i < 4; i++) {
        int c;
        TRY(scan_peek(s, &c));
        int32_t digit;
        if (is_digit(c))
            digit = c - '0';
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            digit = (c | 0x20) - 'a' + 10;
        else
            return bad_text(s);
        n = n * 16 + digit;
        s->at++;
    }
    *ret_n = n;
    return NULL;
}

/* Takes one byte that must be `wanted`. */
static struct err *exactly(struct scan *s, char wanted)
{
    int c;
    TRY(scan_peek(s, &c));
    if (c != (unsigned char)wanted)
        return bad_text(s);
    s->at++;
    return NULL;
}

/* \uXXXX, with its second half when it is the first half of a pair. */
static struct err *escaped_point(struct scan *s, int32_t *ret_point)
{
    int32_t high = 0;
    int32_t low = 0;
    TRY(hex4(s, &high));
    if (high >= 0xdc00 && high <= 0xdfff)
        return bad_text(s);
    if (high < 0xd800 || high > 0xdbff) {
        *ret_point = high;
        return NULL;
    }
    TRY(exactly(s, '\\'));
    TRY(exactly(s, 'u'));
    TRY(hex4(s, &low));
    if (low < 0xdc00 || low > 0xdfff)
        return bad_text(s);
    *ret_point = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    return NULL;
}

static struct err *escape(struct scan *s, int32_t *ret_point)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    int c;
    TRY(scan_peek(s, &c));
    if (c == 'u') {
        s->at++;
        return escaped_point(s, ret_point);
    }
    const char *found = c <= 0 ? NULL : strchr(letters, c);
    if (found == NULL)
        return bad_text(s);
    s->at++;
    *ret_point = (unsigned char)meant[found - letters];
    return NULL;
}

/* A code point of two to four bytes whose first is `lead`, already taken. */
static struct err *utf8_point(struct scan *s, int lead, int32_t *ret_point)
{
    int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    static const int32_t least[] = {0, 0x80, 0x800, 0x10000};
    int32_t point = lead & (0x3f >> more);
    if (lead < 0xc2 || lead > 0xf4)
        return bad_text(s);
    for (int i = 0; i < more; i++) {
        int c;
        TRY(scan_peek(s, &c));
        if (c == SCAN_END || (c & 0xc0) != 0x80)
            return bad_text(s);
        point = point << 6 | (c & 0x3f);
        s->at++;
    }
    if (point < least[more] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
        return bad_text(s);
    *ret_point = point;
    return NULL;
}

/* The next code point of a text whose opening quote is taken; POINT_END takes the closing one. */
static struct err *text_point(struct scan *s, int32_t *ret_point)
{
    int c;
    TRY(scan_peek(s, &c));
    if (c < 0x20) /* also the end of the file */
        return bad_text(s);
    s->at++;
    if (c == '\\')
        return escape(s, ret_point);
    if (c >= 0x80)
        return utf8_point(s, c, ret_point);
    *ret_point = c == '"' ? POINT_END : c;
    return NULL;
}

static struct err *text_open(struct scan *s)
{
    return scan_expect(s, '"', N_("Line {1}, column {2}: a text in quotes is needed here"));
}

struct err *scan_key(struct scan *s, char into[SCAN_KEY_MAX])
{
    char bytes[4];
    size_t n = 0;
    bool cut = false;
    int32_t point = POINT_END;
    TRY(text_open(s));
    for (;;) {
        TRY(text_point(s, &point));
        if (point == POINT_END)
            break;
        size_t wide = text_encode(point == 0 ? '?' : point, bytes);
        cut = cut || n + wide >= SCAN_KEY_MAX;
        if (cut)
            continue;
        memcpy(into + n, bytes, wide);
        n += wide;
    }
    if (cut)
        memset(into + n, '.', SCAN_KEY_MAX - 1 - n), n = SCAN_KEY_MAX - 1;
    into[n] = '\0';
    return NULL;
}

struct err *scan_text(struct scan *s, struct text *ret_text)
{
    char bytes[PLAN_TEXT_MAX + 4];
    size_t n = 0;
    int32_t point = POINT_END;
    TRY(text_open(s));
    for (;;) {
        TRY(text_point(s, &point));
        if (point == POINT_END)
            break;
        if (point == 0)
            return bad_text(s);
        n += text_encode(point, bytes + n);
        if (n > PLAN_TEXT_MAX)
            return scan_wrong(s, N_("Line {1}, column {2}: this text is longer than 1000 bytes"),
                              NULL, NULL);
    }
    const char *copy = arena_strn(s->arena, bytes, n);
    NEED(copy);
    *ret_text = (struct text){copy, n};
    return NULL;
}

/* ---- numbers and words ---- */

/* The digits of a whole number as RFC 8259 writes it, with its sign. */
static struct err *number_digits(struct scan *s, const char *text, char into[DIGITS_MAX + 2])
{
    size_t n = 0;
    int c;
    TRY(scan_peek_token(s, &c));
    if (c == '-') {
        into[n++] = '-';
        s->at++;
        TRY(scan_peek(s, &c));
    }
    if (!is_digit(c))
        return scan_wrong(s, text, NULL, NULL);
    size_t first = n;
    while (is_digit(c) && n < DIGITS_MAX + 1) {
        into[n++] = (char)c;
        s->at++;
        TRY(scan_peek(s, &c));
    }
    if ((into[first] == '0' && n > first + 1) || c == '.' || c == 'e' || c == 'E')
        return scan_wrong(s, text, NULL, NULL);
    into[n] = '\0';
    return NULL;
}

struct err *scan_number(struct scan *s, int64_t low, int64_t high, int64_t *ret_number)
{
    char digits[DIGITS_MAX + 2];
    int64_t number = 0;
    TRY(number_digits(s, N_("Line {1}, column {2}: a whole number is needed here"), digits));
    if (text_int(text_of(digits), &number) && number >= low && number <= high) {
        *ret_number = number;
        return NULL;
    }
    const char *least = arena_printf(s->arena, "%" PRId64, low);
    const char *most = arena_printf(s->arena, "%" PRId64, high);
    if (least == NULL || most == NULL)
        return err_no_memory();
    return scan_wrong(s, N_("Line {1}, column {2}: this number must lie between {3} and {4}"),
                      least, most);
}

struct err *scan_numbers(struct scan *s, const struct scan_range *ranges, size_t n,
                         int64_t *ret_numbers)
{
    bool more;
    size_t got = 0;
    TRY(scan_list(s));
    for (;;) {
        TRY(scan_item(s, &more));
        if (more != (got < n)) {
            const char *count = arena_printf(s->arena, "%zu", n);
            NEED(count);
            return scan_wrong(s,
                              N_("Line {1}, column {2}: exactly {3} numbers belong in this list"),
                              count, NULL);
        }
        if (!more)
            return NULL;
        TRY(scan_number(s, ranges[got].low, ranges[got].high, &ret_numbers[got]));
        got++;
    }
}

static struct err *word_take(struct scan *s, const char *word, const char *text)
{
    for (const char *p = word; *p != '\0'; p++) {
        int c;
        TRY(scan_peek(s, &c));
        if (c != (unsigned char)*p)
            return scan_wrong(s, text, NULL, NULL);
        s->at++;
    }
    return NULL;
}

struct err *scan_bool(struct scan *s, bool *ret_is)
{
    int c;
    TRY(scan_peek_token(s, &c));
    *ret_is = c == 't';
    return word_take(s, *ret_is ? "true" : "false",
                     N_("Line {1}, column {2}: true or false is needed here"));
}

/* ---- values that no rule names ---- */

static struct err *skip_text(struct scan *s)
{
    int32_t point = POINT_END;
    TRY(text_open(s));
    do
        TRY(text_point(s, &point));
    while (point != POINT_END);
    return NULL;
}

static struct err *skip_digits(struct scan *s)
{
    int c;
    TRY(scan_peek(s, &c));
    if (!is_digit(c))
        return scan_wrong(s, N_("Line {1}, column {2}: this is not JSON"), NULL, NULL);
    while (is_digit(c)) {
        s->at++;
        TRY(scan_peek(s, &c));
    }
    return NULL;
}

static struct err *skip_number(struct scan *s)
{
    int c;
    TRY(scan_peek(s, &c));
    if (c == '-')
        s->at++;
    TRY(scan_peek(s, &c));
    if (c == '0')
        s->at++;
    else
        TRY(skip_digits(s));
    TRY(scan_peek(s, &c));
    if (c == '.') {
        s->at++;
        TRY(skip_digits(s));
        TRY(scan_peek(s, &c));
    }
    if (c != 'e' && c != 'E')
        return NULL;
    s->at++;
    TRY(scan_peek(s, &c));
    if (c == '+' || c == '-')
        s->at++;
    return skip_digits(s);
}

/* Opens a list or object, or skips anything else whole. */
static struct err *skip_one(struct scan *s)
{
    int c;
    TRY(scan_peek_token(s, &c));
    switch (c) {
    case '{':
        return scan_object_open(s);
    case '[':
        return scan_list(s);
    case '"':
        return skip_text(s);
    case 't':
        return word_take(s, "true", N_("Line {1}, column {2}: this is not JSON"));
    case 'f':
        return word_take(s, "false", N_("Line {1}, column {2}: this is not JSON"));
    case 'n':
        return word_take(s, "null", N_("Line {1}, column {2}: this is not JSON"));
    default:
        return skip_number(s);
    }
}

struct err *scan_skip(struct scan *s)
{
    int outside = s->depth;
    TRY(skip_one(s));
    while (s->depth > outside) {
        bool more;
        if (s->places[s->depth - 1].is_list)
            TRY(scan_item(s, &more));
        else
            TRY(scan_member(s, &more));
        if (more)
            TRY(skip_one(s));
    }
    return NULL;
}

/* ---- rules for single fields ---- */

static void *field_at(const struct scan_rule *rule, void *into)
{
    return (char *)into + rule->offset;
}

struct err *scan_rule_int32(struct scan *s, const struct scan_rule *rule, void *into)
{
    assert(rule->low >= INT32_MIN && rule->high <= INT32_MAX);
    int64_t number = 0;
    TRY(scan_number(s, rule->low, rule->high, &number));
    int32_t narrow = (int32_t)number;
    memcpy(field_at(rule, into), &narrow, sizeof narrow);
    return NULL;
}

struct err *scan_rule_int64(struct scan *s, const struct scan_rule *rule, void *into)
{
    int64_t number = 0;
    TRY(scan_number(s, rule->low, rule->high, &number));
    memcpy(field_at(rule, into), &number, sizeof number);
    return NULL;
}

struct err *scan_rule_bool(struct scan *s, const struct scan_rule *rule, void *into)
{
    bool is = false;
    TRY(scan_bool(s, &is));
    memcpy(field_at(rule, into), &is, sizeof is);
    return NULL;
}

struct err *scan_rule_text(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct text t = TEXT_NONE;
    TRY(scan_text(s, &t));
    memcpy(field_at(rule, into), &t, sizeof t);
    return NULL;
}
