/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* bytes.h - what entry.c and body.c share. It knows no seal, like entry.h. */
#ifndef HEARTH_JOURNAL_BYTES_H
#define HEARTH_JOURNAL_BYTES_H

#include "journal/entry.h"

/* Says that stored bytes are not what encoding gives; `what` is one word for the log. */
struct err *bytes_bad(struct arena *into, const char *what, struct text bytes)
    __attribute__((returns_nonnull));
/* A number from 1 that fits a column of the database. */
bool take_positive(struct take *t, uint64_t *ret_n);

#endif
