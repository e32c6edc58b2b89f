/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* patch.c - one neighbourhood: who is freed, which columns compete, who wins. */
#include "plan/patch.h"

#include <assert.h>
#include <string.h>

#include "plan/model.h"
#include "plan/plan.h"

enum {
    ROUNDS = 3,           /* of pricing */
    RIVALS_MAX = 64,      /* columns of one family */
    KNOWN_MAX = 24,       /* of them from the pool */
    KNOWN_BESIDE_MAX = 6, /* the same beside another plan's */
    DIVE_ROUNDS = 2,
    SETS_MAX = 4,       /* carer sets the pricing may try */
    PIVOT_CELLS = 4000, /* what a step of the simplex method counts in work */
    TRIES = 12,         /* to find one more related family, for each wanted */
};

/* A freed family and its columns. */
struct rival {
    const struct column *columns[RIVALS_MAX];
    int32_t n;
};

struct work {
    struct worker *worker;
    struct patch *patch;
    const struct field *field;
    uint8_t *freed;  /* by family of the field */
    int32_t *row_of; /* by family of the field */
    struct rival *rivals;
    struct model model;
    struct model_relaxed relaxed;
    int64_t now; /* worth of the freed families' present plans */
};

uint64_t patch_random(uint64_t *seed)
{
    uint64_t x = *seed += UINT64_C(0x9e3779b97f4a7c15);

    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static int32_t pick(uint64_t *seed, int32_t n)
{
    assert(n > 0);
    return (int32_t)(patch_random(seed) % (uint64_t)n);
}

/* ---- who is freed ---- */

static void free_family(struct work *w, int32_t family)
{
    struct patch *p = w->patch;

    if (w->freed[family])
        return;
    w->freed[family] = 1;
    w->row_of[family] = p->families_n;
    p->families[p->families_n++] = family;
}

/* A family that uses, or could use, a carer of the given one. */
static int32_t neighbour(const struct work *w, int32_t family, uint64_t *seed)
{
    const struct field *field = w->field;
    const struct column *plan = w->patch->roster->plans[family];
    int32_t from = field->pairs_from[family];
    int32_t carer = field->pairs[from + pick(seed, field->pairs_from[family + 1] - from)].carer;
    const struct diary *diary;

    if (plan != NULL && plan->n > 0 && pick(seed, 3) == 0)
        carer = plan->visits[pick(seed, plan->n)].carer;
    diary = &w->patch->roster->diaries[carer];
    if (diary->n > 0 && pick(seed, 3) != 0)
        return diary->at[pick(seed, diary->n)].family;
    from = field->by_carer_from[carer];
    return field->pairs[field->by_carer[from + pick(seed, field->by_carer_from[carer + 1] - from)]]
        .family;
}

/* Where two plans differ, from some family on. */
static void free_different(struct work *w, int32_t most)
{
    struct patch *p = w->patch;
    uint64_t seed = p->seed;
    int32_t from = pick(&seed, w->field->families_n);

    for (int32_t i = 0; i < w->field->families_n && p->families_n < most; i++) {
        int32_t family = (from + i) % w->field->families_n;
        const struct column *a = p->roster->plans[family];
        const struct column *b = p->other->plans[family];

        if (a != b && (a == NULL || b == NULL || !column_equal(a, b)))
            free_family(w, family);
    }
}

static void free_listed(struct work *w)
{
    const struct patch *p = w->patch;

    for (int32_t f = 0; f < w->field->families_n; f++)
        if (p->only == NULL || (p->only[f] && p->roster->plans[f] == NULL))
            free_family(w, f);
}

static void free_families(struct work *w)
{
    struct patch *p = w->patch;
    uint64_t seed = p->seed;
    int32_t most = p->size < w->field->families_n ? p->size : w->field->families_n;

    if (p->other != NULL) {
        free_different(w, most);
        return;
    }
    if (p->only != NULL || most == w->field->families_n) {
        free_listed(w);
        return;
    }
    free_family(w, p->first >= 0 ? p->first : pick(&seed, w->field->families_n));
    for (int32_t i = 0; i < TRIES * most && p->families_n < most; i++)
        free_family(w, neighbour(w, p->families[pick(&seed, p->families_n)], &seed));
}

/* ---- which columns compete ---- */

static bool rival_add(struct rival *rival, const struct column *column)
{
    for (int32_t i = 0; i < rival->n; i++)
        if (column_equal(rival->columns[i], column))
            return false;
    if (rival->n == RIVALS_MAX)
        return false;
    rival->columns[rival->n++] = column;
    return true;
}

static bool fits(const struct work *w, const struct column *column)
{
    return column != NULL && roster_fits(w->patch->roster, column, w->freed);
}

static void gather(struct work *w)
{
    const struct roster *roster = w->patch->roster;

    for (int32_t k = 0; k < w->patch->families_n; k++) {
        int32_t family = w->patch->families[k];
        const struct shelf *shelf = &w->patch->pool->shelves[family];
        struct rival *rival = &w->rivals[k];
        int32_t known = KNOWN_MAX;

        if (roster->plans[family] != NULL) {
            rival_add(rival, roster->plans[family]);
            w->now += model_worth(&w->model, roster->plans[family]);
        }
        if (w->patch->other != NULL) {
            known = KNOWN_BESIDE_MAX;
            if (fits(w, w->patch->other->plans[family]))
                rival_add(rival, w->patch->other->plans[family]);
        }
        for (int32_t i = 0; i < shelf->n && rival->n < known; i++)
            if (fits(w, shelf->jars[i].column))
                rival_add(rival, shelf->jars[i].column);
    }
}

/* Lays the columns out in one list; `slack` drops those that fall short by more. */
static void line_up(struct work *w, const double *reduced, double slack)
{
    struct model *m = &w->model;
    int32_t seen = 0;

    m->columns_n = 0;
    for (int32_t k = 0; k < w->patch->families_n; k++)
        for (int32_t i = 0; i < w->rivals[k].n; i++, seen++)
            if (reduced == NULL || reduced[seen] <= slack)
                m->columns[m->columns_n++] = w->rivals[k].columns[i];
}

/* Best plans at the relaxation's prices, in the room that the rest leaves. */
static struct err *price_family(struct work *w, const struct prices *prices, int32_t k,
                                int32_t *ret_new)
{
    struct patch *p = w->patch;
    struct order order = {.field = w->field,
                          .prices = prices,
                          .roster = p->roster,
                          .freed = w->freed,
                          .family = p->families[k]};
    int64_t floor = (int64_t)(w->relaxed.family_price[k] * PLAN_SCALE) + 20;
    struct answer answer;

    TRY(oracle_ask(w->worker, w->worker->fresh, &order, floor, SETS_MAX, &answer));
    for (int32_t i = 0; i < answer.n; i++) {
        if (!column_keeps_locked(w->field, answer.columns[i]) ||
            !rival_add(&w->rivals[k], answer.columns[i]))
            continue;
        p->found[p->found_n++] = answer.columns[i];
        ++*ret_new;
    }
    return NULL;
}

static struct err *relax(struct work *w)
{
    struct arena *scratch = w->worker->scratch;

    line_up(w, NULL, 0);
    TRY(model_rules(scratch, &w->model));
    w->relaxed.rule_price = arena_makes(scratch, int64_t, (size_t)w->model.rules_n);
    NEED(w->relaxed.rule_price);
    TRY(model_relax(scratch, &w->model, &w->relaxed));
    w->worker->work += PIVOT_CELLS * (int64_t)w->relaxed.pivots;
    return NULL;
}

static struct err *price_rounds(struct work *w)
{
    for (int32_t round = 0;; round++) {
        struct prices prices;
        int32_t n = 0;

        TRY(relax(w));
        if (round == (w->patch->part > 0 ? DIVE_ROUNDS : ROUNDS))
            return NULL;
        TRY(prices_make(w->worker->scratch, w->field, w->model.rules, w->relaxed.rule_price,
                        w->model.rules_n, prices_locked(w->field->in), &prices));
        prices.kept = w->relaxed.kept_price + PLAN_SCALE * w->patch->kept_points;
        for (int32_t k = 0; k < w->patch->families_n; k++)
            TRY(price_family(w, &prices, k, &n));
        if (n == 0)
            return NULL;
    }
}

/* ---- who wins ---- */

static struct err *choose(struct work *w)
{
    struct patch *p = w->patch;
    struct arena *scratch = w->worker->scratch;
    double slack = w->relaxed.value - (double)w->now;
    int32_t *chosen = arena_makes(scratch, int32_t, (size_t)p->families_n);
    int32_t pivots;
    bool found;
    int64_t worth = 0;

    NEED(chosen);
    if (slack < 0.9)
        return NULL;
    line_up(w, w->relaxed.reduced, slack);
    TRY(model_rules(scratch, &w->model));
    TRY(model_solve(scratch, &w->model, w->now, p->nodes, chosen, &found, &pivots));
    w->worker->work += PIVOT_CELLS * (int64_t)pivots;
    if (!found)
        return NULL;
    for (int32_t k = 0; k < p->families_n; k++) {
        p->plans[k] = chosen[k] < 0 ? NULL : w->model.columns[chosen[k]];
        worth += p->plans[k] == NULL ? 0 : model_worth(&w->model, p->plans[k]);
    }
    p->gain = worth > w->now ? worth - w->now : 0;
    return NULL;
}

/* The plans that the relaxation uses most, and all it uses wholly. */
static struct err *take_sure(struct work *w)
{
    struct patch *p = w->patch;
    struct model *m = &w->model;
    double *most = arena_makes(w->worker->scratch, double, (size_t)p->families_n);
    int32_t wanted = p->families_n / p->part + 1;

    NEED(most);
    for (int32_t i = 0; i < m->columns_n; i++) {
        int32_t k = w->row_of[m->columns[i]->family];

        if (w->relaxed.use[i] > most[k] && m->columns[i]->n > 0) {
            most[k] = w->relaxed.use[i];
            p->plans[k] = m->columns[i];
        }
    }
    for (int32_t k = 0; k < p->families_n; k++) {
        int32_t better = 0;

        for (int32_t j = 0; j < p->families_n; j++)
            better += most[j] > most[k] || (j < k && most[j] >= most[k]);
        if (better >= wanted && most[k] < 1 - 1e-6)
            p->plans[k] = NULL;
    }
    return NULL;
}

static struct err *work_space(struct work *w)
{
    struct patch *p = w->patch;
    struct arena *fresh = w->worker->fresh;
    struct arena *scratch = w->worker->scratch;
    size_t size = (size_t)p->size;
    size_t columns = size * RIVALS_MAX;

    p->families = arena_makes(fresh, int32_t, size);
    NEED(p->families);
    p->plans = arena_makes(fresh, const struct column *, size);
    NEED(p->plans);
    p->found = arena_makes(fresh, const struct column *, size *ROUNDS *ORACLE_PLANS);
    NEED(p->found);
    w->freed = arena_makes(scratch, uint8_t, (size_t)w->field->families_n);
    NEED(w->freed);
    w->row_of = arena_makes(scratch, int32_t, (size_t)w->field->families_n);
    NEED(w->row_of);
    w->rivals = arena_makes(scratch, struct rival, size);
    NEED(w->rivals);
    w->model.columns = arena_makes(scratch, const struct column *, columns);
    NEED(w->model.columns);
    w->relaxed.use = arena_makes(scratch, double, 2 * columns);
    NEED(w->relaxed.use);
    w->relaxed.reduced = w->relaxed.use + columns;
    w->relaxed.family_price = arena_makes(scratch, double, size);
    NEED(w->relaxed.family_price);
    return NULL;
}

/* What is left for the freed families of the published sessions that must stay. */
static int32_t kept_min(const struct work *w)
{
    const struct roster *roster = w->patch->roster;
    int32_t others = roster->kept;

    for (int32_t k = 0; k < w->patch->families_n; k++) {
        const struct column *plan = roster->plans[w->patch->families[k]];

        others -= plan == NULL ? 0 : plan->kept;
    }
    return roster->kept_min - others;
}

struct err *patch_run(struct worker *worker, struct patch *patch)
{
    struct arena_mark mark = arena_mark(worker->scratch);
    struct work w = {.worker = worker, .patch = patch, .field = patch->roster->field};

    patch->gain = 0;
    patch->families_n = 0;
    patch->found_n = 0;
    TRY(work_space(&w));
    w.model.kept_points = patch->kept_points;
    free_families(&w);
    gather(&w);
    w.model.field = w.field;
    w.model.roster = patch->roster;
    w.model.freed = w.freed;
    w.model.families = patch->families;
    w.model.families_n = patch->families_n;
    w.model.row_of = w.row_of;
    w.model.kept_min = kept_min(&w);
    TRY(price_rounds(&w));
    TRY(patch->part > 0 ? take_sure(&w) : choose(&w));
    arena_rewind(worker->scratch, mark);
    return NULL;
}

/* ---- into the roster ---- */

static struct err *plans_put(const struct patch *patch, struct roster *roster,
                             const struct column *const *plans, bool *ret_fits)
{
    *ret_fits = true;
    for (int32_t k = 0; k < patch->families_n; k++)
        roster_take(roster, patch->families[k]);
    for (int32_t k = 0; k < patch->families_n; k++) {
        if (plans[k] == NULL)
            continue;
        if (!roster_fits(roster, plans[k], NULL)) {
            *ret_fits = false;
            return NULL;
        }
        TRY(roster_put(roster, plans[k]));
    }
    return NULL;
}

struct err *patch_apply(const struct patch *patch, struct roster *roster, struct pool *pool,
                        bool *ret_better)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new((size_t)1 << 20);
    int64_t worth = roster->worth + patch->kept_points * roster->kept;
    const struct column **before;
    const struct column *kept;
    struct err *bad;
    bool is_new;

    *ret_better = false;
    NEED(scratch);
    for (int32_t i = 0; i < patch->found_n; i++)
        TRY(pool_add(pool, patch->found[i], &kept, &is_new));
    if (patch->gain <= 0)
        return NULL;
    before = arena_makes(scratch, const struct column *, 2 * (size_t)patch->families_n);
    NEED(before);
    const struct column **after = before + patch->families_n;
    for (int32_t k = 0; k < patch->families_n; k++) {
        before[k] = roster->plans[patch->families[k]];
        if (patch->plans[k] != NULL)
            TRY(pool_add(pool, patch->plans[k], &after[k], &is_new));
    }
    bad = plans_put(patch, roster, after, ret_better);
    if (*ret_better && roster->worth + patch->kept_points * roster->kept > worth &&
        roster->kept >= roster->kept_min)
        return NULL;
    *ret_better = false;
    TRY(plans_put(patch, roster, before, &is_new)); /* where they were: no more memory needed */
    return bad;
}

