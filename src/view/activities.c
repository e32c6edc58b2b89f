/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* activities.c - series through the guard's eyes, and their sessions from rule and record. */
#include "view/activities.h"

#include <assert.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/zone.h"
#include "sql/activity.sql.h"

bool series_may_write(const struct who *who, struct id house, struct id leader)
{
    return guard_may_in_house(who, MAY_WRITE_ACTIVITIES, house) ||
           (guard_may(who, MAY_WRITE_ACTIVITIES) && id_equal(who->user, leader));
}

static bool is_seen(const struct who *who, struct id house, struct id leader)
{
    return guard_may_in_house(who, MAY_SEE_ACTIVITIES, house) ||
           (guard_may(who, MAY_SEE_ACTIVITIES) && id_equal(who->user, leader));
}

/* ---- series ------------------------------------------------------------------------------------
 */

static struct err *view_make(struct request *rq, const struct place_rows *places, struct id series,
                             struct series_view *ret_series)
{
    struct rec *r = NULL;
    struct series_view s = {0};
    TRY(record_get(rq->store, rq->arena, &series_type, series, &r));
    s.rec = r;
    s.place = place_of(places, rec_id(r, SERIES_HOUSE));
    if (s.place == NULL)
        return err_bug(rq->arena, "a series without its house");
    s.days = series_days(r);
    if (!time_parse(rec_text(r, SERIES_TIME), &s.minute))
        s.minute = 0;
    struct id leader = rec_id(r, SERIES_LEADER);
    if (!id_is_none(leader))
        TRY(user_login(rq, leader, &s.leader));
    s.may_write = series_may_write(rq->who, s.place->house, leader);
    *ret_series = s;
    return NULL;
}

static int first_day(const struct series_view *s)
{
    for (int i = 0; i < 7; i++)
        if ((s->days >> i & 1) != 0)
            return i;
    return 7;
}

static int by_week(const void *a, const void *b)
{
    const struct series_view *x = a, *y = b;
    if (first_day(x) != first_day(y))
        return first_day(x) < first_day(y) ? -1 : 1;
    if (x->minute != y->minute)
        return x->minute < y->minute ? -1 : 1;
    return id_compare(x->rec->id, y->rec->id);
}

struct ids {
    size_t n;
    struct id *at;
};

static struct err *ids_add(struct request *rq, struct ids *ids, struct id id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (id_equal(ids->at[i], id))
            return NULL;
    ids->at = arena_grow(rq->arena, ids->at, ids->n, ids->n + 1, sizeof *ids->at);
    NEED(ids->at);
    ids->at[ids->n++] = id;
    return NULL;
}

