/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* equipment.c - /equipment, what a house owns; one thing with its faults; on the page of a room and
 * among the needs of Today. */
#include "page/equipment.h"

#include <assert.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "command/equipment.h"
#include "model/types.h"
#include "page/equipment.html.h"
#include "page/form.h"
#include "page/list.h"
#include "page/needs.h"
#include "page/pages.h"
#include "page/rooms.h"
#include "page/words.h"

enum { TOLD_MAX = 8 };

static const char *equipment_path(struct page *pg, struct id equipment, const char *piece)
{
    char id[ID_TEXT + 1];
    id_text(equipment, id);
    return piece == NULL ? arena_printf(pg->arena, "/equipment/%s", id)
                         : arena_printf(pg->arena, "/equipment/%s/%s", id, piece);
}

static const struct choice *state_of(const struct equipment_view *e)
{
    return choice_by_no(field_by_no(&equipment_type, EQUIPMENT_STATE), e->state);
}

/* ---- the list ----------------------------------------------------------------------------------
 */

static const struct list_column columns[] = {
    {"id", NULL, LIST_ID, NULL},
    {"what", N_("What"), LIST_TEXT, NULL},
    {"state", N_("State"), LIST_CHOICE, NULL},
    {"faulty_since", N_("Faulty since"), LIST_INSTANT, NULL},
    {"house", N_("House"), LIST_TEXT, NULL},
    {"room", N_("Room"), LIST_TEXT, NULL},
    {"place", N_("Where?"), LIST_TEXT, NULL},
    {"since", N_("Since"), LIST_DATE, NULL},
    {"given_by", N_("Given by"), LIST_TEXT, NULL},
};
static const char *const state_codes[] = {"any", "works", "faulty", "in-repair", "gone", NULL};

static struct err *row_put(struct page *pg, struct list *l, const struct equipment_view *e)
{
    const char *url = equipment_path(pg, e->rec->id, NULL);
    NEED(url);
    TRY(list_id(pg, l, e->rec->id));
    list_text(l, rec_text(e->rec, EQUIPMENT_WHAT), url);
    list_choice(l, state_of(e)->code, state_of(e)->label);
    if (e->waits_since_ms == 0)
        list_none(l);
    else
        list_instant(l, e->waits_since_ms);
    list_text(l, pg->form == PAGE_HTML ? e->place->name : e->place->handle, NULL);
    list_text(l, e->room, NULL);
    list_text(l, rec_text(e->rec, EQUIPMENT_PLACE), NULL);
    list_date(l, rec_has(e->rec, EQUIPMENT_SINCE) ? (int32_t)rec_int(e->rec, EQUIPMENT_SINCE, 0)
                                                  : DATE_NONE);
    list_text(l, rec_text(e->rec, EQUIPMENT_GIVEN_BY), NULL);
    return NULL;
}

static bool is_wanted(const struct equipment_view *e, int64_t state, struct text house)
{
    bool of_state = state == 0 ? e->state != EQUIPMENT_GONE : e->state == state;
    return of_state && (house.n == 0 || text_equal(house, e->place->handle));
}

static void facets_put(struct list *l, const struct equipment_list *all)
{
    struct list_facet *f = list_facet(l, "state", N_("State"));
    const struct choice *states = field_by_no(&equipment_type, EQUIPMENT_STATE)->choices;
    for (size_t i = 0; states[i].no != 0; i++) {
        size_t n = 0;
        for (size_t j = 0; j < all->n; j++)
            n += all->at[j].state == states[i].no;
        list_value(f, states[i].code, states[i].label, TEXT_NONE, n);
    }
}

