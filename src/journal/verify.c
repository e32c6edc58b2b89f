/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify.c - three tables are read side by side in the order of (feed, seq): entries, their parts,
 * their seals. Each is read by pages of its own; whatever finds no partner is a finding. */
#include "journal/verify.h"

#include <assert.h>
#include <string.h>

#include "journal/check.h"
#include "sql/journal.sql.h"

enum { PAGE_ROWS = 256, PAGE_BYTES_MAX = 128 << 20, FEED_BYTES_MAX = 64 << 10 };

/* Where reading one table stands. */
struct cursor {
    struct arena *arena; /* of the page */
    size_t n;
    size_t i;
    bool is_last_page;
    struct buf feed; /* of the last row of the page before */
    int64_t seq;
    int64_t part;
};

struct verify {
    struct db *db;
    struct arena *scratch;
    const struct verify_ask *ask;
    struct verify_answer answer;
    struct cursor entries;
    struct cursor parts;
    struct cursor seals;
    struct sql_journal_rows_after_row *entry_rows;
    struct sql_journal_part_rows_after_row *part_rows;
    struct sql_journal_seal_rows_after_row *seal_rows;
    /* The feed at hand. */
    struct journal_head before;  /* seq 0: nothing of it was read */
    struct hash before_computed; /* of its bytes, if they are not what the table says */
    int64_t sealed;              /* number of its latest seal */
};

/* The place in the journal, as far as columns of a wrong shape tell it. */
static struct place place_of(struct text feed, int64_t seq)
{
    struct place at = {.seq = seq};
    memcpy(at.feed.bytes, feed.at, feed.n < ID_BYTES ? feed.n : ID_BYTES);
    return at;
}

static void report(struct verify *v, struct place at, int what, int64_t part)
{
    assert(what > CHECK_FINE && what < VERIFY__COUNT);
    const struct verify_finding finding = {at, (enum verify_what)what, part};
    v->answer.findings++;
    v->ask->report(v->ask->with, &finding);
}

static void report_unless_fine(struct verify *v, struct place at, int what)
{
    if (what != CHECK_FINE)
        report(v, at, what, -1);
}

/* ---- reading pages --------------------------------------------------------------------------- */

/* True when a page must be read; the cursor then stands behind the last row of the old one. */
static bool cursor_turn(struct cursor *c)
{
    const bool must_read = c->i == c->n && !c->is_last_page;
    if (must_read)
        arena_reset(c->arena);
    return must_read;
}

static void cursor_read(struct cursor *c, size_t n)
{
    c->n = n;
    c->i = 0;
    c->is_last_page = n < PAGE_ROWS;
}

static struct err *cursor_keep(struct cursor *c, struct text feed, int64_t seq, int64_t part)
{
    buf_clear(&c->feed);
    buf_put(&c->feed, feed);
    c->seq = seq;
    c->part = part;
    return buf_check(&c->feed);
}

static struct err *entry_peek(struct verify *v, const struct sql_journal_rows_after_row **ret_row)
{
    struct cursor *c = &v->entries;
    if (cursor_turn(c)) {
        size_t n;
        TRY(sql_journal_rows_after(v->db, c->arena, v->ask->org, buf_text(&c->feed), c->seq,
                                   PAGE_ROWS, &v->entry_rows, &n));
        cursor_read(c, n);
        if (n > 0)
            TRY(cursor_keep(c, v->entry_rows[n - 1].feed, v->entry_rows[n - 1].seq, 0));
    }
    *ret_row = c->i < c->n ? &v->entry_rows[c->i] : NULL;
    return NULL;
}

static struct err *part_peek(struct verify *v,
                             const struct sql_journal_part_rows_after_row **ret_row)
{
    struct cursor *c = &v->parts;
    if (cursor_turn(c)) {
        size_t n;
        TRY(sql_journal_part_rows_after(v->db, c->arena, v->ask->org, buf_text(&c->feed), c->seq,
                                        c->part, PAGE_ROWS, &v->part_rows, &n));
        cursor_read(c, n);
        if (n > 0)
            TRY(cursor_keep(c, v->part_rows[n - 1].feed, v->part_rows[n - 1].seq,
                            v->part_rows[n - 1].part));
    }
    *ret_row = c->i < c->n ? &v->part_rows[c->i] : NULL;
    return NULL;
}

static struct err *seal_peek(struct verify *v,
                             const struct sql_journal_seal_rows_after_row **ret_row)
{
    struct cursor *c = &v->seals;
    if (cursor_turn(c)) {
        size_t n;
        TRY(sql_journal_seal_rows_after(v->db, c->arena, v->ask->org, buf_text(&c->feed), c->seq,
                                        PAGE_ROWS, &v->seal_rows, &n));
        cursor_read(c, n);
        if (n > 0)
            TRY(cursor_keep(c, v->seal_rows[n - 1].feed, v->seal_rows[n - 1].seq, 0));
    }
    *ret_row = c->i < c->n ? &v->seal_rows[c->i] : NULL;
    return NULL;
}

