/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* hash.c - the domains of the journal's hashes and the bytes that a seal signs. */
#include <assert.h>

#include "journal/journal.h"

enum { FEED_BYTES_MAX = 128 };

struct hash journal_entry_hash(struct text header)
{
    return seal_hash("hearth-entry-1", header);
}

struct hash journal_open_hash(struct text body)
{
    return seal_hash("hearth-open-1", body);
}

struct hash journal_part_hash(struct text cipher)
{
    return seal_hash("hearth-part-1", cipher);
}

struct err *journal_feed_id(const struct seal_public *site, uint64_t incarnation, struct id area,
                            struct id *ret_feed)
{
    CLEANUP(buf_done) struct buf bytes = buf_make(FEED_BYTES_MAX);
    buf_bytes(&bytes, site->bytes, sizeof site->bytes);
    buf_varint(&bytes, incarnation);
    buf_bytes(&bytes, area.bytes, sizeof area.bytes);
    TRY(buf_check(&bytes));
    *ret_feed = seal_id("hearth-feed-1", buf_text(&bytes));
    return NULL;
}

void journal_seal_encode(int64_t org, const struct place *at, int64_t since,
                         const struct hash *hash, struct buf *into)
{
    assert(since >= 0 && since < at->seq);
    buf_u64(into, (uint64_t)org);
    buf_bytes(into, at->feed.bytes, sizeof at->feed.bytes);
    buf_varint(into, (uint64_t)since);
    buf_varint(into, (uint64_t)at->seq);
    buf_bytes(into, hash->bytes, sizeof hash->bytes);
}
