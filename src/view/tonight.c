/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tonight.c - lodgings of this moment, gathered by room and family. */
#include "view/tonight.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "sql/house.sql.h"

/* ---- one family
 * ---------------------------------------------------------------------------------- */

static struct lodger lodger_make(const struct request *rq,
                                 const struct sql_lodgers_of_house_row *row, int32_t today)
{
    const struct person_row *person =
        rq->people == NULL ? NULL : people_get(rq->people, row->person);
    bool is_head = !row->relation_null && row->relation == RELATION_HEAD;
    return (struct lodger){.person = row->person,
                           .stay = row->stay,
                           .name = text_of(person == NULL ? "" : person->name),
                           .birth = person == NULL ? VALUE_NO_DATE : person->birth,
                           .is_head = is_head,
                           .is_child = !is_head && person_is_child(person, today, true),
                           .away = row->away_null ? 0 : row->away,
                           .absence = row->absence,
                           .away_ms = row->away_ms,
                           .back = row->back_null ? VALUE_NO_DATE : row->back,
                           .is_unasked = is_head && row->danger == ASKED_NOT};
}

static int lodger_order(const void *a, const void *b)
{
    const struct lodger *x = a, *y = b;
    if (x->is_head != y->is_head)
        return x->is_head ? -1 : 1;
    if (x->birth != y->birth)
        return x->birth < y->birth ? -1 : 1;
    return id_compare(x->person, y->person);
}

/* The rows from `at` on that are of one room and family. */
static struct err *family_make(struct request *rq, const struct house_view *house, size_t at,
                               int32_t today, struct lodging_family *ret_family, size_t *ret_n)
{
    const struct sql_lodgers_of_house_row *rows = house->lodgers + at;
    struct lodging_family f = {.household = rows[0].household, .due = VALUE_NO_DATE};
    while (at + f.n < house->n_lodgers && id_equal(rows[f.n].household, rows[0].household) &&
           id_equal(rows[f.n].room, rows[0].room))
        f.n++;
    f.at = arena_makes(rq->arena, struct lodger, f.n);
    NEED(f.at);
    for (size_t i = 0; i < f.n; i++) {
        f.at[i] = lodger_make(rq, &rows[i], today);
        f.n_children += f.at[i].is_child;
        f.n_away += f.at[i].away != 0;
    }
    qsort(f.at, f.n, sizeof *f.at, lodger_order);
    *ret_n = f.n;
    *ret_family = f;
    return NULL;
}

/* ---- one room
 * ------------------------------------------------------------------------------------ */

static struct err *tile_make(struct request *rq, const struct house_view *house,
                             const struct room_view *room, int32_t today, struct tile *ret_tile)
{
    struct tile t = {.room = room->room,
                     .label = room->label,
                     .places = room->places,
                     .in_service = room->in_service,
                     .is_free =
                         room->in_service && (int64_t)room->n_households < room->households_max,
                     .n_unseen = room->n_persons};
    t.families = arena_makes(rq->arena, struct lodging_family, room->n_households);
    NEED(t.families);
    for (size_t i = 0, n = 1; i < house->n_lodgers; i += n) {
        n = 1;
        if (!id_equal(house->lodgers[i].room, room->room))
            continue;
        TRY(family_make(rq, house, i, today, &t.families[t.n_families++], &n));
        t.n_unseen -= n;
    }
    *ret_tile = t;
    return NULL;
}

/* A child that is not born yet has no stay; her mother's tile says when she is due. */
static struct err *expected_read(struct request *rq, const struct tonight *house)
{
    struct sql_expected_in_house_row *rows;
    size_t n = 0;
    TRY(sql_expected_in_house(rq->store->db, rq->arena, rq->store->org, house->house, rq->now_ms,
                              &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct guarded facts = {
            .danger = rows[i].danger, .author = rows[i].author, .house = house->house};
        struct rec *child = NULL;
        if (!guard_sees_person(rq->who, &facts))
            continue;
        TRY(record_get(rq->store, rq->arena, &person_type, rows[i].child, &child));
        for (size_t j = 0; j < house->n_tiles; j++)
            for (size_t k = 0; k < house->tiles[j].n_families; k++) {
                struct lodging_family *f = &house->tiles[j].families[k];
                if (!id_equal(f->household, rows[i].household))
                    continue;
                f->expects = true;
                f->due = (int32_t)rec_int(child, PERSON_DUE, VALUE_NO_DATE);
            }
    }
    return NULL;
}

/* ---- the house
 * ----------------------------------------------------------------------------------- */

static struct err *one_read(struct request *rq, const struct house_view *house,
                            struct tonight *ret_tonight)
{
    const struct zone *zone = NULL;
    TRY(zone_open(rq->arena, house->zone, &zone));
    int32_t today = zone_wall(zone, rq->now_ms).date;
    *ret_tonight = (struct tonight){.house = house->house,
                                    .handle = house->handle,
                                    .name = house->name,
                                    .zone = zone,
                                    .is_open = house->is_open,
                                    .n_tiles = house->n_rooms};
    ret_tonight->tiles = arena_makes(rq->arena, struct tile, house->n_rooms);
    NEED(ret_tonight->tiles);
    for (size_t i = 0; i < house->n_rooms; i++) {
        TRY(tile_make(rq, house, &house->rooms[i], today, &ret_tonight->tiles[i]));
        ret_tonight->n_taken += house->rooms[i].n_households > 0;
    }
    return expected_read(rq, ret_tonight);
}

struct err *tonight(struct request *rq, struct text handle, struct tonights *ret_tonights)
{
    struct house_views views;
    struct err *bad = house_views(rq, handle, &views);
    if (bad != NULL && bad->kind != ERR_INPUT)
        return bad;
    *ret_tonights = (struct tonights){0};
    if (bad == NULL) {
        ret_tonights->at = arena_makes(rq->arena, struct tonight, views.n);
        NEED(ret_tonights->at);
        for (size_t i = 0; i < views.n; i++)
            if (views.at[i].rooms_seen)
                TRY(one_read(rq, &views.at[i], &ret_tonights->at[ret_tonights->n++]));
    }
    if (handle.n > 0 && ret_tonights->n == 0)
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    return NULL;
}
