/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* stub.c - what of signin.h is not built yet; gone within the hour. */
#include "signin/draft.h"

struct err *signin_create(struct db *keys, struct arena *scratch)
{
    (void)keys;
    return err_bug(scratch, "not built yet");
}

struct err *signin_open(struct arena *scratch, const struct signin_store *store,
                        struct signin **ret_signin)
{
    (void)store;
    (void)ret_signin;
    return err_bug(scratch, "not built yet");
}

void signin_close(struct signin **signin)
{
    (void)signin;
}

const struct signin_store *signin_store(const struct signin *s)
{
    (void)s;
    return NULL;
}

struct err *signin_rest(struct signin *s, struct arena *scratch)
{
    (void)s;
    return err_bug(scratch, "not built yet");
}

void signin_look(struct signin *s, struct text token, struct signin_session *ret_session)
{
    (void)s;
    (void)token;
    (void)ret_session;
}

void signin_look_bearer(struct signin *s, struct text token, struct signin_session *ret_session)
{
    (void)s;
    (void)token;
    (void)ret_session;
}

void signin_csrf(struct text token, char ret_csrf[SIGNIN_CSRF_TEXT + 1])
{
    (void)token;
    (void)ret_csrf;
}

bool signin_csrf_fits(struct text token, struct text given)
{
    (void)token;
    (void)given;
    return false;
}

struct signin_from signin_from(const struct signin *s, struct text address, struct text agent)
{
    (void)s;
    (void)address;
    (void)agent;
    return (struct signin_from){0};
}

struct signin_from signin_from_command(void)
{
    return (struct signin_from){0};
}

struct err *signin_begin(struct signin *s, struct arena *into, const struct signin_ask *ask,
                         struct signin_try **ret_try)
{
    (void)s;
    (void)ask;
    (void)ret_try;
    return err_bug(into, "not built yet");
}

struct err *signin_begin_step(struct signin *s, struct arena *into, struct text token,
                              struct text password, const struct signin_from *from,
                              struct signin_try **ret_try)
{
    (void)s;
    (void)token;
    (void)password;
    (void)from;
    (void)ret_try;
    return err_bug(into, "not built yet");
}

struct err *signin_begin_change(struct signin *s, struct arena *into, struct text token,
                                struct text old, struct text new, const struct signin_from *from,
                                struct signin_try **ret_try)
{
    (void)s;
    (void)token;
    (void)old;
    (void)new;
    (void)from;
    (void)ret_try;
    return err_bug(into, "not built yet");
}

struct err *signin_begin_reset(struct signin *s, struct arena *into, struct text login,
                               struct text new, struct signin_try **ret_try)
{
    (void)s;
    (void)login;
    (void)new;
    (void)ret_try;
    return err_bug(into, "not built yet");
}

struct err *signin_begin_code(struct signin *s, struct arena *into, struct text token,
                              struct text code, const struct signin_from *from,
                              struct signin_try **ret_try)
{
    (void)s;
    (void)token;
    (void)code;
    (void)from;
    (void)ret_try;
    return err_bug(into, "not built yet");
}

struct err *signin_begin_factor(struct signin *s, struct arena *into, struct text token,
                                struct text code, const struct signin_from *from,
                                struct signin_try **ret_try)
{
    (void)s;
    (void)token;
    (void)code;
    (void)from;
    (void)ret_try;
    return err_bug(into, "not built yet");
}

void signin_work(struct signin_try *try)
{
    (void)try;
}

struct err *signin_finish(struct signin *s, struct arena *into, struct signin_try *try,
                          struct signin_done *ret_done)
{
    (void)s;
    (void)try;
    (void)ret_done;
    return err_bug(into, "not built yet");
}

struct err *signin_wait(struct signin *s, struct arena *into, struct signin_try *try,
                        struct signin_done *ret_done)
{
    (void)s;
    (void)try;
    (void)ret_done;
    return err_bug(into, "not built yet");
}

