/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person.h - a person is written down, corrected, and erased by two. */
#ifndef HEARTH_COMMAND_PERSON_H
#define HEARTH_COMMAND_PERSON_H

#include "command/organisation.h"

/* Pairs of field name and written value, as of a form: name, former_name, birth, sex, phone,
 * danger, words. An empty value of a correction clears the field. */
enum { PERSON_FIELDS_MAX = 16 };
struct person_form {
    struct id person; /* of a correction */
    size_t n;
    struct {
        const char *field;
        struct text written;
    } fields[PERSON_FIELDS_MAX];
};
command_fn person_add;
command_fn person_correct;
/* ERR_INPUT birth when a person's record says she was born later than today, or 130 years ago. */
MUST_CHECK struct err *birth_check(struct request *rq, const struct rec *person);

/* `person erase ID --reason CODE` asks; `--confirm` by somebody else within 7 days acts. */
struct erase_form {
    struct id person;
    struct text reason;
    bool confirm;
};
command_fn person_erase;
enum { ERASE_CONFIRM_DAYS = 7 };

#endif
