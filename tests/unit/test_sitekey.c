/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* site.key with its slots, the key file, the recovery code. */
#include "unit.h"

#include "known_random.h"
#include "seal/seal.h"

struct site {
    struct site_key *key;
    struct keyring *ring;
    struct text paper, file;
    struct id user;
};

static int begin(void **state)
{
    return unit_arena(state) != 0 || seal_start(*state) != NULL;
}

#define seal_test(name) cmocka_unit_test_setup_teardown(name, begin, unit_arena_done)

/* Slots by paper and file; a passphrase costs 50 ms, so tests add one where it matters. */
static struct site given_site(struct arena *a)
{
    struct site s = {.user = id_random()};
    struct buf words = buf_make(256);
    assert_fine(site_key_make(a, &s.key, &s.ring));
    assert_fine(paper_code_make(&words));
    assert_fine(paper_code_read(a, buf_text(&words), &s.paper));
    buf_clear(&words);
    assert_fine(key_file_make(&words));
    assert_fine(key_file_read(a, buf_text(&words), &s.file));
    buf_done(&words);
    assert_fine(site_key_add_slot(a, s.key, s.ring, SLOT_PAPER, ID_NONE, 1000, s.paper));
    assert_fine(site_key_add_slot(a, s.key, s.ring, SLOT_FILE, ID_NONE, 2000, s.file));
    return s;
}

static void assert_same_ring(struct arena *a, const struct keyring *mine, struct keyring *theirs)
{
    struct seal_signature x, y;
    (void)a;
    keyring_sign(mine, "d", TEXT("abc"), &x);
    keyring_sign(theirs, "d", TEXT("abc"), &y);
    assert_memory_equal(x.bytes, y.bytes, sizeof x.bytes);
}

static void every_slot_opens_the_same_site(void **state)
{
    struct site s = given_site(*state);
    struct keyring *ring = NULL;
    struct text words = TEXT("five words that stay home");
    assert_fine(site_key_add_slot(*state, s.key, s.ring, SLOT_PASSPHRASE, s.user, 3000, words));
    assert_fine(site_key_open(*state, s.key, SLOT_PASSPHRASE, words, &ring));
    assert_same_ring(*state, s.ring, ring);
    keyring_close(&ring);
    assert_fine(site_key_open(*state, s.key, SLOT_PAPER, s.paper, &ring));
    assert_same_ring(*state, s.ring, ring);
    keyring_close(&ring);
    assert_fine(site_key_open(*state, s.key, SLOT_FILE, s.file, &ring));
    struct text wrapped;
    struct id id = id_random();
    assert_fine(keyring_make_key(*state, s.ring, id, &wrapped));
    assert_fine(keyring_add_key(*state, ring, id, wrapped)); /* one master key */
    keyring_close(&ring);
    assert_err(ERR_PASSPHRASE,
               site_key_open(*state, s.key, SLOT_PASSPHRASE, TEXT("five words that left"), &ring));
    assert_err(ERR_PASSPHRASE, site_key_open(*state, s.key, SLOT_PASSPHRASE, TEXT(""), &ring));
    assert_err(ERR_PASSPHRASE, site_key_open(*state, s.key, SLOT_FILE, s.paper, &ring));
    assert_null(ring);
    keyring_close(&s.ring);
}

static void a_dropped_slot_opens_nothing(void **state)
{
    struct site s = given_site(*state);
    struct keyring *ring = NULL;
    assert_true(site_key_drop_slot(s.key, s.key->slots[0].id));
    assert_false(site_key_drop_slot(s.key, id_random()));
    assert_int_equal(1, s.key->n_slots);
    assert_err(ERR_PASSPHRASE, site_key_open(*state, s.key, SLOT_PAPER, s.paper, &ring));
    assert_fine(site_key_open(*state, s.key, SLOT_FILE, s.file, &ring));
    keyring_close(&ring);
    keyring_close(&s.ring);
}

static void a_slot_is_bound_to_its_own_fields(void **state)
{
    struct site s = given_site(*state);
    struct keyring *ring = NULL;
    struct slot kept = s.key->slots[1];
    s.key->slots[1].made_ms++;
    assert_err(ERR_PASSPHRASE, site_key_open(*state, s.key, SLOT_FILE, s.file, &ring));
    s.key->slots[1] = kept;
    s.key->site.bytes[0] ^= 1;
    assert_err(ERR_PASSPHRASE, site_key_open(*state, s.key, SLOT_FILE, s.file, &ring));
    keyring_close(&s.ring);
}

static void slots_have_a_limit(void **state)
{
    struct site s = given_site(*state);
    while (s.key->n_slots < SLOTS_MAX)
        assert_fine(site_key_add_slot(*state, s.key, s.ring, SLOT_FILE, ID_NONE, 1, s.file));
    assert_err(ERR_CONFLICT,
               site_key_add_slot(*state, s.key, s.ring, SLOT_FILE, ID_NONE, 1, s.file));
    keyring_close(&s.ring);
}

