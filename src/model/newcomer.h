/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* newcomer.h - what the house looks after in a family's first days: rules by which the timer makes
 * tasks, as data. A rule's code stands in each task that it made and is never reused. */
#ifndef HEARTH_MODEL_NEWCOMER_H
#define HEARTH_MODEL_NEWCOMER_H

#include "base/text.h"
#include "model/role.h"

struct newcomer_rule {
    const char *code;
    int32_t day;         /* of the stay; 1 is the day of admission: then the task is due */
    int32_t useful_days; /* after it is due; later nobody is asked to do it any more */
    enum role owner;     /* of the house, when no case has a worker; else its manager */
    const char *what;    /* message id */
};
extern const struct newcomer_rule newcomer_rules[];
extern const size_t n_newcomer_rules;
/* NULL when no rule has this code. */
const struct newcomer_rule *newcomer_rule_of(struct text code);

#endif
