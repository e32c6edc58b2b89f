/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keep.h - what a backup of the keys keeps of this room: passwords' verifiers, second factors,
 * recovery codes. Never sessions, links, bearer tokens or drafts.
 *
 * Bytes (numbers as in docs/journal-format.md): number of users as varint, then each, ascending:
 * user 16, has a password 0 or 1, then {salt 16, verifier 32, set zigzag, must change 0 or 1}; has
 * a second factor 0 or 1, then {step zigzag, set zigzag, length varint, sealed secret}; number of
 * recovery codes varint, each {salt 16, verifier 32, used 0 or 1}. */
#ifndef HEARTH_SIGNIN_KEEP_H
#define HEARTH_SIGNIN_KEEP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "db/db.h"

enum { KEEP_BYTES_MAX = 64 << 20 };

/* All of the store. */
MUST_CHECK struct err *keep_take(struct arena *into, struct db *keys, int64_t org,
                                 struct text *ret_bytes);
/* Puts them into an empty store, inside the caller's transaction; ERR_INTEGRITY when the bytes are
 * not exactly such ones. */
MUST_CHECK struct err *keep_put(struct arena *scratch, struct db *keys, int64_t org,
                                struct text bytes);

#endif
