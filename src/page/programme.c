/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* programme.c - /programme: which programmes there are, who stands at which stage and since when;
 * and who took part before, as a list. */
#include "page/programme.h"

#include "base/limits.h"
#include "base/zone.h"
#include "model/types_programme.h"
#include "page/list.h"
#include "page/pages.h"
#include "page/programme.html.h"
#include "page/words.h"

static const struct list_column columns[] = {
    {"id", NULL, LIST_ID, NULL},
    {"name", N_("Name"), LIST_TEXT, NULL},
    {"stage", N_("Stage"), LIST_TEXT, NULL},
    {"state", N_("State"), LIST_CHOICE, NULL},
    {"from", N_("Since"), LIST_INSTANT, NULL},
    {"stage_from", NULL, LIST_INSTANT, NULL},
    {"until", N_("Until"), LIST_INSTANT, NULL},
    {"steps_back", NULL, LIST_INT, NULL},
};

static const struct choice *state_of(const struct enrolment_view *e)
{
    return choice_by_no(field_by_no(&enrolment_type, ENROLMENT_STATE), e->state);
}

static const char *path_of(struct page *pg, struct id person)
{
    char id[ID_TEXT + 1];
    id_text(person, id);
    return arena_printf(pg->arena, "/person/%s", id);
}

static void instant_put(struct list *l, int64_t ms)
{
    if (ms == 0)
        list_none(l);
    else
        list_instant(l, ms);
}

static struct err *row_put(struct page *pg, struct list *l, const struct programme_view *p,
                           const struct enrolment_view *e)
{
    const struct stage_view *stage = stage_of(p, e->stage);
    const char *url = path_of(pg, e->person);
    NEED(url);
    TRY(list_id(pg, l, e->person));
    list_text(l, text_of(e->name), url);
    list_text(l, stage == NULL ? TEXT_NONE : stage->name, NULL);
    list_choice(l, state_of(e)->code, state_of(e)->label);
    list_instant(l, e->from_ms);
    instant_put(l, e->stage_from_ms);
    instant_put(l, e->until_ms);
    list_int(l, (int64_t)e->n_back);
    return NULL;
}

static struct err *list_make(struct page *pg, const struct programme_view *p,
                             const struct enrolments *rows, struct list *l)
{
    *l = (struct list){.columns = columns,
                       .n_columns = COUNT(columns),
                       .count = -1,
                       .withheld = -1,
                       .nothing = N_("Nobody whom you may see has taken part before"),
                       .act = "person.open"};
    TRY(request_zone(&pg->rq, &l->zone));
    TRY(list_room(pg, l, rows->n));
    for (size_t i = 0; i < rows->n; i++)
        TRY(row_put(pg, l, p, &rows->at[i]));
    return NULL;
}

/* ---- all of them --------------------------------------------------------------------------------
 */

static struct err *doors_json(struct page *pg, struct programme_views *views)
{
    static const struct list_column doors[] = {{"id", NULL, LIST_ID, NULL},
                                               {"handle", N_("Short name"), LIST_TEXT, NULL},
                                               {"name", N_("Name"), LIST_TEXT, NULL},
                                               {"stages", NULL, LIST_INT, NULL},
                                               {"taking_part", NULL, LIST_INT, NULL}};
    struct list l = {
        .columns = doors, .n_columns = COUNT(doors), .count = (int64_t)views->n, .withheld = -1};
    bool is_done = false;
    TRY(list_room(pg, &l, views->n));
    for (size_t i = 0; i < views->n; i++) {
        struct enrolments rows;
        TRY(programme_standing(&pg->rq, &views->at[i], &rows));
        TRY(list_id(pg, &l, views->at[i].programme));
        list_text(&l, views->at[i].handle, NULL);
        list_text(&l, views->at[i].name, NULL);
        list_int(&l, (int64_t)views->at[i].n_stages);
        list_int(&l, (int64_t)rows.n);
    }
    return list_export(pg, &l, &is_done);
}

