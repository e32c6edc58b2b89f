/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* send.c - one command sent to the process that serves a site: a request over the folder's socket,
 * the answer read to the end of the connection. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/world.h"
#include "web/command.h"
#include "web/socket.h"

enum { HEAD_MAX = 16384, PIECE = 65536, STATUS_AT = 9, STATUS_DIGITS = 3 };

static struct err *lost(struct arena *into, const char *where)
{
    return err_mend(err_outside(into,
                                N_("The answer of the process that serves this site was lost. See "
                                   "what was done before you ask again"),
                                "%s: errno %d", where, errno),
                    "hearth journal log");
}

static struct err *request_write(struct arena *into, int fd, const struct command_ask *ask)
{
    CLEANUP(buf_done) struct buf body = buf_make(LIMIT_FORM_BYTES);
    CLEANUP(buf_done) struct buf all = buf_make(LIMIT_FORM_BYTES + HEAD_MAX);
    command_ask_put(ask, &body);
    TRY(buf_check(&body));
    buf_printf(&all,
               "POST /command HTTP/1.1\r\nHost: hearth\r\nContent-Type: application/json\r\n"
               "Content-Length: %zu\r\nConnection: close\r\n\r\n",
               body.n);
    buf_put(&all, buf_text(&body));
    TRY(buf_check(&all));
    for (size_t at = 0; at < all.n;) {
        ssize_t n = send(fd, all.at + at, all.n - at, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            return lost(into, "send");
        at += n < 0 ? 0 : (size_t)n;
    }
    return NULL;
}

static struct err *answer_bytes(struct arena *into, int fd, struct buf *b)
{
    char *piece = arena_alloc(into, PIECE);
    NEED(piece);
    for (;;) {
        ssize_t n = recv(fd, piece, PIECE, 0);
        if (n == 0)
            return buf_check(b);
        if (n < 0 && errno != EINTR)
            return lost(into, "receive");
        if (n > 0)
            buf_bytes(b, piece, (size_t)n);
    }
}

/* The status line's number and what stands behind the empty line, if it is whole. */
static bool answer_cut(struct text all, int64_t *ret_status, struct text *ret_body)
{
    const char *end = all.n == 0 ? NULL : memmem(all.at, all.n, "\r\n\r\n", 4);
    if (end == NULL || all.n < STATUS_AT + STATUS_DIGITS || !text_starts(all, "HTTP/1.1 ") ||
        !text_int((struct text){all.at + STATUS_AT, STATUS_DIGITS}, ret_status))
        return false;
    struct text head = {all.at, (size_t)(end - all.at)};
    *ret_body = (struct text){end + 4, all.n - head.n - 4};
    struct text line;
    while (text_cut(&head, '\n', &line)) {
        struct text name = TEXT_NONE;
        int64_t n;
        if (text_cut(&line, ':', &name) && text_is(name, "Content-Length") &&
            text_int(text_trim(line), &n))
            return n >= 0 && (uint64_t)n == ret_body->n;
    }
    return false;
}

static struct err *refused(struct arena *into, int64_t status)
{
    if (status == 503)
        return err_new(into, ERR_BUSY, N_("Too much is being written at this moment. Try again"));
    if (status == 404)
        return err_new(into, ERR_DENIED, N_("This site is served by another user of this machine"));
    if (status == 413)
        return err_new(into, ERR_INPUT, N_("This is too much for one command"));
    return err_outside(into, N_("The process that serves this site answered with something else"),
                       "status %d", (int)status);
}

struct err *command_send(struct arena *into, const char *dir, const struct command_ask *ask,
                         bool *ret_asked, struct command_answer *ret_answer)
{
    CLEANUP(world_close_fd) int fd = socket_connect_folder(dir);
    CLEANUP(buf_done) struct buf all = buf_make(LIMIT_ARENA_JOB_BYTES);
    int64_t status = 0;
    struct text body;
    *ret_asked = fd >= 0;
    if (fd < 0)
        return NULL;
    TRY(request_write(into, fd, ask));
    TRY(answer_bytes(into, fd, &all));
    if (!answer_cut(buf_text(&all), &status, &body))
        return lost(into, "answer");
    if (status != 200)
        return refused(into, status);
    return command_answer_read(into, body, ret_answer);
}
