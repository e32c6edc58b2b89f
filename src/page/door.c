/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* door.c - somebody is at the door: what to do, whom to call, and who may collect a child. */
#include "page/door.html.h"

#include "base/json.h"
#include "model/types.h"
#include "model/types_care.h"
#include "page/pages.h"
#include "view/door.h"
#include "view/life.h"
#include "view/reading.h"
#include "view/tonight.h"

static struct err *row_add(struct page *pg, struct door_rows *rows, const struct door_row *row)
{
    if (rows->n == rows->room) {
        size_t room = rows->room == 0 ? 8 : rows->room * 2;
        rows->at = arena_grow(pg->arena, rows->at, rows->n, room, sizeof *rows->at);
        NEED(rows->at);
        rows->room = room;
    }
    rows->at[rows->n++] = *row;
    return NULL;
}

static const char *label_of(const struct rec_type *type, uint64_t no, int64_t choice)
{
    const struct choice *c = choice_by_no(field_by_no(type, no), choice);
    return c == NULL ? NULL : c->label;
}

/* ---- whom to call ---------------------------------------------------------------------------- */

static struct err *duty_read(struct page *pg, struct door_rows *rows)
{
    const struct contact_ask ask = {.duty_only = true, .put_key = lang_key_of(pg->out.lang)};
    struct contacts all;
    if (!page_may(pg, MAY_SEE_PERSONS))
        return NULL;
    TRY(contact_list(&pg->rq, &ask, &all));
    for (size_t i = 0; i < all.n; i++)
        TRY(row_add(pg, rows,
                    &(struct door_row){.name = rec_text(all.at[i], CONTACT_NAME),
                                       .phone = rec_text(all.at[i], CONTACT_PHONE),
                                       .whose = TEXT_NONE}));
    return NULL;
}

/* ---- which child ----------------------------------------------------------------------------- */

static struct err *family_children(struct page *pg, const struct lodging_family *f,
                                   struct door_rows *rows)
{
    for (size_t i = 0; i < f->n; i++) {
        char id[ID_TEXT + 1];
        if (!f->at[i].is_child)
            continue;
        id_text(f->at[i].person, id);
        const char *url = arena_printf(pg->arena, "/door?child=%s", id);
        NEED(url);
        TRY(row_add(pg, rows, &(struct door_row){.url = url, .name = f->at[i].name}));
    }
    return NULL;
}

static struct err *children_read(struct page *pg, struct door_rows *rows)
{
    struct tonights houses;
    if (!page_may(pg, MAY_SEE_HOUSE))
        return NULL;
    TRY(tonight(&pg->rq, TEXT_NONE, &houses));
    for (size_t i = 0; i < houses.n; i++)
        for (size_t j = 0; j < houses.at[i].n_tiles; j++)
            for (size_t k = 0; k < houses.at[i].tiles[j].n_families; k++)
                TRY(family_children(pg, &houses.at[i].tiles[j].families[k], rows));
    return NULL;
}

/* ---- who may collect it ---------------------------------------------------------------------- */

static struct door_row row_of(const struct kin *k, struct text whose)
{
    return (struct door_row){
        .name = k->name,
        .phone = k->phone,
        .kind = label_of(&relationship_type, RELATIONSHIP_KIND, k->kind),
        .whose = whose,
        .is_proven = rec_int(k->rec, RELATIONSHIP_STATE, 0) == RELATIONSHIP_VERIFIED,
        .is_unsafe = k->contact != NULL && rec_int(k->contact, CONTACT_SAFE, 0) == ASKED_NO};
}

static struct err *marked_add(struct page *pg, const struct kins *kins, uint64_t mark,
                              struct text whose, struct door_rows *rows)
{
    for (size_t i = 0; i < kins->n; i++) {
        const struct door_row row = row_of(&kins->at[i], whose);
        if (kins->at[i].holds && kin_is(&kins->at[i], mark))
            TRY(row_add(pg, rows, &row));
    }
    return NULL;
}

/* Those of the family who are here; and from whom each of them is to be kept away, for who must
 * not come near the mother does not come for the child. */
