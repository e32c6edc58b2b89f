/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* visit.c - the way of a request through the house. */
#include "web/visit.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "desk/reader.h"
#include "model/types.h"
#include "web/body.h"
#include "web/draft.h"
#include "web/inside.h"
#include "web/setup.h"

#define TEXT_OF(x) #x
#define VERSION_TEXT(x) TEXT_OF(x)

/* ---- the head -----------------------------------------------------------------------------------
 */

static bool is_post(const struct visit *v)
{
    return strcmp(v->ask->method, "POST") == 0;
}

static bool wants_json(const struct http_ask *ask)
{
    const char *accept = http_header(ask, "Accept", NULL);
    return accept != NULL && strncmp(accept, "application/json", strlen("application/json")) == 0;
}

static enum lang lang_of_code(int64_t code)
{
    return code == LANG_CODE_RU ? LANG_RU : code == LANG_CODE_UK ? LANG_UK : LANG_EN;
}

static struct page_site facts_now(struct site *site)
{
    return (struct page_site){.version = VERSION_TEXT(HEARTH_VERSION),
                              .lang = lang_of_code(site->lang),
                              .is_demo = site->is_demo,
                              .is_waiting = site->is_waiting,
                              .signin = site->signin};
}

static struct visit *visit_make(struct web *web, struct http_ask *ask)
{
    struct visit *v = arena_make(ask->arena, struct visit);
    if (v == NULL)
        return NULL;
    *v = (struct visit){.web = web, .ask = ask, .facts = facts_now(web->config.site)};
    v->pg.arena = ask->arena;
    v->pg.site = &v->facts;
    v->wants_json = wants_json(ask);
    ask->state = v;
    return v;
}

/* An address that nothing answers; the same for all who ask. */
static bool head_refuse(struct visit *v, bool other_method, struct http_answer *ret_answer)
{
    struct err *absent = page_absent(&v->pg);
    visit_who(v);
    if (other_method)
        visit_refusal(v->web, v->ask, 405, ret_answer);
    else
        reply_error(v, absent, ret_answer);
    return false;
}

bool visit_head(void *with, struct http_ask *ask, size_t *ret_body_max,
                struct http_answer *ret_answer)
{
    struct visit *v = visit_make(with, ask);
    bool other_method = false;
    if (v == NULL) {
        visit_refusal(with, ask, 503, ret_answer);
        return false;
    }
    v->route =
        route_find(ask->arena, v->facts.is_waiting ? setup_routes : routes, ask->door, ask->method,
                   ask->path, v->pg.params, &v->pg.form, &v->pg.path, &other_method);
    if (v->route == NULL && v->facts.is_waiting && ask->door == HTTP_DOOR_STAFF) {
        setup_lead(v, ret_answer);
        return false;
    }
    if (v->route == NULL)
        return head_refuse(v, other_method, ret_answer);
    if (v->pg.form == PAGE_HTML && v->wants_json)
        v->pg.form = PAGE_JSON;
    *ret_body_max = route_body_max(v->route);
    return true;
}

/* ---- may she ------------------------------------------------------------------------------------
 */

static bool is_open_enough(const struct visit *v)
{
    return v->session.state == SIGNIN_OPEN ||
           (v->session.state == SIGNIN_UNFINISHED && v->route->come == COME_UNFINISHED);
}

/* Where somebody goes who may not come in yet. */
static const char *way_in(const struct visit *v)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(8));
    struct buf next = buf_make(LIMIT_KIB(4));
    if (!is_post(v)) {
        fields_put(&next, "next", text_of(v->ask->path));
        buf_char(&b, '?');
        buf_put(&b, buf_text(&next));
    }
    buf_done(&next);
    const char *door = v->session.state == SIGNIN_LOCKED       ? "/lock"
                       : v->session.state == SIGNIN_UNFINISHED ? "/account"
                                                               : "/signin";
    return arena_printf(v->ask->arena, "%s%s", door, b.at == NULL ? "" : b.at);
}

