/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Verifying names the place of whatever was changed behind the program's back, on both engines. */
#include "support/journals.h"

#include "journal/verify.h"

/* ---- asking
 * ---------------------------------------------------------------------------------------- */

enum { FOUND_MAX = 64 };

struct found {
    size_t n;
    struct verify_finding at[FOUND_MAX];
    struct id erased; /* the one key that does not exist */
};

static void note(void *with, const struct verify_finding *finding)
{
    struct found *found = with;
    if (found->n < FOUND_MAX)
        found->at[found->n] = *finding;
    found->n++;
}

static bool exists(void *with, struct id key)
{
    const struct found *found = with;
    return !id_equal(key, found->erased);
}

static struct verify_answer verify_with(struct journals *j, struct found *found, size_t n_known,
                                        const struct journal_head *known)
{
    const struct verify_ask ask = {.org = JOURNALS_ORG,
                                   .public_key = &j->site->public_key,
                                   .n_known = n_known,
                                   .known = known,
                                   .key_exists = exists,
                                   .report = note,
                                   .with = found};
    struct verify_answer answer;
    struct arena_mark mark = arena_mark(j->a);
    assert_fine(journal_verify(j->db, j->a, &ask, &answer));
    arena_rewind(j->a, mark);
    assert_int_equal(found->n, answer.findings);
    return answer;
}

static struct found verify(struct journals *j)
{
    struct found found = {.erased = ID_NONE};
    (void)verify_with(j, &found, 0, NULL);
    return found;
}

static bool names(const struct found *found, struct id feed, int64_t seq)
{
    for (size_t i = 0; i < found->n && i < FOUND_MAX; i++)
        if (id_equal(found->at[i].at.feed, feed) && found->at[i].at.seq == seq)
            return true;
    return false;
}

static bool says(const struct found *found, enum verify_what what)
{
    for (size_t i = 0; i < found->n && i < FOUND_MAX; i++)
        if (found->at[i].what == what)
            return true;
    return false;
}

/* ---- every byte
 * --------------------------------------------------------------------------------------- */

struct column {
    const char *table;
    const char *name;
    bool is_int;
    bool is_key; /* changing it moves the row, so another place may be named */
};

static const struct column columns[] = {
    {"journal_entry", "feed", false, true},      {"journal_entry", "seq", true, true},
    {"journal_entry", "org", true, true},        {"journal_entry", "hash", false, false},
    {"journal_entry", "hlc", true, false},       {"journal_entry", "deed", false, false},
    {"journal_entry", "type", true, false},      {"journal_entry", "obj", false, false},
    {"journal_entry", "author", false, false},   {"journal_entry", "header", false, false},
    {"journal_entry", "body", false, false},     {"journal_part", "feed", false, true},
    {"journal_part", "seq", true, true},         {"journal_part", "part", true, true},
    {"journal_part", "org", true, true},         {"journal_part", "key", false, false},
    {"journal_part", "cipher", false, false},    {"journal_seal", "feed", false, true},
    {"journal_seal", "seq", true, true},         {"journal_seal", "org", true, true},
    {"journal_seal", "since", true, false},      {"journal_seal", "hash", false, false},
    {"journal_seal", "signature", false, false},
};

static bool is_part(const struct column *c)
{
    return strcmp(c->table, "journal_part") == 0;
}

/* All cells of a column: feed, seq, part (or 0), value. */
static struct db_rows cells_of(struct journals *j, const struct column *c)
{
    static const uint8_t bytes[] = {DB_BYTES, DB_INT, DB_INT, DB_BYTES};
    static const uint8_t ints[] = {DB_BYTES, DB_INT, DB_INT, DB_INT};
    const char *text = arena_printf(j->a,
                                    "select feed, seq, cast(%s as bigint), %s from %s "
                                    "where org = 7 order by 1, 2, 3",
                                    is_part(c) ? "part" : "0", c->name, c->table);
    struct db_rows rows;
    assert_fine(db_run(j->db, j->a, journals_sql(j, text, 0, NULL, 4, c->is_int ? ints : bytes),
                       NULL, &rows));
    assert_true(rows.n > 0);
    return rows;
}

