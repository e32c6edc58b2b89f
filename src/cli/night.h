/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* night.h - the commands of `hearth house` that belong to the night: their options and what runs;
 * their rows stand in house.c with the others of the noun. */
#ifndef HEARTH_CLI_NIGHT_H
#define HEARTH_CLI_NIGHT_H

#include "cli/cli.h"

extern const struct cli_param night_params[], rollcall_params[], shift_params[], shifts_params[],
    shift_read_params[];
/* Who sleeps where this night, and what the roll call says. */
MUST_CHECK struct err *night_run(struct cli *cli);
/* Confirms the roll call, or corrects it. */
MUST_CHECK struct err *rollcall_run(struct cli *cli);
/* Hands a house over. */
MUST_CHECK struct err *shift_run(struct cli *cli);
/* What was handed over before. */
MUST_CHECK struct err *shifts_run(struct cli *cli);
/* Says that a note was read. */
MUST_CHECK struct err *shift_read_run(struct cli *cli);

#endif
