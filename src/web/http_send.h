/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http_send.h - an answer on its way out: the headers that every answer carries. Part of http.c. */
#ifndef HEARTH_WEB_HTTP_SEND_H
#define HEARTH_WEB_HTTP_SEND_H

#include <microhttpd.h>

#include "web/http.h"

/* Queues the answer; its bytes stay where they are until the request is over. After the last one
 * the connection is closed. */
enum MHD_Result http_send(struct MHD_Connection *c, const struct http_ask *ask,
                          const struct http_answer *answer, bool is_last);

#endif
