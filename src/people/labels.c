/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* labels.c - a sorted array: there are some hundred places, and they hardly change. */
#include "people/labels.h"

#include <string.h>

enum { ROOM_FIRST = 64 };

/* The first place whose id is not smaller. */
static size_t place_of(const struct labels *l, struct id id)
{
    size_t from = 0;
    for (size_t n = l->n; n > 0;) {
        size_t half = n / 2;
        if (id_compare(l->at[from + half].id, id) < 0) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return from;
}

const struct label *labels_get(const struct labels *l, struct id id)
{
    size_t at = place_of(l, id);
    return at < l->n && id_equal(l->at[at].id, id) ? &l->at[at] : NULL;
}

static struct err *make_room(struct labels *l, struct arena *into)
{
    if (l->n < l->room)
        return NULL;
    size_t room = l->room == 0 ? ROOM_FIRST : 2 * l->room;
    struct label *at = arena_grow(into, l->at, l->n, room, sizeof *at);
    NEED(at);
    l->at = at;
    l->room = room;
    return NULL;
}

static struct err *text_keep(struct arena *into, struct text t, struct text *ret)
{
    const char *copy = arena_strn(into, t.at == NULL ? "" : t.at, t.n);
    NEED(copy);
    *ret = (struct text){.at = copy, .n = t.n};
    return NULL;
}

struct err *labels_set(struct labels *l, struct arena *into, const struct label *label)
{
    size_t at = place_of(l, label->id);
    struct label kept = *label;
    TRY(text_keep(into, label->words, &kept.words));
    TRY(text_keep(into, label->handle, &kept.handle));
    if (at == l->n || !id_equal(l->at[at].id, label->id)) {
        TRY(make_room(l, into));
        memmove(l->at + at + 1, l->at + at, (l->n - at) * sizeof *l->at);
        l->n++;
    }
    l->at[at] = kept;
    return NULL;
}
