/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_signin_factor.c - the second factor (items 8 to 10 of the security checklist): who must have
 * one, codes that work once, recovery. */
#include "support/signins.h"

#include "model/types.h"
#include "sql/signin.sql.h"

/* Appendix B of RFC 6238, the last six of its eight digits: twenty bytes "12345678901234567890". */
static void the_codes_are_those_of_the_standard(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        const char *code;
    } known[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                 {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    const struct text secret = TEXT("12345678901234567890");
    int64_t step = 0;
    for (size_t i = 0; i < COUNT(known); i++) {
        const int64_t now_ms = known[i].seconds * 1000;
        assert_true(totp_fits(secret, text_of(known[i].code), now_ms, 0, &step));
        assert_int_equal(known[i].seconds / 30, step);
        /* 9: for one step more or less, then no more, and no later than 90 s. */
        assert_true(totp_fits(secret, text_of(known[i].code), now_ms + 30000, 0, &step));
        assert_false(totp_fits(secret, text_of(known[i].code), now_ms + 60000, 0, &step));
        assert_false(totp_fits(secret, text_of(known[i].code), now_ms + 90000, 0, &step));
        if (now_ms > 60000)
            assert_false(totp_fits(secret, text_of(known[i].code), now_ms - 60000, 0, &step));
        assert_false(totp_fits(secret, text_of(known[i].code), now_ms, step, &step));
    }
    static const char *const wrong[] = {"", "28708", "2870822", "287083", "abcdef", "      "};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(totp_fits(secret, text_of(wrong[i]), 59000, 0, &step));
}

static void a_phone_reads_the_secret_that_we_keep(void **state)
{
    (void)state;
    uint8_t secret[FACTOR_SECRET];
    struct signin_offer offer;
    char *read = NULL;
    size_t n = 0;
    totp_make(secret);
    totp_offer(secret, "olena", &offer);
    assert_int_equal(SIGNIN_SECRET_TEXT, strlen(offer.secret));
    assert_int_equal(OATH_OK, oath_base32_decode(offer.secret, SIGNIN_SECRET_TEXT, &read, &n));
    assert_int_equal(FACTOR_SECRET, n);
    assert_memory_equal(secret, read, n);
    assert_non_null(strstr(offer.uri, "otpauth://totp/hearth:olena?secret="));
    assert_null(strstr(offer.uri, "Rowan"));
    free(read);
}

static void a_recovery_code_is_read_as_people_type_it(void **state)
{
    (void)state;
    char code[SIGNIN_CODE_TEXT + 1], again[SIGNIN_CODE_TEXT + 1], letters[CODE_LETTERS + 1];
    recovery_make(code);
    recovery_make(again);
    assert_int_equal(SIGNIN_CODE_TEXT, strlen(code));
    assert_string_not_equal(code, again);
    assert_true(recovery_read(text_of(code), letters));
    assert_true(recovery_read(TEXT("abcd EFGH-2345 67ab"), letters));
    assert_string_equal("abcdefgh234567ab", letters);
    static const char *const wrong[] = {"",
                                        "123456",
                                        "abcdefgh234567a",
                                        "abcdefgh234567abc",
                                        "abcdefgh234567a1",
                                        "abcdefgh234567a\n"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(recovery_read(text_of(wrong[i]), letters));
}

/* 8: whoever reads what may harm, and whoever runs the machine. */
static void each_role_that_reads_what_may_harm_needs_a_second_factor(void **state)
{
    (void)state;
    uint32_t roles = ADMIN;
    for (size_t i = 0; i < n_rec_types; i++)
        for (size_t f = 0; f < rec_types[i]->n_fields; f++)
            if (rec_types[i]->fields[f].secrecy >= SPECIAL)
                roles |= rec_types[i]->fields[f].see;
    assert_int_equal(roles & ~(uint32_t)CLOCK, guard_factor_roles());
}

/* ---- with a store ------------------------------------------------------------------------------
 */

/* Ten hashes take long: only the codes that a test uses are made. */
static void hash_few(struct signin_try *try)
{
    for (size_t i = 0; i < SIGNIN_CODES; i++) {
        if (i == 0 || i == 3 || i == 9)
            continue;
        try->codes[i].is_used = false;
        try->codes[i].verifier.bytes[0] = (uint8_t)(i + 1);
    }
}

/* Sets one up for a user who has just signed in; the secret and the paper codes. */
static struct signin_done factor_set(struct signins *t, const char *token,
                                     struct signin_offer *ret_offer)
{
    struct signin_try *try = NULL;
    struct signin_done done;
    assert_fine(signin_factor_offer(t->s, t->a, text_of(token), ret_offer));
    assert_fine(signin_begin_factor(t->s, t->a, text_of(token), text_of(digits_of(t, ret_offer, 0)),
                                    &t->here, &try));
    hash_few(try);
    assert_fine(wait_once(t, try, &done));
    assert_int_equal(SIGNIN_CODES, done.n_codes);
    time_passes(FACTOR_STEP_MS);
    return done;
}

/* 8 */
static void a_worker_does_nothing_before_her_second_factor_is_set(void **state)
{
    struct signins t = given_signins(state);
    struct signin_offer offer;
    struct signin_try *try = NULL;
    struct signin_done wrong;
    password_set(&t, "olena", WORDS);
    struct signin_done done = signed_in(&t, "olena", WORDS);
    assert_int_equal(SIGNIN_NEEDS_FACTOR, done.needs);
    assert_int_equal(SIGNIN_UNFINISHED, looked(&t, done.token).state);
    assert_fine(signin_factor_offer(t.s, t.a, text_of(done.token), &offer));
    assert_fine(signin_begin_factor(t.s, t.a, text_of(done.token), TEXT("000000"), &t.here, &try));
    assert_err(ERR_INPUT, signin_finish(t.s, t.a, try, &wrong));
    assert_int_equal(SIGNIN_UNFINISHED, looked(&t, done.token).state);
    struct signin_done set = factor_set(&t, done.token, &offer);
    assert_int_equal(SIGNIN_OPEN, looked(&t, set.token).state);
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    /* Invented people need none. */
    signins_open(&t, true);
    password_set(&t, "manager", OTHER_WORDS);
    done = signed_in(&t, "manager", OTHER_WORDS);
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    signins_done(&t);
}

/* 9 */
static void a_code_of_the_phone_works_once(void **state)
{
    struct signins t = given_signins(state);
    struct signin_offer offer;
    struct signin_done done;
    password_set(&t, "olena", WORDS);
    done = signed_in(&t, "olena", WORDS);
    done = factor_set(&t, done.token, &offer);
    const char *code = digits_of(&t, &offer, 0);
    assert_err(ERR_INPUT, sign_in_from(&t, "olena", WORDS, NULL, &t.here, &done));
    assert_err(ERR_INPUT, sign_in_from(&t, "olena", WORDS, "123", &t.here, &done));
    assert_fine(sign_in_from(&t, "olena", WORDS, code, &t.here, &done));
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    assert_err(ERR_INPUT, sign_in_from(&t, "olena", WORDS, code, &t.here, &done));
    signins_open(&t, false);
    assert_err(ERR_INPUT, sign_in_from(&t, "olena", WORDS, code, &t.here, &done));
    /* An earlier one than the last does not come back either. */
    assert_err(ERR_INPUT,
               sign_in_from(&t, "olena", WORDS, digits_of(&t, &offer, -1), &t.here, &done));
    assert_fine(sign_in_from(&t, "olena", WORDS, digits_of(&t, &offer, 1), &t.here, &done));
    signins_done(&t);
}

/* 9 */
static void a_recovery_code_works_once(void **state)
{
    struct signins t = given_signins(state);
    struct signin_offer offer;
    struct signin_has has;
    struct signin_done done;
    password_set(&t, "olena", WORDS);
    done = signed_in(&t, "olena", WORDS);
    struct signin_done set = factor_set(&t, done.token, &offer);
    assert_fine(signin_has(t.s, t.a, TEXT("olena"), &has));
    assert_true(has.password && has.factor && has.factor_demanded);
    assert_int_equal(SIGNIN_CODES, has.codes_left);
    assert_err(ERR_INPUT, sign_in_from(&t, "olena", OTHER_WORDS, set.codes[3], &t.here, &done));
    assert_fine(sign_in_from(&t, "olena", WORDS, set.codes[3], &t.here, &done));
    assert_err(ERR_INPUT, sign_in_from(&t, "olena", WORDS, set.codes[3], &t.here, &done));
    assert_fine(sign_in_from(&t, "olena", WORDS, set.codes[9], &t.here, &done));
    assert_err(ERR_INPUT, sign_in_from(&t, "olena", WORDS, "abcd-efgh-2345-67ab", &t.here, &done));
    assert_fine(signin_has(t.s, t.a, TEXT("olena"), &has));
    assert_int_equal(SIGNIN_CODES - 2, has.codes_left);
    signins_done(&t);
}

/* 10: a second member of staff makes the link; it does not do away with the second factor. */
static void a_link_still_asks_for_the_code(void **state)
{
    struct signins t = given_signins(state);
    struct signin_offer offer;
    struct signin_try *try = NULL;
    char link[SIGNIN_TOKEN_TEXT + 1];
    password_set(&t, "olena", WORDS);
    struct signin_done done = signed_in(&t, "olena", WORDS);
    struct signin_done set = factor_set(&t, done.token, &offer);
    assert_fine(signin_link_make(t.s, t.a, TEXT("olena"), ID_NONE, false, link));
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_int_equal(SIGNIN_NEEDS_CODE | SIGNIN_NEEDS_PASSWORD, done.needs);
    struct text token = text_of(done.token);
    assert_err(ERR_DENIED,
               signin_begin_change(t.s, t.a, token, TEXT_NONE, TEXT(OTHER_WORDS), &t.here, &try));
    assert_err(ERR_DENIED, signin_factor_offer(t.s, t.a, token, &offer));
    assert_fine(signin_begin_code(t.s, t.a, token, text_of(set.codes[0]), &t.here, &try));
    assert_fine(wait_once(&t, try, &done));
    assert_int_equal(SIGNIN_NEEDS_PASSWORD, done.needs);
    assert_fine(signin_begin_change(t.s, t.a, text_of(done.token), TEXT_NONE, TEXT(OTHER_WORDS),
                                    &t.here, &try));
    assert_fine(wait_once(&t, try, &done));
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    signins_done(&t);
}

/* 10 */
static void a_lost_factor_is_dropped_by_a_link_that_says_so(void **state)
{
    struct signins t = given_signins(state);
    struct signin_offer offer;
    struct signin_has has;
    char link[SIGNIN_TOKEN_TEXT + 1];
    password_set(&t, "olena", WORDS);
    struct signin_done done = signed_in(&t, "olena", WORDS);
    struct signin_done set = factor_set(&t, done.token, &offer);
    assert_fine(signin_link_make(t.s, t.a, TEXT("olena"), ID_NONE, true, link));
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_int_equal(SIGNIN_NEEDS_FACTOR | SIGNIN_NEEDS_PASSWORD, done.needs);
    assert_fine(signin_has(t.s, t.a, TEXT("olena"), &has));
    assert_false(has.factor);
    assert_int_equal(0, has.codes_left);
    assert_err(ERR_DENIED, signin_link_make(t.s, t.a, TEXT("olena"), set.user, true, link));
    signins_done(&t);
}

/* An unlocked screen is not enough for putting in a telephone of one's own. */
static void another_factor_asks_for_the_password_again(void **state)
{
    struct signins t = given_signins(state);
    struct signin_offer offer, other;
    password_set(&t, "olena", WORDS);
    struct signin_done done = signed_in(&t, "olena", WORDS);
    done = factor_set(&t, done.token, &offer);
    time_passes(SIGNIN_FRESH_MS);
    assert_err(ERR_DENIED, signin_factor_offer(t.s, t.a, text_of(done.token), &other));
    struct signin_try *try = NULL;
    assert_fine(signin_begin_step(t.s, t.a, text_of(done.token), TEXT(WORDS), &t.here, &try));
    assert_fine(wait_once(&t, try, &done));
    assert_fine(signin_factor_offer(t.s, t.a, text_of(done.token), &other));
    /* Until it is confirmed the old one holds. */
    assert_fine(sign_in_from(&t, "olena", WORDS, digits_of(&t, &offer, 1), &t.here, &done));
    signins_done(&t);
}

static void a_secret_is_sealed_for_its_user_alone(void **state)
{
    struct signins t = given_signins(state);
    struct signin_offer offer;
    struct sql_factor_get_row row;
    struct factor factor;
    bool found = false;
    password_set(&t, "olena", WORDS);
    struct signin_done done = signed_in(&t, "olena", WORDS);
    done = factor_set(&t, done.token, &offer);
    struct db *keys = t.w.site->keys;
    assert_fine(sql_factor_get(keys, t.a, t.w.site->org, done.user, false, &found, &row));
    assert_true(found);
    assert_null(memmem(row.secret.at, row.secret.n, offer.secret, 8));
    assert_fine(sql_factor_put(keys, t.a, t.w.site->org, id_random(), false, row.secret, 0, 0));
    const struct id other = {{7}};
    assert_fine(sql_factor_put(keys, t.a, t.w.site->org, other, false, row.secret, 0, 0));
    assert_err(ERR_INTEGRITY, factor_read(t.s, t.a, other, false, &factor));
    signins_done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_codes_are_those_of_the_standard),
        cmocka_unit_test(a_phone_reads_the_secret_that_we_keep),
        cmocka_unit_test(a_recovery_code_is_read_as_people_type_it),
        cmocka_unit_test(each_role_that_reads_what_may_harm_needs_a_second_factor),
        ENGINES_TEST_SQLITE(a_worker_does_nothing_before_her_second_factor_is_set),
        ENGINES_TEST_SQLITE(a_code_of_the_phone_works_once),
        ENGINES_TEST(a_recovery_code_works_once),
        ENGINES_TEST_SQLITE(a_link_still_asks_for_the_code),
        ENGINES_TEST_SQLITE(a_lost_factor_is_dropped_by_a_link_that_says_so),
        ENGINES_TEST_SQLITE(another_factor_asks_for_the_password_again),
        ENGINES_TEST_SQLITE(a_secret_is_sealed_for_its_user_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
