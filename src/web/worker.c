/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* worker.c - a list, a lock, two threads. */
#include "web/worker.h"

#include <pthread.h>

struct workers {
    pthread_t threads[WORKER_THREADS];
    size_t n_threads;
    pthread_mutex_t lock; /* of everything below */
    pthread_cond_t wake;
    struct worker_item *first, **end;
    bool is_stopping;
};

static struct worker_item *item_wait(struct workers *w)
{
    pthread_mutex_lock(&w->lock);
    while (w->first == NULL && !w->is_stopping)
        pthread_cond_wait(&w->wake, &w->lock);
    struct worker_item *item = w->first;
    if (item != NULL) {
        w->first = item->next;
        if (w->first == NULL)
            w->end = &w->first;
    }
    pthread_mutex_unlock(&w->lock);
    return item;
}

static void *worker_run(void *with)
{
    for (struct worker_item *item = item_wait(with); item != NULL; item = item_wait(with))
        item->run(item);
    return NULL;
}

struct err *workers_start(struct arena *into, struct workers **ret_workers)
{
    struct workers *w = arena_make(into, struct workers);
    NEED(w);
    w->end = &w->first;
    if (pthread_mutex_init(&w->lock, NULL) != 0 || pthread_cond_init(&w->wake, NULL) != 0)
        return err_no_memory();
    for (; w->n_threads < WORKER_THREADS; w->n_threads++) {
        int code = pthread_create(&w->threads[w->n_threads], NULL, worker_run, w);
        if (code == 0)
            continue;
        workers_stop(&w);
        return err_outside(into, N_("The server could not be started"), "worker: %d", code);
    }
    *ret_workers = w;
    return NULL;
}

void worker_push(struct workers *w, struct worker_item *item)
{
    item->next = NULL;
    pthread_mutex_lock(&w->lock);
    *w->end = item;
    w->end = &item->next;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
}

void workers_stop(struct workers **workers)
{
    struct workers *w = *workers;
    if (w == NULL)
        return;
    pthread_mutex_lock(&w->lock);
    w->is_stopping = true;
    pthread_cond_broadcast(&w->wake);
    pthread_mutex_unlock(&w->lock);
    for (size_t i = 0; i < w->n_threads; i++)
        pthread_join(w->threads[i], NULL);
    pthread_cond_destroy(&w->wake);
    pthread_mutex_destroy(&w->lock);
    *workers = NULL;
}
