/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* server.c - the small service and the client. */
#include "support/server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>

enum { ARENA_MAX = 256 << 20, ANSWER_MAX = 12 << 20, LARGE = 8 << 20, READ_BYTES = 65536 };

static char large[LARGE];

int64_t server_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

void server_sleep(int ms)
{
    const struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    nanosleep(&pause, NULL);
}

/* ---- the service ---------------------------------------------------------------------------- */

static bool is_at(const struct http_ask *ask, const char *method, const char *path)
{
    return strcmp(ask->method, method) == 0 && strcmp(ask->path, path) == 0;
}

static void say(struct http_answer *answer, unsigned status, struct text body)
{
    answer->status = status;
    answer->type = "text/plain; charset=utf-8";
    answer->body = body;
}

static void refusal(void *with, struct http_ask *ask, unsigned status, struct http_answer *answer)
{
    (void)with;
    say(answer, status, text_of(arena_printf(ask->arena, "refused %u\n", status)));
}

static bool head(void *with, struct http_ask *ask, size_t *ret_body_max, struct http_answer *answer)
{
    struct server *s = with;
    s->begun++;
    *ret_body_max = strcmp(ask->method, "POST") == 0 ? SERVER_BODY_MAX : 0;
    if (strcmp(ask->path, "/nowhere") != 0)
        return true;
    say(answer, 404, TEXT("not here\n"));
    return false;
}

static void page(struct http_ask *ask, struct http_answer *answer)
{
    char *words = arena_zero(ask->arena, SERVER_PAGE_BYTES);
    for (size_t i = 0; i < SERVER_PAGE_BYTES; i++)
        words[i] = "a page of a house "[i % 18];
    say(answer, 200, (struct text){words, SERVER_PAGE_BYTES});
    http_answer_header(answer, "ETag", "\"p1\"");
}

static void small(struct http_ask *ask, struct http_answer *answer)
{
    char from[2 * sizeof ask->address + 1];
    text_hex(ask->address, sizeof ask->address, from);
    const char *words = arena_printf(ask->arena, "path=%s query=%.*s from=%s secure=%d\n",
                                     ask->path, TEXT_ARG(ask->query), from, ask->is_secure);
    say(answer, 200, text_of(words));
}

static enum http_next answer(void *with, struct http_ask *ask, struct http_answer *ret_answer)
{
    struct server *s = with;
    if (is_at(ask, "GET", "/page")) {
        page(ask, ret_answer);
    } else if (is_at(ask, "GET", "/own")) {
        say(ret_answer, 200, TEXT("own\n"));
        http_answer_header(ret_answer, "content-security-policy", "sandbox");
        http_answer_header(ret_answer, "Cache-Control", "public, max-age=60");
    } else if (is_at(ask, "GET", "/large")) {
        say(ret_answer, 200, (struct text){large, LARGE});
        ret_answer->type = "application/octet-stream";
    } else if (is_at(ask, "POST", "/form")) {
        say(ret_answer, 200, ask->body);
    } else if (is_at(ask, "POST", "/wait") && ask->state == NULL) {
        pthread_mutex_lock(&s->lock);
        bool may_wait = !s->is_stopped && s->n_waiting < SERVER_WAITING_MAX;
        pthread_mutex_unlock(&s->lock);
        if (may_wait)
            return HTTP_WAITS;
        refusal(with, ask, 503, ret_answer);
    } else {
        small(ask, ret_answer);
    }
    return HTTP_ANSWERED;
}

static void work(void *with, struct http_ask *ask)
{
    struct server *s = with;
    ask->state = s;
    pthread_mutex_lock(&s->lock);
    bool waits = !s->is_stopped;
    if (waits)
        s->waiting[s->n_waiting++] = ask;
    pthread_mutex_unlock(&s->lock);
    if (!waits)
        http_go_on(ask);
}

