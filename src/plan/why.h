/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* why.h - why a family stays below its minimum break, and the least change that would serve it. */
#ifndef HEARTH_PLAN_WHY_H
#define HEARTH_PLAN_WHY_H

#include "plan/relax.h"

enum {
    WHY_LIMITS_MAX = 10,     /* carers named for one family */
    WHY_CHANGES_MAX = 8,     /* changes found for one family */
    WHY_FAMILIES_MAX = 3000, /* for whom changes are looked for; the heaviest weights first */
};

/* What keeps one carer, who could serve the family in principle, from doing it. */
enum why_limit_kind {
    WHY_FREE = 0, /* nothing: there is time for a session, though not for enough */
    WHY_FAMILIES, /* has as many families, or new ones, as allowed */
    WHY_HOURS,    /* the week's hours are used up */
    WHY_TIME,     /* is with others at all times that suit the family */
    WHY_LIMIT__COUNT
};

struct why_limit {
    int32_t carer;
    enum why_limit_kind kind;
    uint64_t weeks; /* bit w: binds in week w; weeks past 63 are not told apart */
    int64_t points; /* what the certificate asks for the carer's time and places */
};

enum why_change_kind {
    WHY_FAMILY_HOUR = 0, /* one of the family's windows an hour longer */
    WHY_CARER_HOUR,      /* one more hour a week of one carer */
    WHY_CARER_FAMILY,    /* one more family for one carer */
    WHY_DISTANCE,        /* to the nearest carer who then can */
    WHY_SKILL,           /* one skill for one carer */
    WHY_CHANGE__COUNT
};

struct why_change {
    enum why_change_kind kind;
    enum relax_against against; /* beside the plan nobody loses anything */
    int32_t carer;
    int32_t skill;
    int32_t metres;
    struct plan_window window; /* the longer window */
    int32_t slots;             /* what the family gets */
};

struct why_family {
    int32_t family;
    enum plan_reason reason;
    int32_t slots;                           /* now */
    bool fits_now;                           /* its minimum has room beside the plan as it is */
    struct why_limit limits[WHY_LIMITS_MAX]; /* dearest first */
    int32_t limits_n;
    int32_t limits_all;
    struct why_change changes[WHY_CHANGES_MAX];
    int32_t changes_n;
};

/* The word of a limit or change in JSON. */
const char *why_limit_name(enum why_limit_kind kind);
const char *why_change_name(enum why_change_kind kind);

/* All about one family that gets `slots` in the plan; `changes`: look for changes too. */
MUST_CHECK struct err *why_find(struct relax *r, int32_t family, int32_t slots, bool changes,
                                struct why_family *ret_why);
/* Only the changes, into *why, whose family, reason and slots are set. */
MUST_CHECK struct err *why_changes_find(struct relax *r, struct why_family *why);

#endif
