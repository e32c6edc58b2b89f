/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* arena.h - memory that ends with the request.
 *
 * An arena hands out aligned pieces and gives all of them back at once. Past its limit, or when
 * the system has none, a piece is NULL: callers say NEED(p). Not shared between threads. */
#ifndef HEARTH_BASE_ARENA_H
#define HEARTH_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;
/* A place in an arena to go back to. */
struct arena_mark {
    void *block;
    size_t used;
    size_t total;
};

/* A new arena that never holds more than bytes_max; NULL without memory. */
struct arena *arena_new(size_t bytes_max);
/* Frees everything; takes NULL. */
void arena_free(struct arena *a);
/* For CLEANUP(). */
void arena_close(struct arena **a);
/* Gives back all pieces but keeps the first block. */
void arena_reset(struct arena *a);
struct arena_mark arena_mark(const struct arena *a);
/* Gives back what was taken since the mark. */
void arena_rewind(struct arena *a, struct arena_mark mark);

/* Aligned for any type; size 0 gives a valid piece. NULL when there is none. */
void *arena_alloc(struct arena *a, size_t size);
void *arena_zero(struct arena *a, size_t size);
/* n times size, refusing overflow; zeroed. */
void *arena_array(struct arena *a, size_t n, size_t size);
/* A grown copy of an array: old_n items are kept, the rest is zeroed. */
void *arena_grow(struct arena *a, const void *old, size_t old_n, size_t new_n, size_t size);
void *arena_copy(struct arena *a, const void *from, size_t size);
char *arena_str(struct arena *a, const char *from);
char *arena_strn(struct arena *a, const char *from, size_t n);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));

#define arena_make(a, type) ((type *)arena_zero(a, sizeof(type)))
#define arena_makes(a, type, n) ((type *)arena_array(a, n, sizeof(type)))

#endif
