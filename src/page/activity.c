/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* activity.c - /activities, the week; /activity/ID, one activity; setting one up. */
#include "page/activity.h"

#include <assert.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "command/activity.h"
#include "model/types.h"
#include "page/activity.html.h"
#include "page/form.h"
#include "page/list.h"
#include "page/pages.h"
#include "page/rooms.h"
#include "page/words.h"

enum { COMING_DAYS = 28, PAST_DAYS = 84, TOLD_MAX = 24 };

const char *series_path(struct page *pg, struct id series, const char *piece)
{
    char id[ID_TEXT + 1];
    id_text(series, id);
    return piece == NULL ? arena_printf(pg->arena, "/activity/%s", id)
                         : arena_printf(pg->arena, "/activity/%s/%s", id, piece);
}

/* ---- rows of sessions --------------------------------------------------------------------------
 */

static void state_put(const struct session_view *v, int64_t now_ms, struct session_row *row)
{
    if (v->state == SESSION_CANCELLED) {
        row->state = N_("cancelled");
        row->tone = TONE_WARN;
    } else if (v->is_moved && v->stands_on != v->on) {
        row->state = N_("moved to {1}");
        row->state_value = as_day_month(v->on);
        row->tone = TONE_INFO;
    } else if (v->state == SESSION_CONFIRMED) {
        row->state = N_("confirmed");
        row->tone = TONE_OK;
    } else if (v->state == SESSION_HELD) {
        row->state = N_("held");
        row->tone = TONE_OK;
    } else if (v->at_ms < now_ms - DAY_MS) {
        row->state = N_("not written down");
        row->tone = TONE_WARN;
    } else if (v->is_moved) {
        row->state = N_("moved from {1}");
        row->state_value = as_day_month(v->day);
        row->tone = TONE_INFO;
    }
}

static struct err *row_make(struct page *pg, const struct session_view *v,
                            struct session_row *ret_row)
{
    char date[DATE_TEXT + 1], piece[DATE_TEXT + 8] = "day/";
    struct session_row row = {.day = v->stands_on,
                              .name = rec_text(v->series->rec, SERIES_NAME),
                              .place = rec_text(v->series->rec, SERIES_PLACE),
                              .house = v->series->place->name,
                              .leader = v->series->leader,
                              .minute = v->minute};
    date_print(v->day, date);
    memcpy(piece + 4, date, sizeof date);
    row.url = series_path(pg, v->series->rec->id, piece);
    NEED(row.url);
    state_put(v, pg->rq.now_ms, &row);
    if (v->is_counted) {
        row.came = N_("{1} came");
        row.came_value = as_num(v->women + v->children + v->others);
    }
    *ret_row = row;
    return NULL;
}

struct err *session_rows_make(struct page *pg, const struct session_list *list,
                              struct session_rows *ret_rows)
{
    *ret_rows = (struct session_rows){.at = arena_makes(pg->arena, struct session_row, list->n)};
    NEED(ret_rows->at);
    for (; ret_rows->n < list->n; ret_rows->n++)
        TRY(row_make(pg, &list->at[ret_rows->n], &ret_rows->at[ret_rows->n]));
    return NULL;
}

/* ---- /activities -------------------------------------------------------------------------------
 */

static const struct list_column columns[] = {
    {"at", N_("When"), LIST_INSTANT, NULL},       {"name", N_("Activity"), LIST_TEXT, NULL},
    {"house", N_("House"), LIST_TEXT, NULL},      {"place", N_("Where?"), LIST_TEXT, NULL},
    {"state", N_("State"), LIST_CHOICE, NULL},    {"women", N_("Women"), LIST_INT, NULL},
    {"children", N_("Children"), LIST_INT, NULL}, {"others", N_("Others"), LIST_INT, NULL},
    {"day", N_("Planned for"), LIST_DATE, NULL},  {"activity", NULL, LIST_ID, NULL},
};

static struct err *cells_put(struct page *pg, struct list *l, const struct session_view *v)
{
    const struct field *f = field_by_no(&session_type, SESSION_STATE);
    const struct choice *state =
        choice_by_no(f, v->state == SESSION_OF_RULE ? SESSION_PLANNED : v->state);
    const int64_t counts[] = {v->women, v->children, v->others};
    list_instant(l, v->at_ms);
    list_text(l, rec_text(v->series->rec, SERIES_NAME), NULL);
    list_text(l, v->series->place->handle, NULL);
    list_text(l, rec_text(v->series->rec, SERIES_PLACE), NULL);
    list_choice(l, state->code, state->label);
    for (size_t i = 0; i < COUNT(counts); i++) {
        if (v->is_counted)
            list_int(l, counts[i]);
        else
            list_none(l);
    }
    list_date(l, v->day);
    return list_id(pg, l, v->series->rec->id);
}

static struct err *week_export(struct page *pg, const struct session_list *found, bool *ret_done)
{
    struct list l = {.columns = columns, .n_columns = COUNT(columns), .withheld = -1};
    *ret_done = false;
    if (pg->form == PAGE_HTML)
        return NULL;
    TRY(list_room(pg, &l, found->n));
    for (size_t i = 0; i < found->n; i++)
        TRY(cells_put(pg, &l, &found->at[i]));
    l.count = (int64_t)found->n;
    return list_export(pg, &l, ret_done);
}

