/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* why_limits.c - for one family: the reason, and what holds back each carer who could serve it. */
#include <stdlib.h>

#include "plan/why.h"

const char *why_limit_name(enum why_limit_kind kind)
{
    static const char *const names[WHY_LIMIT__COUNT] = {
        [WHY_FREE] = "free",
        [WHY_FAMILIES] = "families",
        [WHY_HOURS] = "hours",
        [WHY_TIME] = "time",
    };
    return names[kind];
}

/* While one pair's sessions are enumerated. */
struct watch {
    struct relax *r;
    struct plan_session at; /* family and carer */
    bool any;
    bool any_fits;
    uint64_t weeks_tight; /* a session is free but the week's hours are not */
    uint64_t weeks_taken;
};

static uint64_t week_bit(int32_t start)
{
    int32_t week = start / PLAN_WEEK;
    return week < 64 ? UINT64_C(1) << week : 0;
}

static bool session_watch(void *with, int32_t start, int32_t end)
{
    struct watch *w = with;
    w->any = true;
    w->at.start = start;
    w->at.end = end;
    if (!verify_taken_fits(&w->r->in, w->r->taken, &w->at))
        w->weeks_taken |= week_bit(start);
    else if (verify_taken_week(&w->r->in, w->r->taken, w->at.family, w->at.carer,
                               start / PLAN_WEEK) < end - start)
        w->weeks_tight |= week_bit(start);
    else
        w->any_fits = true;
    return true;
}

static wide list_sum(struct verify_price_list list)
{
    wide sum = 0;
    for (size_t i = 0; i < list.n; i++)
        sum += list.items[i].price;
    return sum;
}

/* What the certificate asks for the carer, week prices as for one slot each. */
static int64_t carer_points(const struct relax *r, int32_t carer)
{
    if (r->prices == NULL)
        return 0;
    wide sum = list_sum(verify_prices_slot(r->prices, carer)) +
               list_sum(verify_prices_week(r->prices, carer)) +
               list_sum(verify_prices_cut(r->prices, carer)) +
               verify_prices_families(r->prices, carer) +
               verify_prices_introductions(r->prices, carer);
    return wide_cut(sum / r->scale);
}

/* False when the carer has no possible session with the family at all. */
static bool limit_find(struct relax *r, int32_t family, int32_t carer, struct why_limit *ret_limit)
{
    struct watch w = {.r = r, .at = {.family = family, .carer = carer}};
    verify_sessions(&r->in, family, carer, session_watch, &w);
    *ret_limit = (struct why_limit){.carer = carer, .points = carer_points(r, carer)};
    if (!verify_taken_may(&r->in, r->taken, family, carer)) {
        ret_limit->kind = WHY_FAMILIES;
    } else if (w.any_fits) {
        ret_limit->kind = WHY_FREE;
        ret_limit->weeks = w.weeks_tight | w.weeks_taken;
    } else {
        ret_limit->kind = w.weeks_tight != 0 ? WHY_HOURS : WHY_TIME;
        ret_limit->weeks = w.weeks_tight != 0 ? w.weeks_tight : w.weeks_taken;
    }
    return w.any;
}

static int by_points(const void *a, const void *b)
{
    const struct why_limit *x = a;
    const struct why_limit *y = b;
    if (x->points != y->points)
        return x->points > y->points ? -1 : 1;
    return (x->carer > y->carer) - (x->carer < y->carer);
}

/* Keeps the dearest limits: the list is short, the carers may be many. */
static void limit_keep(struct why_family *why, struct why_limit limit)
{
    why->limits_all++;
    if (why->limits_n == WHY_LIMITS_MAX) {
        if (by_points(&limit, &why->limits[why->limits_n - 1]) > 0)
            return;
        why->limits_n--;
    }
    why->limits[why->limits_n++] = limit;
    qsort(why->limits, (size_t)why->limits_n, sizeof *why->limits, by_points);
}

struct err *why_find(struct relax *r, int32_t family, int32_t slots, bool changes,
                     struct why_family *ret_why)
{
    int32_t n;
    *ret_why = (struct why_family){.family = family, .slots = slots};
    ret_why->reason = verify_funnel(r->world, family, r->list, &n);
    if (ret_why->reason == PLAN_REASON_CAPACITY) {
        for (int32_t i = 0; i < n; i++) {
            struct why_limit limit;
            if (limit_find(r, family, r->list[i], &limit))
                limit_keep(ret_why, limit);
        }
    }
    return changes ? why_changes_find(r, ret_why) : NULL;
}
