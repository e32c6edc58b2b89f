/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* command.h - a command line sent through the folder's socket, and its answer.
 *
 *     POST /command  {"argv":["person","list"],"as":"olha","lang":"uk","json":true,"once":"..."}
 *     200            {"exit":0,"stdout":"...","stderr":"..."}
 *
 * Only argv is needed. `once` names the act, so that asking again after a lost answer does nothing
 * twice. An output that is no clean UTF-8 text comes as hex digits in stdout_hex. */
#ifndef HEARTH_WEB_COMMAND_H
#define HEARTH_WEB_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

enum { COMMAND_WORDS_MAX = 512 };

struct command_ask {
    size_t n;
    const char *const *words; /* without the program's name */
    const char *as, *lang;    /* or NULL */
    bool json;
    struct text once; /* or TEXT_NONE */
};
struct command_answer {
    int exit_code;
    struct text out, err;
};

/* Appends; the words are valid UTF-8. */
void command_ask_put(const struct command_ask *ask, struct buf *b);
void command_answer_put(const struct command_answer *answer, struct buf *b);

/* ERR_INPUT for what is no such object. */
MUST_CHECK struct err *command_ask_read(struct arena *into, struct text json,
                                        struct command_ask *ret_ask);
MUST_CHECK struct err *command_answer_read(struct arena *into, struct text json,
                                           struct command_answer *ret_answer);

/* Asks the process that serves the site in this folder. *ret_asked is false when none answers: then
 * nothing was sent. ERR_BUSY: its queue is full. ERR_OUTSIDE: the answer was lost on the way. */
MUST_CHECK struct err *command_send(struct arena *into, const char *dir,
                                    const struct command_ask *ask, bool *ret_asked,
                                    struct command_answer *ret_answer);

#endif
