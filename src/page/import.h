/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import.h - what the page of a list that was handed in is made of. It is read in the writer's
 * thread, where the file waits; the page only shows it. */
#ifndef HEARTH_PAGE_IMPORT_H
#define HEARTH_PAGE_IMPORT_H

#include "desk/imports.h"
#include "page/page.h"

enum { IMPORT_PAGE_ROWS = 20 };

struct import_page {
    const char *url; /* /import/ID */
    size_t n_columns;
    const struct text *headers;
    enum column *are;          /* as chosen, or as guessed */
    const struct err *refused; /* why the list cannot be taken over so; or NULL */
    const struct import_look *look;
    size_t n_shown;
    const struct import_shown *shown;
    struct imports_state state; /* IMPORTS_NONE: it was not begun */
    size_t n_wrongs;
    const struct imports_wrong *wrongs;
    const struct err *failed;
};

/* The select of column i is called c.1, c.2 ...; what is chosen, or `otherwise`. */
enum column import_chosen(struct arena *into, const struct fields *f, size_t i,
                          enum column otherwise);
/* The end of the bar: never 0. */
int64_t import_bar_max(const struct import_page *p);
/* A cell of a row that is shown, or nothing. */
struct text import_cell(const struct import_shown *row, size_t i);

#endif
