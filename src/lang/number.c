/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* number.c - numbers, money, plural categories and lists.
 *
 * Groups and decimal marks agree with CLDR; currency symbols are our own table, because CLDR's
 * Ukrainian writes GBP and its English RUB where people here write signs. */
#include <assert.h>
#include <string.h>

#include "lang/lang.h"
#include "lang/plural.h"

#define NBSP "\u00a0"

static const struct {
    const char *group;
    const char *decimal;
    const char *and;
} marks[LANG__COUNT] = {
    [LANG_EN] = {",", ".", " and "},
    [LANG_RU] = {NBSP, ",", " и "},
    [LANG_UK] = {NBSP, ",", " і "},
};

/* Signs that people here know without asking; no two are alike. */
static const struct {
    char code[CURRENCY_TEXT + 1];
    const char *sign;
} signs[] = {
    {"AUD", "A$"}, {"BYN", "Br"},  {"CAD", "C$"},  {"CZK", "Kč"}, {"EUR", "€"},
    {"GBP", "£"},  {"GEL", "₾"}, {"HUF", "Ft"},  {"ILS", "₪"},  {"JPY", "¥"},
    {"KRW", "₩"},  {"KZT", "₸"},   {"NZD", "NZ$"}, {"PLN", "zł"}, {"RUB", "₽"},
    {"TRY", "₺"},  {"UAH", "₴"},   {"USD", "$"},   {"VND", "₫"},
};

enum plural plural_of(enum lang lang, int64_t n)
{
    int64_t tens = n % 100 < 0 ? -(n % 100) : n % 100;
    int64_t ones = tens % 10;
    if (lang == LANG_EN)
        return n == 1 || n == -1 ? PLURAL_ONE : PLURAL_OTHER;
    if (ones == 1 && tens != 11)
        return PLURAL_ONE;
    if (ones >= 2 && ones <= 4 && (tens < 12 || tens > 14))
        return PLURAL_FEW;
    return PLURAL_MANY;
}

static uint64_t magnitude(int64_t n)
{
    return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

/* Digits in groups of three, written backwards from into[end]; returns where they begin. */
static size_t groups_write(enum lang lang, uint64_t n, char into[NUMBER_TEXT], size_t end)
{
    size_t mark = strlen(marks[lang].group);
    for (unsigned written = 0; written == 0 || n > 0; written++, n /= 10) {
        if (written > 0 && written % 3 == 0) {
            end -= mark;
            memcpy(into + end, marks[lang].group, mark);
        }
        into[--end] = (char)('0' + n % 10);
    }
    return end;
}

static struct text number_end(char into[NUMBER_TEXT], size_t at, bool negative)
{
    if (negative)
        into[--at] = '-';
    return (struct text){into + at, NUMBER_TEXT - at};
}

struct text number_write(enum lang lang, int64_t n, char into[NUMBER_TEXT])
{
    return number_end(into, groups_write(lang, magnitude(n), into, NUMBER_TEXT), n < 0);
}

struct text tenths_write(enum lang lang, int64_t tenths, char into[NUMBER_TEXT])
{
    if (tenths % 10 == 0)
        return number_write(lang, tenths / 10, into);
    size_t at = NUMBER_TEXT;
    into[--at] = (char)('0' + magnitude(tenths) % 10);
    into[--at] = marks[lang].decimal[0];
    return number_end(into, groups_write(lang, magnitude(tenths) / 10, into, at), tenths < 0);
}

void lang_put_int(struct buf *b, enum lang lang, int64_t n)
{
    char number[NUMBER_TEXT];
    assert(lang < LANG__COUNT);
    buf_put(b, number_write(lang, n, number));
}

/* NULL for a currency that stands as its code. */
static const char *sign_of(const char code[CURRENCY_TEXT + 1])
{
    for (size_t i = 0; i < COUNT(signs); i++)
        if (strcmp(signs[i].code, code) == 0)
            return signs[i].sign;
    return NULL;
}

/* The amount without sign: pence only when there are some. */
static void amount_put(struct buf *b, enum lang lang, uint64_t minor, int decimals)
{
    char digits[NUMBER_TEXT];
    uint64_t unit = 1;
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    size_t at = groups_write(lang, minor / unit, digits, NUMBER_TEXT);
    buf_bytes(b, digits + at, NUMBER_TEXT - at);
    if (minor % unit == 0)
        return;
    buf_str(b, marks[lang].decimal);
    for (uint64_t left = minor % unit, place = unit / 10; place > 0; left %= place, place /= 10)
        buf_char(b, (char)('0' + left / place));
}

void lang_put_money(struct buf *b, enum lang lang, struct money sum)
{
    assert(lang < LANG__COUNT);
    char code[CURRENCY_TEXT + 1];
    currency_print(sum.currency, code);
    const char *sign = sign_of(code);
    if (sum.minor < 0)
        buf_char(b, '-');
    if (lang == LANG_EN) {
        buf_str(b, sign == NULL ? code : sign);
        buf_str(b, sign == NULL ? NBSP : "");
    }
    amount_put(b, lang, magnitude(sum.minor), currency_decimals(sum.currency));
    if (lang != LANG_EN) {
        buf_str(b, NBSP);
        buf_str(b, sign == NULL ? code : sign);
    }
}

void lang_put_list(struct buf *b, enum lang lang, const struct text *items, size_t n)
{
    assert(lang < LANG__COUNT);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_str(b, i + 1 == n ? marks[lang].and : ", ");
        buf_put(b, items[i]);
    }
}
