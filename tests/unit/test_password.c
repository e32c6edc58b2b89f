/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_password.c - which passwords are taken (items 1 to 3 of the security checklist). */
#include "unit.h"

#include "signin/password.h"

static struct err *check(struct arena *a, const char *typed, struct text *ret)
{
    static const char *const names[] = {"Rowan Tree", "Office laptop"};
    return password_check(a, "new", text_of(typed), TEXT("olena"), COUNT(names), names, ret);
}

/* 1, 2: any script, spaces, no rule of composition. */
static void long_enough_words_of_any_script_are_taken_unaltered(void **state)
{
    static const char *const good[] = {
        "seven wet hens",         "семь мокрых кур",
        "сім мокрих курей",       "七つの濡れた鶏が石を数える",
        "שבע תרנגולות רטובות",    "qhwz fkdp xnbr",
        " leading and trailing ", "correct horse battery",
        "9481 7603 5528 1197",
    };
    struct text password;
    for (size_t i = 0; i < COUNT(good); i++) {
        const struct err *bad = check(*state, good[i], &password);
        if (bad != NULL)
            print_error("%s: %s\n", good[i], bad->text);
        assert_null(bad);
        assert_text(good[i], password);
    }
}

/* 1: composed form and nothing else */
static void what_is_typed_in_two_pieces_is_the_same_letter(void **state)
{
    struct text one, two;
    assert_fine(check(*state, "\xd0\xb9 seven wet hens", &one));
    assert_fine(check(*state, "\xd0\xb8\xcc\x86 seven wet hens", &two));
    assert_true(text_equal(one, two));
    assert_true(text_equal(one, password_given(*state, TEXT("\xd0\xb8\xcc\x86 seven wet hens"))));
}

/* 1 */
static void twelve_to_a_hundred_and_twenty_eight_letters(void **state)
{
    char typed[140];
    struct text password;
    static const char some[] = "kzqwhtyxvbnfgjdrplms";
    for (size_t n = 1; n < sizeof typed; n++) {
        for (size_t i = 0; i < n; i++)
            typed[i] = some[(i * 7 + i / 20) % (sizeof some - 1)];
        typed[n] = '\0';
        struct err *bad = check(*state, typed, &password);
        assert_int_equal(n >= 12 && n <= 128, bad == NULL);
    }
    assert_err(ERR_INPUT, check(*state, "семь кур", &password)); /* 8 letters, 15 bytes */
    assert_err(ERR_INPUT, check(*state, "seven wet \x01 hens", &password));
    assert_err(ERR_INPUT, check(*state, "seven wet \xff hens", &password));
}

/* 3 */
static void what_anybody_would_try_first_is_refused(void **state)
{
    static const char *const weak[] = {
        "password1234",  "Password2024!",   "P@ssw0rd2024",   "qwertyuiop12",   "123456789012",
        "aaaaaaaaaaaa",  "abcabcabcabc",    "qazwsxqazwsx",   "1qaz2wsx3edc",   "passwordpassword",
        "iloveyou2019!", "letmein letmein", "йцукенгшщзхъ",   "пароль123456",   "Привет123456",
        "привіт2024!!",  "фывапролджэ1",    "zxcvbnmasdfgh",  "098765432101",   "abcdefghijkl",
        "adminadmin123", "parol parol 1",   "summer2025!!!!", "welcome 2026 !", "qwerty qwerty",
        "abababababab",  "Україна2022!",    "111111222222",   "слава україні",
    };
    struct text password;
    for (size_t i = 0; i < COUNT(weak); i++) {
        const struct err *bad = check(*state, weak[i], &password);
        if (bad == NULL)
            print_error("%s is taken\n", weak[i]);
        assert_err(ERR_INPUT, bad);
    }
}

/* 3 */
static void names_of_the_house_and_the_login_are_refused(void **state)
{
    static const char *const known[] = {"we love Rowan Tree here", "rowantree zq hk fj 91",
                                        "R0wan-Tr33 zq hk fj 91",  "my office laptop zq hk",
                                        "olena zq hk fj 9134 vb",  "OLENA-zq-hk-fj-9134"};
    struct text password;
    for (size_t i = 0; i < COUNT(known); i++) {
        const struct err *bad = check(*state, known[i], &password);
        if (bad == NULL)
            print_error("%s is taken\n", known[i]);
        assert_err(ERR_INPUT, bad);
    }
    /* A short login may stand in any word. */
    assert_fine(
        password_check(*state, "new", TEXT("seven wet hens"), TEXT("wet"), 0, NULL, &password));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(long_enough_words_of_any_script_are_taken_unaltered),
        unit_test_arena(what_is_typed_in_two_pieces_is_the_same_letter),
        unit_test_arena(twelve_to_a_hundred_and_twenty_eight_letters),
        unit_test_arena(what_anybody_would_try_first_is_refused),
        unit_test_arena(names_of_the_house_and_the_login_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
