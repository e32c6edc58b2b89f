/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* read_check.c - what the members of an instance must mean for one another.
 *
 * Everything solver and verifier rely on without asking again: references exist, windows are sorted
 * and apart, lists without repeats, labels unique, and no plan's points can leave 50 bits. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "plan/read.h"
#include "plan/read_inner.h"
#include "plan/wide.h"

/* Where a fault lies, and in which line of the file its person begins. */
struct place {
    struct arena *scratch;
    const char *list; /* "families" */
    int32_t item;
    int32_t line;
};

static struct err *wrong(const struct place *p, const char *member, const char *text,
                         const char *example)
{
    const char *path = arena_printf(p->scratch, "%s[%" PRId32 "]%s%s", p->list, p->item,
                                    member[0] == '\0' ? "" : ".", member);
    NEED(path);
    const char *line = arena_printf(p->scratch, "%" PRId32 ", %s", p->line, path);
    NEED(line);
    return err_example(err_input(p->scratch, path, text, line), example);
}

static struct err *wrong_item(const struct place *p, const char *member, int32_t item,
                              const char *text, const char *example)
{
    const char *path = arena_printf(p->scratch, "%s[%" PRId32 "]", member, item);
    NEED(path);
    return wrong(p, path, text, example);
}

static struct err *windows_check(const struct place *p, const struct plan_instance *in,
                                 struct plan_slice slice)
{
    int32_t last = -1;
    for (int32_t i = 0; i < slice.n; i++) {
        struct plan_window w = in->windows[slice.from + i];
        if (w.from < 0 || w.to <= w.from)
            return wrong_item(p, "windows", i, N_("Line {1}: a window must end after it begins"),
                              "[260, 268]");
        if (w.to > in->slots)
            return wrong_item(p, "windows", i,
                              N_("Line {1}: a window must end inside the planned days"),
                              "[260, 268]");
        if (w.from <= last)
            return wrong_item(p, "windows", i,
                              N_("Line {1}: windows must be sorted and apart; join those that "
                                 "overlap or touch"),
                              "[[260, 268], [300, 308]]");
        last = w.to;
    }
    return NULL;
}

static struct err *refs_check(const struct place *p, const struct plan_instance *in,
                              const char *member, struct plan_slice slice)
{
    int32_t last = -1;
    for (int32_t i = 0; i < slice.n; i++) {
        int32_t carer = in->carer_refs[slice.from + i];
        if (carer < 0 || carer >= in->carers_n)
            return wrong_item(p, member, i, N_("Line {1}: there is no such carer"), NULL);
        if (carer <= last)
            return wrong_item(p, member, i, N_("Line {1}: carers must be sorted, each named once"),
                              "[3, 17]");
        last = carer;
    }
    return NULL;
}

static bool mask_within(uint64_t mask, int32_t names_n)
{
    return names_n >= PLAN_NAMES_MAX || mask >> names_n == 0;
}

static struct err *place_check(const struct place *p, const struct plan_instance *in, int32_t area,
                               uint64_t languages)
{
    if (area < 0 || area >= in->area_names_n)
        return wrong(p, "area", N_("Line {1}: there is no such area"), NULL);
    if (!mask_within(languages, in->language_names_n))
        return wrong(p, "languages", N_("Line {1}: there is no such language"), NULL);
    return NULL;
}

static struct err *children_check(const struct place *p, const struct plan_instance *in,
                                  const struct plan_family *f)
{
    if (f->children.n < 1)
        return wrong(p, "children", N_("Line {1}: a family needs at least one child"),
                     "[{\"needs\": [], \"ratio\": 1}]");
    for (int32_t i = 0; i < f->children.n; i++) {
        const struct plan_child *child = &in->children[f->children.from + i];
        if (!mask_within(child->needs, in->skill_names_n))
            return wrong_item(p, "children", i, N_("Line {1}: there is no such skill"), NULL);
        if (child->ratio < 1)
            return wrong_item(p, "children", i, N_("Line {1}: the ratio must be at least 1"), "1");
    }
    return NULL;
}

static struct err *family_check(struct arena *scratch, const struct plan_instance *in, int32_t i)
{
    const struct plan_family *f = &in->families[i];
    const struct place p = {scratch, "families", i, f->line};
    TRY(place_check(&p, in, f->area, f->languages));
    TRY(children_check(&p, in, f));
    if (f->min > f->target || f->target > f->max)
        return wrong(&p, "target", N_("Line {1}: min, target and max must not decrease"),
                     "16, 24, 40");
    if (f->len_min > f->len_max)
        return wrong(&p, "len_max", N_("Line {1}: len_max must not be below len_min"), "8");
    TRY(refs_check(&p, in, "introduced", f->introduced));
    TRY(refs_check(&p, in, "excluded", f->excluded));
    return windows_check(&p, in, f->windows);
}

static struct err *carer_check(struct arena *scratch, const struct plan_instance *in, int32_t i)
{
    const struct plan_carer *c = &in->carers[i];
    const struct place p = {scratch, "carers", i, c->line};
    int32_t last = -1;
    TRY(place_check(&p, in, c->area, c->languages));
    for (int32_t k = 0; k < c->skills.n; k++) {
        int32_t skill = in->skills_held[c->skills.from + k].skill;
        if (skill < 0 || skill >= in->skill_names_n)
            return wrong_item(&p, "skills", k, N_("Line {1}: there is no such skill"), NULL);
        if (skill <= last)
            return wrong_item(&p, "skills", k, N_("Line {1}: a skill may stand here only once"),
                              NULL);
        last = skill;
    }
    return windows_check(&p, in, c->windows);
}

/* ---- labels ---- */

struct label {
    struct text id;
    int32_t item;
};

