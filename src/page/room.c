/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* room.c - since when somebody lodges in a room, and who did before. */
#include "page/room.h"

#include "base/json.h"
#include "page/room.html.h"
#include "page/words.h"
#include "view/lodgings.h"

struct err *room_history(struct page *pg, const struct tonight *house, struct id room)
{
    struct room_times times;
    TRY(room_times(&pg->rq, room, &times));
    struct room_past *past = arena_makes(pg->arena, struct room_past, times.n);
    NEED(past);
    for (size_t i = 0; i < times.n; i++) {
        const struct room_time *t = &times.at[i];
        past[i] = (struct room_past){.person = t->person, .names = t->names};
        TRY(words_instant(pg, house->zone, t->from_ms, &past[i].from));
        if (t->until_ms != 0)
            TRY(words_instant(pg, house->zone, t->until_ms, &past[i].until));
    }
    if (times.n > 0)
        room_lodged(&pg->out, past, times.n);
    return NULL;
}

struct err *room_history_json(struct page *pg, struct id room)
{
    struct buf *b = pg->out.out;
    struct room_times times;
    TRY(room_times(&pg->rq, room, &times));
    json_name(b, "lodged");
    json_open(b, '[');
    for (size_t i = 0; i < times.n; i++) {
        json_open(b, '{');
        json_text(b, "names", times.at[i].names);
        json_instant(b, "from", times.at[i].from_ms);
        if (times.at[i].until_ms != 0)
            json_instant(b, "until", times.at[i].until_ms);
        json_close(b, '}');
    }
    json_close(b, ']');
    return NULL;
}
