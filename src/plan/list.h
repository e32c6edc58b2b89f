/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* list.h - an array that grows in an arena, for readers that do not know the count before. */
#ifndef HEARTH_PLAN_LIST_H
#define HEARTH_PLAN_LIST_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct plan_list {
    void *items;
    size_t n;
    size_t room;
    size_t size; /* of one item, set by plan_list_of */
};

#define plan_list_of(type) ((struct plan_list){.size = sizeof(type)})

/* Appends a copy of the item; ERR_BUSY without memory. At most INT32_MAX items. */
MUST_CHECK struct err *plan_list_push(struct arena *a, struct plan_list *list, const void *item);

#endif
