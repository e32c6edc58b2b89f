/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import_rejects.h - the rows of a list that are left out, as a list to be mended: CSV in UTF-8
 * with the line, the fields, what to mend, and the row as it was. Handed in again, the first three
 * columns are nobody's. */
#ifndef HEARTH_DESK_IMPORT_REJECTS_H
#define HEARTH_DESK_IMPORT_REJECTS_H

#include "base/buf.h"
#include "base/limits.h"
#include "desk/import.h"
#include "lang/lang.h"

enum { IMPORT_REJECT_BYTES = 16 * LIMIT_IMPORT_LINE_BYTES };

/* Append one line; the first names the columns. ERR_BUG when the buffer is too small. */
MUST_CHECK struct err *import_reject_head(const struct columns *columns, struct buf *b);
MUST_CHECK struct err *import_reject_put(enum lang lang, const struct import_shown *row,
                                         struct buf *b);

#endif
