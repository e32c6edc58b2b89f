/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case.h - the work with a family begins, changes hands, rests, ends.
 *
 * A case has a number drawn by chance, a subject (a family, or one child) and people who work on
 * it: one leads, others work along. Only they and the managers see it; to others each of these acts
 * answers as if there were no such case. `at_ms` 0 is now. */
#ifndef HEARTH_COMMAND_CASE_H
#define HEARTH_COMMAND_CASE_H

#include "command/organisation.h"

/* For a person whom the asker sees: of her family, or of herself alone. ERR_CONFLICT while a case
 * of this kind goes on with the same subject; ERR_INPUT type, risk, lead. */
struct case_open_form {
    struct id person;
    bool alone;       /* one child, not the family */
    struct text type; /* code */
    struct text risk; /* code; TEXT_NONE: not judged yet */
    struct text lead; /* login; TEXT_NONE: the asker */
    int64_t at_ms;
};
command_fn case_open;

/* Somebody works along from now on, or leads in place of who led. The lead changes by who leads, or
 * by a manager. ERR_INPUT worker, role, reason. */
struct case_assign_form {
    struct id found;
    struct text worker; /* login */
    struct text role;   /* lead, team; TEXT_NONE: team */
    struct text reason; /* code; TEXT_NONE: new */
    struct text words;  /* handover note, or TEXT_NONE */
    int64_t at_ms;
};
command_fn case_assign;

/* Somebody does not work along any more; the lead only hands over. */
struct case_release_form {
    struct id found;
    struct text worker;
    int64_t at_ms;
};
command_fn case_release;

/* Every open case on which `from` works, and which the asker sees, goes to `to`, with one note. Own
 * cases, or all by who may assign. */
struct case_hand_over_form {
    struct text from, to; /* logins; from TEXT_NONE: the asker */
    struct text reason;   /* code */
    struct text words;
    int64_t at_ms;
};
command_fn case_hand_over;

/* One step of its state: ACT_START ACT_MONITOR ACT_SUSPEND ACT_REOPEN, and ACT_CANCEL of an asking
 * to close. */
struct case_step_form {
    struct id found;
    enum act act;
};
command_fn case_step;

/* First one asks, with reason and outcome; then a second person confirms within CASE_CONFIRM_DAYS
 * (fields may be TEXT_NONE then, or correct what the first one wrote). */
enum { CASE_CONFIRM_DAYS = 30 };
struct case_close_form {
    struct id found;
    struct text reason, outcome, words;
    bool confirm;
};
command_fn case_close;

/* Kind and risk were wrong, or are judged anew. TEXT_NONE leaves one as it is. */
struct case_correct_form {
    struct id found;
    struct text type, risk;
};
command_fn case_correct;

#endif
