/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* task.h - what somebody is to do: written down, done, or not needed any more.
 *
 * A task about a person is kept in that person's area and seen by those who see her; so whoever is
 * given one must see her too. */
#ifndef HEARTH_COMMAND_TASK_H
#define HEARTH_COMMAND_TASK_H

#include "command/organisation.h"

struct task_form {
    struct text what;
    struct text owner; /* login; TEXT_NONE: the asker */
    struct text due;   /* date or TEXT_NONE */
    struct id about;   /* a person, or ID_NONE */
};
/* ERR_INPUT what, owner (no user who may do tasks, or who does not see the person), due (over). */
command_fn task_add;

/* ERR_ABSENT, ERR_CONFLICT when it is done or cancelled already. */
struct task_end_form {
    struct id task;
};
command_fn task_done;
command_fn task_cancel;

#endif
