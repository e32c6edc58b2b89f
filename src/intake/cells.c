/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cells.c - reads dates, ages and small words as people write them. */
#include "intake/cells.h"

#include "base/err.h"
#include "base/when.h"
#include "lang/letters.h"
#include "model/types.h"

enum { WORD_BYTES_MAX = 64, YEAR_MIN = 1850, AGE_MAX = 120 };

/* ---- words -------------------------------------------------------------------------------------
 */

/* Small letters; a full stop at the end is only an abbreviation's. */
static struct text word_fold(struct text cell, char into[WORD_BYTES_MAX])
{
    size_t n = 0, at = 0;
    for (int32_t c = text_next(cell, &at); c >= 0 && n + 4 < WORD_BYTES_MAX;
         c = text_next(cell, &at))
        n += text_encode(letter_is_apostrophe(c) ? '\'' : letter_lower(c), into + n);
    while (n > 0 && into[n - 1] == '.')
        n--;
    return (struct text){into, n};
}

static bool is_among(struct text word, const char *list)
{
    struct text all = text_of(list), one;
    while (text_cut(&all, '|', &one))
        if (text_equal(one, word))
            return true;
    return false;
}

int64_t cell_sex(struct text cell)
{
    char folded[WORD_BYTES_MAX];
    struct text word = word_fold(cell, folded);
    if (is_among(word, "f|female|woman|girl|w|ж|жен|женский|женщина|девочка|жін|жіноча|жіночий|"
                       "жінка|дівчинка"))
        return SEX_FEMALE;
    if (is_among(word, "m|male|man|boy|м|муж|мужской|мужчина|мальчик|ч|чол|чоловіча|чоловічий|"
                       "чоловік|хлопчик"))
        return SEX_MALE;
    return is_among(word, "u|unknown|not-known|not known|?|-|нет данных|неизвестно|не известно|"
                          "невідомо|немає даних")
               ? SEX_UNKNOWN
               : 0;
}

int64_t cell_danger(struct text cell)
{
    char folded[WORD_BYTES_MAX];
    struct text word = word_fold(cell, folded);
    if (is_among(word, "yes|y|да|так|1|+|есть|є|ищут|шукають"))
        return ASKED_YES;
    if (is_among(word, "no|n|нет|ні|0|не ищут|не шукають"))
        return ASKED_NO;
    return is_among(word, "not-asked|not asked|?|не спрашивали|неизвестно|не питали|невідомо")
               ? ASKED_NOT
               : 0;
}

/* ---- dates -------------------------------------------------------------------------------------
 */

/* Numbers with one and the same sign between them. */
struct parts {
    size_t n;
    int32_t number[3];
    size_t digits[3];
    char sign;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What may stand behind a date: a time of day, or the word for a year. */
static bool is_tail(struct text tail)
{
    char folded[WORD_BYTES_MAX];
    struct text word = word_fold(text_trim(tail), folded);
    if (word.n > 0 && word.at[0] == 't')
        word = (struct text){word.at + 1, word.n - 1};
    bool is_time = word.n >= 4;
    for (size_t i = 0; i < word.n; i++)
        is_time = is_time && (is_digit(word.at[i]) || word.at[i] == ':' || word.at[i] == '.' ||
                              word.at[i] == 'z');
    return word.n == 0 || is_time || is_among(word, "г|р|г.р|р.н|год|рік|года|року");
}

static bool parts_read(struct text t, struct parts *p)
{
    size_t i = 0;
    while (p->n < COUNT(p->number)) {
        size_t k = p->n;
        while (i < t.n && is_digit(t.at[i]) && p->digits[k] < 8) {
            p->number[k] = 10 * p->number[k] + (t.at[i++] - '0');
            p->digits[k]++;
        }
        if (p->digits[k] == 0)
            return false;
        p->n++;
        bool goes_on = i + 1 < t.n && is_digit(t.at[i + 1]) &&
                       (t.at[i] == '.' || t.at[i] == '/' || t.at[i] == '-') &&
                       (p->sign == '\0' || p->sign == t.at[i]);
        if (!goes_on)
            break;
        p->sign = t.at[i++];
    }
    return (i == t.n || !is_digit(t.at[i])) && is_tail((struct text){t.at + i, t.n - i});
}

/* A part of 0 was not known. */
static bool birth_of(int32_t year, int32_t month, int32_t day, struct born *ret)
{
    ret->precision = month == 0 ? BIRTH_YEAR : day == 0 ? BIRTH_MONTH : BIRTH_EXACT;
    return year >= YEAR_MIN && (month > 0 || day == 0) &&
           date_make(year, month == 0 ? 1 : month, day == 0 ? 1 : day, &ret->date);
}

/* One number: 1998, 199804 is none, 19980417. */
static bool birth_of_one(const struct parts *p, struct born *ret)
{
    int32_t n = p->number[0];
    if (p->digits[0] == 4)
        return birth_of(n, 0, 0, ret);
    return p->digits[0] == 8 && birth_of(n / 10000, n / 100 % 100, n % 100, ret);
}

static bool birth_of_two(const struct parts *p, struct born *ret)
{
    if (p->digits[0] == 4 && p->digits[1] <= 2)
        return birth_of(p->number[0], p->number[1], 0, ret);
    return p->digits[0] <= 2 && p->digits[1] == 4 && birth_of(p->number[1], p->number[0], 0, ret);
}

static enum date_fault birth_of_three(const struct parts *p, enum date_order order,
                                      struct born *ret)
{
    const int32_t *n = p->number;
    if (p->digits[0] == 4 && p->digits[1] <= 2 && p->digits[2] <= 2)
        return birth_of(n[0], n[1], n[2], ret) ? DATE_FINE : DATE_NONE_SUCH;
    if (p->digits[2] != 4 || p->digits[0] > 2 || p->digits[1] > 2)
        return DATE_NONE_SUCH;
    bool month_first = order == DATES_MONTH_FIRST && p->sign != '.';
    int32_t day = n[month_first], month = n[!month_first];
    if (birth_of(n[2], month, day, ret))
        return DATE_FINE;
    struct born other;
    return p->sign != '.' && birth_of(n[2], day, month, &other) ? DATE_OTHER_ORDER : DATE_NONE_SUCH;
}

enum date_fault cell_birth(struct text cell, enum date_order order, struct born *ret_birth)
{
    struct parts p = {0};
    struct born birth = {0};
    enum date_fault fault = DATE_NONE_SUCH;
    if (!parts_read(cell, &p))
        return DATE_NONE_SUCH;
    if (p.n == 3)
        fault = birth_of_three(&p, order, &birth);
    else if (p.n == 2 ? birth_of_two(&p, &birth) : birth_of_one(&p, &birth))
        fault = DATE_FINE;
    if (fault == DATE_FINE)
        *ret_birth = birth;
    return fault;
}

bool cell_age(struct text cell, int32_t today, struct born *ret_birth)
{
    char folded[WORD_BYTES_MAX];
    struct text rest = word_fold(cell, folded);
    int32_t years = 0, date = 0;
    size_t n = 0;
    while (n < rest.n && n < 3 && is_digit(rest.at[n]))
        years = 10 * years + (rest.at[n++] - '0');
    struct text unit = text_trim((struct text){rest.at + n, rest.n - n});
    if (n == 0 || years > AGE_MAX ||
        (unit.n > 0 && !is_among(unit, "y|years|year|л|лет|год|года|р|років|рік|роки")) ||
        !date_add_months(today, -12 * years - 6, &date))
        return false;
    *ret_birth = (struct born){date, BIRTH_ESTIMATED};
    return true;
}
