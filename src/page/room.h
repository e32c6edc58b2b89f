/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* room.h - who lodged in a room, for the room's page. */
#ifndef HEARTH_PAGE_ROOM_H
#define HEARTH_PAGE_ROOM_H

#include "page/page.h"
#include "view/tonight.h"

/* A family and its time, in words. */
struct room_past {
    struct id person;
    struct text names, from, until; /* until TEXT_NONE: goes on */
};
/* Writes the card into pg->out; nothing when nobody seen ever lodged there. */
MUST_CHECK struct err *room_history(struct page *pg, const struct tonight *house, struct id room);
/* The same as rows: {"names","from","until"} under the name "lodged". */
MUST_CHECK struct err *room_history_json(struct page *pg, struct id room);

#endif
