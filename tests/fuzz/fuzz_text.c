/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_text.c - any bytes as text: what is clean has a composed form that is clean and stays
 * itself; an id, a number and hex go there and back; JSON never grows more than sixfold. */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/id.h"
#include "base/text.h"

enum { MEMORY_MAX = 64 << 20, JSON_TIMES = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

static void try_composed(struct arena *a, struct text t)
{
    struct text once = TEXT_NONE;
    struct text twice = TEXT_NONE;
    if (text_nfc(a, t, &once) != NULL)
        return;
    assert(text_is_clean(t) && text_is_clean(once));
    assert(text_nfc(a, once, &twice) == NULL);
    assert(text_equal(once, twice));
}

static void try_ids(struct text t)
{
    struct id id;
    if (!id_parse(t, &id))
        return;
    char again[ID_TEXT + 1];
    id_text(id, again);
    for (size_t i = 0; i < ID_TEXT; i++)
        assert((again[i] | 0x20) == (t.at[i] | 0x20));
}

static void try_pieces(struct text t)
{
    size_t pieces = 0;
    size_t length = 0;
    struct text rest = t;
    struct text piece = TEXT_NONE;
    while (text_cut(&rest, ',', &piece)) {
        pieces++;
        length += piece.n;
    }
    assert(t.at == NULL || pieces + length == t.n + 1);
    assert(text_trim(t).n <= t.n && text_length(t) <= t.n);
}

static void try_json(struct text t)
{
    CLEANUP(buf_done) struct buf json = buf_make(JSON_TIMES * t.n + 2);
    buf_json(&json, t);
    assert(buf_check(&json) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    static struct arena *a;
    if (a == NULL)
        a = arena_new(MEMORY_MAX);
    assert(a != NULL);
    struct text t = {(const char *)at, n};
    int64_t number = 0;
    try_composed(a, t);
    try_ids(t);
    try_pieces(t);
    try_json(t);
    (void)text_int(t, &number);
    (void)text_distance(t, TEXT("admit"), 3);
    arena_reset(a);
    return 0;
}
