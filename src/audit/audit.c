/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* audit.c - counting from the collected facts, house by house. */
#include "audit/audit.h"

#include <stdlib.h>

#include "audit/inside.h"
#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "model/types_activity.h"
#include "model/types_programme.h"

enum { AT_NIGHT_MINUTE = 2 * 60 };

/* Facts of one type that count, in the order of one reference. */
struct sorted {
    size_t n;
    const struct fact **at;
    uint64_t by; /* field number */
};

struct reckoning {
    const struct audit_ask *ask;
    const struct facts *facts;
    struct sorted stays;       /* by household */
    struct sorted members;     /* by household */
    struct sorted absences;    /* by stay */
    struct sorted attendances; /* by session */
    struct audit_figures *out;
    /* The house being counted. */
    struct id house;
    const struct zone *zone;
    int64_t evening_ms;
};

static int by_first(const void *a, const void *b)
{
    const struct fact *const *x = a, *const *y = b;
    uint64_t by = (*x)->type == absence_type.no      ? (uint64_t)ABSENCE_STAY
                  : (*x)->type == attendance_type.no ? (uint64_t)ATTENDANCE_SESSION
                  : (*x)->type == stay_type.no       ? (uint64_t)STAY_HOUSEHOLD
                                                     : (uint64_t)MEMBER_HOUSEHOLD;
    int order = id_compare((*x)->id[by], (*y)->id[by]);
    return order != 0 ? order : id_compare((*x)->obj, (*y)->obj);
}

static struct err *sort_facts(struct arena *into, const struct facts *f, uint64_t type, uint64_t by,
                              struct sorted *ret)
{
    struct sorted s = {.by = by, .at = arena_makes(into, const struct fact *, f->n)};
    NEED(s.at);
    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].type == type && !f->at[i].is_withdrawn)
            s.at[s.n++] = &f->at[i];
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    qsort(s.at, s.n, sizeof *s.at, by_first);
    *ret = s;
    return NULL;
}

