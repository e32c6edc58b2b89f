/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* bench.c - `hearth bench` on the tests' disk, whose syncs take 5 ms and are counted: so the figure
 * of group commit does not depend on the disk of the machine. Arguments are those of the command.
 */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/bench.h"
#include "support/vfs.h"

enum { WORDS_MAX = 16 };

static void slow(unsigned sync_us)
{
    struct vfs_plan plan = VFS_PLAN_NONE;
    plan.sync_us = sync_us;
    vfs_set(plan);
}

static uint64_t syncs(void)
{
    return vfs_count().syncs;
}

static const char *environment(const char *name)
{
    return getenv(name);
}

int main(int argc, char **argv)
{
    static const struct bench_disk disk = {slow, syncs};
    const char *words[WORDS_MAX] = {"bench"};
    size_t n = 1;
    for (int i = 1; i < argc && n < WORDS_MAX; i++)
        words[n++] = argv[i];
    (void)signal(SIGPIPE, SIG_IGN);
    vfs_install();
    bench_disk_set(&disk);
    const struct cli_start start = {
        .n = n, .args = words, .env = environment, .out = STDOUT_FILENO, .err = STDERR_FILENO};
    return cli_main(&start);
}
