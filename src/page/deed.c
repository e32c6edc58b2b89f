/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* deed.c - what was done is taken back. */
#include "page/pages.h"

struct err *act_undo(struct page *pg, struct page_act *ret_act)
{
    struct desk_undo_form *form = arena_make(pg->arena, struct desk_undo_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->deed))
        return page_absent(pg);
    pg->once = text_of("undo"); /* the address names the deed: to take it back is done once */
    *ret_act = (struct page_act){.run = desk_undo, .form = form, .next = "/today"};
    return NULL;
}
