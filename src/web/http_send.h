/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http_send.h - an answer on its way out: the headers that every answer carries. Part of http.c. */
#ifndef HEARTH_WEB_HTTP_SEND_H
#define HEARTH_WEB_HTTP_SEND_H

#include <microhttpd.h>

#include "web/http.h"

struct http_send {
    struct MHD_Connection *connection;
    const struct http_ask *ask;
    const struct http_answer *answer;
    bool is_last;   /* the connection is closed behind it */
    bool is_pinned; /* browsers shall come by TLS alone from now on */
};

/* Queues the answer, compressed where that helps, or 304 where the browser has it. Its bytes stay
 * where they are until the request is over. */
enum MHD_Result http_send(const struct http_send *send);

#endif
