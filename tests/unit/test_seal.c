/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Hashes and signatures against known answers, the ring of keys, sealed bytes. */
#include "unit.h"

#include <pthread.h>

#include "known_random.h"
#include "seal/seal.h"

static int begin(void **state)
{
    return unit_arena(state) != 0 || seal_start(*state) != NULL;
}

#define seal_test(name) cmocka_unit_test_setup_teardown(name, begin, unit_arena_done)

static void assert_hex(const char *expected, const void *bytes, size_t n)
{
    char hex[513];
    assert_true(n <= 256);
    text_hex(bytes, n, hex);
    assert_string_equal(expected, hex);
}

/* ---- hashes ---------------------------------------------------------------------------------- */

static void a_hash_is_blake2b_of_domain_and_bytes(void **state)
{
    (void)state;
    struct hash h = seal_hash("hearth-entry-1", TEXT("abc"));
    assert_hex("c17417070a4a275454d92c5cd4f9ea5099480d2a04f10173510bfe542456e8e2", h.bytes,
               sizeof h.bytes);
    /* RFC 7693 gives no 256-bit answer; this one is of hashlib.blake2b. */
    h = seal_hash("", TEXT(""));
    assert_hex("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8", h.bytes,
               sizeof h.bytes);
    struct id id = seal_id("hearth-feed-1", TEXT("abc"));
    assert_hex("5e619a6ccf407c4b8731f9f2a71e865e", id.bytes, sizeof id.bytes);
}

static void a_running_hash_is_the_hash_of_the_whole(void **state)
{
    (void)state;
    struct seal_hasher h;
    seal_hasher_start(&h, "d");
    seal_hasher_add(&h, TEXT("ab"));
    seal_hasher_add(&h, TEXT(""));
    seal_hasher_add(&h, TEXT("c"));
    struct hash pieces = seal_hasher_end(&h);
    struct hash whole = seal_hash("d", TEXT("abc"));
    assert_true(seal_hash_equal(&pieces, &whole));
    whole.bytes[31] ^= 1;
    assert_false(seal_hash_equal(&pieces, &whole));
}

/* ---- signatures ------------------------------------------------------------------------------ */

static void signatures_are_ed25519_over_the_hash(void **state)
{
    struct site_key *key;
    struct keyring *ring;
    known_world(0);
    assert_fine(site_key_make(*state, &key, &ring));
    world_set(NULL);
    assert_hex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8",
               key->public_key.bytes, sizeof key->public_key.bytes);
    struct seal_signature s;
    keyring_sign(ring, "hearth-seal-1", TEXT("abc"), &s);
    assert_hex("4b3616146bb529624bd761817cc424b79221903f4f83894377786df8372ece4a"
               "06fa8943073c58d74588950ae366213d35f905baf2ab3e54e5f521d4e13ca307",
               s.bytes, sizeof s.bytes);
    keyring_close(&ring);
}

