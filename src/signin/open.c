/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* open.c - the room itself: tables, what is read at the start, what is written in idle moments. */
#include "signin/signin.h"

#include <liboath/oath.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/world.h"
#include "model/types.h"
#include "signin/draft.h"
#include "signin/inside.h"
#include "sql/signin.sql.h"
#include "sql/user.sql.h"

enum { REST_MS = 60 * 1000, SWEEP_MS = 60 * 60 * 1000 };

struct err *signin_create(struct db *keys, struct arena *scratch)
{
    return db_script(keys, scratch, sql_schema_signin(db_engine(keys)));
}

const struct signin_store *signin_store(const struct signin *s)
{
    return &s->store;
}

struct err *side_write(struct signin *s, struct arena *scratch,
                       struct err *(*work)(struct signin *s, struct arena *scratch, void *with),
                       void *with)
{
    struct db *keys = s->store.keys;
    TRY(db_begin(keys, scratch));
    struct err *bad = work(s, scratch, with);
    if (bad == NULL)
        return db_commit(keys, scratch);
    db_rollback(keys);
    return bad;
}

struct err *user_find(struct signin *s, struct arena *into, struct text login, struct id *ret_user,
                      bool *ret_active)
{
    bool found = false;
    struct sql_user_by_login_row row;
    /* What is no text is nobody's login. */
    struct text asked = login.n <= SIGNIN_LOGIN_BYTES && text_is_clean(login) ? login : TEXT("");
    TRY(sql_user_by_login(s->store.db, into, s->store.org, asked, &found, &row));
    *ret_user = found ? row.user : ID_NONE;
    *ret_active = found && row.state == USER_ACTIVE;
    return NULL;
}

struct err *factor_demanded(struct signin *s, struct arena *into, struct text login,
                            bool *ret_demanded)
{
    struct who who;
    TRY(guard_who(s->store.db, into, s->store.org, login, world_now_ms(), &who));
    *ret_demanded = !s->store.is_demo && guard_needs_factor(&who);
    return NULL;
}

struct err *attempt_put(struct signin *s, struct arena *scratch,
                        const struct signin_attempt *attempt)
{
    return sql_signin_attempt_put(s->store.keys, scratch, s->store.org, world_now_ms(), id_random(),
                                  attempt->user, attempt->place, attempt->factor, attempt->maker,
                                  attempt->ok);
}

struct err *signin_attempts(struct signin *s, struct arena *into, struct id user, size_t most,
                            struct signin_attempt **ret_rows, size_t *ret_n)
{
    struct sql_signin_attempts_last_row *rows;
    size_t n = 0, kept = 0;
    TRY(sql_signin_attempts_last(s->store.keys, into, s->store.org, (int64_t)most, &rows, &n));
    struct signin_attempt *attempts = arena_makes(into, struct signin_attempt, n);
    NEED(attempts);
    for (size_t i = 0; i < n; i++)
        if (id_is_none(user) || id_equal(user, rows[i].user))
            attempts[kept++] = (struct signin_attempt){.at_ms = rows[i].at_ms,
                                                       .user = rows[i].user,
                                                       .place = (enum signin_place)rows[i].place,
                                                       .factor = (enum signin_factor)rows[i].factor,
                                                       .maker = rows[i].maker,
                                                       .ok = rows[i].is_good};
    *ret_rows = attempts;
    *ret_n = kept;
    return NULL;
}

/* ---- opening --------------------------------------------------------------------------------- */

/* Fills in the login; dead if she is gone or disabled. */
static struct err *live_owner(struct signin *s, struct arena *scratch, struct live *l)
{
    bool found = false;
    struct sql_user_by_id_row user;
    TRY(sql_user_by_id(s->store.db, scratch, s->store.org, l->user, &found, &user));
    l->is_dead = l->is_dead || !found || user.state != USER_ACTIVE;
    if (found && user.login.n <= SIGNIN_LOGIN_BYTES)
        memcpy(l->login, user.login.at, user.login.n);
    TRY(live_reserve(&s->live, scratch));
    live_put(&s->live, l);
    return NULL;
}

static void words_copy(struct text words, char *into, size_t most)
{
    memcpy(into, words.at, words.n < most ? words.n : most);
}

