/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* seal.c - starting libsodium, hashes, and the thin layer over its primitives. */
#include "seal/seal.h"

#include <assert.h>
#include <string.h>

#include "base/world.h"
#include "seal/inside.h"

_Static_assert(sizeof(crypto_generichash_blake2b_state) <= sizeof(struct seal_hasher),
               "a hasher has room for the library's state");
_Static_assert(SEAL_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
_Static_assert(SEAL_TAG == crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag");
_Static_assert(SEAL_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");
_Static_assert(SEAL_SIGNATURE == crypto_sign_BYTES, "signature");
_Static_assert(SEAL_PUBLIC == crypto_sign_PUBLICKEYBYTES, "public key");
_Static_assert(SEAL_KEY == crypto_sign_SEEDBYTES, "seed");
_Static_assert(crypto_sign_SECRETKEYBYTES == SEAL_KEY + SEAL_PUBLIC, "a seed and its public half");

static const char *random_name(void)
{
    return "hearth";
}

static uint32_t random_word(void)
{
    uint32_t n;
    world_random(&n, sizeof n);
    return n;
}

static void random_bytes(void *into, size_t n)
{
    world_random(into, n);
}

struct err *seal_start(struct arena *scratch)
{
    static struct randombytes_implementation door = {
        .implementation_name = random_name, .random = random_word, .buf = random_bytes};
    if (randombytes_set_implementation(&door) != 0 || sodium_init() < 0)
        return err_outside(scratch, N_("The cryptography of this machine does not start"),
                           "sodium_init");
    return NULL;
}

void *locked_alloc(size_t n)
{
    return world_may_allocate(n) ? sodium_malloc(n) : NULL;
}

/* ---- hashes -------------------------------------------------------------------------------- */

static crypto_generichash_blake2b_state *hasher_state(struct seal_hasher *h)
{
    return (void *)h->state;
}

static void hasher_begin(struct seal_hasher *h, const char *domain, size_t size)
{
    int bad = crypto_generichash_blake2b_init(hasher_state(h), NULL, 0, size);
    assert(bad == 0);
    seal_hasher_add(h, text_of(domain));
}

static void hasher_finish(struct seal_hasher *h, uint8_t *into, size_t size)
{
    int bad = crypto_generichash_blake2b_final(hasher_state(h), into, size);
    assert(bad == 0);
}

void seal_hasher_start(struct seal_hasher *h, const char *domain)
{
    hasher_begin(h, domain, HASH_BYTES);
}

void seal_hasher_add(struct seal_hasher *h, struct text bytes)
{
    if (bytes.n == 0)
        return;
    int bad =
        crypto_generichash_blake2b_update(hasher_state(h), (const uint8_t *)bytes.at, bytes.n);
    assert(bad == 0);
}

struct hash seal_hasher_end(struct seal_hasher *h)
{
    struct hash hash;
    hasher_finish(h, hash.bytes, sizeof hash.bytes);
    return hash;
}

struct hash seal_hash(const char *domain, struct text bytes)
{
    struct seal_hasher h;
    seal_hasher_start(&h, domain);
    seal_hasher_add(&h, bytes);
    return seal_hasher_end(&h);
}

struct id seal_id(const char *domain, struct text bytes)
{
    struct seal_hasher h;
    struct id id;
    hasher_begin(&h, domain, sizeof id.bytes);
    seal_hasher_add(&h, bytes);
    hasher_finish(&h, id.bytes, sizeof id.bytes);
    return id;
}

struct hash seal_hash_keyed(const struct hash *key, struct text what)
{
    struct hash hash;
    int bad = crypto_generichash(hash.bytes, sizeof hash.bytes, (const uint8_t *)what.at, what.n,
                                 key->bytes, sizeof key->bytes);
    assert(bad == 0);
    return hash;
}

bool seal_hash_equal(const struct hash *a, const struct hash *b)
{
    return sodium_memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

void seal_wipe(void *at, size_t n)
{
    sodium_memzero(at, n);
}

/* ---- sealing and signatures ------------------------------------------------------------------ */

void aead_seal(const uint8_t key[SEAL_KEY], const uint8_t nonce[SEAL_NONCE], struct text ad,
               const void *plain, size_t n, uint8_t *into)
{
    int bad = crypto_aead_xchacha20poly1305_ietf_encrypt(
        into, NULL, plain, n, (const uint8_t *)ad.at, ad.n, NULL, nonce, key);
    assert(bad == 0);
}

bool aead_open(const uint8_t key[SEAL_KEY], const uint8_t nonce[SEAL_NONCE], struct text ad,
               const void *cipher, size_t n, uint8_t *into)
{
    return n >= SEAL_TAG && crypto_aead_xchacha20poly1305_ietf_decrypt(into, NULL, NULL, cipher, n,
                                                                       (const uint8_t *)ad.at, ad.n,
                                                                       nonce, key) == 0;
}

/* Ed25519 over BLAKE2b-256(domain || bytes), so that neither side needs them in one piece. */
bool seal_verify(const struct seal_public *key, const char *domain, struct text bytes,
                 const struct seal_signature *signature)
{
    struct hash hash = seal_hash(domain, bytes);
    return crypto_sign_verify_detached(signature->bytes, hash.bytes, sizeof hash.bytes,
                                       key->bytes) == 0;
}
