/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_prices.c - the prices of one leaf: allowed or not, what they cost, found by carer. */
#include <stdlib.h>
#include <string.h>

#include "plan/verify_inner.h"

/* Prices of one kind, sorted by carer, with where each carer's begin. */
struct table {
    struct verify_price *items;
    size_t n;
    size_t *starts; /* carers_n + 1 */
};

struct verify_prices {
    struct table slot;
    struct table week;
    struct table cut;
    struct table pair;
    int64_t *families; /* by carer */
    int64_t *introductions;
    int64_t locked;
};

/* What goes on while one leaf is read. */
struct intake {
    struct arena *arena;
    const struct plan_instance *in;
    wide total;
    const char *fault; /* a message, or NULL */
};

static int price_compare(const void *a, const void *b)
{
    const struct verify_price *p = a;
    const struct verify_price *q = b;
    if (p->carer != q->carer)
        return p->carer < q->carer ? -1 : 1;
    if (p->family != q->family)
        return p->family < q->family ? -1 : 1;
    return (p->at > q->at) - (p->at < q->at);
}

static struct err *table_new(struct intake *t, size_t n, struct table *ret_table)
{
    ret_table->items = arena_makes(t->arena, struct verify_price, n);
    ret_table->starts = arena_makes(t->arena, size_t, (size_t)t->in->carers_n + 1);
    NEED(ret_table->items);
    NEED(ret_table->starts);
    ret_table->n = n;
    return NULL;
}

static void table_sort(const struct intake *t, struct table *table)
{
    size_t at = 0;
    if (t->fault != NULL)
        return;
    if (table->n > 0)
        qsort(table->items, table->n, sizeof *table->items, price_compare);
    for (int32_t c = 0; c <= t->in->carers_n; c++) {
        while (at < table->n && table->items[at].carer < c)
            at++;
        table->starts[c] = at;
    }
}

static void once_check(struct intake *t, const struct table *table)
{
    for (size_t i = 1; i < table->n && t->fault == NULL; i++)
        if (price_compare(&table->items[i - 1], &table->items[i]) == 0)
            t->fault = N_("Certificate: two prices for the same carer and time");
}

static bool is_carer(const struct intake *t, int32_t carer)
{
    return carer >= 0 && carer < t->in->carers_n;
}

static struct err *slots_take(struct intake *t, const struct plan_prices *p, struct table *ret)
{
    int64_t sum = 0;
    TRY(table_new(t, p->slot_n, ret));
    for (size_t i = 0; i < p->slot_n; i++) {
        const struct plan_price_slot *q = &p->slot[i];
        if (!is_carer(t, q->carer) || q->slot < 0 ||
            q->slot >= t->in->slots + t->in->params.turnaround || q->price < 0)
            t->fault = N_("Certificate: a slot price for no such carer or slot");
        if (q->price > INT64_MAX - sum)
            t->fault = N_("Certificate: the prices are too large to be summed");
        else
            sum += q->price;
        ret->items[i] = (struct verify_price){.carer = q->carer, .at = q->slot, .price = q->price};
    }
    t->total += sum;
    table_sort(t, ret);
    once_check(t, ret);
    return NULL;
}

static struct err *weeks_take(struct intake *t, const struct plan_prices *p, struct table *ret)
{
    TRY(table_new(t, p->week_n, ret));
    for (size_t i = 0; i < p->week_n; i++) {
        const struct plan_price_week *q = &p->week[i];
        if (!is_carer(t, q->carer) || q->week < 0 || q->week >= t->in->weeks || q->price < 0) {
            t->fault = N_("Certificate: a week price for no such carer or week");
            return NULL;
        }
        ret->items[i] = (struct verify_price){.carer = q->carer, .at = q->week, .price = q->price};
        t->total += (wide)q->price * t->in->carers[q->carer].week_max;
    }
    table_sort(t, ret);
    once_check(t, ret);
    return NULL;
}

static struct err *cuts_take(struct intake *t, const struct plan_prices *p, struct table *ret)
{
    TRY(table_new(t, p->cut_n, ret));
    for (size_t i = 0; i < p->cut_n; i++) {
        const struct plan_price_cut *q = &p->cut[i];
        if (!is_carer(t, q->carer) || q->week < 0 || q->week >= t->in->weeks || q->divisor < 1 ||
            q->price < 0) {
            t->fault = N_("Certificate: a cut for no such carer, week or divisor");
            return NULL;
        }
        ret->items[i] = (struct verify_price){
            .carer = q->carer, .at = q->week, .divisor = q->divisor, .price = q->price};
        t->total += (wide)q->price * (t->in->carers[q->carer].week_max / q->divisor);
    }
    table_sort(t, ret);
    return NULL;
}

