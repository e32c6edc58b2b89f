/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* when.c - the calendar by arithmetic.
 *
 * A year that is thought to begin on 1 March ends with its leap day, so counting days needs no case
 * for it. From there March to July and August to December are both five months of 153 days, hence
 * (153 m + 2) / 5 days before month m (0 = March). 400 years have 146,097 days. */
#include "base/when.h"

#include <assert.h>
#include <stdio.h>

enum { MARCH_OF_YEAR_0 = -719468 };

bool date_is_valid(int64_t date)
{
    return date >= DATE_MIN && date <= DATE_MAX;
}

bool instant_is_valid(int64_t ms)
{
    return ms >= INSTANT_MIN && ms <= INSTANT_MAX;
}

bool minute_is_valid(int64_t minute)
{
    return minute >= 0 && minute < DAY_MINUTES;
}

static bool year_is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t month_days(int32_t year, int32_t month)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    assert(month >= 1 && month <= 12);
    return month == 2 && year_is_leap(year) ? 29 : days[month - 1];
}

/* Days from 1 March of the year 0 to 1 March of this one. */
static int32_t days_before_march_of(int32_t year)
{
    return year * 365 + year / 4 - year / 100 + year / 400;
}

static int32_t days_before_march_month(int32_t month)
{
    return (153 * month + 2) / 5;
}

bool date_make(int32_t year, int32_t month, int32_t day, int32_t *ret_date)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > month_days(year, month))
        return false;
    int32_t march_year = month > 2 ? year : year - 1;
    *ret_date = MARCH_OF_YEAR_0 + days_before_march_of(march_year) +
                days_before_march_month((month + 9) % 12) + day - 1;
    return true;
}

struct civil date_civil(int32_t date)
{
    assert(date_is_valid(date));
    int32_t days = date - MARCH_OF_YEAR_0;
    /* By the mean length of a year: right, or one year early. */
    int32_t year = (int32_t)(days * INT64_C(400) / 146097);
    if (days_before_march_of(year + 1) <= days)
        year++;
    int32_t of_year = days - days_before_march_of(year);
    int32_t month = (5 * of_year + 2) / 153;
    return (struct civil){
        .year = month < 10 ? year : year + 1,
        .month = month < 10 ? month + 3 : month - 9,
        .day = of_year - days_before_march_month(month) + 1,
    };
}

int32_t date_weekday(int32_t date)
{
    assert(date_is_valid(date));
    /* DATE_MIN, 1 January of the year 1, is a Monday. */
    return (date - DATE_MIN) % 7 + 1;
}

bool date_add_months(int32_t date, int32_t months, int32_t *ret_date)
{
    struct civil c = date_civil(date);
    int64_t month = (int64_t)c.year * 12 + c.month - 1 + months;
    if (month < 12 || month >= INT64_C(10000) * 12)
        return false;
    int32_t year = (int32_t)(month / 12);
    int32_t of_year = (int32_t)(month % 12) + 1;
    int32_t last = month_days(year, of_year);
    return date_make(year, of_year, c.day < last ? c.day : last, ret_date);
}

/* Reads digits where the pattern has `0`, and equal characters elsewhere; the numbers between
 * other characters go to `numbers` in order. */
static bool pattern_parse(struct text t, const char *pattern, int32_t *numbers)
{
    if (t.n != text_of(pattern).n)
        return false;
    size_t n = 0;
    bool within = false;
    for (size_t i = 0; i < t.n; i++) {
        bool digit = t.at[i] >= '0' && t.at[i] <= '9';
        if (pattern[i] != '0') {
            if (t.at[i] != pattern[i])
                return false;
            within = false;
            continue;
        }
        if (!digit)
            return false;
        if (!within)
            numbers[n++] = 0;
        within = true;
        numbers[n - 1] = numbers[n - 1] * 10 + (t.at[i] - '0');
    }
    return true;
}

static void digits_print(int32_t number, int32_t digits, char *into)
{
    for (int32_t i = digits - 1; i >= 0; i--) {
        into[i] = (char)('0' + number % 10);
        number /= 10;
    }
}

bool date_parse(struct text t, int32_t *ret_date)
{
    int32_t n[3] = {0};
    return pattern_parse(t, "0000-00-00", n) && date_make(n[0], n[1], n[2], ret_date);
}

