/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* draft.c - drafts and parked forms, on their way to and from the side table. */
#include "web/draft.h"

#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "desk/site.h"
#include "signin/draft.h"
#include "web/inside.h"

#define PATH_FIELD "parked-path"

#define PARKED "parked/"

enum { PARKED_TEXT = sizeof PARKED - 1, PARKED_FORM_TEXT = PARKED_TEXT + ID_TEXT };

/* The key under which it is kept: of her whose session was locked or has ended, or, when nobody
 * knows whose it was, of nobody. So nobody else is shown it who signs in at the same machine, and
 * what strangers send takes few places. */
static struct text parked_form(struct id parked, char at[PARKED_FORM_TEXT + 1])
{
    memcpy(at, PARKED, PARKED_TEXT);
    id_text(parked, at + PARKED_TEXT);
    return (struct text){at, PARKED_FORM_TEXT};
}

/* Names of the server's own fields, which are never kept. */
static bool is_ours(const char *name)
{
    return strcmp(name, "csrf") == 0 || strcmp(name, "form") == 0 ||
           strcmp(name, "password") == 0 || strcmp(name, "code") == 0;
}

static struct err *typed_write(struct visit *v, struct buf *b)
{
    for (size_t i = 0; i < v->pg.typed.n; i++)
        if (!is_ours(v->pg.typed.at[i].name))
            fields_put(b, v->pg.typed.at[i].name, v->pg.typed.at[i].value);
    return buf_check(b);
}

/* ---- keeping what is being typed --------------------------------------------------------------
 */

static struct err *keep_read(struct visit *v)
{
    struct text form = fields_get(&v->pg.typed, "form");
    if (form.n < 2 || form.n > DRAFT_FORM_BYTES || form.at[0] != '/')
        return err_input(v->ask->arena, "form", N_("There is no such form"));
    return NULL;
}

static struct err *keep_begin(struct visit *v, struct site *site)
{
    CLEANUP(buf_done) struct buf b = buf_make(DRAFT_BYTES_MAX);
    TRY(typed_write(v, &b));
    return draft_put(signin_store(site->signin), v->ask->arena, v->session.user,
                     fields_get(&v->pg.typed, "form"), buf_text(&b));
}

static void keep_reply(struct visit *v, struct http_answer *ret_answer)
{
    (void)v;
    *ret_answer =
        (struct http_answer){.status = 200, .type = "application/json", .body = TEXT("{}\n")};
}

const struct direct draft_keeping = {.read = keep_read, .begin = keep_begin, .reply = keep_reply};

/* ---- parking what came too late ----------------------------------------------------------------
 */

static struct err *park_begin(struct visit *v, struct site *site)
{
    CLEANUP(buf_done) struct buf b = buf_make(DRAFT_BYTES_MAX);
    char form[PARKED_FORM_TEXT + 1];
    v->parked = id_random();
    struct id user =
        id_is_none(v->session.user) ? signin_whose(site->signin, v->token) : v->session.user;
    fields_put(&b, PATH_FIELD, text_of(v->ask->path));
    TRY(typed_write(v, &b));
    return draft_put(signin_store(site->signin), v->ask->arena, user, parked_form(v->parked, form),
                     buf_text(&b));
}

static void park_reply(struct visit *v, struct http_answer *ret_answer)
{
    char id[ID_TEXT + 1];
    reply_see(v, v->go_to, ret_answer);
    id_text(v->parked, id);
    const char *cookie = arena_printf(
        v->ask->arena, PARKED_COOKIE "=%s; Path=/; Secure; HttpOnly; SameSite=Strict", id);
    if (cookie != NULL)
        http_answer_header(ret_answer, "Set-Cookie", cookie);
}

const struct direct draft_parking = {.begin = park_begin, .reply = park_reply};

/* ---- showing it again ---------------------------------------------------------------------------
 */

static struct err *draft_find(struct visit *v, struct id user, struct text form, int64_t most_ms,
                              struct fields *ret_typed)
{
    struct signin_store store = *signin_store(v->web->config.site->signin);
    struct reader *reader = NULL;
    struct text typed = TEXT_NONE;
    int64_t made_ms = 0;
    TRY(web_reader(v->web, v->ask->arena, &reader));
    TRY(reader_keys(reader, v->ask->arena, &store.keys));
    store.db = v->pg.rq.store->db;
    store.ring = v->pg.rq.store->ring;
    TRY(draft_get(&store, v->ask->arena, user, form, &typed, &made_ms));
    *ret_typed = (struct fields){0};
    if (v->pg.rq.now_ms - made_ms >= most_ms)
        return NULL;
    return fields_read(v->ask->arena, typed, ret_typed);
}

struct err *draft_show(struct visit *v)
{
    if (v->stage != VISIT_ASKS || v->pg.wrong != NULL || v->pg.typed.n > 0 || v->is_bearer ||
        v->pg.form != PAGE_HTML || fields_has(&v->pg.query, "fresh"))
        return NULL;
    TRY(draft_find(v, v->session.user, text_of(v->pg.path), INT64_MAX, &v->pg.typed));
    v->pg.is_draft = v->pg.typed.n > 0;
    return NULL;
}

static struct err *parked_read(struct visit *v)
{
    struct id parked = ID_NONE;
    char form[PARKED_FORM_TEXT + 1];
    if (!id_parse(visit_cookie(v->ask, PARKED_COOKIE), &parked))
        return NULL;
    TRY(draft_find(v, v->session.user, parked_form(parked, form), INT64_MAX, &v->pg.typed));
    if (v->pg.typed.n > 0)
        return NULL;
    TRY(draft_find(v, ID_NONE, parked_form(parked, form), PARKED_NOBODYS_MS, &v->pg.typed));
    v->pg.is_nobodys = v->pg.typed.n > 0;
    return NULL;
}

/* The page of the form that was sent. */
static bool parked_route(struct visit *v)
{
    struct text path = fields_get(&v->pg.typed, PATH_FIELD);
    bool other = false;
    if (path.n == 0)
        return false;
    v->route = route_find(v->ask->arena, routes, HTTP_DOOR_STAFF, "POST", path.at, v->pg.params,
                          &v->pg.form, &v->pg.path, &other);
    return v->route != NULL && v->route->page != NULL;
}

void draft_resume(struct visit *v, struct http_answer *ret_answer)
{
    struct err *bad = visit_reading(v, parked_read);
    if (bad != NULL) {
        reply_error(v, bad, ret_answer);
        return;
    }
    if (!parked_route(v)) {
        reply_see(v, "/today", ret_answer);
        return;
    }
    v->pg.is_draft = true;
    reply_page(v, 200, ret_answer);
}

/* ---- forgetting ---------------------------------------------------------------------------------
 */

static struct err *forget(struct visit *v, struct site *site)
{
    struct id parked = ID_NONE;
    char form[PARKED_FORM_TEXT + 1];
    const struct signin_store *store = signin_store(site->signin);
    TRY(draft_drop(store, v->ask->arena, v->session.user, text_of(v->pg.path)));
    if (!id_parse(visit_cookie(v->ask, PARKED_COOKIE), &parked))
        return NULL;
    TRY(draft_drop(store, v->ask->arena, v->session.user, parked_form(parked, form)));
    return draft_drop(store, v->ask->arena, ID_NONE, parked_form(parked, form));
}

void draft_forget(struct site *site, void *with)
{
    struct visit *v = with;
    if (v->err != NULL || v->is_bearer)
        return;
    struct err *bad = forget(v, site);
    if (bad != NULL)
        log_error("draft-not-dropped", bad); /* it is swept in a week */
}
