/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* csv.c - a reader that knows at each byte whether it is in a cell, in quotes, or behind them. */
#include "intake/csv.h"

#include <string.h>

#include "base/limits.h"

enum { BLOCK = LIMIT_KIB(64), TRIED_ROWS = 20 };

struct csv {
    struct arena *arena;
    struct source source;
    struct csv_shape shape;
    int64_t at; /* in the file, of block[0] */
    size_t i, n;
    char *block;
    int64_t line; /* of the byte that comes next */
    size_t n_row; /* bytes of the row at hand */
    struct err *bad;
    struct buf raw;  /* its cells, one behind the other */
    struct buf text; /* the same in UTF-8 */
    size_t n_cells;
    size_t ends[LIMIT_IMPORT_COLUMNS]; /* in raw */
    struct text cells[LIMIT_IMPORT_COLUMNS];
};

struct err *csv_open(struct arena *into, const struct source *source, const struct csv_shape *shape,
                     struct csv **ret_csv)
{
    struct csv *csv = arena_make(into, struct csv);
    char *block = arena_alloc(into, BLOCK);
    NEED(csv);
    NEED(block);
    *csv = (struct csv){.arena = into,
                        .source = *source,
                        .shape = *shape,
                        .at = shape->begin,
                        .block = block,
                        .line = shape->line,
                        .raw = buf_make(LIMIT_IMPORT_LINE_BYTES + 1),
                        /* A byte of Windows-1251 becomes three at the most. */
                        .text = buf_make(3 * LIMIT_IMPORT_LINE_BYTES + 1)};
    *ret_csv = csv;
    return NULL;
}

void csv_close(struct csv **csv)
{
    if (*csv == NULL)
        return;
    buf_done(&(*csv)->raw);
    buf_done(&(*csv)->text);
    *csv = NULL;
}

/* ---- bytes -------------------------------------------------------------------------------------
 */

enum { END = -1 };

/* The next byte without taking it; END at the end, and after an error, which is kept. */
static int peek(struct csv *csv)
{
    if (csv->i == csv->n && csv->bad == NULL) {
        csv->at += (int64_t)csv->n;
        csv->i = csv->n = 0;
        csv->bad =
            csv->source.read(csv->source.with, csv->arena, csv->at, csv->block, BLOCK, &csv->n);
    }
    return csv->i < csv->n && csv->bad == NULL ? (unsigned char)csv->block[csv->i] : END;
}

static void take(struct csv *csv)
{
    csv->i++;
    csv->n_row++;
}

/* Takes one end of a line, of two bytes or one; false when none stands here. */
static bool line_end(struct csv *csv)
{
    int c = peek(csv);
    if (c != '\r' && c != '\n')
        return false;
    take(csv);
    if (c == '\r' && peek(csv) == '\n')
        take(csv);
    csv->line++;
    return true;
}

static void go_to(struct csv *csv, int64_t at, int64_t line)
{
    csv->at = at;
    csv->i = csv->n = 0;
    csv->line = line;
}

static void line_skip(struct csv *csv)
{
    while (peek(csv) != END && !line_end(csv))
        take(csv);
}

/* ---- one row -----------------------------------------------------------------------------------
 */

static enum csv_fault cell_end(struct csv *csv)
{
    if (csv->n_cells == LIMIT_IMPORT_COLUMNS)
        return CSV_WIDE;
    csv->ends[csv->n_cells++] = csv->raw.n;
    return CSV_FINE;
}

/* Behind the opening quote, until what stands behind the closing one. */
static enum csv_fault quoted_read(struct csv *csv)
{
    for (;;) {
        int c = peek(csv);
        if (c == END)
            return CSV_QUOTE_OPEN;
        if (csv->n_row > LIMIT_IMPORT_LINE_BYTES)
            return CSV_QUOTE_OPEN;
        if (line_end(csv)) {
            buf_char(&csv->raw, '\n');
            continue;
        }
        take(csv);
        if (c == '"' && peek(csv) != '"')
            return CSV_FINE;
        if (c == '"')
            take(csv);
        buf_char(&csv->raw, (char)c);
    }
}

