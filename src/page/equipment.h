/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* equipment.h - what the pages of equipment show. */
#ifndef HEARTH_PAGE_EQUIPMENT_H
#define HEARTH_PAGE_EQUIPMENT_H

#include "page/page.h"
#include "page/parts.h"
#include "view/equipment.h"

struct repair_row {
    int32_t day; /* when it was reported */
    struct text fault, words, ended;
    enum tone tone;
    const char *state;
};
struct equipment_page {
    struct equipment_view view;
    struct text name, where;
    const char *correct_url, *fault_url, *repair_url, *gone_url;
    size_t n_repairs;
    struct repair_row *repairs;
    size_t n_pairs;
    struct pair *pairs;
};
/* The form of a thing: a new one, or one that is corrected. */
struct equipment_edit {
    const struct rec *rec; /* NULL: a new one */
    const char *action, *back, *save;
    struct form_field house, room;
};

/* What stands in a room, for the page of the room; nothing when the reader does not see it. */
MUST_CHECK struct err *equipment_in_room(struct page *pg, struct id room);

#endif
