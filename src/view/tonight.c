/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tonight.c - lodgings of this moment, gathered by room and family. */
#include "view/tonight.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "sql/house.sql.h"
#include "sql/person.sql.h"
#include "view/persons.h"

/* ---- one person
 * ---------------------------------------------------------------------------------- */

static struct err *away_now(struct request *rq, struct id stay, int64_t *ret_reason)
{
    struct sql_absences_of_stay_row *rows;
    size_t n = 0;
    TRY(sql_absences_of_stay(rq->store->db, rq->arena, rq->store->org, stay, &rows, &n));
    *ret_reason = 0;
    for (size_t i = 0; i < n; i++)
        if (rows[i].from_ms <= rq->now_ms &&
            (rows[i].until_ms_null || rows[i].until_ms > rq->now_ms))
            *ret_reason = rows[i].reason;
    return NULL;
}

static struct err *unasked(struct request *rq, struct id person, bool *ret_unasked)
{
    struct sql_person_guarded_row row;
    bool found = false;
    TRY(sql_person_guarded(rq->store->db, rq->arena, rq->store->org, person, &found, &row));
    *ret_unasked = found && row.danger == ASKED_NOT;
    return NULL;
}

static struct err *lodger_read(struct request *rq, struct id stay, struct id person, bool is_head,
                               int32_t today, struct lodger *ret_lodger)
{
    const struct person_row *row = people_get(rq->people, person);
    *ret_lodger = (struct lodger){.person = person,
                                  .stay = stay,
                                  .name = text_of(row == NULL ? "" : row->name),
                                  .birth = row == NULL ? VALUE_NO_DATE : row->birth,
                                  .is_head = is_head,
                                  .is_child = !is_head && person_is_child(row, today, !is_head)};
    if (is_head)
        TRY(unasked(rq, person, &ret_lodger->is_unasked));
    return away_now(rq, stay, &ret_lodger->away);
}

/* ---- one family
 * ---------------------------------------------------------------------------------- */

struct members {
    size_t n;
    struct sql_members_of_household_row *at;
};

static bool is_now(const struct request *rq, const struct sql_members_of_household_row *m)
{
    return m->from_ms <= rq->now_ms && (m->until_ms_null || m->until_ms > rq->now_ms);
}

static bool is_head(const struct request *rq, const struct members *members, struct id person)
{
    for (size_t i = 0; i < members->n; i++)
        if (id_equal(members->at[i].person, person) && is_now(rq, &members->at[i]))
            return members->at[i].relation == RELATION_HEAD;
    return false;
}

/* A child that is not born yet has no stay; her mother's page says when. */
static struct err *expects_read(struct request *rq, const struct members *members,
                                struct lodging_family *f)
{
    f->due = VALUE_NO_DATE;
    for (size_t i = 0; i < members->n; i++) {
        const struct person_row *row = people_get(rq->people, members->at[i].person);
        if (row == NULL || row->state != PERSON_EXPECTED || row->is_withdrawn ||
            !is_now(rq, &members->at[i]))
            continue;
        bool seen = false;
        struct rec *r = NULL;
        TRY(person_is_seen(rq, row->id, &seen));
        if (!seen)
            continue;
        TRY(record_get(rq->store, rq->arena, &person_type, row->id, &r));
        f->expects = true;
        f->due = (int32_t)rec_int(r, PERSON_DUE, VALUE_NO_DATE);
    }
    return NULL;
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

static void family_count(struct lodging_family *f)
{
    qsort(f->at, f->n, sizeof *f->at, lodger_order);
    for (size_t i = 0; i < f->n; i++) {
        f->n_children += f->at[i].is_child;
        f->n_away += f->at[i].away != 0;
    }
}

/* ---- one room
 * ------------------------------------------------------------------------------------ */

struct lodgings {
    size_t n;
    struct sql_lodgings_of_room_row *at;
};

static struct err *family_read(struct request *rq, const struct lodgings *all, struct id household,
                               int32_t today, struct tile *tile)
{
    struct lodging_family *f = &tile->families[tile->n_families];
    struct members members = {0};
    TRY(sql_members_of_household(rq->store->db, rq->arena, rq->store->org, household, &members.at,
                                 &members.n));
    *f = (struct lodging_family){.household = household};
    f->at = arena_makes(rq->arena, struct lodger, all->n);
    NEED(f->at);
    for (size_t i = 0; i < all->n; i++) {
        struct rec *stay = NULL;
        bool seen = false;
        if (!id_equal(all->at[i].household, household) || all->at[i].from_ms > rq->now_ms)
            continue;
        TRY(record_get(rq->store, rq->arena, &stay_type, all->at[i].stay, &stay));
        struct id person = rec_id(stay, STAY_PERSON);
        TRY(person_is_seen(rq, person, &seen));
        if (seen)
            TRY(lodger_read(rq, stay->id, person, is_head(rq, &members, person), today,
                            &f->at[f->n++]));
        tile->n_unseen += !seen;
    }
    TRY(expects_read(rq, &members, f));
    family_count(f);
    tile->n_families += f->n > 0;
    return NULL;
}

static bool is_repeated(const struct lodgings *all, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (id_equal(all->at[i].household, all->at[at].household))
            return true;
    return false;
}

static struct err *tile_read(struct request *rq, const struct room_view *room, int32_t today,
                             struct tile *ret_tile)
{
    struct lodgings all = {0};
    TRY(sql_lodgings_of_room(rq->store->db, rq->arena, rq->store->org, room->room, rq->now_ms,
                             &all.at, &all.n));
    *ret_tile = (struct tile){.room = room->room,
                              .label = room->label,
                              .places = room->places,
                              .in_service = room->in_service,
                              .is_free = room->in_service &&
                                         (int64_t)room->n_households < room->households_max};
    ret_tile->families = arena_makes(rq->arena, struct lodging_family, all.n);
    NEED(ret_tile->families);
    for (size_t i = 0; i < all.n; i++)
        if (!is_repeated(&all, i))
            TRY(family_read(rq, &all, all.at[i].household, today, ret_tile));
    return NULL;
}

/* ---- the house
 * ----------------------------------------------------------------------------------- */

static struct err *house_today(struct request *rq, struct id house, int32_t *ret_today)
{
    struct rec *r = NULL;
    const struct zone *zone = NULL;
    TRY(record_get(rq->store, rq->arena, &house_type, house, &r));
    struct text name = rec_text(r, HOUSE_ZONE);
    const char *string = arena_strn(rq->arena, name.at == NULL ? "" : name.at, name.n);
    NEED(string);
    TRY(zone_open(rq->arena, string, &zone));
    *ret_today = zone_wall(zone, rq->now_ms).date;
    return NULL;
}

static struct err *one_read(struct request *rq, const struct house_view *house,
                            struct tonight *ret_tonight)
{
    int32_t today = 0;
    TRY(house_today(rq, house->house, &today));
    *ret_tonight = (struct tonight){.house = house->house,
                                    .handle = house->handle,
                                    .name = house->name,
                                    .is_open = house->is_open,
                                    .n_tiles = house->n_rooms};
    ret_tonight->tiles = arena_makes(rq->arena, struct tile, house->n_rooms);
    NEED(ret_tonight->tiles);
    for (size_t i = 0; i < house->n_rooms; i++) {
        TRY(tile_read(rq, &house->rooms[i], today, &ret_tonight->tiles[i]));
        ret_tonight->n_taken += house->rooms[i].n_households > 0;
    }
    return NULL;
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
