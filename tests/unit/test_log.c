/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_log.c - one event is one line, whatever stands in it. */
#include "unit.h"

#include <fcntl.h>

#include "base/limits.h"
#include "base/log.h"

static int ends[2];

static int64_t at_half_past_two(void)
{
    return INT64_C(1795271400123);
}

static int given_a_stopped_clock(void **state)
{
    static struct world w;
    w = *world_real();
    w.now_ms = at_half_past_two;
    world_set(&w);
    log_open(-1, LOG_LEVEL_NOTE);
    if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0)
        return -1;
    log_open(ends[1], LOG_LEVEL_NOTE);
    return unit_arena(state);
}

static int put_back(void **state)
{
    log_open(STDERR_FILENO, LOG_LEVEL_NOTE);
    world_set(NULL);
    close(ends[0]);
    close(ends[1]);
    return unit_arena_done(state);
}

static void assert_logged(const char *expected)
{
    static char got[4096];
    ssize_t n = read(ends[0], got, sizeof got - 1);
    got[n < 0 ? 0 : n] = '\0';
    assert_string_equal(expected, got);
}

static void an_event_is_one_line_of_pairs(void **state)
{
    (void)state;
    log_event(LOG_LEVEL_NOTE, "batch", log_int("commands", 12), log_id("deed", ID_NONE),
              log_word("engine", "sqlite"), log_int("ms", INT64_MIN));
    assert_logged("2026-11-21T14:30:00Z note batch commands=12 deed=aaaaaaaaaaaaaaaaaaaaaaaaaa "
                  "engine=sqlite ms=-9223372036854775808\n");
}

static void quieter_levels_are_left_out(void **state)
{
    (void)state;
    log_open(ends[1], LOG_LEVEL_WARN);
    log_event(LOG_LEVEL_NOTE, "small", log_int("n", 1));
    assert_logged("");
    log_event(LOG_LEVEL_WARN, "large", log_int("n", 1));
    log_event(LOG_LEVEL_FAIL, "larger", log_int("n", 2));
    assert_logged("2026-11-21T14:30:00Z warn large n=1\n2026-11-21T14:30:00Z fail larger n=2\n");
    log_open(-1, LOG_LEVEL_NOTE);
    log_event(LOG_LEVEL_FAIL, "nowhere", log_int("n", 2));
    assert_logged("");
}

static void an_error_tells_its_causes_but_no_values(void **state)
{
    struct err *e =
        err_make_at(*state, "a.c", 7, ERR_INPUT, "name", "{1} is taken", "Zoya K.", NULL);
    e->detail = "row 3";
    e = err_wrap(*state, e, "import");
    log_error("import", e);
    assert_logged("2026-11-21T14:30:00Z fail import kind=input text=\"{1} is taken\" at=a.c:7 "
                  "detail=\"import\" at=a.c:7 detail=\"row 3\"\n");
}

static void no_detail_makes_a_second_line(void **state)
{
    struct err *e = err_outside_at(*state, "a.c", 7, ERR_OUTSIDE, "No", "a\nb\t\"c\\\x7f");
    log_error("disk", e);
    assert_logged("2026-11-21T14:30:00Z fail disk kind=outside text=\"No\" at=a.c:7 "
                  "detail=\"a\\x0ab\\x09\\x22c\\x5c\\x7f\"\n");
}

static void a_long_line_is_cut_and_still_ends(void **state)
{
    char *much = arena_zero(*state, 5000);
    memset(much, 'x', 4999);
    struct err *e = err_outside_at(*state, "a.c", 7, ERR_OUTSIDE, "No", "%s", much);
    log_error("disk", e);
    char got[5000];
    ssize_t n = read(ends[0], got, sizeof got);
    assert_in_range(n, LIMIT_LOG_LINE_BYTES - 2, LIMIT_LOG_LINE_BYTES);
    assert_int_equal('\n', got[n - 1]);
    assert_null(memchr(got, '\0', (size_t)n));
}

#define with_log(name) cmocka_unit_test_setup_teardown(name, given_a_stopped_clock, put_back)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_log(an_event_is_one_line_of_pairs),           with_log(quieter_levels_are_left_out),
        with_log(an_error_tells_its_causes_but_no_values), with_log(no_detail_makes_a_second_line),
        with_log(a_long_line_is_cut_and_still_ends),
    };
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
