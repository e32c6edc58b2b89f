/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* read_instance.c - short-breaks-instance/1 by tables of members.
 *
 * Types and ranges of single numbers are refused here, with line and column; what one member means
 * for another (references, order of windows, sums) is left to plan_instance_check. */
#include <stdlib.h>
#include <string.h>

#include "plan/list.h"
#include "plan/read.h"
#include "plan/read_inner.h"
#include "plan/scan.h"

enum { CARERS_PER_FAMILY_MAX = 2 };

struct reader {
    struct plan_instance instance;
    struct plan_list families;
    struct plan_list carers;
    struct plan_list published;
    struct plan_list children;
    struct plan_list windows;
    struct plan_list skills_held;
    struct plan_list carer_refs;
};

static struct reader *reader_of(struct scan *s)
{
    return scan_owner(s);
}

static void slice_put(const struct scan_rule *rule, void *into, struct plan_slice slice)
{
    memcpy((char *)into + rule->offset, &slice, sizeof slice);
}

static struct plan_slice slice_since(const struct plan_list *list, size_t from)
{
    return (struct plan_slice){(int32_t)from, (int32_t)(list->n - from)};
}

/* ---- lists inside people ---- */

static struct err *read_windows(struct scan *s, const struct scan_rule *rule, void *into)
{
    static const struct scan_range range[2] = {{0, PLAN_DAYS_MAX * PLAN_DAY},
                                               {0, PLAN_DAYS_MAX * PLAN_DAY}};
    struct plan_list *list = &reader_of(s)->windows;
    size_t from = list->n;
    TRY(scan_list(s));
    for (;;) {
        bool more;
        int64_t ends[2];
        TRY(scan_item(s, &more));
        if (!more)
            break;
        TRY(scan_numbers(s, range, 2, ends));
        struct plan_window w = {(int32_t)ends[0], (int32_t)ends[1]};
        TRY(plan_list_push(scan_arena(s), list, &w));
    }
    slice_put(rule, into, slice_since(list, from));
    return NULL;
}

static struct err *read_carer_refs(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_list *list = &reader_of(s)->carer_refs;
    size_t from = list->n;
    TRY(scan_list(s));
    for (;;) {
        bool more;
        int64_t carer;
        TRY(scan_item(s, &more));
        if (!more)
            break;
        TRY(scan_number(s, 0, PLAN_PEOPLE_MAX - 1, &carer));
        int32_t narrow = (int32_t)carer;
        TRY(plan_list_push(scan_arena(s), list, &narrow));
    }
    slice_put(rule, into, slice_since(list, from));
    return NULL;
}

/* A list of skills or languages as bits. */
static struct err *read_mask(struct scan *s, const struct scan_rule *rule, void *into)
{
    uint64_t mask = 0;
    TRY(scan_list(s));
    for (;;) {
        bool more;
        int64_t k;
        TRY(scan_item(s, &more));
        if (!more)
            break;
        TRY(scan_number(s, 0, PLAN_NAMES_MAX - 1, &k));
        mask |= UINT64_C(1) << k;
    }
    memcpy((char *)into + rule->offset, &mask, sizeof mask);
    return NULL;
}

static const struct scan_rule child_rules[] = {
    {"needs", read_mask, offsetof(struct plan_child, needs), 0, 0, false},
    {"ratio", scan_rule_int32, offsetof(struct plan_child, ratio), 1, PLAN_NUMBER_MAX, false},
};

static struct err *read_children(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_list *list = &reader_of(s)->children;
    size_t from = list->n;
    TRY(scan_list(s));
    for (;;) {
        bool more;
        struct plan_child child = {0};
        TRY(scan_item(s, &more));
        if (!more)
            break;
        TRY(scan_object(s, child_rules, COUNT(child_rules), false, &child));
        TRY(plan_list_push(scan_arena(s), list, &child));
    }
    slice_put(rule, into, slice_since(list, from));
    return NULL;
}

static int32_t day_cut(int64_t day)
{
    return day < -1 ? -1 : day > PLAN_DAYS_MAX + 1 ? PLAN_DAYS_MAX + 1 : (int32_t)day;
}

