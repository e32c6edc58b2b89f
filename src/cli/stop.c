/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* stop.c - the signal handler of short commands. It calls only what signal-safety(7) allows. */
#include "cli/stop.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

static _Atomic(const char *) removed = NULL;

static void stop_now(int signal)
{
    const char *path = atomic_load(&removed);
    if (path != NULL)
        (void)unlink(path);
    _exit(128 + signal);
}

void stop_watch(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction act = {.sa_handler = stop_now};
    (void)sigfillset(&act.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        (void)sigaction(signals[i], &act, NULL);
}

void stop_removes(const char *path)
{
    atomic_store(&removed, path);
}
