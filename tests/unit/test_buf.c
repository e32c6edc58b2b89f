/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_buf.c - growing, breaking, and the strict reading of stored numbers. */
#include "unit.h"

#include "base/buf.h"

static void a_new_buffer_is_an_empty_text(void **state)
{
    (void)state;
    struct buf b = buf_make(10);
    assert_text("", buf_text(&b));
    assert_non_null(buf_text(&b).at);
    assert_fine(buf_check(&b));
    buf_done(&b);
}

static void bytes_join_and_end_with_nul(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf b = buf_make(1000000);
    for (int i = 0; i < 1000; i++) {
        buf_str(&b, "ab");
        buf_put(&b, TEXT("cd"));
        buf_char(&b, 'e');
        buf_printf(&b, "%d", i % 10);
        buf_put(&b, TEXT_NONE);
    }
    assert_fine(buf_check(&b));
    assert_int_equal(6000, b.n);
    assert_int_equal(6000, strlen(b.at));
    assert_memory_equal("abcde9", b.at + 5994, 6);
    buf_clear(&b);
    assert_string_equal("", b.at);
}

static void a_buffer_takes_its_maximum_and_not_a_byte_more(void **state)
{
    struct text taken;
    CLEANUP(buf_done) struct buf b = buf_make(4);
    buf_str(&b, "abcd");
    assert_fine(buf_check(&b));
    buf_printf(&b, "%s", "e");
    assert_err(ERR_BUSY, buf_check(&b));
    assert_err(ERR_BUSY, buf_take(&b, *state, &taken));
    assert_text("abcd", buf_text(&b));
    buf_clear(&b);
    buf_str(&b, "ef");
    assert_fine(buf_take(&b, *state, &taken));
    assert_text("ef", taken);
}

static void a_broken_buffer_takes_nothing_more(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf b = buf_make(4);
    buf_str(&b, "abcde");
    buf_str(&b, "a");
    assert_text("", buf_text(&b));
    assert_err(ERR_BUSY, buf_check(&b));
}

static void json_escapes_what_json_forbids(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf b = buf_make(1000);
    buf_json(&b, TEXT("a\"b\\c\n\t\r\b\f\x01\x1f\x7f д"));
    assert_text("\"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u0001\\u001f\\u007f д\"", buf_text(&b));
    buf_clear(&b);
    buf_json(&b, TEXT_NONE);
    assert_text("\"\"", buf_text(&b));
}

static void varints_have_the_length_of_their_size(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf b = buf_make(100);
    for (unsigned bits = 0; bits < 64; bits++) {
        uint64_t edge = UINT64_C(1) << bits;
        uint64_t around[] = {edge - 1, edge, edge + 1};
        for (size_t i = 0; i < COUNT(around); i++) {
            buf_clear(&b);
            buf_varint(&b, around[i]);
            size_t want = 1;
            for (uint64_t rest = around[i] >> 7; rest > 0; rest >>= 7)
                want++;
            assert_int_equal(want, b.n);
            struct take t = take_from(buf_text(&b));
            uint64_t back = 0;
            assert_true(take_varint(&t, &back));
            assert_true(back == around[i]);
            assert_true(take_done(&t));
        }
    }
    buf_clear(&b);
    buf_varint(&b, UINT64_MAX);
    assert_text("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", buf_text(&b));
}

static void zigzag_goes_there_and_back(void **state)
{
    (void)state;
    static const int64_t all[] = {0, -1, 1, -64, 63, -65, 64, INT32_MIN, INT64_MAX, INT64_MIN};
    CLEANUP(buf_done) struct buf b = buf_make(100);
    for (size_t i = 0; i < COUNT(all); i++) {
        buf_clear(&b);
        buf_zigzag(&b, all[i]);
        struct take t = take_from(buf_text(&b));
        int64_t back = 7;
        assert_true(take_zigzag(&t, &back));
        assert_true(back == all[i]);
        assert_true(take_done(&t));
        if (i > 0 && i < 5)
            assert_int_equal(1, b.n);
    }
}