/* -1: the row stands before the entry, 0: it is of the entry, 1: behind. No entry is the end. */
static int row_compare(struct text feed, int64_t seq,
                       const struct sql_journal_rows_after_row *entry)
{
    if (entry == NULL)
        return -1;
    int order = text_compare(feed, entry->feed);
    if (order != 0)
        return order < 0 ? -1 : 1;
    return seq < entry->seq ? -1 : seq > entry->seq;
}

/* ---- parts ----------------------------------------------------------------------------------- */

/* The row of part i of an entry. */
static void check_part_row(struct verify *v, const struct entry *e, size_t i,
                           const struct sql_journal_part_rows_after_row *row)
{
    const struct entry_part *part = &e->parts[i];
    const struct text key = {(const char *)part->key.bytes, ID_BYTES};
    bool is_fine = text_equal(row->key, key);
    if (is_fine && row->cipher_null) {
        is_fine = v->ask->key_exists != NULL && !v->ask->key_exists(v->ask->with, part->key);
        v->answer.parts_erased++;
    } else if (is_fine) {
        is_fine = check_part(part, row->cipher) == CHECK_FINE;
    }
    if (!is_fine)
        report(v, e->at, VERIFY_PART, (int64_t)i);
}

/* Takes all part rows up to and with this entry; e == NULL: its header cannot be read, so its
 * parts cannot be judged; entry == NULL: all that are left. */
static struct err *take_parts(struct verify *v, const struct sql_journal_rows_after_row *entry,
                              const struct entry *e)
{
    int64_t next = 0;
    for (;; v->parts.i++) {
        const struct sql_journal_part_rows_after_row *row;
        TRY(part_peek(v, &row));
        const int order = row == NULL ? 1 : row_compare(row->feed, row->seq, entry);
        if (order > 0)
            break;
        v->answer.parts++;
        bool is_its_own =
            order == 0 && e != NULL && row->part >= next && row->part < (int64_t)e->n_parts;
        for (; is_its_own && next < row->part; next++)
            report(v, e->at, VERIFY_PART, next);
        if (is_its_own)
            check_part_row(v, e, (size_t)next++, row);
        else if (order < 0 || e != NULL)
            report(v, place_of(row->feed, row->seq), VERIFY_PART, row->part);
    }
    for (; e != NULL && next < (int64_t)e->n_parts; next++)
        report(v, e->at, VERIFY_PART, next);
    return NULL;
}

/* ---- seals ----------------------------------------------------------------------------------- */

static struct err *seal_row_what(const struct verify *v, const struct journal_head *head,
                                 const struct sql_journal_seal_rows_after_row *row, int *ret_what)
{
    struct seal_signature signature;
    *ret_what = VERIFY_SEAL;
    if (row->signature.n != sizeof signature.bytes || row->hash.n != HASH_BYTES ||
        memcmp(row->hash.at, head->hash.bytes, HASH_BYTES) != 0 || row->since != v->sealed)
        return NULL;
    memcpy(signature.bytes, row->signature.at, sizeof signature.bytes);
    return check_seal(v->ask->public_key, v->ask->org, head, row->since, &signature, ret_what);
}

/* Takes all seal rows up to and with this entry, as take_parts does. */
static struct err *take_seals(struct verify *v, const struct sql_journal_rows_after_row *entry,
                              const struct journal_head *head)
{
    for (;; v->seals.i++) {
        const struct sql_journal_seal_rows_after_row *row;
        TRY(seal_peek(v, &row));
        const int order = row == NULL ? 1 : row_compare(row->feed, row->seq, entry);
        if (order > 0)
            return NULL;
        v->answer.seals++;
        if (order == 0) {
            int what;
            TRY(seal_row_what(v, head, row, &what));
            report_unless_fine(v, head->at, what);
            v->sealed = row->seq;
        } else {
            bool is_inside = entry != NULL && text_equal(row->feed, entry->feed);
            report(v, place_of(row->feed, row->seq), is_inside ? VERIFY_SEAL : VERIFY_CUT, -1);
        }
    }
}

/* ---- entries --------------------------------------------------------------------------------- */

static bool row_has_shape(const struct sql_journal_rows_after_row *row)
{
    return row->feed.n == ID_BYTES && row->hash.n == HASH_BYTES && row->deed.n == ID_BYTES &&
           row->obj.n == ID_BYTES && row->author.n == ID_BYTES && row->seq >= 1;
}

static bool is_id(struct text column, const struct id *id)
{
    return memcmp(column.at, id->bytes, ID_BYTES) == 0;
}

