/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* roster.c - diaries are small sorted arrays, scanned rather than indexed: a carer has tens of
 * sessions, and a scan needs no upkeep. */
#include "plan/roster.h"

#include <assert.h>
#include <string.h>

struct err *roster_make(struct arena *into, const struct field *field, struct roster *ret_roster)
{
    struct roster r = {.field = field, .arena = into};

    r.plans = arena_makes(into, const struct column *, (size_t)field->families_n);
    NEED(r.plans);
    r.diaries = arena_makes(into, struct diary, (size_t)field->carers_n);
    NEED(r.diaries);
    *ret_roster = r;
    return NULL;
}

static struct err *diary_reserve(struct arena *arena, struct diary *d, int32_t n)
{
    int32_t more = n < 8 ? 8 : 2 * n;

    if (n <= d->room)
        return NULL;
    struct booking *at = arena_grow(arena, d->at, (size_t)d->n, (size_t)more, sizeof *at);
    NEED(at);
    d->at = at;
    d->room = more;
    return NULL;
}

struct err *roster_copy(const struct roster *from, struct roster *to)
{
    const struct field *field = from->field;

    assert(field == to->field);
    for (int32_t c = 0; c < field->carers_n;
         c++) /* all before any, so that failing changes nothing */
        TRY(diary_reserve(to->arena, &to->diaries[c], from->diaries[c].n));
    for (int32_t c = 0; c < field->carers_n; c++) {
        const struct diary *d = &from->diaries[c];

        if (d->n > 0)
            memcpy(to->diaries[c].at, d->at, (size_t)d->n * sizeof *d->at);
        to->diaries[c].n = d->n;
    }
    memcpy(to->plans, from->plans, (size_t)field->families_n * sizeof(const struct column *));
    to->worth = from->worth;
    to->kept = from->kept;
    return NULL;
}

struct err *roster_put(struct roster *roster, const struct column *column)
{
    assert(roster->plans[column->family] == NULL);
    for (int32_t i = 0; i < column->n; i++)
        TRY(diary_reserve(roster->arena, &roster->diaries[column->visits[i].carer],
                          roster->diaries[column->visits[i].carer].n + column->n));
    for (int32_t i = 0; i < column->n; i++) {
        const struct visit *v = &column->visits[i];
        struct diary *d = &roster->diaries[v->carer];
        int32_t k = d->n++;

        for (; k > 0 && d->at[k - 1].start > v->start; k--)
            d->at[k] = d->at[k - 1];
        d->at[k] = (struct booking){column->family, v->start, v->end};
    }
    roster->plans[column->family] = column;
    roster->worth += column->worth;
    roster->kept += column->kept;
    return NULL;
}

void roster_take(struct roster *roster, int32_t family)
{
    const struct column *column = roster->plans[family];

    if (column == NULL)
        return;
    for (int32_t i = 0; i < column->n; i++) {
        struct diary *d = &roster->diaries[column->visits[i].carer];
        int32_t kept = 0;

        for (int32_t k = 0; k < d->n; k++)
            if (d->at[k].family != family)
                d->at[kept++] = d->at[k];
        d->n = kept;
    }
    roster->plans[family] = NULL;
    roster->worth -= column->worth;
    roster->kept -= column->kept;
}

static bool seen_before(const struct booking *at, int32_t i)
{
    for (int32_t k = 0; k < i; k++)
        if (at[k].family == at[i].family)
            return true;
    return false;
}

struct err *roster_room(const struct roster *roster, struct arena *into, int32_t carer,
                        const uint8_t *freed, struct room *ret_room)
{
    const struct field *field = roster->field;
    const struct plan_carer *c = field_carer(field, carer);
    const struct diary *d = &roster->diaries[carer];
    struct room room = {.families = c->families_max, .fresh = c->new_max};

    room.weeks = arena_alloc(into, (size_t)field->in->weeks * sizeof *room.weeks);
    NEED(room.weeks);
    room.bookings = arena_alloc(into, (size_t)d->n * sizeof *room.bookings);
    NEED(room.bookings);
    for (int32_t w = 0; w < field->in->weeks; w++)
        room.weeks[w] = c->week_max;
    for (int32_t i = 0; i < d->n; i++) {
        const struct booking *b = &d->at[i];

        if (freed != NULL && freed[b->family])
            continue;
        room.bookings[room.bookings_n] = *b;
        room.weeks[b->start / PLAN_WEEK] -= b->end - b->start;
        if (!seen_before(room.bookings, room.bookings_n)) {
            room.families--;
            room.fresh -= !field_pair(field, b->family, carer)->known;
        }
        room.bookings_n++;
    }
    *ret_room = room;
    return NULL;
}

/* May the visit stand in the diary, as far as time between sessions goes? */
static bool visit_fits(const struct roster *roster, int32_t family, const struct visit *v,
                       const uint8_t *freed)
{
    const struct diary *d = &roster->diaries[v->carer];

    for (int32_t i = 0; i < d->n; i++) {
        const struct booking *b = &d->at[i];
        int32_t between;

        if (b->family == family || (freed != NULL && freed[b->family]))
            continue;
        between = field_between(roster->field, v->carer, family, b->family);
        if (v->start < b->end + between && b->start < v->end + between)
            return false;
    }
    return true;
}

/* Slots of the carer in the week of `v`, the column's own included. */
static int32_t week_use(const struct roster *roster, const struct column *column,
                        const struct visit *v, const uint8_t *freed)
{
    const struct diary *d = &roster->diaries[v->carer];
    int32_t week = v->start / PLAN_WEEK;
    int32_t use = 0;

    for (int32_t i = 0; i < d->n; i++)
        if (d->at[i].start / PLAN_WEEK == week && d->at[i].family != column->family &&
            (freed == NULL || !freed[d->at[i].family]))
            use += d->at[i].end - d->at[i].start;
    for (int32_t i = 0; i < column->n; i++)
        if (column->visits[i].carer == v->carer && column->visits[i].start / PLAN_WEEK == week)
            use += column->visits[i].end - column->visits[i].start;
    return use;
}