static struct err *sessions_read(struct signin *s, struct arena *scratch)
{
    struct sql_sessions_all_row *rows;
    size_t n = 0;
    TRY(sql_sessions_all(s->store.keys, scratch, s->store.org, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct live l = {.key = rows[i].token,
                         .user = rows[i].user,
                         .place = (enum signin_place)rows[i].place,
                         .needs = (uint32_t)rows[i].needs,
                         .is_locked = rows[i].is_locked,
                         .is_dead = !text_is(rows[i].boot, s->boot),
                         .made_ms = rows[i].made_ms,
                         .made_boot_ms = rows[i].made_boot_ms,
                         .used_boot_ms = rows[i].used_boot_ms,
                         .fresh_boot_ms = rows[i].fresh_boot_ms};
        words_copy(rows[i].agent, l.name, SIGNIN_AGENT_BYTES);
        TRY(live_owner(s, scratch, &l));
    }
    return NULL;
}

static struct err *bearers_read(struct signin *s, struct arena *scratch)
{
    struct sql_bearers_live_row *rows;
    size_t n = 0;
    const int64_t boot_ms = world_boot_ms(), wall_ms = world_now_ms();
    TRY(sql_bearers_live(s->store.keys, scratch, s->store.org, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct live l = {.key = rows[i].token,
                         .user = rows[i].user,
                         .place = SIGNIN_COMMAND,
                         .is_bearer = true,
                         .made_ms = rows[i].made_ms,
                         .used_boot_ms = boot_ms - (wall_ms - rows[i].used_ms)};
        words_copy(rows[i].name, l.name, SIGNIN_NAME_BYTES);
        TRY(live_owner(s, scratch, &l));
    }
    return NULL;
}

/* A restart gives nobody ten more guesses. The time that has passed is that of the wall clock: what
 * stands before now counts as just now. */
static struct err *wrong_count(struct signin *s, struct arena *scratch,
                               const struct sql_signin_attempts_since_row *row)
{
    const int64_t wall_ms = world_now_ms(), boot_ms = world_boot_ms();
    int64_t ago_ms = row->at_ms > wall_ms ? 0 : wall_ms - row->at_ms;
    struct sql_user_by_id_row user;
    bool found = false;
    TRY(sql_user_by_id(s->store.db, scratch, s->store.org, row->user, &found, &user));
    if (!found)
        return NULL;
    const struct hash account = account_hash(s, user.login);
    SIGNIN_HOLD(s);
    tally_known(&s->tallies, &account, row->is_good, boot_ms - ago_ms);
    return NULL;
}

static struct err *tallies_read(struct signin *s, struct arena *scratch)
{
    enum { ATTEMPTS_MOST = 5000 };
    struct sql_signin_attempts_since_row *rows;
    size_t n = 0;
    TRY(sql_signin_attempts_since(s->store.keys, scratch, s->store.org,
                                  world_now_ms() - TALLY_FORGET_MS, ATTEMPTS_MOST, &rows, &n));
    for (size_t i = n; i-- > 0;) /* the oldest first; a wrong link was tried at nobody's account */
        if (!id_is_none(rows[i].user) && (rows[i].is_good || rows[i].factor != SIGNIN_BY_LINK))
            TRY(wrong_count(s, scratch, &rows[i]));
    return NULL;
}

static struct err *open_steps(struct signin *s, struct arena *scratch)
{
    TRY(live_start(&s->live));
    TRY(world_boot_id(s->arena, &s->boot));
    world_random(&s->passing, sizeof s->passing);
    s->rested_ms = world_boot_ms();
    s->swept_ms = s->rested_ms - SWEEP_MS;
    TRY(sessions_read(s, scratch));
    TRY(bearers_read(s, scratch));
    TRY(tallies_read(s, scratch));
    /* On a full disk the house is still looked after: what cannot be written waits. */
    struct err *bad = signin_rest(s, scratch);
    if (bad != NULL)
        log_error("sessions-not-kept", bad);
    return NULL;
}

struct err *signin_open(struct arena *scratch, const struct signin_store *store,
                        struct signin **ret_signin)
{
    if (oath_init() != OATH_OK)
        return err_outside(scratch, N_("The cryptography of this machine does not start"),
                           "oath_init");
    struct arena *arena = arena_new(LIMIT_ARENA_TABLES_BYTES);
    NEED(arena);
    struct signin *s = arena_make(arena, struct signin);
    if (s == NULL || pthread_mutex_init(&s->lock, NULL) != 0) {
        arena_free(arena);
        return err_no_memory();
    }
    s->arena = arena;
    s->store = *store;
    struct err *bad = open_steps(s, scratch);
    if (bad != NULL) {
        signin_close(&s);
        return bad;
    }
    *ret_signin = s;
    return NULL;
}

void signin_close(struct signin **signin)
{
    struct signin *s = *signin;
    if (s == NULL)
        return;
    pthread_mutex_destroy(&s->lock);
    live_finish(&s->live);
    arena_free(s->arena);
    *signin = NULL;
}

/* ---- resting --------------------------------------------------------------------------------- */

/* What was used since it was last written, and what is over; a copy, for writing without the lock.
 */
static struct err *dirty_take(struct signin *s, struct arena *scratch, int64_t now_ms,
                              struct live **ret_lives, size_t *ret_n)
{
    size_t n = 0, most = 0, place = 1;
    SIGNIN_HOLD(s);
    for (struct live *l; (l = live_next(&s->live, &place)) != NULL;) {
        l->is_dead = live_state(l, now_ms) == SIGNIN_NONE;
        most += l->is_dirty && !l->is_dead;
    }
    struct live *lives = arena_makes(scratch, struct live, most);
    NEED(lives);
    place = 1;
    for (struct live *l; (l = live_next(&s->live, &place)) != NULL;) {
        if (!l->is_dirty || l->is_dead)
            continue;
        l->is_dirty = false;
        lives[n++] = *l;
    }
    *ret_lives = lives;
    *ret_n = n;
    return NULL;
}

struct rest {
    struct live *lives;
    size_t n;
    int64_t boot_ms, wall_ms;
    bool sweeps;
};

static struct err *rest_write(struct signin *s, struct arena *scratch, void *with)
{
    const struct rest *r = with;
    const struct signin_store *st = &s->store;
    for (size_t i = 0; i < r->n; i++) {
        const struct live *l = &r->lives[i];
        if (l->is_bearer)
            TRY(sql_bearer_used(st->keys, scratch, st->org, l->key,
                                r->wall_ms - (r->boot_ms - l->used_boot_ms)));
        else
            TRY(sql_session_used(st->keys, scratch, st->org, l->key, l->used_boot_ms,
                                 l->is_locked));
    }
    TRY(dead_write(s, scratch));
    if (!r->sweeps)
        return NULL;
    TRY(sql_signin_links_sweep(st->keys, scratch, st->org, text_of(s->boot),
                               r->boot_ms - SIGNIN_LINK_MS));
    return draft_sweep(st, scratch);
}

static bool has_dead(struct signin *s)
{
    size_t place = 1;
    SIGNIN_HOLD(s);
    for (const struct live *l; (l = live_next(&s->live, &place)) != NULL;)
        if (l->is_dead)
            return true;
    return false;
}

static void dirty_again(struct signin *s, const struct rest *r)
{
    SIGNIN_HOLD(s);
    for (size_t i = 0; i < r->n; i++) {
        struct live *l = live_find(&s->live, &r->lives[i].key);
        if (l != NULL)
            l->is_dirty = true;
    }
}

struct err *signin_rest(struct signin *s, struct arena *scratch)
{
    struct rest r = {.boot_ms = world_boot_ms(), .wall_ms = world_now_ms()};
    r.sweeps = r.boot_ms - s->swept_ms >= SWEEP_MS;
    if (r.boot_ms - s->rested_ms < REST_MS && !r.sweeps)
        return NULL;
    TRY(dirty_take(s, scratch, r.boot_ms, &r.lives, &r.n));
    s->rested_ms = r.boot_ms;
    if (r.sweeps)
        s->swept_ms = r.boot_ms;
    if (r.n == 0 && !r.sweeps && !has_dead(s))
        return NULL;
    struct err *bad = side_write(s, scratch, rest_write, &r);
    if (bad != NULL) {
        dirty_again(s, &r);
        return bad;
    }
    dead_forget(s);
    return NULL;
}
