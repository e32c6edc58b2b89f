/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* read.c - joining the two halves of a record. */
#include "record/record.h"

#include "journal/journal.h"

#include "record/part.h"

static struct err *unseal_place(const struct store *store, struct arena *into, struct rec *r,
                                size_t seal, const struct sealed_place *place)
{
    struct part part;
    struct err *e = journal_part_open_at(store->db, into, store->ring, store->org, place->at,
                                         (size_t)place->part, &part);
    if (e != NULL && e->kind == ERR_ABSENT)
        return err_integrity(into, N_("A stored entry is damaged"), "part %lld of entry %lld",
                             (long long)place->part, (long long)place->at.seq);
    if (e != NULL && e->kind == ERR_LOCKED)
        return NULL; /* the key was destroyed: an erased person has no sealed half */
    TRY(e);
    return part_fill(into, r, seal, &part);
}

struct err *record_unseal(const struct store *store, struct arena *into, struct rec *r,
                          const struct row_info *info)
{
    if (store->ring == NULL)
        return NULL;
    for (size_t i = 0; i < SEALS_MAX && r->type->seals[i] != NULL; i++)
        if (info->sealed[i].at.seq > 0)
            TRY(unseal_place(store, into, r, i, &info->sealed[i]));
    return NULL;
}

struct err *record_find(const struct store *store, struct arena *into, const struct rec_type *type,
                        struct id id, struct rec **ret_rec, struct row_info *ret_info)
{
    struct rec *r = NULL;
    struct row_info info;
    TRY(projection_get(store->schema, store->db, into, store->org, type, id, &r, &info));
    if (r != NULL)
        TRY(record_unseal(store, into, r, &info));
    *ret_rec = r;
    *ret_info = info;
    return NULL;
}

struct err *record_get(const struct store *store, struct arena *into, const struct rec_type *type,
                       struct id id, struct rec **ret_rec)
{
    struct rec *r = NULL;
    struct row_info info;
    TRY(record_find(store, into, type, id, &r, &info));
    if (r == NULL || r->withdrawn)
        return err_new(into, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    *ret_rec = r;
    return NULL;
}
