/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* table.c - collects cells, then prints them aligned by their width on a terminal, or as JSON. */
#include "cli/table.h"

#include <assert.h>
#include <inttypes.h>

#include "base/when.h"
#include "base/json.h"
#include "cli/layout.h"

struct table table_make(struct cli *cli, const struct table_column *columns, size_t n_columns)
{
    assert(n_columns > 0 && n_columns <= TABLE_COLUMNS_MAX);
    return (struct table){.cli = cli, .columns = columns, .n_columns = n_columns};
}

/* ---- cells ----------------------------------------------------------------------------------- */

static const struct table_column *column_here(const struct table *t)
{
    return &t->columns[t->n_cells % t->n_columns];
}

static void cell_add(struct table *t, struct table_cell cell)
{
    if (t->broken)
        return;
    if (t->n_cells == t->room) {
        size_t room = t->room == 0 ? 16 * t->n_columns : 2 * t->room;
        struct table_cell *cells = NULL;
        if (room / t->n_columns <= 2 * (size_t)TABLE_ROWS_MAX)
            cells = arena_grow(t->cli->arena, t->cells, t->n_cells, room, sizeof *cells);
        if (cells == NULL) {
            t->broken = true;
            return;
        }
        t->cells = cells;
        t->room = room;
    }
    t->cells[t->n_cells++] = cell;
}

static void number_add(struct table *t, enum sql_kind kind, int64_t n)
{
    assert(column_here(t)->kind == kind);
    cell_add(t, (struct table_cell){.is_given = true, .n = n});
}

static void text_add(struct table *t, int64_t n, struct text s)
{
    const char *copy = arena_strn(t->cli->arena, s.at, s.n);
    if (copy == NULL)
        t->broken = true;
    cell_add(t, (struct table_cell){.is_given = true, .n = n, .t = {copy, s.n}});
}

void table_none(struct table *t)
{
    cell_add(t, (struct table_cell){0});
}

void table_int(struct table *t, int64_t n)
{
    number_add(t, SQL_INT, n);
}

void table_date(struct table *t, int32_t date)
{
    number_add(t, SQL_DATE, date);
}

void table_about(struct table *t, int32_t date, struct text words)
{
    assert(column_here(t)->kind == SQL_DATE);
    text_add(t, date, words);
}

void table_instant(struct table *t, int64_t ms)
{
    number_add(t, SQL_INSTANT, ms);
}

void table_yesno(struct table *t, bool yes)
{
    number_add(t, SQL_YESNO, yes);
}

void table_text(struct table *t, struct text s)
{
    assert(column_here(t)->kind == SQL_TEXT);
    text_add(t, 0, s);
}

void table_id(struct table *t, struct id id)
{
    char text[ID_TEXT + 1];
    assert(column_here(t)->kind == SQL_ID || column_here(t)->kind == SQL_REF);
    id_text(id, text);
    text_add(t, 0, text_of(text));
}

void table_choice(struct table *t, const char *code, const char *label)
{
    assert(column_here(t)->kind == SQL_CHOICE);
    const char *said = t->cli->json ? code : lang_text(t->cli->lang, label);
    cell_add(t, (struct table_cell){.is_given = true, .t = text_of(said)});
}

/* ---- for people ------------------------------------------------------------------------------ */

static void cell_print(struct buf *b, enum lang lang, enum sql_kind kind,
                       const struct table_cell *cell)
{
    char date[DATE_TEXT + 1], instant[INSTANT_TEXT + 1];
    switch (kind) {
    case SQL_DATE:
        date_print((int32_t)cell->n, date);
        buf_put(b, cell->t.n > 0 ? cell->t : text_of(date));
        break;
    case SQL_INSTANT:
        instant_print(cell->n, instant);
        buf_str(b, instant);
        break;
    case SQL_INT:
        lang_put_int(b, lang, cell->n);
        break;
    case SQL_YESNO:
        lang_put(b, lang, cell->n != 0 ? N_("yes") : N_("no"));
        break;
    case SQL_TEXT:
    case SQL_CHOICE:
    case SQL_ID:
    case SQL_REF:
        buf_put(b, cell->t);
        break;
    case SQL_MONEY:
    case SQL_HASH:
    case SQL_BYTES:
        assert(false);
    }
}