/* Does the carer have a place for one family more, or a new one? */
static bool family_fits(const struct roster *roster, int32_t family, int32_t carer,
                        const uint8_t *freed)
{
    const struct field *field = roster->field;
    const struct diary *d = &roster->diaries[carer];
    int32_t families = field_carer(field, carer)->families_max - 1;
    bool is_new = !field_pair(field, family, carer)->known;
    int32_t fresh = field_carer(field, carer)->new_max - is_new;

    for (int32_t i = 0; i < d->n; i++) {
        if (d->at[i].family == family || (freed != NULL && freed[d->at[i].family]) ||
            seen_before(d->at, i))
            continue;
        families--;
        fresh -= !field_pair(field, d->at[i].family, carer)->known;
    }
    return families >= 0 && (fresh >= 0 || !is_new);
}

bool roster_fits(const struct roster *roster, const struct column *column, const uint8_t *freed)
{
    for (int32_t i = 0; i < column->n; i++) {
        const struct visit *v = &column->visits[i];

        if (!visit_fits(roster, column->family, v, freed) ||
            !family_fits(roster, column->family, v->carer, freed) ||
            week_use(roster, column, v, freed) > field_carer(roster->field, v->carer)->week_max)
            return false;
    }
    return true;
}

/* ---- columns ---- */

static int32_t kept_of(const struct field *field, const struct column *column)
{
    int32_t kept = 0;

    for (int32_t i = 0; i < column->n; i++) {
        const struct visit *v = &column->visits[i];

        kept += field_published(field, column->family, v->carer, v->start, v->end) != NULL;
    }
    return kept;
}

static int64_t worth_of(const struct field *field, const struct column *column)
{
    const struct plan_params *params = &field->in->params;
    const struct plan_family *f = field_family(field, column->family);
    int64_t slots = 0;
    int64_t points = (int64_t)params->change_points * column->kept;

    for (int32_t i = 0; i < column->n; i++) {
        const struct visit *v = &column->visits[i];
        const struct pair *pair = field_pair(field, column->family, v->carer);
        int64_t len = v->end - v->start;
        bool first = true;

        slots += len;
        points -= pair->travel;
        for (int32_t k = 0; k < i; k++)
            first = first && column->visits[k].carer != v->carer;
        if (pair->known)
            points += params->continuity_points * (int64_t)f->weight * len;
        else if (first)
            points -= params->introduction_points;
    }
    return points + field_utility(field->in, f, slots);
}

struct err *column_make(struct arena *into, const struct field *field, int32_t family,
                        const struct visit *visits, int32_t n, const struct column **ret_column)
{
    struct column *column =
        arena_alloc(into, sizeof *column + (size_t)n * sizeof(column->visits[0]));

    NEED(column);
    column->family = family;
    column->n = n;
    if (n > 0)
        memcpy(column->visits, visits, (size_t)n * sizeof *visits);
    column->kept = kept_of(field, column);
    column->worth = worth_of(field, column);
    *ret_column = column;
    return NULL;
}

bool column_equal(const struct column *a, const struct column *b)
{
    return a->family == b->family && a->n == b->n &&
           memcmp(a->visits, b->visits, (size_t)a->n * sizeof(a->visits[0])) == 0;
}

bool column_uses(const struct column *column, int32_t carer)
{
    for (int32_t i = 0; i < column->n; i++)
        if (column->visits[i].carer == carer)
            return true;
    return false;
}

uint64_t column_hash(const struct column *column)
{
    uint64_t h = (uint64_t)column->family + 1;

    for (int32_t i = 0; i < column->n; i++) {
        const struct visit *v = &column->visits[i];
        uint64_t word = ((uint64_t)(uint32_t)v->carer << 40) ^
                        ((uint64_t)(uint32_t)v->start << 20) ^ (uint64_t)(uint32_t)v->end;

        h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 29;
    }
    return h;
}

struct err *column_locked(struct arena *into, const struct field *field, int32_t family,
                          const struct column **ret_column)
{
    int32_t from = field->published_from[family];
    int32_t end = field->published_end[family];
    struct visit *visits = arena_makes(into, struct visit, (size_t)(end - from));
    int32_t n = 0;

    NEED(visits);
    for (int32_t p = from; p < end; p++) {
        const struct plan_published *known = &field->in->published[p];
        int32_t k = n;
        int32_t c = field_carer_place(field, known->session.carer);

        if (!known->locked || c < 0)
            continue;
        for (; k > 0 && visits[k - 1].start > known->session.start; k--)
            visits[k] = visits[k - 1];
        visits[k] = (struct visit){c, known->session.start, known->session.end};
        n++;
    }
    *ret_column = NULL;
    return n == 0 ? NULL : column_make(into, field, family, visits, n, ret_column);
}

bool column_keeps_locked(const struct field *field, const struct column *column)
{
    int32_t kept = 0;
    int32_t locked = 0;

    for (int32_t p = field->published_from[column->family];
         p < field->published_end[column->family]; p++)
        locked += field->in->published[p].locked;
    for (int32_t i = 0; i < column->n && locked > 0; i++) {
        const struct visit *v = &column->visits[i];
        const struct plan_published *known =
            field_published(field, column->family, v->carer, v->start, v->end);

        kept += known != NULL && known->locked;
    }
    return kept == locked;
}
