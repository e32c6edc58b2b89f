/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* zip.c - the two allocation functions zlib asks for. */
#include "plan/zip.h"

static voidpf piece_new(voidpf arena, uInt n, uInt size)
{
    return arena_array(arena, n, size);
}

/* The arena gives back everything at once. */
static void piece_free(voidpf arena, voidpf piece)
{
    (void)arena;
    (void)piece;
}

z_stream zip_stream(struct arena *a)
{
    return (z_stream){.zalloc = piece_new, .zfree = piece_free, .opaque = a};
}
