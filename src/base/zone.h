/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* zone.h - wall time of a place, from the system's zone files (TZif of RFC 8536, with the POSIX TZ
 * rule in their footer for the years beyond the table).
 *
 * A zone never changes once open, so threads may share it. Instants, dates and minutes as in
 * base/when.h. Nothing here asks for the machine's own zone. */
#ifndef HEARTH_BASE_ZONE_H
#define HEARTH_BASE_ZONE_H

#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

struct zone;

/* What a clock on the wall shows. */
struct wall {
    int32_t date;
    int32_t minute;
    int32_t offset_s; /* ahead of UTC */
};

enum zone_answer {
    ZONE_ONCE,  /* one instant */
    ZONE_NEVER, /* the clocks jump over it */
    ZONE_TWICE, /* the clocks are set back over it */
};

/* A zone of the system by its name, such as Europe/Kyiv (or Europe/Kiev: whichever the system
 * knows); ERR_INPUT for a name that is none, ERR_OUTSIDE when the system has no zones at all. */
MUST_CHECK struct err *zone_open(struct arena *into, const char *name,
                                 const struct zone **ret_zone);
/* From the bytes of a zone file; ERR_OUTSIDE when they are no such file. */
MUST_CHECK struct err *zone_parse(struct arena *into, struct text bytes,
                                  const struct zone **ret_zone);
const struct zone *zone_utc(void);

/* In the first and last days of the calendar, dates and instants stop at its ends. */
struct wall zone_wall(const struct zone *z, int64_t ms);

/* The instants that show this date and minute.
 *
 * ret_ms   ONCE: both the same. TWICE: the earlier, then the later. NEVER: both are the instant of
 *          the jump, the first after what does not exist. */
enum zone_answer zone_instant(const struct zone *z, int32_t date, int32_t minute,
                              int64_t ret_ms[2]);
/* The first instant of a date; the end of a date is the start of the next. */
int64_t zone_date_start(const struct zone *z, int32_t date);
int64_t zone_date_end(const struct zone *z, int32_t date);

#endif