struct err *signin_factor_offer(struct signin *s, struct arena *into, struct text token,
                                struct signin_offer *ret_offer)
{
    (void)s;
    (void)token;
    (void)ret_offer;
    return err_bug(into, "not built yet");
}

struct err *signin_link_make(struct signin *s, struct arena *into, struct text login,
                             struct id maker, bool drops_factor,
                             char ret_token[SIGNIN_TOKEN_TEXT + 1])
{
    (void)s;
    (void)login;
    (void)maker;
    (void)drops_factor;
    (void)ret_token;
    return err_bug(into, "not built yet");
}

struct err *signin_link_use(struct signin *s, struct arena *into, struct text token,
                            const struct signin_from *from, struct signin_done *ret_done)
{
    (void)s;
    (void)token;
    (void)from;
    (void)ret_done;
    return err_bug(into, "not built yet");
}

struct err *signin_is_unused(struct signin *s, struct arena *scratch, bool *ret_unused)
{
    (void)s;
    (void)ret_unused;
    return err_bug(scratch, "not built yet");
}

struct err *signin_token_make(struct signin *s, struct arena *into, struct text login,
                              struct text name, char ret_token[SIGNIN_TOKEN_TEXT + 1])
{
    (void)s;
    (void)login;
    (void)name;
    (void)ret_token;
    return err_bug(into, "not built yet");
}

struct err *signin_out(struct signin *s, struct arena *scratch, struct text token)
{
    (void)s;
    (void)token;
    return err_bug(scratch, "not built yet");
}

struct err *signin_lock(struct signin *s, struct arena *scratch, struct text token)
{
    (void)s;
    (void)token;
    return err_bug(scratch, "not built yet");
}

struct err *signin_list(struct signin *s, struct arena *into, struct id user,
                        struct signin_row **ret_rows, size_t *ret_n)
{
    (void)s;
    (void)user;
    (void)ret_rows;
    (void)ret_n;
    return err_bug(into, "not built yet");
}

struct err *signin_end(struct signin *s, struct arena *into, struct id user, struct hash key)
{
    (void)s;
    (void)user;
    (void)key;
    return err_bug(into, "not built yet");
}

struct err *signin_end_user(struct signin *s, struct arena *scratch, struct id user,
                            bool tokens_too)
{
    (void)s;
    (void)user;
    (void)tokens_too;
    return err_bug(scratch, "not built yet");
}

struct err *signin_attempts(struct signin *s, struct arena *into, struct id user, size_t most,
                            struct signin_attempt **ret_rows, size_t *ret_n)
{
    (void)s;
    (void)user;
    (void)most;
    (void)ret_rows;
    (void)ret_n;
    return err_bug(into, "not built yet");
}

struct err *signin_has(struct signin *s, struct arena *into, struct text login,
                       struct signin_has *ret_has)
{
    (void)s;
    (void)login;
    (void)ret_has;
    return err_bug(into, "not built yet");
}

struct err *draft_put(const struct signin_store *store, struct arena *scratch, struct id user,
                      struct text form, struct text typed)
{
    (void)store;
    (void)user;
    (void)form;
    (void)typed;
    return err_bug(scratch, "not built yet");
}

struct err *draft_get(const struct signin_store *store, struct arena *into, struct id user,
                      struct text form, struct text *ret_typed, int64_t *ret_made_ms)
{
    (void)store;
    (void)user;
    (void)form;
    (void)ret_typed;
    (void)ret_made_ms;
    return err_bug(into, "not built yet");
}

struct err *draft_drop(const struct signin_store *store, struct arena *scratch, struct id user,
                       struct text form)
{
    (void)store;
    (void)user;
    (void)form;
    return err_bug(scratch, "not built yet");
}

struct err *draft_sweep(const struct signin_store *store, struct arena *scratch)
{
    (void)store;
    return err_bug(scratch, "not built yet");
}

struct err *draft_drop_all(struct db *keys, struct arena *scratch, int64_t org)
{
    (void)keys;
    (void)org;
    return err_bug(scratch, "not built yet");
}