static struct err *house_ids(struct request *rq, struct id house, int64_t most, struct ids *ids)
{
    struct sql_series_of_house_row *rows;
    size_t n = 0;
    if (!guard_may_in_house(rq->who, MAY_SEE_ACTIVITIES, house))
        return NULL;
    TRY(sql_series_of_house(rq->store->db, rq->arena, rq->store->org, house, most, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(ids_add(rq, ids, rows[i].series));
    return NULL;
}

static struct err *led_ids(struct request *rq, int64_t most, struct ids *ids)
{
    struct sql_series_of_leader_row *rows;
    size_t n = 0;
    if (!guard_may(rq->who, MAY_SEE_ACTIVITIES))
        return NULL;
    TRY(sql_series_of_leader(rq->store->db, rq->arena, rq->store->org, rq->who->user, most, &rows,
                             &n));
    for (size_t i = 0; i < n; i++)
        TRY(ids_add(rq, ids, rows[i].series));
    return NULL;
}

struct err *series_list(struct request *rq, struct id house, bool ended_too,
                        struct series_list *ret_list)
{
    const int64_t most = ended_too ? SERIES_ENDED : SERIES_RUNNING;
    struct place_rows *places = arena_make(rq->arena, struct place_rows);
    struct ids ids = {0};
    struct series_list list = {0};
    NEED(places);
    TRY(place_rows(rq, places));
    for (size_t i = 0; i < places->n; i++)
        TRY(house_ids(rq, places->at[i].house, most, &ids));
    TRY(led_ids(rq, most, &ids));
    list.at = arena_makes(rq->arena, struct series_view, ids.n);
    NEED(list.at);
    for (size_t i = 0; i < ids.n; i++) {
        struct series_view *s = &list.at[list.n];
        TRY(view_make(rq, places, ids.at[i], s));
        if (id_is_none(house) || id_equal(s->place->house, house))
            list.n++;
    }
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_week);
    *ret_list = list;
    return NULL;
}

struct err *series_require(struct request *rq, struct id series, struct series_view *ret_series)
{
    struct sql_series_guarded_row row;
    struct place_rows places;
    bool found = false;
    TRY(sql_series_guarded(rq->store->db, rq->arena, rq->store->org, series, &found, &row));
    if (!found || !is_seen(rq->who, row.house, row.leader))
        return err_mend(err_new(rq->arena, ERR_ABSENT,
                                N_("Nothing here that you can open. Search, or ask the manager")),
                        "hearth activity list");
    TRY(place_rows(rq, &places));
    return view_make(rq, &places, series, ret_series);
}

/* ---- sessions ----------------------------------------------------------------------------------
 */

int64_t series_moment(const struct series_view *series, int32_t day)
{
    int64_t both[2];
    (void)zone_instant(series->place->zone, day, series->minute, both);
    return both[0];
}

static bool rule_has(const struct series_view *s, int32_t day)
{
    const int32_t until = (int32_t)rec_int(s->rec, SERIES_UNTIL, DATE_MAX);
    return (s->days >> (date_weekday(day) - 1) & 1) != 0 && day <= until &&
           day >= (int32_t)rec_int(s->rec, SERIES_FROM, DATE_MIN);
}

static void moment_put(struct session_view *v, int64_t at_ms)
{
    struct wall wall = zone_wall(v->series->place->zone, at_ms);
    v->at_ms = at_ms;
    v->on = wall.date;
    v->minute = wall.minute;
    v->is_moved = at_ms != series_moment(v->series, v->day);
}

static struct session_view of_rule(const struct series_view *s, int32_t day)
{
    struct session_view v = {.series = s, .day = day, .stands_on = day};
    moment_put(&v, series_moment(s, day));
    return v;
}

static struct session_view of_row(const struct series_view *s,
                                  const struct sql_sessions_of_series_row *row)
{
    struct session_view v = {.series = s,
                             .session = row->session,
                             .day = row->day,
                             .state = row->state,
                             .is_counted = !row->women_null,
                             .women = row->women_null ? 0 : row->women,
                             .children = row->children_null ? 0 : row->children,
                             .others = row->others_null ? 0 : row->others};
    moment_put(&v, row->at_ms);
    v.stands_on = v.on;
    return v;
}

static bool is_written(const struct sql_sessions_of_series_row *rows, size_t n, int32_t day)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].day == day)
            return true;
    return false;
}

static struct err *of_series(struct request *rq, const struct series_view *s, int32_t from,
                             int32_t to, struct session_list *list)
{
    struct sql_sessions_of_series_row *rows;
    const struct zone *zone = s->place->zone;
    size_t n = 0;
    TRY(sql_sessions_of_series(rq->store->db, rq->arena, rq->store->org, s->rec->id, from, to,
                               zone_date_start(zone, from), zone_date_end(zone, to), &rows, &n));
    size_t most = list->n + n + (size_t)(to - from) + 1;
    list->at = arena_grow(rq->arena, list->at, list->n, most, sizeof *list->at);
    NEED(list->at);
    for (size_t i = 0; i < n; i++) {
        struct session_view *v = &list->at[list->n++];
        *v = of_row(s, &rows[i]);
        if (v->on < from || v->on > to)
            v->stands_on = v->day;
    }
    for (int32_t day = from; day <= to; day++)
        if (rule_has(s, day) && !is_written(rows, n, day))
            list->at[list->n++] = of_rule(s, day);
    return NULL;
}

static int by_time(const void *a, const void *b)
{
    const struct session_view *x = a, *y = b;
    if (x->stands_on != y->stands_on)
        return x->stands_on < y->stands_on ? -1 : 1;
    if (x->at_ms != y->at_ms)
        return x->at_ms < y->at_ms ? -1 : 1;
    return id_compare(x->series->rec->id, y->series->rec->id);
}

struct err *sessions_between(struct request *rq, const struct series_list *series, int32_t from,
                             int32_t to, struct session_list *ret_list)
{
    struct session_list list = {0};
    assert(from <= to && to - from < SESSIONS_DAYS_MAX);
    for (size_t i = 0; i < series->n; i++)
        TRY(of_series(rq, &series->at[i], from, to, &list));
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_time);
    *ret_list = list;
    return NULL;
}

struct err *session_require(struct request *rq, const struct series_view *series, int32_t day,
                            struct session_view *ret_session)
{
    struct session_list list = {0};
    TRY(of_series(rq, series, day, day, &list));
    for (size_t i = 0; i < list.n; i++) {
        if (list.at[i].day != day)
            continue;
        *ret_session = list.at[i];
        return NULL;
    }
    return err_mend(err_new(rq->arena, ERR_ABSENT, N_("This activity has no session on that day")),
                    "hearth activity list");
}
