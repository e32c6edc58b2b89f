/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* web.h - a site that is served: its writer, its doors, its routes. */
#ifndef HEARTH_WEB_WEB_H
#define HEARTH_WEB_WEB_H

#include "desk/queue.h"
#include "web/command.h"
#include "web/http.h"

struct web_config {
    struct site *site; /* the writer's until web_stop */
    /* Their descriptors are listening, of socket_listen_tcp, and closed by web_stop; -1: no such
     * door. The texts of their certificates outlive the web. */
    struct http_door_config staff, strangers;
    int64_t phase_ms; /* see http.h; LIMIT_REQUEST_SECONDS in service */
    /* Carries out a command line in the writer's thread. */
    void (*command)(struct site *site, struct arena *into, const struct command_ask *ask,
                    struct command_answer *ret_answer);
};

struct web;

/* Opens the socket in the site's folder too. The people index is filled while pages are served
 * already; acts wait for it. */
MUST_CHECK struct err *web_start(struct arena *into, const struct web_config *config,
                                 struct web **ret_web);
struct queue *web_queue(struct web *web);
/* Everybody who waits is answered; the site is the caller's again. Takes NULL. */
void web_stop(struct web **web);

#endif
