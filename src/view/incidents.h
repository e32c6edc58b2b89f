/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* incidents.h - what happened that somebody must look at, and who has still to be told.
 *
 * Seen by the team of the one whom it is about first, and by who reported it while she is seen;
 * what the team thinks of it is the team's. Others who were part of it are named to those who see
 * them. */
#ifndef HEARTH_VIEW_INCIDENTS_H
#define HEARTH_VIEW_INCIDENTS_H

#include "view/request.h"

struct incident_row {
    struct id incident, about, house; /* house: ID_NONE, in none of ours */
    const char *name;                 /* whom it is about; "" without the index */
    int64_t at_ms, kind, severity, state;
    size_t n_due;    /* who has still to be told */
    bool has_due;    /* one of them by a day */
    int32_t due;     /* the first of these days */
    bool is_overdue; /* it is over */
};
struct incident_list {
    size_t n, count;
    struct incident_row *rows; /* those to be told of first, then the newest first */
};
struct incident_ask {
    struct id about; /* ID_NONE: all that the asker sees */
    bool closed_too;
    size_t limit;
};
MUST_CHECK struct err *incident_list(struct request *rq, const struct incident_ask *ask,
                                     struct incident_list *ret_list);
/* ERR_ABSENT unless the asker sees it. */
MUST_CHECK struct err *incident_require(struct request *rq, struct id incident,
                                        struct rec **ret_incident);

struct incident_part {
    struct id person;
    const char *name;
    int64_t part; /* PART_..., 0 when its key is gone */
};
struct incident_telling {
    struct id told;
    int64_t body, state;
    bool has_due, is_overdue;
    int32_t due;
    int64_t at_ms; /* 0: not yet */
    struct text note;
};
struct incident_view {
    struct rec *rec;
    size_t n_parts, n_tellings, n_due;
    struct incident_part *parts; /* of those whom the asker sees */
    struct incident_telling *tellings;
};
MUST_CHECK struct err *incident_view(struct request *rq, struct id incident,
                                     struct incident_view *ret_view);

#endif
