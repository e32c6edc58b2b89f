/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case_card.h - the work with a person's family, on her page: the case for its team, who leads it
 * for the house, and the way to open one. */
#ifndef HEARTH_PAGE_CASE_CARD_H
#define HEARTH_PAGE_CASE_CARD_H

#include "page/page.h"

struct case_card {
    const char *url; /* of the case; NULL: none that she sees */
    struct text number;
    const char *state;
    struct text lead; /* login of who leads; known to whoever sees the person */
    const char *add;  /* address of the form of a new case; NULL: not hers to open */
};
MUST_CHECK struct err *case_card_make(struct page *pg, struct id person,
                                      struct case_card *ret_card);

#endif
