/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* source.c - bytes of a text in memory, or of an open file. */
#include "intake/source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static struct err *text_read(const void *with, struct arena *scratch, int64_t at, char *into,
                             size_t room, size_t *ret_n)
{
    const struct text *text = with;
    size_t from = (size_t)at < text->n ? (size_t)at : text->n;
    size_t n = text->n - from < room ? text->n - from : room;
    (void)scratch;
    if (n > 0)
        memcpy(into, text->at + from, n);
    *ret_n = n;
    return NULL;
}

static struct err *file_read(const void *with, struct arena *scratch, int64_t at, char *into,
                             size_t room, size_t *ret_n)
{
    ssize_t n = -1;
    do
        n = pread(*(const int *)with, into, room, at);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return err_outside(scratch, N_("The file cannot be read"), "pread: errno %d", errno);
    *ret_n = (size_t)n;
    return NULL;
}

struct source source_of_text(const struct text *text)
{
    return (struct source){text, text_read};
}

struct source source_of_file(const int *fd)
{
    return (struct source){fd, file_read};
}
