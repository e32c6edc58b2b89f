/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* visit_who.c - who asks: the session behind a cookie, the user behind a token, and whether what
 * was sent comes from a page of ours. */
#include <arpa/inet.h>
#include <assert.h>
#include <string.h>
#include <strings.h>

#include "desk/site.h"
#include "web/inside.h"
#include "web/visit.h"

/* ---- cookies -----------------------------------------------------------------------------------
 */

struct text visit_cookie(const struct http_ask *ask, const char *name)
{
    struct text rest = text_of(http_header(ask, "Cookie", NULL)), pair, key;
    while (text_cut(&rest, ';', &pair)) {
        pair = text_trim(pair);
        if (text_cut(&pair, '=', &key) && text_is(key, name))
            return pair;
    }
    return TEXT_NONE;
}

void visit_set_session(struct visit *v, const char *token, struct http_answer *answer)
{
    const char *end = token[0] == '\0' ? "; Max-Age=0" : "";
    const char *cookie =
        arena_printf(v->ask->arena,
                     SESSION_COOKIE "=%s; Path=/; Secure; HttpOnly; SameSite=Strict%s", token, end);
    if (cookie != NULL)
        http_answer_header(answer, "Set-Cookie", cookie);
    else
        answer->status = 503;
}

/* ---- language and look -------------------------------------------------------------------------
 */

static bool lang_accepted(const char *header, enum lang *ret_lang)
{
    struct text rest = text_of(header), one;
    while (text_cut(&rest, ',', &one)) {
        one = text_trim(one);
        one.n = one.n > 2 ? 2 : one.n;
        if (lang_parse(one, ret_lang))
            return true;
    }
    return false;
}

static enum lang lang_of(const struct visit *v)
{
    enum lang lang = v->facts.lang;
    if (lang_parse(visit_cookie(v->ask, "lang"), &lang))
        return lang;
    if (v->session.state == SIGNIN_NONE)
        (void)lang_accepted(http_header(v->ask, "Accept-Language", NULL), &lang);
    return lang;
}

/* ---- sessions ----------------------------------------------------------------------------------
 */

void visit_who(struct visit *v)
{
    struct signin *s = v->web->config.site->signin;
    struct text authorization = text_of(http_header(v->ask, "Authorization", NULL));
    char csrf[SIGNIN_CSRF_TEXT + 1];
    v->is_bearer = text_starts(authorization, "Bearer ");
    if (v->is_bearer) {
        v->token = (struct text){authorization.at + 7, authorization.n - 7};
        signin_look_bearer(s, v->token, &v->session);
    } else {
        v->token = visit_cookie(v->ask, SESSION_COOKIE);
        signin_look(s, v->token, &v->session);
        signin_csrf(v->token, csrf);
        v->pg.csrf.at = arena_strn(v->ask->arena, csrf, SIGNIN_CSRF_TEXT);
        v->pg.csrf.n = v->pg.csrf.at == NULL ? 0 : SIGNIN_CSRF_TEXT;
    }
    struct text theme = visit_cookie(v->ask, "theme");
    v->pg.theme_dark = text_is(theme, "dark");
    v->pg.theme_light = text_is(theme, "light");
    v->pg.house_last = visit_cookie(v->ask, HOUSE_COOKIE);
    v->pg.out.lang = lang_of(v);
}

/* ---- does it come from a page of ours ----------------------------------------------------------
 */

static struct err *not_ours(struct visit *v)
{
    return err_mend(
        err_new(v->ask->arena, ERR_DENIED,
                N_("This form is too old or comes from elsewhere. Open the page again")),
        v->session.state == SIGNIN_NONE ? "/signin" : "/today");
}

/* What browsers say about where a request was made; absent from scripts and old ones. */
static bool is_from_elsewhere(const struct http_ask *ask)
{
    const char *site = http_header(ask, "Sec-Fetch-Site", NULL);
    const char *origin = http_header(ask, "Origin", NULL), *host = http_header(ask, "Host", NULL);
    if (site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return true;
    /* Our pages send no referrer, so browsers write `null` here even for our own forms; then the
     * token decides. */
    if (origin == NULL || strcmp(origin, "null") == 0)
        return false;
    const char *behind = strstr(origin, "://");
    return behind == NULL || host == NULL || strcasecmp(behind + 3, host) != 0;
}

struct err *visit_require_ours(struct visit *v)
{
    if (v->is_bearer)
        return NULL;
    if (is_from_elsewhere(v->ask))
        return not_ours(v);
    if (v->session.state == SIGNIN_NONE && v->route->come == COME_ANYBODY)
        return NULL; /* a stranger has no token that a form could be bound to */
    if (!signin_csrf_fits(v->token, fields_get(&v->pg.typed, "csrf")))
        return not_ours(v);
    return NULL;
}
