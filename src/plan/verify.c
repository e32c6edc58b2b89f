/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify.c - the verifier's two questions: is this plan right, and can its locked sessions be. */
#include "plan/verify.h"

#include "plan/verify_inner.h"

struct err *plan_verify(struct arena *into, const struct plan_instance *in,
                        const struct plan_solution *solution, bool prove, int threads,
                        struct plan_verdict *ret_verdict)
{
    struct verify_world *w;
    struct plan_verdict verdict = {0};
    TRY(verify_world_new(into, in, &w));
    TRY(verify_plan(into, w, solution, true, &verdict));
    if (prove)
        TRY(verify_proof(into, w, solution, threads, &verdict));
    *ret_verdict = verdict;
    return NULL;
}

/* The locked sessions alone are a plan; if that breaks a rule, so does every plan that keeps them,
 * since no rule is mended by more sessions. */
struct err *plan_contradiction(struct arena *into, const struct plan_instance *in)
{
    struct verify_world *w;
    struct plan_verdict verdict = {0};
    struct plan_session *locked = arena_makes(into, struct plan_session, (size_t)in->locked_n);
    size_t n = 0;
    NEED(locked);
    for (int32_t i = 0; i < in->published_n; i++)
        if (in->published[i].locked)
            locked[n++] = in->published[i].session;
    const struct plan_solution alone = {.instance = in->name, .sessions = locked, .sessions_n = n};
    TRY(verify_world_new(into, in, &w));
    TRY(verify_plan(into, w, &alone, false, &verdict));
    if (verdict.faults == NULL)
        return NULL;
    struct err *bad = verdict.faults;
    const char *which =
        bad->args[0] == NULL ? NULL : arena_printf(into, "%s, published, locked", bad->args[0]);
    NEED(which);
    bad->kind = ERR_IMPOSSIBLE;
    bad->field = "published";
    bad->args[0] = which;
    bad->next = NULL;
    return bad;
}
