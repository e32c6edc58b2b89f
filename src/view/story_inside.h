/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* story_inside.h - between the files that tell histories. */
#ifndef HEARTH_VIEW_STORY_INSIDE_H
#define HEARTH_VIEW_STORY_INSIDE_H

#include "view/feeds.h"
#include "view/story.h"

/* Which moments of records are told.
 *
 * deed   those of this one alone; ID_NONE: of all
 * feeds  those in feeds that the asker reads; NULL: in all
 * kin    whose they are besides: acts alone, and no fields; ID_NONE: they are told whole */
struct telling {
    struct request *rq;
    struct id deed;
    struct feeds *feeds;
    struct id kin;
    struct story *story;
    bool keeps_author; /* of that she is away or has left: who wrote it is her team's */
};
/* Adds the moments of a record. */
MUST_CHECK struct err *story_record(const struct telling *t, struct id obj);

#endif
