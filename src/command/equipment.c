/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* equipment.c - things of a house and their repairs. */
#include "command/equipment.h"

#include "command/stay_inside.h"
#include "model/types.h"
#include "view/equipment.h"
#include "view/houses.h"

/* ---- writing down, correcting -------------------------------------------------------------------
 */

static struct err *room_read(struct request *rq, const struct equipment_form *f, struct text house,
                             struct rec *r)
{
    bool is_told = false;
    struct id room = ID_NONE;
    struct text label = told_get(f->n, f->told, "room", &is_told);
    if (!is_told)
        return NULL;
    rec_clear(r, EQUIPMENT_ROOM);
    if (label.n == 0)
        return NULL;
    TRY(room_by_label(rq, house, label, &room));
    return rec_set_id(rq->arena, r, EQUIPMENT_ROOM, room);
}

struct err *equipment_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct equipment_form *f = form;
    struct id house = ID_NONE;
    struct rec *r = NULL;
    struct err *wrong = told_house(rq, f->house, MAY_WRITE_EQUIPMENT, &house);
    TRY(deed_record(deed, &equipment_type, area_id(AREA_HOUSE, house), &r));
    TRY(rec_set_int(rq->arena, r, EQUIPMENT_STATE, EQUIPMENT_WORKS));
    if (wrong == NULL)
        wrong = room_read(rq, f, f->house, r);
    err_collect(&wrong, told_read(rq, r, f->n, f->told));
    if (wrong != NULL)
        return wrong;
    TRY(rec_set_id(rq->arena, r, EQUIPMENT_HOUSE, house));
    deed_say(deed, N_("Equipment added"), NULL, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

static struct err *equipment_change(struct request *rq, struct id equipment, struct deed *deed,
                                    struct equipment_view *ret_view, const struct rec **ret_old,
                                    struct row_info *ret_info, struct rec **ret_new)
{
    TRY(equipment_require(rq, equipment, ret_view));
    if (!ret_view->may_write)
        return err_new(rq->arena, ERR_DENIED,
                       N_("You are not allowed to do this. Ask the manager"));
    return deed_change(deed, rq->store, &equipment_type, equipment, ret_old, ret_info, ret_new);
}

struct err *equipment_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct equipment_form *f = form;
    struct equipment_view view;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(equipment_change(rq, f->equipment, deed, &view, &old, &info, &new));
    struct err *wrong = room_read(rq, f, view.place->handle, new);
    err_collect(&wrong, told_read(rq, new, f->n, f->told));
    if (wrong != NULL)
        return wrong;
    deed_say(deed, N_("Corrected. What stood before is in the history"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}

/* ---- faults
 * --------------------------------------------------------------------------------------
 */

/* From which state an act leads where, for the thing and for the repair that goes on. */
struct turn {
    enum act act;
    int64_t equipment, repair;
    const char *said;
};
static const struct turn begun = {ACT_START, EQUIPMENT_IN_REPAIR, REPAIR_BEGUN,
                                  N_("It is being repaired")};
static const struct turn mended = {ACT_FINISH, EQUIPMENT_WORKS, REPAIR_DONE, N_("It works again")};
static const struct turn given_up = {ACT_CLOSE, EQUIPMENT_GONE, REPAIR_GIVEN_UP, N_("It is gone")};

static struct err *repair_new(struct request *rq, const struct equipment_act_form *f,
                              const struct equipment_view *view, struct deed *deed)
{
    struct rec *r = NULL;
    int64_t at_ms = 0;
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(deed_record(deed, &repair_type, view->rec->area, &r));
    TRY(rec_set_id(rq->arena, r, REPAIR_EQUIPMENT, f->equipment));
    TRY(rec_set_id(rq->arena, r, REPAIR_HOUSE, view->place->house));
    TRY(rec_set_int(rq->arena, r, REPAIR_REPORTED, at_ms));
    TRY(rec_read(rq->arena, r, "fault", f->words));
    TRY(rec_set_int(rq->arena, r, REPAIR_STATE, REPAIR_WAITS));
    return deed_add(deed, ACT_FAULT, NULL, NULL, r);
}

struct err *equipment_fault(struct request *rq, const void *form, struct deed *deed)
{
    const struct equipment_act_form *f = form;
    struct equipment_view view;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(equipment_change(rq, f->equipment, deed, &view, &old, &info, &new));
    if (view.state != EQUIPMENT_WORKS)
        return err_new(rq->arena, ERR_CONFLICT,
                       N_("A fault is written down already, or the thing is gone"));
    TRY(repair_new(rq, f, &view, deed));
    TRY(rec_set_int(rq->arena, new, EQUIPMENT_STATE, EQUIPMENT_FAULTY));
    deed_say(deed, N_("The fault is written down"), NULL, NULL);
    return deed_add(deed, ACT_FAULT, old, &info, new);
}

static struct err *repair_turn(struct request *rq, const struct equipment_act_form *f,
                               const struct turn *turn, struct deed *deed)
{
    struct repair_list repairs;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    int64_t at_ms = 0;
    TRY(equipment_repairs(rq, f->equipment, &repairs));
    if (repairs.open == NULL)
        return NULL;
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(deed_change(deed, rq->store, &repair_type, repairs.open->id, &old, &info, &new));
    TRY(rec_set_int(rq->arena, new, REPAIR_STATE, turn->repair));
    if (turn->repair != REPAIR_BEGUN)
        TRY(rec_set_int(rq->arena, new, REPAIR_ENDED, at_ms));
    if (f->words.n > 0)
        TRY(rec_read(rq->arena, new, "words", f->words));
    return deed_add(deed, turn->act, old, &info, new);
}

static struct err *turn_do(struct request *rq, const struct equipment_act_form *f,
                           const struct turn *turn, struct deed *deed)
{
    struct equipment_view view;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(equipment_change(rq, f->equipment, deed, &view, &old, &info, &new));
    if (!rec_type_may_step(&equipment_type, view.state, turn->act, turn->equipment))
        return err_new(rq->arena, ERR_CONFLICT, N_("This cannot be done in the present state"));
    TRY(repair_turn(rq, f, turn, deed));
    TRY(rec_set_int(rq->arena, new, EQUIPMENT_STATE, turn->equipment));
    deed_say(deed, turn->said, NULL, NULL);
    return deed_add(deed, turn->act, old, &info, new);
}

struct err *equipment_repair(struct request *rq, const void *form, struct deed *deed)
{
    return turn_do(rq, form, &begun, deed);
}

struct err *equipment_repaired(struct request *rq, const void *form, struct deed *deed)
{
    return turn_do(rq, form, &mended, deed);
}

struct err *equipment_gone(struct request *rq, const void *form, struct deed *deed)
{
    return turn_do(rq, form, &given_up, deed);
}
