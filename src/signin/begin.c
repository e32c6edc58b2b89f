/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* begin.c - the first two steps of what takes a password: counting the try and reading salts, then
 * the hashes. Somebody unknown is hashed with a salt drawn for the occasion, so that nobody learns
 * from the time it takes who has an account (checklist item 7). */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/world.h"
#include "signin/password.h"
#include "signin/try.h"
#include "sql/signin.sql.h"

/* ---- counting -------------------------------------------------------------------------------- */

struct hash account_hash(const struct signin *s, struct text account)
{
    struct hash named = seal_hash("hearth-account-1", account);
    return seal_hash_keyed(&s->passing, (struct text){(char *)named.bytes, HASH_BYTES});
}

struct err *try_count(struct signin *s, struct arena *into, struct text account,
                      const struct signin_from *from, struct counted *ret_counted)
{
    struct counted c = {.address = from->address};
    uint8_t both[2 * HASH_BYTES];
    c.account = account_hash(s, account);
    memcpy(both, c.account.bytes, HASH_BYTES);
    memcpy(both + HASH_BYTES, from->address.bytes, HASH_BYTES);
    c.both = seal_hash_keyed(&s->passing, (struct text){(char *)both, sizeof both});
    int64_t wait_ms;
    {
        SIGNIN_HOLD(s);
        wait_ms = tally_begin(&s->tallies, &c, world_boot_ms());
    }
    *ret_counted = c;
    if (wait_ms == 0)
        return NULL;
    if (wait_ms < 0)
        return err_new(into, ERR_BUSY, N_("Many people are signing in. Try again in a moment"));
    char seconds[24];
    (void)snprintf(seconds, sizeof seconds, "%lld", (long long)((wait_ms + 999) / 1000));
    return err_new(into, ERR_BUSY, N_("Too many wrong tries. Wait {1} seconds"), seconds);
}

void try_settle(struct signin *s, struct counted *counted, enum tally_end end)
{
    SIGNIN_HOLD(s);
    tally_end(&s->tallies, counted, end, world_boot_ms());
}

/* ---- what a try hashes ------------------------------------------------------------------------
 */

static bool salt_read(struct text bytes, struct seal_salt *ret_salt)
{
    if (bytes.n != SEAL_SALT)
        return false;
    memcpy(ret_salt->bytes, bytes.at, SEAL_SALT);
    return true;
}

struct err *credential_read(struct signin *s, struct arena *into, struct id user,
                            struct credential *ret_credential)
{
    struct sql_credential_get_row row;
    struct credential c = {0};
    bool found = false;
    TRY(sql_credential_get(s->store.keys, into, s->store.org, user, &found, &row));
    c.is_there = found && salt_read(row.salt, &c.salt);
    if (c.is_there) {
        c.verifier = row.verifier;
        c.must_change = row.must_change;
    }
    *ret_credential = c;
    return NULL;
}

static void hash_with(struct hashing *h, const struct seal_salt *salt, struct text secret)
{
    h->is_used = true;
    h->secret = secret;
    if (salt != NULL)
        h->salt = *salt;
    else
        world_random(h->salt.bytes, sizeof h->salt.bytes);
}

static struct err *hash_given(struct signin *s, struct arena *into, struct signin_try *try,
                              struct text password)
{
    struct credential c;
    TRY(credential_read(s, into, try->user, &c));
    hash_with(&try->given, c.is_there ? &c.salt : NULL, password_given(into, password));
    return NULL;
}

/* What has the form of a recovery code costs a hash, whoever typed it. */
static struct err *hash_paper(struct signin *s, struct arena *into, struct signin_try *try)
{
    struct sql_recovery_codes_of_row *rows;
    struct seal_salt salt;
    size_t n = 0;
    TRY(sql_recovery_codes_of(s->store.keys, into, s->store.org, try->user, &rows, &n));
    if (!recovery_read(try->code, try->letters))
        return NULL;
    bool has_salt = n > 0 && salt_read(rows[0].salt, &salt);
    hash_with(&try->paper, has_salt ? &salt : NULL, text_of(try->letters));
    return NULL;
}

/* ---- beginning --------------------------------------------------------------------------------
 */

/* A code is compared with what only the site's keys open: no ring, no signing in. */
static struct err *try_new(struct signin *s, struct arena *into, enum try_kind kind,
                           struct signin_try **ret_try)
{
    struct signin_try *try = arena_make(into, struct signin_try);
    NEED(try);
    try->kind = kind;
    if (s->store.ring == NULL && kind != TRY_RESET)
        return err_new(into, ERR_LOCKED, N_("The site's keys are not open"));
    *ret_try = try;
    return NULL;
}

