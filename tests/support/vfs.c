/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* vfs.c - the shim around SQLite's default VFS. The io methods are of version 2, so that nothing
 * is mapped into memory behind its back. */
#include "support/vfs.h"

#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One write or truncation that no sync has made durable. */
struct change {
    struct change *older;
    int64_t at;
    int64_t old_size;
    size_t n;     /* bytes written; for a truncation the bytes cut off */
    size_t old_n; /* of them were there before */
    bool truncated;
    unsigned char *old_bytes;
    unsigned char *new_bytes;
};

struct path {
    struct path *next;
    char *name;
    struct change *newest;
};

struct file {
    sqlite3_file base;
    struct path *path;
    sqlite3_file *real; /* in the same piece of memory, after this struct */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct path *paths;
static struct vfs_plan plan = {.fail_write_in = -1, .fail_sync_in = -1, .full_in = -1};
static struct vfs_counts counts;
static sqlite3_vfs shim;
static sqlite3_vfs *real_vfs;
static sqlite3_io_methods methods;

static void *need(void *piece)
{
    if (piece == NULL)
        abort();
    return piece;
}

static sqlite3_file *real_of(sqlite3_file *f)
{
    return ((struct file *)f)->real;
}

static void path_forget(struct path *p)
{
    while (p->newest != NULL) {
        struct change *older = p->newest->older;
        free(p->newest->old_bytes);
        free(p->newest->new_bytes);
        free(p->newest);
        p->newest = older;
    }
}

static struct path *path_of(const char *name)
{
    for (struct path *p = paths; p != NULL; p = p->next)
        if (strcmp(p->name, name) == 0)
            return p;
    struct path *p = need(calloc(1, sizeof *p));
    p->name = need(strdup(name));
    p->next = paths;
    paths = p;
    return p;
}

/* Keeps what is about to be overwritten or cut off. */
static void change_keep(struct file *f, const void *bytes, size_t n, int64_t at)
{
    if (!plan.keep_lost)
        return;
    struct change *c = need(calloc(1, sizeof *c));
    sqlite3_int64 size = 0;
    (void)f->real->pMethods->xFileSize(f->real, &size);
    c->at = at;
    c->old_size = size;
    c->truncated = bytes == NULL;
    if (c->truncated)
        n = size > at ? (size_t)(size - at) : 0;
    c->n = n;
    c->old_n = size <= at ? 0 : (size_t)(size - at) < n ? (size_t)(size - at) : n;
    c->old_bytes = need(malloc(n + 1));
    if (c->old_n > 0)
        (void)f->real->pMethods->xRead(f->real, c->old_bytes, (int)c->old_n, at);
    if (!c->truncated) {
        c->new_bytes = need(malloc(n + 1));
        memcpy(c->new_bytes, bytes, n);
    }
    c->older = f->path->newest;
    f->path->newest = c;
}

static bool comes_now(int64_t *in)
{
    if (*in < 0)
        return false;
    return (*in)-- == 0;
}

/* ---- methods with a plan ---- */

static int file_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    struct file *f = (struct file *)file;
    pthread_mutex_lock(&lock);
    counts.writes++;
    int code = SQLITE_OK;
    if (comes_now(&plan.fail_write_in))
        code = SQLITE_IOERR_WRITE;
    if (plan.full_in == 0)
        code = SQLITE_FULL;
    else if (plan.full_in > 0)
        plan.full_in--;
    if (code == SQLITE_OK) {
        change_keep(f, bytes, (size_t)n, at);
        code = f->real->pMethods->xWrite(f->real, bytes, n, at);
    } else {
        counts.failed++;
    }
    pthread_mutex_unlock(&lock);
    return code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct file *f = (struct file *)file;
    pthread_mutex_lock(&lock);
    change_keep(f, NULL, 0, size);
    int code = f->real->pMethods->xTruncate(f->real, size);
    pthread_mutex_unlock(&lock);
    return code;
}

static int file_sync(sqlite3_file *file, int flags)
{
    struct file *f = (struct file *)file;
    pthread_mutex_lock(&lock);
    counts.syncs++;
    bool fails = comes_now(&plan.fail_sync_in);
    counts.failed += fails;
    bool off = plan.syncs_off;
    unsigned us = plan.sync_us;
    /* Also under the lock for the cut: what was written before this sync is durable after it. */
    int code = SQLITE_OK;
    if (!fails && !off) {
        /* A test that cuts needs no real sync: its list says what would be durable. */
        code = plan.keep_lost ? SQLITE_OK : f->real->pMethods->xSync(f->real, flags);
        path_forget(f->path);
    }
    pthread_mutex_unlock(&lock);
    if (us > 0)
        (void)usleep(us);
    return fails ? SQLITE_IOERR_FSYNC : code;
}

static int file_characteristics(sqlite3_file *file)
{
    int real = real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
    return plan.no_powersafe ? real & ~SQLITE_IOCAP_POWERSAFE_OVERWRITE : real;
}

