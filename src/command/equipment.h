/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* equipment.h - a thing of a house: written down, faulty, repaired, gone. Each fault is a record of
 * its own, so that the story of a thing can be read. */
#ifndef HEARTH_COMMAND_EQUIPMENT_H
#define HEARTH_COMMAND_EQUIPMENT_H

#include "command/organisation.h"
#include "command/told.h"

struct equipment_form {
    struct id equipment; /* to be corrected; ID_NONE: a new one */
    struct text house;   /* handle; of a new one */
    size_t n;
    const struct told *told; /* by the names of equipment_type; room is its label */
};
/* ERR_INPUT house, room (none of that label there), and by field. */
command_fn equipment_add;
command_fn equipment_correct; /* the house stays */

struct equipment_act_form {
    struct id equipment;
    struct text words; /* what is wrong, what was done, why it is gone */
    int64_t at_ms;     /* 0: now */
};
/* ERR_ABSENT; ERR_CONFLICT by its state; ERR_INPUT fault, words, when (in the future). */
command_fn equipment_fault;
command_fn equipment_repair; /* somebody is at it */
command_fn equipment_repaired;
command_fn equipment_gone;

#endif
