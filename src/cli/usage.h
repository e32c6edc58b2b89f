/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* usage.h - what the help, the manual page and the completions say alike about a command. */
#ifndef HEARTH_CLI_USAGE_H
#define HEARTH_CLI_USAGE_H

#include "cli/cli.h"

/* The file VERSION has the only number; the Makefile hands it over as one word. */
#define USAGE_STRING(word) #word
#define USAGE_STRING_OF(macro) USAGE_STRING(macro)
#define USAGE_VERSION USAGE_STRING_OF(HEARTH_VERSION)

struct exit_code {
    int code;
    const char *help; /* message id */
};
/* Ended by a row without help. */
extern const struct exit_code exit_codes[];

struct variable {
    const char *name;
    const char *help; /* message id */
};
/* Ended by a row without name. */
extern const struct variable variables[];

/* `person add NAME [--room ROOM] [--child NAME]...` */
void usage_put(struct buf *b, const struct cli_command *command);
/* `-o, --output FILE`, or `NAME` for an argument. */
void usage_param_put(struct buf *b, const struct cli_param *param);
/* The parameter's help with its choices, limits and whether it is needed. */
void usage_param_help_put(struct buf *b, enum lang lang, const struct cli_param *param);

#endif
