/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* crew.h - a few threads that share a list of tasks.
 *
 * Tasks are numbered and must not depend on each other; who does which is left to chance, so
 * each writes only to its own place. With one thread all run in order in the caller. */
#ifndef HEARTH_PLAN_CREW_H
#define HEARTH_PLAN_CREW_H

#include "base/err.h"
#include "plan/oracle.h"

struct crew {
    struct worker *workers; /* one for each thread */
    int32_t threads;
};

typedef struct err *(*crew_fn)(void *context, struct worker *worker, int32_t task);

/* Runs task 0 .. n - 1; the error of the first task that failed. */
MUST_CHECK struct err *crew_run(const struct crew *crew, crew_fn run, void *context, int32_t n);
/* Empties the arenas of the workers: a task that failed leaves something in them. */
void crew_clear(const struct crew *crew);
/* All cells computed so far. */
int64_t crew_work(const struct crew *crew);

#endif
