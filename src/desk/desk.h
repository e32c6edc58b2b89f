/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* desk.h - the one place that knows the order of steps: guard, command, journal, projection.
 *
 * A batch of jobs becomes durable in one commit; each job stands in a savepoint of its own, so one
 * that fails leaves no trace and does not disturb the others. Answers are valid after desk_run
 * returned, which is after the sync. */
#ifndef HEARTH_DESK_DESK_H
#define HEARTH_DESK_DESK_H

#include "command/organisation.h"
#include "desk/site.h"
#include "guard/guard.h"

struct answer_record {
    const struct rec_type *type;
    struct id id;
};
struct answer {
    struct id deed;
    bool was_done; /* the same once-key had been answered before */
    bool is_final;
    int64_t undo_until_ms; /* wall clock, for showing; 0 when it cannot be undone */
    size_t n_records;
    struct answer_record *records;
    const char *said;
    const char *args[ERR_ARGS_MAX];
};

struct job {
    struct arena *arena;   /* the asker's; answer and error lie in it */
    struct text as;        /* login, or */
    const struct who *who; /* already known (the timer, the first act) */
    enum may may;
    struct text once; /* names the act for exactly-once; TEXT_NONE draws one */
    /* One deed over several commits: what was done before does not answer it, so the command itself
     * leaves out what is there. To change nothing is no error, and no records are answered. */
    bool goes_on;
    command_fn *run;
    const void *form;
    struct answer answer; /* set when err is NULL */
    struct err *err;
};

/* Runs the jobs in order and commits them together; at most LIMIT_BATCH_COMMANDS_... of them. The
 * result stands in each job. */
void desk_run(struct site *site, struct job *const *jobs, size_t n);
/* One job alone. */
MUST_CHECK struct err *desk_do(struct site *site, struct job *job);

/* Taking back a deed: form is struct desk_undo_form. */
struct desk_undo_form {
    struct id deed;
};
command_fn desk_undo;

/* A request for reading, as this user. */
MUST_CHECK struct err *desk_request(struct site *site, struct arena *into, struct text as,
                                    enum may may, struct who *ret_who, struct request *ret_request);

/* Looks whom calls and visitors may have been about, after they were written down and answered
 * (command/enquiry.h). Does nothing while the site is locked; what fails is logged. The writer's.
 */
void desk_calls_look(struct site *site);

/* ---- rebuilding and proving ----------------------------------------------------------------- */

/* Called now and then with what is done of what there is; may be NULL. */
struct progress {
    void (*tell)(void *with, int64_t done, int64_t all);
    void *with;
};
/* A deed of more records than one act may touch is taken back in steps, one deed in itself: first
 * it is looked whether nothing later touched any of them. An undoing that was cut short goes on
 * when it is asked for again within its ten minutes. */
MUST_CHECK struct err *desk_undo_is_long(struct site *site, struct arena *into, struct id deed,
                                         bool *ret_is_long);
MUST_CHECK struct err *desk_undo_long(struct site *site, struct arena *into, struct text login,
                                      struct id deed, const struct progress *progress,
                                      struct answer *ret_answer);

/* Empties all record tables and fills them from the journal, in one transaction. */
MUST_CHECK struct err *desk_rebuild(struct site *site, const struct progress *progress,
                                    int64_t *ret_entries);
/* BLAKE2b-256 over all rows in key order. */
MUST_CHECK struct err *desk_projection_hash(struct site *site, struct hash *ret_hash);
/* Rebuilds beside (in memory) and tells each row that differs: table, id, what. */
enum row_fault { ROW_CHANGED = 1, ROW_MISSING = 2, ROW_EXTRA = 3 };
struct row_finding {
    const struct rec_type *type;
    struct id obj;
    enum row_fault fault;
};
MUST_CHECK struct err *desk_compare(struct site *site, const struct progress *progress,
                                    void (*report)(void *with, const struct row_finding *finding),
                                    void *with, int64_t *ret_rows);

#endif
