/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_cli.c - the table of commands and all that is made from it: parser, help, manual page,
 * completions; and that no wrong command line does anything but say so. */
#include "cli.h"

#include <ctype.h>
#include <inttypes.h>
#include <jansson.h>

#include "cli/commands.h"
#include "cli/fail.h"
#include "cli/layout.h"
#include "cli/parse.h"
#include "cli/usage.h"
#include "cli/value.h"

enum { HELP_LINES_MAX = 40, WORDS_MAX = 64 };

static bool holds(struct text t, const char *what)
{
    return memmem(t.at, t.n, what, strlen(what)) != NULL;
}

static void for_each_command(void **state, void (*check)(struct arena *a,
                                                         const struct cli_command *row))
{
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            check(*state, row);
}

/* ---- the table ------------------------------------------------------------------------------- */

static void check_param(const struct cli_param *param)
{
    assert_true(param->kind >= CLI_FLAG && param->kind <= CLI_FOLDER);
    assert_non_null(param->help);
    for (const char *at = param->name; *at != '\0'; at++)
        assert_true(islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '-');
    assert_true((param->kind == CLI_FLAG) == (param->value == NULL));
    assert_true((param->kind == CLI_CHOICE) == (param->choices != NULL));
    assert_false(param->positional && param->kind == CLI_FLAG);
    if (param->kind == CLI_INT)
        assert_true(param->min < param->max);
}

static void check_params(const struct cli_param *params)
{
    size_t n = cli_params_count(params);
    bool seen_optional = false, seen_many = false;
    assert_true(n <= CLI_PARAMS_MAX);
    for (size_t i = 0; i < n; i++) {
        check_param(&params[i]);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(params[k].name, params[i].name);
            assert_true(params[i].letter == 0 || params[k].letter != params[i].letter);
        }
        if (!params[i].positional)
            continue;
        assert_false(seen_many);
        assert_false(seen_optional && params[i].required);
        seen_many = params[i].many;
        seen_optional = !params[i].required;
    }
}

static void check_row(struct arena *a, const struct cli_command *row)
{
    (void)a;
    check_params(row->params);
    assert_non_null(row->help);
    assert_non_null(row->run);
    assert_true(row->place >= CLI_NO_STORE && row->place <= CLI_WRITES);
    size_t words = 1;
    for (const char *at = row->words; *at != '\0'; at++) {
        assert_true(islower((unsigned char)*at) || *at == ' ');
        words += *at == ' ';
    }
    assert_true(words <= 2);
}

static void every_row_is_whole(void **state)
{
    check_params(cli_globals);
    for_each_command(state, check_row);
}

static void every_row_stands_under_its_noun_once(void **state)
{
    (void)state;
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++) {
        assert_ptr_equal(noun, cli_noun_find(text_of(noun->word)));
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++) {
            assert_int_equal(0, strncmp(noun->word, row->words, strlen(noun->word)));
            assert_ptr_equal(row, cli_command_find(text_of(noun->word),
                                                   text_of(cli_command_verb(row))));
        }
    }
}

static struct err *parse_line(struct arena *a, const char *line, struct cli **ret_cli)
{
    const char **words = arena_makes(a, const char *, WORDS_MAX);
    struct cli_start *start = arena_make(a, struct cli_start);
    struct cli *cli = arena_make(a, struct cli);
    *start = (struct cli_start){.n = cli_words(a, line, words, WORDS_MAX), .args = words,
                                .env = cli_no_environment, .out = -1, .err = -1};
    cli->arena = a;
    cli->start = start;
    *ret_cli = cli;
    return cli_parse(cli);
}

static void check_examples(struct arena *a, const struct cli_command *row)
{
    for (size_t i = 0; i < COUNT(row->examples); i++) {
        struct cli *cli;
        assert_non_null(row->examples[i]);
        assert_fine(parse_line(a, row->examples[i], &cli));
        assert_ptr_equal(row, cli->command);
    }
    assert_string_not_equal(row->examples[0], row->examples[1]);
}

static void every_example_is_a_right_command_line(void **state)
{
    for_each_command(state, check_examples);
}

