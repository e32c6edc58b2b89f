/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_text.c - what may be typed, and how texts are cut and compared. */
#include "unit.h"

static void nothing_and_empty_are_equal_texts(void **state)
{
    (void)state;
    assert_true(text_equal(TEXT_NONE, TEXT("")));
    assert_null(text_of(NULL).at);
    assert_true(text_is(TEXT("ab"), "ab"));
    assert_false(text_is(TEXT("ab"), "abc"));
    assert_int_equal(0, text_compare(TEXT_NONE, TEXT("")));
}

static void comparing_is_by_bytes_the_shorter_first(void **state)
{
    (void)state;
    assert_true(text_compare(TEXT("ab"), TEXT("abc")) < 0);
    assert_true(text_compare(TEXT("b"), TEXT("abc")) > 0);
    assert_true(text_compare(TEXT("\xd0\xb0"), TEXT("z")) > 0);
    assert_true(text_starts(TEXT("abc"), "ab"));
    assert_true(text_starts(TEXT("abc"), ""));
    assert_false(text_starts(TEXT("a"), "ab"));
}

static void trimming_takes_every_white_space_of_unicode(void **state)
{
    static const char *const spaces[] = {
        " ",      "\t",     "\n",     "\r",     "\v",     "\f",     "\xc2\x85", "\u00a0",
        "\u1680", "\u2000", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f",   "\u3000"};
    for (size_t i = 0; i < COUNT(spaces); i++) {
        const char *padded = arena_printf(*state, "%s%sй x%s ", spaces[i], spaces[i], spaces[i]);
        assert_text("й x", text_trim(text_of(padded)));
        assert_int_equal(0, text_trim(text_of(spaces[i])).n);
    }
    assert_text("\u200b", text_trim(TEXT("\u200b"))); /* no white space by the standard */
    assert_text("\x80", text_trim(TEXT(" \x80 ")));
    assert_int_equal(0, text_trim(TEXT_NONE).n);
}

static void two_marks_give_three_pieces(void **state)
{
    (void)state;
    struct text rest = TEXT(",a b,"), piece;
    assert_true(text_cut(&rest, ',', &piece));
    assert_text("", piece);
    assert_true(text_cut(&rest, ',', &piece));
    assert_text("a b", piece);
    assert_true(text_cut(&rest, ',', &piece));
    assert_text("", piece);
    assert_false(text_cut(&rest, ',', &piece));
    rest = TEXT_NONE;
    assert_false(text_cut(&rest, ',', &piece));
    rest = TEXT("");
    assert_true(text_cut(&rest, ',', &piece));
    assert_false(text_cut(&rest, ',', &piece));
}

static void clean_text_is_valid_utf8(void **state)
{
    (void)state;
    assert_true(text_is_clean(TEXT("Зоя K., 12 грн.\n\tі 👩‍👧")));
    assert_true(text_is_clean(TEXT_NONE));
    assert_false(text_is_clean(TEXT("a\0b")));
    assert_false(text_is_clean(TEXT("\xc0\x80"))); /* too long a form */
    assert_false(text_is_clean(TEXT("\xe0\x80\xaf")));
    assert_false(text_is_clean(TEXT("\xed\xa0\x80")));     /* half of a pair */
    assert_false(text_is_clean(TEXT("\xf4\x90\x80\x80"))); /* beyond the last */
    assert_false(text_is_clean(TEXT("ab\xd0")));           /* cut */
    assert_false(text_is_clean(TEXT("\xbf")));
    assert_false(text_is_clean(TEXT("\xff")));
}

static void control_characters_but_line_feed_and_tab_are_refused(void **state)
{
    for (int32_t p = 0; p < 0xA0; p++) {
        char bytes[4];
        size_t n = text_encode(p, bytes);
        bool shown = (p >= 0x20 && p < 0x7F) || p == '\n' || p == '\t';
        assert_int_equal(shown, text_is_clean((struct text){bytes, n}));
    }
    (void)state;
}

static void bidi_controls_are_refused(void **state)
{
    static const int32_t controls[] = {0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C,
                                       0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069};
    for (size_t i = 0; i < COUNT(controls); i++) {
        char bytes[4];
        struct text t = {bytes, text_encode(controls[i], bytes)}, nfc;
        assert_false(text_is_clean(t));
        assert_err(ERR_INPUT, text_nfc(*state, t, &nfc));
    }
    assert_true(text_is_clean(TEXT("\u200d\u2065\u2070")));
}

static void composed_form_is_one_form(void **state)
{
    struct text nfc;
    assert_fine(text_nfc(*state, TEXT("\u0438\u0306 \u0456\u0308 e\u0301"), &nfc));
    assert_text("\u0439 \u0457 \u00e9", nfc);
    assert_int_equal('\0', nfc.at[nfc.n]);
    assert_fine(text_nfc(*state, TEXT("plain"), &nfc));
    assert_text("plain", nfc);
    assert_fine(text_nfc(*state, TEXT(""), &nfc));
    assert_text("", nfc);
    assert_fine(text_nfc(*state, TEXT_NONE, &nfc));
    assert_fine(text_nfc(*state, TEXT("\uac00 \u1100\u1161"), &nfc));
    assert_text("\uac00 \uac00", nfc);
    assert_fine(text_nfc(*state, TEXT("ﬁ №"), &nfc)); /* no compatibility folding */
    assert_text("ﬁ №", nfc);
}

static void unassigned_and_broken_signs_are_refused(void **state)
{
    struct text nfc;
    assert_err(ERR_INPUT, text_nfc(*state, TEXT("a\u0378"), &nfc));
    assert_err(ERR_INPUT, text_nfc(*state, TEXT("\xd0"), &nfc));
    assert_err(ERR_INPUT, text_nfc(*state, TEXT("\r"), &nfc));
}

static void points_are_walked_and_counted(void **state)
{
    (void)state;
    struct text t = TEXT("aй€👧\x80z");
    static const int32_t want[] = {'a', 0x439, 0x20AC, 0x1F467, 0xFFFD, 'z', -1};
    size_t at = 0;
    for (size_t i = 0; i < COUNT(want); i++)
        assert_int_equal(want[i], text_next(t, &at));
    assert_int_equal(t.n, at);
    assert_int_equal(6, text_length(t));
    assert_int_equal(0, text_length(TEXT_NONE));
}

static void integers_are_whole_or_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "-",
                                        "+",
                                        " 1",
                                        "1 ",
                                        "1.0",
                                        "0x1",
                                        "--1",
                                        "١",
                                        "9223372036854775808",
                                        "-9223372036854775809"};
    int64_t n = 5;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(text_int(text_of(wrong[i]), &n));
    assert_int_equal(5, n);
    assert_true(text_int(TEXT("9223372036854775807"), &n));
    assert_true(n == INT64_MAX);
    assert_true(text_int(TEXT("-9223372036854775808"), &n));
    assert_true(n == INT64_MIN);
    assert_true(text_int(TEXT("+007"), &n));
    assert_int_equal(7, n);
    assert_true(text_int(TEXT("-0"), &n));
    assert_int_equal(0, n);
}

