/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* needs_work.c - what waits in the work with families: referrals without an answer, cases that wait
 * for a second person to close them. */
#include "model/types.h"
#include "page/case.h"
#include "page/needs.h"
#include "view/referrals.h"

enum { WAITING_MAX = 50 };

static enum need_rank rank_of(const struct needs *needs, int32_t due)
{
    if (due < needs->today)
        return NEED_OVERDUE;
    return due == needs->today ? NEED_TODAY : NEED_SOON;
}

struct err *need_referrals(struct page *pg, struct needs *needs)
{
    const struct referral_ask ask = {.house = needs_house(pg, needs), .limit = WAITING_MAX};
    struct referral_list list;
    TRY(referral_list(&pg->rq, &ask, &list));
    for (size_t i = 0; i < list.n; i++) {
        const struct referral_row *row = &list.rows[i];
        char id[ID_TEXT + 1];
        if (row->state >= REFERRAL_ACCEPTED ||
            !referral_may_decide(&pg->rq, rec_id(row->rec, REFERRAL_HOUSE)))
            continue;
        id_text(row->referral, id);
        struct need need = {.rank = rank_of(needs, row->due),
                            .order = row->due,
                            .code = "referral",
                            .row = {.tone = row->is_overdue ? TONE_WARN : TONE_PLAIN,
                                    .when = N_("Answer due: {1}"),
                                    .when_value = as_day_month(row->due),
                                    .title = rec_text(row->rec, REFERRAL_NAME),
                                    .link = {.label = N_("Answer"), .act = "referral.show"}}};
        need.row.link.url = arena_printf(pg->arena, "/referral/%s", id);
        NEED(need.row.link.url);
        TRY(need_add(pg, needs, &need));
    }
    return NULL;
}

struct err *need_closings(struct page *pg, struct needs *needs)
{
    const struct case_ask ask = {.state = CASE_CLOSING, .limit = WAITING_MAX};
    struct case_list list;
    TRY(case_list(&pg->rq, &ask, &list));
    for (size_t i = 0; i < list.n; i++) {
        struct rec *r = NULL;
        TRY(case_require(&pg->rq, list.rows[i].found, &r));
        if (id_equal(rec_id(r, CASE_ASKED_BY), pg->who.user))
            continue;
        struct need need = {
            .rank = NEED_SOON,
            .order = rec_int(r, CASE_ASKED_AT, 0),
            .code = "closing",
            .row = {.when = N_("To be closed"),
                    .title = list.rows[i].number,
                    .link = {.label = N_("Confirm the closing"), .act = "case.close"}}};
        need.row.link.url = case_path(pg, list.rows[i].found, "close");
        NEED(need.row.link.url);
        TRY(need_add(pg, needs, &need));
    }
    return NULL;
}
