/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* hunt.h - column generation: prices that prove a bound, and the columns that matter at them.
 *
 * A round solves the master, asks every family for its best plans at prices between the master's
 * duals and the best prices so far (Wentges' smoothing), and adds what improves the master.
 * Every round's prices prove a bound: the sum over rules of price times limit plus the sum of the
 * families' best; the least is kept. */
#ifndef HEARTH_PLAN_HUNT_H
#define HEARTH_PLAN_HUNT_H

#include "plan/crew.h"
#include "plan/master.h"
#include "plan/pool.h"
#include "plan/separate.h"

struct hunt {
    const struct field *field;
    const struct crew *crew;
    struct arena *arena;
    struct pool *pool;
    struct master *master;
    int64_t *best_price; /* by rule, of the best bound; PLAN_SCALE to a point */
    int32_t best_n;      /* rules that have one */
    int64_t bound;       /* scaled, rounded up to nothing: exact */
    double value;        /* of the master, last round */
    int32_t rounds;
    bool solving; /* the master is under way */
    bool solved;  /* it is done, and the families are to be asked */
    bool smooth;
    bool with_cuts;
    bool done;      /* no column improves the master */
    int64_t locked; /* price of the locked sessions */
};

/* The crew is set by the caller before each round. */
MUST_CHECK struct err *hunt_open(struct arena *into, struct pool *pool, struct hunt *ret_hunt);
void hunt_close(struct hunt *hunt);
/* The round before all others: the pool's columns enter the master. */
MUST_CHECK struct err *hunt_first(struct hunt *hunt);
/* Steps of the simplex method so far, each times the rows it had. */
int64_t hunt_pivots(const struct hunt *hunt);
/* A piece of a round: first the master, which needs one thread and no crew, in as many pieces as it
 * takes, then the families. */
MUST_CHECK struct err *hunt_step(struct hunt *hunt);
MUST_CHECK struct err *hunt_solve(struct hunt *hunt);
MUST_CHECK struct err *hunt_ask(struct hunt *hunt); /* once the master is solved */
/* Pieces to the end of the round. */
MUST_CHECK struct err *hunt_round(struct hunt *hunt);
/* The prices of the best bound, laid out in `into`. */
MUST_CHECK struct err *hunt_prices(const struct hunt *hunt, struct arena *into,
                                   struct prices *ret_prices);

#endif
