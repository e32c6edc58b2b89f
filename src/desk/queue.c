/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* queue.c - the writer thread. Waiting for company joins the two halves into which clients that
 * wait for their answers fall otherwise: twice as many acts share a sync. */
#include "desk/queue.h"

#include <assert.h>
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <time.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/world.h"
#include "desk/clock.h"
#include "desk/inside.h"

enum {
    TICK_MS = 1000,
    TRIM_AFTER_MS = 30000,
    SWEEP_AFTER_MS = 5000,
    SWEEP_EVERY_MS = 86400000,
    CLOCK_AFTER_MS = 5000,
    CLOCK_PAUSE_MS = 60000,
    CLOCK_EVERY_MS = 600000,
    DEPTH_MAX = 3 /* tasks within tasks, each on the same stack */
};

struct queue {
    struct site *site;
    struct arena *scratch; /* the writer's */
    size_t batch_most;
    size_t depth;     /* the writer's: of the task at hand */
    struct id swept;  /* how far the sweep is */
    int64_t sweep_ms; /* the writer's: not before; the first time soon after the start */
    int64_t clock_ms; /* the writer's: when the timer ran last, of the boot clock */
    pthread_t thread;
    pthread_mutex_t lock; /* of everything below */
    pthread_cond_t wake;
    struct queue_item *first, **end;
    size_t n;      /* in the list */
    size_t places; /* taken: in the list or about to be */
    size_t wanted; /* the writer sleeps until so many are in the list */
    bool is_stopping;
    struct queue_state state;
};

/* What the writer has taken from the list. */
struct taken {
    struct queue_item *task;
    size_t n;
    struct queue_item *items[LIMIT_BATCH_COMMANDS_SQLITE];
    struct job *jobs[LIMIT_BATCH_COMMANDS_SQLITE];
};

/* When it last did something, and what it has done since. */
struct rest {
    int64_t since_ms;
    int64_t pinged_ms;
    bool is_trimmed;
};

enum found { FOUND_WORK, FOUND_NOTHING, FOUND_END };

/* ---- waiting ------------------------------------------------------------------------------- */

