/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keyring.c - the open keys of a site, in locked memory.
 *
 * Person keys lie in one open-addressing map: key ids are random, so their first bytes are the
 * hash; removing shifts the followers back, so there are no tombstones. Many threads open and
 * seal under the read lock; the writer alone adds and removes. */
#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "base/world.h"
#include "seal/inside.h"

enum {
    ROOM_FIRST = 64, /* a power of two, as all later ones */
    KEYS_MAX = 4 << 20,
    WRAPPED_KEY = SEAL_NONCE + SEAL_KEY + SEAL_TAG,
};

struct place_of_key {
    struct id id; /* ID_NONE: free */
    uint8_t key[SEAL_KEY];
};

struct keyring {
    pthread_rwlock_t lock;
    struct secrets secrets;
    uint8_t signing[SEAL_KEY + SEAL_PUBLIC]; /* the seed and its public half */
    struct place_of_key *places;
    size_t room;
    size_t n;
};

/* The lock is no part of what a const ring promises. */
static pthread_rwlock_t *ring_lock(const struct keyring *ring)
{
    union {
        const struct keyring *promised;
        struct keyring *ring;
    } both = {.promised = ring};
    return &both.ring->lock;
}

static void lock_release(pthread_rwlock_t **lock)
{
    int bad = pthread_rwlock_unlock(*lock);
    assert(bad == 0);
}

#define HOLD(kind, ring)                                                                           \
    CLEANUP(lock_release) UNUSED pthread_rwlock_t *held_ = ring_lock(ring);                        \
    pthread_rwlock_##kind(held_)

