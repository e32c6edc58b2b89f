/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* mark.h - site.mark: what this machine knows to have written, outside all backups.
 *
 * Two checksummed slots hold {heads, machine id, device and inode of the folder}; they are written
 * in turn, so one whole slot always survives a cut. A restored backup, a cloned folder or a moved
 * disk differs from the mark; the next WRITING command then begins a new incarnation. Reading
 * commands and verify only tell. */
#ifndef HEARTH_JOURNAL_MARK_H
#define HEARTH_JOURNAL_MARK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "db/db.h"
#include "journal/journal.h"

enum { MARK_HEADS_MAX = 1000, MARK_MACHINE_MAX = 64, MARK_EVERY_MS = 1000 };

struct mark {
    uint64_t turn; /* higher is newer */
    int64_t org;
    uint64_t incarnation;
    const char *machine; /* machine id */
    uint64_t device;     /* of the folder */
    uint64_t inode;
    size_t n_heads;
    struct journal_head *heads; /* hlc is not kept and reads as 0 */
};

enum mark_state {
    MARK_SAME = 1,  /* the journal reaches every marked head, here */
    MARK_NONE,      /* no mark: never written, or lost */
    MARK_OLDER,     /* the journal lacks a marked entry, or has another one in its place */
    MARK_ELSEWHERE, /* another machine, or another folder */
};

/* Where we are now: machine id, device and inode of the folder `dir`. */
MUST_CHECK struct err *mark_here(struct arena *into, const char *dir, struct mark *ret_mark);
/* The newest whole slot; *ret_mark NULL when there is none (no file, or both damaged). */
MUST_CHECK struct err *mark_read(struct arena *into, const char *path, struct mark **ret_mark);
/* Compares the mark (may be NULL) with this place and this journal. */
MUST_CHECK struct err *mark_compare(struct db *db, struct arena *scratch, int64_t org,
                                    const struct mark *mark, const struct mark *here,
                                    enum mark_state *ret_state);
/* Writes the older slot and syncs; m->turn is raised by one first. ERR_OUTSIDE, and the file as it
 * was, for more than MARK_HEADS_MAX heads. */
MUST_CHECK struct err *mark_write(struct arena *scratch, const char *path, struct mark *m);

/* The writer's side: says when a mark is due, at most every MARK_EVERY_MS by the boot clock. */
struct mark_timer {
    int64_t last_boot_ms; /* 0: never */
    bool is_pending;
};
/* After each commit: true when the mark is to be written now; otherwise it stays pending. */
bool mark_timer_due(struct mark_timer *t, int64_t boot_ms);
/* In idle moments: true when a pending mark has become due. */
bool mark_timer_idle_due(struct mark_timer *t, int64_t boot_ms);

#endif
