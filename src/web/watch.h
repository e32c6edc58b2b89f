/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* watch.h - a total time for each phase of a connection: waiting for a request, reading it,
 * sending the answer. The HTTP library knows only silence, so one byte a second would hold a
 * connection for ever. A connection whose time is over is shut down; the library closes it. */
#ifndef HEARTH_WEB_WATCH_H
#define HEARTH_WEB_WATCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct watch;

/* One connection; its owner keeps it until watch_remove. */
struct watched {
    struct watched *next, **here;
    int fd;
    int64_t until_ms; /* by the boot clock; 0: no end */
};

struct watch_config {
    int64_t phase_ms; /* the most for each */
    /* Called every second or so in the thread that looks; may be NULL. */
    void (*rest)(void *with);
    void *with;
};

/* A thread that looks several times a second. The config is copied. */
MUST_CHECK struct err *watch_start(struct arena *into, const struct watch_config *config,
                                   struct watch **ret_watch);
/* Ends it; all connections have left. Takes NULL. */
void watch_stop(struct watch **watch);

/* A connection comes and goes; between the two its descriptor is open. */
void watch_add(struct watch *w, struct watched *c, int fd);
void watch_remove(struct watch *w, struct watched *c);
/* A phase begins; or the connection waits for us, as long as that takes. */
void watch_phase(struct watch *w, struct watched *c);
void watch_pause(struct watch *w, struct watched *c);
/* Time is over for all. */
void watch_end_all(struct watch *w);

#endif
