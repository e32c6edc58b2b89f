/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* site.h - for tests of whole acts: a site in a folder of its own, and acts by a user of it. */
#ifndef HEARTH_TESTS_SITE_H
#define HEARTH_TESTS_SITE_H

#include "command/person.h"
#include "command/stay.h"
#include "desk/desk.h"
#include "model/types.h"
#include "unit.h"
#include "view/figures.h"

enum { WORKPLACE_ROOMS = 4 };

struct workplace {
    struct arena *arena;
    const char *dir, *key;
    struct site *site;
    struct id rooms[WORKPLACE_ROOMS]; /* of rowan-house, one family each */
};

/* rowan-house with four rooms; the user `manager`. On PostgreSQL if a conninfo and a schema of its
 * own are given. */
struct workplace workplace_make(void);
struct workplace workplace_make_in(const char *database, const char *schema);
void workplace_done(struct workplace *w);
/* Closes the site and opens it again. */
void workplace_reopen(struct workplace *w);

/* Runs a command as a user; the job holds answer or error. */
struct job act_as(struct workplace *w, const char *login, command_fn *run, const void *form,
                  enum may may);
struct job act(struct workplace *w, command_fn *run, const void *form, enum may may);
/* The same, and it must succeed. */
struct job act_well(struct workplace *w, command_fn *run, const void *form, enum may may);
/* The first record of a type that a job made or changed. */
struct id made(const struct job *job, const struct rec_type *type);
/* A woman with a birth date, and n children of six years, in a room. */
struct job admit(struct workplace *w, const char *name, size_t room, size_t n_children);
/* The figures of the last day and of the period, by both reckonings, which must agree. Fills the
 * people index. */
struct figures figures_twice(struct workplace *w, const char *login, const struct figure_ask *ask);

#endif
