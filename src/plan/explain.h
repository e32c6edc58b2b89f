/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* explain.h - where help is missing: what the certificate's prices say of areas, skills and hours,
 * and what one more carer would bring.
 *
 * A price is what one more unit of a carer's time, hours or places would be worth; prices times
 * limits, summed over the carers of an area or with a skill, say how many points hang on what there
 * is too little of. One more carer is tried exactly: the families near are planned again around her
 * by the same dynamic programme, everybody else keeps what the plan gives. */
#ifndef HEARTH_PLAN_EXPLAIN_H
#define HEARTH_PLAN_EXPLAIN_H

#include "plan/relax.h"

enum {
    EXPLAIN_HOURS = 168,     /* of a week */
    EXPLAIN_OFFERS_MAX = 80, /* areas with skills tried for one more carer */
    EXPLAIN_NO_SKILL = -1,
};

/* Points, by position. */
struct explain_points {
    int64_t *area;
    int64_t *skill;
    int64_t *area_skill; /* area * skills + skill */
    int64_t hour[EXPLAIN_HOURS];
    int64_t time; /* the same sum by what binds */
    int64_t week_hours;
    int64_t families;
    int64_t introductions;
    int32_t *short_area;   /* families below their minimum */
    int32_t *short_skill;  /* of them, those who need the skill */
    int64_t *missing_area; /* slots to their minimum */
};

/* One more carer in an area, who holds what is usual and this skill. */
struct explain_offer {
    int32_t area;
    int32_t skill;
    int64_t weight;      /* of the families below their minimum there who need it */
    int32_t reached;     /* families that then have their minimum */
    int32_t helped;      /* families with more hours */
    int32_t slots;       /* more in all */
    int64_t points;      /* more in all, in a plan that exists */
    int64_t points_most; /* the proved bound rises by no more */
};

/* All zero but the waiting families when the solution has no certificate. */
MUST_CHECK struct err *explain_points_find(struct relax *r, const int32_t *slots,
                                           struct explain_points *ret_points);
/* Offers, best first; `slots` of every family in the plan. */
MUST_CHECK struct err *explain_offers_find(struct relax *r, const struct plan_solution *solution,
                                           const int32_t *slots,
                                           const struct explain_offer **ret_offers, int32_t *ret_n);

#endif
