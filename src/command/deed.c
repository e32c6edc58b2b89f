/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* deed.c - collecting the records of one act. */
#include "command/deed.h"

#include <assert.h>

#include "base/limits.h"

struct err *deed_record(struct deed *d, const struct rec_type *type, struct id area,
                        struct rec **ret_rec)
{
    struct rec *r = NULL;
    TRY(rec_new(d->arena, type, &r));
    r->id = id_random();
    r->area = area;
    *ret_rec = r;
    return NULL;
}

static struct err *step_check(struct arena *into, enum act act, const struct rec *old,
                              const struct rec *new)
{
    const struct rec_type *type = new->type;
    if (type->state == NULL || act == ACT_UNDO)
        return NULL;
    const struct field *f = field_by_name(type, type->state);
    int64_t from = old == NULL ? 0 : rec_int(old, f->no, 0);
    int64_t to = rec_int(new, f->no, 0);
    if (from == to && old != NULL)
        return NULL;
    if (rec_type_may_step(type, from, act, to))
        return NULL;
    return err_new(into, ERR_CONFLICT, N_("This cannot be done in the present state"));
}

struct err *deed_add(struct deed *d, enum act act, const struct rec *old,
                     const struct row_info *info, const struct rec *new)
{
    assert(!id_is_none(new->id) && !id_is_none(new->area));
    if (act != ACT_UNDO && act != ACT_ERASE)
        TRY(rec_check(d->arena, new));
    TRY(step_check(d->arena, act, old, new));
    if (d->n >= LIMIT_DEED_ENTRIES)
        return err_new(d->arena, ERR_CONFLICT, N_("This is too much for one act. Split it"));
    if (d->n == d->room) {
        size_t room = d->room == 0 ? 8 : d->room * 2;
        d->items = arena_grow(d->arena, d->items, d->n, room, sizeof *d->items);
        NEED(d->items);
        d->room = room;
    }
    struct deed_item *item = &d->items[d->n++];
    *item = (struct deed_item){.act = act, .old = old, .new = new};
    if (info != NULL)
        item->info = *info;
    return NULL;
}

struct err *deed_change(struct deed *d, const struct store *store, const struct rec_type *type,
                        struct id id, const struct rec **ret_old, struct row_info *ret_info,
                        struct rec **ret_new)
{
    struct rec *old = NULL, *new = NULL;
    TRY(record_find(store, d->arena, type, id, &old, ret_info));
    if (old == NULL || old->withdrawn)
        return err_new(d->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    TRY(rec_clone(d->arena, old, &new));
    *ret_old = old;
    *ret_new = new;
    return NULL;
}

void deed_say(struct deed *d, const char *text, const char *arg1, const char *arg2)
{
    d->said = text;
    d->args[0] = arg1;
    d->args[1] = arg2;
}
