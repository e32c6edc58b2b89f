/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The key store on both engines: keys that come back, keys that are gone, keys nobody used. */
#include "support/journals.h"

#include <dirent.h>

#include "journal/keystore.h"
#include "known_random.h"

static struct db *given_keys(struct journals *j)
{
    struct db *keys;
    assert_fine(engines_open_other(j->e, "keys", DB_WRITER, &keys));
    assert_fine(keystore_create(keys, j->a));
    return keys;
}

static void a_key_comes_back_after_a_restart(void **state)
{
    struct journals j = given_journal(state);
    struct db *keys = given_keys(&j);
    struct id person = journals_id(1), key, found_key, subject;
    struct buf cipher = buf_make(4096);
    struct seal_nonce nonce;
    struct text plain;
    bool found;
    size_t n;
    assert_fine(keystore_make(keys, j.a, JOURNALS_ORG, j.ring, person, &key));
    assert_fine(keyring_seal(j.a, j.ring, key, TEXT("Anna"), TEXT(""), &cipher, &nonce));
    assert_true(keyring_drop_key(j.ring, key));
    assert_fine(keystore_load(keys, j.a, JOURNALS_ORG, j.ring, &n));
    assert_int_equal(1, n);
    assert_fine(keyring_open(j.a, j.ring, key, &nonce, TEXT(""), buf_text(&cipher), &plain));
    assert_fine(keystore_find(keys, j.a, JOURNALS_ORG, person, &found, &found_key));
    assert_true(found && id_equal(key, found_key));
    assert_fine(keystore_subject(keys, j.a, JOURNALS_ORG, key, &found, &subject));
    assert_true(found && id_equal(person, subject));
    assert_fine(keystore_find(keys, j.a, JOURNALS_ORG + 1, person, &found, &found_key));
    assert_false(found);
    assert_fine(keystore_find(keys, j.a, JOURNALS_ORG, journals_id(2), &found, &found_key));
    assert_false(found);
    buf_done(&cipher);
    db_close(&keys);
    journal_gone(&j);
}

static void a_subject_has_one_key(void **state)
{
    struct journals j = given_journal(state);
    struct db *keys = given_keys(&j);
    struct id first, second;
    size_t before = keyring_count(j.ring);
    assert_fine(keystore_make(keys, j.a, JOURNALS_ORG, j.ring, journals_id(1), &first));
    assert_err(ERR_CONFLICT,
               keystore_make(keys, j.a, JOURNALS_ORG, j.ring, journals_id(1), &second));
    assert_int_equal(before + 1, keyring_count(j.ring)); /* the refused one is not kept */
    db_close(&keys);
    journal_gone(&j);
}

static void many_keys_are_loaded_page_by_page(void **state)
{
    enum { MANY = 2500 };
    struct journals j = given_journal(state);
    struct db *keys = given_keys(&j);
    size_t n, before = keyring_count(j.ring);
    assert_fine(db_begin(keys, j.a));
    for (size_t i = 0; i < MANY; i++) {
        struct arena_mark mark = arena_mark(j.a);
        struct id key;
        assert_fine(keystore_make(keys, j.a, JOURNALS_ORG, j.ring, id_random(), &key));
        assert_true(keyring_drop_key(j.ring, key));
        arena_rewind(j.a, mark);
    }
    assert_fine(db_commit(keys, j.a));
    assert_fine(keystore_load(keys, j.a, JOURNALS_ORG, j.ring, &n));
    assert_int_equal(MANY, n);
    assert_int_equal(before + MANY, keyring_count(j.ring));
    db_close(&keys);
    journal_gone(&j);
}

/* Whether any file of the store holds these bytes. */
static bool on_disk(struct journals *j, const void *bytes, size_t n)
{
    bool found = false;
    DIR *folder = opendir(j->e->folder);
    for (const struct dirent *file; (file = readdir(folder)) != NULL;) {
        struct text all;
        const char *path = arena_printf(j->a, "%s/%s", j->e->folder, file->d_name);
        if (file->d_name[0] == '.' || world_read_file(j->a, path, 16 << 20, &all) != NULL)
            continue;
        found = found || (all.n > 0 && memmem(all.at, all.n, bytes, n) != NULL);
    }
    (void)closedir(folder);
    return found;
}

