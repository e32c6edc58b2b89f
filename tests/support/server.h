/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* server.h - a server without a site, for tests of HTTP itself: a small service with a page, a
 * form and a place to wait, and a client that speaks bytes. */
#ifndef HEARTH_TESTS_SERVER_H
#define HEARTH_TESTS_SERVER_H

#include "unit.h"

#include <pthread.h>
#include <stdatomic.h>

#include "web/http.h"
#include "web/socket.h"

enum {
    SERVER_PHASE_SHORT_MS = 400,
    SERVER_PHASE_LONG_MS = 30000,
    SERVER_BODY_MAX = 4096,
    SERVER_PAGE_BYTES = 6000,
    SERVER_WAITING_MAX = 64,
};

struct server {
    struct arena *arena;
    struct http *http;
    char address[SOCKET_ADDRESS_TEXT];
    int fd;
    bool is_tls;
    /* Who waits, for the thread that lets them go on. */
    pthread_mutex_t lock;
    struct http_ask *waiting[SERVER_WAITING_MAX];
    size_t n_waiting;
    bool is_stopped;
    atomic_size_t begun, over; /* requests */
};

/* Serves
 *     GET  /page   SERVER_PAGE_BYTES of text, ETag "p1"
 *     GET  /small  its path, query and the address it believes
 *     GET  /own    an answer with a Content-Security-Policy and a Cache-Control of its own
 *     GET  /large  8 MiB that no compression makes smaller
 *     POST /form   the body back; at most SERVER_BODY_MAX bytes
 *     POST /wait   waits for server_let_go, or for the stop
 * and 404 for all else. `door` says how; its fd is set here. */
void server_start(struct server *s, struct http_door_config door, int64_t phase_ms);
/* How many wait now; and lets all of them go on. */
size_t server_waiting(struct server *s);
void server_let_go(struct server *s);
void server_stop(struct server *s);

/* A connection, from an address of this machine such as 127.0.0.2, or NULL; -1 when refused. */
int server_connect(struct server *s, const char *from);
void server_send(int fd, const char *bytes, size_t n);
/* Reads until the other side closes, or `silence_ms` pass without a byte. */
struct text server_read(struct server *s, int fd, int silence_ms);
/* One request on a connection of its own; `head` ends each line by \r\n and lacks the empty one. */
struct text server_ask(struct server *s, const char *head);
/* Whether the answer holds the words. */
bool server_said(struct text answer, const char *words);
int64_t server_ms(void);
void server_sleep(int ms);

#endif
