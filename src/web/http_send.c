/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http_send.c - headers of answers, compression, and answers that need no body. */
#include "web/http_send.h"

#include <assert.h>
#include <libdeflate.h>
#include <pthread.h>
#include <strings.h>

#include "base/limits.h"
#include "web/http_head.h"
#include "web/http_match.h"

/* Pages are made anew each time: a higher level costs more than the wire gives back. */
enum { GZIP_LEVEL = 1 };

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

/* ---- compression ---------------------------------------------------------------------------- */

static pthread_once_t gzip_once = PTHREAD_ONCE_INIT;
static pthread_key_t gzip_key;
static bool gzip_has_key;

static void gzip_end(void *compressor)
{
    libdeflate_free_compressor(compressor);
}

static void gzip_begin(void)
{
    gzip_has_key = pthread_key_create(&gzip_key, gzip_end) == 0;
}

/* One for each thread, made when it is first needed; NULL without memory. */
static struct libdeflate_compressor *compressor_of_thread(void)
{
    if (pthread_once(&gzip_once, gzip_begin) != 0 || !gzip_has_key)
        return NULL;
    struct libdeflate_compressor *z = pthread_getspecific(gzip_key);
    if (z != NULL)
        return z;
    z = libdeflate_alloc_compressor(GZIP_LEVEL);
    if (z != NULL && pthread_setspecific(gzip_key, z) != 0) {
        libdeflate_free_compressor(z);
        return NULL;
    }
    return z;
}

/* False when it would not become smaller, or there is no memory: then it goes as it is. */
static bool gzip(struct arena *into, struct text plain, struct text *ret_gzip)
{
    struct libdeflate_compressor *z = compressor_of_thread();
    char *bytes = z == NULL ? NULL : arena_alloc(into, plain.n);
    if (bytes == NULL)
        return false;
    *ret_gzip =
        (struct text){bytes, libdeflate_gzip_compress(z, plain.at, plain.n, bytes, plain.n - 1)};
    return ret_gzip->n > 0;
}

/* ---- headers -------------------------------------------------------------------------------- */

/* A response on its way. */
struct parts {
    struct MHD_Response *response;
    const struct http_send *send;
    struct text body;
    unsigned status;
    bool may_gzip; /* another browser may get it in the other form */
    bool is_gzip;
    bool is_fine; /* all was added so far */
};

static void header_add(struct parts *p, const char *name, const char *value)
{
    p->is_fine = p->is_fine && MHD_add_response_header(p->response, name, value) == MHD_YES;
}

static void header_usual(struct parts *p, const char *name, const char *value)
{
    if (own_header(p->send->answer, name) == NULL)
        header_add(p, name, value);
}

/* The compressed form is not the same bytes, so its ETag is a weak one. */
static void header_own(struct parts *p, const char *name, const char *value)
{
    bool is_weakened = p->may_gzip && strcasecmp(name, MHD_HTTP_HEADER_ETAG) == 0 &&
                       !text_starts(text_of(value), "W/");
    const char *weak = is_weakened ? arena_printf(p->send->ask->arena, "W/%s", value) : value;
    p->is_fine = p->is_fine && weak != NULL;
    header_add(p, name, weak);
}

static void headers_add(struct parts *p)
{
    const struct http_answer *answer = p->send->answer;
    if (answer->type != NULL && p->status != MHD_HTTP_NOT_MODIFIED)
        header_add(p, MHD_HTTP_HEADER_CONTENT_TYPE, answer->type);
    for (size_t i = 0; i < answer->n_headers; i++)
        header_own(p, answer->headers[i][0], answer->headers[i][1]);
    for (size_t i = 0; i < COUNT(always); i++)
        header_usual(p, always[i][0], always[i][1]);
    if (p->send->is_pinned)
        header_usual(p, MHD_HTTP_HEADER_STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    if (p->status == MHD_HTTP_SERVICE_UNAVAILABLE || p->status == MHD_HTTP_TOO_MANY_REQUESTS)
        header_usual(p, MHD_HTTP_HEADER_RETRY_AFTER, "1");
    if (p->status == MHD_HTTP_METHOD_NOT_ALLOWED)
        header_usual(p, MHD_HTTP_HEADER_ALLOW, "GET, HEAD, POST");
    if (p->may_gzip)
        header_usual(p, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
    if (p->is_gzip)
        header_add(p, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
    if (p->send->is_last)
        header_add(p, MHD_HTTP_HEADER_CONNECTION, "close");
}

/* ---- sending -------------------------------------------------------------------------------- */

static struct text asked(const struct http_send *send, const char *name)
{
    return text_of(http_head_value(send->connection, name, NULL));
}

/* Only a page that was asked for and is there can be the same as before. */
static bool is_known(const struct http_send *send)
{
    const char *etag = own_header(send->answer, MHD_HTTP_HEADER_ETAG);
    return etag != NULL && send->answer->status == MHD_HTTP_OK &&
           text_is(text_of(send->ask->method), MHD_HTTP_METHOD_GET) &&
           http_match_etag(asked(send, MHD_HTTP_HEADER_IF_NONE_MATCH), text_of(etag));
}

static struct parts parts_of(const struct http_send *send)
{
    const struct http_answer *answer = send->answer;
    struct parts p = {.send = send, .body = answer->body, .status = answer->status};
    p.is_fine = true;
    p.may_gzip = p.body.n >= LIMIT_COMPRESSED_BYTES_MIN && answer->type != NULL &&
                 http_match_text(text_of(answer->type)) &&
                 own_header(answer, MHD_HTTP_HEADER_CONTENT_ENCODING) == NULL;
    if (is_known(send)) {
        p.status = MHD_HTTP_NOT_MODIFIED;
        p.body = TEXT_NONE;
    } else if (p.may_gzip && http_match_gzip(asked(send, MHD_HTTP_HEADER_ACCEPT_ENCODING))) {
        p.is_gzip = gzip(send->ask->arena, answer->body, &p.body);
        if (!p.is_gzip)
            p.body = answer->body;
    }
    return p;
}

enum MHD_Result http_send(const struct http_send *send)
{
    struct parts p = parts_of(send);
    /* The library takes the bytes as its own only in its type. */
    void *bytes = (void *)(uintptr_t)p.body.at;
    p.response = MHD_create_response_from_buffer(p.body.n, bytes, MHD_RESPMEM_PERSISTENT);
    if (p.response == NULL)
        return MHD_NO;
    headers_add(&p);
    enum MHD_Result sent =
        p.is_fine ? MHD_queue_response(send->connection, p.status, p.response) : MHD_NO;
    MHD_destroy_response(p.response);
    return sent;
}
