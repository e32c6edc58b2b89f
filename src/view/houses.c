/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* houses.c - labels are sealed under the area's key, so rooms are read record by record. */
#include "view/houses.h"

#include <stdlib.h>

#include "model/types.h"
#include "sql/house.sql.h"
#include "view/persons.h"

static struct err *lodgers(struct request *rq, struct room_view *room)
{
    struct sql_lodgings_of_room_row *rows;
    size_t n = 0;
    TRY(sql_lodgings_of_room(rq->store->db, rq->arena, rq->store->org, room->room, rq->now_ms,
                             &rows, &n));
    room->persons = arena_makes(rq->arena, const struct person_row *, n);
    NEED(room->persons);
    for (size_t i = 0; i < n; i++) {
        struct rec *stay = NULL;
        bool seen = false, repeated = false;
        for (size_t j = 0; j < i; j++)
            repeated = repeated || id_equal(rows[j].household, rows[i].household);
        room->n_households += repeated ? 0 : 1;
        room->n_persons++;
        TRY(record_get(rq->store, rq->arena, &stay_type, rows[i].stay, &stay));
        TRY(person_is_seen(rq, rec_id(stay, STAY_PERSON), &seen));
        const struct person_row *row =
            rq->people == NULL ? NULL : people_get(rq->people, rec_id(stay, STAY_PERSON));
        if (seen && row != NULL)
            room->persons[room->n_seen++] = row;
    }
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
        struct rec *r = NULL;
        TRY(record_get(rq->store, rq->arena, &room_type, rows[i].room, &r));
        rooms[i] = (struct room_view){
            .room = r->id,
            .label = rec_text(r, ROOM_LABEL),
            .places = rec_int(r, ROOM_PLACES, 0),
            .households_max = rec_int(r, ROOM_HOUSEHOLDS_MAX, 1),
            .in_service = rec_int(r, ROOM_STATE, 0) == ROOM_IN_SERVICE,
        };
    }
    qsort(rooms, n, sizeof *rooms, label_order);
    *ret_n = n;
    *ret_rooms = rooms;
    return NULL;
}

static struct err *house_read(struct request *rq, const struct sql_houses_row *row,
                              struct house_view *view)
{
    struct rec *r = NULL;
    TRY(record_get(rq->store, rq->arena, &house_type, row->house, &r));
    *view = (struct house_view){
        .house = row->house,
        .handle = row->handle,
        .name = rec_text(r, HOUSE_NAME),
        .kind = row->kind,
        .is_open = row->state == HOUSE_OPEN,
        .rooms_seen = guard_may_in_house(rq->who, MAY_ADMIT, row->house),
    };
    if (!view->rooms_seen)
        return NULL;
    TRY(rooms_read(rq, row->house, &view->n_rooms, &view->rooms));
    for (size_t i = 0; i < view->n_rooms; i++)
        TRY(lodgers(rq, &view->rooms[i]));
    return NULL;
}

static struct err *no_house(struct request *rq)
{
    struct err *e = err_input(rq->arena, "house", N_("There is no such house"));
    return err_mend(err_example(e, "rowan-house"), "hearth house list");
}

/* By its handle, or by its id as text. */
static bool is_named(const struct sql_houses_row *row, struct text name)
{
    struct id id;
    return text_equal(name, row->handle) || (id_parse(name, &id) && id_equal(id, row->house));
}

struct err *house_views(struct request *rq, struct text handle, struct house_views *ret_views)
{
    struct sql_houses_row *rows;
    size_t n = 0;
    struct house_views views = {0};
    TRY(sql_houses(rq->store->db, rq->arena, rq->store->org, &rows, &n));
    views.at = arena_makes(rq->arena, struct house_view, n);
    NEED(views.at);
    for (size_t i = 0; i < n; i++)
        if (handle.n == 0 || is_named(&rows[i], handle))
            TRY(house_read(rq, &rows[i], &views.at[views.n++]));
    if (handle.n > 0 && views.n == 0)
        return no_house(rq);
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
