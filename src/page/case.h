/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case.h - one case's page, gathered for its template; and the forms about it. */
#ifndef HEARTH_PAGE_CASE_H
#define HEARTH_PAGE_CASE_H

#include "page/page.h"
#include "page/parts.h"
#include "view/cases.h"
#include "view/timeline.h"

struct zone;

/* A line of the "Record" menu: who may, where it is written, and its words. */
struct case_record_act {
    enum may may;
    const char *piece; /* /case/ID/piece */
    const char *label;
    const char *act;
};
/* Ended by a row without piece. */
extern const struct case_record_act case_record_acts[];

/* A step of its state that may be taken now, as a button. */
struct case_button {
    const char *step; /* value in the form */
    const char *label;
};

struct case_person_link {
    const char *url;
    struct text name;
};
struct case_page {
    struct case_view view;
    const char *url; /* /case/ID */
    struct text number, names;
    const struct zone *zone;
    int32_t today;
    const char *state, *type, *risk; /* labels; risk NULL: not judged */
    bool is_high, is_open, is_closing, may_confirm;
    struct text opened, closed; /* closed: TEXT_NONE while it goes on */
    const char *reason, *outcome;
    struct text words, asked_by;
    size_t n_team;
    struct text *team; /* "olena: leads the case" */
    size_t n_links;
    struct case_person_link *links;
    size_t n_due;
    struct row_item *due;
    size_t n_buttons;
    const struct case_button *buttons[8];
    size_t n_kinds;
    struct facet *kinds; /* of the timeline */
    struct timeline timeline;
    struct event *events;
    const char *older, *newest; /* addresses; NULL: none */
};

/* The case of the address; ERR_ABSENT for what she may not see. Fills view, url, number, names,
 * zone, today; the title is its number and names. */
MUST_CHECK struct err *case_page_open(struct page *pg, struct case_page *ret_page);
/* /case/ID/piece, or /case/ID when NULL. NULL without memory. */
const char *case_path(struct page *pg, struct id found, const char *piece);
/* The label of a choice of a record; NULL when it has none. */
const char *case_choice(const struct rec *r, uint64_t no);

/* An item of the timeline in words (case_time.c); each kind of record has a row in a table there.
 */
MUST_CHECK struct err *case_event(struct page *pg, const struct zone *zone,
                                  const struct timeline_item *item, struct event *ret_event);
/* What a kind of the timeline is called in the filter. */
const char *case_kind_label(const struct rec_type *type);

/* What the small forms about a case share. */
struct case_form {
    const char *piece, *title, *about, *save, *act;
};

#endif
