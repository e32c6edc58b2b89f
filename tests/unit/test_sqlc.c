/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_sqlc.c - the SQL compiler: what it refuses (tests/data/sqlc/bad, each with the words it
 * expects in its second line), and what the functions do that it makes of a small house
 * (tests/data/sqlc/sample.sql) on both engines. */
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include "sql/sample.sql.h"
#include "support/engines.h"

extern const struct sql_statement sample_statements[];

enum { ORG = 5, FILE_MAX = 1 << 20 };

/* ---- what is refused ---- */

static const char *const bad_folder = "tests/data/sqlc/bad";

/* Runs the compiler on one file; what it said. Fails unless it ended with 1. */
static struct text complaint(struct arena *a, const char *folder, char *path)
{
    char tool[] = BUILD_DIR "/tools/sqlc";
    char prefix[] = "bad";
    const char *said = arena_printf(a, "%s/said", folder);
    char *argv[] = {tool, arena_str(a, folder), prefix, path, NULL};
    char *env[] = {NULL};
    posix_spawn_file_actions_t files;
    pid_t pid = 0;
    int status = 0;
    assert_int_equal(0, posix_spawn_file_actions_init(&files));
    assert_int_equal(0, posix_spawn_file_actions_addopen(&files, STDERR_FILENO, said,
                                                         O_WRONLY | O_CREAT | O_TRUNC, 0600));
    assert_int_equal(0, posix_spawn(&pid, tool, &files, NULL, argv, env));
    posix_spawn_file_actions_destroy(&files);
    assert_int_equal(pid, waitpid(pid, &status, 0));
    struct text words;
    assert_fine(world_read_file(a, said, FILE_MAX, &words));
    assert_int_equal(0, unlink(said));
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 1)
        fail_msg("%s: ended with %d, said %.*s", path, status, TEXT_ARG(words));
    return words;
}

/* "PATH:LINE: words", from the second line of the file. */
static const char *expected(struct arena *a, const char *path)
{
    struct text all;
    struct text line;
    assert_fine(world_read_file(a, path, FILE_MAX, &all));
    assert_true(text_cut(&all, '\n', &line));
    assert_true(text_cut(&all, '\n', &line));
    const size_t before = strlen("/* refused");
    const size_t after = strlen(" */");
    assert_true(text_starts(line, "/* refused:") && line.n > before + after);
    return arena_printf(a, "%s%.*s", path, (int)(line.n - before - after), line.at + before);
}

static void what_engines_take_differently_is_refused_with_its_line(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    DIR *files = opendir(bad_folder);
    assert_non_null(files);
    size_t n = 0;
    for (const struct dirent *file; (file = readdir(files)) != NULL;) {
        if (file->d_name[0] == '.')
            continue;
        char *path = arena_printf(a, "%s/%s", bad_folder, file->d_name);
        struct text said = complaint(a, folder, path);
        struct text first;
        assert_true(text_cut(&said, '\n', &first));
        assert_text(expected(a, path), first);
        n++;
    }
    closedir(files);
    assert_int_equal(0, rmdir(folder)); /* it wrote nothing */
    assert_true(n > 40);
}

/* ---- what is made ---- */

static struct engines *given_house(void **state)
{
    struct engines *e = *state;
    assert_fine(db_script(e->db, e->arena, sql_schema_sample(e->engine)));
    return e;
}

static struct id id_of(uint8_t n)
{
    struct id id = ID_NONE;
    id.bytes[0] = n;
    return id;
}

static struct err *room_add(struct engines *e, uint8_t no, const char *name)
{
    return sql_sample_room_add(e->db, e->arena, ORG, id_of(no), text_of(name), 2, NULL, NULL, true,
                               NULL);
}

