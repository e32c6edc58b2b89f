/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sitekey.c - site.key: the public half of the signing key, and the slots that wrap the secrets.
 *
 * Bytes of the file: "HRTHKEY1" | site 16 | public key 32 | number of slots (varint) | slots |
 * BLAKE2b-256("hearth-site-key-1" || all before). A slot: id 16 | kind 1 | user 16 | made 8 |
 * salt 16 | nonce 24 | wrapped secrets 80. A slot's secrets are sealed under a key that comes of
 * what is typed or plugged in, bound to site, public key and the slot's own fields. */
#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "base/world.h"
#include "seal/inside.h"

enum {
    PASSPHRASE_MAX = 1024,
    PASSES = 3,
    PASS_MEMORY = 64 << 20,
    PAPER_BYTES = 20,
    FILE_BYTES = 32,
    KEY_FILE_MAX = 16 << 10,
};
static const char magic[] = "HRTHKEY1";

struct err *site_key_make(struct arena *into, struct site_key **ret_key, struct keyring **ret_ring)
{
    struct site_key *key = arena_make(into, struct site_key);
    NEED(key);
    struct secrets secrets;
    world_random(&secrets, sizeof secrets);
    key->site = id_random();
    uint8_t signing[crypto_sign_SECRETKEYBYTES];
    (void)crypto_sign_seed_keypair(key->public_key.bytes, signing, secrets.seed);
    sodium_memzero(signing, sizeof signing);
    struct err *bad = keyring_new(into, &secrets, ret_ring);
    sodium_memzero(&secrets, sizeof secrets);
    TRY(bad);
    *ret_key = key;
    return NULL;
}

/* ---- slots ----------------------------------------------------------------------------------- */

static void put_slot_fields(const struct slot *s, struct buf *into)
{
    buf_bytes(into, s->id.bytes, sizeof s->id.bytes);
    buf_u8(into, (uint8_t)s->kind);
    buf_bytes(into, s->user.bytes, sizeof s->user.bytes);
    buf_u64(into, (uint64_t)s->made_ms);
    buf_bytes(into, s->salt, sizeof s->salt);
}

/* What a slot's secrets are bound to. */
static void put_slot_bound(const struct site_key *key, const struct slot *s, struct buf *into)
{
    buf_str(into, "hearth-slot-1");
    buf_bytes(into, key->site.bytes, sizeof key->site.bytes);
    buf_bytes(into, key->public_key.bytes, sizeof key->public_key.bytes);
    put_slot_fields(s, into);
}

