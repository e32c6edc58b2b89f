/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* export.c - the journal as one stream: feed by feed, each entry with its body and ciphertexts,
 * each seal behind the entry that it seals, an end mark with counts and a hash over all. */
#include "journal/export.h"

#include "journal/check.h"
#include "sql/journal.sql.h"

enum { PAGE_ROWS = 256, FLUSH_BYTES = 256 << 10, PIECE_MAX = 4 << 20, PAGE_BYTES_MAX = 64 << 20 };

const char export_magic[EXPORT_MAGIC + 1] = "HRTHJRNL";

struct exporter {
    struct db *db;
    struct arena *arena; /* of a page */
    const struct export_sink *sink;
    int64_t org;
    struct buf out;
    struct seal_hasher hasher;
    struct export_counts counts;
    int64_t sealed; /* number of the latest seal of the feed at hand */
};

static struct err *flush(struct exporter *x)
{
    TRY(buf_check(&x->out));
    seal_hasher_add(&x->hasher, buf_text(&x->out));
    TRY(x->sink->write(x->sink->with, x->arena, buf_text(&x->out)));
    buf_clear(&x->out);
    return NULL;
}

/* A piece that may be absent. */
static void put_piece(struct buf *out, const struct text *piece)
{
    buf_u8(out, piece != NULL);
    if (piece == NULL)
        return;
    buf_varint(out, piece->n);
    buf_put(out, *piece);
}

static struct err *put_parts(struct exporter *x, const struct entry *e)
{
    for (size_t i = 0; i < e->n_parts; i++) {
        struct sql_journal_part_cipher_row row;
        bool found;
        TRY(sql_journal_part_cipher(x->db, x->arena, x->org, e->at.feed, e->at.seq, (int64_t)i,
                                    &found, &row));
        const bool is_kept = found && !row.cipher_null;
        if (!found || (is_kept && check_part(&e->parts[i], row.cipher) != CHECK_FINE))
            return check_err(x->arena, e->at, VERIFY_PART);
        put_piece(&x->out, is_kept ? &row.cipher : NULL);
        x->counts.parts_erased += !is_kept;
    }
    return NULL;
}

static struct err *put_entry(struct exporter *x, const struct journal_entry *entry)
{
    buf_u8(&x->out, EXPORT_ENTRY);
    buf_varint(&x->out, entry->header.n);
    buf_put(&x->out, entry->header);
    put_piece(&x->out, &entry->body);
    TRY(put_parts(x, &entry->e));
    x->counts.entries++;
    return NULL;
}

static struct err *put_seal(struct exporter *x, struct place at)
{
    struct sql_journal_seal_at_row row;
    bool found;
    TRY(sql_journal_seal_at(x->db, x->arena, x->org, at.feed, at.seq, &found, &row));
    if (!found)
        return NULL;
    if (row.signature.n != SEAL_SIGNATURE)
        return check_err(x->arena, at, VERIFY_SEAL);
    buf_u8(&x->out, EXPORT_SEAL);
    buf_bytes(&x->out, at.feed.bytes, ID_BYTES);
    buf_varint(&x->out, (uint64_t)at.seq);
    buf_varint(&x->out, (uint64_t)row.since);
    buf_bytes(&x->out, row.hash.bytes, HASH_BYTES);
    buf_put(&x->out, row.signature);
    x->counts.seals++;
    x->sealed = at.seq;
    return NULL;
}

/* One page of a feed; *head moves to its last entry. */
static struct err *put_page(struct exporter *x, struct journal_head *head, size_t *ret_n)
{
    struct journal_entries page;
    TRY(journal_feed_page(x->db, x->arena, x->org, head->at, PAGE_ROWS, &page));
    for (size_t i = 0; i < page.n; i++) {
        const struct journal_entry *entry = &page.at[i];
        int what = check_entry(head, entry);
        if (what == CHECK_FINE)
            TRY(check_body_form(x->arena, entry, &what));
        if (what != CHECK_FINE)
            return check_err(x->arena, entry->e.at, what);
        TRY(put_entry(x, entry));
        TRY(put_seal(x, entry->e.at));
        *head = (struct journal_head){entry->e.at, entry->hash, entry->e.hlc};
        if (x->out.n >= FLUSH_BYTES)
            TRY(flush(x));
    }
    *ret_n = page.n;
    return NULL;
}

static struct err *put_feed(struct exporter *x, const struct journal_head *last)
{
    struct journal_head head = {.at.feed = last->at.feed};
    x->sealed = 0;
    for (size_t n = PAGE_ROWS; n == PAGE_ROWS; arena_reset(x->arena))
        TRY(put_page(x, &head, &n));
    return x->sealed == head.at.seq ? NULL : check_err(x->arena, head.at, VERIFY_UNSEALED);
}

static struct err *put_all(struct exporter *x, const struct seal_public *public_key)
{
    buf_str(&x->out, export_magic);
    buf_u8(&x->out, EXPORT_VERSION);
    buf_u64(&x->out, (uint64_t)x->org);
    buf_bytes(&x->out, public_key->bytes, sizeof public_key->bytes);
    for (size_t i = 0; i < x->counts.n_heads; i++)
        TRY(put_feed(x, &x->counts.heads[i]));
    buf_u8(&x->out, EXPORT_END);
    buf_varint(&x->out, (uint64_t)x->counts.entries);
    buf_varint(&x->out, (uint64_t)x->counts.seals);
    TRY(flush(x));
    struct hash all = seal_hasher_end(&x->hasher);
    return x->sink->write(x->sink->with, x->arena,
                          (struct text){(const char *)all.bytes, sizeof all.bytes});
}

static void exporter_done(struct exporter *x)
{
    arena_free(x->arena);
    buf_done(&x->out);
}

struct err *journal_export(struct db *db, struct arena *into, int64_t org,
                           const struct seal_public *public_key, const struct export_sink *sink,
                           struct export_counts *ret_counts)
{
    CLEANUP(exporter_done)
    struct exporter x = {.db = db,
                         .arena = arena_new(PAGE_BYTES_MAX),
                         .sink = sink,
                         .org = org,
                         .out = buf_make(PIECE_MAX),
                         .counts.org = org};
    NEED(x.arena);
    seal_hasher_start(&x.hasher, "hearth-export-1");
    TRY(journal_heads(db, into, org, &x.counts.n_heads, &x.counts.heads));
    TRY(err_copy(into, put_all(&x, public_key))); /* it may lie in the page's arena */
    *ret_counts = x.counts;
    return NULL;
}
