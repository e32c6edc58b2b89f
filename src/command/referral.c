/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* referral.c - a referral comes, is looked at, answered; or is written to another service. */
#include "command/referral.h"

#include "command/case_inside.h"
#include "view/cases.h"
#include "view/places.h"
#include "view/referrals.h"

static struct err *refuse(struct request *rq, const char *text)
{
    return err_mend(err_new(rq->arena, ERR_CONFLICT, text), "hearth referral list");
}

static struct err *fields_fill(struct request *rq, const struct referral_fields *fields,
                               struct rec *r)
{
    struct err *wrong = NULL;
    for (size_t i = 0; i < fields->n; i++)
        if (fields->at[i].typed.n > 0)
            err_collect(&wrong, rec_read(rq->arena, r, fields->at[i].name, fields->at[i].typed));
    return wrong;
}

/* ---- coming and going -------------------------------------------------------------------------
 */

static struct err *house_read(struct request *rq, struct text handle, struct rec *r)
{
    struct id house;
    if (handle.n == 0)
        return NULL;
    TRY(house_of_handle(rq, handle, &house));
    if (id_is_none(house))
        return err_mend(err_input(rq->arena, "house", N_("There is no such house")),
                        "hearth house list");
    r->area = area_id(AREA_HOUSE, house);
    return rec_set_id(rq->arena, r, REFERRAL_HOUSE, house);
}

static struct err *begin(struct request *rq, int64_t direction, int64_t at_ms, struct deed *deed,
                         struct rec **ret_rec)
{
    TRY(deed_record(deed, &referral_type, area_id(AREA_ORG, ID_NONE), ret_rec));
    TRY(rec_set_int(rq->arena, *ret_rec, REFERRAL_DIRECTION, direction));
    TRY(rec_set_int(rq->arena, *ret_rec, REFERRAL_STATE,
                    direction == REFERRAL_IN ? REFERRAL_RECEIVED : REFERRAL_DRAFTED));
    TRY(rec_set_id(rq->arena, *ret_rec, REFERRAL_BY, rq->who->user));
    return rec_set_int(rq->arena, *ret_rec, REFERRAL_AT, at_ms);
}

