/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_arena.c - pieces are aligned, limited, and given back at once. */
#include "unit.h"

#include <stdalign.h>

static void pieces_are_aligned_and_apart(void **state)
{
    unsigned char *last = NULL;
    for (size_t size = 0; size < 3000; size++) {
        unsigned char *at = arena_alloc(*state, size);
        assert_non_null(at);
        assert_int_equal(0, (uintptr_t)at % alignof(max_align_t));
        assert_ptr_not_equal(last, at);
        memset(at, 0xAA, size);
        last = at;
    }
}

static void zeroed_pieces_are_zero_even_when_used_before(void **state)
{
    struct arena_mark mark = arena_mark(*state);
    memset(arena_alloc(*state, 1000), 0xFF, 1000);
    arena_rewind(*state, mark);
    const unsigned char *at = arena_zero(*state, 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(0, at[i]);
}

static void nothing_grows_past_the_limit(void **state)
{
    (void)state;
    struct arena *a = arena_new(10000);
    size_t pieces = 0;
    while (arena_alloc(a, 100) != NULL)
        pieces++;
    assert_in_range(pieces, 80, 100);
    assert_null(arena_alloc(a, 10001));
    assert_null(arena_alloc(a, SIZE_MAX));
    arena_reset(a);
    assert_non_null(arena_alloc(a, 100));
    arena_free(a);
    arena_free(NULL);
}

static void sizes_that_overflow_are_refused(void **state)
{
    assert_null(arena_array(*state, SIZE_MAX / 2, 3));
    assert_null(arena_strn(*state, "", SIZE_MAX));
    assert_non_null(arena_array(*state, 0, 8));
}

static void rewinding_gives_back_whole_blocks(void **state)
{
    CLEANUP(arena_close) struct arena *a = arena_new(100000);
    (void)state;
    char *kept = arena_str(a, "kept");
    for (int round = 0; round < 1000; round++) {
        struct arena_mark mark = arena_mark(a);
        for (int i = 0; i < 9; i++)
            assert_non_null(arena_alloc(a, 9000));
        arena_rewind(a, mark);
    }
    assert_string_equal("kept", kept);
    struct arena_mark empty = {0};
    arena_rewind(a, empty);
    assert_non_null(arena_alloc(a, 90000));
}

static void copies_are_whole(void **state)
{
    int few[2] = {1, 2};
    const int *more = arena_grow(*state, few, 2, 4, sizeof *few);
    assert_int_equal(2, more[1]);
    assert_int_equal(0, more[3]);
    assert_string_equal("ab", arena_strn(*state, "abc", 2));
    assert_string_equal("", arena_strn(*state, NULL, 0));
    assert_string_equal("7 x", arena_printf(*state, "%d %s", 7, "x"));
    assert_memory_equal(few, arena_copy(*state, few, sizeof few), sizeof few);
    assert_non_null(arena_grow(*state, NULL, 0, 4, 8));
}

static struct err *take_much(struct arena *a, void *with)
{
    (void)with;
    for (int i = 0; i < 100; i++)
        NEED(arena_printf(a, "%0*d", 1000, i));
    return NULL;
}

static void refused_memory_is_told(void **state)
{
    (void)state;
    assert_true(unit_fail_each_allocation(take_much, NULL) > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(pieces_are_aligned_and_apart),
        unit_test_arena(zeroed_pieces_are_zero_even_when_used_before),
        cmocka_unit_test(nothing_grows_past_the_limit),
        unit_test_arena(sizes_that_overflow_are_refused),
        cmocka_unit_test(rewinding_gives_back_whole_blocks),
        unit_test_arena(copies_are_whole),
        cmocka_unit_test(refused_memory_is_told),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
