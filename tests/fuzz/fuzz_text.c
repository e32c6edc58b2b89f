/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_text.c - any bytes as text, as stored numbers, and as what a person may type. Nothing may
 * read beyond the bytes, and whatever is accepted must come back the same. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/id.h"
#include "base/money.h"
#include "base/text.h"
#include "base/when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_nfc(struct arena *a, struct text t)
{
    struct text once, twice;
    if (text_nfc(a, t, &once) != NULL)
        return;
    must(text_is_clean(t) && text_is_clean(once));
    must(text_nfc(a, once, &twice) == NULL && text_equal(once, twice));
}

static void check_walks(struct text t)
{
    struct text rest = t, piece, trimmed = text_trim(t);
    size_t bytes = 0, pieces = 0;
    must(trimmed.n <= t.n && text_equal(trimmed, text_trim(trimmed)));
    while (text_cut(&rest, ',', &piece)) {
        bytes += piece.n;
        pieces++;
    }
    must(t.at == NULL || bytes + pieces - 1 == t.n);
    must(text_length(t) <= t.n);
    struct text half = {t.at, t.n / 2};
    size_t there = text_distance(t, half, 5);
    must(there == text_distance(half, t, 5) && there <= 6 && text_distance(t, t, 5) == 0);
}

static void check_typed(struct text t)
{
    char text[64];
    struct id id;
    struct money sum;
    int64_t n = 0;
    int32_t day = 0;
    uint32_t currency = CURRENCY_NONE;
    if (id_parse(t, &id)) {
        id_text(id, text);
        must(id_parse(text_of(text), &id));
    }
    if (date_parse(t, &day)) {
        date_print(day, text);
        must(text_is(t, text));
    }
    if (time_parse(t, &day)) {
        time_print(day, text);
        must(text_is(t, text));
    }
    if (instant_parse(t, &n)) {
        instant_print(n, text);
        must(text_is(t, text));
    }
    must(currency_parse(TEXT("UAH"), &currency));
    if (money_parse(t, currency, &sum)) {
        n = sum.minor;
        money_print(sum, text);
        must(money_parse(text_of(text), currency, &sum) && sum.minor == n);
    }
    if (currency_parse(t, &currency)) {
        currency_print(currency, text);
        must(text_is(t, text));
    }
}

/* What was read, written again, is what was there. */
static void check_numbers(struct text t)
{
    CLEANUP(buf_done) struct buf again = buf_make(t.n);
    struct take from = take_from(t);
    uint64_t n = 0;
    int64_t z = 0;
    for (bool wide = false; from.n > 0; wide = !wide) {
        if (wide ? !take_varint(&from, &n) : !take_zigzag(&from, &z))
            break;
        if (wide)
            buf_varint(&again, n);
        else
            buf_zigzag(&again, z);
    }
    must(buf_check(&again) == NULL && again.n <= t.n);
    must(text_equal(buf_text(&again), (struct text){t.at, again.n}));
    must(take_done(&from) == (again.n == t.n));
}

static void check_json(struct text t)
{
    CLEANUP(buf_done) struct buf json = buf_make(t.n * 6 + 2);
    buf_json(&json, t);
    must(buf_check(&json) == NULL && json.n >= t.n + 2);
    for (size_t i = 0; i < json.n; i++)
        must((unsigned char)json.at[i] >= 0x20);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text t = {(const char *)data, size};
    struct arena *a = arena_new(1 << 24);
    if (a == NULL)
        return 0;
    check_nfc(a, t);
    check_walks(t);
    check_typed(t);
    check_numbers(t);
    check_json(t);
    arena_free(a);
    return 0;
}
