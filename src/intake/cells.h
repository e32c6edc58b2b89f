/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cells.h - what people write into the cells of a list: dates, ages, sex, yes and no, in English,
 * Russian and Ukrainian. Cells are trimmed; an empty one is the caller's business. */
#ifndef HEARTH_INTAKE_CELLS_H
#define HEARTH_INTAKE_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* How 03/04/1998 is meant; with dots a day always comes first. */
enum date_order { DATES_DAY_FIRST = 0, DATES_MONTH_FIRST };

struct born {
    int32_t date;
    int64_t precision; /* BIRTH_... of model/types.h */
};
enum date_fault {
    DATE_FINE = 0,
    DATE_NONE_SUCH,   /* no date that is understood, or no such day */
    DATE_OTHER_ORDER, /* it would be one if the month came first (or the day) */
};
/* 1998-04-17, 19980417, 17.04.1998, 17/04/1998, 04.1998, 1998, each with a time behind it or a
 * letter for the year; parts written as zeros are not known. No year of two digits. */
enum date_fault cell_birth(struct text cell, enum date_order order, struct born *ret_birth);
/* Whole years, 0 to 120: the middle of what that can mean on the day `today`. */
bool cell_age(struct text cell, int32_t today, struct born *ret_birth);
/* SEX_... and ASKED_... of model/types.h; 0 for a word that is not known. */
int64_t cell_sex(struct text cell);
int64_t cell_danger(struct text cell);

#endif
