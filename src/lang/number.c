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

/* ISO 4217 currencies that a donor or a bill may bring. */
static const struct currency {
    const char *code;
    const char *sign;
    unsigned decimals;
} currencies[] = {
    {"AUD", "A$", 2}, {"BYN", "Br", 2},  {"CAD", "C$", 2}, {"CZK", "Kč", 2},  {"EUR", "€", 2},
    {"GBP", "£", 2},  {"GEL", "₾", 2}, {"ILS", "₪", 2},  {"JPY", "¥", 0},   {"KRW", "₩", 0},
    {"KZT", "₸", 2},  {"NZD", "NZ$", 2}, {"PLN", "zł", 2}, {"RUB", "₽", 2}, {"TRY", "₺", 2},
    {"UAH", "₴", 2},  {"USD", "$", 2},   {"BHD", NULL, 3}, {"CLP", NULL, 0},  {"HUF", "Ft", 2},
    {"ISK", NULL, 0}, {"KWD", NULL, 3},  {"TND", NULL, 3}, {"VND", "₫", 0},
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

/* Digits in groups of three, written from the end of `into` backwards; returns the first. */
static char *groups_write(enum lang lang, uint64_t n, char *end)
{
    size_t mark = strlen(marks[lang].group);
    for (unsigned written = 0; written == 0 || n > 0; written++, n /= 10) {
        if (written > 0 && written % 3 == 0) {
            end -= mark;
            memcpy(end, marks[lang].group, mark);
        }
        *--end = (char)('0' + n % 10);
    }
    return end;
}

struct text number_write(enum lang lang, int64_t n, char into[NUMBER_TEXT])
{
    char *end = into + NUMBER_TEXT;
    char *at = groups_write(lang, magnitude(n), end);
    if (n < 0)
        *--at = '-';
    return (struct text){at, (size_t)(end - at)};
}

struct text tenths_write(enum lang lang, int64_t tenths, char into[NUMBER_TEXT])
{
    if (tenths % 10 == 0)
        return number_write(lang, tenths / 10, into);
    char *end = into + NUMBER_TEXT;
    char *at = end;
    *--at = (char)('0' + magnitude(tenths) % 10);
    *--at = marks[lang].decimal[0];
    at = groups_write(lang, magnitude(tenths) / 10, at);
    if (tenths < 0)
        *--at = '-';
    return (struct text){at, (size_t)(end - at)};
}

void lang_put_int(struct buf *b, enum lang lang, int64_t n)
{
    char number[NUMBER_TEXT];
    assert(lang < LANG__COUNT);
    buf_put(b, number_write(lang, n, number));
}

static const struct currency *currency_find(const char *code)
{
    static const struct currency unknown = {NULL, NULL, 2};
    for (size_t i = 0; i < COUNT(currencies); i++)
        if (strcmp(currencies[i].code, code) == 0)
            return &currencies[i];
    return &unknown;
}

/* The amount without sign: pence only when there are some. */
static void amount_put(struct buf *b, enum lang lang, uint64_t minor, unsigned decimals)
{
    char digits[NUMBER_TEXT];
    uint64_t unit = 1;
    for (unsigned i = 0; i < decimals; i++)
        unit *= 10;
    char *end = digits + sizeof digits;
    char *at = groups_write(lang, minor / unit, end);
    buf_bytes(b, at, (size_t)(end - at));
    if (minor % unit == 0)
        return;
    buf_str(b, marks[lang].decimal);
    for (uint64_t left = minor % unit, place = unit / 10; place > 0; left %= place, place /= 10)
        buf_char(b, (char)('0' + left / place));
}

void lang_put_money(struct buf *b, enum lang lang, int64_t minor, const char *currency)
{
    assert(lang < LANG__COUNT && currency != NULL);
    const struct currency *c = currency_find(currency);
    if (minor < 0)
        buf_char(b, '-');
    if (lang == LANG_EN) {
        buf_str(b, c->sign == NULL ? currency : c->sign);
        if (c->sign == NULL)
            buf_str(b, NBSP);
    }
    amount_put(b, lang, magnitude(minor), c->decimals);
    if (lang != LANG_EN) {
        buf_str(b, NBSP);
        buf_str(b, c->sign == NULL ? currency : c->sign);
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
