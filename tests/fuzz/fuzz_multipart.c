/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_multipart.c - any bytes as a form with files: the first line is its Content-Type. Refused,
 * or read; and what was read, written again as a browser would, is read as the same. */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "web/multipart.h"

enum { MEMORY_MAX = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

static void part_put(struct buf *b, const struct multipart_part *part)
{
    buf_printf(b, "--Q\r\nContent-Disposition: form-data; name=\"%.*s\"", TEXT_ARG(part->name));
    if (part->file.at != NULL)
        buf_printf(b, "; filename=\"%.*s\"", TEXT_ARG(part->file));
    if (part->type.at != NULL)
        buf_printf(b, "\r\nContent-Type: %.*s", TEXT_ARG(part->type));
    buf_str(b, "\r\n\r\n");
    buf_put(b, part->bytes);
    buf_str(b, "\r\n");
}

static void try_again(struct arena *a, const struct multipart *m)
{
    CLEANUP(buf_done) struct buf b = buf_make(MEMORY_MAX);
    struct multipart again;
    for (size_t i = 0; i < m->n; i++) {
        if (memmem(m->parts[i].bytes.at, m->parts[i].bytes.n, "\r\n--Q", 5) != NULL)
            return;
        part_put(&b, &m->parts[i]);
    }
    buf_str(&b, "--Q--\r\n");
    struct text type = TEXT("multipart/form-data; boundary=\"Q\"");
    if (b.n > 4096) /* a longer head than one may have */
        return;
    assert(multipart_read(a, type, buf_text(&b), &again) == NULL && again.n == m->n);
    for (size_t i = 0; i < m->n; i++) {
        assert(text_equal(m->parts[i].name, again.parts[i].name));
        assert(text_equal(m->parts[i].file, again.parts[i].file));
        assert(text_equal(m->parts[i].type, again.parts[i].type));
        assert(text_equal(m->parts[i].bytes, again.parts[i].bytes));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    static struct arena *a;
    if (a == NULL)
        a = arena_new(MEMORY_MAX);
    assert(a != NULL);
    struct text body = {(const char *)at, n}, type = TEXT_NONE;
    struct multipart m;
    (void)text_cut(&body, '\n', &type);
    if (body.at != NULL && multipart_read(a, type, body, &m) == NULL) {
        for (size_t i = 0; i < m.n; i++)
            assert(m.parts[i].bytes.at >= body.at &&
                   m.parts[i].bytes.at + m.parts[i].bytes.n <= body.at + body.n);
        try_again(a, &m);
    }
    arena_reset(a);
    return 0;
}