/* The Monday of the week that is asked for, or of this one. */
static struct err *week_asked(struct page *pg, int32_t *ret_from)
{
    struct text week = fields_get(&pg->query, "week");
    int32_t day = 0;
    TRY(request_day(&pg->rq, &day));
    if (week.n > 0 && (!date_parse(week, &day) || day < 0 || day > DATE_MAX - SESSIONS_DAYS_MAX))
        return err_example(err_input(pg->arena, "week", N_("Write a date")), "2026-11-23");
    *ret_from = day - date_weekday(day) + 1;
    return NULL;
}

static struct err *week_path(struct page *pg, int32_t from, const char **ret_url)
{
    char date[DATE_TEXT + 1];
    date_print(from, date);
    return list_url(pg, "week", date, ret_url);
}

static bool may_add(const struct page *pg)
{
    for (size_t i = 0; i < pg->who.n_grants; i++)
        if (page_may(pg, MAY_WRITE_ACTIVITIES) && pg->who.grants[i].scope != SCOPE_OWN)
            return true;
    return false;
}

struct err *page_activities(struct page *pg)
{
    struct week_page w = {0};
    struct session_list found;
    struct text house = fields_get(&pg->query, "house");
    struct id only = ID_NONE;
    struct series_list all;
    bool is_done = false;
    pg->area = AREA_HOUSES;
    page_title(pg, N_("Activities of the week"));
    TRY(week_asked(pg, &w.from));
    if (house.n > 0)
        TRY(house_of_handle(&pg->rq, house, &only));
    if (house.n > 0 && id_is_none(only))
        return page_absent(pg);
    TRY(series_list(&pg->rq, only, true, &all));
    TRY(sessions_between(&pg->rq, &all, w.from, w.from + WEEK_DAYS - 1, &found));
    TRY(week_export(pg, &found, &is_done));
    if (is_done)
        return NULL;
    TRY(series_list(&pg->rq, only, false, &w.series));
    TRY(session_rows_make(pg, &found, &w.rows));
    TRY(week_path(pg, w.from - WEEK_DAYS, &w.earlier));
    TRY(week_path(pg, w.from + WEEK_DAYS, &w.later));
    w.may_add = may_add(pg);
    activity_week(&pg->out, pg, &w);
    return NULL;
}

/* ---- /activity/:id -----------------------------------------------------------------------------
 */

static struct err *pairs_make(struct page *pg, struct series_page *s)
{
    const struct rec *r = s->view.rec;
    assert(r != NULL);
    s->pairs = arena_makes(pg->arena, struct pair, r->type->n_fields);
    NEED(s->pairs);
    for (size_t i = 0; i < r->type->n_fields; i++) {
        const struct field *f = &r->type->fields[i];
        struct text words;
        bool is_head = f->no == SERIES_NAME || f->no == SERIES_HOUSE;
        if (is_head || (f->see & pg->rq.who->roles) == 0 || r->slots[i].n == 0)
            continue;
        TRY(words_values(pg, s->view.place->zone, f, &r->slots[i], &words));
        s->pairs[s->n_pairs++] = (struct pair){.label = f->label, .value = SHOWN(words)};
    }
    return NULL;
}

static struct err *series_open(struct page *pg, struct series_page *s)
{
    struct id series;
    if (!id_parse(pg->params[0], &series))
        return page_absent(pg);
    pg->area = AREA_HOUSES;
    TRY(series_require(&pg->rq, series, &s->view));
    s->name = rec_text(s->view.rec, SERIES_NAME);
    s->is_running = rec_int(s->view.rec, SERIES_STATE, 0) == SERIES_RUNNING;
    s->url = series_path(pg, series, NULL);
    NEED(s->url);
    page_title(pg, N_("{1}"), s->name);
    return NULL;
}

static struct err *around_make(struct page *pg, struct series_page *s)
{
    const struct series_list one = {.n = 1, .at = &s->view};
    struct session_list coming, past;
    int32_t today = zone_wall(s->view.place->zone, pg->rq.now_ms).date;
    TRY(sessions_between(&pg->rq, &one, today, today + COMING_DAYS, &coming));
    TRY(sessions_between(&pg->rq, &one, today - PAST_DAYS, today - 1, &past));
    for (size_t i = 0; i < past.n / 2; i++) { /* the newest first */
        struct session_view v = past.at[i];
        past.at[i] = past.at[past.n - 1 - i];
        past.at[past.n - 1 - i] = v;
    }
    TRY(session_rows_make(pg, &coming, &s->coming));
    return session_rows_make(pg, &past, &s->past);
}

struct err *page_activity(struct page *pg)
{
    struct series_page s = {0};
    TRY(series_open(pg, &s));
    if (pg->form == PAGE_JSON) {
        rec_put_json(s.view.rec, pg->who.roles, pg->out.out);
        return NULL;
    }
    TRY(pairs_make(pg, &s));
    TRY(around_make(pg, &s));
    activity_one(&pg->out, pg, &s);
    return NULL;
}

