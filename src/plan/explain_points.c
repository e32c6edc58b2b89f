/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* explain_points.c - prices times limits, added up by area, skill and hour of the week. */
#include "plan/explain.h"

/* Points that hang on one carer, by what binds. */
struct rent {
    wide time;
    wide week_hours;
    wide families;
    wide introductions;
};

static struct rent rent_of(const struct relax *r, int32_t carer)
{
    const struct plan_carer *c = &r->in.carers[carer];
    const struct verify_price_list slot = verify_prices_slot(r->prices, carer);
    const struct verify_price_list week = verify_prices_week(r->prices, carer);
    const struct verify_price_list cut = verify_prices_cut(r->prices, carer);
    struct rent rent = {0};
    for (size_t i = 0; i < slot.n; i++)
        rent.time += slot.items[i].price;
    for (size_t i = 0; i < week.n; i++)
        rent.week_hours += (wide)week.items[i].price * c->week_max;
    for (size_t i = 0; i < cut.n; i++)
        rent.week_hours += (wide)cut.items[i].price * (c->week_max / cut.items[i].divisor);
    rent.families = (wide)verify_prices_families(r->prices, carer) * c->families_max;
    rent.introductions = (wide)verify_prices_introductions(r->prices, carer) * c->new_max;
    return rent;
}

static uint64_t skills_of(const struct relax *r, int32_t carer)
{
    uint64_t mask = 0;
    const struct plan_slice held = r->in.carers[carer].skills;
    for (int32_t i = 0; i < held.n; i++)
        mask |= UINT64_C(1) << r->in.skills_held[held.from + i].skill;
    return mask;
}

static void hours_add(const struct relax *r, int32_t carer, struct explain_points *p)
{
    const struct verify_price_list slot = verify_prices_slot(r->prices, carer);
    for (size_t i = 0; i < slot.n; i++)
        p->hour[slot.items[i].at % PLAN_WEEK / 2] += slot.items[i].price;
}

static void carer_add(const struct relax *r, int32_t carer, struct explain_points *p)
{
    const struct rent rent = rent_of(r, carer);
    int64_t sum =
        wide_cut((rent.time + rent.week_hours + rent.families + rent.introductions) / r->scale);
    uint64_t skills = skills_of(r, carer);
    int32_t area = r->in.carers[carer].area;
    p->area[area] += sum;
    for (int32_t k = 0; k < r->in.skill_names_n; k++) {
        if ((skills >> k & 1) == 0)
            continue;
        p->skill[k] += sum;
        p->area_skill[area * r->in.skill_names_n + k] += sum;
    }
    p->time += wide_cut(rent.time / r->scale);
    p->week_hours += wide_cut(rent.week_hours / r->scale);
    p->families += wide_cut(rent.families / r->scale);
    p->introductions += wide_cut(rent.introductions / r->scale);
    hours_add(r, carer, p);
}

static void family_add(const struct relax *r, int32_t family, int32_t slots,
                       struct explain_points *p)
{
    const struct plan_family *f = &r->in.families[family];
    if (slots >= f->min)
        return;
    p->short_area[f->area]++;
    p->missing_area[f->area] += f->min - slots;
    for (int32_t k = 0; k < r->in.skill_names_n; k++)
        p->short_skill[k] += (f->needs >> k & 1) != 0;
}

struct err *explain_points_find(struct relax *r, const int32_t *slots,
                                struct explain_points *ret_points)
{
    size_t areas = (size_t)r->in.area_names_n;
    size_t skills = (size_t)r->in.skill_names_n;
    struct explain_points p = {
        .area = arena_makes(r->arena, int64_t, areas),
        .skill = arena_makes(r->arena, int64_t, skills),
        .area_skill = arena_makes(r->arena, int64_t, areas * skills),
        .short_area = arena_makes(r->arena, int32_t, areas),
        .short_skill = arena_makes(r->arena, int32_t, skills),
        .missing_area = arena_makes(r->arena, int64_t, areas),
    };
    if (p.area == NULL || p.skill == NULL || p.area_skill == NULL || p.short_area == NULL ||
        p.short_skill == NULL || p.missing_area == NULL)
        return err_no_memory();
    for (int32_t i = 0; i < r->in.families_n; i++)
        family_add(r, i, slots[i], &p);
    for (int32_t c = 0; c < r->in.carers_n && r->prices != NULL; c++)
        if (c != r->phantom)
            carer_add(r, c, &p);
    for (int32_t h = 0; h < EXPLAIN_HOURS && r->scale > 0; h++)
        p.hour[h] /= r->scale;
    *ret_points = p;
    return NULL;
}
