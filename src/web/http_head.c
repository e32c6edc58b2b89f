/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http_head.c - what the library lets through and we do not: contradictory lengths (RFC 9112, 6.3),
 * targets that can be read in two ways, methods that no page has, too much of everything. */
#include "web/http_head.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "web/path.h"
#include "web/peer.h"

struct sum {
    size_t n, bytes, lengths, hosts;
    bool is_chunked, is_wrong;
};

/* RFC 9110, 5.6.2. A space before the colon hides a header from who reads on strictly. */
static bool is_token(const char *name)
{
    static const char marks[] = "!#$%&'*+-.^_`|~";
    for (; *name != '\0'; name++)
        if (!isalnum((unsigned char)*name) && strchr(marks, *name) == NULL)
            return false;
    return true;
}

/* A lone line end is one for some readers and none for others. */
static bool is_value(const char *value)
{
    for (; value != NULL && *value != '\0'; value++)
        if ((iscntrl((unsigned char)*value) && *value != '\t'))
            return false;
    return true;
}

static enum MHD_Result header_count(void *with, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    struct sum *sum = with;
    (void)kind;
    sum->n++;
    sum->bytes += strlen(name) + (value == NULL ? 0 : strlen(value));
    sum->lengths += strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0;
    sum->hosts += strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0;
    sum->is_wrong = sum->is_wrong || !is_token(name) || !is_value(value);
    if (strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0) {
        sum->is_wrong = sum->is_wrong || value == NULL || strcasecmp(value, "chunked") != 0;
        sum->is_chunked = true;
    }
    return MHD_YES;
}

static struct sum headers_sum(struct MHD_Connection *c)
{
    struct sum sum = {0};
    (void)MHD_get_connection_values(c, MHD_HEADER_KIND, header_count, &sum);
    return sum;
}

struct wanted {
    const char *name, *value;
    size_t n;
};

static enum MHD_Result header_seek(void *with, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    struct wanted *w = with;
    (void)kind;
    if (strcasecmp(name, w->name) == 0) {
        w->n++;
        w->value = value;
    }
    return MHD_YES;
}

const char *http_head_value(struct MHD_Connection *c, const char *name, size_t *ret_n)
{
    struct wanted w = {.name = name};
    (void)MHD_get_connection_values(c, MHD_HEADER_KIND, header_seek, &w);
    if (ret_n != NULL)
        *ret_n = w.n;
    return w.value;
}

bool http_head_fits(struct MHD_Connection *c, size_t body_max)
{
    const char *said = http_head_value(c, MHD_HTTP_HEADER_CONTENT_LENGTH, NULL);
    int64_t n = 0;
    return said == NULL || (text_int(text_of(said), &n) && n >= 0 && (uint64_t)n <= body_max);
}

bool http_head_has_body(struct MHD_Connection *c)
{
    return !http_head_fits(c, 0) ||
           http_head_value(c, MHD_HTTP_HEADER_TRANSFER_ENCODING, NULL) != NULL;
}

/* What the last hop wrote: the proxy itself. All before it anybody may have sent. */
static struct text last_of(struct MHD_Connection *c, const char *name)
{
    struct text all = text_of(http_head_value(c, name, NULL)), piece = TEXT_NONE;
    while (text_cut(&all, ',', &piece)) {
    }
    return text_trim(piece);
}

static void proxy_believe(struct MHD_Connection *c, struct http_ask *ask)
{
    (void)peer_read(last_of(c, "X-Forwarded-For"), ask->address);
    ask->is_secure = text_is(last_of(c, "X-Forwarded-Proto"), "https");
}

/* A request whose end can be read in two ways is how one request is smuggled inside another. */
static bool is_readable_in_one_way(const struct http_head *head, const struct sum *sum)
{
    bool is_new = strcmp(head->version, MHD_HTTP_VERSION_1_1) == 0;
    return sum->lengths + sum->is_chunked <= 1 && !sum->is_wrong && head->is_line_whole &&
           (is_new ? sum->hosts == 1 : sum->hosts <= 1 && !sum->is_chunked);
}

unsigned http_head_read(const struct http_head *head, struct http_ask *ask)
{
    struct sum sum = headers_sum(head->connection);
    if (head->is_behind_proxy)
        proxy_believe(head->connection, ask);
    bool is_head = strcmp(head->method, MHD_HTTP_METHOD_HEAD) == 0;
    bool is_get = is_head || strcmp(head->method, MHD_HTTP_METHOD_GET) == 0;
    ask->method = is_get ? MHD_HTTP_METHOD_GET : MHD_HTTP_METHOD_POST;
    if (!is_readable_in_one_way(head, &sum))
        return MHD_HTTP_BAD_REQUEST;
    if (sum.n > LIMIT_HEADERS || sum.bytes > LIMIT_HEADERS_BYTES)
        return MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
    if (!is_get && strcmp(head->method, MHD_HTTP_METHOD_POST) != 0)
        return MHD_HTTP_METHOD_NOT_ALLOWED;
    if (!path_read(ask->arena, head->target, &ask->path, &ask->query))
        return MHD_HTTP_BAD_REQUEST;
    return 0;
}
