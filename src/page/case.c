/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case.c - one case: who works on it, where it stands, what is due, and all that happened. */
#include "page/case.h"

#include <assert.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "page/case.html.h"
#include "page/list.h"
#include "page/pages.h"
#include "page/words.h"
#include "view/places.h"
#include "view/tasks.h"

const struct case_record_act case_record_acts[] = {
    {MAY_WRITE_NOTES, "note", N_("A note: what was said and seen"), "case.note"},
    {MAY_WORK_CASES, "refer", N_("We ask another service"), "case.refer"},
    {MAY_WRITE_RELAPSE, "relapse", N_("Relapse"), "case.relapse"},
    {MAY_WRITE_RELAPSE, "back", N_("Back after a relapse"), "case.back"},
    {MAY_WRITE_INCIDENTS, "incident", N_("An incident"), "case.incident"},
    {MAY_WORK_CASES, "team", N_("Who works on this case"), "case.team"},
    {MAY_WORK_CASES, "correct", N_("Kind of work, risk"), "case.correct"},
    {0},
};

const char *case_path(struct page *pg, struct id found, const char *piece)
{
    char id[ID_TEXT + 1];
    id_text(found, id);
    return piece == NULL ? arena_printf(pg->arena, "/case/%s", id)
                         : arena_printf(pg->arena, "/case/%s/%s", id, piece);
}

const char *case_choice(const struct rec *r, uint64_t no)
{
    assert(r != NULL);
    const struct value *v = rec_get(r, no);
    return v == NULL ? NULL : choice_by_no(field_by_no(r->type, no), v->n)->label;
}

/* ---- whose page -------------------------------------------------------------------------------
 */

static struct err *names_make(struct page *pg, struct case_page *p)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(8));
    p->links = arena_makes(pg->arena, struct case_person_link, p->view.n_persons);
    NEED(p->links);
    for (size_t i = 0; i < p->view.n_persons; i++) {
        char id[ID_TEXT + 1];
        id_text(p->view.persons[i].person, id);
        struct case_person_link *link = &p->links[p->n_links++];
        *link = (struct case_person_link){arena_printf(pg->arena, "/person/%s", id),
                                          p->view.persons[i].name};
        if (p->view.persons[i].is_expected)
            link->name = text_of(lang_text(pg->out.lang, N_("Expected child")));
        NEED(link->url);
        buf_str(&b, b.n > 0 ? ", " : "");
        buf_put(&b, link->name);
    }
    return buf_take(&b, pg->arena, &p->names);
}

struct err *case_page_open(struct page *pg, struct case_page *p)
{
    struct id found;
    *p = (struct case_page){0};
    pg->area = AREA_CASES;
    if (!id_parse(pg->params[0], &found))
        return page_absent(pg);
    TRY(case_read(&pg->rq, found, &p->view));
    TRY(request_zone(&pg->rq, &p->zone));
    p->today = zone_wall(p->zone, pg->rq.now_ms).date;
    p->url = case_path(pg, found, NULL);
    NEED(p->url);
    p->number = rec_text(p->view.rec, CASE_NUMBER);
    TRY(names_make(pg, p));
    page_title(pg, N_("Case {1}"), p->number);
    return NULL;
}

/* ---- the head ---------------------------------------------------------------------------------
 */

static struct err *team_make(struct page *pg, struct case_page *p)
{
    p->team = arena_makes(pg->arena, struct text, p->view.n_workers);
    NEED(p->team);
    for (size_t i = 0; i < p->view.n_workers; i++) {
        CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(1));
        const struct case_worker *w = &p->view.workers[i];
        const char *login = arena_strn(pg->arena, w->login.at, w->login.n);
        NEED(login);
        lang_put(&b, pg->out.lang,
                 w->role == ASSIGNMENT_LEAD ? N_("{1}: leads the case") : N_("{1}: works along"),
                 login);
        TRY(buf_take(&b, pg->arena, &p->team[p->n_team++]));
    }
    return NULL;
}

static const struct {
    int64_t from;
    struct case_button button;
} buttons[] = {
    {CASE_OPEN, {"start", N_("Begin the work")}},
    {CASE_ACTIVE, {"monitor", N_("Only keep in touch")}},
    {CASE_ACTIVE, {"suspend", N_("Let the work rest")}},
    {CASE_MONITORING, {"start", N_("Work again")}},
    {CASE_SUSPENDED, {"start", N_("Work again")}},
    {CASE_CLOSING, {"cancel", N_("Do not close it")}},
    {CASE_CLOSED, {"reopen", N_("Open it again")}},
};

