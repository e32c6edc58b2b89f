/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* written.c - the fields of a record type as a form, and what was typed into it. */
#include "page/written.h"

#include "base/limits.h"

static bool is_asked(const struct page *pg, const struct field *f)
{
    return (f->set & pg->rq.who->roles) != 0 && f->kind != KIND_REF && f->kind != KIND_ID;
}

void written_show(struct page *pg, const struct rec_type *type, const struct rec *rec)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (is_asked(pg, &type->fields[i]))
            (void)form_of_field(&pg->out, pg, &type->fields[i], rec);
}

struct err *written_typed(struct page *pg, const struct rec_type *type, const struct rec *rec,
                          size_t *ret_n, struct written fields[WRITTEN_MAX])
{
    *ret_n = 0;
    for (size_t i = 0; i < type->n_fields; i++) {
        CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(64));
        const struct field *f = &type->fields[i];
        struct text before;
        if (!is_asked(pg, f) || *ret_n == WRITTEN_MAX)
            continue;
        if (rec != NULL && rec_has(rec, f->no))
            value_print(f, rec_get(rec, f->no), &b);
        TRY(buf_take(&b, pg->arena, &before));
        struct text typed = page_value(pg, f->name, before);
        if (!text_equal(typed, before))
            fields[(*ret_n)++] = (struct written){f->name, typed};
    }
    return NULL;
}