/* ---- diving ---- */

/* Puts what a dive is sure of; how many plans. */
static struct err *sure_put(const struct patch *sure, struct roster *roster, int32_t *ret_n)
{
    *ret_n = 0;
    for (int32_t k = 0; k < sure->families_n; k++)
        if (sure->plans[k] != NULL && roster_fits(roster, sure->plans[k], NULL)) {
            TRY(roster_put(roster, sure->plans[k]));
            ++*ret_n;
        }
    return NULL;
}

/* Frees the families in a copy of the roster and marks them. */
static struct err *dive_begin(struct worker *worker, struct patch *patch, struct roster *trial,
                              uint8_t **ret_only)
{
    const struct field *field = patch->roster->field;
    struct work w = {.worker = worker, .patch = patch, .field = field};
    struct arena *fresh = worker->fresh;

    patch->families_n = 0;
    patch->found_n = 0;
    patch->gain = 0;
    patch->families = arena_makes(fresh, int32_t, (size_t)patch->size);
    NEED(patch->families);
    patch->plans = arena_makes(fresh, const struct column *, (size_t)patch->size);
    NEED(patch->plans);
    w.freed = arena_makes(fresh, uint8_t, (size_t)field->families_n);
    NEED(w.freed);
    w.row_of = arena_makes(fresh, int32_t, (size_t)field->families_n);
    NEED(w.row_of);
    TRY(roster_make(fresh, field, trial));
    TRY(roster_copy(patch->roster, trial));
    free_families(&w);
    for (int32_t k = 0; k < patch->families_n; k++)
        if (!field_has_locked(field, patch->families[k]))
            roster_take(trial, patch->families[k]);
    *ret_only = w.freed;
    return NULL;
}

struct err *patch_dive(struct worker *worker, struct patch *patch)
{
    struct roster trial;
    uint8_t *only = NULL;
    int32_t n = 1;

    TRY(dive_begin(worker, patch, &trial, &only));
    while (n > 0) {
        struct patch sure = {.roster = &trial,
                             .pool = patch->pool,
                             .first = -1,
                             .only = only,
                             .part = patch->part,
                             .size = patch->size};

        TRY(patch_run(worker, &sure));
        TRY(sure_put(&sure, &trial, &n));
    }
    for (int32_t k = 0; k < patch->families_n; k++)
        patch->plans[k] = trial.plans[patch->families[k]];
    patch->gain = trial.worth - patch->roster->worth;
    return NULL;
}

struct err *patch_force(const struct patch *patch, struct roster *roster, struct pool *pool)
{
    for (int32_t k = 0; k < patch->families_n; k++)
        roster_take(roster, patch->families[k]);
    for (int32_t k = 0; k < patch->families_n; k++) {
        const struct column *kept;
        bool is_new;

        if (patch->plans[k] == NULL)
            continue;
        TRY(pool_add(pool, patch->plans[k], &kept, &is_new));
        TRY(roster_put(roster, kept));
    }
    return NULL;
}
