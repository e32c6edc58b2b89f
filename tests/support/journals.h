/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* journals.h - a small journal in a store of either engine: a site with its keys, two feeds, a few
 * persons. For tests of journal/. Include it in one test file only. */
#ifndef HEARTH_TESTS_JOURNALS_H
#define HEARTH_TESTS_JOURNALS_H

#include "support/engines.h"

#include "journal/journal.h"

enum { JOURNALS_ORG = 7, JOURNALS_TYPE = 12 };

struct journals {
    struct engines *e;
    struct arena *a;
    struct db *db;
    struct site_key *site;
    struct keyring *ring;
    struct journal_writer *writer;
    struct id house; /* feeds */
    struct id org;
    struct id author;
    struct id anna; /* keys */
    struct id maria;
};

static inline struct id journals_id(uint8_t byte)
{
    struct id id;
    memset(id.bytes, byte, sizeof id.bytes);
    return id;
}

/* Tables, keys and the writer; nothing is appended yet. */
static inline struct journals given_journal(void **state)
{
    struct engines *e = *state;
    struct journals j = {.e = e,
                         .a = e->arena,
                         .db = e->db,
                         .house = journals_id(0x20),
                         .org = journals_id(0x10),
                         .author = journals_id(0x30),
                         .anna = journals_id(0x41),
                         .maria = journals_id(0x42)};
    struct text wrapped;
    assert_fine(seal_start(j.a));
    assert_fine(journal_create(j.db, j.a));
    assert_fine(site_key_make(j.a, &j.site, &j.ring));
    assert_fine(keyring_make_key(j.a, j.ring, j.anna, &wrapped));
    assert_fine(keyring_make_key(j.a, j.ring, j.maria, &wrapped));
    assert_fine(journal_writer_open(j.a, j.a, j.db, j.ring, JOURNALS_ORG, &j.writer));
    return j;
}

static inline void journal_gone(struct journals *j)
{
    keyring_close(&j->ring);
}

static inline void batch_begin(struct journals *j)
{
    assert_fine(db_begin(j->db, j->a));
    journal_batch_start(j->writer);
}

static inline void batch_commit(struct journals *j)
{
    assert_fine(journal_seal_heads(j->writer, j->a));
    assert_fine(db_commit(j->db, j->a));
}

/* One entry: an open field, and the words sealed under each of n keys. */
static inline struct err *journals_try(struct journals *j, struct id feed, struct id deed,
                                       struct id obj, const char *words, size_t n,
                                       const struct id *keys, struct journal_entry *ret_entry)
{
    struct change change = {1, CHANGE_SET, TEXT("4")};
    struct body body = {.act = 1, .n_changes = 1, .changes = &change};
    struct part_field field = {2, text_of(words)};
    struct journal_plain plain[ENTRY_PARTS_MAX];
    struct entry entry = {.at.feed = feed,
                          .deed = deed,
                          .type = JOURNALS_TYPE,
                          .type_version = 1,
                          .obj = obj,
                          .author = j->author};
    for (size_t i = 0; i < n; i++)
        plain[i] = (struct journal_plain){keys[i], {.n_fields = 1, .fields = &field}};
    return journal_append(j->writer, j->a, &entry, &body, n, plain, ret_entry);
}

static inline struct journal_entry journals_add(struct journals *j, struct id feed, struct id deed,
                                                struct id obj, const char *words, size_t n,
                                                const struct id *keys)
{
    struct journal_entry made;
    assert_fine(journals_try(j, feed, deed, obj, words, n, keys, &made));
    return made;
}

/* A statement of the test's own, in both dialects. A connection knows statements by their address,
 * so each lies in the arena until the test ends. */
static inline const struct sql_text *journals_sql(struct journals *j, const char *statement,
                                                  unsigned n_params, const uint8_t *param_kinds,
                                                  unsigned n_columns, const uint8_t *column_kinds)
{
    struct sql_text *sql = arena_make(j->a, struct sql_text);
    assert_non_null(sql);
    const char *text = arena_str(j->a, statement);
    *sql = (struct sql_text){.label = "of a test",
                             .sqlite = text,
                             .pg = text,
                             .n_params = n_params,
                             .param_kinds = param_kinds,
                             .n_columns = n_columns,
                             .column_kinds = column_kinds};
    return sql;
}

/* A change behind the program's back; the organisation is written out. */
static inline void tamper(struct journals *j, const char *statement)
{
    assert_fine(db_do(j->db, j->a, journals_sql(j, statement, 0, NULL, 0, NULL), NULL));
}

/* Three batches: house 1 2, org 1; house 3 (two parts); house 4, org 2. */
static inline void given_entries(struct journals *j)
{
    const struct id both[] = {j->anna, j->maria};
    batch_begin(j);
    journals_add(j, j->house, journals_id(0x51), journals_id(0x61), "Anna", 1, both);
    journals_add(j, j->org, journals_id(0x51), journals_id(0x62), "", 0, NULL);
    journals_add(j, j->house, journals_id(0x51), journals_id(0x63), "", 0, NULL);
    batch_commit(j);
    batch_begin(j);
    journals_add(j, j->house, journals_id(0x52), journals_id(0x61), "both", 2, both);
    batch_commit(j);
    batch_begin(j);
    journals_add(j, j->house, journals_id(0x53), journals_id(0x61), "", 0, NULL);
    journals_add(j, j->org, journals_id(0x53), journals_id(0x62), "Maria", 1, both + 1);
    batch_commit(j);
}

#endif
