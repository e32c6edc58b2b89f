/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* nights.c - each mark of a roll against the stay at two in the morning. */
#include "view/nights.h"

#include "base/zone.h"
#include "sql/night.sql.h"
#include "view/persons.h"

enum { NIGHT_MINUTE = 120 };

/* A bed night is counted: she stayed at that instant, and was not away. */
static bool is_counted(const struct sql_marks_against_stays_row *row, int64_t at_ms)
{
    return row->away_null && row->from_ms <= at_ms && (row->until_ms_null || row->until_ms > at_ms);
}

static struct err *mark_compare(struct request *rq, const struct sql_marks_against_stays_row *row,
                                int64_t at_ms, struct night_differences *d)
{
    bool seen = false, counted = is_counted(row, at_ms);
    if (counted == (row->where == MARK_HOME))
        return NULL;
    TRY(person_is_seen(rq, row->person, &seen));
    if (seen)
        d->at[d->n++] = (struct night_difference){.person = people_get(rq->people, row->person),
                                                  .mark = row->where,
                                                  .is_counted = counted};
    return NULL;
}

struct err *night_differences(struct request *rq, struct id house, const struct zone *zone,
                              int32_t night, struct night_differences *ret_differences)
{
    struct sql_roll_between_row roll;
    struct sql_marks_against_stays_row *marks;
    struct night_differences d = {0};
    size_t n = 0;
    bool found = false;
    int64_t at[2];
    (void)zone_instant(zone, night + 1, NIGHT_MINUTE, at);
    *ret_differences = d;
    TRY(roll_row_of(rq, house, zone, night, &found, &roll));
    if (!found || at[0] > rq->now_ms)
        return NULL;
    TRY(sql_marks_against_stays(rq->store->db, rq->arena, rq->store->org, roll.roll, at[0], &marks,
                                &n));
    d.at = arena_makes(rq->arena, struct night_difference, n);
    NEED(d.at);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !id_equal(marks[i].mark, marks[i - 1].mark)) /* away for two reasons */
            TRY(mark_compare(rq, &marks[i], at[0], &d));
    *ret_differences = d;
    return NULL;
}
