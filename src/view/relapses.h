/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* relapses.h - relapse and return of one person, for her team alone. */
#ifndef HEARTH_VIEW_RELAPSES_H
#define HEARTH_VIEW_RELAPSES_H

#include "view/cases.h"

struct relapse_view {
    struct id relapse;
    int64_t at_ms, back_ms; /* back 0: not yet */
    int64_t state;          /* RELAPSE_... */
    int32_t days;           /* until she was back, or so far; by the office's calendar */
    const struct rec *rec;  /* children, safe, words */
    struct text stage;      /* where her programme stood and goes on; TEXT_NONE: none */
};
struct relapses {
    bool is_seen; /* false: nothing of this is the asker's to know, and n is 0 */
    size_t n;
    struct relapse_view *at; /* the newest first */
    bool goes_on;            /* one of them has no return yet */
    int32_t days_since;      /* since the newest began */
};
MUST_CHECK struct err *relapses_of(struct request *rq, struct id person,
                                   struct relapses *ret_relapses);
/* The newest one with all that is written; ERR_ABSENT for who is not of her team. */
MUST_CHECK struct err *relapse_require(struct request *rq, struct id relapse,
                                       struct rec **ret_relapse);

#endif
