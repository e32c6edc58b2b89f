/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* incident.c - reporting what happened, weighing it, telling whom it must be told. */
#include "command/incident.h"

#include "command/stay_inside.h"
#include "model/types_programme.h"
#include "view/cases.h"
#include "view/incidents.h"

/* ---- reporting ---------------------------------------------------------------------------------
 */

static struct err *needed(struct request *rq, struct rec *r, const char *field, struct text written)
{
    const struct field *f = field_by_name(r->type, field);
    if (written.n == 0)
        return err_example(err_input(rq->arena, field, N_("{1}: write something here"), f->label),
                           f->example);
    return rec_read(rq->arena, r, field, written);
}

static struct err *part_add(struct request *rq, struct id incident, struct id person, int64_t part,
                            struct deed *deed)
{
    struct rec *r = NULL, *someone = NULL;
    TRY(person_require(rq, person, &someone));
    TRY(deed_record(deed, &incident_person_type, someone->area, &r));
    TRY(rec_set_id(rq->arena, r, INCIDENT_PERSON_INCIDENT, incident));
    TRY(rec_set_id(rq->arena, r, INCIDENT_PERSON_PERSON, person));
    TRY(rec_set_int(rq->arena, r, INCIDENT_PERSON_PART, part));
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

static struct err *telling_add(struct request *rq, const struct rec *incident, struct text body,
                               struct text due, struct deed *deed)
{
    struct rec *r = NULL;
    struct err *wrong = NULL;
    int32_t today = 0;
    TRY(request_day(rq, &today));
    TRY(deed_record(deed, &incident_told_type, incident->area, &r));
    TRY(rec_set_id(rq->arena, r, INCIDENT_TOLD_INCIDENT, incident->id));
    TRY(rec_set_int(rq->arena, r, INCIDENT_TOLD_STATE, TOLD_DUE));
    err_collect(&wrong, needed(rq, r, "body", body));
    if (due.n > 0)
        err_collect(&wrong, rec_read(rq->arena, r, "due", due));
    if (wrong == NULL && rec_int(r, INCIDENT_TOLD_DUE, today) < today)
        wrong = err_example(err_input(rq->arena, "due", N_("This day is over. Choose a later one")),
                            "2026-11-28");
    return wrong != NULL ? wrong : deed_add(deed, ACT_ASK, NULL, NULL, r);
}

static struct err *incident_fill(struct request *rq, const struct incident_form *f, struct rec *r)
{
    struct err *wrong = NULL;
    int64_t at_ms = 0;
    err_collect(&wrong, needed(rq, r, "kind", f->kind));
    err_collect(&wrong, needed(rq, r, "severity", f->severity));
    err_collect(&wrong, needed(rq, r, "what", f->what));
    if (f->done.n > 0)
        err_collect(&wrong, rec_read(rq->arena, r, "done", f->done));
    err_collect(&wrong, stay_moment(rq, f->at_ms, &at_ms));
    if (wrong != NULL)
        return wrong;
    TRY(rec_set_id(rq->arena, r, INCIDENT_ABOUT, f->about));
    TRY(rec_set_int(rq->arena, r, INCIDENT_AT, at_ms));
    return rec_set_int(rq->arena, r, INCIDENT_STATE, INCIDENT_REPORTED);
}

static struct err *place_set(struct request *rq, struct id person, struct rec *r)
{
    struct sql_stays_of_person_row stay;
    struct id work;
    bool stays = false;
    TRY(stay_current(rq, person, &stays, &stay));
    if (stays)
        TRY(rec_set_id(rq->arena, r, INCIDENT_HOUSE, stay.house));
    TRY(case_of_person(rq, person, &work));
    return id_is_none(work) ? NULL : rec_set_id(rq->arena, r, INCIDENT_CASE, work);
}

struct err *incident_report(struct request *rq, const void *form, struct deed *deed)
{
    const struct incident_form *f = form;
    struct rec *person = NULL, *r = NULL;
    if (f->n_others > INCIDENT_OTHERS_MAX)
        return err_input(rq->arena, "with", N_("{1}: there are too many"), "with");
    TRY(person_require(rq, f->about, &person));
    TRY(deed_record(deed, &incident_type, person->area, &r));
    TRY(incident_fill(rq, f, r));
    TRY(place_set(rq, f->about, r));
    TRY(deed_add(deed, ACT_ADD, NULL, NULL, r));
    TRY(part_add(rq, r->id, f->about, PART_ABOUT, deed));
    for (size_t i = 0; i < f->n_others; i++)
        if (!id_equal(f->others[i], f->about))
            TRY(part_add(rq, r->id, f->others[i], PART_OTHER, deed));
    deed_say(deed, N_("The incident is written down"), NULL, NULL);
    return f->tell.n == 0 && f->due.n == 0 ? NULL : telling_add(rq, r, f->tell, f->due, deed);
}

/* ---- weighing and telling ----------------------------------------------------------------------
 */

/* Who reported it sees it, but weighing is her team's. */
static struct err *team_require(struct request *rq, struct id incident)
{
    struct rec *r = NULL;
    bool seen = false;
    TRY(incident_require(rq, incident, &r));
    TRY(case_work_is_seen(rq, rec_id(r, INCIDENT_ABOUT), &seen));
    return seen ? NULL
                : err_new(rq->arena, ERR_DENIED,
                          N_("You are not allowed to do this. Ask the manager"));
}

struct err *incident_assess(struct request *rq, const void *form, struct deed *deed)
{
    const struct incident_words_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    struct err *wrong = NULL;
    TRY(team_require(rq, f->incident));
    TRY(deed_change(deed, rq->store, &incident_type, f->incident, &old, &info, &new));
    if (rec_int(old, INCIDENT_STATE, 0) == INCIDENT_CLOSED)
        return err_new(rq->arena, ERR_CONFLICT, N_("This incident is closed. Open it again first"));
    err_collect(&wrong, needed(rq, new, "assessed", f->words));
    if (f->severity.n > 0)
        err_collect(&wrong, rec_read(rq->arena, new, "severity", f->severity));
    if (wrong != NULL)
        return wrong;
    if (rec_int(old, INCIDENT_STATE, 0) == INCIDENT_REPORTED)
        TRY(rec_set_int(rq->arena, new, INCIDENT_STATE, INCIDENT_WEIGHED));
    deed_say(deed, N_("Written down"), NULL, NULL);
    return deed_add(deed, ACT_ASSESS, old, &info, new);
}

struct err *incident_tell(struct request *rq, const void *form, struct deed *deed)
{
    const struct incident_tell_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *r = NULL;
    TRY(incident_require(rq, f->incident, &r));
    TRY(deed_change(deed, rq->store, &incident_type, f->incident, &old, &info, &r));
    if (rec_int(old, INCIDENT_STATE, 0) == INCIDENT_CLOSED)
        return err_new(rq->arena, ERR_CONFLICT, N_("This incident is closed. Open it again first"));
    TRY(telling_add(rq, r, f->body, f->due, deed));
    deed_say(deed, N_("Written down; it stands among what is due"), NULL, NULL);
    if (rec_int(old, INCIDENT_STATE, 0) != INCIDENT_NOTIFIED)
        return NULL;
    TRY(rec_set_int(rq->arena, r, INCIDENT_STATE, INCIDENT_WEIGHED));
    return deed_add(deed, ACT_ASK, old, &info, r);
}

/* The last one was told: the incident is. */
static struct err *all_told(struct request *rq, struct id incident, struct deed *deed)
{
    struct incident_view v;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(incident_view(rq, incident, &v));
    if (v.n_due > 1 || rec_int(v.rec, INCIDENT_STATE, 0) != INCIDENT_WEIGHED)
        return NULL;
    TRY(deed_change(deed, rq->store, &incident_type, incident, &old, &info, &new));
    TRY(rec_set_int(rq->arena, new, INCIDENT_STATE, INCIDENT_NOTIFIED));
    return deed_add(deed, ACT_NOTIFY, old, &info, new);
}

struct err *incident_told(struct request *rq, const void *form, struct deed *deed)
{
    const struct incident_told_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL, *incident = NULL;
    int64_t at_ms = 0;
    TRY(deed_change(deed, rq->store, &incident_told_type, f->told, &old, &info, &new));
    TRY(incident_require(rq, rec_id(old, INCIDENT_TOLD_INCIDENT), &incident));
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    if (rec_int(old, INCIDENT_TOLD_STATE, 0) != TOLD_DUE)
        return err_new(rq->arena, ERR_CONFLICT, N_("This was told already, or is not needed"));
    if (f->note.n > 0)
        TRY(rec_read(rq->arena, new, "note", f->note));
    TRY(rec_set_int(rq->arena, new, INCIDENT_TOLD_STATE,
                    f->not_needed ? TOLD_NOT_NEEDED : TOLD_DONE));
    if (!f->not_needed)
        TRY(rec_set_int(rq->arena, new, INCIDENT_TOLD_AT, at_ms));
    TRY(deed_add(deed, f->not_needed ? ACT_CANCEL : ACT_NOTIFY, old, &info, new));
    deed_say(deed, f->not_needed ? N_("Not needed any more") : N_("Told"), NULL, NULL);
    return all_told(rq, incident->id, deed);
}

struct err *incident_close_or_reopen(struct request *rq, const void *form, struct deed *deed)
{
    const struct incident_state_form *f = form;
    struct incident_view v;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(team_require(rq, f->incident));
    TRY(incident_view(rq, f->incident, &v));
    if (!f->reopen && v.n_due > 0)
        return err_new(
            rq->arena, ERR_CONFLICT,
            N_("Somebody is still to be told. Tell first, or say that it is not needed"));
    if (!f->reopen && rec_int(v.rec, INCIDENT_STATE, 0) == INCIDENT_REPORTED)
        return err_new(rq->arena, ERR_CONFLICT, N_("Write first what you think of it"));
    TRY(deed_change(deed, rq->store, &incident_type, f->incident, &old, &info, &new));
    TRY(rec_set_int(rq->arena, new, INCIDENT_STATE,
                    f->reopen ? INCIDENT_WEIGHED : INCIDENT_CLOSED));
    deed_say(deed, f->reopen ? N_("The incident is open again") : N_("The incident is closed"),
             NULL, NULL);
    return deed_add(deed, f->reopen ? ACT_REOPEN : ACT_CLOSE, old, &info, new);
}
