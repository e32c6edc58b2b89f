/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* facts.c - from entries to the last known state of each record that figures rest on. */
#include <string.h>

#include "audit/inside.h"
#include "base/buf.h"
#include "base/when.h"
#include "journal/journal.h"
#include "model/types.h"
#include "model/value.h"

enum { SLOTS_FIRST = 1024 };

static size_t slot_of(const struct facts *f, struct id obj)
{
    uint64_t hash;
    memcpy(&hash, obj.bytes, sizeof hash);
    size_t at = (size_t)hash & (f->n_slots - 1);
    while (f->slots[at] != 0 && !id_equal(f->at[f->slots[at] - 1].obj, obj))
        at = (at + 1) & (f->n_slots - 1);
    return at;
}

const struct fact *fact_of(const struct facts *f, struct id obj)
{
    size_t at = slot_of(f, obj);
    return f->slots[at] == 0 ? NULL : &f->at[f->slots[at] - 1];
}

static struct err *room_make(struct facts *f)
{
    if (f->n < f->room)
        return NULL;
    f->room = f->room == 0 ? SLOTS_FIRST / 2 : f->room * 2;
    f->at = arena_grow(f->arena, f->at, f->n, f->room, sizeof *f->at);
    f->n_slots = f->room * 2;
    f->slots = arena_makes(f->arena, uint32_t, f->n_slots);
    NEED(f->at);
    NEED(f->slots);
    for (size_t i = 0; i < f->n; i++)
        f->slots[slot_of(f, f->at[i].obj)] = (uint32_t)(i + 1);
    return NULL;
}

static struct err *fact_for(struct facts *f, const struct entry *e, struct fact **ret)
{
    TRY(room_make(f));
    size_t at = slot_of(f, e->obj);
    if (f->slots[at] == 0) {
        f->at[f->n] = (struct fact){.obj = e->obj, .type = e->type, .sex = SEX_UNKNOWN};
        f->slots[at] = (uint32_t)(++f->n);
    }
    *ret = &f->at[f->slots[at] - 1];
    return NULL;
}

static struct err *change_take(struct facts *f, struct fact *fact, const struct change *c)
{
    if (c->field == FIELD_WITHDRAWN)
        fact->is_withdrawn = c->op == CHANGE_SET;
    if (c->field >= FACT_FIELDS)
        return NULL;
    fact->has[c->field] = c->op == CHANGE_SET;
    if (c->op != CHANGE_SET)
        return NULL;
    struct take bytes = take_from(c->value);
    if (c->value.n == ID_BYTES)
        memcpy(fact->id[c->field].bytes, c->value.at, ID_BYTES);
    (void)take_zigzag(&bytes, &fact->n[c->field]);
    fact->text[c->field].at = arena_strn(f->arena, c->value.at, c->value.n);
    NEED(fact->text[c->field].at);
    fact->text[c->field].n = c->value.n;
    return NULL;
}

/* Birth and sex of a person lie in the sealed part. */
static struct err *person_take(struct fact *fact, const struct part *part)
{
    fact->has_birth = false;
    fact->sex = SEX_UNKNOWN;
    for (size_t i = 0; i < part->n_fields; i++) {
        struct take bytes = take_from(part->fields[i].value);
        if (part->fields[i].field == PERSON_BIRTH)
            fact->has_birth = take_zigzag(&bytes, &fact->birth);
        if (part->fields[i].field == PERSON_SEX)
            (void)take_zigzag(&bytes, &fact->sex);
    }
    return NULL;
}

static struct err *entry_take(struct facts *f, struct db *db, struct arena *scratch,
                              const struct audit_ask *ask, const struct journal_entry *je)
{
    struct fact *fact = NULL;
    struct body body;
    struct part part;
    TRY(fact_for(f, &je->e, &fact));
    TRY(body_decode(scratch, je->body, &body));
    for (size_t i = 0; i < body.n_changes; i++)
        TRY(change_take(f, fact, &body.changes[i]));
    if (je->e.type != person_type.no || je->e.n_parts == 0)
        return NULL;
    struct err *bad = journal_part_open(db, scratch, ask->ring, &je->e, 0, &part);
    if (bad != NULL && bad->kind == ERR_LOCKED)
        return NULL; /* erased: the erasure tells how she is counted */
    TRY(bad);
    return person_take(fact, &part);
}

static void erasures_apply(struct facts *f)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct fact *e = &f->at[i];
        if (e->type != erasure_type.no || e->is_withdrawn || e->n[ERASURE_STATE] != ERASURE_DONE)
            continue;
        size_t at = slot_of(f, e->id[ERASURE_PERSON]);
        if (f->slots[at] == 0)
            continue;
        struct fact *person = &f->at[f->slots[at] - 1];
        person->is_counted = true;
        person->has_birth = false;
        person->sex = e->n[ERASURE_SEX];
        person->adult_from = e->n[ERASURE_ADULT_FROM];
    }
}

struct err *facts_collect(struct db *db, struct arena *into, const struct audit_ask *ask,
                          struct facts *ret_facts)
{
    struct facts f = {.arena = into};
    CLEANUP(journal_walk_close) struct journal_walk *walk = NULL;
    CLEANUP(arena_close) struct arena *row = arena_new((size_t)32 << 20);
    NEED(row);
    TRY(room_make(&f));
    TRY(journal_walk_open(into, db, ask->org, &walk));
    for (;;) {
        const struct journal_entry *entry = NULL;
        arena_reset(row);
        TRY(journal_walk_next(walk, row, &entry));
        if (entry == NULL)
            break;
        TRY(entry_take(&f, db, row, ask, entry));
        f.entries++;
    }
    erasures_apply(&f);
    *ret_facts = f;
    return NULL;
}
