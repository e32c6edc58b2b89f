/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* shift.h - the change of shift of a house: one act with a note for the next one. */
#ifndef HEARTH_COMMAND_SHIFT_H
#define HEARTH_COMMAND_SHIFT_H

#include "command/organisation.h"

struct shift_form {
    struct text house; /* handle or id */
    struct text taker; /* login; TEXT_NONE: not known yet */
    struct text note;  /* TEXT_NONE: nothing to tell */
    int64_t at_ms;     /* 0: now */
};
/* ERR_ABSENT unless the asker works there; ERR_INPUT taker, note, when. */
command_fn shift_hand_over;

/* She who takes over has read the note. ERR_CONFLICT when it was read, or for the giver herself. */
struct shift_read_form {
    struct id shift;
};
command_fn shift_read;

#endif
