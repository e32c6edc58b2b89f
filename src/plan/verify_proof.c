/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_proof.c - the bound of a certificate, recomputed leaf by leaf in exact integers.
 *
 * A leaf's bound is what its prices cost plus the best every family can do by itself; families are
 * shared out among threads, and integer sums do not depend on who adds first. The tree's bound is
 * the largest of its leaves, because every plan obeys the branches of one of them. */
#include <inttypes.h>
#include <pthread.h>

#include "plan/verify_inner.h"

enum { PATH_MAX_NODES = 512, THREADS_MAX = 64 };
#define DESK_BYTES_MAX ((size_t)4 << 30)
#define POINTS_MAX ((wide)1 << 61)

struct worker {
    struct arena *arena;
    struct verify_desk *desk;
    const struct verify_leaf *leaf;
    int32_t first;
    int32_t step;
    wide sum;
    bool possible;
    bool failed;
};

struct proof {
    struct arena *arena;
    const struct verify_world *world;
    struct plan_verdict *verdict;
    int64_t scale;
    wide worth; /* points any plan can move */
    struct worker workers[THREADS_MAX];
    int threads;
    struct verify_fixed path[PATH_MAX_NODES];
    int32_t depth;
    bool any;
    wide bound; /* the largest so far, when any */
};

static struct err *unproved(struct proof *p, const char *text)
{
    p->verdict->unproved = err_new(p->arena, ERR_INTEGRITY, text);
    return NULL;
}

static void *families_work(void *with)
{
    struct worker *w = with;
    const struct plan_instance *in = w->leaf->world->in;
    w->sum = 0;
    w->possible = true;
    w->failed = false;
    for (int32_t i = w->first; i < in->families_n && w->possible; i += w->step) {
        wide best;
        if (verify_best(w->desk, w->leaf, i, &best, &w->possible) != NULL) {
            w->failed = true;
            break;
        }
        w->sum += best;
    }
    return NULL;
}

/* Runs all workers; one without a thread of its own works here. */
static struct err *families_sum(struct proof *p, const struct verify_leaf *leaf, wide *ret_sum,
                                bool *ret_possible)
{
    pthread_t ids[THREADS_MAX];
    bool started[THREADS_MAX] = {false};
    *ret_sum = 0;
    *ret_possible = true;
    for (int i = 0; i < p->threads; i++)
        p->workers[i].leaf = leaf;
    for (int i = 1; i < p->threads; i++)
        started[i] = pthread_create(&ids[i], NULL, families_work, &p->workers[i]) == 0;
    for (int i = 0; i < p->threads; i++)
        if (!started[i])
            (void)families_work(&p->workers[i]);
    for (int i = 1; i < p->threads; i++)
        if (started[i])
            (void)pthread_join(ids[i], NULL);
    for (int i = 0; i < p->threads; i++) {
        if (p->workers[i].failed)
            return err_no_memory();
        *ret_sum += p->workers[i].sum;
        *ret_possible = *ret_possible && p->workers[i].possible;
    }
    return NULL;
}

static wide divide_down(wide n, wide by)
{
    wide quotient = n / by;
    return n % by < 0 ? quotient - 1 : quotient;
}

static struct err *leaf_prove(struct proof *p, const struct plan_prices *given)
{
    const struct plan_instance *in = p->world->in;
    const struct verify_prices *prices;
    wide total;
    struct err *fault;
    TRY(verify_prices_new(p->arena, p->world, given, &prices, &total, &fault));
    if (fault != NULL) {
        p->verdict->unproved = fault;
        return NULL;
    }
    if (p->worth * p->scale + (wide)given->locked * in->locked_n >= POINTS_MAX)
        return unproved(p, N_("Certificate: scale or prices are too large for exact sums"));
    const struct verify_leaf leaf = {.world = p->world,
                                     .prices = prices,
                                     .fixed = p->path,
                                     .fixed_n = p->depth,
                                     .scale = p->scale};
    wide best;
    bool possible;
    TRY(families_sum(p, &leaf, &best, &possible));
    if (!possible)
        return NULL;
    wide bound = divide_down(
        total + best - (wide)p->scale * in->params.change_points * in->published_n, p->scale);
    if (!p->any || bound > p->bound)
        p->bound = bound;
    p->any = true;
    return NULL;
}

