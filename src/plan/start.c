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
        if (locked == NULL)
            continue;
        TRY(pool_add(pool, locked, &kept, &is_new));
        TRY(roster_put(roster, kept));
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