static void every_kind_of_error_has_an_exit_code_that_the_help_explains(void **state)
{
    (void)state;
    for (enum err_kind kind = ERR__NONE + 1; kind < ERR__COUNT; kind++) {
        int code = err_kind_info(kind)->exit_code;
        const struct exit_code *row = exit_codes;
        while (row->help != NULL && row->code != code)
            row++;
        assert_non_null(row->help);
        assert_true(fail_number(kind) > 0);
        for (enum err_kind other = ERR__NONE + 1; other < kind; other++)
            assert_int_not_equal(fail_number(other), fail_number(kind));
    }
}

/* ---- what is made from it -------------------------------------------------------------------- */

static void check_lines(struct text help)
{
    size_t lines = 0;
    struct text line;
    while (text_cut(&help, '\n', &line)) {
        lines++;
        assert_true(layout_width(line) <= LAYOUT_COLUMNS);
    }
    assert_true(lines - 1 <= HELP_LINES_MAX);
}

static void check_help(struct arena *a, const struct cli_command *row)
{
    static const char *const langs[] = {"en", "ru", "uk"};
    for (size_t i = 0; i < COUNT(langs); i++) {
        struct cli_told told =
            cli_run(a, arena_printf(a, "--lang %s %s --help", langs[i], row->words));
        assert_int_equal(0, told.exit_code);
        check_lines(told.out);
        assert_true(holds(told.out, arena_printf(a, "  hearth %s\n", row->examples[0])));
        assert_true(holds(told.out, arena_printf(a, "  hearth %s\n", row->examples[1])));
        for (size_t k = 0; row->params[k].name != NULL; k++)
            assert_true(holds(told.out, row->params[k].positional
                                            ? row->params[k].value
                                            : arena_printf(a, "--%s", row->params[k].name)));
        struct cli_told same =
            cli_run(a, arena_printf(a, "help --lang %s %s", langs[i], row->words));
        assert_true(text_equal(told.out, same.out));
    }
}

static void the_help_of_every_command_fits_a_screen_and_says_all(void **state)
{
    for_each_command(state, check_help);
}

static void the_overview_and_the_topics_fit_a_screen(void **state)
{
    static const char *const lines[] = {"", "help", "--help", "-h", "help options",
                                        "help exit-codes", "help environment", "--lang ru help",
                                        "--lang uk help options"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct cli_told told = cli_run(*state, lines[i]);
        assert_int_equal(0, told.exit_code);
        check_lines(told.out);
    }
    struct cli_told overview = cli_run(*state, "");
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        assert_true(holds(overview.out, arena_printf(*state, "\n  %s ", noun->word)));
}

static void the_help_of_a_noun_names_its_commands(void **state)
{
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++) {
        struct cli_told told = cli_run(*state, arena_printf(*state, "%s --help", noun->word));
        assert_int_equal(0, told.exit_code);
        check_lines(told.out);
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            assert_true(holds(told.out, row->words));
    }
}

/* As troff writes it. */
static const char *with_dashes(struct arena *a, const char *words)
{
    char *said = arena_zero(a, 2 * strlen(words) + 1);
    for (char *to = said; *words != '\0'; words++) {
        if (*words == '-')
            *to++ = '\\';
        *to++ = *words;
    }
    return said;
}

static void check_man(struct arena *a, const struct cli_command *row)
{
    struct cli_told told = cli_run(a, "man");
    assert_int_equal(0, told.exit_code);
    assert_true(holds(told.out, with_dashes(a, arena_printf(a, ".SS \"hearth %s", row->words))));
    for (size_t i = 0; row->params[i].name != NULL; i++)
        assert_true(holds(told.out, row->params[i].positional
                                        ? with_dashes(a, row->params[i].value)
                                        : with_dashes(a, arena_printf(a, "--%s",
                                                                      row->params[i].name))));
}

static void the_manual_page_names_every_command_and_option(void **state)
{
    for_each_command(state, check_man);
}