/* A pair price stands at both families. */
static struct err *pairs_take(struct intake *t, const struct plan_prices *p, struct table *ret)
{
    TRY(table_new(t, 2 * p->pair_n, ret));
    for (size_t i = 0; i < p->pair_n; i++) {
        const struct plan_price_pair *q = &p->pair[i];
        if (!is_carer(t, q->carer) || q->family < 0 || q->other <= q->family ||
            q->other >= t->in->families_n || q->slot < 0 || q->price < 0) {
            t->fault = N_("Certificate: a pair price for no such carer, families or slot");
            return NULL;
        }
        int32_t reach = verify_between(t->in, q->carer, q->family, q->other);
        if (t->in->families[q->family].gap < reach || t->in->families[q->other].gap < reach) {
            t->fault = N_("Certificate: a pair price needs families whose own gaps are as long");
            return NULL;
        }
        ret->items[2 * i] = (struct verify_price){.carer = q->carer,
                                                  .at = q->slot,
                                                  .family = q->family,
                                                  .reach = reach,
                                                  .price = q->price};
        ret->items[2 * i + 1] = ret->items[2 * i];
        ret->items[2 * i + 1].family = q->other;
        t->total += q->price;
    }
    table_sort(t, ret);
    return NULL;
}

/* `families` or `introductions`: prices by carer, and the right-hand sides they multiply. */
static struct err *carers_take(struct intake *t, const struct plan_price_carer *given, size_t n,
                               bool is_new, int64_t **ret_prices)
{
    int64_t *prices = arena_makes(t->arena, int64_t, (size_t)t->in->carers_n);
    bool *seen = arena_makes(t->arena, bool, (size_t)t->in->carers_n);
    NEED(prices);
    NEED(seen);
    for (size_t i = 0; i < n; i++) {
        int32_t carer = given[i].carer;
        if (!is_carer(t, carer) || given[i].price < 0 || seen[carer]) {
            t->fault = N_("Certificate: a price of families or introductions for no such carer, "
                          "or twice");
            return NULL;
        }
        seen[carer] = true;
        prices[carer] = given[i].price;
        const struct plan_carer *c = &t->in->carers[carer];
        t->total += (wide)given[i].price * (is_new ? c->new_max : c->families_max);
    }
    *ret_prices = prices;
    return NULL;
}

struct err *verify_prices_new(struct arena *into, const struct verify_world *w,
                              const struct plan_prices *given,
                              const struct verify_prices **ret_prices, wide *ret_total,
                              struct err **ret_fault)
{
    struct intake t = {.arena = into, .in = w->in};
    struct verify_prices *p = arena_make(into, struct verify_prices);
    NEED(p);
    TRY(slots_take(&t, given, &p->slot));
    TRY(weeks_take(&t, given, &p->week));
    TRY(cuts_take(&t, given, &p->cut));
    TRY(pairs_take(&t, given, &p->pair));
    TRY(carers_take(&t, given->families, given->families_n, false, &p->families));
    TRY(carers_take(&t, given->introductions, given->introductions_n, true, &p->introductions));
    if (given->locked < 0)
        t.fault = N_("Certificate: the price of locked sessions is negative");
    p->locked = given->locked;
    *ret_fault = t.fault == NULL ? NULL : err_new(into, ERR_INTEGRITY, t.fault);
    *ret_prices = p;
    *ret_total = t.total - (wide)given->locked * w->in->locked_n;
    return NULL;
}

static struct verify_price_list list_of(const struct table *table, int32_t carer)
{
    return (struct verify_price_list){table->items + table->starts[carer],
                                      table->starts[carer + 1] - table->starts[carer]};
}

struct verify_price_list verify_prices_slot(const struct verify_prices *p, int32_t carer)
{
    return list_of(&p->slot, carer);
}

struct verify_price_list verify_prices_week(const struct verify_prices *p, int32_t carer)
{
    return list_of(&p->week, carer);
}

struct verify_price_list verify_prices_cut(const struct verify_prices *p, int32_t carer)
{
    return list_of(&p->cut, carer);
}

struct verify_price_list verify_prices_pair(const struct verify_prices *p, int32_t carer)
{
    return list_of(&p->pair, carer);
}

int64_t verify_prices_families(const struct verify_prices *p, int32_t carer)
{
    return p->families[carer];
}

int64_t verify_prices_introductions(const struct verify_prices *p, int32_t carer)
{
    return p->introductions[carer];
}

int64_t verify_prices_locked(const struct verify_prices *p)
{
    return p->locked;
}
