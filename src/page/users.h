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

#endif
