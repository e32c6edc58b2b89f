/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_fold_pairs.c - folding measured on the shared synthetic records (linkage/dev20k): how many
 * pairs of records of one person have equal names, and how fast it goes. The bars are those of the
 * study that came with the records. */
#include "unit.h"

#include <time.h>

#include "people/fold.h"

static struct arena *memory;
static const struct fold *fold;

static int fold_make(void **state)
{
    (void)state;
    memory = arena_new(256 << 20);
    return memory == NULL || fold_new(memory, &fold) != NULL;
}

static int fold_done(void **state)
{
    (void)state;
    arena_free(memory);
    return 0;
}

struct record {
    struct text fields[13];
};
enum { GIVEN = 3, PATRONYMIC, SURNAME, SEX = 7, RECORDS_MAX = 30000 };

static struct text file_of(const char *name)
{
    const char *shared = getenv("HEARTH_SHARED");
    struct text all = TEXT_NONE;
    assert_non_null(shared);
    assert_fine(world_read_file(memory, arena_printf(memory, "%s/linkage/%s", shared, name),
                                16 << 20, &all));
    return all;
}

static size_t rows_of(const char *name, struct record *rows)
{
    struct text all = file_of(name), line;
    size_t n = 0;
    text_cut(&all, '\n', &line);
    while (text_cut(&all, '\n', &line) && line.n > 0) {
        assert_true(n < RECORDS_MAX);
        for (size_t i = 0; i < COUNT(rows[n].fields); i++)
            text_cut(&line, ',', &rows[n].fields[i]);
        n++;
    }
    return n;
}

static void person_of(const struct record *r, struct fold_person *ret_person)
{
    enum fold_sex sex = text_is(r->fields[SEX], "m")   ? FOLD_MALE
                        : text_is(r->fields[SEX], "f") ? FOLD_FEMALE
                                                       : FOLD_ANY;
    fold_person(
        fold,
        &(struct fold_names){r->fields[GIVEN], r->fields[PATRONYMIC], r->fields[SURNAME], sex},
        ret_person);
}

static void most_true_pairs_have_equal_names(void **state)
{
    (void)state;
    struct record *records = arena_makes(memory, struct record, RECORDS_MAX);
    struct record *truth = arena_makes(memory, struct record, RECORDS_MAX);
    struct fold_person *persons = arena_makes(memory, struct fold_person, RECORDS_MAX);
    assert_true(records != NULL && truth != NULL && persons != NULL);
    size_t n = rows_of("dev20k.records.csv", records);
    assert_int_equal(n, rows_of("dev20k.truth.csv", truth));
    for (size_t i = 0; i < n; i++)
        person_of(&records[i], &persons[i]);
    size_t pairs = 0, given = 0, surname = 0;
    /* Records of one person may stand anywhere, so look at all pairs by the person's number. */
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + 1; k < n; k++) {
            if (!text_equal(truth[i].fields[1], truth[k].fields[1]))
                continue;
            pairs++;
            given += fold_given_equal(&persons[i].given, &persons[k].given);
            surname += fold_surname_equal(&persons[i].surname, &persons[k].surname);
        }
    }
    print_message("%zu true pairs: given equal %.1f %%, surname stem %.1f %%\n", pairs,
                  (double)given * 100 / (double)pairs, (double)surname * 100 / (double)pairs);
    assert_true(given * 100 >= pairs * 93);
    assert_true(surname * 100 >= pairs * 84);
}

static void folding_is_fast(void **state)
{
    (void)state;
    struct record *records = arena_makes(memory, struct record, RECORDS_MAX);
    assert_non_null(records);
    size_t n = rows_of("dev20k.records.csv", records);
    struct timespec from, to;
    struct fold_person person;
    size_t done = 0;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (size_t round = 0; round < 5; round++)
        for (size_t i = 0; i < n; i++, done++)
            person_of(&records[i], &person);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    print_message("%.0f records folded a second\n", (double)done / seconds);
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    assert_true((double)done / seconds >= 300000);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(most_true_pairs_have_equal_names),
        cmocka_unit_test(folding_is_fast),
    };
    return cmocka_run_group_tests_name("fold on shared records", tests, fold_make, fold_done);
}
