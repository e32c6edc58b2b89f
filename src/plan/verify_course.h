/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_course.h - the best well-spaced choice among priced sessions of one family.
 *
 * A dynamic programme over time. The free form ignores weekly limits and tells whether its choice
 * keeps them by chance; the capped form carries this week's use of at most two carers. */
#ifndef HEARTH_PLAN_VERIFY_COURSE_H
#define HEARTH_PLAN_VERIFY_COURSE_H

#include "base/arena.h"
#include "base/err.h"
#include "plan/instance.h"

struct verify_session {
    int32_t start;
    int32_t end;
    int32_t carer; /* position, or which of the pair: the caller's choice, two values at most */
    int64_t value;
};

struct verify_task {
    const struct verify_session *sessions; /* by start */
    int32_t n;
    int32_t unit;           /* all lengths are multiples of it */
    int32_t units_max;      /* most units in all */
    int32_t gap;            /* slots from end to next start */
    const int64_t *utility; /* of 0 .. units_max units */
    int32_t first;          /* the carer whose limits are week_max[0]; any other has week_max[1] */
    const int32_t *week_max[2]; /* slots, by week */
};

struct verify_course; /* working space, reused from task to task */

MUST_CHECK struct err *verify_course_new(struct arena *arena, int32_t slots,
                                         struct verify_course **ret_course);
/* The best sum of values and utility, limits ignored; *ret_within: a best choice keeps them. */
MUST_CHECK struct err *verify_course_free(struct verify_course *c, const struct verify_task *task,
                                          int64_t *ret_best, bool *ret_within);
/* The same with the weekly limits. */
MUST_CHECK struct err *verify_course_capped(struct verify_course *c, const struct verify_task *task,
                                            int64_t *ret_best);
/* The sessions of the best choice of the last call, latest first, into `ret_sessions` (room for the
 * task's n); returns how many. */
int32_t verify_course_chosen(const struct verify_course *c, const struct verify_task *task,
                             struct verify_session *ret_sessions);

#endif
