/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* help.c - `hearth help`: the overview, a noun, a command, and three topics. */
#include <string.h>

#include "cli/commands.h"
#include "base/json.h"
#include "cli/layout.h"
#include "cli/parse.h"
#include "cli/usage.h"

enum { HELP_COLUMN = 26, HELP_PIECE_BYTES_MAX = 4096 };

static void put_heading(struct cli *cli, const char *msgid)
{
    buf_char(&cli->out, '\n');
    cli_say(cli, msgid);
    buf_char(&cli->out, '\n');
}

/* A line of two columns; the right side is a message. */
static void put_row(struct cli *cli, const char *left, const char *right)
{
    struct buf said = buf_make(HELP_PIECE_BYTES_MAX);
    lang_put(&said, cli->lang, right);
    layout_pair(&cli->out, text_of(left), buf_text(&said), HELP_COLUMN);
    buf_done(&said);
}

static void put_params(struct cli *cli, const struct cli_param *params, bool positional,
                       const char *heading)
{
    struct buf left = buf_make(HELP_PIECE_BYTES_MAX), right = buf_make(HELP_PIECE_BYTES_MAX);
    bool any = false;
    for (size_t i = 0; params[i].name != NULL; i++) {
        if (params[i].positional != positional)
            continue;
        if (!any)
            put_heading(cli, heading);
        any = true;
        buf_clear(&left);
        buf_clear(&right);
        usage_param_put(&left, &params[i]);
        usage_param_help_put(&right, cli->lang, &params[i]);
        layout_pair(&cli->out, buf_text(&left), buf_text(&right), HELP_COLUMN);
    }
    buf_done(&left);
    buf_done(&right);
}

static void put_examples(struct cli *cli, const char *const examples[2])
{
    put_heading(cli, N_("Examples:"));
    for (size_t i = 0; i < 2; i++)
        buf_printf(&cli->out, "  hearth %s\n", examples[i]);
}

static void put_command(struct cli *cli, const struct cli_command *command)
{
    struct buf piece = buf_make(HELP_PIECE_BYTES_MAX);
    usage_put(&piece, command);
    buf_str(&cli->out, "hearth ");
    layout_wrap(&cli->out, buf_text(&piece), 7, 11);
    buf_str(&cli->out, "  ");
    cli_say(cli, command->help);
    buf_char(&cli->out, '\n');
    if (command->more != NULL) {
        buf_clear(&piece);
        lang_put(&piece, cli->lang, command->more);
        buf_str(&cli->out, "\n  ");
        layout_wrap(&cli->out, buf_text(&piece), 2, 2);
    }
    buf_done(&piece);
    put_params(cli, command->params, true, N_("Arguments:"));
    put_params(cli, command->params, false, N_("Options:"));
    put_examples(cli, command->examples);
    buf_char(&cli->out, '\n');
    cli_say(cli, N_("Options of every command: {1}"), "hearth help options");
    buf_char(&cli->out, '\n');
}

static void put_noun(struct cli *cli, const struct cli_noun *noun)
{
    buf_printf(&cli->out, "hearth %s: ", noun->word);
    cli_say(cli, noun->help);
    buf_char(&cli->out, '\n');
    put_heading(cli, N_("Commands:"));
    for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
        put_row(cli, row->words, row->help);
    put_examples(cli, noun->rows->examples);
    buf_char(&cli->out, '\n');
    cli_say(cli, N_("More about one of them: {1}"), "");
    buf_printf(&cli->out, "hearth help %s\n", noun->rows->words);
}

/* One line per noun with its verbs, so that all fit on a screen. */
static void put_overview(struct cli *cli)
{
    static const char *const examples[2] = {"demo", "help house admit"};
    buf_str(&cli->out, "hearth ");
    cli_say(cli, N_("keeps the records of a charity that keeps children with their families"));
    buf_str(&cli->out, "\n  hearth [");
    cli_say(cli, N_("OPTIONS"));
    buf_str(&cli->out, "] ");
    cli_say(cli, N_("COMMAND"));
    buf_char(&cli->out, '\n');
    put_heading(cli, N_("Commands:"));
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        put_row(cli, noun->word, noun->help);
    put_examples(cli, examples);
    buf_char(&cli->out, '\n');
    cli_say(cli, N_("More: {1}"),
            "hearth help COMMAND, hearth help options | exit-codes | environment");
    buf_char(&cli->out, '\n');
}

/* ---- topics ---------------------------------------------------------------------------------- */

static void put_options(struct cli *cli)
{
    buf_str(&cli->out, "hearth [");
    cli_say(cli, N_("OPTIONS"));
    buf_str(&cli->out, "] ");
    cli_say(cli, N_("COMMAND"));
    buf_char(&cli->out, '\n');
    put_params(cli, cli_globals, false, N_("Options of every command:"));
}

static void put_exit_codes(struct cli *cli)
{
    cli_say(cli, N_("Exit codes:"));
    buf_char(&cli->out, '\n');
    for (const struct exit_code *row = exit_codes; row->help != NULL; row++) {
        const char *code = arena_printf(cli->arena, "%d", row->code);
        put_row(cli, code == NULL ? "" : code, row->help);
    }
}

static void put_environment(struct cli *cli)
{
    cli_say(cli, N_("Environment variables:"));
    buf_char(&cli->out, '\n');
    for (const struct variable *row = variables; row->name != NULL; row++)
        put_row(cli, row->name, row->help);
}

