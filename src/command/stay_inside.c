/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* stay_inside.c - rooms, moments and families, as the commands about stays need them. */
#include "command/stay_inside.h"

#include "model/types.h"
#include "view/persons.h"

static struct err *absent(struct arena *into)
{
    return err_new(into, ERR_ABSENT,
                   N_("Nothing here that you can open. Search, or ask the manager"));
}

struct err *house_require(struct request *rq, struct id house)
{
    return guard_may_in_house(rq->who, MAY_ADMIT, house) ? NULL : absent(rq->arena);
}

struct err *stay_moment(struct request *rq, int64_t at_ms, int64_t *ret_ms)
{
    if (at_ms > rq->now_ms)
        return err_example(err_input(rq->arena, "when", N_("This moment lies in the future")),
                           "2026-11-21T14:30:00Z");
    *ret_ms = at_ms == 0 ? rq->now_ms : at_ms;
    return NULL;
}

struct err *stay_room(struct request *rq, struct id room, struct rec **ret_room)
{
    struct rec *r = NULL;
    struct row_info info;
    if (!id_is_none(room))
        TRY(record_find(rq->store, rq->arena, &room_type, room, &r, &info));
    if (r == NULL || r->withdrawn)
        return err_mend(err_input(rq->arena, "room", N_("There is no such room")),
                        "hearth house list");
    TRY(house_require(rq, rec_id(r, ROOM_HOUSE)));
    if (rec_int(r, ROOM_STATE, 0) != ROOM_IN_SERVICE)
        return err_input(rq->arena, "room", N_("This room is out of service. Choose another"));
    *ret_room = r;
    return NULL;
}

static bool seen_before(const struct sql_lodgings_of_room_row *rows, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (id_equal(rows[j].household, rows[i].household))
            return true;
    return false;
}

struct err *room_check_free(struct request *rq, const struct rec *room, struct id household,
                            int64_t from_ms)
{
    struct sql_lodgings_of_room_row *rows;
    size_t n = 0;
    int64_t households = 1;
    TRY(sql_lodgings_of_room(rq->store->db, rq->arena, rq->store->org, room->id, from_ms, &rows,
                             &n));
    for (size_t i = 0; i < n; i++)
        if (!id_equal(rows[i].household, household) && !seen_before(rows, i))
            households++;
    if (households <= rec_int(room, ROOM_HOUSEHOLDS_MAX, 1))
        return NULL;
    struct err *e =
        err_input(rq->arena, "room", N_("This room is taken. Choose another or add a place"));
    if (e->field != NULL)
        e->kind = ERR_CONFLICT;
    return err_mend(e, "hearth house list");
}

struct err *stay_current(struct request *rq, struct id person, bool *ret_found,
                         struct sql_stays_of_person_row *ret_stay)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    *ret_found = false;
    for (size_t i = 0; i < n; i++) {
        if (rows[i].state != STAY_ADMITTED)
            continue;
        *ret_found = true;
        *ret_stay = rows[i];
        break;
    }
    return NULL;
}

static struct err *lodging_begin(struct deed *deed, const struct stay_new *what, struct id stay)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &lodging_type, what->room->area, &r));
    TRY(rec_set_id(deed->arena, r, LODGING_STAY, stay));
    TRY(rec_set_id(deed->arena, r, LODGING_ROOM, what->room->id));
    TRY(rec_set_id(deed->arena, r, LODGING_HOUSEHOLD, what->household));
    TRY(rec_set_int(deed->arena, r, LODGING_FROM, what->from_ms));
    return deed_add(deed, what->act, NULL, NULL, r);
}

struct err *stay_begin(struct deed *deed, const struct stay_new *what)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &stay_type, what->room->area, &r));
    TRY(rec_set_id(deed->arena, r, STAY_PERSON, what->person));
    TRY(rec_set_id(deed->arena, r, STAY_HOUSE, rec_id(what->room, ROOM_HOUSE)));
    TRY(rec_set_id(deed->arena, r, STAY_HOUSEHOLD, what->household));
    TRY(rec_set_int(deed->arena, r, STAY_FROM, what->from_ms));
    TRY(rec_set_int(deed->arena, r, STAY_STATE, STAY_ADMITTED));
    if (!id_is_none(what->previous))
        TRY(rec_set_id(deed->arena, r, STAY_PREVIOUS, what->previous));
    TRY(deed_add(deed, what->act, NULL, NULL, r));
    return lodging_begin(deed, what, r->id);
}

/* ---- times that begin and end -------------------------------------------------------------------
 */

struct err *stay_time_end(struct request *rq, struct deed *deed, const struct rec_type *type,
                          struct id id, uint64_t until, enum act act, int64_t at_ms)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(deed_change(deed, rq->store, type, id, &old, &info, &new));
    TRY(rec_set_int(rq->arena, new, until, at_ms));
    return deed_add(deed, act, old, &info, new);
}

