/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* today.h - what the page Today shows, gathered for its template. */
#ifndef HEARTH_PAGE_TODAY_H
#define HEARTH_PAGE_TODAY_H

#include "page/house.h"
#include "page/houses.h"
#include "page/needs.h"
#include "page/shift.h"

struct today {
    int32_t day;
    struct tonights houses; /* the chosen one where there are many */
    struct house_choice choice;
    struct houses_pick pick;
    struct house_card *cards; /* one per house */
    size_t n_duties;          /* of house staff */
    struct duty_card *duties;
    struct shift_waiting handed; /* handover notes that she has not read */
    bool has_figures;
    bool figures_wait;   /* those of many houses together are reckoned when they are asked for */
    int32_t figures_day; /* today, or the end of the last closed month */
    struct house_figures figures;
    bool has_needs;
    struct needs needs;
    size_t n_shown; /* of them; the others by ?needs=all */
};

#endif
