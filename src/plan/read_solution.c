/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* read_solution.c - short-breaks-solution/1: sessions, claims and the tree of prices.
 *
 * Only form and number ranges are refused here. Whether a session exists, a figure is right or a
 * price is allowed is for the verifier, which reads these files without trusting them. */
#include <string.h>

#include "plan/list.h"
#include "plan/read.h"
#include "plan/read_inner.h"
#include "plan/scan.h"

/* Any int32: a position that is nobody's is the verifier's finding, not a fault of form. */
#define ANY_POSITION                                                                               \
    {                                                                                              \
        INT32_MIN, INT32_MAX                                                                       \
    }
#define ANY_PRICE                                                                                  \
    {                                                                                              \
        0, INT64_MAX                                                                               \
    }

enum { COLUMNS_MAX = 5 };

/* ---- lists of rows of numbers ---- */

/* Reads rows like [carer, slot, price] and lets `put` append each to the list. */
static struct err *read_rows(struct scan *s, const struct scan_range *ranges, size_t columns,
                             void (*put)(const int64_t *row, void *into), struct plan_list *list)
{
    unsigned char item[64];
    TRY(scan_list(s));
    for (;;) {
        bool more;
        int64_t row[COLUMNS_MAX];
        TRY(scan_item(s, &more));
        if (!more)
            return NULL;
        TRY(scan_numbers(s, ranges, columns, row));
        put(row, item);
        TRY(plan_list_push(scan_arena(s), list, item));
    }
}

static void put_session(const int64_t *row, void *into)
{
    struct plan_session q = {(int32_t)row[0], (int32_t)row[1], (int32_t)row[2], (int32_t)row[3]};
    memcpy(into, &q, sizeof q);
}

static void put_slot(const int64_t *row, void *into)
{
    struct plan_price_slot p = {(int32_t)row[0], (int32_t)row[1], row[2]};
    memcpy(into, &p, sizeof p);
}

static void put_week(const int64_t *row, void *into)
{
    struct plan_price_week p = {(int32_t)row[0], (int32_t)row[1], row[2]};
    memcpy(into, &p, sizeof p);
}

static void put_cut(const int64_t *row, void *into)
{
    struct plan_price_cut p = {(int32_t)row[0], (int32_t)row[1], (int32_t)row[2], row[3]};
    memcpy(into, &p, sizeof p);
}

static void put_carer(const int64_t *row, void *into)
{
    struct plan_price_carer p = {(int32_t)row[0], row[1]};
    memcpy(into, &p, sizeof p);
}

static void put_pair(const int64_t *row, void *into)
{
    struct plan_price_pair p = {(int32_t)row[0], (int32_t)row[1], (int32_t)row[2], (int32_t)row[3],
                                row[4]};
    memcpy(into, &p, sizeof p);
}

/* ---- the certificate ---- */

static const struct scan_range triple[3] = {ANY_POSITION, ANY_POSITION, ANY_PRICE};

static struct err *read_slot(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_prices *prices = into;
    struct plan_list list = plan_list_of(struct plan_price_slot);
    (void)rule;
    TRY(read_rows(s, triple, 3, put_slot, &list));
    prices->slot = list.items;
    prices->slot_n = list.n;
    return NULL;
}

static struct err *read_week(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_prices *prices = into;
    struct plan_list list = plan_list_of(struct plan_price_week);
    (void)rule;
    TRY(read_rows(s, triple, 3, put_week, &list));
    prices->week = list.items;
    prices->week_n = list.n;
    return NULL;
}

static struct err *read_cut(struct scan *s, const struct scan_rule *rule, void *into)
{
    static const struct scan_range ranges[4] = {ANY_POSITION, ANY_POSITION, ANY_POSITION,
                                                ANY_PRICE};
    struct plan_prices *prices = into;
    struct plan_list list = plan_list_of(struct plan_price_cut);
    (void)rule;
    TRY(read_rows(s, ranges, 4, put_cut, &list));
    prices->cut = list.items;
    prices->cut_n = list.n;
    return NULL;
}

static struct err *read_carer_prices(struct scan *s, struct plan_list *ret_list)
{
    static const struct scan_range ranges[2] = {ANY_POSITION, ANY_PRICE};
    *ret_list = plan_list_of(struct plan_price_carer);
    return read_rows(s, ranges, 2, put_carer, ret_list);
}

static struct err *read_family_prices(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_prices *prices = into;
    struct plan_list list;
    (void)rule;
    TRY(read_carer_prices(s, &list));
    prices->families = list.items;
    prices->families_n = list.n;
    return NULL;
}

static struct err *read_introductions(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_prices *prices = into;
    struct plan_list list;
    (void)rule;
    TRY(read_carer_prices(s, &list));
    prices->introductions = list.items;
    prices->introductions_n = list.n;
    return NULL;
}