static int skill_compare(const void *a, const void *b)
{
    const struct plan_skill *x = a;
    const struct plan_skill *y = b;
    return (x->skill > y->skill) - (x->skill < y->skill);
}

static struct err *read_skills_held(struct scan *s, const struct scan_rule *rule, void *into)
{
    static const struct scan_range range[3] = {
        {0, PLAN_NAMES_MAX - 1}, {INT64_MIN, INT64_MAX}, {INT64_MIN, INT64_MAX}};
    struct plan_list *list = &reader_of(s)->skills_held;
    size_t from = list->n;
    TRY(scan_list(s));
    for (;;) {
        bool more;
        int64_t n[3];
        TRY(scan_item(s, &more));
        if (!more)
            break;
        TRY(scan_numbers(s, range, 3, n));
        struct plan_skill skill = {(int32_t)n[0], day_cut(n[1]), day_cut(n[2])};
        TRY(plan_list_push(scan_arena(s), list, &skill));
    }
    if (list->n > from)
        qsort((struct plan_skill *)list->items + from, list->n - from, sizeof(struct plan_skill),
              skill_compare);
    slice_put(rule, into, slice_since(list, from));
    return NULL;
}

static struct err *read_mode(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct text mode;
    TRY(scan_text(s, &mode));
    bool visits = text_is(mode, "visit");
    if (!visits && !text_is(mode, "home"))
        return scan_wrong(s, N_("Line {1}, column {2}: the mode is \"home\" or \"visit\""), NULL,
                          NULL);
    memcpy((char *)into + rule->offset, &visits, sizeof visits);
    return NULL;
}

/* ---- people ---- */

#define FAMILY(member, low, high)                                                                  \
    {                                                                                              \
#member, scan_rule_int32, offsetof(struct plan_family, member), low, high, false           \
    }
static const struct scan_rule family_rules[] = {
    {"id", scan_rule_text, offsetof(struct plan_family, id), 0, 0, false},
    FAMILY(area, 0, PLAN_AREAS_MAX - 1),
    FAMILY(x, -PLAN_METRES_MAX, PLAN_METRES_MAX),
    FAMILY(y, -PLAN_METRES_MAX, PLAN_METRES_MAX),
    {"children", read_children, offsetof(struct plan_family, children), 0, 0, false},
    FAMILY(weight, 1, PLAN_NUMBER_MAX),
    FAMILY(waiting_days, 0, PLAN_NUMBER_MAX),
    FAMILY(min, 0, PLAN_NUMBER_MAX),
    FAMILY(target, 0, PLAN_NUMBER_MAX),
    FAMILY(max, 0, PLAN_NUMBER_MAX),
    FAMILY(len_min, 1, PLAN_NUMBER_MAX),
    FAMILY(len_max, 1, PLAN_NUMBER_MAX),
    FAMILY(len_step, 1, PLAN_NUMBER_MAX),
    FAMILY(gap, 0, PLAN_NUMBER_MAX),
    FAMILY(carers_max, 1, CARERS_PER_FAMILY_MAX),
    {"introduced", read_carer_refs, offsetof(struct plan_family, introduced), 0, 0, false},
    {"excluded", read_carer_refs, offsetof(struct plan_family, excluded), 0, 0, false},
    {"languages", read_mask, offsetof(struct plan_family, languages), 0, 0, false},
    {"max_distance", scan_rule_int32, offsetof(struct plan_family, distance_max), 0,
     PLAN_NUMBER_MAX, false},
    {"overnight", scan_rule_bool, offsetof(struct plan_family, overnight), 0, 0, false},
    {"windows", read_windows, offsetof(struct plan_family, windows), 0, 0, false},
};

#define CARER(member, low, high)                                                                   \
    {                                                                                              \
#member, scan_rule_int32, offsetof(struct plan_carer, member), low, high, false            \
    }
