/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* deeds.c - the journal read backwards. The entries of a deed stand side by side, for one thread
 * writes them under one clock; so a deed ends where another one's entry comes. */
#include "base/when.h"
#include "model/act.h"
#include "model/types.h"
#include "view/feeds.h"
#include "view/places.h"
#include "view/story.h"

enum { CHUNK = 200, CHUNKS_MAX = 100, HLC_COUNTER_BITS = 16 };

struct reading {
    struct request *rq;
    const struct journal_ask *ask;
    struct journal_deeds *deeds;
    struct feeds feeds;
    struct journal_deed now; /* the deed whose entries are coming; n 0: none yet */
    bool fits;               /* one of its entries is of the type that was asked for */
};

/* The deed is whole: kept if it is what was asked for. */
static struct err *deed_close(struct reading *r)
{
    struct journal_deeds *d = r->deeds;
    bool by_her = id_is_none(r->ask->author) || id_equal(r->ask->author, r->now.author);
    if (r->now.n == 0 || !r->fits || !by_her)
        return NULL;
    if (d->n == r->ask->limit) {
        d->has_more = true;
        return NULL;
    }
    TRY(user_login(r->rq, r->now.author, &r->now.by));
    d->at[d->n++] = r->now;
    d->next_hlc = r->now.hlc;
    return NULL;
}

/* Whose it is would have to be asked of each entry: here only who sees everybody is told. */
static struct latest as_told(const struct reading *r, const struct latest *e)
{
    struct latest told = *e;
    if (e->type == NULL || !e->type->team_only || guard_sees_everybody(r->rq->who))
        return told;
    told.type = &story_kept_type;
    told.act = ACT_ADD;
    return told;
}

static struct err *entry_take(struct reading *r, const struct latest *entry)
{
    const struct latest told = as_told(r, entry), *e = &told;
    bool is_seen = false;
    TRY(feed_is_seen(&r->feeds, e->feed, &is_seen));
    if (!is_seen)
        return NULL;
    if (r->now.n == 0 || !id_equal(r->now.deed, e->deed)) {
        TRY(deed_close(r));
        r->now = (struct journal_deed){.deed = e->deed, .author = e->author};
        r->fits = false;
    }
    r->fits = r->fits || r->ask->type == NULL || e->type == r->ask->type;
    r->now.n++;
    r->now.hlc = e->hlc;
    r->now.at_ms = (int64_t)(e->hlc >> HLC_COUNTER_BITS);
    /* A feed begins with the first thing written into it; a family comes to stay. */
    if (r->now.type != NULL && (e->type == &feed_type || r->now.type == &stay_type))
        return NULL;
    r->now.type = e->type;
    r->now.act = e->act;
    return NULL;
}

struct err *journal_deeds(struct request *rq, const struct journal_ask *ask,
                          struct journal_deeds *ret_deeds)
{
    struct reading r = {.rq = rq, .ask = ask, .deeds = ret_deeds, .feeds = {.rq = rq}};
    uint64_t before = ask->before_hlc == 0 ? INT64_MAX : ask->before_hlc;
    uint64_t from = (uint64_t)ask->from_ms << HLC_COUNTER_BITS;
    uint64_t end = (uint64_t)ask->to_ms << HLC_COUNTER_BITS;
    *ret_deeds =
        (struct journal_deeds){.at = arena_makes(rq->arena, struct journal_deed, ask->limit)};
    NEED(ret_deeds->at);
    if (ask->to_ms != 0 && end < before)
        before = end;
    for (size_t chunk = 0; chunk < CHUNKS_MAX && !ret_deeds->has_more; chunk++) {
        struct latest *rows;
        size_t n = 0;
        TRY(record_latest(rq->store, rq->arena, before, from, CHUNK, &n, &rows));
        for (size_t i = 0; i < n && !ret_deeds->has_more; i++)
            TRY(entry_take(&r, &rows[i]));
        if (n < CHUNK)
            return ret_deeds->has_more ? NULL : deed_close(&r);
        before = rows[n - 1].hlc;
    }
    /* So much was looked through: what is older is asked for with the next page. */
    if (!ret_deeds->has_more) {
        ret_deeds->has_more = true;
        ret_deeds->next_hlc = r.now.n > 0 ? r.now.hlc + 1 : before;
    }
    return NULL;
}
