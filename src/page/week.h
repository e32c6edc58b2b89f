/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* week.h - the week of a house on one sheet, gathered for its template. */
#ifndef HEARTH_PAGE_WEEK_H
#define HEARTH_PAGE_WEEK_H

#include "page/page.h"
#include "page/parts.h"
#include "view/tonight.h"

enum { WEEK_DAYS = 7 };

/* Something that falls on a day. */
struct week_line {
    const char *code;  /* for programs: birthday */
    const char *label; /* message id */
    struct text words; /* whose or what */
    struct text time;  /* 17:30, or TEXT_NONE */
};
struct week_day {
    int32_t day;
    size_t n, room;
    struct week_line *at;
};
/* Who is in a room: Oksana M., Mark (6). */
struct week_room {
    struct text label, names;
};
struct week_page {
    const char *url; /* /house/HANDLE */
    int32_t from;
    struct week_day days[WEEK_DAYS];
    size_t n_rooms;
    struct week_room *rooms;
};

#endif
