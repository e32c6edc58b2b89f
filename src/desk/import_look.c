/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import_look.c - what a foreign list is, before anything of it is taken over. */
#include <inttypes.h>

#include "base/when.h"
#include "base/world.h"
#include "base/zone.h"
#include "desk/import_inside.h"

enum { HASH_BLOCK = LIMIT_KIB(64) };

static struct err *file_hash(struct arena *scratch, const struct source *source,
                             struct hash *ret_hash)
{
    struct seal_hasher hasher;
    char *block = arena_alloc(scratch, HASH_BLOCK);
    NEED(block);
    seal_hasher_start(&hasher, "hearth-import-file-1");
    int64_t at = 0;
    for (size_t n = HASH_BLOCK; n > 0; at += (int64_t)n) {
        TRY(source->read(source->with, scratch, at, block, HASH_BLOCK, &n));
        seal_hasher_add(&hasher, (struct text){block, n});
    }
    *ret_hash = seal_hasher_end(&hasher);
    return NULL;
}

static struct err *rows_count(struct arena *into, struct csv *csv, int64_t *ret_rows)
{
    struct csv_row row;
    bool found = true;
    int64_t n = -1;
    for (; found && n <= LIMIT_IMPORT_ROWS; n++)
        TRY(csv_next(csv, &found, &row));
    if (n > LIMIT_IMPORT_ROWS) {
        const char *most = arena_printf(into, "%d", (int)LIMIT_IMPORT_ROWS);
        NEED(most);
        return err_input(into, "file", N_("The list has more than {1} rows. Split it"), most);
    }
    if (n <= 0)
        return err_input(into, "file", N_("The list has no rows under its header"));
    *ret_rows = n;
    return NULL;
}

static struct err *header_read(struct arena *into, struct csv *csv, struct csv_row *ret_row)
{
    bool found = false;
    TRY(csv_next(csv, &found, ret_row));
    if (!found)
        return err_input(into, "file", N_("The list is empty"));
    if (ret_row->fault != CSV_FINE)
        return err_input(into, "file",
                         N_("The first line cannot be read: it must name the columns"));
    return NULL;
}

static struct err *header_find(struct arena *into, const struct import_wish *wish,
                               struct import_look *look, struct csv **ret_csv,
                               struct csv_row *ret_row)
{
    TRY(charset_find(into, wish->source, wish->charset, &look->charset));
    TRY(csv_shape_find(into, wish->source, &look->charset, column_is_known, &look->shape));
    TRY(csv_open(into, wish->source, &look->shape, ret_csv));
    return header_read(into, *ret_csv, ret_row);
}

struct err *import_headers(struct arena *into, const struct import_wish *wish, size_t *ret_n,
                           const struct text **ret_headers)
{
    CLEANUP(csv_close) struct csv *csv = NULL;
    struct import_look look = {0};
    struct csv_row row;
    TRY(header_find(into, wish, &look, &csv, &row));
    *ret_n = row.n;
    return columns_headers(into, row.n, row.cells, ret_headers);
}

struct err *import_look(struct arena *into, const struct import_wish *wish,
                        struct import_look *ret_look)
{
    CLEANUP(csv_close) struct csv *csv = NULL;
    struct import_look look = {0};
    struct columns *columns = NULL;
    struct csv_row row;
    TRY(file_hash(into, wish->source, &look.hash));
    TRY(header_find(into, wish, &look, &csv, &row));
    TRY(columns_make(into, row.n, row.cells, wish->map, &columns));
    look.columns = columns;
    TRY(rows_count(into, csv, &look.rows));
    *ret_look = look;
    return NULL;
}

/* ---- the first rows ----------------------------------------------------------------------------
 */

static struct err *cells_copy(struct arena *into, const struct csv_row *row,
                              struct import_shown *shown)
{
    struct text *cells = arena_makes(into, struct text, row->n);
    NEED(cells);
    for (size_t i = 0; i < row->n; i++) {
        cells[i] = (struct text){
            arena_strn(into, row->cells[i].n == 0 ? "" : row->cells[i].at, row->cells[i].n),
            row->cells[i].n};
        NEED(cells[i].at);
    }
    *shown = (struct import_shown){.line = row->line, .n = row->n, .cells = cells};
    return NULL;
}

struct err *import_row_read(struct arena *into, const struct intake_ask *ask,
                            const struct csv_row *row, struct import_shown *ret_shown)
{
    struct rec *person = NULL;
    TRY(cells_copy(into, row, ret_shown));
    const struct csv_row kept = {row->line, row->n, ret_shown->cells, row->fault};
    struct err *wrongs = intake_shape_check(into, ask->columns, &kept);
    if (wrongs == NULL)
        wrongs = intake_person(into, ask, &kept, &person);
    for (const struct err *e = wrongs; e != NULL; e = e->next)
        if (e->kind != ERR_INPUT)
            return wrongs;
    ret_shown->wrongs = wrongs;
    ret_shown->person = wrongs == NULL ? person : NULL;
    return NULL;
}

struct intake_ask import_ask(const struct import_wish *wish, const struct import_look *look)
{
    return (struct intake_ask){.columns = look->columns,
                               .dates = wish->dates,
                               .today = zone_wall(zone_utc(), world_now_ms()).date};
}

struct err *import_rows_open(struct arena *into, const struct import_wish *wish,
                             const struct import_look *look, struct csv **ret_csv)
{
    struct csv_row header;
    bool found = false;
    TRY(csv_open(into, wish->source, &look->shape, ret_csv));
    struct err *bad = csv_next(*ret_csv, &found, &header);
    if (bad != NULL)
        csv_close(ret_csv);
    return bad;
}

struct err *import_preview(struct arena *into, const struct import_wish *wish,
                           const struct import_look *look, size_t most, size_t *ret_n,
                           struct import_shown **ret_shown)
{
    CLEANUP(csv_close) struct csv *csv = NULL;
    const struct intake_ask ask = import_ask(wish, look);
    struct import_shown *shown = arena_makes(into, struct import_shown, most);
    struct csv_row row;
    bool found = true;
    size_t n = 0;
    NEED(shown);
    TRY(import_rows_open(into, wish, look, &csv));
    while (n < most) {
        TRY(csv_next(csv, &found, &row));
        if (!found)
            break;
        TRY(import_row_read(into, &ask, &row, &shown[n]));
        n++;
    }
    *ret_n = n;
    *ret_shown = shown;
    return NULL;
}
