/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* feeds.c - the areas of feeds through the guard's eyes. */
#include "view/feeds.h"

#include "model/types.h"

struct err *feed_is_seen(struct feeds *f, struct id feed, bool *ret_seen)
{
    struct rec *r = NULL;
    struct row_info info;
    for (size_t i = 0; i < f->n; i++) {
        *ret_seen = f->known[i].is_seen;
        if (id_equal(f->known[i].feed, feed))
            return NULL;
    }
    TRY(record_find(f->rq->store, f->rq->arena, &feed_type, feed, &r, &info));
    *ret_seen = r != NULL && guard_may_in_area(f->rq->who, MAY_SEE_JOURNAL, rec_id(r, FEED_AREA));
    if (f->n < FEEDS_KNOWN_MAX) {
        f->known[f->n].feed = feed;
        f->known[f->n++].is_seen = *ret_seen;
    }
    return NULL;
}
