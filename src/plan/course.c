/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* course.c - one table for all variants: a row for each start, in it a block for each pair of week
 * uses (a single block where no week is watched), in a block one cell for each total. */
#include "plan/course.h"

#include <assert.h>

#include "plan/fast.h"

enum { CELLS_MAX = 1 << 23 };
#define UNREACHED (-(INT64_C(1) << 62))
#define REACHED (-(INT64_C(1) << 61)) /* what is below was never reached */

struct table {
    const struct course_ask *ask;
    const struct menu *menu;
    bool watched[2];
    int32_t width;    /* cells of a block */
    int32_t *wide[2]; /* by row: blocks along each carer's week use */
    int64_t *row_at;  /* by row: its first cell */
    int32_t *reach;   /* by row: the largest total so far */
    int64_t *cells;
};

FAST static void relax(int64_t *restrict to, const int64_t *restrict from, int64_t value, int32_t n)
{
    for (int32_t h = 0; h < n; h++) {
        int64_t reached = from[h] + value;
        to[h] = reached > to[h] ? reached : to[h];
    }
}

static int32_t week_of(const struct table *t, int32_t row)
{
    return row == t->menu->starts_n ? -1 : t->menu->starts[row] / PLAN_WEEK;
}

static int32_t blocks_wide(const struct table *t, int who, int32_t row)
{
    int32_t units;

    if (!t->watched[who] || row == t->menu->starts_n)
        return 1;
    units = t->menu->weeks[who][week_of(t, row)] / t->ask->unit;
    return 1 + (units < t->ask->units_max ? units : t->ask->units_max);
}

/* ret_fits is false when the table would be larger than anyone should wait for. */
static struct err *table_make(struct arena *into, struct table *t, bool *ret_fits)
{
    int32_t rows = t->menu->starts_n + 1;
    int64_t n = 0;

    t->width = t->ask->units_max + 1;
    t->row_at = arena_alloc(into, (size_t)rows * sizeof *t->row_at);
    NEED(t->row_at);
    t->reach = arena_zero(into, (size_t)rows * sizeof *t->reach);
    NEED(t->reach);
    for (int who = 0; who < 2; who++) {
        t->wide[who] = arena_alloc(into, (size_t)rows * sizeof *t->wide[who]);
        NEED(t->wide[who]);
    }
    for (int32_t row = 0; row < rows; row++) {
        t->wide[0][row] = blocks_wide(t, 0, row);
        t->wide[1][row] = blocks_wide(t, 1, row);
        t->row_at[row] = n;
        n += (int64_t)t->wide[0][row] * t->wide[1][row] * t->width;
    }
    *ret_fits = n <= CELLS_MAX;
    if (!*ret_fits)
        return NULL;
    t->cells = arena_alloc(into, (size_t)n * sizeof *t->cells);
    NEED(t->cells);
    for (int64_t i = 0; i < n; i++)
        t->cells[i] = UNREACHED;
    t->cells[0] = 0;
    return NULL;
}

static int64_t *block(const struct table *t, int32_t row, int32_t a, int32_t b)
{
    return t->cells + t->row_at[row] + ((int64_t)a * t->wide[1][row] + b) * t->width;
}

/* Waiting: what was open at the row before is open now; a new week forgets the uses. */
static void table_wait(struct table *t, int32_t row)
{
    bool same = week_of(t, row) == week_of(t, row - 1);
    int32_t n = t->reach[row - 1] + 1;

    for (int32_t a = 0; a < t->wide[0][row - 1]; a++)
        for (int32_t b = 0; b < t->wide[1][row - 1]; b++)
            relax(block(t, row, same ? a : 0, same ? b : 0), block(t, row - 1, a, b), 0, n);
    if (t->reach[row] < n - 1)
        t->reach[row] = n - 1;
}

/* Units the offer adds to its carer's watched week. */
static int32_t adds(const struct table *t, const struct offer *o, int who)
{
    return t->watched[who] && o->who == who ? o->units : 0;
}

static void table_take(struct table *t, const struct offer *o)
{
    bool same = week_of(t, o->to) == week_of(t, o->from);
    int32_t n = t->reach[o->from] + 1;
    int32_t da = adds(t, o, 0);
    int32_t db = adds(t, o, 1);

    if (n > t->width - o->units)
        n = t->width - o->units;
    if (n <= 0)
        return;
    for (int32_t a = 0; a + da < t->wide[0][o->from]; a++)
        for (int32_t b = 0; b + db < t->wide[1][o->from]; b++)
            relax(block(t, o->to, same ? a + da : 0, same ? b + db : 0) + o->units,
                  block(t, o->from, a, b), o->value, n);
    if (t->reach[o->to] < n - 1 + o->units)
        t->reach[o->to] = n - 1 + o->units;
}

static void table_fill(struct table *t)
{
    const struct menu *menu = t->menu;

    for (int32_t i = 0, row = 0; row < menu->starts_n; row++) {
        if (row > 0)
            table_wait(t, row);
        for (; i < menu->n && menu->offers[i].from == row; i++)
            table_take(t, &menu->offers[i]);
    }
    if (menu->starts_n > 0)
        table_wait(t, menu->starts_n);
}

/* ---- following the best cell back ---- */

struct place {
    int32_t row;
    int32_t a;
    int32_t b;
    int32_t total;
};

