/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* companion.h - another resident who shows a newcomer round for a time. Both must be asked first;
 * hearth only writes down what they agreed. */
#ifndef HEARTH_COMMAND_COMPANION_H
#define HEARTH_COMMAND_COMPANION_H

#include "command/organisation.h"

struct companion_form {
    struct id person;    /* the newcomer */
    struct id companion; /* of companion_name */
    int64_t at_ms;       /* 0: now */
};
/* Whoever showed her round before does so until then. ERR_ABSENT for a newcomer whom the asker does
 * not see; ERR_INPUT companion: nobody whom the asker sees who stays in the same house, or one of
 * her own family. */
command_fn companion_name;
/* ERR_CONFLICT when nobody shows her round. */
command_fn companion_end;

#endif
