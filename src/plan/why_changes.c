/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* why_changes.c - the least changes that would give a family its minimum break.
 *
 * Each is tried by asking the family's exact programme again with that one rule relaxed: first
 * beside the plan, where nobody loses an hour; if none of them is enough, against the prices, where
 * the change is worth more than what others give up. Of each kind the smallest that is enough. */
#include <stdlib.h>

#include "plan/why.h"

enum {
    HOUR_SLOTS = 2,
    NEAR_MAX = 12,              /* carers tried for one kind of change */
    FARTHER_METRES_MAX = 20000, /* beyond what the family accepts now */
};

/* A carer worth trying, nearest first. */
struct near {
    int32_t carer;
    int32_t metres;
    int32_t skill; /* the one to grant, or -1 */
};

struct search {
    struct relax *r;
    struct why_family *why;
    enum relax_against against;
    struct near near[NEAR_MAX];
    int32_t near_n;
};

const char *why_change_name(enum why_change_kind kind)
{
    static const char *const names[WHY_CHANGE__COUNT] = {
        [WHY_FAMILY_HOUR] = "family_hour",
        [WHY_CARER_HOUR] = "carer_hour",
        [WHY_CARER_FAMILY] = "carer_family",
        [WHY_DISTANCE] = "distance",
        [WHY_SKILL] = "skill",
    };
    return names[kind];
}

static const struct plan_family *family_of(const struct search *s)
{
    return &s->r->families[s->why->family];
}

/* Is the family served now that a rule is relaxed? Then the change is noted. */
static struct err *change_try(struct search *s, struct why_change change, bool *ret_served)
{
    struct relax_answer answer;
    TRY(relax_ask(s->r, s->why->family, s->against, &answer));
    *ret_served = answer.slots >= family_of(s)->min;
    if (!*ret_served || s->why->changes_n == WHY_CHANGES_MAX)
        return NULL;
    change.against = s->against;
    change.slots = answer.slots;
    s->why->changes[s->why->changes_n++] = change;
    return NULL;
}

static struct err *family_hour_try(struct search *s)
{
    int32_t windows_n = family_of(s)->windows.n;
    for (int32_t i = 0; i < 2 * windows_n; i++) {
        bool served;
        bool later = i % 2 == 0;
        struct plan_window w = s->r->windows[family_of(s)->windows.from + i / 2];
        struct why_change change = {.kind = WHY_FAMILY_HOUR, .window = w};
        change.window.from -= later ? 0 : HOUR_SLOTS;
        change.window.to += later ? HOUR_SLOTS : 0;
        if (change.window.from < 0 || change.window.to > s->r->in.slots)
            continue;
        struct plan_slice old = relax_window(s->r, s->why->family, i / 2, later ? 0 : HOUR_SLOTS,
                                             later ? HOUR_SLOTS : 0);
        struct err *bad = change_try(s, change, &served);
        relax_window_back(s->r, s->why->family, old);
        if (bad != NULL || served)
            return bad;
    }
    return NULL;
}

/* ---- carers to try ---- */

static void near_keep(struct search *s, struct near one)
{
    int32_t at = s->near_n;
    while (at > 0 && s->near[at - 1].metres > one.metres)
        at--;
    if (at == NEAR_MAX)
        return;
    int32_t last = s->near_n < NEAR_MAX ? s->near_n++ : NEAR_MAX - 1;
    for (int32_t i = last; i > at; i--)
        s->near[i] = s->near[i - 1];
    s->near[at] = one;
}

/* Rules that no change here touches. */
static bool may_match(const struct search *s, int32_t carer)
{
    const struct plan_instance *in = &s->r->in;
    return !verify_refers(in, family_of(s)->excluded, carer) &&
           (family_of(s)->languages & in->carers[carer].languages) != 0 &&
           verify_group_fits(in, s->why->family, carer);
}

/* The one needed skill the carer does not hold on every day; -1 for none, -2 for several. */
static int32_t skill_lacking(const struct search *s, int32_t carer)
{
    const struct plan_instance *in = &s->r->in;
    const struct plan_slice held = in->carers[carer].skills;
    uint64_t missing = family_of(s)->needs;
    for (int32_t i = 0; i < held.n; i++) {
        const struct plan_skill *k = &in->skills_held[held.from + i];
        if (k->day_first <= 0 && k->day_last >= in->days - 1)
            missing &= ~(UINT64_C(1) << k->skill);
    }
    if (missing == 0)
        return -1;
    return (missing & (missing - 1)) == 0 ? __builtin_ctzll(missing) : -2;
}

