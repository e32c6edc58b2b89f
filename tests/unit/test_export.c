/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The export file: whole or refused, and a journal again on either engine. */
#include "support/journals.h"

#include "journal/export.h"
#include "journal/verify.h"

#include "known_random.h"

enum { FILE_MAX = 8 << 20 };
static const char written_down[] = "tests/data/journal/export.bin";
static bool is_writing;

static struct err *write_buf(void *with, struct arena *scratch, struct text bytes)
{
    (void)scratch;
    buf_put(with, bytes);
    return buf_check(with);
}

/* Gives a text in pieces of a size that no record has. */
struct source {
    struct text rest;
    size_t piece;
};

static struct err *read_text(void *with, struct arena *scratch, void *at, size_t n, size_t *ret_n)
{
    struct source *s = with;
    (void)scratch;
    size_t give = n < s->piece ? n : s->piece;
    give = give < s->rest.n ? give : s->rest.n;
    memcpy(at, s->rest.at, give);
    s->rest.at += give;
    s->rest.n -= give;
    *ret_n = give;
    return NULL;
}

static struct export_counts export_to(struct journals *j, struct buf *file)
{
    const struct export_sink sink = {write_buf, file};
    struct export_counts counts;
    assert_fine(journal_export(j->db, j->a, JOURNALS_ORG, &j->site->public_key, &sink, &counts));
    return counts;
}

static struct err *import_from(struct arena *a, struct db *db, struct text bytes, size_t piece,
                               struct export_counts *ret_counts)
{
    struct source s = {bytes, piece};
    const struct export_source source = {read_text, &s};
    struct seal_public key;
    return journal_import(a, db, &source, &key, ret_counts);
}

static void an_export_is_a_journal_again(void **state)
{
    struct journals j = given_journal(state);
    struct buf first = buf_make(FILE_MAX), second = buf_make(FILE_MAX);
    struct db *other, *kept = j.db;
    given_entries(&j);
    assert_fine(journal_drop_parts_of_key(j.db, j.a, JOURNALS_ORG, j.anna));
    struct export_counts out = export_to(&j, &first), in;
    assert_int_equal(6, out.entries);
    assert_int_equal(5, out.seals);
    assert_int_equal(2, out.parts_erased);
    assert_fine(engines_open_other(j.e, "copy", DB_WRITER, &other));
    assert_fine(journal_create(other, j.a));
    assert_fine(db_begin(other, j.a));
    assert_fine(import_from(j.a, other, buf_text(&first), 37, &in));
    assert_fine(db_commit(other, j.a));
    assert_int_equal(out.entries, in.entries);
    assert_int_equal(out.seals, in.seals);
    assert_int_equal(out.parts_erased, in.parts_erased);
    assert_int_equal(2, in.n_heads);
    assert_memory_equal(out.heads, in.heads, 2 * sizeof *in.heads);
    j.db = other;
    (void)export_to(&j, &second);
    assert_true(text_equal(buf_text(&first), buf_text(&second)));
    j.db = kept;
    db_close(&other);
    buf_done(&first);
    buf_done(&second);
    journal_gone(&j);
}

static void no_byte_of_an_export_may_change(void **state)
{
    struct journals j = given_journal(state);
    struct buf file = buf_make(FILE_MAX);
    struct export_counts counts;
    given_entries(&j);
    (void)export_to(&j, &file);
    assert_fine(import_from(j.a, NULL, buf_text(&file), 4096, &counts));
    for (size_t i = 0; i < file.n; i++) {
        struct arena_mark mark = arena_mark(j.a);
        file.at[i] = (char)(file.at[i] ^ (1 << i % 8));
        assert_err(ERR_INTEGRITY, import_from(j.a, NULL, buf_text(&file), FILE_MAX, &counts));
        file.at[i] = (char)(file.at[i] ^ (1 << i % 8));
        arena_rewind(j.a, mark);
    }
    for (size_t n = 0; n < file.n; n += 5) {
        struct arena_mark mark = arena_mark(j.a);
        assert_err(ERR_INTEGRITY, import_from(j.a, NULL, (struct text){file.at, n}, 99, &counts));
        arena_rewind(j.a, mark);
    }
    buf_char(&file, 0);
    assert_err(ERR_INTEGRITY, import_from(j.a, NULL, buf_text(&file), FILE_MAX, &counts));
    assert_err(ERR_INTEGRITY, import_from(j.a, NULL, buf_text(&file), file.n - 1, &counts));
    buf_done(&file);
    journal_gone(&j);
}

