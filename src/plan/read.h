/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* read.h - instances and solutions from files, plain JSON or gzip (told by the first bytes).
 *
 * The reader is strict and streams: it keeps what the format names, skips members it does not know,
 * and stops at the first wrong byte. A wrong file is ERR_INPUT (exit 2): `field` is the member
 * ("families[3].windows"), the text names line and column, the example shows what would be right.
 * An instance whose locked sessions break a rule is ERR_IMPOSSIBLE (exit 8); that is found by
 * plan_contradiction (verify.h), not here. Neither holds more memory than the arena allows nor
 * reads more than PLAN_BYTES_MAX after decompression. */
#ifndef HEARTH_PLAN_READ_H
#define HEARTH_PLAN_READ_H

#include "base/arena.h"
#include "base/err.h"
#include "plan/instance.h"

#define PLAN_BYTES_MAX (INT64_C(1) << 31) /* of JSON, decompressed */

/* The instance lives in `into`, which also serves as scratch while reading. */
MUST_CHECK struct err *plan_instance_read(struct arena *into, const char *path,
                                          const struct plan_instance **ret_instance);
MUST_CHECK struct err *plan_solution_read(struct arena *into, const char *path,
                                          const struct plan_solution **ret_solution);

/* The same from memory; `bytes` may be gzip and need not outlive the call. */
MUST_CHECK struct err *plan_instance_parse(struct arena *into, struct text bytes,
                                           const struct plan_instance **ret_instance);
MUST_CHECK struct err *plan_solution_parse(struct arena *into, struct text bytes,
                                           const struct plan_solution **ret_solution);

/* What the reader promises, for an instance built by hand: ranges, references, order of windows,
 * and that no sum of points can overflow. ERR_INPUT names the member. Fills in nothing. */
MUST_CHECK struct err *plan_instance_check(struct arena *scratch,
                                           const struct plan_instance *instance);

#endif
