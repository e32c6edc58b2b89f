/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* matrix.h - a small integer programme in columns, as CLP and CBC take it. */
#ifndef HEARTH_PLAN_MATRIX_H
#define HEARTH_PLAN_MATRIX_H

#include "plan/model.h"

struct matrix {
    int *starts;
    int *rows;
    double *values;
    double *cost;
    double *lower; /* of rows */
    double *upper;
    double *zero; /* of columns */
    double *one;
    int32_t rows_n;
};

/* Families first among the rows, then the model's rules, then what must be kept, if anything; all
 * in `into`. */
MUST_CHECK struct err *matrix_make(struct arena *into, const struct model *m, struct matrix *x);

#endif