static bool is_cell_end(struct csv *csv)
{
    int c = peek(csv);
    return c == END || c == '\r' || c == '\n' || c == (unsigned char)csv->shape.separator;
}

static enum csv_fault cell_read(struct csv *csv)
{
    /* A space before a quote belongs to neither. */
    while (peek(csv) == ' ')
        take(csv);
    if (peek(csv) == '"') {
        take(csv);
        enum csv_fault fault = quoted_read(csv);
        while (fault == CSV_FINE && peek(csv) == ' ')
            take(csv);
        if (fault != CSV_FINE)
            return fault;
        return is_cell_end(csv) ? CSV_FINE : CSV_QUOTE_BEHIND;
    }
    while (!is_cell_end(csv)) {
        if (csv->n_row > LIMIT_IMPORT_LINE_BYTES)
            return CSV_LONG;
        buf_char(&csv->raw, (char)peek(csv));
        take(csv);
    }
    return CSV_FINE;
}

static enum csv_fault row_read(struct csv *csv)
{
    for (;;) {
        enum csv_fault fault = cell_read(csv);
        if (fault == CSV_FINE)
            fault = cell_end(csv);
        if (fault != CSV_FINE)
            return fault;
        if (peek(csv) == END || line_end(csv))
            return CSV_FINE;
        take(csv); /* the separator */
    }
}

/* ---- cells as texts ----------------------------------------------------------------------------
 */

