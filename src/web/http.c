/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http.c - libmicrohttpd put to use, with what it leaves out: total times, refusal of contradictory
 * lengths, the order of suspending and stopping. */
#include "web/http.h"

#include <assert.h>
#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/world.h"
#include "web/socket.h"
#include "web/watch.h"

enum { DOORS = 2, PAGE_THREADS = 2, CONNECTION_BYTES = 16384, STACK_BYTES = 262144 };

struct door {
    struct http *http;
    enum http_door which;
    struct MHD_Daemon *daemon; /* NULL: there is no such door */
};

struct http {
    struct http_config config;
    struct watch *watch;
    struct door doors[DOORS];
    pthread_mutex_t lock; /* of in_flight */
    pthread_cond_t none_left;
    size_t in_flight; /* requests between their first line and the end of their answer */
};

struct connection {
    struct watched watched;
    struct arena *arena;
    bool is_trusted; /* its peer owns the folder, or the door does not ask */
};

/* One request and its answer. */
struct exchange {
    struct http *http;
    struct connection *of;
    struct MHD_Connection *connection;
    struct arena_mark mark;
    const struct http_route *route;
    struct buf body;
    bool is_too_large;
    bool is_done; /* the writer has set the answer */
    struct http_ask ask;
    struct http_answer answer;
    struct queue_item item;
};

/* ---- answers that need no route ------------------------------------------------------------- */

#define ANSWER(code, words)                                                                        \
    {                                                                                              \
        .status = (code), .type = "text/plain; charset=utf-8", .body = {                           \
            "" words "\n",                                                                         \
            sizeof(words)                                                                          \
        }                                                                                          \
    }
static const struct http_answer not_here =
    ANSWER(MHD_HTTP_NOT_FOUND, "Nothing here that you can open. Search, or ask the manager.");
static const struct http_answer bad_lengths =
    ANSWER(MHD_HTTP_BAD_REQUEST, "The lengths of this request contradict each other.");
static const struct http_answer too_large =
    ANSWER(MHD_HTTP_CONTENT_TOO_LARGE, "This is too much to send at once.");
static const struct http_answer busy =
    ANSWER(MHD_HTTP_SERVICE_UNAVAILABLE, "Too much is being written at this moment. Try again.");

static const char *const headers[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    {"Cache-Control", "no-store"},
};

static enum MHD_Result answer_send(struct exchange *x, const struct http_answer *answer,
                                   bool is_last)
{
    /* The library takes the bytes as its own only in its type. */
    void *bytes = (void *)(uintptr_t)answer->body.at;
    struct MHD_Response *r =
        MHD_create_response_from_buffer(answer->body.n, bytes, MHD_RESPMEM_PERSISTENT);
    if (r == NULL)
        return MHD_NO;
    bool ok = MHD_add_response_header(r, "Content-Type", answer->type) == MHD_YES;
    for (size_t i = 0; i < COUNT(headers) && ok; i++)
        ok = MHD_add_response_header(r, headers[i][0], headers[i][1]) == MHD_YES;
    if (answer->status == MHD_HTTP_SERVICE_UNAVAILABLE)
        ok = ok && MHD_add_response_header(r, "Retry-After", "1") == MHD_YES;
    if (is_last)
        ok = ok && MHD_add_response_header(r, "Connection", "close") == MHD_YES;
    watch_phase(x->http->watch, &x->of->watched);
    enum MHD_Result sent = ok ? MHD_queue_response(x->connection, answer->status, r) : MHD_NO;
    MHD_destroy_response(r);
    return sent;
}

/* ---- reading a request ------------------------------------------------------------------------
 */

struct lengths {
    size_t n;
    bool is_chunked;
};

static enum MHD_Result length_count(void *with, enum MHD_ValueKind kind, const char *key,
                                    const char *value)
{
    struct lengths *l = with;
    (void)kind;
    (void)value;
    l->n += strcasecmp(key, "Content-Length") == 0;
    l->is_chunked = l->is_chunked || strcasecmp(key, "Transfer-Encoding") == 0;
    return MHD_YES;
}

/* A request whose end can be read in two ways is how one request is smuggled inside another. */
static bool lengths_agree(struct MHD_Connection *c)
{
    struct lengths l = {0};
    (void)MHD_get_connection_values(c, MHD_HEADER_KIND, length_count, &l);
    return l.n + l.is_chunked <= 1;
}