/* ---- methods that only pass on ---- */

static int file_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 at)
{
    return real_of(file)->pMethods->xRead(real_of(file), bytes, n, at);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *ret_size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), ret_size);
}

static int file_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *ret_held)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), ret_held);
}

static int file_control(sqlite3_file *file, int op, void *with)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), op, with);
}

static int file_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **ret_at)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, ret_at);
}

static int file_shm_lock(sqlite3_file *file, int at, int n, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), at, n, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int file_shm_unmap(sqlite3_file *file, int remove)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

/* ---- the VFS ---- */

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                    int *ret_flags)
{
    (void)vfs;
    struct file *f = (struct file *)file;
    f->real = (sqlite3_file *)(f + 1);
    f->base.pMethods = NULL;
    int code = real_vfs->xOpen(real_vfs, name, f->real, flags, ret_flags);
    if (f->real->pMethods == NULL)
        return code;
    pthread_mutex_lock(&lock);
    f->path = path_of(name == NULL ? "" : name);
    pthread_mutex_unlock(&lock);
    f->base.pMethods = &methods;
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    (void)vfs;
    pthread_mutex_lock(&lock);
    path_forget(path_of(name));
    pthread_mutex_unlock(&lock);
    return real_vfs->xDelete(real_vfs, name, sync_folder);
}

void vfs_install(void)
{
    real_vfs = sqlite3_vfs_find(NULL);
    assert(real_vfs != NULL && real_vfs != &shim);
    methods = (sqlite3_io_methods){
        .iVersion = 2,
        .xClose = file_close,
        .xRead = file_read,
        .xWrite = file_write,
        .xTruncate = file_truncate,
        .xSync = file_sync,
        .xFileSize = file_size,
        .xLock = file_lock,
        .xUnlock = file_unlock,
        .xCheckReservedLock = file_check_lock,
        .xFileControl = file_control,
        .xSectorSize = file_sector,
        .xDeviceCharacteristics = file_characteristics,
        .xShmMap = file_shm_map,
        .xShmLock = file_shm_lock,
        .xShmBarrier = file_shm_barrier,
        .xShmUnmap = file_shm_unmap,
    };
    shim = *real_vfs;
    shim.zName = "hearth-test";
    shim.szOsFile = (int)sizeof(struct file) + real_vfs->szOsFile;
    shim.xOpen = vfs_open;
    shim.xDelete = vfs_delete;
    int code = sqlite3_vfs_register(&shim, 1);
    assert(code == SQLITE_OK);
    (void)code;
}

void vfs_set(struct vfs_plan new_plan)
{
    pthread_mutex_lock(&lock);
    plan = new_plan;
    counts = (struct vfs_counts){0};
    if (!plan.keep_lost)
        for (struct path *p = paths; p != NULL; p = p->next)
            path_forget(p);
    pthread_mutex_unlock(&lock);
}

struct vfs_counts vfs_count(void)
{
    pthread_mutex_lock(&lock);
    struct vfs_counts now = counts;
    pthread_mutex_unlock(&lock);
    return now;
}

/* ---- the cut ---- */

static uint64_t random_next(uint64_t *state)
{
    /* splitmix64, public domain: a good number from each seed */
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static void put(int fd, const unsigned char *bytes, size_t n, int64_t at)
{
    while (n > 0) {
        ssize_t done = pwrite(fd, bytes, n, at);
        if (done <= 0)
            abort();
        bytes += done;
        at += done;
        n -= (size_t)done;
    }
}

static void undo(int fd, const struct change *c)
{
    if (ftruncate(fd, c->old_size) != 0)
        abort();
    put(fd, c->old_bytes, c->old_n, c->at);
}

/* Writes from the newest back; each is let through by the toss of a coin, the newest of those torn.
 */
static void let_some_through(int fd, struct path *p, uint64_t *random)
{
    struct change *order = NULL; /* turned around: the oldest first */
    while (p->newest != NULL) {
        struct change *older = p->newest->older;
        p->newest->older = order;
        order = p->newest;
        p->newest = older;
    }
    struct change *last = NULL;
    for (struct change *c = order; c != NULL; c = c->older) {
        if (c->truncated || random_next(random) % 2 == 0)
            continue;
        if (last != NULL)
            put(fd, last->new_bytes, last->n, last->at);
        last = c;
    }
    if (last != NULL)
        put(fd, last->new_bytes, (size_t)(random_next(random) % (last->n + 1)), last->at);
}

void vfs_cut(uint64_t seed)
{
    pthread_mutex_lock(&lock);
    for (struct path *p = paths; p != NULL; p = p->next) {
        int fd = p->newest == NULL ? -1 : open(p->name, O_WRONLY | O_CLOEXEC);
        if (fd < 0)
            continue;
        for (const struct change *c = p->newest; c != NULL; c = c->older)
            undo(fd, c);
        let_some_through(fd, p, &seed);
        (void)close(fd);
    }
    _exit(0);
}
