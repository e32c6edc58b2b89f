/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* zone.c - what a clock on the wall shows, and when it showed it.
 *
 * Both the table of a zone and its rule come down to one question: in which span of one offset does
 * this second lie? Everything else is built on that answer. */
#include "base/zone.h"

#include <assert.h>

#include "base/when.h"
#include "base/zone_file.h"

/* No offset of RFC 8536 is larger; so this much around, all candidates are found. */
enum { AROUND_S = 26 * 3600 };

/* Seconds since 1970 in which one offset holds; `until` is not part of it. */
struct span {
    int64_t from_s;
    int64_t until_s;
    int32_t offset_s;
};

static int64_t seconds_of(int64_t ms)
{
    return (ms >= 0 ? ms : ms - 999) / 1000;
}

static int64_t clamped(int64_t n, int64_t least, int64_t most)
{
    return n < least ? least : n > most ? most : n;
}

/* The date of a second; at either end of the calendar the clocks of the world stay within it. */
static int32_t date_at(int64_t at_s)
{
    int64_t since =
        clamped(at_s, DATE_MIN * DAY_SECONDS, INSTANT_MAX / 1000) - DATE_MIN * DAY_SECONDS;
    return (int32_t)(since / DAY_SECONDS) + DATE_MIN;
}

/* The date in the year that the rule names (POSIX, "TZ"). */
static int32_t rule_date(const struct zone_day *day, int32_t year)
{
    int32_t first = 0;
    bool known = date_make(year, day->kind == ZONE_DAY_OF_MONTH ? day->month : 1, 1, &first);
    assert(known);
    (void)known;
    if (day->kind == ZONE_DAY_ZERO_BASED)
        return first + day->day;
    if (day->kind == ZONE_DAY_WITHOUT_LEAP)
        return first + day->day - 1 + (day->day > 59 && month_days(year, 2) == 29 ? 1 : 0);
    /* The rule counts Sunday as 0, we count it as 7. */
    int32_t until_weekday = (day->day - date_weekday(first) + 14) % 7;
    int32_t of_month = until_weekday + 7 * (day->week - 1);
    if (of_month >= month_days(year, day->month))
        of_month -= 7;
    return first + of_month;
}

static int64_t rule_change_s(const struct zone_day *day, int32_t year, int32_t offset_before_s)
{
    return rule_date(day, year) * DAY_SECONDS + day->time_s - offset_before_s;
}

/* The changes of last year, this and the next bound the span. */
static struct span span_by_rule(const struct zone_rule *rule, int64_t at_s)
{
    struct span s = {INT64_MIN, INT64_MAX, rule->standard_s};
    if (!rule->has_summer)
        return s;
    int32_t year = date_civil(date_at(at_s)).year;
    /* An end goes before a start of the same second: then summer time lasts all year. */
    for (int32_t y = year > 1 ? year - 1 : 1; y <= year + 1 && y <= 9999; y++) {
        const int64_t changes[2] = {rule_change_s(&rule->end, y, rule->summer_s),
                                    rule_change_s(&rule->start, y, rule->standard_s)};
        const int32_t offsets[2] = {rule->standard_s, rule->summer_s};
        for (int i = 0; i < 2; i++) {
            if (changes[i] > at_s && changes[i] < s.until_s)
                s.until_s = changes[i];
            if (changes[i] <= at_s && changes[i] >= s.from_s) {
                s.from_s = changes[i];
                s.offset_s = offsets[i];
            }
        }
    }
    return s;
}

/* How many changes of the table have happened by then. */
static size_t changes_until(const struct zone *z, int64_t at_s)
{
    size_t low = 0, high = z->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (z->changes[middle].at_s <= at_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct span span_at(const struct zone *z, int64_t at_s)
{
    size_t past = changes_until(z, at_s);
    int64_t from = past == 0 ? INT64_MIN : z->changes[past - 1].at_s;
    if (past == z->n && z->has_rule) {
        struct span s = span_by_rule(&z->rule, at_s);
        if (s.from_s < from)
            s.from_s = from;
        return s;
    }
    return (struct span){
        .from_s = from,
        .until_s = past == z->n ? INT64_MAX : z->changes[past].at_s,
        .offset_s = past == 0 ? z->first_offset_s : z->changes[past - 1].offset_s,
    };
}

struct wall zone_wall(const struct zone *z, int64_t ms)
{
    assert(instant_is_valid(ms));
    int64_t at_s = seconds_of(ms);
    int32_t offset_s = span_at(z, at_s).offset_s;
    int64_t local = at_s + offset_s;
    int64_t of_day = (local % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS;
    return (struct wall){date_at(local), (int32_t)(of_day / 60), offset_s};
}

enum zone_answer zone_instant(const struct zone *z, int32_t date, int32_t minute, int64_t ret_ms[2])
{
    assert(date_is_valid(date) && minute_is_valid(minute));
    int64_t local = date * DAY_SECONDS + minute * INT64_C(60);
    int64_t jump_s = 0;
    size_t n = 0;
    for (int64_t at_s = local - AROUND_S; at_s <= local + AROUND_S;) {
        struct span s = span_at(z, at_s);
        int64_t candidate = local - s.offset_s;
        if (candidate >= s.until_s)
            jump_s = s.until_s;
        else if (candidate >= s.from_s && n < 2)
            ret_ms[n++] = clamped(candidate * 1000, INSTANT_MIN, INSTANT_MAX);
        at_s = s.until_s;
    }
    if (n == 0)
        ret_ms[0] = jump_s * 1000;
    if (n < 2)
        ret_ms[1] = ret_ms[0];
    return n == 0 ? ZONE_NEVER : n == 1 ? ZONE_ONCE : ZONE_TWICE;
}

int64_t zone_date_start(const struct zone *z, int32_t date)
{
    int64_t ms[2] = {0};
    (void)zone_instant(z, date, 0, ms);
    return ms[0];
}

int64_t zone_date_end(const struct zone *z, int32_t date)
{
    return date == DATE_MAX ? INSTANT_MAX : zone_date_start(z, date + 1);
}
