/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* undo.h - taking a deed back, as one generic deed.
 *
 * Each record of the deed becomes what it was before; what the deed had made is withdrawn: no list,
 * no figure, history keeps it. Only while nothing later touched those records; for ten minutes by
 * the boot clock (the desk knows the clock, the command is told); by its author or a manager. */
#ifndef HEARTH_COMMAND_UNDO_H
#define HEARTH_COMMAND_UNDO_H

#include "command/organisation.h"

struct undo_form {
    struct id deed;
    /* What the desk knows about the deed, from its side table. */
    bool is_known; /* still within the window of this boot */
    bool is_final;
    struct id author;
};
command_fn deed_undo;

/* A step of taking back a deed that is too much for one act. The steps are one deed of their own;
 * a record that it has taken back already is passed over, so steps can be done again. */
struct undo_step_form {
    struct undo_form undo;
    struct id as;     /* the deed of the steps */
    struct id record; /* of what says that it was undone */
    bool looks_only;  /* only whether each record may be taken back; nothing is written */
    size_t most;
    struct place *at; /* where the next step begins; moved */
    bool *is_end;     /* set: there was nothing left */
};
command_fn deed_undo_step;

#endif
