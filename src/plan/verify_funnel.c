/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_funnel.c - who could ever serve a family, filter by filter in the format's order. */
#include "plan/verify_inner.h"

/* One family and carer, as the enumeration of their sessions sees them. */
struct pair {
    const struct plan_instance *in;
    const struct plan_family *f;
    struct verify_days days;
    bool night_allowed;
    bool (*each)(void *with, int32_t start, int32_t end);
    void *with;
};

/* Sessions from `start` inside a stretch that ends at `to`. Night and skills only get worse with
 * length, so the first length they refuse ends the start. False: the caller wants no more. */
static bool sessions_from(const struct pair *p, int32_t start, int32_t to)
{
    const struct plan_family *f = p->f;
    int32_t longest = f->len_max < f->max ? f->len_max : f->max;
    if (start / PLAN_DAY < p->days.first)
        return true;
    for (int32_t n = f->len_min; n <= longest && n <= to - start; n += f->len_step) {
        if ((start + n - 1) / PLAN_DAY > p->days.last)
            return true;
        if (!p->night_allowed && verify_night(p->in, start, start + n))
            return true;
        if (!p->each(p->with, start, start + n))
            return false;
        if (f->len_step > longest - n)
            return true;
    }
    return true;
}

static bool sessions_within(const struct pair *p, int32_t from, int32_t to)
{
    for (int32_t t = from; t + p->f->len_min <= to; t++)
        if (!sessions_from(p, t, to))
            return false;
    return true;
}

void verify_sessions(const struct plan_instance *in, int32_t family, int32_t carer,
                     bool (*each)(void *with, int32_t start, int32_t end), void *with)
{
    const struct plan_family *f = &in->families[family];
    const struct plan_carer *c = &in->carers[carer];
    const struct pair p = {
        in, f, verify_skilled_days(in, family, carer), f->overnight && c->overnight, each, with};
    int32_t k = 0;
    if (p.days.first > p.days.last || f->len_min > f->max || f->len_min > in->slots)
        return;
    for (int32_t i = 0; i < f->windows.n; i++) {
        const struct plan_window *a = &in->windows[f->windows.from + i];
        while (k < c->windows.n && in->windows[c->windows.from + k].to <= a->from)
            k++;
        for (int32_t j = k; j < c->windows.n; j++) {
            const struct plan_window *b = &in->windows[c->windows.from + j];
            if (b->from >= a->to)
                break;
            if (!sessions_within(&p, a->from > b->from ? a->from : b->from,
                                 a->to < b->to ? a->to : b->to))
                return;
        }
    }
}

static bool note_one(void *with, int32_t start, int32_t end)
{
    (void)start;
    (void)end;
    *(bool *)with = true;
    return false;
}

static bool has_session(const struct verify_world *w, int32_t family, int32_t carer)
{
    bool any = false;
    verify_sessions(w->in, family, carer, note_one, &any);
    return any;
}

static bool is_not_excluded(const struct verify_world *w, int32_t family, int32_t carer)
{
    return !verify_refers(w->in, w->in->families[family].excluded, carer);
}

static bool shares_language(const struct verify_world *w, int32_t family, int32_t carer)
{
    return (w->in->families[family].languages & w->in->carers[carer].languages) != 0;
}

static bool fits_group(const struct verify_world *w, int32_t family, int32_t carer)
{
    return verify_group_fits(w->in, family, carer);
}

static bool is_skilled_some_day(const struct verify_world *w, int32_t family, int32_t carer)
{
    struct verify_days days = verify_skilled_days(w->in, family, carer);
    return days.first <= days.last;
}

static bool asks_for_something(const struct plan_instance *in, int32_t family)
{
    const struct plan_family *f = &in->families[family];
    if (f->len_min > f->max)
        return false;
    for (int32_t i = 0; i < f->windows.n; i++) {
        const struct plan_window *w = &in->windows[f->windows.from + i];
        if (w->to - w->from >= f->len_min)
            return true;
    }
    return false;
}

enum plan_reason verify_funnel(const struct verify_world *w, int32_t family, int32_t *carers,
                               int32_t *ret_n)
{
    static const struct {
        enum plan_reason reason;
        bool (*passes)(const struct verify_world *w, int32_t family, int32_t carer);
    } filters[] = {
        {PLAN_REASON_EXCLUDED, is_not_excluded},
        {PLAN_REASON_LANGUAGE, shares_language},
        {PLAN_REASON_GROUP, fits_group},
        {PLAN_REASON_SKILL, is_skilled_some_day},
    };
    *ret_n = 0;
    if (!asks_for_something(w->in, family))
        return PLAN_REASON_WINDOW;
    verify_close(w, family, carers, ret_n);
    if (*ret_n == 0)
        return PLAN_REASON_DISTANCE;
    for (size_t i = 0; i < COUNT(filters); i++) {
        int32_t kept = 0;
        for (int32_t k = 0; k < *ret_n; k++)
            if (filters[i].passes(w, family, carers[k]))
                carers[kept++] = carers[k];
        *ret_n = kept;
        if (kept == 0)
            return filters[i].reason;
    }
    for (int32_t k = 0; k < *ret_n; k++)
        if (has_session(w, family, carers[k]))
            return PLAN_REASON_CAPACITY;
    return PLAN_REASON_TIME;
}
