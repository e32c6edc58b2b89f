/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_programme.h - programmes with their stages, who stands where, relapse and return,
 * incidents, and what was before us: the numbers of their fields and choices. */
#ifndef HEARTH_MODEL_TYPES_PROGRAMME_H
#define HEARTH_MODEL_TYPES_PROGRAMME_H

#include "model/field.h"

extern const struct rec_type programme_type;
enum {
    PROGRAMME_HANDLE = 1,
    PROGRAMME_NAME = 2,
    PROGRAMME_HOUSE = 3, /* absent: of the whole organisation */
    PROGRAMME_RULES = 4,
    PROGRAMME_STATE = 5,
};
enum { PROGRAMME_OPEN = 1, PROGRAMME_CLOSED = 2 };

extern const struct rec_type stage_type;
enum { STAGE_PROGRAMME = 1, STAGE_PLACE = 2, STAGE_NAME = 3, STAGE_MEANS = 4, STAGE_STATE = 5 };
enum { STAGE_IN_USE = 1, STAGE_RETIRED = 2, STAGE_PLACE_MAX = 50 };

extern const struct rec_type enrolment_type;
enum {
    ENROLMENT_PERSON = 1,
    ENROLMENT_PROGRAMME = 2,
    ENROLMENT_STAGE = 3, /* where she stands, or stood last */
    ENROLMENT_FROM = 4,
    ENROLMENT_UNTIL = 5,
    ENROLMENT_STATE = 6,
};
/* Up to ENROLMENT_PAUSED it goes on; the others are results. */
enum {
    ENROLMENT_APPLIED = 1,
    ENROLMENT_ENROLLED = 2,
    ENROLMENT_AT_STAGE = 3,
    ENROLMENT_PAUSED = 4,
    ENROLMENT_COMPLETED = 5,
    ENROLMENT_LEFT_EARLY = 6,
    ENROLMENT_TRANSFERRED = 7,
    ENROLMENT_ENDED_BY_HOUSE = 8,
    ENROLMENT_GRADUATE = 9,
};

/* The time that somebody stands at a stage: half-open. */
extern const struct rec_type stage_time_type;
enum {
    STAGE_TIME_ENROLMENT = 1,
    STAGE_TIME_STAGE = 2,
    STAGE_TIME_FROM = 3,
    STAGE_TIME_UNTIL = 4,
    STAGE_TIME_WAY = 5,
};
/* How she came to it. Steps back are steps too. */
enum { STAGE_WAY_FIRST = 1, STAGE_WAY_ON = 2, STAGE_WAY_BACK = 3, STAGE_WAY_AGAIN = 4 };

extern const struct rec_type relapse_type;
enum {
    RELAPSE_PERSON = 1,
    RELAPSE_AT = 2,
    RELAPSE_ENROLMENT = 3,
    RELAPSE_STAGE = 4,
    RELAPSE_STAY = 5,
    RELAPSE_BACK = 6,
    RELAPSE_STATE = 7,
    RELAPSE_CHILDREN = 8,
    RELAPSE_SAFE = 9,
    RELAPSE_WORDS = 10,
    RELAPSE_CASE = 11,
};
enum {
    RELAPSE_TOLD = 1,     /* written down, nothing done yet */
    RELAPSE_ANSWERED = 2, /* something was done */
    RELAPSE_RECOVERING = 3,
    RELAPSE_RETURNED = 4,
    RELAPSE_LEFT = 5,
};
enum {
    CHILDREN_WITH_HER = 1,
    CHILDREN_IN_HOUSE = 2,
    CHILDREN_RELATIVES = 3,
    CHILDREN_ELSEWHERE = 4,
    CHILDREN_NONE = 5,
};
enum { SAFE_YES = 1, SAFE_NO = 2, SAFE_NOT_KNOWN = 3 };

/* What was before us: years elsewhere, a clinic, an orphanage. Ranges may overlap. */
extern const struct rec_type earlier_type;
enum {
    EARLIER_PERSON = 1,
    EARLIER_KIND = 2,
    EARLIER_FROM = 3,
    EARLIER_FROM_PRECISION = 4,
    EARLIER_UNTIL = 5,
    EARLIER_UNTIL_PRECISION = 6,
    EARLIER_SOURCE = 7,
    EARLIER_WORDS = 8,
};
enum { ABOUT_EXACT = 1, ABOUT_MONTH = 2, ABOUT_YEAR = 3, ABOUT_ROUGHLY = 4 };

extern const struct rec_type incident_type;
enum {
    INCIDENT_ABOUT = 1, /* whose key seals the words */
    INCIDENT_HOUSE = 2,
    INCIDENT_AT = 3,
    INCIDENT_KIND = 4,
    INCIDENT_SEVERITY = 5,
    INCIDENT_STATE = 6,
    INCIDENT_WHAT = 7,
    INCIDENT_DONE = 8,
    INCIDENT_ASSESSED = 9,
    INCIDENT_CASE = 10,
};
enum { INCIDENT_REPORTED = 1, INCIDENT_WEIGHED = 2, INCIDENT_NOTIFIED = 3, INCIDENT_CLOSED = 4 };

extern const struct rec_type incident_person_type;
enum { INCIDENT_PERSON_INCIDENT = 1, INCIDENT_PERSON_PERSON = 2, INCIDENT_PERSON_PART = 3 };
enum { PART_ABOUT = 1, PART_HURT = 2, PART_DID = 3, PART_SAW = 4, PART_OTHER = 5 };

extern const struct rec_type incident_told_type;
enum {
    INCIDENT_TOLD_INCIDENT = 1,
    INCIDENT_TOLD_BODY = 2,
    INCIDENT_TOLD_DUE = 3,
    INCIDENT_TOLD_STATE = 4,
    INCIDENT_TOLD_AT = 5,
    INCIDENT_TOLD_NOTE = 6,
};
enum { TOLD_DUE = 1, TOLD_DONE = 2, TOLD_NOT_NEEDED = 3 };

#endif
