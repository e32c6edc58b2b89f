/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* gosheet.h - `hearth house go` and `hearth house cellar`, whose rows stand in house.c. */
#ifndef HEARTH_CLI_GOSHEET_H
#define HEARTH_CLI_GOSHEET_H

#include "cli/cli.h"

extern const struct cli_param go_params[], cellar_params[];
MUST_CHECK struct err *go_run(struct cli *cli);     /* house */
MUST_CHECK struct err *cellar_run(struct cli *cli); /* house, all, here, when */

#endif
