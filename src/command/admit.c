/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* admit.c - a family comes: persons, household, members, stays and room, in one deed. */
#include <string.h>

#include "command/referral.h"
#include "base/when.h"
#include "base/zone.h"
#include "command/person.h"
#include "command/stay_inside.h"
#include "model/types.h"
#include "view/persons.h"

static struct err *birth_set(struct request *rq, const struct birth *birth, struct rec *person)
{
    if (birth->precision == 0)
        return NULL;
    TRY(rec_set_int(rq->arena, person, PERSON_BIRTH, birth->day));
    return rec_set_int(rq->arena, person, PERSON_BIRTH_PRECISION, birth->precision);
}

static struct err *birth_from_age(struct request *rq, struct rec *person, struct text age)
{
    int64_t years = 0;
    struct birth birth = {0};
    if (!text_int(age, &years) || age.n > 3)
        return err_example(err_input(rq->arena, "age", N_("Write the age in whole years")), "6");
    TRY(birth_typed(rq->arena, "age", age, zone_wall(zone_utc(), rq->now_ms).date, &birth));
    return birth_set(rq, &birth, person);
}

struct err *person_fill(struct request *rq, const struct admit_person *p, bool is_head,
                        struct rec *r)
{
    TRY(rec_read(rq->arena, r, "name", p->name));
    if (p->sex.n > 0)
        TRY(rec_read(rq->arena, r, "sex", p->sex));
    else
        TRY(rec_set_int(rq->arena, r, PERSON_SEX, is_head ? SEX_FEMALE : SEX_UNKNOWN));
    if (p->born.precision != 0)
        return birth_set(rq, &p->born, r);
    if (p->birth.n > 0) {
        TRY(rec_read(rq->arena, r, "birth", p->birth));
        TRY(birth_check(rq, r));
        return rec_set_int(rq->arena, r, PERSON_BIRTH_PRECISION, BIRTH_EXACT);
    }
    return p->age.n > 0 ? birth_from_age(rq, r, p->age) : NULL;
}

static struct err *danger_set(struct request *rq, struct text danger, struct rec *r)
{
    if (danger.n == 0)
        return rec_set_int(rq->arena, r, PERSON_DANGER, ASKED_NOT);
    return rec_read(rq->arena, r, "danger", danger);
}

struct err *person_write(struct request *rq, const struct admit_person *p, bool is_head,
                         struct text danger, struct id area, struct deed *deed,
                         struct id *ret_person)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &person_type, area, &r));
    TRY(person_fill(rq, p, is_head, r));
    TRY(danger_set(rq, danger, r));
    TRY(rec_set_int(rq->arena, r, PERSON_STATE, PERSON_KNOWN));
    *ret_person = r->id;
    return deed_add(deed, ACT_ADMIT, NULL, NULL, r);
}

struct err *person_may_come(struct request *rq, struct id person)
{
    struct rec *r = NULL;
    bool stays = false;
    struct sql_stays_of_person_row stay;
    TRY(person_require(rq, person, &r));
    TRY(stay_current(rq, person, &stays, &stay));
    if (stays)
        return err_new(rq->arena, ERR_CONFLICT, N_("This person is staying in a house already"));
    return NULL;
}

struct err *member_add(struct request *rq, struct id household, struct id person, int64_t relation,
                       int64_t from_ms, struct id area, struct deed *deed)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &member_type, area, &r));
    TRY(rec_set_id(rq->arena, r, MEMBER_HOUSEHOLD, household));
    TRY(rec_set_id(rq->arena, r, MEMBER_PERSON, person));
    TRY(rec_set_int(rq->arena, r, MEMBER_RELATION, relation));
    TRY(rec_set_int(rq->arena, r, MEMBER_FROM, from_ms));
    return deed_add(deed, ACT_ADMIT, NULL, NULL, r);
}

/* Everything of one admission that its steps need. */
struct admission {
    struct request *rq;
    const struct admit_form *form;
    struct deed *deed;
    const struct rec *room;
    struct id household;
    int64_t from_ms;
};

static struct err *arrive(const struct admission *a, const struct admit_person *p, int64_t relation,
                          struct id *ret_person)
{
    struct id person = p->person;
    if (id_is_none(person))
        TRY(person_write(a->rq, p, relation == RELATION_HEAD, a->form->danger, a->room->area,
                         a->deed, &person));
    else
        TRY(person_may_come(a->rq, person));
    TRY(member_add(a->rq, a->household, person, relation, a->from_ms, a->room->area, a->deed));
    const struct stay_new stay = {.person = person,
                                  .household = a->household,
                                  .room = a->room,
                                  .from_ms = a->from_ms,
                                  .act = ACT_ADMIT};
    TRY(stay_begin(a->deed, &stay));
    *ret_person = person;
    return NULL;
}

