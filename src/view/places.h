/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* places.h - what houses and rooms are called, and which clock hangs there. */
#ifndef HEARTH_VIEW_PLACES_H
#define HEARTH_VIEW_PLACES_H

#include "view/request.h"

struct zone;

struct place_row {
    struct id house;
    struct text handle;
    struct text name; /* the handle while the keys are not open */
    const struct zone *zone;
    bool is_open;
};
struct place_rows {
    size_t n;
    struct place_row *at; /* by handle */
};
/* What a house or a room is called: from the index, or read and opened if that has another version.
 */
MUST_CHECK struct err *place_name(struct request *rq, const struct rec_type *type, struct id id,
                                  int64_t version, struct text *ret_name);
/* All houses; what they are called is no secret to staff. */
MUST_CHECK struct err *place_rows(struct request *rq, struct place_rows *ret_rows);
/* NULL when there is none. */
const struct place_row *place_of(const struct place_rows *rows, struct id house);
/* ID_NONE when there is none. */
MUST_CHECK struct err *house_of_handle(struct request *rq, struct text handle,
                                       struct id *ret_house);
/* The clock of the organisation. */
MUST_CHECK struct err *organisation_zone(struct request *rq, const struct zone **ret_zone);
/* Its handle; TEXT_NONE when there is no such room. */
MUST_CHECK struct err *house_of_room(struct request *rq, struct id room, struct text *ret_handle);
/* A login, TEXT_NONE for an unknown user. */
MUST_CHECK struct err *user_login(struct request *rq, struct id user, struct text *ret_login);
MUST_CHECK struct err *user_of_login(struct request *rq, struct text login, bool *ret_found,
                                     struct id *ret_user);

#endif
