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

#endif
