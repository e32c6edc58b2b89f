/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_best.c - the most one family can get while it pays the prices: best(f) of the format.
 *
 * Over every set of at most carers_max carers, the course over their priced sessions. Two exact
 * short cuts: a session whose value and highest tier together gain nothing never helps, because the
 * tiers only fall; and two carers together bring no more than each alone, for the same reason. */
#include <assert.h>
#include <stdlib.h>

#include "plan/verify_inner.h"

/* A carer who may serve the family, with his or her sessions in desk->sessions. */
struct option {
    int32_t carer;
    int32_t position; /* among the options */
    int32_t from;
    int32_t n;
    wide fixed; /* of using the carer at all, at most 0 */
    wide alone; /* the best with this carer only */
};

struct verify_desk {
    struct arena *arena;
    const struct verify_world *world;
    struct verify_course *course;
    int32_t *carers;
    struct option *options;
    int32_t options_n;
    struct verify_session *sessions;
    int32_t sessions_n;
    int32_t sessions_room;
    struct verify_session *merged;
    int32_t merged_room;
    int64_t *utility;
    int32_t utility_room;
    int64_t *prefix;    /* slot prices of one carer, summed up to each slot */
    int64_t *week;      /* week prices of one carer */
    int32_t *week_left; /* by option and week: slots others leave */
    int32_t week_left_room;
    struct verify_session *choice; /* of the best plan */
    int32_t choice_n;
    int32_t choice_room;
    /* the family and leaf at hand */
    const struct verify_leaf *leaf;
    int32_t family;
    int32_t forced[2];
    int32_t forced_n; /* 3 stands for more than two */
    int32_t unit;
    int32_t units_max;
    /* the carer at hand while sessions are enumerated */
    int32_t carer;
    bool is_introduced;
    bool has_slot_prices;
    struct verify_price_list pairs;
    struct verify_price_list cuts;
    wide session_cost; /* travel, in 1/scale points */
    bool any_session;  /* some session is possible, worth its price or not */
    struct err *bad;
};

enum { FORCED_MANY = 3, SESSIONS_FIRST = 1024 };

struct err *verify_desk_new(struct arena *arena, const struct verify_world *w,
                            struct verify_desk **ret_desk)
{
    const struct plan_instance *in = w->in;
    struct verify_desk *d = arena_make(arena, struct verify_desk);
    NEED(d);
    d->arena = arena;
    d->world = w;
    TRY(verify_course_new(arena, in->slots, &d->course));
    d->carers = arena_makes(arena, int32_t, (size_t)in->carers_n);
    d->options = arena_makes(arena, struct option, (size_t)in->carers_n);
    d->prefix = arena_makes(arena, int64_t, (size_t)(in->slots + in->params.turnaround) + 1);
    d->week = arena_makes(arena, int64_t, (size_t)in->weeks);
    if (d->carers == NULL || d->options == NULL || d->prefix == NULL || d->week == NULL)
        return err_no_memory();
    *ret_desk = d;
    return NULL;
}

/* ---- what the branches say ---- */

static void branches_take(struct verify_desk *d)
{
    d->forced_n = 0;
    for (int32_t i = 0; i < d->leaf->fixed_n; i++) {
        const struct verify_fixed *x = &d->leaf->fixed[i];
        if (x->family != d->family || !x->used)
            continue;
        if (d->forced_n < 2)
            d->forced[d->forced_n++] = x->carer;
        else
            d->forced_n = FORCED_MANY;
    }
}

static bool is_banned(const struct verify_desk *d, int32_t carer)
{
    for (int32_t i = 0; i < d->leaf->fixed_n; i++) {
        const struct verify_fixed *x = &d->leaf->fixed[i];
        if (x->family == d->family && x->carer == carer && !x->used)
            return true;
    }
    return false;
}

static bool is_forced(const struct verify_desk *d, int32_t carer)
{
    return (d->forced_n > 0 && d->forced[0] == carer) || (d->forced_n > 1 && d->forced[1] == carer);
}

/* ---- one carer's priced sessions ---- */

static void slot_prices_take(struct verify_desk *d, int32_t carer)
{
    const struct plan_instance *in = d->world->in;
    const struct verify_price_list list = verify_prices_slot(d->leaf->prices, carer);
    size_t at = 0;
    d->has_slot_prices = list.n > 0;
    if (list.n == 0)
        return;
    d->prefix[0] = 0;
    for (int32_t t = 0; t < in->slots + in->params.turnaround; t++) {
        d->prefix[t + 1] = d->prefix[t];
        if (at < list.n && list.items[at].at == t)
            d->prefix[t + 1] += list.items[at++].price;
    }
}