/* A statement that sets a cell; parameters as cells_of gives them. */
static const struct sql_text *put_of(struct journals *j, const struct column *c)
{
    static const uint8_t bytes[] = {DB_BYTES, DB_INT, DB_INT, DB_BYTES};
    static const uint8_t ints[] = {DB_BYTES, DB_INT, DB_INT, DB_INT};
    const char sign = j->e->engine == DB_PG ? '$' : '?';
    const char *text =
        arena_printf(j->a,
                     "update %s set %s = %c4 where org = 7 and feed = %c1 and "
                     "seq = %c2 and cast(%s as bigint) = %c3",
                     c->table, c->name, sign, sign, sign, is_part(c) ? "part" : "0", sign);
    return journals_sql(j, text, 4, c->is_int ? ints : bytes, 0, NULL);
}

/* Sets one bit of a cell otherwise, asks, and takes it back. */
static void flip(struct journals *j, const struct column *c, const struct sql_text *put,
                 const struct db_value *cell, size_t bit)
{
    struct db_value params[] = {cell[0], cell[1], cell[2], cell[3]};
    struct id feed;
    memcpy(feed.bytes, cell[0].t.at, ID_BYTES);
    if (c->is_int) {
        params[3].n = (int64_t)((uint64_t)params[3].n ^ 1ULL << bit);
    } else {
        char *copy = arena_copy(j->a, cell[3].t.at, cell[3].t.n);
        copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << bit % 8));
        params[3].t.at = copy;
    }
    assert_fine(db_savepoint(j->db, j->a));
    const struct err *taken = db_do(j->db, j->a, put, params); /* two rows of one key: refused */
    struct found found = taken == NULL ? verify(j) : (struct found){.n = 0};
    assert_fine(db_rollback_to(j->db, j->a));
    if (taken != NULL)
        assert_true(c->is_key && taken->kind == ERR_CONFLICT);
    else if (found.n == 0 || (!c->is_key && !names(&found, feed, cell[1].n)))
        fail_msg("%s.%s number %lld bit %zu: %zu findings", c->table, c->name, (long long)cell[1].n,
                 bit, found.n);
}

static void flip_column(struct journals *j, const struct column *c, size_t step)
{
    const struct db_rows rows = cells_of(j, c);
    const struct sql_text *put = put_of(j, c);
    for (size_t i = 0; i < rows.n; i++) {
        const struct db_value *cell = &rows.at[4 * i];
        const size_t bits = c->is_int ? 64 : 8 * cell[3].t.n;
        for (size_t bit = i % 8; bit < bits; bit += c->is_int ? 5 : step) {
            struct arena_mark mark = arena_mark(j->a);
            flip(j, c, put, cell, bit);
            arena_rewind(j->a, mark);
        }
    }
}

/* A bit of every byte on SQLite (which one changes from byte to byte); every fifth on PostgreSQL.
 */
static void any_changed_byte_is_found_and_its_place_named(void **state)
{
    struct journals j = given_journal(state);
    given_entries(&j);
    assert_int_equal(0, verify(&j).n);
    assert_fine(db_begin(j.db, j.a));
    for (size_t i = 0; i < COUNT(columns); i++)
        flip_column(&j, &columns[i], j.e->engine == DB_PG ? 41 : 9);
    db_rollback(j.db);
    assert_int_equal(0, verify(&j).n);
    journal_gone(&j);
}

/* ---- rows
 * --------------------------------------------------------------------------------------------- */

static void what_is_whole_is_counted(void **state)
{
    struct journals j = given_journal(state);
    struct found found = {.erased = ID_NONE};
    given_entries(&j);
    struct verify_answer answer = verify_with(&j, &found, 0, NULL);
    assert_int_equal(6, answer.entries);
    assert_int_equal(4, answer.parts);
    assert_int_equal(5, answer.seals);
    assert_int_equal(0, answer.findings);
    journal_gone(&j);
}

struct harm {
    const char *statement;
    enum verify_what what;
    char feed; /* h or o */
    int64_t seq;
};

