/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* source.h - where the bytes of a foreign file come from: a file that is open, or a text in memory.
 * They are read by place, so a file is read twice without being kept. */
#ifndef HEARTH_INTAKE_SOURCE_H
#define HEARTH_INTAKE_SOURCE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

struct source {
    const void *with;
    /* Up to `room` bytes from the place `at` on; 0 of them at the end. */
    struct err *(*read)(const void *with, struct arena *scratch, int64_t at, char *into,
                        size_t room, size_t *ret_n);
};

/* The text and the descriptor must stay; the descriptor is of a regular file. */
struct source source_of_text(const struct text *text);
struct source source_of_file(const int *fd);

#endif
