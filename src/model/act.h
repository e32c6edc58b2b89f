/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* act.h - what people do, as numbers that are stored in every entry and never reused. */
#ifndef HEARTH_MODEL_ACT_H
#define HEARTH_MODEL_ACT_H

#include <stddef.h>
#include <stdint.h>

enum act {
    ACT_ADD = 1,     /* a record is written for the first time */
    ACT_CORRECT = 2, /* what was written was wrong */
    ACT_UNDO = 3,    /* a deed is taken back */
    ACT_ADMIT = 4,   /* a family comes to stay */
    ACT_LEAVE = 5,   /* a stay ends */
    ACT_RETURN = 6,  /* back from an absence, or a new stay after an earlier one */
    ACT_MOVE = 7,    /* to another room */
    ACT_GO_OUT = 8,  /* an absence begins */
    ACT_CLOSE = 9,   /* a house, a room, a household ends */
    ACT_REOPEN = 10,
    ACT_DISABLE = 11, /* a user may no longer enter */
    ACT_ENABLE = 12,
    ACT_ASK = 13,   /* a first person asks for what needs two */
    ACT_ERASE = 14, /* a second person confirms, and the keys are destroyed */
    ACT_START = 15, /* a task is begun */
    ACT_FINISH = 16,
    ACT_CANCEL = 17,
    ACT_RESERVE = 18, /* a room is kept for a family */
    ACT_RELEASE = 19,
    ACT_BORN = 20, /* an expected child is born */
    /* 21 to 30: cases, referrals, notes */
    ACT_ASSIGN = 21,      /* somebody begins to work on a case */
    ACT_HAND_OVER = 22,   /* somebody goes on in place of another */
    ACT_SUSPEND = 23,     /* the work rests for a time */
    ACT_MONITOR = 24,     /* the work is done, we keep in touch */
    ACT_ACCEPT = 25,      /* a referral */
    ACT_DECLINE = 26,     /* a referral, with the reason and what else there is */
    ACT_SEND = 27,        /* a referral to another service */
    ACT_SIGN = 28,        /* a note: from now on it is only corrected by another */
    ACT_REDIRECT = 29,    /* a referral goes on to who can help */
    ACT_ACKNOWLEDGE = 30, /* the other service has it */
    /* a house's night, 31 to 38 */
    ACT_READ = 31,  /* the note of a shift */
    ACT_ENROL = 39, /* somebody begins a programme */
    ACT_STAGE = 40, /* stands at another stage, before or behind */
    ACT_PAUSE = 41,
    ACT_RESUME = 42,
    ACT_RESULT = 43, /* taking part in a programme ends */
    ACT_GRADUATE = 44,
    ACT_RELAPSE = 45,
    ACT_RESPOND = 46, /* something was done about it */
    ACT_ASSESS = 47,  /* an incident is thought about */
    ACT_NOTIFY = 48,  /* somebody was told of it */
    ACT_VERIFY = 53,  /* what was told is proven by a paper */
    ACT_REFUTE = 54,  /* what was told was found to be wrong */
    ACT_HOLD = 61,    /* a session took place: who came was written down */
    ACT_CONFIRM = 62, /* somebody else looked at what was written and it is right */
    ACT_FAULT = 63,   /* a thing does not work */
    ACT__END = 80,    /* above them all, in whatever order they stand here */
};

/* A word for a program and words for a person; NULL when there is no such act. */
const char *act_code(uint64_t act);
const char *act_label(uint64_t act);

#endif
