/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* hunt.c - rounds of column generation. Prices are integers from the moment they leave CLP. */
#include "plan/hunt.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "plan/plan.h"

#define SMOOTHING 0.6
#define SEPARATIONS 1       /* rounds of rules in one solve: fewer pivots than to the end */
#define WORTHWHILE 0.02     /* points a new column must promise: prices are rounded */
#define WORTHWHILE_AGAIN 2  /* and one that the master has had before */
#define SLOW 2e-5           /* a rise of the master that calls for rounded weeks */
#define COLUMNS_MAX 14      /* of one family in the master before the idle ones go */
#define FORGET_POINTS 150.0 /* out of use by more */
#define NEAR 300            /* scaled points between master and bound that end the hunt */

/* One round's questions to the families. */
struct survey {
    struct hunt *hunt;
    struct prices prices;
    struct answer *answers;
};

static struct err *first_columns(struct hunt *hunt)
{
    for (int32_t f = 0; f < hunt->field->families_n; f++) {
        const struct shelf *shelf = &hunt->pool->shelves[f];

        for (int32_t i = 0; i < shelf->n; i++)
            TRY(master_add(hunt->master, &shelf->jars[i].column, 1));
    }
    return NULL;
}

struct err *hunt_open(struct arena *into, struct pool *pool, struct hunt *ret_hunt)
{
    *ret_hunt = (struct hunt){.field = pool->field,
                              .arena = into,
                              .pool = pool,
                              .bound = INT64_MAX,
                              .locked = prices_locked(pool->field->in)};
    return master_open(into, pool->field, &ret_hunt->master);
}

void hunt_close(struct hunt *hunt)
{
    master_close(&hunt->master);
}

/* The round's prices: between the master's and the best, or the master's own. */
static struct err *round_prices(const struct hunt *hunt, struct arena *scratch, int64_t **ret_price,
                                int32_t *ret_n)
{
    const struct rule *rules;
    int32_t n = master_rules(hunt->master, &rules);
    int64_t *price = arena_makes(scratch, int64_t, (size_t)n);

    NEED(price);
    for (int32_t r = 0; r < n; r++) {
        double now = master_rule_price(hunt->master, r) * PLAN_SCALE;
        double best = r < hunt->best_n ? (double)hunt->best_price[r] : 0;

        price[r] = llround(hunt->smooth ? SMOOTHING * best + (1 - SMOOTHING) * now : now);
    }
    *ret_price = price;
    *ret_n = n;
    return NULL;
}

static struct err *ask_family(void *context, struct worker *worker, int32_t family)
{
    struct survey *survey = context;
    struct order order = {
        .field = survey->hunt->field, .prices = &survey->prices, .family = family};

    return oracle_ask(worker, worker->fresh, &order, 0, 0, &survey->answers[family]);
}

/* The Lagrangian bound at integer prices. */
static int64_t bound_at(const struct hunt *hunt, const struct survey *survey, const int64_t *price,
                        int32_t n)
{
    const struct rule *rules;
    const struct plan_instance *in = hunt->field->in;
    int64_t bound = 0;

    master_rules(hunt->master, &rules);
    for (int32_t r = 0; r < n; r++)
        bound += price[r] * rule_limit(hunt->field, &rules[r]);
    for (int32_t f = 0; f < hunt->field->families_n; f++) {
        bound += survey->answers[f].value;
        for (int32_t p = hunt->field->published_from[f]; p < hunt->field->published_end[f]; p++)
            bound -= in->published[p].locked ? hunt->locked : 0;
    }
    return bound;
}

static struct err *keep_bound(struct hunt *hunt, const int64_t *price, int32_t n, int64_t bound)
{
    if (bound >= hunt->bound)
        return NULL;
    hunt->best_price =
        arena_grow(hunt->arena, hunt->best_price, (size_t)hunt->best_n, (size_t)n, sizeof *price);
    NEED(hunt->best_price);
    memcpy(hunt->best_price, price, (size_t)n * sizeof *price);
    hunt->best_n = n;
    hunt->bound = bound;
    return NULL;
}

/* What the column would add to the master, in points. */
static double promise(const struct hunt *hunt, const struct prices *duals,
                      const struct column *column)
{
    return (double)(PLAN_SCALE * column->worth - prices_charge(hunt->field, duals, column)) /
               PLAN_SCALE -
           master_family_price(hunt->master, column->family);
}

