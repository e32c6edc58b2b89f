/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* today.c - the first page of the day: who is here, and what needs me. Made for the role: who may
 * admit sees rooms, who may see figures sees them, each a link to its list. */
#include "page/today.h"

#include "base/json.h"
#include "page/pages.h"
#include "page/today.html.h"

enum { NEEDS_SHOWN = 12 };

/* ---- the page -----------------------------------------------------------------------------------
 */

/* For house staff alone: the others find it on the page of the house. */
static struct err *duties_read(struct page *pg, struct today *t)
{
    if ((pg->rq.who->roles & HOUSE) == 0)
        return NULL;
    t->duties = arena_makes(pg->arena, struct duty_card, t->houses.n);
    NEED(t->duties);
    for (size_t i = 0; i < t->houses.n; i++)
        if (page_may_in_house(pg, MAY_HAND_OVER, t->houses.at[i].house))
            TRY(duty_card_make(pg, &t->houses.at[i], &t->duties[t->n_duties++]));
    return NULL;
}

static struct err *houses_read(struct page *pg, struct today *t)
{
    if (!page_may(pg, MAY_SEE_HOUSE))
        return NULL;
    TRY(house_choice_read(pg, TEXT_NONE, &t->choice));
    TRY(house_choice_first(pg, &t->choice));
    if (t->choice.is_many)
        TRY(houses_pick_make(pg, &t->choice, &t->pick));
    TRY(tonight(&pg->rq, pg->house, &t->houses));
    t->cards = arena_makes(pg->arena, struct house_card, t->houses.n);
    NEED(t->cards);
    for (size_t i = 0; i < t->houses.n; i++)
        TRY(house_card_make(pg, &t->houses.at[i], &t->cards[i]));
    TRY(duties_read(pg, t));
    return shift_waiting(pg, &t->houses, &t->handed);
}

/* The most urgent ones; all of them for a program, or when they are asked for. */
static struct err *needs_fill(struct page *pg, struct today *t)
{
    bool all = pg->form == PAGE_JSON || text_is(fields_get(&pg->query, "needs"), "all");
    t->has_needs = page_may(pg, MAY_SEE_TASKS);
    if (!t->has_needs)
        return NULL;
    TRY(needs_read(pg, t->day, &t->houses, &t->needs));
    t->n_shown = all || t->needs.n < NEEDS_SHOWN ? t->needs.n : NEEDS_SHOWN;
    return NULL;
}

static struct err *figures_read(struct page *pg, struct today *t)
{
    bool has_rows = false;
    t->has_figures = page_may(pg, MAY_SEE_FIGURES);
    if (!t->has_figures)
        return NULL;
    t->figures_day = figures_newest_day(&pg->rq, t->day, &has_rows);
    t->figures_wait = pg->house.n == 0 && people_seats(pg->rq.people) > HOUSES_FEW &&
                      !text_is(fields_get(&pg->query, "figures"), "all");
    if (t->figures_wait)
        return NULL;
    TRY(house_figures_make(pg, pg->house, t->figures_day, &t->figures));
    for (size_t i = 0; i < t->figures.n && !has_rows; i++)
        t->figures.at[i].url = NULL; /* totals of a closed month: no list is behind them */
    return NULL;
}

static void today_json(const struct page *pg, struct buf *b, const struct today *t)
{
    json_open(b, '{');
    json_date(b, "as_of", t->has_figures ? t->figures_day : t->day);
    if (t->has_figures && !t->figures_wait)
        house_figures_json(b, &t->figures);
    if (t->has_needs)
        needs_json(b, &t->needs);
    if (t->choice.is_many) {
        json_text(b, "house", pg->house);
        json_int(b, "houses_in_all", (int64_t)t->choice.n);
    }
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
    TRY(needs_fill(pg, &t));
    TRY(figures_read(pg, &t));
    if (pg->form == PAGE_JSON)
        today_json(pg, pg->out.out, &t);
    else
        today(&pg->out, pg, &t);
    return NULL;
}
