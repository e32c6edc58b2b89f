/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* bare.c - 5.5 KB of HTML with 25 rows of one prepared statement, through the same server and the
 * same compression as ours; no session, no permission, no keys, no template. */
#include "bare.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "web/http.h"
#include "web/socket.h"

enum { ROWS = 10000, PAGE = 25, BYTES = 5632 };

struct bare {
    struct arena *arena;
    struct http *http;
    const char *path;
};

static const char head[] =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>People</title>"
    "<link rel=\"stylesheet\" href=\"/style.css\"></head><body><nav><ul><li><a href=\"/today\">"
    "Today</a><li><a href=\"/people\">People</a><li><a href=\"/houses\">Houses</a></ul></nav><main>"
    "<h1>People</h1><table><thead><tr><th>Name<th>Born<th>House<th>State</thead><tbody>\n";
static const char tail[] = "</tbody></table></main></body></html>\n";

/* Of this thread; they end with the process. */
static _Thread_local sqlite3 *db;
static _Thread_local sqlite3_stmt *statement;

static bool ready(const struct bare *b)
{
    static const char query[] =
        "select id, name, born, house, state from person where id > ?1 order by id limit 25";
    return statement != NULL ||
           (sqlite3_open_v2(b->path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
            sqlite3_prepare_v3(db, query, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) ==
                SQLITE_OK);
}

static void rows_put(struct buf *out)
{
    sqlite3_bind_int64(statement, 1, ROWS / 2);
    while (sqlite3_step(statement) == SQLITE_ROW)
        buf_printf(out,
                   "<tr><td><a href=\"/person/%lld\">%s</a><td class=\"num\">%s<td><a "
                   "href=\"/house/%s\">%s</a><td><span class=\"tag\">%s</span></tr>\n",
                   (long long)sqlite3_column_int64(statement, 0),
                   (const char *)sqlite3_column_text(statement, 1),
                   (const char *)sqlite3_column_text(statement, 2),
                   (const char *)sqlite3_column_text(statement, 3),
                   (const char *)sqlite3_column_text(statement, 3),
                   (const char *)sqlite3_column_text(statement, 4));
    sqlite3_reset(statement);
}

static bool head_of(void *with, struct http_ask *ask, size_t *ret_body_max,
                    struct http_answer *ret_answer)
{
    (void)with;
    (void)ask;
    (void)ret_answer;
    *ret_body_max = 0;
    return true;
}

static enum http_next answer(void *with, struct http_ask *ask, struct http_answer *ret_answer)
{
    struct buf out = buf_make(LIMIT_PAGE_BYTES);
    struct text body = TEXT_NONE;
    if (ready(with)) {
        buf_bytes(&out, head, sizeof head - 1);
        rows_put(&out);
        buf_bytes(&out, tail, sizeof tail - 1);
        while (out.n < BYTES)
            buf_char(&out, "<!-- bare -->\n"[out.n % 14]);
        if (buf_take(&out, ask->arena, &body) != NULL)
            body = TEXT_NONE;
    }
    buf_done(&out);
    *ret_answer = (struct http_answer){
        .status = body.n > 0 ? 200 : 503, .type = "text/html; charset=utf-8", .body = body};
    return HTTP_ANSWERED;
}

static void nothing(void *with, struct http_ask *ask)
{
    (void)with;
    (void)ask;
}

static void refusal(void *with, struct http_ask *ask, unsigned status,
                    struct http_answer *ret_answer)
{
    (void)with;
    (void)ask;
    *ret_answer = (struct http_answer){.status = status, .type = "text/plain", .body = TEXT("no")};
}

static void stop(void *with)
{
    (void)with;
}

static bool rows_make(const char *path)
{
    static const char script[] =
        "pragma synchronous = off;"
        "create table person (id integer primary key, name text, born text, house text, state "
        "text);"
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)"
        "insert into person select i, 'Oksana ' || i || ' T.', '19' || (60 + i % 40) || '-05-02',"
        "'rowan-' || (i % 20), case i % 3 when 0 then 'at home' else 'left' end from n;";
    sqlite3 *made = NULL;
    (void)unlink(path);
    bool well = sqlite3_open(path, &made) == SQLITE_OK &&
                sqlite3_exec(made, script, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(made);
    return well;
}

struct bare *bare_start(const char *path, uint16_t *ret_port)
{
    char address[SOCKET_ADDRESS_TEXT];
    const struct socket_place place = {.where = "127.0.0.1:0", .field = "listen"};
    struct arena *a = arena_new(LIMIT_ARENA_REQUEST_BYTES);
    struct bare *b = a == NULL ? NULL : arena_make(a, struct bare);
    if (b == NULL || !rows_make(path))
        return NULL;
    *b = (struct bare){.arena = a, .path = path};
    struct http_config config = {.phase_ms = LIMIT_REQUEST_SECONDS * INT64_C(1000)};
    config.service = (struct http_service){.with = b,
                                           .head = head_of,
                                           .answer = answer,
                                           .work = nothing,
                                           .over = nothing,
                                           .refusal = refusal,
                                           .stop = stop};
    for (size_t i = 0; i < COUNT(config.doors); i++)
        config.doors[i].fd = -1;
    if (socket_listen_tcp(a, &place, &config.doors[HTTP_DOOR_STAFF - 1].fd, address) != NULL ||
        http_start(a, &config, &b->http) != NULL)
        return NULL;
    *ret_port = (uint16_t)strtol(strrchr(address, ':') + 1, NULL, 10);
    return b;
}

void bare_stop(struct bare *b)
{
    http_stop(&b->http);
    arena_free(b->arena);
}
