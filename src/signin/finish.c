/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* finish.c - the third step of what takes a password: comparing, recording, and what comes of it,
 * in one transaction; then in memory. */
#include <string.h>

#include "base/world.h"
#include "signin/try.h"
#include "sql/signin.sql.h"

/* ---- keeping what comes of it ------------------------------------------------------------------
 */

static struct err *credentials_write(struct signin *s, struct arena *scratch,
                                     const struct outcome *o)
{
    const struct signin_store *st = &s->store;
    if (o->password != NULL)
        TRY(sql_credential_put(st->keys, scratch, st->org, o->user,
                               (struct text){(const char *)o->password->salt.bytes, SEAL_SALT},
                               o->password->verifier, world_now_ms(), o->must_change));
    if (o->drops_factor || o->puts_factor != NULL) {
        TRY(sql_factors_drop(st->keys, scratch, st->org, o->user));
        TRY(sql_recovery_codes_drop(st->keys, scratch, st->org, o->user));
    }
    if (o->puts_factor != NULL)
        TRY(factor_write(s, scratch, o->user, false, o->puts_factor));
    for (size_t i = 0; i < SIGNIN_CODES && o->codes != NULL; i++) {
        const struct hashing *h = &o->codes->codes[i];
        TRY(sql_recovery_code_put(st->keys, scratch, st->org, o->user, h->verifier,
                                  (struct text){(const char *)h->salt.bytes, SEAL_SALT}, false));
    }
    return NULL;
}

static struct err *outcome_write(struct signin *s, struct arena *scratch, void *with)
{
    const struct outcome *o = with;
    const struct signin_store *st = &s->store;
    TRY(credentials_write(s, scratch, o));
    if (o->used_step != 0)
        TRY(sql_factor_use(st->keys, scratch, st->org, o->user, o->used_step));
    if (o->used_code != NULL)
        TRY(sql_recovery_code_use(st->keys, scratch, st->org, o->user, *o->used_code));
    if (o->link != NULL)
        TRY(sql_signin_link_drop(st->keys, scratch, st->org, *o->link));
    if (o->drops_links)
        TRY(sql_signin_links_drop_user(st->keys, scratch, st->org, o->user));
    TRY(dead_write(s, scratch));
    if (o->old != NULL)
        TRY(sql_session_drop(st->keys, scratch, st->org, *o->old));
    if (o->new != NULL)
        TRY(session_row_put(s, scratch, o->new));
    const struct signin_attempt attempt = {
        .user = o->user, .place = o->place, .factor = o->factor, .maker = o->maker, .ok = true};
    return o->is_try ? attempt_put(s, scratch, &attempt) : NULL;
}

struct err *outcome_keep(struct signin *s, struct arena *into, struct outcome *o)
{
    if (o->new != NULL) {
        SIGNIN_HOLD(s);
        TRY(live_reserve(&s->live, into));
    }
    TRY(side_write(s, into, outcome_write, o));
    dead_forget(s);
    SIGNIN_HOLD(s);
    if (o->old != NULL)
        live_remove(&s->live, o->old);
    if (o->new != NULL)
        live_put(&s->live, o->new);
    return NULL;
}

struct live session_new(struct id user, const char *login, const struct signin_from *from,
                        char ret_token[SIGNIN_TOKEN_TEXT + 1])
{
    const int64_t boot_ms = world_boot_ms();
    struct live l = {.user = user,
                     .place = from->place,
                     .made_ms = world_now_ms(),
                     .made_boot_ms = boot_ms,
                     .used_boot_ms = boot_ms,
                     .fresh_boot_ms = boot_ms};
    memcpy(l.login, login, strlen(login));
    memcpy(l.name, from->agent, sizeof from->agent);
    token_make(ret_token, &l.key);
    return l;
}

/* ---- comparing ----------------------------------------------------------------------------------
 */

static struct err *wrong(struct signin *s, struct arena *into, struct signin_try *try,
                         enum signin_factor factor)
{
    const struct signin_attempt attempt = {
        .user = try->user, .place = try->from.place, .factor = factor};
    try->is_wrong = true;
    TRY(attempt_put(s, into, &attempt));
    return err_input(into, "password", N_("The name, the password or the code is wrong"));
}

/* What was read when the try began may have changed: it is read again. */
static struct err *password_fits(struct signin *s, struct arena *into, const struct signin_try *try,
                                 struct credential *ret_credential, bool *ret_fits)
{
    struct credential *c = ret_credential;
    TRY(credential_read(s, into, try->user, c));
    *ret_fits = c->is_there && try->given.is_used &&
                memcmp(c->salt.bytes, try->given.salt.bytes, SEAL_SALT) == 0 &&
                seal_hash_equal(&c->verifier, &try->given.verifier);
    return NULL;
}

