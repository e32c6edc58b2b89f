/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* change.c - differences of records in words.
 *
 * A field is told by its own label. What a reader knows from the title, from the time of the deed
 * or from whose page it is stays out: that a stay has a person, that a new record is known. Rooms
 * and the day of birth are told in one phrase, for each is two fields. */
#include "tell/change.h"

#include <string.h>

#include "base/limits.h"
#include "model/types.h"

enum { PHRASES_BYTES_MAX = LIMIT_KIB(128), NEAR_MS = 60000, KIN_MAX = 32 };

struct phrases {
    const struct teller *t;
    const struct story_entry *entries;
    size_t n;
    struct buf *words;
};

/* ---- phrases ------------------------------------------------------------------------------------
 */

/* A phrase ends where the next one begins: "г." needs no second dot. */
static void phrase_begin(struct phrases *p)
{
    if (p->words->n == 0)
        return;
    buf_str(p->words, p->words->at[p->words->n - 1] == '.' ? " " : ". ");
}

static void label_put(struct phrases *p, const char *label)
{
    const char *words = lang_text(p->t->lang, label);
    size_t n = strlen(words);
    buf_str(p->words, words);
    buf_str(p->words, n > 0 && words[n - 1] == '?' ? " " : ": ");
}

static void texts_put(struct phrases *p, const char *msgid, struct text one, struct text other)
{
    const struct text args[] = {one, other};
    lang_put_texts(p->words, p->t->lang, msgid, args, COUNT(args));
}

/* `is_later`: something might have stood there before. */
static void change_put(struct phrases *p, const char *label, struct text before, struct text after,
                       bool is_later)
{
    struct text words = text_of(lang_text(p->t->lang, label));
    if (before.n == 0 && after.n == 0)
        return;
    phrase_begin(p);
    if (before.n > 0 && after.n == 0) {
        texts_put(p, N_("{1}: {2} (removed)"), words, before);
    } else if (before.n == 0 && is_later) {
        texts_put(p, N_("{1}: {2} (added)"), words, after);
    } else {
        label_put(p, label);
        if (before.n > 0)
            texts_put(p, N_("{1} → {2}"), before, after);
        else
            buf_put(p->words, after);
    }
}

/* ---- what is not said ---------------------------------------------------------------------------
 */

static bool is_corrected(const struct story_entry *e)
{
    return e->act == ACT_CORRECT || e->act == ACT_UNDO;
}

static const struct {
    const struct rec_type *type;
    uint64_t field;
} known_anyway[] = {
    {&stay_type, STAY_PERSON},
    {&stay_type, STAY_HOUSEHOLD},
    {&stay_type, STAY_STATE},
    {&stay_type, STAY_PREVIOUS},
    {&lodging_type, LODGING_STAY},
    {&lodging_type, LODGING_HOUSEHOLD},
    {&lodging_type, LODGING_ROOM},
    {&absence_type, ABSENCE_STAY},
    {&member_type, MEMBER_PERSON},
    {&household_type, HOUSEHOLD_HEAD},
    {&household_type, HOUSEHOLD_STATE},
    {&undo_type, UNDO_DEED},
    {&person_type, PERSON_BIRTH_PRECISION},
};

/* What the beginning of a record says of everybody. */
static bool is_usual(const struct story_entry *e, uint64_t field, int64_t value)
{
    if (e->type == &person_type)
        return (field == PERSON_DANGER && value == ASKED_NOT) ||
               (field == PERSON_SEX && value == SEX_UNKNOWN);
    return e->type == &member_type && field == MEMBER_RELATION &&
           (value == RELATION_HEAD || relation_is_child(value));
}

