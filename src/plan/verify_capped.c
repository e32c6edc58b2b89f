/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_capped.c - the capped form of the course: a state is the units so far and what each of two
 * carers has used of this week. Few states are ever reached, so they live in small hash tables. */
#include <string.h>

#include "plan/verify_course_inner.h"

enum { NONE = -1, STATES_FIRST = 64, TABLES_FIRST = 16, USE_BITS = 20 };

/* Units fit 20 bits: the horizon has fewer slots. */
struct state {
    uint32_t units;
    uint32_t used[2];
};

static uint64_t state_key(struct state s)
{
    return ((uint64_t)s.units << (2 * USE_BITS) | (uint64_t)s.used[0] << USE_BITS | s.used[1]) + 1;
}

static struct state key_state(uint64_t key)
{
    const uint64_t mask = (UINT64_C(1) << USE_BITS) - 1;
    key--;
    return (struct state){(uint32_t)(key >> (2 * USE_BITS)),
                          {(uint32_t)(key >> USE_BITS & mask), (uint32_t)(key & mask)}};
}

static size_t key_place(uint64_t key, size_t room)
{
    return (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (room - 1);
}

/* The slot that holds the key or would. */
static size_t states_find(const struct verify_states *t, uint64_t key)
{
    size_t i = key_place(key, t->room);
    while (t->keys[i] != 0 && t->keys[i] != key)
        i = (i + 1) & (t->room - 1);
    return i;
}

static struct err *states_reserve(struct arena *a, struct verify_states *t, size_t room)
{
    struct verify_states wider = {.room = room, .n = t->n};
    wider.keys = arena_makes(a, uint64_t, room);
    wider.values = arena_makes(a, int64_t, room);
    wider.steps = arena_makes(a, int32_t, room);
    if (wider.keys == NULL || wider.values == NULL || wider.steps == NULL)
        return err_no_memory();
    for (size_t i = 0; i < t->room; i++) {
        if (t->keys[i] == 0)
            continue;
        size_t at = states_find(&wider, t->keys[i]);
        wider.keys[at] = t->keys[i];
        wider.values[at] = t->values[i];
        wider.steps[at] = t->steps[i];
    }
    *t = wider;
    return NULL;
}

/* Where the state's value and last step go, unless it has a value as good already. */
static struct err *states_offer(struct arena *a, struct verify_states *t, struct state s,
                                int64_t value, size_t *ret_at, bool *ret_better)
{
    if (2 * (t->n + 1) > t->room)
        TRY(states_reserve(a, t, t->room == 0 ? STATES_FIRST : 2 * t->room));
    uint64_t key = state_key(s);
    size_t at = states_find(t, key);
    bool fresh = t->keys[at] == 0;
    *ret_at = at;
    *ret_better = fresh || value > t->values[at];
    if (!*ret_better)
        return NULL;
    t->keys[at] = key;
    t->values[at] = value;
    t->n += fresh;
    return NULL;
}

/* Keeps the better value of a state, with its last step. */
static struct err *states_put(struct arena *a, struct verify_states *t, struct state s,
                              int64_t value, int32_t step)
{
    size_t at;
    bool better;
    TRY(states_offer(a, t, s, value, &at, &better));
    if (better)
        t->steps[at] = step;
    return NULL;
}

static void states_clear(struct verify_states *t)
{
    if (t->n > 0)
        memset(t->keys, 0, t->room * sizeof *t->keys);
    t->n = 0;
}

/* ---- tables by opening time ---- */

/* An empty table; 0 is the open one, 1 its stand-in at the turn of a week. */
static struct err *table_take(struct verify_course *c, int32_t *ret_table)
{
    if (c->free_tables_n > 0) {
        *ret_table = c->free_tables[--c->free_tables_n];
        return NULL;
    }
    if (c->tables_n == c->tables_room) {
        size_t old = (size_t)c->tables_room;
        size_t room = old == 0 ? TABLES_FIRST : 2 * old;
        struct verify_states *tables =
            arena_grow(c->arena, c->tables, old, room, sizeof *c->tables);
        int32_t *free_tables =
            arena_grow(c->arena, c->free_tables, old, room, sizeof *c->free_tables);
        NEED(tables);
        NEED(free_tables);
        c->tables = tables;
        c->free_tables = free_tables;
        c->tables_room = (int32_t)room;
    }
    *ret_table = c->tables_n++;
    return NULL;
}

/* In a new week nobody has used anything of it. */
static struct err *week_turn(struct verify_course *c)
{
    struct verify_states *open = &c->tables[0];
    struct verify_states *other = &c->tables[1];
    states_clear(other);
    for (size_t i = 0; i < open->room; i++) {
        if (open->keys[i] == 0)
            continue;
        struct state s = key_state(open->keys[i]);
        s.used[0] = s.used[1] = 0;
        TRY(states_put(c->arena, other, s, open->values[i], open->steps[i]));
    }
    struct verify_states swap = *open;
    *open = *other;
    *other = swap;
    return NULL;
}

static struct err *table_open(struct verify_course *c, int32_t table)
{
    const struct verify_states from = c->tables[table];
    for (size_t i = 0; i < from.room; i++)
        if (from.keys[i] != 0)
            TRY(states_put(c->arena, &c->tables[0], key_state(from.keys[i]), from.values[i],
                           from.steps[i]));
    states_clear(&c->tables[table]);
    c->free_tables[c->free_tables_n++] = table;
    return NULL;
}

static struct err *tables_open_until(struct verify_course *c, int32_t time)
{
    for (; c->now <= time; c->now++) {
        if (c->now % PLAN_WEEK == 0 && c->now > 0)
            TRY(week_turn(c));
        if (c->row_at[c->now] == NONE)
            continue;
        TRY(table_open(c, c->row_at[c->now]));
        c->row_at[c->now] = NONE;
    }
    return NULL;
}

static struct err *session_offer(struct verify_course *c, const struct verify_task *task,
                                 int32_t session)
{
    const struct verify_session *s = &task->sessions[session];
    int which = s->carer != task->first;
    int32_t opens = task->gap >= c->slots - s->end ? c->slots : s->end + task->gap;
    uint32_t units = (uint32_t)((s->end - s->start) / task->unit);
    uint32_t most = (uint32_t)(task->week_max[which][s->start / PLAN_WEEK] / task->unit);
    bool same_week = opens / PLAN_WEEK == s->start / PLAN_WEEK;
    if (c->row_at[opens] == NONE)
        TRY(table_take(c, &c->row_at[opens]));
    int32_t to = c->row_at[opens];
    const struct verify_states from = c->tables[0];
    for (size_t i = 0; i < from.room; i++) {
        if (from.keys[i] == 0)
            continue;
        struct state next = key_state(from.keys[i]);
        next.units += units;
        next.used[which] += units;
        if (next.units > (uint32_t)task->units_max || next.used[which] > most)
            continue;
        if (!same_week)
            next.used[0] = next.used[1] = 0;
        size_t at;
        bool better;
        TRY(states_offer(c->arena, &c->tables[to], next, from.values[i] + s->value, &at, &better));
        if (better)
            TRY(verify_step_add(c, session, from.steps[i], &c->tables[to].steps[at]));
    }
    return NULL;
}

static struct err *tables_reset(struct verify_course *c)
{
    int32_t table;
    for (int32_t i = 0; i < c->tables_n; i++)
        states_clear(&c->tables[i]);
    c->tables_n = 0;
    c->free_tables_n = 0;
    c->now = 0;
    TRY(table_take(c, &table));
    TRY(table_take(c, &table));
    return states_put(c->arena, &c->tables[0], (struct state){0, {0, 0}}, 0, NONE);
}

struct err *verify_course_capped(struct verify_course *c, const struct verify_task *task,
                                 int64_t *ret_best)
{
    c->steps_n = 0;
    TRY(tables_reset(c));
    for (int32_t i = 0; i < task->n; i++) {
        TRY(tables_open_until(c, task->sessions[i].start));
        TRY(session_offer(c, task, i));
    }
    TRY(tables_open_until(c, c->slots));
    const struct verify_states *open = &c->tables[0];
    int64_t best = task->utility[0]; /* nothing at all is always possible */
    c->best_step = NONE;
    for (size_t i = 0; i < open->room; i++) {
        if (open->keys[i] == 0)
            continue;
        int64_t value = open->values[i] + task->utility[key_state(open->keys[i]).units];
        if (value <= best)
            continue;
        best = value;
        c->best_step = open->steps[i];
    }
    *ret_best = best;
    return NULL;
}
