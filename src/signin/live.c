/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* live.c - the sessions of this moment in memory: a page thread finds one by a hash, under a short
 * lock, without waiting for the disk. */
#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/world.h"
#include "signin/inside.h"

enum { ROOM_FIRST = 64 };

struct err *live_start(struct live_table *t)
{
    t->arena = arena_new(LIMIT_ARENA_TABLES_BYTES * 2);
    NEED(t->arena);
    t->n = 1;
    return NULL;
}

void live_finish(struct live_table *t)
{
    arena_free(t->arena);
}

struct err *live_reserve(struct live_table *t, struct arena *into)
{
    if (t->free != 0 || t->n < t->room)
        return NULL;
    if (t->room == LIVE_MAX)
        return err_new(into, ERR_BUSY, N_("Too many people are signed in. Try again later"));
    size_t room = t->room == 0 ? ROOM_FIRST : t->room * 2;
    struct live *at = arena_grow(t->arena, t->at, t->room, room, sizeof *at);
    NEED(at);
    t->at = at;
    t->room = room;
    return NULL;
}

/* Keys are hashes: their first bytes choose the chain. */
static uint32_t *head_of(struct live_table *t, const struct hash *key)
{
    return &t->heads[(key->bytes[0] | (size_t)key->bytes[1] << 8) % LIVE_HEADS];
}

void live_put(struct live_table *t, const struct live *l)
{
    uint32_t place = t->free;
    assert(place != 0 || t->n < t->room);
    if (place != 0)
        t->free = t->at[place].next;
    else
        place = (uint32_t)t->n++;
    uint32_t *head = head_of(t, &l->key);
    t->at[place] = *l;
    t->at[place].next = *head;
    *head = place;
}

struct live *live_find(struct live_table *t, const struct hash *key)
{
    for (uint32_t i = *head_of(t, key); i != 0; i = t->at[i].next)
        if (seal_hash_equal(&t->at[i].key, key))
            return &t->at[i];
    return NULL;
}

void live_remove(struct live_table *t, const struct hash *key)
{
    for (uint32_t *i = head_of(t, key); *i != 0; i = &t->at[*i].next) {
        uint32_t place = *i;
        if (!seal_hash_equal(&t->at[place].key, key))
            continue;
        if (!t->at[place].is_bearer)
            t->left[t->n_left++ % LIVE_LEFT] = (struct live_left){*key, t->at[place].user};
        *i = t->at[place].next;
        t->at[place] = (struct live){.next = t->free};
        t->free = place;
        return;
    }
}

struct id live_whose(struct live_table *t, const struct hash *key)
{
    const struct live *l = live_find(t, key);
    if (l != NULL)
        return l->is_bearer ? ID_NONE : l->user;
    for (size_t i = 0; i < t->n_left && i < LIVE_LEFT; i++)
        if (seal_hash_equal(&t->left[i].key, key))
            return t->left[i].user;
    return ID_NONE;
}

struct live *live_next(struct live_table *t, size_t *place)
{
    for (; *place < t->n; ++*place)
        if (!id_is_none(t->at[*place].user))
            return &t->at[(*place)++];
    return NULL;
}

enum signin_state live_state(const struct live *l, int64_t now_ms)
{
    if (l->is_dead)
        return SIGNIN_NONE;
    if (l->is_bearer)
        return SIGNIN_OPEN;
    if (now_ms - l->made_boot_ms >= SIGNIN_LONGEST_MS)
        return SIGNIN_NONE;
    if (l->is_locked || now_ms - l->used_boot_ms >= SIGNIN_IDLE_MS)
        return l->needs != 0 ? SIGNIN_NONE : SIGNIN_LOCKED; /* nothing to reopen yet */
    return l->needs != 0 ? SIGNIN_UNFINISHED : SIGNIN_OPEN;
}

/* ---- tokens ---------------------------------------------------------------------------------- */

void signin_unlock(pthread_mutex_t **lock)
{
    pthread_mutex_unlock(*lock);
}

bool token_key(struct text token, struct hash *ret_key)
{
    struct hash bits;
    if (token.n != SIGNIN_TOKEN_TEXT || !text_unhex(token, bits.bytes, sizeof bits.bytes))
        return false;
    *ret_key = seal_hash("hearth-token-1", (struct text){(char *)bits.bytes, sizeof bits.bytes});
    seal_wipe(&bits, sizeof bits);
    return true;
}

