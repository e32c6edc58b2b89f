/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_cli_answer.c - how a command answers: lists, files, progress, and being interrupted. */
#include "cli.h"

#include <dirent.h>
#include <jansson.h>
#include <signal.h>
#include <sys/wait.h>

#include "cli/progress.h"
#include "cli/sink.h"
#include "cli/stop.h"
#include "cli/table.h"

static const char *fps;
static const char *some_environment(const char *name)
{
    return strcmp(name, "HEARTH_PROGRESS_FPS") == 0 ? fps : NULL;
}

/* A run that writes its errors into a file of memory. */
static struct cli *given_cli(struct arena *a, bool json, bool terminal)
{
    struct cli_start *start = arena_make(a, struct cli_start);
    struct cli *cli = arena_make(a, struct cli);
    *start = (struct cli_start){.env = some_environment,
                                .out = memfd_create("out", MFD_CLOEXEC),
                                .err = memfd_create("err", MFD_CLOEXEC),
                                .err_is_terminal = terminal};
    fps = NULL;
    cli->arena = a;
    cli->start = start;
    cli->json = json;
    cli->out = buf_make(1 << 20);
    return cli;
}

static void cli_over(struct cli *cli)
{
    buf_done(&cli->out);
    close(cli->start->out);
    close(cli->start->err);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static const struct table_column columns[] = {
    {"id", NULL, SQL_ID},         {"name", "Name", SQL_TEXT}, {"children", "Children", SQL_INT},
    {"since", "Since", SQL_DATE}, {"at", "At", SQL_INSTANT},  {"state", "State", SQL_CHOICE},
    {"out", "Out", SQL_YESNO},
};

static void put_rows(struct table *t)
{
    table_id(t, ID_NONE);
    table_text(t, TEXT("Олена Ґ."));
    table_int(t, 1200);
    table_date(t, 20778);
    table_instant(t, 1000);
    table_choice(t, "known", "Known");
    table_yesno(t, true);
    table_id(t, ID_NONE);
    table_text(t, TEXT("Я. \"x\""));
    table_int(t, 3);
    table_none(t);
    table_none(t);
    table_choice(t, "expected", "Expected child");
    table_yesno(t, false);
}

static void a_list_stands_in_columns_whatever_the_script(void **state)
{
    struct cli *cli = given_cli(*state, false, false);
    struct table t = table_make(cli, columns, COUNT(columns));
    put_rows(&t);
    assert_fine(table_put(&t));
    assert_text("Name      Children  Since       At                    State           Out\n"
                "Олена Ґ.     1,200  2026-11-21  1970-01-01T00:00:01Z  Known           yes\n"
                "Я. \"x\"           3                                    Expected child  no\n",
                buf_text(&cli->out));
    cli_over(cli);
}

static void a_list_with_json_has_rows_and_their_count(void **state)
{
    struct cli *cli = given_cli(*state, true, false);
    struct table t = table_make(cli, columns, COUNT(columns));
    put_rows(&t);
    assert_fine(table_put(&t));
    json_t *all = json_loadb(cli->out.at, cli->out.n, 0, NULL);
    const json_t *rows = json_object_get(all, "rows");
    assert_int_equal(2, json_integer_value(json_object_get(all, "count")));
    const json_t *one = json_array_get(rows, 0), *two = json_array_get(rows, 1);
    assert_string_equal("aaaaaaaaaaaaaaaaaaaaaaaaaa",
                        json_string_value(json_object_get(one, "id")));
    assert_string_equal("2026-11-21", json_string_value(json_object_get(one, "since")));
    assert_string_equal("known", json_string_value(json_object_get(one, "state")));
    assert_int_equal(1200, json_integer_value(json_object_get(one, "children")));
    assert_true(json_is_true(json_object_get(one, "out")));
    assert_string_equal("Я. \"x\"", json_string_value(json_object_get(two, "name")));
    assert_null(json_object_get(two, "since"));
    json_decref(all);
    cli_over(cli);
}

static void a_list_without_rows_is_empty(void **state)
{
    struct cli *cli = given_cli(*state, true, false);
    struct table t = table_make(cli, columns, COUNT(columns));
    assert_fine(table_put(&t));
    assert_text("{\"rows\":[],\"count\":0}\n", buf_text(&cli->out));
    cli_over(cli);
}

/* ---- files ----------------------------------------------------------------------------------- */

static size_t files_in(const char *folder)
{
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    size_t n = 0;
    for (const struct dirent *at = readdir(dir); at != NULL; at = readdir(dir))
        n += at->d_name[0] != '.';
    closedir(dir);
    return n;
}

static void a_file_is_there_whole_or_not_at_all(void **state)
{
    const char *folder = unit_folder(*state);
    const char *path = arena_printf(*state, "%s/out", folder);
    struct cli *cli = given_cli(*state, false, false);
    struct sink s;
    assert_fine(sink_open(cli, path, &s));
    assert_fine(sink_write(&s, TEXT("half")));
    sink_close(&s);
    assert_int_equal(0, files_in(folder));
    assert_fine(sink_open(cli, path, &s));
    assert_fine(sink_write(&s, TEXT("who")));
    char *much = arena_zero(*state, SINK_BYTES);
    memset(much, 'x', SINK_BYTES);
    assert_fine(sink_write(&s, (struct text){much, SINK_BYTES}));
    assert_fine(sink_write(&s, TEXT("le")));
    assert_int_equal(-1, access(path, F_OK));
    assert_fine(sink_finish(&s));
    sink_close(&s);
    assert_int_equal(1, files_in(folder));
    struct text read;
    assert_fine(world_read_file(*state, path, 1 << 20, &read));
    assert_int_equal(SINK_BYTES + 5, read.n);
    assert_int_equal(SINK_BYTES + 5, s.bytes);
    unlink(path);
    rmdir(folder);
    cli_over(cli);
}

static void a_file_without_a_folder_says_so(void **state)
{
    struct cli *cli = given_cli(*state, false, false);
    struct sink s = {0};
    assert_err(ERR_ABSENT, sink_open(cli, "/no-such-folder/out", &s));
    sink_close(&s);
    cli_over(cli);
}

static void a_dash_is_standard_output(void **state)
{
    struct cli *cli = given_cli(*state, false, false);
    struct sink s;
    assert_fine(sink_open(cli, "-", &s));
    assert_fine(sink_write(&s, TEXT("said")));
    assert_fine(sink_finish(&s));
    sink_close(&s);
    char said[5] = "";
    assert_int_equal(4, pread(cli->start->out, said, 4, 0));
    assert_string_equal("said", said);
    cli_over(cli);
}

static void an_interrupted_command_ends_with_130_and_leaves_no_file(void **state)
{
    const char *folder = unit_folder(*state);
    const char *path = arena_printf(*state, "%s/out", folder);
    struct cli *cli = given_cli(*state, false, false);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct sink s;
        stop_watch();
        if (sink_open(cli, path, &s) != NULL || sink_write(&s, TEXT("half")) != NULL)
            _exit(1);
        (void)raise(SIGINT);
        _exit(2);
    }
    int status = 0;
    assert_int_equal(child, waitpid(child, &status, 0));
    assert_true(WIFEXITED(status));
    assert_int_equal(130, WEXITSTATUS(status));
    assert_int_equal(0, files_in(folder));
    rmdir(folder);
    cli_over(cli);
}

