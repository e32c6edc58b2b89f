/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* report.c - one solution of many areas. Figures are counted from the sessions, not carried along,
 * so they are right for whatever plan is handed over. */
#include "plan/report.h"

#include <stdlib.h>
#include <string.h>

#include "plan/plan.h"

int64_t report_changes(const struct plan_instance *in)
{
    return (int64_t)in->params.change_points * in->published_n;
}

static int by_session(const void *a, const void *b)
{
    return plan_session_compare(a, b);
}

static struct err *sessions_join(struct arena *into, const struct area_result *results, int32_t n,
                                 struct plan_solution *solution)
{
    struct plan_session *all;
    size_t total = 0;

    for (int32_t i = 0; i < n; i++)
        total += results[i].sessions_n;
    all = arena_makes(into, struct plan_session, total);
    NEED(all);
    for (int32_t i = 0; i < n; i++)
        for (size_t k = 0; k < results[i].sessions_n; k++)
            all[solution->sessions_n++] = results[i].sessions[k];
    qsort(all, total, sizeof *all, by_session);
    solution->sessions = all;
    return NULL;
}

/* ---- certificate ---- */

struct priced {
    struct rule rule;
    int64_t price;
};

static int by_rule(const void *a, const void *b)
{
    const struct rule *p = &((const struct priced *)a)->rule;
    const struct rule *q = &((const struct priced *)b)->rule;
    const int32_t left[] = {(int32_t)p->kind, p->carer, p->family, p->other, p->at, p->divisor};
    const int32_t right[] = {(int32_t)q->kind, q->carer, q->family, q->other, q->at, q->divisor};

    for (size_t i = 0; i < COUNT(left); i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

/* Where each kind of price is written. */
struct ledger {
    struct plan_price_slot *slot;
    struct plan_price_week *week;
    struct plan_price_cut *cut;
    struct plan_price_carer *carer[2];
    struct plan_price_pair *pair;
    struct plan_prices prices;
};

static struct err *ledger_make(struct arena *into, size_t n, struct ledger *l)
{
    l->slot = arena_makes(into, struct plan_price_slot, n);
    NEED(l->slot);
    l->week = arena_makes(into, struct plan_price_week, n);
    NEED(l->week);
    l->cut = arena_makes(into, struct plan_price_cut, n);
    NEED(l->cut);
    for (int i = 0; i < 2; i++) {
        l->carer[i] = arena_makes(into, struct plan_price_carer, n);
        NEED(l->carer[i]);
    }
    l->pair = arena_makes(into, struct plan_price_pair, n);
    NEED(l->pair);
    return NULL;
}

static void ledger_write(struct ledger *l, const struct rule *r, int64_t price)
{
    switch (r->kind) {
    case RULE_SLOT:
        l->slot[l->prices.slot_n++] = (struct plan_price_slot){r->carer, r->at, price};
        break;
    case RULE_WEEK:
        if (r->divisor == 1)
            l->week[l->prices.week_n++] = (struct plan_price_week){r->carer, r->at, price};
        else
            l->cut[l->prices.cut_n++] = (struct plan_price_cut){r->carer, r->at, r->divisor, price};
        break;
    case RULE_FAMILIES:
        l->carer[0][l->prices.families_n++] = (struct plan_price_carer){r->carer, price};
        break;
    case RULE_INTRODUCTIONS:
        l->carer[1][l->prices.introductions_n++] = (struct plan_price_carer){r->carer, price};
        break;
    case RULE_PAIR:
        l->pair[l->prices.pair_n++] =
            (struct plan_price_pair){r->carer, r->family, r->other, r->at, price};
        break;
    case RULE__COUNT:
        break;
    }
}

static struct err *leaf_make(struct arena *into, struct ledger *l, int64_t locked,
                             struct plan_solution *solution)
{
    struct plan_prices *prices = arena_copy(into, &l->prices, sizeof l->prices);
    struct plan_node *root = arena_make(into, struct plan_node);
    struct plan_certificate *certificate = arena_make(into, struct plan_certificate);

    NEED(prices);
    NEED(root);
    NEED(certificate);
    prices->slot = l->slot;
    prices->week = l->week;
    prices->cut = l->cut;
    prices->families = l->carer[0];
    prices->introductions = l->carer[1];
    prices->pair = l->pair;
    prices->locked = locked;
    root->prices = prices;
    *certificate = (struct plan_certificate){PLAN_SCALE, root};
    solution->certificate = certificate;
    return NULL;
}

static struct err *certificate_join(struct arena *into, const struct plan_instance *in,
                                    const struct area_result *results, int32_t n,
                                    struct plan_solution *solution)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(PLAN_BYTES_DEFAULT);
    struct ledger ledger = {0};
    struct priced *all;
    size_t total = 0;
    size_t k = 0;

    NEED(scratch);
    for (int32_t i = 0; i < n; i++)
        total += (size_t)results[i].rules_n;
    all = arena_makes(scratch, struct priced, total);
    NEED(all);
    for (int32_t i = 0; i < n; i++)
        for (int32_t r = 0; r < results[i].rules_n; r++)
            all[k++] = (struct priced){results[i].rules[r], results[i].price[r]};
    qsort(all, total, sizeof *all, by_rule);
    TRY(ledger_make(into, total, &ledger));
    for (k = 0; k < total; k++)
        ledger_write(&ledger, &all[k].rule, all[k].price);
    return leaf_make(into, &ledger, prices_locked(in), solution);
}

/* ---- figures and reasons ---- */

static bool is_published(const struct plan_instance *in, const struct plan_session *s)
{
    int32_t low = 0;
    int32_t high = in->published_n;

    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        int order = plan_session_compare(&in->published[middle].session, s);

        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool is_known(const struct plan_instance *in, const struct plan_session *s)
{
    const struct plan_family *f = &in->families[s->family];

    for (int32_t i = 0; i < f->introduced.n; i++)
        if (in->carer_refs[f->introduced.from + i] == s->carer)
            return true;
    return false;
}

static void count_session(const struct plan_instance *in, const struct plan_solution *solution,
                          size_t i, int64_t *figures)
{
    const struct plan_session *s = &solution->sessions[i];
    const struct plan_family *f = &in->families[s->family];
    const struct plan_carer *c = &in->carers[s->carer];
    bool first = i == 0 || s[-1].family != s->family || s[-1].carer != s->carer;
    bool known = is_known(in, s);
    int64_t len = s->end - s->start;

    figures[PLAN_SESSIONS]++;
    figures[PLAN_SLOTS] += len;
    figures[PLAN_CONTINUITY_SLOTS] += known ? len : 0;
    figures[PLAN_NEW_INTRODUCTIONS] += first && !known;
    figures[PLAN_TRAVEL_METRES] += 2 * funnel_distance(f->x, f->y, c->x, c->y);
    figures[PLAN_PUBLISHED_CHANGED] -= is_published(in, s);
}

static void count_family(const struct plan_family *f, int64_t slots, int64_t *figures)
{
    figures[PLAN_FAMILIES_MINIMUM] += slots >= f->min;
    figures[PLAN_FAMILIES_TARGET] += slots >= f->target;
    if (slots == 0)
        return;
    figures[PLAN_FAMILIES_SERVED]++;
    figures[PLAN_CHILDREN_SERVED] += f->children.n;
    figures[PLAN_WEIGHTED_WAIT_SERVED] += (int64_t)f->weight * f->waiting_days;
}

static struct err *figures_count(struct arena *into, const struct plan_instance *in,
                                 const struct funnel *funnel, struct plan_solution *solution)
{
    int64_t *figures = solution->figures;
    struct plan_why *why = arena_makes(into, struct plan_why, (size_t)in->families_n);
    size_t i = 0;

    NEED(why);
    figures[PLAN_PUBLISHED_CHANGED] = in->published_n;
    for (int32_t f = 0; f < in->families_n; f++) {
        int64_t slots = 0;

        for (; i < solution->sessions_n && solution->sessions[i].family == f; i++) {
            slots += solution->sessions[i].end - solution->sessions[i].start;
            count_session(in, solution, i, figures);
        }
        count_family(&in->families[f], slots, figures);
        if (slots < in->families[f].min)
            why[solution->why_n++] = (struct plan_why){f, (enum plan_reason)funnel->reasons[f]};
    }
    for (int k = 0; k < PLAN_FIGURE__COUNT; k++)
        solution->has_figure[k] = true;
    solution->why = why;
    solution->has_why = true;
    return NULL;
}

struct err *report_make(struct arena *into, const struct plan_instance *in,
                        const struct funnel *funnel, const struct area_result *results, int32_t n,
                        struct plan_solution *ret_solution)
{
    struct plan_solution solution = {.instance = in->name, .has_objective = true};
    int64_t bound = 0;

    for (int32_t i = 0; i < n; i++) {
        solution.objective += results[i].worth;
        bound += results[i].bound;
    }
    solution.objective -= report_changes(in);
    solution.bound = bound / PLAN_SCALE - report_changes(in);
    solution.has_bound = true;
    TRY(sessions_join(into, results, n, &solution));
    TRY(certificate_join(into, in, results, n, &solution));
    TRY(figures_count(into, in, funnel, &solution));
    *ret_solution = solution;
    return NULL;
}

int32_t report_minimum(const struct plan_instance *in, const struct area_result *results, int32_t n)
{
    int32_t reached = 0;

    for (int32_t f = 0; f < in->families_n; f++)
        reached += in->families[f].min == 0;
    for (int32_t i = 0; i < n; i++) /* an area's sessions come family by family */
        for (size_t k = 0; k < results[i].sessions_n;) {
            int32_t family = results[i].sessions[k].family;
            int32_t slots = 0;

            for (; k < results[i].sessions_n && results[i].sessions[k].family == family; k++)
                slots += results[i].sessions[k].end - results[i].sessions[k].start;
            reached += in->families[family].min > 0 && slots >= in->families[family].min;
        }
    return reached;
}