static int label_compare(const void *a, const void *b)
{
    const struct label *x = a;
    const struct label *y = b;
    int by = text_compare(x->id, y->id);
    return by != 0 ? by : (x->item > y->item) - (x->item < y->item);
}

static struct err *labels_check(struct arena *scratch, struct label *labels, int32_t n,
                                const char *list)
{
    if (n > 0)
        qsort(labels, (size_t)n, sizeof *labels, label_compare);
    for (int32_t i = 1; i < n; i++) {
        if (!text_equal(labels[i - 1].id, labels[i].id))
            continue;
        const char *path = arena_printf(scratch, "%s[%" PRId32 "].id", list, labels[i].item);
        NEED(path);
        const char *other =
            arena_printf(scratch, "%s[%" PRId32 "] (%s)", list, labels[i - 1].item, path);
        NEED(other);
        return err_input(scratch, path, N_("This id is also that of {1}; give each its own"),
                         other);
    }
    return NULL;
}

static struct err *ids_check(struct arena *scratch, const struct plan_instance *in)
{
    struct arena_mark mark = arena_mark(scratch);
    int32_t most = in->families_n > in->carers_n ? in->families_n : in->carers_n;
    struct label *labels = arena_makes(scratch, struct label, (size_t)most);
    NEED(labels);
    for (int32_t i = 0; i < in->families_n; i++)
        labels[i] = (struct label){in->families[i].id, i};
    TRY(labels_check(scratch, labels, in->families_n, "families"));
    for (int32_t i = 0; i < in->carers_n; i++)
        labels[i] = (struct label){in->carers[i].id, i};
    TRY(labels_check(scratch, labels, in->carers_n, "carers"));
    arena_rewind(scratch, mark);
    return NULL;
}

/* ---- the whole ---- */

static struct err *published_check(struct arena *scratch, const struct plan_instance *in)
{
    for (int32_t i = 0; i < in->published_n; i++) {
        const struct plan_session *q = &in->published[i].session;
        const char *text = NULL;
        if (q->family < 0 || q->family >= in->families_n)
            text = N_("There is no such family in the published session [{1}]");
        else if (q->carer < 0 || q->carer >= in->carers_n)
            text = N_("There is no such carer in the published session [{1}]");
        else if (q->start < 0 || q->end <= q->start || q->end > in->slots)
            text = N_("The published session [{1}] must end after it begins, inside the days");
        else if (i > 0 && plan_session_compare(&in->published[i - 1].session, q) >= 0)
            text = N_("The published session [{1}] stands there twice; keep one");
        if (text == NULL)
            continue;
        const char *which = arena_printf(scratch, "%" PRId32 ", %" PRId32 ", %" PRId32 ", %" PRId32,
                                         q->family, q->carer, q->start, q->end);
        NEED(which);
        return err_input(scratch, "published", text, which);
    }
    return NULL;
}

static struct err *head_check(struct arena *scratch, const struct plan_instance *in)
{
    int32_t first;
    if (!date_parse(in->start, &first) || date_weekday(first) != 1)
        return err_example(
            err_input(scratch, "start", N_("The first day must be a Monday, year-month-day")),
            "2027-03-01");
    if (in->night_from < 0 || in->night_to < in->night_from || in->night_to > PLAN_DAY)
        return err_example(
            err_input(scratch, "night", N_("The night must end after it begins, within 48 slots")),
            "[0, 12]");
    const int32_t *tier = in->params.tier_points;
    if (tier[0] < tier[1] || tier[1] < tier[2] || tier[2] < 0)
        return err_example(
            err_input(scratch, "params.tier_points",
                      N_("The points of the three steps must not increase, so that help spreads")),
            "[6, 3, 1]");
    return NULL;
}

/* The most points all terms of one family can move: slots fill the horizon, every session travels
 * as far as the family allows. */
static wide family_worth(const struct plan_instance *in, const struct plan_family *f)
{
    const struct plan_params *p = &in->params;
    wide slots = f->max < in->slots ? f->max : in->slots;
    wide sessions = slots / f->len_min;
    int32_t far = f->distance_max < 4 * PLAN_METRES_MAX ? f->distance_max : 4 * PLAN_METRES_MAX;
    wide travel = (wide)2 * far * p->travel_points_per_10km / 10000;
    return (wide)f->weight * slots * ((wide)p->tier_points[0] + p->continuity_points) +
           sessions * travel + (wide)f->carers_max * p->introduction_points;
}

static struct err *worth_check(struct arena *scratch, const struct plan_instance *in)
{
    wide worth = (wide)in->params.change_points * in->published_n;
    wide wait = 0; /* a figure, not points, but it must not overflow either */
    for (int32_t i = 0; i < in->families_n; i++) {
        const struct plan_family *f = &in->families[i];
        worth += family_worth(in, f);
        wait += (wide)f->weight * f->waiting_days;
        if (worth <= PLAN_WORTH_MAX && wait <= PLAN_WORTH_MAX)
            continue;
        const struct place p = {scratch, "families", i, f->line};
        return wrong(&p, "weight",
                     N_("Line {1}: with this family the points of a plan could pass 2 to the 50; "
                        "use smaller weights, points or days"),
                     "30");
    }
    return NULL;
}

struct err *plan_instance_check(struct arena *scratch, const struct plan_instance *in)
{
    TRY(read_ranges_check(scratch, in));
    TRY(head_check(scratch, in));
    for (int32_t i = 0; i < in->families_n; i++)
        TRY(family_check(scratch, in, i));
    for (int32_t i = 0; i < in->carers_n; i++)
        TRY(carer_check(scratch, in, i));
    TRY(ids_check(scratch, in));
    TRY(published_check(scratch, in));
    return worth_check(scratch, in);
}
