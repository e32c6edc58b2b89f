/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* join.c - a child comes to a family that stays already: person, member, stay and room, in one
 * deed. */
#include "base/when.h"
#include "base/zone.h"
#include "command/stay_inside.h"
#include "model/types.h"
#include "view/persons.h"

/* Where the family lives, and what a new child takes from its mother. */
struct joining {
    struct request *rq;
    struct deed *deed;
    struct sql_stays_of_person_row stay; /* hers */
    struct rec *mother, *room;
    int64_t at_ms;
};

/* The room that she sleeps in. */
static struct err *room_of(struct request *rq, struct id stay, struct rec **ret_room)
{
    struct sql_lodgings_of_stay_row *rows;
    size_t n = 0;
    struct id room = ID_NONE;
    TRY(sql_lodgings_of_stay(rq->store->db, rq->arena, rq->store->org, stay, &rows, &n));
    for (size_t i = 0; i < n; i++)
        if (rows[i].until_ms_null)
            room = rows[i].room;
    return stay_room(rq, room, ret_room);
}

static struct err *is_member(struct request *rq, struct id household, struct id person,
                             int64_t at_ms, bool *ret_is)
{
    struct sql_members_of_household_row *rows;
    size_t n = 0;
    TRY(sql_members_of_household(rq->store->db, rq->arena, rq->store->org, household, &rows, &n));
    *ret_is = false;
    for (size_t i = 0; i < n; i++)
        *ret_is = *ret_is || (id_equal(rows[i].person, person) && rows[i].from_ms <= at_ms &&
                              (rows[i].until_ms_null || rows[i].until_ms > at_ms));
    return NULL;
}

static struct err *birth_of_today(struct joining *j, struct rec *child)
{
    if (rec_has(child, PERSON_BIRTH))
        return NULL;
    TRY(rec_set_int(j->rq->arena, child, PERSON_BIRTH, zone_wall(zone_utc(), j->at_ms).date));
    return rec_set_int(j->rq->arena, child, PERSON_BIRTH_PRECISION, BIRTH_ESTIMATED);
}

/* Who was expected is here, with a name. */
static struct err *child_born(struct joining *j, const struct admit_person *p)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *child = NULL;
    if (p->name.n == 0)
        return err_example(
            err_input(j->rq->arena, "name", N_("Write the child's name as it is called")),
            "Danylo");
    TRY(deed_change(j->deed, j->rq->store, &person_type, p->person, &old, &info, &child));
    rec_clear(child, PERSON_NAME);
    rec_clear(child, PERSON_DUE);
    TRY(person_fill(j->rq, p, false, child));
    TRY(birth_of_today(j, child));
    TRY(rec_set_int(j->rq->arena, child, PERSON_STATE, PERSON_KNOWN));
    return deed_add(j->deed, ACT_BORN, old, &info, child);
}

static struct err *child_known(struct joining *j, const struct admit_person *p)
{
    struct rec *child = NULL;
    TRY(person_may_come(j->rq, p->person));
    TRY(record_get(j->rq->store, j->rq->arena, &person_type, p->person, &child));
    return rec_int(child, PERSON_STATE, 0) == PERSON_EXPECTED ? child_born(j, p) : NULL;
}

/* A child is protected as its mother is. */
static struct err *child_new(struct joining *j, const struct admit_person *p, struct id *ret_child)
{
    const struct choice *danger = choice_by_no(field_by_no(&person_type, PERSON_DANGER),
                                               rec_int(j->mother, PERSON_DANGER, ASKED_NOT));
    return person_write(j->rq, p, false, text_of(danger->code), j->room->area, j->deed, ret_child);
}

/* What the children of this family are to its head: one more is the same. */
static struct err *relation_read(struct joining *j, int64_t *ret_relation)
{
    struct sql_members_of_household_row *rows;
    size_t n = 0;
    TRY(sql_members_of_household(j->rq->store->db, j->rq->arena, j->rq->store->org,
                                 j->stay.household, &rows, &n));
    *ret_relation = RELATION_CHILD;
    for (size_t i = 0; i < n; i++)
        if (relation_is_child(rows[i].relation))
            *ret_relation = rows[i].relation;
    return NULL;
}

static struct err *child_comes(struct joining *j, struct id child)
{
    bool belongs = false;
    int64_t relation = RELATION_CHILD;
    TRY(is_member(j->rq, j->stay.household, child, j->at_ms, &belongs));
    TRY(relation_read(j, &relation));
    if (!belongs)
        TRY(member_add(j->rq, j->stay.household, child, relation, j->at_ms, j->room->area,
                       j->deed));
    const struct stay_new stay = {.person = child,
                                  .household = j->stay.household,
                                  .room = j->room,
                                  .from_ms = j->at_ms,
                                  .act = ACT_ADMIT};
    return stay_begin(j->deed, &stay);
}

struct err *stay_join(struct request *rq, const void *form, struct deed *deed)
{
    const struct join_form *f = form;
    struct joining j = {.rq = rq, .deed = deed};
    struct id child = f->child.person;
    TRY(stay_moment(rq, f->at_ms, &j.at_ms));
    TRY(stay_require(rq, f->person, &j.stay));
    TRY(person_require(rq, f->person, &j.mother));
    TRY(room_of(rq, j.stay.stay, &j.room));
    if (j.at_ms < j.stay.from_ms)
        return err_input(rq->arena, "when", N_("This moment lies before the stay began"));
    if (id_is_none(child))
        TRY(child_new(&j, &f->child, &child));
    else
        TRY(child_known(&j, &f->child));
    TRY(child_comes(&j, child));
    return stay_say(rq, deed, child, N_("{1}: stays with the family now"), NULL);
}
