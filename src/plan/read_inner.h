/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* read_inner.h - what the readers of instances and of solutions share. */
#ifndef HEARTH_PLAN_READ_INNER_H
#define HEARTH_PLAN_READ_INNER_H

#include "plan/instance.h"
#include "plan/scan.h"

/* The member "format" must be exactly `wanted`. */
MUST_CHECK struct err *read_format_name(struct scan *s, const char *wanted);

/* The range of every plain number of an instance, as its members' rules have them; ERR_INPUT. */
MUST_CHECK struct err *read_ranges_check(struct arena *scratch, const struct plan_instance *in);

#endif
