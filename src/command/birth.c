/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* birth.c - reading a birth as people say it. */
#include "command/birth.h"

#include "base/when.h"
#include "model/types.h"

enum { AGE_MAX = 120 };

static struct err *unclear(struct arena *into, const char *field, struct text typed, bool is_future)
{
    const char *words = arena_strn(into, typed.at, typed.n);
    struct err *e =
        is_future
            ? err_input(
                  into, field,
                  N_("{1} is in the future. Write a year, a date or an age, such as 2022 or 4"),
                  words)
            : err_input(into, field, N_("Write a year, a date or an age, such as 2022 or 4"));
    return e;
}

static bool from_age(int64_t years, int32_t today, struct birth *ret_birth)
{
    ret_birth->precision = BIRTH_ESTIMATED;
    return years <= AGE_MAX && date_add_months(today, (int32_t)(-12 * years - 6), &ret_birth->day);
}

/* The middle of the year, or of what has passed of this one. */
static bool from_year(int64_t year, int32_t today, struct birth *ret_birth)
{
    struct civil now = date_civil(today);
    ret_birth->precision = BIRTH_YEAR;
    return year >= now.year - AGE_MAX &&
           date_make((int32_t)year, year == now.year ? 1 : 7, 1, &ret_birth->day);
}

/* 02.05.2022 */
static bool from_points(struct text typed, int32_t *ret_day)
{
    struct text rest = typed, day, month;
    int64_t d = 0, m = 0, y = 0;
    return text_cut(&rest, '.', &day) && text_cut(&rest, '.', &month) && text_int(day, &d) &&
           text_int(month, &m) && text_int(rest, &y) && rest.n == 4 && d > 0 && d < 32 && m > 0 &&
           m < 13 && y > 0 && date_make((int32_t)y, (int32_t)m, (int32_t)d, ret_day);
}

struct err *birth_typed(struct arena *into, const char *field, struct text typed, int32_t today,
                        struct birth *ret_birth)
{
    struct birth birth = {.precision = BIRTH_EXACT};
    int64_t n = 0;
    bool ok = false;
    if (text_int(typed, &n) && typed.n <= 3)
        ok = n >= 0 && from_age(n, today, &birth);
    else if (text_int(typed, &n) && typed.n == 4)
        ok = from_year(n, today, &birth);
    else
        ok = (date_parse(typed, &birth.day) || from_points(typed, &birth.day)) &&
             date_civil(birth.day).year >= date_civil(today).year - AGE_MAX;
    if (!ok || birth.day > today)
        return unclear(into, field, typed, ok);
    *ret_birth = birth;
    return NULL;
}
