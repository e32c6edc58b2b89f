/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* rec_csv.c - records as CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets
 * an apostrophe before it. */
#include <string.h>

#include "model/rec.h"

void rec_put_csv_cell(struct text t, struct buf *into)
{
    bool formula = t.n > 0 && memchr("=+-@\t\r", t.at[0], 6) != NULL;
    bool quoted = formula;
    for (size_t i = 0; i < t.n && !quoted; i++)
        quoted = memchr(",\"\r\n", t.at[i], 4) != NULL;
    if (quoted)
        buf_char(into, '"');
    if (formula)
        buf_char(into, '\'');
    for (size_t i = 0; i < t.n; i++) {
        if (t.at[i] == '"')
            buf_char(into, '"');
        buf_char(into, t.at[i]);
    }
    if (quoted)
        buf_char(into, '"');
}

void rec_put_csv_header(const struct rec_type *type, uint32_t roles, struct buf *into)
{
    buf_str(into, "id");
    for (size_t i = 0; i < type->n_fields; i++)
        if ((type->fields[i].see & roles) != 0)
            buf_printf(into, ",%s", type->fields[i].name);
    buf_str(into, "\r\n");
}

static void put_slot(const struct field *f, const struct values *s, struct buf *into)
{
    CLEANUP(buf_done) struct buf cell = buf_make(into->max);
    for (size_t j = 0; j < s->n; j++) {
        if (j > 0)
            buf_str(&cell, "; ");
        value_print(f, &s->at[j], &cell);
    }
    if (cell.broken)
        into->broken = true;
    rec_put_csv_cell(buf_text(&cell), into);
}

void rec_put_csv(const struct rec *r, uint32_t roles, struct buf *into)
{
    char id[ID_TEXT + 1];
    id_text(r->id, id);
    buf_str(into, id);
    for (size_t i = 0; i < r->type->n_fields; i++) {
        if ((r->type->fields[i].see & roles) == 0)
            continue;
        buf_char(into, ',');
        put_slot(&r->type->fields[i], &r->slots[i], into);
    }
    buf_str(into, "\r\n");
}
