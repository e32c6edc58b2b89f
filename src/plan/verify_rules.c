/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_rules.c - single rules of the format, each written as the format states it. */
#include <stdlib.h>

#include "plan/verify_inner.h"

enum { CELL_METRES = 10000, TRAVEL_METRES = 10000 };

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

int32_t verify_distance(int32_t x1, int32_t y1, int32_t x2, int32_t y2)
{
    return abs(x1 - x2) + abs(y1 - y2);
}

int32_t verify_distance_home(const struct plan_instance *in, int32_t family, int32_t carer)
{
    const struct plan_family *f = &in->families[family];
    const struct plan_carer *c = &in->carers[carer];
    return verify_distance(f->x, f->y, c->x, c->y);
}

bool verify_night(const struct plan_instance *in, int32_t start, int32_t end)
{
    for (int32_t day = start / PLAN_DAY; day <= (end - 1) / PLAN_DAY; day++) {
        int32_t from = day * PLAN_DAY + in->night_from;
        int32_t to = day * PLAN_DAY + in->night_to;
        if (larger(start, from) < smaller(end, to))
            return true;
    }
    return false;
}

struct verify_days verify_skilled_days(const struct plan_instance *in, int32_t family,
                                       int32_t carer)
{
    uint64_t missing = in->families[family].needs;
    const struct plan_slice held = in->carers[carer].skills;
    struct verify_days days = {0, in->days - 1};
    for (int32_t i = 0; i < held.n; i++) {
        const struct plan_skill *s = &in->skills_held[held.from + i];
        if ((missing >> s->skill & 1) == 0)
            continue;
        missing &= ~(UINT64_C(1) << s->skill);
        days.first = larger(days.first, s->day_first);
        days.last = smaller(days.last, s->day_last);
    }
    return missing == 0 ? days : (struct verify_days){1, 0};
}

int32_t verify_skill_missing(const struct plan_instance *in, int32_t family, int32_t carer,
                             int32_t start, int32_t end)
{
    const struct plan_slice held = in->carers[carer].skills;
    uint64_t missing = in->families[family].needs;
    for (int32_t i = 0; i < held.n; i++) {
        const struct plan_skill *s = &in->skills_held[held.from + i];
        if (s->day_first <= start / PLAN_DAY && s->day_last >= (end - 1) / PLAN_DAY)
            missing &= ~(UINT64_C(1) << s->skill);
    }
    return missing == 0 ? -1 : __builtin_ctzll(missing);
}

bool verify_group_fits(const struct plan_instance *in, int32_t family, int32_t carer)
{
    const struct plan_slice children = in->families[family].children;
    if (children.n > in->carers[carer].children_max)
        return false;
    for (int32_t i = 0; i < children.n; i++)
        if (children.n > in->children[children.from + i].ratio)
            return false;
    return true;
}

bool verify_refers(const struct plan_instance *in, struct plan_slice refs, int32_t carer)
{
    int32_t low = 0;
    int32_t high = refs.n;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (in->carer_refs[refs.from + middle] < carer)
            low = middle + 1;
        else
            high = middle;
    }
    return low < refs.n && in->carer_refs[refs.from + low] == carer;
}

bool verify_introduced(const struct plan_instance *in, int32_t family, int32_t carer)
{
    return verify_refers(in, in->families[family].introduced, carer);
}

bool verify_in_window(const struct plan_instance *in, struct plan_slice windows, int32_t start,
                      int32_t end)
{
    for (int32_t i = 0; i < windows.n; i++) {
        const struct plan_window *w = &in->windows[windows.from + i];
        if (w->from <= start && end <= w->to)
            return true;
    }
    return false;
}

int32_t verify_between(const struct plan_instance *in, int32_t carer, int32_t f, int32_t g)
{
    const struct plan_family *a = &in->families[f];
    const struct plan_family *b = &in->families[g];
    int32_t slots = in->params.turnaround;
    if (!in->carers[carer].visits)
        return slots;
    int32_t metres = verify_distance(a->x, a->y, b->x, b->y);
    int32_t speed = in->params.metres_per_slot;
    return larger(slots, metres / speed + (metres % speed != 0));
}

