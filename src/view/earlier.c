/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* earlier.c - the years before us are sealed: they are opened for one page and sorted there. */
#include "view/earlier.h"

#include <assert.h>
#include <stdlib.h>

#include "model/types_programme.h"
#include "sql/programme.sql.h"
#include "view/cases.h"

static int oldest_first(const void *a, const void *b)
{
    const struct rec *const *x = a, *const *y = b;
    int64_t from_x = rec_int(*x, EARLIER_FROM, INT32_MIN),
            from_y = rec_int(*y, EARLIER_FROM, INT32_MIN);
    if (from_x != from_y)
        return from_x < from_y ? -1 : 1;
    return id_compare((*x)->id, (*y)->id);
}

struct err *earlier_of(struct request *rq, struct id person, struct earliers *ret_earlier)
{
    struct sql_earlier_of_person_row *rows = NULL;
    struct earliers all = {0};
    size_t n = 0;
    TRY(case_work_is_seen(rq, person, &all.is_seen));
    if (all.is_seen)
        TRY(sql_earlier_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    all.at = arena_makes(rq->arena, const struct rec *, n);
    NEED(all.at);
    assert(n == 0 || rows != NULL);
    for (; all.n < n; all.n++) {
        struct rec *r = NULL;
        TRY(record_get(rq->store, rq->arena, &earlier_type, rows[all.n].earlier, &r));
        all.at[all.n] = r;
    }
    if (n > 0)
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): it is pointers that are sorted */
        qsort(all.at, n, sizeof *all.at, oldest_first);
    *ret_earlier = all;
    return NULL;
}
