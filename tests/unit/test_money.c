/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_money.c - rounding, splitting and overflow, at their edges. */
#include "unit.h"

#include "base/money.h"

static uint32_t code(const char *letters)
{
    uint32_t currency = CURRENCY_NONE;
    assert_true(currency_parse(text_of(letters), &currency));
    return currency;
}

static struct money uah(int64_t minor)
{
    return (struct money){minor, code("UAH")};
}

static void currencies_are_those_of_iso_4217(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "EU", "EURO", "eur", "XTS", "XAU", "AAA", "E R", "ZZZ"};
    uint32_t currency = 7;
    char text[CURRENCY_TEXT + 1];
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(currency_parse(text_of(wrong[i]), &currency));
    assert_int_equal(7, currency);
    currency_print(code("GBP"), text);
    assert_string_equal("GBP", text);
    assert_int_equal(2, currency_decimals(code("AED")));
    assert_int_equal(2, currency_decimals(code("ZWG")));
    assert_int_equal(0, currency_decimals(code("JPY")));
    assert_int_equal(0, currency_decimals(code("XPF")));
    assert_int_equal(3, currency_decimals(code("TND")));
    assert_int_equal('E' << 16 | 'U' << 8 | 'R', code("EUR"));
}

static void assert_sum(const char *typed, const char *currency, int64_t minor, const char *printed)
{
    struct money m;
    char text[MONEY_TEXT];
    assert_true(money_parse(text_of(typed), code(currency), &m));
    assert_true(m.minor == minor);
    assert_int_equal(code(currency), m.currency);
    money_print(m, text);
    assert_string_equal(printed, text);
}

static void sums_are_read_and_printed_by_their_decimals(void **state)
{
    (void)state;
    assert_sum("12.5", "UAH", 1250, "12.50");
    assert_sum("12,05", "UAH", 1205, "12.05");
    assert_sum("-0.01", "EUR", -1, "-0.01");
    assert_sum("7", "JPY", 7, "7");
    assert_sum("-7", "JPY", -7, "-7");
    assert_sum("1.005", "TND", 1005, "1.005");
    assert_sum("92233720368547758.07", "UAH", INT64_MAX, "92233720368547758.07");
    assert_sum("-92233720368547758.08", "UAH", INT64_MIN, "-92233720368547758.08");
}

static void other_sums_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        ".",
                                        "1.",
                                        ".5",
                                        "-.5",
                                        "+.5",
                                        "1.005",
                                        "1.2.3",
                                        "1,2.3",
                                        "1 000",
                                        "1e3",
                                        "12a",
                                        "--1",
                                        "1.-5",
                                        "92233720368547758.08",
                                        "92233720368547759",
                                        "1111111111111111111111111111"};
    struct money m = {5, 0};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(money_parse(text_of(wrong[i]), code("UAH"), &m));
    assert_false(money_parse(TEXT("1.0"), code("JPY"), &m));
    assert_int_equal(5, m.minor);
}

static void only_one_currency_is_added(void **state)
{
    struct money m = {0, 0};
    struct money euro = {1, code("EUR")};
    assert_fine(money_add(*state, uah(1), uah(2), &m));
    assert_int_equal(3, m.minor);
    assert_fine(money_sub(*state, uah(1), uah(2), &m));
    assert_int_equal(-1, m.minor);
    const struct err *e = money_add(*state, uah(1), euro, &m);
    assert_err(ERR_INPUT, e);
    assert_string_equal("UAH", e->args[0]);
    assert_string_equal("EUR", e->args[1]);
    assert_err(ERR_INPUT, money_sub(*state, uah(1), euro, &m));
    assert_int_equal(-1, m.minor);
}

static void overflow_is_an_error(void **state)
{
    struct money m = {4, 0};
    struct rate rate = {INT64_MAX, 1, code("UAH"), code("KWD")};
    assert_err(ERR_INPUT, money_add(*state, uah(INT64_MAX), uah(1), &m));
    assert_err(ERR_INPUT, money_sub(*state, uah(INT64_MIN), uah(1), &m));
    assert_err(ERR_INPUT, money_sub(*state, uah(0), uah(INT64_MIN), &m));
    assert_err(ERR_INPUT, money_scale(*state, uah(INT64_MAX), 2, 1, &m));
    assert_err(ERR_INPUT, money_scale(*state, uah(INT64_MIN), -1, 1, &m));
    assert_err(ERR_INPUT, money_scale(*state, uah(INT64_MIN), 1, -1, &m));
    assert_err(ERR_INPUT, money_scale(*state, uah(1), 1, 0, &m));
    assert_err(ERR_INPUT, money_convert(*state, uah(INT64_MAX), rate, &m));
    assert_int_equal(4, m.minor);
    assert_fine(money_scale(*state, uah(INT64_MAX), INT64_MAX, INT64_MAX, &m));
    assert_true(m.minor == INT64_MAX);
}

static void division_rounds_half_away_from_zero(void **state)
{
    static const int64_t rows[][4] = {
        {5, 1, 2, 3},    {-5, 1, 2, -3},  {5, 1, -2, -3},    {-5, 1, -2, 3},  {4, 1, 3, 1},
        {-4, 1, 3, -1},  {1, 1, 3, 0},    {-1, 1, 3, 0},     {2, 1, 3, 1},    {1, 1, 2, 1},
        {-1, 1, 2, -1},  {7, 15, 100, 1}, {10, 15, 100, 2},  {9, 5, 100, 0},  {0, 3, 7, 0},
        {49, 1, 100, 0}, {50, 1, 100, 1}, {-50, 1, 100, -1}, {-49, 1, 100, 0}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct money m;
        assert_fine(money_scale(*state, uah(rows[i][0]), rows[i][1], rows[i][2], &m));
        assert_int_equal(rows[i][3], m.minor);
    }
}

