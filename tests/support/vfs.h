/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* vfs.h - SQLite's files on a disk that can be slow, full, broken, or lose its power.
 *
 * Everything goes to the real files; the shim counts and delays syncs, fails what it is told to,
 * and keeps of every file what was written since its last sync. vfs_cut takes that away again, as
 * a power cut does: of the lost writes a random half reaches the disk all the same (disks reorder),
 * the last of them torn at a random byte. Making and deleting a file is never lost, only contents.
 * After a cut or a kill another process looks at the files, with SQLite's own VFS.
 * (SIGKILL alone never shows a missing sync: the system's cache outlives the process.) */
#ifndef HEARTH_TESTS_VFS_H
#define HEARTH_TESTS_VFS_H

#include <stdbool.h>
#include <stdint.h>

enum { VFS_NEVER = -1 };

/* Each count is of calls from now on: 0 is the next one. */
struct vfs_plan {
    int64_t fail_write_in; /* this one write fails */
    int64_t fail_sync_in;  /* this one sync fails */
    int64_t full_in;       /* from this write on the disk is full */
    unsigned sync_us;      /* how long a sync takes at least */
    bool syncs_off;        /* syncs are said to be done, and are not */
    bool keep_lost;        /* needed for vfs_cut */
    bool no_powersafe;     /* a write may damage its neighbours in the sector */
};
#define VFS_PLAN_NONE                                                                              \
    ((struct vfs_plan){.fail_write_in = VFS_NEVER, .fail_sync_in = VFS_NEVER, .full_in = VFS_NEVER})

struct vfs_counts {
    uint64_t writes;
    uint64_t syncs;
    uint64_t failed; /* by plan */
};

/* Makes the shim SQLite's default; once in a process, before the first file is opened. */
void vfs_install(void);
/* Sets the plan and puts the counts to 0. */
void vfs_set(struct vfs_plan plan);
struct vfs_counts vfs_count(void);
/* The power goes: never returns, the process ends with exit code 0. The caller has stopped telling
 * anybody that anything is done. */
_Noreturn void vfs_cut(uint64_t seed);

#endif
