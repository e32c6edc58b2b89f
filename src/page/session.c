/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* session.c - /activity/ID/day/DATE: one session, who came; confirmed, moved, cancelled. */
#include "base/json.h"

#include <assert.h>
#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "command/activity.h"
#include "model/act.h"
#include "model/types.h"
#include "page/activity.h"
#include "page/activity.html.h"
#include "page/form.h"
#include "page/pages.h"
#include "page/words.h"

enum { COMERS_MAX = 400 };

/* ---- which session -----------------------------------------------------------------------------
 */

static bool session_asked(const struct page *pg, struct id *ret_series, int32_t *ret_day)
{
    return id_parse(pg->params[0], ret_series) && date_parse(pg->params[1], ret_day) &&
           *ret_day >= 0 && *ret_day < DATE_MAX - SESSIONS_DAYS_MAX;
}

static const char *session_path(struct page *pg, struct id series, int32_t day, const char *piece)
{
    char id[ID_TEXT + 1], date[DATE_TEXT + 1];
    id_text(series, id);
    date_print(day, date);
    return piece == NULL ? arena_printf(pg->arena, "/activity/%s/day/%s", id, date)
                         : arena_printf(pg->arena, "/activity/%s/day/%s/%s", id, date, piece);
}

/* Who wrote of it, or took it back, is told by its history. */
static struct err *wrote_herself(struct page *pg, struct id session, bool *ret_did)
{
    struct history h;
    *ret_did = false;
    if (id_is_none(session))
        return NULL;
    TRY(record_history(pg->rq.store, pg->arena, session, &h));
    for (size_t i = 0; i < h.n; i++)
        if ((h.at[i].act == ACT_HOLD || h.at[i].act == ACT_CORRECT) &&
            id_equal(h.at[i].author, pg->rq.who->user))
            *ret_did = true;
    return NULL;
}

static struct err *acts_allow(struct page *pg, struct session_page *s)
{
    const int64_t state = s->view.state;
    bool did = false, may = s->series.may_write;
    bool is_open = state == SESSION_OF_RULE || state == SESSION_PLANNED;
    int32_t today = zone_wall(s->series.place->zone, pg->rq.now_ms).date;
    TRY(wrote_herself(pg, s->view.session, &did));
    s->may_hold = may && (is_open || state == SESSION_HELD) && s->view.on <= today;
    s->may_confirm = may && state == SESSION_HELD && !did;
    s->may_move = may && is_open;
    s->may_reopen = may && (state == SESSION_CONFIRMED || state == SESSION_CANCELLED);
    return NULL;
}

static struct err *session_open(struct page *pg, struct session_page *s)
{
    struct id series;
    int32_t day = 0;
    struct rec *r = NULL;
    if (!session_asked(pg, &series, &day))
        return page_absent(pg);
    pg->area = AREA_HOUSES;
    TRY(series_require(&pg->rq, series, &s->series));
    TRY(session_require(&pg->rq, &s->series, day, &s->view));
    s->name = rec_text(s->series.rec, SERIES_NAME);
    s->by_name = rec_int(s->series.rec, SERIES_COUNT, 0) == COUNT_NAMES;
    s->url = session_path(pg, series, day, NULL);
    s->series_url = series_path(pg, series, NULL);
    NEED(s->url);
    NEED(s->series_url);
    TRY(words_instant(pg, s->series.place->zone, s->view.at_ms, &s->when));
    if (!id_is_none(s->view.session))
        TRY(record_get(pg->rq.store, pg->arena, &session_type, s->view.session, &r));
    s->rec = r;
    page_title(pg, N_("{1}, {2}"), s->name, s->when);
    return acts_allow(pg, s);
}

/* ---- who came ----------------------------------------------------------------------------------
 */

static const char *state_code(const struct session_page *s, int64_t state)
{
    for (size_t i = 0; s->states[i].no != 0; i++)
        if (s->states[i].no == state)
            return s->states[i].code;
    return "";
}

