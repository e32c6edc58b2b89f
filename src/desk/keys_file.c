/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keys_file.c - writes and reads the key half of a backup. */
#include "desk/keys_file.h"

#include <string.h>

#include "base/limits.h"
#include "base/when.h"
#include "base/world.h"
#include "signin/keep.h"
#include "sql/keystore.sql.h"

enum { PAGE_ROWS = 1000, WRAPPED_BYTES_MAX = 1024, KEYS_MAX = 4000000 };

static const char magic[] = "HRTHKEYS";
static const char domain[] = "hearth-keys-1";

/* ---- from and to the store ------------------------------------------------------------------- */

static struct err *rows_read(struct arena *into, struct db *keys, int64_t org,
                             struct keys_file *file)
{
    struct id after = ID_NONE;
    size_t room = 0;
    for (size_t n = PAGE_ROWS; n == PAGE_ROWS;) {
        struct sql_keystore_after_row *page;
        TRY(sql_keystore_after(keys, into, org, after, PAGE_ROWS, &page, &n));
        if (file->n + n > room) {
            room = 2 * (file->n + n);
            file->rows = arena_grow(into, file->rows, file->n, room, sizeof *file->rows);
            NEED(file->rows);
        }
        for (size_t i = 0; i < n; i++) {
            file->rows[file->n++] =
                (struct keys_row){page[i].key, page[i].subject, page[i].made, page[i].wrapped};
            after = page[i].key;
        }
    }
    return NULL;
}

struct err *keys_file_read_store(struct arena *into, struct db *keys, int64_t org,
                                 const struct site_key *site_key, int64_t now_ms,
                                 struct keys_file *ret_file)
{
    CLEANUP(buf_done) struct buf encoded = buf_make(LIMIT_SITE_KEY_BYTES);
    struct keys_file file = {.org = org, .made_ms = now_ms};
    file.destroy_after = (int32_t)(now_ms / DAY_MS) + KEYS_FILE_DAYS;
    TRY(site_key_encode(site_key, &encoded));
    TRY(buf_take(&encoded, into, &file.site_key));
    TRY(keep_take(into, keys, org, &file.credentials));
    TRY(rows_read(into, keys, org, &file));
    *ret_file = file;
    return NULL;
}

struct err *keys_file_fill_store(struct arena *scratch, struct db *keys, struct db *journal,
                                 const struct keys_file *file)
{
    int64_t pinged_ms = world_boot_ms();
    for (size_t i = 0; i < file->n; i++) {
        const struct keys_row *row = &file->rows[i];
        struct arena_mark mark = arena_mark(scratch);
        TRY(sql_keystore_add(keys, scratch, file->org, row->key, row->subject, row->wrapped,
                             row->made_ms));
        if (world_boot_ms() - pinged_ms >= DB_PING_MS) {
            pinged_ms = world_boot_ms();
            TRY(db_ping(journal, scratch));
        }
        arena_rewind(scratch, mark);
    }
    return keep_put(scratch, keys, file->org, file->credentials);
}

/* ---- bytes ----------------------------------------------------------------------------------- */

void keys_file_encode(const struct keys_file *file, struct buf *into)
{
    size_t start = into->n;
    buf_str(into, magic);
    buf_varint(into, KEYS_FILE_VERSION);
    buf_u64(into, (uint64_t)file->org);
    buf_zigzag(into, file->made_ms);
    buf_zigzag(into, file->destroy_after);
    buf_varint(into, file->site_key.n);
    buf_put(into, file->site_key);
    buf_varint(into, file->credentials.n);
    buf_put(into, file->credentials);
    buf_varint(into, file->n);
    for (size_t i = 0; i < file->n; i++) {
        const struct keys_row *row = &file->rows[i];
        buf_bytes(into, row->key.bytes, ID_BYTES);
        buf_bytes(into, row->subject.bytes, ID_BYTES);
        buf_zigzag(into, row->made_ms);
        buf_varint(into, row->wrapped.n);
        buf_put(into, row->wrapped);
    }
    if (into->broken)
        return;
    struct hash hash = seal_hash(domain, (struct text){into->at + start, into->n - start});
    buf_bytes(into, hash.bytes, HASH_BYTES);
}

static struct err *damaged(struct arena *into, const char *what)
{
    return err_integrity(into, N_("The file of the keys is damaged"), "keys file: %s", what);
}

static bool take_sized(struct take *t, size_t most, struct text *ret_text)
{
    uint64_t n = 0;
    const uint8_t *at = NULL;
    if (!take_varint(t, &n) || n > most || !take_bytes(t, (size_t)n, &at))
        return false;
    *ret_text = (struct text){(const char *)at, (size_t)n};
    return true;
}

static bool take_row(struct take *t, struct keys_row *row)
{
    return take_copy(t, row->key.bytes, ID_BYTES) && take_copy(t, row->subject.bytes, ID_BYTES) &&
           take_zigzag(t, &row->made_ms) && take_sized(t, WRAPPED_BYTES_MAX, &row->wrapped);
}

static struct err *rows_decode(struct arena *into, struct take *t, struct keys_file *file)
{
    uint64_t n = 0;
    if (!take_varint(t, &n) || n > KEYS_MAX || n > t->n)
        return damaged(into, "number of keys");
    file->rows = arena_makes(into, struct keys_row, (size_t)n);
    NEED(file->rows);
    for (; file->n < n; file->n++) {
        struct keys_row *row = &file->rows[file->n];
        if (!take_row(t, row) || (file->n > 0 && id_compare(row[-1].key, row->key) >= 0))
            return damaged(into, "a key");
    }
    return NULL;
}

/* What stands before the keys. */
static bool take_head(struct take *t, struct keys_file *file)
{
    char said[sizeof magic - 1];
    uint64_t version = 0, org = 0;
    int64_t day = 0;
    if (!take_copy(t, said, sizeof said) || memcmp(said, magic, sizeof said) != 0 ||
        !take_varint(t, &version) || version != KEYS_FILE_VERSION || !take_u64(t, &org) ||
        org > INT64_MAX || !take_zigzag(t, &file->made_ms) || !take_zigzag(t, &day) ||
        !date_is_valid(day) || !instant_is_valid(file->made_ms))
        return false;
    file->org = (int64_t)org;
    file->destroy_after = (int32_t)day;
    return take_sized(t, LIMIT_SITE_KEY_BYTES, &file->site_key) &&
           take_sized(t, KEEP_BYTES_MAX, &file->credentials);
}

struct err *keys_file_decode(struct arena *into, struct text bytes, struct keys_file *ret_file)
{
    struct keys_file file = {0};
    struct hash said;
    if (bytes.n < HASH_BYTES)
        return damaged(into, "too short");
    struct text body = {bytes.at, bytes.n - HASH_BYTES};
    struct hash is = seal_hash(domain, body);
    memcpy(said.bytes, bytes.at + body.n, HASH_BYTES);
    if (!seal_hash_equal(&is, &said))
        return damaged(into, "hash");
    struct take t = take_from(body);
    if (!take_head(&t, &file))
        return damaged(into, "head");
    TRY(rows_decode(into, &t, &file));
    if (!take_done(&t))
        return damaged(into, "end");
    *ret_file = file;
    return NULL;
}
