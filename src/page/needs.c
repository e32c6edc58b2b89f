/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* needs.c - the table of sources of "Needs you now", and putting what they found in order. */
#include "page/needs.h"

#include <assert.h>
#include <stdlib.h>

#include "base/json.h"

/* Who holds the permission is asked for that source; the others never reach it. */
static const struct {
    enum may may;
    need_fn *read;
} sources[] = {
    {MAY_SEE_HOUSE, need_lodgers},       {MAY_SEE_TASKS, need_tasks},
    {MAY_DECIDE, need_referrals},        {MAY_WORK_CASES, need_closings},
    {MAY_CALL_ROLL, need_rolls},         {MAY_SEE_EQUIPMENT, need_equipment},
    {MAY_SEE_INCIDENTS, need_incidents}, {MAY_SEE_PERSONS, need_papers},
};

struct id needs_house(const struct page *pg, const struct needs *needs)
{
    return pg->house.n > 0 && needs->houses->n == 1 ? needs->houses->at[0].house : ID_NONE;
}

struct err *need_add(struct page *pg, struct needs *needs, const struct need *need)
{
    assert(need->rank > 0 && need->rank < NEED__RANKS && need->code != NULL);
    if (needs->n == needs->room) {
        size_t room = needs->room == 0 ? 16 : needs->room * 2;
        needs->at = arena_grow(pg->arena, needs->at, needs->n, room, sizeof *needs->at);
        NEED(needs->at);
        needs->room = room;
    }
    needs->at[needs->n] = *need;
    needs->at[needs->n].nth = needs->n;
    needs->n++;
    return NULL;
}

static int urgency_order(const void *a, const void *b)
{
    const struct need *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return x->nth < y->nth ? -1 : 1;
}

struct err *needs_read(struct page *pg, int32_t today, const struct tonights *houses,
                       struct needs *ret_needs)
{
    struct needs needs = {.today = today, .houses = houses};
    for (size_t i = 0; i < COUNT(sources); i++)
        if (page_may(pg, sources[i].may))
            TRY(sources[i].read(pg, &needs));
    if (needs.n > 0)
        qsort(needs.at, needs.n, sizeof *needs.at, urgency_order);
    for (size_t i = 0; i < needs.n; i++)
        needs.at[i].row.is_first = i == 0;
    *ret_needs = needs;
    return NULL;
}

void needs_json(struct buf *b, const struct needs *needs)
{
    static const char *const ranks[NEED__RANKS] = {[NEED_NOW] = "now",
                                                   [NEED_OVERDUE] = "overdue",
                                                   [NEED_TODAY] = "today",
                                                   [NEED_SOON] = "soon"};
    json_name(b, "needs");
    json_open(b, '[');
    for (size_t i = 0; i < needs->n; i++) {
        const struct need *need = &needs->at[i];
        json_open(b, '{');
        json_string(b, "rank", ranks[need->rank]);
        json_string(b, "code", need->code);
        json_text(b, "title", need->row.title);
        if (need->row.link.url != NULL)
            json_string(b, "url", need->row.link.url);
        json_close(b, '}');
    }
    json_close(b, ']');
}
