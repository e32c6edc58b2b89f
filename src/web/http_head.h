/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http_head.h - the head of a request: what is refused before anybody looks at it. Part of http.c.
 */
#ifndef HEARTH_WEB_HTTP_HEAD_H
#define HEARTH_WEB_HTTP_HEAD_H

#include <microhttpd.h>

#include "web/http.h"

struct http_head {
    struct MHD_Connection *connection;
    const char *method, *target, *version; /* as sent */
    bool is_line_whole;                    /* nothing of its first line was lost behind a NUL */
    bool is_behind_proxy;
};

/* Fills method, path, query, and behind a proxy is_secure and address. 0, or the status with which
 * the request is refused. */
unsigned http_head_read(const struct http_head *head, struct http_ask *ask);
/* Whether what the head says about its body is no more than this; a body without a length is. */
bool http_head_fits(struct MHD_Connection *c, size_t body_max);
/* Whether a body follows. */
bool http_head_has_body(struct MHD_Connection *c);
/* See http_header. */
const char *http_head_value(struct MHD_Connection *c, const char *name, size_t *ret_n);

#endif
