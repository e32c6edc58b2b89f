/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* week.c - the next seven days of a house for the wall: who is here, who is expected, birthdays,
 * what is done together, and the tasks that are due. */
#include "page/week.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "page/pages.h"
#include "page/week.html.h"
#include "view/activities.h"
#include "view/roll.h"
#include "view/tasks.h"

enum { TASKS_MAX = 500, YEARS_MAX = 120 };

static struct err *line_add(struct page *pg, struct week_page *w, int32_t day,
                            const struct week_line *line)
{
    if (day < w->from || day >= w->from + WEEK_DAYS)
        return NULL;
    struct week_day *d = &w->days[day - w->from];
    if (d->n == d->room) {
        size_t room = d->room == 0 ? 4 : d->room * 2;
        d->at = arena_grow(pg->arena, d->at, d->n, room, sizeof *d->at);
        NEED(d->at);
        d->room = room;
    }
    d->at[d->n++] = *line;
    return NULL;
}

/* ---- people -------------------------------------------------------------------------------------
 */

/* Only who is born on a known day has a birthday. */
static struct err *birthday_add(struct page *pg, struct week_page *w, const struct lodger *l)
{
    for (int32_t i = 0; i < WEEK_DAYS && l->birth != VALUE_NO_DATE; i++) {
        int32_t day = w->from + i, birthday = 0, years = date_age(l->birth, day);
        struct rec *person = NULL;
        if (years == 0 || years > YEARS_MAX || !date_birthday(l->birth, years, &birthday) ||
            birthday != day)
            continue;
        TRY(record_get(pg->rq.store, pg->arena, &person_type, l->person, &person));
        if (rec_int(person, PERSON_BIRTH_PRECISION, BIRTH_EXACT) != BIRTH_EXACT)
            return NULL;
        const char *words = arena_printf(pg->arena, "%.*s, %d", TEXT_ARG(l->name), years);
        NEED(words);
        TRY(line_add(
            pg, w, day,
            &(const struct week_line){"birthday", N_("Birthday"), text_of(words), TEXT_NONE}));
    }
    return NULL;
}

static struct err *family_add(struct page *pg, struct week_page *w, const struct lodging_family *f)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct lodger *l = &f->at[i];
        TRY(birthday_add(pg, w, l));
        if (l->away != 0 && l->back != VALUE_NO_DATE)
            TRY(line_add(
                pg, w, l->back,
                &(const struct week_line){"back", N_("Expected back"), l->name, TEXT_NONE}));
    }
    if (!f->expects || f->due == VALUE_NO_DATE)
        return NULL;
    return line_add(
        pg, w, f->due,
        &(const struct week_line){"child-due", N_("A child is due"), f->at[0].name, TEXT_NONE});
}

static struct err *names_join(struct page *pg, const struct tile *tile, int32_t today,
                              struct text *ret_names)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(4));
    for (size_t i = 0; i < tile->n_families; i++)
        for (size_t j = 0; j < tile->families[i].n; j++) {
            const struct lodger *l = &tile->families[i].at[j];
            buf_str(&b, b.n > 0 ? ", " : "");
            buf_put(&b, l->name);
            if (l->is_child && l->birth != VALUE_NO_DATE)
                buf_printf(&b, " (%d)", date_age(l->birth, today));
        }
    return buf_take(&b, pg->arena, ret_names);
}

static struct err *people_add(struct page *pg, const struct tonight *house, struct week_page *w)
{
    w->rooms = arena_makes(pg->arena, struct week_room, house->n_tiles);
    NEED(w->rooms);
    for (size_t i = 0; i < house->n_tiles; i++) {
        const struct tile *tile = &house->tiles[i];
        if (tile->n_families == 0)
            continue;
        struct week_room *room = &w->rooms[w->n_rooms++];
        room->label = tile->label;
        TRY(names_join(pg, tile, w->from, &room->names));
        for (size_t j = 0; j < tile->n_families; j++)
            TRY(family_add(pg, w, &tile->families[j]));
    }
    return NULL;
}

/* ---- what is to be done -------------------------------------------------------------------------
 */

