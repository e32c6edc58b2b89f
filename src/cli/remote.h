/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* remote.h - a command whose site is served already is carried out by the process that serves it.
 */
#ifndef HEARTH_CLI_REMOTE_H
#define HEARTH_CLI_REMOTE_H

#include "cli/cli.h"
#include "web/command.h"

/* If somebody serves the command's site: sends the command there, with file names made absolute,
 * takes its outputs and exit code, and sets *ret_done. An act is named by a once-key, so that it
 * can be sent again, or done here, when the answer was lost. */
MUST_CHECK struct err *remote_try(struct cli *cli, bool *ret_done);

/* The other end, in the writer's thread: runs a command line on the site that is open. */
void remote_serve(struct site *site, struct arena *into, const struct command_ask *ask,
                  struct command_answer *ret_answer);

#endif
