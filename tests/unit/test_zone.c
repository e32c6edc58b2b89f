/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_zone.c - wall time where clocks jump, and zone files that are not what they should be.
 * Zones are those of the system; where a rule must stand alone, the file is made here. */
#include "unit.h"

#include "base/buf.h"
#include "base/when.h"
#include "base/zone.h"

static const struct zone *zone(void **state, const char *name)
{
    const struct zone *z = NULL;
    assert_fine(zone_open(*state, name, &z));
    return z;
}

static int32_t date(const char *text)
{
    int32_t d = DATE_NONE;
    assert_true(date_parse(text_of(text), &d));
    return d;
}

static int64_t instant(const char *text)
{
    int64_t ms = 0;
    assert_true(instant_parse(text_of(text), &ms));
    return ms;
}

static void assert_instant(const char *expected, int64_t ms)
{
    char text[INSTANT_TEXT + 1];
    instant_print(ms, text);
    assert_string_equal(expected, text);
}

static void assert_wall(const struct zone *z, const char *when, const char *day, const char *time,
                        int32_t offset_s)
{
    struct wall w = zone_wall(z, instant(when));
    char text[TIME_TEXT + 1];
    time_print(w.minute, text);
    assert_string_equal(time, text);
    assert_int_equal(date(day), w.date);
    assert_int_equal(offset_s, w.offset_s);
}

static void assert_answer(const struct zone *z, const char *day, const char *time,
                          enum zone_answer answer, const char *first, const char *second)
{
    int64_t ms[2];
    int32_t minute = 0;
    assert_true(time_parse(text_of(time), &minute));
    assert_int_equal(answer, zone_instant(z, date(day), minute, ms));
    assert_instant(first, ms[0]);
    assert_instant(second, ms[1]);
}

static void kyiv_has_winter_and_summer_time(void **state)
{
    const struct zone *z = zone(state, "Europe/Kyiv");
    assert_wall(z, "2026-11-21T14:30:00Z", "2026-11-21", "16:30", 7200);
    assert_wall(z, "2026-07-01T21:00:00Z", "2026-07-02", "00:00", 10800);
    assert_wall(z, "2026-03-29T00:59:59Z", "2026-03-29", "02:59", 7200);
    assert_wall(z, "2026-03-29T01:00:00Z", "2026-03-29", "04:00", 10800);
    assert_wall(z, "2026-10-25T00:59:59Z", "2026-10-25", "03:59", 10800);
    assert_wall(z, "2026-10-25T01:00:00Z", "2026-10-25", "03:00", 7200);
    assert_wall(z, "1969-12-31T23:59:59Z", "1970-01-01", "02:59", 10800);
}

static void milliseconds_belong_to_the_second_before(void **state)
{
    const struct zone *z = zone(state, "Europe/Kyiv");
    assert_int_equal(7200, zone_wall(z, instant("2026-03-29T01:00:00Z") - 1).offset_s);
    assert_int_equal(DAY_MINUTES - 1, zone_wall(zone_utc(), -1).minute);
    assert_int_equal(-1, zone_wall(zone_utc(), -1).date);
}

static void a_time_that_does_not_exist_is_told(void **state)
{
    const struct zone *z = zone(state, "Europe/Kyiv");
    static const char jump[] = "2026-03-29T01:00:00Z";
    assert_answer(z, "2026-03-29", "02:59", ZONE_ONCE, "2026-03-29T00:59:00Z",
                  "2026-03-29T00:59:00Z");
    assert_answer(z, "2026-03-29", "03:00", ZONE_NEVER, jump, jump);
    assert_answer(z, "2026-03-29", "03:30", ZONE_NEVER, jump, jump);
    assert_answer(z, "2026-03-29", "03:59", ZONE_NEVER, jump, jump);
    assert_answer(z, "2026-03-29", "04:00", ZONE_ONCE, jump, jump);
}

static void a_time_that_exists_twice_gives_both(void **state)
{
    const struct zone *z = zone(state, "Europe/Kyiv");
    assert_answer(z, "2026-10-25", "02:59", ZONE_ONCE, "2026-10-24T23:59:00Z",
                  "2026-10-24T23:59:00Z");
    assert_answer(z, "2026-10-25", "03:00", ZONE_TWICE, "2026-10-25T00:00:00Z",
                  "2026-10-25T01:00:00Z");
    assert_answer(z, "2026-10-25", "03:30", ZONE_TWICE, "2026-10-25T00:30:00Z",
                  "2026-10-25T01:30:00Z");
    assert_answer(z, "2026-10-25", "04:00", ZONE_ONCE, "2026-10-25T02:00:00Z",
                  "2026-10-25T02:00:00Z");
}

