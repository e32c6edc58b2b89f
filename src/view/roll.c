/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* roll.c - the roll call of a night, from the lodgings of that moment and the marks in its record.
 */
#include "view/roll.h"

#include <assert.h>

#include "base/zone.h"
#include "model/types.h"
#include "view/places.h"

/* An absence and its mark have the same number. */
static_assert((int)MARK_LEAVE == (int)AWAY_LEAVE && (int)MARK_HOSPITAL == (int)AWAY_HOSPITAL &&
                  (int)MARK_MISSING == (int)AWAY_MISSING && (int)MARK_OTHER == (int)AWAY_OTHER,
              "reasons");

int32_t roll_night(const struct zone *zone, int64_t at_ms)
{
    struct wall wall = zone_wall(zone, at_ms);
    return wall.minute < ROLL_TURNS_MINUTE ? wall.date - 1 : wall.date;
}

/* A roll is called, and corrected, while its night lasts. */
struct err *roll_row_of(struct request *rq, struct id house, const struct zone *zone, int32_t night,
                        bool *ret_found, struct sql_roll_between_row *ret_row)
{
    int64_t from[2], until[2];
    (void)zone_instant(zone, night, ROLL_TURNS_MINUTE, from);
    (void)zone_instant(zone, night + 1, ROLL_TURNS_MINUTE, until);
    return sql_roll_between(rq->store->db, rq->arena, rq->store->org, house, from[0], until[0],
                            ret_found, ret_row);
}

static size_t lodgers_count(const struct tonight *house)
{
    size_t n = 0;
    for (size_t i = 0; i < house->n_tiles; i++)
        for (size_t j = 0; j < house->tiles[i].n_families; j++)
            n += house->tiles[i].families[j].n;
    return n;
}

static struct err *lodgers_take(struct request *rq, const struct tonight *house,
                                struct roll_view *roll)
{
    roll->at = arena_makes(rq->arena, struct roll_person, lodgers_count(house));
    NEED(roll->at);
    for (size_t i = 0; i < house->n_tiles; i++)
        for (size_t j = 0; j < house->tiles[i].n_families; j++)
            for (size_t k = 0; k < house->tiles[i].families[j].n; k++) {
                const struct lodger *l = &house->tiles[i].families[j].at[k];
                roll->at[roll->n++] =
                    (struct roll_person){.lodger = l, .known = l->away == 0 ? MARK_HOME : l->away};
            }
    return NULL;
}

struct roll_person *roll_person_of(const struct roll_view *roll, struct id person)
{
    for (size_t i = 0; i < roll->n; i++)
        if (id_equal(roll->at[i].lodger->person, person))
            return &roll->at[i];
    return NULL;
}

static struct err *marks_read(struct request *rq, struct roll_view *roll)
{
    struct sql_marks_of_roll_row *rows;
    size_t n = 0;
    TRY(sql_marks_of_roll(rq->store->db, rq->arena, rq->store->org, roll->roll, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct roll_person *p = roll_person_of(roll, rows[i].person);
        if (p == NULL)
            continue; /* left since */
        p->written = rows[i].where;
        p->mark_id = rows[i].mark;
    }
    return NULL;
}

static void homes_count(struct roll_view *roll)
{
    for (size_t i = 0; i < roll->n; i++) {
        const struct roll_person *p = &roll->at[i];
        bool home = (p->written != 0 ? p->written : p->known) == MARK_HOME;
        roll->n_home += home;
        roll->n_away += !home;
    }
}

struct err *roll_of(struct request *rq, const struct tonight *house, struct roll_view *ret_roll)
{
    struct roll_view roll = {.house = house, .night = roll_night(house->zone, rq->now_ms)};
    struct sql_roll_between_row row;
    TRY(lodgers_take(rq, house, &roll));
    TRY(roll_row_of(rq, house->house, house->zone, roll.night, &roll.is_written, &row));
    if (roll.is_written) {
        roll.roll = row.roll;
        roll.state = row.state;
        roll.at_ms = row.at_ms;
        roll.version = row.version;
        TRY(user_login(rq, row.by, &roll.by));
        TRY(marks_read(rq, &roll));
    }
    homes_count(&roll);
    *ret_roll = roll;
    return NULL;
}

struct err *roll_view(struct request *rq, struct text handle, struct roll_view *ret_roll)
{
    struct tonights houses;
    TRY(tonight(rq, handle, &houses));
    if (houses.n == 0 || handle.n == 0 ||
        !guard_may_in_house(rq->who, MAY_CALL_ROLL, houses.at[0].house))
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    return roll_of(rq, &houses.at[0], ret_roll);
}
