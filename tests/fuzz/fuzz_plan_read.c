/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_plan_read.c - any bytes as an instance and as a solution: refused with a member's name, or
 * accepted, then written and read back to the same bytes; and an accepted pair can be verified. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "plan/read.h"
#include "plan/verify.h"
#include "plan/write.h"
#include "plan_data.h"

enum { ARENA_BYTES_MAX = 64 << 20, PLAN_BYTES = 16 << 20 };

static void put_back(struct arena *a, const struct plan_solution *s)
{
    struct buf first = buf_make(PLAN_BYTES);
    struct buf second = buf_make(PLAN_BYTES);
    const struct plan_solution *again;
    plan_solution_put(&first, s);
    if (!first.broken) {
        assert(plan_solution_parse(a, buf_text(&first), &again) == NULL);
        plan_solution_put(&second, again);
        assert(text_equal(buf_text(&first), buf_text(&second)));
    }
    buf_done(&first);
    buf_done(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_new(ARENA_BYTES_MAX);
    if (a == NULL)
        return 0;
    const struct text given = {(const char *)bytes, n};
    const struct plan_instance *in;
    const struct plan_instance *hand;
    const struct plan_solution *s;
    const struct plan_solution *best;
    struct plan_verdict verdict;
    struct err *bad = plan_instance_parse(a, given, &in);
    assert(bad == NULL || bad->field != NULL || bad->kind == ERR_BUSY);
    if (bad == NULL && plan_solution_parse(a, TEXT(PLAN_BEST), &best) == NULL)
        (void)!plan_verify(a, in, best, n < 4096 && in->days < 60, 1, &verdict);
    bad = plan_solution_parse(a, given, &s);
    assert(bad == NULL || bad->field != NULL || bad->kind == ERR_BUSY);
    if (bad == NULL && plan_instance_parse(a, TEXT(PLAN_HAND), &hand) == NULL) {
        put_back(a, s);
        (void)!plan_verify(a, hand, s, true, 1, &verdict);
    }
    arena_free(a);
    return 0;
}
