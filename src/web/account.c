/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* account.c - the steps of one's own account, in the threads where they belong. */
#include "web/account.h"

#include <string.h>

#include "desk/site.h"
#include "page/account.h"
#include "web/inside.h"
#include "web/sign.h"
#include "web/visit.h"

/* ---- what the page shows ------------------------------------------------------------------------
 */

static const char *near_or_far(enum signin_place place)
{
    switch (place) {
    case SIGNIN_HERE:
        return N_("this machine");
    case SIGNIN_NEAR:
        return N_("a private network");
    case SIGNIN_FAR:
        return N_("the internet");
    case SIGNIN_COMMAND:
        return N_("the command line");
    default:
        return "";
    }
}

static struct err *sessions_read(struct visit *v, struct site *site, struct account_page *a)
{
    struct arena *into = v->ask->arena;
    struct signin_row *rows;
    TRY(signin_list(site->signin, into, v->session.user, &rows, &a->n_sessions));
    struct account_session *sessions = arena_makes(into, struct account_session, a->n_sessions);
    NEED(sessions);
    for (size_t i = 0; i < a->n_sessions; i++) {
        char *key = arena_alloc(into, 2 * HASH_BYTES + 1);
        NEED(key);
        text_hex(rows[i].key.bytes, HASH_BYTES, key);
        sessions[i] = (struct account_session){
            .key = key,
            .what = text_of(rows[i].is_bearer ? rows[i].name : rows[i].agent),
            .place = near_or_far(rows[i].place),
            .is_own = memcmp(&rows[i].key, &v->session.key, sizeof rows[i].key) == 0,
            .is_bearer = rows[i].is_bearer};
    }
    a->sessions = sessions;
    return NULL;
}

static struct err *account_read(struct visit *v, struct site *site, struct account_page **ret_page)
{
    struct account_page *a = arena_make(v->ask->arena, struct account_page);
    NEED(a);
    TRY(signin_has(site->signin, v->ask->arena, text_of(v->session.login), &a->has));
    TRY(sessions_read(v, site, a));
    a->needs = v->session.needs;
    a->is_fresh = v->session.is_fresh;
    v->pg.account = a;
    *ret_page = a;
    return NULL;
}

static struct err *show_begin(struct visit *v, struct site *site)
{
    struct account_page *a = NULL;
    return account_read(v, site, &a);
}

static void show_reply(struct visit *v, struct http_answer *ret_answer)
{
    reply_page(v, 200, ret_answer);
}

const struct direct account_showing = {.begin = show_begin, .reply = show_reply};

/* ---- what takes a password or a code ------------------------------------------------------------
 */

static void hash(struct visit *v)
{
    signin_work(v->attempt);
}

static struct err *finish(struct visit *v, struct site *site)
{
    return signin_finish(site->signin, v->ask->arena, v->attempt, &v->signed_in);
}

/* The token was exchanged; what else must be done first is on the same page. */
static void exchanged(struct visit *v, struct http_answer *ret_answer)
{
    reply_see(v, "/account", ret_answer);
    visit_set_session(v, v->signed_in.token, ret_answer);
}

static struct err *password_begin(struct visit *v, struct site *site)
{
    struct account_page *a = NULL;
    const struct signin_from from = sign_from(v);
    TRY(account_read(v, site, &a));
    return signin_begin_change(site->signin, v->ask->arena, v->token,
                               fields_get(&v->pg.typed, "password"),
                               fields_get(&v->pg.typed, "new"), &from, &v->attempt);
}

const struct direct account_changing = {
    .begin = password_begin, .work = hash, .finish = finish, .reply = exchanged};

static struct err *code_begin(struct visit *v, struct site *site)
{
    struct account_page *a = NULL;
    const struct signin_from from = sign_from(v);
    TRY(account_read(v, site, &a));
    return signin_begin_code(site->signin, v->ask->arena, v->token,
                             fields_get(&v->pg.typed, "code"), &from, &v->attempt);
}

const struct direct account_coding = {
    .begin = code_begin, .work = hash, .finish = finish, .reply = exchanged};

/* ---- the second factor --------------------------------------------------------------------------
 */

static struct err *offer_begin(struct visit *v, struct site *site)
{
    struct account_page *a = NULL;
    struct signin_offer *offer = arena_make(v->ask->arena, struct signin_offer);
    NEED(offer);
    TRY(account_read(v, site, &a));
    TRY(signin_factor_offer(site->signin, v->ask->arena, v->token, offer));
    a->offer = offer;
    return account_offer_show(v->ask->arena, a);
}

const struct direct account_offering = {.begin = offer_begin, .reply = show_reply};

static struct err *factor_begin(struct visit *v, struct site *site)
{
    struct account_page *a = NULL;
    const struct signin_from from = sign_from(v);
    TRY(account_read(v, site, &a));
    return signin_begin_factor(site->signin, v->ask->arena, v->token,
                               fields_get(&v->pg.typed, "code"), &from, &v->attempt);
}

/* What is wrong belongs to the code here. */
static struct err *factor_finish(struct visit *v, struct site *site)
{
    struct err *bad = finish(v, site);
    if (bad != NULL && bad->kind == ERR_INPUT)
        return err_input(v->ask->arena, "code",
                         N_("These are not the digits of this moment. Try the next ones"));
    return bad;
}

static void factor_reply(struct visit *v, struct http_answer *ret_answer)
{
    struct account_page *a = arena_make(v->ask->arena, struct account_page);
    if (a != NULL) {
        a->n_codes = v->signed_in.n_codes;
        a->codes = (const char(*)[SIGNIN_CODE_TEXT + 1]) v->signed_in.codes;
    }
    v->pg.account = a;
    reply_page(v, 200, ret_answer);
    visit_set_session(v, v->signed_in.token, ret_answer);
}

const struct direct account_confirming = {
    .begin = factor_begin, .work = hash, .finish = factor_finish, .reply = factor_reply};

/* ---- sessions -----------------------------------------------------------------------------------
 */

static struct err *end_begin(struct visit *v, struct site *site)
{
    struct hash key;
    if (!text_unhex(fields_get(&v->pg.typed, "key"), key.bytes, sizeof key.bytes))
        return err_new(v->ask->arena, ERR_ABSENT, N_("This session has ended already"));
    return signin_end(site->signin, v->ask->arena, v->session.user, key);
}

static void end_reply(struct visit *v, struct http_answer *ret_answer)
{
    reply_see(v, "/account", ret_answer);
}

const struct direct account_ending = {.begin = end_begin, .reply = end_reply};
