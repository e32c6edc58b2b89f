/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* pool.c - shelves are short, so a column is found by comparing hashes one after another. */
#include "plan/pool.h"

#include <stdlib.h>
#include <string.h>

#include "plan/plan.h"

struct err *pool_make(struct arena *into, const struct field *field, struct pool *ret_pool)
{
    struct pool pool = {.field = field, .arena = into};

    pool.shelves = arena_makes(into, struct shelf, (size_t)field->families_n);
    NEED(pool.shelves);
    *ret_pool = pool;
    return NULL;
}

struct err *pool_add(struct pool *pool, const struct column *column, const struct column **ret_kept,
                     bool *ret_new)
{
    struct shelf *shelf = &pool->shelves[column->family];
    uint64_t hash = column_hash(column);

    *ret_new = false;
    for (int32_t i = 0; i < shelf->n; i++)
        if (shelf->jars[i].hash == hash && column_equal(shelf->jars[i].column, column)) {
            *ret_kept = shelf->jars[i].column;
            return NULL;
        }
    if (shelf->n == shelf->room) {
        int32_t more = shelf->room == 0 ? 8 : 2 * shelf->room;
        shelf->jars = arena_grow(pool->arena, shelf->jars, (size_t)shelf->n, (size_t)more,
                                 sizeof *shelf->jars);
        NEED(shelf->jars);
        shelf->room = more;
    }
    *ret_kept = arena_copy(pool->arena, column,
                           sizeof *column + (size_t)column->n * sizeof(column->visits[0]));
    NEED(*ret_kept);
    shelf->jars[shelf->n++] = (struct jar){*ret_kept, hash, 0};
    *ret_new = true;
    return NULL;
}

static int by_margin(const void *a, const void *b)
{
    const struct jar *p = a;
    const struct jar *q = b;

    if (p->margin != q->margin)
        return p->margin > q->margin ? -1 : 1;
    return (p->hash > q->hash) - (p->hash < q->hash);
}

void pool_price(struct pool *pool, const struct prices *prices)
{
    for (int32_t f = 0; f < pool->field->families_n; f++) {
        struct shelf *shelf = &pool->shelves[f];

        if (shelf->n == 0)
            continue;
        for (int32_t i = 0; i < shelf->n; i++)
            shelf->jars[i].margin = PLAN_SCALE * shelf->jars[i].column->worth -
                                    prices_charge(pool->field, prices, shelf->jars[i].column);
        qsort(shelf->jars, (size_t)shelf->n, sizeof *shelf->jars, by_margin);
        if (shelf->n > SHELF_MAX)
            shelf->n = SHELF_MAX / 2;
    }
}
