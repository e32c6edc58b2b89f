/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* zone_file.h - a zone in memory, as zone_file.c reads it and zone.c uses it; for them only. */
#ifndef HEARTH_BASE_ZONE_FILE_H
#define HEARTH_BASE_ZONE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A day of the POSIX TZ rule: `n`, `Jn` or `Mm.w.d`, and the seconds of that day in wall time
 * before the change (they may lie outside of the day). */
struct zone_day {
    enum { ZONE_DAY_ZERO_BASED, ZONE_DAY_WITHOUT_LEAP, ZONE_DAY_OF_MONTH } kind;
    int32_t month;
    int32_t week; /* 1 to 5, 5 is the last */
    int32_t day;  /* of the year, or of the week from Sunday = 0 */
    int32_t time_s;
};

struct zone_rule {
    bool has_summer;
    int32_t standard_s; /* ahead of UTC, as everywhere here */
    int32_t summer_s;
    struct zone_day start; /* of summer time */
    struct zone_day end;
};

struct zone_change {
    int64_t at_s;
    int32_t offset_s; /* from then on */
};

struct zone {
    const struct zone_change *changes; /* ascending */
    size_t n;
    int32_t first_offset_s;
    bool has_rule;
    struct zone_rule rule; /* after the last change */
};

#endif
