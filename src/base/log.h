/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* log.h - one line per event, for whoever looks after the machine; never about a person.
 *
 *     2026-11-21T14:30:00Z note batch commands=12 ms=3
 *
 * A value is a number, an id, or a word that stands in the source: there is no way to hand over a
 * text. Any thread may log; a line is one write. When writing fails the line is lost: the log is
 * no place of record. */
#ifndef HEARTH_BASE_LOG_H
#define HEARTH_BASE_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/id.h"

enum log_level { LOG_LEVEL_NOTE, LOG_LEVEL_WARN, LOG_LEVEL_FAIL };

struct log_pair {
    enum { LOG_KIND_INT, LOG_KIND_ID, LOG_KIND_WORD } kind;
    const char *key;
    const char *word;
    int64_t n;
    struct id id;
};

/* Keys and words are literals: joining them to "" accepts nothing else. */
#define log_int(literal, value)                                                                    \
    ((struct log_pair){.kind = LOG_KIND_INT, .key = "" literal, .n = (value)})
#define log_id(literal, value)                                                                     \
    ((struct log_pair){.kind = LOG_KIND_ID, .key = "" literal, .id = (value)})
#define log_word(literal, value)                                                                   \
    ((struct log_pair){.kind = LOG_KIND_WORD, .key = "" literal, .word = "" value})

/* At least one pair: log_event(LOG_LEVEL_NOTE, "start", log_int("port", 8700)). */
#define log_event(level, literal, ...)                                                             \
    log_line(level, "" literal, (const struct log_pair[]){__VA_ARGS__},                            \
             COUNT(((const struct log_pair[]){__VA_ARGS__})))
/* What log_event calls; call that one. */
void log_line(enum log_level level, const char *event, const struct log_pair *pairs, size_t n);

/* An error with its causes: kind, place in the source, message id without its values, detail. */
#define log_error(literal, e) log_error_line("" literal, e)
/* What log_error calls. */
void log_error_line(const char *event, const struct err *e);

/* Where lines go (2 until told; -1 nowhere), and the least level that is written. */
void log_open(int fd, enum log_level least);

#endif
