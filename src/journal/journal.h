/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* journal.h - the store of entries: append, seal, read, walk, erase parts.
 *
 * Nothing here knows what an entry means. Entries are appended inside the caller's transaction and
 * are durable when the caller's db_commit returns. The tables are journal_entry, journal_part and
 * journal_seal (src/sql/journal.sql); the bytes are those of docs/journal-format.md. Verifying is
 * in verify.h, exporting in export.h. */
#ifndef HEARTH_JOURNAL_JOURNAL_H
#define HEARTH_JOURNAL_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "journal/entry.h"
#include "seal/seal.h"

/* Makes the journal's tables and indexes; they must not be there yet. */
MUST_CHECK struct err *journal_create(struct db *db, struct arena *scratch);

/* ---- what is stored -------------------------------------------------------------------------- */

/* The newest entry of a feed. */
struct journal_head {
    struct place at;
    struct hash hash;
    uint64_t hlc;
};

/* One entry as read or as just appended. Views lie in the arena of the call. */
struct journal_entry {
    struct entry e;
    struct hash hash; /* of the header */
    struct text header;
    struct text body; /* encoded open body; at == NULL when it is absent */
};
struct journal_entries {
    size_t n;
    struct journal_entry *at;
};

/* BLAKE2b-256("hearth-entry-1" || header). */
struct hash journal_entry_hash(struct text header);
/* BLAKE2b-256("hearth-open-1" || body). */
struct hash journal_open_hash(struct text body);
/* BLAKE2b-256("hearth-part-1" || cipher). */
struct hash journal_part_hash(struct text cipher);
/* The feed of an area in one incarnation of a site: BLAKE2b-128("hearth-feed-1" || public key ||
 * incarnation || area). The incarnation's id is random: one backup restored twice must not begin
 * the same feed twice. */
struct id journal_feed_id(const struct seal_public *site, struct id incarnation, struct id area);

/* ---- writing --------------------------------------------------------------------------------- */

/* The one writer of an organisation. It lives as long as the process writes; its memory is of the
 * arena it was opened in. Not shared between threads. */
struct journal_writer;

/* What a sealed part shall hold, and under whose key. */
struct journal_plain {
    struct id key;
    struct part part;
};

/* Reads every head once, so that the clock goes on after the newest entry. */
MUST_CHECK struct err *journal_writer_open(struct arena *into, struct arena *scratch, struct db *db,
                                           const struct keyring *ring, int64_t org,
                                           struct journal_writer **ret_writer);
/* At the start of each batch, inside its transaction: heads are read anew when they are needed. */
void journal_batch_start(struct journal_writer *w);
/* After db_rollback_to or db_rollback: what was appended since is gone, heads are read anew. */
void journal_writer_rewind(struct journal_writer *w);
/* Outside of a transaction: the hash of the newest entry of all feeds; zeros when there is none. */
struct hash journal_writer_newest(const struct journal_writer *w);

/* Appends one entry at the end of e->at.feed.
 *
 * e      given: at.feed, deed, type, type_version, obj, author, seen; all else is filled in
 * body   its salt is drawn here; changes are ascending
 * parts  sealed under their keys, which the ring must hold (else ERR_LOCKED)
 * ret    the entry as stored, in `into`, ready for the projection
 *
 * The hlc is max(now, last + 1 tick) over all feeds of this writer. After an error the caller rolls
 * its savepoint back: a part of the entry may be in the tables. */
MUST_CHECK struct err *journal_append(struct journal_writer *w, struct arena *into, struct entry *e,
                                      struct body *body, size_t n_parts,
                                      const struct journal_plain *parts,
                                      struct journal_entry *ret_entry);
/* One signature over the head of every feed touched since journal_batch_start; call it once, last
 * before db_commit. */
MUST_CHECK struct err *journal_seal_heads(struct journal_writer *w, struct arena *scratch);
/* What a seal signs under "hearth-seal-1": org 8, feed 16, since varint, seq varint, hash 32.
 * `since` is the number of the feed's seal before (0: none), so no seal can vanish unseen. */
void journal_seal_encode(int64_t org, const struct place *at, int64_t since,
                         const struct hash *hash, struct buf *into);

