/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* worker.h - two threads for slow work that needs neither the site nor a page thread: hashing a
 * password, making a document. */
#ifndef HEARTH_WEB_WORKER_H
#define HEARTH_WEB_WORKER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

enum { WORKER_THREADS = 2 };

struct workers;

/* One piece of work; it belongs to the workers from worker_push until `run` is called. */
struct worker_item {
    void (*run)(struct worker_item *item);
    void *with;
    struct worker_item *next;
};

/* The threads begin; `into` outlives them. */
MUST_CHECK struct err *workers_start(struct arena *into, struct workers **ret_workers);
/* Never fails and never waits; whoever pushes has a bound of its own (a place in the queue). */
void worker_push(struct workers *w, struct worker_item *item);
/* Finishes what was pushed. Takes NULL. */
void workers_stop(struct workers **workers);

#endif
