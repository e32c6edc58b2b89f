/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http.c - libmicrohttpd put to use, with what it leaves out: total times, refusal of what
 * contradicts itself, the order of suspending and stopping. */
#include "web/http.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/world.h"
#include "web/http_head.h"
#include "web/http_send.h"
#include "web/peer.h"
#include "web/socket.h"
#include "web/watch.h"

enum { PAGE_THREADS = 2, CONNECTION_BYTES = 16384, STACK_BYTES = 262144 };
/* More than watch.c admits, also when one page thread has them all: past its own limit the library
 * lets newcomers wait without an answer. */
enum { LIBRARY_CONNECTIONS = 2 * PAGE_THREADS * LIMIT_CONNECTIONS };

/* Forward secrecy and authenticated ciphers alone. */
#define TLS_PRIORITIES                                                                             \
    "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-CIPHER-ALL:+AES-256-GCM:+AES-128-GCM:"    \
    "+CHACHA20-POLY1305:%SERVER_PRECEDENCE"

struct door {
    struct http *http;
    enum http_door which;
    struct http_door_config config;
    struct MHD_Daemon *daemon; /* NULL: there is no such door */
};

struct http {
    struct http_service service;
    uid_t owner;
    int64_t phase_ms;
    struct watch *watch;
    struct door doors[HTTP_DOORS];
    pthread_mutex_t lock; /* of in_flight */
    pthread_cond_t none_left;
    atomic_bool is_stopping;
    atomic_size_t complaints; /* of the library, since the last second */
    size_t in_flight;         /* requests between their head and the end of their answer */
};

struct connection {
    struct watched watched;
    struct arena *arena;
    uint8_t address[PEER_BYTES];
    bool is_trusted; /* its peer owns the folder, or the door does not ask */
    bool is_drained; /* it ends in the middle of a body, which is read and forgotten */
};

/* One request and its answer. */
struct exchange {
    struct door *door;
    struct connection *of;
    struct MHD_Connection *connection;
    struct arena_mark mark;
    const char *target;     /* as sent */
    const char *target_end; /* in the library's bytes: there the version must follow */
    bool is_begun;          /* its head was looked at; so it counts as in flight */
    bool is_waiting;        /* suspended until http_go_on */
    bool is_answered;       /* by its head: no body comes */
    bool is_too_large;
    size_t body_max;
    struct buf body;
    struct http_ask ask;
    struct http_answer answer;
};

static struct exchange *exchange_of(const struct http_ask *ask)
{
    return (struct exchange *)((uintptr_t)ask - offsetof(struct exchange, ask));
}

const char *http_header(const struct http_ask *ask, const char *name, size_t *ret_n)
{
    return http_head_value(exchange_of(ask)->connection, name, ret_n);
}

/* ---- one request ------------------------------------------------------------------------------
 */

/* The library would take its memory for headers apart for hundreds of arguments that nobody asks it
 * for, and then have none to answer with: it leaves such a request without an answer. The bytes are
 * its own, and may be written. */
static void arguments_hide(const char *target)
{
    char *query = strchr((char *)(uintptr_t)target, '?');
    if (query != NULL)
        memset(query + 1, '-', strlen(query + 1));
}

/* Its first line is there. The target is kept as it was sent: what the library makes of it has lost
 * which slashes were encoded. */
static void *exchange_make(void *with, const char *target, struct MHD_Connection *c)
{
    struct door *door = with;
    struct connection *of =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    if (of == NULL)
        return NULL;
    struct arena_mark mark = arena_mark(of->arena);
    struct exchange *x = arena_make(of->arena, struct exchange);
    if (x == NULL)
        return NULL;
    *x = (struct exchange){.door = door, .of = of, .connection = c, .mark = mark};
    x->target = arena_str(of->arena, target);
    x->target_end = target + strlen(target);
    arguments_hide(target);
    x->ask = (struct http_ask){.arena = of->arena,
                               .door = door->which,
                               .is_secure = door->config.tls_cert != NULL,
                               .method = MHD_HTTP_METHOD_GET,
                               .path = "/"};
    memcpy(x->ask.address, of->address, PEER_BYTES);
    return x;
}

static enum MHD_Result answer_send(struct exchange *x, bool is_last)
{
    const struct http_send send = {.connection = x->connection,
                                   .ask = &x->ask,
                                   .answer = &x->answer,
                                   .is_last = is_last || atomic_load(&x->door->http->is_stopping),
                                   .is_pinned = x->ask.is_secure && !x->door->config.is_lan};
    watch_phase(x->door->http->watch, &x->of->watched, WATCH_SEND);
    return http_send(&send);
}

