/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* today.c - the first page of the day: who is here, and what needs me. Made for the role: who may
 * admit sees rooms, who may see figures sees them, each a link to its list. */
#include "page/today.h"

#include "base/json.h"
#include "base/when.h"
#include "base/zone.h"
#include "page/pages.h"
#include "page/today.html.h"

/* ---- figures ------------------------------------------------------------------------------------
 */

static struct err *figure_path(struct page *pg, const char *name, const char **ret_path)
{
    *ret_path = arena_printf(pg->arena, "/figure/%s", name);
    NEED(*ret_path);
    return NULL;
}

static struct err *figures_read(struct page *pg, struct today *t)
{
    const struct figure_ask ask = {.from = t->day, .to = t->day};
    struct figures f;
    t->has_figures = page_may(pg, MAY_SEE_FIGURES) && t->houses.n > 0;
    if (!t->has_figures)
        return NULL;
    TRY(figures_as_of(&pg->rq, &ask, &f));
    for (size_t i = 0; i < FIGURE__AS_OF_END; i++) {
        enum figure figure = (enum figure)i;
        if (f.counts[i] == 0 && i > FIGURE_EXPECTED)
            continue; /* kinds of people that a crisis house may never have */
        struct figure_link *link = &t->figures.at[t->figures.n++];
        *link = (struct figure_link){
            .name = figure_name(figure), .label = figure_label(figure), .n = f.counts[i]};
        TRY(figure_path(pg, link->name, &link->path));
    }
    return NULL;
}

/* ---- JSON ---------------------------------------------------------------------------------------
 */

static void tile_json(struct buf *b, const struct tile *tile)
{
    json_open(b, '{');
    json_id(b, "room", tile->room);
    json_text(b, "label", tile->label);
    json_bool(b, "free", tile->is_free);
    json_name(b, "here");
    json_open(b, '[');
    for (size_t i = 0; i < tile->n_families; i++) {
        for (size_t j = 0; j < tile->families[i].n; j++) {
            const struct lodger *l = &tile->families[i].at[j];
            json_open(b, '{');
            json_id(b, "id", l->person);
            json_text(b, "name", l->name);
            json_bool(b, "away", l->away != 0);
            json_close(b, '}');
        }
    }
    json_close(b, ']');
    json_close(b, '}');
}

void tonight_json(struct buf *b, const struct tonight *house)
{
    json_open(b, '{');
    json_id(b, "id", house->house);
    json_text(b, "handle", house->handle);
    json_text(b, "name", house->name);
    json_name(b, "rooms");
    json_open(b, '[');
    for (size_t i = 0; i < house->n_tiles; i++)
        tile_json(b, &house->tiles[i]);
    json_close(b, ']');
    json_close(b, '}');
}

static void today_json(struct buf *b, const struct today *t)
{
    json_open(b, '{');
    json_date(b, "day", t->day);
    json_name(b, "figures");
    json_open(b, '{');
    for (size_t i = 0; i < t->figures.n; i++)
        json_int(b, t->figures.at[i].name, t->figures.at[i].n);
    json_close(b, '}');
    json_name(b, "houses");
    json_open(b, '[');
    for (size_t i = 0; i < t->houses.n; i++)
        tonight_json(b, &t->houses.at[i]);
    json_close(b, ']');
    json_close(b, '}');
    buf_char(b, '\n');
}

/* ---- the page -----------------------------------------------------------------------------------
 */

struct err *page_today(struct page *pg)
{
    struct today t = {.day = zone_wall(zone_utc(), pg->rq.now_ms).date};
    pg->area = AREA_TODAY;
    page_title(pg, N_("Today"));
    if (page_may(pg, MAY_SEE_HOUSE))
        TRY(tonight(&pg->rq, TEXT_NONE, &t.houses));
    TRY(figures_read(pg, &t));
    if (pg->form == PAGE_JSON)
        today_json(pg->out.out, &t);
    else
        today(&pg->out, &t);
    return NULL;
}
