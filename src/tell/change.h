/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* change.h - what one deed changed of one person, or of one record, as phrases. */
#ifndef HEARTH_TELL_CHANGE_H
#define HEARTH_TELL_CHANGE_H

#include "tell/value.h"
#include "view/story.h"

/* "Rowan House, room 3. Born on: 5 May 2019", from entries of one deed, in any order. Of kin
 * (is_kin) the names are told alone. */
MUST_CHECK struct err *changes_tell(const struct teller *t, const struct story_entry *entries,
                                    size_t n, struct text *ret_words);

#endif