/* What was typed, else what is written, else that who is expected came. */
static struct err *chosen_find(struct page *pg, const struct session_page *s, const struct comer *c,
                               struct comer_row *row)
{
    int64_t state = c->state == 0 && c->is_of_group ? CAME_PRESENT : c->state;
    row->chosen = state_code(s, state);
    for (size_t i = 0; i < COMERS_MAX && pg->typed.n > 0; i++) {
        struct id person = ID_NONE;
        if (!id_parse(fields_nth(&pg->typed, "who", i, "person"), &person))
            break;
        if (!id_equal(person, c->person))
            continue;
        struct text typed = fields_nth(&pg->typed, "who", i, "state");
        row->chosen = typed.n == 0 ? "" : arena_strn(pg->arena, typed.at, typed.n);
        NEED(row->chosen);
    }
    return NULL;
}

static struct err *rows_make(struct page *pg, struct session_page *s)
{
    s->states = field_by_no(&attendance_type, ATTENDANCE_STATE)->choices;
    if (!s->by_name)
        return NULL;
    TRY(session_comers(&pg->rq, &s->view, &s->comers));
    size_t n = s->comers.n < COMERS_MAX ? s->comers.n : COMERS_MAX;
    s->rows = arena_makes(pg->arena, struct comer_row, n);
    NEED(s->rows);
    for (; s->n_rows < n; s->n_rows++) {
        const struct comer *c = &s->comers.at[s->n_rows];
        struct comer_row *row = &s->rows[s->n_rows];
        *row = (struct comer_row){.i = s->n_rows, .person = c->person, .name = c->name};
        TRY(chosen_find(pg, s, c, row));
        s->n_group += c->is_of_group;
    }
    return NULL;
}

static void pair_add(struct session_page *s, const char *label, struct shown value)
{
    s->pairs[s->n_pairs++] = (struct pair){.label = label, .value = value};
}

static const char *count_label(size_t i)
{
    static const uint64_t fields[] = {SESSION_WOMEN, SESSION_CHILDREN, SESSION_OTHERS};
    return field_by_no(&session_type, fields[i])->label;
}

static struct err *pairs_make(struct page *pg, struct session_page *s)
{
    const struct field *f = field_by_no(&session_type, SESSION_STATE);
    const int64_t heads[] = {s->view.women, s->view.children, s->view.others};
    bool is_written = s->view.state == SESSION_HELD || s->view.state == SESSION_CONFIRMED;
    s->pairs = arena_makes(pg->arena, struct pair, 12);
    NEED(s->pairs);
    const struct choice *state =
        choice_by_no(f, s->view.state == SESSION_OF_RULE ? SESSION_PLANNED : s->view.state);
    assert(s->series.place != NULL);
    pair_add(s, N_("House"), SHOWN(s->series.place->name));
    if (rec_has(s->series.rec, SERIES_PLACE))
        pair_add(s, N_("Where?"), SHOWN(rec_text(s->series.rec, SERIES_PLACE)));
    if (s->series.leader.n > 0)
        pair_add(s, N_("Who leads it"), SHOWN(s->series.leader));
    pair_add(s, f->label, SHOWN(lang_text(pg->out.lang, state->label)));
    if (s->view.is_moved)
        pair_add(s, N_("Planned for"), as_date(s->view.day));
    for (size_t i = 0; i < COUNT(heads) && is_written; i++) {
        int64_t n = s->by_name ? s->comers.n_came[i] + (i == 2 ? heads[i] : 0) : heads[i];
        pair_add(s, count_label(i), as_num(n));
    }
    if (s->rec != NULL && rec_has(s->rec, SESSION_WORDS))
        pair_add(s, N_("To remember"), SHOWN(rec_text(s->rec, SESSION_WORDS)));
    return NULL;
}

/* ---- the page ----------------------------------------------------------------------------------
 */

static void people_json(struct buf *b, const struct session_page *s)
{
    json_name(b, "people");
    json_open(b, '[');
    for (size_t i = 0; i < s->comers.n; i++) {
        const struct comer *c = &s->comers.at[i];
        json_open(b, '{');
        json_id(b, "id", c->person);
        json_text(b, "name", c->name);
        json_bool(b, "expected", c->is_of_group);
        if (c->state != 0)
            json_string(b, "state", state_code(s, c->state));
        json_close(b, '}');
    }
    json_close(b, ']');
    if (s->comers.tells_unseen)
        json_int(b, "unseen", (int64_t)s->comers.n_unseen);
}

