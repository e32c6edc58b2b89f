/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* enrolment.c - the small forms of somebody's way through a programme: it begins, she stands at
 * another stage, it pauses, goes on or ends. */
#include "command/programme.h"
#include "model/types_programme.h"
#include "page/pages.h"
#include "page/stay.h"
#include "page/stay.html.h"
#include "page/words.h"

static const struct stay_form beginning = {
    "programme", N_("{1}: a programme begins"),
    N_("She may stand at any stage; steps back are steps too."), N_("Begin"), "enrol.save"};
static const struct stay_form stepping = {"stage", N_("{1}: another stage"),
                                          N_("Before or behind where she stands: both are steps."),
                                          N_("Save"), "stage.save"};
static const struct stay_form ending = {
    "result", N_("{1}: pause, go on or end"),
    N_("What was reached stays written. Who left before the end may go on at any time."),
    N_("Save"), "result.save"};

static struct err *begin(struct page *pg, const struct stay_form *f, struct person_page *p,
                         struct programme_views *views, const char **ret_action)
{
    TRY(person_open(pg, p));
    TRY(programme_views(&pg->rq, TEXT_NONE, views));
    *ret_action = person_path(pg, p->rec->id, f->piece);
    NEED(*ret_action);
    page_title(pg, f->title, p->name);
    stay_frame_begin(&pg->out, pg, p, f, *ret_action);
    return NULL;
}

/* ---- it begins ----------------------------------------------------------------------------------
 */

static const char *handle_of(struct page *pg, const struct programme_view *p)
{
    return arena_strn(pg->arena, p->handle.at, p->handle.n);
}

/* The programmes of `views` for which `fits` is true; the only one is chosen already. */
static struct err *programmes_ask(struct page *pg, const struct programme_views *views,
                                  const struct enrolments *mine, bool of_mine)
{
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, views->n);
    struct form_field f = {.kind = INPUT_RADIOS,
                           .name = "programme",
                           .label = N_("Which programme?"),
                           .choices = choices};
    NEED(choices);
    for (size_t i = 0; i < views->n; i++) {
        bool takes_part = false;
        for (size_t j = 0; j < mine->n; j++)
            takes_part = takes_part || (id_equal(mine->at[j].programme, views->at[i].programme) &&
                                        (of_mine || enrolment_goes_on(mine->at[j].state)));
        if (takes_part != of_mine || (!of_mine && !views->at[i].is_open))
            continue;
        struct form_choice *c = &choices[f.n_choices++];
        *c =
            (struct form_choice){.value = handle_of(pg, &views->at[i]), .words = views->at[i].name};
        NEED(c->value);
    }
    if (f.n_choices == 1)
        f.value = text_of(choices[0].value);
    if (f.n_choices == 0)
        part_nothing(&pg->out, N_("There is no programme for this. A manager writes one down in "
                                  "the settings"));
    else
        form_ask(&pg->out, pg, &f);
    return NULL;
}

struct err *page_enrol(struct page *pg)
{
    static const struct form_choice how[] = {
        {.value = "begins", .label = N_("It begins, at the first stage")},
        {.value = "asks", .label = N_("She only asks to take part")}};
    struct person_page p = {0};
    struct programme_views views;
    struct enrolments mine;
    const char *action = NULL;
    TRY(begin(pg, &beginning, &p, &views, &action));
    TRY(enrolments_of(&pg->rq, p.rec->id, &mine));
    TRY(programmes_ask(pg, &views, &mine, false));
    form_ask(&pg->out, pg,
             &(const struct form_field){.kind = INPUT_RADIOS,
                                        .name = "how",
                                        .label = N_("How far is it?"),
                                        .value = TEXT("begins"),
                                        .choices = how,
                                        .n_choices = COUNT(how)});
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, &beginning, action);
    return NULL;
}

static struct err *act_make(struct page *pg, command_fn *run, const void *form, struct id person,
                            struct page_act *ret_act)
{
    *ret_act = (struct page_act){.run = run, .form = form, .next = person_path(pg, person, NULL)};
    NEED(ret_act->next);
    return NULL;
}

struct err *act_enrol(struct page *pg, struct page_act *ret_act)
{
    struct enrol_form *form = arena_make(pg->arena, struct enrol_form);
    struct err *wrong = NULL;
    NEED(form);
    TRY(stay_form_read(pg, &form->person, &form->at_ms, &wrong));
    form->programme = fields_get(&pg->typed, "programme");
    form->stage = fields_get(&pg->typed, "stage");
    form->only_asks = text_is(fields_get(&pg->typed, "how"), "asks");
    TRY(act_make(pg, person_enrol, form, form->person, ret_act));
    return wrong;
}

/* ---- another stage ------------------------------------------------------------------------------
 */