static void assert_split(void **state, int64_t whole, size_t n, const int64_t *weights,
                         const int64_t *want)
{
    struct money *parts = NULL;
    assert_fine(money_split(*state, uah(whole), weights, n, &parts));
    for (size_t i = 0; i < n; i++)
        assert_int_equal(want[i], parts[i].minor);
}

static void the_remainder_goes_to_the_largest_in_order(void **state)
{
    assert_split(state, 100, 3, (int64_t[]){1, 1, 1}, (int64_t[]){34, 33, 33});
    assert_split(state, 101, 3, (int64_t[]){1, 1, 1}, (int64_t[]){34, 34, 33});
    assert_split(state, -100, 3, (int64_t[]){1, 1, 1}, (int64_t[]){-34, -33, -33});
    assert_split(state, 10, 3, (int64_t[]){1, 4, 2}, (int64_t[]){1, 6, 3});
    assert_split(state, 11, 4, (int64_t[]){0, 1, 0, 2}, (int64_t[]){0, 3, 0, 8});
    assert_split(state, 1, 3, (int64_t[]){0, 5, 6}, (int64_t[]){0, 0, 1});
    assert_split(state, 0, 2, (int64_t[]){1, 2}, (int64_t[]){0, 0});
    assert_split(state, INT64_MAX, 1, (int64_t[]){INT64_MAX}, (int64_t[]){INT64_MAX});
    assert_split(state, INT64_MIN, 2, (int64_t[]){INT64_MAX, INT64_MAX},
                 (int64_t[]){INT64_MIN / 2, INT64_MIN / 2});
}

static void parts_always_add_up(void **state)
{
    uint32_t seed = 1;
    for (int round = 0; round < 2000; round++) {
        int64_t weights[7] = {1};
        for (size_t i = 0; i < COUNT(weights); i++) {
            seed = seed * 1664525U + 1013904223U;
            weights[i] = (int64_t)(seed >> 16) % 50 + (i == 0);
        }
        int64_t whole = (int64_t)(seed >> 8) - (1 << 23), sum = 0;
        struct money *parts = NULL;
        assert_fine(money_split(*state, uah(whole), weights, COUNT(weights), &parts));
        for (size_t i = 0; i < COUNT(weights); i++) {
            sum += parts[i].minor;
            assert_true(weights[i] > 0 || parts[i].minor == 0);
        }
        assert_int_equal(whole, sum);
    }
}

static void a_split_needs_weights(void **state)
{
    struct money *parts = NULL;
    assert_err(ERR_INPUT, money_split(*state, uah(1), NULL, 0, &parts));
    assert_err(ERR_INPUT, money_split(*state, uah(1), (int64_t[]){0, 0}, 2, &parts));
    assert_err(ERR_INPUT, money_split(*state, uah(1), (int64_t[]){3, -1}, 2, &parts));
    assert_err(ERR_INPUT, money_split(*state, uah(1), NULL, 100001, &parts));
    assert_null(parts);
}

static void a_rate_is_between_whole_units(void **state)
{
    struct rate rate;
    struct money m;
    assert_true(rate_parse(TEXT("51.2345"), code("GBP"), code("UAH"), &rate));
    assert_int_equal(512345, rate.num);
    assert_int_equal(10000, rate.den);
    assert_fine(money_convert(*state, (struct money){200000, code("GBP")}, rate, &m));
    assert_int_equal(10246900, m.minor);
    assert_int_equal(code("UAH"), m.currency);
    assert_true(rate_parse(TEXT("0.0052"), code("JPY"), code("GBP"), &rate));
    assert_fine(money_convert(*state, (struct money){1000, code("JPY")}, rate, &m));
    assert_int_equal(520, m.minor);
    assert_true(rate_parse(TEXT("3"), code("KWD"), code("JPY"), &rate));
    assert_fine(money_convert(*state, (struct money){-1500, code("KWD")}, rate, &m));
    assert_int_equal(-5, m.minor); /* 4.5 away from zero */
    assert_err(ERR_INPUT, money_convert(*state, uah(1), rate, &m));
    rate.den = 0;
    assert_err(ERR_INPUT, money_convert(*state, (struct money){1, code("KWD")}, rate, &m));
    assert_false(rate_parse(TEXT("0"), code("KWD"), code("JPY"), &rate));
    assert_false(rate_parse(TEXT("-1"), code("KWD"), code("JPY"), &rate));
    assert_false(rate_parse(TEXT("1.0000000001"), code("KWD"), code("JPY"), &rate));
}

static struct err *split_a_sum(struct arena *a, void *with)
{
    struct money *parts = NULL;
    (void)with;
    int64_t *weights = arena_makes(a, int64_t, 5000);
    NEED(weights);
    weights[0] = 1;
    return money_split(a, (struct money){100, 0}, weights, 5000, &parts);
}

static void splitting_survives_refused_memory(void **state)
{
    (void)state;
    assert_true(unit_fail_each_allocation(split_a_sum, NULL) >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(currencies_are_those_of_iso_4217),
        cmocka_unit_test(sums_are_read_and_printed_by_their_decimals),
        cmocka_unit_test(other_sums_are_refused),
        unit_test_arena(only_one_currency_is_added),
        unit_test_arena(overflow_is_an_error),
        unit_test_arena(division_rounds_half_away_from_zero),
        unit_test_arena(the_remainder_goes_to_the_largest_in_order),
        unit_test_arena(parts_always_add_up),
        unit_test_arena(a_split_needs_weights),
        unit_test_arena(a_rate_is_between_whole_units),
        cmocka_unit_test(splitting_survives_refused_memory),
    };
    return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
