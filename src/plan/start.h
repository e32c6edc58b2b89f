/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* start.h - first plans: family after family, each gets the best that is left. */
#ifndef HEARTH_PLAN_START_H
#define HEARTH_PLAN_START_H

#include "plan/master.h"
#include "plan/oracle.h"
#include "plan/pool.h"

/* Puts the locked sessions of every family; what nobody may take away. */
MUST_CHECK struct err *start_locked(struct roster *roster, struct pool *pool);
/* Puts what was announced, as far as it still keeps every rule; locked sessions are there. */
MUST_CHECK struct err *start_published(struct worker *worker, struct roster *roster,
                                       struct pool *pool);
/* Does an announced session still keep the rules of its family and its carer? */
bool start_stands(const struct field *field, int32_t family, const struct plan_session *s);
/* Families without a plan, or with locked sessions only, in order of weight: the best at these
 * prices in what is left. */
MUST_CHECK struct err *start_greedy(struct worker *worker, const struct prices *prices,
                                    struct roster *roster, struct pool *pool);
/* The columns that the master uses most, as far as they fit, then greedy. */
MUST_CHECK struct err *start_rounded(struct worker *worker, const struct master *master,
                                     const struct prices *prices, struct roster *roster,
                                     struct pool *pool);
/* Prices times percent / 100. */
MUST_CHECK struct err *start_prices(struct arena *into, const struct field *field,
                                    const struct rule *rules, const int64_t *price, int32_t n,
                                    int32_t percent, struct prices *ret_prices);

#endif
