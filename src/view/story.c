/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* story.c - histories of records as entries with their differences. */
#include "view/story.h"

#include <stdlib.h>

#include "base/limits.h"
#include "model/act.h"
#include "model/types.h"
#include "sql/house.sql.h"
#include "view/feeds.h"
#include "view/cases.h"
#include "view/persons.h"
#include "view/places.h"

/* ---- whom it is about --------------------------------------------------------------------------
 */

/* The first field of a record that points to this type; ID_NONE when there is none. */
static struct id ref_of(const struct rec *r, const char *type)
{
    for (size_t i = 0; i < r->type->n_fields; i++) {
        const struct field *f = &r->type->fields[i];
        if (f->kind == KIND_REF && text_is(text_of(f->ref), type) && r->slots[i].n > 0)
            return r->slots[i].at[0].id;
    }
    return ID_NONE;
}

/* The person behind a record: itself, one it points to, or the one of its stay. */
static struct err *subject_find(struct request *rq, const struct rec *r, struct id *ret_person)
{
    struct id stay = ref_of(r, stay_type.name);
    struct rec *behind = NULL;
    struct row_info info;
    *ret_person = r->type == &person_type ? r->id : ref_of(r, person_type.name);
    if (!id_is_none(*ret_person) || id_is_none(stay))
        return NULL;
    TRY(record_find(rq->store, rq->arena, &stay_type, stay, &behind, &info));
    if (behind != NULL)
        *ret_person = rec_id(behind, STAY_PERSON);
    return NULL;
}

/* ---- one entry ---------------------------------------------------------------------------------
 */

static bool values_equal(const struct field *f, const struct values *a, const struct values *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!value_equal(f, &a->at[i], &b->at[i]))
            return false;
    return true;
}

static struct err *changes_read(struct request *rq, const struct rec *before,
                                const struct rec *after, struct story_entry *e)
{
    static const struct values nothing = {0};
    e->changes = arena_makes(rq->arena, struct story_change, after->type->n_fields);
    NEED(e->changes);
    for (size_t i = 0; i < after->type->n_fields; i++) {
        const struct field *f = &after->type->fields[i];
        const struct values *old = before == NULL ? &nothing : &before->slots[i];
        if (values_equal(f, old, &after->slots[i]))
            continue;
        if ((f->see & rq->who->roles) == 0)
            e->is_partly = true;
        else
            e->changes[e->n++] = (struct story_change){f, old, &after->slots[i]};
    }
    return NULL;
}

static struct err *entry_make(struct request *rq, const struct history *h, size_t i, bool is_seen,
                              struct id person, struct story_entry *ret_entry)
{
    const struct moment *m = &h->at[i];
    const struct rec *before = i == 0 ? NULL : h->at[i - 1].after;
    struct story_entry e = {.type = h->type,
                            .obj = m->after->id,
                            .person = is_seen ? person : ID_NONE,
                            .deed = m->deed,
                            .at_ms = (int64_t)(m->hlc >> 16),
                            .act = m->act,
                            .is_new = i == 0,
                            .is_withdrawn = m->after->withdrawn,
                            .is_latest = i + 1 == h->n};
    TRY(user_login(rq, m->author, &e.by));
    if (is_seen)
        TRY(changes_read(rq, before, m->after, &e));
    else
        e.is_partly = true;
    *ret_entry = e;
    return NULL;
}

static struct err *entry_add(struct request *rq, struct story *s, const struct story_entry *e)
{
    s->at = arena_grow(rq->arena, s->at, s->n, s->n + 1, sizeof *s->at);
    NEED(s->at);
    s->at[s->n++] = *e;
    return NULL;
}

/* What is about nobody is everybody's who may read the journal, but for the words of a task. A
 * draft is its author's. */
static struct err *history_is_seen(struct request *rq, const struct history *h, struct id person,
                                   bool *ret_seen)
{
    const struct rec *newest = h->at[h->n - 1].after;
    bool is_draft = h->type == &note_type && rec_int(newest, NOTE_STATE, 0) == NOTE_DRAFT;
    *ret_seen = !is_draft || id_equal(h->at[0].author, rq->who->user);
    if (!*ret_seen)
        return NULL;
    if (!id_is_none(person))
        return h->type->is_for_team ? case_work_is_seen(rq, person, ret_seen)
                                    : person_is_seen(rq, person, ret_seen);
    if (h->type != &task_type)
        return NULL;
    const struct guarded_task facts = {.owner = rec_id(newest, TASK_OWNER),
                                       .author = h->at[0].author};
    *ret_seen = guard_sees_task(rq->who, &facts);
    return NULL;
}

/* The moments of a record that belong to a deed and stand in a feed that the asker reads; or all
 * of them (`feeds` NULL). */
