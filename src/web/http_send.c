/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http_send.c - headers of answers. */
#include "web/http_send.h"

#include <assert.h>
#include <strings.h>

#define CONTENT_POLICY                                                                             \
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "              \
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "        \
    "base-uri 'none'"

/* An answer that brings one of these by itself keeps its own. */
static const char *const always[][2] = {
    {"Content-Security-Policy", CONTENT_POLICY},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    {"Cache-Control", "no-store"},
};

void http_answer_header(struct http_answer *answer, const char *name, const char *value)
{
    assert(answer->n_headers < HTTP_HEADERS_MAX);
    answer->headers[answer->n_headers][0] = name;
    answer->headers[answer->n_headers][1] = value;
    answer->n_headers++;
}

static const char *own_header(const struct http_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->n_headers; i++)
        if (strcasecmp(answer->headers[i][0], name) == 0)
            return answer->headers[i][1];
    return NULL;
}

/* A response, and whether all was added so far. */
struct parts {
    struct MHD_Response *response;
    const struct http_answer *answer;
    bool is_fine;
};

static void header_add(struct parts *p, const char *name, const char *value)
{
    p->is_fine = p->is_fine && MHD_add_response_header(p->response, name, value) == MHD_YES;
}

static void header_usual(struct parts *p, const char *name, const char *value)
{
    if (own_header(p->answer, name) == NULL)
        header_add(p, name, value);
}

static void headers_add(struct parts *p, const struct http_ask *ask)
{
    const struct http_answer *answer = p->answer;
    if (answer->type != NULL)
        header_add(p, MHD_HTTP_HEADER_CONTENT_TYPE, answer->type);
    for (size_t i = 0; i < answer->n_headers; i++)
        header_add(p, answer->headers[i][0], answer->headers[i][1]);
    for (size_t i = 0; i < COUNT(always); i++)
        header_usual(p, always[i][0], always[i][1]);
    if (ask->is_secure)
        header_usual(p, MHD_HTTP_HEADER_STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    if (answer->status == MHD_HTTP_SERVICE_UNAVAILABLE ||
        answer->status == MHD_HTTP_TOO_MANY_REQUESTS)
        header_usual(p, MHD_HTTP_HEADER_RETRY_AFTER, "1");
    if (answer->status == MHD_HTTP_METHOD_NOT_ALLOWED)
        header_usual(p, MHD_HTTP_HEADER_ALLOW, "GET, HEAD, POST");
}

enum MHD_Result http_send(struct MHD_Connection *c, const struct http_ask *ask,
                          const struct http_answer *answer, bool is_last)
{
    /* The library takes the bytes as its own only in its type. */
    void *bytes = (void *)(uintptr_t)answer->body.at;
    struct parts p = {
        MHD_create_response_from_buffer(answer->body.n, bytes, MHD_RESPMEM_PERSISTENT), answer,
        true};
    if (p.response == NULL)
        return MHD_NO;
    headers_add(&p, ask);
    if (is_last)
        header_add(&p, MHD_HTTP_HEADER_CONNECTION, "close");
    enum MHD_Result sent = p.is_fine ? MHD_queue_response(c, answer->status, p.response) : MHD_NO;
    MHD_destroy_response(p.response);
    return sent;
}