static bool varint_is_taken(struct text bytes)
{
    struct take t = take_from(bytes);
    uint64_t n = 0;
    bool taken = take_varint(&t, &n);
    assert_int_equal(taken, t.ok);
    return taken;
}

static void a_varint_that_is_not_the_shortest_is_refused(void **state)
{
    (void)state;
    assert_true(varint_is_taken(TEXT("\x00")));
    assert_false(varint_is_taken(TEXT("\x80\x00")));
    assert_false(varint_is_taken(TEXT("\xff\x80\x00")));
    assert_false(varint_is_taken(TEXT("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00")));
}

static void a_varint_over_64_bits_or_cut_short_is_refused(void **state)
{
    (void)state;
    assert_true(varint_is_taken(TEXT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")));
    assert_false(varint_is_taken(TEXT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02")));
    assert_false(varint_is_taken(TEXT("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01")));
    assert_false(varint_is_taken(TEXT("\xff\xff")));
    assert_false(varint_is_taken(TEXT("")));
    assert_false(varint_is_taken(TEXT_NONE));
}

static void after_one_failure_nothing_is_read(void **state)
{
    (void)state;
    struct take t = take_from(TEXT("\x01\x02\x03"));
    uint8_t byte = 9;
    uint64_t wide = 9;
    const uint8_t *at = NULL;
    assert_true(take_u8(&t, &byte));
    assert_int_equal(1, byte);
    assert_false(take_u64(&t, &wide));
    assert_int_equal(9, wide);
    assert_false(take_u8(&t, &byte));
    assert_int_equal(1, byte);
    assert_false(take_bytes(&t, 0, &at));
    int64_t z = 9;
    assert_false(take_zigzag(&t, &z));
    assert_int_equal(9, z);
    assert_false(take_done(&t));
}

static void fixed_numbers_are_big_endian(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf b = buf_make(100);
    buf_u64(&b, UINT64_C(0x0102030405060708));
    buf_u8(&b, 9);
    assert_text("\x01\x02\x03\x04\x05\x06\x07\x08\x09", buf_text(&b));
    struct take t = take_from(buf_text(&b));
    uint64_t wide = 0;
    uint8_t two[2];
    assert_true(take_u64(&t, &wide));
    assert_true(wide == UINT64_C(0x0102030405060708));
    assert_false(take_copy(&t, two, 2));
}

static struct err *fill_a_buffer(struct arena *a, void *with)
{
    (void)with;
    CLEANUP(buf_done) struct buf b = buf_make(100000);
    for (int i = 0; i < 1000; i++)
        buf_printf(&b, "%d,", i);
    struct text taken;
    TRY(buf_take(&b, a, &taken));
    assert_int_equal(3890, taken.n);
    return NULL;
}

static void every_refused_piece_of_memory_is_told(void **state)
{
    (void)state;
    assert_true(unit_fail_each_allocation(fill_a_buffer, NULL) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_buffer_is_an_empty_text),
        cmocka_unit_test(bytes_join_and_end_with_nul),
        unit_test_arena(a_buffer_takes_its_maximum_and_not_a_byte_more),
        cmocka_unit_test(a_broken_buffer_takes_nothing_more),
        cmocka_unit_test(json_escapes_what_json_forbids),
        cmocka_unit_test(varints_have_the_length_of_their_size),
        cmocka_unit_test(zigzag_goes_there_and_back),
        cmocka_unit_test(a_varint_that_is_not_the_shortest_is_refused),
        cmocka_unit_test(a_varint_over_64_bits_or_cut_short_is_refused),
        cmocka_unit_test(after_one_failure_nothing_is_read),
        cmocka_unit_test(fixed_numbers_are_big_endian),
        cmocka_unit_test(every_refused_piece_of_memory_is_told),
    };
    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
