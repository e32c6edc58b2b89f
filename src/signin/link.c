/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* link.c - one-use links, bearer tokens, and the stored half of the second factor. */
#include <string.h>

#include "base/world.h"
#include "model/types.h"
#include "signin/try.h"
#include "sql/signin.sql.h"
#include "sql/user.sql.h"

/* ---- the second factor, sealed under the site's key --------------------------------------------
 */

enum { SEALED_MAX = 4096 };

static struct text bound_to(struct id *user)
{
    return (struct text){(const char *)user->bytes, ID_BYTES};
}

static struct err *locked(struct arena *into)
{
    return err_new(into, ERR_LOCKED, N_("The site's keys are not open"));
}

struct err *factor_read(struct signin *s, struct arena *into, struct id user, bool is_offer,
                        struct factor *ret_factor)
{
    struct sql_factor_get_row row;
    bool found = false;
    struct factor factor = {0};
    TRY(sql_factor_get(s->store.keys, into, s->store.org, user, is_offer, &found, &row));
    if (found && s->store.ring == NULL)
        return locked(into);
    if (found) {
        TRY(keyring_open_for(into, s->store.ring, SEAL_USE_FACTOR, bound_to(&user), row.secret,
                             &factor.secret));
        factor.step = row.step;
    }
    *ret_factor = factor;
    return NULL;
}

struct err *factor_write(struct signin *s, struct arena *scratch, struct id user, bool is_offer,
                         const struct factor *factor)
{
    CLEANUP(buf_done) struct buf sealed = buf_make(SEALED_MAX);
    if (s->store.ring == NULL)
        return locked(scratch);
    TRY(keyring_seal_for(scratch, s->store.ring, SEAL_USE_FACTOR, factor->secret, bound_to(&user),
                         &sealed));
    return sql_factor_put(s->store.keys, scratch, s->store.org, user, is_offer, buf_text(&sealed),
                          factor->step, world_now_ms());
}

/* ---- links --------------------------------------------------------------------------------------
 */

static struct err *user_required(struct signin *s, struct arena *into, struct text login,
                                 struct id *ret_user)
{
    bool is_active = false;
    TRY(user_find(s, into, login, ret_user, &is_active));
    if (is_active)
        return NULL;
    return err_mend(err_new(into, ERR_ABSENT, N_("There is no such user")), "hearth user list");
}

struct link {
    struct hash key;
    struct id user, maker;
    bool drops_factor;
};

static struct err *link_write(struct signin *s, struct arena *scratch, void *with)
{
    const struct link *l = with;
    const struct signin_store *st = &s->store;
    TRY(sql_signin_links_drop_user(st->keys, scratch, st->org, l->user));
    return sql_signin_link_put(st->keys, scratch, st->org, l->key, l->user, l->maker,
                               l->drops_factor, world_now_ms(), text_of(s->boot), world_boot_ms());
}

struct err *signin_link_make(struct signin *s, struct arena *into, struct text login,
                             struct id maker, bool drops_factor,
                             char ret_token[SIGNIN_TOKEN_TEXT + 1])
{
    struct link l = {.maker = maker, .drops_factor = drops_factor};
    TRY(user_required(s, into, login, &l.user));
    if (id_equal(l.user, maker))
        return err_new(into, ERR_DENIED, N_("Somebody else must make this link for you"));
    token_make(ret_token, &l.key);
    return side_write(s, into, link_write, &l);
}

static struct err *link_wrong(struct signin *s, struct arena *into, const struct signin_from *from,
                              struct id user)
{
    const struct signin_attempt attempt = {
        .user = user, .place = from->place, .factor = SIGNIN_BY_LINK};
    TRY(attempt_put(s, into, &attempt));
    return err_mend(err_input(into, "once", N_("This address has been used, or its hour is over")),
                    "hearth user link NAME");
}

/* The row of a link that is still good; false otherwise. */
static struct err *link_find(struct signin *s, struct arena *into, struct text token,
                             int64_t most_ms, struct hash *ret_key,
                             struct sql_signin_link_get_row *ret_row, bool *ret_good)
{
    const int64_t boot_ms = world_boot_ms();
    *ret_good = false;
    *ret_row = (struct sql_signin_link_get_row){0};
    if (!token_key(token, ret_key))
        return NULL;
    TRY(sql_signin_link_get(s->store.keys, into, s->store.org, *ret_key, ret_good, ret_row));
    *ret_good =
        *ret_good && text_is(ret_row->boot, s->boot) && boot_ms - ret_row->boot_ms < most_ms;
    return NULL;
}

/* Until she has a password of her own, and the second factor that her role demands. */
static struct err *link_needs(struct signin *s, struct arena *into, const struct live *l,
                              bool drops_factor, uint32_t *ret_needs)
{
    struct factor factor;
    bool demanded = false;
    uint32_t needs = s->store.is_demo ? 0 : SIGNIN_NEEDS_PASSWORD;
    TRY(factor_read(s, into, l->user, false, &factor));
    TRY(factor_demanded(s, into, text_of(l->login), &demanded));
    if (factor.secret.n > 0 && !drops_factor)
        needs |= SIGNIN_NEEDS_CODE;
    else if (demanded)
        needs |= SIGNIN_NEEDS_FACTOR;
    *ret_needs = needs;
    return NULL;
}

