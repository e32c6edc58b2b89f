/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* model_solve.c - hands the small programme to CLP, and searches its whole numbers. */
#include "plan/matrix.h"

#include <coin/Clp_C_Interface.h>
#include <math.h>

#include "plan/plan.h"

static Clp_Simplex *load(const struct model *model, const struct matrix *x)
{
    Clp_Simplex *lp = Clp_newModel();

    Clp_setLogLevel(lp, 0);
    Clp_loadProblem(lp, model->columns_n, x->rows_n, x->starts, x->rows, x->values, x->zero, NULL,
                    x->cost, x->lower, x->upper);
    return lp;
}

struct err *model_relax(struct arena *scratch, const struct model *model, struct model_relaxed *ret)
{
    struct matrix x;
    Clp_Simplex *lp;

    TRY(matrix_make(scratch, model, &x));
    lp = load(model, &x);
    Clp_dual(lp, 0);
    ret->value = -Clp_objectiveValue(lp);
    ret->pivots = Clp_numberIterations(lp);
    for (int32_t i = 0; i < model->columns_n; i++) {
        ret->use[i] = Clp_primalColumnSolution(lp)[i];
        ret->reduced[i] = Clp_dualColumnSolution(lp)[i];
    }
    for (int32_t r = 0; r < model->families_n; r++)
        ret->family_price[r] = -Clp_dualRowSolution(lp)[r];
    for (int32_t r = 0; r < model->rules_n; r++) {
        double price = -Clp_dualRowSolution(lp)[model->families_n + r];
        ret->rule_price[r] = price > 0 ? llround(price * PLAN_SCALE) : 0;
    }
    ret->kept_price = 0;
    if (model->kept_min > 0)
        ret->kept_price = llround(fmax(0, Clp_dualRowSolution(lp)[x.rows_n - 1]) * PLAN_SCALE);
    Clp_deleteModel(lp);
    return NULL;
}

/* ---- whole numbers: branch and bound, depth first ---- */

#define WHOLE 1e-5
enum { DEPTH_MAX = 200 };

/* A question about one family: may it use the columns marked in `yes`, or only the others? */
struct fork {
    int32_t family; /* row */
    int32_t carer;  /* columns that use him; -1: the one column */
    int32_t column;
};

struct tree {
    const struct model *model;
    Clp_Simplex *lp;
    double *upper;   /* of columns, at the present node */
    uint8_t *closed; /* by depth and column: closed there */
    int32_t nodes_left;
    int64_t best;
    int32_t *chosen;
    bool found;
    int32_t pivots;
};

static int32_t row_of(const struct tree *t, int32_t column)
{
    return t->model->row_of[t->model->columns[column]->family];
}

static void keep_choice(struct tree *t, const double *use)
{
    int64_t worth = 0;

    for (int32_t i = 0; i < t->model->columns_n; i++)
        worth += use[i] > 0.5 ? model_worth(t->model, t->model->columns[i]) : 0;
    if (worth <= t->best)
        return;
    t->best = worth;
    t->found = true;
    for (int32_t f = 0; f < t->model->families_n; f++)
        t->chosen[f] = -1;
    for (int32_t i = 0; i < t->model->columns_n; i++)
        if (use[i] > 0.5)
            t->chosen[row_of(t, i)] = i;
}

/* How much of the family's plan uses the carer of the column's first visit or its last. */
static double carer_share(const struct tree *t, const double *use, int32_t column, int32_t carer)
{
    int32_t row = row_of(t, column);
    double share = 0;

    for (int32_t i = column; i >= 0 && row_of(t, i) == row; i--)
        share += column_uses(t->model->columns[i], carer) ? use[i] : 0;
    for (int32_t i = column + 1; i < t->model->columns_n && row_of(t, i) == row; i++)
        share += column_uses(t->model->columns[i], carer) ? use[i] : 0;
    return share;
}

/* The pair of family and carer nearest to undecided, else the most used broken column. */
static bool find_fork(const struct tree *t, const double *use, struct fork *ret_fork)
{
    double best_pair = WHOLE;
    double best_column = 0;

    *ret_fork = (struct fork){.carer = -1, .column = -1};
    for (int32_t i = 0; i < t->model->columns_n; i++) {
        const struct column *column = t->model->columns[i];

        if (use[i] < WHOLE || use[i] > 1 - WHOLE || column->n == 0)
            continue;
        for (int32_t v = 0; v < column->n; v++) {
            double share = carer_share(t, use, i, column->visits[v].carer);
            double open = share < 0.5 ? share : 1 - share;

            if (open > best_pair) {
                best_pair = open;
                *ret_fork = (struct fork){row_of(t, i), column->visits[v].carer, -1};
            }
        }
        if (best_pair <= WHOLE && use[i] > best_column) {
            best_column = use[i];
            *ret_fork = (struct fork){row_of(t, i), -1, i};
        }
    }
    return ret_fork->carer >= 0 || ret_fork->column >= 0;
}

static bool is_yes(const struct tree *t, const struct fork *fork, int32_t column)
{
    return fork->carer >= 0 ? column_uses(t->model->columns[column], fork->carer)
                            : column == fork->column;
}

/* Closes the columns of one side of the fork, or opens them again. */
static void close_side(struct tree *t, const struct fork *fork, bool side, int32_t depth)
{
    uint8_t *closed = t->closed + (size_t)depth * (size_t)t->model->columns_n;

    for (int32_t i = 0; i < t->model->columns_n; i++) {
        closed[i] = row_of(t, i) == fork->family && is_yes(t, fork, i) == side && t->upper[i] > 0;
        if (closed[i])
            t->upper[i] = 0;
    }
}

static void open_side(struct tree *t, int32_t depth)
{
    const uint8_t *closed = t->closed + (size_t)depth * (size_t)t->model->columns_n;

    for (int32_t i = 0; i < t->model->columns_n; i++)
        if (closed[i])
            t->upper[i] = 1;
}

/* Depth is bounded, so recursion is. */
static void explore(struct tree *t, int32_t depth)
{
    const double *use = Clp_primalColumnSolution(t->lp);
    struct fork fork;

    if (depth == DEPTH_MAX || t->nodes_left == 0)
        return;
    t->nodes_left--;
    Clp_chgColumnUpper(t->lp, t->upper);
    Clp_dual(t->lp, 0);
    t->pivots += Clp_numberIterations(t->lp);
    if (Clp_status(t->lp) != 0 || -Clp_objectiveValue(t->lp) < (double)t->best + 0.99)
        return;
    if (!find_fork(t, use, &fork)) {
        keep_choice(t, use);
        return;
    }
    for (int side = 0; side < 2; side++) {
        close_side(t, &fork, side == 1, depth);
        explore(t, depth + 1);
        open_side(t, depth);
    }
}

struct err *model_solve(struct arena *scratch, const struct model *model, int64_t above,
                        int32_t nodes, int32_t *ret_chosen, bool *ret_found, int32_t *ret_pivots)
{
    struct tree t = {.model = model, .nodes_left = nodes, .best = above, .chosen = ret_chosen};
    struct matrix x;

    TRY(matrix_make(scratch, model, &x));
    t.upper = x.one;
    t.closed = arena_makes(scratch, uint8_t, (size_t)DEPTH_MAX * (size_t)model->columns_n);
    NEED(t.closed);
    t.lp = load(model, &x);
    Clp_setPerturbation(t.lp, 100); /* none: restarts are short */
    explore(&t, 0);
    Clp_deleteModel(t.lp);
    *ret_found = t.found;
    *ret_pivots = t.pivots;
    return NULL;
}