static void a_destroyed_key_is_in_no_file(void **state)
{
    struct journals j = given_journal(state);
    struct db *keys = given_keys(&j);
    struct id key, other, subject;
    bool was;
    known_world(0); /* so that the wrapped key's nonce is known */
    assert_fine(keystore_make(keys, j.a, JOURNALS_ORG, j.ring, journals_id(1), &key));
    world_set(NULL);
    assert_fine(keystore_make(keys, j.a, JOURNALS_ORG, j.ring, journals_id(2), &other));
    uint8_t nonce[SEAL_NONCE];
    for (size_t i = 0; i < sizeof nonce; i++)
        nonce[i] = (uint8_t)(ID_BYTES + 32 + i); /* after the key's name and the key itself */
    assert_true(on_disk(&j, nonce, sizeof nonce));
    assert_fine(keystore_destroy(keys, j.a, JOURNALS_ORG, j.ring, key, &was));
    assert_true(was);
    assert_false(keyring_has_key(j.ring, key));
    assert_false(on_disk(&j, nonce, sizeof nonce));
    assert_false(on_disk(&j, key.bytes, sizeof key.bytes));
    assert_fine(keystore_destroy(keys, j.a, JOURNALS_ORG, j.ring, key, &was)); /* once more */
    assert_false(was);
    assert_fine(keystore_destroy(keys, j.a, JOURNALS_ORG, NULL, key, &was)); /* locked site */
    assert_true(keyring_has_key(j.ring, other));
    assert_fine(keystore_subject(keys, j.a, JOURNALS_ORG, other, &was, &subject));
    assert_true(was);
    db_close(&keys);
    journal_gone(&j);
}

static void a_key_that_no_entry_uses_is_swept_after_a_while(void **state)
{
    struct journals j = given_journal(state);
    struct db *keys = given_keys(&j);
    struct id used, orphan, site, at = ID_NONE;
    size_t n;
    assert_fine(keystore_make(keys, j.a, JOURNALS_ORG, j.ring, journals_id(1), &used));
    assert_fine(keystore_make(keys, j.a, JOURNALS_ORG, j.ring, journals_id(2), &orphan));
    assert_fine(keystore_make(keys, j.a, JOURNALS_ORG, j.ring, ID_NONE, &site));
    batch_begin(&j);
    journals_add(&j, j.house, journals_id(9), journals_id(9), "words", 1, &used);
    batch_commit(&j);
    const int64_t later = world_now_ms() + 1000;
    assert_fine(keystore_sweep(keys, j.db, j.a, JOURNALS_ORG, j.ring, later - 100000, &at, &n));
    assert_int_equal(0, n); /* too young */
    assert_fine(keystore_sweep(keys, j.db, j.a, JOURNALS_ORG, j.ring, later, &at, &n));
    assert_true(id_is_none(at));
    assert_int_equal(1, n);
    assert_false(keyring_has_key(j.ring, orphan));
    assert_true(keyring_has_key(j.ring, used));
    assert_true(keyring_has_key(j.ring, site));
    assert_fine(keystore_load(keys, j.a, JOURNALS_ORG, j.ring, &n));
    assert_int_equal(2, n);
    db_close(&keys);
    journal_gone(&j);
}

static void a_changed_key_row_is_refused(void **state)
{
    struct journals j = given_journal(state);
    struct db *keys = given_keys(&j), *kept = j.db;
    struct id a, b;
    size_t n;
    assert_fine(keystore_make(keys, j.a, JOURNALS_ORG, j.ring, journals_id(1), &a));
    assert_fine(keystore_make(keys, j.a, JOURNALS_ORG, j.ring, journals_id(2), &b));
    j.db = keys;
    tamper(&j, "update stored_key set wrapped = (select max(wrapped) from stored_key)");
    j.db = kept;
    assert_err(ERR_INTEGRITY, keystore_load(keys, j.a, JOURNALS_ORG, j.ring, &n));
    db_close(&keys);
    journal_gone(&j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINES_TEST(a_key_comes_back_after_a_restart),
        ENGINES_TEST(a_subject_has_one_key),
        ENGINES_TEST(many_keys_are_loaded_page_by_page),
        ENGINES_TEST_SQLITE(a_destroyed_key_is_in_no_file),
        ENGINES_TEST(a_key_that_no_entry_uses_is_swept_after_a_while),
        ENGINES_TEST_SQLITE(a_changed_key_row_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
