/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http.h - the HTTP server: doors, routes, limits. The only place that knows libmicrohttpd.
 *
 * A request goes through in this order: lengths that contradict each other are refused (400), then
 * a route is looked for (the same 404 for absent and forbidden), then the body is read up to the
 * route's limit (413). A route that needs the site runs in the writer's thread while its connection
 * is suspended; when the queue is full the answer is 503 at once. Each phase has a total time. */
#ifndef HEARTH_WEB_HTTP_H
#define HEARTH_WEB_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "desk/queue.h"

enum http_door {
    HTTP_DOOR_STAFF = 1,  /* TCP */
    HTTP_DOOR_FOLDER = 2, /* the socket in the site's folder; peers that own the folder */
};

struct http_ask {
    struct arena *arena; /* ends with the request */
    struct text body;
};
struct http_answer {
    unsigned status;
    const char *type; /* Content-Type */
    struct text body; /* in the request's arena, or constant */
};

struct http_route {
    const char *method;
    const char *path;
    enum http_door door;
    size_t body_max; /* bytes; 0: none may be sent */
    /* One of the two. `page` runs at once and must not wait; `act` has the site. */
    void (*page)(void *with, const struct http_ask *ask, struct http_answer *ret_answer);
    void (*act)(void *with, struct site *site, const struct http_ask *ask,
                struct http_answer *ret_answer);
};

struct http_config {
    const struct http_route *routes; /* ended by a row without path */
    void *with;                      /* for the routes */
    struct queue *queue;
    int staff_fd, folder_fd; /* listening; they stay the caller's; -1: no such door */
    uid_t owner;             /* of the folder */
    int64_t phase_ms;        /* most for each phase of a connection */
};

struct http;

/* The config is copied, its routes are not. */
MUST_CHECK struct err *http_start(struct arena *into, const struct http_config *config,
                                  struct http **ret_http);
/* Stops in the only order that is safe: no more connections; the queue finishes and answers what it
 * has taken; requests in flight end, within HTTP_STOP_MS; then the doors. Takes NULL. */
enum { HTTP_STOP_MS = 2500 };
void http_stop(struct http **http);

#endif