struct err *keyring_new(struct arena *scratch, const struct secrets *secrets,
                        struct keyring **ret_ring)
{
    struct keyring *ring = locked_alloc(sizeof *ring);
    if (ring == NULL)
        return err_no_memory();
    memset(ring, 0, sizeof *ring);
    ring->places = locked_alloc(ROOM_FIRST * sizeof *ring->places);
    pthread_rwlockattr_t attr;
    pthread_rwlockattr_init(&attr);
    /* Else a busy site's page threads could keep the writer out for ever. */
    pthread_rwlockattr_setkind_np(&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    int bad = pthread_rwlock_init(&ring->lock, &attr);
    pthread_rwlockattr_destroy(&attr);
    if (bad != 0 || ring->places == NULL) {
        sodium_free(ring->places);
        sodium_free(ring);
        return bad != 0 ? err_outside(scratch, N_("The keys cannot be held"), "rwlock %d", bad)
                        : err_no_memory();
    }
    memset(ring->places, 0, ROOM_FIRST * sizeof *ring->places);
    ring->room = ROOM_FIRST;
    ring->secrets = *secrets;
    uint8_t public_key[SEAL_PUBLIC];
    (void)crypto_sign_seed_keypair(public_key, ring->signing, secrets->seed);
    *ret_ring = ring;
    return NULL;
}

void keyring_close(struct keyring **ring)
{
    if (*ring == NULL)
        return;
    pthread_rwlock_destroy(&(*ring)->lock);
    sodium_free((*ring)->places);
    sodium_free(*ring);
    *ring = NULL;
}

void keyring_secrets(const struct keyring *ring, struct secrets *ret_secrets)
{
    *ret_secrets = ring->secrets;
}

void keyring_sign(const struct keyring *ring, const char *domain, struct text bytes,
                  struct seal_signature *ret_signature)
{
    struct hash hash = seal_hash(domain, bytes);
    (void)crypto_sign_detached(ret_signature->bytes, NULL, hash.bytes, sizeof hash.bytes,
                               ring->signing);
}

struct id keyring_id(const struct keyring *ring, const char *domain, struct text bytes)
{
    crypto_generichash_blake2b_state state;
    struct id id;
    int bad = crypto_generichash_blake2b_init(&state, ring->secrets.master, SEAL_KEY, ID_BYTES);
    bad |= crypto_generichash_blake2b_update(&state, (const uint8_t *)"hearth-id-1", 11);
    bad |= crypto_generichash_blake2b_update(&state, (const uint8_t *)domain, strlen(domain) + 1);
    if (bytes.n > 0)
        bad |= crypto_generichash_blake2b_update(&state, (const uint8_t *)bytes.at, bytes.n);
    bad |= crypto_generichash_blake2b_final(&state, id.bytes, ID_BYTES);
    assert(bad == 0);
    sodium_memzero(&state, sizeof state);
    return id;
}

/* ---- the map --------------------------------------------------------------------------------- */

static size_t home_of(struct id id, size_t room)
{
    uint64_t h;
    memcpy(&h, id.bytes, sizeof h);
    return (size_t)h & (room - 1);
}

/* Where the key is, or the free place where it would go. */
static struct place_of_key *place_find(struct place_of_key *places, size_t room, struct id id)
{
    size_t i = home_of(id, room);
    while (!id_is_none(places[i].id) && !id_equal(places[i].id, id))
        i = (i + 1) & (room - 1);
    return &places[i];
}

static const uint8_t *key_find(const struct keyring *ring, struct id id)
{
    const struct place_of_key *place = place_find(ring->places, ring->room, id);
    return id_is_none(place->id) || id_is_none(id) ? NULL : place->key;
}

/* Room for one more; at most 7 of 8 places are ever taken. */
static struct err *ring_grow(struct keyring *ring)
{
    if (ring->n + 1 <= ring->room / 8 * 7)
        return NULL;
    size_t room = ring->room * 2;
    struct place_of_key *places = ring->n < KEYS_MAX ? locked_alloc(room * sizeof *places) : NULL;
    if (places == NULL)
        return err_no_memory();
    memset(places, 0, room * sizeof *places);
    for (size_t i = 0; i < ring->room; i++) {
        if (!id_is_none(ring->places[i].id))
            *place_find(places, room, ring->places[i].id) = ring->places[i];
    }
    sodium_free(ring->places);
    ring->places = places;
    ring->room = room;
    return NULL;
}

static struct err *ring_put(struct keyring *ring, struct id id, const uint8_t key[SEAL_KEY])
{
    assert(!id_is_none(id));
    HOLD(wrlock, ring);
    TRY(ring_grow(ring));
    struct place_of_key *place = place_find(ring->places, ring->room, id);
    if (id_is_none(place->id))
        ring->n++;
    place->id = id;
    memcpy(place->key, key, SEAL_KEY);
    return NULL;
}

bool keyring_drop_key(struct keyring *ring, struct id key)
{
    HOLD(wrlock, ring);
    if (key_find(ring, key) == NULL)
        return false;
    const size_t mask = ring->room - 1;
    size_t hole = (size_t)(place_find(ring->places, ring->room, key) - ring->places);
    for (size_t i = (hole + 1) & mask; !id_is_none(ring->places[i].id); i = (i + 1) & mask) {
        size_t home = home_of(ring->places[i].id, ring->room);
        /* A follower may fill the hole unless its home lies behind the hole. */
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            ring->places[hole] = ring->places[i];
            hole = i;
        }
    }
    sodium_memzero(&ring->places[hole], sizeof ring->places[hole]);
    ring->n--;
    return true;
}

bool keyring_has_key(const struct keyring *ring, struct id key)
{
    HOLD(rdlock, ring);
    return key_find(ring, key) != NULL;
}

size_t keyring_count(const struct keyring *ring)
{
    HOLD(rdlock, ring);
    return ring->n;
}

/* ---- wrapped keys: nonce || sealed key, bound to the key's name ------------------------------ */

enum { KEY_BOUND = 12 + ID_BYTES };

static struct text key_bound(struct id key, char at[KEY_BOUND])
{
    memcpy(at, "hearth-key-1", KEY_BOUND - ID_BYTES);
    memcpy(at + KEY_BOUND - ID_BYTES, key.bytes, ID_BYTES);
    return (struct text){at, KEY_BOUND};
}

