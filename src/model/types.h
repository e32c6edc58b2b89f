/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types.h - the record types of the house, with the numbers of their fields and choices. */
#ifndef HEARTH_MODEL_TYPES_H
#define HEARTH_MODEL_TYPES_H

#include "base/id.h"
#include "model/field.h"
#include "model/types_case.h"
#include "model/types_referral.h"

/* The id of an area: fixed ones for the organisation, breaks and giving; a house is its own. */
struct id area_id(enum area_kind kind, struct id house);

/* Yes and no, and what nobody asked yet: a guard treats "not asked" as yes. */
enum { ASKED_NOT = 1, ASKED_YES = 2, ASKED_NO = 3 };

extern const struct rec_type organisation_type;
enum { ORGANISATION_NAME = 1, ORGANISATION_LANG = 2, ORGANISATION_ZONE = 3, ORGANISATION_DEMO = 4 };
enum { LANG_CODE_EN = 1, LANG_CODE_RU = 2, LANG_CODE_UK = 3 };

extern const struct rec_type site_type;
enum { SITE_LABEL = 1, SITE_KEY = 2 };

extern const struct rec_type user_type;
enum { USER_LOGIN = 1, USER_PERSON = 2, USER_STATE = 3, USER_MADE_BY = 4, USER_LANG = 5 };
enum { USER_ACTIVE = 1, USER_DISABLED = 2 };

extern const struct rec_type grant_type;
enum {
    GRANT_USER = 1,
    GRANT_ROLE = 2,
    GRANT_SCOPE = 3,
    GRANT_HOUSE = 4,
    GRANT_FROM = 5,
    GRANT_UNTIL = 6
};

extern const struct rec_type house_type;
enum { HOUSE_HANDLE = 1, HOUSE_NAME = 2, HOUSE_ZONE = 3, HOUSE_KIND = 4, HOUSE_STATE = 5 };
enum { HOUSE_CRISIS = 1, HOUSE_ADAPTATION = 2 };
enum { HOUSE_OPEN = 1, HOUSE_CLOSED = 2 };

extern const struct rec_type room_type;
enum { ROOM_HOUSE = 1, ROOM_LABEL = 2, ROOM_PLACES = 3, ROOM_HOUSEHOLDS_MAX = 4, ROOM_STATE = 5 };
enum { ROOM_IN_SERVICE = 1, ROOM_OUT_OF_SERVICE = 2 };

extern const struct rec_type person_type;
enum {
    PERSON_NAME = 1,
    PERSON_BIRTH = 2,
    PERSON_BIRTH_PRECISION = 3,
    PERSON_SEX = 4,
    PERSON_PHONE = 5,
    PERSON_STATE = 6,
    PERSON_DUE = 7,
    PERSON_DANGER = 8,
    PERSON_WORDS = 9,
};
enum { SEX_FEMALE = 1, SEX_MALE = 2, SEX_UNKNOWN = 3 };
enum { BIRTH_EXACT = 1, BIRTH_MONTH = 2, BIRTH_YEAR = 3, BIRTH_ESTIMATED = 4 };
enum { PERSON_KNOWN = 1, PERSON_EXPECTED = 2, PERSON_ERASED = 3 };

extern const struct rec_type household_type;
enum { HOUSEHOLD_HEAD = 1, HOUSEHOLD_LABEL = 2, HOUSEHOLD_STATE = 3 };
enum { HOUSEHOLD_TOGETHER = 1, HOUSEHOLD_DISSOLVED = 2 };

extern const struct rec_type member_type;
enum {
    MEMBER_HOUSEHOLD = 1,
    MEMBER_PERSON = 2,
    MEMBER_RELATION = 3,
    MEMBER_FROM = 4,
    MEMBER_UNTIL = 5
};
enum {
    RELATION_HEAD = 1,
    RELATION_CHILD = 2,
    RELATION_PARTNER = 3,
    RELATION_RELATIVE = 4,
    RELATION_OTHER = 5,
    RELATION_GRANDCHILD = 6, /* of the head: she is no mother here, the child is a child */
    RELATION_WARD = 7        /* in the head's guardianship */
};
/* Whether a member is one of the children of a family, whoever leads it. */
bool relation_is_child(int64_t relation);

extern const struct rec_type stay_type;
enum {
    STAY_PERSON = 1,
    STAY_HOUSE = 2,
    STAY_HOUSEHOLD = 3,
    STAY_FROM = 4,
    STAY_UNTIL = 5,
    STAY_STATE = 6,
    STAY_REASON = 7,
    STAY_DESTINATION = 8,
    STAY_PREVIOUS = 9,
    STAY_WORDS = 10,
};
enum { STAY_RESERVED = 1, STAY_ADMITTED = 2, STAY_EXITED = 3, STAY_RELEASED = 4 };

/* The time that a person of a stay has a place in a room: half-open. */
extern const struct rec_type lodging_type;
enum {
    LODGING_STAY = 1,
    LODGING_ROOM = 2,
    LODGING_HOUSEHOLD = 3,
    LODGING_FROM = 4,
    LODGING_UNTIL = 5
};

extern const struct rec_type absence_type;
enum { AWAY_LEAVE = 1, AWAY_HOSPITAL = 2, AWAY_MISSING = 3, AWAY_OTHER = 4 };
enum {
    ABSENCE_STAY = 1,
    ABSENCE_FROM = 2,
    ABSENCE_UNTIL = 3,
    ABSENCE_REASON = 4,
    ABSENCE_BACK = 5,
    ABSENCE_WORDS = 6,
};

extern const struct rec_type task_type;
enum { TASK_WHAT = 1, TASK_OWNER = 2, TASK_ABOUT = 3, TASK_DUE = 4, TASK_STATE = 5, TASK_RULE = 6 };
enum { TASK_TODO = 1, TASK_DOING = 2, TASK_DONE = 3, TASK_CANCELLED = 4 };

extern const struct rec_type undo_type;
enum { UNDO_DEED = 1 };

extern const struct rec_type erasure_type;
enum {
    ERASURE_PERSON = 1,
    ERASURE_REASON = 2,
    ERASURE_STATE = 3,
    ERASURE_ASKED_BY = 4,
    ERASURE_SEX = 5,
    ERASURE_ADULT_FROM = 6,
    ERASURE_ASKED_AT = 7,
};
enum { ERASURE_ASKED = 1, ERASURE_DONE = 2, ERASURE_WITHDRAWN = 3 };

extern const struct rec_type feed_type;
enum { FEED_AREA = 1, FEED_INCARNATION = 2 };

extern const struct rec_type incarnation_type;
enum { INCARNATION_SITE = 1, INCARNATION_NUMBER = 2, INCARNATION_REASON = 3 };
enum {
    INCARNATION_FIRST = 1,
    INCARNATION_RESTORED = 2,
    INCARNATION_MOVED = 3,
    INCARNATION_NO_MARK = 4
};

#endif
