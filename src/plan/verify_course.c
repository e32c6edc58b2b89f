/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_course.c - the free form: best value by units so far, in rows that open when their gap has
 * passed. Each state remembers its last session and the state before, so the choice can be walked
 * back. The capped form is in verify_capped.c. */
#include "plan/verify_course.h"

#include <string.h>

#include "plan/verify_course_inner.h"

/* Any reachable value is above; sums of allowed scales stay within 2^61 (verify_proof.c). */
#define NOWHERE (INT64_MIN / 2)

enum { NONE = -1, STEPS_FIRST = 4096, ROWS_FIRST = 16 };

struct err *verify_course_new(struct arena *arena, int32_t slots, struct verify_course **ret_course)
{
    struct verify_course *c = arena_make(arena, struct verify_course);
    NEED(c);
    c->arena = arena;
    c->slots = slots;
    c->row_at = arena_makes(arena, int32_t, (size_t)slots + 1);
    NEED(c->row_at);
    for (int32_t t = 0; t <= slots; t++)
        c->row_at[t] = NONE;
    *ret_course = c;
    return NULL;
}

/* ---- rows of states, by units used ---- */

static int64_t *row_values(const struct verify_course *c, int32_t row)
{
    return c->values + (size_t)row * c->width;
}

static int32_t *row_steps(const struct verify_course *c, int32_t row)
{
    return c->last_steps + (size_t)row * c->width;
}

static struct err *rows_reserve(struct verify_course *c, size_t items)
{
    if (items <= c->items_room)
        return NULL;
    size_t room = 2 * items;
    c->values = arena_grow(c->arena, c->values, c->items_room, room, sizeof *c->values);
    c->last_steps = arena_grow(c->arena, c->last_steps, c->items_room, room, sizeof *c->last_steps);
    c->free_rows = arena_grow(c->arena, c->free_rows, c->items_room, room, sizeof *c->free_rows);
    if (c->values == NULL || c->last_steps == NULL || c->free_rows == NULL) {
        c->items_room = 0;
        return err_no_memory();
    }
    c->items_room = room;
    return NULL;
}

static void row_clear(const struct verify_course *c, int32_t row)
{
    int64_t *values = row_values(c, row);
    int32_t *steps = row_steps(c, row);
    for (size_t h = 0; h < c->width; h++) {
        values[h] = NOWHERE;
        steps[h] = NONE;
    }
}

/* A cleared row; row 0 is the open one. */
static struct err *row_take(struct verify_course *c, int32_t *ret_row)
{
    if (c->free_n > 0) {
        *ret_row = c->free_rows[--c->free_n];
    } else {
        TRY(rows_reserve(c, ((size_t)c->rows_n + 1) * c->width));
        *ret_row = c->rows_n++;
    }
    row_clear(c, *ret_row);
    return NULL;
}

struct err *verify_step_add(struct verify_course *c, int32_t session, int32_t before,
                            int32_t *ret_step)
{
    if (c->steps_n == c->steps_room) {
        size_t room = c->steps_room == 0 ? STEPS_FIRST : 2 * (size_t)c->steps_room;
        if (room > INT32_MAX)
            return err_no_memory();
        struct verify_step *steps =
            arena_grow(c->arena, c->steps, (size_t)c->steps_room, room, sizeof *c->steps);
        NEED(steps);
        c->steps = steps;
        c->steps_room = (int32_t)room;
    }
    c->steps[c->steps_n] = (struct verify_step){session, before};
    *ret_step = c->steps_n++;
    return NULL;
}

/* The row's states may go on from now. */
static void row_open(struct verify_course *c, int32_t row)
{
    int64_t *open = row_values(c, 0);
    int32_t *open_steps = row_steps(c, 0);
    const int64_t *values = row_values(c, row);
    const int32_t *steps = row_steps(c, row);
    for (size_t h = 0; h < c->width; h++) {
        if (values[h] <= open[h])
            continue;
        open[h] = values[h];
        open_steps[h] = steps[h];
    }
    c->free_rows[c->free_n++] = row;
}

static void rows_open_until(struct verify_course *c, int32_t time)
{
    for (; c->now <= time; c->now++) {
        if (c->row_at[c->now] == NONE)
            continue;
        row_open(c, c->row_at[c->now]);
        c->row_at[c->now] = NONE;
    }
}

/* Past the horizon nothing opens any more: one place for all that. */
static int32_t opening_time(const struct verify_course *c, const struct verify_task *task,
                            const struct verify_session *s)
{
    return task->gap >= c->slots - s->end ? c->slots : s->end + task->gap;
}

static struct err *session_offer(struct verify_course *c, const struct verify_task *task, int32_t i)
{
    const struct verify_session *s = &task->sessions[i];
    int32_t opens = opening_time(c, task, s);
    size_t units = (size_t)((s->end - s->start) / task->unit);
    if (c->row_at[opens] == NONE)
        TRY(row_take(c, &c->row_at[opens]));
    const int64_t *from = row_values(c, 0);
    const int32_t *from_steps = row_steps(c, 0);
    int64_t *to = row_values(c, c->row_at[opens]);
    int32_t *to_steps = row_steps(c, c->row_at[opens]);
    for (size_t h = 0; h + units < c->width; h++) {
        if (from[h] == NOWHERE || from[h] + s->value <= to[h + units])
            continue;
        to[h + units] = from[h] + s->value;
        TRY(verify_step_add(c, i, from_steps[h], &to_steps[h + units]));
    }
    return NULL;
}

/* Walks a choice back, last session first, adding up each carer's weeks. */
static bool is_within(const struct verify_course *c, const struct verify_task *task, int32_t step)
{
    int32_t week = NONE;
    int64_t used[2] = {0, 0};
    for (; step != NONE; step = c->steps[step].before) {
        const struct verify_session *s = &task->sessions[c->steps[step].session];
        int which = s->carer != task->first;
        if (s->start / PLAN_WEEK != week)
            used[0] = used[1] = 0;
        week = s->start / PLAN_WEEK;
        used[which] += s->end - s->start;
        if (used[which] > task->week_max[which][week])
            return false;
    }
    return true;
}

struct err *verify_course_free(struct verify_course *c, const struct verify_task *task,
                               int64_t *ret_best, bool *ret_within)
{
    int32_t open;
    c->width = (size_t)task->units_max + 1;
    c->rows_n = 0;
    c->free_n = 0;
    c->steps_n = 0;
    c->now = 0;
    TRY(rows_reserve(c, ROWS_FIRST * c->width));
    TRY(row_take(c, &open));
    row_values(c, open)[0] = 0;
    for (int32_t i = 0; i < task->n; i++) {
        rows_open_until(c, task->sessions[i].start);
        TRY(session_offer(c, task, i));
    }
    rows_open_until(c, c->slots);
    const int64_t *values = row_values(c, open);
    size_t best = 0;
    for (size_t h = 1; h < c->width; h++)
        if (values[h] != NOWHERE &&
            values[h] + task->utility[h] > values[best] + task->utility[best])
            best = h;
    *ret_best = values[best] + task->utility[best];
    c->best_step = row_steps(c, open)[best];
    *ret_within = is_within(c, task, c->best_step);
    return NULL;
}

int32_t verify_course_chosen(const struct verify_course *c, const struct verify_task *task,
                             struct verify_session *ret_sessions)
{
    int32_t n = 0;
    for (int32_t step = c->best_step; step != NONE; step = c->steps[step].before)
        ret_sessions[n++] = task->sessions[c->steps[step].session];
    return n;
}
