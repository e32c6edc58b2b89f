/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* value.h - one value of the command line: is it what its row asks for? */
#ifndef HEARTH_CLI_VALUE_H
#define HEARTH_CLI_VALUE_H

#include "cli/cli.h"

/* Adds the value (ended by a NUL) to those of the parameter; `typed` (no kind of flag) is clean.
 * ERR_INPUT with the parameter's name as its field and an example; ERR_USAGE when it was given
 * before and may not be. */
MUST_CHECK struct err *value_add(struct arena *into, const struct cli_param *param,
                                 const char *typed, struct cli_value *value);
/* How the parameter is called in messages: --limit, or LIMIT for an argument. */
const char *value_title(struct arena *into, const struct cli_param *param);
/* One value that is accepted, for messages and for tests of the table. */
const char *value_example(struct arena *into, const struct cli_param *param);

#endif
