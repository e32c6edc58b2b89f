/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sign.c - each step of signing in where it belongs: reading in the page thread, the store in the
 * writer's, the hash in a worker's. */
#include "web/sign.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/world.h"
#include "desk/site.h"
#include "web/draft.h"
#include "web/inside.h"

/* ---- where from, where to
 * ------------------------------------------------------------------------ */

struct signin_from sign_from(const struct visit *v)
{
    char address[INET6_ADDRSTRLEN] = "";
    struct in6_addr bytes;
    memcpy(&bytes, v->ask->address, sizeof bytes);
    (void)inet_ntop(AF_INET6, &bytes, address, sizeof address);
    return signin_from(v->web->config.site->signin, text_of(address),
                       text_of(http_header(v->ask, "User-Agent", NULL)));
}

/* An own path, or NULL: nobody is led elsewhere by an address that somebody gave her. */
static const char *own_path(struct text t)
{
    if (t.n == 0 || t.at[0] != '/' || (t.n > 1 && (t.at[1] == '/' || t.at[1] == '\\')))
        return NULL;
    for (size_t i = 0; i < t.n; i++)
        if ((unsigned char)t.at[i] <= ' ' || t.at[i] == '\\' || (unsigned char)t.at[i] >= 0x7F)
            return NULL;
    return t.at;
}

static const char *asked_path(const struct visit *v, const char *field)
{
    const char *path = own_path(fields_get(&v->pg.typed, field));
    return path != NULL ? path : own_path(fields_get(&v->pg.query, field));
}

/* ---- coming in
 * ----------------------------------------------------------------------------------- */

static void come_in(struct visit *v, struct http_answer *ret_answer)
{
    const char *next = asked_path(v, "next");
    bool has_parked = visit_cookie(v->ask, PARKED_COOKIE).n > 0;
    reply_see(v,
              v->signed_in.needs != 0 ? "/account"
              : has_parked            ? "/resume"
              : next != NULL          ? next
                                      : "/today",
              ret_answer);
    visit_set_session(v, v->signed_in.token, ret_answer);
}

static struct err *link_begin(struct visit *v, struct site *site)
{
    const struct signin_from from = sign_from(v);
    return signin_link_use(site->signin, v->ask->arena, fields_get(&v->pg.query, "once"), &from,
                           &v->signed_in);
}

const struct direct sign_by_link = {.begin = link_begin, .reply = come_in};

static struct err *needed(struct visit *v, const char *field, const char *text)
{
    return fields_has(&v->pg.typed, field) ? NULL : err_input(v->ask->arena, field, text);
}

static struct err *in_read(struct visit *v)
{
    struct err *wrong = NULL;
    err_collect(&wrong, needed(v, "user", N_("Write your login, as the manager gave it")));
    err_collect(&wrong, needed(v, "password", N_("Write your password")));
    return wrong;
}

static struct err *in_begin(struct visit *v, struct site *site)
{
    const struct signin_ask ask = {.login = fields_get(&v->pg.typed, "user"),
                                   .password = fields_get(&v->pg.typed, "password"),
                                   .code = fields_get(&v->pg.typed, "code"),
                                   .from = sign_from(v)};
    return signin_begin(site->signin, v->ask->arena, &ask, &v->attempt);
}

static void hash(struct visit *v)
{
    signin_work(v->attempt);
}

static struct err *finish(struct visit *v, struct site *site)
{
    return signin_finish(site->signin, v->ask->arena, v->attempt, &v->signed_in);
}

const struct direct sign_in = {
    .read = in_read, .begin = in_begin, .work = hash, .finish = finish, .reply = come_in};

/* ---- locking and going out
 * ----------------------------------------------------------------------- */

static struct err *lock_begin(struct visit *v, struct site *site)
{
    return signin_lock(site->signin, v->ask->arena, v->token);
}

static void lock_reply(struct visit *v, struct http_answer *ret_answer)
{
    reply_see(v, "/lock", ret_answer);
}

const struct direct sign_lock = {.begin = lock_begin, .reply = lock_reply};

static struct err *unlock_begin(struct visit *v, struct site *site)
{
    const struct signin_from from = sign_from(v);
    return signin_begin_step(site->signin, v->ask->arena, v->token,
                             fields_get(&v->pg.typed, "password"), &from, &v->attempt);
}

const struct direct sign_unlock = {
    .begin = unlock_begin, .work = hash, .finish = finish, .reply = come_in};

static struct err *out_begin(struct visit *v, struct site *site)
{
    return signin_out(site->signin, v->ask->arena, v->token);
}

static void out_reply(struct visit *v, struct http_answer *ret_answer)
{
    reply_see(v, "/signin", ret_answer);
    visit_set_session(v, "", ret_answer);
    http_answer_header(ret_answer, "Set-Cookie",
                       PARKED_COOKIE "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    http_answer_header(ret_answer, "Clear-Site-Data", "\"cache\", \"storage\"");
}

const struct direct sign_out = {.begin = out_begin, .reply = out_reply};

/* ---- language and look
 * --------------------------------------------------------------------------- */

static void keep_in_browser(struct visit *v, const char *name, const char *value,
                            struct http_answer *ret_answer)
{
    const char *back = asked_path(v, "back");
    const char *cookie =
        arena_printf(v->ask->arena, "%s=%s; Path=/; Max-Age=31536000; SameSite=Lax", name, value);
    reply_see(v, back == NULL ? "/today" : back, ret_answer);
    if (cookie != NULL)
        http_answer_header(ret_answer, "Set-Cookie", cookie);
}

static void language_reply(struct visit *v, struct http_answer *ret_answer)
{
    enum lang lang = v->pg.out.lang;
    (void)lang_parse(fields_get(&v->pg.typed, "lang"), &lang);
    keep_in_browser(v, "lang", lang_code(lang), ret_answer);
}

static void theme_reply(struct visit *v, struct http_answer *ret_answer)
{
    struct text theme = fields_get(&v->pg.typed, "theme");
    keep_in_browser(v, "theme",
                    text_is(theme, "dark")    ? "dark"
                    : text_is(theme, "light") ? "light"
                                              : "auto",
                    ret_answer);
}

const struct direct sign_language = {.reply = language_reply};
const struct direct sign_theme = {.reply = theme_reply};

/* ---- letting somebody in
 * --------------------------------------------------------------------------- */

static struct err *link_make(struct visit *v, struct site *site)
{
    char token[SIGNIN_TOKEN_TEXT + 1];
    const char *host = http_header(v->ask, "Host", NULL);
    struct who guest;
    TRY(guard_who(site->db, v->ask->arena, site->org, v->pg.params[0], world_now_ms(), &guest));
    if (!guard_may_let_in(&v->pg.who, guest.roles))
        return err_input(v->ask->arena, "login",
                         N_("Only a manager lets somebody in who sees people"));
    TRY(signin_link_make(site->signin, v->ask->arena, v->pg.params[0], v->session.user, false,
                         token));
    const char *url =
        arena_printf(v->ask->arena, "%s://%s/signin?once=%s", v->ask->is_secure ? "https" : "http",
                     host == NULL ? "127.0.0.1" : host, token);
    NEED(url);
    v->pg.secret = text_of(url);
    return NULL;
}

static void link_reply(struct visit *v, struct http_answer *ret_answer)
{
    reply_page(v, 200, ret_answer);
}

const struct direct sign_link_make = {.begin = link_make, .reply = link_reply};

void sign_home(struct visit *v, struct http_answer *ret_answer)
{
    reply_see(v, "/today", ret_answer);
}
