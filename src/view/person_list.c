/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person_list.c - the people index through the guard's eyes, row by row.
 *
 * The index keeps everybody in the order of an alphabet, so nothing is sorted by name here. Who
 * sees everybody needs nobody asked about, and no row asks for its stays: the index knows the
 * last one. */
#include <stdlib.h>

#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "people/order.h"
#include "view/persons.h"

struct listing {
    struct request *rq;
    const struct person_ask *ask;
    int32_t today;
    bool sees_all;
    size_t n;
    const struct person_row **rows;
};

/* ---- who is looked at --------------------------------------------------------------------------
 */

/* Which rows of the index the query finds; NULL: all. */
static struct err *mask_make(struct request *rq, struct text query, size_t *ret_found,
                             bool **ret_mask)
{
    const struct person_row **found;
    size_t all = people_count(rq->people);
    *ret_mask = NULL;
    *ret_found = all;
    if (query.n == 0)
        return NULL;
    TRY(people_find(rq->people, rq->arena, query, all, ret_found, &found));
    *ret_mask = arena_makes(rq->arena, bool, all);
    NEED(*ret_mask);
    for (size_t i = 0; i < *ret_found; i++)
        (*ret_mask)[people_place_of(rq->people, found[i])] = true;
    return NULL;
}

/* Only those remain whom the asker may be let see. */
static struct err *mask_reach(struct request *rq, const struct guard_reach *reach, size_t *found,
                              bool **mask)
{
    const struct id *persons = NULL;
    const bool *asked = *mask;
    size_t n = 0;
    TRY(persons_reached(rq, reach, &n, &persons));
    *mask = arena_makes(rq->arena, bool, people_count(rq->people));
    NEED(*mask);
    *found = 0;
    for (size_t i = 0; i < n; i++) {
        const struct person_row *row = people_get(rq->people, persons[i]);
        size_t at = row == NULL ? 0 : people_place_of(rq->people, row);
        if (row == NULL || (asked != NULL && !asked[at]))
            continue;
        (*mask)[at] = true;
        ++*found;
    }
    return NULL;
}

static struct err *lines_read(struct listing *l, const struct people_order *order, const bool *mask)
{
    l->rows = arena_makes(l->rq->arena, const struct person_row *, order->n);
    NEED(l->rows);
    for (size_t i = 0; i < order->n; i++)
        if (mask == NULL || mask[order->rows[i]])
            l->rows[l->n++] = people_at(l->rq->people, order->rows[i]);
    return NULL;
}

/* Which of n rows the asker sees. */
static struct err *rows_seen(struct request *rq, size_t n, const struct person_row *const *rows,
                             bool **ret_seen)
{
    struct id *persons = arena_makes(rq->arena, struct id, n);
    bool *seen = arena_makes(rq->arena, bool, n);
    NEED(persons);
    NEED(seen);
    for (size_t i = 0; i < n; i++)
        persons[i] = rows[i]->id;
    TRY(persons_seen(rq, n, persons, seen));
    *ret_seen = seen;
    return NULL;
}

/* Takes out whom the asker does not see. */
static struct err *lines_guard(struct listing *l)
{
    bool *seen = NULL;
    size_t kept = 0;
    if (l->sees_all)
        return NULL;
    TRY(rows_seen(l->rq, l->n, l->rows, &seen));
    for (size_t i = 0; i < l->n; i++)
        if (seen[i])
            l->rows[kept++] = l->rows[i];
    l->n = kept;
    return NULL;
}

/* ---- filters and facets ------------------------------------------------------------------------
 */

static enum person_age age_of(const struct listing *l, const struct person_row *row)
{
    if (row->birth == VALUE_NO_DATE && row->adult_from == VALUE_NO_DATE)
        return AGE_ANY;
    return person_is_child(row, l->today, false) ? AGE_CHILD : AGE_ADULT;
}

/* What of the three filters a row passes. */
struct passes {
    bool here, age, house;
};

static struct passes passes_of(const struct listing *l, const struct person_row *row)
{
    const struct person_ask *ask = l->ask;
    return (struct passes){
        .here = ask->here == HERE_ANY || (enum person_here)row->here == ask->here,
        .age = ask->age == AGE_ANY || age_of(l, row) == ask->age,
        .house = id_is_none(ask->house) || id_equal(row->house, ask->house),
    };
}

static void house_count(struct person_facets *f, struct id house)
{
    size_t i = 0;
    while (i < f->n_houses && !id_equal(f->houses[i].house, house))
        i++;
    if (id_is_none(house) || i == PERSON_HOUSES_MAX)
        return;
    if (i == f->n_houses)
        f->houses[f->n_houses++].house = house;
    f->houses[i].n++;
}

static void facets_count(const struct listing *l, struct person_facets *f)
{
    *f = (struct person_facets){.is_counted = true};
    for (size_t i = 0; i < l->n; i++) {
        const struct person_row *row = l->rows[i];
        struct passes p = passes_of(l, row);
        if (p.age && p.house)
            f->here[row->here]++;
        if (p.here && p.house)
            f->age[age_of(l, row)]++;
        if (p.here && p.age)
            house_count(f, row->house);
    }
}