static void no_bit_of_what_is_signed_may_change(void **state)
{
    struct site_key *key;
    struct keyring *ring;
    assert_fine(site_key_make(*state, &key, &ring));
    struct seal_signature s;
    keyring_sign(ring, "d", TEXT("abc"), &s);
    assert_true(seal_verify(&key->public_key, "d", TEXT("abc"), &s));
    assert_false(seal_verify(&key->public_key, "e", TEXT("abc"), &s));
    assert_false(seal_verify(&key->public_key, "d", TEXT("abd"), &s));
    for (size_t bit = 0; bit < 8 * sizeof s.bytes; bit++) {
        s.bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_false(seal_verify(&key->public_key, "d", TEXT("abc"), &s));
        s.bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
    struct seal_public other = key->public_key;
    other.bytes[0] ^= 1;
    assert_false(seal_verify(&other, "d", TEXT("abc"), &s));
    keyring_close(&ring);
}

/* ---- the ring -------------------------------------------------------------------------------- */

static struct keyring *given_ring(struct arena *a)
{
    struct site_key *key;
    struct keyring *ring = NULL;
    assert_fine(site_key_make(a, &key, &ring));
    return ring;
}

static void a_key_opens_what_it_sealed_and_only_there(void **state)
{
    struct keyring *ring = given_ring(*state);
    struct id key = id_random(), other = id_random();
    struct text wrapped, plain = TEXT("Anna K. sleeps here"), again;
    assert_fine(keyring_make_key(*state, ring, key, &wrapped));
    assert_fine(keyring_make_key(*state, ring, other, &wrapped));
    struct buf cipher = buf_make(4096);
    struct seal_nonce nonce;
    assert_fine(keyring_seal(*state, ring, key, plain, TEXT("place"), &cipher, &nonce));
    assert_int_equal(SEAL_PAD + SEAL_TAG, cipher.n);
    assert_fine(keyring_open(*state, ring, key, &nonce, TEXT("place"), buf_text(&cipher), &again));
    assert_true(text_equal(plain, again));
    assert_err(ERR_INTEGRITY, keyring_open(*state, ring, key, &nonce, TEXT("elsewhere"),
                                           buf_text(&cipher), &again));
    assert_err(ERR_INTEGRITY,
               keyring_open(*state, ring, other, &nonce, TEXT("place"), buf_text(&cipher), &again));
    assert_err(ERR_LOCKED, keyring_open(*state, ring, id_random(), &nonce, TEXT("place"),
                                        buf_text(&cipher), &again));
    buf_done(&cipher);
    keyring_close(&ring);
}

static void no_bit_of_a_sealed_text_may_change(void **state)
{
    struct keyring *ring = given_ring(*state);
    struct id key = id_random();
    struct text wrapped, again;
    assert_fine(keyring_make_key(*state, ring, key, &wrapped));
    struct buf cipher = buf_make(4096);
    struct seal_nonce nonce;
    assert_fine(keyring_seal(*state, ring, key, TEXT("words"), TEXT("ad"), &cipher, &nonce));
    for (size_t bit = 0; bit < 8 * (cipher.n + SEAL_NONCE); bit++) {
        uint8_t *at = bit / 8 < SEAL_NONCE ? &nonce.bytes[bit / 8]
                                           : (uint8_t *)cipher.at + bit / 8 - SEAL_NONCE;
        *at ^= (uint8_t)(1U << bit % 8);
        assert_err(ERR_INTEGRITY,
                   keyring_open(*state, ring, key, &nonce, TEXT("ad"), buf_text(&cipher), &again));
        *at ^= (uint8_t)(1U << bit % 8);
    }
    for (size_t n = 0; n < cipher.n; n++)
        assert_err(ERR_INTEGRITY, keyring_open(*state, ring, key, &nonce, TEXT("ad"),
                                               (struct text){cipher.at, n}, &again));
    buf_done(&cipher);
    keyring_close(&ring);
}

static void no_two_sealed_texts_share_a_nonce(void **state)
{
    enum { TEXTS = 50 };
    struct keyring *ring = given_ring(*state);
    struct id key = id_random();
    struct text wrapped;
    struct seal_nonce nonces[TEXTS];
    assert_fine(keyring_make_key(*state, ring, key, &wrapped));
    for (size_t i = 0; i < TEXTS; i++) {
        struct buf cipher = buf_make(4096);
        assert_fine(keyring_seal(*state, ring, key, TEXT("a"), TEXT(""), &cipher, &nonces[i]));
        for (size_t k = 0; k < i; k++)
            assert_memory_not_equal(nonces[k].bytes, nonces[i].bytes, SEAL_NONCE);
        buf_done(&cipher);
    }
    keyring_close(&ring);
}

static void the_length_of_a_sealed_text_is_hidden_in_steps(void **state)
{
    struct keyring *ring = given_ring(*state);
    struct id key = id_random();
    struct text wrapped, again;
    assert_fine(keyring_make_key(*state, ring, key, &wrapped));
    static const char words[SEAL_PAD * 3];
    for (size_t n = 0; n <= sizeof words; n++) {
        struct arena_mark mark = arena_mark(*state);
        struct buf cipher = buf_make(4096);
        struct seal_nonce nonce;
        struct text plain = {words, n};
        assert_fine(keyring_seal(*state, ring, key, plain, TEXT(""), &cipher, &nonce));
        assert_int_equal(0, (cipher.n - SEAL_TAG) % SEAL_PAD);
        assert_int_equal((n + 4 + SEAL_PAD - 1) / SEAL_PAD, (cipher.n - SEAL_TAG) / SEAL_PAD);
        assert_fine(keyring_open(*state, ring, key, &nonce, TEXT(""), buf_text(&cipher), &again));
        assert_int_equal(n, again.n);
        buf_done(&cipher);
        arena_rewind(*state, mark);
    }
    keyring_close(&ring);
}

static void a_sealed_text_is_xchacha20_poly1305(void **state)
{
    known_world(0);
    struct keyring *ring = given_ring(*state);
    struct id key = {{1}};
    struct text wrapped;
    assert_fine(keyring_make_key(*state, ring, key, &wrapped));
    struct buf cipher = buf_make(4096);
    struct seal_nonce nonce;
    assert_fine(keyring_seal(*state, ring, key, TEXT("words"), TEXT("place"), &cipher, &nonce));
    world_set(NULL);
    assert_hex("707172737475767778797a7b7c7d7e7f8081828384858687a42dd87e4b02d96c"
               "4e55387c04d6b1eabcb6e937a5efde53a8eba54ecc86f67e52e45faad24e60d9"
               "fd9e47245da332c0",
               wrapped.at, wrapped.n);
    struct hash h = seal_hash("", buf_text(&cipher));
    assert_hex("88a92315ca667216a41716db377c72777289ed20b6e9312404ed220e9d673ac8", h.bytes,
               sizeof h.bytes);
    buf_done(&cipher);
    keyring_close(&ring);
}

static void a_stored_key_comes_back_under_its_own_name_only(void **state)
{
    struct keyring *ring = given_ring(*state);
    struct id key = id_random();
    struct text wrapped, again;
    assert_fine(keyring_make_key(*state, ring, key, &wrapped));
    struct buf cipher = buf_make(4096);
    struct seal_nonce nonce;
    assert_fine(keyring_seal(*state, ring, key, TEXT("words"), TEXT(""), &cipher, &nonce));
    assert_true(keyring_drop_key(ring, key));
    assert_false(keyring_drop_key(ring, key));
    assert_false(keyring_has_key(ring, key));
    assert_err(ERR_LOCKED,
               keyring_open(*state, ring, key, &nonce, TEXT(""), buf_text(&cipher), &again));
    assert_err(ERR_INTEGRITY, keyring_add_key(*state, ring, id_random(), wrapped));
    assert_err(ERR_INTEGRITY, keyring_add_key(*state, ring, ID_NONE, wrapped));
    char *bytes = arena_copy(*state, wrapped.at, wrapped.n);
    for (size_t bit = 0; bit < 8 * wrapped.n; bit++) {
        bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
        assert_err(ERR_INTEGRITY,
                   keyring_add_key(*state, ring, key, (struct text){bytes, wrapped.n}));
        bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
    }
    assert_int_equal(0, keyring_count(ring));
    assert_fine(keyring_add_key(*state, ring, key, wrapped));
    assert_fine(keyring_add_key(*state, ring, key, wrapped));
    assert_int_equal(1, keyring_count(ring));
    assert_fine(keyring_open(*state, ring, key, &nonce, TEXT(""), buf_text(&cipher), &again));
    buf_done(&cipher);
    keyring_close(&ring);
    assert_null(ring);
    keyring_close(&ring);
}

/* Ids whose first bytes collide on purpose, so that runs form and wrap around the map's end. */
static struct id crowded_id(size_t i)
{
    struct id id = {{(uint8_t)(62 + i % 4)}};
    id.bytes[8] = (uint8_t)(i + 1);
    id.bytes[9] = (uint8_t)(i >> 8);
    return id;
}

static void the_map_loses_no_key_however_crowded(void **state)
{
    enum { KEYS = 600 };
    struct keyring *ring = given_ring(*state);
    struct text wrapped;
    bool held[KEYS] = {false};
    size_t n = 0;
    for (size_t step = 0; step < 6 * KEYS; step++) {
        size_t i = step * 7919 % KEYS;
        if (held[i])
            assert_true(keyring_drop_key(ring, crowded_id(i)));
        else
            assert_fine(keyring_make_key(*state, ring, crowded_id(i), &wrapped));
        held[i] = !held[i] || step % 3 == 0;
        if (held[i] && !keyring_has_key(ring, crowded_id(i)))
            assert_fine(keyring_make_key(*state, ring, crowded_id(i), &wrapped));
        n = 0;
        for (size_t k = step % 50; k < KEYS; k += 50)
            assert_int_equal(held[k], keyring_has_key(ring, crowded_id(k)));
    }
    for (size_t k = 0; k < KEYS; k++)
        n += held[k];
    assert_int_equal(n, keyring_count(ring));
    assert_false(keyring_has_key(ring, ID_NONE));
    keyring_close(&ring);
}

/* ---- threads -----------------------------------------------------------------------------------
 */

struct reader {
    const struct keyring *ring;
    struct id key;
    struct text cipher;
    struct seal_nonce nonce;
    size_t opened;
};

enum { OPENINGS = 2000 };

static void *read_on(void *with)
{
    struct reader *r = with;
    struct arena *a = arena_new(1 << 20);
    for (size_t i = 0; a != NULL && i < OPENINGS; i++) {
        struct text plain;
        if (keyring_open(a, r->ring, r->key, &r->nonce, TEXT(""), r->cipher, &plain) == NULL)
            r->opened += text_is(plain, "words");
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static void readers_read_while_the_writer_adds_and_removes(void **state)
{
    enum { READERS = 3, OTHERS = 1000 };
    struct keyring *ring = given_ring(*state);
    struct id key = id_random();
    struct text wrapped;
    struct buf cipher = buf_make(4096);
    struct reader readers[READERS];
    pthread_t threads[READERS];
    struct seal_nonce nonce;
    assert_fine(keyring_make_key(*state, ring, key, &wrapped));
    assert_fine(keyring_seal(*state, ring, key, TEXT("words"), TEXT(""), &cipher, &nonce));
    for (size_t i = 0; i < READERS; i++) {
        readers[i] = (struct reader){ring, key, buf_text(&cipher), nonce, 0};
        assert_int_equal(0, pthread_create(&threads[i], NULL, read_on, &readers[i]));
    }
    struct id others[OTHERS];
    for (size_t i = 0; i < OTHERS; i++) {
        others[i] = id_random();
        assert_fine(keyring_make_key(*state, ring, others[i], &wrapped));
        if (i % 2 == 1)
            assert_true(keyring_drop_key(ring, others[i / 2]));
    }
    for (size_t i = 0; i < READERS; i++) {
        assert_int_equal(0, pthread_join(threads[i], NULL));
        assert_int_equal(OPENINGS, readers[i].opened);
    }
    assert_int_equal(1 + OTHERS / 2, keyring_count(ring));
    buf_done(&cipher);
    keyring_close(&ring);
}

static struct err *make_and_seal(struct arena *a, void *with)
{
    (void)with;
    struct site_key *key;
    CLEANUP(keyring_close) struct keyring *ring = NULL;
    CLEANUP(buf_done) struct buf cipher = buf_make(4096);
    struct text wrapped, plain;
    struct seal_nonce nonce;
    TRY(site_key_make(a, &key, &ring));
    struct id id = id_random();
    for (size_t i = 0; i < 60; i++)
        TRY(keyring_make_key(a, ring, id_random(), &wrapped));
    TRY(keyring_make_key(a, ring, id, &wrapped));
    TRY(keyring_seal(a, ring, id, TEXT("x"), TEXT("y"), &cipher, &nonce));
    return keyring_open(a, ring, id, &nonce, TEXT("y"), buf_text(&cipher), &plain);
}

static void a_lack_of_memory_is_said(void **state)
{
    (void)state;
    assert_true(unit_fail_each_allocation(make_and_seal, NULL) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        seal_test(a_hash_is_blake2b_of_domain_and_bytes),
        seal_test(a_running_hash_is_the_hash_of_the_whole),
        seal_test(signatures_are_ed25519_over_the_hash),
        seal_test(no_bit_of_what_is_signed_may_change),
        seal_test(a_key_opens_what_it_sealed_and_only_there),
        seal_test(no_bit_of_a_sealed_text_may_change),
        seal_test(no_two_sealed_texts_share_a_nonce),
        seal_test(the_length_of_a_sealed_text_is_hidden_in_steps),
        seal_test(a_sealed_text_is_xchacha20_poly1305),
        seal_test(a_stored_key_comes_back_under_its_own_name_only),
        seal_test(the_map_loses_no_key_however_crowded),
        seal_test(readers_read_while_the_writer_adds_and_removes),
        seal_test(a_lack_of_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
