/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* model.h - choosing one column for each of a few freed families: a small integer programme.
 *
 * The rest of the roster stays; limits are what it leaves. All columns given must fit beside it.
 * CLP solves the linear relaxations; the search for whole numbers around it is our own, since such
 * programmes are so small that a general solver spends its time on getting ready. */
#ifndef HEARTH_PLAN_MODEL_H
#define HEARTH_PLAN_MODEL_H

#include "plan/prices.h"

struct model {
    const struct field *field;
    const struct roster *roster;
    const uint8_t *freed;
    const int32_t *families; /* freed ones */
    int32_t families_n;
    int32_t *row_of; /* by family of the field, families first among the rows */
    const struct column **columns;
    int32_t columns_n;
    struct rule *rules; /* rows behind the families */
    int64_t *limits;
    int32_t rules_n;
    int32_t rules_room;
    int32_t kept_min;    /* published sessions that the choice must keep: the last row; 0: none */
    int64_t kept_points; /* that each one kept is worth beyond the problem's own points */
};

/* What the programme counts a column for. */
static inline int64_t model_worth(const struct model *m, const struct column *column)
{
    return column->worth + m->kept_points * column->kept;
}

/* Collects every rule that some choice of the columns could break. */
MUST_CHECK struct err *model_rules(struct arena *scratch, struct model *model);

/* Solves the relaxation: its value, the use of each column, the price of each rule (scaled,
 * integer) and of each family (points). Arrays are the caller's. */
struct model_relaxed {
    double value;
    double *use;          /* by column */
    int64_t *rule_price;  /* by rule */
    double *family_price; /* by freed family, in order of families */
    double *reduced;      /* by column: points it falls short of being used */
    int64_t kept_price;   /* scaled: of keeping one published session more */
    int32_t pivots;
};
MUST_CHECK struct err *model_relax(struct arena *scratch, const struct model *model,
                                   struct model_relaxed *ret);

/* The best choice worth more than `above`; ret_chosen gets a column or -1 for each freed family,
 * ret_found whether there is one. Gives up after `nodes`. */
MUST_CHECK struct err *model_solve(struct arena *scratch, const struct model *model, int64_t above,
                                   int32_t nodes, int32_t *ret_chosen, bool *ret_found,
                                   int32_t *ret_pivots);

#endif