/* What is wrong with a child is told at its row of the form; one field takes age and birth. */
static struct err *at_row(struct request *rq, struct err *bad, size_t row)
{
    for (struct err *e = bad; e != NULL; e = e->next) {
        if (e->kind != ERR_INPUT || e->field == NULL)
            continue;
        const char *what = strcmp(e->field, "birth") == 0 ? "age" : e->field;
        const char *field = arena_printf(rq->arena, "child.%zu.%s", row, what);
        NEED(field);
        e->field = field;
    }
    return bad;
}

static struct err *name_none_yet(struct request *rq, struct rec *r)
{
    struct person_name *none = arena_make(rq->arena, struct person_name);
    NEED(none);
    *none = (struct person_name){
        .kind = NAME_OWN, .given = TEXT("—"), .from = VALUE_NO_DATE, .until = VALUE_NO_DATE};
    return rec_add(rq->arena, r, PERSON_NAME, &(struct value){.name = none});
}

static struct err *expect(const struct admission *a)
{
    struct rec *r = NULL;
    if (a->form->expected.n == 0)
        return NULL;
    TRY(deed_record(a->deed, &person_type, a->room->area, &r));
    TRY(name_none_yet(a->rq, r));
    TRY(rec_read(a->rq->arena, r, "due", a->form->expected));
    TRY(danger_set(a->rq, a->form->danger, r));
    TRY(rec_set_int(a->rq->arena, r, PERSON_STATE, PERSON_EXPECTED));
    TRY(deed_add(a->deed, ACT_ADMIT, NULL, NULL, r));
    return member_add(a->rq, a->household, r->id, RELATION_CHILD, a->from_ms, a->room->area,
                      a->deed);
}

static struct err *household_add(const struct admission *a, struct rec *household, struct id head)
{
    TRY(rec_set_id(a->rq->arena, household, HOUSEHOLD_HEAD, head));
    TRY(rec_set_int(a->rq->arena, household, HOUSEHOLD_STATE, HOUSEHOLD_TOGETHER));
    return deed_add(a->deed, ACT_ADMIT, NULL, NULL, household);
}

/* Who leads a family, and what the children are to her or him. */
static const struct {
    const char *code, *sex;
    int64_t children;
} heads[] = {
    {"mother", "female", RELATION_CHILD},           {"father", "male", RELATION_CHILD},
    {"grandmother", "female", RELATION_GRANDCHILD}, {"grandfather", "male", RELATION_GRANDCHILD},
    {"guardian", "not-known", RELATION_WARD},
};

static struct err *head_read(struct request *rq, const struct admit_form *f,
                             struct admit_person *ret_head, int64_t *ret_relation)
{
    *ret_head = f->head;
    *ret_relation = RELATION_CHILD;
    if (f->head_is.n == 0)
        return NULL;
    for (size_t i = 0; i < COUNT(heads); i++) {
        if (!text_is(f->head_is, heads[i].code))
            continue;
        *ret_relation = heads[i].children;
        if (ret_head->sex.n == 0)
            ret_head->sex = text_of(heads[i].sex);
        return NULL;
    }
    return err_example(err_input(rq->arena, "head_is", N_("Choose who comes with the children")),
                       "grandmother");
}

struct err *stay_admit(struct request *rq, const void *form, struct deed *deed)
{
    const struct admit_form *f = form;
    struct rec *room = NULL, *household = NULL;
    struct id head, child;
    struct admit_person leads;
    int64_t relation = RELATION_CHILD;
    struct admission a = {.rq = rq, .form = f, .deed = deed};
    if (f->n_children > ADMIT_CHILDREN_MAX)
        return err_input(rq->arena, "child", N_("{1}: there are too many"), "child");
    TRY(stay_moment(rq, f->at_ms, &a.from_ms));
    TRY(head_read(rq, f, &leads, &relation));
    TRY(stay_room(rq, f->room, &room));
    TRY(deed_record(deed, &household_type, room->area, &household));
    TRY(room_check_free(rq, room, household->id, a.from_ms));
    a.room = room;
    a.household = household->id;
    TRY(arrive(&a, &leads, RELATION_HEAD, &head));
    TRY(household_add(&a, household, head));
    for (size_t i = 0; i < f->n_children; i++)
        TRY(at_row(rq, arrive(&a, &f->children[i], relation, &child),
                   f->children[i].row == 0 ? i + 1 : f->children[i].row));
    TRY(expect(&a));
    if (!id_is_none(f->referral))
        TRY(referral_admitted(rq, f->referral, head, deed));
    struct text label = rec_text(room, ROOM_LABEL);
    const char *number = arena_strn(rq->arena, label.at == NULL ? "" : label.at, label.n);
    return stay_say(rq, deed, head, N_("{1}: admitted. Room {2}"), number);
}
