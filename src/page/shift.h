/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* shift.h - the change of shift and who is on duty, gathered for their templates. */
#ifndef HEARTH_PAGE_SHIFT_H
#define HEARTH_PAGE_SHIFT_H

#include "page/form.h"
#include "view/shift.h"
#include "view/tonight.h"

/* One change of shift in words. */
struct shift_item {
    const struct shift_row *row;
    struct text when;     /* 21.11.2026, 20:00 */
    const char *read_url; /* to say that it was read; NULL: not hers to say */
    struct text house;
};
/* Logins of who is on duty: signed in with the role `house` of that house since the last change of
 * shift, or named in it. */
struct on_duty {
    size_t n;
    struct text *at;
};
struct shift_page {
    struct text house;
    const char *url, *action; /* /house/HANDLE, /house/HANDLE/shift */
    struct on_duty duty;
    struct form_field taker;
    size_t n;
    struct shift_item *items; /* the newest first */
};
MUST_CHECK struct err *on_duty_read(struct page *pg, struct id house, struct on_duty *ret_duty);
/* A house tonight: who is on duty, and whether the roll was called. */
struct duty_card {
    const char *id; /* of its heading */
    struct text house;
    const char *url;
    struct on_duty duty;
    bool is_called;
    struct text by, when; /* of the roll call */
};
MUST_CHECK struct err *duty_card_make(struct page *pg, const struct tonight *house,
                                      struct duty_card *ret_card);

/* The field of the note. */
void shift_note_ask(struct html *out, const struct page *pg);

/* What was handed over in these houses and waits for this reader. */
struct shift_waiting {
    size_t n;
    struct shift_item *at;
};
MUST_CHECK struct err *shift_waiting(struct page *pg, const struct tonights *houses,
                                     struct shift_waiting *ret_waiting);

#endif