/* Removes the ciphertext of every part under a key that was destroyed; headers stay. The caller
 * commits and then empties the log (db_truncate_log). */
MUST_CHECK struct err *journal_drop_parts_of_key(struct db *db, struct arena *scratch, int64_t org,
                                                 struct id key);

/* ---- reading --------------------------------------------------------------------------------- */

/* The head of every feed, ascending by feed. */
MUST_CHECK struct err *journal_heads(struct db *db, struct arena *into, int64_t org, size_t *ret_n,
                                     struct journal_head **ret_heads);
/* The head of one feed; seq 0 and zeros when it has no entry. */
MUST_CHECK struct err *journal_head_of(struct db *db, struct arena *into, int64_t org,
                                       struct id feed, struct journal_head *ret_head);
/* ERR_ABSENT when there is none. */
MUST_CHECK struct err *journal_entry_get(struct db *db, struct arena *into, int64_t org,
                                         struct place at, struct journal_entry *ret_entry);
enum { JOURNAL_OBJ_MAX = 10000, JOURNAL_DEED_MAX = 10000 };
/* Entries of a record, ascending by (hlc, feed, seq); at most JOURNAL_OBJ_MAX. */
MUST_CHECK struct err *journal_entries_of_obj(struct db *db, struct arena *into, int64_t org,
                                              struct id obj, struct journal_entries *ret_entries);
/* Entries of a deed in the same order; none: the deed has not happened (exactly-once). An import
 * has more than JOURNAL_DEED_MAX entries: the first ones are given. */
MUST_CHECK struct err *journal_entries_of_deed(struct db *db, struct arena *into, int64_t org,
                                               struct id deed, struct journal_entries *ret_entries);
/* The next entries of a deed after a place (ID_NONE and 0 begin), by feed and number: what they
 * touched, for deeds of any size. The end is n == 0. */
struct journal_touch {
    struct place at;
    uint64_t type;
    struct id obj;
};
MUST_CHECK struct err *journal_deed_page(struct db *db, struct arena *into, int64_t org,
                                         struct id deed, struct place after, size_t limit,
                                         size_t *ret_n, struct journal_touch **ret_touches);
/* Whether the deed has any entry: one look-up. */
MUST_CHECK struct err *journal_deed_find(struct db *db, struct arena *scratch, int64_t org,
                                         struct id deed, bool *ret_found);
/* The next entries after a place, by feed and number; ID_NONE and 0 begin. The end is n == 0. */
MUST_CHECK struct err *journal_page(struct db *db, struct arena *into, int64_t org,
                                    struct place after, size_t limit,
                                    struct journal_entries *ret_entries);

/* The same within one feed. */
MUST_CHECK struct err *journal_feed_page(struct db *db, struct arena *into, int64_t org,
                                         struct place after, size_t limit,
                                         struct journal_entries *ret_entries);

/* The plain content of part i of an entry; views in `into`. ERR_LOCKED when the key is not in the
 * ring or the ciphertext is gone (erased); ERR_INTEGRITY when bytes were changed. */
MUST_CHECK struct err *journal_part_open(struct db *db, struct arena *into,
                                         const struct keyring *ring, const struct entry *e,
                                         size_t i, struct part *ret_part);

/* The same for a pointer, in one look-up; ERR_ABSENT when the journal has no such part. */
MUST_CHECK struct err *journal_part_open_at(struct db *db, struct arena *into,
                                            const struct keyring *ring, int64_t org,
                                            struct place at, size_t i, struct part *ret_part);

/* All entries in the order of (hlc, feed, seq), for rebuilding; hash, chain, number, clock and body
 * of each are checked on the way (ERR_INTEGRITY with feed and number in detail). Holds one page of
 * every feed; an entry is valid until the next call. */
struct journal_walk;
MUST_CHECK struct err *journal_walk_open(struct arena *into, struct db *db, int64_t org,
                                         struct journal_walk **ret_walk);
/* *ret_entry is NULL at the end. */
MUST_CHECK struct err *journal_walk_next(struct journal_walk *walk, struct arena *scratch,
                                         const struct journal_entry **ret_entry);
/* Gives back the pages; takes NULL. For CLEANUP() too. */
void journal_walk_close(struct journal_walk **walk);

#endif
