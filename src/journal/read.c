/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* read.c - questions to the store of entries. Texts of an answer are views into the rows. */
#include <string.h>

#include "journal/journal.h"
#include "sql/journal.sql.h"

enum { HEADER_MAX = 16 << 10, HEADS_FIRST = 16 };

static struct journal_head head_of_row(struct id feed, const struct sql_journal_feed_head_row *row)
{
    return (struct journal_head){{feed, row->seq}, row->hash, (uint64_t)row->hlc};
}

struct err *journal_head_of(struct db *db, struct arena *into, int64_t org, struct id feed,
                            struct journal_head *ret_head)
{
    struct sql_journal_feed_head_row row;
    bool found;
    TRY(sql_journal_feed_head(db, into, org, feed, &found, &row));
    *ret_head = head_of_row(feed, &row); /* zeros if it was not found */
    return NULL;
}

struct err *journal_heads(struct db *db, struct arena *into, int64_t org, size_t *ret_n,
                          struct journal_head **ret_heads)
{
    size_t n = 0, room = HEADS_FIRST;
    struct journal_head *heads = arena_makes(into, struct journal_head, room);
    NEED(heads);
    struct sql_journal_feed_next_row next = {ID_NONE};
    for (;;) {
        bool found;
        TRY(sql_journal_feed_next(db, into, org, next.feed, &found, &next));
        if (!found)
            break;
        if (n == room) {
            heads = arena_grow(into, heads, room, 2 * room, sizeof *heads);
            NEED(heads);
            room *= 2;
        }
        TRY(journal_head_of(db, into, org, next.feed, &heads[n++]));
    }
    *ret_n = n;
    *ret_heads = heads;
    return NULL;
}

/* ---- entries --------------------------------------------------------------------------------- */

static struct err *entry_of(struct arena *into, const struct hash *hash, struct text header,
                            const struct text *body, struct journal_entry *ret_entry)
{
    *ret_entry = (struct journal_entry){.hash = *hash, .header = header};
    if (body != NULL)
        ret_entry->body = *body;
    return entry_decode(into, header, &ret_entry->e);
}

struct err *journal_entry_get(struct db *db, struct arena *into, int64_t org, struct place at,
                              struct journal_entry *ret_entry)
{
    struct sql_journal_entry_at_row row;
    bool found;
    TRY(sql_journal_entry_at(db, into, org, at.feed, at.seq, &found, &row));
    if (!found)
        return err_new(into, ERR_ABSENT, N_("The journal has no such entry"));
    return entry_of(into, &row.hash, row.header, row.body_null ? NULL : &row.body, ret_entry);
}

/* The statements that give entries have rows of one shape but of types of their own. */
#define ENTRIES_OF_ROWS(into, rows, n, ret_entries)                                                \
    do {                                                                                           \
        struct journal_entry *made_ = arena_makes(into, struct journal_entry, n);                  \
        NEED(made_);                                                                               \
        for (size_t i_ = 0; i_ < (n); i_++)                                                        \
            TRY(entry_of(into, &(rows)[i_].hash, (rows)[i_].header,                                \
                         (rows)[i_].body_null ? NULL : &(rows)[i_].body, &made_[i_]));             \
        *(ret_entries) = (struct journal_entries){n, made_};                                       \
    } while (0)

struct err *journal_entries_of_obj(struct db *db, struct arena *into, int64_t org, struct id obj,
                                   struct journal_entries *ret_entries)
{
    struct sql_journal_of_obj_row *rows;
    size_t n;
    TRY(sql_journal_of_obj(db, into, org, obj, JOURNAL_OBJ_MAX, &rows, &n));
    ENTRIES_OF_ROWS(into, rows, n, ret_entries);
    return NULL;
}

struct err *journal_entries_of_deed(struct db *db, struct arena *into, int64_t org, struct id deed,
                                    struct journal_entries *ret_entries)
{
    struct sql_journal_of_deed_row *rows;
    size_t n;
    TRY(sql_journal_of_deed(db, into, org, deed, JOURNAL_DEED_MAX, &rows, &n));
    ENTRIES_OF_ROWS(into, rows, n, ret_entries);
    return NULL;
}

