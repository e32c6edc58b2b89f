/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_care.h - who belongs to a person besides her family, who called or came for her, and what
 * must be known when the house has to be left in a minute: medicine, allergies, papers. */
#ifndef HEARTH_MODEL_TYPES_CARE_H
#define HEARTH_MODEL_TYPES_CARE_H

#include "model/field.h"

/* What b (a person, or a contact outside) is to a. */
extern const struct rec_type relationship_type;
enum {
    RELATIONSHIP_A = 1,
    RELATIONSHIP_B = 2,
    RELATIONSHIP_CONTACT = 3,
    RELATIONSHIP_KIND = 4,
    RELATIONSHIP_FROM = 5,
    RELATIONSHIP_UNTIL = 6,
    RELATIONSHIP_BASIS = 7,
    RELATIONSHIP_STATE = 8,
    RELATIONSHIP_LEGAL = 9,
    RELATIONSHIP_COLLECT = 10,
    RELATIONSHIP_AVOID = 11,
    RELATIONSHIP_EMERGENCY = 12,
    RELATIONSHIP_WORDS = 13,
};
enum {
    KIN_PARENT = 1,
    KIN_CHILD = 2,
    KIN_GRANDPARENT = 3,
    KIN_GRANDCHILD = 4,
    KIN_SIBLING = 5,
    KIN_PARTNER = 6,
    KIN_FORMER_PARTNER = 7,
    KIN_GUARDIAN = 8,
    KIN_WARD = 9,
    KIN_AUNT = 10,
    KIN_NIECE = 11,
    KIN_FRIEND = 12,
    KIN_PROFESSIONAL = 13,
    KIN_HELPED = 14, /* by a professional */
    KIN_OTHER = 15,
};
enum {
    RELATIONSHIP_STATED = 1,
    RELATIONSHIP_VERIFIED = 2,
    RELATIONSHIP_ENDED = 3,
    RELATIONSHIP_REFUTED = 4
};
/* What a is to b when b is `kind` to a. */
int64_t kin_inverse(int64_t kind);

/* Somebody outside: a professional, or a relative who is no person of ours. */
extern const struct rec_type contact_type;
enum {
    CONTACT_KIND = 1,
    CONTACT_NAME = 2,
    CONTACT_ORGANISATION = 3,
    CONTACT_POST = 4,
    CONTACT_PHONE = 5,
    CONTACT_SAFE = 6,
    CONTACT_HOURS = 7,
    CONTACT_DUTY = 8,
    CONTACT_WORDS = 9,
    CONTACT_STATE = 10,
};
enum { CONTACT_PROFESSIONAL = 1, CONTACT_RELATIVE = 2 };

/* A call or a visitor. */
extern const struct rec_type enquiry_type;
enum {
    ENQUIRY_KIND = 1,
    ENQUIRY_AT = 2,
    ENQUIRY_HOUSE = 3,
    ENQUIRY_CHILD = 4,
    ENQUIRY_NUMBER = 5,
    ENQUIRY_ASKED_FOR = 6,
    ENQUIRY_CALLER = 7,
    ENQUIRY_NAME = 8,
    ENQUIRY_DOCUMENT = 9,
    ENQUIRY_OUTCOME = 10,
    ENQUIRY_WORDS = 11,
};
enum { ENQUIRY_CALL = 1, ENQUIRY_VISITOR = 2 };

/* That an enquiry was looked through, once for each person whom it may have been about, or once
 * for nobody. */
extern const struct rec_type alert_type;
enum { ALERT_ENQUIRY = 1, ALERT_PERSON = 2 };

/* Care facts: what is true of a person now, or was. */
extern const struct rec_type medicine_type;
enum {
    MEDICINE_PERSON = 1,
    MEDICINE_NAME = 2,
    MEDICINE_DOSE = 3,
    MEDICINE_TIMES = 4,
    MEDICINE_GIVER = 5,
    MEDICINE_PRESCRIBER = 6,
    MEDICINE_FROM = 7,
    MEDICINE_UNTIL = 8,
    MEDICINE_WORDS = 9,
    MEDICINE_STATE = 10,
};
extern const struct rec_type allergy_type;
enum {
    ALLERGY_PERSON = 1,
    ALLERGY_SUBSTANCE = 2,
    ALLERGY_REACTION = 3,
    ALLERGY_STEPS = 4,
    ALLERGY_STATE = 5,
};
extern const struct rec_type paper_type;
enum {
    PAPER_PERSON = 1,
    PAPER_KIND = 2,
    PAPER_NUMBER = 3,
    PAPER_PLACE = 4,
    PAPER_EXPIRES = 5,
    PAPER_WORDS = 6,
    PAPER_STATE = 7,
};
enum { FACT_NOW = 1, FACT_ENDED = 2 };

/* Who is down in the cellar. */
extern const struct rec_type cellar_type;
enum { CELLAR_HOUSE = 1, CELLAR_AT = 2 };
extern const struct rec_type cellar_mark_type;
enum { CELLAR_MARK_CELLAR = 1, CELLAR_MARK_PERSON = 2, CELLAR_MARK_IS = 3 };
enum { CELLAR_DOWN = 1, CELLAR_MISSING = 2 };

#endif
