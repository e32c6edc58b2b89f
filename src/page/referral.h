/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* referral.h - one referral's page, gathered for its template. */
#ifndef HEARTH_PAGE_REFERRAL_H
#define HEARTH_PAGE_REFERRAL_H

#include "page/page.h"
#include "page/parts.h"
#include "view/referrals.h"

/* A step that may be taken now, as a button of the form. */
struct referral_button {
    int64_t from, to_state; /* REFERRAL_..., the states between which it stands */
    const char *step;       /* value in the form */
    const char *label;
    bool decides;
};
struct referral_page {
    struct rec *rec;
    const char *url, *action, *admit; /* admit: the form with the names taken over; or NULL */
    struct text name;
    const char *state;
    bool is_out, is_overdue;
    int32_t due;
    size_t n_pairs;
    struct pair *pairs;
    size_t n_buttons;
    const struct referral_button *buttons[12];
};

/* Names and children of a referral into the form of an admission, unless something was typed. */
MUST_CHECK struct err *referral_prefill(struct page *pg);

#endif