/* The run of facts with this reference; returns how many, the first in *ret_from. */
static size_t run_of(const struct sorted *s, struct id key, size_t *ret_from)
{
    size_t low = 0, high = s->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (id_compare(s->at[middle]->id[s->by], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t n = 0;
    while (low + n < s->n && id_equal(s->at[low + n]->id[s->by], key))
        n++;
    *ret_from = low;
    return n;
}

/* ---- an evening ------------------------------------------------------------------------------ */

static bool stayed(const struct reckoning *r, const struct fact *stay)
{
    int64_t state = stay->n[STAY_STATE];
    return id_equal(stay->id[STAY_HOUSE], r->house) &&
           (state == STAY_ADMITTED || state == STAY_EXITED) && stay->n[STAY_FROM] < r->evening_ms &&
           (!stay->has[STAY_UNTIL] || stay->n[STAY_UNTIL] >= r->evening_ms);
}

static bool sleeps_here(const struct reckoning *r, struct id household, struct id person)
{
    size_t from, n = run_of(&r->stays, household, &from);
    for (size_t i = from; i < from + n; i++)
        if (id_equal(r->stays.at[i]->id[STAY_PERSON], person) && stayed(r, r->stays.at[i]))
            return true;
    return false;
}

static bool was_member(const struct reckoning *r, const struct fact *m)
{
    return m->n[MEMBER_FROM] < r->evening_ms &&
           (!m->has[MEMBER_UNTIL] || m->n[MEMBER_UNTIL] >= r->evening_ms);
}

/* 1 a child, 0 grown up, -1 nobody knows. */
static int minor(const struct reckoning *r, const struct fact *person)
{
    int32_t adult_from = 0;
    if (person == NULL)
        return -1;
    if (person->is_counted)
        return r->ask->to < person->adult_from;
    if (!person->has_birth)
        return -1;
    if (!date_birthday((int32_t)person->birth, 18, &adult_from))
        return 1;
    return r->ask->to < adult_from;
}

static bool unborn(const struct reckoning *r, const struct fact *person)
{
    return person != NULL && (person->n[PERSON_STATE] == PERSON_EXPECTED ||
                              (person->has_birth && person->birth > r->ask->to));
}

/* What one family is on that evening. */
struct household_evening {
    bool own_child, any_minor;
    int64_t unborn;
    int64_t relation; /* of the person asked about */
};

/* Own child, grandchild or ward: one of the children of a family, whatever their birth says. */
static bool raised(int64_t relation)
{
    return relation == RELATION_CHILD || relation == RELATION_GRANDCHILD ||
           relation == RELATION_WARD;
}

static struct household_evening household_look(const struct reckoning *r, struct id household,
                                               struct id person)
{
    struct household_evening h = {.relation = RELATION_OTHER};
    size_t from, n = run_of(&r->members, household, &from);
    for (size_t i = from; i < from + n; i++) {
        const struct fact *m = r->members.at[i];
        if (!was_member(r, m))
            continue;
        const struct fact *who = fact_of(r->facts, m->id[MEMBER_PERSON]);
        bool child = m->n[MEMBER_RELATION] == RELATION_CHILD;
        bool here = sleeps_here(r, household, m->id[MEMBER_PERSON]);
        int young = minor(r, who);
        h.own_child = h.own_child || (child && here);
        h.any_minor =
            h.any_minor || (here && (young == 1 || (young == -1 && raised(m->n[MEMBER_RELATION]))));
        h.unborn += child && unborn(r, who);
        if (id_equal(m->id[MEMBER_PERSON], person))
            h.relation = m->n[MEMBER_RELATION];
    }
    return h;
}

static void evening_count(const struct reckoning *r, const struct fact *stay)
{
    struct id id = stay->id[STAY_PERSON];
    const struct fact *person = fact_of(r->facts, id);
    struct household_evening h = household_look(r, stay->id[STAY_HOUSEHOLD], id);
    bool is_head = h.relation == RELATION_HEAD;
    bool woman = person != NULL && person->sex == SEX_FEMALE;
    int young = minor(r, person);
    if (is_head)
        r->out->expected += h.unborn;
    if (woman && is_head && (h.own_child || h.unborn > 0))
        r->out->mothers++;
    else if (young == 1 || (young == -1 && raised(h.relation)))
        r->out->children++;
    else if (h.any_minor)
        r->out->heads_other++;
    else
        r->out->adults_alone++;
}

/* ---- a period -------------------------------------------------------------------------------- */

static bool was_away(const struct reckoning *r, struct id stay, int64_t at_ms)
{
    size_t from, n = run_of(&r->absences, stay, &from);
    for (size_t i = from; i < from + n; i++) {
        const struct fact *a = r->absences.at[i];
        if (a->n[ABSENCE_FROM] <= at_ms && (!a->has[ABSENCE_UNTIL] || a->n[ABSENCE_UNTIL] > at_ms))
            return true;
    }
    return false;
}

static int64_t nights(const struct reckoning *r, const struct fact *stay)
{
    int64_t count = 0;
    for (int32_t day = r->ask->from; day <= r->ask->to; day++) {
        int64_t two[2];
        (void)zone_instant(r->zone, day + 1, AT_NIGHT_MINUTE, two);
        bool slept = two[0] <= r->ask->now_ms && stay->n[STAY_FROM] <= two[0] &&
                     (!stay->has[STAY_UNTIL] || stay->n[STAY_UNTIL] > two[0]);
        count += slept && !was_away(r, stay->obj, two[0]);
    }
    return count;
}

static void period_count(const struct reckoning *r, const struct fact *stay)
{
    int64_t begin = zone_date_start(r->zone, r->ask->from);
    int64_t end = r->evening_ms;
    int64_t state = stay->n[STAY_STATE];
    if (!id_equal(stay->id[STAY_HOUSE], r->house) ||
        (state != STAY_ADMITTED && state != STAY_EXITED))
        return;
    r->out->bed_nights += nights(r, stay);
    if (stay->n[STAY_FROM] >= begin && stay->n[STAY_FROM] < end) {
        r->out->admissions++;
        r->out->returns += stay->has[STAY_PREVIOUS];
    }
    if (stay->has[STAY_UNTIL] && stay->n[STAY_UNTIL] >= begin && stay->n[STAY_UNTIL] < end)
        r->out->exits++;
}

/* ---- what was done together ------------------------------------------------------------------ */

static int64_t names_at(const struct reckoning *r, struct id session)
{
    int64_t count = 0;
    size_t from, n = run_of(&r->attendances, session, &from);
    for (size_t i = from; i < from + n; i++) {
        int64_t state = r->attendances.at[i]->n[ATTENDANCE_STATE];
        count += state == CAME_PRESENT || state == CAME_LATE;
    }
    return count;
}

static void session_count(const struct reckoning *r, const struct fact *s)
{
    int64_t state = s->n[SESSION_STATE];
    bool is_then = s->n[SESSION_AT] >= zone_date_start(r->zone, r->ask->from) &&
                   s->n[SESSION_AT] < r->evening_ms;
    if (s->is_withdrawn || !id_equal(s->id[SESSION_HOUSE], r->house) || !is_then ||
        (state != SESSION_HELD && state != SESSION_CONFIRMED))
        return;
    r->out->sessions++;
    r->out->attendance += names_at(r, s->obj);
    for (size_t i = SESSION_WOMEN; i <= SESSION_OTHERS; i++)
        r->out->attendance += s->has[i] ? s->n[i] : 0;
}

static void relapse_count(const struct reckoning *r, const struct fact *relapse)
{
    const struct fact *stay = fact_of(r->facts, relapse->id[RELAPSE_STAY]);
    int64_t at_ms = relapse->n[RELAPSE_AT];
    r->out->relapses += !relapse->is_withdrawn && stay != NULL && !stay->is_withdrawn &&
                        id_equal(stay->id[STAY_HOUSE], r->house) &&
                        at_ms >= zone_date_start(r->zone, r->ask->from) && at_ms < r->evening_ms;
}

static struct err *house_count(struct reckoning *r, struct arena *scratch, const struct fact *house)
{
    r->house = house->obj;
    TRY(zone_open(scratch, house->text[HOUSE_ZONE].at, &r->zone));
    r->evening_ms = zone_date_end(r->zone, r->ask->to);
    for (size_t i = 0; i < r->stays.n; i++) {
        const struct fact *stay = r->stays.at[i];
        if (stayed(r, stay))
            evening_count(r, stay);
        period_count(r, stay);
    }
    for (size_t i = 0; i < r->facts->n; i++) {
        if (r->facts->at[i].type == session_type.no)
            session_count(r, &r->facts->at[i]);
        if (r->facts->at[i].type == relapse_type.no)
            relapse_count(r, &r->facts->at[i]);
    }
    return NULL;
}

struct err *audit_figures(struct db *db, struct arena *scratch, const struct audit_ask *ask,
                          struct audit_figures *ret_figures)
{
    struct facts facts;
    struct audit_figures out = {0};
    TRY(facts_collect(db, scratch, ask, &facts));
    struct reckoning r = {.ask = ask, .facts = &facts, .out = &out};
    TRY(sort_facts(scratch, &facts, stay_type.no, STAY_HOUSEHOLD, &r.stays));
    TRY(sort_facts(scratch, &facts, member_type.no, MEMBER_HOUSEHOLD, &r.members));
    TRY(sort_facts(scratch, &facts, absence_type.no, ABSENCE_STAY, &r.absences));
    TRY(sort_facts(scratch, &facts, attendance_type.no, ATTENDANCE_SESSION, &r.attendances));
    for (size_t i = 0; i < facts.n; i++) {
        const struct fact *f = &facts.at[i];
        if (f->type == house_type.no && !f->is_withdrawn &&
            (ask->house.n == 0 || text_equal(ask->house, f->text[HOUSE_HANDLE])))
            TRY(house_count(&r, scratch, f));
    }
    out.entries = facts.entries;
    *ret_figures = out;
    return NULL;
}
