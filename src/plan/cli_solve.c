/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cli_solve.c - `hearth plan solve`: runs the planner, shows how far it is, writes what it found.
 */
#include <inttypes.h>
#include <signal.h>

#include "plan/changes.h"
#include "plan/cli_inner.h"
#include "plan/cli_plan.h"
#include "plan/plan.h"
#include "plan/read.h"
#include "plan/say.h"
#include "plan/verify.h"
#include "plan/write.h"

enum { STEP_MS = 250, SHOW_MS = 1000, SECONDS_USUAL = 60, LINE_BYTES_MAX = 4096 };

/* The one thing a signal can reach: a process solves one plan at a time. */
static struct plan_run *volatile running;
static volatile sig_atomic_t interrupted;

static void stop_running(int signal_number)
{
    (void)signal_number;
    struct plan_run *run = running;
    interrupted = 1;
    if (run != NULL)
        plan_stop(run);
}

struct handlers {
    struct sigaction of_int;
    struct sigaction of_term;
};

static void handlers_set(struct handlers *ret_old)
{
    struct sigaction stop = {.sa_handler = stop_running, .sa_flags = SA_RESTART};
    (void)sigemptyset(&stop.sa_mask);
    interrupted = 0;
    (void)sigaction(SIGINT, &stop, &ret_old->of_int);
    (void)sigaction(SIGTERM, &stop, &ret_old->of_term);
}

static void handlers_restore(const struct handlers *old)
{
    (void)sigaction(SIGINT, &old->of_int, NULL);
    (void)sigaction(SIGTERM, &old->of_term, NULL);
}

/* ---- progress ---- */

struct show {
    const struct plan_command *command;
    const struct plan_instance *in;
    const struct plan_limits *limits;
    struct arena *arena;
    struct plan_progress last;
    bool any;
};

static int64_t seconds_left(const struct show *s, const struct plan_progress *p)
{
    if (s->limits->time_ms == 0)
        return -1;
    int64_t ms = s->limits->time_ms - p->time_ms;
    return ms < 0 ? 0 : (ms + 999) / 1000;
}

static void put_progress_json(struct buf *b, const struct show *s, const struct plan_progress *p)
{
    buf_str(b, "{");
    plan_json_text(b, "event", TEXT("progress"));
    plan_json_int(b, "objective", p->objective);
    plan_json_int(b, "bound", p->bound);
    plan_json_int(b, "gap_ppm", plan_gap_ppm(p->objective, p->bound));
    plan_json_int(b, "families_minimum", p->families_minimum);
    plan_json_int(b, "work", p->work);
    if (s->limits->time_ms > 0)
        plan_json_int(b, "seconds_left", seconds_left(s, p));
    buf_str(b, "}\n");
}

static void put_progress_words(struct buf *b, const struct show *s, const struct plan_progress *p)
{
    const struct plan_say say = {b, s->command->voice, s->arena};
    struct arena *a = s->arena;
    plan_put(&say, N_("objective {1}, bound {2}, gap {3}"), plan_say_number(a, p->objective),
             plan_say_number(a, p->bound),
             plan_say_percent(a, plan_gap_ppm(p->objective, p->bound)));
    plan_put(&say, N_(", families with their minimum break: {1} of {2}"),
             plan_say_number(a, p->families_minimum), plan_say_number(a, s->in->families_n));
    if (s->limits->time_ms > 0)
        plan_put(&say, N_(", seconds left: {1}"), plan_say_number(a, seconds_left(s, p)));
    buf_char(b, '\n');
}

static void progress_show(struct show *s, const struct plan_progress *p)
{
    bool better = !s->any || p->objective != s->last.objective || p->bound != s->last.bound;
    if (s->any && !p->done && p->time_ms - s->last.time_ms < (better ? STEP_MS : SHOW_MS))
        return;
    CLEANUP(buf_done) struct buf b = buf_make(LINE_BYTES_MAX);
    struct arena_mark mark = arena_mark(s->arena);
    if (s->command->json)
        put_progress_json(&b, s, p);
    else
        put_progress_words(&b, s, p);
    arena_rewind(s->arena, mark);
    (void)fwrite(b.at == NULL ? "" : b.at, 1, b.n, s->command->progress);
    (void)fflush(s->command->progress);
    s->last = *p;
    s->any = true;
}

/* ---- the run ---- */