static struct err *read_pair(struct scan *s, const struct scan_rule *rule, void *into)
{
    static const struct scan_range ranges[5] = {ANY_POSITION, ANY_POSITION, ANY_POSITION,
                                                ANY_POSITION, ANY_PRICE};
    struct plan_prices *prices = into;
    struct plan_list list = plan_list_of(struct plan_price_pair);
    (void)rule;
    TRY(read_rows(s, ranges, 5, put_pair, &list));
    prices->pair = list.items;
    prices->pair_n = list.n;
    return NULL;
}

/* A node as it is read, before it is known whether it is a leaf or a branch. The prices stand
 * first, so that their rules fill them in place. */
struct node_draft {
    struct plan_prices prices;
    struct plan_node node;
    int64_t scale;
    bool is_branch;
};

static struct err *read_node(struct scan *s, bool is_root, const struct plan_node **ret_node,
                             int64_t *ret_scale);

static struct err *read_without(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct node_draft *draft = into;
    (void)rule;
    return read_node(s, false, &draft->node.without, NULL);
}

static struct err *read_with(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct node_draft *draft = into;
    (void)rule;
    return read_node(s, false, &draft->node.with, NULL);
}

static struct err *read_branch(struct scan *s, const struct scan_rule *rule, void *into)
{
    static const struct scan_range ranges[2] = {ANY_POSITION, ANY_POSITION};
    struct node_draft *draft = into;
    int64_t row[2];
    (void)rule;
    TRY(scan_numbers(s, ranges, 2, row));
    draft->node.family = (int32_t)row[0];
    draft->node.carer = (int32_t)row[1];
    draft->is_branch = true;
    return NULL;
}

static const struct scan_rule node_rules[] = {
    {"slot", read_slot, 0, 0, 0, true},
    {"week", read_week, 0, 0, 0, true},
    {"cut", read_cut, 0, 0, 0, true},
    {"families", read_family_prices, 0, 0, 0, true},
    {"introductions", read_introductions, 0, 0, 0, true},
    {"pair", read_pair, 0, 0, 0, true},
    {"locked", scan_rule_int64, offsetof(struct plan_prices, locked), 0, INT64_MAX, true},
    {"branch", read_branch, 0, 0, 0, true},
    {"without", read_without, 0, 0, 0, true},
    {"with", read_with, 0, 0, 0, true},
    {"scale", scan_rule_int64, offsetof(struct node_draft, scale), 1, INT64_MAX, true},
};

static bool has_prices(const struct plan_prices *p)
{
    return p->slot_n + p->week_n + p->cut_n + p->families_n + p->introductions_n + p->pair_n > 0 ||
           p->locked > 0;
}

static struct err *read_node(struct scan *s, bool is_root, const struct plan_node **ret_node,
                             int64_t *ret_scale)
{
    struct node_draft *draft = arena_make(scan_arena(s), struct node_draft);
    NEED(draft);
    /* only the root has the last rule, the scale */
    TRY(scan_object(s, node_rules, COUNT(node_rules) - (is_root ? 0 : 1), true, draft));
    bool both = draft->node.with != NULL && draft->node.without != NULL;
    bool any = draft->node.with != NULL || draft->node.without != NULL;
    if (draft->is_branch ? !both || has_prices(&draft->prices) : any)
        return scan_wrong(s,
                          N_("Line {1}, column {2}: a branch has the members branch, with and "
                             "without, and no prices"),
                          NULL, NULL);
    if (!draft->is_branch)
        draft->node.prices = &draft->prices;
    if (is_root)
        *ret_scale = draft->scale;
    *ret_node = &draft->node;
    return NULL;
}

static struct err *read_certificate(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_solution *solution = into;
    (void)rule;
    struct plan_certificate *certificate = arena_make(scan_arena(s), struct plan_certificate);
    NEED(certificate);
    TRY(read_node(s, true, &certificate->root, &certificate->scale));
    if (certificate->scale < 1)
        return scan_wrong(s,
                          N_("Line {1}, column {2}: the object that ends here has no member {3}; "
                             "add it"),
                          "scale", NULL);
    solution->certificate = certificate;
    return NULL;
}

/* ---- claims ---- */

static struct err *read_figure(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_solution *solution = into;
    solution->has_figure[rule->offset] = true;
    return scan_number(s, rule->low, rule->high, &solution->figures[rule->offset]);
}

static struct err *read_report(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct scan_rule rules[PLAN_FIGURE__COUNT];
    (void)rule;
    for (size_t i = 0; i < PLAN_FIGURE__COUNT; i++)
        rules[i] = (struct scan_rule){
            plan_figure_name((enum plan_figure)i), read_figure, i, INT64_MIN, INT64_MAX, true};
    return scan_object(s, rules, PLAN_FIGURE__COUNT, true, into);
}