struct code_check {
    bool has_factor;
    bool fits;
    enum signin_factor factor;
    int64_t step;
    struct hash *paper; /* the recovery code that is used up */
};

static struct err *paper_fits(struct signin *s, struct arena *into, struct signin_try *try,
                              struct code_check *c)
{
    struct sql_recovery_codes_of_row *rows;
    size_t n = 0;
    TRY(sql_recovery_codes_of(s->store.keys, into, s->store.org, try->user, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        bool same = try->paper.is_used && rows[i].salt.n == SEAL_SALT &&
                    memcmp(rows[i].salt.at, try->paper.salt.bytes, SEAL_SALT) == 0 &&
                    seal_hash_equal(&rows[i].verifier, &try->paper.verifier);
        if (!same || rows[i].is_used)
            continue;
        c->fits = true;
        c->factor = SIGNIN_BY_RECOVERY;
        c->paper = &try->paper.verifier;
    }
    return NULL;
}

static struct err *code_fits(struct signin *s, struct arena *into, struct signin_try *try,
                             struct code_check *ret_check)
{
    struct code_check c = {.factor = SIGNIN_BY_TOTP};
    struct factor factor;
    TRY(factor_read(s, into, try->user, false, &factor));
    c.has_factor = factor.secret.n > 0;
    c.fits =
        c.has_factor && totp_fits(factor.secret, try->code, world_now_ms(), factor.step, &c.step);
    TRY(paper_fits(s, into, try, &c));
    *ret_check = c;
    return NULL;
}

static void code_used(struct outcome *o, const struct code_check *c)
{
    o->factor = c->factor;
    o->used_step = c->step;
    o->used_code = c->paper;
}

/* ---- each kind ----------------------------------------------------------------------------------
 */

static struct err *finish_signin(struct signin *s, struct arena *into, struct signin_try *try,
                                 struct signin_done *done)
{
    struct credential credential;
    struct code_check code;
    bool fits = false, demanded = false;
    TRY(password_fits(s, into, try, &credential, &fits));
    TRY(code_fits(s, into, try, &code));
    TRY(user_find(s, into, text_of(try->login), &try->user, &try->is_active));
    if (!fits || !try->is_active || (code.has_factor && !code.fits))
        return wrong(s, into, try, code.has_factor ? code.factor : SIGNIN_BY_PASSWORD);
    TRY(factor_demanded(s, into, text_of(try->login), &demanded));
    struct live l = session_new(try->user, try->login, &try->from, done->token);
    l.needs |= credential.must_change ? SIGNIN_NEEDS_PASSWORD : 0;
    l.needs |= demanded && !code.has_factor ? SIGNIN_NEEDS_FACTOR : 0;
    struct outcome o = {.user = try->user,
                        .new = &l,
                        .place = try->from.place,
                        .factor = SIGNIN_BY_PASSWORD,
                        .is_try = true};
    if (code.has_factor)
        code_used(&o, &code);
    done->needs = l.needs;
    return outcome_keep(s, into, &o);
}

/* The same session under a new token; what the caller changes in `l` goes with it. */
static struct err *exchange(struct signin *s, struct arena *into, const struct signin_try *try,
                            struct live *l, struct outcome *o, struct signin_done *done)
{
    token_make(done->token, &l->key);
    l->used_boot_ms = world_boot_ms();
    l->is_locked = false;
    o->user = try->user;
    o->old = &try->session;
    o->new = l;
    o->place = try->from.place;
    done->needs = l->needs;
    return outcome_keep(s, into, o);
}

/* It may have ended while the hash was made. */
static struct err *session_still(struct signin *s, struct arena *into, const struct signin_try *try,
                                 struct live *ret_live)
{
    SIGNIN_HOLD(s);
    const struct live *l = live_find(&s->live, &try->session);
    if (l == NULL || live_state(l, world_boot_ms()) == SIGNIN_NONE)
        return err_new(into, ERR_DENIED, N_("You are not signed in"));
    *ret_live = *l;
    return NULL;
}

static struct err *finish_step(struct signin *s, struct arena *into, struct signin_try *try,
                               struct signin_done *done)
{
    struct credential credential;
    struct live l;
    bool fits = false;
    TRY(password_fits(s, into, try, &credential, &fits));
    /* The people of a demo are invented, and need no password. */
    if (!fits && !(s->store.is_demo && !credential.is_there))
        return wrong(s, into, try, SIGNIN_BY_PASSWORD);
    TRY(session_still(s, into, try, &l));
    l.fresh_boot_ms = world_boot_ms();
    struct outcome o = {.factor = SIGNIN_BY_PASSWORD, .is_try = true};
    return exchange(s, into, try, &l, &o, done);
}

static struct err *finish_change(struct signin *s, struct arena *into, struct signin_try *try,
                                 struct signin_done *done)
{
    struct credential credential;
    struct live l;
    bool fits = false;
    TRY(session_still(s, into, try, &l));
    TRY(password_fits(s, into, try, &credential, &fits));
    if (!fits && credential.is_there && (l.needs & SIGNIN_NEEDS_PASSWORD) == 0)
        return wrong(s, into, try, SIGNIN_BY_PASSWORD);
    sessions_kill(s, try->user, &try->session, false);
    l.fresh_boot_ms = world_boot_ms();
    l.needs &= ~(uint32_t)SIGNIN_NEEDS_PASSWORD;
    struct outcome o = {.factor = SIGNIN_BY_PASSWORD,
                        .is_try = true,
                        .password = &try->chosen,
                        .drops_links = true};
    return exchange(s, into, try, &l, &o, done);
}

static struct err *finish_reset(struct signin *s, struct arena *into, struct signin_try *try,
                                struct signin_done *done)
{
    struct outcome o = {.user = try->user,
                        .password = &try->chosen,
                        .must_change = try->must_change,
                        .drops_links = true};
    (void)done;
    sessions_kill(s, try->user, NULL, false);
    return outcome_keep(s, into, &o);
}

static struct err *finish_code(struct signin *s, struct arena *into, struct signin_try *try,
                               struct signin_done *done)
{
    struct code_check code;
    struct live l;
    TRY(session_still(s, into, try, &l));
    TRY(code_fits(s, into, try, &code));
    if (!code.fits)
        return wrong(s, into, try, code.factor);
    l.needs &= ~(uint32_t)SIGNIN_NEEDS_CODE;
    struct outcome o = {.is_try = true};
    code_used(&o, &code);
    return exchange(s, into, try, &l, &o, done);
}

static struct err *finish_factor(struct signin *s, struct arena *into, struct signin_try *try,
                                 struct signin_done *done)
{
    struct factor offer;
    struct live l;
    TRY(session_still(s, into, try, &l));
    TRY(factor_read(s, into, try->user, true, &offer));
    if (offer.secret.n == 0 || !totp_fits(offer.secret, try->code, world_now_ms(), 0, &offer.step))
        return wrong(s, into, try, SIGNIN_BY_TOTP);
    l.needs &= ~(uint32_t)SIGNIN_NEEDS_FACTOR;
    struct outcome o = {
        .factor = SIGNIN_BY_TOTP, .is_try = true, .puts_factor = &offer, .codes = try};
    TRY(exchange(s, into, try, &l, &o, done));
    done->n_codes = SIGNIN_CODES;
    memcpy(done->codes, try->code_texts, sizeof done->codes);
    return NULL;
}

struct err *signin_finish(struct signin *s, struct arena *into, struct signin_try *try,
                          struct signin_done *ret_done)
{
    static struct err *(*const finish[])(struct signin *, struct arena *, struct signin_try *,
                                         struct signin_done *) = {
        [TRY_SIGNIN] = finish_signin, [TRY_STEP] = finish_step, [TRY_CHANGE] = finish_change,
        [TRY_RESET] = finish_reset,   [TRY_CODE] = finish_code, [TRY_FACTOR] = finish_factor};
    struct signin_done done = {.user = try->user};
    memcpy(done.login, try->login, sizeof done.login);
    struct err *bad = try->failed;
    if (bad == NULL)
        bad = finish[try->kind](s, into, try, &done);
    if (try->kind != TRY_RESET)
        try_settle(s, &try->counted,
                   bad == NULL     ? TALLY_GOOD
                   : try->is_wrong ? TALLY_WRONG
                                   : TALLY_BACK);
    if (bad == NULL)
        *ret_done = done;
    seal_wipe(&done, sizeof done);
    seal_wipe(try, sizeof *try);
    return bad;
}

struct err *signin_wait(struct signin *s, struct arena *into, struct signin_try *try,
                        struct signin_done *ret_done)
{
    signin_work(try);
    return signin_finish(s, into, try, ret_done);
}
