/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* oracle.c - menus for every carer, bounds for every set, the dynamic programme for the few that
 * could win. */
#include "plan/oracle.h"

#include <stdlib.h>
#include <string.h>

#include "plan/course.h"
#include "plan/plan.h"

/* One or two carers, by their menus. */
struct set {
    int64_t bound;
    int32_t a;
    int32_t b; /* -1: one carer */
};

struct inquiry {
    struct worker *worker;
    struct arena *into;
    const struct order *order;
    const struct plan_family *family;
    int64_t slopes[MENU_SLOPES];
    int64_t spare[MENU_SLOPES]; /* by slope: what the tiers give beyond it at most */
    struct menu *menus;
    int64_t (*tangents)[MENU_SLOPES];
    int32_t menus_n;
    int64_t *utility;
    int32_t units_max;
    int32_t unit;
    struct set *sets;
    int32_t sets_n;
    struct answer *answer;
};

/* The most that the tiers exceed slope * slots, over all totals: at a corner of the tiers. */
static void spares_make(struct inquiry *q)
{
    const struct plan_instance *in = q->order->field->in;
    int64_t most = (int64_t)q->units_max * q->unit;
    const int64_t corners[] = {q->family->min, q->family->target, most};

    slopes_make(in, q->family, q->slopes);
    for (int s = 0; s < MENU_SLOPES; s++) {
        q->spare[s] = 0;
        for (size_t i = 0; i < COUNT(corners); i++) {
            int64_t h = corners[i] < most ? corners[i] : most;
            int64_t more = PLAN_SCALE * field_utility(in, q->family, h) - q->slopes[s] * h;

            q->spare[s] = more > q->spare[s] ? more : q->spare[s];
        }
    }
}

static struct err *inquiry_make(struct inquiry *q)
{
    const struct field *field = q->order->field;
    struct arena *scratch = q->worker->scratch;
    int32_t from = field->pairs_from[q->order->family];
    int32_t most = field->pairs_from[q->order->family + 1] - from;

    q->family = field_family(field, q->order->family);
    q->unit = order_unit(q->family);
    q->units_max = order_units_max(field->in, q->family);
    spares_make(q);
    q->utility = arena_alloc(scratch, ((size_t)q->units_max + 1) * sizeof *q->utility);
    NEED(q->utility);
    for (int32_t h = 0; h <= q->units_max; h++)
        q->utility[h] = PLAN_SCALE * field_utility(field->in, q->family, (int64_t)h * q->unit);
    q->menus = arena_alloc(scratch, (size_t)most * sizeof *q->menus);
    NEED(q->menus);
    q->tangents = arena_alloc(scratch, (size_t)most * sizeof *q->tangents);
    NEED(q->tangents);
    for (int32_t k = from; k < from + most; k++) {
        struct menu *menu = &q->menus[q->menus_n];

        TRY(menu_make(scratch, q->order, &field->pairs[k], menu));
        if (menu->n == 0)
            continue;
        q->worker->work += menu->n;
        TRY(menu_tangents(scratch, menu, q->slopes, q->tangents[q->menus_n++]));
    }
    return NULL;
}

/* No plan with these carers is worth more: for each slope the tiers are at most slope times the
 * slots plus a spare, and then the carers do not depend on each other. */
static int64_t bound_of(const struct inquiry *q, int32_t a, int32_t b)
{
    int64_t least = INT64_MAX;

    for (int s = 0; s < MENU_SLOPES; s++) {
        int64_t bound = q->spare[s] + q->tangents[a][s] + (b < 0 ? 0 : q->tangents[b][s]);
        least = bound < least ? bound : least;
    }
    return least;
}

