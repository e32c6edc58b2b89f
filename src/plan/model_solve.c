/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* model_solve.c - hands the small programme to CLP and CBC. */
#include "plan/model.h"

#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>
#include <math.h>
#include <pthread.h>

#include "plan/plan.h"

/* The programme in columns, as both solvers take it. */
struct matrix {
    CoinBigIndex *starts;
    int *rows;
    double *values;
    double *cost;
    double *lower; /* of rows */
    double *upper;
    double *zero; /* of columns */
    double *one;
    int32_t rows_n;
};

static pthread_mutex_t cbc_lock = PTHREAD_MUTEX_INITIALIZER;

static int64_t use_of(const struct model *m, int32_t rule, int32_t column)
{
    int64_t use = rule_use(m->field, &m->rules[rule], m->columns[column]);

    /* a journey's row counts a family once: its own sessions never conflict */
    return m->rules[rule].kind == RULE_PAIR && use > 1 ? 1 : use;
}

/* Entries of all columns: counted in the first pass, written in the second. */
static void entries(const struct model *m, const int32_t *rules_from, struct matrix *x, bool write)
{
    CoinBigIndex n = 0;

    for (int32_t i = 0; i < m->columns_n; i++) {
        const struct column *column = m->columns[i];

        if (write) {
            x->starts[i] = n;
            x->rows[n] = m->row_of[column->family];
            x->values[n] = 1;
        }
        n++;
        for (int32_t v = 0; v < column->n; v++) {
            int32_t carer = column->visits[v].carer;
            bool first = true;

            for (int32_t k = 0; k < v; k++)
                first = first && column->visits[k].carer != carer;
            for (int32_t r = rules_from[carer]; first && r < rules_from[carer + 1]; r++) {
                int64_t use = use_of(m, r, i);
                if (use == 0)
                    continue;
                if (write) {
                    x->rows[n] = m->families_n + r;
                    x->values[n] = (double)use;
                }
                n++;
            }
        }
    }
    x->starts[m->columns_n] = n;
}

static struct err *matrix_space(struct arena *scratch, const struct model *m, struct matrix *x)
{
    size_t columns = (size_t)m->columns_n;
    size_t rows = (size_t)m->families_n + (size_t)m->rules_n;

    x->rows_n = (int32_t)rows;
    x->starts = arena_makes(scratch, CoinBigIndex, columns + 1);
    NEED(x->starts);
    x->cost = arena_makes(scratch, double, 3 * columns);
    NEED(x->cost);
    x->zero = x->cost + columns;
    x->one = x->zero + columns;
    x->lower = arena_makes(scratch, double, 2 * rows);
    NEED(x->lower);
    x->upper = x->lower + rows;
    return NULL;
}

/* Rules come grouped by carer: where each carer's begin. */
static struct err *rules_by_carer(struct arena *scratch, const struct model *m, int32_t **ret_from)
{
    int32_t *from = arena_makes(scratch, int32_t, (size_t)m->field->carers_n + 1);

    NEED(from);
    for (int32_t r = 0; r < m->rules_n; r++)
        from[m->rules[r].carer + 1]++;
    for (int32_t c = 0; c < m->field->carers_n; c++)
        from[c + 1] += from[c];
    *ret_from = from;
    return NULL;
}

static struct err *matrix_make(struct arena *scratch, const struct model *m, struct matrix *x)
{
    int32_t *rules_from;

    TRY(matrix_space(scratch, m, x));
    TRY(rules_by_carer(scratch, m, &rules_from));
    entries(m, rules_from, x, false);
    x->rows = arena_makes(scratch, int, (size_t)x->starts[m->columns_n]);
    NEED(x->rows);
    x->values = arena_makes(scratch, double, (size_t)x->starts[m->columns_n]);
    NEED(x->values);
    entries(m, rules_from, x, true);
    for (int32_t i = 0; i < m->columns_n; i++) {
        x->cost[i] = -(double)m->columns[i]->worth;
        x->one[i] = 1;
    }
    for (int32_t r = 0; r < x->rows_n; r++) {
        bool must = r < m->families_n && field_has_locked(m->field, m->families[r]);

        x->lower[r] = must ? 1 : -1e30;
        x->upper[r] = r < m->families_n ? 1 : (double)m->limits[r - m->families_n];
    }
    return NULL;
}

struct err *model_relax(struct arena *scratch, const struct model *model,
                        struct model_relaxed *ret)
{
    struct matrix x;
    Clp_Simplex *lp;

    TRY(matrix_make(scratch, model, &x));
    lp = Clp_newModel();
    Clp_setLogLevel(lp, 0);
    Clp_loadProblem(lp, model->columns_n, x.rows_n, x.starts, x.rows, x.values, x.zero, NULL,
                    x.cost, x.lower, x.upper);
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
    Clp_deleteModel(lp);
    return NULL;
}

static Cbc_Model *cbc_load(const struct model *model, const struct matrix *x, int64_t above,
                           int32_t nodes)
{
    Cbc_Model *mip = Cbc_newModel();

    Cbc_setLogLevel(mip, 0);
    Cbc_setParameter(mip, "log", "0");
    Cbc_loadProblem(mip, model->columns_n, x->rows_n, x->starts, x->rows, x->values, x->zero,
                    x->one, x->cost, x->lower, x->upper);
    for (int32_t i = 0; i < model->columns_n; i++)
        Cbc_setInteger(mip, i);
    Cbc_setCutoff(mip, -(double)above - 0.5);
    Cbc_setMaximumNodes(mip, nodes);
    return mip;
}

struct err *model_solve(struct arena *scratch, const struct model *model, int64_t above,
                        int32_t nodes, int32_t *ret_chosen, bool *ret_found)
{
    struct matrix x;
    const double *use;
    Cbc_Model *mip;

    TRY(matrix_make(scratch, model, &x));
    pthread_mutex_lock(&cbc_lock);
    mip = cbc_load(model, &x, above, nodes);
    Cbc_solve(mip);
    use = Cbc_bestSolution(mip);
    *ret_found = use != NULL;
    for (int32_t f = 0; f < model->families_n; f++)
        ret_chosen[f] = -1;
    for (int32_t i = 0; use != NULL && i < model->columns_n; i++)
        if (use[i] > 0.5)
            ret_chosen[model->row_of[model->columns[i]->family]] = i;
    Cbc_deleteModel(mip);
    pthread_mutex_unlock(&cbc_lock);
    return NULL;
}
