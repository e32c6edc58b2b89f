/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_cli_wrong.c - no wrong command line does anything but say what is wrong and how to mend it;
 * what is right is read as it was meant. */
#include "cli.h"

#include <inttypes.h>
#include <jansson.h>

#include "cli/value.h"

/* ---- what is typed wrong --------------------------------------------------------------------- */

/* Exit code 2, a mend, nothing on standard output, and with --json the contract's object. */
static void check_refused(struct arena *a, const char *const *words, size_t n)
{
    struct cli_told told = cli_run_words(a, words, n, cli_no_environment);
    bool as_json = told.err.n > 0 && told.err.at[0] == '{';
    if (told.exit_code != 2)
        print_error("%s: %.*s\n", n == 0 ? "" : words[n - 1], TEXT_ARG(told.err));
    assert_int_equal(2, told.exit_code);
    assert_int_equal(0, told.out.n);
    if (!as_json && !cli_holds(told.err, ": hearth "))
        print_error("%.*s\n", TEXT_ARG(told.err));
    assert_true(as_json || cli_holds(told.err, ": hearth "));
    assert_true(text_is_clean(told.err));
    assert_false(cli_holds(told.err, "{1}"));
    const char *with[CLI_ARGS_MAX + 3];
    with[0] = "--json";
    memcpy(with + 1, words, n * sizeof *words);
    told = cli_run_words(a, with, n + 1, cli_no_environment);
    json_t *all = json_loadb(told.err.at, told.err.n, 0, NULL);
    const json_t *error = json_object_get(all, "error");
    const char *kind = json_string_value(json_object_get(error, "kind"));
    assert_non_null(kind);
    assert_true(strcmp(kind, "usage") == 0 || strcmp(kind, "input") == 0);
    assert_true(json_integer_value(json_object_get(error, "number")) > 0);
    assert_non_null(json_string_value(json_object_get(error, "text")));
    assert_int_equal(0, strncmp("hearth ", json_string_value(json_object_get(error, "mend")), 7));
    assert_true(json_is_array(json_object_get(error, "fields")));
    json_decref(all);
}

static void check_line_refused(struct arena *a, const char *line)
{
    const char *words[CLI_WORDS_MAX];
    check_refused(a, words, cli_words(a, line, words, CLI_WORDS_MAX));
}

static void wrong_words_are_refused_with_a_mend(void **state)
{
    static const char *const lines[] = {
        "stauts",
        "-",
        "''",
        "' '",
        "-- --json",
        "--bogus",
        "-x",
        "---",
        "-hh",
        "--=x",
        "--json=yes version",
        "--store",
        "--store= version",
        "--lang",
        "--lang xx version",
        "--lang en --lang ru version",
        "--lang=en --lang=en version",
        "--stor DIR version",
        "--now yesterday version",
        "--now 2026-02-30T00:00:00Z version",
        "version version",
        "version -- --json",
        "help nothing",
        "help version version",
        "help person add more",
        "completion",
        "completion ''",
        "completion tcsh",
        "completion bash fish",
        "versio",
        "VERSION",
        "version --json --json",
        "--as '' version",
        "--help=1",
        "--no-inputs version",
        "version --now",
    };
    for (size_t i = 0; i < COUNT(lines); i++)
        check_line_refused(*state, lines[i]);
}

static void unreadable_words_are_refused(void **state)
{
    static const char *const words[] = {"\xff",
                                        "a\x01",
                                        "\xc0\x80",
                                        "\xed\xa0\x80",
                                        "\xe2\x80\xae"
                                        "abc",
                                        "\xf8\x88\x80\x80\x80",
                                        "\x7f"};
    for (size_t i = 0; i < COUNT(words); i++)
        check_refused(*state, &words[i], 1);
    const char *many[CLI_ARGS_MAX + 1];
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = "help";
    check_refused(*state, many, COUNT(many));
    const char *longest = arena_printf(*state, "%0*d", CLI_WORD_BYTES_MAX + 1, 0);
    check_refused(*state, &longest, 1);
}

static const char *unreadable_store(const char *name)
{
    return strcmp(name, "HEARTH_STORE") == 0 ? "\xff" : NULL;
}

static void an_unreadable_variable_is_refused(void **state)
{
    const char *words[] = {"version"};
    struct cli_told told = cli_run_words(*state, words, 1, unreadable_store);
    assert_int_equal(2, told.exit_code);
    assert_true(cli_holds(told.err, "HEARTH_STORE"));
}