static void check_completions(struct arena *a, const struct cli_command *row)
{
    static const char *const shells[] = {"bash", "zsh", "fish"};
    for (size_t i = 0; i < COUNT(shells); i++) {
        struct cli_told told = cli_run(a, arena_printf(a, "completion %s", shells[i]));
        assert_int_equal(0, told.exit_code);
        bool is_fish = i == 2;
        const char *verb = cli_command_verb(row);
        if (!is_fish)
            assert_true(holds(told.out, arena_printf(a, "'%s') options=", row->words)));
        else if (verb[0] != '\0')
            assert_true(holds(told.out, arena_printf(a, " -a %s ", verb)));
        for (size_t k = 0; row->params[k].name != NULL; k++)
            if (!row->params[k].positional)
                assert_true(holds(told.out, arena_printf(a, is_fish ? " -l %s " : " --%s",
                                                         row->params[k].name)));
    }
}

static void the_completions_name_every_command_and_option(void **state)
{
    for_each_command(state, check_completions);
}

static void help_with_json_is_the_table_itself(void **state)
{
    struct cli_told told = cli_run(*state, "help --json");
    json_t *all = json_loadb(told.out.at, told.out.n, 0, NULL);
    assert_non_null(all);
    size_t n = 0;
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            n++;
    assert_int_equal(n, json_array_size(json_object_get(all, "commands")));
    json_decref(all);
}

static void texts_with_json_are_one_object(void **state)
{
    static const char *const lines[] = {"man --json", "--json completion bash",
                                        "completion zsh --json", "completion fish --json",
                                        "version --json"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct cli_told told = cli_run(*state, lines[i]);
        json_t *all = json_loadb(told.out.at, told.out.n, 0, NULL);
        assert_true(json_is_object(all));
        json_decref(all);
    }
}

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
    assert_true(as_json || holds(told.err, "\n  mend: hearth "));
    assert_true(text_is_clean(told.err));
    assert_false(holds(told.err, "{1}"));
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
    const char *words[WORDS_MAX];
    check_refused(a, words, cli_words(a, line, words, WORDS_MAX));
}

static void wrong_words_are_refused_with_a_mend(void **state)
{
    static const char *const lines[] = {
        "stauts", "-", "''", "' '", "--", "-- --json", "--bogus", "-x", "---", "-hh", "--=x",
        "--json=yes version", "--store", "--store= version", "--lang", "--lang xx version",
        "--lang en --lang ru version", "--lang=en --lang=en version", "--stor DIR version",
        "--now yesterday version", "--now 2026-02-30T00:00:00Z version", "version version",
        "version -- --json", "help nothing", "help version version", "help person add more",
        "completion", "completion ''", "completion tcsh", "completion bash fish",
        "versio", "VERSION", "version --json --json", "--as '' version", "--help=1",
        "--no-inputs version", "version --now",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        if (strcmp(lines[i], "--") == 0)
            continue;
        check_line_refused(*state, lines[i]);
    }
}

static void unreadable_words_are_refused(void **state)
{
    static const char *const words[] = {"\xff", "a\x01", "\xc0\x80", "\xed\xa0\x80",
                                        "\xe2\x80\xae" "abc", "\xf8\x88\x80\x80\x80", "\x7f"};
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
    assert_true(holds(told.err, "HEARTH_STORE"));
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
        return arena_printf(a, "%" PRId64, param->max == INT64_MAX ? param->min - 1
                                                                   : param->max + 1);
    case CLI_DATE:
        return "2026-02-30";
    case CLI_INSTANT:
        return "2026-11-21";
    case CLI_CHOICE:
        return "no such choice";
    case CLI_TEXT:
    case CLI_FILE:
    case CLI_FOLDER:
        return arena_printf(a, "%0*zu",
                            (int)(param->bytes_max != 0 ? param->bytes_max : CLI_PATH_BYTES_MAX) + 1,
                            (size_t)0);
    case CLI_FLAG:
        break;
    }
    return NULL;
}

/* The first example with one thing made wrong. */
static void check_spoiled(struct arena *a, const struct cli_command *row)
{
    const char *words[WORDS_MAX];
    size_t n = cli_words(a, row->examples[0], words, WORDS_MAX - 3);
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
    for (size_t i = n; i < WORDS_MAX; i++)
        words[i] = "word";
    check_refused(a, words, WORDS_MAX);
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
    for_each_command(state, check_spoiled);
    for_each_command(state, check_bare);
}

