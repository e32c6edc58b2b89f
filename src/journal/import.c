/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import.c - reading an export back: nothing is believed that the chain does not prove. */
#include <assert.h>
#include <string.h>

#include "journal/check.h"
#include "journal/export.h"
#include "sql/journal.sql.h"

enum { WINDOW_BYTES = 256 << 10, HEADER_MAX = 16 << 10, VARINT_MAX = 10, HEADS_FIRST = 16 };

struct importer {
    struct db *db; /* NULL: only check */
    struct arena *into;
    struct arena *arena; /* of one record */
    const struct export_source *source;
    /* Bytes read and not yet taken: at + from, n of them. */
    uint8_t *at;
    size_t from;
    size_t n;
    size_t got;     /* by the latest read */
    int64_t offset; /* in the stream, for messages */
    struct seal_hasher hasher;
    struct seal_public public_key;
    struct export_counts counts;
    size_t heads_room;
    struct journal_head before; /* of the feed at hand; seq 0: no feed yet */
    int64_t sealed;
};

/* ---- bytes ----------------------------------------------------------------------------------- */

static struct err *damaged(struct importer *m, const char *what)
{
    return err_integrity(m->arena, N_("This journal file is damaged or not whole"),
                         "%s at byte %lld", what, (long long)m->offset);
}

/* Reads behind what is there; m->got 0 is the end of the stream. */
static struct err *refill(struct importer *m)
{
    const size_t end = m->from + m->n;
    m->got = 0;
    TRY(m->source->read(m->source->with, m->arena, m->at + end, WINDOW_BYTES - end, &m->got));
    m->n += m->got;
    return NULL;
}

/* The next n bytes, valid until the next call. */
static struct err *pull(struct importer *m, size_t n, struct text *ret_bytes)
{
    assert(n <= WINDOW_BYTES);
    if (m->n < n) {
        memmove(m->at, m->at + m->from, m->n);
        m->from = 0;
    }
    while (m->n < n) {
        TRY(refill(m));
        if (m->got == 0)
            return damaged(m, "the end comes too early");
    }
    *ret_bytes = (struct text){(const char *)m->at + m->from, n};
    m->from += n;
    m->n -= n;
    m->offset += (int64_t)n;
    return NULL;
}

/* pull, and add to the hash over all. */
static struct err *pull_hashed(struct importer *m, size_t n, struct text *ret_bytes)
{
    struct text bytes = TEXT_NONE;
    TRY(pull(m, n, &bytes));
    seal_hasher_add(&m->hasher, bytes);
    *ret_bytes = bytes;
    return NULL;
}

static struct err *pull_into(struct importer *m, void *into, size_t n)
{
    struct text bytes = TEXT_NONE;
    TRY(pull_hashed(m, n, &bytes));
    assert(bytes.at != NULL);
    memcpy(into, bytes.at, n);
    return NULL;
}

static struct err *pull_varint(struct importer *m, uint64_t most, uint64_t *ret_n)
{
    char bytes[VARINT_MAX];
    size_t n = 0;
    do
        TRY(pull_into(m, &bytes[n++], 1));
    while (n < VARINT_MAX && ((uint8_t)bytes[n - 1] & 0x80) != 0);
    struct take t = take_from((struct text){bytes, n});
    uint64_t number = 0;
    if (!take_varint(&t, &number) || !take_done(&t) || number > most)
        return damaged(m, "a number");
    *ret_n = number;
    return NULL;
}

/* A copy in the arena of the record. */
static struct err *pull_sized(struct importer *m, size_t most, struct text *ret_bytes)
{
    uint64_t n = 0;
    struct text bytes = TEXT_NONE;
    TRY(pull_varint(m, most, &n));
    TRY(pull_hashed(m, (size_t)n, &bytes));
    const char *copy = arena_copy(m->arena, bytes.at, bytes.n);
    NEED(copy);
    *ret_bytes = (struct text){copy, bytes.n};
    return NULL;
}

