/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* signins.h - a site with users who sign in, on either engine, and clocks that a test puts ahead.
 * Include it in one test file only. */
#ifndef HEARTH_TESTS_SIGNINS_H
#define HEARTH_TESTS_SIGNINS_H

#include "support/engines.h"
#include "support/site.h"

#include <liboath/oath.h>

#include "signin/try.h"

#define WORDS "seven wet hens count stones"
#define OTHER_WORDS "nine dry geese weigh apples"

struct signins {
    struct workplace w;
    struct signin *s;
    struct arena *a;
    struct signin_from here, elsewhere;
};

static int64_t ahead_ms;

static inline int64_t ahead_now(void)
{
    return world_real()->now_ms() + ahead_ms;
}

static inline int64_t ahead_boot(void)
{
    return world_real()->boot_ms() + ahead_ms;
}

/* Both clocks run on by so much. */
static inline void time_passes(int64_t ms)
{
    ahead_ms += ms;
}

static inline void clocks_set(void)
{
    static struct world w;
    w = *world_real();
    w.now_ms = ahead_now;
    w.boot_ms = ahead_boot;
    world_set(&w);
}

/* A room of its own on the stores of the site, as after a restart. */
static inline void signins_open(struct signins *t, bool is_demo)
{
    static const char *const names[] = {"Rowan Tree", "Office laptop"};
    const struct signin_store store = {.db = t->w.site->db,
                                       .keys = t->w.site->keys,
                                       .org = t->w.site->org,
                                       .ring = t->w.site->ring,
                                       .is_demo = is_demo,
                                       .n_names = COUNT(names),
                                       .names = names};
    signin_close(&t->s);
    assert_fine(signin_open(t->a, &store, &t->s));
    t->here = signin_from(t->s, TEXT("192.168.7.2"), TEXT("Mozilla/5.0 (Android) Firefox/140.0"));
    t->elsewhere = signin_from(t->s, TEXT("203.0.113.9"), TEXT_NONE);
}

static inline void user_new(struct signins *t, const char *login, const char *role)
{
    const struct user_form form = {text_of(login), text_of(role), TEXT("all")};
    act_well(&t->w, user_add, &form, MAY_MANAGE_USERS);
}

/* `state` is a struct engines, or NULL for SQLite. Users: manager, fund (a fundraiser, who needs no
 * second factor), olena (a worker, who does). */
static inline struct signins given_signins(void **state)
{
    const struct engines *e = state == NULL ? NULL : *state;
    ahead_ms = 0;
    clocks_set();
    struct signins t = {0};
    if (e != NULL && e->engine == DB_PG)
        t.w = workplace_make_in(engines_conninfo(), e->schema);
    else
        t.w = workplace_make();
    t.a = t.w.arena;
    user_new(&t, "fund", "fundraiser");
    user_new(&t, "olena", "worker");
    signins_open(&t, false);
    return t;
}

static inline void signins_done(struct signins *t)
{
    signin_close(&t->s);
    workplace_done(&t->w);
    world_set(NULL);
}

/* What was hashed in this process: the same secret and salt need no second tenth of a second. */
enum { HASHED_MAX = 64 };
static struct hashed {
    struct seal_salt salt;
    char secret[160];
    struct hash verifier;
} hashed[HASHED_MAX];
static size_t n_hashed;

static inline void hash_once(struct hashing *h)
{
    struct hash key;
    if (!h->is_used)
        return;
    for (size_t i = 0; i < n_hashed; i++)
        if (memcmp(&hashed[i].salt, &h->salt, sizeof h->salt) == 0 &&
            text_is(h->secret, hashed[i].secret)) {
            h->verifier = hashed[i].verifier;
            return;
        }
    assert_fine(seal_password(&h->salt, h->secret, &key));
    h->verifier = seal_hash_keyed(&key, TEXT("auth"));
    if (n_hashed == HASHED_MAX || h->secret.n >= sizeof hashed[0].secret)
        return;
    hashed[n_hashed] = (struct hashed){.salt = h->salt, .verifier = h->verifier};
    memcpy(hashed[n_hashed++].secret, h->secret.at, h->secret.n);
}

/* signin_wait, with as few hashes as will do. */
static inline struct err *wait_once(struct signins *t, struct signin_try *try,
                                    struct signin_done *ret_done)
{
    hash_once(&try->given);
    hash_once(&try->paper);
    hash_once(&try->chosen);
    for (size_t i = 0; i < SIGNIN_CODES; i++)
        hash_once(&try->codes[i]);
    return signin_finish(t->s, t->a, try, ret_done);
}

static inline void password_set(struct signins *t, const char *login, const char *password)
{
    struct signin_try *try = NULL;
    struct signin_done done;
    assert_fine(signin_begin_reset(t->s, t->a, text_of(login), text_of(password), false, &try));
    memset(&try->chosen.salt, 7, sizeof try->chosen.salt);
    assert_fine(wait_once(t, try, &done));
}

static inline struct err *sign_in_from(struct signins *t, const char *login, const char *password,
                                       const char *code, const struct signin_from *from,
                                       struct signin_done *ret_done)
{
    struct signin_try *try = NULL;
    const struct signin_ask ask = {text_of(login), text_of(password), text_of(code), *from};
    TRY(signin_begin(t->s, t->a, &ask, &try));
    return wait_once(t, try, ret_done);
}

static inline struct signin_done signed_in(struct signins *t, const char *login,
                                           const char *password)
{
    struct signin_done done;
    assert_fine(sign_in_from(t, login, password, NULL, &t->here, &done));
    return done;
}

/* A wrong password; no hash is made for it, which is as wrong. */
static inline struct err *guess(struct signins *t, const char *login,
                                const struct signin_from *from)
{
    struct signin_try *try = NULL;
    struct signin_done done;
    const struct signin_ask ask = {text_of(login), TEXT("no such words at all"), TEXT_NONE, *from};
    TRY(signin_begin(t->s, t->a, &ask, &try));
    return signin_finish(t->s, t->a, try, &done);
}

static inline struct signin_session looked(struct signins *t, const char *token)
{
    struct signin_session session;
    signin_look(t->s, text_of(token), &session);
    return session;
}

/* The six digits of an offered secret at this moment plus so many steps. */
static inline const char *digits_of(struct signins *t, const struct signin_offer *offer,
                                    int64_t steps)
{
    char *secret = NULL;
    char digits[FACTOR_DIGITS + 1];
    size_t n = 0;
    assert_int_equal(OATH_OK,
                     oath_base32_decode(offer->secret, strlen(offer->secret), &secret, &n));
    assert_int_equal(
        OATH_OK, oath_hotp_generate(secret, n, (uint64_t)(world_now_ms() / FACTOR_STEP_MS + steps),
                                    FACTOR_DIGITS, false, OATH_HOTP_DYNAMIC_TRUNCATION, digits));
    free(secret);
    return arena_str(t->a, digits);
}

#endif
