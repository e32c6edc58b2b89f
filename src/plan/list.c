/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* list.c - an array that doubles when it is full. */
#include "plan/list.h"

#include <string.h>

enum { ROOM_FIRST = 16 };

struct err *plan_list_push(struct arena *a, struct plan_list *list, const void *item)
{
    if (list->n == list->room) {
        size_t room = list->room == 0 ? ROOM_FIRST : 2 * list->room;
        if (room > INT32_MAX)
            return err_no_memory();
        void *items = arena_grow(a, list->items, list->n, room, list->size);
        NEED(items);
        list->items = items;
        list->room = room;
    }
    memcpy((char *)list->items + list->n * list->size, item, list->size);
    list->n++;
    return NULL;
}
