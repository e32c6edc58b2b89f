/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_referral.h - somebody asks a place for a family, or we ask another service for her. Numbers
 * of fields and choices are stored for ever and never reused. */
#ifndef HEARTH_MODEL_TYPES_REFERRAL_H
#define HEARTH_MODEL_TYPES_REFERRAL_H

#include "model/field.h"

extern const struct rec_type referral_type;
enum {
    REFERRAL_DIRECTION = 1,
    REFERRAL_STATE = 2,
    REFERRAL_SOURCE = 3,
    REFERRAL_HOUSE = 4, /* that was asked; absent: any of ours */
    REFERRAL_ABOUT = 5, /* absent until she is known here */
    REFERRAL_CASE = 6,  /* from which we ask another service */
    REFERRAL_BY = 7,    /* who wrote it down */
    REFERRAL_AT = 8,
    REFERRAL_URGENCY = 9,
    REFERRAL_WHO = 10,
    REFERRAL_NAME = 11,
    REFERRAL_CHILDREN = 12,
    REFERRAL_WHY = 13,
    REFERRAL_NEED = 14,
    REFERRAL_SUITS = 15,
    REFERRAL_SCREEN = 16,
    REFERRAL_REASON = 17,
    REFERRAL_ANSWER = 18,
    REFERRAL_DECIDED_BY = 19,
    REFERRAL_DECIDED_AT = 20,
    REFERRAL_TO = 21,
    REFERRAL_CONSENT = 22,
};
enum { REFERRAL_IN = 1, REFERRAL_OUT = 2 };
enum { URGENCY_TODAY = 1, URGENCY_WEEK = 2, URGENCY_MONTH = 3 };
/* In this order statements compare them: up to REFERRAL_ACCEPTED, and from _DRAFTED to _AGREED,
 * somebody still has something to do. */
enum {
    REFERRAL_RECEIVED = 1,
    REFERRAL_SCREENING = 2,
    REFERRAL_MORE = 3,
    REFERRAL_ACCEPTED = 4,
    REFERRAL_ADMITTED = 5,
    REFERRAL_DECLINED = 6,
    REFERRAL_REDIRECTED = 7,
    REFERRAL_WITHDRAWN = 8,
    REFERRAL_NO_SHOW = 9,
    REFERRAL_DRAFTED = 10,
    REFERRAL_SENT = 11,
    REFERRAL_ACKNOWLEDGED = 12,
    REFERRAL_AGREED = 13,
    REFERRAL_REJECTED = 14,
    REFERRAL_UNANSWERED = 15,
    REFERRAL_DONE = 16,
    REFERRAL_REVOKED = 17
};

#endif
