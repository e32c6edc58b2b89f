/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* referral.c - who asked for a place, and the answer; what we ask of other services. */
#include "page/referral.h"

#include <string.h>

#include "base/limits.h"
#include "base/zone.h"
#include "command/referral.h"
#include "model/types.h"
#include "page/case.h"
#include "page/form.h"
#include "page/list.h"
#include "page/pages.h"
#include "page/referral.html.h"
#include "page/words.h"
#include "view/places.h"

static const char *path_of(struct page *pg, struct id referral, const char *rest)
{
    char id[ID_TEXT + 1];
    id_text(referral, id);
    return arena_printf(pg->arena, "/referral/%s%s", id, rest);
}

/* ---- the list ---------------------------------------------------------------------------------
 */

static const struct list_column columns[] = {
    {"id", NULL, LIST_ID, NULL},
    {"name", N_("Who needs help"), LIST_TEXT, NULL},
    {"state", N_("State"), LIST_CHOICE, NULL},
    {"urgency", N_("How soon?"), LIST_CHOICE, NULL},
    {"source", N_("Who asks"), LIST_CHOICE, NULL},
    {"due", N_("Answer due"), LIST_DATE, NULL},
    {"overdue", NULL, LIST_CHOICE, NULL},
    {"at", N_("Asked at"), LIST_INSTANT, NULL},
};

static void choice_put(struct list *l, const struct rec *r, uint64_t no)
{
    const struct value *v = rec_get(r, no);
    const struct choice *c = v == NULL ? NULL : choice_by_no(field_by_no(r->type, no), v->n);
    list_choice(l, c == NULL ? NULL : c->code, c == NULL ? NULL : c->label);
}

static struct err *row_put(struct page *pg, struct list *l, const struct referral_row *row)
{
    const char *url = path_of(pg, row->referral, "");
    NEED(url);
    TRY(list_id(pg, l, row->referral));
    list_text(l, rec_text(row->rec, REFERRAL_NAME), url);
    choice_put(l, row->rec, REFERRAL_STATE);
    choice_put(l, row->rec, REFERRAL_URGENCY);
    choice_put(l, row->rec, REFERRAL_SOURCE);
    if (row->state < REFERRAL_DRAFTED)
        list_date(l, row->due);
    else
        list_none(l);
    list_choice(l, row->is_overdue ? "yes" : "no", row->is_overdue ? N_("yes") : N_("no"));
    list_instant(l, row->at_ms);
    return NULL;
}

static struct err *rows_read(struct page *pg, struct list *l)
{
    const struct field *state = field_by_no(&referral_type, REFERRAL_STATE);
    const struct choice *c = choice_by_code(state, fields_get(&pg->query, "state"));
    struct referral_ask ask = {.state = c == NULL ? 0 : c->no,
                               .overdue = text_is(fields_get(&pg->query, "overdue"), "yes"),
                               .after = fields_id(&pg->query, "after"),
                               .limit = list_limit(pg)};
    struct referral_list found;
    if (text_is(fields_get(&pg->query, "state"), "any"))
        ask.state = REFERRAL_ANY_STATE;
    TRY(referral_list(&pg->rq, &ask, &found));
    TRY(list_room(pg, l, found.n));
    for (size_t i = 0; i < found.n; i++)
        TRY(row_put(pg, l, &found.rows[i]));
    struct list_facet *f = list_facet(l, "state", N_("State"));
    for (c = state->choices; c->no != 0; c++)
        list_value(f, c->code, c->label, TEXT_NONE, found.states[c->no]);
    f = list_facet(l, "overdue", N_("Overdue"));
    list_value(f, "yes", N_("No answer yet, and the day is over"), TEXT_NONE, found.overdue);
    TRY(request_zone(&pg->rq, &l->zone));
    l->count = (int64_t)found.count;
    if (!found.has_more)
        return NULL;
    char id[ID_TEXT + 1];
    id_text(found.rows[found.n - 1].referral, id);
    l->after = arena_str(pg->arena, id);
    NEED(l->after);
    return NULL;
}

