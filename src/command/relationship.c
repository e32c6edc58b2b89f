/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* relationship.c - relationships and contacts: written down, proven, corrected, ended. */
#include "command/relationship.h"

#include <assert.h>

#include "model/types.h"
#include "model/types_care.h"
#include "sql/care.sql.h"
#include "view/kin.h"

/* ---- contacts ------------------------------------------------------------------------------- */

static struct err *contact_make(struct request *rq, const struct written *fields, size_t n,
                                struct deed *deed, struct rec **ret_contact)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &contact_type, area_id(AREA_ORG, ID_NONE), &r));
    TRY(rec_set_int(rq->arena, r, CONTACT_SAFE, ASKED_NOT));
    TRY(rec_set_int(rq->arena, r, CONTACT_STATE, FACT_NOW));
    TRY(written_read(rq, r, fields, n));
    *ret_contact = r;
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

struct err *contact_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct contact_form *f = form;
    struct rec *r = NULL;
    deed_say(deed, N_("Contact written down"), NULL, NULL);
    return contact_make(rq, f->fields, f->n, deed, &r);
}

static struct err *contact_change(struct request *rq, struct id contact, struct deed *deed,
                                  const struct rec **ret_old, struct row_info *ret_info,
                                  struct rec **ret_new)
{
    struct rec *seen = NULL;
    TRY(contact_require(rq, contact, &seen));
    return deed_change(deed, rq->store, &contact_type, contact, ret_old, ret_info, ret_new);
}

struct err *contact_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct contact_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(contact_change(rq, f->contact, deed, &old, &info, &new));
    if (f->n == 0)
        return err_new(rq->arena, ERR_CONFLICT, N_("Nothing would change"));
    TRY(written_read(rq, new, f->fields, f->n));
    deed_say(deed, N_("Corrected. What stood before is in the history"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}

static struct err *contact_step(struct request *rq, const struct contact_form *f, enum act act,
                                int64_t state, struct deed *deed)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(contact_change(rq, f->contact, deed, &old, &info, &new));
    if (rec_int(old, CONTACT_STATE, 0) == state)
        return err_new(rq->arena, ERR_CONFLICT, N_("It stands so already"));
    TRY(rec_set_int(rq->arena, new, CONTACT_STATE, state));
    return deed_add(deed, act, old, &info, new);
}

struct err *contact_close(struct request *rq, const void *form, struct deed *deed)
{
    deed_say(deed, N_("The contact is used no longer"), NULL, NULL);
    return contact_step(rq, form, ACT_CLOSE, FACT_ENDED, deed);
}

struct err *contact_reopen(struct request *rq, const void *form, struct deed *deed)
{
    deed_say(deed, N_("The contact is used again"), NULL, NULL);
    return contact_step(rq, form, ACT_REOPEN, FACT_NOW, deed);
}

/* ---- relationships -------------------------------------------------------------------------- */

static struct err *marks_check(struct request *rq, const struct rec *r)
{
    TRY(written_days_check(rq, r, RELATIONSHIP_FROM, RELATIONSHIP_UNTIL));
    if (rec_int(r, RELATIONSHIP_COLLECT, 0) == 0 || rec_int(r, RELATIONSHIP_AVOID, 0) == 0)
        return NULL;
    return err_example(err_input(rq->arena, "must_not_contact",
                                 N_("Who must not be in contact cannot collect a child. Choose one "
                                    "of the two")),
                       "no");
}

static struct err *person_known(struct request *rq, struct id person, struct rec **ret_person)
{
    TRY(person_require(rq, person, ret_person));
    if (rec_int(*ret_person, PERSON_STATE, 0) == PERSON_ERASED)
        return err_new(rq->arena, ERR_CONFLICT, N_("This person was erased already"));
    return NULL;
}

/* The same two, once while it holds. */
static struct err *new_check(struct request *rq, const struct rec *r)
{
    struct sql_relationships_of_a_row *rows;
    size_t n = 0;
    TRY(sql_relationships_of_a(rq->store->db, rq->arena, rq->store->org, rec_id(r, RELATIONSHIP_A),
                               RELATIONSHIP_VERIFIED, &rows, &n));
    for (size_t i = 0; i < n; i++)
        if (id_equal(rows[i].b, rec_id(r, RELATIONSHIP_B)) &&
            id_equal(rows[i].contact, rec_id(r, RELATIONSHIP_CONTACT)))
            return err_new(rq->arena, ERR_CONFLICT,
                           N_("These two are written down already. Correct what stands there"));
    return NULL;
}

