/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_care.h - what is done with the families of Rowan House: cases, programme, relapses, notes,
 * referrals, care, who may collect a child; made by the real commands, as the day's work was. */
#ifndef HEARTH_CLI_DEMO_CARE_H
#define HEARTH_CLI_DEMO_CARE_H

#include "cli/demo_plan.h"
#include "desk/desk.h"
#include "lang/lang.h"

/* The family of each of the first rooms. */
struct demo_folk {
    struct id heads[DEMO_ROWAN_FAMILIES];
    struct id children[DEMO_ROWAN_FAMILIES]; /* one of each family */
};

/* The clock stands at DEMO_NOW_MS; what is made lies before it. */
MUST_CHECK struct err *demo_care_make(struct site *site, struct arena *scratch, enum lang lang,
                                      const struct demo_folk *folk);

#endif
