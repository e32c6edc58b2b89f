/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* imports.h - lists that are taken over by a process that serves, for pages: one begins, its user
 * sees how far it is, and later what came of it.
 *
 *     import_look, import_preview    (desk/import.h) of the bytes handed in: any thread, no site
 *     staging_put                    (desk/staging.h) as a task of the queue
 *     imports_start                  ANY: goes on by itself, among the acts of others
 *     imports_state, imports_told    ANY: as often as one likes
 *
 * One at a time in a process. What came of the last one is kept until the next one starts or the
 * process ends; what a process that ended had not taken over is taken over by starting again. */
#ifndef HEARTH_DESK_IMPORTS_H
#define HEARTH_DESK_IMPORTS_H

#include "desk/import.h"
#include "desk/queue.h"
#include "lang/lang.h"

struct imports;
/* Nothing runs yet; the queue must outlive it. */
MUST_CHECK struct err *imports_make(struct queue *queue, struct imports **ret_imports);
/* After queue_stop, so that nothing runs any more; takes NULL. For CLEANUP() too. */
void imports_free(struct imports **imports);

struct imports_ask {
    struct id user;    /* whose file it is, and who may look */
    struct text login; /* who acts */
    struct id file;    /* of staging_put; dropped when all of it was taken over */
    struct text map, from;
    enum charset charset;
    enum date_order dates;
    bool dry_run;
    enum lang lang; /* of what is to be mended */
};
/* The texts are copied. ERR_BUSY while another one runs, or when the queue is full. */
MUST_CHECK struct err *imports_start(struct imports *imports, struct arena *into,
                                     const struct imports_ask *ask);

enum imports_phase { IMPORTS_NONE = 0, IMPORTS_WAITS, IMPORTS_RUNS, IMPORTS_DONE, IMPORTS_FAILED };
struct imports_state {
    enum imports_phase phase; /* IMPORTS_NONE: none of this user's */
    struct id file;
    int64_t done, all; /* rows */
    bool dry_run;
    struct import_result result; /* of IMPORTS_DONE */
    struct id rejects; /* of staging_open: the left-out rows as a list to be mended; or ID_NONE */
};
void imports_state(struct imports *imports, struct id user, struct imports_state *ret_state);
/* Whether one runs, whoever's: then start says ERR_BUSY. */
bool imports_is_busy(struct imports *imports);

/* What is left out, in the order of its telling: the first LIMIT_IMPORT_TOLD rows, each with its
 * wrongs as a list of errors, copied. *ret_failed: why it failed, or NULL. */
struct imports_wrong {
    int64_t line;
    const struct err *wrongs;
};
MUST_CHECK struct err *imports_told(struct imports *imports, struct arena *into, struct id user,
                                    size_t *ret_n, struct imports_wrong **ret_wrongs,
                                    const struct err **ret_failed);

#endif