static void no_bit_of_site_key_may_change(void **state)
{
    struct site s = given_site(*state);
    struct buf bytes = buf_make(64 << 10), again = buf_make(64 << 10);
    struct site_key *key;
    assert_fine(site_key_encode(s.key, &bytes));
    assert_fine(site_key_decode(*state, buf_text(&bytes), &key));
    assert_fine(site_key_encode(key, &again));
    assert_true(text_equal(buf_text(&bytes), buf_text(&again)));
    assert_int_equal(2, key->n_slots);
    assert_int_equal(2000, key->slots[1].made_ms);
    for (size_t bit = 0; bit < 8 * bytes.n; bit++) {
        bytes.at[bit / 8] = (char)(bytes.at[bit / 8] ^ (1 << bit % 8));
        assert_err(ERR_INTEGRITY, site_key_decode(*state, buf_text(&bytes), &key));
        bytes.at[bit / 8] = (char)(bytes.at[bit / 8] ^ (1 << bit % 8));
    }
    for (size_t n = 0; n < bytes.n; n++)
        assert_err(ERR_INTEGRITY, site_key_decode(*state, (struct text){bytes.at, n}, &key));
    buf_char(&bytes, 0);
    assert_err(ERR_INTEGRITY, site_key_decode(*state, buf_text(&bytes), &key));
    buf_done(&bytes);
    buf_done(&again);
    keyring_close(&s.ring);
}

/* A site made in a known world, so a later version must still open it with these words. */
static void a_passphrase_of_the_first_version_still_opens(void **state)
{
    struct site_key *key;
    struct keyring *ring, *again;
    struct buf bytes = buf_make(4096);
    struct id user = {{7}};
    known_world(0);
    assert_fine(site_key_make(*state, &key, &ring));
    assert_fine(site_key_add_slot(*state, key, ring, SLOT_PASSPHRASE, user, 1763737800000,
                                  TEXT("warm soup and clean sheets")));
    world_set(NULL);
    assert_fine(site_key_encode(key, &bytes));
    struct hash h = seal_hash("", buf_text(&bytes));
    char hex[65];
    text_hex(h.bytes, sizeof h.bytes, hex);
    assert_string_equal("86ffe95b45ff668554625975f23158db28bf390f07a6e3f805fe3eee50c47c9d", hex);
    assert_fine(
        site_key_open(*state, key, SLOT_PASSPHRASE, TEXT("warm soup and clean sheets"), &again));
    keyring_close(&again);
    keyring_close(&ring);
    buf_done(&bytes);
}

/* ---- what people keep ------------------------------------------------------------------------ */

static void a_key_file_is_one_line_and_knows_when_it_is_damaged(void **state)
{
    struct buf line = buf_make(256);
    struct text secret;
    assert_fine(key_file_make(&line));
    assert_int_equal('\n', line.at[line.n - 1]);
    assert_fine(key_file_read(*state, buf_text(&line), &secret));
    assert_int_equal(32, secret.n);
    assert_fine(key_file_read(*state, (struct text){line.at, line.n - 1}, &secret));
    for (size_t bit = 0; bit < 8 * (line.n - 1); bit++) {
        line.at[bit / 8] = (char)(line.at[bit / 8] ^ (1 << bit % 8));
        assert_err(ERR_PASSPHRASE, key_file_read(*state, buf_text(&line), &secret));
        line.at[bit / 8] = (char)(line.at[bit / 8] ^ (1 << bit % 8));
    }
    for (size_t n = 0; n + 1 < line.n; n++)
        assert_err(ERR_PASSPHRASE, key_file_read(*state, (struct text){line.at, n}, &secret));
    buf_done(&line);
}

static void a_recovery_code_is_forgiving_about_its_look(void **state)
{
    struct buf code = buf_make(256);
    struct text first, again;
    assert_fine(paper_code_make(&code));
    assert_int_equal(36 + 8, code.n);
    assert_fine(paper_code_read(*state, buf_text(&code), &first));
    assert_int_equal(20, first.n);
    char typed[128];
    size_t n = 0;
    for (size_t i = 0; i < code.n; i++) {
        char c = code.at[i];
        if (c == '-')
            c = ' ';
        else if (c == 'O')
            c = '0';
        else if (c == 'I')
            c = '1';
        else if (c == 'B')
            c = '8';
        else if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        typed[n++] = c;
    }
    typed[n++] = '\n';
    assert_fine(paper_code_read(*state, (struct text){typed, n}, &again));
    assert_true(text_equal(first, again));
    buf_done(&code);
}

static void a_wrong_letter_in_a_recovery_code_is_noticed(void **state)
{
    struct buf code = buf_make(256);
    struct text secret;
    size_t noticed = 0, tried = 0;
    known_world(40);
    assert_fine(paper_code_make(&code));
    world_set(NULL);
    for (size_t i = 0; i < code.n; i++) {
        char kept = code.at[i];
        for (char c = 'A'; c <= 'Z' && kept != '-'; c++) {
            if (c == kept)
                continue;
            code.at[i] = c;
            struct err *bad = paper_code_read(*state, buf_text(&code), &secret);
            tried++;
            noticed += bad != NULL && bad->kind == ERR_INPUT;
        }
        code.at[i] = kept;
    }
    assert_int_equal(tried, noticed);
    assert_err(ERR_INPUT, paper_code_read(*state, TEXT(""), &secret));
    assert_err(ERR_INPUT, paper_code_read(*state, (struct text){code.at, code.n - 1}, &secret));
    buf_char(&code, 'A');
    assert_err(ERR_INPUT, paper_code_read(*state, buf_text(&code), &secret));
    buf_done(&code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        seal_test(every_slot_opens_the_same_site),
        seal_test(a_dropped_slot_opens_nothing),
        seal_test(a_slot_is_bound_to_its_own_fields),
        seal_test(slots_have_a_limit),
        seal_test(no_bit_of_site_key_may_change),
        seal_test(a_passphrase_of_the_first_version_still_opens),
        seal_test(a_key_file_is_one_line_and_knows_when_it_is_damaged),
        seal_test(a_recovery_code_is_forgiving_about_its_look),
        seal_test(a_wrong_letter_in_a_recovery_code_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
