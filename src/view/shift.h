/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* shift.h - the changes of shift of a house, with the notes that were handed over. */
#ifndef HEARTH_VIEW_SHIFT_H
#define HEARTH_VIEW_SHIFT_H

#include "view/request.h"

struct shift_row {
    struct id shift;
    int64_t at_ms;
    struct id giver_id, taker_id; /* taker: ID_NONE when nobody was named */
    struct text giver, taker;     /* logins */
    struct text note;             /* TEXT_NONE: there was nothing to tell */
    bool is_read;
    struct text reader;
    int64_t read_at_ms;
    bool may_read; /* the asker takes over, and has not said yet that she read it */
};
struct shift_list {
    size_t n;
    struct shift_row *at; /* the newest first */
};
/* At most `most`; ERR_ABSENT unless the asker works in that house. */
MUST_CHECK struct err *shift_list(struct request *rq, struct id house, size_t most,
                                  struct shift_list *ret_list);

/* Who may be on duty in a house: active users who hold the role `house` there. */
struct shift_staff {
    size_t n;
    struct {
        struct id user;
        struct text login;
    } * at; /* by login */
};
MUST_CHECK struct err *shift_staff(struct request *rq, struct id house,
                                   struct shift_staff *ret_staff);

/* Whether this user confirms that she read what was handed over by `giver`: house staff of that
 * house, or who was named as taking over; never the giver. */
bool shift_may_read(const struct who *who, struct id house, struct id giver, struct id taker);

#endif