/* ---- setting one up ----------------------------------------------------------------------------
 */

static const char *const day_fields[WEEKDAYS] = {"days.mon", "days.tue", "days.wed", "days.thu",
                                                 "days.fri", "days.sat", "days.sun"};

/* Those that were typed, if a form was sent; else those of the record. */
static uint32_t days_chosen(const struct page *pg, const struct series_edit *e)
{
    uint32_t days = e->rec == NULL ? 0 : series_days(e->rec);
    if (pg->typed.n == 0)
        return days;
    days = 0;
    for (uint32_t i = 0; i < WEEKDAYS; i++)
        days |= (fields_has(&pg->typed, day_fields[i]) ? UINT32_C(1) : 0) << i;
    return days;
}

static struct err *edit_show(struct page *pg, struct series_edit *e, struct text leader)
{
    TRY(places_field(pg, MAY_WRITE_ACTIVITIES, &e->house));
    if (e->rec == NULL && e->house.n_choices == 0)
        return page_absent(pg); /* who only leads some begins none */
    e->leader = (struct form_field){.name = "leader",
                                    .label = N_("Who leads it"),
                                    .hint = N_("The login of somebody who works here"),
                                    .value = page_value(pg, "leader", leader),
                                    .wrong = page_wrong(pg, "leader"),
                                    .is_optional = true};
    e->weekdays = field_by_no(&series_type, SERIES_DAYS)->choices;
    e->days = days_chosen(pg, e);
    e->days_wrong = page_wrong(pg, "days");
    activity_form(&pg->out, pg, e);
    return NULL;
}

struct err *page_activity_add(struct page *pg)
{
    struct series_edit e = {
        .action = "/activity", .back = "/activities", .save = N_("Begin the activity")};
    pg->area = AREA_HOUSES;
    page_title(pg, N_("Begin an activity"));
    return edit_show(pg, &e, TEXT_NONE);
}

struct err *page_activity_correct(struct page *pg)
{
    struct series_page s = {0};
    struct series_edit e = {.save = N_("Save")};
    TRY(series_open(pg, &s));
    if (!s.view.may_write)
        return page_absent(pg);
    e.rec = s.view.rec;
    e.back = s.url;
    e.action = series_path(pg, s.view.rec->id, "correct");
    NEED(e.action);
    page_title(pg, N_("{1}: correct what was written"), s.name);
    return edit_show(pg, &e, s.view.leader);
}

/* Of the fields only those that the form had: what a script leaves out stays. */
static size_t told_make(struct page *pg, struct told told[TOLD_MAX])
{
    static const char *const fields[] = {"name",  "kind",   "time",  "minutes",  "from",    "until",
                                         "place", "leader", "count", "for_whom", "may_tell"};
    const struct choice *days = field_by_no(&series_type, SERIES_DAYS)->choices;
    size_t n = 0;
    for (size_t i = 0; i < COUNT(fields); i++)
        if (page_typed(pg, fields[i]))
            told[n++] = (struct told){fields[i], fields_get(&pg->typed, fields[i])};
    if (page_typed(pg, "days"))
        told[n++] = (struct told){"days", fields_get(&pg->typed, "days")};
    for (size_t i = 0; i < WEEKDAYS; i++)
        if (fields_has(&pg->typed, day_fields[i]))
            told[n++] = (struct told){"days", text_of(days[i].code)};
    return n;
}

static struct err *series_form_make(struct page *pg, struct series_form **ret_form)
{
    struct series_form *form = arena_make(pg->arena, struct series_form);
    struct told *told = arena_makes(pg->arena, struct told, TOLD_MAX);
    NEED(form);
    NEED(told);
    form->house = fields_get(&pg->typed, "house");
    form->n = told_make(pg, told);
    form->told = told;
    *ret_form = form;
    return NULL;
}

static const char *next_series(struct page *pg, const struct answer *answer)
{
    for (size_t i = 0; i < answer->n_records; i++)
        if (answer->records[i].type == &series_type)
            return series_path(pg, answer->records[i].id, NULL);
    return "/activities";
}

struct err *act_activity_add(struct page *pg, struct page_act *ret_act)
{
    struct series_form *form = NULL;
    TRY(series_form_make(pg, &form));
    *ret_act = (struct page_act){.run = series_add, .form = form, .next_of = next_series};
    return NULL;
}

struct err *act_activity_correct(struct page *pg, struct page_act *ret_act)
{
    struct series_form *form = NULL;
    TRY(series_form_make(pg, &form));
    if (!id_parse(pg->params[0], &form->series))
        return page_absent(pg);
    *ret_act = (struct page_act){.run = series_correct, .form = form, .next_of = next_series};
    return NULL;
}

struct err *act_activity_end(struct page *pg, struct page_act *ret_act)
{
    struct series_end_form *form = arena_make(pg->arena, struct series_end_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->series))
        return page_absent(pg);
    bool goes_on = text_is(fields_get(&pg->typed, "state"), "running");
    *ret_act = (struct page_act){
        .run = goes_on ? series_reopen : series_end, .form = form, .next_of = next_series};
    return NULL;
}
