/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cellar.h - counting heads when everybody had to go down. */
#ifndef HEARTH_COMMAND_CELLAR_H
#define HEARTH_COMMAND_CELLAR_H

#include "command/organisation.h"

/* Everybody of the house whom the asker sees is marked: who is named here is down, the others are
 * missing, unless they are known to be away. ERR_ABSENT of a house that she does not see; ERR_INPUT
 * down (nobody, or somebody who does not stay here), at (in the future). */
struct cellar_form {
    struct text house; /* handle */
    int64_t at_ms;     /* 0: now */
    bool all;          /* everybody who is not away is down */
    size_t n;
    const struct id *down;
};
command_fn cellar_save;

#endif
