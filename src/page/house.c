/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* house.c - /house and /room: who sleeps where tonight. */
#include "page/house.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/when.h"
#include "model/types.h"
#include "page/house.html.h"
#include "page/houses.h"
#include "page/equipment.h"
#include "page/pages.h"
#include "page/room.h"
#include "page/shift.h"
#include "view/places.h"

/* ---- tiles --------------------------------------------------------------------------------------
 */

static bool anybody_away(const struct tile *tile, int64_t reason)
{
    for (size_t i = 0; i < tile->n_families; i++)
        for (size_t j = 0; j < tile->families[i].n; j++)
            if (tile->families[i].at[j].away == reason)
                return true;
    return false;
}

static const struct lodging_family *expecting(const struct tile *tile)
{
    for (size_t i = 0; i < tile->n_families; i++)
        if (tile->families[i].expects)
            return &tile->families[i];
    return NULL;
}

/* One line: what matters most comes first. */
static void words_choose(const struct tile *tile, struct room_tile *t)
{
    const struct lodging_family *f = expecting(tile);
    if (!tile->in_service) {
        t->words = N_("out of service");
    } else if (tile->n_families == 0 && tile->n_unseen == 0) {
        t->words = N_("free");
        t->is_free = tile->is_free;
    } else if (anybody_away(tile, AWAY_MISSING)) {
        t->words = N_("somebody is missing");
        t->is_alert = true;
    } else if (anybody_away(tile, AWAY_HOSPITAL)) {
        t->words = N_("somebody is in hospital");
        t->is_soon = true;
    } else if (anybody_away(tile, AWAY_LEAVE)) {
        t->words = N_("on leave");
        t->is_soon = true;
    } else if (anybody_away(tile, AWAY_OTHER)) {
        t->words = N_("away");
        t->is_soon = true;
    } else if (f != NULL && f->due != VALUE_NO_DATE) {
        t->words = N_("a child is due: {1}");
        t->words_value = as_month(f->due);
        t->is_soon = true;
    } else {
        t->words = N_("at home");
    }
}

/* The heads' names, one after the other. */
static struct err *names_join(struct page *pg, const struct tile *tile, struct text *ret_names)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(4));
    for (size_t i = 0; i < tile->n_families; i++) {
        if (i > 0)
            buf_str(&b, ", ");
        buf_put(&b, tile->families[i].at[0].name);
    }
    if (tile->n_families == 0)
        lang_put(&b, pg->out.lang,
                 tile->n_unseen > 0  ? N_("Taken")
                 : !tile->in_service ? N_("Closed")
                                     : N_("Free"));
    return buf_take(&b, pg->arena, ret_names);
}

static struct err *tile_make(struct page *pg, const struct tile *tile, struct room_tile *ret_tile)
{
    char id[ID_TEXT + 1];
    struct room_tile t = {.room = tile->label};
    id_text(tile->room, id);
    t.url = arena_printf(pg->arena, "/room/%s", id);
    NEED(t.url);
    TRY(names_join(pg, tile, &t.name));
    for (size_t i = 0; i < tile->n_families; i++)
        t.children += (int64_t)tile->families[i].n_children;
    words_choose(tile, &t);
    *ret_tile = t;
    return NULL;
}

struct err *house_card_make(struct page *pg, const struct tonight *house,
                            struct house_card *ret_card)
{
    struct house_card card = {.name = house->name,
                              .may_call = page_may_in_house(pg, MAY_CALL_ROLL, house->house),
                              .n_taken = house->n_taken,
                              .n_rooms = house->n_tiles,
                              .n_tiles = house->n_tiles};
    card.id = arena_printf(pg->arena, "house-%.*s", TEXT_ARG(house->handle));
    card.url = arena_printf(pg->arena, "/house/%.*s", TEXT_ARG(house->handle));
    card.tiles = arena_makes(pg->arena, struct room_tile, card.n_tiles);
    NEED(card.id);
    NEED(card.url);
    NEED(card.tiles);
    for (size_t i = 0; i < card.n_tiles; i++)
        TRY(tile_make(pg, &house->tiles[i], &card.tiles[i]));
    *ret_card = card;
    return NULL;
}

/* ---- figures ------------------------------------------------------------------------------------
 */

