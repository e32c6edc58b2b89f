/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_names.c - any clean text as a name: folding, searching, sort keys and Latin spelling stay
 * within their bounds, and a name is always found by itself. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "lang/lang.h"
#include "people/fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { NAME_BYTES_MAX = 400 };

__attribute__((used)) static struct arena *memory; /* kept for all inputs */
static const struct fold *fold;

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void fold_once(void)
{
    memory = arena_new(64 << 20);
    must(memory != NULL && fold_new(memory, &fold) == NULL);
}

static void write_all(struct text name)
{
    struct buf out = buf_make(1 << 16);
    for (enum lang l = LANG_EN; l < LANG__COUNT; l++) {
        lang_put_key(&out, l, name);
        lang_put_latin(&out, l, name);
    }
    must(buf_check(&out) == NULL);
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct text name = {(const char *)bytes, n};
    if (n > NAME_BYTES_MAX || !text_is_clean(name))
        return 0;
    if (fold == NULL)
        fold_once();
    struct fold_person person;
    fold_person(fold, &(struct fold_names){name, name, name, FOLD_ANY}, &person);
    struct buf keys = buf_make(1 << 16);
    struct fold_query query;
    buf_str(&keys, "");
    fold_put_keys(fold, &keys, name);
    fold_put_phone(&keys, name);
    fold_query(fold, name, &query);
    must(buf_check(&keys) == NULL);
    must(query.n == 0 || fold_query_hits(&query, keys.at));
    buf_done(&keys);
    write_all(name);
    return 0;
}
