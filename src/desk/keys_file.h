/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keys_file.h - the key half of a backup: site.key and every wrapped key, in one file.
 *
 * Bytes (numbers as in docs/journal-format.md): "HRTHKEYS", version 2 as varint, organisation 8,
 * made (ms UTC) zigzag, destroy_after (date) zigzag, length varint and bytes of site.key, length
 * varint and bytes of the users' credentials (signin/keep.h), number of keys varint, then each
 * {key 16, subject 16, made zigzag, length varint, wrapped}, ascending by key; last
 * BLAKE2b-256("hearth-keys-1" || all before). Nothing in it opens without a secret of the site.
 * After destroy_after it must be gone, or an erasure would not be one. */
#ifndef HEARTH_DESK_KEYS_FILE_H
#define HEARTH_DESK_KEYS_FILE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"
#include "db/db.h"
#include "seal/seal.h"

enum { KEYS_FILE_VERSION = 2, KEYS_FILE_DAYS = 35, KEYS_FILE_BYTES_MAX = 512 << 20 };

struct keys_row {
    struct id key;
    struct id subject;
    int64_t made_ms;
    struct text wrapped;
};
struct keys_file {
    int64_t org;
    int64_t made_ms;
    int32_t destroy_after; /* the last day on which it may exist */
    struct text site_key;  /* encoded */
    struct text credentials;
    size_t n;
    struct keys_row *rows;
};

/* All keys of the store and the site's key file, as of now. */
MUST_CHECK struct err *keys_file_read_store(struct arena *into, struct db *keys, int64_t org,
                                            const struct site_key *site_key, int64_t now_ms,
                                            struct keys_file *ret_file);
/* Puts the rows into an empty key store, inside the caller's transaction. `journal` is pinged
 * meanwhile (DB_PING_MS): it holds the lock, and a hundred thousand keys take a while. */
MUST_CHECK struct err *keys_file_fill_store(struct arena *scratch, struct db *keys,
                                            struct db *journal, const struct keys_file *file);
/* Appends the bytes. */
void keys_file_encode(const struct keys_file *file, struct buf *into);
/* ERR_INTEGRITY unless the bytes are exactly one such file. Views into `bytes`. */
MUST_CHECK struct err *keys_file_decode(struct arena *into, struct text bytes,
                                        struct keys_file *ret_file);

#endif
