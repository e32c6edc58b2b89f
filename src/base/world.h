/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* world.h - the one door to clock, randomness, files and memory.
 *
 * Everything else asks here, so that a test can stop the clock, fail the n-th write or refuse the
 * n-th piece of memory. `world_set` replaces the door for the process; it is set once, before the
 * first thread, and by tests. */
#ifndef HEARTH_BASE_WORLD_H
#define HEARTH_BASE_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/text.h"

struct buf;

/* What answering a page looks at; see struct world. */
enum world_look {
    WORLD_STATEMENT, /* a statement on a connection that reads */
    WORLD_INDEX,     /* a question to the people index, however many rows it walks */
    WORLD__LOOKS
};

struct world {
    int64_t (*now_ms)(void);              /* wall clock, UTC */
    int64_t (*boot_ms)(void);             /* runs through sleep, never set back */
    bool (*random)(void *into, size_t n); /* false: the system gave none */
    bool (*may_allocate)(size_t n);       /* false: pretend there is no memory */
    ssize_t (*write)(int fd, const void *at, size_t n);
    int (*sync)(int fd);
    int (*rename)(const char *from, const char *to);
    void (*pause_ms)(int64_t ms); /* sleeps */
    /* NULL: nobody counts. A test counts, to see that who may not know of somebody is not answered
     * by more work where she is. */
    void (*looked)(enum world_look what);
};

/* The door to the real machine. */
const struct world *world_real(void);
/* NULL puts the real one back. */
void world_set(const struct world *w);
const struct world *world_get(void);

/* What the door in force answers; see struct world. */
int64_t world_now_ms(void);
int64_t world_boot_ms(void);
void world_pause_ms(int64_t ms);
bool world_may_allocate(size_t n);
void world_looked(enum world_look what);
/* The demo's clock: from now on now_ms starts at `ms` and runs on. */
void world_clock_start_at(int64_t ms);
/* Stops the process if the system gives no randomness: nothing can be sealed without it. */
void world_random(void *into, size_t n);
/* The boot of this machine, as text of at most 36 characters. */
MUST_CHECK struct err *world_boot_id(struct arena *into, const char **ret_id);
/* Of this installation, likewise; `none` where the system has none, as in some containers. */
MUST_CHECK struct err *world_machine_id(struct arena *into, const char **ret_id);

/* Files. Paths are bytes; errors never repeat a path in their text, only in detail.
 * Reading: ERR_ABSENT when nothing is there, ERR_INPUT when it is larger than bytes_max; the bytes
 * have a NUL behind them. */
MUST_CHECK struct err *world_read_file(struct arena *into, const char *path, size_t bytes_max,
                                       struct text *ret_bytes);
/* Whole or not at all: a file of its own name beside it, synced, then renamed; mode as given.
 * After an error the old file stands there, or the new one, but never a part. */
MUST_CHECK struct err *world_write_file(struct arena *scratch, const char *path, struct text bytes,
                                        mode_t mode);
/* All n bytes, or an error (a full disk is ERR_OUTSIDE with its own words). */
MUST_CHECK struct err *world_write_all(struct arena *scratch, int fd, const void *at, size_t n);
MUST_CHECK struct err *world_sync(struct arena *scratch, int fd);
/* For CLEANUP() of a file descriptor; -1 is nothing. */
void world_close_fd(int *fd);
/* Gives a descriptor away: CLEANUP() then finds -1. */
int world_take_fd(int *fd);

#endif
