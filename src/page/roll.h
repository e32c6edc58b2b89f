/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* roll.h - the roll call of a house and its night sheet, gathered for their templates. */
#ifndef HEARTH_PAGE_ROLL_H
#define HEARTH_PAGE_ROLL_H

#include "page/form.h"
#include "view/roll.h"

/* One person in a tile. */
struct roll_line {
    struct text name;
    int64_t age;               /* in years; -1: not known */
    const char *field, *since; /* names of its fields: person.ID, since.ID */
    int64_t mark;              /* MARK_... that stands in the form */
    int64_t written;           /* by somebody already; 0: not yet */
    struct text since_value;
    const struct err *wrong, *since_wrong;
    const char *reason; /* why away, as far as the sheet may tell; NULL: at home */
    struct text back;   /* expected back; TEXT_NONE */
};
/* One room. */
struct roll_tile {
    struct text label;
    size_t n, n_away;
    struct roll_line *lines;
    bool has_since; /* something stands in its second half */
};
struct roll_page {
    const struct roll_view *roll;
    const char *url;    /* /house/HANDLE */
    const char *action; /* /house/HANDLE/rollcall */
    struct text seen;   /* hidden: what this page showed */
    struct text when;   /* of a written one: 21:05 */
    size_t n_tiles;
    struct roll_tile *tiles; /* those in which somebody lodges */
};

/* One radio of a line; `no` is its mark. */
struct roll_option {
    int64_t no;
    const char *code, *label;
};
enum { ROLL_OPTIONS = 5 };
extern const struct roll_option roll_options[ROLL_OPTIONS];
/* The label of a mark. */
const char *roll_label(int64_t mark);

#endif