static struct err *branch_check(struct proof *p, const struct plan_node *node)
{
    const struct plan_instance *in = p->world->in;
    if (node->family < 0 || node->family >= in->families_n || node->carer < 0 ||
        node->carer >= in->carers_n)
        return unproved(p, N_("Certificate: a branch on no such family or carer"));
    for (int32_t i = 0; i < p->depth; i++)
        if (p->path[i].family == node->family && p->path[i].carer == node->carer)
            return unproved(p, N_("Certificate: the same branch twice on one path"));
    if (p->depth == PATH_MAX_NODES)
        return unproved(p, N_("Certificate: the tree is too deep"));
    return NULL;
}

static struct err *node_prove(struct proof *p, const struct plan_node *node)
{
    if (node->prices != NULL) {
        struct arena_mark mark = arena_mark(p->arena);
        TRY(leaf_prove(p, node->prices));
        if (p->verdict->unproved == NULL)
            arena_rewind(p->arena, mark);
        return NULL;
    }
    TRY(branch_check(p, node));
    if (p->verdict->unproved != NULL)
        return NULL;
    p->path[p->depth++] = (struct verify_fixed){node->family, node->carer, false};
    TRY(node_prove(p, node->without));
    p->path[p->depth - 1].used = true;
    if (p->verdict->unproved == NULL)
        TRY(node_prove(p, node->with));
    p->depth--;
    return NULL;
}

static wide worth_of(const struct plan_instance *in)
{
    wide worth = (wide)in->params.change_points * in->published_n;
    for (int32_t i = 0; i < in->families_n; i++) {
        const struct plan_family *f = &in->families[i];
        wide slots = f->max < in->slots ? f->max : in->slots;
        worth += f->weight * slots * (in->params.tier_points[0] + in->params.continuity_points);
    }
    return worth;
}

static struct err *workers_open(struct proof *p)
{
    for (int i = 0; i < p->threads; i++) {
        struct worker *w = &p->workers[i];
        w->first = i;
        w->step = p->threads;
        w->arena = arena_new(DESK_BYTES_MAX);
        NEED(w->arena);
        TRY(verify_desk_new(w->arena, p->world, &w->desk));
    }
    return NULL;
}

static void workers_close(struct proof *p)
{
    for (int i = 0; i < p->threads; i++)
        arena_free(p->workers[i].arena);
}

static struct err *bound_compare(struct proof *p, const struct plan_solution *solution)
{
    int64_t proved = p->any ? wide_cut(p->bound) : INT64_MIN;
    p->verdict->has_bound = true;
    p->verdict->bound = proved;
    if (!solution->has_bound)
        return unproved(p, N_("The solution states no bound"));
    if (solution->bound >= proved)
        return NULL;
    const char *stated = arena_printf(p->arena, "%" PRId64, solution->bound);
    const char *found = arena_printf(p->arena, "%" PRId64, proved);
    if (stated == NULL || found == NULL)
        return err_no_memory();
    p->verdict->unproved =
        err_new(p->arena, ERR_INTEGRITY, N_("The certificate proves {1}; the solution states {2}"),
                found, stated);
    return NULL;
}

struct err *verify_proof(struct arena *into, const struct verify_world *w,
                         const struct plan_solution *solution, int threads,
                         struct plan_verdict *verdict)
{
    struct proof *p = arena_make(into, struct proof);
    NEED(p);
    p->arena = into;
    p->world = w;
    p->verdict = verdict;
    p->threads = threads < 1 ? 1 : threads > THREADS_MAX ? THREADS_MAX : threads;
    if (solution->certificate == NULL)
        return unproved(p, N_("The solution has no certificate"));
    p->scale = solution->certificate->scale;
    p->worth = worth_of(w->in);
    struct err *bad = workers_open(p);
    if (bad == NULL)
        bad = node_prove(p, solution->certificate->root);
    workers_close(p);
    if (bad != NULL || verdict->unproved != NULL)
        return bad;
    return bound_compare(p, solution);
}
