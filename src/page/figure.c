/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* figure.c - the list behind a figure: its length, or its sum, is the figure. */
#include "base/limits.h"
#include "base/when.h"
#include "model/types.h"
#include "page/figure.html.h"
#include "page/list.h"
#include "page/pages.h"
#include "view/figures.h"
#include "view/places.h"

static const struct list_column columns[] = {
    {"id", NULL, LIST_ID, NULL},
    {"name", N_("Name"), LIST_TEXT, NULL},
    {"house", N_("House"), LIST_TEXT, NULL},
    {"since", N_("Since"), LIST_INSTANT, NULL},
    {"n", N_("Counts"), LIST_INT, NULL},
};

/* ---- asking -------------------------------------------------------------------------------------
 */

static struct err *day_asked(struct page *pg, const char *name, int32_t otherwise, int32_t *ret_day)
{
    struct text typed = fields_get(&pg->query, name);
    *ret_day = otherwise;
    if (typed.n == 0 || date_parse(typed, ret_day))
        return NULL;
    return err_example(err_input(pg->arena, name, N_("Write a day as year, month, day")),
                       "2026-11-21");
}

/* Of a day unless a period is named; a figure of periods begins with this month. */
static struct err *figure_asked(struct page *pg, enum figure figure, struct figure_ask *ask)
{
    int32_t today = 0;
    TRY(request_day(&pg->rq, &today));
    ask->house = fields_get(&pg->query, "house");
    if (figure_is_of_day(figure)) {
        TRY(day_asked(pg, "as_of", today, &ask->to));
        ask->from = ask->to;
        return NULL;
    }
    TRY(day_asked(pg, "to", today, &ask->to));
    TRY(day_asked(pg, "from", ask->to - date_civil(ask->to).day + 1, &ask->from));
    if (ask->from > ask->to)
        return err_input(pg->arena, "from", N_("The period ends before it begins"));
    return NULL;
}

static struct err *figures_read(struct page *pg, enum figure figure, const struct figure_ask *ask,
                                struct figures *ret_figures)
{
    struct err *bad = figure_is_of_day(figure) ? figures_as_of(&pg->rq, ask, ret_figures)
                                               : figures_period(&pg->rq, ask, ret_figures);
    return bad != NULL && bad->kind == ERR_INPUT ? page_absent(pg) : bad;
}

/* ---- rows ---------------------------------------------------------------------------------------
 */

static struct err *row_put(struct page *pg, struct list *l, const struct place_rows *places,
                           const struct figure_row *row)
{
    const struct person_row *known = people_get(pg->rq.people, row->person);
    const struct place_row *place = place_of(places, row->house);
    const char *url = NULL;
    char id[ID_TEXT + 1];
    if (page_may(pg, MAY_SEE_PERSONS) && !id_is_none(row->person)) {
        id_text(row->person, id);
        url = arena_printf(pg->arena, "/person/%s", id);
        NEED(url);
    }
    TRY(list_id(pg, l, id_is_none(row->person) ? row->stay : row->person));
    list_text(l, known == NULL ? row->about : text_of(known->name), url);
    if (place == NULL)
        list_none(l);
    else
        list_text(l, pg->form == PAGE_HTML ? place->name : place->handle, NULL);
    list_instant(l, row->from_ms);
    list_int(l, row->n);
    return NULL;
}

static struct err *rows_put(struct page *pg, struct list *l, const struct figure_rows *rows,
                            int64_t count)
{
    struct place_rows places;
    int64_t after = 0, listed = 0;
    size_t limit = list_limit(pg);
    TRY(place_rows(&pg->rq, &places));
    if (!text_int(fields_get(&pg->query, "after"), &after) || after < 0 || after > (int64_t)rows->n)
        after = 0;
    size_t end = rows->n - (size_t)after < limit ? rows->n : (size_t)after + limit;
    TRY(list_room(pg, l, end - (size_t)after));
    for (size_t i = (size_t)after; i < end; i++)
        TRY(row_put(pg, l, &places, &rows->at[i]));
    for (size_t i = 0; i < rows->n; i++)
        listed += rows->at[i].n;
    l->count = count;
    l->withheld = count - listed;
    if (end == rows->n)
        return NULL;
    l->after = arena_printf(pg->arena, "%zu", end);
    NEED(l->after);
    return NULL;
}

struct err *page_figure(struct page *pg)
{
    struct list l = {
        .columns = columns, .n_columns = COUNT(columns), .nothing = N_("Nobody is listed here")};
    enum figure figure;
    struct figure_ask ask;
    struct figures f;
    bool is_done = false;
    pg->area = AREA_TODAY;
    if (!figure_by_name(pg->params[0], &figure) || !figure_is_told(pg->rq.who, figure))
        return page_absent(pg);
    page_title(pg, N_("{1}"), text_of(lang_text(pg->out.lang, figure_label(figure))));
    TRY(figure_asked(pg, figure, &ask));
    TRY(figures_read(pg, figure, &ask, &f));
    TRY(request_zone(&pg->rq, &l.zone));
    TRY(rows_put(pg, &l, &f.rows[figure], f.counts[figure]));
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    const struct figure_about *about = figure_about(figure);
    figure_page_begin(&pg->out, pg, about, ask.from, ask.to, &l);
    TRY(list_show(pg, &l));
    figure_page_end(&pg->out, pg, about, ask.from, ask.to, &l);
    return NULL;
}