static const struct scan_rule carer_rules[] = {
    {"id", scan_rule_text, offsetof(struct plan_carer, id), 0, 0, false},
    CARER(area, 0, PLAN_AREAS_MAX - 1),
    CARER(x, -PLAN_METRES_MAX, PLAN_METRES_MAX),
    CARER(y, -PLAN_METRES_MAX, PLAN_METRES_MAX),
    {"skills", read_skills_held, offsetof(struct plan_carer, skills), 0, 0, false},
    {"windows", read_windows, offsetof(struct plan_carer, windows), 0, 0, false},
    CARER(week_max, 0, PLAN_NUMBER_MAX),
    CARER(families_max, 0, PLAN_NUMBER_MAX),
    CARER(new_max, 0, PLAN_NUMBER_MAX),
    CARER(children_max, 0, PLAN_NUMBER_MAX),
    {"mode", read_mode, offsetof(struct plan_carer, visits), 0, 0, false},
    {"languages", read_mask, offsetof(struct plan_carer, languages), 0, 0, false},
    {"overnight", scan_rule_bool, offsetof(struct plan_carer, overnight), 0, 0, false},
};

static void family_derive(const struct reader *r, struct plan_family *f)
{
    const struct plan_child *children = r->children.items;
    f->ratio = PLAN_NUMBER_MAX;
    for (int32_t i = 0; i < f->children.n; i++) {
        const struct plan_child *child = &children[f->children.from + i];
        f->needs |= child->needs;
        if (child->ratio < f->ratio)
            f->ratio = child->ratio;
    }
}

static struct err *people_full(struct scan *s)
{
    return scan_wrong(s,
                      N_("Line {1}, column {2}: more people than this program plans for; "
                         "plan the regions apart"),
                      NULL, NULL);
}

static struct err *read_families(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct reader *r = into;
    (void)rule;
    TRY(scan_list(s));
    for (;;) {
        bool more;
        struct plan_family f = {0};
        TRY(scan_item(s, &more));
        if (!more)
            return NULL;
        if (r->families.n == PLAN_PEOPLE_MAX)
            return people_full(s);
        f.line = scan_line(s);
        TRY(scan_object(s, family_rules, COUNT(family_rules), false, &f));
        family_derive(r, &f);
        TRY(plan_list_push(scan_arena(s), &r->families, &f));
    }
}

static struct err *read_carers(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct reader *r = into;
    (void)rule;
    TRY(scan_list(s));
    for (;;) {
        bool more;
        struct plan_carer c = {0};
        TRY(scan_item(s, &more));
        if (!more)
            return NULL;
        if (r->carers.n == PLAN_PEOPLE_MAX)
            return people_full(s);
        c.line = scan_line(s);
        TRY(scan_object(s, carer_rules, COUNT(carer_rules), false, &c));
        TRY(plan_list_push(scan_arena(s), &r->carers, &c));
    }
}

static struct err *read_published(struct scan *s, const struct scan_rule *rule, void *into)
{
    static const struct scan_range range[5] = {{0, PLAN_PEOPLE_MAX - 1},
                                               {0, PLAN_PEOPLE_MAX - 1},
                                               {0, PLAN_DAYS_MAX * PLAN_DAY},
                                               {0, PLAN_DAYS_MAX * PLAN_DAY},
                                               {0, 1}};
    struct reader *r = into;
    (void)rule;
    TRY(scan_list(s));
    for (;;) {
        bool more;
        int64_t n[5];
        TRY(scan_item(s, &more));
        if (!more)
            return NULL;
        TRY(scan_numbers(s, range, 5, n));
        struct plan_published p = {{(int32_t)n[0], (int32_t)n[1], (int32_t)n[2], (int32_t)n[3]},
                                   n[4] == 1};
        r->instance.locked_n += p.locked;
        TRY(plan_list_push(scan_arena(s), &r->published, &p));
    }
}

/* ---- the whole ---- */

struct names {
    const struct text *at;
    int32_t n;
};

static struct err *read_names(struct scan *s, const struct scan_rule *rule, struct names *ret_names)
{
    struct plan_list list = plan_list_of(struct text);
    TRY(scan_list(s));
    for (;;) {
        bool more;
        struct text name;
        TRY(scan_item(s, &more));
        if (!more)
            break;
        if ((int64_t)list.n == rule->high)
            return scan_wrong(s, N_("Line {1}, column {2}: too many names in this list"), NULL,
                              NULL);
        TRY(scan_text(s, &name));
        TRY(plan_list_push(scan_arena(s), &list, &name));
    }
    *ret_names = (struct names){list.items, (int32_t)list.n};
    return NULL;
}

