/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* figures.c - all figures with their newest value and what they count. */
#include "base/when.h"
#include "page/figures.html.h"
#include "page/list.h"
#include "page/pages.h"
#include "view/figures.h"

static const struct list_column columns[] = {
    {"figure", NULL, LIST_TEXT, NULL},       {"label", N_("Figure"), LIST_TEXT, NULL},
    {"value", N_("Newest"), LIST_INT, NULL}, {"unit", N_("Counted in"), LIST_TEXT, NULL},
    {"from", NULL, LIST_DATE, NULL},         {"to", N_("As of"), LIST_DATE, NULL},
    {"version", NULL, LIST_INT, NULL},       {"definition", N_("What it counts"), LIST_TEXT, NULL},
};

static const char *url_of(struct page *pg, enum figure figure, const struct figure_ask *ask)
{
    char from[DATE_TEXT + 1], to[DATE_TEXT + 1];
    date_print(ask->from, from);
    date_print(ask->to, to);
    return figure_is_of_day(figure)
               ? arena_printf(pg->arena, "/figure/%s?as_of=%s", figure_name(figure), to)
               : arena_printf(pg->arena, "/figure/%s?from=%s&to=%s", figure_name(figure), from, to);
}

static struct err *row_put(struct page *pg, struct list *l, enum figure figure,
                           const struct figure_ask *ask, int64_t value)
{
    const struct figure_about *about = figure_about(figure);
    const char *url = url_of(pg, figure, ask);
    NEED(url);
    list_text(l, text_of(about->name), NULL);
    list_text(l, text_of(lang_text(pg->out.lang, about->label)), url);
    list_int(l, value);
    list_text(l, text_of(lang_text(pg->out.lang, figure_unit_label(about->unit))), NULL);
    list_date(l, ask->from);
    list_date(l, ask->to);
    list_int(l, about->version);
    list_text(l, text_of(lang_text(pg->out.lang, about->definition)), NULL);
    return NULL;
}

/* Those of a day stand for the newest day, those of a period for its month. */
static struct err *rows_put(struct page *pg, struct list *l)
{
    struct figures day, month;
    struct figure_ask on = {0}, in = {0};
    int32_t today = 0;
    bool has_rows = false;
    TRY(request_day(&pg->rq, &today));
    on.from = on.to = in.to = figures_newest_day(&pg->rq, today, &has_rows);
    in.from = in.to - date_civil(in.to).day + 1;
    TRY(figures_as_of(&pg->rq, &on, &day));
    TRY(figures_period(&pg->rq, &in, &month));
    TRY(list_room(pg, l, FIGURE__COUNT));
    for (enum figure f = 0; f < FIGURE__COUNT; f++) {
        bool of_day = figure_is_of_day(f);
        if (!figure_is_told(pg->rq.who, f))
            continue;
        l->count++;
        TRY(row_put(pg, l, f, of_day ? &on : &in, of_day ? day.counts[f] : month.counts[f]));
    }
    return NULL;
}

struct err *page_figures(struct page *pg)
{
    struct list l = {
        .columns = columns, .n_columns = COUNT(columns), .withheld = -1, .act = "figure.open"};
    bool is_done = false;
    pg->area = AREA_TODAY;
    page_title(pg, N_("Figures"));
    TRY(rows_put(pg, &l));
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    figure_all_begin(&pg->out, pg);
    TRY(list_show(pg, &l));
    figure_all_end(&pg->out, pg);
    return NULL;
}
