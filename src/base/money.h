/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* money.h - sums in the smallest unit of one currency; no floating point, no silent overflow.
 *
 * The number of decimals of a currency is that of ISO 4217 (0, 2 or 3). Division rounds half away
 * from zero. All errors are ERR_INPUT: the figures that cause them come from people and files. */
#ifndef HEARTH_BASE_MONEY_H
#define HEARTH_BASE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

enum { CURRENCY_TEXT = 3, CURRENCY_NONE = 0, MONEY_TEXT = 24 };

struct money {
    int64_t minor;
    uint32_t currency; /* the three letters, the first in bits 16 to 23; CURRENCY_NONE */
};

/* How much of `to` one whole unit of `from` is worth: num / den, both above zero. */
struct rate {
    int64_t num;
    int64_t den;
    uint32_t from;
    uint32_t to;
};

/* Three capital letters that ISO 4217 lists (or listed until lately: old bills keep theirs). */
bool currency_parse(struct text code, uint32_t *ret_currency);
void currency_print(uint32_t currency, char into[CURRENCY_TEXT + 1]);
/* Digits after the point: 0, 2 or 3. */
int currency_decimals(uint32_t currency);

/* `1234.5`, `1234,50`, `-3`: digits, one point or comma, no more decimals than the currency has. */
bool money_parse(struct text t, uint32_t currency, struct money *ret_sum);
/* `1234.50`, without the currency: for files and machines; people read lang/'s form. */
void money_print(struct money m, char into[MONEY_TEXT]);

/* Both of one currency. */
MUST_CHECK struct err *money_add(struct arena *into, struct money a, struct money b,
                                 struct money *ret_sum);
MUST_CHECK struct err *money_sub(struct arena *into, struct money a, struct money b,
                                 struct money *ret_rest);
/* m times num / den, rounded once at the end; for prices, shares, percentages. */
MUST_CHECK struct err *money_scale(struct arena *into, struct money m, int64_t num, int64_t den,
                                   struct money *ret_sum);
/* Into n parts in proportion to the weights (none negative, one at least above zero). They add up
 * to the whole: what rounding down leaves goes, one smallest unit each, to the largest weights, of
 * equal ones to the first. */
MUST_CHECK struct err *money_split(struct arena *into, struct money whole, const int64_t *weights,
                                   size_t n, struct money **ret_parts);

/* `51.2345`, above zero. */
bool rate_parse(struct text t, uint32_t from, uint32_t to, struct rate *ret_rate);
MUST_CHECK struct err *money_convert(struct arena *into, struct money m, struct rate rate,
                                     struct money *ret_sum);

#endif
