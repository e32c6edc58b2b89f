/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* users.h - who may come in, as what, and where. */
#ifndef HEARTH_VIEW_USERS_H
#define HEARTH_VIEW_USERS_H

#include "view/request.h"

struct user_grant {
    struct id grant;
    int64_t role, scope;
    struct text house;         /* its handle, of SCOPE_HOUSE */
    struct text house_name;    /* what it is called */
    int64_t from_ms, until_ms; /* until_ms 0: without an end */
    int32_t since, until;      /* the first and the last day; until 0: without an end */
    bool runs;                 /* at this moment */
};
struct user_view {
    struct id user;
    struct text login;
    bool is_active;
    size_t n_grants;
    struct user_grant *grants;
};
struct user_views {
    size_t n;
    struct user_view *at; /* by login */
};
/* All users with all that they ever held. */
MUST_CHECK struct err *user_views(struct request *rq, struct user_views *ret_views);
/* One of them; *ret_found is false when there is no such login. */
MUST_CHECK struct err *user_view_of(struct request *rq, struct text login, bool *ret_found,
                                    struct user_view *ret_view);

/* When the last backup was made, or 0. */
MUST_CHECK struct err *backup_last(struct request *rq, int64_t *ret_ms);

#endif
