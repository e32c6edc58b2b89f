/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cli_plan.c - `hearth plan verify`, and what all the planner's commands need. */
#include "plan/cli_plan.h"

#include <inttypes.h>

#include "plan/cli_inner.h"
#include "plan/plan.h"
#include "plan/read.h"
#include "plan/verify.h"

enum { PPM_AMBIGUOUS = 100000, PPM_WHOLE = 1000000, DECIMALS = 6 };

/* ---- what all share ---- */

/* A copy in another arena; causes stay behind. */
static struct err *err_carry(struct arena *into, const struct err *e)
{
    struct err *copy = arena_copy(into, e, sizeof *e);
    if (copy == NULL || e == err_no_memory())
        return err_no_memory();
    copy->field = e->field == NULL ? NULL : arena_str(into, e->field);
    copy->detail = e->detail == NULL ? NULL : arena_str(into, e->detail);
    for (size_t i = 0; i < ERR_ARGS_MAX; i++)
        copy->args[i] = e->args[i] == NULL ? NULL : arena_str(into, e->args[i]);
    copy->cause = e->cause == NULL ? NULL : err_carry(into, e->cause);
    copy->next = NULL;
    return copy;
}

struct err *plan_with_memory(struct arena *arena, const struct plan_command *c,
                             struct err *(*run)(struct arena *a, const struct plan_command *c))
{
    CLEANUP(arena_close) struct arena *a = arena_new(PLAN_BYTES_DEFAULT);
    NEED(a);
    const struct err *bad = run(a, c);
    return bad == NULL ? NULL : err_carry(arena, bad);
}

struct err *plan_read_both(struct arena *a, const struct plan_command *c,
                           const struct plan_instance **ret_instance,
                           const struct plan_solution **ret_solution)
{
    struct plan_verdict verdict;
    TRY(plan_instance_read(a, c->instance, ret_instance));
    TRY(plan_contradiction(a, *ret_instance));
    TRY(plan_solution_read(a, c->solution, ret_solution));
    TRY(plan_verify(a, *ret_instance, *ret_solution, false, 1, &verdict));
    return verdict.faults;
}

struct err *plan_family_slots(struct arena *a, const struct plan_instance *in,
                              const struct plan_solution *solution, int32_t **ret_slots)
{
    int32_t *slots = arena_makes(a, int32_t, (size_t)in->families_n);
    NEED(slots);
    for (size_t i = 0; i < solution->sessions_n; i++)
        slots[solution->sessions[i].family] +=
            solution->sessions[i].end - solution->sessions[i].start;
    *ret_slots = slots;
    return NULL;
}

void plan_figures_say(const struct plan_say *say, const struct plan_instance *in,
                      const int64_t figures[PLAN_FIGURE__COUNT])
{
    struct arena *a = say->arena;
    plan_say(say,
             N_("families served: {1} of {2}, with their minimum break: {3}, with their "
                "target: {4}"),
             plan_say_number(a, figures[PLAN_FAMILIES_SERVED]), plan_say_number(a, in->families_n),
             plan_say_number(a, figures[PLAN_FAMILIES_MINIMUM]),
             plan_say_number(a, figures[PLAN_FAMILIES_TARGET]));
    plan_say(say,
             N_("children: {1}, sessions: {2}, hours: {3}, of them with carers they know: {4}"),
             plan_say_number(a, figures[PLAN_CHILDREN_SERVED]),
             plan_say_number(a, figures[PLAN_SESSIONS]), plan_say_hours(a, figures[PLAN_SLOTS]),
             plan_say_hours(a, figures[PLAN_CONTINUITY_SLOTS]));
    plan_say(say, N_("new introductions: {1}, kilometres: {2}, published sessions changed: {3}"),
             plan_say_number(a, figures[PLAN_NEW_INTRODUCTIONS]),
             plan_say_number(a, (figures[PLAN_TRAVEL_METRES] + 500) / 1000),
             plan_say_number(a, figures[PLAN_PUBLISHED_CHANGED]));
}

/* ---- --gap ---- */

