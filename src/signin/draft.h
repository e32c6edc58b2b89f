/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* draft.h - what was typed and not yet sent, and requests parked while their session had ended.
 *
 * Sealed under a key of the site that is only for drafts; gone after LIMIT_DRAFT_DAYS, and all of
 * them when a person is erased, because she may be in any. One draft per user and form key, such as
 * "admit" or "case/ID/record". `store` may be a page thread's own, with a reading connection, for
 * draft_get; the others are the writer's. ERR_LOCKED without keys. */
#ifndef HEARTH_SIGNIN_DRAFT_H
#define HEARTH_SIGNIN_DRAFT_H

#include "signin/signin.h"

enum { DRAFT_FORM_BYTES = 120, DRAFT_BYTES_MAX = 256 << 10, DRAFTS_PER_USER = 40 };

/* In the place of an older one of the same form. A user's oldest goes when she has too many.
 * ERR_INPUT when it is too large. */
MUST_CHECK struct err *draft_put(const struct signin_store *store, struct arena *scratch,
                                 struct id user, struct text form, struct text typed);
/* ret_typed is TEXT_NONE when there is none. */
MUST_CHECK struct err *draft_get(const struct signin_store *store, struct arena *into,
                                 struct id user, struct text form, struct text *ret_typed,
                                 int64_t *ret_made_ms);
/* The form was sent. */
MUST_CHECK struct err *draft_drop(const struct signin_store *store, struct arena *scratch,
                                  struct id user, struct text form);
/* Those older than LIMIT_DRAFT_DAYS. */
MUST_CHECK struct err *draft_sweep(const struct signin_store *store, struct arena *scratch);
/* All of everybody, before an erasure destroys its key; the caller empties the log. */
MUST_CHECK struct err *draft_drop_all(struct db *keys, struct arena *scratch, int64_t org);

#endif
