/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* kin.c - the form of a relationship: somebody of the family, a contact that is known, or somebody
 * new outside. */
#include "command/relationship.h"

#include <assert.h>
#include "model/types.h"
#include "model/types_care.h"
#include "page/care.html.h"
#include "page/contact.html.h"
#include "page/pages.h"
#include "page/person.h"
#include "page/written.h"
#include "view/reading.h"

enum { OTHERS_MAX = 200 };

/* ---- who the other one is -------------------------------------------------------------------- */

static struct err *choice_add(struct page *pg, struct id id, struct text name,
                              struct form_choice *choices, size_t *n)
{
    char value[ID_TEXT + 1];
    if (*n == OTHERS_MAX)
        return NULL;
    id_text(id, value);
    choices[*n] = (struct form_choice){.value = arena_str(pg->arena, value), .words = name};
    NEED(choices[*n].value);
    (*n)++;
    return NULL;
}

/* A professional is told by what he or she is. */
static struct err *contact_words(struct page *pg, const struct rec *r, struct text *ret_words)
{
    struct text organisation = rec_text(r, CONTACT_ORGANISATION);
    *ret_words = rec_text(r, CONTACT_NAME);
    if (organisation.n == 0)
        return NULL;
    const char *both =
        arena_printf(pg->arena, "%.*s, %.*s", TEXT_ARG(*ret_words), TEXT_ARG(organisation));
    NEED(both);
    *ret_words = text_of(both);
    return NULL;
}

static struct err *others_make(struct page *pg, const struct person_page *p,
                               struct form_field *ret_field)
{
    const struct contact_ask ask = {.put_key = lang_key_of(pg->out.lang)};
    struct contacts contacts;
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, OTHERS_MAX);
    size_t n = 0;
    NEED(choices);
    for (size_t i = 0; i < p->life.n_members; i++)
        TRY(choice_add(pg, p->life.members[i].person, p->life.members[i].name, choices, &n));
    TRY(contact_list(&pg->rq, &ask, &contacts));
    for (size_t i = 0; i < contacts.n; i++) {
        struct text words;
        TRY(contact_words(pg, contacts.at[i], &words));
        TRY(choice_add(pg, contacts.at[i]->id, words, choices, &n));
    }
    *ret_field = (struct form_field){.kind = INPUT_SELECT,
                                     .name = "other",
                                     .label = N_("Somebody who is written down"),
                                     .choices = choices,
                                     .n_choices = n,
                                     .none = N_("Nobody of these")};
    return NULL;
}

struct err *page_relationship_add(struct page *pg)
{
    struct person_page p = {0};
    struct form_field others;
    TRY(person_open(pg, &p));
    TRY(others_make(pg, &p, &others));
    const char *action = person_path(pg, p.rec->id, "relationship");
    const char *back = person_path(pg, p.rec->id, "care");
    NEED(action);
    NEED(back);
    page_title(pg, N_("{1}: add a relationship"), p.name);
    care_form_begin(&pg->out, pg, back, action, true);
    form_ask(&pg->out, pg, &others);
    contact_new(&pg->out, pg);
    written_show(pg, &relationship_type, NULL);
    care_form_end(&pg->out, pg, back, action, true);
    return NULL;
}

static void outside_read(const struct page *pg, struct relationship_form *form)
{
    static const char *const names[] = {"name", "phone", "organisation"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (fields_get(&pg->typed, names[i]).n > 0)
            form->outside[form->n_outside++] =
                (struct written){names[i], fields_get(&pg->typed, names[i])};
    if (form->n_outside == 0)
        return;
    bool is_professional = text_is(fields_get(&pg->typed, "kind"), "professional");
    form->outside[form->n_outside++] =
        (struct written){"kind", is_professional ? TEXT("professional") : TEXT("relative")};
}

/* A person or a contact by one id: whichever the reader sees. */
static struct err *other_read(struct page *pg, struct relationship_form *form)
{
    struct id other = fields_id(&pg->typed, "other");
    bool is_person = false;
    if (id_is_none(other))
        return NULL;
    TRY(person_is_seen(&pg->rq, other, &is_person));
    if (is_person)
        form->b = other;
    else
        form->contact = other;
    return NULL;
}

struct err *act_relationship_add(struct page *pg, struct page_act *ret_act)
{
    struct relationship_form *form = arena_make(pg->arena, struct relationship_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->a))
        return page_absent(pg);
    TRY(other_read(pg, form));
    outside_read(pg, form);
    TRY(written_typed(pg, &relationship_type, NULL, &form->n, form->fields));
    *ret_act = (struct page_act){
        .run = relationship_add, .form = form, .next = person_path(pg, form->a, "care")};
    return NULL;
}

