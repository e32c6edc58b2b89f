/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* door.h - calls and visitors: who reads what was said.
 *
 * Those who see the house of an enquiry, and the team of a person whom it may have been about. What
 * was written down says nothing of who is here: it holds the caller's words alone. */
#ifndef HEARTH_VIEW_DOOR_H
#define HEARTH_VIEW_DOOR_H

#include "view/places.h"
#include "view/request.h"

/* The houses at whose telephone the asker may be: of all that are open, her own first (a grant for
 * one house), then by handle. Nothing else decides, so the form is the same on any night. */
MUST_CHECK struct err *door_houses(struct request *rq, struct place_rows *ret_houses);

struct enquiry_ask {
    struct id house; /* ID_NONE: all that she may read */
    int64_t before_ms;
    struct id before; /* the last of the page before, at before_ms; ID_NONE: begins at before_ms */
    size_t limit;
};
struct enquiries {
    size_t n;
    struct rec **at; /* the newest first */
    bool has_more;
};
/* What the asker may read, of the houses that she sees. */
MUST_CHECK struct err *enquiry_list(struct request *rq, const struct enquiry_ask *ask,
                                    struct enquiries *ret_list);
/* Those that may have been about a person whom the caller has asked for; the newest first. */
enum { ENQUIRIES_OF_PERSON_MAX = 50 };
MUST_CHECK struct err *enquiry_of_person(struct request *rq, struct id person,
                                         struct enquiries *ret_list);
/* Whom the words of a caller may mean: persons of ours, erased and expected ones left out, whoever
 * stays here first. For the program's own eyes: no guard is asked. At most ENQUIRY_MEANT_MAX. */
enum { ENQUIRY_MEANT_MAX = 5 };
MUST_CHECK struct err *enquiry_meant(struct request *rq, struct text asked_for, size_t *ret_n,
                                     struct id *ret_persons);

#endif
