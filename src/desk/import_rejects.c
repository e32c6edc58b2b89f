/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import_rejects.c - left-out rows as lines of CSV. */
#include "desk/import_rejects.h"

#include <inttypes.h>

#include "model/rec.h"

/* A foreign file may hold any bytes; what we write is UTF-8. */
static void cell_put(struct text cell, struct buf *into)
{
    CLEANUP(buf_done) struct buf clean = buf_make(8 * LIMIT_IMPORT_LINE_BYTES);
    size_t at = 0;
    for (int32_t c = text_next(cell, &at); c >= 0; c = text_next(cell, &at)) {
        char encoded[4];
        buf_bytes(&clean, encoded, text_encode(c == 0 ? 0xFFFD : c, encoded));
    }
    rec_put_csv_cell(buf_text(&clean), into);
}

static void cells_put(size_t n, const struct text *cells, struct buf *b)
{
    for (size_t i = 0; i < n; i++) {
        buf_char(b, ',');
        cell_put(cells[i], b);
    }
    buf_str(b, "\r\n");
}

struct err *import_reject_head(const struct columns *columns, struct buf *b)
{
    buf_str(b, "\xEF\xBB\xBFhearth-line,hearth-field,hearth-wrong");
    cells_put(columns->n, columns->headers, b);
    return buf_check(b);
}

struct err *import_reject_put(enum lang lang, const struct import_shown *row, struct buf *b)
{
    CLEANUP(buf_done) struct buf said = buf_make(LIMIT_KIB(64));
    CLEANUP(buf_done) struct buf fields = buf_make(LIMIT_KIB(4));
    for (const struct err *e = row->wrongs; e != NULL; e = e->next) {
        buf_str(&fields, fields.n == 0 ? "" : "; ");
        buf_str(&fields, e->field == NULL ? "" : e->field);
        buf_str(&said, said.n == 0 ? "" : "; ");
        lang_put_err(&said, lang, e);
    }
    TRY(buf_check(&fields));
    TRY(buf_check(&said));
    buf_printf(b, "%" PRId64 ",", row->line);
    rec_put_csv_cell(buf_text(&fields), b);
    buf_char(b, ',');
    rec_put_csv_cell(buf_text(&said), b);
    cells_put(row->n, row->cells, b);
    return buf_check(b);
}