struct err *page_programmes(struct page *pg)
{
    struct programme_views views;
    pg->area = AREA_PEOPLE;
    page_title(pg, N_("Programmes"));
    TRY(programme_views(&pg->rq, TEXT_NONE, &views));
    if (pg->form != PAGE_HTML)
        return doors_json(pg, &views);
    programme_doors(&pg->out, pg, &views);
    return NULL;
}

/* ---- one of them --------------------------------------------------------------------------------
 */

static struct err *row_make(struct page *pg, const struct zone *zone,
                            const struct programme_view *p, const struct enrolment_view *e,
                            struct programme_row *ret_row)
{
    const struct stage_view *stage = stage_of(p, e->stage);
    *ret_row =
        (struct programme_row){.url = path_of(pg, e->person),
                               .name = text_of(e->name),
                               .state = state_of(e)->label,
                               .stage = stage == NULL ? p->n_stages : (size_t)(stage - p->stages),
                               .n_back = e->n_back,
                               .is_paused = e->state == ENROLMENT_PAUSED};
    NEED(ret_row->url);
    return words_instant(pg, zone, e->stage_from_ms != 0 ? e->stage_from_ms : e->from_ms,
                         &ret_row->since);
}

static struct err *about_put(struct page *pg, const struct enrolments *rows, struct text *ret_about)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(1));
    lang_put_n(&b, pg->out.lang, NN_("{1} person takes part", "{1} people take part"),
               (int64_t)rows->n);
    return buf_take(&b, pg->arena, ret_about);
}

static struct err *standing_show(struct page *pg, const struct programme_view *p,
                                 const struct enrolments *rows)
{
    struct programme_page pp = {.programme = p};
    const struct zone *zone = NULL;
    TRY(request_zone(&pg->rq, &zone));
    pp.today = zone_wall(zone, pg->rq.now_ms).date;
    pp.ids = arena_makes(pg->arena, const char *, p->n_stages);
    pp.rows = arena_makes(pg->arena, struct programme_row, rows->n);
    NEED(pp.ids);
    NEED(pp.rows);
    for (size_t i = 0; i < p->n_stages; i++) {
        pp.ids[i] = arena_printf(pg->arena, "stage-%zu", i + 1);
        NEED(pp.ids[i]);
    }
    for (size_t i = 0; i < rows->n; i++) {
        TRY(row_make(pg, zone, p, &rows->at[i], &pp.rows[pp.n_rows++]));
        pp.any_other = pp.any_other || pp.rows[i].stage == p->n_stages;
    }
    TRY(about_put(pg, rows, &pp.about));
    programme_standing_page(&pg->out, pg, &pp);
    return NULL;
}

struct err *page_programme(struct page *pg)
{
    struct programme_views views;
    struct enrolments rows;
    struct list l;
    bool is_done = false;
    pg->area = AREA_PEOPLE;
    TRY(programme_views(&pg->rq, pg->params[0], &views));
    struct programme_view *p = &views.at[0];
    page_title(pg, N_("{1}"), p->name);
    TRY(programme_standing(&pg->rq, p, &rows));
    if (pg->form == PAGE_HTML)
        return standing_show(pg, p, &rows);
    TRY(list_make(pg, p, &rows, &l));
    l.count = (int64_t)rows.n;
    return list_export(pg, &l, &is_done);
}

struct err *page_programme_ended(struct page *pg)
{
    struct programme_views views;
    struct enrolments rows;
    struct list l;
    bool is_done = false;
    pg->area = AREA_PEOPLE;
    TRY(programme_views(&pg->rq, pg->params[0], &views));
    struct programme_view *p = &views.at[0];
    page_title(pg, N_("{1}: who took part before"), p->name);
    TRY(programme_ended(&pg->rq, p, fields_id(&pg->query, "after"), list_limit(pg), &rows));
    TRY(list_make(pg, p, &rows, &l));
    if (!id_is_none(rows.after)) {
        char id[ID_TEXT + 1];
        id_text(rows.after, id);
        l.after = arena_str(pg->arena, id);
        NEED(l.after);
    }
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    programme_ended_head(&pg->out, pg, p);
    return list_show(pg, &l);
}