void date_print(int32_t date, char into[DATE_TEXT + 1])
{
    struct civil c = date_civil(date);
    digits_print(c.year, 4, into);
    into[4] = '-';
    digits_print(c.month, 2, into + 5);
    into[7] = '-';
    digits_print(c.day, 2, into + 8);
    into[DATE_TEXT] = '\0';
}

bool time_parse(struct text t, int32_t *ret_minute)
{
    int32_t n[2] = {0};
    if (!pattern_parse(t, "00:00", n) || n[0] > 23 || n[1] > 59)
        return false;
    *ret_minute = n[0] * 60 + n[1];
    return true;
}

void time_print(int32_t minute, char into[TIME_TEXT + 1])
{
    assert(minute_is_valid(minute));
    digits_print(minute / 60, 2, into);
    into[2] = ':';
    digits_print(minute % 60, 2, into + 3);
    into[TIME_TEXT] = '\0';
}

bool instant_parse(struct text t, int64_t *ret_ms)
{
    int32_t n[6] = {0};
    int32_t date = 0;
    if (!pattern_parse(t, "0000-00-00T00:00:00Z", n) || !date_make(n[0], n[1], n[2], &date) ||
        n[3] > 23 || n[4] > 59 || n[5] > 59)
        return false;
    *ret_ms = date * DAY_MS + (n[3] * 3600 + n[4] * 60 + n[5]) * INT64_C(1000);
    return true;
}

void instant_print(int64_t ms, char into[INSTANT_TEXT + 1])
{
    assert(instant_is_valid(ms));
    int64_t of_day = (ms % DAY_MS + DAY_MS) % DAY_MS;
    int32_t seconds = (int32_t)(of_day / 1000);
    date_print((int32_t)((ms - of_day) / DAY_MS), into);
    into[10] = 'T';
    time_print(seconds / 60, into + 11);
    into[16] = ':';
    digits_print(seconds % 60, 2, into + 17);
    into[19] = 'Z';
    into[INSTANT_TEXT] = '\0';
}

bool date_birthday(int32_t birth, int32_t years, int32_t *ret_date)
{
    struct civil c = date_civil(birth);
    int64_t year = (int64_t)c.year + years;
    if (year < 1 || year > 9999)
        return false;
    if (c.month == 2 && c.day == 29 && !year_is_leap((int32_t)year)) {
        c.month = 3;
        c.day = 1;
    }
    return date_make((int32_t)year, c.month, c.day, ret_date);
}

int32_t date_age(int32_t birth, int32_t on)
{
    if (on <= birth)
        return 0;
    int32_t years = date_civil(on).year - date_civil(birth).year;
    int32_t birthday = 0;
    bool known = date_birthday(birth, years, &birthday);
    assert(known);
    return known && birthday > on ? years - 1 : years;
}

bool period_around(int32_t date, int32_t months, int32_t first_month, struct period *ret_period)
{
    assert(months == 1 || months == 3 || months == 6 || months == 12);
    assert(first_month >= 1 && first_month <= 12);
    struct civil c = date_civil(date);
    int32_t into_it = (c.month - first_month + 12) % months;
    struct period p = {.from = date - c.day + 1};
    if (!date_add_months(p.from, -into_it, &p.from) || !date_add_months(p.from, months, &p.to))
        return false;
    p.to -= 1;
    *ret_period = p;
    return true;
}

bool period_shift(struct period p, int32_t months, int32_t steps, struct period *ret_period)
{
    struct period shifted = p;
    int32_t by = 0;
    if (__builtin_mul_overflow(months, steps, &by) || !date_add_months(p.from, by, &shifted.from) ||
        !date_add_months(shifted.from, months, &shifted.to))
        return false;
    shifted.to -= 1;
    *ret_period = shifted;
    return true;
}

bool period_has(struct period p, int32_t date)
{
    return p.from <= date && date <= p.to;
}

int32_t period_common_days(struct period a, struct period b)
{
    int32_t from = a.from > b.from ? a.from : b.from;
    int32_t to = a.to < b.to ? a.to : b.to;
    return from > to ? 0 : to - from + 1;
}
