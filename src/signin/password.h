/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* password.h - which passwords are accepted (checklist items 1 to 3).
 *
 * 12 to 128 characters of any script, in NFC and otherwise unaltered; no rule of composition. What
 * a guesser tries first is refused by rule, not by a list of leaked ones: a password is read as a
 * row of pieces, where a run of the keyboard or the alphabet, a repetition, a year, a common word
 * and a word of this site count as one piece each, any other character as one; fewer than
 * PASSWORD_PIECES_MIN pieces are too few, and the names of the organisation and the site, and the
 * login, may not be in it at all. */
#ifndef HEARTH_SIGNIN_PASSWORD_H
#define HEARTH_SIGNIN_PASSWORD_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

enum { PASSWORD_PIECES_MIN = 6, PASSWORD_NAMES_MAX = 8 };

/* The password as it will be hashed. ERR_INPUT on `field` says what is wrong and what to do. */
MUST_CHECK struct err *password_check(struct arena *into, const char *field, struct text typed,
                                      struct text login, size_t n_names, const char *const *names,
                                      struct text *ret_password);
/* The same without the rules, for comparing; an empty text for what can be nobody's. */
struct text password_given(struct arena *into, struct text typed);

#endif