static struct err *figure_url(struct page *pg, const char *name, struct text house, int32_t day,
                              const char **ret_url)
{
    char date[DATE_TEXT + 1];
    date_print(day, date);
    *ret_url = house.n == 0 ? arena_printf(pg->arena, "/figure/%s?as_of=%s", name, date)
                            : arena_printf(pg->arena, "/figure/%s?as_of=%s&house=%.*s", name, date,
                                           TEXT_ARG(house));
    NEED(*ret_url);
    return NULL;
}

struct err *house_figures_make(struct page *pg, struct text house, int32_t day,
                               struct house_figures *ret_figures)
{
    const struct figure_ask ask = {.house = house, .from = day, .to = day};
    ret_figures->n = 0;
    TRY(figures_as_of(&pg->rq, &ask, &ret_figures->found));
    for (size_t i = 0; i < FIGURE__AS_OF_END; i++) {
        int64_t n = ret_figures->found.counts[i];
        if (n == 0 && i > FIGURE_EXPECTED)
            continue; /* kinds of people that many houses never have */
        struct figure_link *link = &ret_figures->at[ret_figures->n++];
        *link = (struct figure_link){.name = figure_name((enum figure)i),
                                     .label = figure_label((enum figure)i),
                                     .figure = as_num(n)};
        TRY(figure_url(pg, link->name, house, day, &link->url));
    }
    return NULL;
}

void house_figures_json(struct buf *b, const struct house_figures *figures)
{
    json_name(b, "figures");
    json_open(b, '{');
    for (size_t i = 0; i < FIGURE__AS_OF_END; i++)
        json_int(b, figure_name((enum figure)i), figures->found.counts[i]);
    json_close(b, '}');
}

/* ---- JSON ---------------------------------------------------------------------------------------
 */

static void lodger_json(struct buf *b, const struct lodger *l)
{
    const struct choice *away =
        l->away == 0 ? NULL : choice_by_no(field_by_no(&absence_type, ABSENCE_REASON), l->away);
    json_open(b, '{');
    json_id(b, "id", l->person);
    json_text(b, "name", l->name);
    json_bool(b, "child", l->is_child);
    if (away != NULL)
        json_string(b, "away", away->code);
    json_close(b, '}');
}

static void tile_members_json(struct buf *b, const struct tile *tile)
{
    json_id(b, "id", tile->room);
    json_text(b, "label", tile->label);
    json_int(b, "places", tile->places);
    json_bool(b, "in_service", tile->in_service);
    json_bool(b, "free", tile->is_free);
    json_name(b, "here");
    json_open(b, '[');
    for (size_t i = 0; i < tile->n_families; i++)
        for (size_t j = 0; j < tile->families[i].n; j++)
            lodger_json(b, &tile->families[i].at[j]);
    json_close(b, ']');
}

static void tile_json(struct buf *b, const struct tile *tile)
{
    json_open(b, '{');
    tile_members_json(b, tile);
    json_close(b, '}');
}

void tonight_json(struct buf *b, const struct tonight *house)
{
    json_open(b, '{');
    json_id(b, "id", house->house);
    json_text(b, "handle", house->handle);
    json_text(b, "name", house->name);
    json_bool(b, "open", house->is_open);
    json_name(b, "rooms");
    json_open(b, '[');
    for (size_t i = 0; i < house->n_tiles; i++)
        tile_json(b, &house->tiles[i]);
    json_close(b, ']');
    json_close(b, '}');
}

/* ---- /house, /house/:handle
 * ---------------------------------------------------------------------- */

struct err *page_houses(struct page *pg)
{
    struct tonights houses;
    pg->area = AREA_HOUSES;
    page_title(pg, N_("Houses"));
    if (pg->form == PAGE_CSV || house_list_count(&pg->rq) > HOUSES_FEW)
        return houses_list(pg);
    TRY(tonight(&pg->rq, TEXT_NONE, &houses));
    struct house_card *cards = arena_makes(pg->arena, struct house_card, houses.n);
    NEED(cards);
    for (size_t i = 0; i < houses.n; i++)
        TRY(house_card_make(pg, &houses.at[i], &cards[i]));
    if (pg->form != PAGE_JSON) {
        house_all(&pg->out, pg, cards, houses.n);
        return NULL;
    }
    struct buf *b = pg->out.out;
    json_open(b, '{');
    json_name(b, "rows");
    json_open(b, '[');
    for (size_t i = 0; i < houses.n; i++)
        tonight_json(b, &houses.at[i]);
    json_close(b, ']');
    json_int(b, "count", (int64_t)houses.n);
    json_close(b, '}');
    return NULL;
}

