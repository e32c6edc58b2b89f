/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_inner.h - the rules of the format as the verifier reads them, for its own files only. */
#ifndef HEARTH_PLAN_VERIFY_INNER_H
#define HEARTH_PLAN_VERIFY_INNER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "plan/instance.h"
#include "plan/verify.h"
#include "plan/verify_course.h"
#include "plan/wide.h"

/* A carer in the square of ten kilometres where he or she lives. */
struct verify_cell {
    int32_t x;
    int32_t y;
    int32_t carer;
};

/* The instance with the one look-up that saves comparing everybody with everybody. */
struct verify_world {
    const struct plan_instance *in;
    struct verify_cell *cells; /* sorted by x, y, carer */
};

/* Days on which a carer holds all skills of a family; empty when first > last. */
struct verify_days {
    int32_t first;
    int32_t last;
};

/* The instance must outlive it. */
MUST_CHECK struct err *verify_world_new(struct arena *into, const struct plan_instance *in,
                                        struct verify_world **ret_world);
/* After somebody has moved. */
void verify_world_refresh(struct verify_world *w);

/* ---- single rules ---- */
int32_t verify_distance(int32_t x1, int32_t y1, int32_t x2, int32_t y2);
int32_t verify_distance_home(const struct plan_instance *in, int32_t family, int32_t carer);
bool verify_night(const struct plan_instance *in, int32_t start, int32_t end);
struct verify_days verify_skilled_days(const struct plan_instance *in, int32_t family,
                                       int32_t carer);
/* A skill the family needs and the carer does not hold on all days of [start, end); -1: none. */
int32_t verify_skill_missing(const struct plan_instance *in, int32_t family, int32_t carer,
                             int32_t start, int32_t end);
bool verify_group_fits(const struct plan_instance *in, int32_t family, int32_t carer);
bool verify_refers(const struct plan_instance *in, struct plan_slice refs, int32_t carer);
bool verify_introduced(const struct plan_instance *in, int32_t family, int32_t carer);
bool verify_in_window(const struct plan_instance *in, struct plan_slice windows, int32_t start,
                      int32_t end);
/* Slots between two sessions of the carer with these families. */
int32_t verify_between(const struct plan_instance *in, int32_t carer, int32_t f, int32_t g);
/* Points of one session's journeys. */
int64_t verify_travel(const struct plan_instance *in, int32_t family, int32_t carer);
wide verify_utility(const struct plan_instance *in, int32_t family, int64_t slots);
/* Position of the session among the published, or -1. */
int32_t verify_published(const struct plan_instance *in, const struct plan_session *q);

/* ---- who can ever serve a family ---- */

/* Carers within the family's distance, ascending, into `ret_carers` (room for all carers). */
void verify_close(const struct verify_world *w, int32_t family, int32_t *ret_carers,
                  int32_t *ret_n);
/* Calls `each` for every session of the pair that rules 1 to 4 allow, by start then length; stops
 * when it answers false. Rule 5 (who may be matched) is the caller's. */
void verify_sessions(const struct plan_instance *in, int32_t family, int32_t carer,
                     bool (*each)(void *with, int32_t start, int32_t end), void *with);
/* The reason nobody can ever serve the family, or PLAN_REASON_CAPACITY. `carers` has room for all
 * carers; it and *ret_n receive those who pass every filter but `time`. */
enum plan_reason verify_funnel(const struct verify_world *w, int32_t family, int32_t *carers,
                               int32_t *ret_n);

/* ---- prices of one leaf, by carer ---- */
struct verify_prices; /* see verify_prices.c */

struct verify_fixed { /* what the branches above a leaf say of one family */
    int32_t family;
    int32_t carer;
    bool used; /* at least one session; else none */
};

/* What others have of the carers: verify_taken.c. */
struct verify_taken {
    const struct plan_session *sessions; /* by carer, then start */
    const size_t *starts;                /* by carer, carers_n + 1 */
};

struct verify_leaf {
    const struct verify_world *world;
    const struct verify_prices *prices;
    const struct verify_taken *taken; /* or NULL: everybody is free, only prices count */
    const struct verify_fixed *fixed; /* the branches from the root, in order */
    int32_t fixed_n;
    int64_t scale;
};

struct verify_price {
    int32_t carer;
    int32_t at;      /* slot or week */
    int32_t divisor; /* of a cut */
    int32_t family;  /* of a pair */
    int32_t reach;   /* of a pair: slots after the session's end */
    int64_t price;
};

/* The prices of one kind at one carer, in the order of family, then `at`. */
struct verify_price_list {
    const struct verify_price *items;
    size_t n;
};

/* Sorts and checks the prices; an ERR_INTEGRITY in *ret_fault when one is not allowed. `ret_total`
 * is the sum of price times right-hand side. */
MUST_CHECK struct err *verify_prices_new(struct arena *into, const struct verify_world *w,
                                         const struct plan_prices *given,
                                         const struct verify_prices **ret_prices, wide *ret_total,
                                         struct err **ret_fault);
struct verify_price_list verify_prices_slot(const struct verify_prices *p, int32_t carer);
struct verify_price_list verify_prices_week(const struct verify_prices *p, int32_t carer);
struct verify_price_list verify_prices_cut(const struct verify_prices *p, int32_t carer);
struct verify_price_list verify_prices_pair(const struct verify_prices *p, int32_t carer);
int64_t verify_prices_families(const struct verify_prices *p, int32_t carer);
int64_t verify_prices_introductions(const struct verify_prices *p, int32_t carer);
int64_t verify_prices_locked(const struct verify_prices *p);

/* ---- the best priced plan of one family ---- */
struct verify_desk; /* scratch of one thread */

MUST_CHECK struct err *verify_desk_new(struct arena *arena, const struct verify_world *w,
                                       struct verify_desk **ret_desk);
/* In 1/scale points; *ret_possible false when the branches ask the impossible. */
MUST_CHECK struct err *verify_best(struct verify_desk *desk, const struct verify_leaf *leaf,
                                   int32_t family, wide *ret_best, bool *ret_possible);

/* The sessions of the best plan of the last call, in no order; none for the empty plan. Valid until
 * the next call. */
const struct verify_session *verify_desk_choice(const struct verify_desk *desk, int32_t *ret_n);

/* ---- what others leave of a carer ---- */
MUST_CHECK struct err *verify_taken_new(struct arena *into, const struct plan_instance *in,
                                        const struct plan_session *sessions, size_t n,
                                        const struct verify_taken **ret_taken);
/* Is the carer free at that time for this family, whose own sessions do not count? */
bool verify_taken_fits(const struct plan_instance *in, const struct verify_taken *taken,
                       const struct plan_session *q);
/* Slots of the week that other families leave. */
int32_t verify_taken_week(const struct plan_instance *in, const struct verify_taken *taken,
                          int32_t family, int32_t carer, int32_t week);
/* May the carer serve this family besides the others: families_max and new_max. */
bool verify_taken_may(const struct plan_instance *in, const struct verify_taken *taken,
                      int32_t family, int32_t carer);

/* ---- parts of plan_verify ---- */
/* Adds a fault to the verdict. */
void verify_fault(struct plan_verdict *verdict, struct err *fault);
/* Rules and sums; with `claims` also what the solution states about itself. */
MUST_CHECK struct err *verify_plan(struct arena *into, const struct verify_world *w,
                                   const struct plan_solution *solution, bool claims,
                                   struct plan_verdict *verdict);
MUST_CHECK struct err *verify_proof(struct arena *into, const struct verify_world *w,
                                    const struct plan_solution *solution, int threads,
                                    struct plan_verdict *verdict);

#endif
