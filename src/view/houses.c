/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* houses.c - houses and rooms with who is in them. */
#include "view/houses.h"

#include <stdlib.h>

#include "model/types.h"
#include "sql/person.sql.h"
#include "guard/guard.h"
#include "view/places.h"

static struct room_view *room_find(struct house_view *view, struct id room)
{
    for (size_t i = 0; i < view->n_rooms; i++)
        if (id_equal(view->rooms[i].room, room))
            return &view->rooms[i];
    return NULL;
}

static bool is_repeated(const struct sql_lodgers_of_house_row *rows, size_t at)
{
    return at > 0 && id_equal(rows[at - 1].room, rows[at].room) &&
           id_equal(rows[at - 1].household, rows[at].household);
}

/* Everybody is counted; whom the asker does not see is left out of the list. */
static struct err *lodgers_read(struct request *rq, struct house_view *view)
{
    struct sql_lodgers_of_house_row *rows;
    size_t n = 0, kept = 0;
    TRY(sql_lodgers_of_house(rq->store->db, rq->arena, rq->store->org, view->house, rq->now_ms,
                             &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct room_view *room = room_find(view, rows[i].room);
        if (room == NULL || (i > 0 && id_equal(rows[i].stay, rows[i - 1].stay)))
            continue; /* away for two reasons at once */
        room->n_households += !is_repeated(rows, i);
        room->n_persons++;
    }
    for (size_t i = 0; i < n; i++) {
        const struct guarded facts = {
            .danger = rows[i].danger, .author = rows[i].author, .house = view->house};
        if (guard_sees_person(rq->who, &facts) &&
            (kept == 0 || !id_equal(rows[kept - 1].stay, rows[i].stay)))
            rows[kept++] = rows[i];
    }
    view->lodgers = rows;
    view->n_lodgers = kept;
    return NULL;
}

static int label_order(const void *a, const void *b)
{
    const struct room_view *x = a, *y = b;
    int64_t p = 0, q = 0;
    if (text_int(x->label, &p) && text_int(y->label, &q) && p != q)
        return p < q ? -1 : 1;
    int order = text_compare(x->label, y->label);
    return order != 0 ? order : id_compare(x->room, y->room);
}

static struct err *rooms_read(struct request *rq, struct id house, size_t *ret_n,
                              struct room_view **ret_rooms)
{
    struct sql_rooms_of_house_row *rows;
    size_t n = 0;
    TRY(sql_rooms_of_house(rq->store->db, rq->arena, rq->store->org, house, &rows, &n));
    struct room_view *rooms = arena_makes(rq->arena, struct room_view, n);
    NEED(rooms);
    for (size_t i = 0; i < n; i++) {
        rooms[i] = (struct room_view){
            .room = rows[i].room,
            .places = rows[i].places,
            .households_max = rows[i].households_max_null ? 1 : rows[i].households_max,
            .in_service = rows[i].state == ROOM_IN_SERVICE,
        };
        TRY(place_name(rq, &room_type, rows[i].room, rows[i].version, &rooms[i].label));
    }
    qsort(rooms, n, sizeof *rooms, label_order);
    *ret_n = n;
    *ret_rooms = rooms;
    return NULL;
}

static struct err *house_read(struct request *rq, const struct sql_houses_row *row,
                              struct house_view *view)
{
    *view = (struct house_view){
        .house = row->house,
        .handle = row->handle,
        .zone = arena_strn(rq->arena, row->zone.at, row->zone.n),
        .kind = row->kind,
        .is_open = row->state == HOUSE_OPEN,
        .rooms_seen = guard_may_in_house(rq->who, MAY_ADMIT, row->house),
    };
    NEED(view->zone);
    TRY(place_name(rq, &house_type, row->house, row->version, &view->name));
    if (view->rooms_seen || guard_may_in_house(rq->who, MAY_MANAGE_HOUSES, row->house))
        TRY(rooms_read(rq, row->house, &view->n_rooms, &view->rooms));
    return view->rooms_seen ? lodgers_read(rq, view) : NULL;
}

static struct err *no_house(struct request *rq)
{
    struct err *e = err_input(rq->arena, "house", N_("There is no such house"));
    return err_mend(err_example(e, "rowan-house"), "hearth house list");
}

/* By its handle, or by its id as text; without reading the others. */
static struct err *one_read(struct request *rq, struct text name, struct house_views *ret_views)
{
    struct sql_house_named_row row;
    struct sql_house_by_id_row by_id;
    struct id id;
    bool found = false;
    struct house_views views = {.n = 1, .at = arena_make(rq->arena, struct house_view)};
    NEED(views.at);
    if (id_parse(name, &id)) {
        TRY(sql_house_by_id(rq->store->db, rq->arena, rq->store->org, id, &found, &by_id));
        name = found ? by_id.handle : name;
    }
    TRY(sql_house_named(rq->store->db, rq->arena, rq->store->org, name, &found, &row));
    if (!found)
        return no_house(rq);
    const struct sql_houses_row same = {.house = row.house,
                                        .handle = row.handle,
                                        .zone = row.zone,
                                        .kind = row.kind,
                                        .state = row.state,
                                        .version = row.version};
    TRY(house_read(rq, &same, views.at));
    *ret_views = views;
    return NULL;
}

struct err *house_views(struct request *rq, struct text handle, struct house_views *ret_views)
{
    struct sql_houses_row *rows;
    size_t n = 0;
    struct house_views views = {0};
    if (handle.n > 0)
        return one_read(rq, handle, ret_views);
    TRY(sql_houses(rq->store->db, rq->arena, rq->store->org, &rows, &n));
    views.at = arena_makes(rq->arena, struct house_view, n);
    NEED(views.at);
    for (size_t i = 0; i < n; i++)
        TRY(house_read(rq, &rows[i], &views.at[views.n++]));
    *ret_views = views;
    return NULL;
}

struct err *room_label_taken(struct request *rq, struct id house, struct text label,
                             bool *ret_taken)
{
    struct room_view *rooms;
    size_t n = 0;
    *ret_taken = false;
    TRY(rooms_read(rq, house, &n, &rooms));
    for (size_t i = 0; i < n; i++)
        *ret_taken = *ret_taken || text_equal(rooms[i].label, label);
    return NULL;
}

struct err *room_by_label(struct request *rq, struct text house, struct text label,
                          struct id *ret_room)
{
    bool found = false;
    struct sql_house_by_handle_row row;
    struct room_view *rooms;
    size_t n = 0;
    TRY(sql_house_by_handle(rq->store->db, rq->arena, rq->store->org, house, &found, &row));
    if (!found || !guard_may_in_house(rq->who, MAY_ADMIT, row.house))
        return no_house(rq);
    TRY(rooms_read(rq, row.house, &n, &rooms));
    for (size_t i = 0; i < n; i++) {
        if (text_equal(rooms[i].label, label)) {
            *ret_room = rooms[i].room;
            return NULL;
        }
    }
    return err_mend(err_input(rq->arena, "room", N_("There is no such room")), "hearth house list");
}

struct err *organisation_view(struct request *rq, struct rec **ret_organisation)
{
    struct sql_organisation_row_row row;
    bool found = false;
    TRY(sql_organisation_row(rq->store->db, rq->arena, rq->store->org, &found, &row));
    if (!found)
        return err_bug(rq->arena, "a site without its organisation");
    return record_get(rq->store, rq->arena, &organisation_type, row.organisation, ret_organisation);
}
