/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* incident.c - /incidents and one of them: weighing it, and telling whom it must be told. */
#include "page/incident.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/zone.h"
#include "command/incident.h"
#include "model/types_programme.h"
#include "page/incident.html.h"
#include "page/list.h"
#include "page/needs.h"
#include "page/pages.h"
#include "page/words.h"
#include "view/cases.h"

static const char *label_of(const struct rec_type *type, uint64_t field, int64_t no)
{
    const struct choice *c = choice_by_no(field_by_no(type, field), no);
    return c == NULL ? NULL : c->label;
}

static const char *code_of(const struct rec_type *type, uint64_t field, int64_t no)
{
    const struct choice *c = choice_by_no(field_by_no(type, field), no);
    return c == NULL ? NULL : c->code;
}

static const char *path_of(struct page *pg, const char *what, struct id id)
{
    char words[ID_TEXT + 1];
    id_text(id, words);
    return arena_printf(pg->arena, "/%s/%s", what, words);
}

/* ---- the list -----------------------------------------------------------------------------------
 */

static const struct list_column columns[] = {
    {"id", NULL, LIST_ID, NULL},
    {"at", N_("When"), LIST_INSTANT, NULL},
    {"kind", N_("Kind"), LIST_CHOICE, NULL},
    {"about", N_("About"), LIST_TEXT, NULL},
    {"person", NULL, LIST_ID, NULL},
    {"severity", N_("How grave"), LIST_CHOICE, NULL},
    {"state", N_("State"), LIST_CHOICE, NULL},
    {"to_tell", N_("Still to be told"), LIST_INT, NULL},
    {"due", N_("Due"), LIST_DATE, NULL},
};

static struct err *row_put(struct page *pg, struct list *l, const struct incident_row *row)
{
    const char *url = path_of(pg, "incident", row->incident);
    NEED(url);
    TRY(list_id(pg, l, row->incident));
    list_instant(l, row->at_ms);
    list_choice(l, code_of(&incident_type, INCIDENT_KIND, row->kind),
                label_of(&incident_type, INCIDENT_KIND, row->kind));
    list_lead(l, url);
    list_text(l, text_of(row->name), NULL);
    TRY(list_id(pg, l, row->about));
    list_choice(l, code_of(&incident_type, INCIDENT_SEVERITY, row->severity),
                label_of(&incident_type, INCIDENT_SEVERITY, row->severity));
    list_choice(l, code_of(&incident_type, INCIDENT_STATE, row->state),
                label_of(&incident_type, INCIDENT_STATE, row->state));
    list_int(l, (int64_t)row->n_due);
    list_date(l, row->has_due ? row->due : VALUE_NO_DATE);
    return NULL;
}

struct err *page_incidents(struct page *pg)
{
    struct list l = {.columns = columns,
                     .n_columns = COUNT(columns),
                     .withheld = -1,
                     .nothing = N_("No incident is open"),
                     .act = "incident.open"};
    struct incident_ask ask = {.closed_too = fields_has(&pg->query, "all"),
                               .limit = list_limit(pg)};
    struct incident_list found;
    bool is_done = false;
    pg->area = AREA_PEOPLE;
    page_title(pg, N_("Incidents"));
    TRY(request_zone(&pg->rq, &l.zone));
    TRY(incident_list(&pg->rq, &ask, &found));
    TRY(list_room(pg, &l, found.n));
    for (size_t i = 0; i < found.n; i++)
        TRY(row_put(pg, &l, &found.rows[i]));
    l.count = (int64_t)found.count;
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    incidents_begin(&pg->out, pg);
    TRY(list_show(pg, &l));
    incidents_end(&pg->out, pg);
    return NULL;
}

enum { NEEDS_MAX = 20 };

struct err *need_incidents(struct page *pg, struct needs *needs)
{
    const struct incident_ask ask = {.limit = NEEDS_MAX};
    struct incident_list found;
    TRY(incident_list(&pg->rq, &ask, &found));
    for (size_t i = 0; i < found.n; i++) {
        const struct incident_row *row = &found.rows[i];
        if (!row->has_due || row->due > needs->today)
            continue;
        const char *kind = label_of(&incident_type, INCIDENT_KIND, row->kind);
        struct need need = {.rank = row->is_overdue ? NEED_OVERDUE : NEED_TODAY,
                            .order = row->due,
                            .code = "incident",
                            .row = {.tone = TONE_WARN,
                                    .when = N_("Still to be told"),
                                    .title = text_of(lang_text(pg->out.lang, kind)),
                                    .link = {.url = path_of(pg, "incident", row->incident),
                                             .label = N_("Open"),
                                             .act = "incident.open"}}};
        NEED(need.row.link.url);
        TRY(need_add(pg, needs, &need));
    }
    return NULL;
}

/* ---- one of them --------------------------------------------------------------------------------
 */

static struct err *told_make(struct page *pg, const struct zone *zone,
                             const struct incident_telling *t, const char *base,
                             struct incident_told_line *ret_line)
{
    CLEANUP(buf_done) struct buf day = buf_make(LIMIT_KIB(1));
    char id[ID_TEXT + 1];
    *ret_line = (struct incident_told_line){
        .body = label_of(&incident_told_type, INCIDENT_TOLD_BODY, t->body),
        .state = label_of(&incident_told_type, INCIDENT_TOLD_STATE, t->state),
        .note = t->note,
        .is_overdue = t->is_overdue};
    id_text(t->told, id);
    if (t->state == TOLD_DUE) {
        ret_line->url = arena_printf(pg->arena, "%s/told/%s", base, id);
        NEED(ret_line->url);
    }
    if (t->at_ms != 0)
        TRY(words_instant(pg, zone, t->at_ms, &ret_line->at));
    if (!t->has_due)
        return NULL;
    lang_put_date(&day, pg->out.lang, t->due);
    return buf_take(&day, pg->arena, &ret_line->due);
}

