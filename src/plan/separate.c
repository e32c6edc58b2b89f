/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* separate.c - adds up what the columns use of each carer, in turn, and compares with the limits.
 */
#include "plan/separate.h"

#include <stdlib.h>

#define TOLERANCE 1e-6
#define SHARE_MIN 1e-9

/* A session of a column that is in use. */
struct use {
    int32_t carer;
    int32_t start;
    int32_t end; /* turnaround included */
    int32_t family;
    double share;
};

struct sweep {
    struct rules *rules;
    struct use *uses; /* by carer, then start */
    int32_t n;
};

struct err *rules_make(struct arena *into, const struct field *field, struct rules *ret_rules)
{
    struct rules rules = {.field = field, .arena = into};

    rules.first = arena_makes(into, int32_t, (size_t)field->carers_n);
    NEED(rules.first);
    for (int32_t c = 0; c < field->carers_n; c++)
        rules.first[c] = -1;
    *ret_rules = rules;
    return NULL;
}

static bool rule_equal(const struct rule *a, const struct rule *b)
{
    return a->kind == b->kind && a->at == b->at && a->divisor == b->divisor &&
           a->family == b->family && a->other == b->other;
}

struct err *rules_add(struct rules *rules, const struct rule *rule)
{
    for (int32_t r = rules->first[rule->carer]; r >= 0; r = rules->next[r])
        if (rule_equal(&rules->at[r], rule))
            return NULL;
    if (rules->n == rules->room) {
        size_t more = rules->room == 0 ? 256 : 2 * (size_t)rules->room;
        rules->at = arena_grow(rules->arena, rules->at, (size_t)rules->n, more, sizeof *rules->at);
        NEED(rules->at);
        rules->next =
            arena_grow(rules->arena, rules->next, (size_t)rules->n, more, sizeof *rules->next);
        NEED(rules->next);
        rules->room = (int32_t)more;
    }
    rules->at[rules->n] = *rule;
    rules->next[rules->n] = rules->first[rule->carer];
    rules->first[rule->carer] = rules->n++;
    return NULL;
}

struct err *column_index_make(struct arena *into, const struct field *field,
                              const struct column *const *columns, int32_t n,
                              struct column_index *ret_index)
{
    int32_t *from = arena_makes(into, int32_t, (size_t)field->carers_n + 2);
    int32_t *list = NULL;

    NEED(from);
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) {
            for (int32_t c = 0; c < field->carers_n; c++)
                from[c + 2] += from[c + 1];
            list = arena_makes(into, int32_t, (size_t)from[field->carers_n + 1]);
            NEED(list);
        }
        for (int32_t i = 0; i < n; i++)
            for (int32_t k = 0; k < columns[i]->n; k++) {
                int32_t carer = columns[i]->visits[k].carer;
                bool first = true;

                for (int32_t j = 0; j < k; j++)
                    first = first && columns[i]->visits[j].carer != carer;
                if (first && pass == 0)
                    from[carer + 2]++;
                else if (first)
                    list[from[carer + 1]++] = i;
            }
    }
    *ret_index = (struct column_index){list, from};
    return NULL;
}

static int by_carer_start(const void *a, const void *b)
{
    const struct use *p = a;
    const struct use *q = b;

    if (p->carer != q->carer)
        return p->carer < q->carer ? -1 : 1;
    if (p->start != q->start)
        return p->start < q->start ? -1 : 1;
    return (p->family > q->family) - (p->family < q->family);
}

static struct err *uses_collect(struct arena *scratch, struct sweep *sweep,
                                const struct column *const *columns, const double *share, int32_t n)
{
    int32_t turn = sweep->rules->field->in->params.turnaround;
    size_t room = 0;

    for (int32_t i = 0; i < n; i++)
        room += share[i] > SHARE_MIN ? (size_t)columns[i]->n : 0;
    sweep->uses = arena_makes(scratch, struct use, room);
    NEED(sweep->uses);
    for (int32_t i = 0; i < n; i++)
        for (int32_t k = 0; share[i] > SHARE_MIN && k < columns[i]->n; k++) {
            const struct visit *v = &columns[i]->visits[k];
            sweep->uses[sweep->n++] =
                (struct use){v->carer, v->start, v->end + turn, columns[i]->family, share[i]};
        }
    qsort(sweep->uses, (size_t)sweep->n, sizeof *sweep->uses, by_carer_start);
    return NULL;
}

/* Everything below looks at the uses [from, to) of one carer. */

static double load_at(const struct sweep *s, int32_t from, int32_t to, int32_t slot)
{
    double load = 0;

    for (int32_t i = from; i < to && s->uses[i].start <= slot; i++)
        if (slot < s->uses[i].end)
            load += s->uses[i].share;
    return load;
}

/* Loads change at starts; of neighbouring broken starts the fullest is taken. */
static struct err *separate_slots(struct sweep *s, int32_t from, int32_t to)
{
    double before = 0;
    int32_t before_slot = -1;

