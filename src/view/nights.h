/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* nights.h - the roll call of a night beside its bed nights. Bed nights are counted from stays and
 * absences at 02:00 (view/figures_period.c), never from a roll; where the two differ, somebody
 * forgot to write something down. */
#ifndef HEARTH_VIEW_NIGHTS_H
#define HEARTH_VIEW_NIGHTS_H

#include "view/roll.h"

struct night_difference {
    const struct person_row *person;
    int64_t mark;    /* of the roll */
    bool is_counted; /* a bed night of hers is counted */
};
struct night_differences {
    size_t n;
    struct night_difference *at;
};
/* Of persons whom the asker sees. None while nobody called the roll of that night, or before it is
 * two in the morning. */
MUST_CHECK struct err *night_differences(struct request *rq, struct id house,
                                         const struct zone *zone, int32_t night,
                                         struct night_differences *ret_differences);

#endif