static const struct harm harms[] = {
    {"delete from journal_entry where org = 7 and seq = 3", VERIFY_GAP, 'h', 4},
    {"delete from journal_entry where org = 7 and seq = 4", VERIFY_CUT, 'h', 4},
    {"delete from journal_entry where org = 7 and seq = 1", VERIFY_GAP, 'h', 2},
    {"delete from journal_seal where org = 7 and seq = 4", VERIFY_UNSEALED, 'h', 4},
    {"delete from journal_seal where org = 7 and seq = 3", VERIFY_SEAL, 'h', 4},
    {"delete from journal_part where org = 7 and seq = 3 and part = 1", VERIFY_PART, 'h', 3},
    {"delete from journal_part where org = 7 and seq = 3 and part = 0", VERIFY_PART, 'h', 3},
    {"delete from journal_part where org = 7 and seq = 1", VERIFY_PART, 'h', 1},
    {"update journal_part set part = 5 where org = 7 and seq = 1", VERIFY_PART, 'h', 1},
    {"update journal_part set seq = 77 where org = 7 and seq = 1", VERIFY_PART, 'h', 77},
    {"update journal_entry set body = null where org = 7 and seq = 3", VERIFY_BODY, 'h', 3},
    {"update journal_part set cipher = null where org = 7 and seq = 2", VERIFY_PART, 'o', 2},
    {"update journal_entry set obj = header where org = 7 and seq = 3", VERIFY_ROW, 'h', 3},
    {"update journal_seal set signature = hash where org = 7 and seq = 3", VERIFY_SEAL, 'h', 3},
};

static void a_row_that_is_gone_or_moved_is_found(void **state)
{
    struct journals j = given_journal(state);
    given_entries(&j);
    for (size_t i = 0; i < COUNT(harms); i++) {
        const struct harm *harm = &harms[i];
        assert_fine(db_begin(j.db, j.a));
        tamper(&j, harm->statement);
        struct found found = verify(&j);
        db_rollback(j.db);
        if (!says(&found, harm->what) ||
            !names(&found, harm->feed == 'h' ? j.house : j.org, harm->seq))
            fail_msg("%s: %zu findings, the first one %d", harm->statement, found.n,
                     found.n == 0 ? 0 : (int)found.at[0].what);
    }
    journal_gone(&j);
}

/* Entries and seals are cut off together: only who knows the head from elsewhere can tell. */
static void a_cut_below_a_known_head_is_found(void **state)
{
    struct journals j = given_journal(state);
    struct journal_head *heads;
    size_t n;
    given_entries(&j);
    assert_fine(journal_heads(j.db, j.a, JOURNALS_ORG, &n, &heads));
    assert_int_equal(2, n);
    tamper(&j, "delete from journal_seal where org = 7 and seq = 4");
    tamper(&j, "delete from journal_entry where org = 7 and seq = 4");
    assert_int_equal(0, verify(&j).n);
    struct found found = {.erased = ID_NONE};
    (void)verify_with(&j, &found, n, heads);
    assert_int_equal(1, found.n);
    assert_int_equal(VERIFY_CUT, found.at[0].what);
    assert_true(names(&found, j.house, 4));
    /* Written anew after a restore: the number is there, with another hash. */
    assert_fine(journal_writer_open(j.a, j.a, j.db, j.ring, JOURNALS_ORG, &j.writer));
    batch_begin(&j);
    journals_add(&j, j.house, journals_id(9), journals_id(9), "", 0, NULL);
    batch_commit(&j);
    assert_int_equal(0, verify(&j).n);
    found.n = 0;
    (void)verify_with(&j, &found, n, heads);
    assert_int_equal(1, found.n);
    journal_gone(&j);
}

/* Who can write the tables but has no key: header, body and hashes are made to fit each other. */
static void forge(struct journals *j, struct place at)
{
    static const uint8_t kinds[] = {DB_BYTES, DB_BYTES, DB_BYTES, DB_BYTES, DB_INT};
    const char sign = j->e->engine == DB_PG ? '$' : '?';
    struct change change = {1, CHANGE_SET, TEXT("5")};
    struct body body = {.act = 1, .n_changes = 1, .changes = &change};
    struct buf bytes = buf_make(4096), header = buf_make(4096);
    struct journal_entry entry;
    assert_fine(journal_entry_get(j->db, j->a, JOURNALS_ORG, at, &entry));
    body_encode(&body, &bytes);
    entry.e.open_hash = journal_open_hash(buf_text(&bytes));
    entry_encode(&entry.e, &header);
    struct hash hash = journal_entry_hash(buf_text(&header));
    const char *text = arena_printf(
        j->a,
        "update journal_entry set header = %c1, body = %c2, hash = %c3 where org = 7 and "
        "feed = %c4 and seq = %c5",
        sign, sign, sign, sign, sign);
    const struct db_value params[] = {DB_OF_BYTES(buf_text(&header)), DB_OF_BYTES(buf_text(&bytes)),
                                      DB_OF_HASH(&hash), DB_OF_ID(&at.feed), DB_OF_INT(at.seq)};
    assert_fine(db_do(j->db, j->a, journals_sql(j, text, 5, kinds, 0, NULL), params));
    buf_done(&bytes);
    buf_done(&header);
}

