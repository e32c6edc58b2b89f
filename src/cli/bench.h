/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* bench.h - what `hearth bench` measures. Figures are whole thousandths of their unit, so that
 * nothing needs floating point. */
#ifndef HEARTH_CLI_BENCH_H
#define HEARTH_CLI_BENCH_H

#include "cli/cli.h"
#include "desk/desk.h"

enum { BENCH_FIGURES_MAX = 16, BENCH_CLIENTS = 64, BENCH_SYNC_US = 5000 };

struct bench_figure {
    const char *name;
    const char *unit;
    int64_t milli; /* the value times 1,000 */
    int64_t bar;   /* whole units; 0: none */
    bool is_most;  /* the bar is the most that is well, not the least */
};

struct bench {
    struct cli *cli;
    struct arena *arena;
    const char *dir, *key_file; /* of the site that is measured */
    int64_t persons;
    struct site *site; /* NULL between two measures */
    size_t n;
    struct bench_figure figures[BENCH_FIGURES_MAX];
};

/* A disk whose syncs can be made slow and counted: the tests have one (tests/support/vfs.h), the
 * program has none. NULL: commits are counted in place of syncs. */
struct bench_disk {
    void (*slow)(unsigned sync_us);
    uint64_t (*syncs)(void); /* since `slow` */
};
void bench_disk_set(const struct bench_disk *disk);

/* All measures in turn, on a new site in an empty folder. */
MUST_CHECK struct err *bench_all(struct bench *b);
bool bench_is_well(const struct bench_figure *figure);

#endif
