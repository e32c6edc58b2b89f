/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* undo.c - every record of a deed back to what it was. */
#include "command/undo.h"

#include "command/organisation.h"
#include "model/types.h"

static struct err *refuse(struct request *rq, const char *text)
{
    return err_mend(err_new(rq->arena, ERR_CONFLICT, text), "hearth person correct");
}

/* A deed of others looks like one that never was. */
static struct err *absent(struct request *rq)
{
    return err_mend(err_new(rq->arena, ERR_ABSENT,
                            N_("Nothing here that you can open. Search, or ask the manager")),
                    "hearth journal log");
}

/* The state before the first moment of the deed; NULL when the deed made the record. */
static const struct rec *state_before(const struct history *h, struct id deed)
{
    const struct rec *before = NULL;
    for (size_t i = 0; i < h->n && !id_equal(h->at[i].deed, deed); i++)
        before = h->at[i].after;
    return before;
}

static struct err *record_back(struct request *rq, const struct rec_type *type, struct id obj,
                               struct id undone, struct deed *deed)
{
    struct rec *now = NULL, *then = NULL;
    struct row_info info;
    struct history h;
    TRY(record_find(rq->store, rq->arena, type, obj, &now, &info));
    if (now == NULL || !id_equal(info.deed, undone))
        return refuse(rq, N_("Something later was written on top of this. Correct it instead"));
    TRY(record_history(rq->store, rq->arena, obj, &h));
    const struct rec *before = state_before(&h, undone);
    TRY(rec_clone(rq->arena, before == NULL ? now : before, &then));
    then->withdrawn = before == NULL || before->withdrawn;
    return deed_add(deed, ACT_UNDO, now, &info, then);
}

static struct err *may_undo(struct request *rq, const struct undo_form *f)
{
    if (!guard_may_undo(rq->who, id_equal(f->author, rq->who->user)))
        return absent(rq);
    if (f->is_final)
        return refuse(rq, N_("This cannot be undone"));
    if (!f->is_known)
        return refuse(rq, N_("The ten minutes for undoing are over. Correct it instead"));
    return NULL;
}

/* With an id of its own, or a random one. */
static struct err *undo_record(struct request *rq, struct id undone, struct id area, struct id id,
                               struct deed *deed)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &undo_type, area, &r));
    r->id = id_is_none(id) ? r->id : id;
    TRY(rec_set_id(rq->arena, r, UNDO_DEED, undone));
    return deed_add(deed, ACT_UNDO, NULL, NULL, r);
}

struct err *deed_undo(struct request *rq, const void *form, struct deed *deed)
{
    const struct undo_form *f = form;
    struct touched *touched;
    size_t n = 0;
    TRY(record_touched(rq->store, rq->arena, f->deed, &n, &touched));
    if (n == 0)
        return absent(rq);
    TRY(may_undo(rq, f));
    for (size_t i = 0; i < n; i++) {
        if (touched[i].type == &undo_type)
            return refuse(rq, N_("An undoing is not undone. Do the act again"));
        if (touched[i].type != &feed_type)
            TRY(record_back(rq, touched[i].type, touched[i].obj, f->deed, deed));
    }
    if (deed->n == 0)
        return refuse(rq, N_("This cannot be undone"));
    TRY(managers_require(rq, deed));
    TRY(undo_record(rq, f->deed, deed->items[0].new->area, ID_NONE, deed));
    deed->is_final = true; /* an undoing is not undone */
    deed_say(deed, N_("Undone"), NULL, NULL);
    return NULL;
}

/* ---- in steps ----------------------------------------------------------------------------------
 */

static struct err *step_back(struct request *rq, const struct undo_step_form *f,
                             const struct touched *touched, struct deed *deed)
{
    struct rec *now = NULL;
    struct row_info info;
    if (touched->type == &feed_type)
        return NULL;
    if (touched->type == &undo_type)
        return refuse(rq, N_("An undoing is not undone. Do the act again"));
    for (size_t i = 0; i < deed->n; i++)
        if (id_equal(deed->items[i].new->id, touched->obj))
            return NULL;
    TRY(record_find(rq->store, rq->arena, touched->type, touched->obj, &now, &info));
    if (now != NULL && id_equal(info.deed, f->as))
        return NULL;
    if (now == NULL || !id_equal(info.deed, f->undo.deed))
        return refuse(rq, N_("Something later was written on top of this. Correct it instead"));
    return f->looks_only ? NULL : record_back(rq, touched->type, touched->obj, f->undo.deed, deed);
}

/* Last of all, once, what says that it was undone. */
static struct err *step_end(struct request *rq, const struct undo_step_form *f, struct deed *deed)
{
    struct rec *said = NULL;
    struct row_info info;
    *f->is_end = true;
    if (f->looks_only)
        return NULL;
    TRY(record_find(rq->store, rq->arena, &undo_type, f->record, &said, &info));
    if (said != NULL)
        return NULL;
    return undo_record(rq, f->undo.deed, area_id(AREA_ORG, ID_NONE), f->record, deed);
}

struct err *deed_undo_step(struct request *rq, const void *form, struct deed *deed)
{
    const struct undo_step_form *f = form;
    struct touched *touched;
    size_t n = 0;
    TRY(may_undo(rq, &f->undo));
    TRY(record_touched_next(rq->store, rq->arena, f->undo.deed, f->most, f->at, &n, &touched));
    for (size_t i = 0; i < n; i++)
        TRY(step_back(rq, f, &touched[i], deed));
    if (n == 0)
        TRY(step_end(rq, f, deed));
    deed->is_final = true; /* an undoing is not undone */
    deed_say(deed, N_("Undone"), NULL, NULL);
    return NULL;
}
