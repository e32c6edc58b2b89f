/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* session.c - sessions are kept and ended (checklist items 12 to 17). In memory a session ends at
 * once; that its row is gone is written after it, and written again if it failed. */
#include <assert.h>
#include <string.h>

#include "base/world.h"
#include "signin/inside.h"
#include "sql/signin.sql.h"

struct err *session_row_put(struct signin *s, struct arena *scratch, const struct live *l)
{
    const struct signin_store *st = &s->store;
    return sql_session_put(st->keys, scratch, st->org, l->key, l->user, l->made_ms,
                           text_of(s->boot), l->made_boot_ms, l->used_boot_ms, l->fresh_boot_ms,
                           l->needs, l->is_locked, text_of(l->name), l->place);
}

struct err *session_of(struct signin *s, struct arena *into, struct text token,
                       enum signin_state least, struct live *ret_live)
{
    struct hash key;
    if (token_key(token, &key)) {
        SIGNIN_HOLD(s);
        const struct live *l = live_find(&s->live, &key);
        if (l != NULL && !l->is_bearer && live_state(l, world_boot_ms()) >= least) {
            *ret_live = *l;
            return NULL;
        }
    }
    return err_mend(err_new(into, ERR_DENIED, N_("You are not signed in")), "/signin");
}

struct id signin_whose(struct signin *s, struct text token)
{
    struct hash key;
    if (!token_key(token, &key))
        return ID_NONE;
    SIGNIN_HOLD(s);
    return live_whose(&s->live, &key);
}

/* ---- ending ---------------------------------------------------------------------------------- */

void sessions_kill(struct signin *s, struct id user, const struct hash *but, bool tokens_too)
{
    size_t place = 1;
    SIGNIN_HOLD(s);
    for (struct live *l; (l = live_next(&s->live, &place)) != NULL;)
        if (id_equal(l->user, user) && (!l->is_bearer || tokens_too) &&
            (but == NULL || !seal_hash_equal(&l->key, but)))
            l->is_dead = true;
}

/* A copy of the next dead one; its row goes without the lock. */
static bool dead_next(struct signin *s, size_t *place, struct live *ret_live)
{
    SIGNIN_HOLD(s);
    for (const struct live *l; (l = live_next(&s->live, place)) != NULL;) {
        if (!l->is_dead)
            continue;
        *ret_live = *l;
        return true;
    }
    return false;
}

struct err *dead_write(struct signin *s, struct arena *scratch)
{
    const struct signin_store *st = &s->store;
    size_t place = 1;
    for (struct live l; dead_next(s, &place, &l);) {
        if (l.is_bearer)
            TRY(sql_bearer_end(st->keys, scratch, st->org, l.key, world_now_ms()));
        else
            TRY(sql_session_drop(st->keys, scratch, st->org, l.key));
    }
    return NULL;
}

void dead_forget(struct signin *s)
{
    size_t place = 1;
    SIGNIN_HOLD(s);
    for (struct live *l; (l = live_next(&s->live, &place)) != NULL;) {
        const struct hash key = l->key;
        if (l->is_dead)
            live_remove(&s->live, &key);
    }
}

static struct err *end_write(struct signin *s, struct arena *scratch, void *with)
{
    (void)with;
    return dead_write(s, scratch);
}

static struct err *dead_bury(struct signin *s, struct arena *scratch)
{
    TRY(side_write(s, scratch, end_write, NULL));
    dead_forget(s);
    return NULL;
}

/* Marks it as ended if `user` has it; ID_NONE: anybody, but no bearer token. */
static bool kill_one(struct signin *s, struct id user, const struct hash *key)
{
    SIGNIN_HOLD(s);
    struct live *l = live_find(&s->live, key);
    if (l == NULL || (id_is_none(user) ? l->is_bearer : !id_equal(l->user, user)))
        return false;
    l->is_dead = true;
    return true;
}

struct err *signin_out(struct signin *s, struct arena *scratch, struct text token)
{
    struct hash key;
    if (!token_key(token, &key) || !kill_one(s, ID_NONE, &key))
        return NULL;
    return dead_bury(s, scratch);
}

struct err *signin_end(struct signin *s, struct arena *into, struct id user, struct hash key)
{
    if (!kill_one(s, user, &key))
        return err_new(into, ERR_ABSENT, N_("This session has ended already"));
    return dead_bury(s, into);
}

void signin_renamed(struct signin *s, struct id user, struct text login)
{
    size_t place = 1;
    SIGNIN_HOLD(s);
    assert(login.n <= SIGNIN_LOGIN_BYTES);
    for (struct live *l; (l = live_next(&s->live, &place)) != NULL;) {
        if (!id_equal(l->user, user))
            continue;
        memset(l->login, 0, sizeof l->login);
        memcpy(l->login, login.at, login.n);
    }
}

static struct err *end_user_write(struct signin *s, struct arena *scratch, void *with)
{
    const struct id *user = with;
    TRY(dead_write(s, scratch));
    return sql_signin_links_drop_user(s->store.keys, scratch, s->store.org, *user);
}

struct err *signin_end_user(struct signin *s, struct arena *scratch, struct id user,
                            bool tokens_too)
{
    sessions_kill(s, user, NULL, tokens_too);
    TRY(side_write(s, scratch, end_user_write, &user));
    dead_forget(s);
    return NULL;
}

struct err *signin_lock(struct signin *s, struct arena *scratch, struct text token)
{
    struct live l;
    TRY(session_of(s, scratch, token, SIGNIN_LOCKED, &l));
    {
        SIGNIN_HOLD(s);
        struct live *at = live_find(&s->live, &l.key);
        if (at != NULL)
            at->is_locked = true;
    }
    return sql_session_used(s->store.keys, scratch, s->store.org, l.key, l.used_boot_ms, true);
}
