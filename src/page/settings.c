/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* settings.c - what an organisation decides about itself: houses and rooms. */
#include "page/settings.h"

#include "base/json.h"
#include "model/types.h"
#include "page/pages.h"
#include "page/settings.html.h"

const struct settings_door settings_doors[SETTINGS_DOORS] = {
    {"/account", N_("My account"), N_("Password, second factor, where I am signed in"), MAY_ANYONE},
    {"/setup", N_("Your organisation"), N_("Its name, language and time zone"), MAY_MANAGE_HOUSES},
    {"/settings/houses", N_("Houses and rooms"),
     N_("Add a house or a room, close a room for repair"), MAY_MANAGE_HOUSES},
    {"/settings/programmes", N_("Programmes"), N_("Stages and rules, in your own words"),
     MAY_MANAGE_PROGRAMMES},
    {"/settings/users", N_("Users"), N_("Who may come in, as what, and where"), MAY_SEE_USERS},
    {"/settings/keys", N_("Keys"), N_("Who can open the house after a power cut"), MAY_MACHINE},
    {"/settings/backup", N_("Backup"), N_("When it was made last, and how to make one"),
     MAY_MACHINE},
};

struct err *page_settings(struct page *pg)
{
    pg->area = AREA_SETTINGS;
    page_title(pg, N_("Settings"));
    settings(&pg->out, pg);
    return NULL;
}

/* ---- houses -------------------------------------------------------------------------------------
 */

static void room_json(struct buf *b, const struct room_view *room)
{
    json_open(b, '{');
    json_id(b, "id", room->room);
    json_text(b, "label", room->label);
    json_int(b, "places", room->places);
    json_int(b, "households_max", room->households_max);
    json_bool(b, "in_service", room->in_service);
    json_close(b, '}');
}

static void house_json(struct buf *b, const struct house_view *h)
{
    json_open(b, '{');
    json_id(b, "id", h->house);
    json_text(b, "handle", h->handle);
    json_text(b, "name", h->name);
    json_bool(b, "open", h->is_open);
    json_name(b, "rooms");
    json_open(b, '[');
    for (size_t i = 0; i < h->n_rooms; i++)
        room_json(b, &h->rooms[i]);
    json_close(b, ']');
    json_close(b, '}');
}

struct err *page_settings_houses(struct page *pg)
{
    struct house_views views;
    pg->area = AREA_SETTINGS;
    page_title(pg, N_("Houses and rooms"));
    TRY(house_views(&pg->rq, TEXT_NONE, &views));
    if (pg->form != PAGE_JSON) {
        settings_houses(&pg->out, pg, &views);
        return NULL;
    }
    json_open(pg->out.out, '{');
    json_name(pg->out.out, "rows");
    json_open(pg->out.out, '[');
    for (size_t i = 0; i < views.n; i++)
        house_json(pg->out.out, &views.at[i]);
    json_close(pg->out.out, ']');
    json_int(pg->out.out, "count", (int64_t)views.n);
    json_close(pg->out.out, '}');
    return NULL;
}

struct err *act_house_add(struct page *pg, struct page_act *ret_act)
{
    struct house_form *form = arena_make(pg->arena, struct house_form);
    struct text zone = fields_get(&pg->typed, "zone");
    NEED(form);
    *form = (struct house_form){.handle = fields_get(&pg->typed, "handle"),
                                .name = fields_get(&pg->typed, "name"),
                                .zone = zone.n == 0 ? TEXT("Europe/Kyiv") : zone,
                                .kind = fields_get(&pg->typed, "kind")};
    *ret_act = (struct page_act){.run = house_add, .form = form, .next = "/settings/houses"};
    return NULL;
}

/* ---- the organisation ---------------------------------------------------------------------------
 */

struct err *page_setup(struct page *pg)
{
    struct rec *organisation = NULL;
    pg->area = AREA_SETTINGS;
    page_title(pg, N_("Your organisation"));
    TRY(organisation_view(&pg->rq, &organisation));
    if (pg->form == PAGE_JSON)
        rec_put_json(organisation, pg->who.roles, pg->out.out);
    else
        setup(&pg->out, pg, organisation);
    return NULL;
}

struct err *act_setup(struct page *pg, struct page_act *ret_act)
{
    struct organisation_form *form = arena_make(pg->arena, struct organisation_form);
    NEED(form);
    *form = (struct organisation_form){.name = fields_get(&pg->typed, "name"),
                                       .lang = fields_get(&pg->typed, "lang"),
                                       .zone = fields_get(&pg->typed, "zone")};
    *ret_act =
        (struct page_act){.run = organisation_correct, .form = form, .next = "/settings/houses"};
    return NULL;
}

/* ---- one house's rooms --------------------------------------------------------------------------
 */

static struct err *house_of(struct page *pg, struct house_view *ret_house)
{
    struct house_views views;
    struct err *bad = house_views(&pg->rq, pg->params[0], &views);
    if (bad != NULL && bad->kind == ERR_INPUT)
        return page_absent(pg);
    if (bad != NULL)
        return bad;
    *ret_house = views.at[0];
    return NULL;
}

struct err *page_settings_house(struct page *pg)
{
    struct house_view house = {0};
    pg->area = AREA_SETTINGS;
    TRY(house_of(pg, &house));
    page_title(pg, N_("Rooms of {1}"), house.name);
    if (pg->form == PAGE_JSON)
        house_json(pg->out.out, &house);
    else
        settings_house(&pg->out, pg, &house);
    return NULL;
}

static const char *house_path(struct page *pg)
{
    return arena_printf(pg->arena, "/settings/house/%.*s", TEXT_ARG(pg->params[0]));
}

struct err *act_room_add(struct page *pg, struct page_act *ret_act)
{
    struct house_view house = {0};
    struct room_form *form = arena_make(pg->arena, struct room_form);
    NEED(form);
    TRY(house_of(pg, &house));
    *form = (struct room_form){.house = house.handle,
                               .label = fields_get(&pg->typed, "label"),
                               .places = fields_get(&pg->typed, "places"),
                               .households_max = fields_get(&pg->typed, "households_max")};
    *ret_act = (struct page_act){.run = room_add, .form = form, .next = house_path(pg)};
    return NULL;
}

/* The room whose button was pressed; its form leads back to the house. */
static struct err *room_of(struct page *pg, struct id *ret_room)
{
    struct house_view house = {0};
    TRY(house_of(pg, &house));
    if (!id_parse(pg->params[1], ret_room))
        return page_absent(pg);
    for (size_t i = 0; i < house.n_rooms; i++)
        if (id_equal(house.rooms[i].room, *ret_room))
            return NULL;
    return page_absent(pg);
}

struct err *act_room_service(struct page *pg, struct page_act *ret_act)
{
    struct room_service_form *form = arena_make(pg->arena, struct room_service_form);
    NEED(form);
    TRY(room_of(pg, &form->room));
    form->in_service = text_is(fields_get(&pg->typed, "state"), "in-service");
    *ret_act = (struct page_act){.run = room_service, .form = form, .next = house_path(pg)};
    return NULL;
}

struct err *act_room_correct(struct page *pg, struct page_act *ret_act)
{
    struct room_correct_form *form = arena_make(pg->arena, struct room_correct_form);
    NEED(form);
    TRY(room_of(pg, &form->room));
    form->label = fields_get(&pg->typed, "label");
    form->places = fields_get(&pg->typed, "places");
    form->households_max = fields_get(&pg->typed, "households_max");
    *ret_act = (struct page_act){.run = room_correct, .form = form, .next = house_path(pg)};
    return NULL;
}
