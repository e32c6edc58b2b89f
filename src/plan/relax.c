/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* relax.c - the private copy of an instance and the questions put to it. */
#include "plan/relax.h"

#include <string.h>

enum {
    SPARE_CARERS = 1,
    EVENING_FROM = 32, /* slots of a day */
    EVENING_TO = 42,
    WEEKEND_FROM = 18,
    WEEKEND_TO = 36,
};

static int32_t slice_end(struct plan_slice s, int32_t most)
{
    return s.from + s.n > most ? s.from + s.n : most;
}

/* How long the shared arrays are, and the longest list in each. */
struct lengths {
    int32_t windows;
    int32_t windows_longest;
    int32_t skills;
    int32_t skills_longest;
};

static struct lengths lengths_of(const struct plan_instance *in)
{
    struct lengths l = {0};
    for (int32_t i = 0; i < in->families_n; i++) {
        const struct plan_slice w = in->families[i].windows;
        l.windows = slice_end(w, l.windows);
        l.windows_longest = w.n > l.windows_longest ? w.n : l.windows_longest;
    }
    for (int32_t i = 0; i < in->carers_n; i++) {
        const struct plan_slice k = in->carers[i].skills;
        l.windows = slice_end(in->carers[i].windows, l.windows);
        l.skills = slice_end(k, l.skills);
        l.skills_longest = k.n > l.skills_longest ? k.n : l.skills_longest;
    }
    return l;
}

static struct err *copies_make(struct relax *r, const struct plan_instance *in)
{
    const struct lengths l = lengths_of(in);
    /* behind: one changed list, and a phantom carer's own */
    size_t windows_room = (size_t)l.windows + (size_t)l.windows_longest + (size_t)in->days;
    size_t skills_room = (size_t)l.skills + (size_t)l.skills_longest + 1 + PLAN_NAMES_MAX;
    r->families = arena_grow(r->arena, in->families, (size_t)in->families_n, (size_t)in->families_n,
                             sizeof *r->families);
    r->carers = arena_grow(r->arena, in->carers, (size_t)in->carers_n,
                           (size_t)in->carers_n + SPARE_CARERS, sizeof *r->carers);
    r->windows =
        arena_grow(r->arena, in->windows, (size_t)l.windows, windows_room, sizeof *r->windows);
    r->skills =
        arena_grow(r->arena, in->skills_held, (size_t)l.skills, skills_room, sizeof *r->skills);
    r->list = arena_makes(r->arena, int32_t, (size_t)in->carers_n + SPARE_CARERS);
    if (r->families == NULL || r->carers == NULL || r->windows == NULL || r->skills == NULL ||
        r->list == NULL)
        return err_no_memory();
    r->windows_n = l.windows;
    r->skills_n = l.skills;
    r->in = *in;
    r->in.families = r->families;
    r->in.carers = r->carers;
    r->in.windows = r->windows;
    r->in.skills_held = r->skills;
    return NULL;
}

static struct err *prices_take(struct relax *r, const struct plan_certificate *certificate)
{
    static const struct plan_prices none = {0};
    wide total;
    struct err *fault;
    TRY(verify_prices_new(r->arena, r->world, &none, &r->none, &total, &fault));
    if (certificate == NULL)
        return NULL;
    const struct plan_node *node = certificate->root;
    while (node->prices == NULL)
        node = node->without;
    r->scale = certificate->scale;
    TRY(verify_prices_new(r->arena, r->world, node->prices, &r->prices, &total, &fault));
    return fault;
}

/* ---- a carer who does not exist ---- */

static void phantom_windows(struct relax *r)
{
    struct plan_slice windows = {r->windows_n, 0};
    for (int32_t day = 0; day < r->in.days; day++) {
        bool weekend = day % 7 >= 5;
        struct plan_window *w = &r->windows[windows.from + windows.n++];
        w->from = day * PLAN_DAY + (weekend ? WEEKEND_FROM : EVENING_FROM);
        w->to = day * PLAN_DAY + (weekend ? WEEKEND_TO : EVENING_TO);
    }
    r->windows_n += windows.n;
    r->carers[r->phantom].windows = windows;
}

