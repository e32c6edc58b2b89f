/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* crash.h - lets something that promises durability die at random moments and looks what is left.
 *
 * Each run has three processes: one makes the store with syncs on and ends well, one works and
 * tells what it has acknowledged until the power is cut (tests/support/vfs.h) or it is killed, one
 * looks at what lies on the disk. The calling process never touches the store, so it may run any
 * number of crashes; it must not have opened SQLite before. */
#ifndef HEARTH_TESTS_CRASH_H
#define HEARTH_TESTS_CRASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct crash_subject {
    /* Makes the store in an empty folder. */
    void (*prepare)(const char *folder);
    /* Works for ever; calls crash_done for each number when it is acknowledged. */
    void (*work)(const char *folder, uint64_t seed);
    /* How many acknowledged numbers are missing, plus what else is wrong (half done, damaged). */
    uint64_t (*look)(const char *folder, const uint64_t *done, size_t n);
};

enum crash_by { CRASH_BY_CUT, CRASH_BY_KILL };

struct crash_plan {
    enum crash_by by;
    bool syncs_off;    /* plant the fault that must be found */
    bool no_powersafe; /* see vfs.h */
    unsigned runs;
    unsigned ms_most; /* a run works for a random time up to this */
    uint64_t seed;
};

struct crash_sum {
    uint64_t done;     /* acknowledged in all runs */
    unsigned bad_runs; /* runs in which `look` found something, or which did not end as planned */
    uint64_t found;
};

struct crash_sum crash_run(const struct crash_subject *subject, const struct crash_plan *plan);
/* From `work`, in any thread: this number is acknowledged. Never returns once the crash began. */
void crash_done(uint64_t number);
/* How many are acknowledged by now: for a `look` that lets late answers come in first. */
size_t crash_n_done(void);

#endif