/* ---- one relationship ------------------------------------------------------------------------ */

static struct err *relationship_open(struct page *pg, struct rec **ret_relationship)
{
    struct id relationship;
    if (!id_parse(pg->params[0], &relationship))
        return page_absent(pg);
    TRY(kin_require(&pg->rq, relationship, ret_relationship));
    return reading_note(&pg->rq, READING_RELATIONSHIP, rec_id(*ret_relationship, RELATIONSHIP_A));
}

static const struct {
    const char *step;
    enum act act;
    int64_t to;
    const char *label;
    const char *name; /* data-act */
    command_fn *run;
} steps[] = {
    {"verify", ACT_VERIFY, RELATIONSHIP_VERIFIED, N_("Proven by a paper"), "relationship.verify",
     relationship_verify},
    {"refute", ACT_REFUTE, RELATIONSHIP_REFUTED, N_("Found to be wrong"), "relationship.refute",
     relationship_refute},
    {"end", ACT_CLOSE, RELATIONSHIP_ENDED, N_("The relationship has ended"), "relationship.end",
     relationship_end},
};

static struct err *steps_show(struct page *pg, const struct rec *r, const char *path)
{
    for (size_t i = 0; i < COUNT(steps); i++) {
        if (!rec_type_may_step(&relationship_type, rec_int(r, RELATIONSHIP_STATE, 0), steps[i].act,
                               steps[i].to))
            continue;
        const char *action = arena_printf(pg->arena, "%s/%s", path, steps[i].step);
        NEED(action);
        care_step(&pg->out, pg, action, steps[i].label, steps[i].name);
    }
    return NULL;
}

struct err *page_relationship(struct page *pg)
{
    struct rec *r = NULL;
    char id[ID_TEXT + 1];
    TRY(relationship_open(pg, &r));
    assert(r != NULL);
    id_text(r->id, id);
    const char *path = arena_printf(pg->arena, "/relationship/%s", id);
    const char *back = person_path(pg, rec_id(r, RELATIONSHIP_A), "care");
    NEED(path);
    NEED(back);
    const struct person_row *row = people_get(pg->rq.people, rec_id(r, RELATIONSHIP_A));
    pg->area = AREA_PEOPLE;
    page_title(pg, N_("{1}: relationship"), text_of(row == NULL ? "" : row->name));
    if (pg->form == PAGE_JSON) {
        rec_put_json(r, pg->rq.who->roles, pg->out.out);
        buf_char(pg->out.out, '\n');
        return NULL;
    }
    care_form_begin(&pg->out, pg, back, path, false);
    written_show(pg, &relationship_type, r);
    care_form_end(&pg->out, pg, back, path, false);
    return steps_show(pg, r, path);
}

struct err *act_relationship_correct(struct page *pg, struct page_act *ret_act)
{
    struct relationship_form *form = arena_make(pg->arena, struct relationship_form);
    struct rec *r = NULL;
    NEED(form);
    TRY(relationship_open(pg, &r));
    assert(r != NULL);
    form->relationship = r->id;
    TRY(written_typed(pg, &relationship_type, r, &form->n, form->fields));
    *ret_act = (struct page_act){.run = relationship_correct,
                                 .form = form,
                                 .next = person_path(pg, rec_id(r, RELATIONSHIP_A), "care")};
    return NULL;
}

struct err *act_relationship_step(struct page *pg, struct page_act *ret_act)
{
    struct relationship_step_form *form = arena_make(pg->arena, struct relationship_step_form);
    struct rec *r = NULL;
    NEED(form);
    TRY(relationship_open(pg, &r));
    assert(r != NULL);
    form->relationship = r->id;
    for (size_t i = 0; i < COUNT(steps); i++)
        if (text_is(pg->params[1], steps[i].step))
            ret_act->run = steps[i].run;
    if (ret_act->run == NULL)
        return page_absent(pg);
    ret_act->form = form;
    ret_act->next = person_path(pg, rec_id(r, RELATIONSHIP_A), "care");
    return NULL;
}