static void phantom_add(struct relax *r)
{
    r->phantom = r->in.carers_n++;
    r->carers[r->phantom] = (struct plan_carer){.skills = {r->skills_n, 0}};
    r->skills_n += PLAN_NAMES_MAX;
    phantom_windows(r);
}

void relax_phantom(struct relax *r, const struct plan_carer *carer, uint64_t skills)
{
    struct plan_carer *phantom = &r->carers[r->phantom];
    struct plan_slice windows = phantom->windows;
    struct plan_slice held = {phantom->skills.from, 0};
    for (int32_t k = 0; k < r->in.skill_names_n; k++)
        if ((skills >> k & 1) != 0)
            r->skills[held.from + held.n++] = (struct plan_skill){k, -1, PLAN_DAYS_MAX};
    *phantom = *carer;
    phantom->windows = windows;
    phantom->skills = held;
    verify_world_refresh(r->world);
}

struct err *relax_new(struct arena *into, const struct plan_instance *in,
                      const struct plan_solution *solution, bool phantom, struct relax **ret_relax)
{
    struct relax *r = arena_make(into, struct relax);
    NEED(r);
    r->arena = into;
    r->phantom = -1;
    TRY(copies_make(r, in));
    if (phantom)
        phantom_add(r);
    TRY(verify_world_new(into, &r->in, &r->world));
    TRY(verify_taken_new(into, &r->in, solution->sessions, solution->sessions_n, &r->taken));
    TRY(prices_take(r, solution->certificate));
    TRY(verify_desk_new(into, r->world, &r->desk));
    *ret_relax = r;
    return NULL;
}

struct err *relax_ask(struct relax *r, int32_t family, enum relax_against against,
                      struct relax_answer *ret_answer)
{
    bool priced = against == RELAX_PRICED && r->prices != NULL;
    const struct verify_leaf leaf = {.world = r->world,
                                     .prices = priced ? r->prices : r->none,
                                     .taken = priced ? NULL : r->taken,
                                     .scale = priced ? r->scale : 1};
    bool possible;
    int32_t n;
    ret_answer->slots = 0;
    TRY(verify_best(r->desk, &leaf, family, &ret_answer->value, &possible));
    const struct verify_session *chosen = verify_desk_choice(r->desk, &n);
    for (int32_t i = 0; i < n; i++)
        ret_answer->slots += chosen[i].end - chosen[i].start;
    return NULL;
}

struct plan_slice relax_window(struct relax *r, int32_t family, int32_t window, int32_t before,
                               int32_t after)
{
    struct plan_slice old = r->families[family].windows;
    struct plan_slice changed = {r->windows_n, 0};
    for (int32_t i = 0; i < old.n; i++) {
        struct plan_window w = r->windows[old.from + i];
        if (i == window) {
            w.from = w.from < before ? 0 : w.from - before;
            w.to = w.to + after > r->in.slots ? r->in.slots : w.to + after;
        }
        struct plan_window *last = &r->windows[changed.from + changed.n - 1];
        if (changed.n > 0 && w.from <= last->to)
            last->to = w.to > last->to ? w.to : last->to;
        else
            r->windows[changed.from + changed.n++] = w;
    }
    r->families[family].windows = changed;
    return old;
}

void relax_window_back(struct relax *r, int32_t family, struct plan_slice old)
{
    r->families[family].windows = old;
}

struct plan_slice relax_skill(struct relax *r, int32_t carer, int32_t skill)
{
    struct plan_slice old = r->carers[carer].skills;
    struct plan_slice changed = {r->skills_n, 0};
    bool placed = false;
    for (int32_t i = 0; i < old.n; i++) {
        const struct plan_skill held = r->skills[old.from + i];
        if (!placed && held.skill >= skill) {
            r->skills[changed.from + changed.n++] = (struct plan_skill){skill, -1, PLAN_DAYS_MAX};
            placed = true;
        }
        if (held.skill != skill)
            r->skills[changed.from + changed.n++] = held;
    }
    if (!placed)
        r->skills[changed.from + changed.n++] = (struct plan_skill){skill, -1, PLAN_DAYS_MAX};
    r->carers[carer].skills = changed;
    return old;
}

void relax_skill_back(struct relax *r, int32_t carer, struct plan_slice old)
{
    r->carers[carer].skills = old;
}
