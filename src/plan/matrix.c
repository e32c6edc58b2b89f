/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* matrix.c - writes a model down column by column. */
#include "plan/matrix.h"

static int64_t use_of(const struct model *m, int32_t rule, int32_t column)
{
    int64_t use = rule_use(m->field, &m->rules[rule], m->columns[column]);

    /* a journey's row counts a family once: its own sessions never conflict */
    return m->rules[rule].kind == RULE_PAIR && use > 1 ? 1 : use;
}

/* Entries of all columns: counted in the first pass, written in the second. */
static void entries(const struct model *m, const int32_t *rules_from, struct matrix *x, bool write)
{
    int n = 0;

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
        if (m->kept_min > 0 && column->kept > 0) {
            if (write) {
                x->rows[n] = m->families_n + m->rules_n;
                x->values[n] = column->kept;
            }
            n++;
        }
    }
    x->starts[m->columns_n] = n;
}

static struct err *matrix_space(struct arena *scratch, const struct model *m, struct matrix *x)
{
    size_t columns = (size_t)m->columns_n;
    size_t rows = (size_t)m->families_n + (size_t)m->rules_n + (m->kept_min > 0);

    x->rows_n = (int32_t)rows;
    x->starts = arena_makes(scratch, int, columns + 1);
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

struct err *matrix_make(struct arena *scratch, const struct model *m, struct matrix *x)
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
        x->cost[i] = -(double)model_worth(m, m->columns[i]);
        x->one[i] = 1;
    }
    for (int32_t r = 0; r < m->families_n + m->rules_n; r++) {
        bool must = r < m->families_n && field_has_locked(m->field, m->families[r]);

        x->lower[r] = must ? 1 : -1e30;
        x->upper[r] = r < m->families_n ? 1 : (double)m->limits[r - m->families_n];
    }
    if (m->kept_min > 0) {
        x->lower[x->rows_n - 1] = m->kept_min;
        x->upper[x->rows_n - 1] = 1e30;
    }
    return NULL;
}