static struct err *read_skill_names(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_instance *in = into;
    struct names names = {0};
    TRY(read_names(s, rule, &names));
    in->skill_names = names.at;
    in->skill_names_n = names.n;
    return NULL;
}

static struct err *read_language_names(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_instance *in = into;
    struct names names = {0};
    TRY(read_names(s, rule, &names));
    in->language_names = names.at;
    in->language_names_n = names.n;
    return NULL;
}

static struct err *read_area_names(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_instance *in = into;
    struct names names = {0};
    TRY(read_names(s, rule, &names));
    in->area_names = names.at;
    in->area_names_n = names.n;
    return NULL;
}

static struct err *read_format(struct scan *s, const struct scan_rule *rule, void *into)
{
    (void)rule;
    (void)into;
    return read_format_name(s, "short-breaks-instance/1");
}

static struct err *read_slot_minutes(struct scan *s, const struct scan_rule *rule, void *into)
{
    int64_t minutes;
    (void)into;
    return scan_number(s, rule->low, rule->high, &minutes);
}

static struct err *read_night(struct scan *s, const struct scan_rule *rule, void *into)
{
    static const struct scan_range range[2] = {{0, PLAN_DAY}, {0, PLAN_DAY}};
    struct plan_instance *in = into;
    int64_t n[2];
    (void)rule;
    TRY(scan_numbers(s, range, 2, n));
    in->night_from = (int32_t)n[0];
    in->night_to = (int32_t)n[1];
    return NULL;
}

static struct err *read_tiers(struct scan *s, const struct scan_rule *rule, void *into)
{
    static const struct scan_range range[3] = {
        {0, PLAN_NUMBER_MAX}, {0, PLAN_NUMBER_MAX}, {0, PLAN_NUMBER_MAX}};
    struct plan_params *p = into;
    int64_t n[3];
    (void)rule;
    TRY(scan_numbers(s, range, 3, n));
    for (int i = 0; i < 3; i++)
        p->tier_points[i] = (int32_t)n[i];
    return NULL;
}

#define PARAM(member, low, high)                                                                   \
    {                                                                                              \
#member, scan_rule_int32, offsetof(struct plan_params, member), low, high, false           \
    }
static const struct scan_rule param_rules[] = {
    {"tier_points", read_tiers, 0, 0, 0, false},
    PARAM(continuity_points, 0, PLAN_NUMBER_MAX),
    PARAM(introduction_points, 0, PLAN_NUMBER_MAX),
    PARAM(travel_points_per_10km, 0, PLAN_NUMBER_MAX),
    PARAM(change_points, 0, PLAN_NUMBER_MAX),
    PARAM(metres_per_slot, 1, PLAN_NUMBER_MAX),
    PARAM(turnaround, 0, PLAN_DAY),
};

static struct err *read_params(struct scan *s, const struct scan_rule *rule, void *into)
{
    (void)rule;
    struct plan_instance *in = into;
    return scan_object(s, param_rules, COUNT(param_rules), false, &in->params);
}

/* `into` is the reader, whose first member is the instance. */
static const struct scan_rule instance_rules[] = {
    {"format", read_format, 0, 0, 0, false},
    {"name", scan_rule_text, offsetof(struct plan_instance, name), 0, 0, false},
    {"start", scan_rule_text, offsetof(struct plan_instance, start), 0, 0, false},
    {"days", scan_rule_int32, offsetof(struct plan_instance, days), 1, PLAN_DAYS_MAX, false},
    {"slot_minutes", read_slot_minutes, 0, PLAN_SLOT_MINUTES, PLAN_SLOT_MINUTES, false},
    {"night", read_night, 0, 0, 0, false},
    {"params", read_params, 0, 0, 0, false},
    {"skills", read_skill_names, 0, 0, PLAN_NAMES_MAX, false},
    {"languages", read_language_names, 0, 0, PLAN_NAMES_MAX, false},
    {"areas", read_area_names, 0, 0, PLAN_AREAS_MAX, false},
    {"families", read_families, 0, 0, 0, false},
    {"carers", read_carers, 0, 0, 0, false},
    {"published", read_published, 0, 0, 0, false},
};

