/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* unit.h - what unit tests share: cmocka with its headers, short asserts, a folder of one's own,
 * and the loop that lets every piece of memory or every write fail in turn. */
#ifndef HEARTH_TESTS_UNIT_H
#define HEARTH_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/world.h"

#define assert_text(expected, t)                                                                   \
    do {                                                                                           \
        struct text unit_text_ = (t);                                                              \
        assert_int_equal(strlen(expected), unit_text_.n);                                          \
        assert_memory_equal(expected, unit_text_.n == 0 ? "" : unit_text_.at, unit_text_.n);       \
    } while (0)
#define assert_fine(call)                                                                          \
    do {                                                                                           \
        const struct err *unit_err_ = (call);                                                      \
        if (unit_err_ != NULL)                                                                     \
            print_error("%s (%s)\n", unit_err_->text,                                              \
                        unit_err_->detail == NULL ? "" : unit_err_->detail);                       \
        assert_null(unit_err_);                                                                    \
    } while (0)
#define assert_err(expected_kind, call)                                                            \
    do {                                                                                           \
        const struct err *unit_err_ = (call);                                                      \
        assert_int_equal(expected_kind, unit_err_ == NULL ? ERR__NONE : unit_err_->kind);          \
    } while (0)

enum { UNIT_ARENA_MAX = 32 << 20, UNIT_FAULTS_MAX = 100000 };

/* cmocka setup and teardown: *state is an arena. */
static inline int unit_arena(void **state)
{
    *state = arena_new(UNIT_ARENA_MAX);
    return *state == NULL;
}

static inline int unit_arena_done(void **state)
{
    arena_free(*state);
    return 0;
}

#define unit_test_arena(name) cmocka_unit_test_setup_teardown(name, unit_arena, unit_arena_done)

/* A new empty folder; the test removes what it puts there, then calls rmdir. */
static inline const char *unit_folder(struct arena *a)
{
    const char *under = getenv("TMPDIR");
    char *path = arena_printf(a, "%s/hearth-test-XXXXXX", under == NULL ? "/tmp" : under);
    assert_non_null(path);
    assert_non_null(mkdtemp(path));
    return path;
}

/* Counts down; the call that finds it at 0 fails, and only that one. */
static size_t unit_fault_in = SIZE_MAX;

static inline bool unit_fault_now(void)
{
    return unit_fault_in-- == 0;
}

static inline bool unit_may_allocate(size_t n)
{
    (void)n;
    return !unit_fault_now();
}

/* Runs `act` with the 1st, 2nd, 3rd ... piece of memory refused, until it needs no more of them.
 * Every refusal must come out as ERR_BUSY. Returns how many there were. */
static inline size_t unit_fail_each_allocation(struct err *(*act)(struct arena *a, void *with),
                                               void *with)
{
    struct world w = *world_real();
    w.may_allocate = unit_may_allocate;
    world_set(&w);
    size_t k = 0;
    for (bool failed = true; failed; k++) {
        assert_true(k < UNIT_FAULTS_MAX);
        unit_fault_in = k;
        struct arena *a = arena_new(UNIT_ARENA_MAX);
        const struct err *bad = a == NULL ? err_no_memory() : act(a, with);
        failed = unit_fault_in > UNIT_FAULTS_MAX; /* it wrapped around below 0 */
        if (failed)
            assert_err(ERR_BUSY, bad);
        else
            assert_fine(bad);
        arena_free(a);
    }
    world_set(NULL);
    return k - 1;
}

#endif
