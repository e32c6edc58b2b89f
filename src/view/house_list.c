/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* house_list.c - the index's houses through the guard's eyes. */
#include "view/house_list.h"

#include <assert.h>

#include "model/types.h"

static bool is_seen(const struct request *rq, const struct people_seat *seat)
{
    return guard_may_in_house(rq->who, MAY_ADMIT, seat->house);
}

/* Not by a grant for all of them. */
static bool is_hers(const struct request *rq, const struct people_seat *seat)
{
    for (size_t i = 0; i < rq->who->n_grants; i++)
        if (rq->who->grants[i].scope == SCOPE_HOUSE &&
            id_equal(rq->who->grants[i].house, seat->house))
            return true;
    return false;
}

size_t house_list_count(const struct request *rq)
{
    size_t n = 0;
    for (size_t i = 0; i < people_seats(rq->people); i++)
        n += is_seen(rq, people_seat_at(rq->people, i));
    return n;
}

const struct people_seat *house_list_find(const struct request *rq, struct text name)
{
    struct id id = ID_NONE;
    bool is_id = id_parse(name, &id);
    for (size_t i = 0; i < people_seats(rq->people); i++) {
        const struct people_seat *seat = people_seat_at(rq->people, i);
        if (text_equal(seat->handle, name) || (is_id && id_equal(seat->house, id)))
            return is_seen(rq, seat) ? seat : NULL;
    }
    return NULL;
}

/* Counts it for both filters, and says whether it passes them. */
static bool passes(struct house_list *list, const struct house_ask *ask,
                   const struct people_seat *seat)
{
    int64_t state = seat->is_open ? HOUSE_OPEN : HOUSE_CLOSED;
    bool kind_fits = ask->kind == 0 || ask->kind == seat->kind;
    bool state_fits = ask->state == 0 || ask->state == state;
    assert(seat->kind >= 0 && seat->kind < HOUSE_KINDS && state < HOUSE_STATES);
    list->kinds[seat->kind] += state_fits;
    list->states[state] += kind_fits;
    return kind_fits && state_fits;
}

static void rows_take(const struct request *rq, const struct house_ask *ask, const bool *hits,
                      bool hers, struct house_list *list)
{
    for (size_t i = 0; i < people_seats(rq->people); i++) {
        const struct people_seat *seat = people_seat_at(rq->people, i);
        if (hits[i] && is_seen(rq, seat) && is_hers(rq, seat) == hers && passes(list, ask, seat))
            list->rows[list->n++] = seat;
    }
}

struct err *house_list(struct request *rq, const struct house_ask *ask, struct house_list *ret_list)
{
    size_t all = people_seats(rq->people), from = 0;
    bool *hits = arena_makes(rq->arena, bool, all);
    struct house_list list = {.rows = arena_makes(rq->arena, const struct people_seat *, all)};
    NEED(hits);
    NEED(list.rows);
    people_seats_find(rq->people, ask->query, hits);
    rows_take(rq, ask, hits, true, &list);
    rows_take(rq, ask, hits, false, &list);
    for (size_t i = 0; i < list.n && ask->after.n > 0 && from == 0; i++)
        if (text_equal(list.rows[i]->handle, ask->after))
            from = i + 1;
    list.count = list.n;
    list.rows += from;
    list.n = list.n - from < ask->limit ? list.n - from : ask->limit;
    list.has_more = from + list.n < list.count;
    *ret_list = list;
    return NULL;
}