static const struct {
    const char *word;
    void (*put)(struct cli *cli);
} topics[] = {
    {"options", put_options},
    {"exit-codes", put_exit_codes},
    {"environment", put_environment},
};

static bool put_topic(struct cli *cli, struct text word)
{
    for (size_t i = 0; i < COUNT(topics); i++)
        if (text_is(word, topics[i].word)) {
            topics[i].put(cli);
            return true;
        }
    return false;
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void json_params(struct cli *cli, const char *name, const struct cli_param *params,
                        bool positional)
{
    struct buf help = buf_make(HELP_PIECE_BYTES_MAX);
    json_name(&cli->out, name);
    json_open(&cli->out, '[');
    for (size_t i = 0; params[i].name != NULL; i++) {
        if (params[i].positional != positional)
            continue;
        buf_clear(&help);
        usage_param_help_put(&help, cli->lang, &params[i]);
        json_open(&cli->out, '{');
        json_string(&cli->out, "name", params[i].name);
        if (params[i].value != NULL)
            json_string(&cli->out, "value", params[i].value);
        json_bool(&cli->out, "required", params[i].required);
        json_bool(&cli->out, "many", params[i].many);
        json_text(&cli->out, "help", buf_text(&help));
        json_close(&cli->out, '}');
    }
    json_close(&cli->out, ']');
    buf_done(&help);
}

static void json_command(struct cli *cli, const struct cli_command *command)
{
    json_open(&cli->out, '{');
    json_string(&cli->out, "words", command->words);
    json_string(&cli->out, "help", lang_text(cli->lang, command->help));
    json_params(cli, "arguments", command->params, true);
    json_params(cli, "options", command->params, false);
    json_name(&cli->out, "examples");
    json_open(&cli->out, '[');
    for (size_t i = 0; i < COUNT(command->examples); i++)
        json_string(&cli->out, NULL, command->examples[i]);
    json_close(&cli->out, ']');
    json_close(&cli->out, '}');
}

/* The table itself: of one command, of a noun, or all of it. */
static void json_table(struct cli *cli, const struct cli_noun *only_noun,
                       const struct cli_command *only)
{
    json_open(&cli->out, '{');
    json_name(&cli->out, "commands");
    json_open(&cli->out, '[');
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            if ((only_noun == NULL || noun == only_noun) && (only == NULL || row == only))
                json_command(cli, row);
    json_close(&cli->out, ']');
    json_params(cli, "options", cli_globals, false);
    json_close(&cli->out, '}');
    buf_char(&cli->out, '\n');
}

/* ---- the command ----------------------------------------------------------------------------- */

static struct err *no_such_command(struct cli *cli, const char *words, const char *const *all)
{
    const char *near = cli_nearest(text_of(words), all);
    if (near == NULL)
        return err_new(cli->arena, ERR_USAGE, N_("There is no command \"{1}\""), words);
    return err_new(cli->arena, ERR_USAGE, N_("There is no command \"{1}\". Did you mean: {2}?"),
                   words, near);
}

/* What the words could have been: nouns and topics, or the commands of a noun. */
static struct err *help_unknown(struct cli *cli, const struct cli_noun *noun, struct text first,
                                struct text second)
{
    const char *all[CLI_NOUNS_MAX + COUNT(topics) + 1] = {NULL};
    size_t n = 0;
    for (size_t i = 0; noun == NULL && i < COUNT(topics); i++)
        all[n++] = topics[i].word;
    for (const struct cli_noun *at = cli_nouns; noun == NULL && at->word != NULL; at++)
        all[n++] = at->word;
    for (const struct cli_command *row = noun == NULL ? NULL : noun->rows;
         row != NULL && row->words != NULL; row++)
        all[n++] = row->words;
    const char *words = arena_printf(cli->arena, "%.*s%s%.*s", TEXT_ARG(first),
                                     second.n > 0 ? " " : "", TEXT_ARG(second));
    NEED(words);
    return no_such_command(cli, words, all);
}

static struct err *help_run(struct cli *cli)
{
    const struct cli_value *words = cli_value(cli, "word");
    struct text first = words->n > 0 ? words->texts[0] : TEXT("");
    struct text second = words->n > 1 ? words->texts[1] : TEXT("");
    const struct cli_noun *noun = cli_noun_find(first);
    const struct cli_command *command = cli_command_find(first, second);
    bool is_noun = noun != NULL && words->n == 1 && command == NULL;
    bool is_known = words->n == 0 || is_noun || (command != NULL && words->n <= 2);
    if (is_known && cli->json)
        json_table(cli, noun, command);
    else if (words->n == 0)
        put_overview(cli);
    else if (is_noun)
        put_noun(cli, noun);
    else if (is_known)
        put_command(cli, command);
    else if (words->n > 1 || !put_topic(cli, first))
        return help_unknown(cli, noun, first, second);
    return NULL;
}

static const struct cli_param help_params[] = {
    {.name = "word",
     .value = "COMMAND",
     .kind = CLI_TEXT,
     .positional = true,
     .many = true,
     .help = N_("The command's words, or a topic: options, exit-codes, environment")},
    {0},
};
const struct cli_command help_rows[] = {
    {.words = "help",
     .params = help_params,
     .help = N_("Explain hearth, a command or a topic"),
     .examples = {"help version", "help exit-codes"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = help_run},
    {0},
};
