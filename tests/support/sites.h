/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sites.h - a new site in a folder of its own, for tests that need a whole one. */
#ifndef HEARTH_TESTS_SITES_H
#define HEARTH_TESTS_SITES_H

#include "unit.h"

#include "desk/desk.h"

/* DIR/site and DIR/key are made in the folder; the user is `manager`. NULL, or what went wrong. */
static inline struct err *sites_make(struct arena *a, const char *folder, const char *database)
{
    const char *paper = NULL;
    const struct site_new new = {
        .dir = arena_printf(a, "%s/site", folder),
        .database = database,
        .name = TEXT("Rowan Tree"),
        .lang = TEXT("en"),
        .zone = TEXT("Europe/Kyiv"),
        .login = TEXT("manager"),
        .secret = {.key_file = arena_printf(a, "%s/key", folder)},
    };
    return site_make(a, &new, &paper);
}

static inline struct err *sites_open(struct arena *a, const char *folder, struct site **ret_site)
{
    const struct site_secret secret = {.key_file = arena_printf(a, "%s/key", folder)};
    return site_open(a, arena_printf(a, "%s/site", folder), &secret, ret_site);
}

/* The login that says its number. */
static inline const char *sites_login(struct arena *a, uint64_t number)
{
    return arena_printf(a, "worker-%llu", (unsigned long long)number);
}

/* The act of adding that user: two records, of which never one alone may be there. Its once-key is
 * the login, so the act can be tried again. */
static inline struct job sites_user(struct arena *a, uint64_t number)
{
    struct user_form *form = arena_make(a, struct user_form);
    *form = (struct user_form){
        .login = text_of(sites_login(a, number)), .role = TEXT("worker"), .scope = TEXT("all")};
    return (struct job){.arena = a,
                        .as = TEXT("manager"),
                        .may = MAY_MANAGE_USERS,
                        .once = form->login,
                        .run = user_add,
                        .form = form};
}

#endif
