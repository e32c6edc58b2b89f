/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* changes.c - compares the sorted sessions of a plan with the published ones. */
#include "plan/changes.h"

#include <inttypes.h>
#include <stdlib.h>

#include "plan/list.h"
#include "plan/say.h"

/* One changed session. */
struct change {
    struct plan_session session;
    bool is_new; /* else it was published and is gone */
};

struct carer_changes {
    int32_t lost;
    int32_t fresh;
};

struct changes {
    const struct change *at; /* by family, lost before new */
    size_t n;
    size_t lost;
    struct carer_changes *carers; /* by carer */
};

struct merge {
    struct arena *arena;
    struct plan_list list;
    bool *affected; /* by family: loses something */
    size_t lost;
};

static struct err *change_add(struct merge *m, const struct plan_session *q, bool is_new)
{
    const struct change one = {*q, is_new};
    return plan_list_push(m->arena, &m->list, &one);
}

static int change_order(const void *a, const void *b)
{
    const struct change *x = a;
    const struct change *y = b;
    if (x->session.family != y->session.family)
        return x->session.family < y->session.family ? -1 : 1;
    if (x->is_new != y->is_new)
        return x->is_new ? 1 : -1;
    return plan_session_compare(&x->session, &y->session);
}

/* Both lists are sorted, so one walk finds what only one of them has. */
static struct err *walk(struct merge *m, const struct plan_instance *in,
                        const struct plan_solution *plan, bool take_new)
{
    size_t at = 0;
    for (int32_t i = 0; i <= in->published_n; i++) {
        const struct plan_session *old = i == in->published_n ? NULL : &in->published[i].session;
        int by = -1;
        while (at < plan->sessions_n &&
               (old == NULL || (by = plan_session_compare(&plan->sessions[at], old)) < 0)) {
            const struct plan_session *q = &plan->sessions[at++];
            if (take_new && m->affected[q->family])
                TRY(change_add(m, q, true));
        }
        bool kept = old != NULL && at < plan->sessions_n && by == 0;
        at += kept;
        if (old == NULL || kept || take_new)
            continue;
        m->affected[old->family] = true;
        m->lost++;
        TRY(change_add(m, old, false));
    }
    return NULL;
}

/* Who loses or wins, counted by carer. */
static void carers_count(struct changes *c)
{
    for (size_t i = 0; i < c->n; i++) {
        c->carers[c->at[i].session.carer].lost += !c->at[i].is_new;
        c->carers[c->at[i].session.carer].fresh += c->at[i].is_new;
    }
}

static struct err *changes_find(struct arena *a, const struct plan_instance *in,
                                const struct plan_solution *plan, struct changes *c)
{
    struct merge m = {.arena = a, .list = plan_list_of(struct change)};
    m.affected = arena_makes(a, bool, (size_t)in->families_n);
    NEED(m.affected);
    TRY(walk(&m, in, plan, false));
    TRY(walk(&m, in, plan, true));
    if (m.list.n > 0)
        qsort(m.list.items, m.list.n, sizeof(struct change), change_order);
    c->at = m.list.items;
    c->n = m.list.n;
    c->lost = m.lost;
    carers_count(c);
    return NULL;
}

static void change_say(const struct plan_say *say, const struct plan_instance *in,
                       const struct change *x)
{
    const struct plan_session *q = &x->session;
    const char *span = plan_say_span(say->arena, in, q->start, q->end);
    const char *carer = plan_say_label(say->arena, in->carers[q->carer].id);
    plan_say(say, x->is_new ? N_("  new: {1} with {2}") : N_("  no longer: {1} with {2}"), span,
             carer);
}

struct err *plan_changes_say(struct arena *a, const struct plan_command *c,
                             const struct plan_instance *in, const struct plan_solution *plan)
{
    const struct plan_say say = {c->out, c->voice, a};
    struct changes changes = {.carers = arena_makes(a, struct carer_changes, (size_t)in->carers_n)};
    NEED(changes.carers);
    TRY(changes_find(a, in, plan, &changes));
    plan_say(&say, N_("Published sessions kept: {1}, changed: {2}"),
             plan_say_number(a, in->published_n - (int64_t)changes.lost),
             plan_say_number(a, (int64_t)changes.lost));
    for (size_t i = 0; i < changes.n; i++) {
        int32_t family = changes.at[i].session.family;
        if (i == 0 || changes.at[i - 1].session.family != family)
            plan_say(&say, N_("Family {1}:"), plan_say_label(a, in->families[family].id));
        change_say(&say, in, &changes.at[i]);
    }
    for (int32_t k = 0; k < in->carers_n; k++)
        if (changes.carers[k].lost + changes.carers[k].fresh > 0)
            plan_say(&say, N_("Carer {1}: sessions gone: {2}, new: {3}"),
                     plan_say_label(a, in->carers[k].id),
                     plan_say_number(a, changes.carers[k].lost),
                     plan_say_number(a, changes.carers[k].fresh));
    return NULL;
}

struct err *plan_changes_json(struct arena *a, struct buf *b, const struct plan_instance *in,
                              const struct plan_solution *plan)
{
    const char *comma = "";
    struct changes changes = {.carers = arena_makes(a, struct carer_changes, (size_t)in->carers_n)};
    NEED(changes.carers);
    TRY(changes_find(a, in, plan, &changes));
    plan_json_name(b, "changes");
    buf_str(b, "{\"sessions\":[");
    for (size_t i = 0; i < changes.n; i++) {
        const struct plan_session *q = &changes.at[i].session;
        buf_printf(b, "%s{\"change\":\"%s\",\"family\":%" PRId32, i == 0 ? "" : ",",
                   changes.at[i].is_new ? "new" : "gone", q->family);
        buf_printf(b, ",\"carer\":%" PRId32 ",\"start\":%" PRId32 ",\"end\":%" PRId32 "}", q->carer,
                   q->start, q->end);
    }
    buf_str(b, "],\"carers\":[");
    for (int32_t k = 0; k < in->carers_n; k++) {
        if (changes.carers[k].lost + changes.carers[k].fresh == 0)
            continue;
        buf_printf(b, "%s{\"carer\":%" PRId32 ",\"gone\":%" PRId32 ",\"new\":%" PRId32 "}", comma,
                   k, changes.carers[k].lost, changes.carers[k].fresh);
        comma = ",";
    }
    buf_str(b, "]}");
    return NULL;
}