static struct timespec after_ms(int64_t ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += (time_t)(ms / 1000);
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

static bool is_over(const struct queue *q)
{
    return q->is_stopping && q->places == 0;
}

/* Until `wanted` are in the list or the time is over; the lock is held. */
static void wait_for(struct queue *q, size_t wanted, int64_t most_ms)
{
    struct timespec until = after_ms(most_ms);
    q->wanted = wanted;
    while (q->n < wanted && !is_over(q))
        if (pthread_cond_timedwait(&q->wake, &q->lock, &until) == ETIMEDOUT)
            return;
}

static enum found work_wait(struct queue *q, size_t last_time)
{
    if (q->n == 0)
        wait_for(q, 1, TICK_MS);
    if (q->n == 0)
        return is_over(q) ? FOUND_END : FOUND_NOTHING;
    if (q->first->job != NULL && q->n < last_time && !q->is_stopping)
        wait_for(q, last_time, LIMIT_BATCH_WAIT_MS);
    return FOUND_WORK;
}

static struct queue_item *item_take(struct queue *q)
{
    struct queue_item *item = q->first;
    q->first = item->next;
    if (q->first == NULL)
        q->end = &q->first;
    q->n--;
    q->places--;
    return item;
}

/* One task, or the acts before the next task. */
static void work_take(struct queue *q, struct taken *t)
{
    t->task = NULL;
    t->n = 0;
    if (q->first->task != NULL) {
        t->task = item_take(q);
        return;
    }
    while (q->n > 0 && q->first->job != NULL && t->n < q->batch_most) {
        t->items[t->n] = item_take(q);
        t->jobs[t->n] = t->items[t->n]->job;
        t->n++;
    }
}

/* ---- working ------------------------------------------------------------------------------- */

static void state_tell(struct queue *q, size_t commands)
{
    struct site *s = q->site;
    pthread_mutex_lock(&q->lock);
    if (q->state.door != QUEUE_STANDBY)
        q->state.door = s->ring == NULL ? QUEUE_LOCKED : QUEUE_OPEN;
    if (s->writer != NULL)
        q->state.head = journal_writer_newest(s->writer);
    q->state.commits += commands > 0;
    q->state.commands += commands;
    pthread_mutex_unlock(&q->lock);
}

/* What all acts of a batch need before the first of them. */
static struct err *ready(struct queue *q)
{
    arena_reset(q->scratch);
    TRY(site_require_open(q->site, q->scratch));
    return site_go_on(q->site, q->scratch);
}

static void jobs_run(struct queue *q, struct taken *t)
{
    struct err *bad = ready(q);
    if (bad == NULL)
        desk_run(q->site, t->jobs, t->n);
    for (size_t i = 0; i < t->n && bad != NULL; i++)
        t->jobs[i]->err = err_copy(t->jobs[i]->arena, bad);
}

static void work_do(struct queue *q, struct taken *t)
{
    q->depth++;
    if (t->task != NULL)
        t->task->task(q->site, t->task->with);
    else
        jobs_run(q, t);
    q->depth--;
    state_tell(q, t->n);
    if (t->task != NULL)
        t->task->done(t->task);
    for (size_t i = 0; i < t->n; i++)
        t->items[i]->done(t->items[i]);
}

/* For site_breathe: in the middle of a task, what waits now is done, a batch or one task. False:
 * there is no time for more. */
static bool others_serve(void *with)
{
    struct queue *q = with;
    struct taken t = {0};
    pthread_mutex_lock(&q->lock);
    bool goes_on = !q->is_stopping;
    bool has_work = goes_on && q->n > 0 && (q->first->task == NULL || q->depth < DEPTH_MAX);
    if (has_work)
        work_take(q, &t);
    pthread_mutex_unlock(&q->lock);
    if (has_work)
        work_do(q, &t);
    return goes_on;
}

/* ---- resting ------------------------------------------------------------------------------- */

/* An engine that was silent for too long gives the lock to another process. */
static void lock_keep(struct queue *q, struct rest *rest, int64_t now_ms)
{
    if (now_ms - rest->pinged_ms < DB_PING_MS)
        return;
    rest->pinged_ms = now_ms;
    arena_reset(q->scratch);
    struct err *bad = db_ping(q->site->db, q->scratch);
    if (bad == NULL)
        return;
    log_error("lock-lost", bad);
    pthread_mutex_lock(&q->lock);
    q->state.door = QUEUE_STANDBY;
    pthread_mutex_unlock(&q->lock);
}

/* When sessions were last used, and which are over. */
static void sessions_keep(struct queue *q)
{
    if (q->site->signin == NULL)
        return;
    arena_reset(q->scratch);
    struct err *bad = signin_rest(q->site->signin, q->scratch);
    if (bad != NULL)
        log_error("sessions-not-kept", bad);
}

/* Soon after somebody was at work, for an admission may have begun a family's first days; else now
 * and then, for a day may have begun. */
static bool clock_is_due(const struct queue *q, const struct rest *rest, int64_t now_ms)
{
    bool is_news = q->clock_ms <= rest->since_ms && now_ms - rest->since_ms >= CLOCK_AFTER_MS;
    return now_ms - q->clock_ms >= (is_news ? CLOCK_PAUSE_MS : CLOCK_EVERY_MS);
}

static void clock_tell(const struct clock_counts *c)
{
    if (c->made + c->cancelled + c->passed_over + c->waiting == 0)
        return;
    log_event(LOG_LEVEL_NOTE, "clock", log_int("made", c->made), log_int("cancelled", c->cancelled),
              log_int("passed-over", c->passed_over), log_int("waiting", c->waiting));
}

static void clock_run(struct queue *q, int64_t now_ms)
{
    struct clock_counts counts = {0};
    q->clock_ms = now_ms;
    /* A site that was restored or moved begins anew by somebody's act, never by itself. */
    if (q->site->ring == NULL || q->site->mark_state != MARK_SAME)
        return;
    arena_reset(q->scratch);
    struct err *bad = desk_clock(q->site, q->scratch, CLOCK_ACTS_MAX, &counts);
    if (bad != NULL)
        log_error("clock-failed", bad);
    clock_tell(&counts);
    int64_t n = counts.made + counts.cancelled + counts.passed_over;
    if (n > 0)
        state_tell(q, (size_t)n);
    if (counts.waiting > 0)
        q->clock_ms = now_ms - CLOCK_EVERY_MS; /* the rest of it at once */
}

/* Whom calls were about: after the answer, so that it tells nothing. */
static void calls_look(struct queue *q)
{
    desk_calls_look(q->site);
    state_tell(q, 0);
}

static void rest_use(struct queue *q, struct rest *rest)
{
    int64_t now_ms = world_boot_ms();
    if (mark_timer_idle_due(&q->site->mark_timer, now_ms)) {
        arena_reset(q->site->scratch);
        desk_mark_now(q->site);
    }
    lock_keep(q, rest, now_ms);
    sessions_keep(q);
    if (q->site->calls_wait)
        calls_look(q);
    if (now_ms >= q->sweep_ms && now_ms - rest->since_ms >= SWEEP_AFTER_MS) {
        desk_sweep(q->site, &q->swept);
        q->sweep_ms = id_is_none(q->swept) ? now_ms + SWEEP_EVERY_MS : now_ms;
    }
    if (clock_is_due(q, rest, now_ms))
        clock_run(q, now_ms);
    if (!rest->is_trimmed && now_ms - rest->since_ms >= TRIM_AFTER_MS) {
        malloc_trim(0);
        rest->is_trimmed = true;
    }
}

static void *writer_run(void *with)
{
    struct queue *q = with;
    struct taken t = {0};
    struct rest rest = {.since_ms = world_boot_ms()};
    size_t last_time = 1;
    for (;;) {
        pthread_mutex_lock(&q->lock);
        enum found found = work_wait(q, last_time);
        if (found == FOUND_WORK)
            work_take(q, &t);
        pthread_mutex_unlock(&q->lock);
        if (found == FOUND_END)
            return NULL;
        if (found == FOUND_NOTHING) {
            rest_use(q, &rest);
            continue;
        }
        work_do(q, &t);
        if (q->site->calls_wait && q->site->people != NULL)
            calls_look(q);
        if (t.n > 0)
            last_time = t.n;
        rest = (struct rest){.since_ms = world_boot_ms(), .pinged_ms = world_boot_ms()};
    }
}

/* ---- starting and stopping ------------------------------------------------------------------ */

static bool signs_make(struct queue *q)
{
    pthread_condattr_t attr;
    if (pthread_condattr_init(&attr) != 0)
        return false;
    bool ok = pthread_condattr_setclock(&attr, CLOCK_MONOTONIC) == 0 &&
              pthread_cond_init(&q->wake, &attr) == 0 && pthread_mutex_init(&q->lock, NULL) == 0;
    pthread_condattr_destroy(&attr);
    return ok;
}

struct err *queue_start(struct arena *into, struct site *site, struct queue **ret_queue)
{
    struct queue *q = arena_make(into, struct queue);
    NEED(q);
    q->site = site;
    q->batch_most =
        db_engine(site->db) == DB_PG ? LIMIT_BATCH_COMMANDS_PG : LIMIT_BATCH_COMMANDS_SQLITE;
    q->end = &q->first;
    q->clock_ms = world_boot_ms();
    if (!signs_make(q))
        return err_no_memory();
    q->scratch = arena_new(LIMIT_ARENA_REQUEST_BYTES);
    NEED(q->scratch);
    state_tell(q, 0);
    site->calls_wait = true;
    site->breathe = others_serve;
    site->breathe_with = q;
    int code = pthread_create(&q->thread, NULL, writer_run, q);
    if (code != 0) {
        site->breathe = NULL;
        arena_free(q->scratch);
        return err_outside(into, N_("The writer could not be started"), "thread: %d", code);
    }
    *ret_queue = q;
    return NULL;
}

void queue_stop(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    bool was_stopping = q->is_stopping;
    q->is_stopping = true;
    pthread_cond_signal(&q->wake);
    pthread_mutex_unlock(&q->lock);
    if (was_stopping)
        return;
    pthread_join(q->thread, NULL);
    q->site->breathe = NULL;
    pthread_mutex_lock(&q->lock); /* late askers may be looking at it */
    assert(q->n == 0 && q->places == 0);
    pthread_mutex_unlock(&q->lock);
}

void queue_free(struct queue **queue)
{
    struct queue *q = *queue;
    if (q == NULL)
        return;
    queue_stop(q);
    arena_free(q->scratch);
    pthread_cond_destroy(&q->wake);
    pthread_mutex_destroy(&q->lock);
    *queue = NULL;
}

/* ---- asking -------------------------------------------------------------------------------- */

struct err *queue_reserve(struct queue *q, struct arena *into)
{
    pthread_mutex_lock(&q->lock);
    bool has_place = !q->is_stopping && q->places < LIMIT_QUEUE_JOBS;
    q->places += has_place;
    pthread_mutex_unlock(&q->lock);
    if (has_place)
        return NULL;
    return err_new(into, ERR_BUSY, N_("Too much is being written at this moment. Try again"));
}

void queue_give_back(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    assert(q->places > q->n);
    q->places--;
    pthread_cond_signal(&q->wake); /* it may have been the last one before the end */
    pthread_mutex_unlock(&q->lock);
}

void queue_push(struct queue *q, struct queue_item *item)
{
    assert((item->job != NULL) != (item->task != NULL) && item->done != NULL);
    item->next = NULL;
    pthread_mutex_lock(&q->lock);
    assert(q->n < q->places);
    *q->end = item;
    q->end = &item->next;
    q->n++;
    if (q->n >= q->wanted)
        pthread_cond_signal(&q->wake);
    pthread_mutex_unlock(&q->lock);
}

/* Somebody who waits in his own thread. */
struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool is_done;
    void (*task)(struct site *site, void *with);
    void *with;
};

