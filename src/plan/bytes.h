/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* bytes.h - the bytes of a file or of memory, plain or gzip, a window at a time. */
#ifndef HEARTH_PLAN_BYTES_H
#define HEARTH_PLAN_BYTES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

struct plan_bytes;

/* Opens a file; gzip is told by its first two bytes. ERR_ABSENT when there is no such file,
 * ERR_INPUT when it is larger than PLAN_BYTES_MAX. */
MUST_CHECK struct err *plan_bytes_open(struct arena *into, const char *path,
                                       struct plan_bytes **ret_bytes);
MUST_CHECK struct err *plan_bytes_memory(struct arena *into, struct text memory,
                                         struct plan_bytes **ret_bytes);
/* The next window, valid until the next call; n = 0 at the end. ERR_INPUT for damaged or truncated
 * gzip, or past PLAN_BYTES_MAX. */
MUST_CHECK struct err *plan_bytes_next(struct plan_bytes *bytes, struct text *ret_window);
/* Takes NULL; for CLEANUP(). */
void plan_bytes_close(struct plan_bytes **bytes);

#endif
