/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* buf.h - bytes that grow up to a maximum, always ended by a NUL.
 *
 * Writers never fail in the middle: past the maximum or without memory the buffer is marked broken
 * and takes nothing more, and buf_check says so once at the end. Memory comes from the heap, so a
 * buffer can grow without waste; buf_done frees it. */
#ifndef HEARTH_BASE_BUF_H
#define HEARTH_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

struct buf {
    char *at;
    size_t n;
    size_t room;
    size_t max;
    bool broken;
};

/* An empty buffer; takes no memory yet. */
struct buf buf_make(size_t bytes_max);
/* Frees; for CLEANUP(). */
void buf_done(struct buf *b);
void buf_clear(struct buf *b);
/* NULL, or ERR_BUSY when something did not fit. */
MUST_CHECK struct err *buf_check(const struct buf *b);
struct text buf_text(const struct buf *b);
/* A copy of what is there, in an arena. */
MUST_CHECK struct err *buf_take(const struct buf *b, struct arena *into, struct text *ret_text);

/* Append; buf_printf and buf_str take text that ends with a NUL. */
void buf_bytes(struct buf *b, const void *at, size_t n);
void buf_put(struct buf *b, struct text t);
void buf_str(struct buf *b, const char *string);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A JSON string with its quotes; the text is valid UTF-8. */
void buf_json(struct buf *b, struct text t);

/* Numbers for stored formats: big-endian, or shortest LEB128; signed ones zigzag. */
void buf_u8(struct buf *b, uint8_t n);
void buf_u64(struct buf *b, uint64_t n);
void buf_varint(struct buf *b, uint64_t n);
void buf_zigzag(struct buf *b, int64_t n);

/* Reading the same. Every reader answers false when the bytes end too early, when a varint is not
 * the shortest form, or when a reader before it had failed; then take->ok stays false. */
struct take {
    const uint8_t *at;
    size_t n;
    bool ok;
};
struct take take_from(struct text bytes);
bool take_bytes(struct take *t, size_t n, const uint8_t **ret_at);
bool take_copy(struct take *t, void *into, size_t n);
bool take_u8(struct take *t, uint8_t *ret_n);
bool take_u64(struct take *t, uint64_t *ret_n);
bool take_varint(struct take *t, uint64_t *ret_n);
bool take_zigzag(struct take *t, int64_t *ret_n);
/* True when all was read and nothing failed. */
bool take_done(const struct take *t);

#endif
