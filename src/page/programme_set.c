/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* programme_set.c - /settings/programmes: programmes and their stages are written down, corrected,
 * and taken out of use. */
#include "command/programme.h"

#include "base/json.h"
#include "model/types_programme.h"
#include "page/pages.h"
#include "page/programme.html.h"

static const char *base_of(struct page *pg)
{
    return arena_printf(pg->arena, "/settings/programme/%.*s", TEXT_ARG(pg->params[0]));
}

static void programme_json(struct buf *b, const struct programme_view *p)
{
    json_open(b, '{');
    json_id(b, "id", p->programme);
    json_text(b, "handle", p->handle);
    json_text(b, "name", p->name);
    json_text(b, "rules", p->rules);
    json_bool(b, "open", p->is_open);
    json_name(b, "stages");
    json_open(b, '[');
    for (size_t i = 0; i < p->n_stages; i++) {
        json_open(b, '{');
        json_id(b, "id", p->stages[i].stage);
        json_int(b, "place", p->stages[i].place);
        json_text(b, "name", p->stages[i].name);
        json_text(b, "means", p->stages[i].means);
        json_bool(b, "in_use", p->stages[i].in_use);
        json_close(b, '}');
    }
    json_close(b, ']');
    json_close(b, '}');
}

struct err *page_settings_programmes(struct page *pg)
{
    struct programme_views views;
    pg->area = AREA_SETTINGS;
    page_title(pg, N_("Programmes"));
    TRY(programme_views(&pg->rq, TEXT_NONE, &views));
    if (pg->form != PAGE_JSON) {
        settings_programmes(&pg->out, pg, &views);
        return NULL;
    }
    json_open(pg->out.out, '{');
    json_name(pg->out.out, "rows");
    json_open(pg->out.out, '[');
    for (size_t i = 0; i < views.n; i++)
        programme_json(pg->out.out, &views.at[i]);
    json_close(pg->out.out, ']');
    json_int(pg->out.out, "count", (int64_t)views.n);
    json_close(pg->out.out, '}');
    return NULL;
}

struct err *act_programme_add(struct page *pg, struct page_act *ret_act)
{
    struct programme_form *form = arena_make(pg->arena, struct programme_form);
    struct programme_usual_form *usual = arena_make(pg->arena, struct programme_usual_form);
    bool is_usual = fields_has(&pg->typed, "usual");
    NEED(form);
    NEED(usual);
    *form = (struct programme_form){.handle = fields_get(&pg->typed, "handle"),
                                    .name = fields_get(&pg->typed, "name"),
                                    .rules = fields_get(&pg->typed, "rules"),
                                    .house = fields_get(&pg->typed, "house")};
    *usual = (struct programme_usual_form){.handle = form->handle,
                                           .lang = text_of(lang_code(pg->out.lang))};
    *ret_act = (struct page_act){.run = is_usual ? programme_usual : programme_add,
                                 .form = is_usual ? (const void *)usual : form,
                                 .next = "/settings/programmes"};
    return NULL;
}

/* ---- one of them --------------------------------------------------------------------------------
 */

struct err *page_settings_programme(struct page *pg)
{
    struct programme_views views;
    const char *base = base_of(pg);
    NEED(base);
    pg->area = AREA_SETTINGS;
    TRY(programme_views(&pg->rq, pg->params[0], &views));
    page_title(pg, N_("{1}: stages and rules"), views.at[0].name);
    if (pg->form == PAGE_JSON)
        programme_json(pg->out.out, &views.at[0]);
    else
        settings_programme(&pg->out, pg, &views.at[0], NULL, base);
    return NULL;
}

static struct err *done(struct page *pg, command_fn *run, const void *form,
                        struct page_act *ret_act)
{
    *ret_act = (struct page_act){.run = run, .form = form, .next = base_of(pg)};
    NEED(ret_act->next);
    return NULL;
}

struct err *act_programme_correct(struct page *pg, struct page_act *ret_act)
{
    struct programme_form *form = arena_make(pg->arena, struct programme_form);
    NEED(form);
    *form = (struct programme_form){.handle = pg->params[0],
                                    .name = fields_get(&pg->typed, "name"),
                                    .rules = fields_get(&pg->typed, "rules")};
    return done(pg, programme_correct, form, ret_act);
}

struct err *act_programme_state(struct page *pg, struct page_act *ret_act)
{
    struct programme_state_form *form = arena_make(pg->arena, struct programme_state_form);
    NEED(form);
    *form = (struct programme_state_form){
        .handle = pg->params[0], .is_open = text_is(fields_get(&pg->typed, "state"), "open")};
    return done(pg, programme_open_or_close, form, ret_act);
}

struct err *act_stage_add(struct page *pg, struct page_act *ret_act)
{
    struct stage_form *form = arena_make(pg->arena, struct stage_form);
    NEED(form);
    *form = (struct stage_form){.programme = pg->params[0],
                                .place = fields_get(&pg->typed, "place"),
                                .name = fields_get(&pg->typed, "name"),
                                .means = fields_get(&pg->typed, "means")};
    return done(pg, stage_add, form, ret_act);
}

/* The stage whose button was pressed is one of this programme. */
static struct err *stage_take(struct page *pg, struct id *ret_stage)
{
    struct programme_views views;
    TRY(programme_views(&pg->rq, pg->params[0], &views));
    if (!id_parse(pg->params[1], ret_stage) || stage_of(&views.at[0], *ret_stage) == NULL)
        return page_absent(pg);
    return NULL;
}

struct err *act_stage_correct(struct page *pg, struct page_act *ret_act)
{
    struct stage_form *form = arena_make(pg->arena, struct stage_form);
    NEED(form);
    TRY(stage_take(pg, &form->stage));
    form->place = fields_get(&pg->typed, "place");
    form->name = fields_get(&pg->typed, "name");
    form->means = fields_get(&pg->typed, "means");
    return done(pg, stage_correct, form, ret_act);
}

struct err *act_stage_state(struct page *pg, struct page_act *ret_act)
{
    struct stage_state_form *form = arena_make(pg->arena, struct stage_state_form);
    NEED(form);
    TRY(stage_take(pg, &form->stage));
    form->in_use = text_is(fields_get(&pg->typed, "state"), "in-use");
    return done(pg, stage_retire_or_use, form, ret_act);
}