static void every_kind_comes_back_as_it_was_given(void **state)
{
    struct engines *e = given_house(state);
    const int64_t price = -123456789012;
    const int32_t opened = -20000;
    struct hash print;
    memset(&print, 0xee, sizeof print);
    assert_fine(sql_sample_room_add(e->db, e->arena, ORG, id_of(1), TEXT("Під'їзд"), 4, &price,
                                    &opened, true, &print));
    bool found = false;
    struct sql_sample_room_get_row row;
    assert_fine(sql_sample_room_get(e->db, e->arena, ORG, id_of(1), &found, &row));
    assert_true(found);
    assert_text("Під'їзд", row.name);
    assert_int_equal(4, row.places);
    assert_false(row.price_null || row.opened_null || row.print_null);
    assert_int_equal(price, row.price);
    assert_int_equal(opened, row.opened);
    assert_true(row.warm);
    assert_memory_equal(&print, &row.print, sizeof print);
}

static void nothing_and_not_there_are_told_apart(void **state)
{
    struct engines *e = given_house(state);
    assert_fine(room_add(e, 1, "a"));
    bool found = false;
    struct sql_sample_room_get_row row;
    assert_fine(sql_sample_room_get(e->db, e->arena, ORG, id_of(1), &found, &row));
    assert_true(found && row.price_null && row.opened_null && row.print_null);
    assert_fine(sql_sample_room_get(e->db, e->arena, ORG, id_of(2), &found, &row));
    assert_false(found);
    assert_int_equal(0, row.places);
}

static void another_organisation_sees_nothing(void **state)
{
    struct engines *e = given_house(state);
    assert_fine(room_add(e, 1, "a"));
    bool found = true;
    struct sql_sample_room_get_row row;
    assert_fine(sql_sample_room_get(e->db, e->arena, ORG + 1, id_of(1), &found, &row));
    assert_false(found);
}

static void many_rows_come_in_order_page_by_page(void **state)
{
    struct engines *e = given_house(state);
    for (uint8_t no = 1; no <= 5; no++) {
        const char *name = arena_printf(e->arena, "room %d", no);
        assert_fine(room_add(e, no, name));
        for (uint8_t guest = 0; guest < no; guest++)
            assert_fine(sql_sample_guest_add(e->db, e->arena, ORG,
                                             id_of((uint8_t)(no * 16 + guest)), id_of(no), NULL));
    }
    struct sql_sample_rooms_row *rows;
    size_t n;
    assert_fine(sql_sample_rooms(e->db, e->arena, ORG, id_of(2), 2, &rows, &n));
    assert_int_equal(2, n);
    assert_int_equal(3, rows[0].room.bytes[0]);
    assert_int_equal(3, rows[0].guests);
    assert_int_equal(6, rows[0].places);
    assert_int_equal(4, rows[1].room.bytes[0]);
    assert_true(rows[1].words_null);
    assert_fine(sql_sample_rooms(e->db, e->arena, ORG, id_of(5), 2, &rows, &n));
    assert_int_equal(0, n);
}

static void strings_keep_what_looks_like_sql(void **state)
{
    struct engines *e = given_house(state);
    assert_fine(sql_sample_guest_add(e->db, e->arena, ORG, id_of(1), id_of(9), NULL));
    const struct text words = TEXT("her own");
    assert_fine(sql_sample_guest_add(e->db, e->arena, ORG, id_of(2), id_of(9), &words));
    struct sql_sample_words_row *rows;
    size_t n;
    assert_fine(sql_sample_words(e->db, e->arena, ORG, 2, &rows, &n));
    assert_int_equal(2, n);
    assert_text("her own", rows[0].words);
    assert_text("she likes now() \"so\" \\ ?9", rows[1].words);
    assert_fine(sql_sample_words(e->db, e->arena, ORG, 3, &rows, &n));
    assert_int_equal(0, n);
}

static void text_is_sorted_by_its_bytes(void **state)
{
    static const char *const names[] = {"ёлка", "b", "B", "a b", "ab", "їжак", "яма", "_"};
    struct engines *e = given_house(state);
    struct sql_sample_names_row *rows;
    size_t n;
    for (uint8_t i = 0; i < COUNT(names); i++)
        assert_fine(room_add(e, i, names[i]));
    assert_fine(sql_sample_names(e->db, e->arena, ORG, &rows, &n));
    assert_int_equal(COUNT(names), n);
    for (size_t i = 1; i < n; i++)
        assert_true(text_compare(rows[i - 1].name, rows[i].name) < 0);
}

