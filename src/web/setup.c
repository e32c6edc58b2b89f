/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* setup.c - the answers are written, then the password, then the session goes on: a cut after the
 * first leaves a house whose first user comes in by a link. */
#include "web/setup.h"

#include <string.h>

#include "desk/setup.h"
#include "page/setup.h"
#include "signin/password.h"
#include "web/inside.h"
#include "web/sign.h"

void setup_lead(struct visit *v, struct http_answer *ret_answer)
{
    const char *ending = strrchr(v->ask->path, '.');
    v->wants_json = v->wants_json || (ending != NULL && strcmp(ending, ".json") == 0);
    if (!v->wants_json) {
        reply_see(v, "/setup", ret_answer);
        return;
    }
    reply_error(v,
                err_mend(err_new(v->ask->arena, ERR_CONFLICT,
                                 N_("This house is new: its three questions come first")),
                         "/setup"),
                ret_answer);
}

/* Only who came by the address has a session here: nobody has a password yet. */
static struct err *read(struct visit *v)
{
    struct setup_page *page = arena_make(v->ask->arena, struct setup_page);
    NEED(page);
    page->may_answer = v->session.state == SIGNIN_UNFINISHED || v->session.state == SIGNIN_OPEN;
    v->pg.setup = page;
    return NULL;
}

static bool has_link(const struct visit *v)
{
    return fields_has(&v->pg.query, "once");
}

static struct err *link_begin(struct visit *v, struct site *site)
{
    const struct signin_from from = sign_from(v);
    if (!has_link(v))
        return NULL;
    return signin_link_use_within(site->signin, v->ask->arena, fields_get(&v->pg.query, "once"),
                                  SIGNIN_SETUP_MS, &from, &v->signed_in);
}

static void link_reply(struct visit *v, struct http_answer *ret_answer)
{
    if (!has_link(v)) {
        reply_page(v, 200, ret_answer);
        return;
    }
    reply_see(v, "/setup", ret_answer);
    visit_set_session(v, v->signed_in.token, ret_answer);
}

const struct direct setup_by_link = {.read = read, .begin = link_begin, .reply = link_reply};

/* ---- answering ---------------------------------------------------------------------------------
 */

static struct err *needed(struct visit *v, const char *field, const char *text, const char *example)
{
    if (fields_has(&v->pg.typed, field))
        return NULL;
    return err_example(err_input(v->ask->arena, field, text), example);
}

static struct err *answers_read(struct visit *v)
{
    const char *names[1];
    struct text name = fields_get(&v->pg.typed, "name"), password;
    struct err *wrong = NULL;
    TRY(read(v));
    if (!v->pg.setup->may_answer)
        return err_mend(err_new(v->ask->arena, ERR_DENIED,
                                N_("These questions open by the address that hearth start prints")),
                        "/setup");
    names[0] = arena_strn(v->ask->arena, name.n == 0 ? "" : name.at, name.n);
    NEED(names[0]);
    err_collect(&wrong,
                needed(v, "name", N_("Write what the organisation is called"), "Rowan Tree"));
    err_collect(&wrong, needed(v, "lang", N_("Choose a language"), "uk"));
    err_collect(&wrong, needed(v, "login", N_("Write a word for signing in"), SETUP_LOGIN));
    err_collect(&wrong, password_check(v->ask->arena, "new", fields_get(&v->pg.typed, "new"),
                                       fields_get(&v->pg.typed, "login"), 1, names, &password));
    return wrong;
}

static struct err *answers_begin(struct visit *v, struct site *site)
{
    const struct setup_form form = {.organisation = {.name = fields_get(&v->pg.typed, "name"),
                                                     .lang = fields_get(&v->pg.typed, "lang")},
                                    .login = fields_get(&v->pg.typed, "login")};
    const struct signin_from from = sign_from(v);
    const char *paper = NULL;
    struct text login;
    TRY(setup_answer(site, v->ask->arena, text_of(v->session.login), &form, &paper));
    v->pg.secret = text_of(paper);
    TRY(setup_first_user(site, v->ask->arena, &login));
    signin_renamed(site->signin, v->session.user, login);
    memset(v->session.login, 0, sizeof v->session.login);
    memcpy(v->session.login, login.at, login.n);
    return signin_begin_change(site->signin, v->ask->arena, v->token, TEXT_NONE,
                               fields_get(&v->pg.typed, "new"), &from, &v->attempt);
}

static void hash(struct visit *v)
{
    signin_work(v->attempt);
}

static struct err *finish(struct visit *v, struct site *site)
{
    return signin_finish(site->signin, v->ask->arena, v->attempt, &v->signed_in);
}

static void answers_reply(struct visit *v, struct http_answer *ret_answer)
{
    static const struct setup_page over = {.is_over = true};
    v->pg.setup = &over;
    reply_page(v, 200, ret_answer);
    visit_set_session(v, v->signed_in.token, ret_answer);
}

const struct direct setup_answering = {.read = answers_read,
                                       .begin = answers_begin,
                                       .work = hash,
                                       .finish = finish,
                                       .reply = answers_reply};
