/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* inside.h - what the files of seal/ share; nobody else includes it.
 *
 * All secrets lie in memory of sodium_malloc: locked as far as the system allows, kept out of core
 * images, wiped when freed. */
#ifndef HEARTH_SEAL_INSIDE_H
#define HEARTH_SEAL_INSIDE_H

#include <sodium.h>

#include "seal/seal.h"

enum { SEAL_KEY = 32, WRAPPED_SECRETS = SEAL_KEY + SEAL_KEY + SEAL_TAG };

/* What the slots of site.key wrap. */
struct secrets {
    uint8_t seed[SEAL_KEY]; /* of the signing key */
    uint8_t master[SEAL_KEY];
};

/* Locked memory; NULL when there is none. sodium_free gives it back, wiped. */
void *locked_alloc(size_t n);
/* A ring that holds these secrets and no further key; copies them. */
MUST_CHECK struct err *keyring_new(struct arena *scratch, const struct secrets *secrets,
                                   struct keyring **ret_ring);
void keyring_secrets(const struct keyring *ring, struct secrets *ret_secrets);

/* XChaCha20-Poly1305; `into` takes n + SEAL_TAG bytes. */
void aead_seal(const uint8_t key[SEAL_KEY], const uint8_t nonce[SEAL_NONCE], struct text ad,
               const void *plain, size_t n, uint8_t *into);
/* `into` takes n - SEAL_TAG bytes; false when the bytes are not what was sealed. */
bool aead_open(const uint8_t key[SEAL_KEY], const uint8_t nonce[SEAL_NONCE], struct text ad,
               const void *cipher, size_t n, uint8_t *into);

/* Length and zeros around a plain text, in an arena; and the plain text in them again: false when
 * they are not as padding makes them. */
MUST_CHECK struct err *pad_put(struct arena *into, struct text plain, uint8_t **ret_padded,
                               size_t *ret_n);
bool pad_take(const uint8_t *padded, size_t n, struct text *ret_plain);

#endif
