/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* users.h - who may come in, as what, and where. */
#ifndef HEARTH_VIEW_USERS_H
#define HEARTH_VIEW_USERS_H

#include "view/request.h"

struct user_grant {
    int64_t role, scope;
    struct text house; /* its handle, of SCOPE_HOUSE */
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
/* All users with the grants of this moment. */
MUST_CHECK struct err *user_views(struct request *rq, struct user_views *ret_views);

/* When the last backup was made, or 0. */
MUST_CHECK struct err *backup_last(struct request *rq, int64_t *ret_ms);

#endif
