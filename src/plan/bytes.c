/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* bytes.c - file or memory, plain or gzip, behind one door.
 *
 * zlib takes its memory from the arena, so the arena's limit holds for it too. A gzip file may have
 * several members one after another; every member must end properly. */
#include "plan/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/world.h"
#include "plan/read.h"
#include "plan/zip.h"

enum { WINDOW_BYTES = 1 << 16 };

struct plan_bytes {
    struct arena *arena;
    const char *path; /* for the log */
    int fd;           /* -1: memory only */
    struct text raw;  /* not yet given out or inflated */
    char *raw_room;
    char *room;
    bool is_gzip;
    bool member_open; /* inside a gzip member */
    bool started;
    int64_t given;
    z_stream zlib;
};

/* NULL without memory. */
static struct plan_bytes *bytes_new(struct arena *into, const char *path)
{
    struct plan_bytes *b = arena_make(into, struct plan_bytes);
    if (b == NULL)
        return NULL;
    b->arena = into;
    b->path = path;
    b->fd = -1;
    return b;
}

static struct err *too_large(struct plan_bytes *b)
{
    return err_input(b->arena, "file", N_("The file is too large: at most 2 GB of JSON are read"));
}

struct err *plan_bytes_open(struct arena *into, const char *path, struct plan_bytes **ret_bytes)
{
    struct plan_bytes *b = bytes_new(into, path);
    NEED(b);
    b->raw_room = arena_alloc(into, WINDOW_BYTES);
    NEED(b->raw_room);
    b->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (b->fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return err_outside_at(into, __FILE__, __LINE__, ERR_ABSENT, N_("The file is not there"),
                              "open %s", path);
    if (b->fd < 0)
        return err_outside(into, N_("The file cannot be read"), "open %s: error %d", path, errno);
    struct stat st;
    if (fstat(b->fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > PLAN_BYTES_MAX) {
        plan_bytes_close(&b);
        return too_large(b);
    }
    *ret_bytes = b;
    return NULL;
}

struct err *plan_bytes_memory(struct arena *into, struct text memory, struct plan_bytes **ret_bytes)
{
    struct plan_bytes *b = bytes_new(into, "memory");
    NEED(b);
    b->raw = memory;
    *ret_bytes = b;
    return NULL;
}

void plan_bytes_close(struct plan_bytes **bytes)
{
    if (*bytes != NULL)
        world_close_fd(&(*bytes)->fd);
}

/* Fills `raw` when it is empty; it stays empty at the end. */
static struct err *raw_fill(struct plan_bytes *b)
{
    if (b->raw.n > 0 || b->fd < 0)
        return NULL;
    size_t n = 0;
    /* two bytes at least, so that the first window tells gzip from JSON */
    while (n < 2) {
        ssize_t got = read(b->fd, b->raw_room + n, WINDOW_BYTES - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_outside(b->arena, N_("The file cannot be read"), "read %s: error %d",
                               b->path, errno);
        if (got == 0)
            break;
        n += (size_t)got;
    }
    b->raw = (struct text){b->raw_room, n};
    return NULL;
}

static struct err *gzip_start(struct plan_bytes *b)
{
    b->started = true;
    if (b->raw.n < 2 || (unsigned char)b->raw.at[0] != 0x1f || (unsigned char)b->raw.at[1] != 0x8b)
        return NULL;
    b->is_gzip = true;
    b->room = arena_alloc(b->arena, WINDOW_BYTES);
    NEED(b->room);
    b->zlib = zip_stream(b->arena);
    if (inflateInit2(&b->zlib, ZIP_GZIP) != Z_OK)
        return err_no_memory();
    b->member_open = true;
    return NULL;
}

/* One call of inflate; the window's room is what stays in avail_out. */
static struct err *inflate_more(struct plan_bytes *b)
{
    b->zlib.next_in = (Bytef *)(uintptr_t)b->raw.at; /* zlib only reads it */
    b->zlib.avail_in = (uInt)(b->raw.n > WINDOW_BYTES ? WINDOW_BYTES : b->raw.n);
    size_t before = b->zlib.avail_in;
    int state = inflate(&b->zlib, Z_NO_FLUSH);
    size_t used = before - b->zlib.avail_in;
    b->raw.at += used;
    b->raw.n -= used;
    if (state == Z_MEM_ERROR)
        return err_no_memory();
    if (state == Z_STREAM_END)
        b->member_open = false;
    else if (state != Z_OK && state != Z_BUF_ERROR)
        return err_input(b->arena, "file",
                         N_("The compressed file is damaged. Fetch or make it again"));
    return NULL;
}

static struct err *gzip_next(struct plan_bytes *b, struct text *ret_window)
{
    b->zlib.next_out = (Bytef *)b->room;
    b->zlib.avail_out = WINDOW_BYTES;
    while (b->zlib.avail_out == WINDOW_BYTES) {
        TRY(raw_fill(b));
        if (b->raw.n == 0 && b->member_open)
            return err_input(b->arena, "file",
                             N_("The compressed file ends too early. Fetch or make it again"));
        if (b->raw.n == 0)
            break;
        if (!b->member_open) {
            if (inflateReset(&b->zlib) != Z_OK)
                return err_bug(b->arena, "inflateReset");
            b->member_open = true;
        }
        TRY(inflate_more(b));
    }
    *ret_window = (struct text){b->room, WINDOW_BYTES - b->zlib.avail_out};
    return NULL;
}

struct err *plan_bytes_next(struct plan_bytes *b, struct text *ret_window)
{
    TRY(raw_fill(b));
    if (!b->started)
        TRY(gzip_start(b));
    if (b->is_gzip) {
        TRY(gzip_next(b, ret_window));
    } else {
        *ret_window = b->raw;
        b->raw.n = 0;
    }
    b->given += (int64_t)ret_window->n;
    if (b->given > PLAN_BYTES_MAX)
        return too_large(b);
    return NULL;
}
