/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* story_person.c - a person's past: her own records, and what her family did with her. */
#include <stdlib.h>

#include "model/types.h"
#include "sql/story.sql.h"
#include "view/persons.h"
#include "view/story_inside.h"

/* ---- her own ------------------------------------------------------------------------------------
 */

static struct err *stay_tell(const struct telling *t, const struct sql_story_stays_row *stay)
{
    struct request *rq = t->rq;
    struct sql_story_lodgings_row *lodgings;
    struct sql_story_absences_row *absences;
    size_t n = 0;
    TRY(story_record(t, stay->stay));
    if (guard_may_in_house(rq->who, MAY_ADMIT, stay->house)) {
        TRY(sql_story_lodgings(rq->store->db, rq->arena, rq->store->org, stay->stay, &lodgings,
                               &n));
        for (size_t i = 0; i < n; i++)
            TRY(story_record(t, lodgings[i].lodging));
    }
    TRY(sql_story_absences(rq->store->db, rq->arena, rq->store->org, stay->stay, &absences, &n));
    for (size_t i = 0; i < n; i++)
        TRY(story_record(t, absences[i].absence));
    return NULL;
}

static struct err *stays_tell(const struct telling *t, struct id person)
{
    struct sql_story_stays_row *stays;
    size_t n = 0;
    TRY(sql_story_stays(t->rq->store->db, t->rq->arena, t->rq->store->org, person, &stays, &n));
    for (size_t i = 0; i < n; i++)
        TRY(stay_tell(t, &stays[i]));
    return NULL;
}

/* ---- her family ---------------------------------------------------------------------------------
 */

/* Somebody of the family: that she came into it, was born, came and left with it. */
static struct err *kin_tell(const struct telling *hers, struct id household,
                            const struct sql_story_members_row *row)
{
    struct request *rq = hers->rq;
    struct telling t = *hers;
    struct sql_story_stays_row *stays;
    size_t n = 0;
    bool is_seen = false;
    TRY(person_is_seen(rq, row->person, &is_seen));
    if (!is_seen)
        return NULL;
    t.kin = row->person;
    TRY(story_record(&t, row->member));
    TRY(story_record(&t, row->person));
    TRY(sql_story_stays(rq->store->db, rq->arena, rq->store->org, row->person, &stays, &n));
    for (size_t i = 0; i < n; i++)
        if (id_equal(stays[i].household, household))
            TRY(story_record(&t, stays[i].stay));
    return NULL;
}

static struct err *family_tell(const struct telling *t, struct id person,
                               const struct sql_story_families_row *family)
{
    struct request *rq = t->rq;
    struct sql_story_members_row *rows;
    size_t n = 0;
    struct telling act = *t; /* a family's record tells no more than who heads it */
    act.kin = person;
    TRY(story_record(t, family->member));
    TRY(story_record(&act, family->household));
    TRY(sql_story_members(rq->store->db, rq->arena, rq->store->org, family->household, &rows, &n));
    for (size_t i = 0; i < n; i++)
        if (!id_equal(rows[i].person, person))
            TRY(kin_tell(t, family->household, &rows[i]));
    return NULL;
}

/* ---- all of it ----------------------------------------------------------------------------------
 */

static int newest_first(const void *a, const void *b)
{
    const struct story_entry *x = a, *y = b;
    return x->hlc == y->hlc ? 0 : x->hlc > y->hlc ? -1 : 1;
}

/* Whoever belongs to a family twice is told of once. */
static void twins_drop(struct story *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++)
        if (kept == 0 || s->at[i].hlc != s->at[kept - 1].hlc)
            s->at[kept++] = s->at[i];
    s->n = kept;
}

/* What others did without her is told to the head of the family alone. */
static void kin_drop(struct story *s)
{
    size_t kept = 0, n = 0;
    for (size_t i = 0; i < s->n; i += n) {
        bool is_hers = false;
        for (n = 0; i + n < s->n && id_equal(s->at[i + n].deed, s->at[i].deed); n++)
            is_hers = is_hers || !s->at[i + n].is_kin;
        for (size_t j = 0; is_hers && j < n; j++)
            s->at[kept++] = s->at[i + j];
    }
    s->n = kept;
}

struct err *story_of_person(struct request *rq, struct id person, struct story *ret_story)
{
    const struct telling t = {.rq = rq, .story = ret_story};
    struct sql_story_families_row *families;
    size_t n = 0;
    bool is_head = false;
    *ret_story = (struct story){0};
    TRY(story_record(&t, person));
    TRY(stays_tell(&t, person));
    TRY(sql_story_families(rq->store->db, rq->arena, rq->store->org, person, &families, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(family_tell(&t, person, &families[i]));
        is_head = is_head || families[i].relation == RELATION_HEAD;
    }
    if (ret_story->n > 0)
        qsort(ret_story->at, ret_story->n, sizeof *ret_story->at, newest_first);
    twins_drop(ret_story);
    if (!is_head)
        kin_drop(ret_story);
    return NULL;
}
