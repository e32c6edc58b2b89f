/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* report.h - from the areas' answers to one solution: sessions, bound, certificate, figures. */
#ifndef HEARTH_PLAN_REPORT_H
#define HEARTH_PLAN_REPORT_H

#include "plan/area.h"

/* All results of one instance, in any order, as one solution in `into`. */
MUST_CHECK struct err *report_make(struct arena *into, const struct plan_instance *in,
                                   const struct funnel *funnel, const struct area_result *results,
                                   int32_t n, struct plan_solution *ret_solution);
/* How many families reach their minimum. */
int32_t report_minimum(const struct plan_instance *in, const struct area_result *results,
                       int32_t n);
/* Points lost when no published session is kept. */
int64_t report_changes(const struct plan_instance *in);

#endif