static struct err *houses_put(struct page *pg, struct list *l, const struct equipment_list *all)
{
    struct place_rows places;
    TRY(place_rows(&pg->rq, &places));
    struct list_facet *f = list_facet(l, "house", N_("House"));
    for (size_t i = 0; i < places.n; i++) {
        size_t n = 0;
        const char *code = arena_strn(pg->arena, places.at[i].handle.at, places.at[i].handle.n);
        NEED(code);
        for (size_t j = 0; j < all->n; j++)
            n += id_equal(all->at[j].place->house, places.at[i].house);
        if (n > 0)
            list_value(f, code, NULL, places.at[i].name, n);
    }
    return NULL;
}

static struct err *list_fill(struct page *pg, const struct equipment_list *all, struct list *l)
{
    int64_t state = (int64_t)list_choice_asked(pg, "state", state_codes);
    struct text house = fields_get(&pg->query, "house");
    TRY(list_room(pg, l, all->n));
    l->count = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (!is_wanted(&all->at[i], state, house))
            continue;
        TRY(row_put(pg, l, &all->at[i]));
        l->count++;
    }
    facets_put(l, all);
    return houses_put(pg, l, all);
}

static bool may_add(const struct page *pg)
{
    for (size_t i = 0; i < pg->who.n_grants; i++)
        if (page_may(pg, MAY_WRITE_EQUIPMENT) && pg->who.grants[i].scope != SCOPE_OWN)
            return true;
    return false;
}

struct err *page_equipment(struct page *pg)
{
    const struct equipment_ask ask = {.gone_too = true};
    struct equipment_list all;
    struct list l = {.columns = columns,
                     .n_columns = COUNT(columns),
                     .nothing = N_("No equipment is written down here"),
                     .withheld = -1,
                     .act = "equipment.open"};
    bool is_done = false;
    pg->area = AREA_HOUSES;
    page_title(pg, N_("Equipment"));
    TRY(equipment_list(&pg->rq, &ask, &all));
    TRY(list_fill(pg, &all, &l));
    TRY(request_zone(&pg->rq, &l.zone));
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    equipment_frame_begin(&pg->out, pg, may_add(pg));
    TRY(list_show(pg, &l));
    equipment_frame_end(&pg->out, pg, may_add(pg));
    return NULL;
}

/* ---- one thing ---------------------------------------------------------------------------------
 */

static struct err *equipment_open(struct page *pg, struct equipment_page *e)
{
    struct id equipment;
    if (!id_parse(pg->params[0], &equipment))
        return page_absent(pg);
    pg->area = AREA_HOUSES;
    TRY(equipment_require(&pg->rq, equipment, &e->view));
    e->name = rec_text(e->view.rec, EQUIPMENT_WHAT);
    e->where = e->view.place->name;
    e->correct_url = equipment_path(pg, equipment, "correct");
    e->fault_url = equipment_path(pg, equipment, "fault");
    e->repair_url = equipment_path(pg, equipment, "repair");
    e->gone_url = equipment_path(pg, equipment, "gone");
    NEED(e->correct_url);
    NEED(e->fault_url);
    NEED(e->repair_url);
    NEED(e->gone_url);
    page_title(pg, N_("{1}"), e->name);
    return NULL;
}

static struct err *pairs_make(struct page *pg, struct equipment_page *e)
{
    const struct rec *r = e->view.rec;
    assert(r != NULL);
    e->pairs = arena_makes(pg->arena, struct pair, r->type->n_fields);
    NEED(e->pairs);
    for (size_t i = 0; i < r->type->n_fields; i++) {
        const struct field *f = &r->type->fields[i];
        struct text words;
        if (f->no == EQUIPMENT_WHAT || (f->see & pg->rq.who->roles) == 0 || r->slots[i].n == 0)
            continue;
        TRY(words_values(pg, e->view.place->zone, f, &r->slots[i], &words));
        if (f->no == EQUIPMENT_ROOM)
            words = e->view.room;
        e->pairs[e->n_pairs++] = (struct pair){.label = f->label, .value = SHOWN(words)};
    }
    return NULL;
}

