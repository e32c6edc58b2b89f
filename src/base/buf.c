/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* buf.c - the growing buffer, the number formats of stored bytes, and their strict reading. */
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/world.h"

enum { ROOM_FIRST = 64, VARINT_BYTES_MAX = 10 };

struct buf buf_make(size_t bytes_max)
{
    assert(bytes_max < SIZE_MAX / 2);
    return (struct buf){.max = bytes_max};
}

void buf_done(struct buf *b)
{
    free(b->at);
    *b = (struct buf){.max = b->max};
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    b->broken = false;
    if (b->at != NULL)
        b->at[0] = '\0';
}

struct err *buf_check(const struct buf *b)
{
    return b->broken ? err_no_memory() : NULL;
}

struct text buf_text(const struct buf *b)
{
    return b->at == NULL ? TEXT("") : (struct text){b->at, b->n};
}

struct err *buf_take(const struct buf *b, struct arena *into, struct text *ret_text)
{
    TRY(buf_check(b));
    char *at = arena_strn(into, b->at, b->n);
    NEED(at);
    *ret_text = (struct text){at, b->n};
    return NULL;
}

/* Where the next n bytes go, or NULL when the buffer is broken. */
static char *buf_reserve(struct buf *b, size_t n)
{
    if (b->broken)
        return NULL;
    if (n > b->max - b->n) {
        b->broken = true;
        return NULL;
    }
    size_t need = b->n + n + 1;
    if (need > b->room) {
        size_t room = b->room < ROOM_FIRST ? ROOM_FIRST : b->room * 2;
        if (room > b->max + 1)
            room = b->max + 1;
        if (room < need)
            room = need;
        char *at = world_may_allocate(room) ? realloc(b->at, room) : NULL;
        if (at == NULL) {
            b->broken = true;
            return NULL;
        }
        b->at = at;
        b->room = room;
    }
    return b->at + b->n;
}

static void buf_added(struct buf *b, size_t n)
{
    b->n += n;
    b->at[b->n] = '\0';
}

void buf_bytes(struct buf *b, const void *at, size_t n)
{
    char *to = buf_reserve(b, n);
    if (to == NULL)
        return;
    if (n > 0)
        memcpy(to, at, n);
    buf_added(b, n);
}

void buf_put(struct buf *b, struct text t)
{
    buf_bytes(b, t.at, t.n);
}

void buf_str(struct buf *b, const char *string)
{
    buf_bytes(b, string, strlen(string));
}

void buf_char(struct buf *b, char c)
{
    buf_bytes(b, &c, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    assert(n >= 0);
    char *to = buf_reserve(b, (size_t)n);
    if (to != NULL) {
        (void)vsnprintf(to, (size_t)n + 1, format, again);
        buf_added(b, (size_t)n);
    }
    va_end(again);
}

static void json_escape(struct buf *b, unsigned char c)
{
    static const char letters[] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
    if (c == '"' || c == '\\')
        buf_printf(b, "\\%c", c);
    else if (c < sizeof letters && letters[c] != '\0')
        buf_printf(b, "\\%c", letters[c]);
    else
        buf_printf(b, "\\u%04x", c);
}

static bool json_is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

void buf_json(struct buf *b, struct text t)
{
    buf_char(b, '"');
    for (size_t i = 0; i < t.n;) {
        size_t from = i;
        while (i < t.n && json_is_plain((unsigned char)t.at[i]))
            i++;
        buf_bytes(b, t.at + from, i - from);
        if (i < t.n)
            json_escape(b, (unsigned char)t.at[i++]);
    }
    buf_char(b, '"');
}

void buf_u8(struct buf *b, uint8_t n)
{
    buf_bytes(b, &n, 1);
}

void buf_u64(struct buf *b, uint64_t n)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(n >> (56 - 8 * i));
    buf_bytes(b, bytes, sizeof bytes);
}

void buf_varint(struct buf *b, uint64_t n)
{
    uint8_t bytes[VARINT_BYTES_MAX];
    size_t used = 0;
    for (; n > 0x7f; n >>= 7)
        bytes[used++] = (uint8_t)((n & 0x7f) | 0x80);
    bytes[used++] = (uint8_t)n;
    buf_bytes(b, bytes, used);
}

void buf_zigzag(struct buf *b, int64_t n)
{
    uint64_t doubled = (uint64_t)n << 1;
    buf_varint(b, n < 0 ? ~doubled : doubled);
}

struct take take_from(struct text bytes)
{
    return (struct take){(const uint8_t *)bytes.at, bytes.n, true};
}

bool take_bytes(struct take *t, size_t n, const uint8_t **ret_at)
{
    if (!t->ok || n > t->n) {
        t->ok = false;
        return false;
    }
    *ret_at = t->at;
    if (n > 0)
        t->at += n;
    t->n -= n;
    return true;
}

bool take_copy(struct take *t, void *into, size_t n)
{
    const uint8_t *at = NULL;
    if (!take_bytes(t, n, &at))
        return false;
    if (n > 0)
        memcpy(into, at, n);
    return true;
}

bool take_u8(struct take *t, uint8_t *ret_n)
{
    return take_copy(t, ret_n, 1);
}

bool take_u64(struct take *t, uint64_t *ret_n)
{
    const uint8_t *at = NULL;
    if (!take_bytes(t, 8, &at))
        return false;
    uint64_t n = 0;
    for (size_t i = 0; i < 8; i++)
        n = n << 8 | at[i];
    *ret_n = n;
    return true;
}

bool take_varint(struct take *t, uint64_t *ret_n)
{
    uint64_t n = 0;
    for (unsigned shift = 0; shift < 7 * VARINT_BYTES_MAX; shift += 7) {
        uint8_t byte = 0;
        if (!take_u8(t, &byte))
            return false;
        if (shift == 63 && byte > 1) /* more than 64 bits */
            break;
        n |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) != 0)
            continue;
        if (byte == 0 && shift > 0) /* a shorter form exists */
            break;
        *ret_n = n;
        return true;
    }
    t->ok = false;
    return false;
}

bool take_zigzag(struct take *t, int64_t *ret_n)
{
    uint64_t n = 0;
    if (!take_varint(t, &n))
        return false;
    uint64_t half = n >> 1;
    *ret_n = (n & 1) != 0 ? -(int64_t)half - 1 : (int64_t)half;
    return true;
}

bool take_done(const struct take *t)
{
    return t->ok && t->n == 0;
}