static bool length_fits(struct MHD_Connection *c, size_t most)
{
    const char *said = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Content-Length");
    int64_t n = 0;
    return said == NULL || (text_int(text_of(said), &n) && n >= 0 && (uint64_t)n <= most);
}

static const struct http_route *route_find(const struct http *h, enum http_door door,
                                           const char *method, const char *path)
{
    /* A question for the head alone is answered like one for all. */
    const char *as = strcmp(method, MHD_HTTP_METHOD_HEAD) == 0 ? MHD_HTTP_METHOD_GET : method;
    for (const struct http_route *r = h->config.routes; r->path != NULL; r++)
        if (r->door == door && strcmp(r->path, path) == 0 && strcmp(r->method, as) == 0)
            return r;
    return NULL;
}

static struct exchange *exchange_make(struct door *door, struct MHD_Connection *c)
{
    struct connection *of =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    if (of == NULL)
        return NULL;
    struct arena_mark mark = arena_mark(of->arena);
    struct exchange *x = arena_make(of->arena, struct exchange);
    if (x == NULL)
        return NULL;
    *x = (struct exchange){
        .http = door->http, .of = of, .connection = c, .mark = mark, .ask.arena = of->arena};
    pthread_mutex_lock(&door->http->lock);
    door->http->in_flight++;
    pthread_mutex_unlock(&door->http->lock);
    return x;
}

/* The first call: what the head alone forbids is refused before the body is read. */
static enum MHD_Result exchange_begin(struct door *door, struct MHD_Connection *c, const char *path,
                                      const char *method, void **context)
{
    struct exchange *x = exchange_make(door, c);
    if (x == NULL)
        return MHD_NO;
    *context = x;
    watch_phase(x->http->watch, &x->of->watched);
    if (!lengths_agree(c))
        return answer_send(x, &bad_lengths, true);
    if (x->of->is_trusted)
        x->route = route_find(x->http, door->which, method, path);
    if (x->route == NULL)
        return answer_send(x, &not_here, !length_fits(c, 0));
    if (!length_fits(c, x->route->body_max))
        return answer_send(x, &too_large, true);
    x->body = buf_make(x->route->body_max + 1);
    return MHD_YES;
}

static void body_take(struct exchange *x, const char *bytes, size_t n)
{
    if (x->is_too_large || n > x->route->body_max - x->body.n)
        x->is_too_large = true; /* a body without a length is swallowed to its end */
    else
        buf_bytes(&x->body, bytes, n);
}

/* ---- working ----------------------------------------------------------------------------------
 */

static void act_run(struct site *site, void *with)
{
    struct exchange *x = with;
    x->route->act(x->http->config.with, site, &x->ask, &x->answer);
}

/* The writer's last touch: after resuming, the exchange belongs to the page thread. */
static void act_done(struct queue_item *item)
{
    struct exchange *x = item->with;
    x->is_done = true;
    MHD_resume_connection(x->connection);
}

static enum MHD_Result exchange_work(struct exchange *x)
{
    x->ask.body = buf_text(&x->body);
    if (x->route->page != NULL) {
        x->route->page(x->http->config.with, &x->ask, &x->answer);
        return answer_send(x, &x->answer, false);
    }
    if (queue_reserve(x->http->config.queue, x->ask.arena) != NULL)
        return answer_send(x, &busy, false);
    x->item = (struct queue_item){.task = act_run, .done = act_done, .with = x};
    watch_pause(x->http->watch, &x->of->watched);
    MHD_suspend_connection(x->connection);
    queue_push(x->http->config.queue, &x->item);
    return MHD_YES;
}

static enum MHD_Result handle(void *with, struct MHD_Connection *c, const char *path,
                              const char *method, const char *version, const char *bytes, size_t *n,
                              void **context)
{
    struct exchange *x = *context;
    (void)version;
    if (x == NULL)
        return exchange_begin(with, c, path, method, context);
    if (x->route == NULL)
        return MHD_YES; /* refused already */
    if (*n != 0) {
        body_take(x, bytes, *n);
        *n = 0;
        return MHD_YES;
    }
    if (x->is_done)
        return answer_send(x, &x->answer, false);
    if (x->is_too_large || x->body.broken)
        return answer_send(x, &too_large, true);
    return exchange_work(x);
}

