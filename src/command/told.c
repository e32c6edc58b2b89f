/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* told.c - what was told of a record, into the record. */
#include "command/told.h"

#include <string.h>

#include "model/types.h"
#include "view/places.h"

static bool is_first(const struct told *told, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (strcmp(told[j].field, told[i].field) == 0)
            return false;
    return true;
}

static struct err *one_read(struct request *rq, struct rec *r, const struct told *told, size_t i)
{
    const struct field *f = field_by_name(r->type, told[i].field);
    bool is_state = r->type->state != NULL && strcmp(told[i].field, r->type->state) == 0;
    if (f == NULL || is_state)
        return err_input(rq->arena, told[i].field, N_("There is no field \"{1}\" here"),
                         told[i].field);
    if (f->kind == KIND_REF)
        return NULL;
    if (is_first(told, i))
        rec_clear(r, f->no);
    return told[i].written.n == 0 ? NULL : rec_read(rq->arena, r, f->name, told[i].written);
}

struct err *told_read(struct request *rq, struct rec *r, size_t n, const struct told *told)
{
    struct err *wrong = NULL;
    for (size_t i = 0; i < n; i++)
        err_collect(&wrong, one_read(rq, r, told, i));
    return wrong;
}

struct text told_get(size_t n, const struct told *told, const char *field, bool *ret_is_told)
{
    *ret_is_told = false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(told[i].field, field) != 0)
            continue;
        *ret_is_told = true;
        return told[i].written;
    }
    return TEXT_NONE;
}

struct err *told_house(struct request *rq, struct text handle, enum may may, struct id *ret_house)
{
    struct id house = ID_NONE;
    if (handle.n > 0)
        TRY(house_of_handle(rq, handle, &house));
    if (id_is_none(house) || !guard_may_in_house(rq->who, may, house))
        return err_mend(err_input(rq->arena, "house", N_("There is no such house")),
                        "hearth house list");
    *ret_house = house;
    return NULL;
}