/* Phones begin names with a capital letter. */
static void login_read(struct text typed, char ret_login[SIGNIN_LOGIN_BYTES + 1])
{
    struct text t = text_trim(typed);
    size_t n = t.n <= SIGNIN_LOGIN_BYTES ? t.n : 0;
    for (size_t i = 0; i < n; i++)
        ret_login[i] = t.at[i] >= 'A' && t.at[i] <= 'Z' ? (char)(t.at[i] - 'A' + 'a') : t.at[i];
    ret_login[n] = '\0';
}

static struct err *signin_steps(struct signin *s, struct arena *into, const struct signin_ask *ask,
                                struct signin_try *try)
{
    try->code = text_trim(ask->code);
    TRY(user_find(s, into, text_of(try->login), &try->user, &try->is_active));
    TRY(hash_given(s, into, try, ask->password));
    return hash_paper(s, into, try);
}

/* A try that was counted and will not be finished after all. */
static struct err *begun(struct signin *s, struct signin_try *try, struct err *bad,
                         struct signin_try **ret_try)
{
    if (bad != NULL)
        try_settle(s, &try->counted, TALLY_BACK);
    else
        *ret_try = try;
    return bad;
}

struct err *signin_begin(struct signin *s, struct arena *into, const struct signin_ask *ask,
                         struct signin_try **ret_try)
{
    struct signin_try *try = NULL;
    TRY(try_new(s, into, TRY_SIGNIN, &try));
    try->from = ask->from;
    login_read(ask->login, try->login);
    TRY(try_count(s, into, text_of(try->login), &try->from, &try->counted));
    return begun(s, try, signin_steps(s, into, ask, try), ret_try);
}

/* A try by somebody who has a session; not counted yet. */
static struct err *try_of_session(struct signin *s, struct arena *into, enum try_kind kind,
                                  struct text token, enum signin_state least,
                                  const struct signin_from *from, struct live *ret_live,
                                  struct signin_try **ret_try)
{
    struct signin_try *try = NULL;
    TRY(try_new(s, into, kind, &try));
    TRY(session_of(s, into, token, least, ret_live));
    try->session = ret_live->key;
    try->user = ret_live->user;
    try->is_active = true;
    try->from = *from;
    memcpy(try->login, ret_live->login, sizeof try->login);
    *ret_try = try;
    return NULL;
}

struct err *signin_begin_step(struct signin *s, struct arena *into, struct text token,
                              struct text password, const struct signin_from *from,
                              struct signin_try **ret_try)
{
    struct signin_try *try = NULL;
    struct live l;
    TRY(try_of_session(s, into, TRY_STEP, token, SIGNIN_LOCKED, from, &l, &try));
    TRY(try_count(s, into, text_of(try->login), from, &try->counted));
    return begun(s, try, hash_given(s, into, try, password), ret_try);
}

/* The old password, unless there is none to ask for. */
static struct err *change_steps(struct signin *s, struct arena *into, const struct live *l,
                                struct text old, struct signin_try *try)
{
    struct credential c;
    if ((l->needs & SIGNIN_NEEDS_PASSWORD) != 0)
        return NULL;
    TRY(credential_read(s, into, l->user, &c));
    if (!c.is_there)
        return NULL;
    return hash_given(s, into, try, old);
}

static struct err *choose(struct signin *s, struct arena *into, struct text new,
                          struct signin_try *try)
{
    struct text password;
    TRY(password_check(into, "new", new, text_of(try->login), s->store.n_names, s->store.names,
                       &password));
    hash_with(&try->chosen, NULL, password);
    return NULL;
}

static struct err *code_first(struct arena *into)
{
    return err_new(into, ERR_DENIED, N_("Give the code of your second factor first"));
}

struct err *signin_begin_change(struct signin *s, struct arena *into, struct text token,
                                struct text old, struct text new, const struct signin_from *from,
                                struct signin_try **ret_try)
{
    struct signin_try *try = NULL;
    struct live l;
    TRY(try_of_session(s, into, TRY_CHANGE, token, SIGNIN_UNFINISHED, from, &l, &try));
    if ((l.needs & SIGNIN_NEEDS_CODE) != 0)
        return code_first(into);
    TRY(choose(s, into, new, try));
    TRY(try_count(s, into, text_of(try->login), from, &try->counted));
    return begun(s, try, change_steps(s, into, &l, old, try), ret_try);
}