static bool is_direction_mark(int32_t point)
{
    return point == 0x200E || point == 0x200F || point == 0xFEFF ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

/* Without the marks; the bytes stay where they are. */
static size_t marks_drop(char *at, size_t n)
{
    const struct text all = {at, n};
    size_t kept = 0, from = 0;
    while (from < n) {
        size_t next = from;
        if (!is_direction_mark(text_next(all, &next))) {
            memmove(at + kept, at + from, next - from);
            kept += next - from;
        }
        from = next;
    }
    return kept;
}

static struct text cell_trim(char *at, size_t n)
{
    struct text t = text_trim((struct text){at, marks_drop(at, n)});
    if (t.n > 1 && t.at[0] == '\'' && memchr("=+-@", t.at[1], 4) != NULL)
        t = (struct text){t.at + 1, t.n - 1};
    return t;
}

/* Whether any cell has text. */
static bool cells_make(struct csv *csv)
{
    size_t begins[LIMIT_IMPORT_COLUMNS + 1] = {0};
    bool has_text = false;
    buf_clear(&csv->text);
    for (size_t i = 0; i < csv->n_cells; i++) {
        size_t from = i == 0 ? 0 : csv->ends[i - 1];
        const struct text raw = {csv->raw.at == NULL ? NULL : csv->raw.at + from,
                                 csv->ends[i] - from};
        if (raw.n > 0)
            charset_put(csv->shape.charset, raw, &csv->text);
        begins[i + 1] = csv->text.n;
    }
    for (size_t i = 0; i < csv->n_cells; i++) {
        csv->cells[i] = TEXT_NONE;
        if (begins[i + 1] > begins[i])
            csv->cells[i] = cell_trim(csv->text.at + begins[i], begins[i + 1] - begins[i]);
        has_text = has_text || csv->cells[i].n > 0;
    }
    return has_text;
}

/* A row whose quotes cannot be followed is its first line, whole; the next line is the next row. Of
 * one that is too long the beginning is given. Each as one cell, so that no part of a row is ever
 * taken for a row. */
static void fault_leave(struct csv *csv, enum csv_fault fault, int64_t at, int64_t line)
{
    if (fault == CSV_QUOTE_OPEN || fault == CSV_QUOTE_BEHIND) {
        go_to(csv, at, line);
        csv->n_row = 0;
        buf_clear(&csv->raw);
        while (peek(csv) != END && peek(csv) != '\r' && peek(csv) != '\n' &&
               csv->n_row <= LIMIT_IMPORT_LINE_BYTES) {
            buf_char(&csv->raw, (char)peek(csv));
            take(csv);
        }
    }
    csv->n_cells = 1;
    csv->ends[0] = csv->raw.n;
    line_skip(csv);
}

struct err *csv_next(struct csv *csv, bool *ret_found, struct csv_row *ret_row)
{
    bool has_text = false;
    *ret_found = false;
    while (!has_text && peek(csv) != END) {
        int64_t at = csv->at + (int64_t)csv->i, line = csv->line;
        buf_clear(&csv->raw);
        csv->n_cells = csv->n_row = 0;
        enum csv_fault fault = row_read(csv);
        if (fault != CSV_FINE)
            fault_leave(csv, fault, at, line);
        has_text = cells_make(csv) || fault != CSV_FINE;
        TRY(buf_check(&csv->raw));
        TRY(buf_check(&csv->text));
        *ret_row = (struct csv_row){line, csv->n_cells, csv->cells, fault};
    }
    *ret_found = has_text && csv->bad == NULL;
    return csv->bad;
}

struct err *csv_compose(struct arena *into, struct text cell, struct text *ret_composed,
                        bool *ret_clean)
{
    struct err *bad = text_nfc(into, cell, ret_composed);
    *ret_clean = bad == NULL;
    if (bad == NULL || bad->kind != ERR_INPUT)
        return bad;
    *ret_composed = cell;
    return NULL;
}

/* ---- which separator ---------------------------------------------------------------------------
 */

/* `sep=;` and the end of its line. */
static struct err *sep_line(struct arena *into, const struct source *source,
                            struct csv_shape *shape, bool *ret_is_said)
{
    char head[8] = {0};
    size_t n = 0;
    TRY(source->read(source->with, into, shape->begin, head, sizeof head - 1, &n));
    *ret_is_said = n > 4 && memcmp(head, "sep=", 4) == 0 && memchr(",;\t", head[4], 3) != NULL &&
                   (head[5] == '\r' || head[5] == '\n');
    if (!*ret_is_said)
        return NULL;
    shape->separator = head[4];
    shape->begin += head[5] == '\r' && head[6] == '\n' ? 7 : 6;
    shape->line++;
    return NULL;
}

static struct err *shape_weigh(struct arena *into, const struct source *source,
                               const struct csv_shape *shape, bool (*is_known)(struct text header),
                               size_t *ret_weight)
{
    CLEANUP(csv_close) struct csv *csv = NULL;
    struct csv_row row;
    bool found = false;
    size_t columns = 0, known = 0;
    bool agree = true;
    TRY(csv_open(into, source, shape, &csv));
    TRY(csv_next(csv, &found, &row));
    columns = found ? row.n : 0;
    for (size_t i = 0; i < columns; i++)
        known += is_known(row.cells[i]);
    for (size_t i = 1; i < TRIED_ROWS && found; i++) {
        TRY(csv_next(csv, &found, &row));
        agree = agree && (!found || (row.fault == CSV_FINE && row.n == columns));
    }
    *ret_weight = known * 2 * (LIMIT_IMPORT_COLUMNS + 1) + columns + (agree ? columns : 0);
    if (columns == 1)
        *ret_weight = known + 1; /* any line is one column of the wrong separator */
    return NULL;
}

struct err *csv_shape_find(struct arena *into, const struct source *source,
                           const struct charset_found *found, bool (*is_known)(struct text header),
                           struct csv_shape *ret_shape)
{
    static const char separators[] = {',', ';', '\t'};
    struct csv_shape shape = {
        .charset = found->charset, .begin = found->begin, .line = 1, .separator = ','};
    bool is_said = false;
    size_t most = 0;
    TRY(sep_line(into, source, &shape, &is_said));
    *ret_shape = shape;
    for (size_t i = 0; i < COUNT(separators) && !is_said; i++) {
        size_t weight = 0;
        struct arena_mark mark = arena_mark(into);
        shape.separator = separators[i];
        TRY(shape_weigh(into, source, &shape, is_known, &weight));
        arena_rewind(into, mark);
        if (weight > most)
            *ret_shape = shape;
        most = weight > most ? weight : most;
    }
    return NULL;
}
