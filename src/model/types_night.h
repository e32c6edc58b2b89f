/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_night.h - the record types of a house's night: the roll call and the change of shift. */
#ifndef HEARTH_MODEL_TYPES_NIGHT_H
#define HEARTH_MODEL_TYPES_NIGHT_H

#include "model/field.h"

/* Who was at home in a house one night, as somebody saw it: evidence beside the bed nights, which
 * are counted from stays and absences. There is one for a house and a night. */
extern const struct rec_type roll_type;
enum { ROLL_HOUSE = 1, ROLL_NIGHT = 2, ROLL_AT = 3, ROLL_BY = 4, ROLL_STATE = 5 };
enum { ROLL_OPEN = 1, ROLL_CONFIRMED = 2, ROLL_CORRECTED = 3 };

/* Where one person of a roll was. Away for a reason has the number of that reason (AWAY_...). */
extern const struct rec_type roll_mark_type;
enum { ROLL_MARK_ROLL = 1, ROLL_MARK_PERSON = 2, ROLL_MARK_STAY = 3, ROLL_MARK_MARK = 4 };
enum { MARK_LEAVE = 1, MARK_HOSPITAL = 2, MARK_MISSING = 3, MARK_OTHER = 4, MARK_HOME = 5 };

/* A house is handed over, with what the next one must know. */
extern const struct rec_type shift_type;
enum {
    SHIFT_HOUSE = 1,
    SHIFT_AT = 2,
    SHIFT_GIVER = 3,
    SHIFT_TAKER = 4,
    SHIFT_NOTE = 5,
    SHIFT_STATE = 6,
    SHIFT_READER = 7,
    SHIFT_READ_AT = 8,
};
enum { SHIFT_TOLD = 1, SHIFT_READ = 2 };

#endif
