/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keys.h - /settings/keys: the slots of site.key, which the writer alone reads and changes. */
#ifndef HEARTH_WEB_KEYS_H
#define HEARTH_WEB_KEYS_H

#include "web/route.h"

extern const struct direct keys_show;
extern const struct direct keys_paper; /* makes a paper code, shown once */
extern const struct direct keys_words; /* adds a passphrase: passphrase, again */
extern const struct direct keys_drop;  /* takes the slot in the address away: name */

#endif
