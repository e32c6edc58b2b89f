/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* equipment.c - equipment of the houses whose things the asker may see. */
#include "view/equipment.h"

#include <stdlib.h>

#include "base/when.h"
#include "model/types.h"
#include "sql/equipment.sql.h"

static struct err *view_make(struct request *rq, const struct place_rows *places,
                             struct id equipment, struct equipment_view *ret_equipment)
{
    struct rec *r = NULL, *room = NULL;
    struct row_info info;
    struct equipment_view e = {0};
    TRY(record_get(rq->store, rq->arena, &equipment_type, equipment, &r));
    e.rec = r;
    e.place = place_of(places, rec_id(r, EQUIPMENT_HOUSE));
    if (e.place == NULL)
        return err_bug(rq->arena, "equipment without its house");
    if (rec_has(r, EQUIPMENT_ROOM)) {
        TRY(record_find(rq->store, rq->arena, &room_type, rec_id(r, EQUIPMENT_ROOM), &room, &info));
        if (room != NULL)
            TRY(place_name(rq, &room_type, room->id, room->version, &e.room));
    }
    e.state = rec_int(r, EQUIPMENT_STATE, EQUIPMENT_WORKS);
    e.may_write = guard_may_in_house(rq->who, MAY_WRITE_EQUIPMENT, e.place->house);
    *ret_equipment = e;
    return NULL;
}

static struct err *one_add(struct request *rq, const struct place_rows *places, struct id equipment,
                           struct equipment_list *list)
{
    list->at = arena_grow(rq->arena, list->at, list->n, list->n + 1, sizeof *list->at);
    NEED(list->at);
    TRY(view_make(rq, places, equipment, &list->at[list->n]));
    list->n++;
    return NULL;
}

static struct err *waits_put(struct request *rq, struct id house, struct equipment_list *list)
{
    struct sql_repairs_open_of_house_row *rows;
    size_t n = 0;
    TRY(sql_repairs_open_of_house(rq->store->db, rq->arena, rq->store->org, house, &rows, &n));
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < list->n; j++)
            if (id_equal(list->at[j].rec->id, rows[i].equipment))
                list->at[j].waits_since_ms = rows[i].reported_ms;
    return NULL;
}

static struct err *house_add(struct request *rq, const struct equipment_ask *ask,
                             const struct place_rows *places, struct id house,
                             struct equipment_list *list)
{
    const int64_t most = ask->gone_too ? EQUIPMENT_GONE : EQUIPMENT_IN_REPAIR;
    struct sql_equipment_of_house_row *rows;
    size_t n = 0;
    if (!guard_may_in_house(rq->who, MAY_SEE_EQUIPMENT, house) ||
        (!id_is_none(ask->house) && !id_equal(ask->house, house)))
        return NULL;
    TRY(sql_equipment_of_house(rq->store->db, rq->arena, rq->store->org, house, most, &rows, &n));
    for (size_t i = 0; i < n; i++)
        if (id_is_none(ask->room) || id_equal(ask->room, rows[i].room))
            TRY(one_add(rq, places, rows[i].equipment, list));
    return waits_put(rq, house, list);
}

static int by_need(const void *a, const void *b)
{
    const struct equipment_view *x = a, *y = b;
    bool x_waits = x->waits_since_ms != 0, y_waits = y->waits_since_ms != 0;
    if (x_waits != y_waits)
        return x_waits ? -1 : 1;
    if (x_waits && x->waits_since_ms != y->waits_since_ms)
        return x->waits_since_ms < y->waits_since_ms ? -1 : 1;
    int order = text_compare(x->place->handle, y->place->handle);
    if (order == 0)
        order = text_compare(rec_text(x->rec, EQUIPMENT_WHAT), rec_text(y->rec, EQUIPMENT_WHAT));
    return order != 0 ? order : id_compare(x->rec->id, y->rec->id);
}

struct err *equipment_list(struct request *rq, const struct equipment_ask *ask,
                           struct equipment_list *ret_list)
{
    struct place_rows *places = arena_make(rq->arena, struct place_rows);
    struct equipment_list list = {0};
    NEED(places);
    TRY(place_rows(rq, places));
    for (size_t i = 0; i < places->n; i++)
        TRY(house_add(rq, ask, places, places->at[i].house, &list));
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_need);
    *ret_list = list;
    return NULL;
}

struct err *equipment_require(struct request *rq, struct id equipment,
                              struct equipment_view *ret_equipment)
{
    struct sql_equipment_guarded_row row;
    struct place_rows places;
    bool found = false;
    struct equipment_list one = {.n = 1, .at = ret_equipment};
    TRY(sql_equipment_guarded(rq->store->db, rq->arena, rq->store->org, equipment, &found, &row));
    if (!found || !guard_may_in_house(rq->who, MAY_SEE_EQUIPMENT, row.house))
        return err_mend(err_new(rq->arena, ERR_ABSENT,
                                N_("Nothing here that you can open. Search, or ask the manager")),
                        "hearth equipment list");
    TRY(place_rows(rq, &places));
    TRY(view_make(rq, &places, equipment, ret_equipment));
    return waits_put(rq, row.house, &one);
}

bool equipment_waits_long(const struct request *rq, const struct equipment_view *equipment)
{
    return equipment->waits_since_ms != 0 &&
           rq->now_ms - equipment->waits_since_ms >= EQUIPMENT_WAITS_DAYS * DAY_MS;
}

struct err *equipment_repairs(struct request *rq, struct id equipment, struct repair_list *ret_list)
{
    struct sql_repairs_of_equipment_row *rows;
    struct repair_list list = {0};
    size_t n = 0;
    TRY(sql_repairs_of_equipment(rq->store->db, rq->arena, rq->store->org, equipment, &rows, &n));
    list.at = arena_makes(rq->arena, const struct rec *, n);
    NEED(list.at);
    for (; list.n < n; list.n++) {
        struct rec *r = NULL;
        TRY(record_get(rq->store, rq->arena, &repair_type, rows[list.n].repair, &r));
        list.at[list.n] = r;
        if (rows[list.n].state <= REPAIR_BEGUN)
            list.open = r;
    }
    *ret_list = list;
    return NULL;
}
