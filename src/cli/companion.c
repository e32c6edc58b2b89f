/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* companion.c - `hearth companion`: who shows a newcomer round. */
#include "cli/commands.h"
#include "cli/params.h"
#include "cli/site.h"
#include "command/companion.h"

static struct err *add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct companion_form form = {.person = cli_id(cli, "person"),
                                        .companion = cli_id(cli, "companion"),
                                        .at_ms = cli_number(cli, "when", 0)};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, companion_name, &form);
}

static struct err *end_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct companion_form form = {.person = cli_id(cli, "person"),
                                        .at_ms = cli_number(cli, "when", 0)};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, companion_end, &form);
}

static const struct cli_param add_params[] = {
    PARAM_PERSON,
    {.name = "companion",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("Who shows her round; ask both of them first")},
    PARAM_WHEN,
    {0},
};
static const struct cli_param end_params[] = {PARAM_PERSON, PARAM_WHEN, {0}};

#define ANOTHER_ID "obzgk5dimvzgk3tdmu2gs3lqoq"

const struct cli_command companion_rows[] = {
    {.words = "companion add",
     .params = add_params,
     .help = N_("Write down who shows a newcomer round"),
     .examples = {"companion add " PARAM_ID_EXAMPLE " " ANOTHER_ID,
                  "companion add " ANOTHER_ID " " PARAM_ID_EXAMPLE},
     .place = CLI_WRITES,
     .may = MAY_ADMIT,
     .run = add_run},
    {.words = "companion end",
     .params = end_params,
     .help = N_("She knows the house now"),
     .examples = {"companion end " PARAM_ID_EXAMPLE, "companion end " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_WRITES,
     .may = MAY_ADMIT,
     .run = end_run},
    {0},
};