struct err *referral_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct referral_form *f = form;
    struct rec *r = NULL, *person = NULL;
    int64_t at_ms = 0;
    TRY(case_moment(rq, f->at_ms, &at_ms));
    TRY(begin(rq, REFERRAL_IN, at_ms, deed, &r));
    TRY(house_read(rq, f->house, r));
    if (!id_is_none(f->person)) {
        TRY(person_require(rq, f->person, &person));
        TRY(rec_set_id(rq->arena, r, REFERRAL_ABOUT, f->person));
    }
    TRY(fields_fill(rq, &f->fields, r));
    deed_say(deed, N_("The referral is written down. An answer is due"), NULL, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

struct err *referral_out(struct request *rq, const void *form, struct deed *deed)
{
    const struct referral_out_form *f = form;
    struct rec *r = NULL, *found = NULL;
    TRY(case_require(rq, f->found, &found));
    TRY(begin(rq, REFERRAL_OUT, rq->now_ms, deed, &r));
    r->area = found->area;
    TRY(rec_set_id(rq->arena, r, REFERRAL_CASE, f->found));
    TRY(rec_set_id(rq->arena, r, REFERRAL_ABOUT, rec_id(found, CASE_ABOUT)));
    TRY(rec_set_int(rq->arena, r, REFERRAL_URGENCY, URGENCY_MONTH));
    TRY(fields_fill(rq, &f->fields, r));
    if (!rec_has(r, REFERRAL_TO))
        return err_example(err_input(rq->arena, "to", N_("Write which service we ask")),
                           "The city clinic");
    deed_say(deed, N_("The referral is a draft. Send it when she agrees"), NULL, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

/* ---- steps ------------------------------------------------------------------------------------
 */

static const struct {
    enum act act;
    int64_t in, out; /* the state it leads to; 0: not of this direction */
    bool decides;    /* an answer: by who decides in that house */
    const char *said;
} steps[] = {
    {ACT_START, REFERRAL_SCREENING, 0, false, N_("The referral is being looked at")},
    {ACT_ASK, REFERRAL_MORE, 0, false, N_("More was asked; the answer waits for it")},
    {ACT_ACCEPT, REFERRAL_ACCEPTED, REFERRAL_AGREED, true, N_("Accepted")},
    {ACT_DECLINE, REFERRAL_DECLINED, REFERRAL_REJECTED, true,
     N_("The answer is no, with the reason")},
    {ACT_REDIRECT, REFERRAL_REDIRECTED, 0, true, N_("Sent on to another service")},
    {ACT_CANCEL, REFERRAL_WITHDRAWN, REFERRAL_REVOKED, false, N_("Not needed any more")},
    {ACT_CLOSE, REFERRAL_NO_SHOW, REFERRAL_UNANSWERED, false, N_("Written down")},
    {ACT_SEND, 0, REFERRAL_SENT, false, N_("Sent")},
    {ACT_ACKNOWLEDGE, 0, REFERRAL_ACKNOWLEDGED, false, N_("They have it")},
    {ACT_FINISH, 0, REFERRAL_DONE, false, N_("Done")},
};

/* No without a reason is no answer; nothing goes to another service without what she allowed. */
static struct err *complete(struct request *rq, const struct rec *r, int64_t to)
{
    if (to == REFERRAL_DECLINED && !rec_has(r, REFERRAL_REASON))
        return err_example(err_input(rq->arena, "reason", N_("Choose a reason")), "no-room");
    if ((to == REFERRAL_DECLINED || to == REFERRAL_REDIRECTED) && !rec_has(r, REFERRAL_ANSWER))
        return err_example(err_input(rq->arena, "answer", N_("Write what else there is for them")),
                           "The day centre takes them from Monday.");
    if (to == REFERRAL_SENT && !rec_has(r, REFERRAL_CONSENT))
        return err_example(err_input(rq->arena, "consent", N_("Write what she allowed us to tell")),
                           "Her name and phone.");
    return NULL;
}

static struct err *decided(struct request *rq, struct rec *r)
{
    TRY(rec_set_id(rq->arena, r, REFERRAL_DECIDED_BY, rq->who->user));
    return rec_set_int(rq->arena, r, REFERRAL_DECIDED_AT, rq->now_ms);
}

struct err *referral_step(struct request *rq, const void *form, struct deed *deed)
{
    const struct referral_step_form *f = form;
    struct rec *old = NULL, *new = NULL;
    struct row_info info;
    size_t i = 0;
    TRY(referral_require(rq, f->referral, &old));
    TRY(record_find(rq->store, rq->arena, &referral_type, f->referral, &old, &info));
    TRY(rec_clone(rq->arena, old, &new));
    bool is_in = rec_int(old, REFERRAL_DIRECTION, 0) == REFERRAL_IN;
    while (i < COUNT(steps) && steps[i].act != f->act)
        i++;
    int64_t to = i == COUNT(steps) ? 0 : is_in ? steps[i].in : steps[i].out;
    if (to == 0 || to == rec_int(old, REFERRAL_STATE, 0))
        return refuse(rq, N_("This cannot be done in the present state"));
    if (is_in && steps[i].decides && !referral_may_decide(rq, rec_id(old, REFERRAL_HOUSE)))
        return err_new(rq->arena, ERR_DENIED,
                       N_("You are not allowed to do this. Ask the manager"));
    TRY(fields_fill(rq, &f->fields, new));
    TRY(complete(rq, new, to));
    if (steps[i].decides)
        TRY(decided(rq, new));
    TRY(rec_set_int(rq->arena, new, REFERRAL_STATE, to));
    deed_say(deed, steps[i].said, NULL, NULL);
    deed->is_final = f->act == ACT_SEND;
    return deed_add(deed, f->act, old, &info, new);
}

struct err *referral_admitted(struct request *rq, struct id referral, struct id person,
                              struct deed *deed)
{
    struct rec *old = NULL, *new = NULL;
    struct row_info info;
    TRY(referral_require(rq, referral, &old));
    TRY(record_find(rq->store, rq->arena, &referral_type, referral, &old, &info));
    TRY(rec_clone(rq->arena, old, &new));
    TRY(rec_set_int(rq->arena, new, REFERRAL_STATE, REFERRAL_ADMITTED));
    TRY(rec_set_id(rq->arena, new, REFERRAL_ABOUT, person));
    return deed_add(deed, ACT_ADMIT, old, &info, new);
}
