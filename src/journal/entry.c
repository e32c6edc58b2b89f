/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entry.c - the bytes of an entry's header. Whatever decodes is checked so closely that encoding
 * it again could only give the same bytes; a test flips every bit to hold this to its word. */
#include "journal/entry.h"

#include <assert.h>

#include "journal/bytes.h"

enum { HLC_COUNTER_BITS = 16 };

int64_t entry_ms(const struct entry *e)
{
    return (int64_t)(e->hlc >> HLC_COUNTER_BITS);
}

static void put_id(struct buf *into, const struct id *id)
{
    buf_bytes(into, id->bytes, sizeof id->bytes);
}

static void put_hash(struct buf *into, const struct hash *hash)
{
    buf_bytes(into, hash->bytes, sizeof hash->bytes);
}

void entry_encode_bound(const struct entry *e, struct buf *into)
{
    assert(e->at.seq >= 1 && e->hlc <= INT64_MAX && e->type >= 1 && e->type_version >= 1);
    assert(e->n_seen <= ENTRY_SEEN_MAX);
    buf_u8(into, ENTRY_VERSION);
    buf_u64(into, (uint64_t)e->org);
    put_id(into, &e->at.feed);
    buf_varint(into, (uint64_t)e->at.seq);
    put_hash(into, &e->prev);
    buf_u64(into, e->hlc);
    put_id(into, &e->deed);
    buf_varint(into, e->type);
    buf_varint(into, e->type_version);
    put_id(into, &e->obj);
    put_id(into, &e->author);
    buf_varint(into, e->n_seen);
    for (size_t i = 0; i < e->n_seen; i++) {
        assert(e->seen[i].seq >= 1);
        assert(i == 0 || id_compare(e->seen[i - 1].feed, e->seen[i].feed) < 0);
        put_id(into, &e->seen[i].feed);
        buf_varint(into, (uint64_t)e->seen[i].seq);
    }
    put_hash(into, &e->open_hash);
}

void entry_encode(const struct entry *e, struct buf *into)
{
    assert(e->n_parts <= ENTRY_PARTS_MAX);
    entry_encode_bound(e, into);
    buf_varint(into, e->n_parts);
    for (size_t i = 0; i < e->n_parts; i++) {
        const struct entry_part *p = &e->parts[i];
        assert(p->length >= 1 && p->length <= ENTRY_CIPHER_MAX);
        put_id(into, &p->key);
        buf_bytes(into, p->nonce, sizeof p->nonce);
        buf_varint(into, p->length);
        put_hash(into, &p->hash);
    }
}

void entry_encode_part_bound(const struct entry *e, size_t i, struct buf *into)
{
    assert(i < e->n_parts);
    entry_encode_bound(e, into);
    buf_varint(into, i);
    put_id(into, &e->parts[i].key);
}

/* ---- reading --------------------------------------------------------------------------------- */

static bool take_id(struct take *t, struct id *ret_id)
{
    return take_copy(t, ret_id->bytes, sizeof ret_id->bytes);
}

static bool take_hash(struct take *t, struct hash *ret_hash)
{
    return take_copy(t, ret_hash->bytes, sizeof ret_hash->bytes);
}

static bool take_count(struct take *t, size_t most, size_t *ret_n)
{
    uint64_t n;
    if (!take_varint(t, &n) || n > most)
        return false;
    *ret_n = (size_t)n;
    return true;
}

bool take_positive(struct take *t, uint64_t *ret_n)
{
    return take_varint(t, ret_n) && *ret_n >= 1 && *ret_n <= INT64_MAX;
}

static bool take_place(struct take *t, struct place *ret_place)
{
    uint64_t seq;
    if (!take_id(t, &ret_place->feed) || !take_positive(t, &seq))
        return false;
    ret_place->seq = (int64_t)seq;
    return true;
}

static bool take_fixed(struct take *t, struct entry *e)
{
    uint8_t version = 0;
    uint64_t org = 0;
    if (!take_u8(t, &version) || version != ENTRY_VERSION || !take_u64(t, &org))
        return false;
    e->org = (int64_t)org;
    return take_place(t, &e->at) && take_hash(t, &e->prev) && take_u64(t, &e->hlc) &&
           e->hlc <= INT64_MAX && take_id(t, &e->deed) && take_positive(t, &e->type) &&
           take_positive(t, &e->type_version) && take_id(t, &e->obj) && take_id(t, &e->author);
}

static bool take_seen(struct take *t, struct entry *e)
{
    for (size_t i = 0; i < e->n_seen; i++) {
        if (!take_place(t, &e->seen[i]))
            return false;
        if (i > 0 && id_compare(e->seen[i - 1].feed, e->seen[i].feed) >= 0)
            return false;
    }
    return take_hash(t, &e->open_hash);
}

static bool take_parts(struct take *t, struct entry *e)
{
    for (size_t i = 0; i < e->n_parts; i++) {
        struct entry_part *p = &e->parts[i];
        if (!take_id(t, &p->key) || !take_copy(t, p->nonce, sizeof p->nonce) ||
            !take_varint(t, &p->length) || p->length < 1 || p->length > ENTRY_CIPHER_MAX ||
            !take_hash(t, &p->hash))
            return false;
    }
    return take_done(t);
}

struct err *bytes_bad(struct arena *into, const char *what, struct text bytes)
{
    return err_integrity(into, N_("A stored entry is not what was written"), "%s of %zu bytes",
                         what, bytes.n);
}

struct err *entry_decode(struct arena *into, struct text header, struct entry *ret_entry)
{
    struct take t = take_from(header);
    struct entry e = {0};
    if (!take_fixed(&t, &e) || !take_count(&t, ENTRY_SEEN_MAX, &e.n_seen))
        return bytes_bad(into, "header", header);
    if (e.n_seen > 0) {
        e.seen = arena_makes(into, struct place, e.n_seen);
        NEED(e.seen);
    }
    if (!take_seen(&t, &e) || !take_count(&t, ENTRY_PARTS_MAX, &e.n_parts))
        return bytes_bad(into, "header", header);
    if (e.n_parts > 0) {
        e.parts = arena_makes(into, struct entry_part, e.n_parts);
        NEED(e.parts);
    }
    if (!take_parts(&t, &e))
        return bytes_bad(into, "header", header);
    *ret_entry = e;
    return NULL;
}
