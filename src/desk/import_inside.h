/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import_inside.h - what the two halves of an import share: reading a row, and doing. */
#ifndef HEARTH_DESK_IMPORT_INSIDE_H
#define HEARTH_DESK_IMPORT_INSIDE_H

#include "desk/import.h"

/* How cells are read: the columns, the order of dates, and what day it is. */
struct intake_ask import_ask(const struct import_wish *wish, const struct import_look *look);
/* Stands behind the header. For CLEANUP(csv_close). */
MUST_CHECK struct err *import_rows_open(struct arena *into, const struct import_wish *wish,
                                        const struct import_look *look, struct csv **ret_csv);
/* A copy of the row, with the person or what is wrong. */
MUST_CHECK struct err *import_row_read(struct arena *into, const struct intake_ask *ask,
                                       const struct csv_row *row, struct import_shown *ret_shown);

#endif
