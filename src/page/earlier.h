/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* earlier.h - what was before us, as her page tells it to her team: in words, the oldest first. */
#ifndef HEARTH_PAGE_EARLIER_H
#define HEARTH_PAGE_EARLIER_H

#include "page/page.h"

struct earlier_line {
    const char *kind, *source; /* labels; source NULL: not said */
    struct text from, until;   /* TEXT_NONE: not known */
    struct text words;
};
struct earlier_card {
    const char *url; /* of the person */
    bool is_team, may_write;
    size_t n;
    struct earlier_line *lines;
};
/* Fills the card; the caller has asked whether she is seen. */
MUST_CHECK struct err *earlier_card_make(struct page *pg, struct id person, const char *url,
                                         struct earlier_card *ret_card);

#endif
