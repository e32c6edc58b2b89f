/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* house.h - a house and its rooms as pages show them; shared by Today, /house and /room. */
#ifndef HEARTH_PAGE_HOUSE_H
#define HEARTH_PAGE_HOUSE_H

#include "page/page.h"
#include "page/parts.h"
#include "view/figures.h"
#include "view/tonight.h"

/* A house as a card of tiles. */
struct house_card {
    const char *id; /* of its heading in the page */
    struct text name;
    const char *url; /* of the house's own page */
    bool may_call;   /* the reader calls the roll there */
    size_t n_taken, n_rooms;
    size_t n_tiles;
    struct room_tile *tiles;
};
MUST_CHECK struct err *house_card_make(struct page *pg, const struct tonight *house,
                                       struct house_card *ret_card);
/* A house and its rooms as an object. */
void tonight_json(struct buf *b, const struct tonight *house);

/* The figures of an evening, each with the address of its list; of one house, or of all. */
struct house_figures {
    struct figures found;
    size_t n;
    struct figure_link at[FIGURE__COUNT];
};
MUST_CHECK struct err *house_figures_make(struct page *pg, struct text house, int32_t day,
                                          struct house_figures *ret_figures);
void house_figures_json(struct buf *b, const struct house_figures *figures);

/* What the template of a room shows of one family. */
struct room_family {
    struct lodging_family family;
    const char *move_url, *leave_url; /* of its head; NULL: she may not */
};

#endif