static void session_json(struct buf *b, const struct session_page *s)
{
    const struct field *f = field_by_no(&session_type, SESSION_STATE);
    int64_t state = s->view.state == SESSION_OF_RULE ? SESSION_PLANNED : s->view.state;
    assert(s->series.rec != NULL);
    json_open(b, '{');
    json_id(b, "activity", s->series.rec->id);
    json_date(b, "day", s->view.day);
    json_instant(b, "at", s->view.at_ms);
    json_string(b, "state", choice_by_no(f, state)->code);
    if (s->view.is_counted) {
        json_int(b, "women", s->view.women);
        json_int(b, "children", s->view.children);
        json_int(b, "others", s->view.others);
    }
    if (s->by_name)
        people_json(b, s);
    json_close(b, '}');
}

struct err *page_session(struct page *pg)
{
    struct session_page s = {0};
    TRY(session_open(pg, &s));
    TRY(rows_make(pg, &s));
    if (pg->form == PAGE_JSON) {
        session_json(pg->out.out, &s);
        return NULL;
    }
    TRY(pairs_make(pg, &s));
    session_one(&pg->out, pg, &s);
    return NULL;
}

struct err *page_session_move(struct page *pg)
{
    struct session_page s = {0};
    TRY(session_open(pg, &s));
    if (!s.may_move)
        return page_absent(pg);
    const char *action = session_path(pg, s.series.rec->id, s.view.day, "move");
    NEED(action);
    page_title(pg, N_("{1}: another time"), s.name);
    session_moving_begin(&pg->out, pg, &s, action);
    form_ask(&pg->out, pg,
             &(const struct form_field){.name = "when",
                                        .label = N_("When will it be?"),
                                        .hint = N_("A day and a time: 2026-11-28 16:00")});
    session_moving_end(&pg->out, pg, &s, action);
    return NULL;
}

/* ---- the acts ----------------------------------------------------------------------------------
 */

static struct err *act_make(struct page *pg, command_fn *run, struct session_form **ret_form,
                            struct page_act *ret_act)
{
    struct session_form *form = arena_make(pg->arena, struct session_form);
    NEED(form);
    if (!session_asked(pg, &form->series, &form->day))
        return page_absent(pg);
    *ret_form = form;
    *ret_act = (struct page_act){
        .run = run, .form = form, .next = session_path(pg, form->series, form->day, NULL)};
    return NULL;
}

static struct err *came_read(struct page *pg, struct session_form *form)
{
    struct came *came = arena_makes(pg->arena, struct came, COMERS_MAX);
    NEED(came);
    for (size_t i = 0; i < COMERS_MAX; i++) {
        struct text person = fields_nth(&pg->typed, "who", i, "person");
        if (person.n == 0)
            break;
        if (!id_parse(person, &came[form->n].person))
            return err_input(pg->arena, "person", N_("{1}: write the 26 letters of an id"),
                             "person");
        came[form->n++].state = fields_nth(&pg->typed, "who", i, "state");
    }
    form->came = came;
    return NULL;
}

struct err *act_session_hold(struct page *pg, struct page_act *ret_act)
{
    struct session_form *form = NULL;
    TRY(act_make(pg, session_hold, &form, ret_act));
    assert(form != NULL);
    form->women = fields_get(&pg->typed, "women");
    form->children = fields_get(&pg->typed, "children");
    form->others = fields_get(&pg->typed, "others");
    form->words = fields_get(&pg->typed, "words");
    return came_read(pg, form);
}

struct err *act_session_confirm(struct page *pg, struct page_act *ret_act)
{
    struct session_form *form = NULL;
    return act_make(pg, session_confirm, &form, ret_act);
}

struct err *act_session_cancel(struct page *pg, struct page_act *ret_act)
{
    struct session_form *form = NULL;
    return act_make(pg, session_cancel, &form, ret_act);
}

struct err *act_session_reopen(struct page *pg, struct page_act *ret_act)
{
    struct session_form *form = NULL;
    return act_make(pg, session_reopen, &form, ret_act);
}

/* The clock on the wall of the house. */
struct err *act_session_move(struct page *pg, struct page_act *ret_act)
{
    struct session_form *form = NULL;
    struct series_view series;
    TRY(act_make(pg, session_move, &form, ret_act));
    assert(form != NULL);
    TRY(series_require(&pg->rq, form->series, &series));
    return words_moment(pg, series.place->zone, "when", &form->at_ms);
}
