/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* funnel.c - filters carers for each family in the fixed order, and cuts windows into spans.
 * Carers are sorted by x, so that a family looks only at those in its strip. */
#include "plan/funnel.h"

#include <assert.h>
#include <stdlib.h>

struct strip {
    int32_t x;
    int32_t carer;
};

struct search {
    const struct plan_instance *in;
    struct strip *strip;
    int32_t *found; /* carers that are left, one family at a time */
    int32_t n;
};

int64_t funnel_distance(int32_t x, int32_t y, int32_t other_x, int32_t other_y)
{
    return llabs((int64_t)x - other_x) + llabs((int64_t)y - other_y);
}

static int by_x(const void *a, const void *b)
{
    const struct strip *p = a;
    const struct strip *q = b;

    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (p->carer > q->carer) - (p->carer < q->carer);
}

static int by_number(const void *a, const void *b)
{
    const int32_t *p = a;
    const int32_t *q = b;

    return (*p > *q) - (*p < *q);
}

/* The days on which the carer holds all that is needed; false when there are none. */
static bool skill_days(const struct plan_instance *in, uint64_t needs, const struct plan_carer *c,
                       int32_t *ret_first, int32_t *ret_last)
{
    int32_t first = 0;
    int32_t last = in->days - 1;

    for (int32_t i = 0; i < c->skills.n && needs != 0; i++) {
        const struct plan_skill *held = &in->skills_held[c->skills.from + i];
        uint64_t bit = UINT64_C(1) << held->skill;

        if ((needs & bit) == 0)
            continue;
        needs &= ~bit;
        first = held->day_first > first ? held->day_first : first;
        last = held->day_last < last ? held->day_last : last;
    }
    *ret_first = first;
    *ret_last = last;
    return needs == 0 && first <= last;
}

struct cutter {
    struct plan_window *spans;
    int32_t room;
    int32_t n;
    int32_t len_min;
};

static void span_add(struct cutter *k, int32_t from, int32_t to)
{
    if (to - from < k->len_min)
        return;
    if (k->n < k->room)
        k->spans[k->n] = (struct plan_window){from, to};
    k->n++;
}

/* Leaves out the night slots of every day that [from, to) touches. */
static void span_add_days(const struct plan_instance *in, struct cutter *k, int32_t from,
                          int32_t to)
{
    for (int32_t day = from / PLAN_DAY; from < to; day++) {
        int32_t dusk = day * PLAN_DAY + in->night_from;
        int32_t dawn = day * PLAN_DAY + in->night_to;

        if (dusk >= to)
            break;
        if (dawn <= from || dusk == dawn)
            continue;
        span_add(k, from, dusk);
        from = dawn;
    }
    span_add(k, from, to);
}

int32_t funnel_spans(const struct plan_instance *in, int32_t family, int32_t carer,
                     struct plan_window *spans, int32_t room)
{
    const struct plan_family *f = &in->families[family];
    const struct plan_carer *c = &in->carers[carer];
    const struct plan_window *p = &in->windows[f->windows.from];
    const struct plan_window *q = &in->windows[c->windows.from];
    const struct plan_window *p_end = p + f->windows.n;
    const struct plan_window *q_end = q + c->windows.n;
    struct cutter k = {spans, room, 0, f->len_min};
    bool nights = (f->overnight && c->overnight) || in->night_from == in->night_to;
    int32_t first = 0;
    int32_t last = 0;

    if (f->len_min > f->max || !skill_days(in, f->needs, c, &first, &last))
        return 0;
    while (p < p_end && q < q_end) {
        int32_t from = p->from > q->from ? p->from : q->from;
        int32_t to = p->to < q->to ? p->to : q->to;
        int32_t end = to;

        from = from > first * PLAN_DAY ? from : first * PLAN_DAY;
        to = to < (last + 1) * PLAN_DAY ? to : (last + 1) * PLAN_DAY;
        if (nights)
            span_add(&k, from, to);
        else
            span_add_days(in, &k, from, to);
        if (p->to == end)
            p++;
        else
            q++;
    }
    return k.n;
}

static bool is_excluded(const struct plan_instance *in, const struct plan_family *f, int32_t carer)
{
    const int32_t *refs = &in->carer_refs[f->excluded.from];

    return f->excluded.n > 0 &&
           bsearch(&carer, refs, (size_t)f->excluded.n, sizeof *refs, by_number) != NULL;
}

static bool passes(const struct plan_instance *in, int32_t family, int32_t carer,
                   enum plan_reason filter)
{
    const struct plan_family *f = &in->families[family];
    const struct plan_carer *c = &in->carers[carer];
    int32_t first;
    int32_t last;

