/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* recovery.h - what a person's page says of her way through programmes and, to her team, of relapse
 * and return. */
#ifndef HEARTH_PAGE_RECOVERY_H
#define HEARTH_PAGE_RECOVERY_H

#include "page/page.h"
#include "page/parts.h"
#include "view/programmes.h"

struct zone;

/* One taking part in words. */
struct recovery_way {
    struct text programme, stage;
    const char *state;
    struct text from, until; /* until: TEXT_NONE while it goes on */
    size_t n_back;
    bool goes_on;
};
/* One relapse in words. */
struct recovery_relapse {
    struct text at, back; /* back: TEXT_NONE, not yet */
    int32_t days;
    const char *children, *safe; /* labels; NULL: not asked */
    struct text words, stage;
};
struct recovery_card {
    const char *url; /* of the person: /person/ID */
    size_t n_ways;
    struct recovery_way *ways;
    bool any_goes_on;
    bool may_enrol, may_report;
    bool is_team; /* sees relapses and writes them */
    size_t n_relapses;
    struct recovery_relapse *relapses;
    bool relapse_goes_on;
    int32_t days_since;
};
/* Fills the card; the caller has asked whether she is seen. */
MUST_CHECK struct err *recovery_card_make(struct page *pg, struct id person, const char *url,
                                          const struct zone *zone, struct recovery_card *ret_card);
/* The card as members of the object that is open: "programmes", and to her team "relapses". */
MUST_CHECK struct err *recovery_card_json(struct page *pg, struct id person, struct buf *b);

#endif
