/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* setup.h - a site that waits for the answers to its three questions: what the organisation is
 * called, its language, its first user.
 *
 * `hearth start` in an empty folder makes a whole site with answers that could be right and notes
 * that nobody has given them (`waits` in site_state, a side table: a site of a backup never waits).
 * Until they are given, its pages show nothing but the questions. A run that was killed between two
 * steps leaves a site that asks again. */
#ifndef HEARTH_DESK_SETUP_H
#define HEARTH_DESK_SETUP_H

#include "desk/desk.h"

/* Notes that the questions wait; reads whether they do into site->is_waiting. The writer's. */
MUST_CHECK struct err *setup_ask(struct site *site, struct arena *scratch);
MUST_CHECK struct err *setup_waits(struct site *site, struct arena *scratch);

/* Gives the answers as this user, makes the paper code (shown once, kept nowhere) and ends the
 * waiting. Paper codes that a run made which was cut off go: nobody has seen them. The writer's.
 * ERR_CONFLICT when nothing waits, ERR_LOCKED without keys, ERR_INPUT by field. */
MUST_CHECK struct err *setup_answer(struct site *site, struct arena *into, struct text as,
                                    const struct setup_form *form, const char **ret_paper);

/* The login of the first user: who acts at the command line unless it says otherwise. */
MUST_CHECK struct err *setup_first_user(struct site *site, struct arena *into,
                                        struct text *ret_login);

#endif
