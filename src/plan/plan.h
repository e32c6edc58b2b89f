/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plan.h - the planner as a library: the best plan of short breaks, with its proof.
 *
 * Open a run on an instance, step it as long as you like, and ask at any time for the best plan
 * found so far; every answer is a complete plan with a certificate that proves its bound. The
 * method is told in docs/planner.md. The instance must outlive the run, and its locked sessions
 * must not contradict each other (plan_contradiction tells). One run belongs to one caller; only
 * plan_stop may be called from another thread or a signal handler. */
#ifndef HEARTH_PLAN_PLAN_H
#define HEARTH_PLAN_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "plan/instance.h"

enum {
    PLAN_SCALE = 1000, /* prices are in 1/1000 points */
    PLAN_THREADS_MAX = 16,
};

/* What ends a run; 0 means no such limit. With `work` alone (and with `gap`, or by proof) equal
 * inputs give equal bytes, for any number of threads; with `time` they may not. */
struct plan_limits {
    int64_t work;      /* units of about one millisecond of one core */
    int64_t time_ms;   /* since plan_open */
    int64_t gap_ppm;   /* stop where (bound - objective) / bound is at most this, in millionths */
    size_t bytes_max;  /* of memory; 0: PLAN_BYTES_DEFAULT */
    int64_t pairs_max; /* of family and carer in memory at once; 0: PLAN_PAIRS_USUAL */
    int32_t threads;   /* at least 1 */
    uint64_t seed;     /* of the search; 0 is as good as any */
};
/* Areas with more pairs than this together are solved one after another, each forgotten but for its
 * answer. */
#define PLAN_PAIRS_USUAL 900000
#define PLAN_BYTES_DEFAULT ((size_t)8 << 30)

/* A look at a run. */
struct plan_progress {
    int64_t objective;
    int64_t bound;
    int64_t work;
    int64_t time_ms;
    int32_t families_minimum; /* that reach their minimum */
    bool done;                /* a limit was met, or the plan is proved best */
    bool proved;              /* objective = bound */
};

struct plan_run;

/* Finds who can be served by whom. ERR_BUSY: not enough memory even for that. */
MUST_CHECK struct err *plan_open(const struct plan_instance *in, const struct plan_limits *limits,
                                 struct plan_run **ret_run);
/* Works for about ms more, less when a limit is met; 0 means to the end. The first step makes a
 * first plan of everything, whatever the limits. Never fails for lack of time or memory: then it is
 * done and the best plan stays. */
MUST_CHECK struct err *plan_step(struct plan_run *run, int64_t ms,
                                 struct plan_progress *ret_progress);
/* The same look, without working. */
MUST_CHECK struct err *plan_look(const struct plan_run *run, struct plan_progress *ret_progress);
/* The best plan so far with bound, certificate, figures and reasons, in `into`. */
MUST_CHECK struct err *plan_best(const struct plan_run *run, struct arena *into,
                                 struct plan_solution *ret_solution);
/* Asks the run to end soon; safe in a signal handler and from any thread. */
void plan_stop(struct plan_run *run);
void plan_close(struct plan_run **run); /* for CLEANUP() */

#endif
