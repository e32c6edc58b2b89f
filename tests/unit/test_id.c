/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_id.c - one id has one text. */
#include "unit.h"

#include "base/id.h"

static void ids_go_to_text_and_back(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++) {
        struct id a = id_random(), back = ID_NONE;
        char text[ID_TEXT + 1];
        id_text(a, text);
        assert_int_equal(ID_TEXT, strlen(text));
        assert_true(id_parse(text_of(text), &back));
        assert_true(id_equal(a, back));
        for (size_t k = 0; k < ID_TEXT; k++) {
            if (text[k] >= 'a')
                text[k] = (char)(text[k] - 32);
        }
        assert_true(id_parse(text_of(text), &back));
        assert_true(id_equal(a, back));
    }
}

static void the_text_is_base32_of_rfc_4648(void **state)
{
    (void)state;
    char text[ID_TEXT + 1];
    id_text(ID_NONE, text);
    assert_string_equal("aaaaaaaaaaaaaaaaaaaaaaaaaa", text);
    struct id a;
    memcpy(a.bytes, "hearth is a home", ID_BYTES);
    id_text(a, text);
    assert_string_equal("nbswc4tunaqgs4zameqgq33nmu", text);
    memset(a.bytes, 0xff, ID_BYTES);
    id_text(a, text);
    assert_string_equal("7777777777777777777777777"
                        "4",
                        text);
}

static void anything_else_is_no_id(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "aaaaaaaaaaaaaaaaaaaaaaaaa",
                                        "aaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                        "aaaaaaaaaaaaaaaaaaaaaaaaab", /* bits beyond the 128th */
                                        "77777777777777777777777777",
                                        "aaaaaaaaaaaa1aaaaaaaaaaaaa",
                                        "aaaaaaaaaaaa8aaaaaaaaaaaaa",
                                        "aaaaaaaaaaaa=aaaaaaaaaaaaa",
                                        "aaaaaaaaaaaa{aaaaaaaaaaaaa",
                                        " aaaaaaaaaaaaaaaaaaaaaaaaa"};
    struct id a;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(id_parse(text_of(wrong[i]), &a));
}

static void ids_have_an_order_and_a_none(void **state)
{
    (void)state;
    struct id low = {{0, 1}}, high = {{1}};
    assert_true(id_compare(low, high) < 0);
    assert_true(id_compare(high, low) > 0);
    assert_true(id_is_none(ID_NONE));
    assert_false(id_is_none(low));
    assert_false(id_equal(id_random(), id_random()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_go_to_text_and_back),
        cmocka_unit_test(the_text_is_base32_of_rfc_4648),
        cmocka_unit_test(anything_else_is_no_id),
        cmocka_unit_test(ids_have_an_order_and_a_none),
    };
    return cmocka_run_group_tests_name("id", tests, NULL, NULL);
}