/* Who the other one is; somebody new outside is written down with it. */
static struct err *other_set(struct request *rq, const struct relationship_form *f,
                             struct deed *deed, struct rec *r)
{
    struct rec *other = NULL;
    struct err *wrong = NULL;
    int given = !id_is_none(f->b) + !id_is_none(f->contact) + (f->n_outside > 0);
    if (given != 1 || id_equal(f->a, f->b))
        wrong = err_example(
            err_input(rq->arena, "name", N_("Choose somebody who is known, or write a name")),
            "Halyna B.");
    if (f->n_outside > 0)
        err_collect(&wrong, contact_make(rq, f->outside, f->n_outside, deed, &other));
    if (wrong != NULL)
        return wrong;
    if (!id_is_none(f->b)) {
        TRY(person_known(rq, f->b, &other));
        return rec_set_id(rq->arena, r, RELATIONSHIP_B, f->b);
    }
    if (f->n_outside == 0)
        TRY(contact_require(rq, f->contact, &other));
    assert(other != NULL);
    return rec_set_id(rq->arena, r, RELATIONSHIP_CONTACT, other->id);
}

struct err *relationship_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct relationship_form *f = form;
    struct rec *person = NULL, *r = NULL;
    struct err *wrongs = NULL;
    TRY(person_known(rq, f->a, &person));
    TRY(deed_record(deed, &relationship_type, person->area, &r));
    TRY(rec_set_id(rq->arena, r, RELATIONSHIP_A, f->a));
    TRY(rec_set_int(rq->arena, r, RELATIONSHIP_STATE, RELATIONSHIP_STATED));
    err_collect(&wrongs, other_set(rq, f, deed, r));
    err_collect(&wrongs, written_read(rq, r, f->fields, f->n));
    err_collect(&wrongs, marks_check(rq, r));
    if (wrongs != NULL)
        return wrongs;
    TRY(new_check(rq, r));
    deed_say(deed, N_("Relationship written down"), NULL, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

static struct err *relationship_change(struct request *rq, struct id relationship,
                                       struct deed *deed, const struct rec **ret_old,
                                       struct row_info *ret_info, struct rec **ret_new)
{
    struct rec *seen = NULL;
    TRY(kin_require(rq, relationship, &seen));
    return deed_change(deed, rq->store, &relationship_type, relationship, ret_old, ret_info,
                       ret_new);
}

struct err *relationship_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct relationship_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(relationship_change(rq, f->relationship, deed, &old, &info, &new));
    if (f->n == 0)
        return err_new(rq->arena, ERR_CONFLICT, N_("Nothing would change"));
    TRY(written_read(rq, new, f->fields, f->n));
    TRY(marks_check(rq, new));
    deed_say(deed, N_("Corrected. What stood before is in the history"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}

static struct err *relationship_step(struct request *rq, const struct relationship_step_form *f,
                                     enum act act, int64_t state, struct deed *deed)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(relationship_change(rq, f->relationship, deed, &old, &info, &new));
    if (!rec_type_may_step(&relationship_type, rec_int(old, RELATIONSHIP_STATE, 0), act, state))
        return err_new(rq->arena, ERR_CONFLICT, N_("This cannot be done in the present state"));
    TRY(rec_set_int(rq->arena, new, RELATIONSHIP_STATE, state));
    return deed_add(deed, act, old, &info, new);
}

struct err *relationship_verify(struct request *rq, const void *form, struct deed *deed)
{
    deed_say(deed, N_("Proven by a paper"), NULL, NULL);
    return relationship_step(rq, form, ACT_VERIFY, RELATIONSHIP_VERIFIED, deed);
}

struct err *relationship_refute(struct request *rq, const void *form, struct deed *deed)
{
    deed_say(deed, N_("Found to be wrong"), NULL, NULL);
    return relationship_step(rq, form, ACT_REFUTE, RELATIONSHIP_REFUTED, deed);
}

struct err *relationship_end(struct request *rq, const void *form, struct deed *deed)
{
    deed_say(deed, N_("The relationship has ended"), NULL, NULL);
    return relationship_step(rq, form, ACT_CLOSE, RELATIONSHIP_ENDED, deed);
}
