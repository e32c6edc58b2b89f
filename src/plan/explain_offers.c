/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* explain_offers.c - one more carer with a skill in an area: what an exact plan around her brings.
 *
 * She lives where the area's waiting families live on average, holds the skill and what at least
 * half of all carers hold, and has their middle limits and the free time of relax_new. Families
 * take her one by one, the one that gains most first; each is planned again whole, beside all
 * others. */
#include <stdlib.h>
#include <string.h>

#include "plan/explain.h"

enum { HOME_FAMILIES_MAX = 64 /* families one carer is tried for, heaviest gain first */ };

#define SCRATCH_BYTES_MAX ((size_t)1 << 30)

/* A family in her reach. */
struct reach {
    int32_t family;
    int64_t without; /* points of its best plan without her */
    int64_t gain;
    int64_t gain_priced;
};

struct trial {
    struct relax *r;
    struct arena *scratch; /* for one offer */
    const struct plan_solution *solution;
    const int32_t *slots;
    int64_t *without; /* by family, beside the plan; -1: not yet asked */
    int64_t *without_priced;
    struct plan_carer typical;
    uint64_t usual_skills;
    struct reach *reach; /* room for all families */
    int32_t reach_n;
    struct plan_session *now; /* the plan as it becomes */
    size_t now_n;
    size_t now_room;
};

/* ---- who she is ---- */

