/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* parse.h - from the words of a command line to a command and its values.
 *
 * Global options may stand before or behind the command's words; no option may be shortened; "--"
 * ends the options; an option that is not `many` may be given once. Nothing is run here. */
#ifndef HEARTH_CLI_PARSE_H
#define HEARTH_CLI_PARSE_H

#include "cli/cli.h"

/* Fills cli->command, values and globals from cli->start. ERR_USAGE or ERR_INPUT otherwise; after
 * an error cli->command may be set, so that the mend can name its help. */
MUST_CHECK struct err *cli_parse(struct cli *cli);
/* Finds --json, --lang and NO words: how an error must be told even when the rest is wrong. */
void cli_parse_manner(struct cli *cli);

/* The nearest of `words` (ended by NULL) to what was typed, or NULL when none is near. */
const char *cli_nearest(struct text typed, const char *const *words);

#endif
