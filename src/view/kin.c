/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* kin.c - relationships and contacts through the guard's eyes. */
#include "view/kin.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "model/types.h"
#include "model/types_care.h"
#include "sql/care.sql.h"

enum { PAGE_ROWS = 500 };

static struct err *absent(struct request *rq)
{
    return err_new(rq->arena, ERR_ABSENT,
                   N_("Nothing here that you can open. Search, or ask the manager"));
}

/* ---- contacts ------------------------------------------------------------------------------- */

/* Whether the asker sees one of those whose relative the contact is. */
static struct err *is_of_somebody_seen(struct request *rq, struct id contact, bool *ret_seen)
{
    struct sql_relationships_of_contact_row *rows;
    size_t n = 0;
    TRY(sql_relationships_of_contact(rq->store->db, rq->arena, rq->store->org, contact, &rows, &n));
    for (size_t i = 0; i < n && !*ret_seen; i++)
        TRY(person_is_seen(rq, rows[i].a, ret_seen));
    return NULL;
}

static struct err *contact_is_seen(struct request *rq, struct id contact, int64_t kind,
                                   struct id author, bool *ret_seen)
{
    *ret_seen = kind == CONTACT_PROFESSIONAL || guard_sees_everybody(rq->who) ||
                id_equal(author, rq->who->user);
    return *ret_seen ? NULL : is_of_somebody_seen(rq, contact, ret_seen);
}

struct err *contact_require(struct request *rq, struct id contact, struct rec **ret_contact)
{
    struct sql_contact_guarded_row row;
    bool found = false, seen = false;
    TRY(sql_contact_guarded(rq->store->db, rq->arena, rq->store->org, contact, &found, &row));
    if (found)
        TRY(contact_is_seen(rq, contact, row.kind, row.author, &seen));
    if (!seen)
        return absent(rq);
    return record_get(rq->store, rq->arena, &contact_type, contact, ret_contact);
}

struct named {
    struct text key;
    struct rec *rec;
};

static int name_order(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int64_t of_x = rec_int(x->rec, CONTACT_KIND, 0), of_y = rec_int(y->rec, CONTACT_KIND, 0);
    if (of_x != of_y)
        return of_x < of_y ? -1 : 1;
    size_t n = x->key.n < y->key.n ? x->key.n : y->key.n;
    int order = n == 0 ? 0 : memcmp(x->key.at, y->key.at, n);
    if (order == 0 && x->key.n != y->key.n)
        order = x->key.n < y->key.n ? -1 : 1;
    return order != 0 ? order : id_compare(x->rec->id, y->rec->id);
}

static struct err *named_take(struct request *rq, const struct contact_ask *ask, struct id contact,
                              struct named *ret_named)
{
    CLEANUP(buf_done) struct buf key = buf_make(LIMIT_KIB(4));
    TRY(record_get(rq->store, rq->arena, &contact_type, contact, &ret_named->rec));
    ask->put_key(&key, rec_text(ret_named->rec, CONTACT_NAME));
    return buf_take(&key, rq->arena, &ret_named->key);
}

struct err *contact_list(struct request *rq, const struct contact_ask *ask,
                         struct contacts *ret_contacts)
{
    struct named *all = arena_makes(rq->arena, struct named, CONTACTS_MAX);
    struct id after = ID_NONE;
    size_t n_all = 0;
    NEED(all);
    for (size_t n = PAGE_ROWS; n == PAGE_ROWS && n_all < CONTACTS_MAX;) {
        struct sql_contacts_after_row *rows;
        TRY(sql_contacts_after(rq->store->db, rq->arena, rq->store->org, after,
                               ask->ended_too ? FACT_ENDED : FACT_NOW, PAGE_ROWS, &rows, &n));
        for (size_t i = 0; i < n && n_all < CONTACTS_MAX; i++) {
            bool seen = false, on_duty = !rows[i].duty_null && rows[i].duty;
            after = rows[i].contact;
            if (on_duty || !ask->duty_only)
                TRY(contact_is_seen(rq, after, rows[i].kind, rows[i].author, &seen));
            if (seen)
                TRY(named_take(rq, ask, after, &all[n_all++]));
        }
    }
    if (n_all > 0)
        qsort(all, n_all, sizeof *all, name_order);
    *ret_contacts =
        (struct contacts){.n = n_all, .at = arena_makes(rq->arena, struct rec *, n_all)};
    NEED(ret_contacts->at);
    for (size_t i = 0; i < n_all; i++)
        ret_contacts->at[i] = all[i].rec;
    return NULL;
}

