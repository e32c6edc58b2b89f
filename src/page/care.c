/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* care.c - what must be known of a person in a hurry: the card, the page, the forms. */
#include "page/care.html.h"

#include <assert.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/zone.h"
#include "command/care.h"
#include "model/types.h"
#include "model/types_care.h"
#include "page/pages.h"
#include "page/person.h"
#include "page/words.h"
#include "page/written.h"
#include "view/door.h"
#include "view/reading.h"

/* ---- facts in words -------------------------------------------------------------------------- */

static const struct rec_type *const fact_types[] = {&allergy_type, &medicine_type, &paper_type};

/* Which field is the title, and which stand below it, in this order; ended by 0. */
static const struct {
    const struct rec_type *type;
    enum tone tone;
    uint64_t title;
    uint64_t about[8];
} shapes[] = {
    {&allergy_type, TONE_BAD, ALLERGY_SUBSTANCE, {ALLERGY_REACTION, ALLERGY_STEPS}},
    {&medicine_type,
     TONE_INFO,
     MEDICINE_NAME,
     {MEDICINE_DOSE, MEDICINE_TIMES, MEDICINE_GIVER, MEDICINE_PRESCRIBER, MEDICINE_FROM,
      MEDICINE_UNTIL, MEDICINE_WORDS}},
    {&paper_type, TONE_PLAIN, PAPER_KIND, {PAPER_NUMBER, PAPER_PLACE, PAPER_EXPIRES, PAPER_WORDS}},
};

static void field_put(struct page *pg, const struct rec *r, uint64_t no, bool labelled,
                      struct buf *b)
{
    const struct field *f = field_by_no(r->type, no);
    const struct value *v = rec_get(r, no);
    if (v == NULL || (f->see & pg->rq.who->roles) == 0)
        return;
    if (b->n > 0)
        buf_str(b, "; ");
    if (labelled) {
        buf_str(b, lang_text(pg->out.lang, f->label));
        buf_str(b, ": ");
    }
    if (f->kind == KIND_CHOICE)
        buf_str(b, lang_text(pg->out.lang, choice_by_no(f, v->n)->label));
    else if (f->kind == KIND_DATE)
        lang_put_date_short(b, pg->out.lang, (int32_t)v->n);
    else
        buf_put(b, v->text);
}

static struct err *row_make(struct page *pg, const struct rec *r, struct care_row *ret_row)
{
    CLEANUP(buf_done) struct buf title = buf_make(LIMIT_KIB(8));
    CLEANUP(buf_done) struct buf about = buf_make(LIMIT_KIB(64));
    char id[ID_TEXT + 1];
    size_t s = 0;
    while (shapes[s].type != r->type)
        s++;
    field_put(pg, r, shapes[s].title, false, &title);
    for (size_t i = 0; shapes[s].about[i] != 0; i++)
        field_put(pg, r, shapes[s].about[i], true, &about);
    id_text(r->id, id);
    *ret_row =
        (struct care_row){.kind = r->type->label,
                          .url = arena_printf(pg->arena, "/fact/%s/%s", r->type->name, id),
                          .tone = shapes[s].tone,
                          .holds = rec_int(r, field_by_name(r->type, "state")->no, 0) == FACT_NOW};
    NEED(ret_row->url);
    TRY(buf_take(&title, pg->arena, &ret_row->title));
    return buf_take(&about, pg->arena, &ret_row->about);
}

struct err *care_rows_make(struct page *pg, const struct care_facts *facts,
                           struct care_rows *ret_rows)
{
    struct care_rows rows = {.at = arena_makes(pg->arena, struct care_row, facts->n)};
    NEED(rows.at);
    for (size_t t = 0; t < COUNT(fact_types); t++)
        for (size_t i = 0; i < facts->n; i++)
            if (facts->at[i]->type == fact_types[t])
                TRY(row_make(pg, facts->at[i], &rows.at[rows.n++]));
    *ret_rows = rows;
    return NULL;
}

