/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* pool.h - every column worth remembering, by family, each once. */
#ifndef HEARTH_PLAN_POOL_H
#define HEARTH_PLAN_POOL_H

#include "plan/prices.h"

enum { SHELF_MAX = 96 }; /* columns of one family before the worst half is forgotten */

struct jar {
    const struct column *column;
    uint64_t hash;
    int64_t margin; /* worth less charge at the last prices, in 1/PLAN_SCALE points */
};

struct shelf {
    struct jar *jars; /* after pool_price: best margin first, newer ones behind */
    int32_t n;
    int32_t room;
};

struct pool {
    const struct field *field;
    struct arena *arena;
    struct shelf *shelves; /* by family */
};

/* An empty pool whose columns will live in `into`. */
MUST_CHECK struct err *pool_make(struct arena *into, const struct field *field,
                                 struct pool *ret_pool);
/* Remembers a copy; ret_kept is the one in the pool, ret_new whether it was not there before. */
MUST_CHECK struct err *pool_add(struct pool *pool, const struct column *column,
                                const struct column **ret_kept, bool *ret_new);
/* Sorts every shelf by margin at these prices and forgets the worst of long ones. */
void pool_price(struct pool *pool, const struct prices *prices);

#endif
