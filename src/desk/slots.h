/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* slots.h - what opens the site's keys: a passphrase, the paper code, a key file. */
#ifndef HEARTH_DESK_SLOTS_H
#define HEARTH_DESK_SLOTS_H

#include "desk/site.h"

/* Adds a paper code to the slots in memory. *ret_code is shown once and kept nowhere. */
MUST_CHECK struct err *slot_paper(struct site *site, struct arena *into, const char **ret_code);
/* The same, and site.key is written, or nothing has changed. The writer's. ERR_LOCKED without keys,
 * ERR_CONFLICT when there is no place for one more. */
MUST_CHECK struct err *slot_paper_add(struct site *site, struct arena *into, const char **ret_code);
/* The same in the place of all paper codes that are there. */
MUST_CHECK struct err *slot_paper_only(struct site *site, struct arena *into,
                                       const char **ret_code);
/* Takes a slot away; ERR_CONFLICT for the last one, ERR_ABSENT when there is no such. */
MUST_CHECK struct err *slot_drop(struct site *site, struct arena *into, struct id slot);

#endif
