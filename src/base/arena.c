/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* arena.c - blocks in a list, the newest first. The only malloc of the program besides buf.c;
 * world_may_allocate() lets a test fail any of them. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/world.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(at, n) ASAN_POISON_MEMORY_REGION(at, n)
#define UNPOISON(at, n) ASAN_UNPOISON_MEMORY_REGION(at, n)
#else
#define POISON(at, n) ((void)0)
#define UNPOISON(at, n) ((void)0)
#endif

enum { BLOCK_FIRST = 4096, BLOCK_MOST = 1 << 20 };

struct block {
    struct block *older;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct block *newest;
    size_t bytes_max;
    size_t total; /* bytes in all blocks */
    size_t next_size;
};

struct arena *arena_new(size_t bytes_max)
{
    assert(bytes_max > 0);
    if (!world_may_allocate(sizeof(struct arena)))
        return NULL;
    struct arena *a = calloc(1, sizeof *a);
    if (a == NULL)
        return NULL;
    a->bytes_max = bytes_max;
    a->next_size = BLOCK_FIRST;
    return a;
}

static void block_free(struct block *b)
{
    UNPOISON(b->bytes, b->size);
    free(b);
}

void arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    while (a->newest != NULL) {
        struct block *older = a->newest->older;
        block_free(a->newest);
        a->newest = older;
    }
    free(a);
}

void arena_close(struct arena **a)
{
    arena_free(*a);
    *a = NULL;
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){a->newest, a->newest == NULL ? 0 : a->newest->used, a->total};
}

void arena_rewind(struct arena *a, struct arena_mark mark)
{
    while (a->newest != mark.block) {
        assert(a->newest != NULL);
        struct block *older = a->newest->older;
        block_free(a->newest);
        a->newest = older;
    }
    a->total = mark.total;
    if (a->newest != NULL) {
        assert(mark.used <= a->newest->used);
        a->newest->used = mark.used;
        POISON(a->newest->bytes + mark.used, a->newest->size - mark.used);
    }
}

void arena_reset(struct arena *a)
{
    while (a->newest != NULL && a->newest->older != NULL) {
        struct block *older = a->newest->older;
        a->total -= a->newest->size;
        block_free(a->newest);
        a->newest = older;
    }
    if (a->newest != NULL) {
        a->newest->used = 0;
        POISON(a->newest->bytes, a->newest->size);
    }
}

static struct block *block_new(struct arena *a, size_t size)
{
    size_t want = size > a->next_size ? size : a->next_size;
    if (want > a->bytes_max - a->total)
        want = size;
    if (want > a->bytes_max - a->total || !world_may_allocate(want))
        return NULL;
    struct block *b = malloc(sizeof *b + want);
    if (b == NULL)
        return NULL;
    *b = (struct block){.older = a->newest, .size = want};
    POISON(b->bytes, b->size);
    a->newest = b;
    a->total += want;
    if (a->next_size < BLOCK_MOST)
        a->next_size *= 2;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    assert(a != NULL);
    const size_t align = alignof(max_align_t);
    if (size > a->bytes_max)
        return NULL;
    size_t rounded = (size + align - 1) / align * align;
    if (rounded == 0)
        rounded = align;
    struct block *b = a->newest;
    if (b == NULL || b->size - b->used < rounded)
        b = block_new(a, rounded);
    if (b == NULL)
        return NULL;
    void *at = b->bytes + b->used;
    b->used += rounded;
    UNPOISON(at, size);
    return at;
}

void *arena_zero(struct arena *a, size_t size)
{
    void *at = arena_alloc(a, size);
    if (at != NULL)
        memset(at, 0, size);
    return at;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes))
        return NULL;
    return arena_zero(a, bytes);
}

void *arena_grow(struct arena *a, const void *old, size_t old_n, size_t new_n, size_t size)
{
    assert(new_n >= old_n);
    void *at = arena_array(a, new_n, size);
    if (at != NULL && old_n > 0)
        memcpy(at, old, old_n * size);
    return at;
}

void *arena_copy(struct arena *a, const void *from, size_t size)
{
    void *at = arena_alloc(a, size);
    if (at != NULL && size > 0)
        memcpy(at, from, size);
    return at;
}

char *arena_strn(struct arena *a, const char *from, size_t n)
{
    if (n == SIZE_MAX)
        return NULL;
    char *at = arena_alloc(a, n + 1);
    if (at == NULL)
        return NULL;
    if (n > 0)
        memcpy(at, from, n);
    at[n] = '\0';
    return at;
}

char *arena_str(struct arena *a, const char *from)
{
    return arena_strn(a, from, strlen(from));
}

char *arena_vprintf(struct arena *a, const char *format, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0)
        return NULL;
    char *at = arena_alloc(a, (size_t)n + 1);
    if (at != NULL)
        (void)vsnprintf(at, (size_t)n + 1, format, ap);
    return at;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    char *at = arena_vprintf(a, format, ap);
    va_end(ap);
    return at;
}
