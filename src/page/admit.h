/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* admit.h - the form of an admission, gathered for its template. */
#ifndef HEARTH_PAGE_ADMIT_H
#define HEARTH_PAGE_ADMIT_H

#include "page/page.h"
#include "view/tonight.h"

/* A room where a family may sleep tonight. */
struct admit_room {
    struct id room;
    const char *value; /* its id as text: the radio's value */
    struct text label;
    struct text house;
    int64_t places;
    bool is_chosen;
};
/* One row of a child, numbered from 1. */
struct admit_child {
    size_t number;
    const char *name_field; /* child.1.name */
    const char *age_field;
};
enum { ADMIT_ROWS_USUAL = 2 };
struct admit_page {
    size_t n_rooms;
    struct admit_room *rooms;
    bool many_houses;
    size_t n_children;
    struct admit_child *children;
};

#endif
