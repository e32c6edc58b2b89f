/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cli_inner.h - what the planner's commands share. */
#ifndef HEARTH_PLAN_CLI_INNER_H
#define HEARTH_PLAN_CLI_INNER_H

#include "plan/cli_plan.h"
#include "plan/instance.h"
#include "plan/say.h"

/* Runs a command with a large arena of its own; an error is carried over into `arena`. */
MUST_CHECK struct err *plan_with_memory(struct arena *arena, const struct plan_command *c,
                                        struct err *(*run)(struct arena *a,
                                                           const struct plan_command *c));
/* Reads both files and refuses a solution that breaks a rule: to explain a wrong plan would
 * mislead. ERR_INTEGRITY is its first fault. */
MUST_CHECK struct err *plan_read_both(struct arena *a, const struct plan_command *c,
                                      const struct plan_instance **ret_instance,
                                      const struct plan_solution **ret_solution);
/* Slots of each family in a plan that keeps the rules. */
MUST_CHECK struct err *plan_family_slots(struct arena *a, const struct plan_instance *in,
                                         const struct plan_solution *solution, int32_t **ret_slots);
/* The figures of a report in a few lines. */
void plan_figures_say(const struct plan_say *say, const struct plan_instance *in,
                      const int64_t figures[PLAN_FIGURE__COUNT]);

#endif