struct err *page_referrals(struct page *pg)
{
    struct list l = {.columns = columns,
                     .n_columns = COUNT(columns),
                     .withheld = -1,
                     .nothing = N_("No referral waits"),
                     .act = "referral.show"};
    bool is_done = false;
    pg->area = AREA_REFERRALS;
    page_title(pg, N_("Referrals"));
    TRY(rows_read(pg, &l));
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    referrals_begin(&pg->out, pg);
    TRY(list_show(pg, &l));
    referrals_end(&pg->out, pg);
    return NULL;
}

/* ---- the forms --------------------------------------------------------------------------------
 */

static void field_ask(struct page *pg, uint64_t no, const struct rec *rec)
{
    (void)form_of_field(&pg->out, pg, field_by_no(&referral_type, no), rec);
}

/* The command needs it, though the record does not. */
static void needed_ask(struct page *pg, uint64_t no)
{
    struct field needed = *field_by_no(&referral_type, no);
    needed.required = true;
    (void)form_of_field(&pg->out, pg, &needed, NULL);
}

static struct err *house_ask(struct page *pg)
{
    struct place_rows places;
    TRY(place_rows(&pg->rq, &places));
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, places.n);
    NEED(choices);
    for (size_t i = 0; i < places.n; i++) {
        struct text handle = places.at[i].handle;
        choices[i] = (struct form_choice){.value = arena_strn(pg->arena, handle.at, handle.n),
                                          .words = places.at[i].name};
        NEED(choices[i].value);
    }
    form_ask(&pg->out, pg,
             &(const struct form_field){.kind = INPUT_SELECT,
                                        .name = "house",
                                        .label = N_("Which house is asked?"),
                                        .choices = choices,
                                        .n_choices = places.n,
                                        .none = N_("Any of ours")});
    return NULL;
}

static void when_ask(struct page *pg)
{
    form_ask(&pg->out, pg,
             &(const struct form_field){.name = "when",
                                        .label = N_("When, if not now?"),
                                        .hint = N_("A time of today, or a day and a time: 14:30, "
                                                   "2026-11-21 14:30"),
                                        .is_short = true});
}

struct err *page_referral_add(struct page *pg)
{
    pg->area = AREA_REFERRALS;
    page_title(pg, N_("A referral to us"));
    referral_new_begin(&pg->out, pg, "/referral", "/referrals");
    field_ask(pg, REFERRAL_NAME, NULL);
    field_ask(pg, REFERRAL_CHILDREN, NULL);
    needed_ask(pg, REFERRAL_URGENCY);
    needed_ask(pg, REFERRAL_SOURCE);
    field_ask(pg, REFERRAL_WHO, NULL);
    field_ask(pg, REFERRAL_WHY, NULL);
    TRY(house_ask(pg));
    when_ask(pg);
    referral_new_end(&pg->out, pg, "/referral", "/referrals");
    return NULL;
}

