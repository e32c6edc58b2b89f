/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cli_plan.h - `hearth plan solve|verify|why|explain`: files in, files and words out.
 *
 * The command table parses the options and calls one function. Results go to `out`, which the
 * caller prints; progress goes to `progress` as it happens. With `json` there is one object in
 * `out` and one object a line on `progress`. Errors live in the arena given and have not been
 * printed yet. Each command takes up to PLAN_BYTES_DEFAULT of memory of its own and gives it back.
 * None needs a store. */
#ifndef HEARTH_PLAN_CLI_PLAN_H
#define HEARTH_PLAN_CLI_PLAN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* The reader's language, which plan/ itself does not know: puts a message with its places filled.
 * The command line gives lang_put_texts here. */
struct plan_voice {
    void (*put)(const struct plan_voice *voice, struct buf *b, const char *msgid,
                const struct text *values, size_t n);
    int lang; /* for `put` alone */
};

struct plan_command {
    const char *instance; /* FILE */
    const char *solution; /* of verify, why, explain; NULL for solve */
    const char
        *output; /* -o of solve; NULL: the solution goes to `out`, words about it to `progress` */
    int64_t seconds; /* 0: no limit of time; with no other limit either, 60 */
    int64_t work;    /* 0: none */
    int64_t gap_ppm; /* 0: none */
    int32_t threads; /* 0: one */
    bool json;
    struct buf *out;
    FILE *progress;
    const struct plan_voice *voice;
};

/* "0.5%" or "0.005"; false for anything else. A plain number from 0.1 on is refused, because it
 * could mean either. */
bool plan_gap_parse(const char *text, int64_t *ret_ppm);

/* Writes the best plan found and its proof; SIGINT and SIGTERM end the run early, then
 * *ret_interrupted is true and the plan is written all the same (exit 130). ERR_IMPOSSIBLE: locked
 * sessions contradict each other. */
MUST_CHECK struct err *plan_solve_command(struct arena *arena, const struct plan_command *c,
                                          bool *ret_interrupted);
/* ERR_INTEGRITY, after listing every fault, when rule, figure, reason or bound is wrong. */
MUST_CHECK struct err *plan_verify_command(struct arena *arena, const struct plan_command *c);
/* Why each family below its minimum is there, and the least change that would serve it. */
MUST_CHECK struct err *plan_why_command(struct arena *arena, const struct plan_command *c);
/* Where help is missing, and what one more carer would bring. */
MUST_CHECK struct err *plan_explain_command(struct arena *arena, const struct plan_command *c);

#endif
