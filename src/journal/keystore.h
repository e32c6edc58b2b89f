/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keystore.h - the second store: wrapped keys of persons, areas and of the site itself.
 *
 * It lies in a database of its own (keys.db, or a schema), with its own connection, and is never
 * in one transaction with the journal. A batch that makes keys commits here first: a key without
 * entry is harmless and swept, an entry without key would be lost. One key per subject. */
#ifndef HEARTH_JOURNAL_KEYSTORE_H
#define HEARTH_JOURNAL_KEYSTORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "db/db.h"
#include "seal/seal.h"

/* Makes its tables in an empty key store. */
MUST_CHECK struct err *keystore_create(struct db *keys, struct arena *scratch);

/* Puts every stored key into the ring (page by page); how many. */
MUST_CHECK struct err *keystore_load(struct db *keys, struct arena *scratch, int64_t org,
                                     struct keyring *ring, size_t *ret_n);
/* The key of a person, an area or (ID_NONE) of the site; false when there is none. */
MUST_CHECK struct err *keystore_find(struct db *keys, struct arena *scratch, int64_t org,
                                     struct id subject, bool *ret_found, struct id *ret_key);
/* Whose key this is; false when it is not there. Needs no open ring. */
MUST_CHECK struct err *keystore_subject(struct db *keys, struct arena *scratch, int64_t org,
                                        struct id key, bool *ret_found, struct id *ret_subject);
/* A new random key for a subject that has none (ERR_CONFLICT otherwise), stored and in the ring.
 * Inside the caller's transaction on `keys`; if that is rolled back, keyring_drop_key it. */
MUST_CHECK struct err *keystore_make(struct db *keys, struct arena *scratch, int64_t org,
                                     struct keyring *ring, struct id subject, struct id *ret_key);
/* Erasure, in a transaction of its own: the row goes, the ring forgets it (ring may be NULL), the
 * log is emptied. False in *ret_was when it was gone already; then the log is emptied all the same,
 * so that it may be repeated after a crash. */
MUST_CHECK struct err *keystore_destroy(struct db *keys, struct arena *scratch, int64_t org,
                                        struct keyring *ring, struct id key, bool *ret_was);
/* Destroys keys made before `before_ms` under which no part of the journal is sealed; the site's
 * own (subject ID_NONE) stays. Looks at a page of them, behind the key *at, and sets *at to the
 * last one, or to ID_NONE after the last page: so nobody has to wait for all. */
MUST_CHECK struct err *keystore_sweep(struct db *keys, struct db *journal, struct arena *scratch,
                                      int64_t org, struct keyring *ring, int64_t before_ms,
                                      struct id *at, size_t *ret_n);

#endif
