/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* watch.c - one list under one lock, the longest unchanged first. A connection leaves the list
 * before its descriptor is closed, so a descriptor used again is never shut down by mistake. */
#include "web/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "base/limits.h"
#include "base/world.h"

enum { TICKS_A_SECOND = 5, SECOND_NS = 1000000000, TICK_NS = SECOND_NS / TICKS_A_SECOND };
/* When room is needed, who is slower than this in the middle of a request must go too. */
enum { ENDURED_MS = 2000 };
enum { DRAINS_MAX = 32, DRAIN_MS = 2000, DRAIN_BYTES = 16384, DRAIN_PIECES = 256 };

/* A descriptor of our own of a connection that the library has closed: so it is not closed yet. */
struct drain {
    int fd;
    int64_t until_ms;
};

struct watch {
    struct watch_config config;
    pthread_t thread;
    pthread_mutex_t lock; /* of everything below */
    pthread_cond_t wake;
    bool is_stopping;
    struct watched *first, *last;
    size_t n_drains;
    struct drain drains[DRAINS_MAX];
};

/* ---- the list, under the lock --------------------------------------------------------------- */

static void list_put(struct watch *w, struct watched *c)
{
    c->next = NULL;
    c->before = w->last;
    *(w->last == NULL ? &w->first : &w->last->next) = c;
    w->last = c;
}

static void list_take(struct watch *w, struct watched *c)
{
    *(c->before == NULL ? &w->first : &c->before->next) = c->next;
    *(c->next == NULL ? &w->last : &c->next->before) = c->before;
}

static void end(struct watched *c)
{
    (void)shutdown(c->fd, SHUT_RDWR);
    c->is_ended = true;
}

static void look(struct watch *w, int64_t now_ms)
{
    for (struct watched *c = w->first; c != NULL; c = c->next)
        if (!c->is_ended && c->phase != WATCH_PAUSE && now_ms - c->since_ms >= w->config.phase_ms)
            end(c);
}

static bool is_of(const struct watched *c, const uint8_t *network)
{
    return !c->is_near && memcmp(c->network, network, PEER_BYTES) == 0;
}

/* Of this network, or of all when it is NULL. */
static size_t count(const struct watch *w, const uint8_t *network)
{
    size_t n = 0;
    for (const struct watched *c = w->first; c != NULL; c = c->next)
        n += !c->is_ended && (network == NULL || is_of(c, network));
    return n;
}

/* Ends the one that has waited longest for a request; among all, if none waits, the slowest. */
static bool room_make(struct watch *w, const uint8_t *network)
{
    struct watched *slow = NULL;
    int64_t now_ms = world_boot_ms();
    for (struct watched *c = w->first; c != NULL; c = c->next) {
        if (c->is_ended || (network != NULL && !is_of(c, network)))
            continue;
        if (c->phase == WATCH_HEAD) {
            end(c);
            return true;
        }
        if (slow == NULL && network == NULL && c->phase != WATCH_PAUSE &&
            now_ms - c->since_ms > ENDURED_MS)
            slow = c;
    }
    if (slow != NULL)
        end(slow);
    return slow != NULL;
}

/* ---- what is still being sent to us ---------------------------------------------------------- */

/* The other side sees our last bytes, and its own go nowhere. */
static void drain_begin(struct watch *w, int fd)
{
    int own = w->n_drains == DRAINS_MAX ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (own < 0)
        return;
    (void)shutdown(own, SHUT_WR);
    w->drains[w->n_drains++] = (struct drain){own, world_boot_ms() + DRAIN_MS};
}

/* Whether it is over: the other side has closed, or sends no end. */
static bool drain_read(const struct drain *d, int64_t now_ms)
{
    char forgotten[DRAIN_BYTES];
    ssize_t n = 1;
    for (size_t i = 0; i < DRAIN_PIECES && n > 0; i++)
        n = recv(d->fd, forgotten, sizeof forgotten, MSG_DONTWAIT);
    return n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR) || now_ms >= d->until_ms;
}

static void drains_read(struct watch *w, int64_t now_ms)
{
    for (size_t i = 0; i < w->n_drains;) {
        if (!drain_read(&w->drains[i], now_ms)) {
            i++;
            continue;
        }
        world_close_fd(&w->drains[i].fd);
        w->drains[i] = w->drains[--w->n_drains];
    }
}

/* ---- the thread that looks ------------------------------------------------------------------ */

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
        drains_read(w, world_boot_ms());
        if (tick % TICKS_A_SECOND != 0)
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
    drains_read(w, INT64_MAX);
    pthread_cond_destroy(&w->wake);
    pthread_mutex_destroy(&w->lock);
    *watch = NULL;
}

/* ---- who comes and goes --------------------------------------------------------------------- */

bool watch_admits(struct watch *w, const uint8_t address[PEER_BYTES], size_t most)
{
    uint8_t network[PEER_BYTES];
    peer_network(address, network);
    pthread_mutex_lock(&w->lock);
    bool admits = true;
    if (!peer_is_near(address) && count(w, network) >= LIMIT_CONNECTIONS_PER_ADDRESS)
        admits = room_make(w, network);
    if (admits && count(w, NULL) >= most)
        admits = room_make(w, NULL);
    pthread_mutex_unlock(&w->lock);
    return admits;
}

void watch_add(struct watch *w, struct watched *c, int fd, const uint8_t address[PEER_BYTES])
{
    *c = (struct watched){.fd = fd,
                          .phase = WATCH_HEAD,
                          .since_ms = world_boot_ms(),
                          .is_near = peer_is_near(address)};
    peer_network(address, c->network);
    pthread_mutex_lock(&w->lock);
    list_put(w, c);
    pthread_mutex_unlock(&w->lock);
}

void watch_remove(struct watch *w, struct watched *c, bool is_drained)
{
    pthread_mutex_lock(&w->lock);
    list_take(w, c);
    if (is_drained && !c->is_ended)
        drain_begin(w, c->fd);
    pthread_mutex_unlock(&w->lock);
}

void watch_phase(struct watch *w, struct watched *c, enum watch_phase phase)
{
    pthread_mutex_lock(&w->lock);
    c->phase = phase;
    c->since_ms = world_boot_ms();
    list_take(w, c);
    list_put(w, c);
    pthread_mutex_unlock(&w->lock);
}

bool watch_asks(struct watch *w, struct watched *c, const uint8_t address[PEER_BYTES])
{
    uint8_t asker[PEER_BYTES];
    size_t n = 0;
    peer_network(address, asker);
    bool is_near = peer_is_near(address);
    pthread_mutex_lock(&w->lock);
    for (const struct watched *i = w->first; i != NULL && !is_near; i = i->next)
        n += i->is_asking && memcmp(i->asker, asker, PEER_BYTES) == 0;
    memcpy(c->asker, asker, PEER_BYTES);
    c->is_asking = true;
    pthread_mutex_unlock(&w->lock);
    return n < LIMIT_REQUESTS_PER_ADDRESS;
}

void watch_answered(struct watch *w, struct watched *c)
{
    pthread_mutex_lock(&w->lock);
    c->is_asking = false;
    pthread_mutex_unlock(&w->lock);
    watch_phase(w, c, WATCH_HEAD);
}

void watch_end_all(struct watch *w)
{
    pthread_mutex_lock(&w->lock);
    for (struct watched *c = w->first; c != NULL; c = c->next)
        end(c);
    pthread_mutex_unlock(&w->lock);
}