/* A piece that may be absent: then ret_bytes->at is NULL. */
static struct err *pull_piece(struct importer *m, size_t most, struct text *ret_bytes)
{
    uint8_t is_there = 0;
    *ret_bytes = TEXT_NONE;
    TRY(pull_into(m, &is_there, 1));
    if (is_there > 1)
        return damaged(m, "a mark of presence");
    return is_there == 0 ? NULL : pull_sized(m, most, ret_bytes);
}

/* ---- feeds ----------------------------------------------------------------------------------- */

static struct err *feed_end(struct importer *m)
{
    if (m->before.at.seq == 0)
        return NULL;
    if (m->sealed != m->before.at.seq)
        return check_err(m->arena, m->before.at, VERIFY_UNSEALED);
    if (m->counts.n_heads == m->heads_room) {
        const size_t room = m->heads_room == 0 ? HEADS_FIRST : 2 * m->heads_room;
        m->counts.heads =
            arena_grow(m->into, m->counts.heads, m->counts.n_heads, room, sizeof *m->counts.heads);
        NEED(m->counts.heads);
        m->heads_room = room;
    }
    m->counts.heads[m->counts.n_heads++] = m->before;
    return NULL;
}

static struct err *feed_begin(struct importer *m, struct id feed)
{
    TRY(feed_end(m));
    if (m->before.at.seq > 0 && id_compare(m->before.at.feed, feed) >= 0)
        return damaged(m, "feeds do not ascend");
    m->before = (struct journal_head){.at.feed = feed};
    m->sealed = 0;
    return NULL;
}

/* ---- records --------------------------------------------------------------------------------- */

static struct err *store_entry(struct importer *m, const struct journal_entry *entry)
{
    const struct entry *e = &entry->e;
    if (m->db == NULL)
        return NULL;
    return sql_journal_entry_add(m->db, m->arena, e->org, e->at.feed, e->at.seq, entry->hash,
                                 (int64_t)e->hlc, e->deed, (int64_t)e->type, e->obj, e->author,
                                 entry->header, &entry->body);
}

static struct err *take_part(struct importer *m, const struct entry *e, size_t i)
{
    struct text cipher;
    TRY(pull_piece(m, ENTRY_CIPHER_MAX, &cipher));
    const bool is_erased = cipher.at == NULL;
    if (!is_erased && check_part(&e->parts[i], cipher) != CHECK_FINE)
        return check_err(m->arena, e->at, VERIFY_PART);
    m->counts.parts_erased += is_erased;
    if (m->db == NULL)
        return NULL;
    return sql_journal_part_add(m->db, m->arena, e->org, e->at.feed, e->at.seq, (int64_t)i,
                                e->parts[i].key, is_erased ? NULL : &cipher);
}

static struct err *take_entry(struct importer *m)
{
    struct journal_entry entry = {0};
    TRY(pull_sized(m, HEADER_MAX, &entry.header));
    TRY(pull_piece(m, ENTRY_BODY_MAX, &entry.body));
    TRY(entry_decode(m->arena, entry.header, &entry.e));
    if (entry.e.org != m->counts.org)
        return check_err(m->arena, entry.e.at, VERIFY_COLUMN);
    if (m->before.at.seq == 0 || !id_equal(entry.e.at.feed, m->before.at.feed))
        TRY(feed_begin(m, entry.e.at.feed));
    entry.hash = journal_entry_hash(entry.header);
    int what = check_entry(&m->before, &entry);
    if (what == CHECK_FINE)
        TRY(check_body_form(m->arena, &entry, &what));
    if (what != CHECK_FINE)
        return check_err(m->arena, entry.e.at, what);
    TRY(store_entry(m, &entry));
    for (size_t i = 0; i < entry.e.n_parts; i++)
        TRY(take_part(m, &entry.e, i));
    m->before = (struct journal_head){entry.e.at, entry.hash, entry.e.hlc};
    m->counts.entries++;
    return NULL;
}

