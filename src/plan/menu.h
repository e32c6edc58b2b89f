/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* menu.h - all sessions one family could have with one carer, each with its value.
 *
 * Values are in 1/PLAN_SCALE points and leave out the tiers, which depend on the whole plan. What
 * can never help is left out: the tiers are concave, so a session whose value is lost even at the
 * first tier's points is in no best plan. */
#ifndef HEARTH_PLAN_MENU_H
#define HEARTH_PLAN_MENU_H

#include "plan/prices.h"

enum { MENU_SLOPES = 8 };

struct offer {
    int64_t value;
    int32_t start;
    int32_t end;
    int32_t units; /* length in units of the family */
    int32_t who;   /* 0 or 1: which carer of the menu */
    int32_t from;  /* index of the start among the menu's starts */
    int32_t to;    /* index of the first start that may follow */
};

struct menu {
    struct offer *offers; /* by start */
    int32_t n;
    int32_t *starts; /* different ones, ascending */
    int32_t starts_n;
    int64_t fixed; /* value of using the carers at all, mostly negative */
    int32_t carers[2];
    int32_t carers_n;
    const int32_t *weeks[2]; /* slots left to each carer, by week */
};

/* What is asked: which family, at which prices, in which roster (NULL: alone in the world, so that
 * the answer bounds what it gets in any plan). */
struct order {
    const struct field *field;
    const struct prices *prices;
    const struct roster *roster;
    const uint8_t *freed; /* families of the roster to think away; NULL: none */
    int32_t family;
};

/* The length all of a family's sessions are multiples of. */
int32_t order_unit(const struct plan_family *f);
/* The longest plan, in units. */
int32_t order_units_max(const struct plan_instance *in, const struct plan_family *f);

/* n is 0 when nothing is left. */
MUST_CHECK struct err *menu_make(struct arena *into, const struct order *order,
                                 const struct pair *pair, struct menu *ret_menu);
/* Both carers' sessions together. */
MUST_CHECK struct err *menu_join(struct arena *into, const struct order *order,
                                 const struct menu *a, const struct menu *b, struct menu *ret_menu);

/* Eight prices of one slot of rest, from the first tier's points down to none. */
void slopes_make(const struct plan_instance *in, const struct plan_family *f,
                 int64_t slopes[MENU_SLOPES]);
/* For each slope: fixed value and the best well-spaced sessions, every slot worth the slope. */
MUST_CHECK struct err *menu_tangents(struct arena *scratch, const struct menu *menu,
                                     const int64_t slopes[MENU_SLOPES],
                                     int64_t ret_best[MENU_SLOPES]);

#endif
