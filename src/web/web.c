/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* web.c - the routes. So far: is the house open, and the command line. */
#include "web/web.h"

#include <string.h>

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
    *ret_answer = (struct http_answer){
        .status = body == NULL ? 503 : 200, .type = JSON_TYPE, .body = text_of(body)};
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

static void command_answer(const struct web *web, struct site *site, struct http_ask *ask,
                           struct http_answer *ret_answer)
{
    struct text body = TEXT_NONE;
    struct err *bad = command_do(web, site, ask, &body);
    if (bad == NULL) {
        *ret_answer = (struct http_answer){.status = 200, .type = JSON_TYPE, .body = body};
        return;
    }
    unsigned status = (unsigned)err_kind_info(bad->kind)->http_status;
    *ret_answer = (struct http_answer){
        .status = status, .type = "text/plain; charset=utf-8", .body = TEXT("Not done.\n")};
}

/* ---- what is served ------------------------------------------------------------------------- */

static void refusal(void *with, struct http_ask *ask, unsigned status,
                    struct http_answer *ret_answer)
{
    static const struct {
        unsigned status;
        const char *words;
    } words[] = {
        {404, "Nothing here that you can open. Search, or ask the manager.\n"},
        {405, "This address does not take that.\n"},
        {413, "This is too much to send at once.\n"},
        {503, "Too much is being written at this moment. Try again.\n"},
    };
    (void)with;
    (void)ask;
    ret_answer->status = status;
    ret_answer->type = "text/plain; charset=utf-8";
    ret_answer->body = TEXT("This request cannot be read.\n");
    for (size_t i = 0; i < COUNT(words); i++)
        if (words[i].status == status)
            ret_answer->body = text_of(words[i].words);
}

/* A command line on its way through the writer. */
struct waiting {
    struct web *web;
    struct http_ask *ask;
    struct queue_item item;
    struct http_answer answer;
};

static bool is_command(const struct http_ask *ask)
{
    return ask->door == HTTP_DOOR_FOLDER && strcmp(ask->method, "POST") == 0 &&
           strcmp(ask->path, "/command") == 0;
}

static bool head(void *with, struct http_ask *ask, size_t *ret_body_max,
                 struct http_answer *ret_answer)
{
    bool is_health = ask->door == HTTP_DOOR_STAFF && strcmp(ask->method, "GET") == 0 &&
                     strcmp(ask->path, "/healthz") == 0;
    *ret_body_max = is_command(ask) ? LIMIT_FORM_BYTES : 0;
    if (is_health || is_command(ask))
        return true;
    refusal(with, ask, 404, ret_answer);
    return false;
}

static void command_run(struct site *site, void *with)
{
    struct waiting *w = with;
    command_answer(w->web, site, w->ask, &w->answer);
}

static void command_done(struct queue_item *item)
{
    struct waiting *w = item->with;
    http_go_on(w->ask);
}

static enum http_next answer(void *with, struct http_ask *ask, struct http_answer *ret_answer)
{
    struct waiting *w = ask->state;
    if (!is_command(ask)) {
        healthz(with, ask, ret_answer);
        return HTTP_ANSWERED;
    }
    if (w != NULL) {
        *ret_answer = w->answer;
        return HTTP_ANSWERED;
    }
    struct web *web = with;
    w = arena_make(ask->arena, struct waiting);
    if (w == NULL || queue_reserve(web->queue, ask->arena) != NULL) {
        refusal(with, ask, 503, ret_answer);
        return HTTP_ANSWERED;
    }
    w->web = web;
    w->ask = ask;
    w->item = (struct queue_item){.task = command_run, .done = command_done, .with = w};
    ask->state = w;
    return HTTP_WAITS;
}

static void work(void *with, struct http_ask *ask)
{
    struct web *web = with;
    struct waiting *w = ask->state;
    queue_push(web->queue, &w->item);
}

static void over(void *with, struct http_ask *ask)
{
    (void)with;
    (void)ask;
}

static void stop(void *with)
{
    struct web *web = with;
    queue_stop(web->queue);
}

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
    const struct http_service service = {.with = web,
                                         .head = head,
                                         .answer = answer,
                                         .work = work,
                                         .over = over,
                                         .refusal = refusal,
                                         .stop = stop};
    struct http_config http = {.service = service,
                               .doors = {web->config.staff, web->config.strangers, {.fd = -1}},
                               .phase_ms = web->config.phase_ms};
    TRY(socket_listen_folder(into, web->config.site->dir, &web->folder_fd, &http.owner));
    TRY(queue_start(into, web->config.site, &web->queue));
    http.doors[HTTP_DOOR_FOLDER - 1].fd = web->folder_fd;
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
    world_close_fd(&web->config.staff.fd);
    world_close_fd(&web->config.strangers.fd);
    *with = NULL;
}
