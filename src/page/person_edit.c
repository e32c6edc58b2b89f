/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person_edit.c - writing a person down, and correcting what was written: a form made of the fields
 * that the record type has and this user may set. */
#include "base/limits.h"
#include "base/when.h"
#include "command/birth.h"
#include "command/person.h"
#include "model/types.h"
#include "page/form.h"
#include "page/pages.h"
#include "page/person.h"
#include "page/person.html.h"
#include "tell/value.h"

/* In the order of asking; the state changes by acts alone. */
static const uint64_t asked[] = {PERSON_NAME, PERSON_BIRTH,  PERSON_SEX,  PERSON_PHONE,
                                 PERSON_DUE,  PERSON_DANGER, PERSON_WORDS};

/* ---- the forms ----------------------------------------------------------------------------------
 */

static bool is_asked(const struct page *pg, const struct field *f, const struct rec *person)
{
    bool expected = person != NULL && rec_int(person, PERSON_STATE, 0) == PERSON_EXPECTED;
    bool fits = f->no == PERSON_DUE ? expected : f->no != PERSON_BIRTH || !expected;
    return fits && (f->set & pg->rq.who->roles) != 0 && (f->see & pg->rq.who->roles) != 0;
}

static struct err *birth_show(struct page *pg, const struct rec *person)
{
    char date[DATE_TEXT + 1] = "";
    int64_t born = person == NULL ? VALUE_NO_DATE : rec_int(person, PERSON_BIRTH, VALUE_NO_DATE);
    if (born != VALUE_NO_DATE)
        date_print((int32_t)born, date);
    const char *value = arena_str(pg->arena, date);
    NEED(value);
    const struct form_field f = {.name = "birth",
                                 .label = N_("Born on"),
                                 .hint =
                                     N_("A date, a year, or how old she is: 1998-04-17, 1998, 28"),
                                 .value = text_of(value),
                                 .is_short = true,
                                 .is_optional = true};
    form_ask(&pg->out, pg, &f);
    return NULL;
}

static struct err *fields_show(struct page *pg, const struct rec *person)
{
    for (size_t i = 0; i < COUNT(asked); i++) {
        const struct field *f = field_by_no(&person_type, asked[i]);
        if (!is_asked(pg, f, person))
            continue;
        if (f->no == PERSON_BIRTH)
            TRY(birth_show(pg, person));
        else if (person == NULL && f->no == PERSON_NAME)
            form_ask(&pg->out, pg,
                     &(const struct form_field){.name = "name",
                                                .label = N_("What is her name?"),
                                                .value = fields_get(&pg->query, "name")});
        else
            (void)form_of_field(&pg->out, pg, f, person);
    }
    return NULL;
}

struct err *page_person_correct(struct page *pg)
{
    struct person_page p = {0};
    TRY(person_open(pg, &p));
    const char *action = person_path(pg, p.rec->id, "correct");
    NEED(action);
    page_title(pg, N_("{1}: correct what was written"), p.name);
    person_form_begin(&pg->out, pg, &p, action);
    TRY(fields_show(pg, p.rec));
    person_form_end(&pg->out, pg, &p, action);
    return NULL;
}

/* Those who look like the one who is being added. */
static struct err *alike_show(struct page *pg)
{
    const struct person_row **rows;
    size_t n = 0;
    if (page_wrong(pg, "person") == NULL)
        return NULL;
    TRY(person_alike(&pg->rq, page_value(pg, "name", TEXT_NONE), &n, &rows));
    struct person_kin *kin = arena_makes(pg->arena, struct person_kin, n);
    NEED(kin);
    for (size_t i = 0; i < n; i++) {
        kin[i].url = person_path(pg, rows[i]->id, NULL);
        kin[i].name = text_of(rows[i]->name);
        NEED(kin[i].url);
        if (rows[i]->birth == VALUE_NO_DATE)
            continue;
        CLEANUP(buf_done) struct buf year = buf_make(LIMIT_KIB(1));
        tell_birth(pg->out.lang, rows[i]->birth,
                   rows[i]->birth_known == BIRTH_ESTIMATED ? BIRTH_ESTIMATED : BIRTH_YEAR, &year);
        TRY(buf_take(&year, pg->arena, &kin[i].about));
    }
    person_alike_list(&pg->out, kin, n);
    return NULL;
}

struct err *page_person_add(struct page *pg)
{
    pg->area = AREA_PEOPLE;
    page_title(pg, N_("Add a person"));
    person_form_begin(&pg->out, pg, NULL, "/person");
    TRY(alike_show(pg));
    TRY(fields_show(pg, NULL));
    person_form_end(&pg->out, pg, NULL, "/person");
    return NULL;
}

