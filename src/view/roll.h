/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* roll.h - a house's roll call of one night: who lodges there, where each one is as far as the
 * stays know, and what somebody wrote down. */
#ifndef HEARTH_VIEW_ROLL_H
#define HEARTH_VIEW_ROLL_H

#include "model/types_night.h"
#include "sql/night.sql.h"
#include "view/tonight.h"

/* A night begins on the evening of its date; until ten in the morning it is still the last one. */
enum { ROLL_TURNS_MINUTE = 10 * 60, ROLL_LATE_MINUTE = 23 * 60 };

/* The night that it is at an instant. */
int32_t roll_night(const struct zone *zone, int64_t at_ms);

/* One person of a night: a lodger, and what the roll says of her. */
struct roll_person {
    const struct lodger *lodger;
    int64_t known;     /* MARK_... as absences have it: MARK_HOME when she is not away */
    int64_t written;   /* MARK_... of the roll; 0: she does not stand in it */
    struct id mark_id; /* of that mark, or ID_NONE */
};
struct roll_view {
    const struct tonight *house; /* room by room, at the moment of the question */
    int32_t night;
    bool is_written;
    struct id roll;
    int64_t state; /* ROLL_..., of a written one, as all below */
    int64_t at_ms;
    struct text by; /* login */
    int64_t version;
    size_t n;
    struct roll_person *at; /* in the order of rooms, families and lodgers */
    size_t n_home, n_away;  /* as written; as known while nothing is */
};

/* The roll of the night that it is at rq->now_ms, in the house of that handle or id. ERR_ABSENT
 * unless the asker calls the roll there. */
MUST_CHECK struct err *roll_view(struct request *rq, struct text handle,
                                 struct roll_view *ret_roll);
/* The same for a house that was read. */
MUST_CHECK struct err *roll_of(struct request *rq, const struct tonight *house,
                               struct roll_view *ret_roll);
/* The row of a house's roll of a night; found false: nobody called it. */
MUST_CHECK struct err *roll_row_of(struct request *rq, struct id house, const struct zone *zone,
                                   int32_t night, bool *ret_found,
                                   struct sql_roll_between_row *ret_row);
/* NULL: she does not lodge there. */
struct roll_person *roll_person_of(const struct roll_view *roll, struct id person);

#endif