static struct err *head_make(struct page *pg, struct case_page *p)
{
    const struct rec *r = p->view.rec;
    int64_t state = rec_int(r, CASE_STATE, 0);
    p->state = case_choice(r, CASE_STATE);
    p->type = case_choice(r, CASE_TYPE);
    p->risk = case_choice(r, CASE_RISK);
    p->reason = case_choice(r, CASE_REASON);
    p->outcome = case_choice(r, CASE_OUTCOME);
    p->words = rec_text(r, CASE_WORDS);
    p->is_high = rec_int(r, CASE_RISK, 0) == RISK_HIGH;
    p->is_open = state < CASE_CLOSED;
    p->is_closing = state == CASE_CLOSING;
    p->may_confirm = p->is_closing && !id_equal(rec_id(r, CASE_ASKED_BY), pg->who.user);
    if (p->is_closing)
        TRY(user_login(&pg->rq, rec_id(r, CASE_ASKED_BY), &p->asked_by));
    for (size_t i = 0; i < COUNT(buttons); i++)
        if (buttons[i].from == state && page_may(pg, MAY_WORK_CASES))
            p->buttons[p->n_buttons++] = &buttons[i].button;
    TRY(words_instant(pg, p->zone, rec_int(r, CASE_OPENED, 0), &p->opened));
    if (rec_has(r, CASE_CLOSED_AT))
        TRY(words_instant(pg, p->zone, rec_int(r, CASE_CLOSED_AT, 0), &p->closed));
    return team_make(pg, p);
}

/* ---- what is due ------------------------------------------------------------------------------
 */

enum { DUE_SHOWN = 8 };

static struct row_item due_row(const struct task_row *task)
{
    return (struct row_item){.tone = task->is_overdue ? TONE_WARN : TONE_PLAIN,
                             .when = task->has_due ? N_("{1}") : NULL,
                             .when_value = as_day_month(task->has_due ? task->due : 0),
                             .title = task->what,
                             .about = task->owner_login};
}

static struct err *due_make(struct page *pg, struct case_page *p)
{
    p->due = arena_makes(pg->arena, struct row_item, DUE_SHOWN);
    NEED(p->due);
    for (size_t i = 0; i < p->view.n_persons; i++) {
        const struct task_ask ask = {.about = p->view.persons[i].person, .limit = DUE_SHOWN};
        struct task_list list;
        TRY(task_list(&pg->rq, &ask, &list));
        for (size_t j = 0; j < list.n && p->n_due < DUE_SHOWN; j++)
            p->due[p->n_due++] = due_row(&list.rows[j]);
    }
    return NULL;
}

/* ---- the timeline -----------------------------------------------------------------------------
 */

/* ?after=MS-ID: behind the last item of the page before. */
static bool place_read(struct text typed, struct timeline_ask *ask)
{
    struct text rest = typed, ms;
    return text_cut(&rest, '-', &ms) && text_int(ms, &ask->before_ms) &&
           id_parse(rest, &ask->before_id);
}

static struct err *kinds_make(struct page *pg, struct case_page *p, const struct rec_type *only)
{
    size_t n = 0;
    while (timeline_kind(n) != NULL)
        n++;
    p->kinds = arena_makes(pg->arena, struct facet, n);
    NEED(p->kinds);
    for (size_t i = 0; i < n; i++) {
        const struct rec_type *type = timeline_kind(i);
        struct facet *f = &p->kinds[p->n_kinds++];
        *f = (struct facet){.words = text_of(lang_text(pg->out.lang, case_kind_label(type))),
                            .is_chosen = type == only};
        TRY(list_url(pg, "kind", type == only ? NULL : type->name, &f->url));
    }
    return NULL;
}