/* By its head. What of a body was not read would be taken for the next request, so the connection
 * ends; the library ends it whenever it is answered at this point, so others wait for the next. */
static enum MHD_Result answer_early(struct exchange *x, bool is_last)
{
    x->of->is_drained = is_last;
    if (is_last)
        return answer_send(x, true);
    x->is_answered = true;
    return MHD_YES;
}

/* In the service's words. */
static void refuse(struct exchange *x, unsigned status)
{
    const struct http_service *s = &x->door->http->service;
    x->answer = (struct http_answer){.status = status};
    s->refusal(s->with, &x->ask, status, &x->answer);
}

/* 0, or why its head alone is enough to refuse it. */
static unsigned head_check(struct exchange *x)
{
    struct watch *w = x->door->http->watch;
    if (!x->of->is_trusted)
        return MHD_HTTP_NOT_FOUND;
    if (!watch_asks(w, &x->of->watched, x->ask.address))
        return MHD_HTTP_TOO_MANY_REQUESTS;
    return 0;
}

/* The head is there: what it forbids is refused before the body is read. */
static enum MHD_Result exchange_begin(struct exchange *x, const char *method, const char *version)
{
    struct http *h = x->door->http;
    bool has_body = http_head_has_body(x->connection);
    const struct http_head head = {.connection = x->connection,
                                   .method = method,
                                   .target = x->target,
                                   .version = version,
                                   .is_line_whole = version == x->target_end + 1,
                                   .is_behind_proxy = x->door->config.is_behind_proxy};
    x->is_begun = true;
    pthread_mutex_lock(&h->lock);
    h->in_flight++;
    pthread_mutex_unlock(&h->lock);
    watch_phase(h->watch, &x->of->watched, WATCH_BODY);
    unsigned status = http_head_read(&head, &x->ask);
    bool is_last = has_body || status != 0; /* whatever cannot be read well has no known end */
    if (status == 0)
        status = head_check(x);
    if (status == 0 && !h->service.head(h->service.with, &x->ask, &x->body_max, &x->answer))
        return answer_early(x, is_last);
    if (status == 0 && !http_head_fits(x->connection, x->body_max))
        status = MHD_HTTP_CONTENT_TOO_LARGE;
    if (status != 0) {
        refuse(x, status);
        return answer_early(x, is_last);
    }
    x->body = buf_make(x->body_max + 1);
    return MHD_YES;
}

static void body_take(struct exchange *x, const char *bytes, size_t n)
{
    if (x->is_too_large || n > x->body_max - x->body.n)
        x->is_too_large = true; /* a body without a length is swallowed to its end */
    else
        buf_bytes(&x->body, bytes, n);
}

/* The body is there, or work is done. The order is the library's: it would forget a suspension
 * that comes after the connection was resumed. */
static enum MHD_Result exchange_answer(struct exchange *x)
{
    struct http *h = x->door->http;
    const struct http_service *s = &h->service;
    x->ask.body = buf_text(&x->body);
    if (s->answer(s->with, &x->ask, &x->answer) == HTTP_ANSWERED)
        return answer_send(x, false);
    x->is_waiting = true;
    watch_phase(h->watch, &x->of->watched, WATCH_PAUSE);
    MHD_suspend_connection(x->connection);
    s->work(s->with, &x->ask);
    return MHD_YES;
}

/* After resuming, the exchange belongs to the page thread. */
void http_go_on(struct http_ask *ask)
{
    struct exchange *x = exchange_of(ask);
    assert(x->is_waiting);
    x->is_waiting = false;
    MHD_resume_connection(x->connection);
}

static enum MHD_Result handle(void *with, struct MHD_Connection *c, const char *path,
                              const char *method, const char *version, const char *bytes, size_t *n,
                              void **context)
{
    struct exchange *x = *context;
    (void)with;
    (void)c;
    (void)path;
    if (x == NULL)
        return MHD_NO;
    if (!x->is_begun)
        return exchange_begin(x, method, version);
    if (*n != 0) {
        body_take(x, bytes, *n);
        *n = 0;
        return MHD_YES;
    }
    assert(!x->is_waiting);
    if (x->is_answered)
        return answer_send(x, false);
    if (x->is_too_large || x->body.broken) {
        refuse(x, MHD_HTTP_CONTENT_TOO_LARGE);
        return answer_send(x, true);
    }
    return exchange_answer(x);
}

