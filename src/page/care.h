/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* care.h - what must be known of a person in a hurry, and who belongs to her, gathered for its
 * templates: a card on her page, a page of its own, and the go sheet. */
#ifndef HEARTH_PAGE_CARE_H
#define HEARTH_PAGE_CARE_H

#include "page/form.h"
#include "page/page.h"
#include "page/parts.h"
#include "view/care.h"
#include "view/kin.h"

struct zone;

/* A medicine, an allergy or a paper in words. */
struct care_row {
    const char *kind;         /* label of the type */
    struct text title, about; /* Salbutamol, inhaler; 2 puffs, 8:00 and 20:00 */
    const char *url;          /* where it is corrected */
    enum tone tone;
    bool holds;
};
struct care_rows {
    size_t n;
    struct care_row *at;
};
/* In the reader's language. */
MUST_CHECK struct err *care_rows_make(struct page *pg, const struct care_facts *facts,
                                      struct care_rows *ret_rows);

struct care_kin {
    struct text name;
    const char *person;  /* her page; NULL: somebody outside */
    const char *correct; /* where it is corrected; NULL: it is the other one's */
    const char *kind;    /* label */
    struct text phone;
    bool collects, avoids, represents, is_called; /* the marks */
    bool is_unsafe, holds, is_stated;
};
struct care_kins {
    size_t n;
    struct care_kin *at;
};
/* The same of those who belong to her. */
MUST_CHECK struct err *care_kins_make(struct page *pg, const struct kins *kins,
                                      struct care_kins *ret_rows);

/* A call or a visitor that may have been about her. */
struct care_call {
    struct text when, words;
    const char *kind; /* label */
};

/* The card on her page, and the page. */
struct care_page {
    const char *url; /* /person/ID/care */
    const char *person_url;
    bool is_seen; /* her care; else only who belongs to her */
    bool may_write;
    struct care_rows facts;
    struct care_kins kins;
    size_t n_calls; /* calls and visitors that may have been about her */
    struct care_call *calls;
};
/* What her page shows of it. The caller has asked for the person. */
MUST_CHECK struct err *care_card_make(struct page *pg, struct id person,
                                      struct care_page *ret_care);

#endif
