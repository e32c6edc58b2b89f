/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person.h - a row of a list becomes a person's record. */
#ifndef HEARTH_INTAKE_PERSON_H
#define HEARTH_INTAKE_PERSON_H

#include "intake/cells.h"
#include "intake/columns.h"
#include "intake/csv.h"
#include "model/rec.h"

struct intake_ask {
    const struct columns *columns;
    enum date_order dates;
    int32_t today;
};

/* The record without id and area: known, and not asked about danger unless a column says so. What
 * is wrong comes as a list of ERR_INPUT, each with field and example. */
MUST_CHECK struct err *intake_person(struct arena *into, const struct intake_ask *ask,
                                     const struct csv_row *row, struct rec **ret_person);

/* What names a row for ever, so that it is taken over once: the cell of its number if a column is
 * one and the cell is not empty, else all of its cells, each with its column's name, in the order
 * of these names. `content` is always the latter. Views in `into`. */
struct intake_key {
    bool has_number;
    struct text key;
    struct text content;
};
MUST_CHECK struct err *intake_key(struct arena *into, const struct columns *columns,
                                  const struct csv_row *row, struct intake_key *ret_key);

/* The fault of a row that could not be read, or has another number of cells than the header. */
MUST_CHECK struct err *intake_shape_check(struct arena *into, const struct columns *columns,
                                          const struct csv_row *row);

#endif
