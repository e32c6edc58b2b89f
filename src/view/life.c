/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* life.c - stays, rooms, absences and members of one family, from their rows. */
#include "view/life.h"

#include "model/types.h"
#include "sql/house.sql.h"

/* ---- stays --------------------------------------------------------------------------------------
 */

/* Rooms are known to who may admit in that house. */
static struct err *room_read(struct request *rq, struct life_stay *stay)
{
    struct sql_lodgings_of_stay_row *rows;
    size_t n = 0;
    struct rec *room = NULL;
    struct row_info info;
    if (!guard_may_in_house(rq->who, MAY_ADMIT, stay->house))
        return NULL;
    TRY(sql_lodgings_of_stay(rq->store->db, rq->arena, rq->store->org, stay->stay, &rows, &n));
    if (n == 0)
        return NULL;
    TRY(record_find(rq->store, rq->arena, &room_type, rows[n - 1].room, &room, &info));
    if (room != NULL)
        stay->room = rec_text(room, ROOM_LABEL);
    return NULL;
}

static struct err *absence_read(struct request *rq, struct life *life)
{
    struct sql_absences_of_stay_row *rows;
    size_t n = 0;
    TRY(sql_absences_of_stay(rq->store->db, rq->arena, rq->store->org, life->now.stay, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct rec *r = NULL;
        if (!rows[i].until_ms_null)
            continue;
        TRY(record_get(rq->store, rq->arena, &absence_type, rows[i].absence, &r));
        life->away = rows[i].reason;
        life->away_from_ms = rows[i].from_ms;
        life->back = (int32_t)rec_int(r, ABSENCE_BACK, VALUE_NO_DATE);
    }
    return NULL;
}

static struct err *stays_read(struct request *rq, struct id person, struct life *life)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    life->stays = arena_makes(rq->arena, struct life_stay, n);
    NEED(life->stays);
    for (size_t i = 0; i < n; i++) {
        struct rec *r = NULL;
        struct life_stay *stay = &life->stays[life->n_stays];
        if (rows[i].state != STAY_ADMITTED && rows[i].state != STAY_EXITED)
            continue;
        TRY(record_get(rq->store, rq->arena, &stay_type, rows[i].stay, &r));
        *stay = (struct life_stay){.stay = rows[i].stay,
                                   .house = rows[i].house,
                                   .from_ms = rows[i].from_ms,
                                   .until_ms = rows[i].until_ms_null ? 0 : rows[i].until_ms,
                                   .rec = r};
        TRY(room_read(rq, stay));
        life->n_stays++;
        if (rows[i].state == STAY_ADMITTED) {
            life->here = HERE_NOW;
            life->now = *stay;
        } else if (life->here == HERE_NEVER) {
            life->here = HERE_BEFORE;
        }
        if (id_is_none(life->household))
            life->household = rows[i].household;
    }
    return NULL;
}

/* ---- family -------------------------------------------------------------------------------------
 */

/* Who never stayed may still be of a family: an expected child. */
static struct err *household_find(struct request *rq, struct id person, struct life *life)
{
    struct sql_households_of_person_row *rows;
    size_t n = 0;
    if (!id_is_none(life->household))
        return NULL;
    TRY(sql_households_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    if (n > 0)
        life->household = rows[0].household;
    return NULL;
}

static struct err *member_read(struct request *rq, const struct life *life,
                               const struct sql_members_of_household_row *row,
                               struct life_member *ret_member)
{
    const struct person_row *known = people_get(rq->people, row->person);
    struct person_last place;
    struct rec *r = NULL;
    TRY(person_place(rq, row->person, &place));
    *ret_member = (struct life_member){
        .person = row->person,
        .name = text_of(known == NULL ? "" : known->name),
        .relation = row->relation,
        .birth = known == NULL ? VALUE_NO_DATE : known->birth,
        .due = VALUE_NO_DATE,
        .is_expected = known != NULL && known->state == PERSON_EXPECTED,
        .is_here = life->here == HERE_NOW && place.here == HERE_NOW &&
                   id_equal(place.house, life->now.house),
    };
    if (known == NULL || known->state == PERSON_ERASED)
        return NULL;
    TRY(record_get(rq->store, rq->arena, &person_type, row->person, &r));
    ret_member->known = rec_int(r, PERSON_BIRTH_PRECISION, BIRTH_EXACT);
    if (ret_member->is_expected &&
        (field_by_no(&person_type, PERSON_DUE)->see & rq->who->roles) != 0)
        ret_member->due = (int32_t)rec_int(r, PERSON_DUE, VALUE_NO_DATE);
    return NULL;
}

static struct err *family_read(struct request *rq, struct id person, struct life *life)
{
    struct sql_members_of_household_row *rows;
    size_t n = 0;
    if (id_is_none(life->household))
        return NULL;
    TRY(sql_members_of_household(rq->store->db, rq->arena, rq->store->org, life->household, &rows,
                                 &n));
    life->members = arena_makes(rq->arena, struct life_member, n);
    struct id *persons = arena_makes(rq->arena, struct id, n);
    bool *seen = arena_makes(rq->arena, bool, n);
    NEED(life->members);
    NEED(persons);
    NEED(seen);
    for (size_t i = 0; i < n; i++)
        persons[i] = rows[i].person;
    TRY(persons_seen(rq, n, persons, seen));
    for (size_t i = 0; i < n; i++) {
        bool is_over = !rows[i].until_ms_null && rows[i].until_ms <= rq->now_ms;
        bool is_she = id_equal(rows[i].person, person);
        if (is_she)
            life->relation = rows[i].relation;
        if (is_she || is_over || !seen[i])
            continue;
        TRY(member_read(rq, life, &rows[i], &life->members[life->n_members]));
        life->n_home += life->members[life->n_members++].is_here;
    }
    return NULL;
}

struct err *person_life(struct request *rq, struct id person, struct life *ret_life)
{
    struct life life = {.here = HERE_NEVER, .back = VALUE_NO_DATE};
    TRY(stays_read(rq, person, &life));
    if (life.here == HERE_NOW)
        TRY(absence_read(rq, &life));
    TRY(household_find(rq, person, &life));
    TRY(family_read(rq, person, &life));
    life.may_join = life.relation != 0 && !relation_is_child(life.relation);
    life.may_act = life.here == HERE_NOW && guard_may_in_house(rq->who, MAY_ADMIT, life.now.house);
    life.may_join = life.may_join && life.may_act;
    life.may_return = life.here == HERE_BEFORE && guard_may(rq->who, MAY_ADMIT);
    *ret_life = life;
    return NULL;
}
