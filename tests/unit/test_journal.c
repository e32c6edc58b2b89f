/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The store of entries on both engines: chain, clock, look-ups, sealed parts, walking. */
#include "support/journals.h"

static void entries_of_a_feed_are_a_chain_without_gaps(void **state)
{
    struct journals j = given_journal(state);
    struct journal_entries page;
    given_entries(&j);
    assert_fine(journal_feed_page(j.db, j.a, JOURNALS_ORG, (struct place){j.house, 0}, 100, &page));
    assert_int_equal(4, page.n);
    struct hash prev = {{0}};
    for (size_t i = 0; i < page.n; i++) {
        const struct journal_entry *entry = &page.at[i];
        struct hash hash = journal_entry_hash(entry->header);
        assert_int_equal(i + 1, entry->e.at.seq);
        assert_true(id_equal(j.house, entry->e.at.feed));
        assert_memory_equal(prev.bytes, entry->e.prev.bytes, HASH_BYTES);
        assert_memory_equal(hash.bytes, entry->hash.bytes, HASH_BYTES);
        assert_int_equal(JOURNALS_ORG, entry->e.org);
        prev = entry->hash;
    }
    struct journal_head *heads;
    size_t n;
    assert_fine(journal_heads(j.db, j.a, JOURNALS_ORG, &n, &heads));
    assert_int_equal(2, n);
    assert_true(id_equal(j.org, heads[0].at.feed));
    assert_int_equal(2, heads[0].at.seq);
    assert_int_equal(4, heads[1].at.seq);
    assert_memory_equal(prev.bytes, heads[1].hash.bytes, HASH_BYTES);
    assert_fine(journal_heads(j.db, j.a, JOURNALS_ORG + 1, &n, &heads));
    assert_int_equal(0, n);
    journal_gone(&j);
}

static void a_feed_is_of_one_site_one_incarnation_and_one_area(void **state)
{
    (void)state;
    struct seal_public site = {{1}}, other = {{2}};
    struct id a = journals_id(1), b = journals_id(2);
    struct id feed = journal_feed_id(&site, a, b);
    assert_true(id_equal(feed, journal_feed_id(&site, a, b)));
    assert_false(id_equal(feed, journal_feed_id(&other, a, b)));
    assert_false(id_equal(feed, journal_feed_id(&site, b, b)));
    assert_false(id_equal(feed, journal_feed_id(&site, a, a)));
    assert_false(id_equal(feed, journal_feed_id(&site, b, a)));
}

static void what_append_gives_is_what_is_stored(void **state)
{
    struct journals j = given_journal(state);
    batch_begin(&j);
    struct journal_entry made =
        journals_add(&j, j.house, journals_id(1), journals_id(2), "Anna", 1, &j.anna);
    batch_commit(&j);
    struct journal_entry found;
    assert_fine(journal_entry_get(j.db, j.a, JOURNALS_ORG, made.e.at, &found));
    assert_true(text_equal(made.header, found.header));
    assert_true(text_equal(made.body, found.body));
    assert_memory_equal(made.hash.bytes, found.hash.bytes, HASH_BYTES);
    assert_int_equal(1, found.e.n_parts);
    struct body body;
    assert_fine(body_decode(j.a, found.body, &body));
    assert_int_equal(1, body.act);
    assert_err(ERR_ABSENT,
               journal_entry_get(j.db, j.a, JOURNALS_ORG, (struct place){j.house, 2}, &found));
    assert_err(ERR_ABSENT, journal_entry_get(j.db, j.a, 8, made.e.at, &found));
    journal_gone(&j);
}

static int64_t clock_ms;

static int64_t set_clock(void)
{
    return clock_ms;
}

