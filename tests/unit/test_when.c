/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_when.c - the calendar: leap days, birthdays, quarters, and texts of dates. */
#include "unit.h"

#include "base/when.h"

static int32_t date(const char *text)
{
    int32_t d = DATE_NONE;
    assert_true(date_parse(text_of(text), &d));
    return d;
}

static void assert_date(const char *expected, int32_t d)
{
    char text[DATE_TEXT + 1];
    date_print(d, text);
    assert_string_equal(expected, text);
}

static void every_date_goes_to_civil_and_back(void **state)
{
    (void)state;
    struct civil was = {0, 12, 31};
    for (int32_t d = DATE_MIN; d <= DATE_MAX; d++) {
        struct civil c = date_civil(d);
        bool next_day = c.day == was.day + 1 && c.month == was.month && c.year == was.year;
        bool next_month = c.day == 1 && c.month == was.month + 1 && c.year == was.year;
        bool next_year = c.day == 1 && c.month == 1 && c.year == was.year + 1;
        int32_t back = 0;
        if (next_day + next_month + next_year != 1 || !date_make(c.year, c.month, c.day, &back) ||
            back != d)
            fail_msg("day %d is %d-%d-%d", (int)d, (int)c.year, (int)c.month, (int)c.day);
        was = c;
    }
    assert_int_equal(9999, was.year);
    assert_int_equal(31, was.day);
}

static void known_days_have_known_numbers(void **state)
{
    (void)state;
    assert_int_equal(0, date("1970-01-01"));
    assert_int_equal(-1, date("1969-12-31"));
    assert_int_equal(20778, date("2026-11-21"));
    assert_int_equal(DATE_MIN, date("0001-01-01"));
    assert_int_equal(DATE_MAX, date("9999-12-31"));
    assert_int_equal(6, date_weekday(date("2026-11-21")));
    assert_int_equal(4, date_weekday(0));
    assert_int_equal(1, date_weekday(DATE_MIN));
    assert_int_equal(7, date_weekday(date("2026-03-29")));
    assert_int_equal(5, date_weekday(DATE_MAX));
}

static void leap_days_come_every_4_not_100_but_400_years(void **state)
{
    (void)state;
    int32_t d = 0;
    assert_int_equal(29, month_days(2024, 2));
    assert_int_equal(29, month_days(2000, 2));
    assert_int_equal(28, month_days(1900, 2));
    assert_int_equal(28, month_days(2026, 2));
    assert_int_equal(31, month_days(2026, 12));
    assert_true(date_make(2024, 2, 29, &d));
    assert_false(date_make(2026, 2, 29, &d));
    assert_false(date_make(1900, 2, 29, &d));
    assert_int_equal(2, date("2024-03-01") - date("2024-02-28"));
}

static void other_texts_are_no_dates(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",           "2026-11-2",  "2026-11-211", "2026-11-31",
                                        "2026-00-10", "2026-13-10", "2026-10-00",  "0000-01-01",
                                        "2026/11/21", "2026-1-021", "+026-11-21",  "2026-11-2x",
                                        " 2026-11-2", "2026-11-21 "};
    int32_t d = 3;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(date_parse(text_of(wrong[i]), &d));
    assert_int_equal(3, d);
    assert_false(date_is_valid(DATE_NONE));
    assert_false(date_is_valid(INT64_C(1) << 32));
    assert_date("0001-01-01", DATE_MIN);
    assert_date("9999-12-31", DATE_MAX);
}

static void minutes_go_to_text_and_back(void **state)
{
    (void)state;
    char text[TIME_TEXT + 1];
    int32_t minute = 0;
    for (int32_t m = 0; m < DAY_MINUTES; m++) {
        time_print(m, text);
        assert_true(time_parse(text_of(text), &minute));
        assert_int_equal(m, minute);
    }
    assert_string_equal("23:59", text);
    assert_false(time_parse(TEXT("24:00"), &minute));
    assert_false(time_parse(TEXT("12:60"), &minute));
    assert_false(time_parse(TEXT("1:30"), &minute));
    assert_false(time_parse(TEXT("12-30"), &minute));
    assert_false(minute_is_valid(DAY_MINUTES));
}