void token_make(char ret_token[SIGNIN_TOKEN_TEXT + 1], struct hash *ret_key)
{
    struct hash bits;
    world_random(bits.bytes, sizeof bits.bytes);
    text_hex(bits.bytes, sizeof bits.bytes, ret_token);
    seal_wipe(&bits, sizeof bits);
    bool is_token = token_key(text_of(ret_token), ret_key);
    assert(is_token);
    (void)is_token;
}

void signin_csrf(struct text token, char ret_csrf[SIGNIN_CSRF_TEXT + 1])
{
    struct hash key = {{0}};
    (void)(token.n == SIGNIN_TOKEN_TEXT && text_unhex(token, key.bytes, sizeof key.bytes));
    struct hash csrf = seal_hash_keyed(&key, TEXT("csrf"));
    seal_wipe(&key, sizeof key);
    text_hex(csrf.bytes, sizeof csrf.bytes, ret_csrf);
}

bool signin_csrf_fits(struct text token, struct text given)
{
    char expected[SIGNIN_CSRF_TEXT + 1];
    struct hash a, b;
    if (token.n != SIGNIN_TOKEN_TEXT || !text_unhex(given, b.bytes, sizeof b.bytes))
        return false;
    signin_csrf(token, expected);
    return text_unhex(text_of(expected), a.bytes, sizeof a.bytes) && seal_hash_equal(&a, &b);
}

/* ---- looking --------------------------------------------------------------------------------- */

static void live_tell(const struct live *l, int64_t now_ms, struct signin_session *ret_session)
{
    *ret_session = (struct signin_session){
        .state = live_state(l, now_ms),
        .is_bearer = l->is_bearer,
        .is_fresh = !l->is_bearer && now_ms - l->fresh_boot_ms < SIGNIN_FRESH_MS,
        .needs = l->needs,
        .user = l->user,
        .key = l->key,
    };
    memcpy(ret_session->login, l->login, sizeof l->login);
}

static void look(struct signin *s, struct text token, bool is_bearer,
                 struct signin_session *ret_session)
{
    struct hash key;
    *ret_session = (struct signin_session){0};
    if (!token_key(token, &key))
        return;
    const int64_t now_ms = world_boot_ms();
    SIGNIN_HOLD(s);
    struct live *l = live_find(&s->live, &key);
    if (l == NULL || l->is_bearer != is_bearer || live_state(l, now_ms) == SIGNIN_NONE)
        return;
    live_tell(l, now_ms, ret_session);
    if (ret_session->state == SIGNIN_LOCKED)
        return;
    l->used_boot_ms = now_ms;
    l->is_dirty = true;
}

void signin_look(struct signin *s, struct text token, struct signin_session *ret_session)
{
    look(s, token, false, ret_session);
}

void signin_look_bearer(struct signin *s, struct text token, struct signin_session *ret_session)
{
    look(s, token, true, ret_session);
}

/* ---- listing --------------------------------------------------------------------------------- */

static struct signin_row row_of(const struct live *l, int64_t boot_ms, int64_t wall_ms)
{
    struct signin_row row = {.key = l->key,
                             .is_bearer = l->is_bearer,
                             .state = live_state(l, boot_ms),
                             .place = l->place,
                             .made_ms = l->made_ms,
                             .used_ms = wall_ms - (boot_ms - l->used_boot_ms)};
    if (l->is_bearer)
        memcpy(row.name, l->name, sizeof row.name);
    else
        memcpy(row.agent, l->name, sizeof row.agent);
    return row;
}

/* Few rows: they are put in order one by one. */
static void row_insert(struct signin_row *rows, size_t n, const struct signin_row *row)
{
    size_t i = n;
    for (; i > 0 && rows[i - 1].made_ms < row->made_ms; i--)
        rows[i] = rows[i - 1];
    rows[i] = *row;
}

struct err *signin_list(struct signin *s, struct arena *into, struct id user,
                        struct signin_row **ret_rows, size_t *ret_n)
{
    const int64_t boot_ms = world_boot_ms(), wall_ms = world_now_ms();
    size_t n = 0, most = 0, place = 1;
    SIGNIN_HOLD(s);
    for (const struct live *l; (l = live_next(&s->live, &place)) != NULL;)
        most += id_equal(l->user, user);
    struct signin_row *rows = arena_makes(into, struct signin_row, most);
    NEED(rows);
    place = 1;
    for (const struct live *l; (l = live_next(&s->live, &place)) != NULL;) {
        if (!id_equal(l->user, user) || live_state(l, boot_ms) == SIGNIN_NONE)
            continue;
        const struct signin_row row = row_of(l, boot_ms, wall_ms);
        row_insert(rows, n++, &row);
    }
    *ret_rows = rows;
    *ret_n = n;
    return NULL;
}