static int number_compare(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a;
    int32_t y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The middle of what carers have at `offset`; `otherwise` when there are none. */
static int32_t middle(struct trial *t, size_t offset, int32_t otherwise)
{
    int32_t n = t->r->phantom;
    for (int32_t c = 0; c < n; c++)
        memcpy(&t->r->list[c], (const char *)&t->r->carers[c] + offset, sizeof t->r->list[c]);
    if (n == 0)
        return otherwise;
    qsort(t->r->list, (size_t)n, sizeof *t->r->list, number_compare);
    return t->r->list[n / 2];
}

static uint64_t common_bits(const int32_t counts[PLAN_NAMES_MAX], int32_t carers_n)
{
    uint64_t mask = 0;
    for (int k = 0; k < PLAN_NAMES_MAX; k++)
        if (2 * counts[k] >= carers_n && counts[k] > 0)
            mask |= UINT64_C(1) << k;
    return mask;
}

static void typical_find(struct trial *t)
{
    int32_t skills[PLAN_NAMES_MAX] = {0};
    int32_t languages[PLAN_NAMES_MAX] = {0};
    int32_t n = t->r->phantom;
    for (int32_t c = 0; c < n; c++) {
        const struct plan_carer *carer = &t->r->carers[c];
        for (int32_t i = 0; i < carer->skills.n; i++)
            skills[t->r->skills[carer->skills.from + i].skill]++;
        for (int k = 0; k < PLAN_NAMES_MAX; k++)
            languages[k] += (carer->languages >> k & 1) != 0;
    }
    int32_t families_max = middle(t, offsetof(struct plan_carer, families_max), 3);
    t->usual_skills = common_bits(skills, n);
    t->typical = (struct plan_carer){
        .id = TEXT("+"),
        .week_max = middle(t, offsetof(struct plan_carer, week_max), 24),
        .families_max = families_max,
        .new_max = families_max, /* everybody is new to her */
        .children_max = middle(t, offsetof(struct plan_carer, children_max), 2),
        .languages = common_bits(languages, n),
    };
    if (t->typical.languages == 0)
        t->typical.languages = UINT64_MAX;
}

static bool waits_in(const struct trial *t, int32_t family, int32_t area, int32_t skill)
{
    const struct plan_family *f = &t->r->families[family];
    return f->area == area && t->slots[family] < f->min &&
           (skill == EXPLAIN_NO_SKILL || (f->needs >> skill & 1) != 0);
}

static struct plan_carer settle(const struct trial *t, int32_t area)
{
    struct plan_carer carer = t->typical;
    int64_t x = 0;
    int64_t y = 0;
    int32_t n = 0;
    for (int32_t i = 0; i < t->r->in.families_n; i++) {
        if (!waits_in(t, i, area, EXPLAIN_NO_SKILL))
            continue;
        x += t->r->families[i].x;
        y += t->r->families[i].y;
        n++;
    }
    carer.area = area;
    if (n == 0) /* does not happen: an offer is only made where somebody waits */
        return carer;
    carer.x = (int32_t)(x / n);
    carer.y = (int32_t)(y / n);
    return carer;
}

/* ---- what she brings ---- */

static struct err *ask(struct trial *t, int32_t family, enum relax_against against,
                       int64_t *ret_points)
{
    struct relax_answer answer = {0};
    TRY(relax_ask(t->r, family, against, &answer));
    bool priced = against == RELAX_PRICED && t->r->prices != NULL;
    *ret_points = wide_cut(answer.value / (priced ? t->r->scale : 1));
    return NULL;
}

/* The family's best without her, asked once. */
static struct err *without_find(struct trial *t, int32_t family)
{
    uint64_t languages = t->r->carers[t->r->phantom].languages;
    if (t->without[family] >= 0)
        return NULL;
    t->r->carers[t->r->phantom].languages = 0; /* she matches nobody */
    struct err *bad = ask(t, family, RELAX_BESIDE, &t->without[family]);
    if (bad == NULL)
        bad = ask(t, family, RELAX_PRICED, &t->without_priced[family]);
    t->r->carers[t->r->phantom].languages = languages;
    return bad;
}

static bool may_reach(const struct trial *t, int32_t family)
{
    const struct plan_instance *in = &t->r->in;
    const struct plan_family *f = &in->families[family];
    int32_t her = t->r->phantom;
    const struct verify_days days = verify_skilled_days(in, family, her);
    return verify_distance_home(in, family, her) <= f->distance_max && days.first <= days.last &&
           (f->languages & in->carers[her].languages) != 0 && verify_group_fits(in, family, her);
}

static int by_gain(const void *a, const void *b)
{
    const struct reach *x = a;
    const struct reach *y = b;
    if (x->gain != y->gain)
        return x->gain > y->gain ? -1 : 1;
    return (x->family > y->family) - (x->family < y->family);
}

static int by_priced(const void *a, const void *b)
{
    const struct reach *x = a;
    const struct reach *y = b;
    return (x->gain_priced < y->gain_priced) - (x->gain_priced > y->gain_priced);
}

static struct err *gains_find(struct trial *t)
{
    t->reach_n = 0;
    for (int32_t i = 0; i < t->r->in.families_n; i++) {
        struct reach one = {.family = i};
        int64_t with = 0;
        int64_t with_priced = 0;
        if (!may_reach(t, i))
            continue;
        TRY(without_find(t, i));
        TRY(ask(t, i, RELAX_BESIDE, &with));
        TRY(ask(t, i, RELAX_PRICED, &with_priced));
        one.without = t->without[i];
        one.gain = with - one.without;
        one.gain_priced = with_priced - t->without_priced[i];
        if (one.gain > 0 || one.gain_priced > 0)
            t->reach[t->reach_n++] = one;
    }
    return NULL;
}

static int32_t places(const struct trial *t)
{
    return t->typical.families_max;
}

/* She can serve so many families: the bound rises by no more than their largest gains. */
static int64_t most_possible(struct trial *t)
{
    int64_t sum = 0;
    if (t->reach_n > 0)
        qsort(t->reach, (size_t)t->reach_n, sizeof *t->reach, by_priced);
    for (int32_t i = 0; i < t->reach_n && i < places(t); i++)
        sum += t->reach[i].gain_priced > 0 ? t->reach[i].gain_priced + 1 : 0; /* rounded up */
    return sum;
}

/* Puts the plan that was just asked for in the place of the family's old one. */
static struct err *family_place(struct trial *t, int32_t family, int32_t *ret_slots)
{
    int32_t n;
    size_t kept = 0;
    const struct verify_session *chosen = verify_desk_choice(t->r->desk, &n);
    for (size_t i = 0; i < t->now_n; i++)
        if (t->now[i].family != family)
            t->now[kept++] = t->now[i];
    if (kept + (size_t)n > t->now_room) {
        t->now_room = 2 * (kept + (size_t)n);
        t->now = arena_grow(t->r->arena, t->now, kept, t->now_room, sizeof *t->now);
        NEED(t->now);
    }
    *ret_slots = 0;
    for (int32_t i = 0; i < n; i++) {
        t->now[kept++] =
            (struct plan_session){family, chosen[i].carer, chosen[i].start, chosen[i].end};
        *ret_slots += chosen[i].end - chosen[i].start;
    }
    t->now_n = kept;
    return verify_taken_new(t->scratch, &t->r->in, t->now, t->now_n, &t->r->taken);
}

static void offer_add(const struct trial *t, struct explain_offer *offer, const struct reach *one,
                      int32_t slots)
{
    int32_t before = t->slots[one->family];
    int32_t min = t->r->families[one->family].min;
    offer->points += one->gain;
    offer->reached += before < min && slots >= min;
    offer->helped += slots > before;
    offer->slots += slots - before;
}

/* Families take her in turn. What a family could gain only shrinks as she fills up, so the first
 * whose gain still stands is the best. */
static struct err *families_take(struct trial *t, struct explain_offer *offer)
{
    if (t->reach_n > 0)
        qsort(t->reach, (size_t)t->reach_n, sizeof *t->reach, by_gain);
    int32_t tries = 0;
    for (int32_t taken = 0; taken < places(t) && t->reach_n > 0 && tries < HOME_FAMILIES_MAX;) {
        struct reach *first = &t->reach[0];
        int64_t with = 0;
        int32_t slots = 0;
        TRY(ask(t, first->family, RELAX_BESIDE, &with));
        bool stands = with - first->without >= first->gain;
        first->gain = with - first->without;
        tries++;
        if (first->gain <= 0)
            return NULL;
        if (stands) {
            TRY(family_place(t, first->family, &slots));
            offer_add(t, offer, first, slots);
            *first = t->reach[--t->reach_n];
            taken++;
        }
        if (t->reach_n > 0)
            qsort(t->reach, (size_t)t->reach_n, sizeof *t->reach, by_gain);
    }
    return NULL;
}

static struct err *offer_try(struct trial *t, struct explain_offer *offer)
{
    const struct verify_taken *taken = t->r->taken;
    const struct plan_carer carer = settle(t, offer->area);
    uint64_t skill = offer->skill == EXPLAIN_NO_SKILL ? 0 : UINT64_C(1) << offer->skill;
    relax_phantom(t->r, &carer, t->usual_skills | skill);
    TRY(gains_find(t));
    offer->points_most = most_possible(t);
    t->now_n = t->solution->sessions_n;
    if (t->now_n > 0)
        memcpy(t->now, t->solution->sessions, t->now_n * sizeof *t->now);
    TRY(families_take(t, offer));
    t->r->taken = taken;
    arena_reset(t->scratch);
    return NULL;
}

/* ---- which offers ---- */

static int by_weight(const void *a, const void *b)
{
    const struct explain_offer *x = a;
    const struct explain_offer *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->area != y->area)
        return x->area < y->area ? -1 : 1;
    return (x->skill > y->skill) - (x->skill < y->skill);
}