static const char *store_from_environment(const char *name)
{
    return strcmp(name, "HEARTH_STORE") == 0 ? "from-variable" : NULL;
}

static void an_option_wins_over_its_variable(void **state)
{
    struct arena *a = *state;
    const char *words[] = {"--store", "typed", "version"};
    struct cli_start start = {.n = 3, .args = words, .env = store_from_environment};
    struct cli cli = {.arena = a, .start = &start};
    assert_fine(cli_parse(&cli));
    assert_string_equal("typed", cli_global(&cli, "store"));
    assert_null(cli_global(&cli, "key-file"));
    struct cli_start bare = {.n = 1, .args = words + 2, .env = store_from_environment};
    struct cli other = {.arena = a, .start = &bare};
    assert_fine(cli_parse(&other));
    assert_string_equal("from-variable", cli_global(&other, "store"));
}

/* A value that its kind refuses; NULL for kinds that take any text. */
static const char *wrong_value(struct arena *a, const struct cli_param *param)
{
    switch (param->kind) {
    case CLI_INT:
        return arena_printf(a, "%" PRId64,
                            param->max == INT64_MAX ? param->min - 1 : param->max + 1);
    case CLI_DATE:
        return "2026-02-30";
    case CLI_INSTANT:
    case CLI_ID:
        return "2026-11-21";
    case CLI_CHOICE:
        return "no such choice";
    case CLI_TEXT:
    case CLI_FILE:
    case CLI_FOLDER:
        return arena_printf(
            a, "%0*zu", (int)(param->bytes_max != 0 ? param->bytes_max : CLI_PATH_BYTES_MAX) + 1,
            (size_t)0);
    case CLI_FLAG:
        break;
    }
    return NULL;
}

/* The first example with one thing made wrong. */
static void check_spoiled(struct arena *a, const struct cli_command *row)
{
    const char *words[CLI_WORDS_MAX];
    size_t n = cli_words(a, row->examples[0], words, CLI_WORDS_MAX - 3);
    words[n] = "--no-such-option";
    check_refused(a, words, n + 1);
    bool takes_many = false;
    for (size_t i = 0; row->params[i].name != NULL; i++) {
        const struct cli_param *param = &row->params[i];
        takes_many = takes_many || (param->positional && param->many);
        if (param->positional)
            continue;
        words[n] = arena_printf(a, "--%s", param->name);
        if (param->kind != CLI_FLAG) {
            check_refused(a, words, n + 1); /* no value */
            words[n + 1] = "";
            check_refused(a, words, n + 2);
            words[n + 1] = wrong_value(a, param);
            check_refused(a, words, n + 2);
        } else {
            words[n + 1] = words[n];
            check_refused(a, words, n + 2); /* twice */
            words[n] = arena_printf(a, "--%s=yes", param->name);
            check_refused(a, words, n + 1);
        }
    }
    if (takes_many)
        return;
    for (size_t i = n; i < CLI_WORDS_MAX; i++)
        words[i] = "word";
    check_refused(a, words, CLI_WORDS_MAX);
}

/* Only its words: what is needed is missing. */
static void check_bare(struct arena *a, const struct cli_command *row)
{
    bool needs = false;
    for (size_t i = 0; row->params[i].name != NULL; i++)
        needs = needs || row->params[i].required;
    if (needs)
        check_line_refused(a, row->words);
}

static void every_command_refuses_a_spoiled_line(void **state)
{
    cli_each_command(*state, check_spoiled);
    cli_each_command(*state, check_bare);
}

static void check_near_noun(struct arena *a, const struct cli_command *row)
{
    /* The last two letters of the first word change places; of three letters too little is left. */
    char *typed = arena_strn(a, row->words, strcspn(row->words, " "));
    size_t n = strlen(typed);
    if (n < 4)
        return;
    char last = typed[n - 1];
    if (last == typed[n - 2])
        return;
    typed[n - 1] = typed[n - 2];
    typed[n - 2] = last;
    struct cli_told told = cli_run(a, typed);
    assert_int_equal(2, told.exit_code);
    assert_true(cli_holds(told.err, "Did you mean"));
}

