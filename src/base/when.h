/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* when.h - instants, dates, minutes of a day, and periods, without the machine's zone or locale.
 *
 * instant   int64_t, milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (as POSIX)
 * date      int32_t, days since 1970-01-01 in the Gregorian calendar, carried back before 1582
 *           (ISO 8601); years 1 to 9999
 * minute    int32_t, of a day: 0 to 1439
 *
 * What comes from outside goes through *_parse or *_is_valid first; the other functions assert.
 * Wall time in a zone: base/zone.h. */
#ifndef HEARTH_BASE_WHEN_H
#define HEARTH_BASE_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum {
    DATE_MIN = -719162, /* 0001-01-01 */
    DATE_MAX = 2932896, /* 9999-12-31 */
    DATE_NONE = INT32_MIN,
    DATE_TEXT = 10,
    TIME_TEXT = 5,
    INSTANT_TEXT = 20,
    DAY_MINUTES = 1440,
};
#define DAY_SECONDS INT64_C(86400)
#define DAY_MS INT64_C(86400000)
#define INSTANT_MIN (DATE_MIN * DAY_MS)
#define INSTANT_MAX ((DATE_MAX + 1) * DAY_MS - 1)

struct civil {
    int32_t year;
    int32_t month; /* 1 to 12 */
    int32_t day;   /* 1 to 31 */
};

/* Whether numbers from outside may go to the functions below. */
bool date_is_valid(int64_t date);
bool instant_is_valid(int64_t ms);
bool minute_is_valid(int64_t minute);

/* 28 to 31. */
int32_t month_days(int32_t year, int32_t month);
/* False when there is no such day. */
bool date_make(int32_t year, int32_t month, int32_t day, int32_t *ret_date);
struct civil date_civil(int32_t date);
/* 1 Monday to 7 Sunday. */
int32_t date_weekday(int32_t date);
/* The same day of another month, or that month's last day; false beyond the calendar. */
bool date_add_months(int32_t date, int32_t months, int32_t *ret_date);

/* `2026-11-21`; exactly ten characters. */
bool date_parse(struct text t, int32_t *ret_date);
void date_print(int32_t date, char into[DATE_TEXT + 1]);
/* `14:30`; `24:00` is refused. */
bool time_parse(struct text t, int32_t *ret_minute);
void time_print(int32_t minute, char into[TIME_TEXT + 1]);
/* `2026-11-21T14:30:00Z`; no fraction, no other offset; printing drops the milliseconds. */
bool instant_parse(struct text t, int64_t *ret_ms);
void instant_print(int64_t ms, char into[INSTANT_TEXT + 1]);

/* The day on which somebody born on `birth` becomes `years` old. Who was born on 29 February has
 * it on 1 March in a common year: nobody loses the rights of a child a day early. False beyond
 * the calendar. */
bool date_birthday(int32_t birth, int32_t years, int32_t *ret_date);
/* Completed years on a date; 0 before the birth. */
int32_t date_age(int32_t birth, int32_t on);

/* Both days belong to it. */
struct period {
    int32_t from;
    int32_t to;
};

/* The month, quarter, half-year or year (`months` 1, 3, 6, 12) around a date, when one of them
 * begins with month `first_month`: quarters with 12 are December to February, and so on. False
 * where it would leave the calendar. */
bool period_around(int32_t date, int32_t months, int32_t first_month, struct period *ret_period);
/* The same kind of period, `steps` later (or earlier when negative); the period must be one that
 * period_around gave with the same `months`. */
bool period_shift(struct period p, int32_t months, int32_t steps, struct period *ret_period);
bool period_has(struct period p, int32_t date);
/* How many days belong to both; 0 when they do not meet. */
int32_t period_common_days(struct period a, struct period b);

#endif
