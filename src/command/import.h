/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import.h - persons of a foreign list become records, some hundred in a step.
 *
 * A row's id follows from its source, so a row that was taken over before changes nothing. A person
 * who was erased stays erased; one whose import was undone comes back. */
#ifndef HEARTH_COMMAND_IMPORT_H
#define HEARTH_COMMAND_IMPORT_H

#include "command/organisation.h"

enum import_fate {
    IMPORT_NEW = 1,
    IMPORT_KNOWN,   /* taken over before */
    IMPORT_DIFFERS, /* its number is that of a person with another name */
};
struct import_row {
    const struct rec *person; /* with id and area */
    bool has_number;          /* the id follows from a number, not from all that the row says */
};
struct import_form {
    size_t n;
    const struct import_row *rows;
    enum import_fate *fates; /* n of them, set by the command */
};
command_fn person_import;
/* The same without writing. */
MUST_CHECK struct err *person_import_fate(struct request *rq, const struct import_row *row,
                                          enum import_fate *ret_fate);

#endif