static void completed(void *with, struct MHD_Connection *c, void **context,
                      enum MHD_RequestTerminationCode why)
{
    struct exchange *x = *context;
    (void)with;
    (void)c;
    (void)why;
    if (x == NULL)
        return;
    struct http *h = x->http;
    struct connection *of = x->of;
    watch_phase(h->watch, &of->watched);
    buf_done(&x->body);
    arena_rewind(of->arena, x->mark); /* x is gone */
    *context = NULL;
    pthread_mutex_lock(&h->lock);
    h->in_flight--;
    if (h->in_flight == 0)
        pthread_cond_signal(&h->none_left);
    pthread_mutex_unlock(&h->lock);
}

/* ---- connections --------------------------------------------------------------------------------
 */

static void connection_open(struct door *door, struct MHD_Connection *c, void **context)
{
    int fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    struct arena *arena = arena_new(LIMIT_ARENA_JOB_BYTES);
    struct connection *of = arena == NULL ? NULL : arena_make(arena, struct connection);
    *context = of; /* without one every request is refused */
    if (of == NULL) {
        arena_free(arena);
        return;
    }
    of->arena = arena;
    of->is_trusted = door->which == HTTP_DOOR_STAFF || socket_peer_is(fd, door->http->config.owner);
    watch_add(door->http->watch, &of->watched, fd);
}

static void connection_change(void *with, struct MHD_Connection *c, void **context,
                              enum MHD_ConnectionNotificationCode what)
{
    struct door *door = with;
    struct connection *of = *context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        connection_open(door, c, context);
    } else if (of != NULL) {
        watch_remove(door->http->watch, &of->watched);
        arena_free(of->arena);
        *context = NULL;
    }
}

/* Its words may hold what somebody sent; the log takes none. */
static void library_says(void *with, const char *format, va_list ap)
{
    (void)with;
    (void)format;
    (void)ap;
    log_event(LOG_LEVEL_WARN, "http-library", log_int("errno", errno));
}

/* ---- starting and stopping -------------------------------------------------------------- */

static struct err *door_open(struct arena *into, struct http *h, struct door *door,
                             enum http_door which, int fd)
{
    *door = (struct door){.http = h, .which = which};
    if (fd < 0)
        return NULL;
    /* One thread serves the folder's door. */
    struct MHD_OptionItem pool[2] = {{MHD_OPTION_END, 0, NULL}, {MHD_OPTION_END, 0, NULL}};
    if (which != HTTP_DOOR_FOLDER)
        pool[0] = (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE, PAGE_THREADS, NULL};
    unsigned silence_s = (unsigned)(2 * h->config.phase_ms / 1000 + 1);
    /* The library reads these by type from its variable arguments: each must have the width that
     * its manual names. */
    door->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL,
        handle, door, MHD_OPTION_EXTERNAL_LOGGER, library_says, NULL, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_ARRAY, pool, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)LIMIT_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
        silence_s, MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_NOTIFY_CONNECTION,
        connection_change, door, MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_BYTES,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (door->daemon == NULL)
        return err_outside(into, N_("The server could not be started"), "door %d: errno %d",
                           (int)which, errno);
    return NULL;
}

static struct err *doors_open(struct arena *into, struct http *h)
{
    TRY(door_open(into, h, &h->doors[0], HTTP_DOOR_STAFF, h->config.staff_fd));
    return door_open(into, h, &h->doors[1], HTTP_DOOR_FOLDER, h->config.folder_fd);
}

struct err *http_start(struct arena *into, const struct http_config *config, struct http **ret_http)
{
    struct http *h = arena_make(into, struct http);
    NEED(h);
    h->config = *config;
    if (pthread_mutex_init(&h->lock, NULL) != 0 || pthread_cond_init(&h->none_left, NULL) != 0)
        return err_no_memory();
    TRY(watch_start(into, config->phase_ms, &h->watch));
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
    for (size_t i = 0; i < DOORS; i++)
        if (h->doors[i].daemon != NULL)
            (void)MHD_quiesce_daemon(h->doors[i].daemon);
    /* The library ends the process if a connection is still suspended when its door closes. */
    queue_stop(h->config.queue);
    in_flight_end(h);
    for (size_t i = 0; i < DOORS; i++)
        if (h->doors[i].daemon != NULL)
            MHD_stop_daemon(h->doors[i].daemon);
    watch_stop(&h->watch);
    pthread_cond_destroy(&h->none_left);
    pthread_mutex_destroy(&h->lock);
    *http = NULL;
}