static struct err *sessions_add(struct page *pg, const struct tonight *house, struct week_page *w)
{
    struct series_list series;
    struct session_list sessions;
    if (!page_may(pg, MAY_SEE_ACTIVITIES))
        return NULL;
    TRY(series_list(&pg->rq, house->house, false, &series));
    TRY(sessions_between(&pg->rq, &series, w->from, w->from + WEEK_DAYS - 1, &sessions));
    for (size_t i = 0; i < sessions.n; i++) {
        const struct session_view *s = &sessions.at[i];
        char time[TIME_TEXT + 1];
        if (s->state == SESSION_CANCELLED)
            continue;
        time_print(s->minute, time);
        const char *at = arena_str(pg->arena, time);
        NEED(at);
        TRY(line_add(pg, w, s->on,
                     &(const struct week_line){"session", N_("Together"),
                                               rec_text(s->series->rec, SERIES_NAME),
                                               text_of(at)}));
    }
    return NULL;
}

static bool lodges(const struct tonight *house, struct id person)
{
    for (size_t i = 0; i < house->n_tiles; i++)
        for (size_t j = 0; j < house->tiles[i].n_families; j++)
            for (size_t k = 0; k < house->tiles[i].families[j].n; k++)
                if (id_equal(house->tiles[i].families[j].at[k].person, person))
                    return true;
    return false;
}

/* Tasks about those who lodge here, and the reader's own about nobody. */
static struct err *tasks_add(struct page *pg, const struct tonight *house, struct week_page *w)
{
    const struct task_ask ask = {.limit = TASKS_MAX};
    struct task_list tasks;
    TRY(task_list(&pg->rq, &ask, &tasks));
    for (size_t i = 0; i < tasks.n; i++) {
        const struct task_row *t = &tasks.rows[i];
        bool is_here = id_is_none(t->about_id) ? id_equal(t->owner, pg->rq.who->user)
                                               : lodges(house, t->about_id);
        if (is_here && t->has_due)
            TRY(line_add(pg, w, t->due,
                         &(const struct week_line){"task", N_("Task"), t->what, TEXT_NONE}));
    }
    return NULL;
}

/* ---- the page -----------------------------------------------------------------------------------
 */

static void week_json(struct buf *b, const struct week_page *w)
{
    json_open(b, '{');
    json_date(b, "from", w->from);
    json_date(b, "to", w->from + WEEK_DAYS - 1);
    json_name(b, "rooms");
    json_open(b, '[');
    for (size_t i = 0; i < w->n_rooms; i++) {
        json_open(b, '{');
        json_text(b, "room", w->rooms[i].label);
        json_text(b, "names", w->rooms[i].names);
        json_close(b, '}');
    }
    json_close(b, ']');
    json_name(b, "rows");
    json_open(b, '[');
    size_t n = 0;
    for (size_t i = 0; i < WEEK_DAYS; i++)
        for (size_t j = 0; j < w->days[i].n; j++, n++) {
            const struct week_line *line = &w->days[i].at[j];
            json_open(b, '{');
            json_date(b, "day", w->days[i].day);
            json_string(b, "kind", line->code);
            json_text(b, "words", line->words);
            if (line->time.n > 0)
                json_text(b, "time", line->time);
            json_close(b, '}');
        }
    json_close(b, ']');
    json_int(b, "count", (int64_t)n);
    json_close(b, '}');
}

struct err *page_week(struct page *pg)
{
    struct tonights houses;
    struct week_page w = {0};
    pg->area = AREA_HOUSES;
    TRY(tonight(&pg->rq, pg->params[0], &houses));
    const struct tonight *house = &houses.at[0];
    page_title(pg, N_("{1}: the week"), house->name);
    w.from = zone_wall(house->zone, pg->rq.now_ms).date;
    w.url = arena_printf(pg->arena, "/house/%.*s", TEXT_ARG(house->handle));
    NEED(w.url);
    for (int32_t i = 0; i < WEEK_DAYS; i++)
        w.days[i].day = w.from + i;
    TRY(people_add(pg, house, &w));
    TRY(sessions_add(pg, house, &w));
    TRY(tasks_add(pg, house, &w));
    if (pg->form == PAGE_JSON)
        week_json(pg->out.out, &w);
    else
        week(&pg->out, pg, &w);
    return NULL;
}
