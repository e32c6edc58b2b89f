/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* reading.h - the one place through which goes what may harm: special and hidden fields that are
 * about to be shown. Here the read log will stand; until it does, nothing is written. */
#ifndef HEARTH_VIEW_READING_H
#define HEARTH_VIEW_READING_H

#include "view/request.h"

enum reading {
    READING_CARE = 1,     /* medicine and papers of a person */
    READING_RELATIONSHIP, /* who may collect, who must not be in contact */
    READING_ENQUIRY,      /* what a caller said */
    READING_EMERGENCY,    /* go sheet, cellar, allergies: shown even when it cannot be noted */
};

/* Called before it is shown; `about` is a person, a house or an enquiry. An error means: do not
 * show it. READING_EMERGENCY never fails: its line waits until the log can be written again. */
MUST_CHECK struct err *reading_note(const struct request *rq, enum reading what, struct id about);

#endif