static void a_near_word_is_suggested(void **state)
{
    cli_each_command(*state, check_near_noun);
    assert_true(cli_holds(cli_run(*state, "versoin").err, "Did you mean: version?"));
    assert_true(cli_holds(cli_run(*state, "compl").err, "Did you mean: completion?"));
    assert_true(cli_holds(cli_run(*state, "version --jsn").err, "Did you mean --json?"));
    assert_true(cli_holds(cli_run(*state, "completion bsh").err, "Did you mean bash?"));
    assert_true(cli_holds(cli_run(*state, "help optoins").err, "Did you mean: options?"));
    assert_false(cli_holds(cli_run(*state, "zebra").err, "Did you mean"));
}

static void nothing_may_be_shortened(void **state)
{
    check_line_refused(*state, "vers");
    check_line_refused(*state, "--js version");
}

static void behind_two_dashes_there_are_no_options(void **state)
{
    struct cli *cli;
    assert_fine(cli_parse_line(*state, "--json -- help version", &cli));
    assert_string_equal("help", cli->command->words);
    assert_err(ERR_USAGE, cli_parse_line(*state, "-- version --json", &cli));
    assert_fine(cli_parse_line(*state, "help -- --json", &cli));
    assert_text("--json", cli_text(cli, "word"));
}

static void global_options_may_stand_anywhere_once(void **state)
{
    struct cli *cli;
    assert_fine(cli_parse_line(*state, "--json version", &cli));
    assert_true(cli_global_value(cli, "json")->given);
    assert_fine(cli_parse_line(*state, "version --json --store=x", &cli));
    assert_true(cli_global_value(cli, "json")->given);
    assert_string_equal("x", cli_global(cli, "store"));
    assert_err(ERR_USAGE, cli_parse_line(*state, "--json version --json", &cli));
}

static void numbers_dates_and_instants_are_read(void **state)
{
    const struct cli_param number = {
        .name = "n", .value = "N", .kind = CLI_INT, .min = -5, .max = 9};
    const struct cli_param date = {.name = "d", .value = "DATE", .kind = CLI_DATE};
    const struct cli_param moment = {.name = "m", .value = "INSTANT", .kind = CLI_INSTANT};
    const struct cli_param many = {.name = "t", .value = "TEXT", .kind = CLI_TEXT, .many = true};
    struct cli_value value = {0};
    assert_fine(value_add(*state, &number, " -5 ", &value));
    assert_int_equal(-5, value.number);
    assert_err(ERR_USAGE, value_add(*state, &number, "1", &value));
    value = (struct cli_value){0};
    assert_err(ERR_INPUT, value_add(*state, &number, "10", &value));
    assert_false(value.given);
    assert_fine(value_add(*state, &date, "1970-01-02", &value));
    assert_int_equal(1, value.number);
    value = (struct cli_value){0};
    assert_fine(value_add(*state, &moment, "1970-01-01T00:00:01Z", &value));
    assert_int_equal(1000, value.number);
    value = (struct cli_value){0};
    assert_fine(value_add(*state, &many, "one", &value));
    assert_fine(value_add(*state, &many, " two", &value));
    assert_int_equal(2, value.n);
    assert_text("two", value.texts[1]);
}

static struct err *parse_something(struct arena *a, void *with)
{
    struct cli *cli = arena_make(a, struct cli);
    NEED(cli);
    const struct cli_start start = {.n = 4, .args = with, .env = cli_no_environment};
    cli->arena = a;
    cli->start = &start;
    return cli_parse(cli);
}

static void every_refused_piece_of_memory_is_told(void **state)
{
    (void)state;
    const char *words[] = {"--lang", "en", "completion", "bash"};
    assert_true(unit_fail_each_allocation(parse_something, words) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(wrong_words_are_refused_with_a_mend),
        unit_test_arena(unreadable_words_are_refused),
        unit_test_arena(an_unreadable_variable_is_refused),
        unit_test_arena(an_option_wins_over_its_variable),
        unit_test_arena(every_command_refuses_a_spoiled_line),
        unit_test_arena(a_near_word_is_suggested),
        unit_test_arena(nothing_may_be_shortened),
        unit_test_arena(behind_two_dashes_there_are_no_options),
        unit_test_arena(global_options_may_stand_anywhere_once),
        unit_test_arena(numbers_dates_and_instants_are_read),
        unit_test_arena(every_refused_piece_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
