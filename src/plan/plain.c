/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plain.c - three rounds over the families, as the public yardstick does it. */
#include "plan/plain.h"

#include <stdlib.h>

enum { GOALS = 3 };
#define PLAIN_BYTES_MAX ((size_t)1 << 30)

/* A family and what one more carer, or the same again, could add. */
struct bid {
    const struct roster *roster;
    struct arena *scratch;
    const struct plan_family *family;
    int32_t f;
    int32_t goal;
    int32_t hours;
    struct visit *visits; /* had already, then those of the carer in hand */
    int32_t had;
    int32_t n;
    struct room room;
};

static int32_t goal_of(const struct plan_family *f, int round)
{
    return round == 0 ? f->min : round == 1 ? f->target : f->max;
}

static bool is_free(const struct bid *b, const struct pair *pair, int32_t start, int32_t end)
{
    int32_t turn = b->roster->field->in->params.turnaround;
    int32_t gap = b->family->gap > turn ? b->family->gap : turn;

    for (int32_t i = 0; i < b->n; i++)
        if (start < b->visits[i].end + gap && b->visits[i].start < end + gap)
            return false;
    for (int32_t i = 0; i < b->room.bookings_n; i++) {
        const struct booking *k = &b->room.bookings[i];
        int32_t between = field_between(b->roster->field, pair->carer, b->f, k->family);

        if (start < k->end + between && k->start < end + between)
            return false;
    }
    return true;
}

/* The longest session that may begin at `start`. */
static bool take_at(struct bid *b, const struct pair *pair, int32_t start, int32_t to)
{
    const struct plan_family *f = b->family;
    int32_t *left = &b->room.weeks[start / PLAN_WEEK];
    int32_t most = f->len_max < to - start ? f->len_max : to - start;

    for (int32_t len = f->len_min + (most - f->len_min) / f->len_step * f->len_step;
         len >= f->len_min; len -= f->len_step) {
        if (b->hours + len > f->max || len > *left || !is_free(b, pair, start, start + len))
            continue;
        b->visits[b->n++] = (struct visit){pair->carer, start, start + len};
        b->hours += len;
        *left -= len;
        return true;
    }
    return false;
}

static bool may_begin(const struct bid *b, const struct pair *pair)
{
    int32_t carers = 0;

    for (int32_t i = 0; i < b->had; i++) {
        bool first = true;

        if (b->visits[i].carer == pair->carer)
            return true;
        for (int32_t k = 0; k < i; k++)
            first = first && b->visits[k].carer != b->visits[i].carer;
        carers += first;
    }
    return carers < b->family->carers_max && b->room.families > 0 &&
           (pair->known || b->room.fresh > 0);
}

static int by_start(const void *a, const void *b)
{
    const struct visit *p = a;
    const struct visit *q = b;

    return (p->start > q->start) - (p->start < q->start);
}

/* The family's plan with what this carer adds; NULL when he adds nothing. */
static struct err *bid_make(struct bid *b, const struct pair *pair, const struct column **ret)
{
    const struct field *field = b->roster->field;
    const struct column *plan = b->roster->plans[b->f];

    *ret = NULL;
    b->n = 0;
    b->hours = 0;
    for (int32_t i = 0; plan != NULL && i < plan->n; i++) {
        b->visits[b->n++] = plan->visits[i];
        b->hours += plan->visits[i].end - plan->visits[i].start;
    }
    b->had = b->n;
    TRY(roster_room(b->roster, b->scratch, pair->carer, NULL, &b->room));
    if (!may_begin(b, pair))
        return NULL;
    for (int32_t i = 0; i < pair->spans.n; i++) {
        const struct plan_window *span = &field->spans[pair->spans.from + i];

        for (int32_t t = span->from; t + b->family->len_min <= span->to && b->hours < b->goal; t++)
            take_at(b, pair, t, span->to);
    }
    if (b->n == b->had)
        return NULL;
    qsort(b->visits, (size_t)b->n, sizeof *b->visits, by_start);
    return column_make(b->scratch, field, b->f, b->visits, b->n, ret);
}

/* Gives the family its best bid; ret_more when there was one. */
static struct err *bid_best(struct roster *roster, struct pool *pool, struct arena *scratch,
                            int32_t f, int round, bool *ret_more)
{
    const struct field *field = roster->field;
    const struct column *best = roster->plans[f];
    int64_t worth = best == NULL ? 0 : best->worth;
    struct bid b = {.roster = roster, .scratch = scratch, .f = f};

    b.family = field_family(field, f);
    b.goal = goal_of(b.family, round);
    b.visits =
        arena_makes(scratch, struct visit, (size_t)(field->in->slots / b.family->len_min) + 1);
    NEED(b.visits);
    *ret_more = false;
    for (int32_t k = field->pairs_from[f]; k < field->pairs_from[f + 1]; k++) {
        const struct column *column;

        TRY(bid_make(&b, &field->pairs[k], &column));
        if (column == NULL || column->worth <= worth)
            continue;
        worth = column->worth;
        best = column;
        *ret_more = true;
    }
    if (!*ret_more)
        return NULL;
    roster_take(roster, f);
    TRY(pool_add(pool, best, &best, ret_more));
    *ret_more = true;
    return roster_put(roster, best);
}

struct rank {
    int32_t weight;
    int32_t waiting_days;
    int32_t f;
};

static int by_need(const void *a, const void *b)
{
    const struct rank *p = a;
    const struct rank *q = b;

    if (p->weight != q->weight)
        return p->weight > q->weight ? -1 : 1;
    if (p->waiting_days != q->waiting_days)
        return p->waiting_days > q->waiting_days ? -1 : 1;
    return (p->f > q->f) - (p->f < q->f);
}

static int32_t hours_of(const struct column *plan)
{
    int32_t hours = 0;

    for (int32_t i = 0; plan != NULL && i < plan->n; i++)
        hours += plan->visits[i].end - plan->visits[i].start;
    return hours;
}

struct err *plain_greedy(struct roster *roster, struct pool *pool)
{
    CLEANUP(arena_close) struct arena *scratch = arena_new(PLAIN_BYTES_MAX);
    const struct field *field = roster->field;
    struct rank *ranks;

    NEED(scratch);
    ranks = arena_makes(scratch, struct rank, (size_t)field->families_n);
    NEED(ranks);
    for (int32_t f = 0; f < field->families_n; f++) {
        const struct plan_family *family = field_family(field, f);
        ranks[f] = (struct rank){family->weight, family->waiting_days, f};
    }
    qsort(ranks, (size_t)field->families_n, sizeof *ranks, by_need);
    for (int round = 0; round < GOALS; round++)
        for (int32_t i = 0; i < field->families_n; i++) {
            int32_t f = ranks[i].f;
            bool more = true;

            while (more && hours_of(roster->plans[f]) < goal_of(field_family(field, f), round)) {
                struct arena_mark mark = arena_mark(scratch);

                TRY(bid_best(roster, pool, scratch, f, round, &more));
                arena_rewind(scratch, mark);
            }
        }
    return NULL;
}