/* Could the cell have been reached by taking `o` from the block (a, b)? */
static bool came_from(const struct table *t, const struct place *p, const struct offer *o,
                      int32_t a, int32_t b)
{
    bool same = week_of(t, o->to) == week_of(t, o->from);
    int32_t to_a = a + adds(t, o, 0);
    int32_t to_b = b + adds(t, o, 1);

    if (to_a >= t->wide[0][o->from] || to_b >= t->wide[1][o->from])
        return false;
    if (p->a != (same ? to_a : 0) || p->b != (same ? to_b : 0))
        return false;
    return block(t, o->from, a, b)[p->total - o->units] + o->value ==
           block(t, p->row, p->a, p->b)[p->total];
}

static bool step_over_offer(const struct table *t, struct place *p, const struct offer *o)
{
    if (o->to != p->row || o->units > p->total)
        return false;
    for (int32_t a = 0; a < t->wide[0][o->from]; a++)
        for (int32_t b = 0; b < t->wide[1][o->from]; b++)
            if (came_from(t, p, o, a, b)) {
                *p = (struct place){o->from, a, b, p->total - o->units};
                return true;
            }
    return false;
}

static bool step_over_wait(const struct table *t, struct place *p)
{
    bool same = week_of(t, p->row) == week_of(t, p->row - 1);
    int64_t value = block(t, p->row, p->a, p->b)[p->total];

    for (int32_t a = 0; a < t->wide[0][p->row - 1]; a++)
        for (int32_t b = 0; b < t->wide[1][p->row - 1]; b++)
            if ((!same || (a == p->a && b == p->b)) &&
                block(t, p->row - 1, a, b)[p->total] == value) {
                *p = (struct place){p->row - 1, a, b, p->total};
                return true;
            }
    return false;
}

static struct err *follow(struct arena *into, const struct table *t, int32_t total,
                          struct course *course)
{
    struct place p = {t->menu->starts_n, 0, 0, total};
    int32_t last = t->menu->n;

    course->chosen = arena_alloc(into, ((size_t)total + 1) * sizeof *course->chosen);
    NEED(course->chosen);
    course->n = 0;
    while (p.row > 0) {
        if (step_over_wait(t, &p))
            continue;
        do {
            last--;
            assert(last >= 0);
        } while (!step_over_offer(t, &p, &t->menu->offers[last]));
        course->chosen[course->n++] = last;
    }
    for (int32_t i = 0; i < course->n / 2; i++) {
        int32_t other = course->chosen[i];
        course->chosen[i] = course->chosen[course->n - 1 - i];
        course->chosen[course->n - 1 - i] = other;
    }
    return NULL;
}

/* ---- the variants ---- */

/* Watches more carers whose week the course overfills; true when there are any. */
static bool watch_more(const struct menu *menu, const struct course *course, bool watched[2])
{
    bool more = false;

    for (int32_t i = 0; i < course->n; i++) {
        const struct offer *o = &menu->offers[course->chosen[i]];
        int32_t week = o->start / PLAN_WEEK;
        int32_t use = 0;

        if (watched[o->who])
            continue;
        for (int32_t k = 0; k <= i; k++) {
            const struct offer *before = &menu->offers[course->chosen[k]];
            if (before->who == o->who && before->start / PLAN_WEEK == week)
                use += before->end - before->start;
        }
        if (use > menu->weeks[o->who][week])
            watched[o->who] = more = true;
    }
    return more;
}

static int32_t best_total(const struct table *t)
{
    const int64_t *last = block(t, t->menu->starts_n, 0, 0);
    int32_t best = 0;

    for (int32_t h = 1; h <= t->reach[t->menu->starts_n]; h++)
        if (last[h] > REACHED && last[h] + t->ask->utility[h] > last[best] + t->ask->utility[best])
            best = h;
    return best;
}

/* One pass with the watched weeks kept; ret_again when its answer breaks another week. */
static struct err *course_pass(struct arena *into, const struct course_ask *ask, bool watched[2],
                               struct course *course, bool *ret_again)
{
    struct table t = {.ask = ask, .menu = ask->menu, .watched = {watched[0], watched[1]}};
    bool fits;
    int32_t total;

    *ret_again = false;
    course->is_plan = false;
    TRY(table_make(into, &t, &fits));
    if (!fits)
        return NULL;
    table_fill(&t);
    course->work += t.row_at[ask->menu->starts_n] * (1 + ask->menu->n / (ask->menu->starts_n + 1));
    total = best_total(&t);
    course->value =
        block(&t, ask->menu->starts_n, 0, 0)[total] + ask->utility[total] + ask->menu->fixed;
    if (course->value <= ask->floor)
        return NULL;
    TRY(follow(into, &t, total, course));
    course->is_plan = true;
    *ret_again = watch_more(ask->menu, course, watched);
    return NULL;
}

struct err *course_best(struct arena *into, const struct course_ask *ask, struct course *ret_course)
{
    struct course course = {.value = INT64_MAX};
    bool watched[2] = {false, false};
    bool again = true;

    while (again) {
        struct arena_mark mark = arena_mark(into);

        TRY(course_pass(into, ask, watched, &course, &again));
        if (again)
            arena_rewind(into, mark);
    }
    *ret_course = course;
    return NULL;
}
