/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* timeline.c - the table of sources of a case's timeline, and merging what they give. */
#include "view/timeline.h"

#include <stdlib.h>

#include "model/types.h"
#include "model/types_programme.h"
#include "sql/case.sql.h"
#include "sql/incident.sql.h"
#include "sql/programme.sql.h"
#include "sql/referral.sql.h"
#include "view/places.h"

/* ---- sources ----------------------------------------------------------------------------------
 */

static struct err *found_add(struct request *rq, struct timeline_found *found,
                             const struct timeline_at *at)
{
    if (found->n == found->room) {
        size_t room = found->room == 0 ? 32 : found->room * 2;
        found->at = arena_grow(rq->arena, found->at, found->n, room, sizeof *found->at);
        NEED(found->at);
        found->room = room;
    }
    found->at[found->n++] = *at;
    return NULL;
}

/* The rows of all these statements have the same columns. */
#define TAKE(of_type, rows, n)                                                                     \
    do {                                                                                           \
        for (size_t i_ = 0; i_ < (n); i_++)                                                        \
            TRY(found_add(rq, found,                                                               \
                          &(const struct timeline_at){&(of_type), (rows)[i_].item,                 \
                                                      (rows)[i_].author, (rows)[i_].at}));         \
    } while (0)

/* A draft is its author's until it is signed. */
static struct err *notes(struct request *rq, const struct timeline_ask *ask,
                         struct timeline_found *found)
{
    struct sql_timeline_note_row *rows;
    size_t n = 0;
    TRY(sql_timeline_note(rq->store->db, rq->arena, rq->store->org, ask->found, ask->before_ms,
                          ask->before_id, (int64_t)ask->limit, rq->who->user, &rows, &n));
    TAKE(note_type, rows, n);
    return NULL;
}

static struct err *assignments(struct request *rq, const struct timeline_ask *ask,
                               struct timeline_found *found)
{
    struct sql_timeline_assignment_row *rows;
    size_t n = 0;
    TRY(sql_timeline_assignment(rq->store->db, rq->arena, rq->store->org, ask->found,
                                ask->before_ms, ask->before_id, (int64_t)ask->limit, &rows, &n));
    TAKE(assignment_type, rows, n);
    return NULL;
}

static struct err *stays(struct request *rq, const struct timeline_ask *ask,
                         struct timeline_found *found)
{
    struct sql_timeline_stay_row *rows;
    size_t n = 0;
    TRY(sql_timeline_stay(rq->store->db, rq->arena, rq->store->org, ask->about, ask->before_ms,
                          ask->before_id, (int64_t)ask->limit, &rows, &n));
    TAKE(stay_type, rows, n);
    return NULL;
}

static struct err *referrals(struct request *rq, const struct timeline_ask *ask,
                             struct timeline_found *found)
{
    struct sql_timeline_referral_row *rows;
    size_t n = 0;
    TRY(sql_timeline_referral(rq->store->db, rq->arena, rq->store->org, ask->found, ask->before_ms,
                              ask->before_id, (int64_t)ask->limit, &rows, &n));
    TAKE(referral_type, rows, n);
    return NULL;
}

static struct err *relapses(struct request *rq, const struct timeline_ask *ask,
                            struct timeline_found *found)
{
    struct sql_timeline_relapse_row *rows;
    size_t n = 0;
    TRY(sql_timeline_relapse(rq->store->db, rq->arena, rq->store->org, ask->found, ask->before_ms,
                             ask->before_id, (int64_t)ask->limit, &rows, &n));
    TAKE(relapse_type, rows, n);
    return NULL;
}

static struct err *incidents(struct request *rq, const struct timeline_ask *ask,
                             struct timeline_found *found)
{
    struct sql_timeline_incident_row *rows;
    size_t n = 0;
    TRY(sql_timeline_incident(rq->store->db, rq->arena, rq->store->org, ask->found, ask->before_ms,
                              ask->before_id, (int64_t)ask->limit, &rows, &n));
    TAKE(incident_type, rows, n);
    return NULL;
}

/* One row for each kind of record. */
static const struct {
    const struct rec_type *type;
    timeline_fn *read;
} sources[] = {
    {&note_type, notes},       {&assignment_type, assignments}, {&stay_type, stays},
    {&relapse_type, relapses}, {&incident_type, incidents},     {&referral_type, referrals},
};

const struct rec_type *timeline_kind(size_t i)
{
    return i < COUNT(sources) ? sources[i].type : NULL;
}

/* ---- one page ---------------------------------------------------------------------------------
 */

static int newest_first(const void *a, const void *b)
{
    const struct timeline_at *x = a, *y = b;
    if (x->at_ms != y->at_ms)
        return x->at_ms > y->at_ms ? -1 : 1;
    return id_compare(y->id, x->id);
}

struct err *timeline_read(struct request *rq, const struct timeline_ask *ask,
                          struct timeline *ret_timeline)
{
    struct timeline_found found = {0};
    struct timeline_ask more = *ask;
    more.limit = ask->limit + 1; /* one more tells whether there is a further page */
    for (size_t i = 0; i < COUNT(sources); i++)
        if (ask->only == NULL || ask->only == sources[i].type)
            TRY(sources[i].read(rq, &more, &found));
    if (found.n > 0)
        qsort(found.at, found.n, sizeof *found.at, newest_first);
    size_t n = found.n < ask->limit ? found.n : ask->limit;
    *ret_timeline = (struct timeline){.has_more = found.n > n};
    ret_timeline->items = arena_makes(rq->arena, struct timeline_item, n);
    NEED(ret_timeline->items);
    for (size_t i = 0; i < n; i++) {
        struct timeline_item *item = &ret_timeline->items[ret_timeline->n++];
        item->at = found.at[i];
        TRY(record_get(rq->store, rq->arena, item->at.type, item->at.id, &item->rec));
        TRY(user_login(rq, item->at.author, &item->by));
    }
    return NULL;
}
