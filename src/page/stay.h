/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* stay.h - the small forms about a stay: it ends, she is away, is back, moves, a child joins. */
#ifndef HEARTH_PAGE_STAY_H
#define HEARTH_PAGE_STAY_H

#include "page/form.h"
#include "page/person.h"

/* One of these forms. */
struct stay_form {
    const char *piece; /* of the address: leave */
    const char *title; /* with her name */
    const char *about; /* what it does; NULL: nothing to say */
    const char *save;  /* the button */
    const char *act;   /* its data-act */
};
/* The field `when`: a moment, if it was not now. */
void stay_when_ask(struct page *pg);
/* What was typed into `when`, and the person of the address; what is wrong is collected. */
MUST_CHECK struct err *stay_form_read(struct page *pg, struct id *ret_person, int64_t *ret_ms,
                                      struct err **wrong);

#endif
