/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* write.c - the writer: numbers, clock and chain of new entries, sealed parts, seals over heads. */
#include <assert.h>
#include <string.h>

#include "base/world.h"
#include "journal/journal.h"
#include "sql/journal.sql.h"

enum { HEADER_MAX = 16 << 10, SEAL_BYTES_MAX = 256, HLC_COUNTER_BITS = 16, FEEDS_FIRST = 16 };

/* A feed as the writer knows it. */
struct feed {
    struct journal_head head;
    bool is_known;   /* head is what the tables say */
    bool is_touched; /* since the batch began */
};

struct journal_writer {
    struct arena *arena;
    struct db *db;
    const struct keyring *ring;
    int64_t org;
    uint64_t hlc;                  /* of the newest entry of any feed */
    struct journal_head newest;    /* once this batch is committed */
    struct journal_head committed; /* of the batches before */
    size_t n_feeds;
    size_t room;
    struct feed *feeds;
};

struct err *journal_create(struct db *db, struct arena *scratch)
{
    return db_script(db, scratch, sql_schema_journal(db_engine(db)));
}

struct err *journal_writer_open(struct arena *into, struct arena *scratch, struct db *db,
                                const struct keyring *ring, int64_t org,
                                struct journal_writer **ret_writer)
{
    struct journal_writer *w = arena_make(into, struct journal_writer);
    NEED(w);
    *w = (struct journal_writer){
        .arena = into, .db = db, .ring = ring, .org = org, .room = FEEDS_FIRST};
    w->feeds = arena_makes(into, struct feed, w->room);
    NEED(w->feeds);
    struct journal_head *heads;
    size_t n;
    TRY(journal_heads(db, scratch, org, &n, &heads));
    for (size_t i = 0; i < n; i++)
        w->newest = heads[i].hlc > w->newest.hlc ? heads[i] : w->newest;
    w->committed = w->newest;
    w->hlc = w->newest.hlc;
    *ret_writer = w;
    return NULL;
}

void journal_batch_start(struct journal_writer *w)
{
    for (size_t i = 0; i < w->n_feeds; i++)
        w->feeds[i].is_touched = false;
    w->committed = w->newest;
    journal_writer_rewind(w);
}

struct hash journal_writer_newest(const struct journal_writer *w)
{
    return w->newest.hash;
}

void journal_writer_rewind(struct journal_writer *w)
{
    for (size_t i = 0; i < w->n_feeds; i++)
        w->feeds[i].is_known = false;
    w->newest = w->committed;
}

static struct err *feed_add(struct journal_writer *w, struct id id, struct feed **ret_feed)
{
    if (w->n_feeds == w->room) {
        struct feed *grown = arena_grow(w->arena, w->feeds, w->room, 2 * w->room, sizeof *w->feeds);
        NEED(grown);
        w->feeds = grown;
        w->room *= 2;
    }
    *ret_feed = &w->feeds[w->n_feeds++];
    **ret_feed = (struct feed){.head.at.feed = id};
    return NULL;
}

static struct err *feed_find(struct journal_writer *w, struct arena *scratch, struct id id,
                             struct feed **ret_feed)
{
    struct feed *feed = NULL;
    for (size_t i = 0; i < w->n_feeds && feed == NULL; i++)
        feed = id_equal(w->feeds[i].head.at.feed, id) ? &w->feeds[i] : NULL;
    if (feed == NULL) {
        TRY(feed_add(w, id, &feed));
        assert(feed != NULL);
    }
    if (!feed->is_known)
        TRY(journal_head_of(w->db, scratch, w->org, id, &feed->head));
    feed->is_known = true;
    *ret_feed = feed;
    return NULL;
}

/* The next tick: never behind the newest entry, whatever the wall clock says. */
static uint64_t clock_next(uint64_t last)
{
    const int64_t now = world_now_ms();
    const bool is_sane = now >= 0 && now <= INT64_MAX >> HLC_COUNTER_BITS;
    const uint64_t wall = is_sane ? (uint64_t)now << HLC_COUNTER_BITS : 0;
    return wall > last ? wall : last + 1;
}

/* ---- one entry ------------------------------------------------------------------------------- */

static struct err *body_make(struct arena *into, struct body *body, struct text *ret_bytes)
{
    CLEANUP(buf_done) struct buf bytes = buf_make(2 * ENTRY_BODY_MAX);
    world_random(body->salt, sizeof body->salt);
    body_encode(body, &bytes);
    TRY(buf_check(&bytes));
    if (bytes.n > ENTRY_BODY_MAX)
        return err_new(into, ERR_INPUT, N_("This is too much for one entry. Make two of it"));
    return buf_take(&bytes, into, ret_bytes);
}

/* Seals parts[i] into e->parts[i] and gives the ciphertext. */
static struct err *part_make(struct journal_writer *w, struct arena *into, struct entry *e,
                             size_t i, const struct part *part, struct text *ret_cipher)
{
    CLEANUP(buf_done) struct buf plain = buf_make(2 * ENTRY_PART_MAX);
    CLEANUP(buf_done) struct buf bound = buf_make(HEADER_MAX);
    CLEANUP(buf_done) struct buf cipher = buf_make(ENTRY_CIPHER_MAX);
    struct entry_part *made = &e->parts[i];
    part_encode(part, &plain);
    TRY(buf_check(&plain));
    if (plain.n > ENTRY_PART_MAX)
        return err_new(into, ERR_INPUT, N_("This is too much for one entry. Make two of it"));
    entry_encode_part_bound(e, i, &bound);
    TRY(buf_check(&bound));
    struct seal_nonce nonce;
    TRY(keyring_seal(into, w->ring, made->key, buf_text(&plain), buf_text(&bound), &cipher,
                     &nonce));
    _Static_assert(sizeof nonce.bytes == ENTRY_NONCE, "one nonce, two names");
    memcpy(made->nonce, nonce.bytes, sizeof nonce.bytes);
    made->length = cipher.n;
    made->hash = journal_part_hash(buf_text(&cipher));
    return buf_take(&cipher, into, ret_cipher);
}

