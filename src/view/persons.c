/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* persons.c - the people index through the guard's eyes. */
#include "view/persons.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/when.h"
#include "model/types.h"
#include "people/order.h"
#include "sql/house.sql.h"
#include "sql/person.sql.h"

/* Where she stays, or stayed last. */
static struct err *place_read(struct request *rq, struct id person, struct guarded *facts)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        bool stays = rows[i].state == STAY_ADMITTED;
        if (!stays && (rows[i].state != STAY_EXITED || !id_is_none(facts->house)))
            continue;
        facts->house = rows[i].house;
        facts->days_gone =
            stays || rows[i].until_ms_null ? 0 : (rq->now_ms - rows[i].until_ms) / DAY_MS;
        if (stays)
            break;
    }
    return NULL;
}

struct err *person_is_seen(struct request *rq, struct id person, bool *ret_seen)
{
    bool found = false;
    struct sql_person_guarded_row row;
    TRY(sql_person_guarded(rq->store->db, rq->arena, rq->store->org, person, &found, &row));
    struct guarded facts = {.danger = row.danger, .author = row.author};
    if (found)
        TRY(place_read(rq, person, &facts));
    *ret_seen = found && guard_sees_person(rq->who, &facts);
    return NULL;
}

struct err *person_require(struct request *rq, struct id person, struct rec **ret_person)
{
    bool seen = false;
    TRY(person_is_seen(rq, person, &seen));
    if (!seen)
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    return record_get(rq->store, rq->arena, &person_type, person, ret_person);
}

/* ---- lists --------------------------------------------------------------------------------- */

struct keyed {
    struct text key;
    const struct person_row *row;
};

static int key_order(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = text_compare(x->key, y->key);
    return order != 0 ? order : id_compare(x->row->id, y->row->id);
}

static struct err *all_rows(struct request *rq, size_t *ret_n, const struct person_row ***ret_rows)
{
    size_t n = 0, all = people_count(rq->people);
    const struct person_row **rows = arena_makes(rq->arena, const struct person_row *, all);
    NEED(rows);
    for (size_t i = 0; i < all; i++) {
        const struct person_row *row = people_at(rq->people, i);
        if (!row->is_withdrawn && row->state == PERSON_KNOWN)
            rows[n++] = row;
    }
    *ret_n = n;
    *ret_rows = rows;
    return NULL;
}

static struct err *seen_rows(struct request *rq, size_t n, const struct person_row **rows,
                             struct keyed *ret_keyed, size_t *ret_n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(rq->arena);
        bool seen = false;
        TRY(person_is_seen(rq, rows[i]->id, &seen));
        arena_rewind(rq->arena, mark);
        if (seen)
            ret_keyed[kept++].row = rows[i];
    }
    *ret_n = kept;
    return NULL;
}

static struct err *keys_put(struct request *rq, const struct person_ask *ask, struct keyed *keyed,
                            size_t n)
{
    CLEANUP(buf_done) struct buf key = buf_make(LIMIT_KIB(4));
    for (size_t i = 0; i < n; i++) {
        buf_clear(&key);
        ask->put_key(&key, text_of(keyed[i].row->name));
        TRY(buf_take(&key, rq->arena, &keyed[i].key));
    }
    qsort(keyed, n, sizeof *keyed, key_order);
    return NULL;
}

static struct err *page_take(struct request *rq, const struct person_ask *ask,
                             const struct keyed *keyed, size_t n, struct person_list *ret)
{
    size_t from = 0;
    for (size_t i = 0; i < n && !id_is_none(ask->after); i++)
        if (id_equal(keyed[i].row->id, ask->after))
            from = i + 1;
    size_t take = n - from < ask->limit ? n - from : ask->limit;
    ret->rows = arena_makes(rq->arena, const struct person_row *, take);
    NEED(ret->rows);
    for (size_t i = 0; i < take; i++)
        ret->rows[i] = keyed[from + i].row;
    ret->n = take;
    ret->count = n;
    ret->has_more = from + take < n;
    return NULL;
}

/* Who sees everybody needs nobody asked about: the order is there, and so is the count. */
static struct err *everybody_list(struct request *rq, const struct person_ask *ask,
                                  struct person_list *ret)
{
    const struct people_order *order = NULL;
    size_t from = 0;
    TRY(people_ordered(rq->people, ask->put_key, &order));
    if (!id_is_none(ask->after))
        from = people_order_after(rq->people, order, ask->after);
    size_t take = order->n - from < ask->limit ? order->n - from : ask->limit;
    ret->rows = arena_makes(rq->arena, const struct person_row *, take);
    NEED(ret->rows);
    for (size_t i = 0; i < take; i++)
        ret->rows[i] = people_at(rq->people, order->rows[from + i]);
    ret->n = take;
    ret->count = order->n;
    ret->has_more = from + take < order->n;
    return NULL;
}

struct err *person_list(struct request *rq, const struct person_ask *ask,
                        struct person_list *ret_list)
{
    if (ask->query.n == 0 && guard_sees_everybody(rq->who))
        return everybody_list(rq, ask, ret_list);
    size_t n = 0;
    const struct person_row **rows;
    if (ask->query.n == 0)
        TRY(all_rows(rq, &n, &rows));
    else
        TRY(people_find(rq->people, rq->arena, ask->query, people_count(rq->people), &n, &rows));
    struct keyed *keyed = arena_makes(rq->arena, struct keyed, n);
    NEED(keyed);
    TRY(seen_rows(rq, n, rows, keyed, &n));
    TRY(keys_put(rq, ask, keyed, n));
    return page_take(rq, ask, keyed, n, ret_list);
}

/* ---- alike ----------------------------------------------------------------------------------- */

static struct err *may_be_suggested(struct request *rq, struct id person, bool *ret_may)
{
    struct sql_person_guarded_row row;
    bool found = false;
    TRY(sql_person_guarded(rq->store->db, rq->arena, rq->store->org, person, &found, &row));
    TRY(person_is_seen(rq, person, ret_may));
    *ret_may = *ret_may && found && row.danger == ASKED_NO;
    return NULL;
}

struct err *person_alike(struct request *rq, struct text name, size_t *ret_n,
                         const struct person_row ***ret_rows)
{
    struct rec *like = NULL;
    const struct person_row **rows;
    size_t n = 0, kept = 0;
    TRY(rec_new(rq->arena, &person_type, &like));
    TRY(rec_read(rq->arena, like, "name", name));
    TRY(people_like(rq->people, rq->arena, like, &n, &rows));
    for (size_t i = 0; i < n; i++) {
        bool may = false;
        TRY(may_be_suggested(rq, rows[i]->id, &may));
        if (may)
            rows[kept++] = rows[i];
    }
    *ret_n = kept;
    *ret_rows = rows;
    return NULL;
}
