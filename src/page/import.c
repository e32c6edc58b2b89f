/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import.c - a list of people is handed in, looked at, taken over. */
#include "page/import.h"

#include "base/json.h"
#include "page/import.html.h"
#include "page/pages.h"

enum column import_chosen(struct arena *into, const struct fields *f, size_t i,
                          enum column otherwise)
{
    const char *name = arena_printf(into, "c.%zu", i + 1);
    struct text code = name == NULL ? TEXT_NONE : fields_get(f, name);
    for (enum column c = COLUMN_LEFT_OUT; c < COLUMN__COUNT; c++)
        if (text_is(code, column_code(c)))
            return c;
    return otherwise;
}

struct text import_cell(const struct import_shown *row, size_t i)
{
    return i < row->n ? row->cells[i] : TEXT_NONE;
}

int64_t import_bar_max(const struct import_page *p)
{
    return p->state.all > 0 ? p->state.all : 1;
}

struct err *page_import(struct page *pg)
{
    pg->area = AREA_PEOPLE;
    page_title(pg, N_("Import a list"));
    import_hand_in(&pg->out, pg);
    return NULL;
}

static const char *const phase_codes[] = {
    [IMPORTS_NONE] = "new",  [IMPORTS_WAITS] = "waits",   [IMPORTS_RUNS] = "runs",
    [IMPORTS_DONE] = "done", [IMPORTS_FAILED] = "failed",
};

static struct err *file_json(struct page *pg)
{
    const struct import_page *p = pg->import;
    const struct import_result *r = &p->state.result;
    struct buf *b = pg->out.out;
    json_open(b, '{');
    json_string(b, "phase", phase_codes[p->state.phase]);
    json_int(b, "rows", p->look == NULL ? p->state.all : p->look->rows);
    json_int(b, "done", p->state.done);
    if (!id_is_none(p->state.rejects))
        json_id(b, "rejects", p->state.rejects);
    if (p->state.phase == IMPORTS_DONE) {
        json_int(b, "added", r->added);
        json_int(b, "known", r->known);
        json_int(b, "twice", r->twice);
        json_int(b, "wrong", r->wrong);
        json_int(b, "alike", r->alike);
    }
    json_name(b, "columns");
    json_open(b, '[');
    for (size_t i = 0; i < p->n_columns; i++) {
        json_open(b, '{');
        json_text(b, "column", p->headers[i]);
        json_string(b, "field", column_code(p->are[i]));
        json_close(b, '}');
    }
    json_close(b, ']');
    json_close(b, '}');
    return NULL;
}

struct err *page_import_file(struct page *pg)
{
    pg->area = AREA_PEOPLE;
    page_title(pg, N_("Import a list"));
    if (pg->import == NULL)
        return page_absent(pg);
    if (pg->form == PAGE_JSON)
        return file_json(pg);
    switch (pg->import->state.phase) {
    case IMPORTS_NONE:
        import_preview_page(&pg->out, pg, pg->import);
        break;
    case IMPORTS_WAITS:
    case IMPORTS_RUNS:
        import_running(&pg->out, pg, pg->import);
        break;
    case IMPORTS_DONE:
        import_result_page(&pg->out, pg, pg->import, &pg->import->state.result);
        break;
    case IMPORTS_FAILED:
        import_failed(&pg->out, pg, pg->import);
        break;
    }
    return NULL;
}
