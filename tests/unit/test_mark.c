/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* site.mark: what it notices, and that a cut or a flipped bit costs at most the newest slot. */
#include "support/journals.h"

#include <sys/stat.h>

#include "journal/mark.h"

static const char *path_of(struct journals *j)
{
    return arena_printf(j->a, "%s/site.mark", j->e->folder);
}

/* A mark of this place with the journal's heads of now. */
static struct mark mark_of(struct journals *j)
{
    struct mark m;
    assert_fine(mark_here(j->a, j->e->folder, &m));
    m.org = JOURNALS_ORG;
    m.incarnation = 1;
    assert_fine(journal_heads(j->db, j->a, JOURNALS_ORG, &m.n_heads, &m.heads));
    return m;
}

static enum mark_state state_of(struct journals *j, const struct mark *mark)
{
    struct mark here;
    enum mark_state state;
    assert_fine(mark_here(j->a, j->e->folder, &here));
    assert_fine(mark_compare(j->db, j->a, JOURNALS_ORG, mark, &here, &state));
    return state;
}

static void add_one(struct journals *j)
{
    batch_begin(j);
    journals_add(j, j->house, journals_id(9), journals_id(9), "", 0, NULL);
    batch_commit(j);
}

static void a_journal_that_reaches_its_mark_is_the_same(void **state)
{
    struct journals j = given_journal(state);
    given_entries(&j);
    struct mark m = mark_of(&j), *read;
    assert_fine(mark_write(j.a, path_of(&j), &m));
    assert_fine(mark_read(j.a, path_of(&j), &read));
    assert_int_equal(1, read->turn);
    assert_int_equal(2, read->n_heads);
    assert_int_equal(1, read->incarnation);
    assert_int_equal(MARK_SAME, state_of(&j, read));
    add_one(&j); /* the mark may lag behind */
    assert_int_equal(MARK_SAME, state_of(&j, read));
    journal_gone(&j);
}

static void a_restored_journal_is_older_than_its_mark(void **state)
{
    struct journals j = given_journal(state);
    given_entries(&j);
    add_one(&j);
    struct mark m = mark_of(&j);
    tamper(&j, "delete from journal_seal where org = 7 and seq = 5");
    tamper(&j, "delete from journal_entry where org = 7 and seq = 5");
    assert_int_equal(MARK_OLDER, state_of(&j, &m));
    assert_fine(journal_writer_open(j.a, j.a, j.db, j.ring, JOURNALS_ORG, &j.writer));
    add_one(&j); /* the same number again, another entry */
    assert_int_equal(MARK_OLDER, state_of(&j, &m));
    m = mark_of(&j);
    assert_int_equal(MARK_SAME, state_of(&j, &m));
    journal_gone(&j);
}

static void a_copy_elsewhere_is_not_this_site(void **state)
{
    struct journals j = given_journal(state);
    given_entries(&j);
    const struct mark m = mark_of(&j);
    struct mark other = m;
    other.machine = "another machine";
    assert_int_equal(MARK_ELSEWHERE, state_of(&j, &other));
    other = m;
    other.inode++;
    assert_int_equal(MARK_ELSEWHERE, state_of(&j, &other));
    other = m;
    other.device++;
    assert_int_equal(MARK_ELSEWHERE, state_of(&j, &other));
    other = m;
    other.org++;
    assert_int_equal(MARK_NONE, state_of(&j, &other));
    assert_int_equal(MARK_NONE, state_of(&j, NULL));
    assert_int_equal(MARK_SAME, state_of(&j, &m));
    journal_gone(&j);
}

static void slots_are_written_in_turn_so_one_survives(void **state)
{
    struct journals j = given_journal(state);
    given_entries(&j);
    const char *path = path_of(&j);
    struct mark m = mark_of(&j), *read;
    struct text bytes;
    assert_fine(mark_read(j.a, path, &read));
    assert_null(read);
    for (uint64_t turn = 1; turn <= 5; turn++) {
        assert_fine(mark_write(j.a, path, &m));
        assert_fine(mark_read(j.a, path, &read));
        assert_int_equal(turn, read->turn);
    }
    /* Turn 5 is in the second slot; any bit of it flipped leaves turn 4. */
    assert_fine(world_read_file(j.a, path, 1 << 20, &bytes));
    assert_true(bytes.n > (64 << 10));
    char *copy = arena_copy(j.a, bytes.at, bytes.n);
    for (size_t bit = 8 * (64 << 10); bit < 8 * bytes.n; bit += 7) {
        struct arena_mark mark = arena_mark(j.a);
        copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << bit % 8));
        assert_fine(world_write_file(j.a, path, (struct text){copy, bytes.n}, 0600));
        copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << bit % 8));
        assert_fine(mark_read(j.a, path, &read));
        assert_int_equal(4, read->turn);
        arena_rewind(j.a, mark);
    }
    for (size_t n = 0; n < bytes.n; n += n < 300 ? 7 : n < (64 << 10) ? 1009 : 13) {
        assert_fine(world_write_file(j.a, path, (struct text){copy, n}, 0600));
        assert_fine(mark_read(j.a, path, &read));
        if (read != NULL)
            assert_int_equal(4, read->turn);
        else
            assert_true(n < 300);
    }
    journal_gone(&j);
}

static void a_mark_is_for_the_owner_alone(void **state)
{
    struct journals j = given_journal(state);
    struct mark m = mark_of(&j);
    struct stat st;
    assert_fine(mark_write(j.a, path_of(&j), &m));
    assert_int_equal(0, stat(path_of(&j), &st));
    assert_int_equal(0600, st.st_mode & 0777);
    journal_gone(&j);
}

static void a_mark_is_due_at_most_once_a_second(void **state)
{
    (void)state;
    struct mark_timer t = {0};
    assert_false(mark_timer_idle_due(&t, 5000)); /* nothing was written */
    assert_true(mark_timer_due(&t, 5000));
    assert_false(mark_timer_due(&t, 5001));
    assert_false(mark_timer_due(&t, 5999));
    assert_true(mark_timer_idle_due(&t, 6000)); /* the pending one */
    assert_false(mark_timer_idle_due(&t, 9000));
    assert_true(mark_timer_due(&t, 9000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINES_TEST(a_journal_that_reaches_its_mark_is_the_same),
        ENGINES_TEST(a_restored_journal_is_older_than_its_mark),
        ENGINES_TEST(a_copy_elsewhere_is_not_this_site),
        ENGINES_TEST_SQLITE(slots_are_written_in_turn_so_one_survives),
        ENGINES_TEST_SQLITE(a_mark_is_for_the_owner_alone),
        ENGINES_TEST_SQLITE(a_mark_is_due_at_most_once_a_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
