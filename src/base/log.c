/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* log.c - makes each line in a buffer of its own on the stack, so that logging needs no memory. */
#include "base/log.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/when.h"
#include "base/world.h"

enum { CAUSES_MAX = 8 };

struct line {
    char at[LIMIT_LOG_LINE_BYTES];
    size_t n;
};

static atomic_int log_fd = STDERR_FILENO;
static atomic_int log_least = LOG_LEVEL_NOTE;

static const char *const level_names[] = {"note", "warn", "fail"};

void log_open(int fd, enum log_level least)
{
    atomic_store(&log_fd, fd);
    atomic_store(&log_least, (int)least);
}

/* Cuts what does not fit; the last byte is kept for the line's end. */
__attribute__((format(printf, 2, 3))) static void line_add(struct line *l, const char *format, ...)
{
    size_t room = sizeof l->at - 1 - l->n;
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(l->at + l->n, room, format, ap);
    va_end(ap);
    if (n > 0)
        l->n += (size_t)n < room ? (size_t)n : room - 1;
}

/* A detail may hold bytes of a file's name: they must not look like another line or pair. */
static void line_add_quoted(struct line *l, const char *text)
{
    line_add(l, "\"");
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20 || c == 0x7f || c == '"' || c == '\\')
            line_add(l, "\\x%02x", c);
        else
            line_add(l, "%c", c);
    }
    line_add(l, "\"");
}

static bool line_begin(struct line *l, enum log_level level, const char *event)
{
    assert((size_t)level < COUNT(level_names));
    if (atomic_load(&log_fd) < 0 || (int)level < atomic_load(&log_least))
        return false;
    char now[INSTANT_TEXT + 1];
    instant_print(world_now_ms(), now);
    l->n = 0;
    line_add(l, "%s %s %s", now, level_names[level], event);
    return true;
}

static void line_end(struct line *l)
{
    l->at[l->n++] = '\n';
    /* Straight to the system: a test that fails the n-th write means those of the store. */
    ssize_t done = write(atomic_load(&log_fd), l->at, l->n);
    (void)done;
}

static void line_add_pair(struct line *l, const struct log_pair *pair)
{
    char id[ID_TEXT + 1];
    switch (pair->kind) {
    case LOG_KIND_INT:
        line_add(l, " %s=%" PRId64, pair->key, pair->n);
        break;
    case LOG_KIND_ID:
        id_text(pair->id, id);
        line_add(l, " %s=%s", pair->key, id);
        break;
    case LOG_KIND_WORD:
        line_add(l, " %s=%s", pair->key, pair->word);
        break;
    }
}

void log_line(enum log_level level, const char *event, const struct log_pair *pairs, size_t n)
{
    struct line l;
    if (!line_begin(&l, level, event))
        return;
    for (size_t i = 0; i < n; i++)
        line_add_pair(&l, &pairs[i]);
    line_end(&l);
}

void log_error_line(const char *event, const struct err *e)
{
    struct line l;
    if (!line_begin(&l, LOG_LEVEL_FAIL, event))
        return;
    line_add(&l, " kind=%s text=", err_kind_info(e->kind)->name);
    line_add_quoted(&l, e->text);
    for (int depth = 0; e != NULL && depth < CAUSES_MAX; e = e->cause, depth++) {
        line_add(&l, " at=%s:%d", e->file, e->line);
        if (e->detail != NULL) {
            line_add(&l, " detail=");
            line_add_quoted(&l, e->detail);
        }
    }
    line_end(&l);
}
