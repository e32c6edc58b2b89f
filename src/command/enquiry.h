/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* enquiry.h - somebody called or came: what was said is written down, whoever is here or not.
 *
 * Writing it down looks for nobody. Whom the caller may have meant is looked for afterwards, by the
 * program, in a deed of its own: neither the answer nor how long it takes tells whether she is
 * here. */
#ifndef HEARTH_COMMAND_ENQUIRY_H
#define HEARTH_COMMAND_ENQUIRY_H

#include "command/organisation.h"
#include "command/written.h"

/* Fields: number, asked_for, caller, name, document, outcome, words. ERR_INPUT words (nothing is
 * written at all), a field, `at` (in the future); ERR_ABSENT of a child that the asker does not
 * see; ERR_CONFLICT while there is no house. */
struct enquiry_form {
    int64_t kind;    /* ENQUIRY_CALL or ENQUIRY_VISITOR */
    struct id house; /* ID_NONE: the first of door_houses */
    struct id child; /* whom a visitor wants to take along, or ID_NONE */
    int64_t at_ms;   /* 0: now */
    size_t n;
    struct written fields[WRITTEN_MAX];
};
command_fn enquiry_add;

/* The program's own: an alert for each person whom it may have been about, with a task for her
 * worker or the manager; else one of each that names nobody. Adds nothing the second time. */
struct enquiry_look_form {
    struct id enquiry;
};
command_fn enquiry_look;

#endif