static struct err *parts_make(struct page *pg, const struct incident_view *v,
                              struct incident_page *p)
{
    p->n_parts = v->n_parts;
    p->parts = v->parts;
    p->part_urls = arena_makes(pg->arena, const char *, v->n_parts);
    NEED(p->part_urls);
    for (size_t i = 0; i < v->n_parts; i++) {
        p->part_urls[i] = path_of(pg, "person", v->parts[i].person);
        NEED(p->part_urls[i]);
    }
    return NULL;
}

static struct err *page_make(struct page *pg, const struct incident_view *v,
                             struct incident_page *p)
{
    const struct rec *r = v->rec;
    const struct zone *zone = NULL;
    bool is_team = false;
    int64_t state = rec_int(r, INCIDENT_STATE, 0);
    TRY(request_zone(&pg->rq, &zone));
    TRY(case_work_is_seen(&pg->rq, rec_id(r, INCIDENT_ABOUT), &is_team));
    *p = (struct incident_page){
        .rec = r,
        .url = path_of(pg, "incident", r->id),
        .state = label_of(r->type, INCIDENT_STATE, state),
        .severity = label_of(r->type, INCIDENT_SEVERITY, rec_int(r, INCIDENT_SEVERITY, 0)),
        .what = rec_text(r, INCIDENT_WHAT),
        .done = rec_text(r, INCIDENT_DONE),
        .assessed = is_team ? rec_text(r, INCIDENT_ASSESSED) : TEXT_NONE,
        .is_closed = state == INCIDENT_CLOSED,
        .may_weigh = is_team && page_may(pg, MAY_WEIGH_INCIDENTS)};
    NEED(p->url);
    TRY(words_instant(pg, zone, rec_int(r, INCIDENT_AT, 0), &p->when));
    TRY(parts_make(pg, v, p));
    p->told = arena_makes(pg->arena, struct incident_told_line, v->n_tellings);
    NEED(p->told);
    for (size_t i = 0; i < v->n_tellings; i++)
        TRY(told_make(pg, zone, &v->tellings[i], p->url, &p->told[p->n_told++]));
    return NULL;
}

static struct err *incident_of(struct page *pg, struct id *ret_incident)
{
    return id_parse(pg->params[0], ret_incident) ? NULL : page_absent(pg);
}

struct err *page_incident(struct page *pg)
{
    struct incident_view v;
    struct incident_page p;
    struct id id;
    pg->area = AREA_PEOPLE;
    TRY(incident_of(pg, &id));
    TRY(incident_view(&pg->rq, id, &v));
    page_title(pg, N_("Incident: {1}"),
               text_of(lang_text(pg->out.lang, label_of(&incident_type, INCIDENT_KIND,
                                                        rec_int(v.rec, INCIDENT_KIND, 0)))));
    if (pg->form == PAGE_JSON) {
        rec_put_json(v.rec, pg->rq.who->roles, pg->out.out);
        return NULL;
    }
    TRY(page_make(pg, &v, &p));
    incident(&pg->out, pg, &p);
    return NULL;
}

static struct err *done(struct page *pg, command_fn *run, const void *form, struct id incident,
                        struct page_act *ret_act)
{
    *ret_act =
        (struct page_act){.run = run, .form = form, .next = path_of(pg, "incident", incident)};
    NEED(ret_act->next);
    return NULL;
}

struct err *act_incident_assess(struct page *pg, struct page_act *ret_act)
{
    struct incident_words_form *form = arena_make(pg->arena, struct incident_words_form);
    NEED(form);
    TRY(incident_of(pg, &form->incident));
    form->words = fields_get(&pg->typed, "assessed");
    form->severity = fields_get(&pg->typed, "severity");
    return done(pg, incident_assess, form, form->incident, ret_act);
}

struct err *act_incident_tell(struct page *pg, struct page_act *ret_act)
{
    struct incident_tell_form *form = arena_make(pg->arena, struct incident_tell_form);
    NEED(form);
    TRY(incident_of(pg, &form->incident));
    form->body = fields_get(&pg->typed, "body");
    form->due = fields_get(&pg->typed, "due");
    return done(pg, incident_tell, form, form->incident, ret_act);
}

struct err *act_incident_told(struct page *pg, struct page_act *ret_act)
{
    struct incident_told_form *form = arena_make(pg->arena, struct incident_told_form);
    struct incident_view v;
    struct id id;
    bool is_its = false;
    NEED(form);
    TRY(incident_of(pg, &id));
    TRY(incident_view(&pg->rq, id, &v));
    if (!id_parse(pg->params[1], &form->told))
        return page_absent(pg);
    for (size_t i = 0; i < v.n_tellings; i++)
        is_its = is_its || id_equal(v.tellings[i].told, form->told);
    if (!is_its)
        return page_absent(pg);
    form->note = fields_get(&pg->typed, "note");
    form->not_needed = text_is(fields_get(&pg->typed, "state"), "not-needed");
    return done(pg, incident_told, form, id, ret_act);
}

struct err *act_incident_state(struct page *pg, struct page_act *ret_act)
{
    struct incident_state_form *form = arena_make(pg->arena, struct incident_state_form);
    NEED(form);
    TRY(incident_of(pg, &form->incident));
    form->reopen = text_is(fields_get(&pg->typed, "state"), "open");
    return done(pg, incident_close_or_reopen, form, form->incident, ret_act);
}
