/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* activity.h - what the pages of activities show. */
#ifndef HEARTH_PAGE_ACTIVITY_H
#define HEARTH_PAGE_ACTIVITY_H

#include "page/page.h"
#include "page/parts.h"
#include "view/activities.h"

enum { WEEK_DAYS = 7, WEEKDAYS = 7 };

/* One session in a list. */
struct session_row {
    int32_t day; /* under which it stands */
    const char *url;
    struct text name, place, house, leader;
    int32_t minute;
    enum tone tone;
    const char *state; /* NULL: as the rule has it */
    struct shown state_value;
    const char *came; /* how many came, with `came_value`; NULL: nobody was counted */
    struct shown came_value;
};
struct session_rows {
    size_t n;
    struct session_row *at;
};
/* The days of a week, each with its sessions. */
struct week_page {
    int32_t from;
    const char *earlier, *later; /* addresses */
    struct session_rows rows;
    size_t n_series;
    struct series_list series;
    bool may_add;
};
/* A series: what it is, and its sessions around today. */
struct series_page {
    struct series_view view;
    struct text name;
    const char *url;
    bool is_running;
    size_t n_pairs;
    struct pair *pairs;
    struct session_rows coming, past;
};
/* The form of a series: a new one, or one that is corrected. */
struct series_edit {
    const struct rec *rec; /* NULL: a new one */
    const char *action, *back, *save;
    struct form_field house, leader;
    uint32_t days; /* that are chosen; bit 0 is Monday */
    const struct choice *weekdays;
    const struct err *days_wrong;
};
/* One person of a roll call. */
struct comer_row {
    size_t i;
    struct id person;
    struct text name;
    const char *chosen; /* code of the state that is chosen; "": was not expected */
};
struct session_page {
    struct series_view series;
    struct session_view view;
    struct text name, when; /* of the series; with its day and time */
    const char *url, *series_url;
    bool by_name, may_hold, may_confirm, may_move, may_reopen;
    size_t n_group; /* of the rows, those for whom it is: they stand first */
    size_t n_rows;
    struct comer_row *rows;
    const struct choice *states;
    struct comer_list comers;
    const struct rec *rec; /* what is written; NULL: nothing */
    size_t n_pairs;
    struct pair *pairs;
};

/* "/activity/ID", with a piece behind it unless NULL; NULL without memory. */
const char *series_path(struct page *pg, struct id series, const char *piece);
/* Rows of sessions, in their order. */
MUST_CHECK struct err *session_rows_make(struct page *pg, const struct session_list *list,
                                         struct session_rows *ret_rows);

#endif