static void a_damaged_journal_is_not_exported(void **state)
{
    static const char *const harms[] = {
        "update journal_entry set body = null where org = 7 and seq = 3",
        "delete from journal_entry where org = 7 and seq = 2",
        "delete from journal_part where org = 7 and seq = 3 and part = 1",
        "update journal_part set cipher = key where org = 7 and seq = 1",
        "update journal_seal set signature = hash where org = 7 and seq = 3",
        "delete from journal_seal where org = 7 and seq = 4",
    };
    struct journals j = given_journal(state);
    given_entries(&j);
    for (size_t i = 0; i < COUNT(harms); i++) {
        struct buf file = buf_make(FILE_MAX);
        const struct export_sink sink = {write_buf, &file};
        struct export_counts counts;
        assert_fine(db_begin(j.db, j.a));
        tamper(&j, harms[i]);
        assert_err(ERR_INTEGRITY,
                   journal_export(j.db, j.a, JOURNALS_ORG, &j.site->public_key, &sink, &counts));
        db_rollback(j.db);
        buf_done(&file);
    }
    journal_gone(&j);
}

/* The last seal cut out, counts and the hash over all made to fit. */
static void a_feed_whose_end_has_no_seal_is_refused(void **state)
{
    enum { SEAL = 1 + 16 + 1 + 1 + 32 + 64, END = 1 + 1 + 1 + 32 };
    struct journals j = given_journal(state);
    struct buf file = buf_make(FILE_MAX);
    struct export_counts counts;
    batch_begin(&j);
    journals_add(&j, j.house, journals_id(1), journals_id(2), "", 0, NULL);
    batch_commit(&j);
    (void)export_to(&j, &file);
    assert_fine(import_from(j.a, NULL, buf_text(&file), 4096, &counts));
    file.n -= SEAL + END;
    buf_u8(&file, EXPORT_END);
    buf_varint(&file, 1);
    buf_varint(&file, 0);
    struct hash all = seal_hash("hearth-export-1", buf_text(&file));
    buf_bytes(&file, all.bytes, sizeof all.bytes);
    const struct err *bad = import_from(j.a, NULL, buf_text(&file), 4096, &counts);
    assert_non_null(bad);
    assert_int_equal(ERR_INTEGRITY, bad->kind);
    assert_non_null(strstr(bad->detail, "number 1: "));
    buf_done(&file);
    journal_gone(&j);
}

static void an_empty_journal_is_exported_too(void **state)
{
    struct journals j = given_journal(state);
    struct buf file = buf_make(FILE_MAX);
    struct export_counts counts;
    (void)export_to(&j, &file);
    assert_fine(import_from(j.a, NULL, buf_text(&file), 1, &counts));
    assert_int_equal(0, counts.entries);
    assert_int_equal(0, counts.n_heads);
    buf_done(&file);
    journal_gone(&j);
}

static int64_t known_now(void)
{
    return 1763737800000;
}

/* tests/journal_check.py reads the same file. --write writes it, once. */
static void an_export_is_the_bytes_that_are_written_down(void **state)
{
    const struct engines *e = *state;
    struct buf file = buf_make(FILE_MAX);
    struct text found;
    assert_fine(seal_start(e->arena)); /* it draws some randomness of its own */
    known_world(0);
    struct world w = *world_get();
    w.now_ms = known_now;
    world_set(&w);
    struct journals j = given_journal(state);
    given_entries(&j);
    world_set(NULL);
    assert_fine(journal_drop_parts_of_key(j.db, j.a, JOURNALS_ORG, j.anna));
    (void)export_to(&j, &file);
    if (is_writing)
        assert_fine(world_write_file(j.a, written_down, buf_text(&file), 0644));
    assert_fine(world_read_file(j.a, written_down, FILE_MAX, &found));
    assert_true(text_equal(buf_text(&file), found));
    buf_done(&file);
    journal_gone(&j);
}

static struct err *export_and_check(struct arena *a, void *with)
{
    struct journals *j = with;
    CLEANUP(buf_done) struct buf file = buf_make(FILE_MAX);
    const struct export_sink sink = {write_buf, &file};
    struct export_counts counts;
    TRY(journal_export(j->db, a, JOURNALS_ORG, &j->site->public_key, &sink, &counts));
    return import_from(a, NULL, buf_text(&file), 4096, &counts);
}

static void a_lack_of_memory_is_said(void **state)
{
    struct journals j = given_journal(state);
    given_entries(&j);
    assert_fine(export_and_check(j.a, &j));
    assert_true(unit_fail_each_allocation(export_and_check, &j) > 5);
    journal_gone(&j);
}

int main(int argc, char **argv)
{
    is_writing = argc == 2 && strcmp(argv[1], "--write") == 0;
    const struct CMUnitTest tests[] = {
        ENGINES_TEST(an_export_is_a_journal_again),
        ENGINES_TEST(no_byte_of_an_export_may_change),
        ENGINES_TEST(a_damaged_journal_is_not_exported),
        ENGINES_TEST(an_empty_journal_is_exported_too),
        ENGINES_TEST_SQLITE(a_feed_whose_end_has_no_seal_is_refused),
        ENGINES_TEST(an_export_is_the_bytes_that_are_written_down),
        ENGINES_TEST_SQLITE(a_lack_of_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
