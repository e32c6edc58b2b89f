/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_keys_file.c - the key half of a backup: what is read is what was written, and no byte of it
 * may differ. */
#include "unit.h"

#include "base/when.h"
#include "desk/keys_file.h"

static struct keys_file given_file(void)
{
    static struct keys_row rows[3];
    for (size_t i = 0; i < COUNT(rows); i++) {
        memset(rows[i].key.bytes, (int)i + 1, ID_BYTES);
        memset(rows[i].subject.bytes, (int)i + 100, ID_BYTES);
        rows[i].made_ms = 1795264200000 + (int64_t)i;
        rows[i].wrapped = TEXT("wrapped under the master key");
    }
    return (struct keys_file){.org = 7,
                              .made_ms = 1795264200000,
                              .destroy_after = 20813,
                              .site_key = TEXT("the bytes of site.key"),
                              .credentials = TEXT("those of the users"),
                              .n = COUNT(rows),
                              .rows = rows};
}

static struct text encoded(struct arena *a)
{
    struct keys_file file = given_file();
    struct buf b = buf_make(1 << 20);
    struct text bytes;
    keys_file_encode(&file, &b);
    assert_fine(buf_take(&b, a, &bytes));
    buf_done(&b);
    return bytes;
}

static void what_is_read_is_what_was_written(void **state)
{
    struct keys_file was = given_file(), is;
    struct text bytes = encoded(*state);
    assert_fine(keys_file_decode(*state, bytes, &is));
    assert_int_equal(was.org, is.org);
    assert_int_equal(was.made_ms, is.made_ms);
    assert_int_equal(was.destroy_after, is.destroy_after);
    assert_true(text_equal(was.site_key, is.site_key));
    assert_true(text_equal(was.credentials, is.credentials));
    assert_int_equal(was.n, is.n);
    for (size_t i = 0; i < is.n; i++) {
        assert_true(id_equal(was.rows[i].key, is.rows[i].key));
        assert_true(id_equal(was.rows[i].subject, is.rows[i].subject));
        assert_int_equal(was.rows[i].made_ms, is.rows[i].made_ms);
        assert_true(text_equal(was.rows[i].wrapped, is.rows[i].wrapped));
    }
}

static void no_byte_may_differ_and_none_be_missing(void **state)
{
    struct arena *a = *state;
    struct text bytes = encoded(a);
    struct keys_file file;
    for (size_t i = 0; i < bytes.n; i++) {
        struct arena_mark mark = arena_mark(a);
        char *changed = arena_copy(a, bytes.at, bytes.n);
        changed[i] = (char)(changed[i] ^ 1);
        assert_err(ERR_INTEGRITY, keys_file_decode(a, (struct text){changed, bytes.n}, &file));
        assert_err(ERR_INTEGRITY, keys_file_decode(a, (struct text){bytes.at, i}, &file));
        arena_rewind(a, mark);
    }
}

/* With a right hash over wrong bytes: the reader itself must refuse. */
static void a_made_up_file_is_refused(void **state)
{
    struct keys_file file = given_file(), is;
    struct buf b = buf_make(1 << 20);
    struct keys_row kept = file.rows[1];
    file.rows[1] = file.rows[2];
    keys_file_encode(&file, &b);
    assert_err(ERR_INTEGRITY, keys_file_decode(*state, buf_text(&b), &is));
    file.rows[1] = kept;
    buf_clear(&b);
    file.destroy_after = DATE_MAX + 1;
    keys_file_encode(&file, &b);
    assert_err(ERR_INTEGRITY, keys_file_decode(*state, buf_text(&b), &is));
    buf_done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(what_is_read_is_what_was_written),
        unit_test_arena(no_byte_may_differ_and_none_be_missing),
        unit_test_arena(a_made_up_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
