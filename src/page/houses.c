/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* houses.c - which house a page is about where there are many, and the list to choose from. */
#include "page/houses.h"

#include "base/limits.h"
#include "model/types.h"
#include "page/houses.html.h"
#include "view/places.h"

/* ---- the chosen one -----------------------------------------------------------------------------
 */

/* A form that was sent says it itself; a room says in which house it is. */
static struct err *said_in_form(struct page *pg, struct text *ret_house)
{
    struct text room = page_value(pg, "room", fields_get(&pg->query, "room"));
    struct id id = ID_NONE;
    *ret_house = fields_get(&pg->typed, "house");
    if (ret_house->n > 0)
        return NULL;
    if (id_parse(room, &id))
        return house_of_room(&pg->rq, id, ret_house);
    if (!text_cut(&room, '/', ret_house))
        *ret_house = TEXT_NONE;
    return NULL;
}

/* The page outlives the index of this moment, so it has a copy. */
static struct err *choose(struct page *pg, struct text name, struct house_choice *choice)
{
    if (choice->seat != NULL || name.n == 0)
        return NULL;
    choice->seat = house_list_find(&pg->rq, name);
    if (choice->seat == NULL)
        return NULL;
    pg->house.n = choice->seat->handle.n;
    pg->house.at = arena_strn(pg->arena, choice->seat->handle.at, pg->house.n);
    NEED(pg->house.at);
    return NULL;
}

struct err *house_choice_read(struct page *pg, struct text otherwise,
                              struct house_choice *ret_choice)
{
    struct house_choice choice = {.n = house_list_count(&pg->rq)};
    struct text asked = fields_get(&pg->query, "house"), said = TEXT_NONE;
    choice.is_many = choice.n > HOUSES_FEW;
    *ret_choice = choice;
    if (!choice.is_many)
        return NULL;
    TRY(choose(pg, asked, &choice));
    if (asked.n > 0 && choice.seat == NULL)
        return page_absent(pg);
    TRY(said_in_form(pg, &said));
    TRY(choose(pg, said, &choice));
    if (!fields_has(&pg->query, "house")) { /* `?house=` alone asks for the list */
        TRY(choose(pg, otherwise, &choice));
        TRY(choose(pg, pg->house_last, &choice));
    }
    *ret_choice = choice;
    return NULL;
}

struct err *house_choice_first(struct page *pg, struct house_choice *choice)
{
    const struct house_ask ask = {.limit = 1};
    struct house_list list;
    if (!choice->is_many || choice->seat != NULL)
        return NULL;
    TRY(house_list(&pg->rq, &ask, &list));
    return choose(pg, list.rows[0]->handle, choice);
}

/* ---- a few on a page ----------------------------------------------------------------------------
 */

static struct err *row_url(struct page *pg, const struct people_seat *seat, const char **ret_url)
{
    const char *handle = arena_strn(pg->arena, seat->handle.at, seat->handle.n);
    NEED(handle);
    return list_url(pg, "house", handle, ret_url);
}

static struct err *pick_add(struct page *pg, const struct people_seat *seat, bool is_chosen,
                            struct houses_pick *pick)
{
    struct houses_row *row = &pick->rows[pick->n++];
    *row = (struct houses_row){
        .name = seat->name, .n_here = (int64_t)seat->n_here, .is_chosen = is_chosen};
    return row_url(pg, seat, &row->url);
}

/* The chosen one stands first; the others as in the list. */
struct err *houses_pick_make(struct page *pg, const struct house_choice *choice,
                             struct houses_pick *ret_pick)
{
    const struct house_ask ask = {.limit = HOUSES_SHOWN};
    struct house_list list;
    struct houses_pick pick = {.all = choice->n};
    TRY(house_list(&pg->rq, &ask, &list));
    if (choice->seat != NULL)
        TRY(pick_add(pg, choice->seat, true, &pick));
    for (size_t i = 0; i < list.n && pick.n < HOUSES_SHOWN; i++)
        if (list.rows[i] != choice->seat)
            TRY(pick_add(pg, list.rows[i], false, &pick));
    *ret_pick = pick;
    return NULL;
}

/* ---- the list -----------------------------------------------------------------------------------
 */

