/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* hash.c - the domains of the journal's hashes and the bytes that a seal signs. */
#include <assert.h>
#include <string.h>

#include "journal/journal.h"

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

struct id journal_feed_id(const struct seal_public *site, struct id incarnation, struct id area)
{
    char bytes[SEAL_PUBLIC + 2 * ID_BYTES];
    memcpy(bytes, site->bytes, SEAL_PUBLIC);
    memcpy(bytes + SEAL_PUBLIC, incarnation.bytes, ID_BYTES);
    memcpy(bytes + SEAL_PUBLIC + ID_BYTES, area.bytes, ID_BYTES);
    return seal_id("hearth-feed-1", (struct text){bytes, sizeof bytes});
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
