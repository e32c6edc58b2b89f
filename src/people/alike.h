/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* alike.h - which of many persons look like one: the question of people_like, asked a hundred
 * thousand times. Persons go in by what their names sound like; nothing of it is ever written.
 *
 * Alike: an equal given name (known names in any spelling, others by sound), a common part of the
 * family names without endings, and birth years within two or unknown. Without a family name only
 * an equal birth date counts. Source: linkage 4.1 a to f. */
#ifndef HEARTH_PEOPLE_ALIKE_H
#define HEARTH_PEOPLE_ALIKE_H

#include "model/rec.h"
#include "people/people.h"

struct alike;
struct alike_found {
    struct id id;
    int64_t mark; /* as it was put in */
};

/* Everything lies in the arena. */
MUST_CHECK struct err *alike_new(struct arena *into, struct alike **ret_alike);
/* All persons of the index that are neither withdrawn nor erased, with mark 0. */
MUST_CHECK struct err *alike_add_people(struct alike *a, const struct people *people);
/* A person by her first name, with a mark of the caller's. */
MUST_CHECK struct err *alike_add(struct alike *a, const struct rec *person, int64_t mark);
/* At most PEOPLE_LIKE_MAX others, those put in first come first. */
MUST_CHECK struct err *alike_find(const struct alike *a, struct arena *into,
                                  const struct rec *person, size_t *ret_n,
                                  struct alike_found **ret_found);

#endif
