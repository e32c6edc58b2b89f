/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_plan.c - a whole plan: rules 1 to 9, objective, figures and reasons, recounted.
 *
 * Every session is judged alone, then in the order of its family, then in the order of its carer.
 * A session of nobody is one fault and counts no further. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "plan/verify_inner.h"

/* The counting of one plan. `sessions` are copies of those that name real people. */
struct count {
    struct arena *arena;
    const struct verify_world *world;
    const struct plan_instance *in;
    struct plan_verdict *verdict;
    struct plan_session *sessions;
    size_t n;
    int64_t *family_slots; /* by family */
    bool *family_served;
    bool *published_kept;
    wide tiers;
    wide continuity;
    wide travel;
};

void verify_fault(struct plan_verdict *verdict, struct err *fault)
{
    if (verdict->faults_n++ < PLAN_FAULTS_MAX)
        err_collect(&verdict->faults, fault);
}

/* A fault of one session: {1} names it, {2} and {3} are a and b when not negative. */
static struct err *session_fault(struct count *c, const struct plan_session *q, const char *text,
                                 int64_t a, int64_t b)
{
    const char *which =
        arena_printf(c->arena, "[%" PRId32 ", %" PRId32 ", %" PRId32 ", %" PRId32 "]", q->family,
                     q->carer, q->start, q->end);
    const char *first = arena_printf(c->arena, "%" PRId64, a);
    const char *second = arena_printf(c->arena, "%" PRId64, b);
    if (which == NULL || first == NULL || second == NULL)
        return err_no_memory();
    verify_fault(c->verdict, err_new(c->arena, ERR_INTEGRITY, text, which, first, second));
    return NULL;
}

/* ---- sessions alone ---- */

static bool is_real(const struct plan_instance *in, const struct plan_session *q)
{
    return q->family >= 0 && q->family < in->families_n && q->carer >= 0 &&
           q->carer < in->carers_n && q->start >= 0 && q->start < q->end && q->end <= in->slots;
}

static struct err *times_check(struct count *c, const struct plan_session *q)
{
    const struct plan_instance *in = c->in;
    const struct plan_family *f = &in->families[q->family];
    const struct plan_carer *k = &in->carers[q->carer];
    int32_t n = q->end - q->start;
    if (n < f->len_min || n > f->len_max || (n - f->len_min) % f->len_step != 0)
        TRY(session_fault(c, q, N_("Session {1}: the family does not accept this length"), 0, 0));
    if (!verify_in_window(in, f->windows, q->start, q->end))
        TRY(session_fault(c, q, N_("Session {1}: outside the family's windows"), 0, 0));
    if (!verify_in_window(in, k->windows, q->start, q->end))
        TRY(session_fault(c, q, N_("Session {1}: outside the carer's windows"), 0, 0));
    if (verify_night(in, q->start, q->end) && !(f->overnight && k->overnight))
        TRY(session_fault(c, q, N_("Session {1}: a night that family or carer does not have"), 0,
                          0));
    return NULL;
}

static struct err *match_check(struct count *c, const struct plan_session *q)
{
    const struct plan_instance *in = c->in;
    const struct plan_family *f = &in->families[q->family];
    int32_t skill = verify_skill_missing(in, q->family, q->carer, q->start, q->end);
    int32_t metres = verify_distance_home(in, q->family, q->carer);
    if (skill >= 0)
        TRY(session_fault(c, q, N_("Session {1}: skill {2} is not held on every day of it"), skill,
                          0));
    if (verify_refers(in, f->excluded, q->carer))
        TRY(session_fault(c, q, N_("Session {1}: this family and carer must not be matched"), 0,
                          0));
    if ((f->languages & in->carers[q->carer].languages) == 0)
        TRY(session_fault(c, q, N_("Session {1}: family and carer share no language"), 0, 0));
    if (metres > f->distance_max)
        TRY(session_fault(c, q, N_("Session {1}: {2} metres apart, at most {3}"), metres,
                          f->distance_max));
    if (!verify_group_fits(in, q->family, q->carer))
        TRY(session_fault(c, q, N_("Session {1}: too many children for one carer"), 0, 0));
    return NULL;
}

/* ---- a family's sessions ---- */