static void exchange_end(struct exchange *x)
{
    struct http *h = x->door->http;
    struct connection *of = x->of;
    bool was_begun = x->is_begun;
    if (was_begun) {
        h->service.over(h->service.with, &x->ask);
        watch_answered(h->watch, &of->watched);
    }
    buf_done(&x->body);
    arena_rewind(of->arena, x->mark); /* x is gone */
    if (!was_begun)
        return;
    pthread_mutex_lock(&h->lock);
    h->in_flight--;
    if (h->in_flight == 0)
        pthread_cond_signal(&h->none_left);
    pthread_mutex_unlock(&h->lock);
}

static void completed(void *with, struct MHD_Connection *c, void **context,
                      enum MHD_RequestTerminationCode why)
{
    struct exchange *x = *context;
    (void)with;
    (void)c;
    (void)why;
    *context = NULL;
    if (x != NULL)
        exchange_end(x);
}

/* ---- connections ---------------------------------------------------------------------------- */

/* Who counts for the limits of one address. Behind a proxy all come from it. */
static void watched_address(const struct door *door, const struct sockaddr *from,
                            uint8_t ret_address[PEER_BYTES])
{
    peer_address(door->config.is_behind_proxy ? NULL : from, ret_address);
}

static enum MHD_Result connection_admit(void *with, const struct sockaddr *from, socklen_t n)
{
    static const size_t most[] = {
        [HTTP_DOOR_STAFF] = LIMIT_CONNECTIONS,
        [HTTP_DOOR_PUBLIC] = LIMIT_CONNECTIONS - LIMIT_CONNECTIONS_STAFF,
        [HTTP_DOOR_FOLDER] = SIZE_MAX,
    };
    const struct door *door = with;
    uint8_t address[PEER_BYTES];
    (void)n;
    if (atomic_load(&door->http->is_stopping))
        return MHD_NO;
    watched_address(door, from, address);
    return watch_admits(door->http->watch, address, most[door->which]) ? MHD_YES : MHD_NO;
}

static void connection_open(struct door *door, struct MHD_Connection *c, void **context)
{
    int fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    bool is_folder = door->which == HTTP_DOOR_FOLDER;
    struct arena *arena = arena_new(is_folder ? LIMIT_ARENA_JOB_BYTES : LIMIT_ARENA_REQUEST_BYTES);
    struct connection *of = arena == NULL ? NULL : arena_make(arena, struct connection);
    *context = of; /* without one every request is refused */
    if (of == NULL) {
        arena_free(arena);
        return;
    }
    of->arena = arena;
    of->is_trusted = !is_folder || socket_peer_is(fd, door->http->owner);
    const struct sockaddr *from =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    uint8_t address[PEER_BYTES];
    peer_address(from, of->address);
    watched_address(door, from, address);
    watch_add(door->http->watch, &of->watched, fd, address);
}

static void connection_change(void *with, struct MHD_Connection *c, void **context,
                              enum MHD_ConnectionNotificationCode what)
{
    struct door *door = with;
    struct connection *of = *context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        connection_open(door, c, context);
    } else if (of != NULL) {
        watch_remove(door->http->watch, &of->watched, of->is_drained);
        arena_free(of->arena);
        *context = NULL;
    }
}

/* Its words may hold what somebody sent; the log takes none. And it complains about every client
 * that leaves: whoever wants could fill the disk with lines. */
static void library_says(void *with, const char *format, va_list ap)
{
    struct http *h = with;
    (void)format;
    (void)ap;
    atomic_fetch_add(&h->complaints, 1);
}

static void rest(void *with)
{
    struct http *h = with;
    size_t n = atomic_exchange(&h->complaints, 0);
    if (n > 0)
        log_event(LOG_LEVEL_NOTE, "http-library", log_int("complaints", (int64_t)n));
    if (h->service.rest != NULL)
        h->service.rest(h->service.with);
}

/* http_head.c decodes, once. */
static size_t unescape(void *with, struct MHD_Connection *c, char *text)
{
    (void)with;
    (void)c;
    return strlen(text);
}

/* ---- starting and stopping ------------------------------------------------------------------ */

static struct MHD_OptionItem option(enum MHD_OPTION which, intptr_t n, const void *at)
{
    return (struct MHD_OptionItem){which, n, (void *)(uintptr_t)at};
}

