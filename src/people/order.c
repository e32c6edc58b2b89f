/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* order.c - positions of rows, sorted. Keys are made anew when they are compared: a search compares
 * some twenty, and keeping them would take more memory than the names. */
#include "people/order.h"

#include <stdlib.h>
#include <string.h>

#include "model/types.h"

enum { KEY_BYTES_MAX = 4096, ROOM_FIRST = 64 };

struct sorted {
    struct text key;
    struct id id;
    uint32_t row;
};

static bool is_listed(const struct person_row *row)
{
    return !row->is_withdrawn && row->state == PERSON_KNOWN;
}

static int sorted_order(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    int order = text_compare(x->key, y->key);
    return order != 0 ? order : id_compare(x->id, y->id);
}

/* The first place whose row does not come before the given one. */
static size_t place_of(const struct people *p, const struct people_order *order,
                       const struct person_row *row)
{
    CLEANUP(buf_done) struct buf mine = buf_make(KEY_BYTES_MAX);
    CLEANUP(buf_done) struct buf other = buf_make(KEY_BYTES_MAX);
    size_t from = 0, to = order->n;
    order->put_key(&mine, text_of(row->name));
    const struct sorted wanted = {.key = buf_text(&mine), .id = row->id};
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct person_row *at = people_at(p, order->rows[middle]);
        buf_clear(&other);
        order->put_key(&other, text_of(at->name));
        const struct sorted here = {.key = buf_text(&other), .id = at->id};
        if (sorted_order(&here, &wanted) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

size_t people_order_after(const struct people *p, const struct people_order *order, struct id id)
{
    const struct person_row *row = people_get(p, id);
    if (row == NULL || !is_listed(row))
        return 0;
    return place_of(p, order, row) + 1;
}

void order_take_out(const struct people *p, struct people_order *order, uint32_t row)
{
    if (!is_listed(people_at(p, row)))
        return;
    size_t at = place_of(p, order, people_at(p, row));
    if (at == order->n || order->rows[at] != row)
        return;
    order->n--;
    memmove(order->rows + at, order->rows + at + 1, (order->n - at) * sizeof *order->rows);
}

static struct err *room_make(struct arena *arena, struct people_order *order, size_t n)
{
    if (n <= order->room)
        return NULL;
    size_t room = order->room == 0 ? ROOM_FIRST : 2 * order->room;
    room = room < n ? n : room;
    uint32_t *rows = arena_grow(arena, order->rows, order->n, room, sizeof *rows);
    NEED(rows);
    order->rows = rows;
    order->room = room;
    return NULL;
}

struct err *order_put_in(const struct people *p, struct arena *arena, struct people_order *order,
                         uint32_t row)
{
    if (!is_listed(people_at(p, row)))
        return NULL;
    TRY(room_make(arena, order, order->n + 1));
    size_t at = place_of(p, order, people_at(p, row));
    memmove(order->rows + at + 1, order->rows + at, (order->n - at) * sizeof *order->rows);
    order->rows[at] = row;
    order->n++;
    return NULL;
}

struct err *order_fill(const struct people *p, struct arena *arena, struct people_order *order)
{
    CLEANUP(buf_done) struct buf key = buf_make(KEY_BYTES_MAX);
    CLEANUP(arena_close) struct arena *keys = arena_new((size_t)1 << 30);
    NEED(keys);
    size_t n = 0;
    struct sorted *all = arena_makes(keys, struct sorted, people_count(p));
    NEED(all);
    for (size_t i = 0; i < people_count(p); i++) {
        const struct person_row *row = people_at(p, i);
        if (!is_listed(row))
            continue;
        buf_clear(&key);
        order->put_key(&key, text_of(row->name));
        all[n] = (struct sorted){.id = row->id, .row = (uint32_t)i};
        TRY(buf_take(&key, keys, &all[n++].key));
    }
    qsort(all, n, sizeof *all, sorted_order);
    TRY(room_make(arena, order, n));
    for (size_t i = 0; i < n; i++)
        order->rows[i] = all[i].row;
    order->n = n;
    return NULL;
}