static bool columns_agree(const struct verify *v, const struct sql_journal_rows_after_row *row,
                          const struct entry *e)
{
    return e->org == v->ask->org && is_id(row->feed, &e->at.feed) && row->seq == e->at.seq &&
           row->hlc == (int64_t)e->hlc && is_id(row->deed, &e->deed) &&
           row->type == (int64_t)e->type && is_id(row->obj, &e->obj) &&
           is_id(row->author, &e->author);
}

/* An entry whose hash column or header was changed is told once: its follower may go by either. */
static int follows_what(const struct verify *v, const struct journal_entry *entry)
{
    int what = check_entry(&v->before, entry);
    if (what != VERIFY_CHAIN)
        return what;
    struct journal_head computed = v->before;
    computed.hash = v->before_computed;
    return check_entry(&computed, entry);
}

static void feed_end(struct verify *v)
{
    if (v->before.at.seq != v->sealed)
        report(v, v->before.at, VERIFY_UNSEALED, -1);
}

static struct err *check_row(struct verify *v, const struct sql_journal_rows_after_row *row)
{
    const struct place at = place_of(row->feed, row->seq);
    struct journal_entry entry = {.header = row->header};
    v->answer.entries++;
    if (!id_equal(at.feed, v->before.at.feed)) {
        feed_end(v);
        v->before = (struct journal_head){.at = {at.feed, 0}};
        v->sealed = 0;
    }
    if (!row_has_shape(row)) {
        report(v, at, VERIFY_ROW, -1);
        TRY(take_parts(v, row, NULL));
        return take_seals(v, row, &(struct journal_head){.at = at});
    }
    memcpy(entry.hash.bytes, row->hash.at, HASH_BYTES);
    if (!row->body_null)
        entry.body = row->body;
    int what;
    TRY(check_header(v->scratch, row->header, &entry.e, &what));
    const bool is_read = what == CHECK_FINE;
    report_unless_fine(v, at, what);
    if (is_read) {
        if (!columns_agree(v, row, &entry.e))
            report(v, at, VERIFY_COLUMN, -1);
        entry.e.at = at;
        report_unless_fine(v, at, follows_what(v, &entry));
        TRY(check_body_form(v->scratch, &entry, &what));
        report_unless_fine(v, at, what);
    }
    const struct journal_head head = {at, entry.hash, is_read ? entry.e.hlc : (uint64_t)row->hlc};
    TRY(take_parts(v, row, is_read ? &entry.e : NULL));
    TRY(take_seals(v, row, &head));
    v->before_computed = journal_entry_hash(row->header);
    v->before = head;
    return NULL;
}

static struct err *check_known(struct verify *v)
{
    for (size_t i = 0; i < v->ask->n_known; i++) {
        const struct journal_head *known = &v->ask->known[i];
        struct sql_journal_entry_at_row row;
        bool found;
        TRY(sql_journal_entry_at(v->db, v->scratch, v->ask->org, known->at.feed, known->at.seq,
                                 &found, &row));
        if (known->at.seq > 0 && (!found || !seal_hash_equal(&row.hash, &known->hash)))
            report(v, known->at, VERIFY_CUT, -1);
    }
    return NULL;
}

static struct err *verify_all(struct verify *v)
{
    for (;; v->entries.i++) {
        const struct arena_mark mark = arena_mark(v->scratch);
        const struct sql_journal_rows_after_row *row;
        TRY(entry_peek(v, &row));
        if (row == NULL)
            break;
        TRY(check_row(v, row));
        arena_rewind(v->scratch, mark);
    }
    feed_end(v);
    TRY(take_parts(v, NULL, NULL));
    TRY(take_seals(v, NULL, NULL));
    return check_known(v);
}

static void cursor_done(struct cursor *c)
{
    arena_free(c->arena);
    buf_done(&c->feed);
}

static void verify_done(struct verify *v)
{
    cursor_done(&v->entries);
    cursor_done(&v->parts);
    cursor_done(&v->seals);
}

static struct cursor cursor_make(void)
{
    return (struct cursor){.arena = arena_new(PAGE_BYTES_MAX), .feed = buf_make(FEED_BYTES_MAX)};
}

struct err *journal_verify(struct db *db, struct arena *scratch, const struct verify_ask *ask,
                           struct verify_answer *ret_answer)
{
    CLEANUP(verify_done)
    struct verify v = {
        .db = db,
        .scratch = scratch,
        .ask = ask,
        .entries = cursor_make(),
        .parts = cursor_make(),
        .seals = cursor_make(),
    };
    NEED(v.entries.arena);
    NEED(v.parts.arena);
    NEED(v.seals.arena);
    TRY(err_copy(scratch, verify_all(&v))); /* it may lie in a page's arena */
    *ret_answer = v.answer;
    return NULL;
}
