/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* field.c - the look-ups of one area. */
#include "plan/field.h"

#include <assert.h>
#include <stdlib.h>

static int by_number(const void *a, const void *b)
{
    const int32_t *p = a;
    const int32_t *q = b;

    return (*p > *q) - (*p < *q);
}

static int32_t place_of(const int32_t *ids, int32_t n, int32_t id)
{
    const int32_t *at = bsearch(&id, ids, (size_t)n, sizeof *ids, by_number);

    return at == NULL ? -1 : (int32_t)(at - ids);
}

int32_t field_carer_place(const struct field *field, int32_t id)
{
    return place_of(field->carer_ids, field->carers_n, id);
}

int32_t field_family_place(const struct field *field, int32_t id)
{
    return place_of(field->family_ids, field->families_n, id);
}

static bool is_known(const struct plan_instance *in, const struct plan_family *f, int32_t carer)
{
    const int32_t *refs = &in->carer_refs[f->introduced.from];

    return f->introduced.n > 0 &&
           bsearch(&carer, refs, (size_t)f->introduced.n, sizeof *refs, by_number) != NULL;
}

static struct pair pair_make(const struct field *field, int32_t f, int32_t c)
{
    const struct plan_family *family = field_family(field, f);
    const struct plan_carer *carer = field_carer(field, c);
    int64_t metres = 2 * funnel_distance(family->x, family->y, carer->x, carer->y);

    return (struct pair){
        .family = f,
        .carer = c,
        .travel = metres * field->in->params.travel_points_per_10km / 10000,
        .known = is_known(field->in, family, field->carer_ids[c]),
    };
}

static struct err *pairs_fill(struct arena *into, const struct funnel *funnel, int64_t pairs_n,
                              struct field *field)
{
    int32_t n = 0;

    field->pairs = arena_makes(into, struct pair, (size_t)pairs_n);
    NEED(field->pairs);
    field->pairs_from = arena_makes(into, int32_t, (size_t)field->families_n + 1);
    NEED(field->pairs_from);
    for (int32_t f = 0; f < field->families_n; f++) {
        int32_t id = field->family_ids[f];

        for (int32_t k = funnel->from[id]; k < funnel->from[id + 1]; k++) {
            int32_t carer = field_carer_place(field, funnel->carers[k]);

            if (carer >= 0)
                field->pairs[n++] = pair_make(field, f, carer);
        }
        field->pairs_from[f + 1] = n;
    }
    assert(n == pairs_n);
    return NULL;
}

static struct err *spans_fill(struct arena *into, struct field *field)
{
    int32_t pairs_n = field->pairs_from[field->families_n];
    int64_t total = 0;

    for (int32_t k = 0; k < pairs_n; k++) {
        struct pair *p = &field->pairs[k];

        p->spans.n = funnel_spans(field->in, field->family_ids[p->family],
                                  field->carer_ids[p->carer], NULL, 0);
        p->spans.from = (int32_t)total;
        total += p->spans.n;
        if (total > INT32_MAX)
            return err_no_memory();
    }
    field->spans = arena_makes(into, struct plan_window, (size_t)total);
    NEED(field->spans);
    for (int32_t k = 0; k < pairs_n; k++) {
        struct pair *p = &field->pairs[k];

        funnel_spans(field->in, field->family_ids[p->family], field->carer_ids[p->carer],
                     field->spans + p->spans.from, p->spans.n);
    }
    return NULL;
}

static struct err *carers_fill(struct arena *into, struct field *field)
{
    int32_t pairs_n = field->pairs_from[field->families_n];
    int32_t *from = arena_makes(into, int32_t, (size_t)field->carers_n + 2);

    NEED(from);
    field->by_carer = arena_makes(into, int32_t, (size_t)pairs_n);
    NEED(field->by_carer);
    for (int32_t k = 0; k < pairs_n; k++)
        from[field->pairs[k].carer + 2]++;
    for (int32_t c = 0; c < field->carers_n; c++)
        from[c + 2] += from[c + 1];
    for (int32_t k = 0; k < pairs_n; k++)
        field->by_carer[from[field->pairs[k].carer + 1]++] = k;
    field->by_carer_from = from;
    return NULL;
}

static struct err *published_fill(struct arena *into, struct field *field)
{
    const struct plan_instance *in = field->in;

    field->published_from = arena_makes(into, int32_t, (size_t)field->families_n);
    NEED(field->published_from);
    field->published_end = arena_makes(into, int32_t, (size_t)field->families_n);
    NEED(field->published_end);
    for (int32_t f = 0, p = 0; f < field->families_n; f++) {
        int32_t id = field->family_ids[f];

        while (p < in->published_n && in->published[p].session.family < id)
            p++;
        field->published_from[f] = p;
        while (p < in->published_n && in->published[p].session.family == id)
            p++;
        field->published_end[f] = p;
    }
    return NULL;
}

struct err *field_make(struct arena *into, const struct plan_instance *in,
                       const struct funnel *funnel, const struct areas *areas, int32_t area,
                       struct field *ret_field)
{
    int32_t f = areas->families_from[area];
    int32_t c = areas->carers_from[area];
    struct field field = {
        .in = in,
        .families_n = areas->families_from[area + 1] - f,
        .carers_n = areas->carers_from[area + 1] - c,
        .family_ids = areas->family_ids + f,
        .carer_ids = areas->carer_ids + c,
    };

    TRY(pairs_fill(into, funnel, areas->pairs_n[area], &field));
    TRY(spans_fill(into, &field));
    TRY(carers_fill(into, &field));
    TRY(published_fill(into, &field));
    *ret_field = field;
    return NULL;
}

const struct pair *field_pair(const struct field *field, int32_t f, int32_t c)
{
    int32_t low = field->pairs_from[f];
    int32_t high = field->pairs_from[f + 1];

    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (field->pairs[middle].carer < c)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == field->pairs_from[f + 1] || field->pairs[low].carer != c)
        return NULL;
    return &field->pairs[low];
}

int32_t field_between(const struct field *field, int32_t c, int32_t f, int32_t g)
{
    int32_t turn = field->in->params.turnaround;
    const struct plan_family *p = field_family(field, f);
    const struct plan_family *q = field_family(field, g);
    int64_t speed = field->in->params.metres_per_slot;
    int64_t journey;

    if (!field_carer(field, c)->visits)
        return turn;
    journey = (funnel_distance(p->x, p->y, q->x, q->y) + speed - 1) / speed;
    return journey > turn ? (int32_t)journey : turn;
}

int64_t field_utility(const struct plan_instance *in, const struct plan_family *f, int64_t slots)
{
    const int32_t *points = in->params.tier_points;
    int64_t first = slots < f->min ? slots : f->min;
    int64_t second = (slots < f->target ? slots : f->target) - first;

    return f->weight *
           (points[0] * first + points[1] * second + points[2] * (slots - first - second));
}

const struct plan_published *field_published(const struct field *field, int32_t f, int32_t c,
                                             int32_t start, int32_t end)
{
    for (int32_t p = field->published_from[f]; p < field->published_end[f]; p++) {
        const struct plan_published *known = &field->in->published[p];

        if (known->session.carer == field->carer_ids[c] && known->session.start == start &&
            known->session.end == end)
            return known;
    }
    return NULL;
}

bool field_has_locked(const struct field *field, int32_t f)
{
    for (int32_t p = field->published_from[f]; p < field->published_end[f]; p++)
        if (field->in->published[p].locked)
            return true;
    return false;
}
