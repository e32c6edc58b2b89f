/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* relapse.h - a relapse is written down, something is done, she goes on where she stood.
 *
 * Only her team writes and reads it; for everybody else she is at home, or away. The programme is
 * not touched by a relapse; the return finds it at its stage, also after it had rested. */
#ifndef HEARTH_COMMAND_RELAPSE_H
#define HEARTH_COMMAND_RELAPSE_H

#include "command/organisation.h"

struct relapse_form {
    struct id person;
    int64_t at_ms; /* 0: now */
    struct text children, safe;
    struct text words; /* what was done */
    struct text now;   /* where she is: here, away (the room stays hers), left; TEXT_NONE: here */
};
/* ERR_ABSENT unless the asker is of her team; ERR_INPUT when (future), now (she stays nowhere),
 * children, safe. Away or left takes the children who are with her along. */
command_fn person_relapse;

/* What was done, in words, behind what was written of it before. */
struct relapse_respond_form {
    struct id relapse;
    struct text words;
};
command_fn relapse_respond;

struct back_form {
    struct id person;
    struct id room; /* of a new stay, after she had left; ID_NONE: she lives elsewhere */
    int64_t at_ms;
};
/* Every relapse that goes on ends on that day; absences end; the programme goes on at its stage.
 * ERR_CONFLICT when there is none. */
command_fn person_back;

#endif
