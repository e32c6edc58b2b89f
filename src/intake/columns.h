/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* columns.h - what the columns of a list of people mean: headers known in English, Russian and
 * Ukrainian, and the map that somebody gives for the others.
 *
 * A map is lines `column = field`, or the same with commas between; `column = -` leaves a column
 * out; a line that begins with # is a remark. A column's name with a comma or an equals sign in it
 * stands in double quotes. Where only the right side is a column of the file, the sides are
 * exchanged. */
#ifndef HEARTH_INTAKE_COLUMNS_H
#define HEARTH_INTAKE_COLUMNS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

enum column {
    COLUMN_NOBODYS = 0, /* nobody said what it is: told, and not taken over */
    COLUMN_LEFT_OUT,    /* somebody said that it is not wanted */
    COLUMN_NUMBER,      /* what names the row in its source, for ever */
    COLUMN_NAME,        /* given, patronymic, family name */
    COLUMN_NAME_LISTED, /* family name first, as in lists */
    COLUMN_GIVEN,
    COLUMN_PATRONYMIC,
    COLUMN_FAMILY,
    COLUMN_FORMER_FAMILY,
    COLUMN_BIRTH,
    COLUMN_AGE,
    COLUMN_SEX,
    COLUMN_PHONE,
    COLUMN_DANGER,
    COLUMN_WORDS, /* the one that several columns may become */
    COLUMN__COUNT
};

/* The word of a map: given, family ...; "-" for COLUMN_LEFT_OUT, "" for COLUMN_NOBODYS. */
const char *column_code(enum column column);
/* What people read: a message id. */
const char *column_label(enum column column);
/* What a header is known to be; COLUMN_NOBODYS for an unknown one. Case, dots, dashes, underscores
 * and ё do not matter. */
enum column column_of_header(struct text header);
bool column_is_known(struct text header);

struct columns {
    size_t n;
    const struct text *headers; /* as in the file; an empty one is named by its number: "3" */
    enum column *are;
    size_t *sorted; /* positions in the order of the headers' bytes */
};
/* Copies of headers as columns are called; an empty one by its number. */
MUST_CHECK struct err *columns_headers(struct arena *into, size_t n, const struct text *header,
                                       const struct text **ret_headers);
/* Copies the header. `map`: what somebody said, or TEXT_NONE. ERR_INPUT, field `map`: it names no
 * column of the file, no field, one field for two columns, or nothing is a name. */
MUST_CHECK struct err *columns_make(struct arena *into, size_t n, const struct text *header,
                                    struct text map, struct columns **ret_columns);
/* The position of the first column that is this; -1 for none. */
int columns_find(const struct columns *columns, enum column what);

#endif
