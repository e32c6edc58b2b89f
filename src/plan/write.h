/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* write.h - instances and solutions to files of the public formats.
 *
 * The same solution always gives the same bytes: members in a fixed order, lists as given, one
 * session a line; gzip without name and time. A name that ends in ".gz" is compressed. The file is
 * whole or not there: written beside, synced, renamed. */
#ifndef HEARTH_PLAN_WRITE_H
#define HEARTH_PLAN_WRITE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "plan/instance.h"

/* Mode 0600: it names families by position. */
MUST_CHECK struct err *plan_solution_write(struct arena *scratch, const char *path,
                                           const struct plan_solution *solution);
/* An instance, for example of the live programme, for this or any other planner. */
MUST_CHECK struct err *plan_instance_write(struct arena *scratch, const char *path,
                                           const struct plan_instance *instance);
/* The bytes of a plain solution; the buffer tells at its end whether they fitted. */
void plan_solution_put(struct buf *b, const struct plan_solution *solution);

#endif
