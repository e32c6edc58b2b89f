/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_cli.c - the table of commands and all that is made from it: parser, help, manual page,
 * completions. */
#include "cli.h"

#include <ctype.h>
#include <jansson.h>

#include "cli/commands.h"
#include "cli/fail.h"
#include "cli/layout.h"
#include "cli/usage.h"

enum { HELP_LINES_MAX = 48 };

/* ---- the table ------------------------------------------------------------------------------- */

static void check_param(const struct cli_param *param)
{
    assert_true(param->kind >= CLI_FLAG && param->kind <= CLI_FOLDER);
    assert_non_null(param->help);
    for (const char *at = param->name; *at != '\0'; at++)
        assert_true(islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '-');
    assert_true((param->kind == CLI_FLAG) == (param->value == NULL));
    assert_true((param->kind == CLI_CHOICE) == (param->choices != NULL || param->of != NULL));
    assert_false(param->choices != NULL && param->of != NULL);
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
    assert_true(row->place >= CLI_NO_STORE && row->place <= CLI_ALONE);
    assert_true(row->may > MAY__UNSET && row->may < MAY__COUNT);
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
    cli_each_command(*state, check_row);
}

static void every_row_stands_under_its_noun_once(void **state)
{
    (void)state;
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++) {
        assert_ptr_equal(noun, cli_noun_find(text_of(noun->word)));
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++) {
            assert_int_equal(0, strncmp(noun->word, row->words, strlen(noun->word)));
            assert_ptr_equal(row,
                             cli_command_find(text_of(noun->word), text_of(cli_command_verb(row))));
        }
    }
}

static void check_examples(struct arena *a, const struct cli_command *row)
{
    for (size_t i = 0; i < COUNT(row->examples); i++) {
        struct cli *cli;
        assert_non_null(row->examples[i]);
        assert_fine(cli_parse_line(a, row->examples[i], &cli));
        assert_ptr_equal(row, cli->command);
    }
    assert_string_not_equal(row->examples[0], row->examples[1]);
}

static void every_example_is_a_right_command_line(void **state)
{
    cli_each_command(*state, check_examples);
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
        assert_true(err_kind_info(kind)->number > 0);
        for (enum err_kind other = ERR__NONE + 1; other < kind; other++)
            assert_int_not_equal(err_kind_info(other)->number, err_kind_info(kind)->number);
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
        assert_true(cli_holds(told.out, arena_printf(a, "  hearth %s\n", row->examples[0])));
        assert_true(cli_holds(told.out, arena_printf(a, "  hearth %s\n", row->examples[1])));
        for (size_t k = 0; row->params[k].name != NULL; k++)
            assert_true(cli_holds(told.out, row->params[k].positional
                                                ? row->params[k].value
                                                : arena_printf(a, "--%s", row->params[k].name)));
        struct cli_told same =
            cli_run(a, arena_printf(a, "help --lang %s %s", langs[i], row->words));
        assert_true(text_equal(told.out, same.out));
    }
}

static void the_help_of_every_command_fits_a_screen_and_says_all(void **state)
{
    cli_each_command(*state, check_help);
}

static void the_overview_and_the_topics_fit_a_screen(void **state)
{
    static const char *const lines[] = {"",
                                        "help",
                                        "--help",
                                        "-h",
                                        "help options",
                                        "help exit-codes",
                                        "help environment",
                                        "--lang ru help",
                                        "--lang uk help options"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct cli_told told = cli_run(*state, lines[i]);
        assert_int_equal(0, told.exit_code);
        check_lines(told.out);
    }
    struct cli_told overview = cli_run(*state, "");
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        assert_true(cli_holds(overview.out, arena_printf(*state, "\n  %s ", noun->word)));
}

static void the_help_of_a_noun_names_its_commands(void **state)
{
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++) {
        struct cli_told told = cli_run(*state, arena_printf(*state, "%s --help", noun->word));
        assert_int_equal(0, told.exit_code);
        check_lines(told.out);
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            assert_true(cli_holds(told.out, row->words));
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
    assert_true(
        cli_holds(told.out, with_dashes(a, arena_printf(a, ".SS \"hearth %s", row->words))));
    for (size_t i = 0; row->params[i].name != NULL; i++)
        assert_true(cli_holds(told.out,
                              row->params[i].positional
                                  ? with_dashes(a, row->params[i].value)
                                  : with_dashes(a, arena_printf(a, "--%s", row->params[i].name))));
}

static void the_manual_page_names_every_command_and_option(void **state)
{
    cli_each_command(*state, check_man);
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
            assert_true(cli_holds(told.out, arena_printf(a, "'%s') options=", row->words)));
        else if (verb[0] != '\0')
            assert_true(cli_holds(told.out, arena_printf(a, " -a %s ", verb)));
        for (size_t k = 0; row->params[k].name != NULL; k++)
            if (!row->params[k].positional)
                assert_true(cli_holds(
                    told.out, arena_printf(a, is_fish ? " -l %s " : " --%s", row->params[k].name)));
    }
}

static void the_completions_name_every_command_and_option(void **state)
{
    cli_each_command(*state, check_completions);
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
        unit_test_arena(wide_and_narrow_letters_fill_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