static void week_prices_take(struct verify_desk *d, int32_t carer)
{
    const struct verify_price_list list = verify_prices_week(d->leaf->prices, carer);
    for (int32_t w = 0; w < d->world->in->weeks; w++)
        d->week[w] = 0;
    for (size_t i = 0; i < list.n; i++)
        d->week[list.items[i].at] = list.items[i].price;
}

/* Those of the carer's pair prices that stand at this family. */
static void pair_prices_take(struct verify_desk *d, int32_t carer)
{
    struct verify_price_list list = verify_prices_pair(d->leaf->prices, carer);
    while (list.n > 0 && list.items[0].family < d->family) {
        list.items++;
        list.n--;
    }
    while (list.n > 0 && list.items[list.n - 1].family > d->family)
        list.n--;
    d->pairs = list;
}

static wide priced_rules(const struct verify_desk *d, int32_t start, int32_t end)
{
    wide cost = (wide)d->week[start / PLAN_WEEK] * (end - start);
    if (d->has_slot_prices)
        cost += d->prefix[end + d->world->in->params.turnaround] - d->prefix[start];
    for (size_t i = 0; i < d->pairs.n; i++) {
        const struct verify_price *p = &d->pairs.items[i];
        if (start <= p->at && p->at < (int64_t)end + p->reach)
            cost += p->price;
    }
    for (size_t i = 0; i < d->cuts.n; i++) {
        const struct verify_price *p = &d->cuts.items[i];
        if (p->at == start / PLAN_WEEK)
            cost += (wide)p->price * ((end - start) / p->divisor);
    }
    return cost;
}

static wide published_gain(const struct verify_desk *d, int32_t start, int32_t end)
{
    const struct plan_instance *in = d->world->in;
    const struct plan_session q = {d->family, d->carer, start, end};
    int32_t i = in->published_n == 0 ? -1 : verify_published(in, &q);
    if (i < 0)
        return 0;
    return (wide)d->leaf->scale * in->params.change_points +
           (in->published[i].locked ? verify_prices_locked(d->leaf->prices) : 0);
}

static struct err *session_push(struct verify_desk *d, struct verify_session s)
{
    if (d->sessions_n == d->sessions_room) {
        size_t room = d->sessions_room == 0 ? SESSIONS_FIRST : 2 * (size_t)d->sessions_room;
        if (room > INT32_MAX)
            return err_no_memory();
        struct verify_session *wider =
            arena_grow(d->arena, d->sessions, (size_t)d->sessions_room, room, sizeof *wider);
        NEED(wider);
        d->sessions = wider;
        d->sessions_room = (int32_t)room;
    }
    d->sessions[d->sessions_n++] = s;
    return NULL;
}

static const int32_t *week_left_of(const struct verify_desk *d, int32_t option)
{
    return d->week_left + (size_t)option * (size_t)d->world->in->weeks;
}

/* The weekly limits of the next option. */
static struct err *week_left_take(struct verify_desk *d, int32_t carer)
{
    const struct plan_instance *in = d->world->in;
    int32_t used = d->options_n * in->weeks;
    if (used + in->weeks > d->week_left_room) {
        int32_t room = 2 * (used + in->weeks);
        int32_t *wider =
            arena_grow(d->arena, d->week_left, (size_t)used, (size_t)room, sizeof *wider);
        NEED(wider);
        d->week_left = wider;
        d->week_left_room = room;
    }
    for (int32_t w = 0; w < in->weeks; w++)
        d->week_left[used + w] = d->leaf->taken == NULL
                                     ? in->carers[carer].week_max
                                     : verify_taken_week(in, d->leaf->taken, d->family, carer, w);
    return NULL;
}

