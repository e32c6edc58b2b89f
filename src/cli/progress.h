/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* progress.h - how far a long command is, on standard error.
 *
 * On a terminal one line that is written over, from half a second on; elsewhere a line every ten
 * seconds; with --json lines {"progress":{"task","done","total"}}. HEARTH_PROGRESS_FPS says how
 * often a second a terminal's line or a JSON line may come (1 to 60; 0: never). */
#ifndef HEARTH_CLI_PROGRESS_H
#define HEARTH_CLI_PROGRESS_H

#include "cli/cli.h"

struct cli_progress {
    struct cli *cli;
    const char *task; /* message id */
    int64_t start_ms; /* by the boot clock */
    int64_t next_ms;  /* not before */
    int64_t every_ms; /* 0: never */
    bool is_shown;    /* a line stands on the terminal */
};

/* `task` is a message id; nothing is shown yet. */
struct cli_progress cli_progress_start(struct cli *cli, const char *task);
/* As often as one likes; total 0: not known. */
void cli_progress_step(struct cli_progress *p, int64_t done, int64_t total);
/* Takes the line off the terminal. */
void cli_progress_end(struct cli_progress *p);

#endif
