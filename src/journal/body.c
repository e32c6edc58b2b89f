/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* body.c - the bytes of the open body and of a sealed part's plain content. Both are lists that
 * must ascend strictly, so one content has one form. */
#include <assert.h>

#include "journal/bytes.h"

static void put_value(struct buf *into, struct text value)
{
    buf_varint(into, value.n);
    buf_put(into, value);
}

static bool take_value(struct take *t, struct text *ret_value)
{
    uint64_t n;
    const uint8_t *at;
    if (!take_varint(t, &n) || n > t->n || !take_bytes(t, (size_t)n, &at))
        return false;
    *ret_value = (struct text){(const char *)at, (size_t)n};
    return true;
}

/* ---- open body ------------------------------------------------------------------------------- */

/* Whether b may follow a: fields ascend; of one field only adds and removes stand several times,
 * by operation, then value. That no value is both added and removed is checked apart. */
static bool change_follows(const struct change *a, const struct change *b)
{
    if (a->field != b->field)
        return a->field < b->field;
    if (a->op < CHANGE_ADD || b->op < CHANGE_ADD)
        return false;
    return a->op < b->op || (a->op == b->op && text_compare(a->value, b->value) < 0);
}

/* Of one field, change i removes a value that another one adds. Both runs ascend. */
static bool removes_added(const struct body *b, size_t i)
{
    const struct change *removed = &b->changes[i];
    if (removed->op != CHANGE_REMOVE)
        return false;
    for (size_t k = i; k > 0 && b->changes[k - 1].field == removed->field; k--) {
        const struct change *other = &b->changes[k - 1];
        if (other->op == CHANGE_ADD && text_equal(other->value, removed->value))
            return true;
    }
    return false;
}

static bool changes_are_in_order(const struct body *b)
{
    for (size_t i = 0; i < b->n_changes; i++) {
        if (i > 0 && !change_follows(&b->changes[i - 1], &b->changes[i]))
            return false;
        if (removes_added(b, i))
            return false;
    }
    return true;
}

void body_encode(const struct body *b, struct buf *into)
{
    assert(b->act >= 1 && b->n_changes <= ENTRY_CHANGES_MAX && changes_are_in_order(b));
    buf_bytes(into, b->salt, sizeof b->salt);
    buf_varint(into, b->act);
    buf_varint(into, b->n_changes);
    for (size_t i = 0; i < b->n_changes; i++) {
        const struct change *c = &b->changes[i];
        assert(c->field >= 1);
        buf_varint(into, c->field);
        buf_u8(into, (uint8_t)c->op);
        if (c->op != CHANGE_CLEAR)
            put_value(into, c->value);
    }
}

static bool take_change(struct take *t, struct change *c)
{
    uint8_t op = 0;
    if (!take_positive(t, &c->field) || !take_u8(t, &op) || op < CHANGE_SET || op > CHANGE_REMOVE)
        return false;
    c->op = (enum change_op)op;
    c->value = TEXT_NONE;
    return c->op == CHANGE_CLEAR || take_value(t, &c->value);
}

static bool take_changes(struct take *t, struct body *b)
{
    for (size_t i = 0; i < b->n_changes; i++) {
        if (!take_change(t, &b->changes[i]))
            return false;
    }
    return take_done(t) && changes_are_in_order(b);
}

struct err *body_decode(struct arena *into, struct text bytes, struct body *ret_body)
{
    struct take t = take_from(bytes);
    struct body b = {0};
    uint64_t n = 0;
    if (bytes.n > ENTRY_BODY_MAX || !take_copy(&t, b.salt, sizeof b.salt) ||
        !take_positive(&t, &b.act) || !take_varint(&t, &n) || n > ENTRY_CHANGES_MAX)
        return bytes_bad(into, "body", bytes);
    b.n_changes = (size_t)n;
    if (b.n_changes > 0) {
        b.changes = arena_alloc(into, b.n_changes * sizeof *b.changes);
        NEED(b.changes);
    }
    if (!take_changes(&t, &b))
        return bytes_bad(into, "body", bytes);
    *ret_body = b;
    return NULL;
}

/* ---- sealed part ----------------------------------------------------------------------------- */

static bool field_follows(const struct part_field *a, const struct part_field *b)
{
    return a->field < b->field || (a->field == b->field && text_compare(a->value, b->value) < 0);
}

void part_encode(const struct part *p, struct buf *into)
{
    assert(p->n_fields <= ENTRY_CHANGES_MAX && p->replaces.seq >= 0);
    assert(p->replaces.seq > 0 || id_is_none(p->replaces.feed));
    buf_bytes(into, p->replaces.feed.bytes, sizeof p->replaces.feed.bytes);
    buf_varint(into, (uint64_t)p->replaces.seq);
    buf_varint(into, p->n_fields);
    for (size_t i = 0; i < p->n_fields; i++) {
        assert(p->fields[i].field >= 1);
        assert(i == 0 || field_follows(&p->fields[i - 1], &p->fields[i]));
        buf_varint(into, p->fields[i].field);
        put_value(into, p->fields[i].value);
    }
}

static bool take_replaces(struct take *t, struct place *ret_place)
{
    uint64_t seq;
    if (!take_copy(t, ret_place->feed.bytes, sizeof ret_place->feed.bytes) ||
        !take_varint(t, &seq) || seq > INT64_MAX)
        return false;
    ret_place->seq = (int64_t)seq;
    return seq > 0 || id_is_none(ret_place->feed);
}

static bool take_fields(struct take *t, struct part *p)
{
    for (size_t i = 0; i < p->n_fields; i++) {
        if (!take_positive(t, &p->fields[i].field) || !take_value(t, &p->fields[i].value))
            return false;
        if (i > 0 && !field_follows(&p->fields[i - 1], &p->fields[i]))
            return false;
    }
    return take_done(t);
}

struct err *part_decode(struct arena *into, struct text bytes, struct part *ret_part)
{
    struct take t = take_from(bytes);
    struct part p = {0};
    uint64_t n = 0;
    if (bytes.n > ENTRY_PART_MAX || !take_replaces(&t, &p.replaces) || !take_varint(&t, &n) ||
        n > ENTRY_CHANGES_MAX)
        return bytes_bad(into, "part", bytes);
    p.n_fields = (size_t)n;
    if (p.n_fields > 0) {
        p.fields = arena_alloc(into, p.n_fields * sizeof *p.fields);
        NEED(p.fields);
    }
    if (!take_fields(&t, &p))
        return bytes_bad(into, "part", bytes);
    *ret_part = p;
    return NULL;
}