static void the_clock_never_goes_back(void **state)
{
    struct journals j = given_journal(state);
    struct world w = *world_real();
    w.now_ms = set_clock;
    world_set(&w);
    clock_ms = 1763737800000;
    batch_begin(&j);
    struct journal_entry a = journals_add(&j, j.house, journals_id(1), journals_id(2), "", 0, NULL);
    assert_int_equal(clock_ms, entry_ms(&a.e));
    struct journal_entry b = journals_add(&j, j.org, journals_id(1), journals_id(2), "", 0, NULL);
    assert_int_equal(a.e.hlc + 1, b.e.hlc); /* the same moment: the counter */
    clock_ms -= 86400000;
    struct journal_entry c = journals_add(&j, j.house, journals_id(1), journals_id(2), "", 0, NULL);
    assert_int_equal(a.e.hlc + 2, c.e.hlc);
    batch_commit(&j);
    /* A new process reads on from the newest entry. */
    assert_fine(journal_writer_open(j.a, j.a, j.db, j.ring, JOURNALS_ORG, &j.writer));
    batch_begin(&j);
    struct journal_entry d = journals_add(&j, j.org, journals_id(1), journals_id(2), "", 0, NULL);
    assert_int_equal(a.e.hlc + 3, d.e.hlc);
    clock_ms += 86400001;
    struct journal_entry e = journals_add(&j, j.org, journals_id(1), journals_id(2), "", 0, NULL);
    assert_int_equal((uint64_t)clock_ms << 16, e.e.hlc);
    /* Nor does a clock that no entry can hold stop the work. */
    clock_ms = INT64_MAX;
    struct journal_entry f = journals_add(&j, j.org, journals_id(1), journals_id(2), "", 0, NULL);
    assert_int_equal(e.e.hlc + 1, f.e.hlc);
    clock_ms = -1;
    f = journals_add(&j, j.org, journals_id(1), journals_id(2), "", 0, NULL);
    assert_int_equal(e.e.hlc + 2, f.e.hlc);
    batch_commit(&j);
    world_set(NULL);
    journal_gone(&j);
}

static void what_is_rolled_back_leaves_no_number_out(void **state)
{
    struct journals j = given_journal(state);
    batch_begin(&j);
    journals_add(&j, j.house, journals_id(1), journals_id(2), "", 0, NULL);
    assert_fine(db_savepoint(j.db, j.a));
    journals_add(&j, j.house, journals_id(3), journals_id(2), "Anna", 1, &j.anna);
    journals_add(&j, j.org, journals_id(3), journals_id(2), "", 0, NULL);
    assert_fine(db_rollback_to(j.db, j.a));
    journal_writer_rewind(j.writer);
    struct journal_entry next =
        journals_add(&j, j.house, journals_id(4), journals_id(2), "", 0, NULL);
    assert_int_equal(2, next.e.at.seq);
    batch_commit(&j); /* and the feed of which nothing is left gets no seal */
    bool found;
    assert_fine(journal_deed_find(j.db, j.a, JOURNALS_ORG, journals_id(3), &found));
    assert_false(found);
    struct journal_head head;
    assert_fine(journal_head_of(j.db, j.a, JOURNALS_ORG, j.org, &head));
    assert_int_equal(0, head.at.seq);
    journal_gone(&j);
}

static void a_refused_entry_does_not_confuse_the_writer(void **state)
{
    struct journals j = given_journal(state);
    const struct id keys[] = {j.anna, journals_id(0x99)}; /* the second is not in the ring */
    struct journal_entry made;
    batch_begin(&j);
    assert_fine(db_savepoint(j.db, j.a));
    assert_err(ERR_LOCKED,
               journals_try(&j, j.house, journals_id(1), journals_id(2), "words", 2, keys, &made));
    assert_fine(db_rollback_to(j.db, j.a));
    journal_writer_rewind(j.writer);
    made = journals_add(&j, j.house, journals_id(1), journals_id(2), "words", 1, keys);
    assert_int_equal(1, made.e.at.seq);
    batch_commit(&j);
    journal_gone(&j);
}

