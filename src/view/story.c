/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* story.c - histories of records as entries with their differences. */
#include "view/story_inside.h"

#include "base/limits.h"
#include "model/act.h"
#include "model/types.h"
#include "model/types_programme.h"
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

const struct rec_type story_kept_type = {.name = "kept", .label = N_("For her team alone")};

/* The person behind a record: itself, one it points to, or the one of its stay and the like. */
static struct err *subject_find(struct request *rq, const struct rec *r, struct id *ret_person)
{
    const struct rec_type *const behind[] = {&stay_type, &enrolment_type, &incident_type};
    *ret_person = r->type == &person_type ? r->id : ref_of(r, person_type.name);
    for (size_t i = 0; i < COUNT(behind) && id_is_none(*ret_person); i++) {
        struct id id = ref_of(r, behind[i]->name);
        struct rec *other = NULL;
        struct row_info info;
        if (id_is_none(id))
            continue;
        TRY(record_find(rq->store, rq->arena, behind[i], id, &other, &info));
        if (other != NULL)
            *ret_person = ref_of(other, person_type.name);
    }
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

/* Where somebody sleeps is known to who may admit there. */
static bool is_room_unseen(const struct request *rq, const struct rec *after)
{
    return after->type == &lodging_type && !guard_may_in_house(rq->who, MAY_ADMIT, after->area);
}

static struct err *changes_read(struct request *rq, const struct rec *before,
                                const struct rec *after, struct story_entry *e)
{
    static const struct values nothing = {0};
    bool is_closed = is_room_unseen(rq, after);
    e->changes = arena_makes(rq->arena, struct story_change, after->type->n_fields);
    NEED(e->changes);
    for (size_t i = 0; i < after->type->n_fields; i++) {
        const struct field *f = &after->type->fields[i];
        const struct values *old = before == NULL ? &nothing : &before->slots[i];
        if (values_equal(f, old, &after->slots[i]))
            continue;
        if (is_closed || (f->see & rq->who->roles) == 0)
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
                            .hlc = m->hlc,
                            .at_ms = (int64_t)(m->hlc >> 16),
                            .act = m->act,
                            .undone = i > 0 && m->act == ACT_UNDO ? h->at[i - 1].act : 0,
                            .before = before,
                            .after = m->after,
                            .is_new = i == 0,
                            .is_withdrawn = m->after->withdrawn,
                            .is_latest = i + 1 == h->n,
                            .is_undone = i + 1 < h->n && h->at[i + 1].act == ACT_UNDO};
    TRY(user_login(rq, m->author, &e.by));
    if (is_seen)
        TRY(changes_read(rq, before, m->after, &e));
    else
        e.is_partly = true;
    if (!is_seen && h->type->team_only) {
        e.type = &story_kept_type;
        e.act = ACT_ADD;
    }
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
    if (h->type->team_only)
        return case_work_is_seen(rq, person, ret_seen);
    if (!id_is_none(person))
        return person_is_seen(rq, person, ret_seen);
    if (h->type != &task_type)
        return NULL;
    const struct guarded_task facts = {.owner = rec_id(newest, TASK_OWNER),
                                       .author = h->at[0].author};
    *ret_seen = guard_sees_task(rq->who, &facts);
    return NULL;
}

/* Of a record of her family what is told with it: that it was made, taken back, or is a stay. */
static bool is_kins(const struct story_entry *e)
{
    if (e->type == &stay_type || e->act == ACT_BORN || e->undone == ACT_BORN)
        return true;
    return (e->type == &member_type || e->type == &household_type) &&
           (e->is_new || e->is_withdrawn);
}

/* A worker writes that somebody is away or has left only with a relapse: her name would tell it.
 * The others' are kept back too, or the lack of one would. */
static struct err *author_is_kept(struct request *rq, const struct history *h, struct id person,
                                  bool is_seen, bool *ret_kept)
{
    bool is_team = true;
    if (is_seen && (h->type == &absence_type || h->type == &stay_type))
        TRY(case_work_is_seen(rq, person, &is_team));
    *ret_kept = !is_team;
    return NULL;
}

static struct err *moment_tell(const struct telling *t, const struct history *h, size_t i,
                               bool is_seen, struct id person)
{
    struct story_entry e;
    bool is_read = id_is_none(t->deed) || id_equal(h->at[i].deed, t->deed);
    if (is_read && t->feeds != NULL)
        TRY(feed_is_seen(t->feeds, h->at[i].at.feed, &is_read));
    if (!is_read)
        return NULL;
    TRY(entry_make(t->rq, h, i, is_seen, person, &e));
    bool may_tell = h->type == &absence_type || i > 0; /* who let her in is no secret */
    if (t->keeps_author && may_tell && !id_equal(h->at[i].author, t->rq->who->user))
        e.by = TEXT_NONE;
    if (!id_is_none(t->kin)) {
        if (!is_kins(&e))
            return NULL;
        e.is_kin = true;
        e.is_partly = false;
        e.person = t->kin;
        e.n = 0;
    }
    return entry_add(t->rq, t->story, &e);
}

struct err *story_record(const struct telling *t, struct id obj)
{
    struct history h;
    struct id person = ID_NONE;
    bool is_seen = false;
    struct telling told = *t;
    struct store blind = *t->rq->store; /* who tells acts alone needs no key */
    if (!id_is_none(t->kin))
        blind.ring = NULL;
    TRY(record_history(&blind, t->rq->arena, obj, &h));
    TRY(subject_find(t->rq, h.at[h.n - 1].after, &person));
    TRY(history_is_seen(t->rq, &h, person, &is_seen));
    TRY(author_is_kept(t->rq, &h, person, is_seen, &told.keeps_author));
    for (size_t i = 0; i < h.n; i++)
        TRY(moment_tell(&told, &h, i, is_seen, person));
    return NULL;
}

static struct err *deed_tell(const struct telling *t)
{
    struct touched *touched;
    size_t n = 0;
    *t->story = (struct story){0};
    TRY(record_touched(t->rq->store, t->rq->arena, t->deed, &n, &touched));
    for (size_t i = 0; i < n; i++)
        if (touched[i].type != &feed_type)
            TRY(story_record(t, touched[i].obj));
    return NULL;
}

struct err *story_of_deed(struct request *rq, struct id deed, struct story *ret_story)
{
    struct feeds feeds = {.rq = rq};
    const struct telling t = {.rq = rq, .deed = deed, .feeds = &feeds, .story = ret_story};
    return deed_tell(&t);
}

struct err *story_deed_may_undo(struct request *rq, struct id deed, bool *ret_may)
{
    struct story story;
    const struct telling t = {.rq = rq, .deed = deed, .story = &story};
    TRY(deed_tell(&t));
    *ret_may = story_may_undo(rq, story.at, story.n);
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

static struct err *person_name(struct request *rq, struct id id, struct text *ret_name)
{
    bool is_seen = false;
    const struct person_row *row = rq->people == NULL ? NULL : people_get(rq->people, id);
    TRY(person_is_seen(rq, id, &is_seen));
    if (is_seen && row != NULL)
        *ret_name = text_of(row->name);
    return NULL;
}

/* A family is called like its head. */
static struct err *head_name(struct request *rq, struct id household, struct text *ret_name)
{
    struct rec *r = NULL;
    struct row_info info;
    TRY(record_find(rq->store, rq->arena, &household_type, household, &r, &info));
    return r == NULL ? NULL : person_name(rq, rec_id(r, HOUSEHOLD_HEAD), ret_name);
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
    if (text_is(ref, "household"))
        return head_name(rq, id, ret_name);
    return text_is(ref, "person") ? person_name(rq, id, ret_name) : NULL;
}
