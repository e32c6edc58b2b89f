/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* areas.c - finds the areas that chains of possible pairs connect, and cuts large ones. */
#include "plan/field.h"

#include <stdlib.h>

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

/* ---- blocks ---- */

struct home {
    int32_t x;
    int32_t y;
    int32_t family;
};

static int by_x(const void *a, const void *b)
{
    const struct home *p = a;
    const struct home *q = b;

    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (p->family > q->family) - (p->family < q->family);
}

static int by_y(const void *a, const void *b)
{
    const struct home *p = a;
    const struct home *q = b;

    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return (p->family > q->family) - (p->family < q->family);
}

static bool is_wide(const struct home *homes, int32_t n)
{
    int64_t low[2] = {homes[0].x, homes[0].y};
    int64_t high[2] = {homes[0].x, homes[0].y};

    for (int32_t i = 1; i < n; i++) {
        low[0] = homes[i].x < low[0] ? homes[i].x : low[0];
        low[1] = homes[i].y < low[1] ? homes[i].y : low[1];
        high[0] = homes[i].x > high[0] ? homes[i].x : high[0];
        high[1] = homes[i].y > high[1] ? homes[i].y : high[1];
    }
    return high[0] - low[0] >= high[1] - low[1];
}

/* Halves across the longer side until the parts are small; the depth is the logarithm of n. */
static void halve(struct home *homes, int32_t n, int32_t families_max, int32_t *block_of,
                  int32_t *blocks)
{
    if (n <= families_max) {
        for (int32_t i = 0; i < n; i++)
            block_of[homes[i].family] = *blocks;
        ++*blocks;
        return;
    }
    qsort(homes, (size_t)n, sizeof *homes, is_wide(homes, n) ? by_x : by_y);
    halve(homes, n / 2, families_max, block_of, blocks);
    halve(homes + n / 2, n - n / 2, families_max, block_of, blocks);
}

static struct err *families_cut(struct arena *scratch, const struct plan_instance *in,
                                const struct areas *areas, int32_t index, int32_t families_max,
                                int32_t *block_of, int32_t *ret_blocks)
{
    const int32_t *ids = areas->family_ids + areas->families_from[index];
    int32_t n = areas->families_from[index + 1] - areas->families_from[index];
    struct home *homes = arena_makes(scratch, struct home, (size_t)n);

    NEED(homes);
    for (int32_t f = 0; f < in->families_n; f++)
        block_of[f] = -1;
    for (int32_t i = 0; i < n; i++)
        homes[i] = (struct home){in->families[ids[i]].x, in->families[ids[i]].y, ids[i]};
    *ret_blocks = 0;
    halve(homes, n, families_max, block_of, ret_blocks);
    return NULL;
}

/* Each carer to the block with most of his pairs, the first of equal ones. */
static struct err *carers_cut(struct arena *scratch, const struct plan_instance *in,
                              const struct funnel *funnel, const int32_t *block_of_family,
                              int32_t blocks, int32_t *block_of)
{
    int32_t *counts = arena_array(scratch, (size_t)in->carers_n, (size_t)blocks * sizeof *counts);

    NEED(counts);
    for (int32_t f = 0; f < in->families_n; f++)
        for (int32_t k = funnel->from[f]; block_of_family[f] >= 0 && k < funnel->from[f + 1]; k++)
            counts[(int64_t)funnel->carers[k] * blocks + block_of_family[f]]++;
    for (int32_t c = 0; c < in->carers_n; c++) {
        const int32_t *mine = counts + (int64_t)c * blocks;

        block_of[c] = -1;
        for (int32_t b = 0; b < blocks; b++)
            if (mine[b] > 0 && (block_of[c] < 0 || mine[b] > mine[block_of[c]]))
                block_of[c] = b;
    }
    return NULL;
}

static struct err *pairs_count(struct arena *into, const struct plan_instance *in,
                               const struct funnel *funnel, const int32_t *family_block,
                               const int32_t *carer_block, struct areas *blocks)
{
    blocks->pairs_n = arena_makes(into, int64_t, (size_t)blocks->n);
    NEED(blocks->pairs_n);
    for (int32_t f = 0; f < in->families_n; f++)
        for (int32_t k = funnel->from[f]; k < funnel->from[f + 1]; k++)
            if (family_block[f] >= 0 && carer_block[funnel->carers[k]] == family_block[f])
                blocks->pairs_n[family_block[f]]++;
    return NULL;
}

struct err *areas_split(struct arena *into, const struct plan_instance *in,
                        const struct funnel *funnel, const struct areas *areas, int32_t index,
                        int32_t families_max, struct areas *ret_blocks)
{
    struct areas blocks = {0};
    int32_t *family_block = arena_makes(into, int32_t, (size_t)in->families_n);
    int32_t *carer_block = arena_makes(into, int32_t, (size_t)in->carers_n);

    NEED(family_block);
    NEED(carer_block);
    TRY(families_cut(into, in, areas, index, families_max, family_block, &blocks.n));
    TRY(carers_cut(into, in, funnel, family_block, blocks.n, carer_block));
    TRY(people_sort(into, in->families_n, family_block, blocks.n, &blocks.family_ids,
                    &blocks.families_from));
    TRY(people_sort(into, in->carers_n, carer_block, blocks.n, &blocks.carer_ids,
                    &blocks.carers_from));
    TRY(pairs_count(into, in, funnel, family_block, carer_block, &blocks));
    *ret_blocks = blocks;
    return NULL;
}
