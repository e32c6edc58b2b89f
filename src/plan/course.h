/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* course.h - the best choice of sessions from one menu: an exact dynamic programme.
 *
 * State: the next start that is still open, the units so far, and for carers whose week turned out
 * to bind, the units in the present week. Weekly limits are first left out and then kept only
 * where the answer breaks them, which gives the same optimum faster. */
#ifndef HEARTH_PLAN_COURSE_H
#define HEARTH_PLAN_COURSE_H

#include "plan/menu.h"

struct course_ask {
    const struct menu *menu;
    const int64_t *utility; /* by units, 0 .. units_max */
    int32_t units_max;
    int32_t unit;
    int64_t floor; /* an answer not above it need not be exact */
};

struct course {
    int64_t value;   /* fixed value included; never below the true optimum */
    bool is_plan;    /* false: not above the floor, or too large to follow: no chosen */
    int32_t *chosen; /* offers of the menu, by start */
    int32_t n;
    int64_t work; /* cells computed */
};

/* The best course of the menu, its chosen offers in `into`. */
MUST_CHECK struct err *course_best(struct arena *into, const struct course_ask *ask,
                                   struct course *ret_course);

#endif