static struct err *repair_make(struct page *pg, const struct equipment_page *e,
                               const struct rec *repair, struct repair_row *row)
{
    static const enum tone tones[] = {[REPAIR_WAITS] = TONE_BAD,
                                      [REPAIR_BEGUN] = TONE_WARN,
                                      [REPAIR_DONE] = TONE_OK,
                                      [REPAIR_GIVEN_UP] = TONE_PLAIN};
    const struct zone *zone = e->view.place->zone;
    int64_t state = rec_int(repair, REPAIR_STATE, REPAIR_WAITS);
    *row = (struct repair_row){.day = zone_wall(zone, rec_int(repair, REPAIR_REPORTED, 0)).date,
                               .fault = rec_text(repair, REPAIR_FAULT),
                               .words = rec_text(repair, REPAIR_WORDS),
                               .tone = tones[state]};
    row->state = choice_by_no(field_by_no(&repair_type, REPAIR_STATE), state)->label;
    if (rec_has(repair, REPAIR_ENDED))
        TRY(words_instant(pg, zone, rec_int(repair, REPAIR_ENDED, 0), &row->ended));
    return NULL;
}

static struct err *repairs_make(struct page *pg, struct equipment_page *e)
{
    struct repair_list list;
    TRY(equipment_repairs(&pg->rq, e->view.rec->id, &list));
    e->repairs = arena_makes(pg->arena, struct repair_row, list.n);
    NEED(e->repairs);
    for (; e->n_repairs < list.n; e->n_repairs++)
        TRY(repair_make(pg, e, list.at[e->n_repairs], &e->repairs[e->n_repairs]));
    return NULL;
}

struct err *page_equipment_one(struct page *pg)
{
    struct equipment_page e = {0};
    TRY(equipment_open(pg, &e));
    if (pg->form == PAGE_JSON) {
        rec_put_json(e.view.rec, pg->who.roles, pg->out.out);
        return NULL;
    }
    TRY(pairs_make(pg, &e));
    TRY(repairs_make(pg, &e));
    equipment_one(&pg->out, pg, &e);
    return NULL;
}

/* ---- writing it down ---------------------------------------------------------------------------
 */

static struct err *edit_show(struct page *pg, struct equipment_edit *e, struct text room)
{
    TRY(places_field(pg, MAY_WRITE_EQUIPMENT, &e->house));
    if (e->rec == NULL && e->house.n_choices == 0)
        return page_absent(pg);
    e->room = (struct form_field){.name = "room",
                                  .label = N_("In which room?"),
                                  .hint = N_("The room's label"),
                                  .value = page_value(pg, "room", room),
                                  .wrong = page_wrong(pg, "room"),
                                  .is_short = true,
                                  .is_optional = true};
    equipment_form(&pg->out, pg, e);
    return NULL;
}

struct err *page_equipment_add(struct page *pg)
{
    struct equipment_edit e = {
        .action = "/equipment/add", .back = "/equipment", .save = N_("Write it down")};
    pg->area = AREA_HOUSES;
    page_title(pg, N_("Write equipment down"));
    return edit_show(pg, &e, TEXT_NONE);
}

struct err *page_equipment_correct(struct page *pg)
{
    struct equipment_page p = {0};
    struct equipment_edit e = {.save = N_("Save")};
    TRY(equipment_open(pg, &p));
    if (!p.view.may_write)
        return page_absent(pg);
    e.rec = p.view.rec;
    e.action = p.correct_url;
    e.back = equipment_path(pg, p.view.rec->id, NULL);
    NEED(e.back);
    page_title(pg, N_("{1}: correct what was written"), p.name);
    return edit_show(pg, &e, p.view.room);
}