/* Somebody without an open session is led to the door; what she sent waits for her there. */
static enum http_next turn_away(struct visit *v, struct http_answer *ret_answer)
{
    if (v->pg.form != PAGE_HTML || v->is_bearer) {
        reply_error(v, err_new(v->ask->arena, ERR_DENIED, N_("Sign in first")), ret_answer);
        ret_answer->status = 403;
        return HTTP_ANSWERED;
    }
    v->go_to = way_in(v);
    if (is_post(v) && v->route->act != NULL && v->route->page != NULL &&
        queue_reserve(v->web->queue, v->ask->arena) == NULL) {
        v->direct = &draft_parking;
        return HTTP_WAITS;
    }
    reply_see(v, v->go_to, ret_answer);
    return HTTP_ANSWERED;
}

static struct err *careful(struct visit *v)
{
    if (!v->route->is_careful || v->session.is_fresh || v->facts.is_demo)
        return NULL;
    return err_mend(err_new(v->ask->arena, ERR_DENIED,
                            N_("Give your password once more for this, then try again")),
                    "/lock");
}

/* ---- reading ------------------------------------------------------------------------------------
 */

static struct err *who_read(struct visit *v)
{
    if (v->session.state != SIGNIN_OPEN && v->session.state != SIGNIN_UNFINISHED)
        return NULL;
    struct request *rq = &v->pg.rq;
    TRY(guard_who(rq->store->db, rq->arena, rq->store->org, text_of(v->session.login), rq->now_ms,
                  &v->pg.who));
    rq->who = &v->pg.who;
    return v->route == NULL ? NULL : guard_require(rq->arena, rq->who, v->route->may);
}

struct err *visit_reading(struct visit *v, struct err *(*make)(struct visit *v))
{
    struct reader *reader = NULL;
    bool bare = v->route == NULL || v->route->come != COME_SIGNED_IN;
    TRY(web_reader(v->web, v->ask->arena, &reader));
    if (bare)
        TRY(reader_begin_bare(reader, v->ask->arena, &v->pg.rq));
    else
        TRY(reader_begin(reader, v->ask->arena, &v->pg.rq));
    struct err *bad = who_read(v);
    if (bad == NULL)
        bad = make(v);
    reader_end(reader);
    v->pg.rq = (struct request){0};
    return bad;
}

/* ---- what was sent ------------------------------------------------------------------------------
 */

static struct err *typed_read(struct visit *v)
{
    struct arena *into = v->ask->arena;
    TRY(fields_read(into, v->ask->query, &v->pg.query));
    if (!is_post(v))
        return NULL;
    if (v->ask->door == HTTP_DOOR_FOLDER)
        return NULL; /* a command line, which reads itself */
    TRY(body_read(into, v->ask, &v->pg.typed));
    v->wants_json = v->wants_json || body_is_json(v->ask);
    if (v->wants_json)
        v->pg.form = PAGE_JSON;
    v->pg.once = fields_get(&v->pg.typed, "once");
    if (v->is_bearer)
        v->pg.once = text_of(http_header(v->ask, "Idempotency-Key", NULL));
    return NULL;
}

static struct err *act_read(struct visit *v)
{
    TRY(fields_check(v->ask->arena, &v->pg.typed));
    return v->route->act(&v->pg, &v->act);
}

static struct err *direct_read(struct visit *v)
{
    TRY(fields_check(v->ask->arena, &v->pg.typed));
    return v->direct->read == NULL ? NULL : v->direct->read(v);
}

/* ---- naming the act ---- */

/* FNV-1a, to tell one form from another; nobody gains by two that are equal. */
static uint64_t mixed(uint64_t sum, const char *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sum = (sum ^ (unsigned char)at[i]) * UINT64_C(1099511628211);
    return sum;
}

/* The same form sent twice is one act. After going back, other words in the same form are another
 * act: what was typed is never taken for what was done before. */
