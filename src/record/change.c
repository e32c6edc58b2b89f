/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* change.c - the difference of two states of a record, as an open body and sealed parts. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "record/part.h"
#include "record/record.h"

struct id record_subject(const struct rec *r, size_t seal)
{
    const char *name = r->type->seals[seal];
    assert(name != NULL);
    if (strcmp(name, SEAL_SELF) == 0)
        return r->id;
    if (strcmp(name, SEAL_AREA) == 0)
        return r->area;
    const struct field *f = field_by_name(r->type, name);
    assert(f != NULL && f->kind == KIND_REF);
    return rec_id(r, f->no);
}

static struct err *change_put(struct arena *into, struct body *b, uint64_t field, enum change_op op,
                              const struct buf *value)
{
    assert(b->n_changes < ENTRY_CHANGES_MAX);
    struct change *c = &b->changes[b->n_changes];
    *c = (struct change){.field = field, .op = op};
    if (value != NULL)
        TRY(buf_take(value, into, &c->value));
    b->n_changes++;
    return NULL;
}

static struct err *open_change(struct arena *into, const struct rec *old, const struct rec *new,
                               size_t i, struct body *b)
{
    const struct field *f = &new->type->fields[i];
    const struct values *before = old == NULL ? NULL : &old->slots[i];
    const struct values *after = &new->slots[i];
    bool had = before != NULL && before->n > 0;
    if (after->n == 0)
        return had ? change_put(into, b, f->no, CHANGE_CLEAR, NULL) : NULL;
    if (had && value_equal(f, &before->at[0], &after->at[0]))
        return NULL;
    CLEANUP(buf_done) struct buf value = buf_make(VALUE_BYTES_MAX);
    value_encode(f, &after->at[0], &value);
    return change_put(into, b, f->no, CHANGE_SET, &value);
}

static struct err *meta_changes(struct arena *into, const struct rec *old, const struct rec *new,
                                struct body *b)
{
    CLEANUP(buf_done) struct buf value = buf_make(VALUE_BYTES_MAX);
    if (new->withdrawn && (old == NULL || !old->withdrawn)) {
        buf_zigzag(&value, 1);
        TRY(change_put(into, b, FIELD_WITHDRAWN, CHANGE_SET, &value));
    }
    if (!new->withdrawn && old != NULL && old->withdrawn)
        TRY(change_put(into, b, FIELD_WITHDRAWN, CHANGE_CLEAR, NULL));
    if (old == NULL) {
        buf_clear(&value);
        buf_bytes(&value, new->area.bytes, ID_BYTES);
        TRY(change_put(into, b, FIELD_AREA, CHANGE_SET, &value));
    }
    return NULL;
}

static bool part_equal(const struct part *a, const struct part *b)
{
    if (a->n_fields != b->n_fields)
        return false;
    for (size_t i = 0; i < a->n_fields; i++)
        if (a->fields[i].field != b->fields[i].field ||
            !text_equal(a->fields[i].value, b->fields[i].value))
            return false;
    return true;
}

static struct err *sealed_change(struct arena *into, const struct rec *old,
                                 const struct row_info *info, const struct rec *new, size_t seal,
                                 struct record_change *change)
{
    struct part before = {0}, after;
    if (old != NULL)
        TRY(part_make(into, old, seal, &before));
    TRY(part_make(into, new, seal, &after));
    if (part_equal(&before, &after))
        return NULL;
    if (after.n_fields == 0)
        return change_put(into, &change->body, FIELD_SEALED + seal, CHANGE_CLEAR, NULL);
    if (info != NULL)
        after.replaces = info->sealed[seal].at;
    CLEANUP(buf_done) struct buf value = buf_make(VALUE_BYTES_MAX);
    buf_zigzag(&value, (int64_t)change->n_parts);
    TRY(change_put(into, &change->body, FIELD_SEALED + seal, CHANGE_SET, &value));
    change->parts[change->n_parts++] = (struct record_part){record_subject(new, seal), after};
    return NULL;
}

static int field_order(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    return x->field < y->field ? -1 : x->field > y->field;
}

struct err *record_change(struct arena *into, enum act act, const struct rec *old,
                          const struct row_info *info, const struct rec *new,
                          struct record_change *ret_change)
{
    assert(old == NULL || old->type == new->type);
    struct record_change change = {.body.act = act};
    change.body.changes = arena_makes(into, struct change, new->type->n_fields + 2 + SEALS_MAX);
    NEED(change.body.changes);
    for (size_t i = 0; i < new->type->n_fields; i++)
        if (new->type->fields[i].seal == NULL)
            TRY(open_change(into, old, new, i, &change.body));
    TRY(meta_changes(into, old, new, &change.body));
    for (size_t i = 0; i < SEALS_MAX && new->type->seals[i] != NULL; i++)
        TRY(sealed_change(into, old, info, new, i, &change));
    qsort(change.body.changes, change.body.n_changes, sizeof *change.body.changes, field_order);
    change.is_empty = change.body.n_changes == 0;
    *ret_change = change;
    return NULL;
}
