/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* companion.h - on a person's page: who shows her round, and whom she shows round. */
#ifndef HEARTH_PAGE_COMPANION_H
#define HEARTH_PAGE_COMPANION_H

#include "page/person.h"
#include "view/companions.h"

struct companion_card {
    bool is_shown; /* she stays in a house, and somebody shows her round or could be named */
    bool may_name;
    struct companion_view now;
    const char *name_url, *end_url;
    struct companion_rows newcomers;
};
/* Writes the card, or nothing. */
MUST_CHECK struct err *companion_card_show(struct page *pg, const struct person_page *p);

#endif
