/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* crew.c - threads live for one list of tasks: a list takes milliseconds, a thread microseconds. */
#include "plan/crew.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "plan/plan.h"

struct shift {
    crew_fn run;
    void *context;
    int32_t n;
    atomic_int next;
    atomic_int failed; /* the first task that failed; n: none */
    pthread_mutex_t lock;
    struct err *error;
};

struct hand {
    struct shift *shift;
    struct worker *worker;
};

static void note_failure(struct shift *shift, int32_t task, struct err *error)
{
    pthread_mutex_lock(&shift->lock);
    if (task < atomic_load(&shift->failed)) {
        atomic_store(&shift->failed, task);
        shift->error = error;
    }
    pthread_mutex_unlock(&shift->lock);
}

static void *hand_work(void *context)
{
    struct hand *hand = context;
    struct shift *shift = hand->shift;

    for (;;) {
        int task = atomic_fetch_add(&shift->next, 1);
        if (task >= shift->n || task > atomic_load(&shift->failed))
            return NULL;
        struct err *error = shift->run(shift->context, hand->worker, task);
        if (error != NULL)
            note_failure(shift, task, error);
    }
}

struct err *crew_run(const struct crew *crew, crew_fn run, void *context, int32_t n)
{
    struct shift shift = {.run = run, .context = context, .n = n};
    struct hand hands[PLAN_THREADS_MAX] = {{0}};
    pthread_t threads[PLAN_THREADS_MAX];
    int32_t started = 0;

    assert(crew->threads >= 1 && crew->threads <= PLAN_THREADS_MAX);
    atomic_init(&shift.failed, n);
    pthread_mutex_init(&shift.lock, NULL);
    hands[0] = (struct hand){&shift, &crew->workers[0]};
    for (int32_t i = 1; i < crew->threads; i++)
        hands[i] = (struct hand){&shift, &crew->workers[i]};
    for (int32_t i = 1; i < crew->threads && i < n; i++) {
        if (pthread_create(&threads[started], NULL, hand_work, &hands[i]) != 0)
            break; /* fewer hands do the same work */
        started++;
    }
    hand_work(&hands[0]);
    for (int32_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_mutex_destroy(&shift.lock);
    return shift.error;
}

void crew_clear(const struct crew *crew)
{
    for (int32_t i = 0; i < crew->threads; i++) {
        arena_reset(crew->workers[i].scratch);
        arena_reset(crew->workers[i].fresh);
    }
}

int64_t crew_work(const struct crew *crew)
{
    int64_t work = 0;

    for (int32_t i = 0; i < crew->threads; i++)
        work += crew->workers[i].work;
    return work;
}