/* Numbers stand at the right; the last column is not filled up. */
static void cell_put(struct buf *b, struct text said, size_t width, bool right, bool last)
{
    size_t gap = width - layout_width(said);
    if (right)
        layout_spaces(b, gap);
    buf_put(b, said);
    if (!right && !last)
        layout_spaces(b, gap);
    buf_str(b, last ? "\n" : "  ");
}

static struct text cell_said(struct table *t, size_t at, struct buf *scratch)
{
    assert(t->n_columns > 0);
    buf_clear(scratch);
    if (t->cells[at].is_given)
        cell_print(scratch, t->cli->lang, t->columns[at % t->n_columns].kind, &t->cells[at]);
    return buf_text(scratch);
}

static void put_plain(struct table *t)
{
    struct buf scratch = buf_make(CLI_OUT_BYTES_MAX);
    size_t width[TABLE_COLUMNS_MAX] = {0}, last = 0;
    assert(t->n_columns > 0);
    for (size_t c = 0; c < t->n_columns; c++) {
        if (t->columns[c].label == NULL)
            continue;
        last = c;
        width[c] = layout_width(text_of(lang_text(t->cli->lang, t->columns[c].label)));
    }
    for (size_t i = 0; i < t->n_cells; i++) {
        size_t said = layout_width(cell_said(t, i, &scratch));
        if (said > width[i % t->n_columns])
            width[i % t->n_columns] = said;
    }
    for (size_t c = 0; c < t->n_columns && t->n_cells > 0; c++)
        if (t->columns[c].label != NULL)
            cell_put(&t->cli->out, text_of(lang_text(t->cli->lang, t->columns[c].label)), width[c],
                     t->columns[c].kind == SQL_INT, c == last);
    for (size_t i = 0; i < t->n_cells; i++) {
        size_t c = i % t->n_columns;
        if (t->columns[c].label != NULL)
            cell_put(&t->cli->out, cell_said(t, i, &scratch), width[c],
                     t->columns[c].kind == SQL_INT, c == last);
    }
    buf_done(&scratch);
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void cell_json(struct buf *b, const struct table_column *column,
                      const struct table_cell *cell)
{
    if (!cell->is_given)
        return;
    switch (column->kind) {
    case SQL_DATE:
        json_date(b, column->name, (int32_t)cell->n);
        break;
    case SQL_INSTANT:
        json_instant(b, column->name, cell->n);
        break;
    case SQL_INT:
        json_int(b, column->name, cell->n);
        break;
    case SQL_YESNO:
        json_bool(b, column->name, cell->n != 0);
        break;
    case SQL_TEXT:
    case SQL_CHOICE:
    case SQL_ID:
    case SQL_REF:
        json_text(b, column->name, cell->t);
        break;
    case SQL_MONEY:
    case SQL_HASH:
    case SQL_BYTES:
        assert(false);
    }
}

struct err *table_put_members(struct table *t)
{
    struct buf *b = &t->cli->out;
    if (t->broken)
        return err_no_memory();
    assert(t->n_cells % t->n_columns == 0);
    json_name(b, "rows");
    json_open(b, '[');
    for (size_t i = 0; i < t->n_cells; i += t->n_columns) {
        json_open(b, '{');
        for (size_t c = 0; c < t->n_columns; c++)
            cell_json(b, &t->columns[c], &t->cells[i + c]);
        json_close(b, '}');
    }
    json_close(b, ']');
    json_int(b, "count", (int64_t)(t->n_cells / t->n_columns));
    return NULL;
}

struct err *table_put(struct table *t)
{
    if (!t->cli->json) {
        if (t->broken)
            return err_no_memory();
        put_plain(t);
        return NULL;
    }
    json_open(&t->cli->out, '{');
    TRY(table_put_members(t));
    json_close(&t->cli->out, '}');
    buf_char(&t->cli->out, '\n');
    return NULL;
}
