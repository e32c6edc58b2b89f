/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* note.h - what was said and seen: a draft, signed, and then only corrected by another note.
 *
 * A note about a person belongs to the case that goes on with her, also when who writes it does not
 * see the case: staff of the house write too, for the house or for the team. */
#ifndef HEARTH_COMMAND_NOTE_H
#define HEARTH_COMMAND_NOTE_H

#include "command/organisation.h"

/* ERR_INPUT kind, minutes, text, readers; ERR_ABSENT for a person (or case) that is not hers. */
struct note_form {
    struct id found; /* the case; ID_NONE: that of the person, if there is one */
    struct id about; /* a person of the case; ID_NONE: whom the case is about */
    struct text kind, minutes, text;
    struct text readers; /* team, house; TEXT_NONE: what fits who writes */
    int64_t at_ms;       /* 0: now */
    bool is_draft;       /* not signed yet */
    struct id corrects;  /* a signed note that this one stands for; or ID_NONE */
};
command_fn note_add;

/* A draft goes on: its author changes it and, unless is_draft, signs it. */
struct note_change_form {
    struct id note;
    struct note_form as; /* found, about and corrects are not looked at */
};
command_fn note_change;

#endif