static struct err *once_make(struct visit *v)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    if (v->pg.once.n == 0)
        return NULL;
    sum = mixed(sum, v->pg.path, strlen(v->pg.path));
    for (size_t i = 0; i < v->pg.typed.n && !v->is_bearer; i++) {
        sum = mixed(sum, v->pg.typed.at[i].name, strlen(v->pg.typed.at[i].name));
        sum = mixed(sum, v->pg.typed.at[i].value.at, v->pg.typed.at[i].value.n);
    }
    const char *whole =
        arena_printf(v->ask->arena, "%016llx %.*s", (unsigned long long)sum, TEXT_ARG(v->pg.once));
    NEED(whole);
    v->pg.once = text_of(whole);
    return NULL;
}

/* ---- going to work ------------------------------------------------------------------------------
 */

static struct err *act_begin(struct visit *v)
{
    TRY(careful(v));
    TRY(visit_reading(v, act_read));
    TRY(once_make(v));
    v->job = (struct job){.arena = v->ask->arena,
                          .as = text_of(v->session.login),
                          .may = v->route->may,
                          .once = v->pg.once,
                          .run = v->act.run,
                          .form = v->act.form};
    TRY(queue_reserve(v->web->queue, v->ask->arena));
    struct err *bad = queue_reserve(v->web->queue, v->ask->arena);
    if (bad != NULL)
        queue_give_back(v->web->queue);
    return bad;
}

/* A place for each step in the writer's thread, taken together: what was begun is finished. */
static struct err *direct_begin(struct visit *v)
{
    const struct direct *d = v->direct;
    TRY(careful(v));
    TRY(visit_reading(v, direct_read));
    if (d->begin != NULL)
        TRY(queue_reserve(v->web->queue, v->ask->arena));
    if (d->finish == NULL)
        return NULL;
    struct err *bad = queue_reserve(v->web->queue, v->ask->arena);
    if (bad != NULL && d->begin != NULL)
        queue_give_back(v->web->queue);
    return bad;
}

static bool waits(const struct visit *v)
{
    const struct direct *d = v->direct;
    return d == NULL || d->begin != NULL || d->work != NULL || d->finish != NULL;
}

/* ---- working: other threads ---------------------------------------------------------------------
 */

static void step_last(struct visit *v)
{
    v->stage = VISIT_WORKED;
    http_go_on(v->ask);
}

static void draft_dropped(struct queue_item *item)
{
    step_last(item->with);
}

/* What was typed stands in the journal now. */
static void act_done(struct queue_item *item)
{
    struct visit *v = item->with;
    v->err = v->job.err;
    v->items[1] = (struct queue_item){.task = draft_forget, .done = draft_dropped, .with = v};
    queue_push(v->web->queue, &v->items[1]);
}

static void finish_run(struct site *site, void *with)
{
    struct visit *v = with;
    if (v->has_begun)
        v->err = v->direct->finish(v, site);
}

static void finish_done(struct queue_item *item)
{
    step_last(item->with);
}

static void finish_push(struct visit *v)
{
    if (v->direct->finish == NULL) {
        step_last(v);
        return;
    }
    v->items[1] = (struct queue_item){.task = finish_run, .done = finish_done, .with = v};
    queue_push(v->web->queue, &v->items[1]);
}

static void slow_run(struct worker_item *item)
{
    struct visit *v = item->with;
    v->direct->work(v);
    finish_push(v);
}

static void slow_push(struct visit *v)
{
    if (v->direct->work == NULL || !v->has_begun) {
        finish_push(v);
        return;
    }
    v->slow = (struct worker_item){.run = slow_run, .with = v};
    worker_push(v->web->workers, &v->slow);
}

static void begin_run(struct site *site, void *with)
{
    struct visit *v = with;
    v->err = v->direct->begin(v, site);
    v->has_begun = v->err == NULL;
}

static void begin_done(struct queue_item *item)
{
    slow_push(item->with);
}

void visit_work(void *with, struct http_ask *ask)
{
    struct visit *v = ask->state;
    (void)with;
    if (v->direct == NULL) {
        v->items[0] = (struct queue_item){.job = &v->job, .done = act_done, .with = v};
        queue_push(v->web->queue, &v->items[0]);
    } else if (v->direct->begin != NULL) {
        v->items[0] = (struct queue_item){.task = begin_run, .done = begin_done, .with = v};
        queue_push(v->web->queue, &v->items[0]);
    } else {
        v->has_begun = true;
        slow_push(v);
    }
}

