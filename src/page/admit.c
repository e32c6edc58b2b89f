/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* admit.c - a mother comes at night: her name and a room are enough. */
#include "page/admit.h"

#include "base/when.h"
#include "base/zone.h"
#include "command/stay.h"
#include "model/types.h"
#include "page/admit.html.h"
#include "page/pages.h"

/* ---- the page -----------------------------------------------------------------------------------
 */

static struct err *rooms_of(struct page *pg, const struct tonight *house, struct admit_page *ap)
{
    struct text chosen = page_value(pg, "room", fields_get(&pg->query, "room"));
    for (size_t i = 0; i < house->n_tiles; i++) {
        const struct tile *tile = &house->tiles[i];
        char id[ID_TEXT + 1];
        if (!tile->is_free || !house->is_open)
            continue;
        id_text(tile->room, id);
        struct admit_room *room = &ap->rooms[ap->n_rooms++];
        *room = (struct admit_room){.room = tile->room,
                                    .value = arena_str(pg->arena, id),
                                    .label = tile->label,
                                    .house = house->name,
                                    .places = tile->places};
        NEED(room->value);
        room->is_chosen = text_is(chosen, room->value);
    }
    return NULL;
}

static struct err *rooms_read(struct page *pg, struct admit_page *ap)
{
    struct tonights houses;
    size_t n = 0;
    TRY(tonight(&pg->rq, TEXT_NONE, &houses));
    for (size_t i = 0; i < houses.n; i++)
        n += houses.at[i].n_tiles;
    ap->rooms = arena_makes(pg->arena, struct admit_room, n);
    NEED(ap->rooms);
    ap->many_houses = houses.n > 1;
    for (size_t i = 0; i < houses.n; i++)
        TRY(rooms_of(pg, &houses.at[i], ap));
    return NULL;
}

/* As many rows as were filled, or asked for without a script. */
static size_t rows_wanted(const struct page *pg)
{
    size_t n = ADMIT_ROWS_USUAL;
    int64_t asked = 0;
    for (size_t i = 1; i <= ADMIT_CHILDREN_MAX; i++)
        if (fields_nth(&pg->typed, "child", i, "name").n > 0 ||
            fields_nth(&pg->typed, "child", i, "age").n > 0)
            n = n < i ? i : n;
    if (text_int(fields_get(&pg->query, "children"), &asked) && asked > 0 &&
        asked <= ADMIT_CHILDREN_MAX && (size_t)asked > n)
        n = (size_t)asked;
    return n;
}

static struct err *rows_make(struct page *pg, struct admit_page *ap)
{
    ap->n_children = rows_wanted(pg);
    ap->children = arena_makes(pg->arena, struct admit_child, ap->n_children);
    NEED(ap->children);
    for (size_t i = 0; i < ap->n_children; i++) {
        ap->children[i] =
            (struct admit_child){.number = i + 1,
                                 .name_field = arena_printf(pg->arena, "child.%zu.name", i + 1),
                                 .age_field = arena_printf(pg->arena, "child.%zu.age", i + 1)};
        NEED(ap->children[i].name_field);
        NEED(ap->children[i].age_field);
    }
    return NULL;
}

struct err *page_admit(struct page *pg)
{
    struct admit_page ap = {0};
    pg->area = AREA_HOUSES;
    page_title(pg, N_("Admit a family"));
    TRY(rooms_read(pg, &ap));
    TRY(rows_make(pg, &ap));
    admit(&pg->out, pg, &ap);
    return NULL;
}

/* ---- the act ------------------------------------------------------------------------------------
 */

static struct err *required(struct page *pg, const char *field, const char *text,
                            const char *example)
{
    return err_example(err_input(pg->arena, field, text), example);
}

/* One child; a row without a name is no child, unless something else stands in it. */
static struct err *child_read(struct page *pg, size_t i, struct admit_form *form,
                              struct admit_person *children)
{
    struct text name = fields_nth(&pg->typed, "child", i, "name");
    struct text age = fields_nth(&pg->typed, "child", i, "age");
    const char *name_field = arena_printf(pg->arena, "child.%zu.name", i);
    const char *age_field = arena_printf(pg->arena, "child.%zu.age", i);
    struct admit_person *child = &children[form->n_children];
    NEED(name_field);
    NEED(age_field);
    if (name.n == 0 && age.n == 0)
        return NULL;
    if (name.n == 0)
        return required(pg, name_field, N_("Write the child's name as it is called"), "Danylo");
    *child = (struct admit_person){.name = name};
    child->sex = fields_nth(&pg->typed, "child", i, "sex");
    if (age.n > 0)
        TRY(birth_typed(pg->arena, age_field, age, zone_wall(zone_utc(), pg->rq.now_ms).date,
                        &child->born));
    form->n_children++;
    return NULL;
}

/* The id that stands behind a room's radio; a script may also name it as "rowan-house/7". */
static struct err *room_read(struct page *pg, struct id *ret_room)
{
    struct text typed = fields_get(&pg->typed, "room"), house = TEXT_NONE, rest = typed;
    if (typed.n == 0)
        return required(pg, "room", N_("Choose a room for tonight"), NULL);
    if (id_parse(typed, ret_room))
        return NULL;
    if (text_cut(&rest, '/', &house) && rest.n > 0)
        return room_by_label(&pg->rq, house, rest, ret_room);
    return required(pg, "room", N_("Choose one of the rooms"), NULL);
}

struct err *act_admit(struct page *pg, struct page_act *ret_act)
{
    struct admit_form *form = arena_make(pg->arena, struct admit_form);
    struct admit_person *children = arena_makes(pg->arena, struct admit_person, ADMIT_CHILDREN_MAX);
    struct err *wrong = NULL;
    NEED(form);
    NEED(children);
    *form = (struct admit_form){.head = {.name = fields_get(&pg->typed, "name")},
                                .danger = fields_get(&pg->typed, "danger"),
                                .expected = fields_get(&pg->typed, "expects"),
                                .children = children};
    form->head.person = fields_id(&pg->typed, "person");
    if (form->head.name.n == 0 && id_is_none(form->head.person))
        err_collect(&wrong, required(pg, "name", N_("Write her name as she gives it"), "Olena"));
    err_collect(&wrong, room_read(pg, &form->room));
    for (size_t i = 1; i <= ADMIT_CHILDREN_MAX; i++)
        err_collect(&wrong, child_read(pg, i, form, children));
    *ret_act = (struct page_act){.run = stay_admit, .form = form, .next = "/today"};
    return wrong;
}