static struct err *stages_ask(struct page *pg, const struct programme_view *p,
                              const struct enrolment_view *e)
{
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, p->n_stages);
    struct form_field f = {.kind = INPUT_RADIOS,
                           .name = "stage",
                           .label = N_("{1}: which stage?"),
                           .label_value = SHOWN(p->name),
                           .choices = choices};
    NEED(choices);
    for (size_t i = 0; i < p->n_stages; i++) {
        const struct stage_view *s = &p->stages[i];
        if (!s->in_use || (id_equal(s->stage, e->stage) && e->state == ENROLMENT_AT_STAGE))
            continue;
        char id[ID_TEXT + 1];
        id_text(s->stage, id);
        struct form_choice *c = &choices[f.n_choices++];
        *c = (struct form_choice){.value = arena_str(pg->arena, id), .words = s->name};
        NEED(c->value);
    }
    form_ask(&pg->out, pg, &f);
    return NULL;
}

/* One form for each programme would be several fields of one name: the first that goes on. */
static const struct enrolment_view *one_that_goes_on(const struct enrolments *mine)
{
    for (size_t i = 0; i < mine->n; i++)
        if (enrolment_goes_on(mine->at[i].state))
            return &mine->at[i];
    return NULL;
}

struct err *page_stage(struct page *pg)
{
    struct person_page p = {0};
    struct programme_views views;
    struct enrolments mine;
    const char *action = NULL;
    TRY(begin(pg, &stepping, &p, &views, &action));
    TRY(enrolments_of(&pg->rq, p.rec->id, &mine));
    const struct enrolment_view *e = one_that_goes_on(&mine);
    const struct programme_view *of = e == NULL ? NULL : programme_of(&views, e->programme);
    if (of == NULL)
        return page_absent(pg);
    TRY(stages_ask(pg, of, e));
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, &stepping, action);
    return NULL;
}

/* The programme of the stage that was chosen is the one that it is about. */
static struct err *programme_of_stage(struct page *pg, struct text typed, struct text *ret_handle)
{
    struct programme_views views;
    struct id stage;
    *ret_handle = fields_get(&pg->typed, "programme");
    if (ret_handle->n > 0 || !id_parse(typed, &stage))
        return NULL;
    TRY(programme_views(&pg->rq, TEXT_NONE, &views));
    for (size_t i = 0; i < views.n; i++)
        if (stage_of(&views.at[i], stage) != NULL)
            *ret_handle = views.at[i].handle;
    return NULL;
}

struct err *act_stage(struct page *pg, struct page_act *ret_act)
{
    struct enrolment_form *form = arena_make(pg->arena, struct enrolment_form);
    struct err *wrong = NULL;
    NEED(form);
    TRY(stay_form_read(pg, &form->person, &form->at_ms, &wrong));
    form->stage = fields_get(&pg->typed, "stage");
    TRY(programme_of_stage(pg, form->stage, &form->programme));
    TRY(act_make(pg, person_stage, form, form->person, ret_act));
    return wrong;
}

/* ---- pause, go on, end --------------------------------------------------------------------------
 */

static void results_ask(struct page *pg)
{
    static const struct form_choice choices[] = {
        {.value = "pause", .label = N_("It pauses")},
        {.value = "resume", .label = N_("It goes on at its stage")},
        {.value = "completed", .label = N_("She has completed it")},
        {.value = "graduate", .label = N_("She is a graduate now")},
        {.value = "left-early", .label = N_("She leaves it before the end")},
        {.value = "transferred", .label = N_("She goes on elsewhere")},
        {.value = "ended-by-house", .label = N_("The house ends it")}};
    form_ask(&pg->out, pg,
             &(const struct form_field){.kind = INPUT_RADIOS,
                                        .name = "result",
                                        .label = N_("What happens?"),
                                        .choices = choices,
                                        .n_choices = COUNT(choices)});
}

struct err *page_result(struct page *pg)
{
    struct person_page p = {0};
    struct programme_views views;
    struct enrolments mine;
    const char *action = NULL;
    TRY(begin(pg, &ending, &p, &views, &action));
    TRY(enrolments_of(&pg->rq, p.rec->id, &mine));
    if (mine.n == 0)
        return page_absent(pg);
    TRY(programmes_ask(pg, &views, &mine, true));
    results_ask(pg);
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, &ending, action);
    return NULL;
}

struct err *act_result(struct page *pg, struct page_act *ret_act)
{
    struct enrolment_form *form = arena_make(pg->arena, struct enrolment_form);
    struct text result = fields_get(&pg->typed, "result");
    struct err *wrong = NULL;
    NEED(form);
    TRY(stay_form_read(pg, &form->person, &form->at_ms, &wrong));
    form->programme = fields_get(&pg->typed, "programme");
    form->result = result;
    command_fn *run = text_is(result, "pause")    ? person_pause
                      : text_is(result, "resume") ? person_resume
                                                  : person_result;
    TRY(act_make(pg, run, form, form->person, ret_act));
    return wrong;
}
