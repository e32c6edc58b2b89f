/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* served.h - for tests of pages: a workplace that is served, and real requests by users of it.
 *
 *     struct served s = served_make();           rowan-house, the user `manager`
 *     served_user(&s, "worker", "all");          before served_start
 *     served_start(&s);
 *     struct reply r = served_get(&s, "manager", "/people.json");
 *     served_done(&s);
 */
#ifndef HEARTH_TESTS_SERVED_H
#define HEARTH_TESTS_SERVED_H

#include "support/server.h"
#include "support/site.h"
#include "web/web.h"

enum { SERVED_USERS_MAX = 16 };

struct served {
    struct workplace w;
    struct web *web;
    struct server client; /* its address and arena alone */
    size_t n_users;
    struct {
        const char *login, *token;
    } users[SERVED_USERS_MAX];
};

struct reply {
    unsigned status;
    struct text head, body;
};

struct served served_make(void);
/* On PostgreSQL if a conninfo and a schema of its own are given. */
struct served served_make_in(const char *database, const char *schema);
/* A user named like the role. */
void served_user(struct served *s, const char *role, const char *scope);
void served_user_named(struct served *s, const char *login, const char *role, const char *scope);
/* With a worker and an auditor of all, and the house mother of rowan-house. */
struct served served_made_with_roles(void);
void served_start(struct served *s);
void served_done(struct served *s);

/* With the user's bearer token; login NULL: a stranger. */
struct reply served_get(struct served *s, const char *login, const char *path);
/* What a browser would send; what is wrong comes back as a page. */
struct reply served_post(struct served *s, const char *login, const char *path, const char *form);
/* Whole bytes, as they are; the answer until the other side closes. */
struct reply served_raw(struct served *s, const char *bytes);
/* The 26 letters of an id, in the arena. */
const char *served_id(struct served *s, struct id id);
bool reply_has(const struct reply *r, const char *words);
/* The number behind "name": in a JSON body. */
int64_t reply_number(const struct reply *r, const char *name);
/* How often the words stand in the body. */
size_t reply_times(const struct reply *r, const char *words);

#endif