static void check_near_noun(struct arena *a, const struct cli_command *row)
{
    if (strlen(row->words) < 4)
        return;
    /* The last two letters of the first word change places. */
    char *typed = arena_strn(a, row->words, strcspn(row->words, " "));
    size_t n = strlen(typed);
    char last = typed[n - 1];
    if (last == typed[n - 2])
        return;
    typed[n - 1] = typed[n - 2];
    typed[n - 2] = last;
    struct cli_told told = cli_run(a, typed);
    assert_int_equal(2, told.exit_code);
    assert_true(holds(told.err, "Did you mean"));
}

static void a_near_word_is_suggested(void **state)
{
    for_each_command(state, check_near_noun);
    assert_true(holds(cli_run(*state, "versoin").err, "Did you mean: version?"));
    assert_true(holds(cli_run(*state, "compl").err, "Did you mean: completion?"));
    assert_true(holds(cli_run(*state, "version --jsn").err, "Did you mean --json?"));
    assert_true(holds(cli_run(*state, "completion bsh").err, "Did you mean bash?"));
    assert_true(holds(cli_run(*state, "help optoins").err, "Did you mean: options?"));
    assert_false(holds(cli_run(*state, "zebra").err, "Did you mean"));
}

static void nothing_may_be_shortened(void **state)
{
    check_line_refused(*state, "vers");
    check_line_refused(*state, "--js version");
}

static void behind_two_dashes_there_are_no_options(void **state)
{
    struct cli *cli;
    assert_fine(parse_line(*state, "--json -- help version", &cli));
    assert_string_equal("help", cli->command->words);
    assert_err(ERR_USAGE, parse_line(*state, "-- version --json", &cli));
    assert_fine(parse_line(*state, "help -- --json", &cli));
    assert_text("--json", cli_text(cli, "word"));
}

static void global_options_may_stand_anywhere_once(void **state)
{
    struct cli *cli;
    assert_fine(parse_line(*state, "--json version", &cli));
    assert_true(cli_global_value(cli, "json")->given);
    assert_fine(parse_line(*state, "version --json --store=x", &cli));
    assert_true(cli_global_value(cli, "json")->given);
    assert_string_equal("x", cli_global(cli, "store"));
    assert_err(ERR_USAGE, parse_line(*state, "--json version --json", &cli));
}

static void numbers_dates_and_instants_are_read(void **state)
{
    const struct cli_param number = {.name = "n", .value = "N", .kind = CLI_INT, .min = -5, .max = 9};
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

static void wide_and_narrow_letters_fill_columns(void **state)
{
    (void)state;
    assert_int_equal(5, layout_width(TEXT("Олена")));
    assert_int_equal(1, layout_width(TEXT("е\u0308")));
    assert_int_equal(4, layout_width(TEXT("日本")));
    assert_int_equal(0, layout_width(TEXT("")));
    struct buf b = buf_make(1000);
    layout_pair(&b, TEXT("імʼя"), TEXT("слово"), 10);
    assert_text("  імʼя    слово\n", buf_text(&b));
    buf_done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(every_row_is_whole),
        unit_test_arena(every_row_stands_under_its_noun_once),
        unit_test_arena(every_example_is_a_right_command_line),
        unit_test_arena(every_kind_of_error_has_an_exit_code_that_the_help_explains),
        unit_test_arena(the_help_of_every_command_fits_a_screen_and_says_all),
        unit_test_arena(the_overview_and_the_topics_fit_a_screen),
        unit_test_arena(the_help_of_a_noun_names_its_commands),
        unit_test_arena(the_manual_page_names_every_command_and_option),
        unit_test_arena(the_completions_name_every_command_and_option),
        unit_test_arena(help_with_json_is_the_table_itself),
        unit_test_arena(texts_with_json_are_one_object),
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
        unit_test_arena(wide_and_narrow_letters_fill_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