/* ---- who belongs to her ---------------------------------------------------------------------- */

static struct err *kin_make(struct page *pg, const struct kin *k, struct care_kin *ret_kin)
{
    char id[ID_TEXT + 1];
    *ret_kin = (struct care_kin){
        .name = k->name,
        .kind = choice_by_no(field_by_no(&relationship_type, RELATIONSHIP_KIND), k->kind)->label,
        .phone = k->phone,
        .collects = kin_is(k, RELATIONSHIP_COLLECT),
        .avoids = kin_is(k, RELATIONSHIP_AVOID),
        .represents = kin_is(k, RELATIONSHIP_LEGAL),
        .is_called = kin_is(k, RELATIONSHIP_EMERGENCY),
        .is_unsafe = k->contact != NULL && rec_int(k->contact, CONTACT_SAFE, 0) == ASKED_NO,
        .holds = k->holds,
        .is_stated = rec_int(k->rec, RELATIONSHIP_STATE, 0) == RELATIONSHIP_STATED};
    if (k->contact == NULL) {
        ret_kin->person = person_path(pg, k->person, NULL);
        NEED(ret_kin->person);
    }
    if (!k->is_hers)
        return NULL;
    id_text(k->rec->id, id);
    ret_kin->correct = arena_printf(pg->arena, "/relationship/%s", id);
    NEED(ret_kin->correct);
    return NULL;
}

struct err *care_kins_make(struct page *pg, const struct kins *kins, struct care_kins *ret_rows)
{
    struct care_kins rows = {.at = arena_makes(pg->arena, struct care_kin, kins->n)};
    NEED(rows.at);
    for (size_t i = 0; i < kins->n; i++)
        TRY(kin_make(pg, &kins->at[i], &rows.at[rows.n++]));
    *ret_rows = rows;
    return NULL;
}

/* ---- card and page --------------------------------------------------------------------------- */

/* What was read of a person, before it is words or JSON. */
struct care_read {
    struct care_facts facts;
    struct kins kins;
};

static struct err *care_read(struct page *pg, struct id person, bool ended_too,
                             struct care_read *ret_read, struct care_page *c)
{
    c->url = person_path(pg, person, "care");
    c->person_url = person_path(pg, person, NULL);
    NEED(c->url);
    NEED(c->person_url);
    c->may_write = page_may(pg, MAY_WRITE_PERSONS);
    TRY(care_is_seen(&pg->rq, person, &c->is_seen));
    TRY(reading_note(&pg->rq, READING_CARE, person));
    TRY(reading_note(&pg->rq, READING_RELATIONSHIP, person));
    TRY(care_facts(&pg->rq, person, ended_too, &ret_read->facts));
    return kin_of_person(&pg->rq, person, ended_too, &ret_read->kins);
}

struct err *care_card_make(struct page *pg, struct id person, struct care_page *ret_care)
{
    struct care_read read;
    *ret_care = (struct care_page){0};
    TRY(care_read(pg, person, false, &read, ret_care));
    TRY(care_rows_make(pg, &read.facts, &ret_care->facts));
    return care_kins_make(pg, &read.kins, &ret_care->kins);
}

static struct err *calls_make(struct page *pg, const struct zone *zone, struct id person,
                              struct care_page *c)
{
    struct enquiries all;
    if (!c->is_seen || !page_may(pg, MAY_SEE_CALLS))
        return NULL;
    TRY(enquiry_of_person(&pg->rq, person, &all));
    c->calls = arena_makes(pg->arena, struct care_call, all.n);
    NEED(c->calls);
    for (size_t i = 0; i < all.n; i++) {
        CLEANUP(buf_done) struct buf words = buf_make(LIMIT_KIB(64));
        const struct rec *r = all.at[i];
        struct care_call *e = &c->calls[c->n_calls++];
        TRY(reading_note(&pg->rq, READING_ENQUIRY, r->id));
        for (uint64_t no = ENQUIRY_NUMBER; no <= ENQUIRY_WORDS; no++)
            field_put(pg, r, no, true, &words);
        TRY(words_instant(pg, zone, rec_int(r, ENQUIRY_AT, 0), &e->when));
        const struct choice *kind =
            choice_by_no(field_by_no(&enquiry_type, ENQUIRY_KIND), rec_int(r, ENQUIRY_KIND, 0));
        e->kind = kind->label;
        TRY(buf_take(&words, pg->arena, &e->words));
    }
    return NULL;
}

