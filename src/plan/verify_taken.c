/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_taken.c - what a plan leaves of its carers for one family: the plan's other sessions stay
 * where they are, the family's own do not count. */
#include <stdlib.h>

#include "plan/verify_inner.h"

static int by_carer(const void *a, const void *b)
{
    const struct plan_session *p = a;
    const struct plan_session *q = b;
    if (p->carer != q->carer)
        return p->carer < q->carer ? -1 : 1;
    return (p->start > q->start) - (p->start < q->start);
}

struct err *verify_taken_new(struct arena *into, const struct plan_instance *in,
                             const struct plan_session *sessions, size_t n,
                             const struct verify_taken **ret_taken)
{
    struct verify_taken *t = arena_make(into, struct verify_taken);
    size_t *starts = arena_makes(into, size_t, (size_t)in->carers_n + 1);
    struct plan_session *sorted = arena_copy(into, sessions, n * sizeof *sorted);
    size_t at = 0;
    if (t == NULL || starts == NULL || sorted == NULL)
        return err_no_memory();
    if (n > 0)
        qsort(sorted, n, sizeof *sorted, by_carer);
    for (int32_t c = 0; c <= in->carers_n; c++) {
        while (at < n && sorted[at].carer < c)
            at++;
        starts[c] = at;
    }
    t->sessions = sorted;
    t->starts = starts;
    *ret_taken = t;
    return NULL;
}

bool verify_taken_fits(const struct plan_instance *in, const struct verify_taken *taken,
                       const struct plan_session *q)
{
    for (size_t i = taken->starts[q->carer]; i < taken->starts[q->carer + 1]; i++) {
        const struct plan_session *other = &taken->sessions[i];
        if (other->family == q->family)
            continue;
        int32_t between = verify_between(in, q->carer, q->family, other->family);
        if (q->start < other->end + between && other->start < q->end + between)
            return false;
    }
    return true;
}

int32_t verify_taken_week(const struct plan_instance *in, const struct verify_taken *taken,
                          int32_t family, int32_t carer, int32_t week)
{
    int32_t left = in->carers[carer].week_max;
    for (size_t i = taken->starts[carer]; i < taken->starts[carer + 1]; i++) {
        const struct plan_session *other = &taken->sessions[i];
        if (other->family != family && other->start / PLAN_WEEK == week)
            left -= other->end - other->start;
    }
    return left;
}

/* Is this the carer's first session with its family? */
static bool is_first(const struct verify_taken *taken, int32_t carer, size_t at)
{
    for (size_t i = taken->starts[carer]; i < at; i++)
        if (taken->sessions[i].family == taken->sessions[at].family)
            return false;
    return true;
}

bool verify_taken_may(const struct plan_instance *in, const struct verify_taken *taken,
                      int32_t family, int32_t carer)
{
    int32_t families = 1;
    int32_t fresh = !verify_introduced(in, family, carer);
    for (size_t i = taken->starts[carer]; i < taken->starts[carer + 1]; i++) {
        int32_t other = taken->sessions[i].family;
        if (other == family || !is_first(taken, carer, i))
            continue;
        families++;
        fresh += !verify_introduced(in, other, carer);
    }
    const struct plan_carer *c = &in->carers[carer];
    bool new_fits = fresh <= c->new_max || verify_introduced(in, family, carer);
    return families <= c->families_max && new_fits;
}
