/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* master.h - the linear programme over the columns known so far, solved by CLP.
 *
 * One row says that a family has at most one plan (exactly one when it has locked sessions); the
 * other rows are rules, added only when an answer breaks them. Its duals steer the search and, made
 * into integers, become the prices of the certificate. Floating point is allowed here: nothing of
 * it reaches a plan or a proof unchecked. */
#ifndef HEARTH_PLAN_MASTER_H
#define HEARTH_PLAN_MASTER_H

#include "plan/pool.h"

struct master;

/* Closed with master_close; memory beside CLP's own comes from `into`. */
MUST_CHECK struct err *master_open(struct arena *into, const struct field *field,
                                   struct master **ret_master);
void master_close(struct master **master);

/* Fills a new master with the rules, the columns in use or within `points` of it, and the bases of
 * masters of blocks of the field. Columns go through the pool. */
MUST_CHECK struct err *master_adopt(struct master *m, const struct master *const *blocks, int32_t n,
                                    double points, struct pool *pool);
/* The columns must outlive the master. */
MUST_CHECK struct err *master_add(struct master *m, const struct column *const *columns, int32_t n);
/* Solves and adds broken rules until none is broken or `rounds` are done; a bounded piece of it in
 * each call, so that whoever waits can stop or look. Columns may not come or go before ret_done. */
MUST_CHECK struct err *master_solve(struct master *m, int32_t rounds, bool with_cuts,
                                    bool *ret_done);

/* Of the last solve: its value in points, the rules and the columns it had. */
double master_value(const struct master *m);
/* How many rules; the list is the master's, good until the next solve. */
int32_t master_rules(const struct master *m, const struct rule **ret_rules);
/* How many columns; the list is the master's, good until the next change. */
int32_t master_columns(const struct master *m, const struct column *const **ret_columns);
/* The number alone. */
int32_t master_columns_n(const struct master *m);
double master_column_use(const struct master *m, int32_t column); /* 0 .. 1 */
/* Dual values: of a rule, at least 0; of a family's own row. In points. */
double master_rule_price(const struct master *m, int32_t rule);
double master_family_price(const struct master *m, int32_t family);
int64_t master_work(const struct master *m); /* pivots so far, each times the rows */
/* Forgets columns that are out of use by more than `points`. */
MUST_CHECK struct err *master_forget(struct master *m, double points);

#endif