static struct plan_limits limits_of(const struct plan_command *c)
{
    struct plan_limits limits = {.work = c->work,
                                 .time_ms = c->seconds * 1000,
                                 .gap_ppm = c->gap_ppm,
                                 .threads = c->threads < 1 ? 1 : c->threads};
    if (limits.work == 0 && limits.time_ms == 0 && limits.gap_ppm == 0)
        limits.time_ms = (int64_t)SECONDS_USUAL * 1000;
    return limits;
}

static struct err *run_to_end(struct show *show, struct plan_run *run)
{
    for (;;) {
        struct plan_progress p;
        TRY(plan_step(run, STEP_MS, &p));
        progress_show(show, &p);
        if (p.done)
            return NULL;
    }
}

static struct err *run_best(struct show *show, struct arena *into, struct plan_solution *ret_best)
{
    CLEANUP(plan_close) struct plan_run *run = NULL;
    struct handlers old;
    handlers_set(&old);
    struct err *bad = plan_open(show->in, show->limits, &run);
    running = run;
    if (bad == NULL && interrupted)
        plan_stop(run);
    if (bad == NULL)
        bad = run_to_end(show, run);
    if (bad == NULL)
        bad = plan_best(run, into, ret_best);
    running = NULL;
    handlers_restore(&old);
    return bad;
}

/* ---- the answer ---- */

static void put_summary_json(struct buf *b, const struct plan_instance *in,
                             const struct plan_solution *best, bool was_interrupted)
{
    buf_str(b, "{");
    plan_json_text(b, "instance", in->name);
    plan_json_int(b, "objective", best->objective);
    if (best->has_bound) {
        plan_json_int(b, "bound", best->bound);
        plan_json_int(b, "gap_ppm", plan_gap_ppm(best->objective, best->bound));
    }
    plan_json_name(b, "interrupted");
    buf_str(b, was_interrupted ? "true" : "false");
    plan_json_name(b, "report");
    buf_char(b, '{');
    for (size_t i = 0; i < PLAN_FIGURE__COUNT; i++)
        plan_json_int(b, plan_figure_name((enum plan_figure)i), best->figures[i]);
    buf_str(b, "}");
}

static void put_summary(struct buf *b, struct arena *a, const struct plan_command *c,
                        const struct plan_instance *in, const struct plan_solution *best)
{
    const struct plan_say say = {b, c->voice, a};
    plan_say(&say, N_("objective {1}, bound {2}, gap {3}"), plan_say_number(a, best->objective),
             plan_say_number(a, best->bound),
             plan_say_percent(a, plan_gap_ppm(best->objective, best->bound)));
    plan_figures_say(&say, in, best->figures);
}

static struct err *answer(struct arena *a, const struct plan_command *c,
                          const struct plan_instance *in, const struct plan_solution *best)
{
    if (c->output == NULL) {
        CLEANUP(buf_done) struct buf words = buf_make(LINE_BYTES_MAX);
        plan_solution_put(c->out, best);
        if (!c->json) {
            put_summary(&words, a, c, in, best);
            (void)fwrite(words.at == NULL ? "" : words.at, 1, words.n, c->progress);
        }
        return NULL;
    }
    TRY(plan_solution_write(a, c->output, best));
    if (!c->json) {
        put_summary(c->out, a, c, in, best);
        return in->published_n == 0 ? NULL : plan_changes_say(a, c, in, best);
    }
    put_summary_json(c->out, in, best, interrupted != 0);
    if (in->published_n > 0)
        TRY(plan_changes_json(a, c->out, in, best));
    buf_str(c->out, "}\n");
    return NULL;
}

static struct err *solve(struct arena *a, const struct plan_command *c)
{
    const struct plan_instance *in;
    struct plan_solution best = {0};
    TRY(plan_instance_read(a, c->instance, &in));
    TRY(plan_contradiction(a, in));
    const struct plan_limits limits = limits_of(c);
    struct show show = {.command = c, .in = in, .limits = &limits, .arena = a};
    TRY(run_best(&show, a, &best));
    return answer(a, c, in, &best);
}

struct err *plan_solve_command(struct arena *arena, const struct plan_command *c,
                               bool *ret_interrupted)
{
    interrupted = 0;
    struct err *bad = plan_with_memory(arena, c, solve);
    *ret_interrupted = interrupted != 0;
    return bad;
}
