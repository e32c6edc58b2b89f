/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* houses.h - choosing a house where there are many: Today, an admission and a return are about one
 * house then, and /house is a list with filters. With up to HOUSES_FEW houses nothing is chosen and
 * all of them stand on the page. */
#ifndef HEARTH_PAGE_HOUSES_H
#define HEARTH_PAGE_HOUSES_H

#include "page/list.h"
#include "page/page.h"
#include "view/house_list.h"

enum { HOUSES_FEW = 3 };

struct house_choice {
    bool is_many;
    size_t n;                       /* all whose rooms she sees */
    const struct people_seat *seat; /* the chosen one; NULL while nothing says which */
};
/* `?house=` or the form's field says which; else `otherwise`, a handle, if it is one of hers; else
 * the one that this browser was about last. It is kept as that. An address that names a house which
 * she does not see is absent. */
MUST_CHECK struct err *house_choice_read(struct page *pg, struct text otherwise,
                                         struct house_choice *ret_choice);
/* The first of those where she works, or of all. */
MUST_CHECK struct err *house_choice_first(struct page *pg, struct house_choice *choice);

/* The houses that stand on a page to be chosen: the first few, and the way to all. */
enum { HOUSES_SHOWN = 6 };
struct houses_pick {
    size_t n, all;
    struct houses_row {
        struct text name;
        const char *url; /* of this page about that house */
        int64_t n_here;
        bool is_chosen;
    } rows[HOUSES_SHOWN];
};
MUST_CHECK struct err *houses_pick_make(struct page *pg, const struct house_choice *choice,
                                        struct houses_pick *ret_pick);

/* The whole list, as the page, as JSON or as CSV; a row leads to the house. */
MUST_CHECK struct err *houses_list(struct page *pg);
/* The same inside a page that needs a house first: a row leads to this page about that house. Those
 * alone that take somebody in. */
MUST_CHECK struct err *houses_ask(struct page *pg, const char *title);

#endif