static void waiter_done(struct queue_item *item)
{
    struct waiter *w = item->with;
    pthread_mutex_lock(&w->lock);
    w->is_done = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
}

static void waiter_task(struct site *site, void *with)
{
    struct waiter *w = with;
    w->task(site, w->with);
}

static void push_and_wait(struct queue *q, struct queue_item *item, struct waiter *w)
{
    item->done = waiter_done;
    item->with = w;
    queue_push(q, item);
    pthread_mutex_lock(&w->lock);
    while (!w->is_done)
        pthread_cond_wait(&w->wake, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

struct err *queue_do(struct queue *q, struct job *job)
{
    struct waiter w = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};
    struct queue_item item = {.job = job};
    TRY(queue_reserve(q, job->arena));
    push_and_wait(q, &item, &w);
    return job->err;
}

struct err *queue_run(struct queue *q, struct arena *into,
                      void (*task)(struct site *site, void *with), void *with)
{
    struct waiter w = {.lock = PTHREAD_MUTEX_INITIALIZER,
                       .wake = PTHREAD_COND_INITIALIZER,
                       .task = task,
                       .with = with};
    struct queue_item item = {.task = waiter_task};
    TRY(queue_reserve(q, into));
    push_and_wait(q, &item, &w);
    return NULL;
}

struct queue_state queue_state(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    struct queue_state state = q->state;
    pthread_mutex_unlock(&q->lock);
    return state;
}
