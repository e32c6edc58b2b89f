/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* changes.h - what a new plan changes of the published one, by family and by carer. */
#ifndef HEARTH_PLAN_CHANGES_H
#define HEARTH_PLAN_CHANGES_H

#include "plan/cli_plan.h"
#include "plan/instance.h"

/* Families that lose a published session: which, and what is new for them; then every carer with
 * sessions lost or new among these families. */
MUST_CHECK struct err *plan_changes_say(struct arena *a, const struct plan_command *c,
                                        const struct plan_instance *in,
                                        const struct plan_solution *plan);
/* The same as a JSON member "changes". */
MUST_CHECK struct err *plan_changes_json(struct arena *a, struct buf *b,
                                         const struct plan_instance *in,
                                         const struct plan_solution *plan);

#endif
