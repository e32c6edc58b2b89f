/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* padded.c - the size of what is sealed tells nothing: length (4 bytes, big-endian), plain text,
 * zeros to a multiple of SEAL_PAD. And sealing for what is kept beside the journal. */
#include <assert.h>
#include <string.h>

#include "base/world.h"
#include "seal/inside.h"

enum { LENGTH_PREFIX = 4, PLAIN_MAX = 16 << 20 };

struct err *pad_put(struct arena *into, struct text plain, uint8_t **ret_padded, size_t *ret_n)
{
    if (plain.n > PLAIN_MAX)
        return err_new(into, ERR_INPUT, N_("This is too large to be sealed in one piece"));
    const size_t n = (LENGTH_PREFIX + plain.n + SEAL_PAD - 1) / SEAL_PAD * SEAL_PAD;
    uint8_t *padded = arena_zero(into, n);
    NEED(padded);
    for (size_t i = 0; i < LENGTH_PREFIX; i++)
        padded[i] = (uint8_t)(plain.n >> (8 * (LENGTH_PREFIX - 1 - i)));
    if (plain.n > 0)
        memcpy(padded + LENGTH_PREFIX, plain.at, plain.n);
    *ret_padded = padded;
    *ret_n = n;
    return NULL;
}

bool pad_take(const uint8_t *padded, size_t n, struct text *ret_plain)
{
    if (n == 0 || n % SEAL_PAD != 0)
        return false;
    size_t length = 0;
    for (size_t i = 0; i < LENGTH_PREFIX; i++)
        length = length << 8 | padded[i];
    if (length > n - LENGTH_PREFIX || n - LENGTH_PREFIX - length >= SEAL_PAD)
        return false;
    *ret_plain = (struct text){(const char *)padded + LENGTH_PREFIX, length};
    return sodium_is_zero(padded + LENGTH_PREFIX + length, n - LENGTH_PREFIX - length) == 1;
}

/* ---- under a key for one use ------------------------------------------------------------------
 */

static void key_for(const struct keyring *ring, enum seal_use use, uint8_t ret_key[SEAL_KEY])
{
    static const char names[][crypto_kdf_CONTEXTBYTES] = {
        [SEAL_USE_FACTOR] = "totp", [SEAL_USE_DRAFT] = "draft", [SEAL_USE_STAGING] = "staging"};
    _Static_assert(crypto_kdf_KEYBYTES == SEAL_KEY, "the master key makes other keys");
    struct secrets secrets;
    assert(use >= SEAL_USE_FACTOR && use <= SEAL_USE_STAGING);
    keyring_secrets(ring, &secrets);
    int bad = crypto_kdf_derive_from_key(ret_key, SEAL_KEY, 1, names[use], secrets.master);
    assert(bad == 0);
    sodium_memzero(&secrets, sizeof secrets);
}

struct err *keyring_seal_for(struct arena *scratch, const struct keyring *ring, enum seal_use use,
                             struct text plain, struct text ad, struct buf *sealed)
{
    struct arena_mark mark = arena_mark(scratch);
    uint8_t *padded = NULL;
    uint8_t key[SEAL_KEY];
    size_t n_padded = 0;
    TRY(pad_put(scratch, plain, &padded, &n_padded));
    const size_t n = SEAL_NONCE + n_padded + SEAL_TAG;
    uint8_t *into = arena_alloc(scratch, n);
    NEED(into);
    world_random(into, SEAL_NONCE);
    key_for(ring, use, key);
    aead_seal(key, into, ad, padded, n_padded, into + SEAL_NONCE);
    sodium_memzero(padded, n_padded);
    sodium_memzero(key, sizeof key);
    buf_bytes(sealed, into, n);
    arena_rewind(scratch, mark);
    return buf_check(sealed);
}

struct err *keyring_open_for(struct arena *into, const struct keyring *ring, enum seal_use use,
                             struct text ad, struct text sealed, struct text *ret_plain)
{
    const uint8_t *at = (const uint8_t *)sealed.at;
    const bool has_head = sealed.n > SEAL_NONCE + SEAL_TAG;
    const size_t n = has_head ? sealed.n - SEAL_NONCE : 0;
    uint8_t key[SEAL_KEY];
    uint8_t *padded = arena_alloc(into, n);
    NEED(padded);
    key_for(ring, use, key);
    bool is_open = has_head && aead_open(key, at, ad, at + SEAL_NONCE, n, padded);
    sodium_memzero(key, sizeof key);
    if (!is_open || !pad_take(padded, n - SEAL_TAG, ret_plain))
        return err_integrity(into, N_("A sealed text was changed"), "%zu bytes", sealed.n);
    return NULL;
}
