/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* care.c - medicine, allergies, papers: written down, corrected, ended. */
#include "command/care.h"

#include "model/types.h"
#include "model/types_care.h"
#include "view/care.h"

static uint64_t no_of(const struct rec_type *type, const char *name)
{
    return field_by_name(type, name)->no;
}

/* Her record, if the asker sees her care and there is still somebody to care for. */
static struct err *person_read(struct request *rq, struct id person, struct rec **ret_person)
{
    bool seen = false;
    TRY(care_is_seen(rq, person, &seen));
    if (!seen)
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    TRY(person_require(rq, person, ret_person));
    if (rec_int(*ret_person, PERSON_STATE, 0) == PERSON_ERASED)
        return err_new(rq->arena, ERR_CONFLICT, N_("This person was erased already"));
    return NULL;
}

static struct err *fields_read(struct request *rq, const struct fact_form *f, struct rec *r)
{
    TRY(written_read(rq, r, f->fields, f->n));
    if (r->type == &medicine_type)
        return written_days_check(rq, r, MEDICINE_FROM, MEDICINE_UNTIL);
    return NULL;
}

struct err *fact_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct fact_form *f = form;
    struct rec *person = NULL, *r = NULL;
    TRY(person_read(rq, f->person, &person));
    TRY(deed_record(deed, f->type, person->area, &r));
    TRY(rec_set_id(rq->arena, r, no_of(f->type, "person"), f->person));
    TRY(rec_set_int(rq->arena, r, no_of(f->type, "state"), FACT_NOW));
    TRY(fields_read(rq, f, r));
    deed_say(deed, N_("Written down"), NULL, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

/* What is seen and may be changed: the old record and a copy. */
static struct err *fact_change(struct request *rq, const struct rec_type *type, struct id fact,
                               struct deed *deed, const struct rec **ret_old,
                               struct row_info *ret_info, struct rec **ret_new)
{
    struct rec *seen = NULL;
    TRY(care_require(rq, type, fact, &seen));
    return deed_change(deed, rq->store, type, fact, ret_old, ret_info, ret_new);
}

struct err *fact_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct fact_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(fact_change(rq, f->type, f->fact, deed, &old, &info, &new));
    if (f->n == 0)
        return err_new(rq->arena, ERR_CONFLICT, N_("Nothing would change"));
    TRY(fields_read(rq, f, new));
    deed_say(deed, N_("Corrected. What stood before is in the history"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}

static struct err *fact_step(struct request *rq, const struct fact_end_form *f, enum act act,
                             int64_t state, struct deed *deed)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(fact_change(rq, f->type, f->fact, deed, &old, &info, &new));
    if (rec_int(old, no_of(f->type, "state"), 0) == state)
        return err_new(rq->arena, ERR_CONFLICT, N_("It stands so already"));
    TRY(rec_set_int(rq->arena, new, no_of(f->type, "state"), state));
    return deed_add(deed, act, old, &info, new);
}

struct err *fact_close(struct request *rq, const void *form, struct deed *deed)
{
    const struct fact_end_form *f = form;
    deed_say(deed, N_("It holds no longer"), NULL, NULL);
    return fact_step(rq, f, ACT_CLOSE, FACT_ENDED, deed);
}

struct err *fact_reopen(struct request *rq, const void *form, struct deed *deed)
{
    const struct fact_end_form *f = form;
    deed_say(deed, N_("It holds again"), NULL, NULL);
    return fact_step(rq, f, ACT_REOPEN, FACT_NOW, deed);
}
