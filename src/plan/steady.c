/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* steady.c - how much of a published plan may be changed, and when more. */
#include "plan/steady.h"

#include "plan/plan.h"

enum {
    CHANGES_A_CARER = 3, /* for each carer who lost a session; and at least once */
    COST_PER_MILLE = 10, /* of the bound, that keeping promises may cost */
};

/* What a change costs in each turn, in change points beyond the problem's own; 0: as many changes
 * as are allowed, at no further price. */
static const int64_t PRICES[] = {4, 0, 8, 0, 2, 0};

/* Families that lost a session, and how many carers did. */
static struct err *losses_find(struct arena *into, struct arena *scratch, const struct field *field,
                               struct steady *steady, int32_t *ret_carers)
{
    const struct plan_instance *in = field->in;
    struct arena_mark mark = arena_mark(scratch);
    int32_t *hurt = arena_makes(into, int32_t, (size_t)field->families_n);
    uint8_t *seen = arena_makes(scratch, uint8_t, (size_t)in->carers_n);

    NEED(hurt);
    NEED(seen);
    *ret_carers = 0;
    for (int32_t f = 0; f < field->families_n; f++) {
        bool is_hurt = false;

        for (int32_t p = field->published_from[f]; p < field->published_end[f]; p++) {
            const struct plan_session *s = &in->published[p].session;

            if (start_stands(field, f, s))
                continue;
            is_hurt = true;
            *ret_carers += !seen[s->carer];
            seen[s->carer] = 1;
        }
        if (is_hurt)
            hurt[steady->hurt_n++] = f;
    }
    steady->hurt = hurt;
    arena_rewind(scratch, mark);
    return NULL;
}

static bool covers(const struct plan_instance *in, struct plan_slice windows,
                   const struct plan_session *s)
{
    for (int32_t i = windows.from; i < windows.from + windows.n; i++)
        if (in->windows[i].from <= s->start && s->end <= in->windows[i].to)
            return true;
    return false;
}

/* Did anybody, in any area, close a time in which a session was announced? */
static bool window_closed(const struct plan_instance *in)
{
    for (int32_t p = 0; p < in->published_n; p++) {
        const struct plan_session *s = &in->published[p].session;

        if (!covers(in, in->families[s->family].windows, s) ||
            !covers(in, in->carers[s->carer].windows, s))
            return true;
    }
    return false;
}

/* Where nothing was lost, nothing changes on account of what was lost elsewhere. */
static int32_t changes_first(const struct plan_instance *in, int32_t carers)
{
    if (carers == 0 && window_closed(in))
        return 0;
    return CHANGES_A_CARER * (carers < 1 ? 1 : carers);
}

static struct err *published_plan(struct worker *worker, const struct prices *prices,
                                  struct arena *into, struct pool *pool, struct roster *roster)
{
    TRY(roster_make(into, pool->field, roster));
    TRY(start_locked(roster, pool));
    TRY(start_published(worker, roster, pool));
    return start_greedy(worker, prices, roster, pool);
}

struct err *steady_begin(struct worker *worker, const struct prices *prices, struct arena *into,
                         struct pool *pool, struct roster *best, struct steady *ret_steady)
{
    struct steady steady = {.on = true};
    struct roster published;
    int32_t carers;

    *ret_steady = (struct steady){0};
    if (pool->field->in->published_n == 0)
        return NULL;
    TRY(published_plan(worker, prices, into, pool, &published));
    if (published.kept == 0)
        return NULL;
    TRY(losses_find(into, worker->scratch, pool->field, &steady, &carers));
    TRY(roster_make(into, pool->field, &steady.loose));
    TRY(roster_copy(published.worth > best->worth ? &published : best, &steady.loose));
    TRY(roster_copy(&published, best));
    steady.standing = published.kept;
    steady.changes_max = changes_first(pool->field->in, carers);
    best->kept_min = steady.standing - steady.changes_max;
    *ret_steady = steady;
    return NULL;
}

bool steady_suffices(const struct roster *roster, int64_t bound)
{
    return (bound / PLAN_SCALE - roster->worth) * 1000 <= bound / PLAN_SCALE * COST_PER_MILLE;
}

static struct err *loosen(struct steady *steady, struct roster *best)
{
    steady->changes_max = steady->changes_max == 0 ? CHANGES_A_CARER : 2 * steady->changes_max;
    best->kept_min = steady->standing - steady->changes_max;
    if (best->kept_min > 0)
        return NULL;
    steady->on = false;
    best->kept_min = 0;
    return steady->loose.worth > best->worth ? roster_copy(&steady->loose, best) : NULL;
}

struct err *steady_turn(struct steady *steady, int64_t bound, struct roster *best,
                        struct roster *now)
{
    int32_t turn = steady->turns++ % (int32_t)COUNT(PRICES);
    bool keeps = now->kept >= best->kept_min;

    steady->points = PRICES[turn] * best->field->in->params.change_points;
    if (steady->turns > (int32_t)COUNT(PRICES) && turn == 0 && !steady_suffices(best, bound))
        TRY(loosen(steady, best));
    if (!steady->on)
        steady->points = 0;
    now->kept_min = steady->points > 0 ? 0 : best->kept_min;
    return turn % 2 == 1 && keeps ? NULL : roster_copy(best, now);
}

struct err *steady_keep(struct steady *steady, struct roster *best, const struct roster *now)
{
    if (steady->on && now->worth > steady->loose.worth)
        TRY(roster_copy(now, &steady->loose));
    if (now->worth > best->worth && now->kept >= best->kept_min)
        return roster_copy(now, best);
    return NULL;
}

const struct roster *steady_answer(const struct steady *steady, const struct roster *best,
                                   int64_t bound)
{
    if (!steady->on || best->worth >= steady->loose.worth || steady_suffices(best, bound))
        return best;
    return &steady->loose;
}

int32_t steady_first(const struct steady *steady, uint64_t chance)
{
    if (!steady->on || steady->hurt_n == 0 || chance % 2 == 0)
        return -1;
    return steady->hurt[chance / 2 % (uint64_t)steady->hurt_n];
}
