/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person_list.c - the people index through the guard's eyes, row by row.
 *
 * The index keeps everybody in the order of an alphabet, so nothing is sorted by name here. Who
 * sees everybody needs nobody asked about; stays are read only for rows that are shown, filtered
 * or counted by them. */
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
    bool sees_all, needs_places;
    size_t n;
    struct person_line *rows;
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
        (*ret_mask)[found[i] - people_at(rq->people, 0)] = true;
    return NULL;
}

static struct err *line_add(struct listing *l, const struct person_row *row)
{
    struct request *rq = l->rq;
    struct arena_mark mark = arena_mark(rq->arena);
    struct person_line line = {.row = row};
    bool seen = l->sees_all;
    if (!seen)
        TRY(person_is_seen(rq, row->id, &seen));
    if (seen && l->needs_places)
        TRY(person_place(rq, row->id, &line));
    arena_rewind(rq->arena, mark);
    if (seen)
        l->rows[l->n++] = line;
    return NULL;
}

static struct err *lines_read(struct listing *l, const struct people_order *order, const bool *mask)
{
    l->rows = arena_makes(l->rq->arena, struct person_line, order->n);
    NEED(l->rows);
    for (size_t i = 0; i < order->n; i++)
        if (mask == NULL || mask[order->rows[i]])
            TRY(line_add(l, people_at(l->rq->people, order->rows[i])));
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

static struct passes passes_of(const struct listing *l, const struct person_line *line)
{
    const struct person_ask *ask = l->ask;
    return (struct passes){
        .here = ask->here == HERE_ANY || line->here == ask->here,
        .age = ask->age == AGE_ANY || age_of(l, line->row) == ask->age,
        .house = id_is_none(ask->house) || id_equal(line->house, ask->house),
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
        const struct person_line *line = &l->rows[i];
        struct passes p = passes_of(l, line);
        if (p.age && p.house)
            f->here[line->here]++;
        if (p.here && p.house)
            f->age[age_of(l, line->row)]++;
        if (p.here && p.age)
            house_count(f, line->house);
    }
}

static void lines_filter(struct listing *l)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++) {
        struct passes p = passes_of(l, &l->rows[i]);
        if (p.here && p.age && p.house)
            l->rows[kept++] = l->rows[i];
    }
    l->n = kept;
}

static int newest_first(const void *a, const void *b)
{
    const struct person_line *x = a, *y = b;
    if (x->since_ms != y->since_ms)
        return x->since_ms > y->since_ms ? -1 : 1;
    return id_compare(x->row->id, y->row->id);
}

/* ---- one page ----------------------------------------------------------------------------------
 */

static struct err *places_fill(struct request *rq, struct person_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->rows[i].here == HERE_ANY)
            TRY(person_place(rq, list->rows[i].row->id, &list->rows[i]));
    return NULL;
}

static struct err *page_take(struct listing *l, struct person_list *ret)
{
    size_t from = 0;
    for (size_t i = 0; i < l->n && !id_is_none(l->ask->after) && from == 0; i++)
        if (id_equal(l->rows[i].row->id, l->ask->after))
            from = i + 1;
    ret->n = l->n - from < l->ask->limit ? l->n - from : l->ask->limit;
    ret->rows = l->rows + from;
    ret->count = l->n;
    ret->has_more = from + ret->n < l->n;
    return places_fill(l->rq, ret);
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
    ret->rows = arena_makes(l->rq->arena, struct person_line, ret->n);
    NEED(ret->rows);
    for (size_t i = 0; i < ret->n; i++)
        ret->rows[i].row = people_at(l->rq->people, order->rows[from + i]);
    ret->count = order->n;
    ret->has_more = from + ret->n < order->n;
    return places_fill(l->rq, ret);
}

struct err *person_list(struct request *rq, const struct person_ask *ask,
                        struct person_list *ret_list)
{
    struct listing l = {.rq = rq,
                        .ask = ask,
                        .today = zone_wall(zone_utc(), rq->now_ms).date,
                        .sees_all = guard_sees_everybody(rq->who)};
    const struct people_order *order = NULL;
    bool *mask = NULL;
    size_t found = 0;
    bool filters = ask->here != HERE_ANY || !id_is_none(ask->house) || ask->by_since;
    *ret_list = (struct person_list){0};
    TRY(people_ordered(rq->people, ask->put_key, &order));
    TRY(mask_make(rq, ask->query, &found, &mask));
    l.needs_places = filters || found <= PERSON_FACETS_MAX;
    if (l.sees_all && mask == NULL && ask->age == AGE_ANY && !l.needs_places)
        return order_take(&l, order, ret_list);
    TRY(lines_read(&l, order, mask));
    if (found <= PERSON_FACETS_MAX)
        facets_count(&l, &ret_list->facets);
    lines_filter(&l);
    if (ask->by_since)
        qsort(l.rows, l.n, sizeof *l.rows, newest_first);
    return page_take(&l, ret_list);
}