static void lines_filter(struct listing *l)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++) {
        struct passes p = passes_of(l, l->rows[i]);
        if (p.here && p.age && p.house)
            l->rows[kept++] = l->rows[i];
    }
    l->n = kept;
}

static int newest_first(const void *a, const void *b)
{
    const struct person_row *x = *(const struct person_row *const *)a;
    const struct person_row *y = *(const struct person_row *const *)b;
    if (x->since_ms != y->since_ms)
        return x->since_ms > y->since_ms ? -1 : 1;
    return id_compare(x->id, y->id);
}

/* ---- one page ----------------------------------------------------------------------------------
 */

static size_t page_begins(const struct listing *l)
{
    for (size_t i = 0; i < l->n && !id_is_none(l->ask->after); i++)
        if (id_equal(l->rows[i]->id, l->ask->after))
            return i + 1;
    return 0;
}

static void page_take(struct listing *l, struct person_list *ret)
{
    size_t from = page_begins(l);
    ret->n = l->n - from < l->ask->limit ? l->n - from : l->ask->limit;
    ret->rows = l->rows + from;
    ret->count = l->n;
    ret->is_counted = true;
    ret->has_more = from + ret->n < l->n;
}

/* Asks about so many at a time as fill a page, with some to spare for those whom she does not see;
 * about one more than is shown, to know whether anybody follows. */
static struct err *page_walk(struct listing *l, struct person_list *ret)
{
    enum { WALK_ROWS = 64 };
    size_t most = l->ask->limit + 1, n = 0;
    size_t some = most < WALK_ROWS ? WALK_ROWS : most;
    const struct person_row **shown = arena_makes(l->rq->arena, const struct person_row *, most);
    NEED(shown);
    for (size_t from = page_begins(l); from < l->n && n < most; from += some) {
        size_t left = l->n - from < some ? l->n - from : some;
        bool *seen = NULL;
        TRY(rows_seen(l->rq, left, l->rows + from, &seen));
        for (size_t i = 0; i < left && n < most; i++)
            if (seen[i])
                shown[n++] = l->rows[from + i];
    }
    ret->has_more = n == most;
    ret->n = n == most ? n - 1 : n;
    ret->rows = shown;
    return NULL;
}

/* Everybody by name: the order is there, and so is the count. */
static struct err *order_take(struct listing *l, const struct people_order *order,
                              struct person_list *ret)
{
    const struct person_ask *ask = l->ask;
    size_t from = 0;
    if (!id_is_none(ask->after))
        from = people_order_after(l->rq->people, order, ask->after);
    ret->n = order->n - from < ask->limit ? order->n - from : ask->limit;
    ret->rows = arena_makes(l->rq->arena, const struct person_row *, ret->n);
    NEED(ret->rows);
    for (size_t i = 0; i < ret->n; i++)
        ret->rows[i] = people_at(l->rq->people, order->rows[from + i]);
    ret->count = order->n;
    ret->is_counted = true;
    ret->has_more = from + ret->n < order->n;
    return NULL;
}

/* All whom she may see are known: they are counted, by what they are too. */
static struct err *list_whole(struct listing *l, bool has_facets, struct person_list *ret)
{
    TRY(lines_guard(l));
    if (has_facets)
        facets_count(l, &ret->facets);
    lines_filter(l);
    if (l->ask->by_since)
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): it is pointers that are sorted */
        qsort(l->rows, l->n, sizeof l->rows[0], newest_first);
    page_take(l, ret);
    return NULL;
}

/* What the index knows is filtered and sorted before the tables are asked who is seen. */
static struct err *list_walked(struct listing *l, struct person_list *ret)
{
    lines_filter(l);
    if (l->ask->by_since)
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): it is pointers that are sorted */
        qsort(l->rows, l->n, sizeof l->rows[0], newest_first);
    return page_walk(l, ret);
}

struct err *person_list(struct request *rq, const struct person_ask *ask,
                        struct person_list *ret_list)
{
    struct listing l = {.rq = rq,
                        .ask = ask,
                        .today = zone_wall(zone_utc(), rq->now_ms).date,
                        .sees_all = guard_sees_everybody(rq->who)};
    const struct guard_reach reach = guard_reach(rq->who);
    const struct people_order *order = NULL;
    bool *mask = NULL;
    size_t found = 0;
    bool filters = ask->here != HERE_ANY || ask->age != AGE_ANY || !id_is_none(ask->house) ||
                   ask->by_since || ask->query.n > 0;
    *ret_list = (struct person_list){0};
    TRY(people_ordered(rq->people, ask->put_key, &order));
    TRY(mask_make(rq, ask->query, &found, &mask));
    if (l.sees_all && !filters && found > PERSON_FACETS_MAX)
        return order_take(&l, order, ret_list);
    if (!reach.is_all)
        TRY(mask_reach(rq, &reach, &found, &mask));
    TRY(lines_read(&l, order, mask));
    if (!l.sees_all && reach.is_all && order->n > PERSON_WALK_MAX)
        return list_walked(&l, ret_list);
    return list_whole(&l, l.sees_all ? found <= PERSON_FACETS_MAX : true, ret_list);
}
