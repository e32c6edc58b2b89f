/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* roll.h - the nightly roll call: one deed that says where everybody of a house is tonight. */
#ifndef HEARTH_COMMAND_ROLL_H
#define HEARTH_COMMAND_ROLL_H

#include "command/organisation.h"

/* Somebody is elsewhere than the stays know, or was looked for and is at home. */
struct roll_mark_form {
    struct id person;
    struct text mark; /* home leave hospital missing other */
    int64_t since_ms; /* not home since; 0: since the roll call */
};
/* Who is not named is where the stays know her to be: at home, or away as was written. Marks and
 * absences agree afterwards: "missing" begins an absence, "home" ends one. A second roll of the
 * same night corrects the first. */
struct roll_form {
    struct text house; /* handle or id */
    size_t n;
    const struct roll_mark_form *marks;
    struct text seen; /* roll_seen() of the page that was looked at; TEXT_NONE: corrects anything */
    int64_t at_ms;    /* 0: now */
};
/* ERR_CONFLICT when somebody else wrote this night's roll since `seen`. */
command_fn roll_confirm;

/* What a page remembers of the roll that it showed: "none", or the number of its version. */
struct roll_view;
MUST_CHECK struct err *roll_seen(struct arena *into, const struct roll_view *roll,
                                 struct text *ret_seen);

#endif