static void assert_instant(const char *text, int64_t ms)
{
    int64_t back = 1;
    char printed[INSTANT_TEXT + 1];
    assert_true(instant_parse(text_of(text), &back));
    assert_true(back == ms);
    instant_print(ms, printed);
    assert_string_equal(text, printed);
}

static void instants_go_to_text_and_back(void **state)
{
    (void)state;
    char printed[INSTANT_TEXT + 1];
    assert_instant("1970-01-01T00:00:00Z", 0);
    assert_instant("2026-11-21T14:30:00Z", INT64_C(1795271400000));
    assert_instant("1969-12-31T23:59:59Z", -1000);
    assert_instant("0001-01-01T00:00:00Z", INSTANT_MIN);
    assert_instant("9999-12-31T23:59:59Z", INSTANT_MAX - 999);
    instant_print(-1, printed);
    assert_string_equal("1969-12-31T23:59:59Z", printed);
    instant_print(INSTANT_MAX, printed);
    assert_string_equal("9999-12-31T23:59:59Z", printed);
    assert_false(instant_is_valid(INSTANT_MAX + 1));
    assert_false(instant_is_valid(INSTANT_MIN - 1));
}

static void other_texts_are_no_instants(void **state)
{
    (void)state;
    static const char *const wrong[] = {"2026-11-21",
                                        "2026-11-21T14:30:00",
                                        "2026-11-21T14:30Z",
                                        "2026-11-21 14:30:00Z",
                                        "2026-11-21T24:00:00Z",
                                        "2026-11-21T14:60:00Z",
                                        "2026-11-21T14:30:60Z",
                                        "2026-11-21T14:30:00z",
                                        "2026-02-29T14:30:00Z",
                                        "2026-11-21T14:30:00.5Z",
                                        "2026-11-21T14:30:00+02:00"};
    int64_t ms = 3;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(instant_parse(text_of(wrong[i]), &ms));
    assert_int_equal(3, ms);
}

static void months_later_is_the_same_or_the_last_day(void **state)
{
    (void)state;
    int32_t d = 0;
    assert_true(date_add_months(date("2026-01-31"), 1, &d));
    assert_date("2026-02-28", d);
    assert_true(date_add_months(date("2024-02-29"), 12, &d));
    assert_date("2025-02-28", d);
    assert_true(date_add_months(date("2026-03-31"), -4, &d));
    assert_date("2025-11-30", d);
    assert_true(date_add_months(date("2026-01-15"), -1, &d));
    assert_date("2025-12-15", d);
    assert_false(date_add_months(date("9999-12-01"), 1, &d));
    assert_false(date_add_months(date("0001-01-31"), -1, &d));
    assert_false(date_add_months(date("2026-01-31"), INT32_MAX, &d));
    assert_false(date_add_months(date("2026-01-31"), INT32_MIN, &d));
}

static void a_child_of_29_february_grows_up_on_1_march(void **state)
{
    (void)state;
    int32_t d = 0;
    assert_true(date_birthday(date("2008-02-29"), 18, &d));
    assert_date("2026-03-01", d);
    assert_true(date_birthday(date("2008-02-29"), 20, &d));
    assert_date("2028-02-29", d);
    assert_true(date_birthday(date("2008-02-28"), 18, &d));
    assert_date("2026-02-28", d);
    assert_true(date_birthday(date("2008-05-07"), 18, &d));
    assert_date("2026-05-07", d);
    assert_false(date_birthday(date("9990-05-07"), 18, &d));
    assert_false(date_birthday(date("2008-05-07"), -2008, &d));
    assert_false(date_birthday(date("2008-05-07"), INT32_MAX, &d));
}

