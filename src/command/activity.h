/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* activity.h - what a house does together: a series is set up and ends, its sessions are held,
 * moved or cancelled, who came is written down.
 *
 * A session is held, then confirmed by somebody else than who wrote it down. A service of faith is
 * counted by heads alone. */
#ifndef HEARTH_COMMAND_ACTIVITY_H
#define HEARTH_COMMAND_ACTIVITY_H

#include "command/organisation.h"
#include "command/told.h"

struct series_form {
    struct id series;  /* to be corrected; ID_NONE: a new one */
    struct text house; /* handle; of a new one */
    size_t n;
    const struct told *told; /* by the names of series_type; leader is a login */
};
/* ERR_INPUT house, leader (nobody who may lead), count (faith by name), and by field. What nobody
 * told: for everybody, from today on, of no special kind, by heads, not for the letter. */
command_fn series_add;
/* The house stays. ERR_ABSENT; ERR_CONFLICT when who came is written by name and it becomes one of
 * faith, or counted by heads. */
command_fn series_correct;

struct series_end_form {
    struct id series;
};
command_fn series_end; /* from tomorrow on there is none; what was held stays */
command_fn series_reopen;

struct came {
    struct id person;
    struct text state; /* present, late, absent, excused; TEXT_NONE: was not expected */
};
struct session_form {
    struct id series;
    int32_t day;                         /* that the rule gives */
    struct text women, children, others; /* by heads; by name `others` counts guests */
    size_t n;
    const struct came *came; /* by name; who is left out stays as she was written */
    struct text words;       /* what to remember */
    int64_t at_ms;           /* of moving */
};
/* ERR_ABSENT for a day without a session; ERR_CONFLICT before it began, when it was cancelled or is
 * confirmed; ERR_INPUT women, children, others, words, person (nobody whom the asker sees and who
 * stayed there on that day), state. */
command_fn session_hold;
command_fn session_confirm; /* ERR_CONFLICT unless held, and written by somebody else */
command_fn session_cancel;  /* ERR_CONFLICT once it was held */
/* To `at_ms`; ERR_INPUT when, more than SESSION_MOVE_DAYS away; ERR_CONFLICT once it was held. */
enum { SESSION_MOVE_DAYS = 60 };
command_fn session_move;
command_fn session_reopen; /* what was cancelled is planned again, what was confirmed is held */

#endif
