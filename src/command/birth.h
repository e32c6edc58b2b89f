/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* birth.h - when somebody was born, as people say it: an age, a year, a date. */
#ifndef HEARTH_COMMAND_BIRTH_H
#define HEARTH_COMMAND_BIRTH_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

struct birth {
    int32_t day;
    int64_t precision; /* BIRTH_...; 0: nothing is known */
};

/* "4" years (the middle of what an age can mean: half a year more), "2022", "2022-05-02",
 * "02.05.2022". ERR_INPUT of `field` says what may be written; also for what lies after `today`. */
MUST_CHECK struct err *birth_typed(struct arena *into, const char *field, struct text typed,
                                   int32_t today, struct birth *ret_birth);

#endif
