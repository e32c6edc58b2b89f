/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* csv.h - rows of cells from a foreign file, one by one, in bounded memory.
 *
 * What RFC 4180 says, and what is met besides: a comma, a semicolon or a tab between cells; lines
 * that end with CRLF, LF or CR; cells in quotes with line ends inside; `sep=;` before the header,
 * as spreadsheets write it. A cell that looks like a formula is text. An apostrophe that stands
 * before = + - @ goes: spreadsheets and our own exports put it there so that nothing is reckoned.
 * White space around a cell goes too, and so do marks of writing direction, which nobody sees.
 *
 * A row that cannot be read is given with its fault, and reading goes on at the next line: after a
 * quote that is never closed that is the line after the one where the row began. The row, or its
 * beginning, is then one cell. */
#ifndef HEARTH_INTAKE_CSV_H
#define HEARTH_INTAKE_CSV_H

#include <stdbool.h>

#include "intake/charset.h"

enum csv_fault {
    CSV_FINE = 0,
    CSV_QUOTE_OPEN,   /* a quote is opened and never closed */
    CSV_QUOTE_BEHIND, /* text stands behind a closing quote */
    CSV_LONG,         /* over LIMIT_IMPORT_LINE_BYTES */
    CSV_WIDE,         /* over LIMIT_IMPORT_COLUMNS */
};

struct csv_row {
    int64_t line; /* the first one is 1 */
    size_t n;
    const struct text *cells; /* in UTF-8 as far as the file was; until the next row is read */
    enum csv_fault fault;
};

struct csv_shape {
    enum charset charset;
    int64_t begin; /* where the first row begins */
    int64_t line;  /* the number of its line */
    char separator;
};

struct csv;
/* Stands before the row at shape->begin; what is given must stay. */
MUST_CHECK struct err *csv_open(struct arena *into, const struct source *source,
                                const struct csv_shape *shape, struct csv **ret_csv);
/* Rows without any text are passed over. *ret_found false: the end. */
MUST_CHECK struct err *csv_next(struct csv *csv, bool *ret_found, struct csv_row *ret_row);
/* The composed form (NFC) of a cell, in `into`. What cannot be composed, as it is no text that may
 * be kept, stays as it is: *ret_clean says so. */
MUST_CHECK struct err *csv_compose(struct arena *into, struct text cell, struct text *ret_composed,
                                   bool *ret_clean);
/* For CLEANUP(); takes NULL. */
void csv_close(struct csv **csv);

/* Finds the separator from the beginning of the file: the one that gives the most columns of which
 * `is_known` says yes, and among equals the most columns that all rows agree on. */
MUST_CHECK struct err *csv_shape_find(struct arena *into, const struct source *source,
                                      const struct charset_found *found,
                                      bool (*is_known)(struct text header),
                                      struct csv_shape *ret_shape);

#endif