/* ---- progress -------------------------------------------------------------------------------- */

static int64_t boot_ms;
static int64_t boot_now(void)
{
    return boot_ms;
}

static struct world stopped_world(void)
{
    struct world w = *world_real();
    w.boot_ms = boot_now;
    return w;
}

static struct text said_so_far(struct arena *a, const struct cli *cli)
{
    struct stat about;
    assert_int_equal(0, fstat(cli->start->err, &about));
    char *at = arena_zero(a, (size_t)about.st_size + 1);
    assert_int_equal(about.st_size, pread(cli->start->err, at, (size_t)about.st_size, 0));
    return (struct text){at, (size_t)about.st_size};
}

static void a_terminal_sees_one_line_after_half_a_second(void **state)
{
    const struct world w = stopped_world();
    world_set(&w);
    struct cli *cli = given_cli(*state, false, true);
    boot_ms = 1000;
    struct cli_progress p = cli_progress_start(cli, "Checking");
    boot_ms = 1499;
    cli_progress_step(&p, 5, 100);
    assert_text("", said_so_far(*state, cli));
    boot_ms = 3000;
    cli_progress_step(&p, 12400, 49600);
    boot_ms = 3050;
    cli_progress_step(&p, 12401, 49600);
    assert_text("\r\x1b[KChecking 12,400 of 49,600  25 %  6 s left", said_so_far(*state, cli));
    cli_progress_end(&p);
    assert_true(cli_holds(said_so_far(*state, cli), "left\r\x1b[K"));
    world_set(NULL);
    cli_over(cli);
}

static void a_log_sees_a_line_every_ten_seconds(void **state)
{
    const struct world w = stopped_world();
    world_set(&w);
    struct cli *cli = given_cli(*state, false, false);
    boot_ms = 0;
    struct cli_progress p = cli_progress_start(cli, "Checking");
    for (; boot_ms <= 25000; boot_ms += 100)
        cli_progress_step(&p, boot_ms, 0);
    cli_progress_end(&p);
    assert_text("Checking 10,000\nChecking 20,000\n", said_so_far(*state, cli));
    world_set(NULL);
    cli_over(cli);
}

static void a_program_sees_json_lines(void **state)
{
    const struct world w = stopped_world();
    world_set(&w);
    struct cli *cli = given_cli(*state, true, false);
    fps = "2";
    boot_ms = 0;
    struct cli_progress p = cli_progress_start(cli, "Checking");
    for (; boot_ms <= 1000; boot_ms += 100)
        cli_progress_step(&p, boot_ms, 2000);
    assert_text("{\"progress\":{\"task\":\"Checking\",\"done\":500,\"total\":2000}}\n"
                "{\"progress\":{\"task\":\"Checking\",\"done\":1000,\"total\":2000}}\n",
                said_so_far(*state, cli));
    fps = "0";
    p = cli_progress_start(cli, "Checking");
    boot_ms = 100000;
    cli_progress_step(&p, 1, 1);
    assert_false(cli_holds(said_so_far(*state, cli), "\"done\":1,"));
    world_set(NULL);
    cli_over(cli);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(a_list_stands_in_columns_whatever_the_script),
        unit_test_arena(a_list_with_json_has_rows_and_their_count),
        unit_test_arena(a_list_without_rows_is_empty),
        unit_test_arena(a_file_is_there_whole_or_not_at_all),
        unit_test_arena(a_file_without_a_folder_says_so),
        unit_test_arena(a_dash_is_standard_output),
        unit_test_arena(an_interrupted_command_ends_with_130_and_leaves_no_file),
        unit_test_arena(a_terminal_sees_one_line_after_half_a_second),
        unit_test_arena(a_log_sees_a_line_every_ten_seconds),
        unit_test_arena(a_program_sees_json_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
