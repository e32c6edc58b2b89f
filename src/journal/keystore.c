/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keystore.c - wrapped keys in their own database. */
#include "journal/keystore.h"

#include "base/world.h"
#include "sql/journal.sql.h"
#include "sql/keystore.sql.h"

enum { PAGE_ROWS = 1000 };

struct err *keystore_create(struct db *keys, struct arena *scratch)
{
    return db_script(keys, scratch, sql_schema_keystore(db_engine(keys)));
}

/* Calls `act` for every stored key, by key id. The row's texts end with the call. */
static struct err *each_key(struct db *keys, struct arena *scratch, int64_t org,
                            struct err *(*act)(void *with, struct arena *scratch,
                                               const struct sql_keystore_after_row *row),
                            void *with)
{
    struct id after = ID_NONE;
    struct arena_mark mark = arena_mark(scratch);
    for (size_t n = PAGE_ROWS; n == PAGE_ROWS; arena_rewind(scratch, mark)) {
        struct sql_keystore_after_row *rows;
        TRY(sql_keystore_after(keys, scratch, org, after, PAGE_ROWS, &rows, &n));
        for (size_t i = 0; i < n; i++) {
            TRY(act(with, scratch, &rows[i]));
            after = rows[i].key;
        }
    }
    return NULL;
}

struct load {
    struct keyring *ring;
    size_t n;
};

static struct err *load_one(void *with, struct arena *scratch,
                            const struct sql_keystore_after_row *row)
{
    struct load *load = with;
    TRY(keyring_add_key(scratch, load->ring, row->key, row->wrapped));
    load->n++;
    return NULL;
}

struct err *keystore_load(struct db *keys, struct arena *scratch, int64_t org, struct keyring *ring,
                          size_t *ret_n)
{
    struct load load = {.ring = ring};
    TRY(each_key(keys, scratch, org, load_one, &load));
    *ret_n = load.n;
    return NULL;
}

struct err *keystore_find(struct db *keys, struct arena *scratch, int64_t org, struct id subject,
                          bool *ret_found, struct id *ret_key)
{
    struct sql_keystore_of_subject_row row;
    TRY(sql_keystore_of_subject(keys, scratch, org, subject, ret_found, &row));
    *ret_key = row.key;
    return NULL;
}

struct err *keystore_subject(struct db *keys, struct arena *scratch, int64_t org, struct id key,
                             bool *ret_found, struct id *ret_subject)
{
    struct sql_keystore_of_key_row row;
    TRY(sql_keystore_of_key(keys, scratch, org, key, ret_found, &row));
    *ret_subject = row.subject;
    return NULL;
}

struct err *keystore_make(struct db *keys, struct arena *scratch, int64_t org, struct keyring *ring,
                          struct id subject, struct id *ret_key)
{
    const struct id key = id_random();
    struct text wrapped;
    TRY(keyring_make_key(scratch, ring, key, &wrapped));
    struct err *bad = sql_keystore_add(keys, scratch, org, key, subject, wrapped, world_now_ms());
    if (bad != NULL) {
        (void)keyring_drop_key(ring, key);
        return bad;
    }
    *ret_key = key;
    return NULL;
}

struct err *keystore_destroy(struct db *keys, struct arena *scratch, int64_t org,
                             struct keyring *ring, struct id key, bool *ret_was)
{
    struct id subject;
    bool was;
    TRY(keystore_subject(keys, scratch, org, key, &was, &subject));
    if (ring != NULL)
        (void)keyring_drop_key(ring, key);
    TRY(sql_keystore_remove(keys, scratch, org, key));
    TRY(db_truncate_log(keys, scratch));
    *ret_was = was;
    return NULL;
}

static struct err *is_needed(struct db *journal, struct arena *scratch, int64_t org, struct id key,
                             bool *ret_needed)
{
    struct sql_journal_part_keyed_row used;
    return sql_journal_part_keyed(journal, scratch, org, key, ret_needed, &used);
}

struct err *keystore_sweep(struct db *keys, struct db *journal, struct arena *scratch, int64_t org,
                           struct keyring *ring, int64_t before_ms, struct id *at, size_t *ret_n)
{
    struct sql_keystore_after_row *rows;
    size_t n = 0, swept = 0;
    TRY(sql_keystore_after(keys, scratch, org, *at, PAGE_ROWS, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        bool needed = true;
        if (!id_is_none(rows[i].subject) && rows[i].made < before_ms)
            TRY(is_needed(journal, scratch, org, rows[i].key, &needed));
        if (needed)
            continue;
        (void)keyring_drop_key(ring, rows[i].key);
        TRY(sql_keystore_remove(keys, scratch, org, rows[i].key));
        swept++;
    }
    if (swept > 0)
        TRY(db_truncate_log(keys, scratch));
    *at = n < PAGE_ROWS ? ID_NONE : rows[n - 1].key;
    *ret_n = swept;
    return NULL;
}