/* ---- relationships -------------------------------------------------------------------------- */

bool kin_is(const struct kin *kin, uint64_t mark)
{
    return kin->is_hers && rec_int(kin->rec, mark, 0) != 0;
}

/* The other one is a person: whether the asker sees her, and there is a name to her. */
static struct err *other_read(struct request *rq, struct kin *k, bool *ret_seen)
{
    TRY(person_is_seen(rq, k->person, ret_seen));
    const struct person_row *row = rq->people == NULL ? NULL : people_get(rq->people, k->person);
    k->name = text_of(row == NULL ? "" : row->name);
    *ret_seen = *ret_seen && row != NULL && row->state != PERSON_ERASED;
    return NULL;
}

static struct err *outside_read(struct request *rq, struct id contact, struct kin *k,
                                bool *ret_seen)
{
    struct rec *r = NULL;
    struct row_info info;
    TRY(record_find(rq->store, rq->arena, &contact_type, contact, &r, &info));
    *ret_seen = r != NULL && !r->withdrawn && rec_has(r, CONTACT_NAME);
    if (!*ret_seen)
        return NULL;
    k->contact = r;
    k->name = rec_text(r, CONTACT_NAME);
    k->phone = rec_text(r, CONTACT_PHONE);
    return NULL;
}

static bool holds_on(const struct rec *r, int32_t today)
{
    return rec_int(r, RELATIONSHIP_STATE, 0) <= RELATIONSHIP_VERIFIED &&
           rec_int(r, RELATIONSHIP_UNTIL, today) >= today;
}

/* One more, unless the other one is not for this asker or its words are gone. */
static struct err *kin_add(struct request *rq, struct id relationship, struct id her, int32_t today,
                           struct kins *kins)
{
    struct kin k = {0};
    struct rec *r = NULL;
    bool seen = false;
    TRY(record_get(rq->store, rq->arena, &relationship_type, relationship, &r));
    if (!rec_has(r, RELATIONSHIP_KIND))
        return NULL;
    k.rec = r;
    k.is_hers = id_equal(rec_id(r, RELATIONSHIP_A), her);
    k.person = rec_id(r, k.is_hers ? RELATIONSHIP_B : RELATIONSHIP_A);
    k.kind = rec_int(r, RELATIONSHIP_KIND, KIN_OTHER);
    if (!k.is_hers)
        k.kind = kin_inverse(k.kind);
    k.holds = holds_on(r, today);
    if (id_is_none(k.person))
        TRY(outside_read(rq, rec_id(r, RELATIONSHIP_CONTACT), &k, &seen));
    else
        TRY(other_read(rq, &k, &seen));
    if (seen)
        kins->at[kins->n++] = k;
    return NULL;
}

struct err *kin_of_person(struct request *rq, struct id person, bool ended_too,
                          struct kins *ret_kins)
{
    struct sql_relationships_of_a_row *hers;
    struct sql_relationships_of_b_row *others;
    size_t n_hers = 0, n_others = 0;
    int64_t most = ended_too ? RELATIONSHIP_REFUTED : RELATIONSHIP_VERIFIED;
    int32_t today = 0;
    struct kins kins = {0};
    TRY(request_day(rq, &today));
    TRY(sql_relationships_of_a(rq->store->db, rq->arena, rq->store->org, person, most, &hers,
                               &n_hers));
    TRY(sql_relationships_of_b(rq->store->db, rq->arena, rq->store->org, person, most, &others,
                               &n_others));
    kins.at = arena_makes(rq->arena, struct kin, n_hers + n_others);
    NEED(kins.at);
    for (size_t i = 0; i < n_hers; i++)
        TRY(kin_add(rq, hers[i].relationship, person, today, &kins));
    for (size_t i = 0; i < n_others; i++)
        TRY(kin_add(rq, others[i].relationship, person, today, &kins));
    *ret_kins = kins;
    return NULL;
}

struct err *kin_require(struct request *rq, struct id relationship, struct rec **ret_relationship)
{
    struct rec *r = NULL;
    struct row_info info;
    bool seen = false;
    TRY(record_find(rq->store, rq->arena, &relationship_type, relationship, &r, &info));
    if (r != NULL && !r->withdrawn)
        TRY(person_is_seen(rq, rec_id(r, RELATIONSHIP_A), &seen));
    if (seen && rec_has(r, RELATIONSHIP_B))
        TRY(person_is_seen(rq, rec_id(r, RELATIONSHIP_B), &seen));
    if (!seen)
        return absent(rq);
    *ret_relationship = r;
    return NULL;
}
