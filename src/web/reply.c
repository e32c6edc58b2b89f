/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* reply.c - pages, errors and confirmations as bytes. */
#include <assert.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "model/types.h"
#include "page/shell.html.h"
#include "web/draft.h"
#include "web/inside.h"
#include "web/visit.h"

#define HTML_TYPE "text/html; charset=utf-8"
#define JSON_TYPE "application/json"

static const char *type_of(enum page_form form)
{
    switch (form) {
    case PAGE_HTML:
        break;
    case PAGE_JSON:
        return JSON_TYPE;
    case PAGE_CSV:
        return "text/csv; charset=utf-8";
    }
    return HTML_TYPE;
}

/* ---- pages --------------------------------------------------------------------------------------
 */

/* The confirmation of an act whose page this is. */
static struct err *done_find(struct visit *v)
{
    struct page_done *done;
    struct id deed = fields_id(&v->pg.query, "done");
    if (id_is_none(deed))
        return NULL;
    done = arena_make(v->ask->arena, struct page_done);
    NEED(done);
    TRY(flash_get(v->web->flash, v->ask->arena, &v->session.key, deed, done));
    v->pg.done = done;
    return NULL;
}

/* A new name for the act that this page's form will be, unless it was named already. */
static struct err *once_draw(struct visit *v)
{
    char id[ID_TEXT + 1];
    if (v->pg.once.n > 0)
        return NULL;
    id_text(id_random(), id);
    v->pg.once = text_of(arena_str(v->ask->arena, id));
    NEED(v->pg.once.at);
    return NULL;
}

static struct err *shell_put(struct visit *v, const struct buf *content, struct buf *b)
{
    struct html out = html_make(b, v->pg.out.lang);
    const struct markup main = {buf_text(content)};
    shell(&out, &v->pg, main);
    return html_check(&out, v->ask->arena);
}

static struct err *content_make(struct visit *v, page_fn *page, struct buf *content,
                                struct text *ret_body)
{
    CLEANUP(buf_done) struct buf whole = buf_make(LIMIT_PAGE_BYTES);
    v->pg.out = html_make(content, v->pg.out.lang);
    TRY(page(&v->pg));
    TRY(html_check(&v->pg.out, v->ask->arena));
    if (v->pg.form != PAGE_HTML)
        return buf_take(content, v->ask->arena, ret_body);
    TRY(shell_put(v, content, &whole));
    return buf_take(&whole, v->ask->arena, ret_body);
}

/* pg->out writes to a buffer that ends here. */
static struct err *body_make(struct visit *v, page_fn *page, struct text *ret_body)
{
    CLEANUP(buf_done) struct buf content = buf_make(LIMIT_PAGE_BYTES);
    struct err *bad = content_make(v, page, &content, ret_body);
    v->pg.out.out = NULL;
    return bad;
}

static struct err *page_make(struct visit *v)
{
    TRY(done_find(v));
    TRY(once_draw(v));
    if (v->route->come == COME_SIGNED_IN)
        TRY(draft_show(v));
    return body_make(v, v->route->page, &v->body);
}

/* Her last house, where there are many; a script says which one it means. */
static void house_keep(struct visit *v, struct http_answer *answer)
{
    struct text house = v->pg.house;
    if (house.n == 0 || v->is_bearer || v->pg.form != PAGE_HTML ||
        text_equal(house, v->pg.house_last))
        return;
    const char *cookie = arena_printf(
        v->ask->arena, HOUSE_COOKIE "=%.*s; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
        TEXT_ARG(house));
    if (cookie != NULL)
        http_answer_header(answer, "Set-Cookie", cookie);
}

void reply_page(struct visit *v, unsigned status, struct http_answer *ret_answer)
{
    struct err *bad = visit_reading(v, page_make);
    if (bad != NULL) {
        reply_error(v, bad, ret_answer);
        return;
    }
    *ret_answer =
        (struct http_answer){.status = status, .type = type_of(v->pg.form), .body = v->body};
    house_keep(v, ret_answer);
}

/* ---- errors -------------------------------------------------------------------------------------
 */

/* What a stranger to a record and a stranger to an address are told is the same. */
static const struct err *as_told(struct visit *v, const struct err *bad)
{
    return bad->kind == ERR_DENIED && bad->mend == NULL && v->route != NULL &&
                   v->stage == VISIT_ASKS && v->session.state == SIGNIN_OPEN &&
                   err_kind_info(bad->kind)->http_status == 404
               ? page_absent(&v->pg)
               : bad;
}

static struct err *error_json(struct visit *v, const struct err *bad, struct text *ret_body)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_PAGE_BYTES);
    lang_put_err_json(&b, v->pg.out.lang, bad, text_of(bad->mend));
    buf_char(&b, '\n');
    return buf_take(&b, v->ask->arena, ret_body);
}

static struct err *error_page(struct page *pg)
{
    page_title(pg, N_("This did not work"));
    trouble(&pg->out, pg);
    return NULL;
}

static struct err *nothing_more(struct visit *v)
{
    (void)v;
    return NULL;
}

