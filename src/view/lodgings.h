/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* lodgings.h - who lodged in a room, family by family, as far as the asker sees them. */
#ifndef HEARTH_VIEW_LODGINGS_H
#define HEARTH_VIEW_LODGINGS_H

#include "view/request.h"

/* A family that came to the room at one moment. */
struct room_time {
    struct id person;  /* of it, whose page leads further */
    struct text names; /* of those whom the asker sees, the head's own order */
    int64_t from_ms;
    int64_t until_ms; /* the last one's; 0: goes on */
};
struct room_times {
    size_t n;
    struct room_time *at; /* the newest first */
};
/* The last hundred lodgings of the room. The caller has asked whether the asker sees the room. */
MUST_CHECK struct err *room_times(struct request *rq, struct id room, struct room_times *ret_times);

#endif