/* Adds the columns that improve the master at its own duals; counts them. */
static struct err *add_columns(struct hunt *hunt, const struct answer *answers,
                               const struct prices *duals, struct arena *scratch, int32_t *ret_n)
{
    int32_t families = hunt->field->families_n;
    const struct column **found =
        arena_makes(scratch, const struct column *, (size_t)families *ORACLE_PLANS);
    int32_t n = 0;

    NEED(found);
    for (int32_t f = 0; f < families; f++)
        for (int32_t i = 0; i < answers[f].n; i++) {
            double points = promise(hunt, duals, answers[f].columns[i]);
            const struct column *kept;
            bool is_new;

            if (points < WORTHWHILE || !column_keeps_locked(hunt->field, answers[f].columns[i]))
                continue;
            TRY(pool_add(hunt->pool, answers[f].columns[i], &kept, &is_new));
            if (is_new || points >= WORTHWHILE_AGAIN)
                found[n++] = kept;
        }
    *ret_n = n;
    return master_add(hunt->master, found, n);
}

/* What the next round should do better: round the weeks once the master rises slowly; trust the
 * master's own prices when smoothed ones show nothing; end when its value meets the bound. */
static void go_on(struct hunt *hunt, int32_t found)
{
    double value = master_value(hunt->master);
    bool slow = value - hunt->value < SLOW * value;

    hunt->value = value;
    if (!hunt->with_cuts)
        hunt->with_cuts = slow || found == 0;
    else if (hunt->bound - (int64_t)(value * PLAN_SCALE) < NEAR || (found == 0 && !hunt->smooth))
        hunt->done = true;
    hunt->smooth = found > 0;
}

static struct err *survey_run(struct hunt *hunt, struct arena *scratch)
{
    struct survey survey = {.hunt = hunt};
    const struct rule *rules;
    struct prices duals;
    int64_t *price = NULL;
    int32_t n = 0;
    int32_t found = 0;

    TRY(round_prices(hunt, scratch, &price, &n));
    assert(price != NULL);
    master_rules(hunt->master, &rules);
    TRY(prices_make(scratch, hunt->field, rules, price, n, hunt->locked, &survey.prices));
    survey.answers = arena_makes(scratch, struct answer, (size_t)hunt->field->families_n);
    NEED(survey.answers);
    TRY(crew_run(hunt->crew, ask_family, &survey, hunt->field->families_n));
    TRY(keep_bound(hunt, price, n, bound_at(hunt, &survey, price, n)));
    for (int32_t r = 0; r < n; r++)
        price[r] = llround(master_rule_price(hunt->master, r) * PLAN_SCALE);
    TRY(prices_make(scratch, hunt->field, rules, price, n, hunt->locked, &duals));
    TRY(add_columns(hunt, survey.answers, &duals, scratch, &found));
    go_on(hunt, found);
    return NULL;
}

struct err *hunt_solve(struct hunt *hunt)
{
    if (!hunt->solving && master_columns_n(hunt->master) > COLUMNS_MAX * hunt->field->families_n)
        TRY(master_forget(hunt->master, FORGET_POINTS));
    TRY(master_solve(hunt->master, SEPARATIONS, hunt->with_cuts, &hunt->solved));
    hunt->solving = !hunt->solved;
    return NULL;
}

struct err *hunt_ask(struct hunt *hunt)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(SEPARATE_BYTES_MAX);

    NEED(scratch);
    hunt->solved = false;
    TRY(survey_run(hunt, scratch));
    for (int32_t i = 0; i < hunt->crew->threads; i++)
        arena_reset(hunt->crew->workers[i].fresh);
    hunt->rounds++;
    return NULL;
}

struct err *hunt_step(struct hunt *hunt)
{
    TRY(hunt_solve(hunt));
    return hunt->solved ? hunt_ask(hunt) : NULL;
}

struct err *hunt_round(struct hunt *hunt)
{
    int32_t before = hunt->rounds;

    while (hunt->rounds == before)
        TRY(hunt_step(hunt));
    return NULL;
}

struct err *hunt_first(struct hunt *hunt)
{
    TRY(first_columns(hunt));
    TRY(hunt_round(hunt));
    hunt->done = false;
    return NULL;
}

int64_t hunt_pivots(const struct hunt *hunt)
{
    return master_work(hunt->master);
}

struct err *hunt_prices(const struct hunt *hunt, struct arena *into, struct prices *ret_prices)
{
    const struct rule *rules;

    master_rules(hunt->master, &rules);
    return prices_make(into, hunt->field, rules, hunt->best_price, hunt->best_n, hunt->locked,
                       ret_prices);
}