static void an_age_is_completed_years(void **state)
{
    (void)state;
    assert_int_equal(17, date_age(date("2008-02-29"), date("2026-02-28")));
    assert_int_equal(18, date_age(date("2008-02-29"), date("2026-03-01")));
    assert_int_equal(17, date_age(date("2008-11-22"), date("2026-11-21")));
    assert_int_equal(18, date_age(date("2008-11-21"), date("2026-11-21")));
    assert_int_equal(0, date_age(date("2026-11-21"), date("2026-11-21")));
    assert_int_equal(0, date_age(date("2026-11-22"), date("2026-11-21")));
    assert_int_equal(9998, date_age(DATE_MIN, DATE_MAX));
}

static void assert_period(const char *from, const char *to, struct period p)
{
    assert_date(from, p.from);
    assert_date(to, p.to);
}

static void quarters_begin_where_the_programme_says(void **state)
{
    (void)state;
    struct period p;
    assert_true(period_around(date("2026-11-21"), 3, 1, &p));
    assert_period("2026-10-01", "2026-12-31", p);
    assert_true(period_around(date("2027-02-28"), 3, 12, &p));
    assert_period("2026-12-01", "2027-02-28", p);
    assert_true(period_around(date("2026-12-01"), 3, 12, &p));
    assert_period("2026-12-01", "2027-02-28", p);
    assert_true(period_around(date("2024-02-29"), 3, 12, &p));
    assert_period("2023-12-01", "2024-02-29", p);
    assert_true(period_around(date("2026-11-30"), 3, 12, &p));
    assert_period("2026-09-01", "2026-11-30", p);
    assert_true(period_around(date("2026-11-21"), 12, 4, &p));
    assert_period("2026-04-01", "2027-03-31", p);
    assert_true(period_around(date("2026-11-21"), 6, 4, &p));
    assert_period("2026-10-01", "2027-03-31", p);
    assert_true(period_around(date("2026-02-21"), 1, 9, &p));
    assert_period("2026-02-01", "2026-02-28", p);
    assert_false(period_around(DATE_MAX, 3, 1, &p));
    assert_false(period_around(DATE_MIN, 3, 12, &p));
}

static void periods_follow_each_other_without_a_gap(void **state)
{
    (void)state;
    struct period p, next;
    assert_true(period_around(date("2020-01-01"), 3, 12, &p));
    for (int i = 0; i < 100; i++) {
        assert_true(period_shift(p, 3, 1, &next));
        assert_int_equal(p.to + 1, next.from);
        assert_false(period_has(p, next.from));
        assert_true(period_has(next, next.from));
        assert_true(period_has(next, next.to));
        assert_int_equal(0, period_common_days(p, next));
        p = next;
    }
    assert_true(period_shift(p, 3, -100, &p));
    assert_period("2019-12-01", "2020-02-29", p);
    assert_false(period_shift(p, 12, INT32_MAX, &p));
    assert_false(period_shift(p, 12, 9000, &p));
}

static void common_days_count_both_ends(void **state)
{
    (void)state;
    struct period a = {10, 20};
    assert_int_equal(11, period_common_days(a, a));
    assert_int_equal(1, period_common_days(a, (struct period){20, 30}));
    assert_int_equal(3, period_common_days(a, (struct period){12, 14}));
    assert_int_equal(0, period_common_days(a, (struct period){21, 30}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_date_goes_to_civil_and_back),
        cmocka_unit_test(known_days_have_known_numbers),
        cmocka_unit_test(leap_days_come_every_4_not_100_but_400_years),
        cmocka_unit_test(other_texts_are_no_dates),
        cmocka_unit_test(minutes_go_to_text_and_back),
        cmocka_unit_test(instants_go_to_text_and_back),
        cmocka_unit_test(other_texts_are_no_instants),
        cmocka_unit_test(months_later_is_the_same_or_the_last_day),
        cmocka_unit_test(a_child_of_29_february_grows_up_on_1_march),
        cmocka_unit_test(an_age_is_completed_years),
        cmocka_unit_test(quarters_begin_where_the_programme_says),
        cmocka_unit_test(periods_follow_each_other_without_a_gap),
        cmocka_unit_test(common_days_count_both_ends),
    };
    return cmocka_run_group_tests_name("when", tests, NULL, NULL);
}
