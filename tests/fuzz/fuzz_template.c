/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_template.c - any bytes as a template: it is compiled or refused with a place, never half;
 * and what is compiled holds no attribute or element that no page may have. */
#include <assert.h>
#include <string.h>

#include "tmplc.h"

enum { MEMORY_MAX = 64 << 20, BYTES_MAX = 16 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

static bool has(const struct buf *b, const char *words)
{
    return memmem(b->at, b->n, words, strlen(words)) != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    static struct arena *a;
    if (a == NULL)
        a = arena_new(MEMORY_MAX);
    assert(a != NULL);
    arena_reset(a);
    struct buf said = buf_make(BYTES_MAX);
    struct buf header = buf_make(BYTES_MAX);
    struct buf code = buf_make(BYTES_MAX);
    const struct text source = {(const char *)at, n};
    bool fine = template_compile(a, "x.html", source, &said, &header, &code);
    assert(fine == (said.n == 0));
    if (fine)
        assert(!has(&code, "html_raw(out, \"<style") && !has(&code, "html_raw(out, \" style"));
    else
        assert(text_starts(buf_text(&said), "x.html:"));
    buf_done(&said);
    buf_done(&header);
    buf_done(&code);
    return 0;
}
