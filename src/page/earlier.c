/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* earlier.c - the strip of the years before us, and the form of one more. */
#include "page/earlier.h"

#include "base/limits.h"
#include "base/when.h"
#include "command/earlier.h"
#include "model/types_programme.h"
#include "page/pages.h"
#include "page/stay.h"
#include "page/stay.html.h"
#include "view/cases.h"
#include "view/earlier.h"

/* ---- the card -----------------------------------------------------------------------------------
 */

/* 2014; May 2014; about 2014; 12 May 2014 */
static struct err *day_put(struct page *pg, const struct rec *r, uint64_t day_no,
                           uint64_t precision_no, struct text *ret_words)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(1));
    int32_t day = (int32_t)rec_int(r, day_no, VALUE_NO_DATE);
    if (day == VALUE_NO_DATE)
        return NULL;
    const char *year = arena_printf(pg->arena, "%d", date_civil(day).year);
    NEED(year);
    switch (rec_int(r, precision_no, ABOUT_EXACT)) {
    case ABOUT_YEAR:
        buf_str(&b, year);
        break;
    case ABOUT_ROUGHLY:
        lang_put(&b, pg->out.lang, N_("about {1}"), year);
        break;
    case ABOUT_MONTH:
        lang_put_month(&b, pg->out.lang, day);
        break;
    default:
        lang_put_date_short(&b, pg->out.lang, day);
        break;
    }
    return buf_take(&b, pg->arena, ret_words);
}

static const char *label_of(const struct rec *r, uint64_t field)
{
    const struct choice *c = choice_by_no(field_by_no(r->type, field), rec_int(r, field, 0));
    return c == NULL ? NULL : c->label;
}

struct err *earlier_card_make(struct page *pg, struct id person, const char *url,
                              struct earlier_card *ret_card)
{
    struct earliers all;
    TRY(earlier_of(&pg->rq, person, &all));
    *ret_card = (struct earlier_card){
        .url = url, .is_team = all.is_seen, .may_write = page_may(pg, MAY_WRITE_RELAPSE)};
    ret_card->lines = arena_makes(pg->arena, struct earlier_line, all.n);
    NEED(ret_card->lines);
    for (size_t i = 0; i < all.n; i++) {
        struct earlier_line *line = &ret_card->lines[ret_card->n++];
        const char *kind = label_of(all.at[i], EARLIER_KIND);
        *line = (struct earlier_line){.kind = kind == NULL ? N_("Not known") : kind,
                                      .source = label_of(all.at[i], EARLIER_SOURCE),
                                      .words = rec_text(all.at[i], EARLIER_WORDS)};
        TRY(day_put(pg, all.at[i], EARLIER_FROM, EARLIER_FROM_PRECISION, &line->from));
        TRY(day_put(pg, all.at[i], EARLIER_UNTIL, EARLIER_UNTIL_PRECISION, &line->until));
    }
    return NULL;
}

/* ---- the form -----------------------------------------------------------------------------------
 */

static const struct stay_form adding = {
    "earlier", N_("{1}: a time before us"),
    N_("As exactly as it is known. Times may overlap, and are not counted among our stays."),
    N_("Save"), "earlier.save"};

static void day_ask(struct page *pg, const char *name, const char *label)
{
    form_ask(&pg->out, pg,
             &(const struct form_field){.name = name,
                                        .label = label,
                                        .hint = N_("A year, a month or a day: 2014, 05.2014, "
                                                   "about 2014"),
                                        .is_short = true,
                                        .is_optional = true});
}

struct err *page_earlier(struct page *pg)
{
    struct person_page p = {0};
    bool seen = false;
    TRY(person_open(pg, &p));
    TRY(case_work_is_seen(&pg->rq, p.rec->id, &seen));
    const char *action = person_path(pg, p.rec->id, "earlier");
    NEED(action);
    if (!seen)
        return page_absent(pg);
    page_title(pg, adding.title, p.name);
    stay_frame_begin(&pg->out, pg, &p, &adding, action);
    (void)form_of_field(&pg->out, pg, field_by_no(&earlier_type, EARLIER_KIND), NULL);
    day_ask(pg, "from", N_("From"));
    day_ask(pg, "until", N_("Until"));
    (void)form_of_field(&pg->out, pg, field_by_no(&earlier_type, EARLIER_SOURCE), NULL);
    (void)form_of_field(&pg->out, pg, field_by_no(&earlier_type, EARLIER_WORDS), NULL);
    stay_frame_end(&pg->out, pg, &p, &adding, action);
    return NULL;
}

struct err *act_earlier(struct page *pg, struct page_act *ret_act)
{
    struct earlier_form *form = arena_make(pg->arena, struct earlier_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->person))
        return page_absent(pg);
    form->kind = fields_get(&pg->typed, "kind");
    form->from = fields_get(&pg->typed, "from");
    form->until = fields_get(&pg->typed, "until");
    form->source = fields_get(&pg->typed, "source");
    form->words = fields_get(&pg->typed, "words");
    *ret_act = (struct page_act){
        .run = earlier_add, .form = form, .next = person_path(pg, form->person, NULL)};
    NEED(ret_act->next);
    return NULL;
}