static const struct list_column columns[] = {
    {"id", NULL, LIST_ID, NULL},
    {"handle", NULL, LIST_TEXT, NULL},
    {"name", N_("Name"), LIST_TEXT, NULL},
    {"kind", N_("Kind"), LIST_CHOICE, NULL},
    {"state", N_("State"), LIST_CHOICE, NULL},
    {"rooms", N_("Rooms"), LIST_INT, NULL},
    {"here", N_("Who is here"), LIST_INT, NULL},
};

static const struct field *kind_field(void)
{
    return field_by_no(&house_type, HOUSE_KIND);
}

static const struct field *state_field(void)
{
    return field_by_no(&house_type, HOUSE_STATE);
}

static void choice_put(struct list *l, const struct field *field, int64_t no)
{
    const struct choice *c = choice_by_no(field, no);
    if (c == NULL)
        list_none(l);
    else
        list_choice(l, c->code, c->label);
}

static struct err *row_put(struct page *pg, struct list *l, const struct people_seat *seat,
                           bool is_choice)
{
    const char *url = NULL;
    if (is_choice) {
        TRY(row_url(pg, seat, &url));
    } else {
        url = arena_printf(pg->arena, "/house/%.*s", TEXT_ARG(seat->handle));
        NEED(url);
    }
    TRY(list_id(pg, l, seat->house));
    list_text(l, seat->handle, NULL);
    list_text(l, seat->name, url);
    choice_put(l, kind_field(), seat->kind);
    choice_put(l, state_field(), seat->is_open ? HOUSE_OPEN : HOUSE_CLOSED);
    list_int(l, (int64_t)seat->n_rooms);
    list_int(l, (int64_t)seat->n_here);
    return NULL;
}

static int64_t choice_asked(const struct page *pg, const struct field *field)
{
    struct text asked = fields_get(&pg->query, field->name);
    for (const struct choice *c = field->choices; c->code != NULL; c++)
        if (text_is(asked, c->code))
            return c->no;
    return 0;
}

static void facet_put(struct list *l, const struct field *field, const size_t *counts)
{
    struct list_facet *f = list_facet(l, field->name, field->label);
    for (const struct choice *c = field->choices; c->code != NULL; c++)
        list_value(f, c->code, c->label, TEXT_NONE, counts[c->no]);
}

static struct err *list_fill(struct page *pg, bool is_choice, struct list *l)
{
    const struct house_ask ask = {.query = fields_get(&pg->query, "q"),
                                  .kind = choice_asked(pg, kind_field()),
                                  .state = is_choice ? HOUSE_OPEN : choice_asked(pg, state_field()),
                                  .after = fields_get(&pg->query, "after"),
                                  .limit = list_limit(pg)};
    struct house_list found;
    *l = (struct list){.columns = columns,
                       .n_columns = COUNT(columns),
                       .withheld = -1,
                       .nothing = N_("No house is listed here"),
                       .act = "house.open"};
    if (text_length(ask.query) > LIMIT_SEARCH_LETTERS)
        return err_input(pg->arena, "q", N_("This is too long to search for"));
    TRY(house_list(&pg->rq, &ask, &found));
    TRY(list_room(pg, l, found.n));
    for (size_t i = 0; i < found.n; i++)
        TRY(row_put(pg, l, found.rows[i], is_choice));
    facet_put(l, kind_field(), found.kinds);
    if (!is_choice)
        facet_put(l, state_field(), found.states);
    TRY(request_zone(&pg->rq, &l->zone));
    l->count = (int64_t)found.count;
    if (!found.has_more)
        return NULL;
    struct text last = found.rows[found.n - 1]->handle;
    l->after = arena_strn(pg->arena, last.at, last.n);
    NEED(l->after);
    return NULL;
}

struct err *houses_list(struct page *pg)
{
    struct list l;
    bool is_done = false;
    TRY(list_fill(pg, false, &l));
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    houses_begin(&pg->out, pg, pg->title, NULL);
    TRY(list_show(pg, &l));
    houses_end(&pg->out, pg, pg->title, NULL);
    return NULL;
}

struct err *houses_ask(struct page *pg, const char *title)
{
    struct list l;
    const struct text words = text_of(lang_text(pg->out.lang, title));
    TRY(list_fill(pg, true, &l));
    houses_begin(&pg->out, pg, words, pg->path);
    TRY(list_show(pg, &l));
    houses_end(&pg->out, pg, words, pg->path);
    return NULL;
}
