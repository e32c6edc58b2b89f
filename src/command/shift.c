/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* shift.c - handing a house over, and reading what was handed over. */
#include "command/shift.h"

#include "command/stay_inside.h"
#include "model/types.h"
#include "model/types_night.h"
#include "sql/night.sql.h"
#include "view/houses.h"
#include "view/shift.h"

static struct err *absent(struct request *rq)
{
    return err_new(rq->arena, ERR_ABSENT,
                   N_("Nothing here that you can open. Search, or ask the manager"));
}

static struct err *house_find(struct request *rq, struct text name, struct id *ret_house)
{
    struct house_views houses;
    if (name.n == 0)
        return absent(rq);
    struct err *bad = house_views(rq, name, &houses);
    if (bad != NULL)
        return bad->kind == ERR_INPUT ? absent(rq) : bad;
    *ret_house = houses.at[0].house;
    return guard_may_in_house(rq->who, MAY_HAND_OVER, *ret_house) ? NULL : absent(rq);
}

/* Who takes over must be able to read the note. */
static struct err *taker_find(struct request *rq, struct text login, struct id house,
                              struct id *ret_taker)
{
    struct who taker;
    struct err *bad =
        guard_who(rq->store->db, rq->arena, rq->store->org, login, rq->now_ms, &taker);
    if (bad != NULL && bad->kind != ERR_DENIED)
        return bad;
    if (bad == NULL && guard_may_in_house(&taker, MAY_HAND_OVER, house)) {
        *ret_taker = taker.user;
        return NULL;
    }
    return err_example(err_input(rq->arena, "taker",
                                 N_("Nobody of this login works in this house. Choose another")),
                       "olena");
}

struct err *shift_hand_over(struct request *rq, const void *form, struct deed *deed)
{
    const struct shift_form *f = form;
    struct id house = ID_NONE, taker = ID_NONE;
    struct rec *r = NULL;
    int64_t at_ms = 0;
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(house_find(rq, f->house, &house));
    if (f->taker.n > 0)
        TRY(taker_find(rq, f->taker, house, &taker));
    TRY(deed_record(deed, &shift_type, area_id(AREA_HOUSE, house), &r));
    TRY(rec_set_id(rq->arena, r, SHIFT_HOUSE, house));
    TRY(rec_set_int(rq->arena, r, SHIFT_AT, at_ms));
    TRY(rec_set_id(rq->arena, r, SHIFT_GIVER, rq->who->user));
    if (!id_is_none(taker))
        TRY(rec_set_id(rq->arena, r, SHIFT_TAKER, taker));
    if (f->note.n > 0)
        TRY(rec_read(rq->arena, r, "note", f->note));
    TRY(rec_set_int(rq->arena, r, SHIFT_STATE, f->note.n > 0 ? SHIFT_TOLD : SHIFT_READ));
    deed_say(deed, N_("The shift is handed over"), NULL, NULL);
    return deed_add(deed, ACT_HAND_OVER, NULL, NULL, r);
}

struct err *shift_read(struct request *rq, const void *form, struct deed *deed)
{
    const struct shift_read_form *f = form;
    struct sql_shift_guarded_row row;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *r = NULL;
    bool found = false;
    TRY(sql_shift_guarded(rq->store->db, rq->arena, rq->store->org, f->shift, &found, &row));
    if (!found || !guard_may_in_house(rq->who, MAY_HAND_OVER, row.house))
        return absent(rq);
    if (row.state == SHIFT_READ)
        return err_new(rq->arena, ERR_CONFLICT, N_("This note was read already"));
    TRY(deed_change(deed, rq->store, &shift_type, f->shift, &old, &info, &r));
    if (!shift_may_read(rq->who, row.house, row.giver, rec_id(old, SHIFT_TAKER)))
        return err_new(rq->arena, ERR_CONFLICT, N_("Whoever takes over says that it was read"));
    TRY(rec_set_int(rq->arena, r, SHIFT_STATE, SHIFT_READ));
    TRY(rec_set_id(rq->arena, r, SHIFT_READER, rq->who->user));
    TRY(rec_set_int(rq->arena, r, SHIFT_READ_AT, rq->now_ms));
    deed_say(deed, N_("The handover note is read"), NULL, NULL);
    return deed_add(deed, ACT_READ, old, &info, r);
}
