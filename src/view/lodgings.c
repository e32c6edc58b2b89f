/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* lodgings.c - the lodgings of a room put together by family. */
#include "view/lodgings.h"

#include "base/limits.h"
#include "sql/night.sql.h"
#include "view/persons.h"

enum { LODGINGS_MAX = 100 };

static bool is_same_time(const struct sql_lodgings_in_room_row *a,
                         const struct sql_lodgings_in_room_row *b)
{
    return a->from_ms == b->from_ms && id_equal(a->household, b->household);
}

/* Rows of one family from one moment on; nothing when the asker sees nobody of them. */
static struct err *time_make(struct request *rq, const struct sql_lodgings_in_room_row *rows,
                             size_t n, struct room_times *times)
{
    CLEANUP(buf_done) struct buf names = buf_make(LIMIT_KIB(4));
    struct room_time t = {.from_ms = rows[0].from_ms};
    bool goes_on = false;
    for (size_t i = 0; i < n; i++) {
        bool seen = false;
        TRY(person_is_seen(rq, rows[i].person, &seen));
        const struct person_row *p = people_get(rq->people, rows[i].person);
        if (!seen || p == NULL)
            continue;
        if (id_is_none(t.person))
            t.person = rows[i].person;
        buf_str(&names, names.n > 0 ? ", " : "");
        buf_str(&names, p->name);
        goes_on = goes_on || rows[i].until_ms_null;
        if (!rows[i].until_ms_null && rows[i].until_ms > t.until_ms)
            t.until_ms = rows[i].until_ms;
    }
    if (id_is_none(t.person))
        return NULL;
    if (goes_on)
        t.until_ms = 0;
    TRY(buf_take(&names, rq->arena, &t.names));
    times->at[times->n++] = t;
    return NULL;
}

struct err *room_times(struct request *rq, struct id room, struct room_times *ret_times)
{
    struct sql_lodgings_in_room_row *rows;
    struct room_times times = {0};
    size_t n = 0;
    TRY(sql_lodgings_in_room(rq->store->db, rq->arena, rq->store->org, room, LODGINGS_MAX, &rows,
                             &n));
    times.at = arena_makes(rq->arena, struct room_time, n);
    NEED(times.at);
    for (size_t i = 0, of = 0; i < n; i += of) {
        for (of = 1; i + of < n && is_same_time(&rows[i], &rows[i + of]);)
            of++;
        TRY(time_make(rq, &rows[i], of, &times));
    }
    *ret_times = times;
    return NULL;
}
