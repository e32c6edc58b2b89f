/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* clock.h - the one timer of a site: it submits, as user `clock`, what must be an act although
 * nobody asks for it. What follows from a date alone (overdue, due) is computed and never written.
 *
 * Each act is a deed named by (rule, subject, date): it happens once, however often the timer runs,
 * after a kill in the middle, on a clock that jumped back and forth, also when somebody undid it.
 * A run makes at most CLOCK_ACTS_MAX acts, all of one commit; the rest waits for the next run. What
 * could have been done while the computer was off and is of no use any more is not given to
 * anybody: it is written down as not needed and counted apart, which the server's log tells. */
#ifndef HEARTH_DESK_CLOCK_H
#define HEARTH_DESK_CLOCK_H

#include "desk/desk.h"

enum {
    CLOCK_ACTS_MAX = 50,  /* of one run */
    CLOCK_DAYS_BACK = 60, /* a stay that began earlier is no newcomer's, one that ended earlier is
                             over */
};

struct clock_counts {
    int64_t made;        /* tasks given */
    int64_t cancelled;   /* taken back: they have left */
    int64_t passed_over; /* past their use */
    int64_t waiting;     /* found, for the next run */
};
/* One run of at most `acts_max` acts at the present moment. ERR_LOCKED. */
MUST_CHECK struct err *desk_clock(struct site *site, struct arena *into, size_t acts_max,
                                  struct clock_counts *ret_counts);

#endif