static void a_deed_is_found_by_its_name(void **state)
{
    struct journals j = given_journal(state);
    struct journal_entries found;
    bool is_there;
    given_entries(&j);
    assert_fine(journal_entries_of_deed(j.db, j.a, JOURNALS_ORG, journals_id(0x51), &found));
    assert_int_equal(3, found.n);
    assert_true(found.at[0].e.hlc < found.at[1].e.hlc && found.at[1].e.hlc < found.at[2].e.hlc);
    assert_true(id_equal(j.org, found.at[1].e.at.feed));
    assert_fine(journal_deed_find(j.db, j.a, JOURNALS_ORG, journals_id(0x51), &is_there));
    assert_true(is_there);
    assert_fine(journal_entries_of_deed(j.db, j.a, JOURNALS_ORG, journals_id(0x5f), &found));
    assert_int_equal(0, found.n);
    assert_fine(journal_deed_find(j.db, j.a, JOURNALS_ORG + 1, journals_id(0x51), &is_there));
    assert_false(is_there);
    assert_fine(journal_entries_of_obj(j.db, j.a, JOURNALS_ORG, journals_id(0x61), &found));
    assert_int_equal(3, found.n);
    assert_int_equal(1, found.at[0].e.at.seq);
    assert_int_equal(3, found.at[1].e.at.seq);
    assert_int_equal(4, found.at[2].e.at.seq);
    journal_gone(&j);
}

/* ---- sealed parts
 * ---------------------------------------------------------------------------------- */

static void a_part_opens_with_its_key_and_not_after_erasure(void **state)
{
    struct journals j = given_journal(state);
    struct journal_entry both;
    struct part part;
    given_entries(&j);
    assert_fine(journal_entry_get(j.db, j.a, JOURNALS_ORG, (struct place){j.house, 3}, &both));
    assert_fine(journal_part_open(j.db, j.a, j.ring, &both.e, 1, &part));
    assert_int_equal(1, part.n_fields);
    assert_text("both", part.fields[0].value);
    assert_fine(journal_part_open_at(j.db, j.a, j.ring, JOURNALS_ORG, both.e.at, 0, &part));
    assert_text("both", part.fields[0].value);
    assert_err(ERR_ABSENT, journal_part_open(j.db, j.a, j.ring, &both.e, 2, &part));
    assert_err(ERR_ABSENT,
               journal_part_open_at(j.db, j.a, j.ring, JOURNALS_ORG, both.e.at, 2, &part));
    /* Erasing Anna: Maria's part of the same entry stays. */
    assert_fine(journal_drop_parts_of_key(j.db, j.a, JOURNALS_ORG, j.anna));
    assert_err(ERR_LOCKED, journal_part_open(j.db, j.a, j.ring, &both.e, 0, &part));
    assert_fine(journal_part_open(j.db, j.a, j.ring, &both.e, 1, &part));
    assert_true(keyring_drop_key(j.ring, j.maria));
    assert_err(ERR_LOCKED, journal_part_open(j.db, j.a, j.ring, &both.e, 1, &part));
    struct journal_entry again;
    assert_fine(journal_entry_get(j.db, j.a, JOURNALS_ORG, both.e.at, &again));
    assert_true(text_equal(both.header, again.header));
    journal_gone(&j);
}

static void too_much_for_an_entry_is_said(void **state)
{
    struct journals j = given_journal(state);
    char *words = arena_zero(j.a, ENTRY_PART_MAX + 1);
    struct journal_entry made;
    memset(words, 'a', ENTRY_PART_MAX);
    batch_begin(&j);
    assert_err(ERR_INPUT,
               journals_try(&j, j.house, journals_id(1), journals_id(2), words, 1, &j.anna, &made));
    db_rollback(j.db);
    journal_writer_rewind(j.writer);
    words[ENTRY_PART_MAX - 100] = '\0';
    batch_begin(&j);
    journals_add(&j, j.house, journals_id(1), journals_id(2), words, 1, &j.anna);
    batch_commit(&j);
    journal_gone(&j);
}

