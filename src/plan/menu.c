/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* menu.c - fills menus; the innermost loops of pricing begin here. */
#include "plan/menu.h"

#include <assert.h>
#include <string.h>

#include "plan/fast.h"
#include "plan/plan.h"

static int32_t gcd(int32_t a, int32_t b)
{
    while (b != 0) {
        int32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int32_t order_unit(const struct plan_family *f)
{
    return gcd(f->len_min, f->len_step);
}

int32_t order_units_max(const struct plan_instance *in, const struct plan_family *f)
{
    int32_t most = f->max < in->slots ? f->max : in->slots;

    return most / order_unit(f);
}

/* One menu in the making. */
struct kitchen {
    const struct order *order;
    const struct pair *pair;
    const struct plan_family *family;
    const struct carer_prices *prices;
    struct room room;
    int32_t lens_n;
    int64_t *base;      /* value by length, before prices and the week */
    int64_t *week_cost; /* by week and length; NULL: none */
    int64_t top;        /* the most a slot of rest is worth */
    struct menu *menu;
};

static struct err *week_costs(struct arena *into, struct kitchen *k)
{
    const struct carer_prices *p = k->prices;
    size_t weeks = (size_t)k->order->field->in->weeks;

    if (p->weeks_n == 0)
        return NULL;
    k->week_cost = arena_makes(into, int64_t, weeks * (size_t)k->lens_n);
    NEED(k->week_cost);
    for (int32_t i = 0; i < p->weeks_n; i++)
        for (int32_t l = 0; l < k->lens_n; l++) {
            int32_t len = k->family->len_min + l * k->family->len_step;

            k->week_cost[p->weeks[i].week * k->lens_n + l] +=
                p->weeks[i].price * (len / p->weeks[i].divisor);
        }
    return NULL;
}

static struct err *base_values(struct arena *into, struct kitchen *k)
{
    const struct plan_instance *in = k->order->field->in;
    const struct plan_family *f = k->family;
    int32_t most = f->len_max < f->max ? f->len_max : f->max;
    int64_t known = k->pair->known ? in->params.continuity_points * (int64_t)f->weight : 0;

    most = most < in->slots ? most : in->slots;
    k->lens_n = (most - f->len_min) / f->len_step + 1;
    k->base = arena_alloc(into, (size_t)k->lens_n * sizeof *k->base);
    NEED(k->base);
    for (int32_t l = 0; l < k->lens_n; l++)
        k->base[l] = PLAN_SCALE * (known * (f->len_min + l * f->len_step) - k->pair->travel);
    k->top = (int64_t)PLAN_SCALE * in->params.tier_points[0] * f->weight;
    return week_costs(into, k);
}

static int64_t pair_tolls(const struct kitchen *k, int32_t start, int32_t end)
{
    int64_t toll = 0;

    for (int32_t i = 0; i < k->prices->pairs_n; i++) {
        const struct pair_price *p = &k->prices->pairs[i];

        if (p->family == k->pair->family && start <= p->slot && p->slot < end + p->between)
            toll += p->price;
    }
    return toll;
}

static int64_t published_bonus(const struct kitchen *k, int32_t start, int32_t end)
{
    const struct field *field = k->order->field;
    const struct plan_published *known =
        field_published(field, k->pair->family, k->pair->carer, start, end);

    if (known == NULL)
        return 0;
    return (int64_t)PLAN_SCALE * field->in->params.change_points + k->order->prices->kept +
           (known->locked ? k->order->prices->locked : 0);
}

/* All sessions that start at one slot and end by `to`. */
static void offers_at(struct kitchen *k, int32_t start, int32_t to, bool is_special)
{
    const struct plan_family *f = k->family;
    int32_t week = start / PLAN_WEEK;
    int32_t unit = order_unit(f);
    int32_t turn = k->order->field->in->params.turnaround;
    const int64_t *before = k->prices->slots_before;
    int32_t left = k->room.weeks[week];

    for (int32_t l = 0, len = f->len_min; l < k->lens_n; l++, len += f->len_step) {
        int64_t value = k->base[l];

        if (start + len > to || len > left)
            break;
        if (before != NULL)
            value -= before[start + len + turn] - before[start];
        if (k->week_cost != NULL)
            value -= k->week_cost[week * k->lens_n + l];
        if (is_special) {
            value += published_bonus(k, start, start + len);
            value -= pair_tolls(k, start, start + len);
        }
        if (value + k->top * len > 0)
            k->menu->offers[k->menu->n++] = (struct offer){
                .value = value, .start = start, .end = start + len, .units = len / unit};
    }
}

/* The part of a span that the carer's next booking leaves free: [*from, ret_to); the search goes
 * on behind it. */
static int32_t span_left(const struct kitchen *k, const struct plan_window *span, int32_t *from)
{
    for (int32_t i = 0; i < k->room.bookings_n; i++) {
        const struct booking *b = &k->room.bookings[i];
        int32_t between =
            field_between(k->order->field, k->pair->carer, k->pair->family, b->family);

        if (b->end + between <= *from)
            continue;
        if (b->start - between >= span->to)
            continue;
        if (b->start - between - *from >= k->family->len_min)
            return b->start - between;
        *from = b->end + between;
    }
    return span->to;
}

static void span_serve(struct kitchen *k, const struct plan_window *span, bool is_special)
{
    int32_t from = span->from;

    while (from + k->family->len_min <= span->to) {
        int32_t to = span_left(k, span, &from);

        for (int32_t t = from; t + k->family->len_min <= to; t++)
            offers_at(k, t, to, is_special);
        from = to + 1;
    }
}

static int64_t offers_most(const struct kitchen *k)
{
    const struct field *field = k->order->field;
    int64_t most = 0;

    for (int32_t i = 0; i < k->pair->spans.n; i++) {
        const struct plan_window *w = &field->spans[k->pair->spans.from + i];
        most += w->to - w->from - k->family->len_min + 1;
    }
    return most * k->lens_n;
}

/* What using the carer at all costs; false when he can take no family more. */
static bool price_of_carer(const struct kitchen *k, int64_t *ret_fixed)
{
    const struct plan_params *params = &k->order->field->in->params;
    bool is_new = !k->pair->known;

    if (k->room.families < 1 || (is_new && k->room.fresh < 1))
        return false;
    *ret_fixed = -k->prices->families;
    if (is_new)
        *ret_fixed -= (int64_t)PLAN_SCALE * params->introduction_points + k->prices->introductions;
    return true;
}

/* Starts without repeats, and the two indexes of every offer. */
static struct err *menu_index(struct arena *into, struct menu *menu, int32_t gap)
{
    int32_t n = 0;

    menu->starts = arena_alloc(into, (size_t)menu->n * sizeof *menu->starts);
    NEED(menu->starts);
    for (int32_t i = 0; i < menu->n; i++) {
        if (n == 0 || menu->starts[n - 1] != menu->offers[i].start)
            menu->starts[n++] = menu->offers[i].start;
        menu->offers[i].from = n - 1;
    }
    menu->starts_n = n;
    for (int32_t i = 0; i < menu->n; i++) {
        int32_t low = menu->offers[i].from + 1;
        int32_t high = n;

        while (low < high) {
            int32_t middle = low + (high - low) / 2;
            if (menu->starts[middle] < menu->offers[i].end + gap)
                low = middle + 1;
            else
                high = middle;
        }
        menu->offers[i].to = low;
    }
    return NULL;
}

static struct err *kitchen_room(struct arena *into, struct kitchen *k)
{
    const struct order *order = k->order;
    const struct plan_carer *c = field_carer(order->field, k->pair->carer);
    int32_t weeks = order->field->in->weeks;

    if (order->roster != NULL)
        return roster_room(order->roster, into, k->pair->carer, order->freed, &k->room);
    k->room = (struct room){.families = 1, .fresh = 1}; /* his limits are priced, not kept */
    k->room.weeks = arena_alloc(into, (size_t)weeks * sizeof *k->room.weeks);
    NEED(k->room.weeks);
    for (int32_t w = 0; w < weeks; w++)
        k->room.weeks[w] = c->week_max;
    return NULL;
}

struct err *menu_make(struct arena *into, const struct order *order, const struct pair *pair,
                      struct menu *ret_menu)
{
    const struct field *field = order->field;
    struct menu menu = {.carers = {pair->carer, -1}, .carers_n = 1};
    struct kitchen k = {.order = order, .pair = pair, .menu = &menu};
    bool is_special;

    k.family = field_family(field, pair->family);
    k.prices = &order->prices->carers[pair->carer];
    *ret_menu = menu;
    TRY(kitchen_room(into, &k));
    if (!price_of_carer(&k, &menu.fixed))
        return NULL;
    TRY(base_values(into, &k));
    menu.offers = arena_alloc(into, (size_t)offers_most(&k) * sizeof *menu.offers);
    NEED(menu.offers);
    is_special = field->published_from[pair->family] < field->published_end[pair->family] ||
                 k.prices->pairs_n > 0;
    for (int32_t i = 0; i < pair->spans.n; i++)
        span_serve(&k, &field->spans[pair->spans.from + i], is_special);
    menu.weeks[0] = k.room.weeks;
    TRY(menu_index(into, &menu, k.family->gap));
    *ret_menu = menu;
    return NULL;
}

struct err *menu_join(struct arena *into, const struct order *order, const struct menu *a,
                      const struct menu *b, struct menu *ret_menu)
{
    struct menu menu = {.fixed = a->fixed + b->fixed,
                        .carers = {a->carers[0], b->carers[0]},
                        .carers_n = 2,
                        .weeks = {a->weeks[0], b->weeks[0]}};
    int32_t i = 0;
    int32_t j = 0;

    menu.offers = arena_alloc(into, (size_t)(a->n + b->n) * sizeof *menu.offers);
    NEED(menu.offers);
    while (i < a->n || j < b->n) {
        bool first = j == b->n || (i < a->n && a->offers[i].start <= b->offers[j].start);

        menu.offers[menu.n] = first ? a->offers[i++] : b->offers[j++];
        menu.offers[menu.n++].who = !first;
    }
    TRY(menu_index(into, &menu, field_family(order->field, order->family)->gap));
    *ret_menu = menu;
    return NULL;
}

/* ---- bounds from single slopes ---- */

void slopes_make(const struct plan_instance *in, const struct plan_family *f,
                 int64_t slopes[MENU_SLOPES])
{
    const int32_t *p = in->params.tier_points;
    int64_t w = (int64_t)PLAN_SCALE * f->weight;

    slopes[0] = w * p[0];
    slopes[1] = w * (p[0] + p[1]) / 2;
    slopes[2] = w * p[1];
    slopes[3] = w * (2 * p[1] + p[2]) / 3;
    slopes[4] = w * (p[1] + 2 * p[2]) / 3;
    slopes[5] = w * p[2];
    slopes[6] = w * p[2] / 2;
    slopes[7] = 0;
}

/* to = the larger of to and from + value + slope * len, slope by slope. */
FAST static void lift(int64_t *restrict to, const int64_t *restrict from, int64_t value,
                      int64_t len, const int64_t *restrict slopes)
{
    for (int s = 0; s < MENU_SLOPES; s++) {
        int64_t reached = from[s] + value + slopes[s] * len;
        to[s] = reached > to[s] ? reached : to[s];
    }
}

struct err *menu_tangents(struct arena *scratch, const struct menu *menu,
                          const int64_t slopes[MENU_SLOPES], int64_t ret_best[MENU_SLOPES])
{
    static const int64_t none[MENU_SLOPES] = {0};
    struct arena_mark mark = arena_mark(scratch);
    int64_t(*best)[MENU_SLOPES] = arena_array(scratch, (size_t)menu->starts_n + 1, sizeof *best);
    int32_t row = 0;

    NEED(best);
    for (int32_t i = 0; i < menu->n; i++) {
        const struct offer *o = &menu->offers[i];

        for (; row < o->from; row++)
            lift(best[row + 1], best[row], 0, 0, none);
        lift(best[o->to], best[o->from], o->value, o->end - o->start, slopes);
    }
    for (; row < menu->starts_n; row++)
        lift(best[row + 1], best[row], 0, 0, none);
    for (int s = 0; s < MENU_SLOPES; s++)
        ret_best[s] = best[menu->starts_n][s] + menu->fixed;
    arena_rewind(scratch, mark);
    return NULL;
}
