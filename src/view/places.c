/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* places.c - names are sealed under their house's key; the index of names has them opened. */
#include "view/places.h"

#include "base/zone.h"
#include "model/types.h"
#include "sql/house.sql.h"
#include "sql/person.sql.h"
#include "sql/user.sql.h"

static struct err *zone_read(struct request *rq, struct text name, const struct zone **ret_zone)
{
    const char *string = arena_strn(rq->arena, name.at, name.n);
    NEED(string);
    return zone_open(rq->arena, string, ret_zone);
}

struct err *place_name(struct request *rq, const struct rec_type *type, struct id id,
                       int64_t version, struct text *ret_name)
{
    struct rec *r = NULL;
    if (rq->people != NULL && people_place(rq->people, id, version, ret_name))
        return NULL;
    TRY(record_get(rq->store, rq->arena, type, id, &r));
    *ret_name = place_words(r);
    return NULL;
}

/* Most houses have the zone of the house before. */
static struct err *place_make(struct request *rq, const struct sql_houses_row *rows, size_t i,
                              struct place_row *places)
{
    struct text name;
    TRY(place_name(rq, &house_type, rows[i].house, rows[i].version, &name));
    places[i] = (struct place_row){.house = rows[i].house,
                                   .handle = rows[i].handle,
                                   .name = name.n == 0 ? rows[i].handle : name,
                                   .is_open = rows[i].state == HOUSE_OPEN};
    if (i == 0 || !text_equal(rows[i].zone, rows[i - 1].zone))
        return zone_read(rq, rows[i].zone, &places[i].zone);
    places[i].zone = places[i - 1].zone;
    return NULL;
}

struct err *place_rows(struct request *rq, struct place_rows *ret_rows)
{
    struct sql_houses_row *rows;
    size_t n = 0;
    TRY(sql_houses(rq->store->db, rq->arena, rq->store->org, &rows, &n));
    struct place_rows places = {.n = n, .at = arena_makes(rq->arena, struct place_row, n)};
    NEED(places.at);
    for (size_t i = 0; i < n; i++)
        TRY(place_make(rq, rows, i, places.at));
    *ret_rows = places;
    return NULL;
}

const struct place_row *place_of(const struct place_rows *rows, struct id house)
{
    for (size_t i = 0; i < rows->n; i++)
        if (id_equal(rows->at[i].house, house))
            return &rows->at[i];
    return NULL;
}

struct err *house_of_handle(struct request *rq, struct text handle, struct id *ret_house)
{
    struct sql_house_by_handle_row row;
    bool found = false;
    TRY(sql_house_by_handle(rq->store->db, rq->arena, rq->store->org, handle, &found, &row));
    *ret_house = found ? row.house : ID_NONE;
    return NULL;
}

struct err *organisation_zone(struct request *rq, const struct zone **ret_zone)
{
    struct sql_organisation_row_row row;
    bool found = false;
    TRY(sql_organisation_row(rq->store->db, rq->arena, rq->store->org, &found, &row));
    if (!found)
        return err_bug(rq->arena, "a site without its organisation");
    const char *name = arena_strn(rq->arena, row.zone.at, row.zone.n);
    NEED(name);
    return zone_open(rq->arena, name, ret_zone);
}

struct err *house_of_room(struct request *rq, struct id room, struct text *ret_handle)
{
    struct sql_house_of_room_row row;
    bool found = false;
    TRY(sql_house_of_room(rq->store->db, rq->arena, rq->store->org, room, &found, &row));
    *ret_handle = found ? row.handle : TEXT_NONE;
    return NULL;
}

struct err *user_login(struct request *rq, struct id user, struct text *ret_login)
{
    struct sql_user_by_id_row row;
    bool found = false;
    TRY(sql_user_by_id(rq->store->db, rq->arena, rq->store->org, user, &found, &row));
    *ret_login = found ? row.login : TEXT_NONE;
    return NULL;
}

struct err *user_of_login(struct request *rq, struct text login, bool *ret_found,
                          struct id *ret_user)
{
    struct sql_user_by_login_row row;
    TRY(sql_user_by_login(rq->store->db, rq->arena, rq->store->org, login, ret_found, &row));
    if (*ret_found)
        *ret_user = row.user;
    return NULL;
}
