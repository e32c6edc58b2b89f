/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* prices.c - rules and their prices. */
#include "plan/prices.h"

#include <assert.h>

#include "plan/plan.h"

int64_t rule_limit(const struct field *field, const struct rule *rule)
{
    const struct plan_carer *c = field_carer(field, rule->carer);

    switch (rule->kind) {
    case RULE_WEEK:
        return c->week_max / rule->divisor;
    case RULE_FAMILIES:
        return c->families_max;
    case RULE_INTRODUCTIONS:
        return c->new_max;
    case RULE_SLOT:
    case RULE_PAIR:
    case RULE__COUNT:
        break;
    }
    return 1;
}

static int64_t visit_use(const struct rule *rule, int32_t between, const struct visit *v)
{
    if (v->carer != rule->carer)
        return 0;
    if (rule->kind == RULE_WEEK)
        return v->start / PLAN_WEEK == rule->at ? (v->end - v->start) / rule->divisor : 0;
    return v->start <= rule->at && rule->at < v->end + between;
}

int64_t rule_use(const struct field *field, const struct rule *rule, const struct column *column)
{
    int32_t between = field->in->params.turnaround;
    int64_t use = 0;

    if (rule->kind == RULE_FAMILIES)
        return column_uses(column, rule->carer);
    if (rule->kind == RULE_INTRODUCTIONS)
        return column_uses(column, rule->carer) &&
               !field_pair(field, column->family, rule->carer)->known;
    if (rule->kind == RULE_PAIR) {
        if (column->family != rule->family && column->family != rule->other)
            return 0;
        between = field_between(field, rule->carer, rule->family, rule->other);
    }
    for (int32_t i = 0; i < column->n; i++)
        use += visit_use(rule, between, &column->visits[i]);
    return use;
}

/* Room for the lists of each carer, counted first. */
static struct err *lists_make(struct arena *into, const struct rule *rules, const int64_t *price,
                              int32_t n, int32_t carers_n, struct carer_prices *carers)
{
    for (int32_t i = 0; i < n; i++)
        if (price[i] > 0) {
            carers[rules[i].carer].weeks_n += rules[i].kind == RULE_WEEK;
            carers[rules[i].carer].pairs_n += 2 * (rules[i].kind == RULE_PAIR);
        }
    for (int32_t c = 0; c < carers_n; c++) {
        struct carer_prices *p = &carers[c];

        if (p->weeks_n > 0) {
            p->weeks = arena_makes(into, struct week_price, (size_t)p->weeks_n);
            NEED(p->weeks);
        }
        if (p->pairs_n > 0) {
            p->pairs = arena_makes(into, struct pair_price, (size_t)p->pairs_n);
            NEED(p->pairs);
        }
        p->weeks_n = 0;
        p->pairs_n = 0;
    }
    return NULL;
}

static void price_pair(const struct field *field, const struct rule *rule, int64_t price,
                       struct carer_prices *p)
{
    int32_t between = field_between(field, rule->carer, rule->family, rule->other);

    p->pairs[p->pairs_n++] = (struct pair_price){rule->family, rule->at, between, price};
    p->pairs[p->pairs_n++] = (struct pair_price){rule->other, rule->at, between, price};
}

static struct err *price_one(struct arena *into, const struct field *field, const struct rule *rule,
                             int64_t price, struct carer_prices *p)
{
    size_t slots = (size_t)field->in->slots + (size_t)field->in->params.turnaround + 1;

    switch (rule->kind) {
    case RULE_SLOT:
        if (p->slots_before == NULL)
            p->slots_before = arena_makes(into, int64_t, slots);
        NEED(p->slots_before);
        p->slots_before[rule->at + 1] += price;
        break;
    case RULE_WEEK:
        p->weeks[p->weeks_n++] = (struct week_price){rule->at, rule->divisor, price};
        break;
    case RULE_FAMILIES:
        p->families += price;
        break;
    case RULE_INTRODUCTIONS:
        p->introductions += price;
        break;
    case RULE_PAIR:
        price_pair(field, rule, price, p);
        break;
    case RULE__COUNT:
        break;
    }
    return NULL;
}

struct err *prices_make(struct arena *into, const struct field *field, const struct rule *rules,
                        const int64_t *price, int32_t n, int64_t locked, struct prices *ret_prices)
{
    struct carer_prices *carers = arena_makes(into, struct carer_prices, (size_t)field->carers_n);
    int32_t slots = field->in->slots + field->in->params.turnaround;

    NEED(carers);
    TRY(lists_make(into, rules, price, n, field->carers_n, carers));
    for (int32_t i = 0; i < n; i++) {
        assert(price[i] >= 0);
        if (price[i] > 0)
            TRY(price_one(into, field, &rules[i], price[i], &carers[rules[i].carer]));
    }
    for (int32_t c = 0; c < field->carers_n; c++)
        for (int32_t t = 0; carers[c].slots_before != NULL && t < slots; t++)
            carers[c].slots_before[t + 1] += carers[c].slots_before[t];
    *ret_prices = (struct prices){carers, locked, 0};
    return NULL;
}

int64_t prices_locked(const struct plan_instance *in)
{
    int64_t most = 0;

    if (in->locked_n == 0)
        return 0;
    for (int32_t f = 0; f < in->families_n; f++) {
        const struct plan_family *family = &in->families[f];
        int64_t slots = family->max < in->slots ? family->max : in->slots;
        int64_t worth = field_utility(in, family, slots) +
                        in->params.continuity_points * (int64_t)family->weight * slots;

        most = worth > most ? worth : most;
    }
    return PLAN_SCALE * (most + 2 * (int64_t)in->params.introduction_points +
                         (int64_t)in->params.change_points * in->published_n);
}

static int64_t carer_charge(const struct field *field, const struct carer_prices *p,
                            const struct column *column, const struct visit *v)
{
    int64_t charge = 0;

    if (p->slots_before != NULL)
        charge +=
            p->slots_before[v->end + field->in->params.turnaround] - p->slots_before[v->start];
    for (int32_t i = 0; i < p->weeks_n; i++)
        if (p->weeks[i].week == v->start / PLAN_WEEK)
            charge += p->weeks[i].price * ((v->end - v->start) / p->weeks[i].divisor);
    for (int32_t i = 0; i < p->pairs_n; i++)
        if (p->pairs[i].family == column->family && v->start <= p->pairs[i].slot &&
            p->pairs[i].slot < v->end + p->pairs[i].between)
            charge += p->pairs[i].price;
    return charge;
}

int64_t prices_charge(const struct field *field, const struct prices *prices,
                      const struct column *column)
{
    int64_t charge = 0;

    for (int32_t i = 0; i < column->n; i++) {
        const struct visit *v = &column->visits[i];
        const struct carer_prices *p = &prices->carers[v->carer];
        bool first = true;

        charge += carer_charge(field, p, column, v);
        for (int32_t k = 0; k < i; k++)
            first = first && column->visits[k].carer != v->carer;
        if (!first)
            continue;
        charge += p->families;
        if (!field_pair(field, column->family, v->carer)->known)
            charge += p->introductions;
    }
    return charge;
}