struct err *keyring_make_key(struct arena *into, struct keyring *ring, struct id key,
                             struct text *ret_wrapped)
{
    if (keyring_has_key(ring, key))
        return err_bug(into, "a key of this name is in the ring");
    uint8_t *wrapped = arena_alloc(into, WRAPPED_KEY);
    NEED(wrapped);
    uint8_t secret[SEAL_KEY];
    char bound[KEY_BOUND];
    world_random(secret, sizeof secret);
    world_random(wrapped, SEAL_NONCE);
    aead_seal(ring->secrets.master, wrapped, key_bound(key, bound), secret, sizeof secret,
              wrapped + SEAL_NONCE);
    struct err *bad = ring_put(ring, key, secret);
    sodium_memzero(secret, sizeof secret);
    TRY(bad);
    *ret_wrapped = (struct text){(const char *)wrapped, WRAPPED_KEY};
    return NULL;
}

struct err *keyring_add_key(struct arena *scratch, struct keyring *ring, struct id key,
                            struct text wrapped)
{
    uint8_t secret[SEAL_KEY];
    char bound[KEY_BOUND];
    const uint8_t *at = (const uint8_t *)wrapped.at;
    if (id_is_none(key) || wrapped.n != WRAPPED_KEY ||
        !aead_open(ring->secrets.master, at, key_bound(key, bound), at + SEAL_NONCE,
                   WRAPPED_KEY - SEAL_NONCE, secret)) {
        char name[ID_TEXT + 1];
        id_text(key, name);
        return err_integrity(scratch, N_("A stored key was changed"), "key %s", name);
    }
    struct err *bad = ring_put(ring, key, secret);
    sodium_memzero(secret, sizeof secret);
    return bad;
}

/* ---- sealed bytes -----------------------------------------------------------------------------
 */

static struct err *key_missing(struct arena *into, struct id key)
{
    char name[ID_TEXT + 1];
    id_text(key, name);
    return err_outside_at(into, __FILE__, __LINE__, ERR_LOCKED,
                          N_("This cannot be read: the site is locked, or the person was erased"),
                          "no key %s", name);
}

struct err *keyring_seal(struct arena *scratch, const struct keyring *ring, struct id key,
                         struct text plain, struct text ad, struct buf *cipher,
                         struct seal_nonce *ret_nonce)
{
    struct arena_mark mark = arena_mark(scratch);
    uint8_t *padded = NULL;
    size_t n = 0;
    TRY(pad_put(scratch, plain, &padded, &n));
    uint8_t *sealed = arena_alloc(scratch, n + SEAL_TAG);
    NEED(sealed);
    struct seal_nonce nonce;
    world_random(nonce.bytes, sizeof nonce.bytes);
    {
        HOLD(rdlock, ring);
        const uint8_t *secret = key_find(ring, key);
        if (secret == NULL)
            return key_missing(scratch, key);
        aead_seal(secret, nonce.bytes, ad, padded, n, sealed);
    }
    buf_bytes(cipher, sealed, n + SEAL_TAG);
    sodium_memzero(padded, n);
    arena_rewind(scratch, mark);
    TRY(buf_check(cipher));
    *ret_nonce = nonce;
    return NULL;
}

struct err *keyring_open(struct arena *into, const struct keyring *ring, struct id key,
                         const struct seal_nonce *nonce, struct text ad, struct text cipher,
                         struct text *ret_plain)
{
    const size_t n = cipher.n < SEAL_TAG ? 0 : cipher.n - SEAL_TAG;
    uint8_t *padded = arena_alloc(into, n);
    NEED(padded);
    bool is_open;
    {
        HOLD(rdlock, ring);
        const uint8_t *secret = key_find(ring, key);
        if (secret == NULL)
            return key_missing(into, key);
        is_open = aead_open(secret, nonce->bytes, ad, cipher.at, cipher.n, padded);
    }
    if (!is_open || !pad_take(padded, n, ret_plain))
        return err_integrity(into, N_("A sealed text was changed"), "%zu bytes", cipher.n);
    return NULL;
}
