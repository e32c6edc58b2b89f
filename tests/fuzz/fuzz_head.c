/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_head.c - any bytes where a request's head has its target, and its lists of codings, tags and
 * addresses. A path that is taken is clean text from the root, ended by its NUL. */
#include <assert.h>
#include <string.h>

#include "web/http_match.h"
#include "web/path.h"
#include "web/peer.h"

enum { MEMORY_MAX = 16 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    static struct arena *a;
    if (a == NULL)
        a = arena_new(MEMORY_MAX);
    assert(a != NULL);
    struct text bytes = {(const char *)at, n}, query = TEXT_NONE;
    const char *target = arena_strn(a, bytes.at, n), *path = NULL;
    uint8_t address[PEER_BYTES], network[PEER_BYTES];
    assert(target != NULL);
    if (path_read(a, target, &path, &query)) {
        assert(path[0] == '/' && strlen(path) <= strlen(target));
        assert(text_is_clean(text_of(path)));
        assert(strpbrk(path, "\n\t\r") == NULL);
        assert(query.n < strlen(target));
    }
    volatile bool sink = http_match_gzip(bytes);
    sink = http_match_etag(bytes, TEXT("\"tag\""));
    sink = http_match_text(bytes);
    (void)sink;
    if (peer_read(bytes, address))
        peer_network(address, network);
    arena_reset(a);
    return 0;
}