struct err *signin_begin_reset(struct signin *s, struct arena *into, struct text login,
                               struct text new, bool must_change, struct signin_try **ret_try)
{
    struct signin_try *try = NULL;
    TRY(try_new(s, into, TRY_RESET, &try));
    login_read(login, try->login);
    try->must_change = must_change;
    TRY(user_find(s, into, text_of(try->login), &try->user, &try->is_active));
    if (!try->is_active)
        return err_mend(err_new(into, ERR_ABSENT, N_("There is no such user")), "hearth user list");
    TRY(choose(s, into, new, try));
    *ret_try = try;
    return NULL;
}

struct err *signin_begin_code(struct signin *s, struct arena *into, struct text token,
                              struct text code, const struct signin_from *from,
                              struct signin_try **ret_try)
{
    struct signin_try *try = NULL;
    struct live l;
    TRY(try_of_session(s, into, TRY_CODE, token, SIGNIN_UNFINISHED, from, &l, &try));
    if ((l.needs & SIGNIN_NEEDS_CODE) == 0)
        return err_new(into, ERR_CONFLICT, N_("No code is needed now"));
    try->code = text_trim(code);
    TRY(try_count(s, into, text_of(try->login), from, &try->counted));
    return begun(s, try, hash_paper(s, into, try), ret_try);
}

/* ---- a new second factor ----------------------------------------------------------------------
 */

/* Whoever sits down at an unlocked screen must not be able to put his own telephone in. */
static struct err *may_choose_factor(struct arena *into, const struct live *l)
{
    if ((l->needs & SIGNIN_NEEDS_CODE) != 0)
        return code_first(into);
    if ((l->needs & SIGNIN_NEEDS_FACTOR) != 0 ||
        world_boot_ms() - l->fresh_boot_ms < SIGNIN_FRESH_MS)
        return NULL;
    return err_new(into, ERR_DENIED, N_("Give your password again first"));
}

struct err *signin_factor_offer(struct signin *s, struct arena *into, struct text token,
                                struct signin_offer *ret_offer)
{
    struct live l;
    uint8_t secret[FACTOR_SECRET];
    TRY(session_of(s, into, token, SIGNIN_UNFINISHED, &l));
    TRY(may_choose_factor(into, &l));
    totp_make(secret);
    const struct factor factor = {.secret = {(const char *)secret, sizeof secret}};
    struct err *bad = factor_write(s, into, l.user, true, &factor);
    if (bad == NULL)
        totp_offer(secret, l.login, ret_offer);
    seal_wipe(secret, sizeof secret);
    return bad;
}

static void codes_draw(struct signin_try *try)
{
    struct seal_salt salt;
    world_random(salt.bytes, sizeof salt.bytes);
    for (size_t i = 0; i < SIGNIN_CODES; i++) {
        recovery_make(try->code_texts[i]);
        bool is_code = recovery_read(text_of(try->code_texts[i]), try->code_letters[i]);
        assert(is_code);
        (void)is_code;
        hash_with(&try->codes[i], &salt, text_of(try->code_letters[i]));
    }
}

struct err *signin_begin_factor(struct signin *s, struct arena *into, struct text token,
                                struct text code, const struct signin_from *from,
                                struct signin_try **ret_try)
{
    struct signin_try *try = NULL;
    struct live l;
    TRY(try_of_session(s, into, TRY_FACTOR, token, SIGNIN_UNFINISHED, from, &l, &try));
    TRY(may_choose_factor(into, &l));
    try->code = text_trim(code);
    TRY(try_count(s, into, text_of(try->login), from, &try->counted));
    codes_draw(try);
    *ret_try = try;
    return NULL;
}

/* ---- hashing ----------------------------------------------------------------------------------
 */

static struct err *hash_work(struct hashing *h)
{
    struct hash key;
    if (!h->is_used)
        return NULL;
    TRY(seal_password(&h->salt, h->secret, &key));
    h->verifier = seal_hash_keyed(&key, TEXT("auth"));
    seal_wipe(&key, sizeof key);
    return NULL;
}

void signin_work(struct signin_try *try)
{
    struct hashing *all[3 + SIGNIN_CODES] = {&try->given, &try->paper, &try->chosen};
    for (size_t i = 0; i < SIGNIN_CODES; i++)
        all[3 + i] = &try->codes[i];
    for (size_t i = 0; i < COUNT(all) && try->failed == NULL; i++)
        try->failed = hash_work(all[i]);
}
