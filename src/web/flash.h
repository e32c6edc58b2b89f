/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* flash.h - what was just done, kept in memory for the page that follows.
 *
 * An act answers with an address; the page there says what was done and offers to undo it. The
 * words may hold a name, so they stand in no address and no file; only the session that acted is
 * shown them. What is forgotten (a restart, too many since) is told as "Done". */
#ifndef HEARTH_WEB_FLASH_H
#define HEARTH_WEB_FLASH_H

#include "desk/desk.h"
#include "page/page.h"

enum { FLASH_KEPT = 256, FLASH_WORDS_BYTES = 240 };

struct flash;

/* Nothing kept yet. */
MUST_CHECK struct err *flash_make(struct arena *into, struct flash **ret_flash);
/* Wipes; takes NULL. */
void flash_free(struct flash *f);
/* Keeps the answer of an act for this session. Any thread. */
void flash_put(struct flash *f, const struct hash *session, const struct answer *answer);
/* Copies it into the arena; `said` is NULL when it is not known here. */
MUST_CHECK struct err *flash_get(struct flash *f, struct arena *into, const struct hash *session,
                                 struct id deed, struct page_done *ret_done);

#endif