static void the_rule_serves_years_beyond_the_table(void **state)
{
    const struct zone *z = zone(state, "Europe/Kyiv");
    assert_wall(z, "2100-07-01T09:00:00Z", "2100-07-01", "12:00", 10800);
    assert_wall(z, "2100-12-31T22:00:00Z", "2101-01-01", "00:00", 7200);
    assert_answer(z, "2100-03-28", "03:30", ZONE_NEVER, "2100-03-28T01:00:00Z",
                  "2100-03-28T01:00:00Z");
    assert_answer(z, "2100-10-31", "03:30", ZONE_TWICE, "2100-10-31T00:30:00Z",
                  "2100-10-31T01:30:00Z");
}

static void a_day_has_23_24_or_25_hours(void **state)
{
    const struct zone *z = zone(state, "Europe/Kyiv");
    static const char *const days[] = {"2026-03-29", "2026-11-21", "2026-10-25"};
    for (size_t i = 0; i < COUNT(days); i++) {
        int64_t ms = zone_date_end(z, date(days[i])) - zone_date_start(z, date(days[i]));
        assert_int_equal((23 + (int64_t)i) * 3600 * 1000, ms);
    }
    assert_instant("2026-11-21T22:00:00Z", zone_date_end(z, date("2026-11-21")));
}

static void a_day_may_begin_after_midnight_or_not_at_all(void **state)
{
    const struct zone *beirut = zone(state, "Asia/Beirut");
    const struct zone *apia = zone(state, "Pacific/Apia");
    const struct zone *havana = zone(state, "America/Havana");
    assert_instant("2024-03-30T22:00:00Z", zone_date_start(beirut, date("2024-03-31")));
    assert_int_equal(60, zone_wall(beirut, zone_date_start(beirut, date("2024-03-31"))).minute);
    assert_int_equal(zone_date_start(apia, date("2011-12-30")),
                     zone_date_end(apia, date("2011-12-30")));
    assert_answer(havana, "2024-11-03", "00:30", ZONE_TWICE, "2024-11-03T04:30:00Z",
                  "2024-11-03T05:30:00Z");
    assert_instant("2024-11-03T04:00:00Z", zone_date_start(havana, date("2024-11-03")));
}

static void winter_time_in_dublin_is_the_exception_of_the_rule(void **state)
{
    const struct zone *z = zone(state, "Europe/Dublin");
    assert_wall(z, "2026-07-01T12:00:00Z", "2026-07-01", "13:00", 3600);
    assert_wall(z, "2080-01-01T12:00:00Z", "2080-01-01", "12:00", 0);
    assert_wall(z, "2080-07-01T12:00:00Z", "2080-07-01", "13:00", 3600);
}

static void south_of_the_equator_summer_crosses_new_year(void **state)
{
    const struct zone *z = zone(state, "Australia/Lord_Howe");
    assert_wall(z, "2090-01-01T00:00:00Z", "2090-01-01", "11:00", 39600);
    assert_wall(z, "2090-07-01T00:00:00Z", "2090-07-01", "10:30", 37800);
    assert_wall(z, "2089-12-31T12:59:59Z", "2089-12-31", "23:59", 39600);
}

static void the_ends_of_the_calendar_hold(void **state)
{
    static const char *const names[] = {"Europe/Kyiv", "America/New_York", "UTC",
                                        "Pacific/Kiritimati"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct zone *z = zone(state, names[i]);
        assert_true(date_is_valid(zone_wall(z, INSTANT_MIN).date));
        assert_true(date_is_valid(zone_wall(z, INSTANT_MAX).date));
        assert_true(instant_is_valid(zone_date_start(z, DATE_MIN)));
        assert_true(instant_is_valid(zone_date_end(z, DATE_MAX)));
        assert_true(zone_date_end(z, DATE_MAX - 1) <= zone_date_end(z, DATE_MAX));
    }
}

static void kyiv_and_kiev_are_one_place(void **state)
{
    const struct zone *a = zone(state, "Europe/Kyiv");
    const struct zone *b = zone(state, "Europe/Kiev");
    int64_t at = instant("2026-07-01T12:00:00Z");
    assert_int_equal(zone_wall(a, at).offset_s, zone_wall(b, at).offset_s);
}

static void other_names_open_nothing(void **state)
{
    static const char *const wrong[] = {
        "",
        "/",
        "Europe/",
        "/Europe/Kyiv",
        "../../etc/passwd",
        "Europe/../../../etc/passwd",
        "Europe//Kyiv",
        ".",
        "Europe/.",
        "zone.tab",
        "Europe/Atlantis",
        "Europe/Kyiv ",
        "Europe/Kyiv\n",
        "Europe\\Kyiv",
        "~",
        "Європа/Київ",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    const struct zone *z = NULL;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        const struct err *e = zone_open(*state, wrong[i], &z);
        assert_err(ERR_INPUT, e);
        assert_string_equal("Europe/Kyiv", e->example);
    }
    assert_err(ERR_OUTSIDE, zone_open(*state, "Europe", &z));
    assert_null(z);
}