static void a_second_row_where_one_was_said_is_a_bug(void **state)
{
    struct engines *e = given_house(state);
    bool found = false;
    struct sql_sample_one_of_row row;
    assert_fine(room_add(e, 1, "a"));
    assert_fine(sql_sample_one_of(e->db, e->arena, ORG, &found, &row));
    assert_true(found);
    assert_fine(room_add(e, 2, "b"));
    assert_err(ERR_BUG, sql_sample_one_of(e->db, e->arena, ORG, &found, &row));
}

static void a_writing_statement_can_answer(void **state)
{
    struct engines *e = given_house(state);
    bool found = false;
    struct sql_sample_room_grow_row row;
    assert_fine(sql_sample_room_grow(e->db, e->arena, ORG, id_of(1), 3, &found, &row));
    assert_int_equal(3, row.places);
    assert_fine(sql_sample_room_grow(e->db, e->arena, ORG, id_of(1), 4, &found, &row));
    assert_int_equal(7, row.places);
}

static void an_engine_may_have_its_own_body(void **state)
{
    struct engines *e = given_house(state);
    bool found = false;
    struct sql_sample_engine_row row;
    assert_fine(room_add(e, 1, "a"));
    assert_fine(sql_sample_engine(e->db, e->arena, ORG, &found, &row));
    assert_text(e->engine == DB_SQLITE ? "sqlite" : "pg", row.engine);
}

static void what_no_such_kind_can_be_is_damage(void **state)
{
    struct engines *e = given_house(state);
    bool found = false;
    struct sql_sample_room_get_row row;
    assert_fine(room_add(e, 1, "a"));
    assert_fine(sql_sample_bad_yesno(e->db, e->arena, ORG, id_of(1)));
    assert_err(ERR_INTEGRITY, sql_sample_room_get(e->db, e->arena, ORG, id_of(1), &found, &row));
}

static void the_table_describes_each_column(void **state)
{
    (void)state;
    const struct sql_statement *s = &sample_statements[1];
    assert_string_equal("sample_room_get", s->text.label);
    assert_int_equal(SQL_ONE, s->answer);
    assert_int_equal(6, s->text.n_columns);
    assert_string_equal("name", s->columns[0].name);
    assert_string_equal("The room's name", s->columns[0].label);
    assert_int_equal(SQL_INTERNAL, s->columns[0].secrecy);
    assert_int_equal(SQL_MONEY, s->columns[2].kind);
    assert_true(s->columns[2].nullable && s->columns[2].label == NULL);
    assert_int_equal(SQL_SECRECY_UNSET, s->columns[3].secrecy);
    assert_int_equal(SQL_YESNO, s->columns[4].kind);
    assert_int_equal(SQL_SPECIAL, s->columns[5].secrecy);
    size_t n = 0;
    size_t differ = 0;
    for (; sample_statements[n].text.label != NULL; n++)
        differ += sample_statements[n].differs;
    assert_int_equal(10, n);
    assert_int_equal(1, differ);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        unit_test_arena(what_engines_take_differently_is_refused_with_its_line),
        ENGINES_TEST(every_kind_comes_back_as_it_was_given),
        ENGINES_TEST(nothing_and_not_there_are_told_apart),
        ENGINES_TEST(another_organisation_sees_nothing),
        ENGINES_TEST(many_rows_come_in_order_page_by_page),
        ENGINES_TEST(strings_keep_what_looks_like_sql),
        ENGINES_TEST(text_is_sorted_by_its_bytes),
        ENGINES_TEST(a_second_row_where_one_was_said_is_a_bug),
        ENGINES_TEST(a_writing_statement_can_answer),
        ENGINES_TEST(an_engine_may_have_its_own_body),
        ENGINES_TEST(what_no_such_kind_can_be_is_damage),
        cmocka_unit_test(the_table_describes_each_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