/* Every field of the record that was typed. */
static void typed_take(const struct page *pg, struct referral_fields *fields)
{
    static const char *const names[] = {"name",   "children", "urgency", "source", "who",
                                        "why",    "need",     "suits",   "screen", "reason",
                                        "answer", "to",       "consent"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (fields_has(&pg->typed, names[i]))
            fields->at[fields->n++] =
                (struct referral_pair){names[i], fields_get(&pg->typed, names[i])};
}

static void needed(struct page *pg, uint64_t no, const char *text, struct err **wrong)
{
    const struct field *f = field_by_no(&referral_type, no);
    if (!fields_has(&pg->typed, f->name))
        err_collect(wrong, err_example(err_input(pg->arena, f->name, text), f->example));
}

static const char *referral_next(struct page *pg, const struct answer *answer)
{
    for (size_t i = 0; i < answer->n_records; i++)
        if (answer->records[i].type == &referral_type)
            return path_of(pg, answer->records[i].id, "");
    return "/referrals";
}

struct err *act_referral_add(struct page *pg, struct page_act *ret_act)
{
    struct referral_form *form = arena_make(pg->arena, struct referral_form);
    const struct zone *zone = NULL;
    struct err *wrong = NULL;
    NEED(form);
    TRY(request_zone(&pg->rq, &zone));
    struct err *bad = words_moment(pg, zone, "when", &form->at_ms);
    if (bad != NULL && bad->kind != ERR_INPUT)
        return bad;
    typed_take(pg, &form->fields);
    form->house = fields_get(&pg->typed, "house");
    needed(pg, REFERRAL_NAME, N_("Write who needs help, as far as it is known"), &wrong);
    needed(pg, REFERRAL_URGENCY, N_("Choose how soon"), &wrong);
    needed(pg, REFERRAL_SOURCE, N_("Choose who asks"), &wrong);
    err_collect(&wrong, bad);
    *ret_act = (struct page_act){.run = referral_add, .form = form, .next_of = referral_next};
    return wrong;
}

struct err *page_referral_out(struct page *pg)
{
    struct case_page c;
    TRY(case_page_open(pg, &c));
    const char *action = case_path(pg, c.view.rec->id, "refer");
    NEED(action);
    page_title(pg, N_("Case {1}: we ask another service"), c.number);
    referral_new_begin(&pg->out, pg, action, c.url);
    field_ask(pg, REFERRAL_NAME, NULL);
    needed_ask(pg, REFERRAL_TO);
    field_ask(pg, REFERRAL_WHY, NULL);
    field_ask(pg, REFERRAL_CONSENT, NULL);
    referral_new_end(&pg->out, pg, action, c.url);
    return NULL;
}

struct err *act_referral_out(struct page *pg, struct page_act *ret_act)
{
    struct referral_out_form *form = arena_make(pg->arena, struct referral_out_form);
    struct err *wrong = NULL;
    NEED(form);
    if (!id_parse(pg->params[0], &form->found))
        return page_absent(pg);
    typed_take(pg, &form->fields);
    needed(pg, REFERRAL_NAME, N_("Write who needs help, as far as it is known"), &wrong);
    needed(pg, REFERRAL_TO, N_("Write which service we ask"), &wrong);
    *ret_act = (struct page_act){.run = referral_out, .form = form, .next_of = referral_next};
    return wrong;
}

/* ---- one --------------------------------------------------------------------------------------
 */

static const struct referral_button buttons[] = {
    {REFERRAL_RECEIVED, REFERRAL_MORE, "accept", N_("Accept"), true},
    {REFERRAL_RECEIVED, REFERRAL_MORE, "decline", N_("Decline"), true},
    {REFERRAL_RECEIVED, REFERRAL_MORE, "redirect", N_("Send on to another service"), true},
    {REFERRAL_RECEIVED, REFERRAL_RECEIVED, "start", N_("We look at it"), false},
    {REFERRAL_MORE, REFERRAL_MORE, "start", N_("We look at it"), false},
    {REFERRAL_RECEIVED, REFERRAL_SCREENING, "ask", N_("Ask for more"), false},
    {REFERRAL_RECEIVED, REFERRAL_MORE, "cancel", N_("Not needed any more"), false},
    {REFERRAL_ACCEPTED, REFERRAL_ACCEPTED, "close", N_("They did not arrive"), false},
    {REFERRAL_DRAFTED, REFERRAL_DRAFTED, "send", N_("Send it"), false},
    {REFERRAL_SENT, REFERRAL_SENT, "acknowledge", N_("They have it"), false},
    {REFERRAL_SENT, REFERRAL_ACKNOWLEDGED, "accept", N_("They agreed"), false},
    {REFERRAL_SENT, REFERRAL_ACKNOWLEDGED, "decline", N_("They cannot help"), false},
    {REFERRAL_SENT, REFERRAL_ACKNOWLEDGED, "close", N_("No answer came"), false},
    {REFERRAL_DRAFTED, REFERRAL_ACKNOWLEDGED, "cancel", N_("Take it back"), false},
    {REFERRAL_AGREED, REFERRAL_AGREED, "finish", N_("Done"), false},
};

static void buttons_make(struct page *pg, struct referral_page *p)
{
    int64_t state = rec_int(p->rec, REFERRAL_STATE, 0);
    bool decides = referral_may_decide(&pg->rq, rec_id(p->rec, REFERRAL_HOUSE));
    for (size_t i = 0; i < COUNT(buttons); i++)
        if (state >= buttons[i].from && state <= buttons[i].to_state &&
            (decides || !buttons[i].decides))
            p->buttons[p->n_buttons++] = &buttons[i];
}

/* What is known of it; its state and day stand above. */
static struct err *pairs_make(struct page *pg, const struct zone *zone, struct referral_page *p)
{
    p->pairs = arena_makes(pg->arena, struct pair, referral_type.n_fields);
    NEED(p->pairs);
    for (size_t i = 0; i < referral_type.n_fields; i++) {
        const struct field *f = &referral_type.fields[i];
        struct text words;
        if ((f->see & pg->rq.who->roles) == 0 || p->rec->slots[i].n == 0 ||
            f->no == REFERRAL_STATE || f->no == REFERRAL_DIRECTION)
            continue;
        TRY(words_values(pg, zone, f, &p->rec->slots[i], &words));
        if (words.n > 0)
            p->pairs[p->n_pairs++] = (struct pair){.label = f->label, .value = SHOWN(words)};
    }
    return NULL;
}

static struct err *referral_open(struct page *pg, struct referral_page *p)
{
    struct id referral;
    const struct zone *zone = NULL;
    *p = (struct referral_page){0};
    pg->area = AREA_REFERRALS;
    if (!id_parse(pg->params[0], &referral))
        return page_absent(pg);
    TRY(referral_require(&pg->rq, referral, &p->rec));
    TRY(request_zone(&pg->rq, &zone));
    int64_t at_ms = rec_int(p->rec, REFERRAL_AT, 0);
    int64_t urgency = rec_int(p->rec, REFERRAL_URGENCY, URGENCY_MONTH);
    int64_t state = rec_int(p->rec, REFERRAL_STATE, 0);
    p->url = path_of(pg, referral, "");
    p->action = path_of(pg, referral, "/step");
    NEED(p->url);
    NEED(p->action);
    p->name = rec_text(p->rec, REFERRAL_NAME);
    p->state = case_choice(p->rec, REFERRAL_STATE);
    p->is_out = rec_int(p->rec, REFERRAL_DIRECTION, 0) == REFERRAL_OUT;
    p->due = referral_due(zone, at_ms, urgency);
    p->is_overdue =
        referral_is_overdue(zone, at_ms, urgency, state, zone_wall(zone, pg->rq.now_ms).date);
    if (state == REFERRAL_ACCEPTED && page_may(pg, MAY_ADMIT))
        p->admit = arena_printf(pg->arena, "/admit?referral=%s", p->url + strlen("/referral/"));
    page_title(pg, N_("Referral: {1}"), p->name);
    buttons_make(pg, p);
    return pairs_make(pg, zone, p);
}

static void answer_ask(struct page *pg, const struct referral_page *p)
{
    if (p->is_out) {
        field_ask(pg, REFERRAL_CONSENT, p->rec);
        field_ask(pg, REFERRAL_ANSWER, p->rec);
        return;
    }
    if (rec_int(p->rec, REFERRAL_STATE, 0) > REFERRAL_MORE)
        return;
    field_ask(pg, REFERRAL_NEED, p->rec);
    field_ask(pg, REFERRAL_SUITS, p->rec);
    field_ask(pg, REFERRAL_SCREEN, p->rec);
    if (!referral_may_decide(&pg->rq, rec_id(p->rec, REFERRAL_HOUSE)))
        return;
    field_ask(pg, REFERRAL_REASON, p->rec);
    field_ask(pg, REFERRAL_ANSWER, p->rec);
}

struct err *page_referral(struct page *pg)
{
    struct referral_page p;
    TRY(referral_open(pg, &p));
    if (pg->form == PAGE_JSON) {
        rec_put_json(p.rec, pg->rq.who->roles, pg->out.out);
        return NULL;
    }
    referral_show(&pg->out, pg, &p);
    if (p.n_buttons == 0)
        return NULL;
    referral_answer_begin(&pg->out, pg, &p);
    answer_ask(pg, &p);
    referral_answer_end(&pg->out, pg, &p);
    return NULL;
}

struct err *page_referral_letter(struct page *pg)
{
    struct referral_page p;
    TRY(referral_open(pg, &p));
    page_title(pg, N_("Answer to a referral"));
    p.state = lang_text(pg->out.lang, p.state);
    referral_letter(&pg->out, pg, &p, rec_text(p.rec, REFERRAL_ANSWER));
    return NULL;
}

struct err *act_referral_step(struct page *pg, struct page_act *ret_act)
{
    static const struct {
        const char *code;
        enum act act;
    } steps[] = {
        {"start", ACT_START},     {"ask", ACT_ASK},           {"accept", ACT_ACCEPT},
        {"decline", ACT_DECLINE}, {"redirect", ACT_REDIRECT}, {"cancel", ACT_CANCEL},
        {"close", ACT_CLOSE},     {"send", ACT_SEND},         {"acknowledge", ACT_ACKNOWLEDGE},
        {"finish", ACT_FINISH}};
    struct referral_step_form *form = arena_make(pg->arena, struct referral_step_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->referral))
        return page_absent(pg);
    typed_take(pg, &form->fields);
    for (size_t i = 0; i < COUNT(steps); i++)
        if (text_is(fields_get(&pg->typed, "step"), steps[i].code))
            form->act = steps[i].act;
    *ret_act = (struct page_act){
        .run = referral_step, .form = form, .next = path_of(pg, form->referral, "")};
    if (form->act != 0)
        return NULL;
    return err_example(err_input(pg->arena, "step", N_("Choose one of the words offered")),
                       "accept");
}

