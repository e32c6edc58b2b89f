/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* rooms.c - free rooms as choices, with their places; houses as choices. */
#include "page/rooms.h"

#include "base/limits.h"
#include "view/places.h"
#include "view/tonight.h"

static struct err *room_words(struct page *pg, const struct tonight *house, const struct tile *tile,
                              bool many_houses, struct text *ret_words)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(1));
    char *label = arena_strn(pg->arena, tile->label.at, tile->label.n);
    NEED(label);
    lang_put(&b, pg->out.lang, N_("Room {1}"), label);
    buf_str(&b, " — ");
    lang_put_n(&b, pg->out.lang, NN_("{1} place", "{1} places"), tile->places);
    if (many_houses) {
        buf_str(&b, ", ");
        buf_put(&b, house->name);
    }
    return buf_take(&b, pg->arena, ret_words);
}

static struct err *rooms_of(struct page *pg, const struct tonight *house, bool many_houses,
                            struct form_choice *choices, size_t *n)
{
    for (size_t i = 0; i < house->n_tiles; i++) {
        char id[ID_TEXT + 1];
        if (!house->tiles[i].is_free || !house->is_open)
            continue;
        id_text(house->tiles[i].room, id);
        struct form_choice *c = &choices[(*n)++];
        *c = (struct form_choice){.value = arena_str(pg->arena, id)};
        NEED(c->value);
        TRY(room_words(pg, house, &house->tiles[i], many_houses, &c->words));
    }
    return NULL;
}

struct err *rooms_field(struct page *pg, struct id house, const char *label,
                        struct form_field *ret_field)
{
    struct tonights houses;
    char name[ID_TEXT + 1];
    size_t n = 0;
    id_text(house, name);
    TRY(tonight(&pg->rq, id_is_none(house) ? TEXT_NONE : text_of(name), &houses));
    for (size_t i = 0; i < houses.n; i++)
        n += houses.at[i].n_tiles;
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, n);
    NEED(choices);
    *ret_field = (struct form_field){
        .kind = INPUT_RADIOS, .name = "room", .label = label, .choices = choices};
    for (size_t i = 0; i < houses.n; i++)
        TRY(rooms_of(pg, &houses.at[i], houses.n > 1, choices, &ret_field->n_choices));
    ret_field->value = page_value(pg, "room", fields_get(&pg->query, "room"));
    ret_field->wrong = page_wrong(pg, "room");
    return NULL;
}

struct err *rooms_read(struct page *pg, struct id *ret_room)
{
    struct text typed = fields_get(&pg->typed, "room"), house = TEXT_NONE, rest = typed;
    if (typed.n == 0)
        return err_input(pg->arena, "room", N_("Choose a room for tonight"));
    if (id_parse(typed, ret_room))
        return NULL;
    if (text_cut(&rest, '/', &house) && rest.n > 0)
        return room_by_label(&pg->rq, house, rest, ret_room);
    return err_input(pg->arena, "room", N_("Choose one of the rooms"));
}

struct err *places_field(struct page *pg, enum may may, struct form_field *ret_field)
{
    struct place_rows places;
    TRY(place_rows(&pg->rq, &places));
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, places.n);
    NEED(choices);
    struct form_field f = {
        .kind = INPUT_SELECT, .name = "house", .label = N_("House"), .choices = choices};
    for (size_t i = 0; i < places.n; i++) {
        const struct place_row *p = &places.at[i];
        if (!p->is_open || !page_may_in_house(pg, may, p->house))
            continue;
        const char *code = arena_strn(pg->arena, p->handle.at, p->handle.n);
        NEED(code);
        choices[f.n_choices++] = (struct form_choice){.value = code, .words = p->name};
    }
    struct text usual = fields_get(&pg->query, "house");
    f.value = page_value(pg, "house", f.n_choices == 1 ? text_of(choices[0].value) : usual);
    f.wrong = page_wrong(pg, "house");
    *ret_field = f;
    return NULL;
}