static bool is_known_anyway(const struct story_entry *e, const struct story_change *c)
{
    const struct value *v = c->after->n > 0 ? c->after->at : c->before->at;
    for (size_t i = 0; i < COUNT(known_anyway); i++)
        if (e->type == known_anyway[i].type && c->field->no == known_anyway[i].field)
            return true;
    if (c->field->kind == KIND_INSTANT)
        return v->n - e->at_ms < NEAR_MS && e->at_ms - v->n < NEAR_MS;
    if (e->type == &person_type && c->field->no == PERSON_STATE)
        return v->n == PERSON_KNOWN;
    return e->is_new && c->field->kind == KIND_CHOICE && is_usual(e, c->field->no, v->n);
}

/* ---- fields -------------------------------------------------------------------------------------
 */

static struct err *birth_words(const struct teller *t, const struct rec *r, struct text *ret_words)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(1));
    *ret_words = TEXT_NONE;
    if (r == NULL || !rec_has(r, PERSON_BIRTH))
        return NULL;
    tell_birth(t->lang, (int32_t)rec_int(r, PERSON_BIRTH, 0),
               rec_int(r, PERSON_BIRTH_PRECISION, BIRTH_EXACT), &b);
    return buf_take(&b, t->rq->arena, ret_words);
}

static const struct story_change *change_of(const struct story_entry *e, uint64_t field)
{
    for (size_t i = 0; i < e->n; i++)
        if (e->changes[i].field->no == field)
            return &e->changes[i];
    return NULL;
}

/* The day, or only how well it is known, was changed. */
static struct err *birth_put(struct phrases *p, const struct story_entry *e)
{
    struct text before, after;
    if (e->type != &person_type || change_of(e, PERSON_BIRTH) != NULL ||
        change_of(e, PERSON_BIRTH_PRECISION) == NULL)
        return NULL;
    TRY(birth_words(p->t, e->before, &before));
    TRY(birth_words(p->t, e->after, &after));
    change_put(p, field_by_no(&person_type, PERSON_BIRTH)->label, before, after, is_corrected(e));
    return NULL;
}

/* Her name of today stands above; her family is told by who came with her, or is her own. */
static bool is_heard(const struct phrases *p, const struct story_entry *e,
                     const struct story_change *c, struct text after)
{
    const struct person_row *row =
        p->t->rq->people == NULL ? NULL : people_get(p->t->rq->people, e->person);
    bool is_hers = row != NULL && text_is(after, row->name);
    if (e->type == &person_type && c->field->no == PERSON_NAME)
        return e->is_new && is_hers;
    if (e->type != &member_type || c->field->no != MEMBER_HOUSEHOLD)
        return false;
    for (size_t i = 0; i < p->n; i++)
        is_hers = is_hers || (p->entries[i].is_kin && p->entries[i].type != &household_type);
    return is_hers;
}

static struct err *field_put(struct phrases *p, const struct story_entry *e,
                             const struct story_change *c)
{
    struct text before, after;
    if (is_known_anyway(e, c))
        return NULL;
    if (e->type == &person_type && c->field->no == PERSON_BIRTH) {
        TRY(birth_words(p->t, e->before, &before));
        TRY(birth_words(p->t, e->after, &after));
    } else {
        TRY(tell_values(p->t, c->field, c->before, &before));
        TRY(tell_values(p->t, c->field, c->after, &after));
    }
    if (!is_heard(p, e, c, after))
        change_put(p, c->field->label, before, after, is_corrected(e));
    return NULL;
}

static struct err *entry_put(struct phrases *p, const struct story_entry *e)
{
    for (size_t i = 0; i < e->n; i++)
        if (e->type != &stay_type || e->changes[i].field->no != STAY_HOUSE)
            TRY(field_put(p, e, &e->changes[i]));
    return birth_put(p, e);
}

/* ---- where -------------------------------------------------------------------------------------
 */

static struct err *ref_words(const struct teller *t, const struct story_entry *e, uint64_t field,
                             struct text *ret_words)
{
    struct text words = TEXT_NONE;
    if (e != NULL)
        TRY(story_ref_name(t->rq, field_by_no(e->type, field), rec_id(e->after, field), &words));
    *ret_words = words;
    return NULL;
}