/* ---- answering ----------------------------------------------------------------------------------
 */

/* What was wrong is shown on the page where it was typed. */
static void wrong(struct visit *v, struct err *bad, struct http_answer *ret_answer)
{
    bool is_hers = bad->kind == ERR_INPUT || bad->kind == ERR_CONFLICT;
    if (!is_hers || v->route->page == NULL || v->pg.form != PAGE_HTML) {
        reply_error(v, bad, ret_answer);
        if (bad->kind == ERR_DENIED && bad->mend != NULL)
            ret_answer->status = 403; /* hers, once she has given her password */
        return;
    }
    v->pg.wrong = bad;
    reply_page(v, (unsigned)err_kind_info(bad->kind)->http_status, ret_answer);
}

/* A GET that does something carries what it does in its address, as a sign-in link. */
static bool does(const struct visit *v)
{
    return is_post(v) || v->route->page == NULL || v->route->reads ||
           fields_has(&v->pg.query, "once");
}

static enum http_next answer_first(struct visit *v, struct http_answer *ret_answer)
{
    struct err *bad = typed_read(v);
    if (bad != NULL) {
        reply_error(v, bad, ret_answer);
        return HTTP_ANSWERED;
    }
    if (is_post(v) && v->ask->door != HTTP_DOOR_FOLDER) {
        bad = visit_require_ours(v);
        if (bad != NULL) {
            reply_error(v, bad, ret_answer);
            ret_answer->status = 403;
            return HTTP_ANSWERED;
        }
    }
    v->direct = v->route->direct;
    if (v->route->come != COME_ANYBODY && !is_open_enough(v))
        return turn_away(v, ret_answer);
    if (v->route->plain != NULL) {
        v->route->plain(v, ret_answer);
        return HTTP_ANSWERED;
    }
    if (!does(v)) {
        reply_page(v, 200, ret_answer);
        return HTTP_ANSWERED;
    }
    bad = v->route->act != NULL ? act_begin(v) : direct_begin(v);
    if (bad != NULL) {
        wrong(v, bad, ret_answer);
        return HTTP_ANSWERED;
    }
    if (waits(v))
        return HTTP_WAITS;
    v->direct->reply(v, ret_answer);
    return HTTP_ANSWERED;
}

enum http_next visit_answer(void *with, struct http_ask *ask, struct http_answer *ret_answer)
{
    struct visit *v = ask->state;
    (void)with;
    assert(v != NULL && v->route != NULL);
    if (v->stage == VISIT_ASKS) {
        if (ask->door != HTTP_DOOR_FOLDER)
            visit_who(v);
        return answer_first(v, ret_answer);
    }
    if (v->err != NULL)
        wrong(v, v->err, ret_answer);
    else if (v->direct == NULL)
        reply_done(v, ret_answer);
    else
        v->direct->reply(v, ret_answer);
    return HTTP_ANSWERED;
}

void visit_over(void *with, struct http_ask *ask)
{
    (void)with;
    ask->state = NULL;
}

void visit_refusal(void *with, struct http_ask *ask, unsigned status,
                   struct http_answer *ret_answer)
{
    static const struct {
        unsigned status;
        const char *words;
    } words[] = {
        {400, "This request cannot be read.\n"},
        {404, "Nothing here that you can open. Search, or ask the manager.\n"},
        {405, "This address does not take that.\n"},
        {413, "This is too much to send at once.\n"},
        {429, "Too many requests at a time. Wait a moment.\n"},
        {431, "The head of this request is too large.\n"},
        {503, "Too much is being done at this moment. Try again.\n"},
    };
    (void)with;
    (void)ask;
    *ret_answer = (struct http_answer){
        .status = status, .type = "text/plain; charset=utf-8", .body = text_of(words[0].words)};
    for (size_t i = 0; i < COUNT(words); i++)
        if (words[i].status == status)
            ret_answer->body = text_of(words[i].words);
}
