/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* companion.h - on a person's page: who shows her round, and whom she shows round. */
#ifndef HEARTH_PAGE_COMPANION_H
#define HEARTH_PAGE_COMPANION_H

#include "page/page.h"
#include "view/companions.h"
#include "view/life.h"

struct companion_card {
    bool is_shown; /* she stays in a house, and somebody shows her round or could be named */
    bool may_name;
    struct companion_view now;
    const char *name_url, *end_url;
    struct companion_rows newcomers;
};
/* Of a grown person who stays in a house; is_shown false for everybody else. */
MUST_CHECK struct err *companion_card_make(struct page *pg, struct id person,
                                           const struct life *life, int32_t today,
                                           struct companion_card *ret_card);

#endif
