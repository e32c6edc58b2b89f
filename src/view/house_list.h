/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* house_list.h - the houses whose rooms somebody sees, one after the other and never all with their
 * rooms. It is answered from the index of names and asks no table: what it costs does not grow with
 * those who stay there. */
#ifndef HEARTH_VIEW_HOUSE_LIST_H
#define HEARTH_VIEW_HOUSE_LIST_H

#include "view/request.h"

/* Houses where she works (a grant for that house) first, then by handle.
 *
 * query   words of the name or of the handle, in any alphabet; TEXT_NONE: all
 * kind    HOUSE_CRISIS ... or 0
 * state   HOUSE_OPEN, HOUSE_CLOSED or 0
 * after   handle of the last one of the page before; TEXT_NONE begins */
struct house_ask {
    struct text query;
    int64_t kind, state;
    struct text after;
    size_t limit;
};
enum { HOUSE_KINDS = 8, HOUSE_STATES = 4 };
struct house_list {
    size_t n;
    const struct people_seat **rows;
    size_t count; /* of all that match */
    bool has_more;
    size_t kinds[HOUSE_KINDS], states[HOUSE_STATES]; /* each among what the other filter leaves */
};
MUST_CHECK struct err *house_list(struct request *rq, const struct house_ask *ask,
                                  struct house_list *ret_list);
/* How many there are in all. */
size_t house_list_count(const struct request *rq);
/* The one of that handle, or of that id as text; NULL: there is none, or she does not see its
 * rooms. */
const struct people_seat *house_list_find(const struct request *rq, struct text name);

#endif