static struct err *parts_add(struct journal_writer *w, struct arena *into, struct entry *e,
                             size_t n_parts, const struct journal_plain *parts)
{
    e->n_parts = n_parts;
    e->parts = arena_makes(into, struct entry_part, n_parts);
    NEED(e->parts);
    for (size_t i = 0; i < n_parts; i++)
        e->parts[i].key = parts[i].key;
    for (size_t i = 0; i < n_parts; i++) {
        struct text cipher;
        TRY(part_make(w, into, e, i, &parts[i].part, &cipher));
        TRY(sql_journal_part_add(w->db, into, w->org, e->at.feed, e->at.seq, (int64_t)i,
                                 e->parts[i].key, &cipher));
    }
    return NULL;
}

/* What could not be read back must not be stored. */
static struct err *entry_prove(struct arena *into, const struct journal_entry *made)
{
    struct arena_mark mark = arena_mark(into);
    struct entry e;
    struct body body;
    TRY(entry_decode(into, made->header, &e));
    TRY(body_decode(into, made->body, &body));
    arena_rewind(into, mark);
    return NULL;
}

static struct err *entry_store(struct journal_writer *w, struct arena *into, struct entry *e,
                               struct text body, struct journal_entry *ret_entry)
{
    CLEANUP(buf_done) struct buf header = buf_make(HEADER_MAX);
    struct journal_entry made = {.e = *e, .body = body};
    entry_encode(e, &header);
    TRY(buf_take(&header, into, &made.header));
    TRY(entry_prove(into, &made));
    made.hash = journal_entry_hash(made.header);
    TRY(sql_journal_entry_add(w->db, into, w->org, e->at.feed, e->at.seq, made.hash,
                              (int64_t)e->hlc, e->deed, (int64_t)e->type, e->obj, e->author,
                              made.header, &body));
    *ret_entry = made;
    return NULL;
}

struct err *journal_append(struct journal_writer *w, struct arena *into, struct entry *e,
                           struct body *body, size_t n_parts, const struct journal_plain *parts,
                           struct journal_entry *ret_entry)
{
    assert(n_parts <= ENTRY_PARTS_MAX);
    struct feed *feed = NULL;
    struct text bytes = TEXT_NONE;
    TRY(feed_find(w, into, e->at.feed, &feed));
    TRY(body_make(into, body, &bytes));
    assert(feed != NULL);
    e->org = w->org;
    e->at.seq = feed->head.at.seq + 1;
    e->prev = feed->head.hash;
    e->hlc = clock_next(w->hlc);
    e->open_hash = journal_open_hash(bytes);
    /* Until the entry is in, the tables may hold a part of it: then only they know. */
    feed->is_known = false;
    TRY(parts_add(w, into, e, n_parts, parts));
    TRY(entry_store(w, into, e, bytes, ret_entry));
    w->hlc = e->hlc;
    feed->head = (struct journal_head){e->at, ret_entry->hash, e->hlc};
    feed->is_known = true;
    feed->is_touched = true;
    return NULL;
}

/* ---- seals ----------------------------------------------------------------------------------- */

static struct err *feed_seal(struct journal_writer *w, struct arena *scratch,
                             const struct journal_head *head)
{
    CLEANUP(buf_done) struct buf bytes = buf_make(SEAL_BYTES_MAX);
    struct sql_journal_feed_sealed_row sealed;
    bool found;
    TRY(sql_journal_feed_sealed(w->db, scratch, w->org, head->at.feed, &found, &sealed));
    const int64_t since = found ? sealed.seq : 0;
    if (since >= head->at.seq) /* all that was appended was taken back */
        return NULL;
    journal_seal_encode(w->org, &head->at, since, &head->hash, &bytes);
    TRY(buf_check(&bytes));
    struct seal_signature signature;
    keyring_sign(w->ring, "hearth-seal-1", buf_text(&bytes), &signature);
    struct text text = {(const char *)signature.bytes, sizeof signature.bytes};
    return sql_journal_seal_add(w->db, scratch, w->org, head->at.feed, head->at.seq, since,
                                head->hash, text);
}

struct err *journal_seal_heads(struct journal_writer *w, struct arena *scratch)
{
    for (size_t i = 0; i < w->n_feeds; i++) {
        struct feed *feed = &w->feeds[i];
        if (!feed->is_touched)
            continue;
        TRY(feed_find(w, scratch, feed->head.at.feed, &feed));
        TRY(feed_seal(w, scratch, &feed->head));
        if (feed->head.hlc > w->newest.hlc)
            w->newest = feed->head;
        feed->is_touched = false;
    }
    return NULL;
}

struct err *journal_drop_parts_of_key(struct db *db, struct arena *scratch, int64_t org,
                                      struct id key)
{
    return sql_journal_parts_drop(db, scratch, org, key);
}
