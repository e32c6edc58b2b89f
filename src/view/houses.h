/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* houses.h - houses and their rooms, with who lodges there now. */
#ifndef HEARTH_VIEW_HOUSES_H
#define HEARTH_VIEW_HOUSES_H

#include "sql/house.sql.h"
#include "view/request.h"

struct room_view {
    struct id room;
    struct text label;
    int64_t places;
    int64_t households_max;
    bool in_service;
    size_t n_households; /* all, also of persons whom the asker does not see */
    size_t n_persons;
};
struct house_view {
    struct id house;
    struct text handle;
    struct text name;
    const char *zone;
    int64_t kind;
    bool is_open;
    bool rooms_seen; /* the asker may see who lodges where */
    size_t n_rooms;
    struct room_view *rooms; /* by label */
    /* Who lodges there now, of those whom the asker sees; by room and household. */
    size_t n_lodgers;
    struct sql_lodgers_of_house_row *lodgers;
};
struct house_views {
    size_t n;
    struct house_view *at;
};
/* All houses, or the one of that handle or id; ERR_INPUT when there is none. Rooms are listed for
 * who may see the house. */
MUST_CHECK struct err *house_views(struct request *rq, struct text handle,
                                   struct house_views *ret_views);
/* The organisation's own record. */
MUST_CHECK struct err *organisation_view(struct request *rq, struct rec **ret_organisation);
/* Whether a house has a room with this label already; false while the labels cannot be opened. */
MUST_CHECK struct err *room_label_taken(struct request *rq, struct id house, struct text label,
                                        bool *ret_taken);
/* The room with this label in a house; ERR_INPUT names the field that is wrong. */
MUST_CHECK struct err *room_by_label(struct request *rq, struct text house, struct text label,
                                     struct id *ret_room);

#endif
