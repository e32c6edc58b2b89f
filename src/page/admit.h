/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* admit.h - the form of an admission, gathered for its template. */
#ifndef HEARTH_PAGE_ADMIT_H
#define HEARTH_PAGE_ADMIT_H

#include "page/page.h"
#include "page/parts.h"
#include "view/tonight.h"

/* One row of a child. */
struct admit_child {
    struct form_field name, age;
};
/* Rows that stand open, and rows behind "More children". */
enum { ADMIT_ROWS_OPEN = 2, ADMIT_ROWS = 8 };

/* Somebody known who looks like the one who comes. */
struct admit_alike {
    const char *value; /* her id */
    struct text name;
    int64_t year; /* of birth; 0: not known */
};

struct admit_page {
    struct form_field name, head_is, room, danger;
    struct admit_child children[ADMIT_ROWS];
    bool more_open;        /* something stands in the rows behind */
    struct text house;     /* its name where there are many; its handle is that of the page */
    const char *other_url; /* to choose another one */
    size_t n_alike;
    struct admit_alike *alike;
};

#endif
