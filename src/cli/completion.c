/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* completion.c - `hearth completion`: a script for bash, zsh or fish, made from the table. */
#include <string.h>

#include "cli/commands.h"
#include "cli/usage.h"

enum { PIECE_BYTES_MAX = 4096 };

/* Inside single quotes of every one of these shells but fish, whose \ needs a fellow. */
static void put_quoted(struct buf *b, struct text t, const char *quote)
{
    buf_char(b, '\'');
    for (size_t i = 0; i < t.n; i++) {
        if (t.at[i] == '\'')
            buf_str(b, quote);
        else
            buf_char(b, t.at[i]);
    }
    buf_char(b, '\'');
}

static void put_message(struct cli *cli, const char *msgid, const char *quote)
{
    struct buf said = buf_make(PIECE_BYTES_MAX);
    lang_put(&said, cli->lang, msgid);
    put_quoted(&cli->out, buf_text(&said), quote);
    buf_done(&said);
}

static bool takes_value(const struct cli_param *param)
{
    return !param->positional && param->kind != CLI_FLAG;
}

/* ---- bash and zsh: which words may come, in one case statement ------------------------------- */

static void put_options(struct buf *b, const struct cli_param *params)
{
    for (size_t i = 0; params[i].name != NULL; i++) {
        if (params[i].positional)
            continue;
        buf_printf(b, " --%s", params[i].name);
        if (params[i].letter != 0)
            buf_printf(b, " -%c", params[i].letter);
    }
}

/* `--room|-o|` ... of all options with values, each once or more: a pattern of case. */
static void put_value_options(struct buf *b, const struct cli_param *params)
{
    for (size_t i = 0; params[i].name != NULL; i++) {
        if (!takes_value(&params[i]))
            continue;
        buf_printf(b, "|--%s", params[i].name);
        if (params[i].letter != 0)
            buf_printf(b, "|-%c", params[i].letter);
    }
}

/* What may stand behind an option or as an argument: choices, files, folders. */
static void put_values(struct buf *b, const struct cli_param *param)
{
    if (param->kind == CLI_CHOICE) {
        buf_str(b, "words='");
        for (size_t i = 0; cli_choice(param, i) != NULL; i++)
            buf_printf(b, "%s%s", i == 0 ? "" : " ", cli_choice(param, i));
        buf_str(b, "'");
    } else if (param->kind == CLI_FILE) {
        buf_str(b, "kind=file");
    } else if (param->kind == CLI_FOLDER) {
        buf_str(b, "kind=folder");
    } else {
        buf_str(b, "kind=none");
    }
}

static void put_value_cases(struct buf *b, const char *words, const struct cli_param *params)
{
    for (size_t i = 0; params[i].name != NULL; i++) {
        if (!takes_value(&params[i]))
            continue;
        buf_printf(b, "    '%s --%s'", words, params[i].name);
        if (params[i].letter != 0)
            buf_printf(b, "|'%s -%c'", words, params[i].letter);
        buf_str(b, ") ");
        put_values(b, &params[i]);
        buf_str(b, " ;;\n");
    }
}

static void put_command_case(struct buf *b, const struct cli_command *command)
{
    buf_printf(b, "    '%s') options=\"$options", command->words);
    put_options(b, command->params);
    buf_str(b, "\"");
    for (size_t i = 0; command->params[i].name != NULL; i++) {
        if (!command->params[i].positional)
            continue;
        if (command->params[i].kind == CLI_CHOICE)
            for (size_t k = 0; cli_choice(&command->params[i], k) != NULL; k++)
                buf_printf(b, "%s%s", k == 0 ? "; words=\"" : " ",
                           cli_choice(&command->params[i], k));
        if (command->params[i].kind == CLI_CHOICE)
            buf_str(b, "\"");
        else if (command->params[i].kind == CLI_FILE || command->params[i].kind == CLI_FOLDER)
            buf_str(b, "; kind=path");
    }
    buf_str(b, " ;;\n");
}

static bool has_verbs(const struct cli_noun *noun)
{
    return cli_command_verb(noun->rows)[0] != '\0';
}

static void put_words_of_nouns(struct buf *b)
{
    buf_str(b, "    '') words='");
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        buf_printf(b, " %s", noun->word);
    buf_str(b, "' ;;\n");
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++) {
        if (!has_verbs(noun))
            continue;
        buf_printf(b, "    '%s') words='", noun->word);
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            buf_printf(b, " %s", cli_command_verb(row));
        buf_str(b, "' ;;\n");
    }
}

/* A function `_hearth_words COMMAND-LINE-WORDS...` that sets `words`, `options` and `kind` for the
 * word that comes next; it is plain sh but for `local`, so both shells run it. */
static void put_word_function(struct buf *b)
{
    buf_str(b, "_hearth_words() {\n  local noun='' command='' before='' word=''\n"
               "  words='' options='' kind=''\n  for word in \"$@\"; do\n    case \"$before\" in\n"
               "    ''");
    put_value_options(b, cli_globals);
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            put_value_options(b, row->params);
    buf_str(b, ")\n      if [ -n \"$before\" ]; then before=''; continue; fi ;;\n    esac\n"
               "    case \"$word\" in\n    -*) before=$word; continue ;;\n    esac\n"
               "    before=''\n    case \"$noun\" in\n    '') noun=$word command=$word ;;\n");
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        if (has_verbs(noun))
            buf_printf(b, "    %s) [ \"$command\" = \"$noun\" ] && command=\"$noun $word\" ;;\n",
                       noun->word);
    buf_str(b, "    esac\n  done\n  case \"$command $before\" in\n");
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            put_value_cases(b, row->words, row->params);
    buf_str(b, "    *) case \"$before\" in\n");
    for (size_t i = 0; cli_globals[i].name != NULL; i++) {
        if (!takes_value(&cli_globals[i]))
            continue;
        buf_printf(b, "      --%s) ", cli_globals[i].name);
        put_values(b, &cli_globals[i]);
        buf_str(b, " ;;\n");
    }
    buf_str(b, "      esac ;;\n  esac\n  [ -n \"$words$kind\" ] && return\n  options='");
    put_options(b, cli_globals);
    buf_str(b, "'\n  case \"$command\" in\n");
    put_words_of_nouns(b);
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            put_command_case(b, row);
    buf_str(b, "  esac\n}\n");
}