/* Her menu stands on it if it can be read who she is; it must be there when nothing can be read. */
static void menu_find(struct visit *v)
{
    const struct route *route = v->route;
    if (v->session.state == SIGNIN_OPEN && v->pg.who.n_grants == 0) {
        v->route = NULL; /* she is asked for alone, not whether she may */
        struct err *bad = visit_reading(v, nothing_more);
        v->route = route;
        if (bad != NULL)
            return;
    }
    if (v->pg.who.n_grants > 0)
        v->pg.rq.who = &v->pg.who;
}

static struct err *error_html(struct visit *v, struct err *bad, struct text *ret_body)
{
    menu_find(v);
    v->pg.form = PAGE_HTML;
    v->pg.wrong = bad;
    return body_make(v, error_page, ret_body);
}

void reply_error(struct visit *v, const struct err *given, struct http_answer *ret_answer)
{
    const struct err *told = as_told(v, given);
    int status = err_kind_info(told->kind)->http_status;
    bool is_json = v->pg.form == PAGE_JSON || v->wants_json || v->is_bearer;
    struct err *copy = err_copy(v->ask->arena, told);
    struct text body = TEXT_NONE;
    if (status >= 500)
        log_error("request-failed", given);
    struct err *bad = copy == NULL ? err_no_memory()
                      : is_json    ? error_json(v, told, &body)
                                   : error_html(v, copy, &body);
    if (bad != NULL) {
        visit_refusal(v->web, v->ask, 503, ret_answer);
        return;
    }
    *ret_answer = (struct http_answer){
        .status = (unsigned)status, .type = is_json ? JSON_TYPE : HTML_TYPE, .body = body};
    if (given->kind == ERR_BUSY && given->args[0] != NULL) {
        ret_answer->status = 429;
        http_answer_header(ret_answer, "Retry-After", given->args[0]);
    }
}

/* ---- going elsewhere ----------------------------------------------------------------------------
 */

void reply_see(struct visit *v, const char *path, struct http_answer *ret_answer)
{
    if (path == NULL) {
        visit_refusal(v->web, v->ask, 503, ret_answer);
        return;
    }
    *ret_answer = (struct http_answer){.status = 303, .type = HTML_TYPE, .body = TEXT("")};
    http_answer_header(ret_answer, "Location", path);
}

/* The types whose records have an address of their own, named like the type. */
static bool has_page(const struct rec_type *type)
{
    static const struct rec_type *const types[] = {&person_type, &room_type, &house_type,
                                                   &case_type,   &note_type, &referral_type};
    for (size_t i = 0; i < COUNT(types); i++)
        if (types[i] == type)
            return true;
    return false;
}

static void record_put(struct buf *b, const struct answer_record *r)
{
    char id[ID_TEXT + 1];
    id_text(r->id, id);
    json_open(b, '{');
    json_string(b, "type", r->type->name);
    json_string(b, "id", id);
    if (has_page(r->type)) {
        json_name(b, "url");
        buf_printf(b, "\"/%s/%s\"", r->type->name, id);
    }
    json_close(b, '}');
}

static struct err *done_json(struct visit *v, struct text *ret_body)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_PAGE_BYTES);
    CLEANUP(buf_done) struct buf said = buf_make(LIMIT_KIB(16));
    const struct answer *a = &v->job.answer;
    char deed[ID_TEXT + 1];
    id_text(a->deed, deed);
    json_open(&b, '{');
    json_string(&b, "deed", deed);
    if (a->undo_until_ms > 0) {
        json_name(&b, "undo");
        buf_printf(&b, "\"/deed/%s/undo\"", deed);
        json_instant(&b, "until", a->undo_until_ms);
    }
    json_name(&b, "records");
    json_open(&b, '[');
    for (size_t i = 0; i < a->n_records; i++)
        record_put(&b, &a->records[i]);
    json_close(&b, ']');
    if (a->said != NULL) {
        lang_put(&said, v->pg.out.lang, a->said, a->args[0], a->args[1]);
        json_text(&b, "said", buf_text(&said));
    }
    json_close(&b, '}');
    buf_char(&b, '\n');
    TRY(buf_check(&b));
    return buf_take(&b, v->ask->arena, ret_body);
}

static const char *done_path(struct visit *v)
{
    char deed[ID_TEXT + 1];
    const char *path =
        v->act.next_of != NULL ? v->act.next_of(&v->pg, &v->job.answer) : v->act.next;
    id_text(v->job.answer.deed, deed);
    if (path == NULL)
        return NULL;
    return arena_printf(v->ask->arena, "%s%cdone=%s", path, strchr(path, '?') == NULL ? '?' : '&',
                        deed);
}

void reply_done(struct visit *v, struct http_answer *ret_answer)
{
    struct text body = TEXT_NONE;
    if (v->pg.form == PAGE_HTML && !v->is_bearer && !v->wants_json) {
        flash_put(v->web->flash, &v->session.key, &v->job.answer);
        reply_see(v, done_path(v), ret_answer);
        return;
    }
    struct err *bad = done_json(v, &body);
    if (bad != NULL)
        reply_error(v, bad, ret_answer);
    else
        *ret_answer = (struct http_answer){.status = 201, .type = JSON_TYPE, .body = body};
}
