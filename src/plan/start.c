/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* start.c - greedy beginnings; the search makes good what they miss. */
#include "plan/start.h"

#include <stdlib.h>

#include "plan/plan.h"

struct err *start_locked(struct roster *roster, struct pool *pool)
{
    for (int32_t f = 0; f < roster->field->families_n; f++) {
        const struct column *locked;
        const struct column *kept;
        bool is_new;

        TRY(column_locked(pool->arena, roster->field, f, &locked));
        if (locked == NULL || roster->plans[f] != NULL)
            continue;
        TRY(pool_add(pool, locked, &kept, &is_new));
        TRY(roster_put(roster, kept));
    }
    return NULL;
}

/* Does the session keep the rules of its pair? */
static bool session_stands(const struct field *field, const struct pair *pair, int32_t start,
                           int32_t end)
{
    const struct plan_family *f = field_family(field, pair->family);
    int32_t len = end - start;

    if (len < f->len_min || len > f->len_max || (len - f->len_min) % f->len_step != 0)
        return false;
    for (int32_t i = 0; i < pair->spans.n; i++) {
        const struct plan_window *span = &field->spans[pair->spans.from + i];

        if (span->from <= start && end <= span->to)
            return true;
    }
    return false;
}

bool start_stands(const struct field *field, int32_t family, const struct plan_session *s)
{
    int32_t carer = field_carer_place(field, s->carer);
    const struct pair *pair = carer < 0 ? NULL : field_pair(field, family, carer);

    return pair != NULL && session_stands(field, pair, s->start, s->end);
}

/* Does one session more keep the family's own rules? */
static bool joins(const struct plan_family *f, const struct visit *visits, int32_t n,
                  const struct visit *v)
{
    int32_t slots = v->end - v->start;
    int32_t others = 0;

    for (int32_t i = 0; i < n; i++) {
        bool seen = visits[i].carer == v->carer;

        for (int32_t k = 0; k < i; k++)
            seen = seen || visits[k].carer == visits[i].carer;
        others += !seen;
        slots += visits[i].end - visits[i].start;
        if (v->start < visits[i].end + f->gap && visits[i].start < v->end + f->gap)
            return false;
    }
    return slots <= f->max && others < f->carers_max;
}

static void visit_insert(struct visit *visits, int32_t n, struct visit v)
{
    for (; n > 0 && visits[n - 1].start > v.start; n--)
        visits[n] = visits[n - 1];
    visits[n] = v;
}

/* The announced sessions of a family that still keep its rules, those of locked ones first. */
static struct err *published_column(struct arena *scratch, const struct field *field,
                                    int32_t family, const struct column **ret_column)
{
    int32_t from = field->published_from[family];
    int32_t end = field->published_end[family];
    struct visit *visits = arena_makes(scratch, struct visit, (size_t)(end - from));
    int32_t n = 0;

    NEED(visits);
    for (int locked = 1; locked >= 0; locked--)
        for (int32_t p = from; p < end; p++) {
            const struct plan_session *s = &field->in->published[p].session;
            struct visit v = {field_carer_place(field, s->carer), s->start, s->end};

            if (field->in->published[p].locked == (locked == 1) && start_stands(field, family, s) &&
                joins(field_family(field, family), visits, n, &v))
                visit_insert(visits, n++, v);
        }
    *ret_column = NULL;
    return n == 0 ? NULL : column_make(scratch, field, family, visits, n, ret_column);
}

struct err *start_published(struct worker *worker, struct roster *roster, struct pool *pool)
{
    for (int32_t f = 0; f < roster->field->families_n; f++) {
        const struct column *before = roster->plans[f];
        const struct column *column;
        const struct column *kept;
        bool is_new;

        TRY(published_column(worker->fresh, roster->field, f, &column));
        if (column == NULL || !column_keeps_locked(roster->field, column))
            continue;
        roster_take(roster, f);
        if (roster_fits(roster, column, NULL)) {
            TRY(pool_add(pool, column, &kept, &is_new));
            TRY(roster_put(roster, kept));
        } else if (before != NULL) {
            TRY(roster_put(roster, before));
        }
    }
    return NULL;
}

struct turn {
    int64_t rank;
    int32_t index;
};

static int by_rank(const void *a, const void *b)
{
    const struct turn *p = a;
    const struct turn *q = b;

    if (p->rank != q->rank)
        return p->rank > q->rank ? -1 : 1;
    return (p->index > q->index) - (p->index < q->index);
}

/* The family's best plan in what the others leave; it keeps the present one if that is better. */
static struct err *serve(struct worker *worker, const struct prices *prices, struct roster *roster,
                         struct pool *pool, int32_t family)
{
    struct order order = {
        .field = roster->field, .prices = prices, .roster = roster, .family = family};
    const struct column *present = roster->plans[family];
    const struct column *kept;
    struct answer answer;
    bool is_new;

    roster_take(roster, family);
    TRY(oracle_ask(worker, worker->fresh, &order, 0, 0, &answer));
    if (answer.n > 0 && column_keeps_locked(roster->field, answer.columns[0])) {
        TRY(pool_add(pool, answer.columns[0], &kept, &is_new));
        present = kept;
    }
    return present == NULL ? NULL : roster_put(roster, present);
}

struct err *start_greedy(struct worker *worker, const struct prices *prices, struct roster *roster,
                         struct pool *pool)
{
    struct arena_mark mark = arena_mark(worker->scratch);
    const struct field *field = roster->field;
    struct turn *turns = arena_makes(worker->scratch, struct turn, (size_t)field->families_n);
    int32_t n = 0;

    NEED(turns);
    for (int32_t f = 0; f < field->families_n; f++)
        if (roster->plans[f] == NULL || field_has_locked(field, f))
            turns[n++] = (struct turn){field_family(field, f)->weight, f};
    qsort(turns, (size_t)n, sizeof *turns, by_rank);
    for (int32_t i = 0; i < n; i++)
        TRY(serve(worker, prices, roster, pool, turns[i].index));
    arena_rewind(worker->scratch, mark);
    return NULL;
}

struct err *start_rounded(struct worker *worker, const struct master *master,
                          const struct prices *prices, struct roster *roster, struct pool *pool)
{
    struct arena_mark mark = arena_mark(worker->scratch);
    const struct column *const *columns;
    int32_t n = master_columns(master, &columns);
    struct turn *turns = arena_makes(worker->scratch, struct turn, (size_t)n);

    NEED(turns);
    for (int32_t i = 0; i < n; i++)
        turns[i] = (struct turn){(int64_t)(master_column_use(master, i) * 1e6), i};
    qsort(turns, (size_t)n, sizeof *turns, by_rank);
    for (int32_t i = 0; i < n && turns[i].rank > 0; i++) {
        const struct column *column = columns[turns[i].index];

        if (roster->plans[column->family] == NULL && roster_fits(roster, column, NULL))
            TRY(roster_put(roster, column));
    }
    arena_rewind(worker->scratch, mark);
    return start_greedy(worker, prices, roster, pool);
}

struct err *start_prices(struct arena *into, const struct field *field, const struct rule *rules,
                         const int64_t *price, int32_t n, int32_t percent,
                         struct prices *ret_prices)
{
    int64_t *part = arena_makes(into, int64_t, (size_t)n);

    NEED(part);
    for (int32_t r = 0; r < n; r++)
        part[r] = price[r] * percent / 100;
    return prices_make(into, field, rules, part, n, prices_locked(field->in), ret_prices);
}
