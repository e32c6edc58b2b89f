/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import.c - adds what is not there yet. */
#include "command/import.h"

#include "base/text.h"
#include "model/types.h"
#include "view/persons.h"

/* What is there under a row's id. */
struct present {
    struct rec *old; /* NULL: nothing */
    struct row_info info;
};

static bool has_name_of(const struct rec *person, const struct rec *other)
{
    const size_t at = field_index(&person_type, field_by_no(&person_type, PERSON_NAME));
    for (size_t i = 0; i < person->slots[at].n; i++)
        for (size_t j = 0; j < other->slots[at].n; j++) {
            const struct person_name *a = person->slots[at].at[i].name;
            const struct person_name *b = other->slots[at].at[j].name;
            if (text_equal(a->given, b->given) && text_equal(a->family, b->family))
                return true;
        }
    return false;
}

/* Since then somebody may have corrected the name: what was written at first counts too. */
static struct err *was_called(struct request *rq, const struct rec *person, bool *ret_was)
{
    struct history h;
    *ret_was = false;
    TRY(record_history(rq->store, rq->arena, person->id, &h));
    for (size_t i = 0; i < h.n && !*ret_was; i++)
        *ret_was = has_name_of(h.at[i].after, person);
    return NULL;
}

static struct err *fate_find(struct request *rq, const struct import_row *row,
                             struct present *there, enum import_fate *ret_fate)
{
    const struct rec *person = row->person;
    bool seen = false, was = false;
    TRY(record_find(rq->store, rq->arena, &person_type, person->id, &there->old, &there->info));
    *ret_fate = there->old == NULL || there->old->withdrawn ? IMPORT_NEW : IMPORT_KNOWN;
    if (*ret_fate == IMPORT_NEW || !row->has_number || has_name_of(there->old, person))
        return NULL;
    /* Of whom she may not see, nobody is told that there is another. */
    TRY(person_is_seen(rq, person->id, &seen));
    if (!seen || rec_int(there->old, PERSON_STATE, PERSON_KNOWN) == PERSON_ERASED)
        return NULL;
    TRY(was_called(rq, person, &was));
    *ret_fate = was ? IMPORT_KNOWN : IMPORT_DIFFERS;
    return NULL;
}

struct err *person_import_fate(struct request *rq, const struct import_row *row,
                               enum import_fate *ret_fate)
{
    struct present there = {0};
    return fate_find(rq, row, &there, ret_fate);
}

static struct err *fields_may(struct request *rq, const struct rec *person)
{
    for (size_t i = 0; i < person_type.n_fields; i++)
        if (person->slots[i].n > 0 && (person_type.fields[i].set & rq->who->roles) == 0)
            return err_new(rq->arena, ERR_DENIED,
                           N_("You are not allowed to do this. Ask the manager"));
    return NULL;
}

static struct err *row_import(struct request *rq, const struct import_row *row, struct deed *deed,
                              enum import_fate *ret_fate)
{
    struct present there = {0};
    TRY(fields_may(rq, row->person));
    TRY(fate_find(rq, row, &there, ret_fate));
    if (*ret_fate != IMPORT_NEW)
        return NULL;
    return deed_add(deed, ACT_ADD, there.old, there.old == NULL ? NULL : &there.info, row->person);
}

struct err *person_import(struct request *rq, const void *form, struct deed *deed)
{
    const struct import_form *f = form;
    for (size_t i = 0; i < f->n; i++)
        TRY(row_import(rq, &f->rows[i], deed, &f->fates[i]));
    deed_say(deed, N_("List imported"), NULL, NULL);
    return NULL;
}
