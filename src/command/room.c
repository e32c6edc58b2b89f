/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* room.c - a room is out of service for a while, or was written down wrong. */
#include "command/stay_inside.h"
#include "model/types.h"
#include "view/houses.h"

static struct err *room_change(struct request *rq, struct id room, struct deed *deed,
                               const struct rec **ret_old, struct row_info *ret_info,
                               struct rec **ret_new)
{
    struct err *bad = deed_change(deed, rq->store, &room_type, room, ret_old, ret_info, ret_new);
    if (bad != NULL && bad->kind != ERR_ABSENT)
        return bad;
    if (bad != NULL ||
        !guard_may_in_house(rq->who, MAY_MANAGE_HOUSES, rec_id(*ret_old, ROOM_HOUSE)))
        return err_input(rq->arena, "room", N_("There is no such room"));
    return NULL;
}

/* Who sees nobody who lodges there is told the same whether somebody does or not, so she closes no
 * room at all: to be let close the free ones would tell her which are taken. */
static struct err *nobody_there(struct request *rq, const struct rec *room)
{
    struct sql_lodgings_of_room_row *rows;
    size_t n = 0;
    struct err *e = NULL;
    if (!guard_may_in_house(rq->who, MAY_ADMIT, rec_id(room, ROOM_HOUSE))) {
        e = err_new(rq->arena, ERR_CONFLICT,
                    N_("This room cannot be taken out of service now. Ask the manager of the "
                       "house"));
    } else {
        TRY(sql_lodgings_of_room(rq->store->db, rq->arena, rq->store->org, room->id, rq->now_ms,
                                 &rows, &n));
        if (n == 0)
            return NULL;
        e = err_new(rq->arena, ERR_CONFLICT,
                    N_("Somebody stays in this room. Move them to another one first"));
    }
    e->field = "room";
    return e;
}

struct err *room_service(struct request *rq, const void *form, struct deed *deed)
{
    const struct room_service_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(room_change(rq, f->room, deed, &old, &info, &new));
    if (!f->in_service)
        TRY(nobody_there(rq, old));
    int64_t state = f->in_service ? ROOM_IN_SERVICE : ROOM_OUT_OF_SERVICE;
    if (rec_int(old, ROOM_STATE, 0) == state)
        return err_new(rq->arena, ERR_CONFLICT, N_("Nothing would change"));
    TRY(rec_set_int(rq->arena, new, ROOM_STATE, state));
    deed_say(deed,
             f->in_service ? N_("The room is in service again") : N_("The room is out of service"),
             NULL, NULL);
    return deed_add(deed, f->in_service ? ACT_REOPEN : ACT_CLOSE, old, &info, new);
}

static struct err *label_set(struct request *rq, struct text label, const struct rec *old,
                             struct rec *new)
{
    bool taken = false;
    if (label.n == 0 || text_equal(label, rec_text(old, ROOM_LABEL)))
        return NULL;
    TRY(rec_read(rq->arena, new, "label", label));
    TRY(room_label_taken(rq, rec_id(old, ROOM_HOUSE), rec_text(new, ROOM_LABEL), &taken));
    return taken ? err_input(rq->arena, "label", N_("This is there already")) : NULL;
}

struct err *room_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct room_correct_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    struct err *wrong = NULL;
    TRY(room_change(rq, f->room, deed, &old, &info, &new));
    err_collect(&wrong, label_set(rq, f->label, old, new));
    if (f->places.n > 0)
        err_collect(&wrong, rec_read(rq->arena, new, "places", f->places));
    if (f->households_max.n > 0)
        err_collect(&wrong, rec_read(rq->arena, new, "households_max", f->households_max));
    if (wrong != NULL)
        return wrong;
    deed_say(deed, N_("Room corrected"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}
