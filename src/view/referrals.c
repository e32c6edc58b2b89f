/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* referrals.c - referrals through the guard's eyes. */
#include "view/referrals.h"

#include <stdlib.h>

#include "base/zone.h"
#include "model/types.h"
#include "sql/referral.sql.h"
#include "view/cases.h"
#include "view/persons.h"
#include "view/places.h"

/* ---- one --------------------------------------------------------------------------------------
 */

bool referral_may_decide(const struct request *rq, struct id house)
{
    return id_is_none(house) ? guard_may(rq->who, MAY_DECIDE)
                             : guard_may_in_house(rq->who, MAY_DECIDE, house);
}

/* Any house may answer what names none; but that she came is told where she is seen. */
static bool is_hers_alone(int64_t state)
{
    return state == REFERRAL_ADMITTED;
}

static struct err *in_is_seen(struct request *rq, const struct sql_referral_guarded_row *row,
                              bool *ret_seen)
{
    *ret_seen = id_equal(row->by, rq->who->user);
    if (*ret_seen || !referral_may_decide(rq, row->house_null ? ID_NONE : row->house))
        return NULL;
    *ret_seen = !row->house_null || !is_hers_alone(row->state);
    return *ret_seen || row->about_null ? NULL : person_is_seen(rq, row->about, ret_seen);
}

/* What we ask of others belongs to the case: whoever hands it over hands this over too. */
static struct err *out_is_seen(struct request *rq, const struct sql_referral_guarded_row *row,
                               bool *ret_seen)
{
    struct rec *found = NULL;
    *ret_seen = false;
    if (row->on_case_null || !guard_may(rq->who, MAY_SEE_CASES))
        return NULL;
    struct err *bad = case_require(rq, row->on_case, &found);
    *ret_seen = bad == NULL;
    return bad == NULL || bad->kind == ERR_ABSENT ? NULL : bad;
}

static struct err *is_seen(struct request *rq, const struct sql_referral_guarded_row *row,
                           bool *ret_seen)
{
    return row->state < REFERRAL_DRAFTED ? in_is_seen(rq, row, ret_seen)
                                         : out_is_seen(rq, row, ret_seen);
}

struct err *referral_require(struct request *rq, struct id referral, struct rec **ret_referral)
{
    struct sql_referral_guarded_row row;
    bool found = false, seen = false;
    TRY(sql_referral_guarded(rq->store->db, rq->arena, rq->store->org, referral, &found, &row));
    if (found)
        TRY(is_seen(rq, &row, &seen));
    if (!seen)
        return err_mend(err_new(rq->arena, ERR_ABSENT,
                                N_("Nothing here that you can open. Search, or ask the manager")),
                        "hearth referral list");
    return record_get(rq->store, rq->arena, &referral_type, referral, ret_referral);
}

/* ---- the answer's day -------------------------------------------------------------------------
 */

int32_t referral_due(const struct zone *zone, int64_t at_ms, int64_t urgency)
{
    static const int32_t days[] = {[URGENCY_TODAY] = 0, [URGENCY_WEEK] = 3, [URGENCY_MONTH] = 14};
    return zone_wall(zone, at_ms).date + days[urgency];
}

bool referral_is_overdue(const struct zone *zone, int64_t at_ms, int64_t urgency, int64_t state,
                         int32_t today)
{
    return state < REFERRAL_ACCEPTED && referral_due(zone, at_ms, urgency) < today;
}

/* ---- the list ---------------------------------------------------------------------------------
 */

struct listing {
    struct request *rq;
    const struct zone *zone;
    int32_t today;
    size_t n, room;
    struct referral_row *rows;
};

static struct err *row_add(struct listing *l, struct id referral, int64_t state, int64_t urgency,
                           int64_t at_ms)
{
    for (size_t i = 0; i < l->n; i++)
        if (id_equal(l->rows[i].referral, referral))
            return NULL; /* her own, of her house */
    if (l->n == l->room) {
        size_t room = l->room == 0 ? 64 : l->room * 2;
        l->rows = arena_grow(l->rq->arena, l->rows, l->n, room, sizeof *l->rows);
        NEED(l->rows);
        l->room = room;
    }
    l->rows[l->n++] = (struct referral_row){
        .referral = referral,
        .state = state,
        .urgency = urgency,
        .at_ms = at_ms,
        .due = referral_due(l->zone, at_ms, urgency),
        .is_overdue = referral_is_overdue(l->zone, at_ms, urgency, state, l->today)};
    return NULL;
}

