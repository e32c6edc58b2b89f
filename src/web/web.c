/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* web.c - starting and stopping what serves a site, in the only orders that are safe. */
#include "web/web.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/world.h"
#include "web/http.h"
#include "web/inside.h"
#include "web/socket.h"
#include "web/visit.h"

/* ---- readers ------------------------------------------------------------------------------------
 */

static void reader_gone(void *reader)
{
    reader_close(reader);
}

struct err *web_reader(struct web *web, struct arena *into, struct reader **ret_reader)
{
    struct reader *reader = pthread_getspecific(web->readers);
    if (reader == NULL) {
        TRY(reader_open(web->config.site, &reader));
        if (pthread_setspecific(web->readers, reader) != 0) {
            reader_close(reader);
            return err_no_memory();
        }
    }
    (void)into;
    *ret_reader = reader;
    return NULL;
}

/* ---- the people index ---------------------------------------------------------------------------
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

/* ---- starting and stopping ----------------------------------------------------------------------
 */

/* Whoever waits is answered; after that nobody is suspended. */
static void everybody_answered(void *with)
{
    struct web *web = with;
    /* A worker's last step goes through the queue, which keeps its place until then. */
    queue_stop(web->queue);
    workers_stop(&web->workers);
}

static struct err *threads_start(struct arena *into, struct web *web)
{
    if (pthread_key_create(&web->readers, reader_gone) != 0)
        return err_no_memory();
    web->has_readers = true;
    TRY(site_load_signin(web->config.site));
    TRY(flash_make(into, &web->flash));
    TRY(workers_start(into, &web->workers));
    TRY(queue_start(into, web->config.site, &web->queue));
    return imports_make(web->queue, &web->imports);
}

static struct err *start_steps(struct arena *into, struct web *web)
{
    struct http_config http = {.phase_ms = web->config.phase_ms};
    http.service = (struct http_service){.with = web,
                                         .head = visit_head,
                                         .answer = visit_answer,
                                         .work = visit_work,
                                         .over = visit_over,
                                         .refusal = visit_refusal,
                                         .stop = everybody_answered};
    TRY(socket_listen_folder(into, web->config.site->dir, &web->folder_fd, &http.owner));
    TRY(threads_start(into, web));
    http.doors[HTTP_DOOR_STAFF - 1] = web->config.staff;
    http.doors[HTTP_DOOR_PUBLIC - 1] = web->config.strangers;
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
    *web = (struct web){.config = *config, .arena = into, .folder_fd = -1};
    routes_check(routes);
    routes_check(setup_routes);
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
    imports_free(&web->imports);
    workers_stop(&web->workers);
    flash_free(web->flash);
    if (web->has_readers)
        pthread_key_delete(web->readers);
    if (web->folder_fd >= 0)
        socket_remove(web->config.site->dir);
    world_close_fd(&web->folder_fd);
    world_close_fd(&web->config.staff.fd);
    world_close_fd(&web->config.strangers.fd);
    *with = NULL;
}