    switch (filter) {
    case PLAN_REASON_EXCLUDED:
        return !is_excluded(in, f, carer);
    case PLAN_REASON_LANGUAGE:
        return (f->languages & c->languages) != 0;
    case PLAN_REASON_GROUP:
        return f->children.n <= c->children_max && f->children.n <= f->ratio;
    case PLAN_REASON_SKILL:
        return skill_days(in, f->needs, c, &first, &last);
    case PLAN_REASON_TIME:
        return funnel_spans(in, family, carer, NULL, 0) > 0;
    case PLAN_REASON_WINDOW:
    case PLAN_REASON_DISTANCE:
    case PLAN_REASON_CAPACITY:
    case PLAN_REASON__COUNT:
        break;
    }
    return true;
}

static bool asks_for_time(const struct plan_instance *in, const struct plan_family *f)
{
    if (f->len_min > f->max)
        return false;
    for (int32_t i = 0; i < f->windows.n; i++) {
        const struct plan_window *w = &in->windows[f->windows.from + i];
        if (w->to - w->from >= f->len_min)
            return true;
    }
    return false;
}

static void find_close(struct search *s, const struct plan_family *f)
{
    int32_t low = 0;
    int32_t high = s->in->carers_n;

    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (s->strip[middle].x < (int64_t)f->x - f->distance_max)
            low = middle + 1;
        else
            high = middle;
    }
    s->n = 0;
    for (int32_t i = low; i < s->in->carers_n; i++) {
        const struct plan_carer *c = &s->in->carers[s->strip[i].carer];
        if (c->x > (int64_t)f->x + f->distance_max)
            break;
        if (funnel_distance(f->x, f->y, c->x, c->y) <= f->distance_max)
            s->found[s->n++] = s->strip[i].carer;
    }
}

static enum plan_reason filter_family(struct search *s, int32_t family)
{
    const struct plan_family *f = &s->in->families[family];

    s->n = 0;
    if (!asks_for_time(s->in, f))
        return PLAN_REASON_WINDOW;
    find_close(s, f);
    if (s->n == 0)
        return PLAN_REASON_DISTANCE;
    for (enum plan_reason r = PLAN_REASON_EXCLUDED; r < PLAN_REASON_CAPACITY; r++) {
        int32_t kept = 0;
        for (int32_t i = 0; i < s->n; i++)
            if (passes(s->in, family, s->found[i], r))
                s->found[kept++] = s->found[i];
        s->n = kept;
        if (kept == 0)
            return r;
    }
    qsort(s->found, (size_t)s->n, sizeof *s->found, by_number);
    return PLAN_REASON_CAPACITY;
}

static struct err *search_make(struct arena *into, const struct plan_instance *in,
                               struct search *ret_search)
{
    struct search s = {.in = in};

    s.strip = arena_makes(into, struct strip, (size_t)in->carers_n);
    NEED(s.strip);
    s.found = arena_makes(into, int32_t, (size_t)in->carers_n);
    NEED(s.found);
    for (int32_t c = 0; c < in->carers_n; c++)
        s.strip[c] = (struct strip){in->carers[c].x, c};
    qsort(s.strip, (size_t)in->carers_n, sizeof *s.strip, by_x);
    *ret_search = s;
    return NULL;
}

struct err *funnel_make(struct arena *into, const struct plan_instance *in,
                        struct funnel *ret_funnel)
{
    struct search s;
    struct funnel out = {0};
    size_t room = 1024;
    int64_t n = 0;

    TRY(search_make(into, in, &s));
    out.from = arena_makes(into, int32_t, (size_t)in->families_n + 1);
    NEED(out.from);
    out.reasons = arena_makes(into, uint8_t, (size_t)in->families_n);
    NEED(out.reasons);
    out.carers = arena_makes(into, int32_t, room);
    NEED(out.carers);
    for (int32_t f = 0; f < in->families_n; f++) {
        out.reasons[f] = (uint8_t)filter_family(&s, f);
        if (n + s.n > INT32_MAX)
            return err_no_memory();
        if ((size_t)(n + s.n) > room) {
            size_t more = 2 * (size_t)(n + s.n);
            out.carers = arena_grow(into, out.carers, (size_t)n, more, sizeof *out.carers);
            NEED(out.carers);
            room = more;
        }
        for (int32_t i = 0; i < s.n; i++)
            out.carers[n++] = s.found[i];
        out.from[f + 1] = (int32_t)n;
    }
    *ret_funnel = out;
    return NULL;
}
