/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* companion.c - /person/ID/companion, and the card on her page. */
#include "page/companion.h"

#include "command/companion.h"
#include "model/types.h"
#include "page/companion.html.h"
#include "page/pages.h"
#include "page/person.h"

struct err *companion_card_make(struct page *pg, struct id person, const struct life *life,
                                int32_t today, struct companion_card *ret_card)
{
    struct companion_card card = {.may_name = life->may_act};
    *ret_card = (struct companion_card){0};
    if (life->here != HERE_NOW || person_is_child(people_get(pg->rq.people, person), today, false))
        return NULL;
    card.name_url = person_path(pg, person, "companion");
    card.end_url = person_path(pg, person, "companion/end");
    NEED(card.name_url);
    NEED(card.end_url);
    TRY(companion_of_stay(&pg->rq, life->now.stay, life->now.house, &card.now));
    TRY(companion_newcomers(&pg->rq, person, &card.newcomers));
    card.is_shown = card.may_name || !id_is_none(card.now.record) || card.newcomers.n > 0;
    *ret_card = card;
    return NULL;
}

static struct err *choices_make(struct page *pg, const struct person_page *p, struct form_field *f)
{
    struct companion_rows rows;
    TRY(companions_possible(&pg->rq, p->life.now.house, p->life.household, &rows));
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, rows.n);
    NEED(choices);
    *f = (struct form_field){.kind = INPUT_RADIOS,
                             .name = "companion",
                             .label = N_("Who shows her round?"),
                             .choices = choices,
                             .n_choices = rows.n,
                             .value = page_value(pg, "companion", TEXT_NONE),
                             .wrong = page_wrong(pg, "companion")};
    for (size_t i = 0; i < rows.n; i++) {
        char id[ID_TEXT + 1];
        id_text(rows.at[i]->id, id);
        choices[i] = (struct form_choice){.value = arena_str(pg->arena, id),
                                          .words = text_of(rows.at[i]->name)};
        NEED(choices[i].value);
    }
    return NULL;
}

struct err *page_companion(struct page *pg)
{
    struct person_page p = {0};
    struct form_field f;
    TRY(person_open(pg, &p));
    if (!p.life.may_act)
        return page_absent(pg);
    const char *action = person_path(pg, p.rec->id, "companion");
    NEED(action);
    TRY(choices_make(pg, &p, &f));
    page_title(pg, N_("{1}: a companion"), p.name);
    companion_form(&pg->out, pg, &p, action, &f);
    return NULL;
}

static struct err *act_make(struct page *pg, command_fn *run, struct page_act *ret_act)
{
    struct companion_form *form = arena_make(pg->arena, struct companion_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->person))
        return page_absent(pg);
    form->companion = fields_id(&pg->typed, "companion");
    *ret_act =
        (struct page_act){.run = run, .form = form, .next = person_path(pg, form->person, NULL)};
    return NULL;
}

struct err *act_companion_name(struct page *pg, struct page_act *ret_act)
{
    return act_make(pg, companion_name, ret_act);
}

struct err *act_companion_end(struct page *pg, struct page_act *ret_act)
{
    return act_make(pg, companion_end, ret_act);
}
