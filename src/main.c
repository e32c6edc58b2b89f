/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* main.c - the program's door: hands the process's words, variables and descriptors to cli/. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/stop.h"

static const char *environment(const char *name)
{
    return getenv(name);
}

int main(int argc, char **argv)
{
    /* A reader that goes away is an error of that write, not the end of the process. */
    (void)signal(SIGPIPE, SIG_IGN);
    stop_watch();
    const struct cli_start start = {
        .n = argc > 0 ? (size_t)argc - 1 : 0,
        .args = (const char *const *)argv + 1,
        .env = environment,
        .out = STDOUT_FILENO,
        .err = STDERR_FILENO,
        .out_is_terminal = isatty(STDOUT_FILENO) == 1,
        .err_is_terminal = isatty(STDERR_FILENO) == 1,
    };
    return cli_main(&start);
}
