/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* stay.c - leaving, being away, coming back, moving. */
#include "command/stay.h"

#include "command/stay_inside.h"
#include "model/types.h"
#include "view/persons.h"

static struct err *lodgings_end(struct request *rq, struct deed *deed, struct id stay, enum act act,
                                int64_t at_ms)
{
    struct sql_lodgings_of_stay_row *rows;
    size_t n = 0;
    TRY(sql_lodgings_of_stay(rq->store->db, rq->arena, rq->store->org, stay, &rows, &n));
    for (size_t i = 0; i < n; i++)
        if (rows[i].until_ms_null)
            TRY(stay_time_end(rq, deed, &lodging_type, rows[i].lodging, LODGING_UNTIL, act, at_ms));
    return NULL;
}

static struct err *before_stay(struct request *rq)
{
    return err_input(rq->arena, "when", N_("This moment lies before the stay began"));
}

static struct err *person_leaves(struct request *rq, const struct leave_form *f, struct id person,
                                 int64_t at_ms, struct deed *deed)
{
    bool found = false, away = false;
    struct sql_stays_of_person_row stay;
    TRY(stay_current(rq, person, &found, &stay));
    if (!found)
        return NULL;
    if (at_ms <= stay.from_ms)
        return before_stay(rq);
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(deed_change(deed, rq->store, &stay_type, stay.stay, &old, &info, &new));
    TRY(rec_set_int(rq->arena, new, STAY_STATE, STAY_EXITED));
    TRY(rec_set_int(rq->arena, new, STAY_UNTIL, at_ms));
    TRY(rec_read(rq->arena, new, "reason", f->reason));
    if (f->destination.n > 0)
        TRY(rec_read(rq->arena, new, "destination", f->destination));
    if (f->words.n > 0)
        TRY(rec_read(rq->arena, new, "words", f->words));
    TRY(deed_add(deed, ACT_LEAVE, old, &info, new));
    TRY(lodgings_end(rq, deed, stay.stay, ACT_LEAVE, at_ms));
    return absences_end(rq, deed, stay.stay, ACT_LEAVE, at_ms, &away);
}

struct err *stay_leave(struct request *rq, const void *form, struct deed *deed)
{
    const struct leave_form *f = form;
    struct sql_stays_of_person_row stay;
    struct persons family;
    int64_t at_ms = 0;
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(stay_require(rq, f->person, &stay));
    TRY(family_at(rq, stay.household, f->person, f->alone, at_ms, &family));
    for (size_t i = 0; i < family.n; i++)
        TRY(person_leaves(rq, f, family.at[i], at_ms, deed));
    return stay_say(rq, deed, f->person, N_("{1}: the stay has ended"), NULL);
}

static struct err *person_goes(struct request *rq, const struct away_form *f, struct id person,
                               int64_t at_ms, struct deed *deed)
{
    bool found = false;
    struct sql_stays_of_person_row stay;
    TRY(stay_current(rq, person, &found, &stay));
    if (!found)
        return NULL;
    if (at_ms <= stay.from_ms)
        return before_stay(rq);
    return absence_begin(rq, deed, &stay, f, at_ms);
}

struct err *stay_away(struct request *rq, const void *form, struct deed *deed)
{
    const struct away_form *f = form;
    struct sql_stays_of_person_row stay;
    struct persons family;
    int64_t at_ms = 0;
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(stay_require(rq, f->person, &stay));
    TRY(family_at(rq, stay.household, f->person, f->alone, at_ms, &family));
    for (size_t i = 0; i < family.n; i++)
        TRY(person_goes(rq, f, family.at[i], at_ms, deed));
    return stay_say(rq, deed, f->person, N_("{1}: away for a time. The stay goes on"), NULL);
}

/* After an exit: a new stay in a room, linked to the last one. */
static struct err *person_comes_again(struct request *rq, const struct rec *room,
                                      struct id household, struct id person, int64_t at_ms,
                                      struct deed *deed)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    if (n == 0 || rows[0].state == STAY_ADMITTED || !id_equal(rows[0].household, household))
        return NULL;
    const struct stay_new stay = {.person = person,
                                  .household = household,
                                  .room = room,
                                  .previous = rows[0].stay,
                                  .from_ms = at_ms,
                                  .act = ACT_RETURN};
    return stay_begin(deed, &stay);
}

