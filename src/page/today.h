/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* today.h - what the page Today shows, gathered for its template. */
#ifndef HEARTH_PAGE_TODAY_H
#define HEARTH_PAGE_TODAY_H

#include "page/page.h"
#include "view/figures.h"
#include "view/tonight.h"

/* One figure of a house or of all houses, with the list behind it. */
struct figure_link {
    const char *name; /* mothers */
    const char *label;
    int64_t n;
    const char *path; /* NULL: this reader gets no list */
};
struct figure_links {
    size_t n;
    struct figure_link at[FIGURE__COUNT];
};

struct today {
    int32_t day;
    struct tonights houses;
    bool has_figures;
    struct figure_links figures;
};

/* A house and its rooms as an object. */
void tonight_json(struct buf *b, const struct tonight *house);

#endif
