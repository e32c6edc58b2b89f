/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* funnel.h - who can ever serve whom, and if nobody, why.
 *
 * The filters run in the order fixed by the file format, section 8; the first that leaves nobody
 * is the family's reason. A pair that is left has at least one possible session. */
#ifndef HEARTH_PLAN_FUNNEL_H
#define HEARTH_PLAN_FUNNEL_H

#include "base/arena.h"
#include "base/err.h"
#include "plan/instance.h"

struct funnel {
    int32_t *carers;  /* of all pairs, by family, ascending */
    int32_t *from;    /* families_n + 1: where a family's carers begin */
    uint8_t *reasons; /* enum plan_reason by family; CAPACITY when the family has carers */
};

/* Runs every family through the filters; lists in `into`. */
MUST_CHECK struct err *funnel_make(struct arena *into, const struct plan_instance *in,
                                   struct funnel *ret_funnel);

/* Where the sessions of a pair lie: inside one window of each, outside the night unless both
 * approve, on days when every skill is held. Every session of an allowed length inside one span
 * keeps rules 1 to 4, and no other does. Writes at most `room` spans; returns how many there are
 * that hold the shortest length. */
int32_t funnel_spans(const struct plan_instance *in, int32_t family, int32_t carer,
                     struct plan_window *spans, int32_t room);

/* Metres along streets: |dx| + |dy|. */
int64_t funnel_distance(int32_t x, int32_t y, int32_t other_x, int32_t other_y);

#endif
