/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_make.h - carries the demo's plan out: a site of invented data, made by the real commands
 * through the desk, each at its own moment of the past. */
#ifndef HEARTH_CLI_DEMO_MAKE_H
#define HEARTH_CLI_DEMO_MAKE_H

#include "cli/cli.h"
#include "cli/demo_plan.h"

struct demo_where {
    const char *dir;      /* the site's folder; its parent is there */
    const char *key_file; /* opens it; made too */
    const char *database; /* conninfo of PostgreSQL, or NULL */
    const char *schema;   /* in it, or NULL */
};
/* Makes the site. The clock stands at DEMO_NOW_MS afterwards. */
MUST_CHECK struct err *demo_make(struct cli *cli, const struct demo_where *where,
                                 const struct demo_plan *plan);

#endif
