/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* written.c - what was typed becomes a record's fields. */
#include "command/written.h"

#include <string.h>

static bool is_typed(const struct rec_type *type, const struct field *f)
{
    return f != NULL && f->kind != KIND_REF && f->kind != KIND_ID &&
           (type->state == NULL || strcmp(f->name, type->state) != 0);
}

static struct err *one_read(struct request *rq, struct rec *r, const struct written *w)
{
    const struct field *f = field_by_name(r->type, w->field);
    if (!is_typed(r->type, f))
        return err_input(rq->arena, w->field, N_("There is no field \"{1}\" here"), w->field);
    if ((f->set & rq->who->roles) == 0)
        return err_new(rq->arena, ERR_DENIED,
                       N_("You are not allowed to do this. Ask the manager"));
    if (w->words.n > 0)
        return rec_read(rq->arena, r, w->field, w->words);
    rec_clear(r, f->no);
    return NULL;
}

struct err *written_read(struct request *rq, struct rec *r, const struct written *at, size_t n)
{
    struct err *wrongs = NULL;
    for (size_t i = 0; i < n; i++)
        err_collect(&wrongs, one_read(rq, r, &at[i]));
    return wrongs;
}

struct err *written_days_check(struct request *rq, const struct rec *r, uint64_t from,
                               uint64_t until)
{
    if (!rec_has(r, from) || !rec_has(r, until) || rec_int(r, until, 0) >= rec_int(r, from, 0))
        return NULL;
    return err_example(err_input(rq->arena, field_by_no(r->type, until)->name,
                                 N_("The end lies before the beginning. Correct one of the two")),
                       "2026-12-01");
}