/* ---- the acts -----------------------------------------------------------------------------------
 */

static void pair_add(struct person_form *form, const char *field, struct text written)
{
    form->fields[form->n].field = field;
    form->fields[form->n++].written = written;
}

/* An age or a year as the date and how well it is known. */
static struct err *birth_add(struct page *pg, struct text typed, struct person_form *form)
{
    struct birth birth = {0};
    int32_t today = 0;
    char date[DATE_TEXT + 1];
    if (typed.n == 0) {
        pair_add(form, "birth", TEXT_NONE);
        pair_add(form, "birth_precision", TEXT_NONE);
        return NULL;
    }
    TRY(request_day(&pg->rq, &today));
    TRY(birth_typed(pg->arena, "birth", typed, today, &birth));
    date_print(birth.day, date);
    const char *copy = arena_str(pg->arena, date);
    NEED(copy);
    const struct choice *precision =
        choice_by_no(field_by_no(&person_type, PERSON_BIRTH_PRECISION), birth.precision);
    pair_add(form, "birth", text_of(copy));
    pair_add(form, "birth_precision", text_of(precision->code));
    return NULL;
}

/* As form_of_field shows it. */
static struct err *stands(struct page *pg, const struct rec *person, const struct field *f,
                          struct text *ret_written)
{
    CLEANUP(buf_done) struct buf b = buf_make(VALUE_BYTES_MAX);
    *ret_written = TEXT_NONE;
    if (person == NULL || !rec_has(person, f->no))
        return NULL;
    value_print(f, rec_get(person, f->no), &b);
    return buf_take(&b, pg->arena, ret_written);
}

/* What was typed and differs from what stands there; a field that was not sent stays. */
static struct err *form_read(struct page *pg, const struct rec *person, struct person_form *form)
{
    struct err *wrongs = NULL;
    for (size_t i = 0; i < COUNT(asked); i++) {
        const struct field *f = field_by_no(&person_type, asked[i]);
        struct text typed, before;
        TRY(stands(pg, person, f, &before));
        typed = page_value(pg, f->name, before);
        if (text_equal(typed, before))
            continue;
        if (f->no == PERSON_BIRTH)
            err_collect(&wrongs, birth_add(pg, typed, form));
        else
            pair_add(form, f->name, typed);
    }
    if (fields_get(&pg->typed, "former_name").n > 0)
        pair_add(form, "former_name", fields_get(&pg->typed, "former_name"));
    return wrongs;
}

struct err *act_person_correct(struct page *pg, struct page_act *ret_act)
{
    struct person_form *form = arena_make(pg->arena, struct person_form);
    struct rec *person = NULL;
    NEED(form);
    if (!id_parse(pg->params[0], &form->person))
        return page_absent(pg);
    TRY(person_require(&pg->rq, form->person, &person));
    *ret_act = (struct page_act){
        .run = person_correct, .form = form, .next = person_path(pg, form->person, NULL)};
    return form_read(pg, person, form);
}

/* Somebody who looks known is shown before she is written down a second time. */
static struct err *known_read(struct page *pg)
{
    const struct person_row **rows;
    size_t n = 0;
    struct text name = fields_get(&pg->typed, "name");
    if (pg->form != PAGE_HTML || fields_has(&pg->typed, "person")) /* a script is not asked */
        return NULL;
    TRY(person_alike(&pg->rq, name, &n, &rows));
    return n == 0 ? NULL
                  : err_input(pg->arena, "person",
                              N_("Somebody with such a name is known here. Is it her?"));
}

/* Her own page. */
static const char *added_path(struct page *pg, const struct answer *answer)
{
    for (size_t i = 0; i < answer->n_records; i++)
        if (answer->records[i].type == &person_type)
            return person_path(pg, answer->records[i].id, NULL);
    return "/people";
}

struct err *act_person_add(struct page *pg, struct page_act *ret_act)
{
    struct person_form *form = arena_make(pg->arena, struct person_form);
    NEED(form);
    *ret_act = (struct page_act){.run = person_add, .form = form, .next_of = added_path};
    struct err *wrong = form_read(pg, NULL, form);
    if (fields_get(&pg->typed, "name").n == 0)
        err_collect(&wrong,
                    err_example(err_input(pg->arena, "name", N_("Write her name as she gives it")),
                                "Olena"));
    return wrong != NULL ? wrong : known_read(pg);
}
