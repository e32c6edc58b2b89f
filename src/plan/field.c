/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* field.c - finds the connected areas and builds the look-ups of one. */
#include "plan/field.h"

#include <assert.h>
#include <stdlib.h>

/* ---- areas: families linked by carers ---- */

static int32_t root_of(int32_t *up, int32_t i)
{
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

struct size {
    int64_t pairs;
    int32_t root;
};

static int by_size(const void *a, const void *b)
{
    const struct size *p = a;
    const struct size *q = b;

    if (p->pairs != q->pairs)
        return p->pairs > q->pairs ? -1 : 1;
    return (p->root > q->root) - (p->root < q->root);
}

/* Sorts n people into their areas; `area_of_root` is -1 for people alone. */
static struct err *people_sort(struct arena *into, int32_t n, const int32_t *area_of,
                               int32_t areas_n, int32_t **ret_ids, int32_t **ret_from)
{
    int32_t *from = arena_makes(into, int32_t, (size_t)areas_n + 2);
    int32_t *ids = arena_makes(into, int32_t, (size_t)n);

    NEED(from);
    NEED(ids);
    for (int32_t i = 0; i < n; i++)
        if (area_of[i] >= 0)
            from[area_of[i] + 2]++;
    for (int32_t a = 0; a < areas_n; a++)
        from[a + 2] += from[a + 1];
    for (int32_t i = 0; i < n; i++)
        if (area_of[i] >= 0)
            ids[from[area_of[i] + 1]++] = i;
    *ret_ids = ids;
    *ret_from = from;
    return NULL;
}

/* Joins families (0 .. n - 1) and carers (n ..) that may meet. */
static struct err *people_join(struct arena *into, const struct plan_instance *in,
                               const struct funnel *funnel, int32_t **ret_up)
{
    int32_t families = in->families_n;
    int32_t people = families + in->carers_n;
    int32_t *up = arena_makes(into, int32_t, (size_t)people);

    NEED(up);
    for (int32_t i = 0; i < people; i++)
        up[i] = i;
    for (int32_t f = 0; f < families; f++)
        for (int32_t k = funnel->from[f]; k < funnel->from[f + 1]; k++)
            up[root_of(up, families + funnel->carers[k])] = root_of(up, f);
    *ret_up = up;
    return NULL;
}

/* Areas in order of their pairs; area_of gets each person's. */
static struct err *areas_rank(struct arena *into, const struct plan_instance *in,
                              const struct funnel *funnel, int32_t *up, struct areas *areas,
                              int32_t *area_of)
{
    int32_t people = in->families_n + in->carers_n;
    struct size *sizes = arena_makes(into, struct size, (size_t)people);
    int32_t *rank = arena_makes(into, int32_t, (size_t)people);

    NEED(sizes);
    NEED(rank);
    for (int32_t i = 0; i < people; i++)
        sizes[i].root = i;
    for (int32_t f = 0; f < in->families_n; f++)
        sizes[root_of(up, f)].pairs += funnel->from[f + 1] - funnel->from[f];
    qsort(sizes, (size_t)people, sizeof *sizes, by_size);
    for (int32_t i = 0; i < people; i++)
        rank[i] = -1;
    while (areas->n < people && sizes[areas->n].pairs > 0) {
        rank[sizes[areas->n].root] = areas->n;
        areas->n++;
    }
    areas->pairs_n = arena_makes(into, int64_t, (size_t)areas->n);
    NEED(areas->pairs_n);
    for (int32_t a = 0; a < areas->n; a++)
        areas->pairs_n[a] = sizes[a].pairs;
    for (int32_t i = 0; i < people; i++)
        area_of[i] = rank[root_of(up, i)];
    return NULL;
}

struct err *areas_make(struct arena *into, const struct plan_instance *in,
                       const struct funnel *funnel, struct areas *ret_areas)
{
    struct areas areas = {0};
    int32_t *up;
    int32_t *area_of = arena_makes(into, int32_t, (size_t)in->families_n + (size_t)in->carers_n);

    NEED(area_of);
    TRY(people_join(into, in, funnel, &up));
    TRY(areas_rank(into, in, funnel, up, &areas, area_of));
    TRY(people_sort(into, in->families_n, area_of, areas.n, &areas.family_ids,
                    &areas.families_from));
    TRY(people_sort(into, in->carers_n, area_of + in->families_n, areas.n, &areas.carer_ids,
                    &areas.carers_from));
    *ret_areas = areas;
    return NULL;
}

/* ---- one field ---- */

static int by_number(const void *a, const void *b)
{
    const int32_t *p = a;
    const int32_t *q = b;

    return (*p > *q) - (*p < *q);
}

/* Position of id in an ascending list that holds it. */
static int32_t place_of(const int32_t *ids, int32_t n, int32_t id)
{
    const int32_t *at = bsearch(&id, ids, (size_t)n, sizeof *ids, by_number);

    assert(at != NULL);
    return (int32_t)(at - ids);
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

        for (int32_t k = funnel->from[id]; k < funnel->from[id + 1]; k++)
            field->pairs[n++] =
                pair_make(field, f, place_of(field->carer_ids, field->carers_n, funnel->carers[k]));
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
