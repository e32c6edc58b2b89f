/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* figures_day.c - who is in the house at the end of a day, and as what they count. */
#include "model/types.h"
#include "view/figures_inside.h"

/* One house at one instant. */
struct evening {
    struct request *rq;
    const struct figure_houses *houses;
    struct id house;
    int64_t at_ms;
    int32_t day;
    size_t n;
    const struct sql_stays_between_row *stays; /* all present */
    const bool *seen;                          /* of each of them */
    size_t n_members;
    struct sql_members_of_stayers_row *members; /* of their families, family by family */
};

/* One family of that evening. */
struct family {
    size_t n;
    const struct sql_members_of_stayers_row *members; /* at that instant */
    bool has_child;                                   /* an own child of the head stays here */
    bool has_minor;                                   /* somebody under 18 stays here */
    bool head_expects;
};

static bool is_present(const struct evening *e, struct id person)
{
    for (size_t i = 0; i < e->n; i++)
        if (id_equal(e->stays[i].person, person))
            return true;
    return false;
}

static bool belongs(const struct evening *e, const struct sql_members_of_stayers_row *m)
{
    return m->from_ms < e->at_ms && (m->until_ms_null || m->until_ms >= e->at_ms);
}

/* A child of the family that was not born by the end of that day. */
static bool is_expected(const struct evening *e, const struct sql_members_of_stayers_row *m)
{
    const struct person_row *row = people_get(e->rq->people, m->person);
    return m->relation == RELATION_CHILD && row != NULL &&
           (row->state == PERSON_EXPECTED || (row->birth != VALUE_NO_DATE && row->birth > e->day));
}

/* The first member of a family; n_members when nobody belongs to it. */
static size_t family_begins(const struct evening *e, struct id household)
{
    size_t from = 0;
    for (size_t n = e->n_members; n > 0;) {
        size_t half = n / 2;
        if (id_compare(e->members[from + half].household, household) < 0) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return from;
}

static struct family family_make(const struct evening *e, struct id household)
{
    size_t at = family_begins(e, household);
    struct family f = {.members = e->members + at};
    for (; at < e->n_members && id_equal(e->members[at].household, household); at++) {
        const struct sql_members_of_stayers_row *m = &e->members[at];
        bool here = is_present(e, m->person);
        bool child = m->relation == RELATION_CHILD;
        f.has_child = f.has_child || (child && here);
        f.has_minor =
            f.has_minor || (here && person_is_child(people_get(e->rq->people, m->person), e->day,
                                                    relation_is_child(m->relation)));
        f.head_expects = f.head_expects || is_expected(e, m);
        f.n++;
    }
    return f;
}

/* Who belonged to the families of that evening. */
static struct err *members_read(struct evening *e)
{
    size_t n = 0, kept = 0;
    TRY(sql_members_of_stayers(e->rq->store->db, e->rq->arena, e->rq->store->org, e->house,
                               e->at_ms, &e->members, &n));
    for (size_t i = 0; i < n; i++)
        if (belongs(e, &e->members[i]))
            e->members[kept++] = e->members[i];
    e->n_members = kept;
    return NULL;
}

static int64_t relation_of(const struct family *f, struct id person)
{
    for (size_t i = 0; i < f->n; i++)
        if (id_equal(f->members[i].person, person))
            return f->members[i].relation;
    return RELATION_OTHER;
}

static enum figure counts_as(const struct evening *e, const struct family *f, struct id person)
{
    const struct person_row *row = people_get(e->rq->people, person);
    int64_t relation = relation_of(f, person);
    bool female = row != NULL && row->sex == SEX_FEMALE;
    if (female && relation == RELATION_HEAD && (f->has_child || f->head_expects))
        return FIGURE_MOTHERS;
    if (person_is_child(row, e->day, relation_is_child(relation)))
        return FIGURE_CHILDREN;
    return f->has_minor ? FIGURE_HEADS_OTHER : FIGURE_ADULTS_ALONE;
}

static struct err *expected_add(const struct evening *e, const struct family *f, size_t at,
                                struct figures *ret)
{
    const struct sql_stays_between_row *head = &e->stays[at];
    for (size_t i = 0; i < f->n; i++) {
        if (!is_expected(e, &f->members[i]))
            continue;
        const struct figure_row row = {.person = head->person,
                                       .stay = ID_NONE,
                                       .house = e->house,
                                       .from_ms = f->members[i].from_ms,
                                       .n = 1};
        TRY(figure_add(e->rq, e->houses, ret, FIGURE_EXPECTED, &row, e->seen[at]));
    }
    return NULL;
}

static struct err *stay_count(const struct evening *e, size_t at, struct figures *ret)
{
    const struct sql_stays_between_row *stay = &e->stays[at];
    const struct family f = family_make(e, stay->household);
    const struct figure_row row = {.person = stay->person,
                                   .stay = stay->stay,
                                   .house = e->house,
                                   .from_ms = stay->from_ms,
                                   .n = 1};
    TRY(figure_add(e->rq, e->houses, ret, counts_as(e, &f, stay->person), &row, e->seen[at]));
    if (relation_of(&f, stay->person) != RELATION_HEAD)
        return NULL;
    return expected_add(e, &f, at, ret);
}

static struct err *house_count(struct request *rq, const struct figure_houses *houses,
                               const struct figure_house *h, int32_t day, struct figures *ret)
{
    struct evening e = {.rq = rq,
                        .houses = houses,
                        .house = h->house,
                        .day = day,
                        .at_ms = zone_date_end(h->zone, day)};
    struct sql_stays_between_row *stays;
    TRY(sql_stays_between(rq->store->db, rq->arena, rq->store->org, h->house, e.at_ms, e.at_ms,
                          &stays, &e.n));
    e.stays = stays;
    TRY(members_read(&e));
    TRY(figure_seen(rq, houses, e.n, stays, &e.seen));
    for (size_t i = 0; i < e.n; i++)
        if (figure_counts(houses, h->house, e.seen[i]))
            TRY(stay_count(&e, i, ret));
    return NULL;
}

struct err *figures_as_of(struct request *rq, const struct figure_ask *ask,
                          struct figures *ret_figures)
{
    struct figure_houses houses;
    struct figures f = {0};
    TRY(figure_houses(rq, ask, &houses));
    for (size_t i = 0; i < houses.n; i++)
        TRY(house_count(rq, &houses, &houses.at[i], ask->to, &f));
    *ret_figures = f;
    return NULL;
}
