/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* request.h - what one question or act carries with it: who asks, when, and where to look. */
#ifndef HEARTH_VIEW_REQUEST_H
#define HEARTH_VIEW_REQUEST_H

#include <stdint.h>

#include "base/arena.h"
#include "guard/guard.h"
#include "people/people.h"
#include "record/record.h"

struct request {
    struct arena *arena; /* ends with the request */
    const struct store *store;
    const struct people *people; /* NULL while the site is locked */
    const struct who *who;
    int64_t now_ms;
};

/* The clock of the organisation's office. */
struct zone;
MUST_CHECK struct err *request_zone(struct request *rq, const struct zone **ret_zone);
/* The day that it is now where the organisation is. */
MUST_CHECK struct err *request_day(struct request *rq, int32_t *ret_day);

#endif
