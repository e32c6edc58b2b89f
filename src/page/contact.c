/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* contact.c - the people outside: a list, a form, its correction. */
#include "command/relationship.h"

#include <assert.h>
#include "model/types.h"
#include "model/types_care.h"
#include "page/care.html.h"
#include "page/contact.html.h"
#include "page/list.h"
#include "page/pages.h"
#include "page/written.h"
#include "view/reading.h"

/* ---- the list -------------------------------------------------------------------------------- */

static const struct list_column columns[] = {
    {"name", N_("Name"), LIST_TEXT, NULL},
    {"kind", N_("Kind of contact"), LIST_CHOICE, NULL},
    {"organisation", N_("Organisation"), LIST_TEXT, NULL},
    {"post", N_("Post"), LIST_TEXT, NULL},
    {"phone", N_("Phone"), LIST_TEXT, NULL},
    {"safe", N_("Is it safe to call this number?"), LIST_CHOICE, NULL},
    {"hours", N_("When it is safe to call"), LIST_TEXT, NULL},
    {"state", N_("State"), LIST_CHOICE, NULL},
    {"id", NULL, LIST_ID, NULL},
};

static void cell_put(struct list *l, const struct rec *r, uint64_t no, const char *url)
{
    const struct field *f = field_by_no(r->type, no);
    if (!rec_has(r, no)) {
        list_none(l);
        return;
    }
    if (f->kind != KIND_CHOICE) {
        list_text(l, rec_text(r, no), url);
        return;
    }
    const struct choice *c = choice_by_no(f, rec_int(r, no, 0));
    list_choice(l, c->code, c->label);
}

static struct err *row_put(struct page *pg, struct list *l, const struct rec *r)
{
    static const uint64_t shown[] = {CONTACT_KIND,  CONTACT_ORGANISATION, CONTACT_POST,
                                     CONTACT_PHONE, CONTACT_SAFE,         CONTACT_HOURS,
                                     CONTACT_STATE};
    char id[ID_TEXT + 1];
    id_text(r->id, id);
    const char *url = arena_printf(pg->arena, "/contact/%s", id);
    NEED(url);
    cell_put(l, r, CONTACT_NAME, url);
    for (size_t i = 0; i < COUNT(shown); i++)
        cell_put(l, r, shown[i], NULL);
    return list_id(pg, l, r->id);
}

struct err *page_contacts(struct page *pg)
{
    struct list l = {.columns = columns,
                     .n_columns = COUNT(columns),
                     .withheld = -1,
                     .nothing = N_("No contact is written down"),
                     .act = "contact.open"};
    const struct contact_ask ask = {.ended_too = true, .put_key = lang_key_of(pg->out.lang)};
    struct contacts all;
    bool is_done = false;
    pg->area = AREA_PEOPLE;
    page_title(pg, N_("Contacts outside"));
    TRY(contact_list(&pg->rq, &ask, &all));
    TRY(list_room(pg, &l, all.n));
    l.count = (int64_t)all.n;
    for (size_t i = 0; i < all.n; i++)
        TRY(row_put(pg, &l, all.at[i]));
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    contact_page_begin(&pg->out, pg);
    TRY(list_show(pg, &l));
    contact_page_end(&pg->out, pg);
    return NULL;
}

/* ---- the forms ------------------------------------------------------------------------------- */

struct err *page_contact_add(struct page *pg)
{
    pg->area = AREA_PEOPLE;
    page_title(pg, N_("Add a contact"));
    care_form_begin(&pg->out, pg, "/contacts", "/contact", true);
    written_show(pg, &contact_type, NULL);
    care_form_end(&pg->out, pg, "/contacts", "/contact", true);
    return NULL;
}

struct err *act_contact_add(struct page *pg, struct page_act *ret_act)
{
    struct contact_form *form = arena_make(pg->arena, struct contact_form);
    NEED(form);
    TRY(written_typed(pg, &contact_type, NULL, &form->n, form->fields));
    *ret_act = (struct page_act){.run = contact_add, .form = form, .next = "/contacts"};
    return NULL;
}

static struct err *contact_open(struct page *pg, struct rec **ret_contact)
{
    struct id contact;
    if (!id_parse(pg->params[0], &contact))
        return page_absent(pg);
    return contact_require(&pg->rq, contact, ret_contact);
}

static const char *contact_path(struct page *pg, const struct rec *r, const char *step)
{
    char id[ID_TEXT + 1];
    assert(r != NULL);
    id_text(r->id, id);
    return arena_printf(pg->arena, "/contact/%s%s", id, step);
}

struct err *page_contact(struct page *pg)
{
    struct rec *r = NULL;
    TRY(contact_open(pg, &r));
    assert(r != NULL);
    bool holds = rec_int(r, CONTACT_STATE, 0) == FACT_NOW;
    const char *action = contact_path(pg, r, "");
    const char *step = contact_path(pg, r, holds ? "/close" : "/reopen");
    NEED(action);
    NEED(step);
    pg->area = AREA_PEOPLE;
    page_title(pg, N_("{1}"), rec_text(r, CONTACT_NAME));
    if (pg->form == PAGE_JSON) {
        rec_put_json(r, pg->rq.who->roles, pg->out.out);
        buf_char(pg->out.out, '\n');
        return NULL;
    }
    care_form_begin(&pg->out, pg, "/contacts", action, false);
    written_show(pg, &contact_type, r);
    care_form_end(&pg->out, pg, "/contacts", action, false);
    care_step(&pg->out, pg, step,
              holds ? N_("The contact is used no longer") : N_("The contact is used again"),
              holds ? "contact.close" : "contact.reopen");
    return NULL;
}

struct err *act_contact_correct(struct page *pg, struct page_act *ret_act)
{
    struct contact_form *form = arena_make(pg->arena, struct contact_form);
    struct rec *r = NULL;
    NEED(form);
    TRY(contact_open(pg, &r));
    assert(r != NULL);
    form->contact = r->id;
    TRY(written_typed(pg, &contact_type, r, &form->n, form->fields));
    *ret_act = (struct page_act){.run = contact_correct, .form = form, .next = "/contacts"};
    return NULL;
}

struct err *act_contact_step(struct page *pg, struct page_act *ret_act)
{
    struct contact_form *form = arena_make(pg->arena, struct contact_form);
    struct rec *r = NULL;
    NEED(form);
    TRY(contact_open(pg, &r));
    assert(r != NULL);
    form->contact = r->id;
    command_fn *run = text_is(pg->params[1], "close")    ? contact_close
                      : text_is(pg->params[1], "reopen") ? contact_reopen
                                                         : NULL;
    if (run == NULL)
        return page_absent(pg);
    *ret_act = (struct page_act){.run = run, .form = form, .next = "/contacts"};
    return NULL;
}
