/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* route.h - the table of addresses. A row says who may, by which door, and what answers.
 *
 * A row without a permission or a door does not build (a static check of the table at start). Paths
 * are made of words and of :names that stand for one piece; the first row that fits wins. */
#ifndef HEARTH_WEB_ROUTE_H
#define HEARTH_WEB_ROUTE_H

#include "page/page.h"
#include "web/http.h"

struct visit;

/* What is no command of the journal: signing in, languages, drafts. Each step may be absent. */
struct direct {
    /* In the page thread, with what was typed; ERR_INPUT as for acts. */
    struct err *(*read)(struct visit *v);
    /* In the writer's thread; in a worker, for what takes long; and in the writer's again. The last
     * one runs whenever `begin` went well. */
    struct err *(*begin)(struct visit *v, struct site *site);
    void (*work)(struct visit *v);
    struct err *(*finish)(struct visit *v, struct site *site);
    /* In the page thread, when all went well: the answer. */
    void (*reply)(struct visit *v, struct http_answer *ret_answer);
};

enum who_may_come {
    COME_SIGNED_IN,  /* the usual: a session that is open; strangers are led to /signin */
    COME_UNFINISHED, /* also a session that must first choose a password, give a code */
    COME_ANYBODY,    /* strangers too; needs neither keys nor index */
};

struct route {
    const char *method; /* "GET" "POST" */
    const char *path;
    enum may may;
    enum http_door door;
    enum who_may_come come;
    bool is_careful; /* asks for the password again unless it was given within five minutes */
    size_t body_max; /* 0: LIMIT_FORM_BYTES for a POST */
    page_fn *page;   /* GET: the page. POST: shown again with what was wrong */
    act_fn *act;     /* POST */
    const struct direct *direct;
    bool reads; /* GET: the direct steps read what the page shows */
    /* Answers by itself: healthz, assets, the API's description. */
    void (*plain)(struct visit *v, struct http_answer *ret_answer);
    const char *what; /* for /openapi.json: a sentence */
};

/* Ended by a row without path. The second one is all there is while a site waits for its three
 * questions. */
extern const struct route routes[];
extern const struct route setup_routes[];

/* The row of a table for this request; fills the pieces that stood for :names. `form` is what the
 * path's ending asks for (.json .csv), `ret_path` the path without it. NULL: no such address; then
 * *ret_allow tells whether another method has it. */
const struct route *route_find(struct arena *into, const struct route *table, enum http_door door,
                               const char *method, const char *path,
                               struct text params[PAGE_PARAMS_MAX], enum page_form *ret_form,
                               const char **ret_path, bool *ret_allow);
/* Stops the program when a row of the table says too little. */
void routes_check(const struct route *table);
/* The most bytes that its body may have; 0: it takes none. */
size_t route_body_max(const struct route *route);
/* {"openapi":...} with each route's permission and door. */
MUST_CHECK struct err *routes_describe(struct arena *into, struct text *ret_json);

#endif
