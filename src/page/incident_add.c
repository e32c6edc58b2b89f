/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* incident_add.c - the form that reports an incident, from the page of a person or of a case. */
#include "command/incident.h"
#include "model/types.h"
#include "model/types_programme.h"
#include "page/of_case.h"
#include "page/pages.h"
#include "page/stay.h"
#include "page/stay.html.h"

enum { OTHERS_ASKED = 3 };

static const struct stay_form reporting = {
    "incident", N_("{1}: an incident"),
    N_("What happened, and what was done at once. Who was part of it can be named."), N_("Report"),
    "incident.save"};

/* Her family: they are part of it more often than others. */
static struct err *others_ask(struct page *pg, const struct person_page *p)
{
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, p->life.n_members);
    NEED(choices);
    for (size_t i = 0; i < p->life.n_members; i++) {
        char id[ID_TEXT + 1];
        id_text(p->life.members[i].person, id);
        choices[i] = (struct form_choice){.value = arena_str(pg->arena, id),
                                          .words = p->life.members[i].name};
        NEED(choices[i].value);
    }
    for (size_t i = 0; i < OTHERS_ASKED && i < p->life.n_members; i++) {
        const char *name = arena_printf(pg->arena, "with.%zu.person", i + 1);
        NEED(name);
        form_ask(&pg->out, pg,
                 &(const struct form_field){.kind = INPUT_SELECT,
                                            .name = name,
                                            .label = N_("Who else was part of it?"),
                                            .choices = choices,
                                            .n_choices = p->life.n_members,
                                            .none = N_("Nobody")});
    }
    return NULL;
}

static void field_ask(struct page *pg, const struct rec_type *type, uint64_t no, bool is_needed)
{
    struct field f = *field_by_no(type, no);
    f.required = is_needed;
    (void)form_of_field(&pg->out, pg, &f, NULL);
}

static struct err *form_show(struct page *pg)
{
    struct person_page p = {0};
    TRY(person_open(pg, &p));
    const char *action = person_path(pg, p.rec->id, "incident");
    NEED(action);
    page_title(pg, reporting.title, p.name);
    stay_frame_begin(&pg->out, pg, &p, &reporting, action);
    field_ask(pg, &incident_type, INCIDENT_KIND, true);
    field_ask(pg, &incident_type, INCIDENT_SEVERITY, true);
    field_ask(pg, &incident_type, INCIDENT_WHAT, true);
    field_ask(pg, &incident_type, INCIDENT_DONE, false);
    TRY(others_ask(pg, &p));
    field_ask(pg, &incident_told_type, INCIDENT_TOLD_BODY, false);
    field_ask(pg, &incident_told_type, INCIDENT_TOLD_DUE, false);
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, &reporting, action);
    return NULL;
}

struct err *page_incident_add(struct page *pg)
{
    return form_show(pg);
}

/* The form of her whom the case is about; it is sent to her own address. */
struct err *page_case_incident(struct page *pg)
{
    const struct text asked = pg->params[0];
    const char *home = NULL;
    TRY(of_case_take(pg, true, &home));
    TRY(form_show(pg));
    pg->params[0] = asked;
    return NULL;
}

static const char *incident_path(struct page *pg, const struct answer *answer)
{
    for (size_t i = 0; i < answer->n_records; i++) {
        char id[ID_TEXT + 1];
        if (answer->records[i].type != &incident_type)
            continue;
        id_text(answer->records[i].id, id);
        return arena_printf(pg->arena, "/incident/%s", id);
    }
    return "/incidents";
}

struct err *act_incident_add(struct page *pg, struct page_act *ret_act)
{
    struct incident_form *form = arena_make(pg->arena, struct incident_form);
    struct err *wrong = NULL;
    NEED(form);
    TRY(stay_form_read(pg, &form->about, &form->at_ms, &wrong));
    form->kind = fields_get(&pg->typed, "kind");
    form->severity = fields_get(&pg->typed, "severity");
    form->what = fields_get(&pg->typed, "what");
    form->done = fields_get(&pg->typed, "done");
    form->tell = fields_get(&pg->typed, "body");
    form->due = fields_get(&pg->typed, "due");
    for (size_t i = 1; i <= OTHERS_ASKED; i++) {
        struct id other;
        if (id_parse(fields_nth(&pg->typed, "with", i, "person"), &other))
            form->others[form->n_others++] = other;
    }
    *ret_act = (struct page_act){.run = incident_report, .form = form, .next_of = incident_path};
    return wrong;
}
