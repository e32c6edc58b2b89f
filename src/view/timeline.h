/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* timeline.h - all that happened in one case, the newest first, whatever kind of record it is.
 *
 * Each kind has a row in a table of sources (timeline.c): a statement that reads the next few of
 * one case, newest first, by (at, id). A page merges them, so it costs the same however long the
 * case has gone on. Who owns a record type with the fields `case` and `at` adds its statement
 * beside that type's others, its row here, and the words for people in page/case_time.c. */
#ifndef HEARTH_VIEW_TIMELINE_H
#define HEARTH_VIEW_TIMELINE_H

#include "view/request.h"

/* What a source is asked for: of this case, before (at, id), so many. */
struct timeline_ask {
    struct id found;
    struct id about;   /* whom the case is about */
    int64_t before_ms; /* INT64_MAX and ID_NONE begin */
    struct id before_id;
    const struct rec_type *only; /* NULL: all kinds */
    size_t limit;
};
struct timeline_at {
    const struct rec_type *type;
    struct id id, author;
    int64_t at_ms;
};
struct timeline_found {
    size_t n, room;
    struct timeline_at *at;
};
typedef MUST_CHECK struct err *timeline_fn(struct request *rq, const struct timeline_ask *ask,
                                           struct timeline_found *found);

struct timeline_item {
    struct timeline_at at;
    struct text by; /* login */
    struct rec *rec;
};
struct timeline {
    size_t n;
    struct timeline_item *items; /* the newest first */
    bool has_more;               /* the next page begins behind the last item */
};
/* The caller has asked whether the case is hers to see (case_require). */
MUST_CHECK struct err *timeline_read(struct request *rq, const struct timeline_ask *ask,
                                     struct timeline *ret_timeline);
/* The kinds that there are, for a filter; NULL behind the last one. */
const struct rec_type *timeline_kind(size_t i);

#endif