/* A time in a room that this deed began or opened again. */
static bool begins(const struct story_entry *e)
{
    const struct story_change *until = change_of(e, LODGING_UNTIL);
    return (e->is_new && !e->is_withdrawn) || (until != NULL && until->after->n == 0);
}

static bool ends(const struct story_entry *e)
{
    const struct story_change *until = change_of(e, LODGING_UNTIL);
    return e->is_withdrawn || (until != NULL && until->after->n > 0);
}

/* "Rowan House, room 3", "Room 3 → 7". */
static struct err *place_put(struct phrases *p)
{
    const struct story_entry *stay = NULL, *into = NULL, *out_of = NULL;
    struct text house, room, left;
    for (size_t i = 0; i < p->n; i++) {
        const struct story_entry *e = &p->entries[i];
        if (e->is_kin || e->is_partly)
            continue;
        if (e->type == &stay_type && e->is_new)
            stay = e;
        if (e->type == &lodging_type && begins(e))
            into = e;
        if (e->type == &lodging_type && ends(e))
            out_of = e;
    }
    TRY(ref_words(p->t, stay, STAY_HOUSE, &house));
    TRY(ref_words(p->t, into, LODGING_ROOM, &room));
    TRY(ref_words(p->t, out_of, LODGING_ROOM, &left));
    if (house.n > 0) {
        phrase_begin(p);
        buf_put(p->words, house);
        if (room.n > 0) {
            buf_str(p->words, ", ");
            texts_put(p, N_("room {1}"), room, TEXT_NONE);
        }
    } else if (room.n > 0 && left.n > 0) {
        phrase_begin(p);
        texts_put(p, N_("Room {1} → {2}"), left, room);
    } else if (room.n > 0) {
        phrase_begin(p);
        texts_put(p, N_("Room {1}"), room, TEXT_NONE);
    }
    return NULL;
}

/* ---- with whom ---------------------------------------------------------------------------------
 */

static bool is_listed(const struct id *persons, size_t n, struct id person)
{
    for (size_t i = 0; i < n; i++)
        if (id_equal(persons[i], person))
            return true;
    return false;
}

static void kin_put(struct phrases *p)
{
    struct id persons[KIN_MAX];
    struct text names[KIN_MAX];
    size_t n = 0, n_names = 0;
    bool is_hers = false;
    for (size_t i = p->n; i-- > 0;) {
        const struct story_entry *e = &p->entries[i];
        const struct person_row *row = people_get(p->t->rq->people, e->person);
        is_hers = is_hers || !e->is_kin;
        if (!e->is_kin || e->type == &household_type || n == KIN_MAX ||
            is_listed(persons, n, e->person))
            continue;
        persons[n++] = e->person;
        if (row != NULL && row->name[0] != '\0')
            names[n_names++] = text_of(row->name);
    }
    if (n_names == 0)
        return;
    phrase_begin(p);
    if (is_hers)
        label_put(p, N_("Together with"));
    lang_put_list(p->words, p->t->lang, names, n_names);
}

/* ---- all of it ---------------------------------------------------------------------------------
 */

struct err *changes_tell(const struct teller *t, const struct story_entry *entries, size_t n,
                         struct text *ret_words)
{
    CLEANUP(buf_done) struct buf whole = buf_make(PHRASES_BYTES_MAX);
    struct phrases p = {.t = t, .entries = entries, .n = n, .words = &whole};
    bool is_partly = false;
    TRY(place_put(&p));
    for (size_t i = n; i-- > 0;) {
        if (!entries[i].is_kin)
            TRY(entry_put(&p, &entries[i]));
        is_partly = is_partly || entries[i].is_partly;
    }
    kin_put(&p);
    if (is_partly) {
        phrase_begin(&p);
        buf_str(&whole, lang_text(t->lang, N_("What else was written is not for your role")));
    }
    return buf_take(&whole, t->rq->arena, ret_words);
}