static struct err *read_reason(struct scan *s, enum plan_reason *ret_reason)
{
    struct text name;
    TRY(scan_text(s, &name));
    for (int i = 0; i < PLAN_REASON__COUNT; i++) {
        if (!text_is(name, plan_reason_name((enum plan_reason)i)))
            continue;
        *ret_reason = (enum plan_reason)i;
        return NULL;
    }
    return scan_wrong(s, N_("Line {1}, column {2}: there is no such reason"), NULL, NULL);
}

/* One [family, "reason"]. */
static struct err *read_why_item(struct scan *s, struct plan_why *ret_why)
{
    bool more;
    int64_t family;
    TRY(scan_list(s));
    TRY(scan_item(s, &more));
    if (more) {
        TRY(scan_number(s, INT32_MIN, INT32_MAX, &family));
        ret_why->family = (int32_t)family;
        TRY(scan_item(s, &more));
    }
    if (more) {
        TRY(read_reason(s, &ret_why->reason));
        TRY(scan_item(s, &more));
        if (!more)
            return NULL;
    }
    return scan_wrong(s, N_("Line {1}, column {2}: a family and its reason belong here"), NULL,
                      NULL);
}

static struct err *read_why(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_solution *solution = into;
    struct plan_list list = plan_list_of(struct plan_why);
    (void)rule;
    TRY(scan_list(s));
    for (;;) {
        bool more;
        struct plan_why why;
        TRY(scan_item(s, &more));
        if (!more)
            break;
        TRY(read_why_item(s, &why));
        TRY(plan_list_push(scan_arena(s), &list, &why));
    }
    solution->has_why = true;
    solution->why = list.items;
    solution->why_n = list.n;
    return NULL;
}

static struct err *read_sessions(struct scan *s, const struct scan_rule *rule, void *into)
{
    static const struct scan_range ranges[4] = {ANY_POSITION, ANY_POSITION, ANY_POSITION,
                                                ANY_POSITION};
    struct plan_solution *solution = into;
    struct plan_list list = plan_list_of(struct plan_session);
    (void)rule;
    TRY(read_rows(s, ranges, 4, put_session, &list));
    solution->sessions = list.items;
    solution->sessions_n = list.n;
    return NULL;
}

static struct err *read_objective(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_solution *solution = into;
    solution->has_objective = true;
    return scan_rule_int64(s, rule, into);
}

static struct err *read_bound(struct scan *s, const struct scan_rule *rule, void *into)
{
    struct plan_solution *solution = into;
    solution->has_bound = true;
    return scan_rule_int64(s, rule, into);
}

static struct err *read_format(struct scan *s, const struct scan_rule *rule, void *into)
{
    (void)rule;
    (void)into;
    return read_format_name(s, "short-breaks-solution/1");
}

static const struct scan_rule solution_rules[] = {
    {"format", read_format, 0, 0, 0, false},
    {"instance", scan_rule_text, offsetof(struct plan_solution, instance), 0, 0, false},
    {"sessions", read_sessions, 0, 0, 0, false},
    {"objective", read_objective, offsetof(struct plan_solution, objective), INT64_MIN, INT64_MAX,
     true},
    {"bound", read_bound, offsetof(struct plan_solution, bound), INT64_MIN, INT64_MAX, true},
    {"certificate", read_certificate, 0, 0, 0, true},
    {"report", read_report, 0, 0, 0, true},
    {"why", read_why, 0, 0, 0, true},
};

static struct err *solution_from(struct arena *into, struct plan_bytes *bytes,
                                 const struct plan_solution **ret_solution)
{
    struct scan *s;
    struct plan_solution *solution = arena_make(into, struct plan_solution);
    NEED(solution);
    TRY(scan_new(into, bytes, solution, &s));
    TRY(scan_object(s, solution_rules, COUNT(solution_rules), false, solution));
    TRY(scan_end(s));
    *ret_solution = solution;
    return NULL;
}

struct err *plan_solution_read(struct arena *into, const char *path,
                               const struct plan_solution **ret_solution)
{
    CLEANUP(plan_bytes_close) struct plan_bytes *bytes = NULL;
    TRY(plan_bytes_open(into, path, &bytes));
    return solution_from(into, bytes, ret_solution);
}

struct err *plan_solution_parse(struct arena *into, struct text memory,
                                const struct plan_solution **ret_solution)
{
    struct plan_bytes *bytes = NULL;
    TRY(plan_bytes_memory(into, memory, &bytes));
    return solution_from(into, bytes, ret_solution);
}
