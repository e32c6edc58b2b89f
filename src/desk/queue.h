/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* queue.h - many threads ask, one thread writes.
 *
 * From queue_start to queue_stop the site belongs to the queue's thread, the writer. Acts that wait
 * are committed together, as many as DESIGN allows; for company the writer waits at most
 * LIMIT_BATCH_WAIT_MS, until as many are queued as the last time. What is not an act (a command
 * line, a question, a rebuild) is a task: it runs alone between two batches; a long one lets others
 * go between its steps (site_breathe). Everybody is answered after the sync. In idle moments the
 * writer writes the mark, keeps the engine's lock alive, runs the timer (desk/clock.h) and gives
 * memory back. */
#ifndef HEARTH_DESK_QUEUE_H
#define HEARTH_DESK_QUEUE_H

#include "desk/desk.h"

struct queue;

/* An act or a task; it belongs to the queue from queue_push until `done` is called. */
struct queue_item {
    struct job *job;                             /* an act; or */
    void (*task)(struct site *site, void *with); /* anything else that needs the site */
    void (*done)(struct queue_item *item);       /* called by the writer, last of all */
    void *with;                                  /* the asker's */
    struct queue_item *next;                     /* the queue's */
};

/* What may be told to anybody, as of the last commit. */
enum queue_door {
    QUEUE_OPEN = 1,
    QUEUE_LOCKED,  /* the site's keys are not open */
    QUEUE_STANDBY, /* the engine's lock is lost: another process may write */
};
struct queue_state {
    enum queue_door door;
    struct hash head;  /* of the newest entry of all feeds; zeros for an empty journal */
    uint64_t commits;  /* since the start */
    uint64_t commands; /* in them, refused ones too */
};

/* The site's thread begins; `into` outlives the queue. */
MUST_CHECK struct err *queue_start(struct arena *into, struct site *site, struct queue **ret_queue);
/* From now on every place is refused. Finishes what has one and ends the thread; then the site is
 * the caller's again. May be called twice. */
void queue_stop(struct queue *q);
/* Stops, and nobody may ask any more. Takes NULL; for CLEANUP() too. */
void queue_free(struct queue **queue);

/* Takes one of LIMIT_QUEUE_JOBS places; ERR_BUSY at once when there is none or the queue stops.
 * Every place must be followed by a queue_push. */
MUST_CHECK struct err *queue_reserve(struct queue *q, struct arena *into);
/* A place that is not needed after all. */
void queue_give_back(struct queue *q);
/* Never fails and never waits. */
void queue_push(struct queue *q, struct queue_item *item);

/* Both, and waiting for the answer. The result of the act stands in the job as well. */
MUST_CHECK struct err *queue_do(struct queue *q, struct job *job);
MUST_CHECK struct err *queue_run(struct queue *q, struct arena *into,
                                 void (*task)(struct site *site, void *with), void *with);

/* The door, the newest entry and how much was committed, at this moment. */
struct queue_state queue_state(struct queue *q);

#endif