static int by_family(const void *a, const void *b)
{
    const struct plan_session *p = a;
    const struct plan_session *q = b;
    if (p->family != q->family)
        return p->family < q->family ? -1 : 1;
    if (p->start != q->start)
        return p->start < q->start ? -1 : 1;
    if (p->end != q->end)
        return p->end < q->end ? -1 : 1;
    return (p->carer > q->carer) - (p->carer < q->carer);
}

static int number_compare(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a;
    int32_t y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Different numbers among n, which are sorted in place. */
static int32_t distinct(int32_t *numbers, size_t n)
{
    int32_t count = 0;
    if (n > 0)
        qsort(numbers, n, sizeof *numbers, number_compare);
    for (size_t i = 0; i < n; i++)
        count += i == 0 || numbers[i] != numbers[i - 1];
    return count;
}

static struct err *family_check(struct count *c, const struct plan_session *s, size_t n,
                                int32_t *scratch)
{
    const struct plan_family *f = &c->in->families[s->family];
    int64_t slots = 0;
    for (size_t i = 0; i < n; i++) {
        slots += s[i].end - s[i].start;
        scratch[i] = s[i].carer;
        if (i > 0 && s[i].start - s[i - 1].end < f->gap)
            TRY(session_fault(c, &s[i],
                              N_("Session {1}: fewer than {2} slots after the family's "
                                 "last one"),
                              f->gap, 0));
    }
    int32_t carers = distinct(scratch, n);
    c->family_slots[s->family] = slots;
    c->family_served[s->family] = true;
    c->tiers += verify_utility(c->in, s->family, slots);
    if (slots > f->max)
        TRY(session_fault(c, s, N_("Family of session {1}: {2} slots in all, at most {3}"), slots,
                          f->max));
    if (carers > f->carers_max)
        TRY(session_fault(c, s, N_("Family of session {1}: {2} carers, at most {3}"), carers,
                          f->carers_max));
    return NULL;
}

static struct err *families_check(struct count *c, int32_t *scratch)
{
    if (c->n > 0)
        qsort(c->sessions, c->n, sizeof *c->sessions, by_family);
    for (size_t from = 0, to; from < c->n; from = to) {
        for (to = from; to < c->n && c->sessions[to].family == c->sessions[from].family;)
            to++;
        TRY(family_check(c, c->sessions + from, to - from, scratch));
    }
    return NULL;
}

/* ---- a carer's sessions ---- */

static int by_carer(const void *a, const void *b)
{
    const struct plan_session *p = a;
    const struct plan_session *q = b;
    return p->carer != q->carer   ? (p->carer < q->carer ? -1 : 1)
           : p->start != q->start ? (p->start < q->start ? -1 : 1)
           : p->end != q->end     ? (p->end < q->end ? -1 : 1)
                                  : (p->family > q->family) - (p->family < q->family);
}

static struct err *weeks_check(struct count *c, const struct plan_session *s, size_t n)
{
    int32_t most = c->in->carers[s->carer].week_max;
    for (size_t from = 0, to; from < n; from = to) {
        int64_t slots = 0;
        int32_t week = s[from].start / PLAN_WEEK;
        for (to = from; to < n && s[to].start / PLAN_WEEK == week; to++)
            slots += s[to].end - s[to].start;
        if (slots > most)
            TRY(session_fault(c, &s[from],
                              N_("Week of session {1}: the carer has {2} slots, at "
                                 "most {3}"),
                              slots, most));
    }
    return NULL;
}

static struct err *carer_check(struct count *c, const struct plan_session *s, size_t n,
                               int32_t *scratch)
{
    const struct plan_carer *k = &c->in->carers[s->carer];
    for (size_t i = 1; i < n; i++) {
        int32_t between = verify_between(c->in, s->carer, s[i - 1].family, s[i].family);
        if (s[i].start - s[i - 1].end < between)
            TRY(session_fault(c, &s[i],
                              N_("Session {1}: fewer than {2} slots after the carer's "
                                 "last one"),
                              between, 0));
    }
    TRY(weeks_check(c, s, n));
    size_t fresh = 0;
    for (size_t i = 0; i < n; i++)
        if (!verify_introduced(c->in, s[i].family, s->carer))
            scratch[fresh++] = s[i].family;
    int32_t introductions = distinct(scratch, fresh);
    for (size_t i = 0; i < n; i++)
        scratch[i] = s[i].family;
    int32_t families = distinct(scratch, n);
    c->verdict->figures[PLAN_NEW_INTRODUCTIONS] += introductions;
    if (families > k->families_max)
        TRY(session_fault(c, s, N_("Carer of session {1}: {2} families, at most {3}"), families,
                          k->families_max));
    if (introductions > k->new_max)
        TRY(session_fault(c, s, N_("Carer of session {1}: {2} new families, at most {3}"),
                          introductions, k->new_max));
    return NULL;
}

static struct err *carers_check(struct count *c, int32_t *scratch)
{
    if (c->n > 0)
        qsort(c->sessions, c->n, sizeof *c->sessions, by_carer);
    for (size_t from = 0, to; from < c->n; from = to) {
        for (to = from; to < c->n && c->sessions[to].carer == c->sessions[from].carer;)
            to++;
        TRY(carer_check(c, c->sessions + from, to - from, scratch));
    }
    return NULL;
}

/* ---- sums ---- */

static void session_count(struct count *c, const struct plan_session *q)
{
    int64_t *figures = c->verdict->figures;
    int64_t slots = q->end - q->start;
    int32_t published = verify_published(c->in, q);
    figures[PLAN_SESSIONS]++;
    figures[PLAN_SLOTS] += slots;
    figures[PLAN_TRAVEL_METRES] += (int64_t)2 * verify_distance_home(c->in, q->family, q->carer);
    c->travel += verify_travel(c->in, q->family, q->carer);
    if (verify_introduced(c->in, q->family, q->carer)) {
        figures[PLAN_CONTINUITY_SLOTS] += slots;
        c->continuity +=
            (wide)c->in->params.continuity_points * c->in->families[q->family].weight * slots;
    }
    if (published >= 0)
        c->published_kept[published] = true;
}

static struct err *sessions_count(struct count *c, const struct plan_solution *solution)
{
    for (size_t i = 0; i < solution->sessions_n; i++) {
        const struct plan_session *q = &solution->sessions[i];
        if (!is_real(c->in, q)) {
            TRY(session_fault(c, q, N_("Session {1}: no such family, carer or time"), 0, 0));
            continue;
        }
        TRY(times_check(c, q));
        TRY(match_check(c, q));
        session_count(c, q);
        c->sessions[c->n++] = *q;
    }
    return NULL;
}

static struct err *published_count(struct count *c)
{
    for (int32_t i = 0; i < c->in->published_n; i++) {
        if (c->published_kept[i])
            continue;
        c->verdict->figures[PLAN_PUBLISHED_CHANGED]++;
        if (c->in->published[i].locked)
            TRY(session_fault(c, &c->in->published[i].session,
                              N_("The locked session {1} is missing"), 0, 0));
    }
    return NULL;
}

static void people_count(struct count *c)
{
    int64_t *figures = c->verdict->figures;
    wide wait = 0;
    for (int32_t i = 0; i < c->in->families_n; i++) {
        const struct plan_family *f = &c->in->families[i];
        figures[PLAN_FAMILIES_MINIMUM] += c->family_slots[i] >= f->min;
        figures[PLAN_FAMILIES_TARGET] += c->family_slots[i] >= f->target;
        if (!c->family_served[i])
            continue;
        figures[PLAN_FAMILIES_SERVED]++;
        figures[PLAN_CHILDREN_SERVED] += f->children.n;
        wait += (wide)f->weight * f->waiting_days;
    }
    figures[PLAN_WEIGHTED_WAIT_SERVED] = wide_cut(wait);
}

static void objective_count(struct count *c)
{
    const struct plan_params *p = &c->in->params;
    const int64_t *figures = c->verdict->figures;
    wide introductions = (wide)figures[PLAN_NEW_INTRODUCTIONS] * p->introduction_points;
    wide changes = (wide)figures[PLAN_PUBLISHED_CHANGED] * p->change_points;
    c->verdict->parts =
        (struct plan_parts){wide_cut(c->tiers), wide_cut(c->continuity), wide_cut(introductions),
                            wide_cut(c->travel), wide_cut(changes)};
    c->verdict->objective =
        wide_cut(c->tiers + c->continuity - introductions - c->travel - changes);
}

/* ---- claims ---- */

/* {1} is the claim's name, {2} what it says, {3} what is right. */
static struct err *claim_fault(struct count *c, const char *text, const char *name, int64_t claimed,
                               int64_t right)
{
    const char *said = arena_printf(c->arena, "%" PRId64, claimed);
    const char *found = arena_printf(c->arena, "%" PRId64, right);
    if (said == NULL || found == NULL)
        return err_no_memory();
    verify_fault(c->verdict, err_new(c->arena, ERR_INTEGRITY, text, name, said, found));
    return NULL;
}

static struct err *claims_check(struct count *c, const struct plan_solution *s)
{
    const struct plan_verdict *v = c->verdict;
    if (!text_equal(s->instance, c->in->name))
        verify_fault(c->verdict, err_new(c->arena, ERR_INTEGRITY,
                                         N_("The solution belongs to another instance")));
    if (!s->has_objective)
        verify_fault(c->verdict,
                     err_new(c->arena, ERR_INTEGRITY, N_("The solution states no objective")));
    else if (s->objective != v->objective)
        TRY(claim_fault(c, N_("The {1} is stated as {2}; recounted it is {3}"), "objective",
                        s->objective, v->objective));
    if (s->has_bound && s->bound < v->objective)
        TRY(claim_fault(c, N_("The {1} {2} is below the objective {3}: it is no bound"), "bound",
                        s->bound, v->objective));
    for (size_t i = 0; i < PLAN_FIGURE__COUNT; i++)
        if (s->has_figure[i] && s->figures[i] != v->figures[i])
            TRY(claim_fault(c, N_("The {1} is stated as {2}; recounted it is {3}"),
                            plan_figure_name((enum plan_figure)i), s->figures[i], v->figures[i]));
    return NULL;
}

static struct err *why_fault(struct count *c, int32_t family, const char *text, const char *right)
{
    const char *which = arena_printf(c->arena, "%" PRId32, family);
    NEED(which);
    verify_fault(c->verdict, err_new(c->arena, ERR_INTEGRITY, text, which, right));
    return NULL;
}

/* Every family below its minimum, ascending, with the reason; nothing else. */
static struct err *why_check(struct count *c, const struct plan_solution *s)
{
    size_t at = 0;
    int32_t *carers = arena_makes(c->arena, int32_t, (size_t)c->in->carers_n);
    NEED(carers);
    for (int32_t i = 0; i < c->in->families_n; i++) {
        int32_t n;
        if (c->family_slots[i] >= c->in->families[i].min)
            continue;
        enum plan_reason reason = verify_funnel(c->world, i, carers, &n);
        if (at == s->why_n || s->why[at].family != i)
            return why_fault(c, i,
                             N_("Reasons: family {1} should be next, with {2}; families "
                                "stand in order, each once"),
                             plan_reason_name(reason));
        if (s->why[at].reason != reason)
            TRY(why_fault(c, i, N_("Reasons: for family {1} it should be {2}"),
                          plan_reason_name(reason)));
        at++;
    }
    if (at < s->why_n)
        return why_fault(c, s->why[at].family,
                         N_("Reasons: family {1} needs none, or stands there "
                            "twice"),
                         NULL);
    return NULL;
}

struct err *verify_plan(struct arena *into, const struct verify_world *w,
                        const struct plan_solution *solution, bool claims,
                        struct plan_verdict *verdict)
{
    const struct plan_instance *in = w->in;
    struct count c = {.arena = into, .world = w, .in = in, .verdict = verdict};
    int32_t *scratch = arena_makes(into, int32_t, solution->sessions_n);
    c.sessions = arena_makes(into, struct plan_session, solution->sessions_n);
    c.family_slots = arena_makes(into, int64_t, (size_t)in->families_n);
    c.family_served = arena_makes(into, bool, (size_t)in->families_n);
    c.published_kept = arena_makes(into, bool, (size_t)in->published_n);
    if (scratch == NULL || c.sessions == NULL || c.family_slots == NULL ||
        c.family_served == NULL || c.published_kept == NULL)
        return err_no_memory();
    TRY(sessions_count(&c, solution));
    TRY(families_check(&c, scratch));
    TRY(carers_check(&c, scratch));
    TRY(published_count(&c));
    people_count(&c);
    objective_count(&c);
    if (!claims)
        return NULL;
    TRY(claims_check(&c, solution));
    return solution->has_why ? why_check(&c, solution) : NULL;
}
