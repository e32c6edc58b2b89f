/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* seal.h - all cryptography of the program; nobody else includes sodium.h.
 *
 * BLAKE2b for hashes, XChaCha20-Poly1305 for sealing, Ed25519 for seals over feed heads, Argon2id
 * for passphrases. One algorithm per purpose, no negotiation. Secrets lie in locked, wiped memory
 * of struct keyring and never in an arena. */
#ifndef HEARTH_SEAL_SEAL_H
#define HEARTH_SEAL_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"

enum { SEAL_NONCE = 24, SEAL_SIGNATURE = 64, SEAL_PUBLIC = 32, SEAL_TAG = 16, SEAL_PAD = 256 };

struct seal_nonce {
    uint8_t bytes[SEAL_NONCE];
};
struct seal_public {
    uint8_t bytes[SEAL_PUBLIC];
};
struct seal_signature {
    uint8_t bytes[SEAL_SIGNATURE];
};

/* Once per process, before anything else here; randomness comes through base/world. */
MUST_CHECK struct err *seal_start(struct arena *scratch);

/* ---- hashes -------------------------------------------------------------------------------- */

/* BLAKE2b-256(domain || bytes); `domain` is a constant such as "hearth-entry-1". */
struct hash seal_hash(const char *domain, struct text bytes);
/* BLAKE2b-128 of the same, for ids derived from a source. */
struct id seal_id(const char *domain, struct text bytes);
/* BLAKE2b-256 of `what` under a key: what follows from a secret and does not tell it. */
struct hash seal_hash_keyed(const struct hash *key, struct text what);
/* In constant time. */
bool seal_hash_equal(const struct hash *a, const struct hash *b);

/* A running hash, for rows that come one by one. */
struct seal_hasher {
    _Alignas(64) unsigned char state[384];
};
void seal_hasher_start(struct seal_hasher *h, const char *domain);
void seal_hasher_add(struct seal_hasher *h, struct text bytes);
struct hash seal_hasher_end(struct seal_hasher *h);

/* Forgets a secret that lies outside locked memory. */
void seal_wipe(void *at, size_t n);

/* ---- passwords ------------------------------------------------------------------------------- */

enum { SEAL_SALT = 16 };
struct seal_salt {
    uint8_t bytes[SEAL_SALT];
};
/* Argon2id, 3 passes over 64 MiB, as for a passphrase's slot. One at a time in the whole process:
 * others wait. ERR_BUSY without memory, which says nothing about the secret. */
MUST_CHECK struct err *seal_password(const struct seal_salt *salt, struct text secret,
                                     struct hash *ret_key);

/* ---- the site's key file -------------------------------------------------------------------- */

/* What site.key says: the signing key's public half, and slots. A slot wraps the signing key and
 * the master key under a secret; a PIN is never a slot. */
enum slot_kind {
    SLOT_PASSPHRASE = 1, /* of a user who may unlock; Argon2id */
    SLOT_PAPER = 2,      /* the recovery code, 160 bits in words or base32; no Argon2id needed */
    SLOT_FILE = 3,       /* a key file or stick: 32 random bytes */
};
enum { SLOTS_MAX = 64 };
struct slot {
    struct id id;
    enum slot_kind kind;
    struct id user; /* who knows the passphrase; ID_NONE: whoever was told, or no passphrase */
    int64_t made_ms;
    uint8_t salt[16];
    struct seal_nonce nonce;
    struct text wrapped;
};
struct site_key {
    struct id site;
    struct seal_public public_key;
    size_t n_slots;
    struct slot slots[SLOTS_MAX];
};

struct keyring; /* the open keys of a site: signing, master, and one per person or area */

/* New signing and master keys. Without a slot the ring is the only place they exist. */
MUST_CHECK struct err *site_key_make(struct arena *into, struct site_key **ret_key,
                                     struct keyring **ret_ring);
MUST_CHECK struct err *site_key_add_slot(struct arena *into, struct site_key *key,
                                         const struct keyring *ring, enum slot_kind kind,
                                         struct id user, int64_t now_ms, struct text secret);