struct err *journal_deed_page(struct db *db, struct arena *into, int64_t org, struct id deed,
                              struct place after, size_t limit, size_t *ret_n,
                              struct journal_touch **ret_touches)
{
    struct sql_journal_deed_page_row *rows;
    size_t n;
    TRY(sql_journal_deed_page(db, into, org, deed, after.feed, after.seq, (int64_t)limit, &rows,
                              &n));
    struct journal_touch *touches = arena_makes(into, struct journal_touch, n);
    NEED(touches);
    for (size_t i = 0; i < n; i++)
        touches[i] = (struct journal_touch){
            {rows[i].feed, rows[i].seq}, (uint64_t)rows[i].type, rows[i].obj};
    *ret_n = n;
    *ret_touches = touches;
    return NULL;
}

struct err *journal_deed_find(struct db *db, struct arena *scratch, int64_t org, struct id deed,
                              bool *ret_found)
{
    struct sql_journal_deed_any_row row;
    return sql_journal_deed_any(db, scratch, org, deed, ret_found, &row);
}

struct err *journal_page(struct db *db, struct arena *into, int64_t org, struct place after,
                         size_t limit, struct journal_entries *ret_entries)
{
    struct sql_journal_after_row *rows;
    size_t n;
    TRY(sql_journal_after(db, into, org, after.feed, after.seq, (int64_t)limit, &rows, &n));
    ENTRIES_OF_ROWS(into, rows, n, ret_entries);
    return NULL;
}

struct err *journal_feed_page(struct db *db, struct arena *into, int64_t org, struct place after,
                              size_t limit, struct journal_entries *ret_entries)
{
    struct sql_journal_feed_after_row *rows;
    size_t n;
    TRY(sql_journal_feed_after(db, into, org, after.feed, after.seq, (int64_t)limit, &rows, &n));
    ENTRIES_OF_ROWS(into, rows, n, ret_entries);
    return NULL;
}

/* ---- sealed parts ---------------------------------------------------------------------------- */

/* cipher NULL: the person was erased. */
static struct err *part_open(struct arena *into, const struct keyring *ring, const struct entry *e,
                             size_t i, const struct text *cipher, struct part *ret_part)
{
    const struct entry_part *part = &e->parts[i];
    if (cipher == NULL)
        return err_new(into, ERR_LOCKED, N_("This was erased"));
    struct hash hash = journal_part_hash(*cipher);
    char feed[ID_TEXT + 1];
    id_text(e->at.feed, feed);
    if (!seal_hash_equal(&hash, &part->hash))
        return err_integrity(into, N_("A sealed text was changed"), "feed %s number %lld part %zu",
                             feed, (long long)e->at.seq, i);
    CLEANUP(buf_done) struct buf bound = buf_make(HEADER_MAX);
    entry_encode_part_bound(e, i, &bound);
    TRY(buf_check(&bound));
    struct seal_nonce nonce;
    struct text plain;
    memcpy(nonce.bytes, part->nonce, sizeof nonce.bytes);
    TRY(keyring_open(into, ring, part->key, &nonce, buf_text(&bound), *cipher, &plain));
    return part_decode(into, plain, ret_part);
}

static struct err *part_absent(struct arena *into)
{
    return err_new(into, ERR_ABSENT, N_("The journal has no such entry"));
}

struct err *journal_part_open(struct db *db, struct arena *into, const struct keyring *ring,
                              const struct entry *e, size_t i, struct part *ret_part)
{
    struct sql_journal_part_cipher_row row;
    bool found = false;
    if (i < e->n_parts)
        TRY(sql_journal_part_cipher(db, into, e->org, e->at.feed, e->at.seq, (int64_t)i, &found,
                                    &row));
    if (!found)
        return part_absent(into);
    return part_open(into, ring, e, i, row.cipher_null ? NULL : &row.cipher, ret_part);
}

struct err *journal_part_open_at(struct db *db, struct arena *into, const struct keyring *ring,
                                 int64_t org, struct place at, size_t i, struct part *ret_part)
{
    struct sql_journal_part_of_entry_row row;
    struct entry e;
    bool found;
    TRY(sql_journal_part_of_entry(db, into, org, at.feed, at.seq, (int64_t)i, &found, &row));
    if (!found)
        return part_absent(into);
    TRY(entry_decode(into, row.header, &e));
    if (i >= e.n_parts)
        return part_absent(into);
    return part_open(into, ring, &e, i, row.cipher_null ? NULL : &row.cipher, ret_part);
}
