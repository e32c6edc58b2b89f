/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_day.h - what the demo's first house does together and owns. */
#ifndef HEARTH_CLI_DEMO_DAY_H
#define HEARTH_CLI_DEMO_DAY_H

#include "desk/desk.h"
#include "lang/lang.h"

/* At the present moment: activities, one session that was held, equipment, one thing that has been
 * faulty for more than a week. `house` is the handle. */
MUST_CHECK struct err *demo_day_make(struct site *site, struct arena *scratch, enum lang lang,
                                     const char *house);

#endif
