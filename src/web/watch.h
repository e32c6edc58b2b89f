/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* watch.h - the connections that are open: a total time for each phase of one, and how many there
 * may be. The HTTP library knows only silence, so one byte a second would hold a connection for
 * ever; and it lets newcomers wait without an answer when its list is full. Here a connection whose
 * time is over is shut down, and when there are too many, the one that has been waiting longest for
 * its next request; the library closes it. */
#ifndef HEARTH_WEB_WATCH_H
#define HEARTH_WEB_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "web/peer.h"

struct watch;

enum watch_phase {
    WATCH_HEAD,  /* no request, or one whose head is not all there */
    WATCH_BODY,  /* its body is read */
    WATCH_PAUSE, /* it waits for us: no end */
    WATCH_SEND,  /* its answer goes out */
};

/* One connection; its owner keeps it until watch_remove. */
struct watched {
    struct watched *next, *before; /* by the beginning of their phases */
    int fd;
    enum watch_phase phase;
    int64_t since_ms; /* by the boot clock */
    bool is_ended;    /* shut down, and counts no more */
    bool is_near;     /* of this machine: has no limit of its own */
    bool is_asking;   /* a request is in flight */
    uint8_t network[PEER_BYTES], asker[PEER_BYTES];
};

struct watch_config {
    int64_t phase_ms; /* the most for each */
    /* Called every second or so in the thread that looks. */
    void (*rest)(void *with);
    void *with;
};

/* A thread that looks several times a second. The config is copied. */
MUST_CHECK struct err *watch_start(struct arena *into, const struct watch_config *config,
                                   struct watch **ret_watch);
/* Ends it; all connections have left. Takes NULL. */
void watch_stop(struct watch **watch);

/* Whether one more may come from this address while at most `most` are open; ends another if that
 * makes room. */
bool watch_admits(struct watch *w, const uint8_t address[PEER_BYTES], size_t most);
/* A connection comes and goes; between the two its descriptor is open. */
void watch_add(struct watch *w, struct watched *c, int fd, const uint8_t address[PEER_BYTES]);
/* Whoever is still sending what we shall not read loses our answer when his connection is closed
 * at once: with `is_drained` what he sends is thrown away for a moment first. */
void watch_remove(struct watch *w, struct watched *c, bool is_drained);
/* Its next phase begins. */
void watch_phase(struct watch *w, struct watched *c, enum watch_phase phase);
/* A request of this address begins; false: it has too many in flight. Both are ended by
 * watch_answered. */
bool watch_asks(struct watch *w, struct watched *c, const uint8_t address[PEER_BYTES]);
void watch_answered(struct watch *w, struct watched *c);
/* Time is over for all. */
void watch_end_all(struct watch *w);

#endif