static void put_bash(struct cli *cli)
{
    struct buf *b = &cli->out;
    buf_str(b, "# bash completion of hearth: . <(hearth completion bash)\n");
    put_word_function(b);
    buf_str(b, "_hearth() {\n  local words options kind here=${COMP_WORDS[COMP_CWORD]}\n"
               "  _hearth_words \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"\n"
               "  case $here in -*) words=$options ;; esac\n"
               "  COMPREPLY=($(compgen -W \"$words\" -- \"$here\"))\n  case $kind in\n"
               "  file|path) COMPREPLY+=($(compgen -f -- \"$here\")) ;;\n"
               "  folder) COMPREPLY+=($(compgen -d -- \"$here\")) ;;\n  esac\n}\n"
               "complete -F _hearth hearth\n");
}

static void put_zsh(struct cli *cli)
{
    struct buf *b = &cli->out;
    buf_str(b, "#compdef hearth\n# zsh completion of hearth: put it into a folder of $fpath\n");
    /* zsh keeps the typed words in an array of the very name that the function sets. */
    put_word_function(b);
    buf_str(b, "_hearth() {\n  local -a typed\n  typed=(\"${(@)words[2,CURRENT-1]}\")\n"
               "  local words options kind\n  _hearth_words \"$typed[@]\"\n"
               "  case $PREFIX in -*) words=$options ;; esac\n  compadd -- ${=words}\n  case $kind "
               "in\n  file|path) _files ;;\n"
               "  folder) _files -/ ;;\n  esac\n}\ncompdef _hearth hearth\n");
}

/* ---- fish: one line per word ----------------------------------------------------------------- */

static const char fish_quote[] = "\\'";

static void put_fish_option(struct cli *cli, const char *condition, const struct cli_param *param)
{
    struct buf *b = &cli->out;
    buf_printf(b, "complete -c hearth%s -l %s", condition, param->name);
    if (param->letter != 0)
        buf_printf(b, " -s %c", param->letter);
    if (param->kind == CLI_CHOICE) {
        buf_str(b, " -x -a '");
        for (size_t i = 0; cli_choice(param, i) != NULL; i++)
            buf_printf(b, "%s%s", i == 0 ? "" : " ", cli_choice(param, i));
        buf_str(b, "'");
    } else if (param->kind == CLI_FILE || param->kind == CLI_FOLDER) {
        buf_str(b, " -r -F");
    } else if (param->kind != CLI_FLAG) {
        buf_str(b, " -x");
    }
    buf_str(b, " -d ");
    put_message(cli, param->help, fish_quote);
    buf_char(b, '\n');
}

static void put_fish_command(struct cli *cli, const struct cli_noun *noun,
                             const struct cli_command *command)
{
    const char *verb = cli_command_verb(command);
    const char *condition =
        verb[0] == '\0'
            ? arena_printf(cli->arena, " -n '__fish_seen_subcommand_from %s'", noun->word)
            : arena_printf(cli->arena,
                           " -n '__fish_seen_subcommand_from %s; and "
                           "__fish_seen_subcommand_from %s'",
                           noun->word, verb);
    if (verb[0] != '\0') {
        buf_printf(&cli->out, "complete -c hearth -f -n '__fish_seen_subcommand_from %s' -a %s -d ",
                   noun->word, verb);
        put_message(cli, command->help, fish_quote);
        buf_char(&cli->out, '\n');
    }
    for (size_t i = 0; condition != NULL && command->params[i].name != NULL; i++)
        if (!command->params[i].positional)
            put_fish_option(cli, condition, &command->params[i]);
}

static void put_fish(struct cli *cli)
{
    struct buf *b = &cli->out;
    buf_str(b, "# fish completion of hearth: hearth completion fish | source\n");
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++) {
        buf_printf(b, "complete -c hearth -f -n __fish_use_subcommand -a %s -d ", noun->word);
        put_message(cli, noun->help, fish_quote);
        buf_char(b, '\n');
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            put_fish_command(cli, noun, row);
    }
    for (size_t i = 0; cli_globals[i].name != NULL; i++)
        put_fish_option(cli, "", &cli_globals[i]);
}

/* ---- the command ----------------------------------------------------------------------------- */

static struct err *completion_run(struct cli *cli)
{
    static void (*const put[])(struct cli *) = {put_bash, put_zsh, put_fish};
    int64_t shell = cli_number(cli, "shell", 0);
    put[shell](cli);
    return cli_answer_text(cli);
}

static const char *const shells[] = {"bash", "zsh", "fish", NULL};
static const struct cli_param completion_params[] = {
    {.name = "shell",
     .value = "SHELL",
     .kind = CLI_CHOICE,
     .positional = true,
     .required = true,
     .choices = shells,
     .help = N_("Your shell")},
    {0},
};
const struct cli_command completion_rows[] = {
    {.words = "completion",
     .params = completion_params,
     .help = N_("Print a completion script for your shell"),
     .examples = {"completion bash", "completion fish"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = completion_run},
    {0},
};
