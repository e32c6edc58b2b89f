/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* man.c - `hearth man`: the manual page in troff (man macros), made from the table of commands. */
#include <string.h>

#include "cli/commands.h"
#include "cli/usage.h"

enum { PIECE_BYTES_MAX = 4096 };

/* Words as troff takes them: no command at the start of a line, no break in an option's dashes. */
static void put_words(struct buf *b, struct text t)
{
    if (t.n > 0 && (t.at[0] == '.' || t.at[0] == '\''))
        buf_str(b, "\\&");
    for (size_t i = 0; i < t.n; i++) {
        if (t.at[i] == '\\')
            buf_str(b, "\\e");
        else if (t.at[i] == '-')
            buf_str(b, "\\-");
        else
            buf_char(b, t.at[i]);
    }
}

static void put_message(struct cli *cli, const char *msgid)
{
    struct buf said = buf_make(PIECE_BYTES_MAX);
    lang_put(&said, cli->lang, msgid);
    put_words(&cli->out, buf_text(&said));
    buf_char(&cli->out, '\n');
    buf_done(&said);
}

static void put_section(struct cli *cli, const char *msgid)
{
    buf_str(&cli->out, ".SH \"");
    cli_say(cli, msgid);
    buf_str(&cli->out, "\"\n");
}

/* A tagged paragraph: what, and its explanation. */
static void put_tagged(struct cli *cli, const char *tag, const char *help)
{
    buf_str(&cli->out, ".TP\n.B ");
    put_words(&cli->out, text_of(tag));
    buf_char(&cli->out, '\n');
    put_message(cli, help);
}

static void put_params(struct cli *cli, const struct cli_param *params)
{
    struct buf piece = buf_make(PIECE_BYTES_MAX);
    for (size_t i = 0; params[i].name != NULL; i++) {
        buf_clear(&piece);
        usage_param_put(&piece, &params[i]);
        buf_str(&cli->out, ".TP\n.B ");
        put_words(&cli->out, buf_text(&piece));
        buf_char(&cli->out, '\n');
        buf_clear(&piece);
        usage_param_help_put(&piece, cli->lang, &params[i]);
        put_words(&cli->out, buf_text(&piece));
        buf_char(&cli->out, '\n');
    }
    buf_done(&piece);
}

static void put_command(struct cli *cli, const struct cli_command *command)
{
    struct buf usage = buf_make(PIECE_BYTES_MAX);
    usage_put(&usage, command);
    buf_str(&cli->out, ".SS \"hearth ");
    put_words(&cli->out, buf_text(&usage));
    buf_str(&cli->out, "\"\n");
    buf_done(&usage);
    put_message(cli, command->help);
    if (command->more != NULL) {
        buf_str(&cli->out, ".PP\n");
        put_message(cli, command->more);
    }
    put_params(cli, command->params);
    for (size_t i = 0; i < COUNT(command->examples); i++) {
        buf_str(&cli->out, i == 0 ? ".PP\n.EX\nhearth " : "hearth ");
        put_words(&cli->out, text_of(command->examples[i]));
        buf_char(&cli->out, '\n');
    }
    buf_str(&cli->out, ".EE\n");
}

static struct err *man_run(struct cli *cli)
{
    buf_str(&cli->out, ".TH HEARTH 1 \"\" \"hearth " USAGE_VERSION "\"\n");
    put_section(cli, N_("NAME"));
    buf_str(&cli->out, "hearth \\- ");
    put_message(cli, N_("keeps the records of a charity that keeps children with their families"));
    put_section(cli, N_("SYNOPSIS"));
    buf_str(&cli->out, ".B hearth\n[");
    cli_say(cli, N_("OPTIONS"));
    buf_str(&cli->out, "] ");
    cli_say(cli, N_("COMMAND"));
    buf_char(&cli->out, '\n');
    put_section(cli, N_("OPTIONS"));
    put_params(cli, cli_globals);
    put_section(cli, N_("COMMANDS"));
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            put_command(cli, row);
    put_section(cli, N_("EXIT STATUS"));
    for (const struct exit_code *row = exit_codes; row->help != NULL; row++)
        put_tagged(cli, arena_printf(cli->arena, "%d", row->code), row->help);
    put_section(cli, N_("ENVIRONMENT"));
    for (const struct variable *row = variables; row->name != NULL; row++)
        put_tagged(cli, row->name, row->help);
    return cli_answer_text(cli);
}

static const struct cli_param man_params[] = {{0}};
const struct cli_command man_rows[] = {
    {.words = "man",
     .params = man_params,
     .help = N_("Print the manual page"),
     .examples = {"man", "--lang uk man"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = man_run},
    {0},
};
