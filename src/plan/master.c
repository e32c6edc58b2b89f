/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* master.c - keeps CLP's rows and columns in step with rules and columns. */
#include "plan/master.h"

#include <assert.h>
#include <coin/Clp_C_Interface.h>
#include <string.h>

#include "plan/pool.h"
#include "plan/separate.h"

struct master {
    const struct field *field;
    struct arena *arena;
    Clp_Simplex *lp;
    struct rules rules;
    const struct column **columns;
    int32_t columns_n;
    int32_t columns_room;
    int64_t pivots;
    int32_t round; /* of rules in the present solve */
    bool has_new_columns;
};

enum {
    BASIC = 1,       /* CLP's status of what is in the basis */
    CLP_STOPPED = 3, /* and of a solve that met its limit */
    PIVOTS_A_PIECE = 2000,
};

/* Entries of rows or columns on their way into CLP. */
struct sheaf {
    struct arena *arena;
    CoinBigIndex *starts;
    int *index;
    double *value;
    int32_t n;
    int32_t room;
};

static struct err *sheaf_make(struct arena *scratch, int32_t lines, struct sheaf *ret_sheaf)
{
    struct sheaf s = {.arena = scratch, .room = 64};

    s.starts = arena_makes(scratch, CoinBigIndex, (size_t)lines + 1);
    NEED(s.starts);
    s.index = arena_makes(scratch, int, (size_t)s.room);
    NEED(s.index);
    s.value = arena_makes(scratch, double, (size_t)s.room);
    NEED(s.value);
    *ret_sheaf = s;
    return NULL;
}

static struct err *sheaf_put(struct sheaf *s, int index, double value)
{
    if (s->n == s->room) {
        size_t more = 2 * (size_t)s->room;
        s->index = arena_grow(s->arena, s->index, (size_t)s->n, more, sizeof *s->index);
        NEED(s->index);
        s->value = arena_grow(s->arena, s->value, (size_t)s->n, more, sizeof *s->value);
        NEED(s->value);
        s->room = (int32_t)more;
    }
    s->index[s->n] = index;
    s->value[s->n++] = value;
    return NULL;
}

/* A row for each family, empty as yet. */
static struct err *family_rows(struct master *m)
{
    struct arena_mark mark = arena_mark(m->arena);
    int32_t n = m->field->families_n;
    double *lower = arena_makes(m->arena, double, (size_t)n);
    double *upper = arena_makes(m->arena, double, (size_t)n);
    CoinBigIndex *starts = arena_makes(m->arena, CoinBigIndex, (size_t)n + 1);

    NEED(lower);
    NEED(upper);
    NEED(starts);
    for (int32_t f = 0; f < n; f++) {
        lower[f] = field_has_locked(m->field, f) ? 1.0 : -1.0;
        upper[f] = 1.0;
    }
    Clp_addRows(m->lp, n, lower, upper, starts, NULL, NULL);
    arena_rewind(m->arena, mark);
    return NULL;
}

struct err *master_open(struct arena *into, const struct field *field, struct master **ret_master)
{
    struct master *m = arena_make(into, struct master);

    NEED(m);
    m->field = field;
    m->arena = into;
    TRY(rules_make(into, field, &m->rules));
    m->lp = Clp_newModel();
    Clp_setLogLevel(m->lp, 0);
    TRY(family_rows(m));
    *ret_master = m;
    return NULL;
}

void master_close(struct master **master)
{
    if (*master != NULL)
        Clp_deleteModel((*master)->lp);
    *master = NULL;
}

static struct err *columns_reserve(struct master *m, int32_t n)
{
    if (m->columns_n + n > m->columns_room) {
        int32_t more = 2 * (m->columns_n + n);
        m->columns = arena_grow(m->arena, m->columns, (size_t)m->columns_n, (size_t)more,
                                sizeof(const struct column *));
        NEED(m->columns);
        m->columns_room = more;
    }
    return NULL;
}

static struct err *column_entries(const struct master *m, const struct column *column,
                                  struct sheaf *sheaf)
{
    TRY(sheaf_put(sheaf, column->family, 1.0));
    for (int32_t i = 0; i < column->n; i++) {
        int32_t carer = column->visits[i].carer;
        bool first = true;

        for (int32_t k = 0; k < i; k++)
            first = first && column->visits[k].carer != carer;
        for (int32_t r = first ? m->rules.first[carer] : -1; r >= 0; r = m->rules.next[r]) {
            int64_t use = rule_use(m->field, &m->rules.at[r], column);
            if (use != 0)
                TRY(sheaf_put(sheaf, m->field->families_n + r, (double)use));
        }
    }
    return NULL;
}

