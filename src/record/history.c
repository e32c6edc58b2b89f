/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* history.c - a record replayed from its entries, moment by moment. */
#include "journal/journal.h"
#include "record/part.h"
#include "record/record.h"

static struct err *field_replay(struct arena *into, struct rec *r, const struct change *c)
{
    const struct field *f = field_by_no(r->type, c->field);
    if (f == NULL || f->seal != NULL)
        return NULL;
    if (c->op == CHANGE_CLEAR) {
        rec_clear(r, f->no);
        return NULL;
    }
    struct value v;
    TRY(value_decode(into, f, c->value, &v));
    return rec_set(into, r, f->no, &v);
}

static struct err *sealed_replay(const struct store *store, struct arena *into, struct rec *r,
                                 const struct entry *e, const struct change *c)
{
    size_t seal = c->field - FIELD_SEALED;
    if (seal >= SEALS_MAX || r->type->seals[seal] == NULL)
        return NULL;
    struct part part = {0};
    if (c->op == CHANGE_CLEAR)
        return part_fill(into, r, seal, &part);
    if (store->ring == NULL)
        return NULL;
    struct take bytes = take_from(c->value);
    int64_t i = 0;
    if (!take_zigzag(&bytes, &i) || i < 0 || (uint64_t)i >= e->n_parts)
        return err_integrity(into, N_("A stored entry is damaged"), "entry %lld",
                             (long long)e->at.seq);
    struct err *bad = journal_part_open(store->db, into, store->ring, e, (size_t)i, &part);
    if (bad != NULL && bad->kind == ERR_LOCKED)
        return NULL; /* erased since */
    TRY(bad);
    return part_fill(into, r, seal, &part);
}

static struct err *change_replay(const struct store *store, struct arena *into, struct rec *r,
                                 const struct entry *e, const struct change *c)
{
    if (c->field == FIELD_WITHDRAWN) {
        r->withdrawn = c->op == CHANGE_SET;
        return NULL;
    }
    if (c->field == FIELD_AREA) {
        struct take bytes = take_from(c->value);
        return take_copy(&bytes, r->area.bytes, ID_BYTES)
                   ? NULL
                   : err_integrity(into, N_("A stored entry is damaged"), "area");
    }
    if (c->field >= FIELD_SEALED)
        return sealed_replay(store, into, r, e, c);
    return field_replay(into, r, c);
}

static struct err *entry_replay(const struct store *store, struct arena *into,
                                const struct journal_entry *je, const struct rec *before,
                                struct moment *ret)
{
    struct rec *after = NULL;
    struct body body;
    TRY(body_decode(into, je->body, &body));
    TRY(rec_clone(into, before, &after));
    after->version++;
    for (size_t i = 0; i < body.n_changes; i++)
        TRY(change_replay(store, into, after, &je->e, &body.changes[i]));
    *ret = (struct moment){.at = je->e.at,
                           .hlc = je->e.hlc,
                           .deed = je->e.deed,
                           .author = je->e.author,
                           .act = body.act,
                           .after = after};
    return NULL;
}

struct err *record_history(const struct store *store, struct arena *into, struct id id,
                           struct history *ret_history)
{
    struct journal_entries entries;
    TRY(journal_entries_of_obj(store->db, into, store->org, id, &entries));
    const struct rec_type *type = entries.n == 0 ? NULL : rec_type_by_no(entries.at[0].e.type);
    if (type == NULL)
        return err_new(into, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    struct history h = {.type = type, .n = entries.n};
    h.at = arena_makes(into, struct moment, entries.n);
    NEED(h.at);
    struct rec *blank = NULL;
    TRY(rec_new(into, type, &blank));
    blank->id = id;
    const struct rec *before = blank;
    for (size_t i = 0; i < entries.n; i++) {
        TRY(entry_replay(store, into, &entries.at[i], before, &h.at[i]));
        before = h.at[i].after;
    }
    *ret_history = h;
    return NULL;
}

static bool is_there(const struct touched *list, size_t n, struct id obj)
{
    for (size_t i = 0; i < n; i++)
        if (id_equal(list[i].obj, obj))
            return true;
    return false;
}

struct err *record_touched(const struct store *store, struct arena *into, struct id deed,
                           size_t *ret_n, struct touched **ret_touched)
{
    struct journal_entries entries;
    size_t n = 0;
    TRY(journal_entries_of_deed(store->db, into, store->org, deed, &entries));
    struct touched *list = arena_makes(into, struct touched, entries.n);
    NEED(list);
    for (size_t i = 0; i < entries.n; i++) {
        const struct entry *e = &entries.at[i].e;
        const struct rec_type *type = rec_type_by_no(e->type);
        if (type != NULL && !is_there(list, n, e->obj))
            list[n++] = (struct touched){type, e->obj};
    }
    *ret_n = n;
    *ret_touched = list;
    return NULL;
}

struct err *record_touched_next(const struct store *store, struct arena *into, struct id deed,
                                size_t limit, struct place *at, size_t *ret_n,
                                struct touched **ret_touched)
{
    struct journal_touch *touches;
    size_t n = 0;
    TRY(journal_deed_page(store->db, into, store->org, deed, *at, limit, &n, &touches));
    struct touched *list = arena_makes(into, struct touched, n);
    NEED(list);
    for (size_t i = 0; i < n; i++) {
        list[i] = (struct touched){rec_type_by_no(touches[i].type), touches[i].obj};
        if (list[i].type == NULL)
            return err_new(into, ERR_CONFLICT, N_("This cannot be undone"));
        *at = touches[i].at;
    }
    *ret_n = n;
    *ret_touched = list;
    return NULL;
}