/* ---- into an admission ------------------------------------------------------------------------
 */

/* "Danylo 4": a name, and an age if the last word is a number. */
static struct err *child_prefill(struct page *pg, struct text child, size_t nth)
{
    struct text name = child;
    int64_t age = 0;
    size_t at = child.n;
    while (at > 0 && child.at[at - 1] != ' ')
        at--;
    struct text last = {child.at + at, child.n - at};
    if (at > 0 && text_int(last, &age)) {
        const char *field = arena_printf(pg->arena, "child.%zu.age", nth);
        NEED(field);
        TRY(fields_add(pg->arena, &pg->typed, field, last));
        name = text_trim((struct text){child.at, at});
    }
    const char *field = arena_printf(pg->arena, "child.%zu.name", nth);
    NEED(field);
    return fields_add(pg->arena, &pg->typed, field, name);
}

struct err *referral_prefill(struct page *pg)
{
    struct id referral = fields_id(&pg->query, "referral");
    struct rec *r = NULL;
    struct text child;
    if (id_is_none(referral) || pg->typed.n > 0)
        return NULL;
    TRY(referral_require(&pg->rq, referral, &r));
    struct text rest = rec_text(r, REFERRAL_CHILDREN);
    TRY(fields_add(pg->arena, &pg->typed, "referral", fields_get(&pg->query, "referral")));
    TRY(fields_add(pg->arena, &pg->typed, "name", rec_text(r, REFERRAL_NAME)));
    for (size_t nth = 1; rest.n > 0 && nth <= 8; nth++) {
        if (!text_cut(&rest, ',', &child)) {
            child = rest;
            rest = TEXT_NONE;
        }
        child = text_trim(child);
        if (child.n > 0)
            TRY(child_prefill(pg, child, nth));
    }
    return NULL;
}