/* Digits with at most one point, as millionths; false for anything else. */
static bool decimal_ppm(struct text t, int64_t *ret_ppm)
{
    int64_t n = 0;
    int decimals = -1; /* none before the point */
    if (t.n == 0 || t.n > 12 || t.at[0] == '.' || t.at[t.n - 1] == '.')
        return false;
    for (size_t i = 0; i < t.n; i++) {
        if (t.at[i] == '.' && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (t.at[i] < '0' || t.at[i] > '9' || decimals == DECIMALS)
            return false;
        n = n * 10 + (t.at[i] - '0');
        decimals += decimals >= 0;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < DECIMALS; i++)
        n *= 10;
    *ret_ppm = n;
    return n <= (int64_t)PPM_WHOLE * 100;
}

bool plan_gap_parse(const char *text, int64_t *ret_ppm)
{
    struct text t = text_of(text);
    bool percent = t.n > 0 && t.at[t.n - 1] == '%';
    int64_t ppm;
    t.n -= percent;
    if (!decimal_ppm(t, &ppm))
        return false;
    if (percent)
        ppm /= 100;
    else if (ppm >= PPM_AMBIGUOUS)
        return false;
    *ret_ppm = ppm;
    return ppm <= PPM_WHOLE;
}

/* ---- verify ---- */

static void put_faults_json(struct buf *b, const struct plan_say *say, const struct err *faults)
{
    buf_char(b, '[');
    for (const struct err *e = faults; e != NULL; e = e->next) {
        CLEANUP(buf_done) struct buf words = buf_make(4096);
        const struct plan_say one = {&words, say->voice, say->arena};
        plan_put(&one, e->text, e->args[0], e->args[1], e->args[2], e->args[3]);
        buf_str(b, e == faults ? "" : ",");
        buf_json(b, buf_text(&words));
    }
    buf_char(b, ']');
}

static void put_verdict_json(const struct plan_say *say, const struct plan_instance *in,
                             const struct plan_solution *s, const struct plan_verdict *v)
{
    struct buf *b = say->b;
    buf_str(b, "{");
    plan_json_text(b, "instance", in->name);
    plan_json_name(b, "ok");
    buf_str(b, v->faults == NULL && v->unproved == NULL ? "true" : "false");
    plan_json_int(b, "objective", v->objective);
    if (s->has_bound)
        plan_json_int(b, "bound", s->bound);
    if (v->has_bound)
        plan_json_int(b, "proved_bound", v->bound);
    plan_json_name(b, "report");
    buf_char(b, '{');
    for (size_t i = 0; i < PLAN_FIGURE__COUNT; i++)
        plan_json_int(b, plan_figure_name((enum plan_figure)i), v->figures[i]);
    buf_char(b, '}');
    plan_json_int(b, "faults_count", (int64_t)v->faults_n);
    plan_json_name(b, "faults");
    put_faults_json(b, say, v->faults);
    plan_json_name(b, "unproved");
    put_faults_json(b, say, v->unproved);
    buf_str(b, "}\n");
}

static void put_verdict(const struct plan_say *say, const struct plan_instance *in,
                        const struct plan_solution *s, const struct plan_verdict *v)
{
    struct arena *a = say->arena;
    for (const struct err *e = v->faults; e != NULL; e = e->next)
        plan_say(say, e->text, e->args[0], e->args[1], e->args[2], e->args[3]);
    if (v->unproved != NULL)
        plan_say(say, v->unproved->text, v->unproved->args[0], v->unproved->args[1]);
    plan_say(say, N_("{1}: objective {2}"), plan_say_label(a, in->name),
             plan_say_number(a, v->objective));
    plan_figures_say(say, in, v->figures);
    if (v->faults == NULL)
        plan_say(say, N_("Every rule is kept and every figure is right."));
    if (v->unproved == NULL)
        plan_say(say, N_("Proved: no plan is worth more than {1}; the gap is {2}."),
                 plan_say_number(a, v->bound),
                 plan_say_percent(a, plan_gap_ppm(v->objective, s->bound)));
}

static struct err *verify(struct arena *a, const struct plan_command *c)
{
    const struct plan_instance *in;
    const struct plan_solution *s;
    struct plan_verdict v;
    TRY(plan_instance_read(a, c->instance, &in));
    TRY(plan_contradiction(a, in));
    TRY(plan_solution_read(a, c->solution, &s));
    TRY(plan_verify(a, in, s, true, c->threads < 1 ? 1 : c->threads, &v));
    const struct plan_say say = {c->out, c->voice, a};
    if (c->json)
        put_verdict_json(&say, in, s, &v);
    else
        put_verdict(&say, in, s, &v);
    return v.faults != NULL ? v.faults : v.unproved;
}

struct err *plan_verify_command(struct arena *arena, const struct plan_command *c)
{
    return plan_with_memory(arena, c, verify);
}
