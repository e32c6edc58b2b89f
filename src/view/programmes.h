/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* programmes.h - programmes with their stages, and who stands at which of them since when.
 *
 * What an organisation calls its stages is its own: they are records. Whom the asker does not see
 * is in no row and in no count. */
#ifndef HEARTH_VIEW_PROGRAMMES_H
#define HEARTH_VIEW_PROGRAMMES_H

#include "view/request.h"

struct stage_view {
    struct id stage;
    int64_t place;
    struct text name, means;
    bool in_use;
    size_t n_here; /* of those whom the asker sees; filled by programme_standing */
};
struct programme_view {
    struct id programme, house; /* house: ID_NONE, of the whole organisation */
    struct text handle, name, rules;
    bool is_open;
    size_t n_stages;
    struct stage_view *stages; /* in their order, retired ones too */
};
struct programme_views {
    size_t n;
    struct programme_view *at; /* by handle */
};
/* All programmes, or the one of that handle; then ERR_ABSENT when there is none. */
MUST_CHECK struct err *programme_views(struct request *rq, struct text handle,
                                       struct programme_views *ret_views);
/* The one of that id; NULL when it is not among them. */
const struct programme_view *programme_of(const struct programme_views *views, struct id programme);
const struct stage_view *stage_of(const struct programme_view *programme, struct id stage);

/* Somebody's taking part. */
struct enrolment_view {
    struct id enrolment, person, programme, stage; /* stage: ID_NONE, at none yet */
    int64_t state;                                 /* ENROLMENT_... */
    int64_t from_ms, until_ms;                     /* until 0: goes on */
    int64_t stage_from_ms;                         /* 0: at no stage */
    size_t n_back;                                 /* steps back so far: counted, no reproach */
    const char *name;                              /* of the person; "" without the index */
};
bool enrolment_goes_on(int64_t state);
struct enrolments {
    size_t n, room;
    struct enrolment_view *at;
    struct id after; /* where the next page begins; ID_NONE: this is the last one */
};
/* Who takes part now, by stage and name; fills n_here of the stages. */
MUST_CHECK struct err *programme_standing(struct request *rq, struct programme_view *programme,
                                          struct enrolments *ret_rows);
/* Whose taking part has ended, `limit` at a time behind `after`. */
MUST_CHECK struct err *programme_ended(struct request *rq, const struct programme_view *programme,
                                       struct id after, size_t limit, struct enrolments *ret_rows);
/* Hers, the newest first. The caller has asked whether she is seen. */
MUST_CHECK struct err *enrolments_of(struct request *rq, struct id person,
                                     struct enrolments *ret_rows);

#endif
