/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plain.h - the plain greedy plan, the floor below which the planner never answers.
 *
 * Families in order of weight, in three rounds (to their minimum, target, maximum), each takes the
 * carer who gives most points, earliest sessions first, longest first. It helps where a few carers
 * are wanted by all, since nobody is filled up before all have had their first hours. */
#ifndef HEARTH_PLAN_PLAIN_H
#define HEARTH_PLAN_PLAIN_H

#include "plan/pool.h"

/* Adds to a roster that holds locked sessions or nothing. */
MUST_CHECK struct err *plain_greedy(struct roster *roster, struct pool *pool);

#endif
