/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* world.c - the real clock, randomness and disk, and whole-file reading and writing over them. */
#include "base/world.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"

enum { READ_CHUNK = 16384, ID_TEXT_MAX = 36 };

static int64_t clock_ms(clockid_t clock)
{
    struct timespec ts = {0};
    int failed = clock_gettime(clock, &ts);
    assert(failed == 0);
    (void)failed;
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int64_t real_now_ms(void)
{
    return clock_ms(CLOCK_REALTIME);
}

static int64_t real_boot_ms(void)
{
    return clock_ms(CLOCK_BOOTTIME);
}

static bool real_random(void *into, size_t n)
{
    unsigned char *at = into;
    while (n > 0) {
        ssize_t got = getrandom(at, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static void real_pause_ms(int64_t ms)
{
    const struct timespec length = {ms / 1000, (long)(ms % 1000) * 1000000};
    (void)nanosleep(&length, NULL);
}

static bool real_may_allocate(size_t n)
{
    (void)n;
    return true;
}

static const struct world real = {
    .now_ms = real_now_ms,
    .boot_ms = real_boot_ms,
    .random = real_random,
    .may_allocate = real_may_allocate,
    .write = write,
    .sync = fsync,
    .rename = rename,
    .pause_ms = real_pause_ms,
};

static const struct world *current = &real;
static int64_t clock_shift_ms;

const struct world *world_real(void)
{
    return &real;
}

void world_set(const struct world *w)
{
    current = w == NULL ? &real : w;
    clock_shift_ms = 0;
}

const struct world *world_get(void)
{
    return current;
}

int64_t world_now_ms(void)
{
    return current->now_ms() + clock_shift_ms;
}

int64_t world_boot_ms(void)
{
    return current->boot_ms();
}

void world_pause_ms(int64_t ms)
{
    current->pause_ms(ms);
}

bool world_may_allocate(size_t n)
{
    return current->may_allocate(n);
}

void world_looked(enum world_look what)
{
    if (current->looked != NULL)
        current->looked(what);
}

void world_clock_start_at(int64_t ms)
{
    clock_shift_ms = ms - current->now_ms();
}

void world_random(void *into, size_t n)
{
    if (current->random(into, n))
        return;
    (void)fputs("hearth: the system gives no randomness, so nothing can be sealed\n", stderr);
    _exit(err_kind_info(ERR_OUTSIDE)->exit_code);
}

/* What the system's number for an error means to a person. */
static struct err *disk_error(struct arena *into, int number, const char *act, const char *where)
{
    const char *text = N_("The disk or the system refused. Ask who looks after this machine");
    const char *mend = "hearth doctor";
    if (number == ENOSPC || number == EDQUOT) {
        text = N_("The disk is full. Make some space, then try again");
        mend = "df -h";
    } else if (number == EROFS || number == EACCES || number == EPERM) {
        text = N_("This folder may not be read or written by this user");
    } else if (number == EIO) {
        text = N_("The disk is failing. Make a backup on another one now");
        mend = "hearth backup";
    }
    return err_mend(err_outside(into, text, "%s %s: %s", act, where, strerrordesc_np(number)),
                    mend);
}

struct err *world_write_all(struct arena *scratch, int fd, const void *at, size_t n)
{
    const unsigned char *from = at;
    while (n > 0) {
        ssize_t done = current->write(fd, from, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return disk_error(scratch, done == 0 ? EIO : errno, "write", "");
        assert((size_t)done <= n);
        from += done;
        n -= (size_t)done;
    }
    return NULL;
}

struct err *world_sync(struct arena *scratch, int fd)
{
    /* After a failed sync the system may have dropped the bytes and call the next one a success:
     * a second try would be a lie. */
    return current->sync(fd) == 0 ? NULL : disk_error(scratch, errno, "sync", "");
}

void world_close_fd(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

int world_take_fd(int *fd)
{
    int taken = *fd;
    *fd = -1;
    return taken;
}

static struct err *read_rest(struct arena *into, int fd, size_t bytes_max, struct buf *all)
{
    char chunk[READ_CHUNK];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return disk_error(into, errno, "read", "");
        if (got == 0)
            return buf_check(all);
        if ((size_t)got > bytes_max - all->n) {
            const char *most = arena_printf(into, "%zu", bytes_max);
            return err_new(into, ERR_INPUT, N_("The file is larger than {1} bytes"), most);
        }
        buf_bytes(all, chunk, (size_t)got);
        TRY(buf_check(all));
    }
}

struct err *world_read_file(struct arena *into, const char *path, size_t bytes_max,
                            struct text *ret_bytes)
{
    /* Non-blocking, so that a pipe lying there under that name cannot hold us. */
    CLEANUP(world_close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return err_outside_at(into, __FILE__, __LINE__, ERR_ABSENT, N_("The file is not there"),
                              "open %s", path);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        return disk_error(into, errno, "open", path);
    if (!S_ISREG(st.st_mode))
        return err_outside(into, N_("This is not a file"), "open %s", path);
    CLEANUP(buf_done) struct buf all = buf_make(bytes_max);
    struct err *bad = read_rest(into, fd, bytes_max, &all);
    if (bad != NULL)
        return err_wrap(into, bad, path);
    return buf_take(&all, into, ret_bytes);
}

/* The rename itself is only durable once the folder is. */
static struct err *sync_folder_of(struct arena *scratch, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder = ".";
    if (slash != NULL)
        folder = slash == path ? "/" : arena_strn(scratch, path, (size_t)(slash - path));
    NEED(folder);
    CLEANUP(world_close_fd) int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return disk_error(scratch, errno, "open", folder);
    return world_sync(scratch, fd);
}

static struct err *write_new(struct arena *scratch, const char *path, struct text bytes,
                             mode_t mode)
{
    CLEANUP(world_close_fd)
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return disk_error(scratch, errno, "create", path);
    struct err *bad = world_write_all(scratch, fd, bytes.at, bytes.n);
    if (bad == NULL && fchmod(fd, mode) != 0)
        bad = disk_error(scratch, errno, "chmod", path);
    if (bad == NULL)
        bad = world_sync(scratch, fd);
    if (bad != NULL)
        (void)unlink(path);
    return bad;
}

struct err *world_write_file(struct arena *scratch, const char *path, struct text bytes,
                             mode_t mode)
{
    uint64_t own = 0;
    world_random(&own, sizeof own);
    const char *beside = arena_printf(scratch, "%s.%016" PRIx64 ".new", path, own);
    NEED(beside);
    struct err *bad = write_new(scratch, beside, bytes, mode);
    if (bad != NULL)
        return err_wrap(scratch, bad, path);
    if (current->rename(beside, path) != 0) {
        bad = disk_error(scratch, errno, "rename", path);
        (void)unlink(beside);
        return bad;
    }
    bad = sync_folder_of(scratch, path);
    return bad == NULL ? NULL : err_wrap(scratch, bad, path);
}

/* One line of a small system file. */
static struct err *read_line(struct arena *into, const char *path, const char **ret_line)
{
    struct text bytes = TEXT_NONE;
    TRY(world_read_file(into, path, READ_CHUNK, &bytes));
    bytes = text_trim(bytes);
    if (bytes.n == 0 || bytes.n > ID_TEXT_MAX)
        return err_outside(into, N_("The system gives this machine no name"), "read %s", path);
    const char *line = arena_strn(into, bytes.at, bytes.n);
    NEED(line);
    *ret_line = line;
    return NULL;
}

struct err *world_boot_id(struct arena *into, const char **ret_id)
{
    return read_line(into, "/proc/sys/kernel/random/boot_id", ret_id);
}

struct err *world_machine_id(struct arena *into, const char **ret_id)
{
    struct err *bad = read_line(into, "/etc/machine-id", ret_id);
    if (bad == NULL || bad->kind == ERR_BUSY)
        return bad;
    *ret_id = "none";
    return NULL;
}
