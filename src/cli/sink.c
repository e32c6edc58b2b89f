/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sink.c - writes the file of -o beside its place and puts it there at the end. */
#include "cli/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/world.h"
#include "cli/stop.h"

static struct err *file_error(struct sink *s, const char *what)
{
    int code = errno;
    if (code == ENOENT)
        return err_new(s->cli->arena, ERR_ABSENT,
                       N_("There is no folder for the file \"{1}\". Make it first"), s->path);
    return err_outside(s->cli->arena, N_("The file could not be written"), "%s %s: errno %d", what,
                       s->path, code);
}

struct err *sink_open(struct cli *cli, const char *path, struct sink *ret_sink)
{
    struct sink s = {.cli = cli, .fd = cli->start->out, .waiting = buf_make(2 * SINK_BYTES)};
    struct stat there;
    if (strcmp(path, "-") != 0) {
        /* The rename at the end would put a file in the place of a device or a pipe. */
        if (lstat(path, &there) == 0 && !S_ISREG(there.st_mode))
            return err_example(err_input(cli->arena, "output", N_("This is not a file")),
                               "november.json");
        uint64_t own = 0;
        world_random(&own, sizeof own);
        s.path = path;
        s.beside = arena_printf(cli->arena, "%s.%016" PRIx64 ".new", path, own);
        NEED(s.beside);
        stop_removes(s.beside);
        s.fd = open(s.beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (s.fd < 0) {
            stop_removes(NULL);
            return file_error(&s, "open");
        }
    }
    *ret_sink = s;
    return NULL;
}

static struct err *flush(struct sink *s)
{
    TRY(buf_check(&s->waiting));
    TRY(world_write_all(s->cli->arena, s->fd, s->waiting.at, s->waiting.n));
    buf_clear(&s->waiting);
    return NULL;
}

struct err *sink_write(struct sink *s, struct text bytes)
{
    s->bytes += (int64_t)bytes.n;
    if (bytes.n >= SINK_BYTES) {
        TRY(flush(s));
        return world_write_all(s->cli->arena, s->fd, bytes.at, bytes.n);
    }
    buf_put(&s->waiting, bytes);
    return s->waiting.n < SINK_BYTES ? NULL : flush(s);
}

struct err *sink_finish(struct sink *s)
{
    TRY(flush(s));
    if (s->path == NULL)
        return NULL;
    TRY(world_sync(s->cli->arena, s->fd));
    if (world_get()->rename(s->beside, s->path) != 0)
        return file_error(s, "rename");
    stop_removes(NULL);
    s->beside = NULL;
    return NULL;
}

void sink_close(struct sink *s)
{
    buf_done(&s->waiting);
    if (s->path != NULL)
        world_close_fd(&s->fd);
    if (s->beside != NULL) {
        (void)unlink(s->beside);
        stop_removes(NULL);
        s->beside = NULL;
    }
}