struct err *master_add(struct master *m, const struct column *const *columns, int32_t n)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(SEPARATE_BYTES_MAX);
    struct sheaf sheaf;
    double *cost;

    if (n == 0)
        return NULL;
    NEED(scratch);
    TRY(columns_reserve(m, n));
    TRY(sheaf_make(scratch, n, &sheaf));
    cost = arena_makes(scratch, double, (size_t)n);
    NEED(cost);
    for (int32_t i = 0; i < n; i++) {
        TRY(column_entries(m, columns[i], &sheaf));
        sheaf.starts[i + 1] = sheaf.n;
        cost[i] = -(double)columns[i]->worth;
        m->columns[m->columns_n++] = columns[i];
    }
    Clp_addColumns(m->lp, n, NULL, NULL, cost, sheaf.starts, sheaf.index, sheaf.value);
    m->has_new_columns = true;
    return NULL;
}

/* Rows for the rules from `first` on. Each entry is found by asking every column of the rule's
 * carer, so columns are listed by carer once. */
static struct err *rows_add(struct master *m, int32_t first)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(SEPARATE_BYTES_MAX);
    int32_t n = m->rules.n - first;
    struct column_index index;
    struct sheaf sheaf;
    double *lower;
    double *upper;

    NEED(scratch);
    TRY(sheaf_make(scratch, n, &sheaf));
    TRY(column_index_make(scratch, m->field, m->columns, m->columns_n, &index));
    lower = arena_makes(scratch, double, (size_t)n);
    NEED(lower);
    upper = arena_makes(scratch, double, (size_t)n);
    NEED(upper);
    for (int32_t i = 0; i < n; i++) {
        const struct rule *rule = &m->rules.at[first + i];

        for (int32_t k = index.from[rule->carer]; k < index.from[rule->carer + 1]; k++) {
            int64_t use = rule_use(m->field, rule, m->columns[index.columns[k]]);
            if (use != 0)
                TRY(sheaf_put(&sheaf, index.columns[k], (double)use));
        }
        sheaf.starts[i + 1] = sheaf.n;
        lower[i] = -1e30;
        upper[i] = (double)rule_limit(m->field, rule);
    }
    Clp_addRows(m->lp, n, lower, upper, sheaf.starts, sheaf.index, sheaf.value);
    return NULL;
}

/* A bounded number of pivots; true when the programme is solved. */
static bool pivot(struct master *m)
{
    Clp_setMaximumIterations(m->lp, PIVOTS_A_PIECE);
    if (m->has_new_columns)
        Clp_primal(m->lp, 0);
    else
        Clp_dual(m->lp, 0);
    m->pivots += (int64_t)Clp_numberIterations(m->lp) * (m->field->families_n + m->rules.n);
    return Clp_status(m->lp) != CLP_STOPPED || Clp_numberIterations(m->lp) == 0;
}

struct err *master_solve(struct master *m, int32_t rounds, bool with_cuts, bool *ret_done)
{
    int32_t before = m->rules.n;

    *ret_done = false;
    if (!pivot(m))
        return NULL;
    m->has_new_columns = false;
    if (m->round < rounds)
        TRY(rules_separate(&m->rules, m->columns, Clp_primalColumnSolution(m->lp), m->columns_n,
                           with_cuts));
    *ret_done = m->rules.n == before;
    m->round = *ret_done ? 0 : m->round + 1;
    return *ret_done ? NULL : rows_add(m, before);
}

double master_value(const struct master *m)
{
    return -Clp_objectiveValue(m->lp);
}

int32_t master_rules(const struct master *m, const struct rule **ret_rules)
{
    *ret_rules = m->rules.at;
    return m->rules.n;
}

int32_t master_columns(const struct master *m, const struct column *const **ret_columns)
{
    *ret_columns = m->columns;
    return m->columns_n;
}

int32_t master_columns_n(const struct master *m)
{
    return m->columns_n;
}

double master_column_use(const struct master *m, int32_t column)
{
    return Clp_primalColumnSolution(m->lp)[column];
}

double master_rule_price(const struct master *m, int32_t rule)
{
    double price = -Clp_dualRowSolution(m->lp)[m->field->families_n + rule];

    return price > 0 ? price : 0;
}

double master_family_price(const struct master *m, int32_t family)
{
    return -Clp_dualRowSolution(m->lp)[family];
}

int64_t master_work(const struct master *m)
{
    return m->pivots;
}

struct err *master_forget(struct master *m, double points)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(SEPARATE_BYTES_MAX);
    const double *reduced = Clp_dualColumnSolution(m->lp);
    const double *use = Clp_primalColumnSolution(m->lp);
    int *which;
    int n = 0;
    int32_t kept = 0;

    NEED(scratch);
    which = arena_makes(scratch, int, (size_t)m->columns_n);
    NEED(which);
    for (int32_t i = 0; i < m->columns_n; i++)
        if (use[i] < 1e-9 && reduced[i] > points)
            which[n++] = i;
        else
            m->columns[kept++] = m->columns[i];
    if (n > 0)
        Clp_deleteColumns(m->lp, n, which);
    m->columns_n = kept;
    return NULL;
}

