/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http.h - the HTTP server: doors, limits, bytes in and bytes out. The only place that knows
 * libmicrohttpd; it knows no address of a page and nothing of a site.
 *
 * A request goes through in this order. Lengths that contradict each other are refused (400). The
 * service looks at the head (http_service.head) and says how much body it takes, or refuses. The
 * body is read up to that (413). Then http_service.answer is called in a page thread: it answers,
 * or says HTTP_WAITS after it has taken a place in a queue; then the connection is suspended,
 * http_service.work is called, somebody works in another thread and ends with http_go_on, and
 * `answer` is called again in the page thread. Each phase of a connection has a total time. */
#ifndef HEARTH_WEB_HTTP_H
#define HEARTH_WEB_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

enum http_door {
    HTTP_DOOR_STAFF = 1,  /* TCP: pages of those who work here */
    HTTP_DOOR_PUBLIC = 2, /* TCP: strangers, carers, parents */
    HTTP_DOOR_FOLDER = 3, /* the socket in the site's folder; peers that own the folder */
};
enum { HTTP_DOORS = 3 };

/* One request, from its head to the end of its answer. */
struct http_ask {
    struct arena *arena; /* ends with the request */
    enum http_door door;
    bool is_secure;     /* the browser speaks TLS to us, or to the proxy before us */
    const char *method; /* "GET" for HEAD too */
    const char *path;   /* decoded, begins with /; no NUL, valid UTF-8 */
    struct text query;  /* as sent, without the ? */
    struct text body;   /* whole; empty in `head` */
    /* Whence: 16 bytes of an IPv6 address (IPv4 mapped), of a proxy's client where that is
     * believed; zeros for the folder's door. */
    uint8_t address[16];
    void *state; /* the service's own, NULL at first */
};
/* The value of a request's header by its name in any case; NULL when absent. `ret_n` counts how
 * often it stood there, may be NULL. */
const char *http_header(const struct http_ask *ask, const char *name, size_t *ret_n);

enum { HTTP_HEADERS_MAX = 8 };
struct http_answer {
    unsigned status;
    const char *type; /* Content-Type */
    struct text body; /* in the request's arena, or constant */
    /* Further headers, name and value; those that every answer carries are added by http.c. A name
     * that is among them replaces it (Cache-Control, Content-Security-Policy). */
    size_t n_headers;
    const char *headers[HTTP_HEADERS_MAX][2];
};
/* Adds one; asserts that there is room. */
void http_answer_header(struct http_answer *answer, const char *name, const char *value);

enum http_next { HTTP_ANSWERED, HTTP_WAITS };

/* What is served. All are called in page threads. */
struct http_service {
    void *with;
    /* The head alone: how many bytes of body are taken (0: none may be sent). False refuses with
     * what stands in ret_answer. */
    bool (*head)(void *with, struct http_ask *ask, size_t *ret_body_max,
                 struct http_answer *ret_answer);
    enum http_next (*answer)(void *with, struct http_ask *ask, struct http_answer *ret_answer);
    /* After HTTP_WAITS, once the connection is suspended; must lead to one http_go_on(ask). */
    void (*work)(void *with, struct http_ask *ask);
    /* The request is over: gives back what `state` holds beside the arena. Called once for each
     * request that any of the others was called for. */
    void (*over)(void *with, struct http_ask *ask);
    /* Answers that http.c must give by itself, in the service's words: 400, 404 (a stranger at the
     * folder's door), 405, 413, 429, 431. `head` was not called for this request, or not only. */
    void (*refusal)(void *with, struct http_ask *ask, unsigned status,
                    struct http_answer *ret_answer);
    /* Every second or so, in a thread of its own: idle memory and the like; may be NULL. */
    void (*rest)(void *with);
    /* Before the doors close: whoever waits must be answered (stops the queues). */
    void (*stop)(void *with);
};

/* Work is done: the last touch of an ask by a thread that is not its page thread. */
void http_go_on(struct http_ask *ask);

/* A door that is open. Plain HTTP is for loopback and for a proxy before us. */
struct http_door_config {
    int fd;                         /* listening; it stays the caller's; -1: no such door */
    const char *tls_cert, *tls_key; /* PEM texts, or NULL: plain */
    bool is_lan;          /* the certificate is our own: browsers are told nothing to keep */
    bool is_behind_proxy; /* X-Forwarded-For's last address and -Proto are believed */
};
struct http_config {
    struct http_service service;
    struct http_door_config doors[HTTP_DOORS]; /* by enum http_door - 1 */
    uid_t owner;                               /* of the folder */
    int64_t phase_ms;                          /* most for each phase of a connection */
};

struct http;

/* The config is copied. */
MUST_CHECK struct err *http_start(struct arena *into, const struct http_config *config,
                                  struct http **ret_http);
/* Stops in the only order that is safe: no more connections; service.stop; requests in flight end,
 * within HTTP_STOP_MS; then the doors. Takes NULL. */
enum { HTTP_STOP_MS = 2500 };
void http_stop(struct http **http);

#endif