static struct err *timeline_make(struct page *pg, struct case_page *p)
{
    struct timeline_ask ask = {.found = p->view.rec->id,
                               .about = rec_id(p->view.rec, CASE_ABOUT),
                               .before_ms = INSTANT_MAX,
                               .limit = LIMIT_PAGE_ROWS_USUAL};
    struct text kind = fields_get(&pg->query, "kind"), after = fields_get(&pg->query, "after");
    for (size_t i = 0; timeline_kind(i) != NULL; i++)
        if (text_is(kind, timeline_kind(i)->name))
            ask.only = timeline_kind(i);
    if (after.n > 0 && !place_read(after, &ask))
        return page_absent(pg);
    TRY(timeline_read(&pg->rq, &ask, &p->timeline));
    TRY(kinds_make(pg, p, ask.only));
    if (after.n > 0)
        TRY(list_url(pg, "after", NULL, &p->newest));
    if (!p->timeline.has_more)
        return NULL;
    char id[ID_TEXT + 1];
    const struct timeline_at *last = &p->timeline.items[p->timeline.n - 1].at;
    id_text(last->id, id);
    const char *place = arena_printf(pg->arena, "%lld-%s", (long long)last->at_ms, id);
    NEED(place);
    return list_url(pg, "after", place, &p->older);
}

static struct err *events_make(struct page *pg, struct case_page *p)
{
    p->events = arena_makes(pg->arena, struct event, p->timeline.n);
    NEED(p->events);
    for (size_t i = 0; i < p->timeline.n; i++)
        TRY(case_event(pg, p->zone, &p->timeline.items[i], &p->events[i]));
    return NULL;
}

/* ---- JSON -------------------------------------------------------------------------------------
 */

static void may_put(struct buf *b, const struct page *pg, const struct case_page *p)
{
    json_name(b, "may");
    json_open(b, '[');
    for (size_t i = 0; case_record_acts[i].piece != NULL; i++)
        if (page_may(pg, case_record_acts[i].may))
            json_string(b, NULL, case_record_acts[i].piece);
    for (size_t i = 0; i < p->n_buttons; i++)
        json_string(b, NULL, p->buttons[i]->step);
    if (p->is_open && (!p->is_closing || p->may_confirm))
        json_string(b, NULL, "close");
    json_close(b, ']');
}

static void people_put(struct buf *b, const struct case_view *v)
{
    json_name(b, "team");
    json_open(b, '[');
    for (size_t i = 0; i < v->n_workers; i++) {
        json_open(b, '{');
        json_text(b, "login", v->workers[i].login);
        json_string(b, "role", v->workers[i].role == ASSIGNMENT_LEAD ? "lead" : "team");
        json_instant(b, "from", v->workers[i].from_ms);
        json_close(b, '}');
    }
    json_close(b, ']');
    json_name(b, "family");
    json_open(b, '[');
    for (size_t i = 0; i < v->n_persons; i++) {
        json_open(b, '{');
        json_id(b, "id", v->persons[i].person);
        json_text(b, "name", v->persons[i].name);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void timeline_put(struct buf *b, const struct page *pg, const struct case_page *p)
{
    json_name(b, "timeline");
    json_open(b, '[');
    for (size_t i = 0; i < p->timeline.n; i++) {
        const struct timeline_item *item = &p->timeline.items[i];
        json_open(b, '{');
        json_instant(b, "at", item->at.at_ms);
        json_text(b, "by", item->by);
        json_name(b, "record");
        rec_put_json(item->rec, pg->rq.who->roles, b);
        json_close(b, '}');
    }
    json_close(b, ']');
    if (p->older != NULL)
        json_string(b, "next", p->older);
}

static struct err *case_json(struct page *pg, const struct case_page *p)
{
    CLEANUP(buf_done) struct buf rec = buf_make(LIMIT_PAGE_BYTES);
    struct buf *b = pg->out.out;
    rec_put_json(p->view.rec, pg->rq.who->roles, &rec);
    TRY(buf_check(&rec));
    buf_put(b, (struct text){rec.at, rec.n - 1}); /* its last brace comes below */
    may_put(b, pg, p);
    people_put(b, &p->view);
    timeline_put(b, pg, p);
    json_close(b, '}');
    buf_char(b, '\n');
    return NULL;
}

/* ---- the page ---------------------------------------------------------------------------------
 */

struct err *page_case(struct page *pg)
{
    struct case_page p;
    TRY(case_page_open(pg, &p));
    TRY(head_make(pg, &p));
    TRY(timeline_make(pg, &p));
    if (pg->form == PAGE_JSON)
        return case_json(pg, &p);
    TRY(due_make(pg, &p));
    TRY(events_make(pg, &p));
    case_show(&pg->out, pg, &p);
    return NULL;
}