/* Argon2id takes 64 MiB, so one derivation runs at a time. */
struct err *seal_password(const struct seal_salt *salt, struct text secret, struct hash *ret_key)
{
    static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
    _Static_assert(sizeof salt->bytes == crypto_pwhash_SALTBYTES, "salt");
    if (!world_may_allocate(PASS_MEMORY))
        return err_no_memory();
    pthread_mutex_lock(&turn);
    int bad = crypto_pwhash(ret_key->bytes, sizeof ret_key->bytes, secret.at, secret.n, salt->bytes,
                            PASSES, PASS_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
    pthread_mutex_unlock(&turn);
    return bad == 0 ? NULL : err_no_memory();
}

static struct err *derive_from_passphrase(const struct slot *s, struct text secret,
                                          uint8_t ret_key[SEAL_KEY])
{
    _Static_assert(sizeof s->salt == SEAL_SALT, "salt");
    _Static_assert(sizeof(struct hash) == SEAL_KEY, "key");
    struct seal_salt salt;
    struct hash key;
    memcpy(salt.bytes, s->salt, SEAL_SALT);
    TRY(seal_password(&salt, secret, &key));
    memcpy(ret_key, key.bytes, SEAL_KEY);
    sodium_memzero(&key, sizeof key);
    return NULL;
}

/* The key that a slot's secret gives. Codes and files are random enough for a plain hash. */
static struct err *slot_derive(const struct slot *s, struct text secret, uint8_t ret_key[SEAL_KEY])
{
    if (s->kind == SLOT_PASSPHRASE)
        return derive_from_passphrase(s, secret, ret_key);
    int bad = crypto_generichash(ret_key, SEAL_KEY, s->salt, sizeof s->salt,
                                 (const uint8_t *)secret.at, secret.n);
    assert(bad == 0);
    return NULL;
}

static bool secret_fits(enum slot_kind kind, struct text secret)
{
    switch (kind) {
    case SLOT_PASSPHRASE:
        return secret.n > 0 && secret.n <= PASSPHRASE_MAX;
    case SLOT_PAPER:
        return secret.n == PAPER_BYTES;
    case SLOT_FILE:
        return secret.n == FILE_BYTES;
    default:
        return false;
    }
}

struct err *site_key_add_slot(struct arena *into, struct site_key *key, const struct keyring *ring,
                              enum slot_kind kind, struct id user, int64_t now_ms,
                              struct text secret)
{
    assert(kind == SLOT_PASSPHRASE || id_is_none(user));
    if (!secret_fits(kind, secret))
        return err_input(into, "passphrase", N_("This passphrase is empty or too long"));
    if (key->n_slots == SLOTS_MAX)
        return err_new(into, ERR_CONFLICT, N_("This site has {1} ways to open it. Take one away"),
                       "64");
    struct slot s = {.id = id_random(), .kind = kind, .user = user, .made_ms = now_ms};
    world_random(s.salt, sizeof s.salt);
    world_random(s.nonce.bytes, sizeof s.nonce.bytes);
    uint8_t *wrapped = arena_alloc(into, WRAPPED_SECRETS);
    NEED(wrapped);
    uint8_t derived[SEAL_KEY];
    struct secrets secrets;
    TRY(slot_derive(&s, secret, derived));
    CLEANUP(buf_done) struct buf bound = buf_make(KEY_FILE_MAX);
    put_slot_bound(key, &s, &bound);
    TRY(buf_check(&bound));
    keyring_secrets(ring, &secrets);
    aead_seal(derived, s.nonce.bytes, buf_text(&bound), &secrets, sizeof secrets, wrapped);
    sodium_memzero(&secrets, sizeof secrets);
    sodium_memzero(derived, sizeof derived);
    s.wrapped = (struct text){(const char *)wrapped, WRAPPED_SECRETS};
    key->slots[key->n_slots++] = s;
    return NULL;
}

bool site_key_drop_slot(struct site_key *key, struct id slot)
{
    for (size_t i = 0; i < key->n_slots; i++) {
        if (!id_equal(key->slots[i].id, slot))
            continue;
        key->n_slots--;
        memmove(&key->slots[i], &key->slots[i + 1], (key->n_slots - i) * sizeof key->slots[0]);
        return true;
    }
    return false;
}

/* Whether the secret opens this slot; then ret_secrets is set. */
static struct err *slot_open(const struct site_key *key, const struct slot *s, struct text secret,
                             bool *ret_is_open, struct secrets *ret_secrets)
{
    CLEANUP(buf_done) struct buf bound = buf_make(KEY_FILE_MAX);
    put_slot_bound(key, s, &bound);
    TRY(buf_check(&bound));
    uint8_t derived[SEAL_KEY];
    TRY(slot_derive(s, secret, derived));
    *ret_is_open = aead_open(derived, s->nonce.bytes, buf_text(&bound), s->wrapped.at, s->wrapped.n,
                             (uint8_t *)ret_secrets);
    sodium_memzero(derived, sizeof derived);
    return NULL;
}

struct err *site_key_open(struct arena *scratch, const struct site_key *key, enum slot_kind kind,
                          struct text secret, struct keyring **ret_ring)
{
    for (size_t i = 0; i < key->n_slots && secret_fits(kind, secret); i++) {
        struct secrets secrets;
        bool is_open = false;
        if (key->slots[i].kind == kind)
            TRY(slot_open(key, &key->slots[i], secret, &is_open, &secrets));
        if (!is_open)
            continue;
        struct err *bad = keyring_new(scratch, &secrets, ret_ring);
        sodium_memzero(&secrets, sizeof secrets);
        return bad;
    }
    if (kind == SLOT_FILE)
        return err_new(scratch, ERR_PASSPHRASE, N_("This key file does not open this site"));
    if (kind == SLOT_PAPER)
        return err_new(scratch, ERR_PASSPHRASE, N_("This recovery code does not open this site"));
    return err_new(scratch, ERR_PASSPHRASE, N_("This passphrase does not open this site"));
}

/* ---- the file -------------------------------------------------------------------------------- */

struct err *site_key_encode(const struct site_key *key, struct buf *into)
{
    const size_t start = into->n;
    buf_str(into, magic);
    buf_bytes(into, key->site.bytes, sizeof key->site.bytes);
    buf_bytes(into, key->public_key.bytes, sizeof key->public_key.bytes);
    buf_varint(into, key->n_slots);
    for (size_t i = 0; i < key->n_slots; i++) {
        const struct slot *s = &key->slots[i];
        assert(s->wrapped.n == WRAPPED_SECRETS);
        put_slot_fields(s, into);
        buf_bytes(into, s->nonce.bytes, sizeof s->nonce.bytes);
        buf_put(into, s->wrapped);
    }
    TRY(buf_check(into));
    struct text all = {into->at + start, into->n - start};
    struct hash sum = seal_hash("hearth-site-key-1", all);
    buf_bytes(into, sum.bytes, sizeof sum.bytes);
    return buf_check(into);
}

static bool take_slot(struct take *t, struct arena *into, struct slot *ret_slot)
{
    struct slot s = {0};
    uint8_t kind = 0;
    uint64_t made = 0;
    const uint8_t *wrapped = NULL;
    if (!take_copy(t, s.id.bytes, sizeof s.id.bytes) || !take_u8(t, &kind) ||
        !take_copy(t, s.user.bytes, sizeof s.user.bytes) || !take_u64(t, &made) ||
        !take_copy(t, s.salt, sizeof s.salt) ||
        !take_copy(t, s.nonce.bytes, sizeof s.nonce.bytes) ||
        !take_bytes(t, WRAPPED_SECRETS, &wrapped))
        return false;
    if (kind < SLOT_PASSPHRASE || kind > SLOT_FILE)
        return false;
    s.kind = (enum slot_kind)kind;
    s.made_ms = (int64_t)made;
    const char *copy = arena_copy(into, wrapped, WRAPPED_SECRETS);
    s.wrapped = (struct text){copy, copy == NULL ? 0 : WRAPPED_SECRETS};
    *ret_slot = s;
    return true;
}

static bool take_site_key(struct take *t, struct arena *into, struct site_key *key)
{
    const uint8_t *head;
    uint64_t n = 0;
    if (!take_bytes(t, sizeof magic - 1, &head) || memcmp(head, magic, sizeof magic - 1) != 0 ||
        !take_copy(t, key->site.bytes, sizeof key->site.bytes) ||
        !take_copy(t, key->public_key.bytes, sizeof key->public_key.bytes) || !take_varint(t, &n) ||
        n > SLOTS_MAX)
        return false;
    for (key->n_slots = 0; key->n_slots < n; key->n_slots++) {
        if (!take_slot(t, into, &key->slots[key->n_slots]))
            return false;
    }
    return take_done(t);
}

struct err *site_key_decode(struct arena *into, struct text bytes, struct site_key **ret_key)
{
    struct site_key *key = arena_make(into, struct site_key);
    NEED(key);
    const size_t n = bytes.n < HASH_BYTES ? 0 : bytes.n - HASH_BYTES;
    struct hash sum = seal_hash("hearth-site-key-1", (struct text){bytes.at, n});
    struct take t = take_from((struct text){bytes.at, n});
    if (n == 0 || n > KEY_FILE_MAX || memcmp(bytes.at + n, sum.bytes, HASH_BYTES) != 0 ||
        !take_site_key(&t, into, key))
        return err_mend(
            err_integrity(into, N_("The file site.key is damaged. Bring it back from a backup"),
                          "site.key of %zu bytes", bytes.n),
            ERR_MEND_RESTORE);
    for (size_t i = 0; i < key->n_slots; i++)
        NEED(key->slots[i].wrapped.at);
    *ret_key = key;
    return NULL;
}
