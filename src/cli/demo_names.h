/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_names.h - given names and initials for invented people, in three scripts. */
#ifndef HEARTH_CLI_DEMO_NAMES_H
#define HEARTH_CLI_DEMO_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "model/value.h"

/* Names that go together: one language's women, girls, boys, men, and initials in its script. Each
 * list is ended by NULL. */
struct demo_names {
    enum script script;
    int64_t weight; /* how often among 100 families */
    const char *const *women;
    const char *const *men;
    const char *const *girls;
    const char *const *boys;
    const char *const *initials;
};

/* Ended by weight 0; the weights add up to 100. */
extern const struct demo_names demo_names[];

#endif
