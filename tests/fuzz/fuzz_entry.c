/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_entry.c - any bytes as header, open body and sealed part of an entry: either they are
 * refused, or encoding what was read gives the same bytes again (the rule that keeps hashes
 * unambiguous). */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "journal/entry.h"

enum { MEMORY_MAX = 16 << 20, BYTES_MAX = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

static void assert_same(const struct buf *again, struct text bytes)
{
    assert(buf_check(again) == NULL);
    assert(again->n == bytes.n && memcmp(again->at, bytes.at, bytes.n) == 0);
}

static void try_header(struct arena *a, struct text bytes)
{
    struct entry entry;
    if (entry_decode(a, bytes, &entry) != NULL)
        return;
    CLEANUP(buf_done) struct buf again = buf_make(BYTES_MAX);
    entry_encode(&entry, &again);
    assert_same(&again, bytes);
    for (size_t i = 0; i < entry.n_parts; i++) {
        buf_clear(&again);
        entry_encode_part_bound(&entry, i, &again);
        assert(buf_check(&again) == NULL);
    }
}

static void try_body(struct arena *a, struct text bytes)
{
    struct body body;
    if (body_decode(a, bytes, &body) != NULL)
        return;
    CLEANUP(buf_done) struct buf again = buf_make(BYTES_MAX);
    body_encode(&body, &again);
    assert_same(&again, bytes);
}

static void try_part(struct arena *a, struct text bytes)
{
    struct part part;
    if (part_decode(a, bytes, &part) != NULL)
        return;
    CLEANUP(buf_done) struct buf again = buf_make(BYTES_MAX);
    part_encode(&part, &again);
    assert_same(&again, bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    static struct arena *a;
    if (a == NULL)
        a = arena_new(MEMORY_MAX);
    assert(a != NULL);
    struct text bytes = {(const char *)at, n};
    try_header(a, bytes);
    try_body(a, bytes);
    try_part(a, bytes);
    arena_reset(a);
    return 0;
}
