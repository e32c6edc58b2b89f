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
/* Adds a passphrase of at least five different words that this user knows; as it stands between its
 * spaces at both ends it is what --passphrase-file reads. Takes a second: Argon2id. ERR_INPUT on
 * `passphrase`. */
MUST_CHECK struct err *slot_passphrase_add(struct site *site, struct arena *into, struct id user,
                                           struct text passphrase);
/* What a person calls a slot: its kind and the first letters of its id, such as paper-k3fq. */
enum { SLOT_NAME_TEXT = 15 };
void slot_name(const struct slot *slot, char ret_name[SLOT_NAME_TEXT + 1]);
const char *slot_kind_code(enum slot_kind kind);
const char *slot_kind_label(enum slot_kind kind);
/* Takes the slot of that name away. ERR_CONFLICT for the last one, ERR_INPUT on `name` when there
 * is no such. */
MUST_CHECK struct err *slot_drop_named(struct site *site, struct arena *into, struct text name);
/* The passphrases of a user who may no longer come in; never the last slot. */
MUST_CHECK struct err *slot_drop_user(struct site *site, struct arena *into, struct id user);

#endif