int64_t verify_travel(const struct plan_instance *in, int32_t family, int32_t carer)
{
    return (int64_t)2 * verify_distance_home(in, family, carer) *
           in->params.travel_points_per_10km / TRAVEL_METRES;
}

wide verify_utility(const struct plan_instance *in, int32_t family, int64_t slots)
{
    const struct plan_family *f = &in->families[family];
    const int32_t *points = in->params.tier_points;
    int64_t to_min = slots < f->min ? slots : f->min;
    int64_t to_target = slots < f->target ? slots : f->target;
    wide sum = (wide)points[0] * to_min + (wide)points[1] * (to_target - to_min) +
               (wide)points[2] * (slots - to_target);
    return f->weight * sum;
}

int32_t verify_published(const struct plan_instance *in, const struct plan_session *q)
{
    int32_t low = 0;
    int32_t high = in->published_n;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (plan_session_compare(&in->published[middle].session, q) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < in->published_n && plan_session_compare(&in->published[low].session, q) == 0 ? low
                                                                                              : -1;
}

/* ---- who is near ---- */

/* Rounds down, also left of and below the origin. */
static int32_t cell_of(int32_t metres)
{
    return metres >= 0 ? metres / CELL_METRES : -((-metres + CELL_METRES - 1) / CELL_METRES);
}

static int cell_compare(const void *a, const void *b)
{
    const struct verify_cell *p = a;
    const struct verify_cell *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return (p->carer > q->carer) - (p->carer < q->carer);
}

void verify_world_refresh(struct verify_world *w)
{
    const struct plan_instance *in = w->in;
    for (int32_t c = 0; c < in->carers_n; c++)
        w->cells[c] = (struct verify_cell){cell_of(in->carers[c].x), cell_of(in->carers[c].y), c};
    if (in->carers_n > 0)
        qsort(w->cells, (size_t)in->carers_n, sizeof *w->cells, cell_compare);
}

struct err *verify_world_new(struct arena *into, const struct plan_instance *in,
                             struct verify_world **ret_world)
{
    struct verify_world *w = arena_make(into, struct verify_world);
    NEED(w);
    w->in = in;
    w->cells = arena_makes(into, struct verify_cell, (size_t)in->carers_n);
    NEED(w->cells);
    verify_world_refresh(w);
    *ret_world = w;
    return NULL;
}

/* First cell that is not before (x, y). */
static int32_t cell_find(const struct verify_world *w, int32_t x, int32_t y)
{
    const struct verify_cell wanted = {x, y, 0};
    int32_t low = 0;
    int32_t high = w->in->carers_n;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (cell_compare(&w->cells[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int position_compare(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a;
    int32_t y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

void verify_close(const struct verify_world *w, int32_t family, int32_t *ret_carers, int32_t *ret_n)
{
    const struct plan_instance *in = w->in;
    const struct plan_family *f = &in->families[family];
    /* nobody lives farther than the coordinates reach */
    int32_t far = smaller(f->distance_max, 4 * PLAN_METRES_MAX);
    int32_t n = 0;
    for (int32_t i = cell_find(w, cell_of(f->x - far), INT32_MIN);
         i < in->carers_n && w->cells[i].x <= cell_of(f->x + far);) {
        const struct verify_cell *cell = &w->cells[i];
        if (cell->y < cell_of(f->y - far)) {
            i = cell_find(w, cell->x, cell_of(f->y - far));
            continue;
        }
        if (cell->y > cell_of(f->y + far)) {
            i = cell_find(w, cell->x + 1, INT32_MIN);
            continue;
        }
        if (verify_distance_home(in, family, cell->carer) <= f->distance_max)
            ret_carers[n++] = cell->carer;
        i++;
    }
    if (n > 0)
        qsort(ret_carers, (size_t)n, sizeof *ret_carers, position_compare);
    *ret_n = n;
}
