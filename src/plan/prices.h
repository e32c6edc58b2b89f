/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* prices.h - rules that families share, and what it costs to use them up.
 *
 * A rule is one row of the master programme and one entry of the certificate (file format,
 * section 7): a sum over sessions or pairs that every plan keeps below its limit. Prices are
 * integers in 1/PLAN_SCALE points, so what the search pays is what the checker recomputes. */
#ifndef HEARTH_PLAN_PRICES_H
#define HEARTH_PLAN_PRICES_H

#include "plan/roster.h"

enum rule_kind {
    RULE_SLOT = 0, /* at: slot */
    RULE_WEEK,     /* at: week; divisor 1: slots, k: whole k-slots of each session */
    RULE_FAMILIES,
    RULE_INTRODUCTIONS,
    RULE_PAIR, /* at: slot; family < other, both with gaps as long as the journey */
    RULE__COUNT
};

struct rule {
    enum rule_kind kind;
    int32_t carer;
    int32_t at;
    int32_t divisor;
    int32_t family;
    int32_t other;
};

struct week_price {
    int32_t week;
    int32_t divisor;
    int64_t price;
};

struct pair_price {
    int32_t family;
    int32_t slot;
    int32_t between;
    int64_t price;
};

/* Prices laid out by carer for the search. */
struct carer_prices {
    int64_t *slots_before; /* sum of the slot prices before t; NULL: no price */
    struct week_price *weeks;
    int32_t weeks_n;
    struct pair_price *pairs;
    int32_t pairs_n;
    int64_t families;
    int64_t introductions;
};

struct prices {
    struct carer_prices *carers;
    int64_t locked; /* paid for a locked session that is kept */
    int64_t kept; /* paid for any published one that is kept, beyond its points; in patches alone */
};

/* What the rule allows all columns together. */
int64_t rule_limit(const struct field *field, const struct rule *rule);
/* How much of the rule the column uses. */
int64_t rule_use(const struct field *field, const struct rule *rule, const struct column *column);

/* price[i] >= 0 belongs to rules[i]; the layout lives in `into`. */
MUST_CHECK struct err *prices_make(struct arena *into, const struct field *field,
                                   const struct rule *rules, const int64_t *price, int32_t n,
                                   int64_t locked, struct prices *ret_prices);
/* What the column pays for all the rules together; what it is paid for is left out. */
int64_t prices_charge(const struct field *field, const struct prices *prices,
                      const struct column *column);
/* Enough to make every locked session worth keeping. */
int64_t prices_locked(const struct plan_instance *in);

#endif
