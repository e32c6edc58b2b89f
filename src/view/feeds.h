/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* feeds.h - which parts of the journal somebody reads: those of the organisation and of her houses.
 */
#ifndef HEARTH_VIEW_FEEDS_H
#define HEARTH_VIEW_FEEDS_H

#include "view/request.h"

enum { FEEDS_KNOWN_MAX = 64 };
/* What was found out in this request. */
struct feeds {
    struct request *rq;
    size_t n;
    struct {
        struct id feed;
        bool is_seen;
    } known[FEEDS_KNOWN_MAX];
};

/* Whether acts in this feed are told to the asker (MAY_SEE_JOURNAL in its area). */
MUST_CHECK struct err *feed_is_seen(struct feeds *f, struct id feed, bool *ret_seen);

#endif
