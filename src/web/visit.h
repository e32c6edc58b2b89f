/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* visit.h - one request of a browser or a script, from its head to its answer.
 *
 *   head     which route; what its body may be
 *   answer   who asks (session, token), may she, what was typed (and that it comes from a page of
 *            ours); a page is made at once, an act or a direct step takes its places and waits
 *   work     steps in the writer's and a worker's threads, which touch nothing but the visit
 *   answer   again: the page that follows, or the same page with what was wrong
 *
 * A page thread reads through a reader of its own for as long as it makes one page. */
#ifndef HEARTH_WEB_VISIT_H
#define HEARTH_WEB_VISIT_H

#include "desk/queue.h"
#include "signin/signin.h"
#include "web/flash.h"
#include "web/route.h"
#include "web/worker.h"

struct web;

enum visit_stage { VISIT_ASKS, VISIT_WORKED };

struct visit {
    struct web *web;
    struct http_ask *ask;
    const struct route *route;
    struct page pg;
    struct page_site facts; /* as they are while this is answered */
    enum visit_stage stage;
    struct err *err;  /* of the work */
    struct text body; /* of the page that was made */

    struct text token; /* of the cookie or of the Authorization header */
    struct signin_session session;
    bool wants_json;
    bool is_bearer;

    /* An act. */
    struct page_act act;
    struct job job;
    /* A direct route's steps, or the parking of what cannot be done yet. */
    const struct direct *direct;
    struct signin_try *attempt;
    struct signin_done signed_in;
    const char *go_to; /* where a form leads in the end; an own path, or NULL */
    struct id parked;
    bool has_begun;
    struct queue_item items[2];
    struct worker_item slow;
};

/* The parts of struct http_service; `with` is the struct web. */
bool visit_head(void *with, struct http_ask *ask, size_t *ret_body_max,
                struct http_answer *ret_answer);
enum http_next visit_answer(void *with, struct http_ask *ask, struct http_answer *ret_answer);
void visit_work(void *with, struct http_ask *ask);
void visit_over(void *with, struct http_ask *ask);
void visit_refusal(void *with, struct http_ask *ask, unsigned status,
                   struct http_answer *ret_answer);

/* ---- who asks (visit_who.c) -------------------------------------------------------------------
 */

#define SESSION_COOKIE "__Host-s"
#define HOUSE_COOKIE "house"
/* The value of a cookie, or TEXT_NONE. */
struct text visit_cookie(const struct http_ask *ask, const char *name);
/* Looks the session up; sets token, session, language and theme. */
void visit_who(struct visit *v);
/* ERR_DENIED (403) unless a POST comes from a page of ours or with a script's token. */
MUST_CHECK struct err *visit_require_ours(struct visit *v);
/* Sets the session's cookie, or ends it (token ""). */
void visit_set_session(struct visit *v, const char *token, struct http_answer *answer);

/* ---- reading and writing (visit_page.c, reply.c) --------------------------------------------- */

/* Runs `make` within a reader of this thread, with pg->rq filled; a route that anybody may come to
 * is given one without keys. */
MUST_CHECK struct err *visit_reading(struct visit *v, struct err *(*make)(struct visit *v));
/* The route's page in the form that was asked for. */
void reply_page(struct visit *v, unsigned status, struct http_answer *ret_answer);
void reply_error(struct visit *v, const struct err *bad, struct http_answer *ret_answer);
/* 303 to an own path. */
void reply_see(struct visit *v, const char *path, struct http_answer *ret_answer);
/* What an act did: 303 and a page with the confirmation, or 201. */
void reply_done(struct visit *v, struct http_answer *ret_answer);

#endif
