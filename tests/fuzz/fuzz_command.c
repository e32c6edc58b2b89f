/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_command.c - any bytes as a command sent over the folder's socket, or as its answer: refused,
 * or read, written and read again as the same. */
#include <assert.h>
#include <string.h>

#include "web/command.h"

enum { MEMORY_MAX = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

static void try_ask(struct arena *a, struct text bytes)
{
    struct command_ask ask, again;
    if (command_ask_read(a, bytes, &ask) != NULL)
        return;
    CLEANUP(buf_done) struct buf b = buf_make(MEMORY_MAX);
    command_ask_put(&ask, &b);
    assert(command_ask_read(a, buf_text(&b), &again) == NULL);
    assert(again.n == ask.n && again.json == ask.json && text_equal(again.once, ask.once));
    for (size_t i = 0; i < ask.n; i++)
        assert(strcmp(ask.words[i], again.words[i]) == 0);
}

static void try_answer(struct arena *a, struct text bytes)
{
    struct command_answer answer, again;
    if (command_answer_read(a, bytes, &answer) != NULL)
        return;
    CLEANUP(buf_done) struct buf b = buf_make(MEMORY_MAX);
    command_answer_put(&answer, &b);
    assert(command_answer_read(a, buf_text(&b), &again) == NULL);
    assert(again.exit_code == answer.exit_code && text_equal(again.out, answer.out));
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    static struct arena *a;
    if (a == NULL)
        a = arena_new(MEMORY_MAX);
    assert(a != NULL);
    struct text bytes = {(const char *)at, n};
    try_ask(a, bytes);
    try_answer(a, bytes);
    arena_reset(a);
    return 0;
}