/* ---- from blocks to the whole ---- */

/* What is taken over, on its way. */
struct adoption {
    struct master *m;
    struct arena *scratch;
    struct pool *pool;
    double points;
    unsigned char *family_status;
    unsigned char *rule_status;
    unsigned char *column_status;
    const struct column **columns;
    int32_t columns_n;
};

static struct err *adoption_make(struct adoption *a, const struct master *const *blocks, int32_t n)
{
    size_t families = (size_t)a->m->field->families_n;
    size_t rules = 0;
    size_t columns = 0;

    for (int32_t i = 0; i < n; i++) {
        rules += (size_t)blocks[i]->rules.n;
        columns += (size_t)blocks[i]->columns_n;
    }
    a->family_status = arena_alloc(a->scratch, families);
    NEED(a->family_status);
    memset(a->family_status, BASIC, families);
    a->rule_status = arena_alloc(a->scratch, rules);
    NEED(a->rule_status);
    a->column_status = arena_alloc(a->scratch, columns);
    NEED(a->column_status);
    a->columns = arena_makes(a->scratch, const struct column *, columns);
    NEED(a->columns);
    return NULL;
}

static struct err *adopt_rules(struct adoption *a, const struct master *block)
{
    struct master *m = a->m;

    for (int32_t r = 0; r < block->rules.n; r++) {
        struct rule rule = block->rules.at[r];

        rule.carer = field_carer_place(m->field, block->field->carer_ids[rule.carer]);
        a->rule_status[m->rules.n] =
            (unsigned char)Clp_getRowStatus(block->lp, block->field->families_n + r);
        TRY(rules_add(&m->rules, &rule));
    }
    for (int32_t f = 0; f < block->field->families_n; f++)
        a->family_status[field_family_place(m->field, block->field->family_ids[f])] =
            (unsigned char)Clp_getRowStatus(block->lp, f);
    return NULL;
}

/* The block's column among the people of the whole. */
static struct err *adopt_column(struct adoption *a, const struct field *block,
                                const struct column *column)
{
    const struct field *field = a->m->field;
    struct visit *visits = arena_makes(a->scratch, struct visit, (size_t)column->n);
    int32_t family = field_family_place(field, block->family_ids[column->family]);
    const struct column *copy;
    bool is_new;

    NEED(visits);
    for (int32_t i = 0; i < column->n; i++) {
        visits[i] = column->visits[i];
        visits[i].carer = field_carer_place(field, block->carer_ids[column->visits[i].carer]);
    }
    TRY(column_make(a->scratch, field, family, visits, column->n, &copy));
    return pool_add(a->pool, copy, &a->columns[a->columns_n++], &is_new);
}

static struct err *adopt_columns(struct adoption *a, const struct master *block)
{
    const double *reduced = Clp_dualColumnSolution(block->lp);

    for (int32_t i = 0; i < block->columns_n; i++) {
        int status = Clp_getColumnStatus(block->lp, i);

        if (status != BASIC && reduced[i] > a->points)
            continue;
        a->column_status[a->columns_n] = (unsigned char)status;
        TRY(adopt_column(a, block->field, block->columns[i]));
    }
    return NULL;
}

/* CLP wants the status of all columns, then of all rows. */
static struct err *adopt_basis(struct adoption *a)
{
    struct master *m = a->m;
    size_t families = (size_t)m->field->families_n;
    size_t columns = (size_t)a->columns_n;
    size_t rules = (size_t)m->rules.n;
    unsigned char *status = arena_alloc(a->scratch, columns + families + rules);

    NEED(status);
    memcpy(status, a->column_status, columns);
    memcpy(status + columns, a->family_status, families);
    memcpy(status + columns + families, a->rule_status, rules);
    Clp_copyinStatus(m->lp, status);
    return NULL;
}

struct err *master_adopt(struct master *m, const struct master *const *blocks, int32_t n,
                         double points, struct pool *pool)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(SEPARATE_BYTES_MAX);
    struct adoption a = {.m = m, .scratch = scratch, .pool = pool, .points = points};

    assert(m->columns_n == 0 && m->rules.n == 0);
    NEED(scratch);
    TRY(adoption_make(&a, blocks, n));
    for (int32_t i = 0; i < n; i++) {
        TRY(adopt_rules(&a, blocks[i]));
        TRY(adopt_columns(&a, blocks[i]));
    }
    TRY(rows_add(m, 0));
    TRY(master_add(m, a.columns, a.columns_n));
    return adopt_basis(&a);
}
