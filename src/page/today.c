/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* today.c - the first page of the day: who is here, and what needs me. Made for the role: who may
 * admit sees rooms, who may see figures sees them, each a link to its list. */
#include "page/today.h"

#include "base/json.h"
#include "model/types.h"
#include "page/pages.h"
#include "page/today.html.h"

enum { NEEDS_SHOWN = 12 };

/* ---- what needs me ------------------------------------------------------------------------------
 */

static struct err *need_add(struct page *pg, struct today *t, const struct lodger *l,
                            const char *step, struct row_item need)
{
    char id[ID_TEXT + 1];
    if (t->n_needs == NEEDS_SHOWN)
        return NULL;
    id_text(l->person, id);
    need.title = l->name;
    need.link.url = arena_printf(pg->arena, "/person/%s%s", id, step);
    NEED(need.link.url);
    need.is_first = t->n_needs == 0;
    t->needs[t->n_needs++] = need;
    return NULL;
}

static struct err *lodger_needs(struct page *pg, struct today *t, const struct lodger *l)
{
    if (l->away == AWAY_MISSING)
        return need_add(
            pg, t, l, "/return",
            (struct row_item){.tone = TONE_BAD,
                              .when = N_("Missing"),
                              .link = {.label = N_("Back again"), .act = "stay.return"}});
    if (l->is_unasked)
        return need_add(
            pg, t, l, "/correct#f-danger",
            (struct row_item){.tone = TONE_WARN,
                              .when = N_("Not asked yet"),
                              .about = t->unasked,
                              .link = {.label = N_("Write it down"), .act = "person.correct"}});
    return NULL;
}

static struct err *needs_read(struct page *pg, struct today *t)
{
    CLEANUP(buf_done) struct buf words = buf_make(512);
    lang_put(&words, pg->out.lang,
             N_("Is she in danger from someone? Until then she is protected"));
    TRY(buf_take(&words, pg->arena, &t->unasked));
    t->needs = arena_makes(pg->arena, struct row_item, NEEDS_SHOWN);
    NEED(t->needs);
    for (size_t i = 0; i < t->houses.n; i++)
        for (size_t j = 0; j < t->houses.at[i].n_tiles; j++) {
            const struct tile *tile = &t->houses.at[i].tiles[j];
            for (size_t k = 0; k < tile->n_families; k++)
                for (size_t m = 0; m < tile->families[k].n; m++)
                    TRY(lodger_needs(pg, t, &tile->families[k].at[m]));
        }
    return NULL;
}

/* ---- the page -----------------------------------------------------------------------------------
 */

static struct err *houses_read(struct page *pg, struct today *t)
{
    if (!page_may(pg, MAY_SEE_HOUSE))
        return NULL;
    TRY(tonight(&pg->rq, TEXT_NONE, &t->houses));
    t->cards = arena_makes(pg->arena, struct house_card, t->houses.n);
    NEED(t->cards);
    for (size_t i = 0; i < t->houses.n; i++)
        TRY(house_card_make(pg, &t->houses.at[i], &t->cards[i]));
    return needs_read(pg, t);
}

static struct err *figures_read(struct page *pg, struct today *t)
{
    bool has_rows = false;
    t->has_figures = page_may(pg, MAY_SEE_FIGURES);
    if (!t->has_figures)
        return NULL;
    t->figures_day = figures_newest_day(&pg->rq, t->day, &has_rows);
    TRY(house_figures_make(pg, TEXT_NONE, t->figures_day, &t->figures));
    for (size_t i = 0; i < t->figures.n && !has_rows; i++)
        t->figures.at[i].url = NULL; /* totals of a closed month: no list is behind them */
    return NULL;
}

static void today_json(struct buf *b, const struct today *t)
{
    json_open(b, '{');
    json_date(b, "as_of", t->has_figures ? t->figures_day : t->day);
    if (t->has_figures)
        house_figures_json(b, &t->figures);
    json_name(b, "houses");
    json_open(b, '[');
    for (size_t i = 0; i < t->houses.n; i++)
        tonight_json(b, &t->houses.at[i]);
    json_close(b, ']');
    json_close(b, '}');
}

struct err *page_today(struct page *pg)
{
    struct today t = {0};
    pg->area = AREA_TODAY;
    page_title(pg, N_("Today"));
    TRY(request_day(&pg->rq, &t.day));
    TRY(houses_read(pg, &t));
    TRY(figures_read(pg, &t));
    if (pg->form == PAGE_JSON)
        today_json(pg->out.out, &t);
    else
        today(&pg->out, pg, &t);
    return NULL;
}
