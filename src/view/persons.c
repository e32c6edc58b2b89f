/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* persons.c - the people index through the guard's eyes. */
#include "view/persons.h"

#include <stdlib.h>

#include "base/limits.h"
#include "model/types.h"
#include "people/order.h"
#include "sql/house.sql.h"
#include "sql/person.sql.h"

struct err *person_house_now(struct request *rq, struct id person, struct id *ret_house)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    *ret_house = ID_NONE;
    for (size_t i = 0; i < n; i++)
        if (rows[i].state == STAY_ADMITTED)
            *ret_house = rows[i].house;
    return NULL;
}

static struct err *guarded_read(struct request *rq, struct id person, bool *ret_found,
                                struct guarded *ret_facts)
{
    struct sql_person_guarded_row row;
    TRY(sql_person_guarded(rq->store->db, rq->arena, rq->store->org, person, ret_found, &row));
    if (!*ret_found)
        return NULL;
    *ret_facts = (struct guarded){.danger = row.danger, .author = row.author};
    return person_house_now(rq, person, &ret_facts->house_now);
}

struct err *person_is_seen(struct request *rq, struct id person, bool *ret_seen)
{
    bool found = false;
    struct guarded facts;
    TRY(guarded_read(rq, person, &found, &facts));
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

/* ---- who may be the same ------------------------------------------------------------------- */

static struct err *may_be_suggested(struct request *rq, const struct person_row *row, bool *ret_may)
{
    bool found = false;
    struct guarded facts;
    *ret_may = false;
    if (row->state != PERSON_KNOWN)
        return NULL;
    TRY(guarded_read(rq, row->id, &found, &facts));
    *ret_may = found && facts.danger != ASKED_YES && guard_sees_person(rq->who, &facts);
    return NULL;
}

struct err *person_alike(struct request *rq, struct text name, int32_t birth, size_t *ret_n,
                         const struct person_row ***ret_rows)
{
    struct rec *named = NULL;
    size_t n = 0, kept = 0;
    TRY(rec_new(rq->arena, &person_type, &named));
    TRY(rec_read(rq->arena, named, "name", name));
    if (birth != VALUE_NO_DATE)
        TRY(rec_set_int(rq->arena, named, PERSON_BIRTH, birth));
    TRY(people_like(rq->people, rq->arena, named, people_count(rq->people), &n, ret_rows));
    for (size_t i = 0; i < n && kept < PERSON_ALIKE_MAX; i++) {
        bool may = false;
        TRY(may_be_suggested(rq, (*ret_rows)[i], &may));
        if (may)
            (*ret_rows)[kept++] = (*ret_rows)[i];
    }
    *ret_n = kept;
    return NULL;
}
