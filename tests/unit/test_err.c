/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_err.c - errors keep their cause, and making one cannot fail. */
#include "unit.h"

static void every_kind_has_a_name_and_its_numbers(void **state)
{
    (void)state;
    for (int kind = ERR__NONE + 1; kind < ERR__COUNT; kind++) {
        const struct err_kind_info *info = err_kind_info((enum err_kind)kind);
        assert_non_null(info->name);
        assert_in_range(info->exit_code, 1, 75);
        assert_in_range(info->http_status, 400, 503);
    }
    assert_int_equal(err_kind_info(ERR_ABSENT)->http_status,
                     err_kind_info(ERR_DENIED)->http_status);
}

static void an_error_copies_its_values(void **state)
{
    char name[] = "Room 3";
    struct err *e = err_example(err_input(*state, "room", "{1} of {2}", name, "4"), "Room 4");
    name[0] = 'X';
    assert_int_equal(ERR_INPUT, e->kind);
    assert_string_equal("room", e->field);
    assert_string_equal("Room 3", e->args[0]);
    assert_string_equal("4", e->args[1]);
    assert_null(e->args[2]);
    assert_string_equal("Room 4", e->example);
    assert_non_null(strstr(e->file, "test_err.c"));
}

static void a_wrapped_error_keeps_kind_words_and_cause(void **state)
{
    struct err *low = err_mend(err_outside(*state, "The disk is full", "errno %d", 28), "df -h");
    struct err *high = err_wrap(*state, low, "append");
    assert_int_equal(ERR_OUTSIDE, high->kind);
    assert_string_equal("The disk is full", high->text);
    assert_string_equal("df -h", high->mend);
    assert_string_equal("append", high->detail);
    assert_string_equal("errno 28", high->cause->detail);
    assert_int_equal(ERR_BUG, err_bug(*state, "x")->kind);
    assert_int_equal(ERR_INTEGRITY, err_integrity(*state, "x", "y")->kind);
}

static void wrong_fields_are_collected_in_order(void **state)
{
    struct err *list = NULL;
    err_collect(&list, NULL);
    assert_null(list);
    err_collect(&list, err_input(*state, "a", "A"));
    err_collect(&list, err_input(*state, "b", "B"));
    err_collect(&list, err_no_memory());
    err_collect(&list, err_input(*state, "c", "C"));
    assert_string_equal("a", list->field);
    assert_string_equal("b", list->next->field);
    assert_ptr_equal(err_no_memory(), list->next->next);
    assert_null(list->next->next->next);
}

static void without_memory_there_is_still_an_error(void **state)
{
    struct arena *small = arena_new(16);
    struct err *e = err_input(small, "a", "A");
    assert_ptr_equal(err_no_memory(), e);
    assert_ptr_equal(e, err_mend(e, "x"));
    assert_ptr_equal(e, err_example(e, "x"));
    assert_null(e->mend);
    assert_null(e->example);
    struct err *cause = err_input(*state, "a", "A");
    assert_ptr_equal(cause, err_wrap(small, cause, "x"));
    assert_ptr_equal(err_no_memory(), err_outside(NULL, "x", "y"));
    assert_int_equal(ERR_BUSY, err_no_memory()->kind);
    arena_free(small);
}

static struct err *need_nothing(void *none)
{
    NEED(none);
    return NULL;
}

static struct err *try_it(void *none)
{
    TRY(need_nothing(none));
    return NULL;
}

static void what_is_needed_and_tried_ends_the_function(void **state)
{
    assert_ptr_equal(err_no_memory(), try_it(NULL));
    assert_fine(try_it(*state));
}

static void a_copied_error_outlives_its_arena(void **state)
{
    struct arena *gone = arena_new(1 << 20);
    struct err *low = err_outside(gone, "low words", "code %d", 5);
    struct err *high = err_wrap(gone, err_new(gone, ERR_INPUT, "{1} words", "high"), "doing");
    high->cause = low;
    const struct err *copy = err_copy(*state, high);
    arena_free(gone);
    assert_int_equal(ERR_INPUT, copy->kind);
    assert_string_equal("high", copy->args[0]);
    assert_string_equal("doing", copy->detail);
    assert_string_equal("code 5", copy->cause->detail);
    assert_null(copy->cause->cause);
    assert_null(err_copy(*state, NULL));
    assert_ptr_equal(err_no_memory(), err_copy(*state, err_no_memory()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_name_and_its_numbers),
        unit_test_arena(an_error_copies_its_values),
        unit_test_arena(a_wrapped_error_keeps_kind_words_and_cause),
        unit_test_arena(a_copied_error_outlives_its_arena),
        unit_test_arena(wrong_fields_are_collected_in_order),
        unit_test_arena(without_memory_there_is_still_an_error),
        unit_test_arena(what_is_needed_and_tried_ends_the_function),
    };
    return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
