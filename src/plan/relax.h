/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* relax.h - what one family could get if one rule were a little different.
 *
 * Holds a private copy of the instance in which a rule can be changed and put back, and asks the
 * verifier's exact programme again: either beside a plan, where all others keep their sessions, or
 * against the prices of its certificate, where others may have to give something up that is worth
 * less. Changes touch one family or carer at a time. */
#ifndef HEARTH_PLAN_RELAX_H
#define HEARTH_PLAN_RELAX_H

#include "base/arena.h"
#include "base/err.h"
#include "plan/instance.h"
#include "plan/verify_inner.h"

enum relax_against {
    RELAX_BESIDE = 0, /* everybody else keeps what the plan gives */
    RELAX_PRICED,     /* whoever pays the prices of the certificate */
};

struct relax {
    struct arena *arena;
    struct plan_instance in; /* the copy, with the arrays below */
    struct plan_family *families;
    struct plan_carer *carers;   /* one more than the instance has */
    struct plan_window *windows; /* room behind for one changed list */
    struct plan_skill *skills;
    int32_t windows_n;
    int32_t skills_n;
    struct verify_world *world;
    int32_t phantom; /* position of the carer who does not exist, or -1 */
    const struct verify_taken *taken;
    const struct verify_prices *none;   /* no price at all */
    const struct verify_prices *prices; /* of the certificate's first leaf, or NULL */
    int64_t scale;
    struct verify_desk *desk;
    int32_t *list; /* room for all carers, for the caller */
};

/* What a family's best plan would be. */
struct relax_answer {
    int32_t slots;
    wide value; /* in 1/scale points; scale is 1 beside the plan */
};

/* With `phantom` the copy has one carer more, who matches nobody until relax_phantom. */
MUST_CHECK struct err *relax_new(struct arena *into, const struct plan_instance *in,
                                 const struct plan_solution *solution, bool phantom,
                                 struct relax **ret_relax);
/* Gives the phantom carer a place and skills; keeps the windows that relax_new gave: weekdays 16:00
 * to 21:00, Saturdays and Sundays 09:00 to 18:00. */
void relax_phantom(struct relax *r, const struct plan_carer *carer, uint64_t skills);
/* The best plan of the family under the rules as they now stand in the copy. */
MUST_CHECK struct err *relax_ask(struct relax *r, int32_t family, enum relax_against against,
                                 struct relax_answer *ret_answer);

/* Changes; each returns what to give to the function that puts it back. */
struct plan_slice relax_window(struct relax *r, int32_t family, int32_t window, int32_t before,
                               int32_t after);
void relax_window_back(struct relax *r, int32_t family, struct plan_slice old);
/* The carer holds the skill on every day. */
struct plan_slice relax_skill(struct relax *r, int32_t carer, int32_t skill);
void relax_skill_back(struct relax *r, int32_t carer, struct plan_slice old);

#endif