static struct err *link_steps(struct signin *s, struct arena *into, struct text token,
                              int64_t most_ms, const struct signin_from *from,
                              struct signin_done *done, bool *ret_wrong)
{
    struct sql_signin_link_get_row row;
    struct sql_user_by_id_row user;
    struct hash key;
    bool is_good = false, found = false;
    TRY(link_find(s, into, token, most_ms, &key, &row, &is_good));
    TRY(sql_user_by_id(s->store.db, into, s->store.org, row.user, &found, &user));
    *ret_wrong = !is_good || !found || user.state != USER_ACTIVE;
    if (*ret_wrong)
        return link_wrong(s, into, from, row.user);
    memcpy(done->login, user.login.at, user.login.n);
    done->user = row.user;
    struct live l = session_new(row.user, done->login, from, done->token);
    TRY(link_needs(s, into, &l, row.drops_factor, &l.needs));
    done->needs = l.needs;
    struct outcome o = {.user = row.user,
                        .new = &l,
                        .place = from->place,
                        .factor = SIGNIN_BY_LINK,
                        .maker = row.maker,
                        .is_try = true,
                        .drops_factor = row.drops_factor,
                        .link = &key};
    return outcome_keep(s, into, &o);
}

struct err *signin_link_use(struct signin *s, struct arena *into, struct text token,
                            const struct signin_from *from, struct signin_done *ret_done)
{
    return signin_link_use_within(s, into, token, SIGNIN_LINK_MS, from, ret_done);
}

struct err *signin_link_use_within(struct signin *s, struct arena *into, struct text token,
                                   int64_t most_ms, const struct signin_from *from,
                                   struct signin_done *ret_done)
{
    struct signin_done done = {0};
    struct counted counted;
    bool is_wrong = false;
    /* Counted by address alone: guessing at links shuts nobody else out. */
    TRY(try_count(s, into, (struct text){(const char *)from->address.bytes, HASH_BYTES}, from,
                  &counted));
    struct err *bad = link_steps(s, into, token, most_ms, from, &done, &is_wrong);
    try_settle(s, &counted, is_wrong ? TALLY_WRONG : TALLY_BACK);
    if (bad == NULL)
        *ret_done = done;
    return bad;
}

struct err *signin_is_unused(struct signin *s, struct arena *scratch, bool *ret_unused)
{
    struct sql_credentials_count_row row;
    bool found = false;
    TRY(sql_credentials_count(s->store.keys, scratch, s->store.org, &found, &row));
    *ret_unused = !found || row.n == 0;
    return NULL;
}

struct err *signin_has(struct signin *s, struct arena *into, struct text login,
                       struct signin_has *ret_has)
{
    struct id user;
    struct credential credential;
    struct sql_factor_get_row factor;
    struct sql_recovery_codes_of_row *codes;
    struct signin_has has = {0};
    size_t n = 0;
    TRY(user_required(s, into, login, &user));
    TRY(credential_read(s, into, user, &credential));
    has.password = credential.is_there;
    TRY(sql_factor_get(s->store.keys, into, s->store.org, user, false, &has.factor, &factor));
    TRY(sql_recovery_codes_of(s->store.keys, into, s->store.org, user, &codes, &n));
    for (size_t i = 0; i < n; i++)
        has.codes_left += !codes[i].is_used;
    TRY(factor_demanded(s, into, login, &has.factor_demanded));
    *ret_has = has;
    return NULL;
}

/* ---- bearer tokens ------------------------------------------------------------------------------
 */

struct err *signin_token_make(struct signin *s, struct arena *into, struct text login,
                              struct text name, char ret_token[SIGNIN_TOKEN_TEXT + 1])
{
    const struct signin_store *st = &s->store;
    struct live l = {.is_bearer = true, .place = SIGNIN_COMMAND, .made_ms = world_now_ms()};
    if (name.n == 0 || name.n > SIGNIN_NAME_BYTES || !text_is_clean(name))
        return err_example(err_input(into, "name", N_("Say in a few words what the token is for")),
                           "nightly backup");
    TRY(user_required(s, into, login, &l.user));
    l.used_boot_ms = l.made_boot_ms = world_boot_ms();
    memcpy(l.login, login.at, login.n);
    memcpy(l.name, name.at, name.n);
    token_make(ret_token, &l.key);
    {
        SIGNIN_HOLD(s);
        TRY(live_reserve(&s->live, into));
    }
    TRY(sql_bearer_put(st->keys, into, st->org, l.key, l.user, name, l.made_ms));
    SIGNIN_HOLD(s);
    live_put(&s->live, &l);
    return NULL;
}
