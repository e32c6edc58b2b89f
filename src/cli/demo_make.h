/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_make.h - carries the demo's plan out: a site of invented data, made by the real commands
 * through the desk, each at its own moment of the past. */
#ifndef HEARTH_CLI_DEMO_MAKE_H
#define HEARTH_CLI_DEMO_MAKE_H

#include "cli/cli.h"
#include "cli/demo_plan.h"

/* Makes the site in the folder `dir` (its parent is there), opened by the key file, which is made
 * too. The clock stands at DEMO_NOW_MS afterwards. */
MUST_CHECK struct err *demo_make(struct cli *cli, const char *dir, const char *key_file,
                                 const struct demo_plan *plan);

#endif