/* Called for every possible session of family and carer at hand. */
static bool session_price(void *with, int32_t start, int32_t end)
{
    struct verify_desk *d = with;
    const struct plan_instance *in = d->world->in;
    const struct plan_params *p = &in->params;
    wide weight = in->families[d->family].weight;
    wide slots = end - start;
    d->any_session = true;
    if (slots > week_left_of(d, d->options_n)[start / PLAN_WEEK])
        return true;
    const struct plan_session q = {d->family, d->carer, start, end};
    if (d->leaf->taken != NULL && !verify_taken_fits(in, d->leaf->taken, &q))
        return true;
    wide value = -d->session_cost - priced_rules(d, start, end) + published_gain(d, start, end);
    if (d->is_introduced)
        value += d->leaf->scale * p->continuity_points * weight * slots;
    if (value + d->leaf->scale * p->tier_points[0] * weight * slots <= 0)
        return true;
    assert(value <= INT64_MAX / 2);
    d->bad = session_push(d, (struct verify_session){start, end, d->carer, (int64_t)value});
    return d->bad == NULL;
}

static struct err *option_take(struct verify_desk *d, int32_t carer)
{
    const struct plan_instance *in = d->world->in;
    const struct verify_leaf *leaf = d->leaf;
    struct option *o = &d->options[d->options_n];
    *o = (struct option){.carer = carer, .position = d->options_n, .from = d->sessions_n};
    o->fixed = -(wide)verify_prices_families(leaf->prices, carer);
    d->carer = carer;
    d->is_introduced = verify_introduced(in, d->family, carer);
    if (!d->is_introduced)
        o->fixed -= (wide)leaf->scale * in->params.introduction_points +
                    verify_prices_introductions(leaf->prices, carer);
    d->session_cost = (wide)leaf->scale * verify_travel(in, d->family, carer);
    d->cuts = verify_prices_cut(leaf->prices, carer);
    if (leaf->taken != NULL && !verify_taken_may(in, leaf->taken, d->family, carer))
        return NULL;
    TRY(week_left_take(d, carer));
    slot_prices_take(d, carer);
    week_prices_take(d, carer);
    pair_prices_take(d, carer);
    d->bad = NULL;
    d->any_session = false;
    verify_sessions(in, d->family, carer, session_price, d);
    if (d->bad != NULL)
        return d->bad;
    o->n = d->sessions_n - o->from;
    if (o->n > 0 || (d->any_session && is_forced(d, carer)))
        d->options_n++;
    return NULL;
}

/* ---- sets of carers ---- */

