/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* machine.c - answers without a page. */
#include "web/machine.h"

#include "base/limits.h"
#include "web/inside.h"

#define JSON_TYPE "application/json"

void machine_health(struct visit *v, struct http_answer *ret_answer)
{
    static const char *const doors[] = {
        [QUEUE_OPEN] = "open", [QUEUE_LOCKED] = "locked", [QUEUE_STANDBY] = "standby"};
    struct queue_state state = queue_state(v->web->queue);
    char head[2 * HASH_BYTES + 1];
    text_hex(state.head.bytes, HASH_BYTES, head);
    const char *body = arena_printf(v->ask->arena, "{\"state\":\"%s\",\"head\":\"%s\"}\n",
                                    doors[state.door], head);
    *ret_answer = (struct http_answer){
        .status = body == NULL ? 503 : 200, .type = JSON_TYPE, .body = text_of(body)};
}

void machine_api(struct visit *v, struct http_answer *ret_answer)
{
    struct text body = TEXT_NONE;
    struct err *bad = routes_describe(v->ask->arena, &body);
    if (bad != NULL)
        reply_error(v, bad, ret_answer);
    else
        *ret_answer = (struct http_answer){.status = 200, .type = JSON_TYPE, .body = body};
}

/* ---- a command line
 * ------------------------------------------------------------------------------ */

static struct err *command_begin(struct visit *v, struct site *site)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_ARENA_JOB_BYTES / 2);
    struct command_ask asked;
    struct command_answer answer = {0};
    TRY(command_ask_read(v->ask->arena, v->ask->body, &asked));
    v->web->config.command(site, v->ask->arena, &asked, &answer);
    command_answer_put(&answer, &b);
    TRY(buf_check(&b));
    return buf_take(&b, v->ask->arena, &v->body);
}

static void command_reply(struct visit *v, struct http_answer *ret_answer)
{
    *ret_answer = (struct http_answer){.status = 200, .type = JSON_TYPE, .body = v->body};
}

const struct direct machine_command = {.begin = command_begin, .reply = command_reply};