struct err *page_house(struct page *pg)
{
    struct tonights houses;
    struct house_card card;
    struct house_figures figures;
    struct duty_card duty;
    int32_t today = 0;
    pg->area = AREA_HOUSES;
    TRY(tonight(&pg->rq, pg->params[0], &houses));
    TRY(request_day(&pg->rq, &today));
    if (house_list_count(&pg->rq) > HOUSES_FEW)
        pg->house = houses.at[0].handle;
    page_title(pg, N_("{1} tonight"), houses.at[0].name);
    TRY(house_card_make(pg, &houses.at[0], &card));
    if (card.may_call && pg->form == PAGE_HTML)
        TRY(duty_card_make(pg, &houses.at[0], &duty));
    TRY(house_figures_make(pg, houses.at[0].handle, today, &figures));
    if (pg->form != PAGE_JSON) {
        house_one(&pg->out, pg, &card, &figures, card.may_call ? &duty : NULL, today);
        return NULL;
    }
    json_open(pg->out.out, '{');
    json_date(pg->out.out, "as_of", today);
    house_figures_json(pg->out.out, &figures);
    json_name(pg->out.out, "house");
    tonight_json(pg->out.out, &houses.at[0]);
    json_close(pg->out.out, '}');
    return NULL;
}

/* ---- /room/:id
 * ----------------------------------------------------------------------------------- */

static bool room_find(const struct tonights *houses, struct id room,
                      const struct tonight **ret_house, const struct tile **ret_tile)
{
    for (size_t i = 0; i < houses->n; i++) {
        for (size_t j = 0; j < houses->at[i].n_tiles; j++) {
            if (!id_equal(houses->at[i].tiles[j].room, room))
                continue;
            *ret_house = &houses->at[i];
            *ret_tile = &houses->at[i].tiles[j];
            return true;
        }
    }
    return false;
}

static struct err *family_make(struct page *pg, const struct tonight *house,
                               const struct lodging_family *f, struct room_family *ret_family)
{
    char id[ID_TEXT + 1];
    *ret_family = (struct room_family){.family = *f};
    if (!page_may_in_house(pg, MAY_ADMIT, house->house))
        return NULL;
    id_text(f->at[0].person, id);
    ret_family->move_url = arena_printf(pg->arena, "/person/%s/move", id);
    ret_family->leave_url = arena_printf(pg->arena, "/person/%s/leave", id);
    NEED(ret_family->move_url);
    NEED(ret_family->leave_url);
    return NULL;
}

static struct err *room_show(struct page *pg, const struct tonight *house, const struct tile *tile)
{
    struct room_family *families = arena_makes(pg->arena, struct room_family, tile->n_families);
    NEED(families);
    for (size_t i = 0; i < tile->n_families; i++)
        TRY(family_make(pg, house, &tile->families[i], &families[i]));
    room_one_begin(&pg->out, pg, house, tile, families);
    TRY(room_history(pg, house, tile->room));
    TRY(equipment_in_room(pg, tile->room));
    room_one_end(&pg->out, pg, house, tile, families);
    return NULL;
}

struct err *page_room(struct page *pg)
{
    struct tonights houses;
    struct id room = ID_NONE;
    struct text handle = TEXT_NONE;
    const struct tonight *house = NULL;
    const struct tile *tile = NULL;
    pg->area = AREA_HOUSES;
    if (id_parse(pg->params[0], &room))
        TRY(house_of_room(&pg->rq, room, &handle));
    if (handle.n == 0)
        return page_absent(pg);
    TRY(tonight(&pg->rq, handle, &houses));
    if (!room_find(&houses, room, &house, &tile))
        return page_absent(pg);
    page_title(pg, N_("Room {1}, {2}"), tile->label, house->name);
    if (pg->form != PAGE_JSON)
        return room_show(pg, house, tile);
    json_open(pg->out.out, '{');
    tile_members_json(pg->out.out, tile);
    TRY(room_history_json(pg, room));
    json_close(pg->out.out, '}');
    return NULL;
}