    for (int32_t i = from; i < to; i++) {
        int32_t slot = s->uses[i].start;
        double load;

        if (slot == before_slot)
            continue;
        load = load_at(s, from, to, slot);
        if (before > 1 + TOLERANCE && load < before - TOLERANCE)
            TRY(rules_add(s->rules, &(struct rule){.kind = RULE_SLOT,
                                                   .carer = s->uses[from].carer,
                                                   .at = before_slot}));
        before = load;
        before_slot = slot;
    }
    if (before > 1 + TOLERANCE)
        TRY(rules_add(
            s->rules,
            &(struct rule){.kind = RULE_SLOT, .carer = s->uses[from].carer, .at = before_slot}));
    return NULL;
}

static double week_load(const struct sweep *s, int32_t from, int32_t to, int32_t divisor)
{
    int32_t turn = s->rules->field->in->params.turnaround;
    double load = 0;

    for (int32_t i = from; i < to; i++) {
        int32_t whole = (s->uses[i].end - turn - s->uses[i].start) / divisor; /* rounded down */

        load += s->uses[i].share * whole;
    }
    return load;
}

/* The uses [from, to) start in one week: its limit, or the rounded one that is broken most. */
static struct err *separate_week(struct sweep *s, int32_t from, int32_t to, bool with_cuts)
{
    struct rule rule = {.kind = RULE_WEEK, .carer = s->uses[from].carer, .divisor = 1};
    int32_t limit = field_carer(s->rules->field, rule.carer)->week_max;
    int32_t turn = s->rules->field->in->params.turnaround;
    double worst = TOLERANCE;
    int32_t longest = 1;

    rule.at = s->uses[from].start / PLAN_WEEK;
    if (week_load(s, from, to, 1) > limit + TOLERANCE)
        return rules_add(s->rules, &rule);
    if (!with_cuts)
        return NULL;
    for (int32_t i = from; i < to; i++)
        if (s->uses[i].end - turn - s->uses[i].start > longest)
            longest = s->uses[i].end - turn - s->uses[i].start;
    rule.divisor = 0;
    for (int32_t k = 2; k <= longest; k++) {
        int32_t whole = limit / k; /* rounded down: that is the cut */
        double over = week_load(s, from, to, k) - whole;

        if (over > worst) {
            worst = over;
            rule.divisor = k;
        }
    }
    return rule.divisor == 0 ? NULL : rules_add(s->rules, &rule);
}

static struct err *separate_weeks(struct sweep *s, int32_t from, int32_t to, bool with_cuts)
{
    while (from < to) {
        int32_t end = from;

        while (end < to && s->uses[end].start / PLAN_WEEK == s->uses[from].start / PLAN_WEEK)
            end++;
        TRY(separate_week(s, from, end, with_cuts));
        from = end;
    }
    return NULL;
}

/* Families and new families of each carer, over columns, not sessions. */
static struct err *separate_people(struct rules *rules, struct arena *scratch,
                                   const struct column *const *columns, const double *share,
                                   int32_t n)
{
    const struct field *field = rules->field;
    double(*load)[2] = arena_array(scratch, (size_t)field->carers_n, sizeof *load);

    NEED(load);
    for (int32_t i = 0; i < n; i++)
        for (int32_t k = 0; share[i] > SHARE_MIN && k < columns[i]->n; k++) {
            int32_t carer = columns[i]->visits[k].carer;
            bool first = true;

            for (int32_t j = 0; j < k; j++)
                first = first && columns[i]->visits[j].carer != carer;
            if (!first)
                continue;
            load[carer][0] += share[i];
            if (!field_pair(field, columns[i]->family, carer)->known)
                load[carer][1] += share[i];
        }
    for (int32_t c = 0; c < field->carers_n; c++) {
        if (load[c][0] > field_carer(field, c)->families_max + TOLERANCE)
            TRY(rules_add(rules, &(struct rule){.kind = RULE_FAMILIES, .carer = c}));
        if (load[c][1] > field_carer(field, c)->new_max + TOLERANCE)
            TRY(rules_add(rules, &(struct rule){.kind = RULE_INTRODUCTIONS, .carer = c}));
    }
    return NULL;
}

struct err *rules_separate(struct rules *rules, const struct column *const *columns,
                           const double *share, int32_t n, bool with_cuts)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(SEPARATE_BYTES_MAX);
    struct sweep sweep = {.rules = rules};

    NEED(scratch);
    TRY(uses_collect(scratch, &sweep, columns, share, n));
    for (int32_t from = 0, to = 0; from < sweep.n; from = to) {
        while (to < sweep.n && sweep.uses[to].carer == sweep.uses[from].carer)
            to++;
        TRY(separate_slots(&sweep, from, to));
        TRY(separate_weeks(&sweep, from, to, with_cuts));
    }
    return separate_people(rules, scratch, columns, share, n);
}
