/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* crash.c - the processes of a crash run. What was acknowledged lies in memory that all three
 * share, so no kill can lose it. */
#include "support/crash.h"

#include <ftw.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/vfs.h"

enum { DONE_MAX = 1 << 20, FOLDER_MAX = 200, FOLDERS_DEEP = 8, US_PER_MS = 1000 };

struct shared {
    uint64_t n;
    uint64_t found;
    uint64_t done[DONE_MAX];
};

static struct shared *shared;
static pthread_mutex_t telling = PTHREAD_MUTEX_INITIALIZER;

void crash_done(uint64_t number)
{
    pthread_mutex_lock(&telling);
    if (shared->n < DONE_MAX) {
        shared->done[shared->n] = number;
        /* A kill between these two lines leaves the number untold, which is no loss. */
        __atomic_store_n(&shared->n, shared->n + 1, __ATOMIC_RELEASE);
    }
    pthread_mutex_unlock(&telling);
}

size_t crash_n_done(void)
{
    return __atomic_load_n(&shared->n, __ATOMIC_ACQUIRE);
}

struct cutter {
    useconds_t after_us;
    uint64_t seed;
};

static void *cut_later(void *with)
{
    const struct cutter *c = with;
    (void)usleep(c->after_us);
    pthread_mutex_lock(&telling);
    vfs_cut(c->seed);
}

struct run {
    const struct crash_subject *subject;
    const struct crash_plan *plan;
    uint64_t seed;
    char folder[FOLDER_MAX];
};

static useconds_t run_us(const struct run *r)
{
    return (useconds_t)(r->seed * 7919 % (r->plan->ms_most * US_PER_MS));
}

static void child_prepare(const struct run *r)
{
    r->subject->prepare(r->folder);
}

static void child_work(const struct run *r)
{
    vfs_install();
    struct vfs_plan vfs = VFS_PLAN_NONE;
    vfs.keep_lost = r->plan->by == CRASH_BY_CUT;
    vfs.syncs_off = r->plan->syncs_off;
    vfs.no_powersafe = r->plan->no_powersafe;
    vfs_set(vfs);
    static struct cutter cutter;
    cutter = (struct cutter){.after_us = run_us(r), .seed = r->seed};
    pthread_t thread;
    if (r->plan->by == CRASH_BY_CUT && pthread_create(&thread, NULL, cut_later, &cutter) != 0)
        abort();
    r->subject->work(r->folder, r->seed);
    abort(); /* work never ends by itself */
}

static void child_look(const struct run *r)
{
    shared->found = r->subject->look(r->folder, shared->done, shared->n);
}

static pid_t start(const struct run *r, void (*child)(const struct run *))
{
    (void)fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        child(r);
        _exit(0);
    }
    if (pid < 0)
        abort();
    return pid;
}

/* Whether it ended with 0, or by SIGKILL where that was the plan. */
static bool ended_well(pid_t pid, bool killed)
{
    int status = 0;
    if (waitpid(pid, &status, 0) != pid)
        return false;
    if (killed)
        return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool work_until_crash(const struct run *r)
{
    pid_t pid = start(r, child_work);
    bool kills = r->plan->by == CRASH_BY_KILL;
    if (kills) {
        (void)usleep(run_us(r));
        (void)kill(pid, SIGKILL);
    }
    return ended_well(pid, kills);
}

static int remove_one(const char *path, const struct stat *st, int what, struct FTW *at)
{
    (void)st;
    (void)what;
    (void)at;
    return remove(path);
}

/* One crash; false when something was found. */
static bool run_once(struct run *r)
{
    const char *under = getenv("TMPDIR");
    (void)snprintf(r->folder, sizeof r->folder, "%s/hearth-crash-XXXXXX",
                   under == NULL ? "/tmp" : under);
    if (mkdtemp(r->folder) == NULL)
        abort();
    shared->n = 0;
    shared->found = 0;
    bool well = ended_well(start(r, child_prepare), false) && work_until_crash(r) &&
                ended_well(start(r, child_look), false) && shared->found == 0;
    (void)nftw(r->folder, remove_one, FOLDERS_DEEP, FTW_DEPTH | FTW_PHYS);
    return well;
}

struct crash_sum crash_run(const struct crash_subject *subject, const struct crash_plan *plan)
{
    struct crash_sum sum = {0};
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        abort();
    for (unsigned i = 0; i < plan->runs; i++) {
        struct run r = {.subject = subject, .plan = plan, .seed = plan->seed + i};
        bool well = run_once(&r);
        sum.done += shared->n;
        sum.found += shared->found;
        sum.bad_runs += !well;
    }
    (void)munmap(shared, sizeof *shared);
    shared = NULL;
    return sum;
}
