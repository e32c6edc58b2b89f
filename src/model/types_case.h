/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_case.h - the work with one family: case, who works on it, who asked for it, what was
 * written. Numbers of fields and choices are stored for ever and never reused. */
#ifndef HEARTH_MODEL_TYPES_CASE_H
#define HEARTH_MODEL_TYPES_CASE_H

#include "model/field.h"

extern const struct rec_type case_type;
enum {
    CASE_NUMBER = 1,
    CASE_TYPE = 2,
    CASE_ABOUT = 3,     /* the head of the family, or the child: whose key seals what is written */
    CASE_HOUSEHOLD = 4, /* of a family's case; absent when one child alone is its subject */
    CASE_STATE = 5,
    CASE_RISK = 6,
    CASE_OPENED = 7,
    CASE_CLOSED_AT = 8,
    CASE_REASON = 9,
    CASE_OUTCOME = 10,
    CASE_WORDS = 11,
    CASE_ASKED_BY = 12,
    CASE_ASKED_AT = 13,
};
enum {
    CASE_CRISIS = 1,
    CASE_ADAPTATION = 2,
    CASE_REUNIFICATION = 3,
    CASE_SHORT_BREAKS = 4,
    CASE_FAMILY_SUPPORT = 5
};
/* In this order statements compare them: below CASE_CLOSED the work goes on, and so does the right
 * of its team to see the family. */
enum {
    CASE_OPEN = 1,
    CASE_ACTIVE = 2,
    CASE_MONITORING = 3,
    CASE_SUSPENDED = 4,
    CASE_CLOSING = 5, /* one person asked to close it, a second has not confirmed yet */
    CASE_CLOSED = 6
};
enum { RISK_HIGH = 1, RISK_MEDIUM = 2, RISK_LOW = 3 };

extern const struct rec_type assignment_type;
enum {
    ASSIGNMENT_CASE = 1,
    ASSIGNMENT_WORKER = 2,
    ASSIGNMENT_ROLE = 3,
    ASSIGNMENT_FROM = 4,
    ASSIGNMENT_UNTIL = 5,
    ASSIGNMENT_REASON = 6,
    ASSIGNMENT_ABOUT = 7, /* that of the case: whose key seals the words */
    ASSIGNMENT_WORDS = 8
};
enum { ASSIGNMENT_LEAD = 1, ASSIGNMENT_TEAM = 2 };

extern const struct rec_type note_type;
enum {
    NOTE_CASE = 1, /* absent when there was no case yet */
    NOTE_ABOUT = 2,
    NOTE_KIND = 3,
    NOTE_AT = 4,
    NOTE_MINUTES = 5,
    NOTE_TEXT = 6,
    NOTE_READERS = 7,
    NOTE_STATE = 8,
    NOTE_CORRECTS = 9,
};
enum { NOTE_TALK = 1, NOTE_VISIT = 2, NOTE_CALL = 3, NOTE_OBSERVATION = 4, NOTE_MEETING = 5 };
enum { NOTE_OF_TEAM = 1, NOTE_OF_HOUSE = 2 };
enum { NOTE_DRAFT = 1, NOTE_SIGNED = 2, NOTE_CORRECTED = 3 };
enum { NOTE_LETTERS = 20000, NOTE_BYTES = 60000 /* so that it fits into one sealed part */ };

#endif