static struct err *return_anew(struct request *rq, const struct return_form *f, int64_t at_ms,
                               struct deed *deed)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    struct rec *room = NULL;
    struct persons family;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, f->person, &rows, &n));
    if (n == 0)
        return err_mend(err_new(rq->arena, ERR_CONFLICT,
                                N_("There was no stay before. Admit the family instead")),
                        "hearth house admit");
    TRY(stay_room(rq, f->room, &room));
    TRY(room_check_free(rq, room, rows[0].household, at_ms));
    if (!rows[0].until_ms_null && at_ms < rows[0].until_ms)
        return err_input(rq->arena, "when", N_("This moment lies before the last stay ended"));
    TRY(family_at(rq, rows[0].household, f->person, f->alone, at_ms, &family));
    for (size_t i = 0; i < family.n; i++)
        TRY(person_comes_again(rq, room, rows[0].household, family.at[i], at_ms, deed));
    return stay_say(rq, deed, f->person,
                    N_("{1}: returned. The new stay is linked to the last one"), NULL);
}

struct err *stay_return(struct request *rq, const void *form, struct deed *deed)
{
    const struct return_form *f = form;
    struct sql_stays_of_person_row stay;
    struct persons family;
    struct rec *r = NULL;
    bool found = false, any = false, was_away = false;
    int64_t at_ms = 0;
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(person_require(rq, f->person, &r));
    TRY(stay_current(rq, f->person, &found, &stay));
    if (!found)
        return return_anew(rq, f, at_ms, deed);
    TRY(house_require(rq, stay.house));
    TRY(family_at(rq, stay.household, f->person, f->alone, at_ms, &family));
    for (size_t i = 0; i < family.n; i++) {
        TRY(stay_current(rq, family.at[i], &found, &stay));
        if (!found)
            continue;
        TRY(absences_end(rq, deed, stay.stay, ACT_RETURN, at_ms, &was_away));
        any = any || was_away;
    }
    if (!any)
        return err_new(rq->arena, ERR_CONFLICT, N_("Nobody of this family is away"));
    return stay_say(rq, deed, f->person, N_("{1}: back home"), NULL);
}

static struct err *person_moves(struct request *rq, const struct rec *room, struct id household,
                                struct id person, int64_t at_ms, struct deed *deed)
{
    bool found = false;
    struct sql_stays_of_person_row stay;
    struct rec *r = NULL;
    TRY(stay_current(rq, person, &found, &stay));
    if (!found)
        return NULL;
    if (!id_equal(stay.house, rec_id(room, ROOM_HOUSE)))
        return err_input(rq->arena, "room", N_("This room is in another house"));
    if (at_ms <= stay.from_ms)
        return before_stay(rq);
    TRY(lodgings_end(rq, deed, stay.stay, ACT_MOVE, at_ms));
    TRY(deed_record(deed, &lodging_type, room->area, &r));
    TRY(rec_set_id(rq->arena, r, LODGING_STAY, stay.stay));
    TRY(rec_set_id(rq->arena, r, LODGING_ROOM, room->id));
    TRY(rec_set_id(rq->arena, r, LODGING_HOUSEHOLD, household));
    TRY(rec_set_int(rq->arena, r, LODGING_FROM, at_ms));
    return deed_add(deed, ACT_MOVE, NULL, NULL, r);
}

struct err *stay_move(struct request *rq, const void *form, struct deed *deed)
{
    const struct move_form *f = form;
    struct sql_stays_of_person_row stay;
    struct persons family;
    struct rec *room = NULL;
    int64_t at_ms = 0;
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(stay_require(rq, f->person, &stay));
    TRY(stay_room(rq, f->room, &room));
    TRY(room_check_free(rq, room, stay.household, at_ms));
    TRY(family_at(rq, stay.household, f->person, false, at_ms, &family));
    for (size_t i = 0; i < family.n; i++)
        TRY(person_moves(rq, room, stay.household, family.at[i], at_ms, deed));
    struct text label = rec_text(room, ROOM_LABEL);
    const char *number = arena_strn(rq->arena, label.at == NULL ? "" : label.at, label.n);
    return stay_say(rq, deed, f->person, N_("{1}: room {2} from now on"), number);
}