/* ---- walking
 * ---------------------------------------------------------------------------------------- */

static void walking_gives_all_entries_in_the_order_of_time(void **state)
{
    enum { MANY = 700 }; /* more than a page of one feed */
    struct journals j = given_journal(state);
    given_entries(&j);
    batch_begin(&j);
    for (int i = 0; i < MANY; i++) {
        struct arena_mark mark = arena_mark(j.a);
        journals_add(&j, i % 7 == 0 ? j.org : j.house, journals_id(1), journals_id(2), "", 0, NULL);
        arena_rewind(j.a, mark);
    }
    batch_commit(&j);
    struct journal_walk *walk;
    const struct journal_entry *entry;
    uint64_t hlc = 0;
    size_t n = 0;
    assert_fine(journal_walk_open(j.a, j.db, JOURNALS_ORG, &walk));
    for (;; n++) {
        assert_fine(journal_walk_next(walk, j.a, &entry));
        if (entry == NULL)
            break;
        assert_true(entry->e.hlc > hlc);
        hlc = entry->e.hlc;
    }
    journal_walk_close(&walk);
    assert_null(walk);
    assert_int_equal(6 + MANY, n);
    struct journal_entries page = {0};
    struct place after = {ID_NONE, 0};
    for (n = 0;; n += page.n) {
        assert_fine(journal_page(j.db, j.a, JOURNALS_ORG, after, 100, &page));
        if (page.n == 0)
            break;
        after = page.at[page.n - 1].e.at;
    }
    assert_int_equal(6 + MANY, n);
    journal_gone(&j);
}

static struct err *walk_all(struct journals *j)
{
    CLEANUP(journal_walk_close) struct journal_walk *walk = NULL;
    const struct journal_entry *entry;
    TRY(journal_walk_open(j->a, j->db, JOURNALS_ORG, &walk));
    do
        TRY(journal_walk_next(walk, j->a, &entry));
    while (entry != NULL);
    return NULL;
}

static void walking_stops_at_what_was_changed(void **state)
{
    static const char *const harms[] = {
        "update journal_entry set body = null where org = 7 and seq = 3",
        "update journal_entry set header = hash where org = 7 and seq = 3",
        "update journal_entry set hash = header where org = 7 and seq = 3",
        "update journal_entry set body = header where org = 7 and seq = 3",
        "delete from journal_entry where org = 7 and seq = 3",
        "update journal_entry set seq = 9 where org = 7 and seq = 3",
    };
    struct journals j = given_journal(state);
    given_entries(&j);
    assert_fine(walk_all(&j));
    for (size_t i = 0; i < COUNT(harms); i++) {
        assert_fine(db_begin(j.db, j.a));
        tamper(&j, harms[i]);
        assert_err(ERR_INTEGRITY, walk_all(&j));
        db_rollback(j.db);
    }
    assert_fine(walk_all(&j));
    journal_gone(&j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINES_TEST(entries_of_a_feed_are_a_chain_without_gaps),
        cmocka_unit_test(a_feed_is_of_one_site_one_incarnation_and_one_area),
        ENGINES_TEST(what_append_gives_is_what_is_stored),
        ENGINES_TEST(the_clock_never_goes_back),
        ENGINES_TEST(what_is_rolled_back_leaves_no_number_out),
        ENGINES_TEST(a_refused_entry_does_not_confuse_the_writer),
        ENGINES_TEST(a_deed_is_found_by_its_name),
        ENGINES_TEST(a_part_opens_with_its_key_and_not_after_erasure),
        ENGINES_TEST(too_much_for_an_entry_is_said),
        ENGINES_TEST(walking_gives_all_entries_in_the_order_of_time),
        ENGINES_TEST(walking_stops_at_what_was_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
