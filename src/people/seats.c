/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* seats.c - two sorted arrays of pointers: there are some hundred houses, and they hardly change.
 */
#include "people/seats.h"

#include <string.h>

enum { ROOM_FIRST = 16 };

/* The first place whose id is not smaller. */
static size_t place_of(const struct seats *s, struct id house)
{
    size_t from = 0;
    for (size_t n = s->n; n > 0;) {
        size_t half = n / 2;
        if (id_compare(s->by_id[from + half]->house, house) < 0) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return from;
}

struct people_seat *seats_find(const struct seats *s, struct id house)
{
    size_t at = place_of(s, house);
    return at < s->n && id_equal(s->by_id[at]->house, house) ? s->by_id[at] : NULL;
}

/* Both arrays have the same room, so that every house fits into either. */
static struct err *room_make(struct seats *s, struct arena *into)
{
    if (s->n < s->room)
        return NULL;
    size_t room = s->room == 0 ? ROOM_FIRST : 2 * s->room;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    struct people_seat **by_id = arena_grow(into, s->by_id, s->n, room, sizeof *by_id);
    struct people_seat **by_handle =
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
        arena_grow(into, s->by_handle, s->n_named, room, sizeof *by_handle);
    NEED(by_id);
    NEED(by_handle);
    s->by_id = by_id;
    s->by_handle = by_handle;
    s->room = room;
    return NULL;
}

struct err *seats_for(struct seats *s, struct arena *into, struct id house,
                      struct people_seat **ret_seat)
{
    size_t at = place_of(s, house);
    if (at == s->n || !id_equal(s->by_id[at]->house, house)) {
        TRY(room_make(s, into));
        struct people_seat *seat = arena_make(into, struct people_seat);
        NEED(seat);
        seat->house = house;
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
        memmove(s->by_id + at + 1, s->by_id + at, (s->n - at) * sizeof *s->by_id);
        s->by_id[at] = seat;
        s->n++;
    }
    *ret_seat = s->by_id[at];
    return NULL;
}

static void order_take_out(struct seats *s, const struct people_seat *seat)
{
    size_t at = 0;
    while (at < s->n_named && s->by_handle[at] != seat)
        at++;
    if (at == s->n_named)
        return;
    s->n_named--;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    memmove(s->by_handle + at, s->by_handle + at + 1, (s->n_named - at) * sizeof *s->by_handle);
}

static void order_put_in(struct seats *s, struct people_seat *seat)
{
    size_t at = s->n_named++;
    for (; at > 0 && text_compare(s->by_handle[at - 1]->handle, seat->handle) > 0; at--)
        s->by_handle[at] = s->by_handle[at - 1];
    s->by_handle[at] = seat;
}

struct err *seats_name(struct seats *s, struct arena *into, const struct people_seat *said)
{
    struct people_seat *seat = NULL;
    TRY(seats_for(s, into, said->house, &seat));
    size_t n_rooms = seat->n_rooms, n_here = seat->n_here;
    order_take_out(s, seat);
    *seat = *said;
    seat->n_rooms = n_rooms;
    seat->n_here = n_here;
    if (seat->handle.n > 0)
        order_put_in(s, seat);
    return NULL;
}