static struct err *door_open(struct arena *into, struct http *h, struct door *door)
{
    const struct http_door_config *config = &door->config;
    if (config->fd < 0)
        return NULL;
    struct MHD_OptionItem own[5];
    size_t n = 0;
    /* One thread serves the folder's door. */
    if (door->which != HTTP_DOOR_FOLDER)
        own[n++] = option(MHD_OPTION_THREAD_POOL_SIZE, PAGE_THREADS, NULL);
    if (config->tls_cert != NULL) {
        own[n++] = option(MHD_OPTION_HTTPS_MEM_CERT, 0, config->tls_cert);
        own[n++] = option(MHD_OPTION_HTTPS_MEM_KEY, 0, config->tls_key);
        own[n++] = option(MHD_OPTION_HTTPS_PRIORITIES, 0, TLS_PRIORITIES);
    }
    own[n] = option(MHD_OPTION_END, 0, NULL);
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
                     (config->tls_cert != NULL ? MHD_USE_TLS : 0);
    int fd = fcntl(config->fd, F_DUPFD_CLOEXEC, 0); /* the library closes what it is given */
    if (fd < 0)
        return err_outside(into, N_("The server could not be started"), "door %d: errno %d",
                           (int)door->which, errno);
    unsigned silence_s = (unsigned)(2 * h->phase_ms / 1000 + 1);
    /* The library reads these by type from its variable arguments: each must have the width that
     * its manual names. */
    door->daemon = MHD_start_daemon(
        flags, 0, connection_admit, door, handle, door, MHD_OPTION_EXTERNAL_LOGGER, library_says, h,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_ARRAY, own, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_BYTES, MHD_OPTION_CONNECTION_LIMIT, (unsigned)LIBRARY_CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT, silence_s, MHD_OPTION_URI_LOG_CALLBACK, exchange_make, door,
        MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL, MHD_OPTION_NOTIFY_COMPLETED, completed, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, connection_change, door, MHD_OPTION_THREAD_STACK_SIZE,
        (size_t)STACK_BYTES, MHD_OPTION_END);
    if (door->daemon == NULL)
        return err_outside(into, N_("The server could not be started"), "door %d: errno %d",
                           (int)door->which, errno);
    return NULL;
}

static struct err *doors_open(struct arena *into, struct http *h)
{
    for (size_t i = 0; i < HTTP_DOORS; i++)
        TRY(door_open(into, h, &h->doors[i]));
    return NULL;
}

struct err *http_start(struct arena *into, const struct http_config *config, struct http **ret_http)
{
    struct http *h = arena_make(into, struct http);
    NEED(h);
    h->service = config->service;
    h->owner = config->owner;
    h->phase_ms = config->phase_ms;
    for (size_t i = 0; i < HTTP_DOORS; i++)
        h->doors[i] =
            (struct door){.http = h, .which = (enum http_door)(i + 1), .config = config->doors[i]};
    if (pthread_mutex_init(&h->lock, NULL) != 0 || pthread_cond_init(&h->none_left, NULL) != 0)
        return err_no_memory();
    const struct watch_config watch = {.phase_ms = config->phase_ms, .rest = rest, .with = h};
    TRY(watch_start(into, &watch, &h->watch));
    struct err *bad = doors_open(into, h);
    if (bad != NULL) {
        http_stop(&h);
        return bad;
    }
    *ret_http = h;
    return NULL;
}

/* A reader who does not read, or a sender who does not send, is cut off in the end. */
static void in_flight_end(struct http *h)
{
    struct timespec until;
    int code = 0;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += HTTP_STOP_MS / 1000;
    pthread_mutex_lock(&h->lock);
    while (h->in_flight > 0 && code != ETIMEDOUT)
        code = pthread_cond_timedwait(&h->none_left, &h->lock, &until);
    pthread_mutex_unlock(&h->lock);
    watch_end_all(h->watch);
}

void http_stop(struct http **http)
{
    struct http *h = *http;
    if (h == NULL)
        return;
    /* The library's own way of taking no more (quiescing) removes the socket from a list that its
     * threads may be changing, and then it ends the process. */
    atomic_store(&h->is_stopping, true);
    /* The library ends the process if a connection is still suspended when its door closes. */
    h->service.stop(h->service.with);
    in_flight_end(h);
    for (size_t i = 0; i < HTTP_DOORS; i++)
        if (h->doors[i].daemon != NULL)
            MHD_stop_daemon(h->doors[i].daemon);
    watch_stop(&h->watch);
    pthread_cond_destroy(&h->none_left);
    pthread_mutex_destroy(&h->lock);
    *http = NULL;
}
