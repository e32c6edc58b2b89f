/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* clock.h - what the timer writes: checks of a family's first days. It decides nothing about a
 * family; it reminds, and takes the reminder back when they have left.
 *
 * The desk names each act by (rule, subject, date), so that it happens once; see desk/clock.h. */
#ifndef HEARTH_COMMAND_CLOCK_H
#define HEARTH_COMMAND_CLOCK_H

#include "command/organisation.h"
#include "model/newcomer.h"

struct newcomer_form {
    struct id stay, person, house;
    const struct newcomer_rule *rule;
    struct text what; /* the rule's words in the language of the organisation */
    int32_t due;
    bool is_past_use; /* written down as not needed any more, so that it can be seen what was not
                         looked after */
};
/* Owner: the lead worker of her case, else who holds the rule's role in the house, else a manager,
 * else nobody. ERR_CONFLICT when the stay has ended. */
command_fn newcomer_check;

struct newcomer_left_form {
    struct id task, person;
};
/* ERR_CONFLICT when she stays somewhere after all, or the task has ended. */
command_fn newcomer_left;

#endif
