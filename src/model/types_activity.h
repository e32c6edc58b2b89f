/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_activity.h - what a house does together (series, their sessions, who came), what it owns
 * (equipment and its repairs), and who shows a newcomer round.
 *
 * A series has a rule: weekdays and a time on the wall of its house. Its sessions follow from the
 * rule and become records when something is written of them; a session is named by its series and
 * the day that the rule gives, also after it was moved. */
#ifndef HEARTH_MODEL_TYPES_ACTIVITY_H
#define HEARTH_MODEL_TYPES_ACTIVITY_H

#include "model/rec.h"

extern const struct rec_type series_type;
enum {
    SERIES_HOUSE = 1,
    SERIES_NAME = 2,
    SERIES_KIND = 3,
    SERIES_DAYS = 4, /* sealed under the area, for an open field has one value; with SERIES_TIME */
    SERIES_TIME = 5,
    SERIES_MINUTES = 6,
    SERIES_FROM = 7,
    SERIES_UNTIL = 8,
    SERIES_PLACE = 9,
    SERIES_LEADER = 10,
    SERIES_COUNT = 11,
    SERIES_GROUP = 12,
    SERIES_MAY_TELL = 13,
    SERIES_STATE = 14,
};
enum {
    SERIES_WORKSHOP = 1,
    SERIES_GATHERING = 2,
    SERIES_TEENAGERS = 3,
    SERIES_CHILDREN = 4,
    SERIES_LESSON = 5,
    SERIES_FAITH = 6,
    SERIES_OTHER = 7,
};
enum { COUNT_HEADS = 1, COUNT_NAMES = 2 };
enum { GROUP_ALL = 1, GROUP_ADULTS = 2, GROUP_CHILDREN = 3, GROUP_TEENAGERS = 4 };
enum { SERIES_RUNNING = 1, SERIES_ENDED = 2 };
/* Faith is nobody's to write down: a service is counted by heads, whatever a form says. NULL when
 * this series may be counted as it says; else ERR_INPUT of its field `count`. */
MUST_CHECK struct err *series_check_count(struct arena *into, const struct rec *series);
/* Bit 0 is Monday. */
uint32_t series_days(const struct rec *series);

extern const struct rec_type session_type;
enum {
    SESSION_SERIES = 1,
    SESSION_HOUSE = 2,
    SESSION_DAY = 3,
    SESSION_AT = 4,
    SESSION_STATE = 5,
    SESSION_WOMEN = 6,
    SESSION_CHILDREN = 7,
    SESSION_OTHERS = 8,
    SESSION_WORDS = 9,
};
enum { SESSION_PLANNED = 1, SESSION_HELD = 2, SESSION_CONFIRMED = 3, SESSION_CANCELLED = 4 };

extern const struct rec_type attendance_type;
enum { ATTENDANCE_SESSION = 1, ATTENDANCE_PERSON = 2, ATTENDANCE_STATE = 3 };
enum { CAME_PRESENT = 1, CAME_LATE = 2, CAME_ABSENT = 3, CAME_EXCUSED = 4 };

extern const struct rec_type equipment_type;
enum {
    EQUIPMENT_HOUSE = 1,
    EQUIPMENT_ROOM = 2,
    EQUIPMENT_WHAT = 3,
    EQUIPMENT_PLACE = 4,
    EQUIPMENT_SINCE = 5,
    EQUIPMENT_GIVEN_BY = 6,
    EQUIPMENT_STATE = 7,
};
enum { EQUIPMENT_WORKS = 1, EQUIPMENT_FAULTY = 2, EQUIPMENT_IN_REPAIR = 3, EQUIPMENT_GONE = 4 };

extern const struct rec_type repair_type;
enum {
    REPAIR_EQUIPMENT = 1,
    REPAIR_HOUSE = 2,
    REPAIR_REPORTED = 3,
    REPAIR_FAULT = 4,
    REPAIR_STATE = 5,
    REPAIR_ENDED = 6,
    REPAIR_WORDS = 7,
};
enum { REPAIR_WAITS = 1, REPAIR_BEGUN = 2, REPAIR_DONE = 3, REPAIR_GIVEN_UP = 4 };

/* Another resident who shows a newcomer round; both were asked. */
extern const struct rec_type companion_type;
enum {
    COMPANION_PERSON = 1, /* the newcomer */
    COMPANION_STAY = 2,
    COMPANION_BY = 3,
    COMPANION_FROM = 4,
    COMPANION_UNTIL = 5,
};

#endif
