/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* usage.c - the pieces of a command's explanation, from its row. */
#include "cli/usage.h"

#include <inttypes.h>

const struct exit_code exit_codes[] = {
    {0, N_("Done")},
    {1, N_("Failed")},
    {2, N_("The command line or what was typed is wrong")},
    {3, N_("Partly done; what was refused is listed")},
    {4, N_("Not allowed")},
    {5, N_("Not found")},
    {6, N_("In conflict with something; needs a choice")},
    {7, N_("Stored bytes are not what was written")},
    {8, N_("Proved impossible")},
    {10, N_("No site in this folder")},
    {11, N_("The site is locked")},
    {12, N_("Wrong passphrase or key file")},
    {75, N_("Busy; try again later")},
    {130, N_("Interrupted; nothing is half written")},
    {0, NULL},
};

const struct variable variables[] = {
    {"HEARTH_STORE", N_("The folder of the site, when --store is not given")},
    {"HEARTH_KEY_FILE", N_("The key file, when --key-file is not given")},
    {"HEARTH_LISTEN", N_("The address to serve on, when --listen is not given")},
    {"HEARTH_PROGRESS_FPS", N_("How often a second progress is shown")},
    {"NO_COLOR", N_("No colours, whatever its value")},
    {0},
};

static void put_param_usage(struct buf *b, const struct cli_param *param)
{
    buf_str(b, param->required ? " " : " [");
    if (!param->positional)
        buf_printf(b, "--%s", param->name);
    if (param->value != NULL)
        buf_printf(b, "%s%s", param->positional ? "" : " ", param->value);
    buf_str(b, param->required ? "" : "]");
    buf_str(b, param->many ? "..." : "");
}

void usage_put(struct buf *b, const struct cli_command *command)
{
    buf_str(b, command->words);
    for (size_t i = 0; command->params[i].name != NULL; i++)
        if (command->params[i].positional)
            put_param_usage(b, &command->params[i]);
    for (size_t i = 0; command->params[i].name != NULL; i++)
        if (!command->params[i].positional)
            put_param_usage(b, &command->params[i]);
}

void usage_param_put(struct buf *b, const struct cli_param *param)
{
    if (param->positional) {
        buf_str(b, param->value);
        return;
    }
    if (param->letter != 0)
        buf_printf(b, "-%c, ", param->letter);
    buf_printf(b, "--%s", param->name);
    if (param->value != NULL)
        buf_printf(b, " %s", param->value);
}

void usage_param_help_put(struct buf *b, enum lang lang, const struct cli_param *param)
{
    lang_put(b, lang, param->help);
    if (param->kind == CLI_INT)
        buf_printf(b, " (%" PRId64 "-%" PRId64 ")", param->min, param->max);
    if (param->kind == CLI_CHOICE) {
        for (size_t i = 0; cli_choice(param, i) != NULL; i++)
            buf_printf(b, "%s%s", i == 0 ? ": " : ", ", cli_choice(param, i));
    }
    if (param->required) {
        buf_str(b, "; ");
        lang_put(b, lang, N_("needed"));
    } else if (param->many) {
        buf_str(b, "; ");
        lang_put(b, lang, N_("may be given more than once"));
    }
}
