/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* web.c - the routes. So far: is the house open, and the command line. */
#include "web/web.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/world.h"
#include "web/http.h"
#include "web/socket.h"

#define JSON_TYPE "application/json"

struct web {
    struct web_config config;
    struct queue *queue;
    struct http *http;
    int folder_fd;
    struct queue_item people; /* filling the index */
};

/* ---- routes ---------------------------------------------------------------------------------- */

static void healthz(void *with, const struct http_ask *ask, struct http_answer *ret_answer)
{
    static const char *const doors[] = {
        [QUEUE_OPEN] = "open", [QUEUE_LOCKED] = "locked", [QUEUE_STANDBY] = "standby"};
    const struct web *web = with;
    struct queue_state state = queue_state(web->queue);
    char head[2 * HASH_BYTES + 1];
    text_hex(state.head.bytes, HASH_BYTES, head);
    const char *body =
        arena_printf(ask->arena, "{\"state\":\"%s\",\"head\":\"%s\"}\n", doors[state.door], head);
    *ret_answer = (struct http_answer){body == NULL ? 503 : 200, JSON_TYPE, text_of(body)};
}

static struct err *command_do(const struct web *web, struct site *site, const struct http_ask *ask,
                              struct text *ret_body)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_ARENA_JOB_BYTES / 2);
    struct command_ask asked;
    struct command_answer answer = {0};
    TRY(command_ask_read(ask->arena, ask->body, &asked));
    web->config.command(site, ask->arena, &asked, &answer);
    command_answer_put(&answer, &b);
    TRY(buf_check(&b));
    return buf_take(&b, ask->arena, ret_body);
}

static void command(void *with, struct site *site, const struct http_ask *ask,
                    struct http_answer *ret_answer)
{
    struct text body = TEXT_NONE;
    struct err *bad = command_do(with, site, ask, &body);
    if (bad == NULL) {
        *ret_answer = (struct http_answer){200, JSON_TYPE, body};
        return;
    }
    unsigned status = (unsigned)err_kind_info(bad->kind)->http_status;
    *ret_answer = (struct http_answer){status, "text/plain; charset=utf-8", TEXT("Not done.\n")};
}

static const struct http_route routes[] = {
    {.method = "GET", .path = "/healthz", .door = HTTP_DOOR_STAFF, .page = healthz},
    {.method = "POST",
     .path = "/command",
     .door = HTTP_DOOR_FOLDER,
     .body_max = LIMIT_FORM_BYTES,
     .act = command},
    {0},
};

/* ---- starting and stopping --------------------------------------------------------------------
 */

static void people_fill(struct site *site, void *with)
{
    (void)with;
    struct err *bad = site->ring == NULL ? NULL : site_load_people(site);
    if (bad != NULL)
        log_error("people-not-loaded", bad);
}

static void people_filled(struct queue_item *item)
{
    (void)item;
}

static struct err *start_steps(struct arena *into, struct web *web)
{
    struct http_config http = {.routes = routes,
                               .with = web,
                               .staff_fd = web->config.staff_fd,
                               .phase_ms = web->config.phase_ms};
    TRY(socket_listen_folder(into, web->config.site->dir, &web->folder_fd, &http.owner));
    TRY(queue_start(into, web->config.site, &web->queue));
    http.queue = web->queue;
    http.folder_fd = web->folder_fd;
    web->people = (struct queue_item){.task = people_fill, .done = people_filled};
    TRY(queue_reserve(web->queue, into));
    queue_push(web->queue, &web->people);
    return http_start(into, &http, &web->http);
}

struct err *web_start(struct arena *into, const struct web_config *config, struct web **ret_web)
{
    struct web *web = arena_make(into, struct web);
    NEED(web);
    *web = (struct web){.config = *config, .folder_fd = -1};
    struct err *bad = start_steps(into, web);
    if (bad != NULL) {
        web_stop(&web);
        return bad;
    }
    *ret_web = web;
    return NULL;
}

struct queue *web_queue(struct web *web)
{
    return web->queue;
}

void web_stop(struct web **with)
{
    struct web *web = *with;
    if (web == NULL)
        return;
    http_stop(&web->http);
    queue_free(&web->queue);
    if (web->folder_fd >= 0)
        socket_remove(web->config.site->dir);
    world_close_fd(&web->folder_fd);
    world_close_fd(&web->config.staff_fd);
    *with = NULL;
}
