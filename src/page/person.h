/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person.h - one person's page, gathered for its template. */
#ifndef HEARTH_PAGE_PERSON_H
#define HEARTH_PAGE_PERSON_H

#include "page/care.h"
#include "page/case_card.h"
#include "page/companion.h"
#include "page/earlier.h"
#include "page/note.h"
#include "page/page.h"
#include "page/parts.h"
#include "page/recovery.h"
#include "view/life.h"

struct zone;

/* Somebody of her family. */
struct person_kin {
    const char *url;
    struct text name;
    const char *relation;
    struct text about; /* born, expected */
    bool is_here;
};
/* One stay in words. */
struct person_stay {
    struct text house, room, from, until; /* until: TEXT_NONE while it goes on */
    struct text why;                      /* reason and where to, as far as she may know */
};
struct person_page {
    struct rec *rec;
    struct text name;
    const char *url; /* /person/ID */
    const struct zone *zone;
    int32_t today;
    struct life life;
    struct text here; /* Rowan House, room 3, since ... */
    struct text away; /* On leave since ..., back ... */
    bool is_protected;
    bool may_correct, may_admit;
    size_t n_pairs;
    struct pair *pairs;
    size_t n_kin;
    struct person_kin *kin;
    size_t n_stays;
    struct person_stay *stays;
    struct care_page care;
    struct recovery_card recovery;
    struct earlier_card earlier;
    struct companion_card companion;
    size_t n_events;
    struct event *events;
    struct case_card work;
    struct note_card notes;
};

/* The person of the address; ERR_ABSENT for whom she may not see. Fills rec, name, url, zone and
 * life; the title is hers. */
MUST_CHECK struct err *person_open(struct page *pg, struct person_page *ret_page);
/* Her page's address with one more piece: /person/ID/leave. NULL without memory. */
const char *person_path(struct page *pg, struct id person, const char *piece);

#endif