static struct err *form_make(struct page *pg, struct equipment_form **ret_form)
{
    static const char *const fields[] = {"what", "room", "place", "since", "given_by"};
    struct equipment_form *form = arena_make(pg->arena, struct equipment_form);
    struct told *told = arena_makes(pg->arena, struct told, TOLD_MAX);
    NEED(form);
    NEED(told);
    for (size_t i = 0; i < COUNT(fields); i++)
        if (page_typed(pg, fields[i]))
            told[form->n++] = (struct told){fields[i], fields_get(&pg->typed, fields[i])};
    form->told = told;
    form->house = fields_get(&pg->typed, "house");
    *ret_form = form;
    return NULL;
}

static const char *next_equipment(struct page *pg, const struct answer *answer)
{
    for (size_t i = 0; i < answer->n_records; i++)
        if (answer->records[i].type == &equipment_type)
            return equipment_path(pg, answer->records[i].id, NULL);
    return "/equipment";
}

struct err *act_equipment_add(struct page *pg, struct page_act *ret_act)
{
    struct equipment_form *form = NULL;
    TRY(form_make(pg, &form));
    *ret_act = (struct page_act){.run = equipment_add, .form = form, .next_of = next_equipment};
    return NULL;
}

struct err *act_equipment_correct(struct page *pg, struct page_act *ret_act)
{
    struct equipment_form *form = NULL;
    TRY(form_make(pg, &form));
    if (!id_parse(pg->params[0], &form->equipment))
        return page_absent(pg);
    *ret_act = (struct page_act){.run = equipment_correct, .form = form, .next_of = next_equipment};
    return NULL;
}

static struct err *act_make(struct page *pg, command_fn *run, const char *words,
                            struct page_act *ret_act)
{
    struct equipment_act_form *form = arena_make(pg->arena, struct equipment_act_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->equipment))
        return page_absent(pg);
    form->words = fields_get(&pg->typed, words);
    *ret_act = (struct page_act){.run = run, .form = form, .next_of = next_equipment};
    return NULL;
}

struct err *act_equipment_fault(struct page *pg, struct page_act *ret_act)
{
    return act_make(pg, equipment_fault, "fault", ret_act);
}

struct err *act_equipment_repair(struct page *pg, struct page_act *ret_act)
{
    bool begun = fields_has(&pg->typed, "begun") && !fields_has(&pg->typed, "done");
    return act_make(pg, begun ? equipment_repair : equipment_repaired, "words", ret_act);
}

struct err *act_equipment_gone(struct page *pg, struct page_act *ret_act)
{
    return act_make(pg, equipment_gone, "words", ret_act);
}

/* ---- elsewhere ---------------------------------------------------------------------------------
 */

struct err *equipment_in_room(struct page *pg, struct id room)
{
    const struct equipment_ask ask = {.room = room};
    struct equipment_list list;
    if (!page_may(pg, MAY_SEE_EQUIPMENT))
        return NULL;
    TRY(equipment_list(&pg->rq, &ask, &list));
    equipment_of_room(&pg->out, &list);
    return NULL;
}

struct err *need_equipment(struct page *pg, struct needs *needs)
{
    const struct equipment_ask ask = {.house = needs_house(pg, needs)};
    struct equipment_list list;
    TRY(equipment_list(&pg->rq, &ask, &list));
    for (size_t i = 0; i < list.n && list.at[i].waits_since_ms != 0; i++) {
        const struct equipment_view *e = &list.at[i];
        int32_t since = zone_wall(e->place->zone, e->waits_since_ms).date;
        const char *url = equipment_path(pg, e->rec->id, NULL);
        NEED(url);
        if (equipment_waits_long(&pg->rq, e))
            TRY(need_add(
                pg, needs,
                &(const struct need){.rank = NEED_SOON,
                                     .order = since,
                                     .code = "equipment-faulty",
                                     .row = {.tone = TONE_WARN,
                                             .when = N_("Faulty since {1}"),
                                             .when_value = as_day_month(since),
                                             .title = rec_text(e->rec, EQUIPMENT_WHAT),
                                             .about = e->place->name,
                                             .link = {url, N_("See to it"), "equipment.open"}}}));
    }
    return NULL;
}
