/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* about.c - `hearth version`. */
#include "cli/commands.h"
#include "base/json.h"
#include "cli/usage.h"
#include "journal/entry.h"

static struct err *version_run(struct cli *cli)
{
    if (!cli->json) {
        buf_printf(&cli->out, "hearth %s, ", USAGE_VERSION);
        cli_say(cli, N_("journal format {1}"), arena_printf(cli->arena, "%d", ENTRY_VERSION));
        buf_char(&cli->out, '\n');
        return NULL;
    }
    json_open(&cli->out, '{');
    json_string(&cli->out, "version", USAGE_VERSION);
    json_int(&cli->out, "journal_format", ENTRY_VERSION);
    json_close(&cli->out, '}');
    buf_char(&cli->out, '\n');
    return NULL;
}

static const struct cli_param version_params[] = {{0}};
const struct cli_command version_rows[] = {
    {.words = "version",
     .params = version_params,
     .help = N_("Say which hearth this is"),
     .examples = {"version", "version --json"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = version_run},
    {0},
};
