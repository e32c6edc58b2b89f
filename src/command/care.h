/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* care.h - what must be known of a person in a hurry is written down, corrected, and ends. */
#ifndef HEARTH_COMMAND_CARE_H
#define HEARTH_COMMAND_CARE_H

#include "command/organisation.h"
#include "command/written.h"

/* A medicine, an allergy or a paper (`type`): fields by their names. ERR_ABSENT of a person whose
 * care the asker does not see; ERR_INPUT of a field, of `until` before `from`; ERR_CONFLICT of one
 * who was erased, and of a correction that changes nothing or of what has ended. */
struct fact_form {
    const struct rec_type *type;
    struct id person; /* of a new one */
    struct id fact;   /* of a correction */
    size_t n;
    struct written fields[WRITTEN_MAX];
};
command_fn fact_add;
command_fn fact_correct;

/* It holds no longer; or it does again. ERR_ABSENT, ERR_CONFLICT when it stands so already. */
struct fact_end_form {
    const struct rec_type *type;
    struct id fact;
};
command_fn fact_close;
command_fn fact_reopen;

#endif
