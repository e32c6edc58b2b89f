/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* newcomer.c - the rules of the first days. */
#include "model/newcomer.h"

#include "base/err.h"

const struct newcomer_rule newcomer_rules[] = {
    {"newcomer-day-1", 1, 2, ROLE_HOUSE,
     N_("First night: do they have what they need? Bed, food, nappies, medicine, who to call")},
    {"newcomer-day-3", 3, 5, ROLE_HOUSE,
     N_("Third day: how do they sleep and eat, and do they know whom to ask?")},
    {"newcomer-day-7", 7, 14, ROLE_MANAGER,
     N_("First week: papers, doctor, school or kindergarten. What is urgent?")},
    {"newcomer-day-30", 30, 30, ROLE_MANAGER,
     N_("First month: what do they want to reach here? Look at it together")},
};
const size_t n_newcomer_rules = COUNT(newcomer_rules);

const struct newcomer_rule *newcomer_rule_of(struct text code)
{
    for (size_t i = 0; i < n_newcomer_rules; i++)
        if (text_is(code, newcomer_rules[i].code))
            return &newcomer_rules[i];
    return NULL;
}
