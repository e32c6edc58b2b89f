/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_signin.c - who is let in; the numbers are those of the security
 * checklist. On both engines where something is stored. */
#include "support/signins.h"

/* 5 */
static void there_is_no_account_before_a_link_made_one(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    char link[SIGNIN_TOKEN_TEXT + 1];
    bool unused = false;
    assert_fine(signin_is_unused(t.s, t.a, &unused));
    assert_true(unused);
    assert_err(ERR_INPUT, sign_in_from(&t, "manager", "", NULL, &t.here, &done));
    assert_err(ERR_INPUT, sign_in_from(&t, "manager", "manager", NULL, &t.here, &done));
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_int_equal(SIGNIN_NEEDS_PASSWORD, done.needs);
    assert_int_equal(SIGNIN_UNFINISHED, looked(&t, done.token).state);
    struct signin_try *try = NULL;
    assert_fine(
        signin_begin_change(t.s, t.a, text_of(done.token), TEXT_NONE, TEXT(WORDS), &t.here, &try));
    assert_fine(signin_wait(t.s, t.a, try, &done));
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    assert_fine(signin_is_unused(t.s, t.a, &unused));
    assert_false(unused);
    signed_in(&t, "fund", WORDS);
    signins_done(&t);
}

/* 5 */
static void a_link_is_used_once_and_for_an_hour(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    char link[SIGNIN_TOKEN_TEXT + 1], older[SIGNIN_TOKEN_TEXT + 1];
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, older));
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    assert_err(ERR_INPUT, signin_link_use(t.s, t.a, text_of(older), &t.here, &done));
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_err(ERR_INPUT, signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    time_passes(SIGNIN_LINK_MS - 1000);
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    time_passes(SIGNIN_LINK_MS);
    assert_err(ERR_INPUT, signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_err(ERR_INPUT, signin_link_use(t.s, t.a, TEXT("nonsense"), &t.here, &done));
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    time_passes(SIGNIN_SETUP_MS);
    assert_err(ERR_INPUT,
               signin_link_use_within(t.s, t.a, text_of(link), SIGNIN_SETUP_MS, &t.here, &done));
    assert_err(ERR_ABSENT, signin_link_make(t.s, t.a, TEXT("nobody"), ID_NONE, false, link));
    signins_done(&t);
}

/* 4 */
static void a_changed_password_asks_for_the_old_one_and_ends_other_sessions(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done, other;
    struct signin_try *try = NULL;
    password_set(&t, "fund", WORDS);
    other = signed_in(&t, "fund", WORDS);
    done = signed_in(&t, "fund", WORDS);
    struct text token = text_of(done.token);
    assert_fine(signin_begin_change(t.s, t.a, token, TEXT("not the old one"), TEXT(OTHER_WORDS),
                                    &t.here, &try));
    assert_err(ERR_INPUT, wait_once(&t, try, &done));
    assert_int_equal(SIGNIN_OPEN, looked(&t, other.token).state);
    assert_err(ERR_INPUT,
               signin_begin_change(t.s, t.a, token, TEXT(WORDS), TEXT("short"), &t.here, &try));
    char before[SIGNIN_TOKEN_TEXT + 1];
    memcpy(before, done.token, sizeof before);
    assert_fine(
        signin_begin_change(t.s, t.a, token, TEXT(WORDS), TEXT(OTHER_WORDS), &t.here, &try));
    assert_fine(wait_once(&t, try, &done));
    assert_int_equal(SIGNIN_NONE, looked(&t, other.token).state);
    assert_int_equal(SIGNIN_NONE, looked(&t, before).state);
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    assert_err(ERR_INPUT, sign_in_from(&t, "fund", WORDS, NULL, &t.here, &other));
    signed_in(&t, "fund", OTHER_WORDS);
    signins_open(&t, false);
    assert_int_equal(SIGNIN_NONE, looked(&t, before).state);
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    signins_done(&t);
}

/* 1 */
static void a_password_of_any_script_is_compared_in_its_composed_form(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    /* short i of Cyrillic, once as one letter and once as two */
    password_set(&t, "fund", "\xd0\xb9 семь мокрых кур, 9 камней ");
    assert_fine(sign_in_from(&t, "fund", "\xd0\xb8\xcc\x86 семь мокрых кур, 9 камней ", NULL,
                             &t.here, &done));
    assert_err(ERR_INPUT, sign_in_from(&t, "fund", "\xd0\xb9 семь мокрых кур, 9 камней", NULL,
                                       &t.here, &done));
    assert_fine(
        sign_in_from(&t, " Fund ", "\xd0\xb9 семь мокрых кур, 9 камней ", NULL, &t.here, &done));
    signins_done(&t);
}

/* 6 */
static void ten_wrong_tries_on_an_account_make_the_next_wait_longer_and_longer(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    password_set(&t, "fund", WORDS);
    for (size_t i = 0; i < ACCOUNT_FREE; i++)
        assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    static const char *const waits[] = {"15", "30", "60", "120", "240", "480", "900", "900"};
    for (size_t i = 0; i < COUNT(waits); i++) {
        const struct err *bad = guess(&t, "fund", &t.elsewhere);
        assert_err(ERR_BUSY, bad);
        assert_string_equal(waits[i], bad == NULL ? "" : bad->args[0]);
        /* The right password does not help now, from wherever she comes. */
        assert_err(ERR_BUSY, sign_in_from(&t, "fund", WORDS, NULL, &t.here, &done));
        time_passes(atoll(waits[i]) * 1000);
        assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    }
    time_passes(TALLY_MOST_MS);
    assert_fine(sign_in_from(&t, "fund", WORDS, NULL, &t.here, &done));
    signins_done(&t);
}

/* 6 */
static void who_was_here_before_is_not_shut_out_by_others(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    password_set(&t, "fund", WORDS);
    signed_in(&t, "fund", WORDS);
    for (size_t i = 0; i < ACCOUNT_FREE; i++)
        assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    assert_err(ERR_BUSY, guess(&t, "fund", &t.elsewhere));
    assert_fine(sign_in_from(&t, "fund", WORDS, NULL, &t.here, &done));
    assert_err(ERR_BUSY, guess(&t, "fund", &t.elsewhere)); /* that did not let the others in */
    for (size_t i = 0; i < ACCOUNT_FREE; i++)
        assert_err(ERR_INPUT, guess(&t, "fund", &t.here));
    assert_err(ERR_BUSY, guess(&t, "fund", &t.here));
    signins_done(&t);
}

/* 6 */
static void thirty_wrong_tries_from_an_address_are_too_many(void **state)
{
    struct signins t = given_signins(state);
    for (size_t i = 0; i < ADDRESS_FREE; i++)
        assert_err(ERR_INPUT, guess(&t, arena_printf(t.a, "user-%zu", i), &t.elsewhere));
    assert_err(ERR_BUSY, guess(&t, "user-99", &t.elsewhere));
    assert_err(ERR_INPUT, guess(&t, "user-99", &t.here));
    signins_done(&t);
}

/* 6 */
static void a_hundred_tries_at_once_are_ten(void **state)
{
    struct signins t = given_signins(state);
    struct signin_try *tries[100] = {NULL};
    const struct signin_ask ask = {TEXT("fund"), TEXT("x"), TEXT_NONE, t.elsewhere};
    struct signin_done done;
    size_t n = 0;
    for (size_t i = 0; i < COUNT(tries); i++)
        n += signin_begin(t.s, t.a, &ask, &tries[n]) == NULL;
    assert_int_equal(ACCOUNT_FREE, n);
    for (size_t i = 0; i < n; i++)
        assert_err(ERR_INPUT, signin_finish(t.s, t.a, tries[i], &done));
    signins_done(&t);
}

/* 7 */
static void unknown_wrong_and_disabled_are_told_the_same_after_the_same_work(void **state)
{
    struct signins t = given_signins(state);
    const struct user_name_form form = {TEXT("olena")};
    password_set(&t, "fund", WORDS);
    password_set(&t, "olena", WORDS);
    act_well(&t.w, user_disable, &form, MAY_MANAGE_USERS);
    static const char *const asks[][2] = {
        {"nobody", WORDS}, {"fund", OTHER_WORDS}, {"olena", WORDS}, {"manager", WORDS},
        {"fund", ""},      {"", WORDS},           {"fund", "\xff"}, {"\xff", WORDS}};
    const char *said = NULL;
    for (size_t i = 0; i < COUNT(asks); i++) {
        struct signin_try *try = NULL;
        struct signin_done done;
        const struct signin_ask ask = {text_of(asks[i][0]), text_of(asks[i][1]), TEXT("123456"),
                                       t.here};
        assert_fine(signin_begin(t.s, t.a, &ask, &try));
        assert_true(try->given.is_used);
        assert_false(try->paper.is_used);
        signin_work(try);
        struct hash none = {{0}};
        assert_memory_not_equal(&none, &try->given.verifier, sizeof none);
        const struct err *bad = signin_finish(t.s, t.a, try, &done);
        assert_err(ERR_INPUT, bad);
        const char *text = bad == NULL ? "" : bad->text;
        said = said == NULL ? text : said;
        assert_string_equal(said, text);
    }
    signins_done(&t);
}

/* 7 */
static void a_lack_of_memory_is_no_wrong_password(void **state)
{
    struct signins t = given_signins(state);
    struct signin_try *try = NULL;
    struct signin_done done;
    password_set(&t, "fund", WORDS);
    const struct signin_ask ask = {TEXT("fund"), TEXT(WORDS), TEXT_NONE, t.here};
    for (size_t i = 0; i < 2 * ACCOUNT_FREE; i++) {
        struct world tight = *world_get();
        assert_fine(signin_begin(t.s, t.a, &ask, &try));
        tight.may_allocate = unit_may_allocate;
        unit_fault_in = 0;
        world_set(&tight);
        signin_work(try);
        clocks_set();
        const struct err *bad = signin_finish(t.s, t.a, try, &done);
        assert_err(ERR_BUSY, bad);
        assert_true(bad != NULL && bad->args[0] == NULL);
    }
    signed_in(&t, "fund", WORDS); /* nor is it counted as one */
    signins_done(&t);
}

/* 11 */
static void every_try_is_recorded_without_what_was_typed(void **state)
{
    struct signins t = given_signins(state);
    struct signin_attempt *rows;
    size_t n = 0;
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    time_passes(1000);
    assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    time_passes(1000);
    assert_err(ERR_INPUT, guess(&t, "nobody", &t.elsewhere));
    assert_fine(signin_attempts(t.s, t.a, ID_NONE, 10, &rows, &n));
    assert_int_equal(3, n);
    assert_true(id_is_none(rows[0].user) && !rows[0].ok && rows[0].place == SIGNIN_FAR);
    assert_true(id_equal(rows[1].user, done.user) && !rows[1].ok);
    assert_true(rows[2].ok && rows[2].place == SIGNIN_NEAR && rows[2].factor == SIGNIN_BY_PASSWORD);
    assert_fine(signin_attempts(t.s, t.a, done.user, 10, &rows, &n));
    assert_int_equal(2, n);
    /* Who lets somebody in by a link is known. */
    char link[SIGNIN_TOKEN_TEXT + 1];
    time_passes(1000);
    assert_fine(signin_link_make(t.s, t.a, TEXT("olena"), done.user, false, link));
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_fine(signin_attempts(t.s, t.a, done.user, 10, &rows, &n));
    assert_int_equal(1, n);
    assert_int_equal(SIGNIN_BY_LINK, rows[0].factor);
    assert_false(id_is_none(rows[0].maker) || id_equal(rows[0].maker, done.user));
    signins_done(&t);
}

static void a_locked_site_lets_nobody_in(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    password_set(&t, "fund", WORDS);
    const struct keyring *ring = t.w.site->ring;
    t.w.site->ring = NULL;
    signins_open(&t, false);
    assert_err(ERR_LOCKED, sign_in_from(&t, "fund", WORDS, NULL, &t.here, &done));
    t.w.site->ring = (struct keyring *)(uintptr_t)ring;
    signins_done(&t);
}

static void near_and_far_are_told_from_the_address(void **state)
{
    struct signins t = given_signins(state);
    static const struct {
        const char *address;
        enum signin_place place;
    } known[] = {{"127.0.0.1", SIGNIN_HERE},       {"::1", SIGNIN_HERE},
                 {"10.1.2.3", SIGNIN_NEAR},        {"192.168.0.9", SIGNIN_NEAR},
                 {"172.31.0.1", SIGNIN_NEAR},      {"172.32.0.1", SIGNIN_FAR},
                 {"fe80::1", SIGNIN_NEAR},         {"fd00::1", SIGNIN_NEAR},
                 {"::ffff:10.0.0.1", SIGNIN_NEAR}, {"2001:db8::1", SIGNIN_FAR},
                 {"198.51.100.1", SIGNIN_FAR},     {"", SIGNIN_FAR},
                 {"not an address", SIGNIN_FAR}};
    for (size_t i = 0; i < COUNT(known); i++)
        assert_int_equal(known[i].place,
                         signin_from(t.s, text_of(known[i].address), TEXT_NONE).place);
    /* A network of IPv6 is one address, or it would be four thousand million guesses. */
    struct hash one = signin_from(t.s, TEXT("2001:db8::1"), TEXT_NONE).address,
                two = signin_from(t.s, TEXT("2001:db8::2"), TEXT_NONE).address,
                far = signin_from(t.s, TEXT("2001:db8:1::1"), TEXT_NONE).address;
    assert_memory_equal(&one, &two, sizeof one);
    assert_memory_not_equal(&one, &far, sizeof one);
    signins_done(&t);
}

/* 6 */
static void a_restart_gives_nobody_ten_more_guesses(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    password_set(&t, "fund", WORDS);
    for (size_t i = 0; i < ACCOUNT_FREE; i++)
        assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    signins_open(&t, false);
    assert_err(ERR_BUSY, guess(&t, "fund", &t.elsewhere));
    assert_err(ERR_INPUT, guess(&t, "olena", &t.elsewhere)); /* counted for each account */
    time_passes(TALLY_MOST_MS);
    assert_fine(sign_in_from(&t, "fund", WORDS, NULL, &t.here, &done));
    signins_open(&t, false);
    assert_err(ERR_INPUT,
               guess(&t, "fund", &t.elsewhere)); /* what was before she came in is over */
    assert_fine(sign_in_from(&t, "fund", WORDS, NULL, &t.here, &done));
    for (size_t i = 0; i < ACCOUNT_FREE; i++)
        assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    time_passes(TALLY_FORGET_MS);
    signins_open(&t, false);
    assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    signins_done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINES_TEST(there_is_no_account_before_a_link_made_one),
        ENGINES_TEST(a_link_is_used_once_and_for_an_hour),
        ENGINES_TEST(a_restart_gives_nobody_ten_more_guesses),
        ENGINES_TEST_SQLITE(a_changed_password_asks_for_the_old_one_and_ends_other_sessions),
        ENGINES_TEST_SQLITE(a_password_of_any_script_is_compared_in_its_composed_form),
        ENGINES_TEST_SQLITE(ten_wrong_tries_on_an_account_make_the_next_wait_longer_and_longer),
        ENGINES_TEST_SQLITE(who_was_here_before_is_not_shut_out_by_others),
        ENGINES_TEST_SQLITE(thirty_wrong_tries_from_an_address_are_too_many),
        ENGINES_TEST_SQLITE(a_hundred_tries_at_once_are_ten),
        ENGINES_TEST_SQLITE(unknown_wrong_and_disabled_are_told_the_same_after_the_same_work),
        ENGINES_TEST_SQLITE(a_lack_of_memory_is_no_wrong_password),
        ENGINES_TEST_SQLITE(every_try_is_recorded_without_what_was_typed),
        ENGINES_TEST_SQLITE(a_locked_site_lets_nobody_in),
        ENGINES_TEST_SQLITE(near_and_far_are_told_from_the_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