/* One question for all of them, whoever they are. */
static struct err *nowhere_read(struct listing *l)
{
    struct request *rq = l->rq;
    struct sql_referrals_nowhere_row *rows;
    size_t n = 0;
    TRY(sql_referrals_nowhere(rq->store->db, rq->arena, rq->store->org, 0, REFERRAL_NO_SHOW, &rows,
                              &n));
    struct id *persons = arena_makes(rq->arena, struct id, n);
    bool *seen = arena_makes(rq->arena, bool, n);
    NEED(persons);
    NEED(seen);
    for (size_t i = 0; i < n; i++)
        persons[i] = rows[i].about_null ? ID_NONE : rows[i].about;
    TRY(persons_seen(rq, n, persons, seen));
    for (size_t i = 0; i < n && l->n < REFERRALS_MAX; i++)
        if (seen[i] || !is_hers_alone(rows[i].state))
            TRY(row_add(l, rows[i].referral, rows[i].state, rows[i].urgency, rows[i].at));
    return NULL;
}

static struct err *house_read(struct listing *l, struct id house)
{
    struct request *rq = l->rq;
    struct sql_referrals_of_house_row *rows;
    size_t n = 0;
    if (!referral_may_decide(rq, house))
        return NULL;
    TRY(sql_referrals_of_house(rq->store->db, rq->arena, rq->store->org, house, 0, REFERRAL_NO_SHOW,
                               &rows, &n));
    for (size_t i = 0; i < n && l->n < REFERRALS_MAX; i++)
        TRY(row_add(l, rows[i].referral, rows[i].state, rows[i].urgency, rows[i].at));
    return NULL;
}

static struct err *houses_read(struct listing *l, struct id house)
{
    struct request *rq = l->rq;
    struct place_rows places = {0};
    if (!id_is_none(house))
        TRY(house_read(l, house));
    else
        TRY(place_rows(rq, &places));
    for (size_t h = 0; h < places.n; h++)
        TRY(house_read(l, places.at[h].house));
    return nowhere_read(l);
}

static struct err *own_read(struct listing *l)
{
    struct request *rq = l->rq;
    struct sql_referrals_of_user_row *rows;
    size_t n = 0;
    TRY(sql_referrals_of_user(rq->store->db, rq->arena, rq->store->org, rq->who->user, 0,
                              REFERRAL_REVOKED, &rows, &n));
    for (size_t i = 0; i < n && l->n < REFERRALS_MAX; i++) {
        bool seen = rows[i].state < REFERRAL_DRAFTED;
        if (!seen && !rows[i].about_null)
            TRY(case_work_is_seen(rq, rows[i].about, &seen));
        if (seen)
            TRY(row_add(l, rows[i].referral, rows[i].state, rows[i].urgency, rows[i].at));
    }
    return NULL;
}

static bool waits(int64_t state)
{
    return state <= REFERRAL_ACCEPTED || (state >= REFERRAL_DRAFTED && state <= REFERRAL_AGREED);
}

static bool fits(const struct referral_ask *ask, const struct referral_row *row)
{
    if (ask->overdue && !row->is_overdue)
        return false;
    return ask->state == REFERRAL_ANY_STATE ||
           (ask->state == 0 ? waits(row->state) : row->state == ask->state);
}

static int newest_first(const void *a, const void *b)
{
    const struct referral_row *x = a, *y = b;
    if (x->at_ms != y->at_ms)
        return x->at_ms > y->at_ms ? -1 : 1;
    return id_compare(x->referral, y->referral);
}

static struct err *page_take(struct listing *l, const struct referral_ask *ask,
                             struct referral_list *ret)
{
    size_t from = 0;
    for (size_t i = 0; i < l->n && !id_is_none(ask->after) && from == 0; i++)
        if (id_equal(l->rows[i].referral, ask->after))
            from = i + 1;
    ret->n = l->n - from < ask->limit ? l->n - from : ask->limit;
    ret->rows = l->rows + from;
    ret->count = l->n;
    ret->has_more = from + ret->n < l->n;
    for (size_t i = 0; i < ret->n; i++)
        TRY(record_get(l->rq->store, l->rq->arena, &referral_type, ret->rows[i].referral,
                       &ret->rows[i].rec));
    return NULL;
}

struct err *referral_list(struct request *rq, const struct referral_ask *ask,
                          struct referral_list *ret_list)
{
    struct listing l = {.rq = rq};
    size_t kept = 0;
    *ret_list = (struct referral_list){0};
    TRY(request_zone(rq, &l.zone));
    l.today = zone_wall(l.zone, rq->now_ms).date;
    if (guard_may(rq->who, MAY_DECIDE))
        TRY(houses_read(&l, ask->house));
    TRY(own_read(&l));
    for (size_t i = 0; i < l.n; i++) {
        ret_list->states[l.rows[i].state]++;
        ret_list->overdue += l.rows[i].is_overdue;
        if (fits(ask, &l.rows[i]))
            l.rows[kept++] = l.rows[i];
    }
    l.n = kept;
    if (l.n > 0)
        qsort(l.rows, l.n, sizeof *l.rows, newest_first);
    return page_take(&l, ask, ret_list);
}
