/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_csv.c - any bytes as a foreign list: its letters, separator, header and rows are found or
 * refused within bounds, every row has its line, and what becomes a person may be kept. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/limits.h"
#include "intake/person.h"
#include "model/types.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { TODAY = 20778, ROWS_MAX = 200 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void only_input(const struct err *wrongs)
{
    for (const struct err *e = wrongs; e != NULL; e = e->next)
        must(e->kind == ERR_INPUT && e->field != NULL);
}

static void row_try(struct arena *a, const struct columns *columns, const struct csv_row *row)
{
    const struct intake_ask ask = {.columns = columns, .today = TODAY};
    struct rec *person = NULL;
    struct intake_key key;
    struct err *wrongs = intake_shape_check(a, columns, row);
    must(row->n <= LIMIT_IMPORT_COLUMNS);
    only_input(wrongs);
    if (wrongs != NULL)
        return;
    wrongs = intake_person(a, &ask, row, &person);
    only_input(wrongs);
    must(wrongs != NULL || rec_check(a, person) == NULL);
    must(intake_key(a, columns, row, &key) == NULL);
}

static void rows_try(struct arena *a, const struct source *source, const struct csv_shape *shape)
{
    struct csv *csv = NULL;
    struct columns *columns = NULL;
    struct csv_row row;
    bool found = false;
    int64_t line = 0;
    must(csv_open(a, source, shape, &csv) == NULL && csv_next(csv, &found, &row) == NULL);
    struct err *bad = found ? columns_make(a, row.n, row.cells, TEXT_NONE, &columns) : NULL;
    only_input(bad);
    for (size_t i = 0; found && i < ROWS_MAX; i++) {
        must(row.line > line && (row.n > 0 || row.fault != CSV_FINE));
        line = row.line;
        must(csv_next(csv, &found, &row) == NULL);
        if (found && columns != NULL)
            row_try(a, columns, &row);
    }
    csv_close(&csv);
}

/* What stands before the first NUL is also read as a map for three columns. */
static void map_try(struct arena *a, struct text bytes)
{
    static const struct text header[] = {{"a", 1}, {"b", 1}, {"name", 4}};
    struct columns *columns = NULL;
    struct text map = bytes, rest;
    if (text_cut(&bytes, '\0', &rest))
        map = rest;
    if (text_is_clean(map))
        only_input(columns_make(a, COUNT(header), header, map, &columns));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_new(256 << 20);
    const struct text all = {(const char *)bytes, n};
    const struct source source = source_of_text(&all);
    struct charset_found found;
    struct csv_shape shape;
    must(a != NULL);
    struct err *bad = charset_find(a, &source, CHARSET_UNKNOWN, &found);
    only_input(bad);
    if (bad != NULL)
        found = (struct charset_found){.charset = n % 2 == 0 ? CHARSET_UTF8 : CHARSET_1251};
    must(csv_shape_find(a, &source, &found, column_is_known, &shape) == NULL);
    rows_try(a, &source, &shape);
    map_try(a, all);
    arena_free(a);
    return 0;
}