/* Carers beyond the family's distance, or within it, with or without one skill lacking. */
static void near_find(struct search *s, bool beyond, bool lacking)
{
    const struct plan_instance *in = &s->r->in;
    int32_t accepted = family_of(s)->distance_max;
    s->near_n = 0;
    for (int32_t c = 0; c < in->carers_n; c++) {
        int32_t metres = verify_distance_home(in, s->why->family, c);
        if ((metres > accepted) != beyond || metres - FARTHER_METRES_MAX > accepted ||
            !may_match(s, c))
            continue;
        int32_t skill = skill_lacking(s, c);
        if (lacking ? skill >= 0 : skill == -1)
            near_keep(s, (struct near){c, metres, skill});
    }
}

static struct err *carer_hour_try(struct search *s)
{
    near_find(s, false, false);
    for (int32_t i = 0; i < s->near_n; i++) {
        bool served;
        struct plan_carer *carer = &s->r->carers[s->near[i].carer];
        carer->week_max += HOUR_SLOTS;
        struct err *bad = change_try(
            s, (struct why_change){.kind = WHY_CARER_HOUR, .carer = s->near[i].carer}, &served);
        carer->week_max -= HOUR_SLOTS;
        if (bad != NULL || served)
            return bad;
    }
    return NULL;
}

static struct err *carer_family_try(struct search *s)
{
    near_find(s, false, false);
    for (int32_t i = 0; i < s->near_n; i++) {
        bool served;
        struct plan_carer *carer = &s->r->carers[s->near[i].carer];
        carer->families_max++;
        carer->new_max++;
        struct err *bad = change_try(
            s, (struct why_change){.kind = WHY_CARER_FAMILY, .carer = s->near[i].carer}, &served);
        carer->families_max--;
        carer->new_max--;
        if (bad != NULL || served)
            return bad;
    }
    return NULL;
}

static struct err *distance_try(struct search *s)
{
    struct plan_family *family = &s->r->families[s->why->family];
    int32_t accepted = family->distance_max;
    near_find(s, true, false);
    for (int32_t i = 0; i < s->near_n; i++) {
        bool served;
        family->distance_max = s->near[i].metres;
        struct err *bad = change_try(s,
                                     (struct why_change){.kind = WHY_DISTANCE,
                                                         .carer = s->near[i].carer,
                                                         .metres = s->near[i].metres - accepted},
                                     &served);
        family->distance_max = accepted;
        if (bad != NULL || served)
            return bad;
    }
    return NULL;
}

static struct err *skill_try(struct search *s)
{
    near_find(s, false, true);
    for (int32_t i = 0; i < s->near_n; i++) {
        bool served;
        const struct near *one = &s->near[i];
        struct plan_slice old = relax_skill(s->r, one->carer, one->skill);
        struct err *bad = change_try(
            s, (struct why_change){.kind = WHY_SKILL, .carer = one->carer, .skill = one->skill},
            &served);
        relax_skill_back(s->r, one->carer, old);
        if (bad != NULL || served)
            return bad;
    }
    return NULL;
}

static struct err *all_try(struct search *s)
{
    TRY(family_hour_try(s));
    TRY(carer_hour_try(s));
    if (s->against == RELAX_BESIDE) /* a price would be paid for the place all the same */
        TRY(carer_family_try(s));
    TRY(distance_try(s));
    return skill_try(s);
}

struct err *why_changes_find(struct relax *r, struct why_family *why)
{
    struct search s = {.r = r, .why = why, .against = RELAX_BESIDE};
    struct relax_answer now;
    TRY(relax_ask(r, why->family, RELAX_BESIDE, &now));
    why->fits_now = now.slots >= r->families[why->family].min;
    if (why->fits_now)
        return NULL;
    TRY(all_try(&s));
    if (why->changes_n > 0 || r->prices == NULL)
        return NULL;
    s.against = RELAX_PRICED;
    return all_try(&s);
}
