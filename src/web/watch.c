/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* watch.c - one list under one lock. A connection leaves the list before its descriptor is closed,
 * so a descriptor used again is never shut down by mistake. */
#include "web/watch.h"

#include <pthread.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <time.h>

#include "base/world.h"

enum { TICKS_A_SECOND = 5, SECOND_NS = 1000000000, TICK_NS = SECOND_NS / TICKS_A_SECOND };

struct watch {
    struct watch_config config;
    pthread_t thread;
    pthread_mutex_t lock; /* of everything below */
    pthread_cond_t wake;
    bool is_stopping;
    struct watched *first;
};

static void look(struct watch *w, int64_t now_ms)
{
    for (struct watched *c = w->first; c != NULL; c = c->next) {
        if (c->until_ms == 0 || c->until_ms > now_ms)
            continue;
        (void)shutdown(c->fd, SHUT_RDWR);
        c->until_ms = 0;
    }
}

static void *watch_run(void *with)
{
    struct watch *w = with;
    pthread_mutex_lock(&w->lock);
    for (unsigned tick = 1; !w->is_stopping; tick++) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += TICK_NS;
        until.tv_sec += until.tv_nsec / SECOND_NS;
        until.tv_nsec %= SECOND_NS;
        (void)pthread_cond_timedwait(&w->wake, &w->lock, &until);
        look(w, world_boot_ms());
        if (tick % TICKS_A_SECOND != 0 || w->config.rest == NULL)
            continue;
        pthread_mutex_unlock(&w->lock);
        w->config.rest(w->config.with);
        pthread_mutex_lock(&w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct err *watch_start(struct arena *into, const struct watch_config *config,
                        struct watch **ret_watch)
{
    struct watch *w = arena_make(into, struct watch);
    NEED(w);
    w->config = *config;
    if (pthread_mutex_init(&w->lock, NULL) != 0 || pthread_cond_init(&w->wake, NULL) != 0)
        return err_no_memory();
    int code = pthread_create(&w->thread, NULL, watch_run, w);
    if (code != 0)
        return err_outside(into, N_("The server could not be started"), "thread: %d", code);
    *ret_watch = w;
    return NULL;
}

void watch_stop(struct watch **watch)
{
    struct watch *w = *watch;
    if (w == NULL)
        return;
    pthread_mutex_lock(&w->lock);
    w->is_stopping = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->wake);
    pthread_mutex_destroy(&w->lock);
    *watch = NULL;
}

void watch_add(struct watch *w, struct watched *c, int fd)
{
    pthread_mutex_lock(&w->lock);
    *c = (struct watched){.next = w->first,
                          .here = &w->first,
                          .fd = fd,
                          .until_ms = world_boot_ms() + w->config.phase_ms};
    if (c->next != NULL)
        c->next->here = &c->next;
    w->first = c;
    pthread_mutex_unlock(&w->lock);
}

void watch_remove(struct watch *w, struct watched *c)
{
    pthread_mutex_lock(&w->lock);
    *c->here = c->next;
    if (c->next != NULL)
        c->next->here = c->here;
    pthread_mutex_unlock(&w->lock);
}

static void until_set(struct watch *w, struct watched *c, int64_t until_ms)
{
    pthread_mutex_lock(&w->lock);
    c->until_ms = until_ms;
    pthread_mutex_unlock(&w->lock);
}

void watch_phase(struct watch *w, struct watched *c)
{
    until_set(w, c, world_boot_ms() + w->config.phase_ms);
}

void watch_pause(struct watch *w, struct watched *c)
{
    until_set(w, c, 0);
}

void watch_end_all(struct watch *w)
{
    pthread_mutex_lock(&w->lock);
    for (struct watched *c = w->first; c != NULL; c = c->next)
        (void)shutdown(c->fd, SHUT_RDWR);
    pthread_mutex_unlock(&w->lock);
}
