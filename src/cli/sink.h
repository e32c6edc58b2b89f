/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sink.h - a file that a command writes (-o FILE): whole or not at all.
 *
 * It grows beside its place under another name and takes its place when it is finished and synced;
 * until then an older file stands. "-" is standard output. One at a time in a process. */
#ifndef HEARTH_CLI_SINK_H
#define HEARTH_CLI_SINK_H

#include <stdint.h>

#include "cli/cli.h"

enum { SINK_BYTES = 64 * 1024 };

struct sink {
    struct cli *cli;
    const char *path;   /* NULL: standard output */
    const char *beside; /* the name it grows under */
    int fd;
    int64_t bytes; /* written so far */
    struct buf waiting;
};

/* ERR_ABSENT when there is no such folder, ERR_OUTSIDE otherwise. */
MUST_CHECK struct err *sink_open(struct cli *cli, const char *path, struct sink *ret_sink);
MUST_CHECK struct err *sink_write(struct sink *s, struct text bytes);
/* Everything is on the disk under its name. */
MUST_CHECK struct err *sink_finish(struct sink *s);
/* After a finish nothing; before it, the unfinished file goes. For CLEANUP(); a zeroed sink is
 * fine. */
void sink_close(struct sink *s);

#endif