static void care_json(struct page *pg, const struct care_read *read)
{
    struct buf *b = pg->out.out;
    json_open(b, '{');
    json_name(b, "facts");
    json_open(b, '[');
    for (size_t i = 0; i < read->facts.n; i++)
        rec_put_json(read->facts.at[i], pg->rq.who->roles, b);
    json_close(b, ']');
    json_name(b, "relationships");
    json_open(b, '[');
    for (size_t i = 0; i < read->kins.n; i++) {
        const struct kin *k = &read->kins.at[i];
        json_open(b, '{');
        json_id(b, "id", k->rec->id);
        json_text(b, "name", k->name);
        json_string(
            b, "kind",
            choice_by_no(field_by_no(&relationship_type, RELATIONSHIP_KIND), k->kind)->code);
        json_bool(b, "holds", k->holds);
        json_bool(b, "may_collect", kin_is(k, RELATIONSHIP_COLLECT));
        json_bool(b, "must_not_contact", kin_is(k, RELATIONSHIP_AVOID));
        json_bool(b, "legal_representative", kin_is(k, RELATIONSHIP_LEGAL));
        json_bool(b, "emergency_contact", kin_is(k, RELATIONSHIP_EMERGENCY));
        json_close(b, '}');
    }
    json_close(b, ']');
    json_close(b, '}');
    buf_char(b, '\n');
}

struct err *page_care(struct page *pg)
{
    struct person_page p = {0};
    struct care_page c = {0};
    struct care_read read;
    TRY(person_open(pg, &p));
    page_title(pg, N_("{1}: care and contacts"), p.name);
    TRY(care_read(pg, p.rec->id, true, &read, &c));
    if (pg->form == PAGE_JSON) {
        care_json(pg, &read);
        return NULL;
    }
    TRY(care_rows_make(pg, &read.facts, &c.facts));
    TRY(care_kins_make(pg, &read.kins, &c.kins));
    TRY(calls_make(pg, p.zone, p.rec->id, &c));
    care(&pg->out, pg, &c, p.today);
    return NULL;
}

/* ---- forms of facts -------------------------------------------------------------------------- */

static const struct rec_type *fact_type(struct text name)
{
    for (size_t i = 0; i < COUNT(fact_types); i++)
        if (text_is(name, fact_types[i]->name))
            return fact_types[i];
    return NULL;
}

static const char *care_path(struct page *pg, struct id person)
{
    return person_path(pg, person, "care");
}

static struct id person_of(const struct rec *fact)
{
    assert(fact != NULL);
    return rec_id(fact, field_by_name(fact->type, "person")->no);
}

struct err *page_fact_add(struct page *pg)
{
    const struct rec_type *type = fact_type(pg->params[1]);
    struct person_page p = {0};
    TRY(person_open(pg, &p));
    bool seen = false;
    TRY(care_is_seen(&pg->rq, p.rec->id, &seen));
    if (type == NULL || !seen)
        return page_absent(pg);
    const char *action = arena_printf(pg->arena, "%s/fact/%s", p.url, type->name);
    const char *back = care_path(pg, p.rec->id);
    NEED(action);
    NEED(back);
    page_title(pg, N_("{1}: {2}"), p.name, text_of(lang_text(pg->out.lang, type->label)));
    care_form_begin(&pg->out, pg, back, action, true);
    written_show(pg, type, NULL);
    care_form_end(&pg->out, pg, back, action, true);
    return NULL;
}