/* --- files of our own --- */

static void put_header(struct buf *b, unsigned changes, unsigned types)
{
    buf_put(b, TEXT("TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
    buf_put(b, TEXT("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
    buf_u8(b, (uint8_t)changes);
    buf_put(b, TEXT("\0\0\0"));
    buf_u8(b, (uint8_t)types);
    buf_put(b, TEXT("\0\0\0\4"));
}

/* An empty first block; a second one with one type of that offset, the changes, the footer. */
static struct err *given_zone(struct arena *a, int32_t offset_s, const int64_t *changes, unsigned n,
                              const char *footer, const struct zone **ret_zone)
{
    CLEANUP(buf_done) struct buf b = buf_make(10000);
    put_header(&b, 0, 1);
    buf_put(&b, TEXT("\0\0\0\0\0\0UTC\0"));
    put_header(&b, n, 1);
    for (unsigned i = 0; i < n; i++)
        buf_u64(&b, (uint64_t)changes[i]);
    for (unsigned i = 0; i < n; i++)
        buf_u8(&b, 0);
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_u8(&b, (uint8_t)((uint32_t)offset_s >> shift));
    buf_put(&b, TEXT("\0\0LMT\0"));
    buf_str(&b, footer);
    TRY(buf_check(&b));
    return zone_parse(a, buf_text(&b), ret_zone);
}

static const struct zone *rule(void **state, const char *footer)
{
    const struct zone *z = NULL;
    assert_fine(given_zone(*state, 0, NULL, 0, footer, &z));
    return z;
}

static void the_rule_alone_agrees_with_the_table(void **state)
{
    const struct zone *table = zone(state, "Europe/Berlin");
    const struct zone *alone = rule(state, "\nCET-1CEST,M3.5.0,M10.5.0/3\n");
    int64_t end = instant("2060-01-01T00:00:00Z");
    for (int64_t ms = instant("1997-01-01T00:00:00Z"); ms < end; ms += 1800 * 1000)
        assert_int_equal(zone_wall(table, ms).offset_s, zone_wall(alone, ms).offset_s);
}

static void rules_name_days_in_three_ways(void **state)
{
    const struct zone *julian = rule(state, "\nAAA0BBB,J60,J300/0:00:30\n");
    assert_wall(julian, "2024-03-01T02:00:00Z", "2024-03-01", "03:00", 3600); /* never 29 Feb. */
    assert_wall(julian, "2024-03-01T01:59:59Z", "2024-03-01", "01:59", 0);
    assert_wall(julian, "2026-03-01T02:00:00Z", "2026-03-01", "03:00", 3600);
    assert_wall(julian, "2026-10-26T23:00:29Z", "2026-10-27", "00:00", 3600);
    assert_wall(julian, "2026-10-26T23:00:30Z", "2026-10-26", "23:00", 0);
    const struct zone *zero = rule(state, "\n<-03>3<-01>1,59,299/-1\n");
    assert_wall(zero, "2024-02-29T05:00:00Z", "2024-02-29", "04:00", -3600);
    assert_wall(zero, "2026-03-01T05:00:00Z", "2026-03-01", "04:00", -3600);
    assert_wall(zero, "2026-10-27T00:00:00Z", "2026-10-26", "21:00", -10800);
}

static void summer_time_may_last_all_year(void **state)
{
    const struct zone *z = rule(state, "\nEST5EDT,0/0,J365/25\n");
    assert_wall(z, "2026-01-01T04:59:59Z", "2026-01-01", "00:59", -14400);
    assert_wall(z, "2026-01-01T05:00:00Z", "2026-01-01", "01:00", -14400);
    assert_wall(z, "2026-07-01T05:00:00Z", "2026-07-01", "01:00", -14400);
}

static void a_file_without_a_rule_keeps_its_last_offset(void **state)
{
    const struct zone *z = NULL;
    assert_fine(given_zone(*state, 19800, (int64_t[]){0}, 1, "\n\n", &z));
    assert_wall(z, "2090-01-01T00:00:00Z", "2090-01-01", "05:30", 19800);
    assert_wall(z, "1969-01-01T00:00:00Z", "1969-01-01", "05:30", 19800);
    z = rule(state, "\n<+0545>-5:45\n");
    assert_wall(z, "2090-01-01T00:00:00Z", "2090-01-01", "05:45", 20700);
}

static void wrong_rules_are_refused(void **state)
{
    static const char *const wrong[] = {"",
                                        "\n",
                                        "EET-2",
                                        "\nEET-2",
                                        "\nEE-2\n",
                                        "\nEET\n",
                                        "\nEET-25\n",
                                        "\nEET-2EEST\n",
                                        "\nEET-2EEST,M3.5.0\n",
                                        "\nEET-2EEST,M13.5.0,M10.5.0\n",
                                        "\nEET-2EEST,M3.6.0,M10.5.0\n",
                                        "\nEET-2EEST,M3.5.7,M10.5.0\n",
                                        "\nEET-2EEST,J0,J1\n",
                                        "\nEET-2EEST,J366,J1\n",
                                        "\nEET-2EEST,366,1\n",
                                        "\nEET-2EEST,M3.5.0/168,M10.5.0\n",
                                        "\nEET-2EEST,M3.5.0,M10.5.0x\n",
                                        "\n<EET-2\n",
                                        "\nEET-2:60\n",
                                        "\nEET-2:00:60\n",
                                        "\nEET-2EEST,M3.5,M10.5.0\n",
                                        "\nEET-2EEST-,M3.5.0,M10.5.0\n",
                                        "\nEET-00002\n"};
    const struct zone *z = NULL;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_err(ERR_OUTSIDE, given_zone(*state, 0, NULL, 0, wrong[i], &z));
    assert_null(z);
}

static void wrong_tables_are_refused(void **state)
{
    const struct zone *z = NULL;
    assert_err(ERR_OUTSIDE, given_zone(*state, 26 * 3600, NULL, 0, "\n\n", &z));
    assert_err(ERR_OUTSIDE, given_zone(*state, -26 * 3600, NULL, 0, "\n\n", &z));
    assert_err(ERR_OUTSIDE, given_zone(*state, 0, (int64_t[]){5, 5}, 2, "\n\n", &z));
    assert_err(ERR_OUTSIDE, given_zone(*state, 0, (int64_t[]){5, 4}, 2, "\n\n", &z));
    assert_null(z);
}

static void a_cut_or_changed_file_never_harms(void **state)
{
    struct text whole;
    const struct zone *z = NULL;
    assert_fine(world_read_file(*state, "/usr/share/zoneinfo/Europe/London", 65536, &whole));
    for (size_t n = 0; n < whole.n; n++) {
        struct arena_mark mark = arena_mark(*state);
        char *cut = arena_copy(*state, whole.at, n);
        assert_err(ERR_OUTSIDE, zone_parse(*state, (struct text){cut, n}, &z));
        arena_rewind(*state, mark);
    }
    for (size_t n = 0; n < whole.n; n++) {
        struct arena_mark mark = arena_mark(*state);
        char *changed = arena_copy(*state, whole.at, whole.n);
        changed[n] = (char)(changed[n] ^ 0x81);
        z = NULL;
        if (zone_parse(*state, (struct text){changed, whole.n}, &z) == NULL) {
            int64_t ms[2];
            (void)zone_instant(z, date("2026-03-29"), 90, ms);
            assert_true(date_is_valid(zone_wall(z, INSTANT_MAX).date));
        }
        arena_rewind(*state, mark);
    }
}

static struct err *open_kyiv(struct arena *a, void *with)
{
    const struct zone *z = NULL;
    (void)with;
    return zone_open(a, "Europe/Kyiv", &z);
}

static void opening_survives_refused_memory(void **state)
{
    (void)state;
    assert_true(unit_fail_each_allocation(open_kyiv, NULL) >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(kyiv_has_winter_and_summer_time),
        unit_test_arena(milliseconds_belong_to_the_second_before),
        unit_test_arena(a_time_that_does_not_exist_is_told),
        unit_test_arena(a_time_that_exists_twice_gives_both),
        unit_test_arena(the_rule_serves_years_beyond_the_table),
        unit_test_arena(a_day_has_23_24_or_25_hours),
        unit_test_arena(a_day_may_begin_after_midnight_or_not_at_all),
        unit_test_arena(winter_time_in_dublin_is_the_exception_of_the_rule),
        unit_test_arena(south_of_the_equator_summer_crosses_new_year),
        unit_test_arena(the_ends_of_the_calendar_hold),
        unit_test_arena(kyiv_and_kiev_are_one_place),
        unit_test_arena(other_names_open_nothing),
        unit_test_arena(the_rule_alone_agrees_with_the_table),
        unit_test_arena(rules_name_days_in_three_ways),
        unit_test_arena(summer_time_may_last_all_year),
        unit_test_arena(a_file_without_a_rule_keeps_its_last_offset),
        unit_test_arena(wrong_rules_are_refused),
        unit_test_arena(wrong_tables_are_refused),
        unit_test_arena(a_cut_or_changed_file_never_harms),
        unit_test_arena(opening_survives_refused_memory),
    };
    return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