static struct err *take_seal(struct importer *m)
{
    struct place at = {ID_NONE, 0};
    uint64_t seq = 0, since = 0;
    struct hash hash = {{0}};
    struct seal_signature signature = {{0}};
    TRY(pull_into(m, at.feed.bytes, ID_BYTES));
    TRY(pull_varint(m, INT64_MAX, &seq));
    TRY(pull_varint(m, INT64_MAX, &since));
    TRY(pull_into(m, hash.bytes, sizeof hash.bytes));
    TRY(pull_into(m, signature.bytes, sizeof signature.bytes));
    at.seq = (int64_t)seq;
    const struct journal_head *head = &m->before;
    int what;
    TRY(check_seal(&m->public_key, m->counts.org, head, m->sealed, &signature, &what));
    if (!id_equal(at.feed, head->at.feed) || at.seq != head->at.seq ||
        (int64_t)since != m->sealed || !seal_hash_equal(&hash, &head->hash) || what != CHECK_FINE)
        return check_err(m->arena, at, VERIFY_SEAL);
    if (m->db != NULL)
        TRY(sql_journal_seal_add(
            m->db, m->arena, m->counts.org, at.feed, at.seq, m->sealed, hash,
            (struct text){(const char *)signature.bytes, sizeof signature.bytes}));
    m->sealed = at.seq;
    m->counts.seals++;
    return NULL;
}

static struct err *take_end(struct importer *m)
{
    uint64_t entries = 0, seals = 0;
    struct text sum = TEXT_NONE;
    TRY(feed_end(m));
    TRY(pull_varint(m, INT64_MAX, &entries));
    TRY(pull_varint(m, INT64_MAX, &seals));
    TRY(pull(m, HASH_BYTES, &sum));
    assert(sum.at != NULL);
    struct hash hash = seal_hasher_end(&m->hasher);
    if ((int64_t)entries != m->counts.entries || (int64_t)seals != m->counts.seals ||
        memcmp(sum.at, hash.bytes, HASH_BYTES) != 0)
        return damaged(m, "the end mark");
    if (m->n == 0) {
        m->from = 0;
        TRY(refill(m));
    }
    return m->n > 0 ? damaged(m, "bytes behind the end") : NULL;
}

static struct err *take_head(struct importer *m)
{
    struct text magic = TEXT_NONE, org = TEXT_NONE;
    uint8_t version = 0;
    TRY(pull_hashed(m, EXPORT_MAGIC, &magic));
    if (!text_is(magic, export_magic))
        return damaged(m, "no journal file");
    TRY(pull_into(m, &version, 1));
    if (version != EXPORT_VERSION)
        return damaged(m, "an unknown version");
    TRY(pull_hashed(m, sizeof(uint64_t), &org));
    struct take t = take_from(org);
    uint64_t number = 0;
    (void)take_u64(&t, &number);
    m->counts.org = (int64_t)number;
    return pull_into(m, m->public_key.bytes, sizeof m->public_key.bytes);
}

static struct err *take_all(struct importer *m)
{
    TRY(take_head(m));
    for (;; arena_reset(m->arena)) {
        uint8_t kind = EXPORT_END;
        TRY(pull_into(m, &kind, 1));
        if (kind == EXPORT_END)
            return take_end(m);
        if (kind == EXPORT_ENTRY)
            TRY(take_entry(m));
        else if (kind == EXPORT_SEAL)
            TRY(take_seal(m));
        else
            return damaged(m, "an unknown record");
    }
}

static void importer_done(struct importer *m)
{
    arena_free(m->arena);
}

struct err *journal_import(struct arena *into, struct db *db, const struct export_source *source,
                           struct seal_public *ret_public_key, struct export_counts *ret_counts)
{
    enum { RECORD_BYTES_MAX = 16 << 20 };
    CLEANUP(importer_done)
    struct importer m = {
        .db = db, .into = into, .arena = arena_new(RECORD_BYTES_MAX), .source = source};
    NEED(m.arena);
    m.at = arena_alloc(into, WINDOW_BYTES);
    NEED(m.at);
    seal_hasher_start(&m.hasher, "hearth-export-1");
    TRY(err_copy(into, take_all(&m))); /* it may lie in the record's arena */
    *ret_public_key = m.public_key;
    *ret_counts = m.counts;
    return NULL;
}
