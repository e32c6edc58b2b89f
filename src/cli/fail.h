/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fail.h - how an error is told: what happened, which fields, and a command that mends it. */
#ifndef HEARTH_CLI_FAIL_H
#define HEARTH_CLI_FAIL_H

#include "cli/cli.h"

/* Appends plain text, or with --json the object of the contract and a line feed. */
void fail_put(struct buf *b, const struct cli *cli, const struct err *e);

#endif
