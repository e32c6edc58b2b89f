/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* model.c - rows of the small programme: families, moments when sessions meet, weeks, people. */
#include "plan/model.h"

#include <assert.h>
#include <stdlib.h>

/* One session of one column. */
struct touch {
    int32_t start;
    int32_t end; /* time until the next may begin included */
    int32_t column;
    int32_t family;
};

/* The rules of one carer in the making. */
struct clerk {
    struct arena *scratch;
    struct model *model;
    int32_t carer;
    struct touch *touches; /* by start */
    int32_t n;
    struct room room;
};

static struct err *rule_put(struct clerk *k, struct rule rule, int64_t limit)
{
    struct model *m = k->model;

    if (m->rules_n == m->rules_room) {
        size_t more = m->rules_room == 0 ? 256 : 2 * (size_t)m->rules_room;
        m->rules = arena_grow(k->scratch, m->rules, (size_t)m->rules_n, more, sizeof *m->rules);
        NEED(m->rules);
        m->limits = arena_grow(k->scratch, m->limits, (size_t)m->rules_n, more, sizeof *m->limits);
        NEED(m->limits);
        m->rules_room = (int32_t)more;
    }
    rule.carer = k->carer;
    m->rules[m->rules_n] = rule;
    m->limits[m->rules_n++] = limit;
    return NULL;
}

static int by_start(const void *a, const void *b)
{
    const struct touch *p = a;
    const struct touch *q = b;

    if (p->start != q->start)
        return p->start < q->start ? -1 : 1;
    return (p->column > q->column) - (p->column < q->column);
}

/* Is the group that meets at `slot` of two families at least, and does somebody of it leave before
 * the next start, so that no later moment holds all of it? */
static bool is_largest_meeting(const struct touch *at, int32_t n, int32_t slot, int32_t next)
{
    int32_t family = -1;
    bool two = false;
    bool leaves = false;

    for (int32_t i = 0; i < n && at[i].start <= slot; i++) {
        if (at[i].end <= slot)
            continue;
        two = two || (family >= 0 && at[i].family != family);
        family = at[i].family;
        leaves = leaves || at[i].end <= next;
    }
    return two && leaves;
}

static struct err *meetings(struct clerk *k, const struct touch *at, int32_t n, struct rule rule)
{
    for (int32_t i = 0; i < n; i++) {
        int32_t next = INT32_MAX;

        if (i + 1 < n && at[i + 1].start == at[i].start)
            continue;
        if (i + 1 < n)
            next = at[i + 1].start;
        rule.at = at[i].start;
        if (is_largest_meeting(at, n, rule.at, next))
            TRY(rule_put(k, rule, 1));
    }
    return NULL;
}

/* A visiting carer's long journey between two families keeps their sessions further apart. */
static struct err *journey(struct clerk *k, int32_t f, int32_t g)
{
    int32_t turn = k->model->field->in->params.turnaround;
    int32_t between = field_between(k->model->field, k->carer, f, g);
    struct rule rule = {.kind = RULE_PAIR, .family = f < g ? f : g, .other = f < g ? g : f};
    struct touch *both;
    int32_t n = 0;

    if (between <= turn)
        return NULL;
    both = arena_alloc(k->scratch, (size_t)k->n * sizeof *both);
    NEED(both);
    for (int32_t i = 0; i < k->n; i++)
        if (k->touches[i].family == f || k->touches[i].family == g) {
            both[n] = k->touches[i];
            both[n++].end += between - turn;
        }
    return meetings(k, both, n, rule);
}

static bool is_touched(const struct clerk *k, int32_t family)
{
    for (int32_t i = 0; i < k->n; i++)
        if (k->touches[i].family == family)
            return true;
    return false;
}

static struct err *journeys(struct clerk *k)
{
    const struct model *m = k->model;

    if (!field_carer(m->field, k->carer)->visits)
        return NULL;
    for (int32_t i = 0; i < m->families_n; i++) {
        if (!is_touched(k, m->families[i]))
            continue;
        for (int32_t j = i + 1; j < m->families_n; j++)
            if (is_touched(k, m->families[j]))
                TRY(journey(k, m->families[i], m->families[j]));
    }
    return NULL;
}

/* The most one choice could use of a rule: each family's hungriest column. */
static int64_t most_use(const struct model *m, const struct rule *rule)
{
    int64_t total = 0;
    int64_t most = 0;

    for (int32_t i = 0; i < m->columns_n; i++) {
        int64_t use = rule_use(m->field, rule, m->columns[i]);

        most = use > most ? use : most;
        if (i + 1 == m->columns_n || m->columns[i + 1]->family != m->columns[i]->family) {
            total += most;
            most = 0;
        }
    }
    return total;
}

static struct err *rule_if_tight(struct clerk *k, struct rule rule, int64_t limit)
{
    rule.carer = k->carer;
    return most_use(k->model, &rule) > limit ? rule_put(k, rule, limit) : NULL;
}

static struct err *rules_of_carer(struct clerk *k)
{
    const struct plan_instance *in = k->model->field->in;

    TRY(roster_room(k->model->roster, k->scratch, k->carer, k->model->freed, &k->room));
    TRY(meetings(k, k->touches, k->n, (struct rule){.kind = RULE_SLOT}));
    TRY(journeys(k));
    for (int32_t w = 0; w < in->weeks; w++)
        TRY(rule_if_tight(k, (struct rule){.kind = RULE_WEEK, .at = w, .divisor = 1},
                          k->room.weeks[w]));
    TRY(rule_if_tight(k, (struct rule){.kind = RULE_FAMILIES}, k->room.families));
    return rule_if_tight(k, (struct rule){.kind = RULE_INTRODUCTIONS}, k->room.fresh);
}

/* All sessions of the columns by carer: ret_from has carers_n + 1 places. */
static struct err *touches_make(struct arena *scratch, const struct model *m,
                                struct touch **ret_touches, int32_t **ret_from)
{
    int32_t turn = m->field->in->params.turnaround;
    int32_t *from = arena_makes(scratch, int32_t, (size_t)m->field->carers_n + 2);
    struct touch *touches;

    NEED(from);
    for (int32_t i = 0; i < m->columns_n; i++)
        for (int32_t v = 0; v < m->columns[i]->n; v++)
            from[m->columns[i]->visits[v].carer + 2]++;
    for (int32_t c = 0; c < m->field->carers_n; c++)
        from[c + 2] += from[c + 1];
    touches = arena_makes(scratch, struct touch, (size_t)from[m->field->carers_n + 1]);
    NEED(touches);
    for (int32_t i = 0; i < m->columns_n; i++)
        for (int32_t v = 0; v < m->columns[i]->n; v++) {
            const struct visit *visit = &m->columns[i]->visits[v];
            touches[from[visit->carer + 1]++] =
                (struct touch){visit->start, visit->end + turn, i, m->columns[i]->family};
        }
    *ret_touches = touches;
    *ret_from = from;
    return NULL;
}

struct err *model_rules(struct arena *scratch, struct model *model)
{
    struct touch *touches = NULL;
    int32_t *from = NULL;

    model->rules_n = 0;
    TRY(touches_make(scratch, model, &touches, &from));
    assert(touches != NULL && from != NULL);
    for (int32_t c = 0; c < model->field->carers_n; c++) {
        struct clerk k = {.scratch = scratch, .model = model, .carer = c};

        k.touches = touches + from[c];
        k.n = from[c + 1] - from[c];
        if (k.n == 0)
            continue;
        qsort(k.touches, (size_t)k.n, sizeof *k.touches, by_start);
        TRY(rules_of_carer(&k));
    }
    return NULL;
}