struct err *act_fact_add(struct page *pg, struct page_act *ret_act)
{
    struct fact_form *form = arena_make(pg->arena, struct fact_form);
    NEED(form);
    form->type = fact_type(pg->params[1]);
    if (form->type == NULL || !id_parse(pg->params[0], &form->person))
        return page_absent(pg);
    TRY(written_typed(pg, form->type, NULL, &form->n, form->fields));
    *ret_act =
        (struct page_act){.run = fact_add, .form = form, .next = care_path(pg, form->person)};
    return NULL;
}

/* The fact of the address, /fact/KIND/ID. */
static struct err *fact_open(struct page *pg, struct rec **ret_fact)
{
    const struct rec_type *type = fact_type(pg->params[0]);
    struct id fact;
    if (type == NULL || !id_parse(pg->params[1], &fact))
        return page_absent(pg);
    return care_require(&pg->rq, type, fact, ret_fact);
}

struct err *page_fact(struct page *pg)
{
    struct rec *r = NULL;
    char id[ID_TEXT + 1];
    TRY(fact_open(pg, &r));
    assert(r != NULL);
    TRY(reading_note(&pg->rq, READING_CARE, person_of(r)));
    id_text(r->id, id);
    const char *action = arena_printf(pg->arena, "/fact/%s/%s", r->type->name, id);
    const char *back = care_path(pg, person_of(r));
    bool holds = rec_int(r, field_by_name(r->type, "state")->no, 0) == FACT_NOW;
    const char *step = arena_printf(pg->arena, "%s/%s", action, holds ? "close" : "reopen");
    NEED(action);
    NEED(back);
    NEED(step);
    const struct person_row *row = people_get(pg->rq.people, person_of(r));
    pg->area = AREA_PEOPLE;
    page_title(pg, N_("{1}: {2}"), text_of(row == NULL ? "" : row->name),
               text_of(lang_text(pg->out.lang, r->type->label)));
    if (pg->form == PAGE_JSON) {
        rec_put_json(r, pg->rq.who->roles, pg->out.out);
        buf_char(pg->out.out, '\n');
        return NULL;
    }
    care_form_begin(&pg->out, pg, back, action, false);
    written_show(pg, r->type, r);
    care_form_end(&pg->out, pg, back, action, false);
    care_step(&pg->out, pg, step, holds ? N_("It holds no longer") : N_("It holds again"),
              holds ? "care.close" : "care.reopen");
    return NULL;
}

struct err *act_fact_correct(struct page *pg, struct page_act *ret_act)
{
    struct fact_form *form = arena_make(pg->arena, struct fact_form);
    struct rec *r = NULL;
    NEED(form);
    TRY(fact_open(pg, &r));
    assert(r != NULL);
    form->type = r->type;
    form->fact = r->id;
    TRY(written_typed(pg, r->type, r, &form->n, form->fields));
    *ret_act =
        (struct page_act){.run = fact_correct, .form = form, .next = care_path(pg, person_of(r))};
    return NULL;
}

static struct err *fact_step(struct page *pg, command_fn *run, struct page_act *ret_act)
{
    struct fact_end_form *form = arena_make(pg->arena, struct fact_end_form);
    struct rec *r = NULL;
    NEED(form);
    TRY(fact_open(pg, &r));
    assert(r != NULL);
    *form = (struct fact_end_form){r->type, r->id};
    *ret_act = (struct page_act){.run = run, .form = form, .next = care_path(pg, person_of(r))};
    return NULL;
}

struct err *act_fact_close(struct page *pg, struct page_act *ret_act)
{
    return fact_step(pg, fact_close, ret_act);
}

struct err *act_fact_reopen(struct page *pg, struct page_act *ret_act)
{
    return fact_step(pg, fact_reopen, ret_act);
}