static void over(void *with, struct http_ask *ask)
{
    struct server *s = with;
    (void)ask;
    s->over++;
}

size_t server_waiting(struct server *s)
{
    pthread_mutex_lock(&s->lock);
    size_t n = s->n_waiting;
    pthread_mutex_unlock(&s->lock);
    return n;
}

void server_let_go(struct server *s)
{
    pthread_mutex_lock(&s->lock);
    for (size_t i = 0; i < s->n_waiting; i++)
        http_go_on(s->waiting[i]);
    s->n_waiting = 0;
    pthread_mutex_unlock(&s->lock);
}

static void stop(void *with)
{
    struct server *s = with;
    pthread_mutex_lock(&s->lock);
    s->is_stopped = true;
    pthread_mutex_unlock(&s->lock);
    server_let_go(s);
}

void server_start(struct server *s, struct http_door_config door, int64_t phase_ms)
{
    *s = (struct server){.arena = arena_new(ARENA_MAX), .is_tls = door.tls_cert != NULL};
    assert_int_equal(0, pthread_mutex_init(&s->lock, NULL));
    world_random(large, sizeof large);
    const struct socket_place place = {.where = "127.0.0.1:0", .field = "listen"};
    assert_fine(socket_listen_tcp(s->arena, &place, &s->fd, s->address));
    door.fd = s->fd;
    const struct http_service service = {.with = s,
                                         .head = head,
                                         .answer = answer,
                                         .work = work,
                                         .over = over,
                                         .refusal = refusal,
                                         .stop = stop};
    const struct http_config config = {
        .service = service, .doors = {door, {.fd = -1}, {.fd = -1}}, .phase_ms = phase_ms};
    assert_fine(http_start(s->arena, &config, &s->http));
}

void server_stop(struct server *s)
{
    http_stop(&s->http);
    assert_true(s->over >= s->begun); /* what is refused by its head begins nowhere */
    close(s->fd);
    pthread_mutex_destroy(&s->lock);
    arena_free(s->arena);
}

/* ---- the client ----------------------------------------------------------------------------- */

int server_connect(struct server *s, const char *from)
{
    struct sockaddr_in here = {.sin_family = AF_INET}, there = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    if (from != NULL) {
        assert_int_equal(1, inet_pton(AF_INET, from, &here.sin_addr));
        assert_int_equal(0, bind(fd, (const struct sockaddr *)&here, sizeof here));
    }
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    there.sin_port = htons((uint16_t)strtoul(strrchr(s->address, ':') + 1, NULL, 10));
    if (connect(fd, (const struct sockaddr *)&there, sizeof there) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

void server_send(int fd, const char *bytes, size_t n)
{
    assert_int_equal(n, send(fd, bytes, n, MSG_NOSIGNAL));
}

struct text server_read(struct server *s, int fd, int silence_ms)
{
    size_t n = 0, room = READ_BYTES;
    char *answer = arena_zero(s->arena, room);
    for (;;) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (poll(&ready, 1, silence_ms) != 1)
            break;
        ssize_t got = recv(fd, answer + n, room - n, 0);
        if (got <= 0)
            break;
        n += (size_t)got;
        if (n == room) {
            assert_true(room < ANSWER_MAX);
            answer = arena_grow(s->arena, answer, room, 2 * room, 1);
            assert_non_null(answer);
            room *= 2;
        }
    }
    return (struct text){answer, n};
}

struct text server_ask(struct server *s, const char *head_lines)
{
    int fd = server_connect(s, NULL);
    const char *all = arena_printf(s->arena, "%sConnection: close\r\n\r\n", head_lines);
    assert_true(fd >= 0);
    server_send(fd, all, strlen(all));
    struct text answer = server_read(s, fd, 5000);
    close(fd);
    return answer;
}

bool server_said(struct text answer, const char *words)
{
    return answer.n > 0 && memmem(answer.at, answer.n, words, strlen(words)) != NULL;
}