static int by_bound(const void *x, const void *y)
{
    const struct set *p = x;
    const struct set *q = y;

    if (p->bound != q->bound)
        return p->bound > q->bound ? -1 : 1;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

/* What a plan must beat to matter: the last of the plans kept. */
static int64_t bar_of(const struct inquiry *q, int64_t floor)
{
    const struct answer *a = q->answer;

    if (a->n > 0 && a->values[0] > floor)
        return a->values[0];
    return floor;
}

static struct err *plan_keep(struct inquiry *q, const struct menu *menu,
                             const struct course *course)
{
    struct answer *a = q->answer;
    struct arena *scratch = q->worker->scratch;
    struct visit *visits = arena_alloc(scratch, (size_t)course->n * sizeof *visits);
    const struct column *column;
    int32_t k = a->n < ORACLE_PLANS ? a->n++ : ORACLE_PLANS - 1;

    NEED(visits);
    for (int32_t i = 0; i < course->n; i++) {
        const struct offer *o = &menu->offers[course->chosen[i]];
        visits[i] = (struct visit){menu->carers[o->who], o->start, o->end};
    }
    TRY(column_make(q->into, q->order->field, q->order->family, visits, course->n, &column));
    for (; k > 0 && a->values[k - 1] < course->value; k--) {
        a->values[k] = a->values[k - 1];
        a->columns[k] = a->columns[k - 1];
    }
    a->values[k] = course->value;
    a->columns[k] = column;
    return NULL;
}

static struct err *set_try(struct inquiry *q, const struct set *set, int64_t floor)
{
    struct arena *scratch = q->worker->scratch;
    struct arena_mark mark = arena_mark(scratch);
    const struct menu *menu = &q->menus[set->a];
    struct course_ask ask = {
        .utility = q->utility, .units_max = q->units_max, .unit = q->unit, .floor = floor};
    struct menu joined;
    struct course course;

    if (set->b >= 0) {
        TRY(menu_join(scratch, q->order, menu, &q->menus[set->b], &joined));
        menu = &joined;
    }
    ask.menu = menu;
    TRY(course_best(scratch, &ask, &course));
    q->worker->work += course.work;
    if (course.value > floor) {
        if (course.value == INT64_MAX) /* too large to follow: its bound must do */
            course.value = set->bound;
        if (course.value > q->answer->value)
            q->answer->value = course.value;
        if (course.is_plan)
            TRY(plan_keep(q, menu, &course));
    }
    arena_rewind(scratch, mark);
    return NULL;
}

/* Lists the sets whose bound is above the floor. */
static struct err *sets_make(struct inquiry *q, int64_t floor)
{
    struct arena *scratch = q->worker->scratch;
    bool pairs = q->family->carers_max >= 2;
    size_t n = (size_t)q->menus_n;

    q->sets = arena_alloc(scratch, (pairs ? n * (n + 1) / 2 : n) * sizeof *q->sets);
    NEED(q->sets);
    for (int32_t a = 0; a < q->menus_n; a++)
        for (int32_t b = a; b < (pairs ? q->menus_n : a + 1); b++) {
            struct set set = {bound_of(q, a, b == a ? -1 : b), a, b == a ? -1 : b};

            if (set.bound > floor)
                q->sets[q->sets_n++] = set;
        }
    qsort(q->sets, (size_t)q->sets_n, sizeof *q->sets, by_bound);
    return NULL;
}

struct err *oracle_ask(struct worker *worker, struct arena *into, const struct order *order,
                       int64_t floor, int32_t sets_max, struct answer *ret_answer)
{
    struct arena_mark mark = arena_mark(worker->scratch);
    struct answer answer = {0};
    struct inquiry q = {.worker = worker, .into = into, .order = order, .answer = &answer};

    TRY(inquiry_make(&q));
    TRY(sets_make(&q, floor > 0 ? floor : 0));
    for (int32_t i = 0; i < q.sets_n && (sets_max == 0 || i < sets_max); i++) {
        int64_t bar = bar_of(&q, floor);

        if (q.sets[i].bound <= bar)
            break;
        TRY(set_try(&q, &q.sets[i], sets_max == 0 ? bar : floor));
    }
    arena_rewind(worker->scratch, mark);
    *ret_answer = answer;
    return NULL;
}
