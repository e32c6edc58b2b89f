/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* money.c - sums of money; products are held in 128 bits until they are divided. */
#include "base/money.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"

__extension__ typedef __int128 wide;

enum { DECIMALS_MAX = 9, CODE_BYTES = CURRENCY_TEXT + 1 };

/* ISO 4217, list one, and codes that left it since 2015. Metals, funds and test codes are not
 * money that somebody gives. */
static const char two_decimals[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CNY COP CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP "
    "GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD "
    "LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN "
    "PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL "
    "THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
static const char no_decimals[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
static const char three_decimals[] = "BHD IQD JOD KWD LYD OMR TND";

static bool list_has(const char *list, size_t bytes, uint32_t currency)
{
    char code[CODE_BYTES];
    currency_print(currency, code);
    for (size_t i = 0; i + CURRENCY_TEXT < bytes; i += CODE_BYTES) {
        if (memcmp(list + i, code, CURRENCY_TEXT) == 0)
            return true;
    }
    return false;
}

bool currency_parse(struct text code, uint32_t *ret_currency)
{
    if (code.n != CURRENCY_TEXT)
        return false;
    uint32_t currency = 0;
    for (size_t i = 0; i < CURRENCY_TEXT; i++) {
        if (code.at[i] < 'A' || code.at[i] > 'Z')
            return false;
        currency = currency << 8 | (unsigned char)code.at[i];
    }
    if (!list_has(two_decimals, sizeof two_decimals, currency) && currency_decimals(currency) == 2)
        return false;
    *ret_currency = currency;
    return true;
}

void currency_print(uint32_t currency, char into[CURRENCY_TEXT + 1])
{
    for (size_t i = 0; i < CURRENCY_TEXT; i++)
        into[i] = (char)(currency >> (16 - 8 * i) & 0xFF);
    into[CURRENCY_TEXT] = '\0';
}

int currency_decimals(uint32_t currency)
{
    if (list_has(no_decimals, sizeof no_decimals, currency))
        return 0;
    return list_has(three_decimals, sizeof three_decimals, currency) ? 3 : 2;
}

static int64_t power_of_ten(int exponent)
{
    int64_t n = 1;
    while (exponent-- > 0)
        n *= 10;
    return n;
}

/* Reads `12.5` as 125 with one decimal; false for more than that many decimals. */
static bool decimal_parse(struct text t, int decimals_max, int64_t *ret_n, int *ret_decimals)
{
    char digits[24];
    size_t n = 0;
    int decimals = -1;
    for (size_t i = 0; i < t.n; i++) {
        bool mark = t.at[i] == '.' || t.at[i] == ',';
        if (mark && (decimals >= 0 || n == 0 || digits[n - 1] < '0'))
            return false;
        if (mark)
            decimals = 0;
        else if (n == sizeof digits || (decimals >= 0 && ++decimals > decimals_max))
            return false;
        else
            digits[n++] = t.at[i];
    }
    if (decimals == 0 || !text_int((struct text){digits, n}, ret_n))
        return false;
    *ret_decimals = decimals < 0 ? 0 : decimals;
    return true;
}

bool money_parse(struct text t, uint32_t currency, struct money *ret_sum)
{
    int64_t n = 0;
    int decimals = 0;
    int most = currency_decimals(currency);
    if (!decimal_parse(t, most, &n, &decimals) ||
        __builtin_mul_overflow(n, power_of_ten(most - decimals), &n))
        return false;
    *ret_sum = (struct money){n, currency};
    return true;
}

void money_print(struct money m, char into[MONEY_TEXT])
{
    int decimals = currency_decimals(m.currency);
    uint64_t unit = (uint64_t)power_of_ten(decimals);
    uint64_t size = m.minor < 0 ? -(uint64_t)m.minor : (uint64_t)m.minor;
    const char *sign = m.minor < 0 ? "-" : "";
    if (decimals == 0)
        (void)snprintf(into, MONEY_TEXT, "%s%" PRIu64, sign, size);
    else
        (void)snprintf(into, MONEY_TEXT, "%s%" PRIu64 ".%0*" PRIu64, sign, size / unit, decimals,
                       size % unit);
}

static struct err *too_large(struct arena *into)
{
    return err_input(into, NULL, N_("This sum is too large to be counted"));
}

static struct err *one_currency(struct arena *into, uint32_t a, uint32_t b)
{
    char first[CODE_BYTES], second[CODE_BYTES];
    if (a == b)
        return NULL;
    currency_print(a, first);
    currency_print(b, second);
    return err_input(into, NULL,
                     N_("{1} and {2} cannot be added. Convert one of them with a rate and a date"),
                     first, second);
}

static struct err *narrowed(struct arena *into, wide n, uint32_t currency, struct money *ret_sum)
{
    if (n < INT64_MIN || n > INT64_MAX)
        return too_large(into);
    *ret_sum = (struct money){(int64_t)n, currency};
    return NULL;
}

struct err *money_add(struct arena *into, struct money a, struct money b, struct money *ret_sum)
{
    TRY(one_currency(into, a.currency, b.currency));
    return narrowed(into, (wide)a.minor + b.minor, a.currency, ret_sum);
}

struct err *money_sub(struct arena *into, struct money a, struct money b, struct money *ret_rest)
{
    TRY(one_currency(into, a.currency, b.currency));
    return narrowed(into, (wide)a.minor - b.minor, a.currency, ret_rest);
}

/* Half away from zero. */
static wide divided(wide n, wide by)
{
    wide whole = n / by;
    wide rest = n % by;
    wide rest_size = rest < 0 ? -rest : rest;
    wide by_size = by < 0 ? -by : by;
    if (rest_size < by_size - rest_size)
        return whole;
    return (n < 0) == (by < 0) ? whole + 1 : whole - 1;
}

struct err *money_scale(struct arena *into, struct money m, int64_t num, int64_t den,
                        struct money *ret_sum)
{
    if (den == 0)
        return err_input(into, NULL, N_("A sum cannot be divided into nothing"));
    return narrowed(into, divided((wide)m.minor * num, den), m.currency, ret_sum);
}

struct share {
    int64_t weight;
    size_t place;
};

/* Larger weights first, then earlier places. */
static int share_compare(const void *left, const void *right)
{
    const struct share *a = left;
    const struct share *b = right;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

struct err *money_split(struct arena *into, struct money whole, const int64_t *weights, size_t n,
                        struct money **ret_parts)
{
    if (n > LIMIT_SPLIT_PARTS)
        return err_input(into, NULL, N_("These are too many parts"));
    struct share *shares = arena_makes(into, struct share, n);
    struct money *parts = arena_makes(into, struct money, n);
    NEED(shares);
    NEED(parts);
    wide sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (weights[i] < 0)
            return err_input(into, NULL, N_("A part cannot be smaller than nothing"));
        sum += weights[i];
        shares[i] = (struct share){weights[i], i};
    }
    if (sum == 0)
        return err_input(into, NULL, N_("A sum cannot be divided into nothing"));
    int64_t rest = whole.minor;
    for (size_t i = 0; i < n; i++) {
        parts[i] = (struct money){(int64_t)((wide)whole.minor * weights[i] / sum), whole.currency};
        rest -= parts[i].minor;
    }
    qsort(shares, n, sizeof *shares, share_compare);
    /* Each part lost less than one unit, and a weight of zero lost nothing: so the rest never
     * reaches as far as these. */
    int64_t unit = rest < 0 ? -1 : 1;
    for (size_t i = 0; rest != 0; i++, rest -= unit) {
        assert(i < n && shares[i].weight > 0);
        parts[shares[i].place].minor += unit;
    }
    *ret_parts = parts;
    return NULL;
}

bool rate_parse(struct text t, uint32_t from, uint32_t to, struct rate *ret_rate)
{
    int64_t n = 0;
    int decimals = 0;
    if (!decimal_parse(t, DECIMALS_MAX, &n, &decimals) || n <= 0)
        return false;
    *ret_rate = (struct rate){n, power_of_ten(decimals), from, to};
    return true;
}

struct err *money_convert(struct arena *into, struct money m, struct rate rate,
                          struct money *ret_sum)
{
    TRY(one_currency(into, m.currency, rate.from));
    if (rate.num <= 0 || rate.den <= 0)
        return err_example(err_input(into, NULL, N_("A rate is a number above zero")), "51.2345");
    wide num = (wide)m.minor * rate.num;
    wide den = (wide)rate.den * power_of_ten(currency_decimals(rate.from));
    if (__builtin_mul_overflow(num, (wide)power_of_ten(currency_decimals(rate.to)), &num))
        return too_large(into);
    return narrowed(into, divided(num, den), rate.to, ret_sum);
}