/* False when there is no such slot. */
bool site_key_drop_slot(struct site_key *key, struct id slot);
/* Canonical bytes with a checksum; decode then encode gives the same bytes, else ERR_INTEGRITY. */
MUST_CHECK struct err *site_key_encode(const struct site_key *key, struct buf *into);
MUST_CHECK struct err *site_key_decode(struct arena *into, struct text bytes,
                                       struct site_key **ret_key);
/* Tries every slot of that kind; ERR_PASSPHRASE when none opens. */
MUST_CHECK struct err *site_key_open(struct arena *scratch, const struct site_key *key,
                                     enum slot_kind kind, struct text secret,
                                     struct keyring **ret_ring);
/* A key file's bytes (text, one line, with a checksum) and reading them back. */
MUST_CHECK struct err *key_file_make(struct buf *into);
MUST_CHECK struct err *key_file_read(struct arena *into, struct text bytes,
                                     struct text *ret_secret);
/* A recovery code of 160 bits in groups of base32 with a check letter group, for paper. */
MUST_CHECK struct err *paper_code_make(struct buf *into);
/* Accepts lower case, spaces and missing hyphens. */
MUST_CHECK struct err *paper_code_read(struct arena *into, struct text typed,
                                       struct text *ret_secret);

/* Wipes and frees; takes NULL. For CLEANUP() too. */
void keyring_close(struct keyring **ring);

/* ---- seals over feed heads ------------------------------------------------------------------- */

void keyring_sign(const struct keyring *ring, const char *domain, struct text bytes,
                  struct seal_signature *ret_signature);
bool seal_verify(const struct seal_public *key, const char *domain, struct text bytes,
                 const struct seal_signature *signature);

/* BLAKE2b-128 under the site's own secret: an id that follows from a source, and that nobody who
 * has only the journal can try names against. Always the same at this site. */
struct id keyring_id(const struct keyring *ring, const char *domain, struct text bytes);

/* ---- keys of persons and areas --------------------------------------------------------------- */

/* Readers may run in many threads; only the writer adds and removes. A ring holds at most
 * bytes for KEYS_MAX keys; the map grows in locked memory as far as the system allows. */

/* Makes a random key named `key` (a random id), puts it into the ring and gives what the key store
 * keeps: nonce || ciphertext under the master key, bound to `key`. */
MUST_CHECK struct err *keyring_make_key(struct arena *into, struct keyring *ring, struct id key,
                                        struct text *ret_wrapped);
/* Puts a stored key into the ring; ERR_INTEGRITY when it does not unwrap under that name. */
MUST_CHECK struct err *keyring_add_key(struct arena *scratch, struct keyring *ring, struct id key,
                                       struct text wrapped);
/* Wipes it; false when it was not there. */
bool keyring_drop_key(struct keyring *ring, struct id key);
bool keyring_has_key(const struct keyring *ring, struct id key);
size_t keyring_count(const struct keyring *ring);

/* Pads to SEAL_PAD bytes (length prefix inside), random nonce, XChaCha20-Poly1305 with `ad` bound.
 * ERR_LOCKED when the ring has no such key: the person was erased or the site is locked. */
MUST_CHECK struct err *keyring_seal(struct arena *scratch, const struct keyring *ring,
                                    struct id key, struct text plain, struct text ad,
                                    struct buf *cipher, struct seal_nonce *ret_nonce);
/* ERR_INTEGRITY when the bytes are not what was sealed in this place. */
MUST_CHECK struct err *keyring_open(struct arena *into, const struct keyring *ring, struct id key,
                                    const struct seal_nonce *nonce, struct text ad,
                                    struct text cipher, struct text *ret_plain);

/* The same under a key that follows from the master key and serves one use alone, for what is kept
 * beside the journal. One piece of bytes: nonce, then ciphertext. */
enum seal_use { SEAL_USE_FACTOR = 1, SEAL_USE_DRAFT = 2, SEAL_USE_STAGING = 3 };
MUST_CHECK struct err *keyring_seal_for(struct arena *scratch, const struct keyring *ring,
                                        enum seal_use use, struct text plain, struct text ad,
                                        struct buf *sealed);
MUST_CHECK struct err *keyring_open_for(struct arena *into, const struct keyring *ring,
                                        enum seal_use use, struct text ad, struct text sealed,
                                        struct text *ret_plain);

#endif