struct err *absences_end(struct request *rq, struct deed *deed, struct id stay, enum act act,
                         int64_t at_ms, bool *ret_any)
{
    struct sql_absences_of_stay_row *rows;
    size_t n = 0;
    TRY(sql_absences_of_stay(rq->store->db, rq->arena, rq->store->org, stay, &rows, &n));
    *ret_any = false;
    for (size_t i = 0; i < n; i++) {
        if (!rows[i].until_ms_null)
            continue;
        TRY(stay_time_end(rq, deed, &absence_type, rows[i].absence, ABSENCE_UNTIL, act, at_ms));
        *ret_any = true;
    }
    return NULL;
}

struct err *absence_begin(struct request *rq, struct deed *deed,
                          const struct sql_stays_of_person_row *stay, const struct away_form *f,
                          int64_t at_ms)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &absence_type, area_id(AREA_HOUSE, stay->house), &r));
    TRY(rec_set_id(rq->arena, r, ABSENCE_STAY, stay->stay));
    TRY(rec_set_int(rq->arena, r, ABSENCE_FROM, at_ms));
    TRY(rec_read(rq->arena, r, "reason", f->reason));
    if (f->back.n > 0)
        TRY(rec_read(rq->arena, r, "back", f->back));
    return deed_add(deed, ACT_GO_OUT, NULL, NULL, r);
}

/* ---- families ---------------------------------------------------------------------------------
 */

/* Of a family that is parted, those of another house are left to it, and who is not seen there is
 * not touched: what is done here must not tell that she is there. */
static struct err *is_within_reach(struct request *rq, struct id person, bool *ret_is)
{
    struct person_last place;
    TRY(person_is_seen(rq, person, ret_is));
    if (!*ret_is)
        return NULL;
    TRY(person_place(rq, person, &place));
    *ret_is = place.here != HERE_NOW || guard_may_in_house(rq->who, MAY_ADMIT, place.house);
    return NULL;
}

static bool belongs_at(const struct sql_members_of_household_row *row, int64_t at_ms)
{
    return row->from_ms <= at_ms && (row->until_ms_null || row->until_ms > at_ms);
}

struct err *family_at(struct request *rq, struct id household, struct id person, bool alone,
                      int64_t at_ms, struct persons *ret_persons)
{
    struct sql_members_of_household_row *rows = NULL;
    size_t n = 0;
    if (!alone)
        TRY(sql_members_of_household(rq->store->db, rq->arena, rq->store->org, household, &rows,
                                     &n));
    struct persons p = {0, arena_makes(rq->arena, struct id, n + 1)};
    NEED(p.at);
    p.at[p.n++] = person;
    for (size_t i = 0; i < n; i++) {
        bool is_reached = false;
        if (id_equal(rows[i].person, person) || !belongs_at(&rows[i], at_ms))
            continue;
        TRY(is_within_reach(rq, rows[i].person, &is_reached));
        if (is_reached)
            p.at[p.n++] = rows[i].person;
    }
    *ret_persons = p;
    return NULL;
}

static struct err *stays_nowhere(struct request *rq)
{
    return err_new(rq->arena, ERR_CONFLICT, N_("This person is not staying in any house"));
}

struct err *stay_require(struct request *rq, struct id person,
                         struct sql_stays_of_person_row *ret_stay)
{
    bool found = false;
    struct rec *r = NULL;
    TRY(person_require(rq, person, &r));
    TRY(stay_current(rq, person, &found, ret_stay));
    if (!found)
        return stays_nowhere(rq);
    return house_require(rq, ret_stay->house);
}

/* ---- words -------------------------------------------------------------------------------------
 */

/* As the deed leaves her record, or as it stands. */
static struct err *person_after(struct request *rq, const struct deed *deed, struct id person,
                                const struct rec **ret_person)
{
    struct rec *r = NULL;
    struct row_info info;
    for (size_t i = 0; i < deed->n; i++) {
        *ret_person = deed->items[i].new;
        if (id_equal((*ret_person)->id, person))
            return NULL;
    }
    TRY(record_find(rq->store, rq->arena, &person_type, person, &r, &info));
    *ret_person = r;
    return NULL;
}

struct err *stay_say(struct request *rq, struct deed *deed, struct id person, const char *words,
                     const char *more)
{
    CLEANUP(buf_done) struct buf b = buf_make(VALUE_BYTES_MAX);
    const struct rec *r = NULL;
    struct text name = TEXT("—");
    TRY(person_after(rq, deed, person, &r));
    if (r != NULL && rec_has(r, PERSON_NAME)) {
        value_print(field_by_no(&person_type, PERSON_NAME), rec_get(r, PERSON_NAME), &b);
        TRY(buf_take(&b, rq->arena, &name));
    }
    deed_say(deed, words, name.at, more);
    return NULL;
}
