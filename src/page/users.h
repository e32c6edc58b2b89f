/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* users.h - users and the backup as the settings show them. */
#ifndef HEARTH_PAGE_USERS_H
#define HEARTH_PAGE_USERS_H

#include "page/form.h"
#include "view/users.h"

/* One user with what she holds, in words. */
struct user_row {
    struct text login;
    struct text grants; /* "Worker, all · House staff, rowan-house" */
    bool is_active;
    bool is_program; /* the timer: nobody signs in as it */
};
struct users_page {
    size_t n;
    struct user_row *rows;
    struct form_field login, role, scope;
};

struct user_page {
    const struct user_view *u;
    bool may_change; /* the asker manages users, and this is no program */
    struct form_field role, scope;
};

/* What is never absent: the words of a role and of a scope. */
const struct choice *user_role(int64_t role);
const struct choice *user_scope(int64_t scope);
void user_grant_json(const struct user_grant *g, struct buf *b);
/* The questions for a role and where. */
MUST_CHECK struct err *user_role_field(struct page *pg, struct form_field *f);
MUST_CHECK struct err *user_scope_field(struct page *pg, struct form_field *f);
/* For the button: it runs, and the asker could have given it. */
bool user_may_end(const struct page *pg, const struct user_grant *g);

#endif