static struct err *record_tell(struct request *rq, struct id obj, struct id deed,
                               struct feeds *feeds, struct story *s)
{
    struct history h;
    struct id person = ID_NONE;
    bool is_seen = false;
    TRY(record_history(rq->store, rq->arena, obj, &h));
    TRY(subject_find(rq, h.at[h.n - 1].after, &person));
    TRY(history_is_seen(rq, &h, person, &is_seen));
    for (size_t i = 0; i < h.n; i++) {
        struct story_entry e;
        bool is_read = feeds == NULL;
        if (feeds != NULL && id_equal(h.at[i].deed, deed))
            TRY(feed_is_seen(feeds, h.at[i].at.feed, &is_read));
        if (!is_read)
            continue;
        TRY(entry_make(rq, &h, i, is_seen, person, &e));
        TRY(entry_add(rq, s, &e));
    }
    return NULL;
}

/* ---- a person -----------------------------------------------------------------------------------
 */

static struct err *stay_tell(struct request *rq, struct id stay, struct story *s)
{
    struct sql_lodgings_of_stay_row *lodgings;
    struct sql_absences_of_stay_row *absences;
    size_t n = 0;
    TRY(record_tell(rq, stay, ID_NONE, NULL, s));
    TRY(sql_lodgings_of_stay(rq->store->db, rq->arena, rq->store->org, stay, &lodgings, &n));
    for (size_t i = 0; i < n; i++)
        TRY(record_tell(rq, lodgings[i].lodging, ID_NONE, NULL, s));
    TRY(sql_absences_of_stay(rq->store->db, rq->arena, rq->store->org, stay, &absences, &n));
    for (size_t i = 0; i < n; i++)
        TRY(record_tell(rq, absences[i].absence, ID_NONE, NULL, s));
    return NULL;
}

static int newest_first(const void *a, const void *b)
{
    const struct story_entry *x = a, *y = b;
    if (x->at_ms != y->at_ms)
        return x->at_ms > y->at_ms ? -1 : 1;
    int deeds = id_compare(x->deed, y->deed);
    return deeds != 0 ? deeds : (x->type->no < y->type->no ? -1 : x->type->no > y->type->no);
}

struct err *story_of_person(struct request *rq, struct id person, struct story *ret_story)
{
    struct sql_stays_of_person_row *stays;
    size_t n = 0;
    *ret_story = (struct story){0};
    TRY(record_tell(rq, person, ID_NONE, NULL, ret_story));
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &stays, &n));
    for (size_t i = 0; i < n; i++)
        TRY(stay_tell(rq, stays[i].stay, ret_story));
    qsort(ret_story->at, ret_story->n, sizeof *ret_story->at, newest_first);
    return NULL;
}

struct err *story_of_deed(struct request *rq, struct id deed, struct story *ret_story)
{
    struct feeds feeds = {.rq = rq};
    struct touched *touched;
    size_t n = 0;
    *ret_story = (struct story){0};
    TRY(record_touched(rq->store, rq->arena, deed, &n, &touched));
    for (size_t i = 0; i < n; i++)
        if (touched[i].type != &feed_type)
            TRY(record_tell(rq, touched[i].obj, deed, &feeds, ret_story));
    return NULL;
}

bool story_may_undo(const struct request *rq, const struct story_entry *entries, size_t n)
{
    bool is_hers = n > 0 && text_equal(entries[0].by, rq->who->login);
    if (!guard_may_undo(rq->who, is_hers))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!entries[i].is_latest || entries[i].act == ACT_ERASE || entries[i].act == ACT_UNDO)
            return false;
    return n > 0 && rq->now_ms - entries[0].at_ms < LIMIT_UNDO_MINUTES * INT64_C(60000);
}

/* ---- references in words ------------------------------------------------------------------------
 */

static struct err *label_of(struct request *rq, const struct rec_type *type, uint64_t label,
                            struct id id, struct text *ret_name)
{
    struct rec *r = NULL;
    struct row_info info;
    TRY(record_find(rq->store, rq->arena, type, id, &r, &info));
    if (r != NULL)
        *ret_name = rec_text(r, label);
    return NULL;
}

struct err *story_ref_name(struct request *rq, const struct field *field, struct id id,
                           struct text *ret_name)
{
    struct text ref = text_of(field->ref);
    *ret_name = TEXT_NONE;
    if (text_is(ref, "room"))
        return label_of(rq, &room_type, ROOM_LABEL, id, ret_name);
    if (text_is(ref, "house"))
        return label_of(rq, &house_type, HOUSE_NAME, id, ret_name);
    if (text_is(ref, "user"))
        return user_login(rq, id, ret_name);
    if (!text_is(ref, "person"))
        return NULL;
    bool is_seen = false;
    const struct person_row *row = rq->people == NULL ? NULL : people_get(rq->people, id);
    TRY(person_is_seen(rq, id, &is_seen));
    if (is_seen && row != NULL)
        *ret_name = text_of(row->name);
    return NULL;
}
