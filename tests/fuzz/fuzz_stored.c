/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_stored.c - any bytes as a journal export, a site.key, a key file and a recovery code: each
 * is refused with words, or read; nothing reads past the end. The first byte says which. */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "journal/export.h"
#include "seal/seal.h"

enum { MEMORY_MAX = 64 << 20, BYTES_MAX = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

static struct err *read_text(void *with, struct arena *scratch, void *at, size_t n, size_t *ret_n)
{
    struct text *rest = with;
    (void)scratch;
    const size_t give = n < rest->n ? n : rest->n;
    if (give > 0)
        memcpy(at, rest->at, give);
    rest->at += give;
    rest->n -= give;
    *ret_n = give;
    return NULL;
}

static void try_export(struct arena *a, struct text bytes)
{
    const struct export_source source = {read_text, &bytes};
    struct seal_public key;
    struct export_counts counts;
    const struct err *bad = journal_import(a, NULL, &source, &key, &counts);
    assert(bad == NULL || bad->kind == ERR_INTEGRITY);
}

static void try_site_key(struct arena *a, struct text bytes)
{
    struct site_key *key;
    if (site_key_decode(a, bytes, &key) != NULL)
        return;
    CLEANUP(buf_done) struct buf again = buf_make(BYTES_MAX);
    const struct err *bad = site_key_encode(key, &again);
    assert(bad == NULL && again.n == bytes.n && memcmp(again.at, bytes.at, bytes.n) == 0);
}

static void try_secrets(struct arena *a, struct text bytes)
{
    struct text secret;
    if (key_file_read(a, bytes, &secret) == NULL)
        assert(secret.n == 32);
    if (paper_code_read(a, bytes, &secret) == NULL)
        assert(secret.n == 20);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    static struct arena *a;
    if (a == NULL) {
        a = arena_new(MEMORY_MAX);
        assert(a != NULL);
        const struct err *bad = seal_start(a);
        assert(bad == NULL);
    }
    if (n == 0)
        return 0;
    const struct text bytes = {(const char *)at + 1, n - 1};
    if (at[0] == 'e')
        try_export(a, bytes);
    else if (at[0] == 'k')
        try_site_key(a, bytes);
    else
        try_secrets(a, bytes);
    arena_reset(a);
    return 0;
}
