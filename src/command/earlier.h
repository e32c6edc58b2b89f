/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* earlier.h - what was before us: a time elsewhere, as exactly as it is known and from whom.
 *
 * Ranges may overlap and are never added to our own stays. A day, a month or a year may be written,
 * and "about" before it. */
#ifndef HEARTH_COMMAND_EARLIER_H
#define HEARTH_COMMAND_EARLIER_H

#include "command/organisation.h"

struct earlier_form {
    struct id person;
    struct text kind, from, until, source,
        words; /* from and until: about 2014, 05.2014, 2014-05-01 */
};
/* ERR_ABSENT for who is not of her team; ERR_INPUT kind, from, until (before from, not yet over),
 * source. */
command_fn earlier_add;

/* A day as it is known: ABOUT_...; false for what is no day. Month and year begin on their first
 * day. */
bool about_read(struct text typed, int32_t *ret_day, int64_t *ret_precision);

#endif
