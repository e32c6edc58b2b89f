/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* stop.h - Ctrl-C ends a command at once with 130, and nothing is half written: the journal's
 * transaction is not committed, and a file that is being written beside its place is removed. */
#ifndef HEARTH_CLI_STOP_H
#define HEARTH_CLI_STOP_H

/* From now on SIGINT, SIGTERM and SIGHUP end the process (128 + the signal's number). A command
 * that serves puts its own handlers in their place. */
void stop_watch(void);
/* The file that goes when the process is stopped; NULL: none. The string must stay. */
void stop_removes(const char *path);

#endif
