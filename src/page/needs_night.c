/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* needs_night.c - what waits about the nights of a house: a roll call that nobody wrote, and one
 * that says otherwise than the stays. */
#include "base/zone.h"
#include "page/needs.h"
#include "page/roll.h"
#include "view/nights.h"

static struct err *roll_look(struct page *pg, struct needs *needs, const struct tonight *house)
{
    struct wall wall = zone_wall(house->zone, pg->rq.now_ms);
    struct sql_roll_between_row row;
    bool found = false,
         is_late = wall.minute >= ROLL_LATE_MINUTE || wall.minute < ROLL_TURNS_MINUTE;
    int32_t night = roll_night(house->zone, pg->rq.now_ms);
    if (!is_late || house->n_taken == 0)
        return NULL;
    TRY(roll_row_of(&pg->rq, house->house, house->zone, night, &found, &row));
    if (found)
        return NULL;
    struct need need = {.rank = NEED_NOW,
                        .order = INT64_MAX,
                        .code = "roll",
                        .row = {.tone = TONE_WARN,
                                .when = N_("Not written yet"),
                                .title = house->name,
                                .about = text_of(lang_text(pg->out.lang, N_("Roll call"))),
                                .link = {.label = N_("Roll call"), .act = "roll.open"}}};
    need.row.link.url = arena_printf(pg->arena, "/house/%.*s/rollcall", TEXT_ARG(house->handle));
    NEED(need.row.link.url);
    return need_add(pg, needs, &need);
}

static struct err *difference_add(struct page *pg, struct needs *needs, int32_t night,
                                  const struct night_difference *d)
{
    char id[ID_TEXT + 1];
    if (d->person == NULL)
        return NULL;
    id_text(d->person->id, id);
    struct need need = {
        .rank = NEED_TODAY,
        .order = night,
        .code = "roll-differs",
        .row = {.tone = TONE_WARN,
                .when = N_("Night of {1}"),
                .when_value = as_day_month(night),
                .title = text_of(d->person->name),
                .about = text_of(lang_text(
                    pg->out.lang,
                    d->is_counted
                        ? N_("Away in the roll call, but the stay counts this night. Correct one")
                        : N_("At home in the roll call, but the stay does not count this night. "
                             "Correct one"))),
                .link = {.label = N_("Person's page"), .act = "person.open"}}};
    need.row.link.url = arena_printf(pg->arena, "/person/%s", id);
    NEED(need.row.link.url);
    return need_add(pg, needs, &need);
}

struct err *need_rolls(struct page *pg, struct needs *needs)
{
    for (size_t i = 0; i < needs->houses->n; i++) {
        const struct tonight *house = &needs->houses->at[i];
        struct night_differences d;
        int32_t night = roll_night(house->zone, pg->rq.now_ms) - 1;
        if (!page_may_in_house(pg, MAY_CALL_ROLL, house->house))
            continue;
        TRY(roll_look(pg, needs, house));
        TRY(night_differences(&pg->rq, house->house, house->zone, night, &d));
        for (size_t j = 0; j < d.n; j++)
            TRY(difference_add(pg, needs, night, &d.at[j]));
    }
    return NULL;
}