static int by_points(const void *a, const void *b)
{
    const struct explain_offer *x = a;
    const struct explain_offer *y = b;
    if (x->points != y->points)
        return x->points > y->points ? -1 : 1;
    return by_weight(a, b);
}

/* Every area with every skill somebody below the minimum needs there, heaviest need first. A skill
 * that is usual anyway counts as none. NULL without memory. */
static struct explain_offer *offers_list(const struct trial *t, int32_t *ret_n)
{
    const struct plan_instance *in = &t->r->in;
    int32_t wide_row = in->skill_names_n + 1; /* the last: no skill in particular */
    size_t all = (size_t)in->area_names_n * (size_t)wide_row;
    struct explain_offer *offers = arena_makes(t->r->arena, struct explain_offer, all);
    int32_t n = 0;
    if (offers == NULL)
        return NULL;
    for (size_t i = 0; i < all; i++) {
        int32_t skill = (int32_t)(i % (size_t)wide_row);
        offers[i].area = (int32_t)(i / (size_t)wide_row);
        offers[i].skill = skill == in->skill_names_n ? EXPLAIN_NO_SKILL : skill;
    }
    for (int32_t f = 0; f < in->families_n; f++) {
        const struct plan_family *family = &in->families[f];
        struct explain_offer *row = &offers[(size_t)family->area * (size_t)wide_row];
        uint64_t rare = family->needs & ~t->usual_skills;
        if (t->slots[f] >= family->min)
            continue;
        for (int32_t k = 0; k < in->skill_names_n; k++)
            row[k].weight += (rare >> k & 1) != 0 ? family->weight : 0;
        row[in->skill_names_n].weight += family->weight;
    }
    for (size_t i = 0; i < all; i++)
        if (offers[i].weight > 0)
            offers[n++] = offers[i];
    if (n > 0)
        qsort(offers, (size_t)n, sizeof *offers, by_weight);
    *ret_n = n < EXPLAIN_OFFERS_MAX ? n : EXPLAIN_OFFERS_MAX;
    return offers;
}

static struct err *trial_open(struct trial *t)
{
    struct relax *r = t->r;
    size_t families = (size_t)r->in.families_n;
    t->without = arena_makes(r->arena, int64_t, families);
    t->without_priced = arena_makes(r->arena, int64_t, families);
    t->reach = arena_makes(r->arena, struct reach, families);
    t->now_room = t->solution->sessions_n + 1;
    t->now = arena_makes(r->arena, struct plan_session, t->now_room);
    if (t->without == NULL || t->without_priced == NULL || t->reach == NULL || t->now == NULL)
        return err_no_memory();
    for (size_t i = 0; i < families; i++)
        t->without[i] = -1;
    typical_find(t);
    return NULL;
}

struct err *explain_offers_find(struct relax *r, const struct plan_solution *solution,
                                const int32_t *slots, const struct explain_offer **ret_offers,
                                int32_t *ret_n)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(SCRATCH_BYTES_MAX);
    NEED(scratch);
    struct trial t = {.r = r, .scratch = scratch, .solution = solution, .slots = slots};
    TRY(trial_open(&t));
    struct explain_offer *offers = offers_list(&t, ret_n);
    NEED(offers);
    for (int32_t i = 0; i < *ret_n; i++)
        TRY(offer_try(&t, &offers[i]));
    if (*ret_n > 0)
        qsort(offers, (size_t)*ret_n, sizeof *offers, by_points);
    *ret_offers = offers;
    return NULL;
}