static int32_t divisor_common(int32_t a, int32_t b)
{
    while (b != 0) {
        int32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static struct err *utility_take(struct verify_desk *d)
{
    const struct plan_instance *in = d->world->in;
    const struct plan_family *f = &in->families[d->family];
    int32_t most = f->max < in->slots ? f->max : in->slots;
    d->unit = divisor_common(f->len_min, f->len_step);
    d->units_max = most / d->unit;
    if (d->units_max >= d->utility_room) {
        d->utility_room = 2 * (d->units_max + 1);
        d->utility = arena_makes(d->arena, int64_t, (size_t)d->utility_room);
        NEED(d->utility);
    }
    for (int32_t h = 0; h <= d->units_max; h++)
        d->utility[h] =
            (int64_t)(verify_utility(in, d->family, (int64_t)h * d->unit) * d->leaf->scale);
    return NULL;
}

/* Both carers' sessions by start, into d->merged. */
static struct err *options_merge(struct verify_desk *d, const struct option *a,
                                 const struct option *b)
{
    if (a->n + b->n > d->merged_room) {
        d->merged_room = 2 * (a->n + b->n);
        d->merged = arena_makes(d->arena, struct verify_session, (size_t)d->merged_room);
        NEED(d->merged);
    }
    const struct verify_session *x = d->sessions + a->from;
    const struct verify_session *y = d->sessions + b->from;
    const struct verify_session *x_end = x + a->n;
    const struct verify_session *y_end = y + b->n;
    for (int32_t i = 0; i < a->n + b->n; i++)
        d->merged[i] = y == y_end || (x < x_end && x->start <= y->start) ? *x++ : *y++;
    return NULL;
}

/* Keeps the sessions of the plan just found. */
static struct err *choice_keep(struct verify_desk *d, const struct verify_task *task)
{
    if (task->n > d->choice_room) {
        d->choice_room = 2 * task->n;
        d->choice = arena_makes(d->arena, struct verify_session, (size_t)d->choice_room);
        NEED(d->choice);
    }
    d->choice_n = verify_course_chosen(d->course, task, d->choice);
    return NULL;
}

/* Tries a set of one (b == NULL) or two carers; not exact where it cannot pass `floor` anyway.
 * Keeps the choice when it passes. */
static struct err *set_try(struct verify_desk *d, const struct option *a, const struct option *b,
                           bool obeys, wide *best, wide *ret_value)
{
    struct verify_task task = {.sessions = d->sessions + a->from,
                               .n = a->n,
                               .unit = d->unit,
                               .units_max = d->units_max,
                               .gap = d->world->in->families[d->family].gap,
                               .utility = d->utility,
                               .first = a->carer,
                               .week_max = {week_left_of(d, a->position), NULL}};
    wide fixed = a->fixed;
    wide floor = b == NULL ? 0 : *best;
    int64_t value;
    bool within;
    if (b != NULL) {
        TRY(options_merge(d, a, b));
        task.sessions = d->merged;
        task.n += b->n;
        task.week_max[1] = week_left_of(d, b->position);
        fixed += b->fixed;
    }
    TRY(verify_course_free(d->course, &task, &value, &within));
    if (!within && value + fixed > floor)
        TRY(verify_course_capped(d->course, &task, &value));
    *ret_value = value + fixed;
    if (!obeys || *ret_value <= *best)
        return NULL;
    *best = *ret_value;
    return choice_keep(d, &task);
}

static bool may_pair(const struct verify_desk *d, const struct option *a, const struct option *b)
{
    for (int32_t i = 0; i < d->forced_n; i++)
        if (d->forced[i] != a->carer && d->forced[i] != b->carer)
            return false;
    return d->forced_n > 0 || (a->alone > 0 && b->alone > 0);
}

static int by_alone(const void *a, const void *b)
{
    const struct option *x = a;
    const struct option *y = b;
    if (x->alone != y->alone)
        return x->alone > y->alone ? -1 : 1;
    return (x->carer > y->carer) - (x->carer < y->carer);
}

/* Best carers first: where two are no longer worth trying, neither is anybody after them. */
static struct err *pairs_try(struct verify_desk *d, wide *best)
{
    if (d->options_n > 0)
        qsort(d->options, (size_t)d->options_n, sizeof *d->options, by_alone);
    for (int32_t i = 0; i < d->options_n; i++) {
        for (int32_t j = i + 1; j < d->options_n; j++) {
            const struct option *a = &d->options[i];
            const struct option *b = &d->options[j];
            wide value;
            if (a->alone + b->alone <= *best)
                break;
            if (!may_pair(d, a, b))
                continue;
            TRY(set_try(d, a, b, true, best, &value));
        }
    }
    return NULL;
}

static struct err *singles_try(struct verify_desk *d, wide *best)
{
    for (int32_t i = 0; i < d->options_n; i++) {
        struct option *o = &d->options[i];
        bool obeys = d->forced_n == 0 || (d->forced_n == 1 && d->forced[0] == o->carer);
        TRY(set_try(d, o, NULL, obeys, best, &o->alone));
    }
    return NULL;
}

static int32_t forced_present(const struct verify_desk *d)
{
    int32_t n = 0;
    for (int32_t i = 0; i < d->options_n; i++)
        n += is_forced(d, d->options[i].carer);
    return n;
}

struct err *verify_best(struct verify_desk *d, const struct verify_leaf *leaf, int32_t family,
                        wide *ret_best, bool *ret_possible)
{
    const wide nothing = -((wide)1 << 100); /* below any plan, above any sum of overflow */
    int32_t n;
    d->leaf = leaf;
    d->family = family;
    d->options_n = 0;
    d->sessions_n = 0;
    d->choice_n = 0;
    branches_take(d);
    *ret_best = 0;
    *ret_possible = d->forced_n == 0;
    if (verify_funnel(d->world, family, d->carers, &n) != PLAN_REASON_CAPACITY)
        return NULL;
    TRY(utility_take(d));
    for (int32_t i = 0; i < n; i++)
        if (!is_banned(d, d->carers[i]))
            TRY(option_take(d, d->carers[i]));
    int32_t carers_max = d->world->in->families[family].carers_max;
    if (d->forced_n > carers_max || forced_present(d) < d->forced_n)
        return NULL;
    wide best = d->forced_n > 0 ? nothing : 0;
    TRY(singles_try(d, &best));
    if (carers_max >= 2)
        TRY(pairs_try(d, &best));
    *ret_best = best;
    *ret_possible = best > nothing;
    return NULL;
}

const struct verify_session *verify_desk_choice(const struct verify_desk *d, int32_t *ret_n)
{
    *ret_n = d->choice_n;
    return d->choice;
}
