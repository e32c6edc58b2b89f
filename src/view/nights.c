/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* nights.c - each mark of a roll against the stay at two in the morning. */
#include "view/nights.h"

#include "base/zone.h"
#include "sql/house.sql.h"
#include "sql/night.sql.h"
#include "view/persons.h"

enum { NIGHT_MINUTE = 120 };

static struct err *is_away(struct request *rq, struct id stay, int64_t at_ms, bool *ret_away)
{
    struct sql_absences_of_stay_row *rows;
    size_t n = 0;
    TRY(sql_absences_of_stay(rq->store->db, rq->arena, rq->store->org, stay, &rows, &n));
    *ret_away = false;
    for (size_t i = 0; i < n; i++)
        *ret_away = *ret_away || (rows[i].from_ms <= at_ms &&
                                  (rows[i].until_ms_null || rows[i].until_ms > at_ms));
    return NULL;
}

/* Whether a bed night is counted: she stayed at that instant, and was not away. */
static struct err *night_is_counted(struct request *rq, struct id person, struct id stay,
                                    int64_t at_ms, bool *ret_is)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    bool away = false;
    *ret_is = false;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (!id_equal(rows[i].stay, stay))
            continue;
        TRY(is_away(rq, stay, at_ms, &away));
        *ret_is = !away && rows[i].from_ms <= at_ms &&
                  (rows[i].until_ms_null || rows[i].until_ms > at_ms);
    }
    return NULL;
}

static struct err *mark_compare(struct request *rq, const struct sql_marks_of_roll_row *mark,
                                int64_t at_ms, struct night_differences *d)
{
    bool seen = false, counted = false;
    TRY(night_is_counted(rq, mark->person, mark->stay, at_ms, &counted));
    if (counted == (mark->where == MARK_HOME))
        return NULL;
    TRY(person_is_seen(rq, mark->person, &seen));
    if (seen)
        d->at[d->n++] = (struct night_difference){.person = people_get(rq->people, mark->person),
                                                  .mark = mark->where,
                                                  .is_counted = counted};
    return NULL;
}

struct err *night_differences(struct request *rq, struct id house, const struct zone *zone,
                              int32_t night, struct night_differences *ret_differences)
{
    struct sql_roll_between_row roll;
    struct sql_marks_of_roll_row *marks;
    struct night_differences d = {0};
    size_t n = 0;
    bool found = false;
    int64_t at[2];
    (void)zone_instant(zone, night + 1, NIGHT_MINUTE, at);
    *ret_differences = d;
    TRY(roll_row_of(rq, house, zone, night, &found, &roll));
    if (!found || at[0] > rq->now_ms)
        return NULL;
    TRY(sql_marks_of_roll(rq->store->db, rq->arena, rq->store->org, roll.roll, &marks, &n));
    d.at = arena_makes(rq->arena, struct night_difference, n);
    NEED(d.at);
    for (size_t i = 0; i < n; i++)
        TRY(mark_compare(rq, &marks[i], at[0], &d));
    *ret_differences = d;
    return NULL;
}