static void an_entry_rewritten_with_all_its_hashes_is_found(void **state)
{
    struct journals j = given_journal(state);
    given_entries(&j);
    for (int64_t seq = 1; seq <= 4; seq++) {
        assert_fine(db_begin(j.db, j.a));
        forge(&j, (struct place){j.house, seq});
        struct found found = verify(&j);
        db_rollback(j.db);
        assert_true(found.n > 0);
        if (seq < 4) /* its follower names another one */
            assert_true(says(&found, VERIFY_CHAIN) && names(&found, j.house, seq + 1));
        else
            assert_true(says(&found, VERIFY_SEAL) && names(&found, j.house, seq));
    }
    journal_gone(&j);
}

static void an_erased_part_is_no_finding_while_its_key_is_gone(void **state)
{
    struct journals j = given_journal(state);
    given_entries(&j);
    assert_fine(journal_drop_parts_of_key(j.db, j.a, JOURNALS_ORG, j.anna));
    struct found found = {.erased = j.anna};
    struct verify_answer answer = verify_with(&j, &found, 0, NULL);
    assert_int_equal(0, found.n);
    assert_int_equal(2, answer.parts_erased);
    found = verify(&j);
    assert_int_equal(2, found.n);
    assert_int_equal(VERIFY_PART, found.at[0].what);
    journal_gone(&j);
}

static void another_site_s_key_seals_nothing_here(void **state)
{
    struct journals j = given_journal(state);
    struct keyring *other;
    struct site_key *key;
    given_entries(&j);
    assert_fine(site_key_make(j.a, &key, &other));
    j.site = key;
    struct found found = verify(&j);
    assert_int_equal(5, found.n);
    assert_int_equal(VERIFY_SEAL, found.at[4].what);
    keyring_close(&other);
    journal_gone(&j);
}

static void verifying_reads_page_by_page(void **state)
{
    enum { MANY = 600 };
    struct journals j = given_journal(state);
    given_entries(&j);
    for (int i = 0; i < MANY; i++) {
        struct arena_mark mark = arena_mark(j.a);
        batch_begin(&j);
        journals_add(&j, j.house, journals_id(1), journals_id(2), "words", 1, &j.anna);
        batch_commit(&j);
        arena_rewind(j.a, mark);
    }
    struct found found = {.erased = ID_NONE};
    struct verify_answer answer = verify_with(&j, &found, 0, NULL);
    assert_int_equal(0, found.n);
    assert_int_equal(6 + MANY, answer.entries);
    assert_int_equal(4 + MANY, answer.parts);
    assert_int_equal(5 + MANY, answer.seals);
    journal_gone(&j);
}

static struct err *verify_and_walk(struct arena *a, void *with)
{
    struct journals *j = with;
    struct found found = {.erased = ID_NONE};
    const struct verify_ask ask = {
        .org = JOURNALS_ORG, .public_key = &j->site->public_key, .report = note, .with = &found};
    CLEANUP(journal_walk_close) struct journal_walk *walk = NULL;
    const struct journal_entry *entry;
    struct verify_answer answer;
    TRY(journal_verify(j->db, a, &ask, &answer));
    assert_int_equal(0, found.n);
    TRY(journal_walk_open(a, j->db, JOURNALS_ORG, &walk));
    do
        TRY(journal_walk_next(walk, a, &entry));
    while (entry != NULL);
    return NULL;
}

static void a_lack_of_memory_is_no_finding(void **state)
{
    struct journals j = given_journal(state);
    given_entries(&j);
    assert_fine(verify_and_walk(j.a, &j));
    assert_true(unit_fail_each_allocation(verify_and_walk, &j) > 5);
    journal_gone(&j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINES_TEST(what_is_whole_is_counted),
        ENGINES_TEST(any_changed_byte_is_found_and_its_place_named),
        ENGINES_TEST(a_row_that_is_gone_or_moved_is_found),
        ENGINES_TEST(a_cut_below_a_known_head_is_found),
        ENGINES_TEST(an_entry_rewritten_with_all_its_hashes_is_found),
        ENGINES_TEST(an_erased_part_is_no_finding_while_its_key_is_gone),
        ENGINES_TEST(another_site_s_key_seals_nothing_here),
        ENGINES_TEST(verifying_reads_page_by_page),
        ENGINES_TEST_SQLITE(a_lack_of_memory_is_no_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
