/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* referrals.h - which referrals somebody sees: of those to us her own and all that a house of hers
 * was asked, one to any house only until the family came; of a case what its team sent. */
#ifndef HEARTH_VIEW_REFERRALS_H
#define HEARTH_VIEW_REFERRALS_H

#include "view/request.h"

/* The equal ERR_ABSENT when there is none or the asker does not see it. */
MUST_CHECK struct err *referral_require(struct request *rq, struct id referral,
                                        struct rec **ret_referral);
/* Whether the asker decides about a referral of this house (ID_NONE: that named none). */
bool referral_may_decide(const struct request *rq, struct id house);

/* Until which day an answer is due: the day it came (in the office's zone) and 0, 3 or 14 days, as
 * it is urgent. */
struct zone;
int32_t referral_due(const struct zone *zone, int64_t at_ms, int64_t urgency);
/* Nobody answered, and the day is over. */
bool referral_is_overdue(const struct zone *zone, int64_t at_ms, int64_t urgency, int64_t state,
                         int32_t today);

/* state 0: what waits for somebody; REFERRAL_ANY_STATE: all; else that state alone. */
enum { REFERRAL_ANY_STATE = -1, REFERRALS_MAX = 1000 };
struct referral_ask {
    int64_t state;
    bool overdue;
    struct id house; /* of those that houses were asked, this one's; ID_NONE: all of hers */
    struct id after; /* the last one of the page before */
    size_t limit;
};
struct referral_row {
    struct id referral;
    int64_t state, urgency, at_ms;
    int32_t due;
    bool is_overdue;
    struct rec *rec; /* of the rows of one page alone */
};
struct referral_list {
    size_t n;
    struct referral_row *rows; /* the newest first */
    size_t count;
    bool has_more;
    size_t states[18], overdue; /* counted among all that she sees */
};
MUST_CHECK struct err *referral_list(struct request *rq, const struct referral_ask *ask,
                                     struct referral_list *ret_list);

#endif