static struct err *rules_check(struct arena *scratch, const struct scan_rule *rules, size_t n,
                               const void *of, const char *list, int32_t item)
{
    for (size_t i = 0; i < n; i++) {
        int32_t number;
        if (rules[i].read != scan_rule_int32)
            continue;
        memcpy(&number, (const char *)of + rules[i].offset, sizeof number);
        if (number >= rules[i].low && number <= rules[i].high)
            continue;
        const char *place = item < 0
                                ? arena_printf(scratch, "%s%s", list, rules[i].member)
                                : arena_printf(scratch, "%s[%d].%s", list, item, rules[i].member);
        const char *low = arena_printf(scratch, "%lld", (long long)rules[i].low);
        const char *high = arena_printf(scratch, "%lld", (long long)rules[i].high);
        if (place == NULL || low == NULL || high == NULL)
            return err_no_memory();
        return err_input(scratch, place, N_("{1} must be a whole number from {2} to {3}"), place,
                         low, high);
    }
    return NULL;
}

struct err *read_ranges_check(struct arena *scratch, const struct plan_instance *in)
{
    TRY(rules_check(scratch, instance_rules, COUNT(instance_rules), in, "", -1));
    TRY(rules_check(scratch, param_rules, COUNT(param_rules), &in->params, "params.", -1));
    for (int32_t i = 0; i < in->families_n; i++)
        TRY(rules_check(scratch, family_rules, COUNT(family_rules), &in->families[i], "families",
                        i));
    for (int32_t i = 0; i < in->carers_n; i++)
        TRY(rules_check(scratch, carer_rules, COUNT(carer_rules), &in->carers[i], "carers", i));
    return NULL;
}

static int published_compare(const void *a, const void *b)
{
    const struct plan_published *x = a;
    const struct plan_published *y = b;
    return plan_session_compare(&x->session, &y->session);
}

static void instance_fill(struct reader *r)
{
    struct plan_instance *in = &r->instance;
    in->slots = in->days * PLAN_DAY;
    in->weeks = (in->days + 6) / 7;
    in->families = r->families.items;
    in->families_n = (int32_t)r->families.n;
    in->carers = r->carers.items;
    in->carers_n = (int32_t)r->carers.n;
    in->published = r->published.items;
    in->published_n = (int32_t)r->published.n;
    in->children = r->children.items;
    in->windows = r->windows.items;
    in->skills_held = r->skills_held.items;
    in->carer_refs = r->carer_refs.items;
    if (r->published.n > 0)
        qsort(r->published.items, r->published.n, sizeof(struct plan_published), published_compare);
}

static struct err *instance_from(struct arena *into, struct plan_bytes *bytes,
                                 const struct plan_instance **ret_instance)
{
    struct scan *s;
    struct reader *r = arena_make(into, struct reader);
    NEED(r);
    r->families = plan_list_of(struct plan_family);
    r->carers = plan_list_of(struct plan_carer);
    r->published = plan_list_of(struct plan_published);
    r->children = plan_list_of(struct plan_child);
    r->windows = plan_list_of(struct plan_window);
    r->skills_held = plan_list_of(struct plan_skill);
    r->carer_refs = plan_list_of(int32_t);
    TRY(scan_new(into, bytes, r, &s));
    TRY(scan_object(s, instance_rules, COUNT(instance_rules), false, r));
    TRY(scan_end(s));
    instance_fill(r);
    TRY(plan_instance_check(into, &r->instance));
    *ret_instance = &r->instance;
    return NULL;
}

struct err *plan_instance_read(struct arena *into, const char *path,
                               const struct plan_instance **ret_instance)
{
    CLEANUP(plan_bytes_close) struct plan_bytes *bytes = NULL;
    TRY(plan_bytes_open(into, path, &bytes));
    return instance_from(into, bytes, ret_instance);
}

struct err *plan_instance_parse(struct arena *into, struct text memory,
                                const struct plan_instance **ret_instance)
{
    struct plan_bytes *bytes = NULL;
    TRY(plan_bytes_memory(into, memory, &bytes));
    return instance_from(into, bytes, ret_instance);
}
