/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* companion.c - naming who shows a newcomer round. */
#include "command/companion.h"

#include "command/stay_inside.h"
#include "model/types.h"
#include "view/companions.h"

/* Whoever did so until now. */
static struct err *before_end(struct request *rq, const struct sql_stays_of_person_row *stay,
                              int64_t at_ms, enum act act, struct deed *deed, bool *ret_was)
{
    struct companion_view now;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(companion_of_stay(rq, stay->stay, stay->house, &now));
    *ret_was = !id_is_none(now.record);
    if (!*ret_was)
        return NULL;
    TRY(deed_change(deed, rq->store, &companion_type, now.record, &old, &info, &new));
    TRY(rec_set_int(rq->arena, new, COMPANION_UNTIL, at_ms));
    return deed_add(deed, act, old, &info, new);
}

/* The same words whether she stays elsewhere, is not seen or was never here. */
static struct err *companion_check(struct request *rq, const struct companion_form *f,
                                   const struct sql_stays_of_person_row *stay)
{
    struct sql_stays_of_person_row hers = {0};
    bool is_seen = false, stays = false;
    if (!id_is_none(f->companion))
        TRY(person_is_seen(rq, f->companion, &is_seen));
    if (is_seen)
        TRY(stay_current(rq, f->companion, &stays, &hers));
    if (!stays || !id_equal(hers.house, stay->house) || id_equal(hers.household, stay->household))
        return err_input(rq->arena, "companion",
                         N_("Choose somebody of another family who stays in the same house"));
    return NULL;
}

struct err *companion_name(struct request *rq, const void *form, struct deed *deed)
{
    const struct companion_form *f = form;
    struct sql_stays_of_person_row stay;
    struct rec *r = NULL;
    int64_t at_ms = 0;
    bool was = false;
    TRY(stay_require(rq, f->person, &stay));
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(companion_check(rq, f, &stay));
    TRY(before_end(rq, &stay, at_ms, ACT_CORRECT, deed, &was));
    TRY(deed_record(deed, &companion_type, area_id(AREA_HOUSE, stay.house), &r));
    TRY(rec_set_id(rq->arena, r, COMPANION_PERSON, f->person));
    TRY(rec_set_id(rq->arena, r, COMPANION_STAY, stay.stay));
    TRY(rec_set_id(rq->arena, r, COMPANION_BY, f->companion));
    TRY(rec_set_int(rq->arena, r, COMPANION_FROM, at_ms));
    deed_say(deed, N_("The companion is written down"), NULL, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

struct err *companion_end(struct request *rq, const void *form, struct deed *deed)
{
    const struct companion_form *f = form;
    struct sql_stays_of_person_row stay;
    int64_t at_ms = 0;
    bool was = false;
    TRY(stay_require(rq, f->person, &stay));
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(before_end(rq, &stay, at_ms, ACT_FINISH, deed, &was));
    if (!was)
        return err_new(rq->arena, ERR_CONFLICT, N_("Nobody shows her round"));
    deed_say(deed, N_("She knows the house now"), NULL, NULL);
    return NULL;
}