static struct err *family_read(struct page *pg, struct id child, struct door_page *d)
{
    struct life life;
    TRY(person_life(&pg->rq, child, &life));
    for (size_t i = 0; i < life.n_members; i++) {
        const struct life_member *m = &life.members[i];
        const struct door_row row = {.name = m->name,
                                     .kind = label_of(&member_type, MEMBER_RELATION, m->relation)};
        struct kins kins;
        if (m->is_here && !relation_is_child(m->relation))
            TRY(row_add(pg, &d->family, &row));
        TRY(kin_of_person(&pg->rq, m->person, false, &kins));
        TRY(marked_add(pg, &kins, RELATIONSHIP_AVOID, m->name, &d->avoid));
    }
    return NULL;
}

static struct err *child_read(struct page *pg, struct id child, struct door_page *d)
{
    char id[ID_TEXT + 1];
    struct rec *rec = NULL;
    struct kins kins;
    TRY(person_require(&pg->rq, child, &rec));
    TRY(reading_note(&pg->rq, READING_RELATIONSHIP, child));
    const struct person_row *row = people_get(pg->rq.people, child);
    d->child_name = text_of(row == NULL ? "" : row->name);
    id_text(child, id);
    d->child = arena_str(pg->arena, id);
    NEED(d->child);
    TRY(kin_of_person(&pg->rq, child, false, &kins));
    TRY(marked_add(pg, &kins, RELATIONSHIP_COLLECT, TEXT_NONE, &d->collect));
    TRY(marked_add(pg, &kins, RELATIONSHIP_LEGAL, TEXT_NONE, &d->legal));
    TRY(marked_add(pg, &kins, RELATIONSHIP_AVOID, d->child_name, &d->avoid));
    return family_read(pg, child, d);
}

/* ---- the page -------------------------------------------------------------------------------- */

static void rows_json(struct buf *b, const char *name, const struct door_rows *rows)
{
    json_name(b, name);
    json_open(b, '[');
    for (size_t i = 0; i < rows->n; i++) {
        json_open(b, '{');
        json_text(b, "name", rows->at[i].name);
        if (rows->at[i].phone.n > 0)
            json_text(b, "phone", rows->at[i].phone);
        json_bool(b, "proven", rows->at[i].is_proven);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void door_json(struct buf *b, const struct door_page *d)
{
    json_open(b, '{');
    rows_json(b, "call", &d->duty);
    if (d->child != NULL) {
        json_string(b, "child", d->child);
        rows_json(b, "must_not_contact", &d->avoid);
        rows_json(b, "family_here", &d->family);
        rows_json(b, "may_collect", &d->collect);
        rows_json(b, "legal_representative", &d->legal);
    }
    json_close(b, '}');
    buf_char(b, '\n');
}

struct err *page_door(struct page *pg)
{
    struct door_page d = {.may_read = page_may(pg, MAY_SEE_CALLS)};
    struct text asked = page_value(pg, "child", fields_get(&pg->query, "child"));
    struct id child;
    pg->area = AREA_TODAY;
    page_title(pg, N_("Somebody is at the door"));
    if (asked.n > 0 && (!page_may(pg, MAY_SEE_PERSONS) || !id_parse(asked, &child)))
        return page_absent(pg);
    if (asked.n > 0)
        TRY(child_read(pg, child, &d));
    TRY(door_house_field(pg, &d.has_houses, &d.house));
    TRY(duty_read(pg, &d.duty));
    TRY(children_read(pg, &d.children));
    if (pg->form == PAGE_JSON)
        door_json(pg->out.out, &d);
    else
        door(&pg->out, pg, &d);
    return NULL;
}

struct err *act_door(struct page *pg, struct page_act *ret_act)
{
    struct enquiry_form *form = NULL;
    struct text child = fields_get(&pg->typed, "child");
    if (child.n > 0 && !page_may(pg, MAY_SEE_PERSONS))
        return page_absent(pg);
    TRY(door_form_read(pg, ENQUIRY_VISITOR, &form));
    if (child.n > 0 && !id_parse(child, &form->child))
        return page_absent(pg);
    *ret_act = (struct page_act){.run = enquiry_add, .form = form, .next = "/door"};
    return NULL;
}