static void hex_goes_there_and_back(void **state)
{
    (void)state;
    uint8_t bytes[3] = {0x00, 0xaf, 0x19}, back[3] = {1, 1, 1};
    char hex[7];
    text_hex(bytes, 3, hex);
    assert_string_equal("00af19", hex);
    assert_true(text_unhex(TEXT("00AF19"), back, 3));
    assert_memory_equal(bytes, back, 3);
    assert_false(text_unhex(TEXT("11111g"), back, 3));
    assert_memory_equal(bytes, back, 3);
    assert_true(text_unhex(TEXT("00af19"), back, 3));
    assert_memory_equal(bytes, back, 3);
    assert_false(text_unhex(TEXT("1111"), back, 3));
    assert_false(text_unhex(TEXT("11111"), back, 2));
    assert_true(text_unhex(TEXT_NONE, back, 0));
}

static void distance_counts_letters_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(0, text_distance(TEXT("дом"), TEXT("дом"), 2));
    assert_int_equal(1, text_distance(TEXT("дом"), TEXT("дам"), 2));
    assert_int_equal(1, text_distance(TEXT("admit"), TEXT("admt"), 2));
    assert_int_equal(2, text_distance(TEXT("visit"), TEXT("vsiit"), 2));
    assert_int_equal(3, text_distance(TEXT("kitten"), TEXT("sitting"), 5));
    assert_int_equal(3, text_distance(TEXT("kitten"), TEXT("sitting"), 2));
    assert_int_equal(3, text_distance(TEXT(""), TEXT("abcdef"), 2));
    char long_one[70];
    memset(long_one, 'a', sizeof long_one);
    struct text l = {long_one, sizeof long_one};
    assert_int_equal(0, text_distance(l, l, 2));
    assert_int_equal(3, text_distance(l, TEXT("a"), 2));
    assert_int_equal(64, text_distance((struct text){long_one, 64}, TEXT(""), 100));
}

static struct err *compose(struct arena *a, void *with)
{
    struct text nfc;
    TRY(text_nfc(a, TEXT("plain"), &nfc));
    TRY(text_nfc(a, *(struct text *)with, &nfc));
    assert_true(nfc.n > 0);
    return NULL;
}

static void composing_survives_refused_memory(void **state)
{
    char *many = arena_alloc(*state, 100000);
    assert_non_null(many);
    for (size_t i = 0; i < 100000; i += 2)
        memcpy(many + i, "\xd0\xb8", 2);
    assert_true(unit_fail_each_allocation(compose, &(struct text){many, 100000}) > 2);
}

static void letters_are_those_of_every_script_and_digits_are_counted(void **state)
{
    (void)state;
    assert_int_equal(4, text_letters(TEXT("Їжак")));
    assert_int_equal(3, text_letters(TEXT("Zoé 5")));
    assert_int_equal(2, text_letters(TEXT("佐藤")));
    assert_int_equal(0, text_letters(TEXT("0,5 — +380 №")));
    assert_int_equal(12, text_digits(TEXT("+380 00 000-00-00 (мама)")));
    assert_int_equal(0, text_digits(TEXT_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_those_of_every_script_and_digits_are_counted),
        cmocka_unit_test(nothing_and_empty_are_equal_texts),
        cmocka_unit_test(comparing_is_by_bytes_the_shorter_first),
        unit_test_arena(trimming_takes_every_white_space_of_unicode),
        cmocka_unit_test(two_marks_give_three_pieces),
        cmocka_unit_test(clean_text_is_valid_utf8),
        cmocka_unit_test(control_characters_but_line_feed_and_tab_are_refused),
        unit_test_arena(bidi_controls_are_refused),
        unit_test_arena(composed_form_is_one_form),
        unit_test_arena(unassigned_and_broken_signs_are_refused),
        cmocka_unit_test(points_are_walked_and_counted),
        cmocka_unit_test(integers_are_whole_or_refused),
        cmocka_unit_test(hex_goes_there_and_back),
        cmocka_unit_test(distance_counts_letters_not_bytes),
        unit_test_arena(composing_survives_refused_memory),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
