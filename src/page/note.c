/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* note.c - one note, and writing one: of a case, or about a person by who does not see the case. */
#include "page/note.h"

#include <assert.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "command/note.h"
#include "model/types.h"
#include "page/case.h"
#include "page/form.h"
#include "page/note.html.h"
#include "page/pages.h"
#include "page/person.h"
#include "page/words.h"
#include "view/places.h"

enum { CARD_NOTES = 5 };

const char *note_path(struct page *pg, struct id note, const char *piece)
{
    char id[ID_TEXT + 1];
    id_text(note, id);
    return piece == NULL ? arena_printf(pg->arena, "/note/%s", id)
                         : arena_printf(pg->arena, "/note/%s/%s", id, piece);
}

static struct text person_name(const struct page *pg, struct id person)
{
    const struct person_row *row = people_get(pg->rq.people, person);
    return text_of(row == NULL ? "" : row->name);
}

/* The case, for who sees it; else the person. */
static struct err *way_back(struct page *pg, const struct rec *note, const char **ret_back)
{
    struct rec *found = NULL;
    struct err *bad = NULL;
    bool sees_cases = rec_has(note, NOTE_CASE) && page_may(pg, MAY_SEE_CASES);
    if (sees_cases)
        bad = case_require(&pg->rq, rec_id(note, NOTE_CASE), &found);
    if (bad != NULL && bad->kind != ERR_ABSENT)
        return bad;
    *ret_back = sees_cases && bad == NULL ? case_path(pg, rec_id(note, NOTE_CASE), NULL)
                                          : person_path(pg, rec_id(note, NOTE_ABOUT), NULL);
    NEED(*ret_back);
    return NULL;
}

/* ---- one note ---------------------------------------------------------------------------------
 */

static struct err *note_open(struct page *pg, struct rec **ret_note, struct id *ret_author)
{
    struct id note;
    if (!id_parse(pg->params[0], &note))
        return page_absent(pg);
    pg->area = AREA_PEOPLE;
    return note_require(&pg->rq, note, ret_note, ret_author);
}

static struct err *words_make(struct page *pg, struct note_page *p)
{
    const struct zone *zone = NULL;
    const struct rec *r = p->rec;
    TRY(request_zone(&pg->rq, &zone));
    TRY(words_instant(pg, zone, rec_int(r, NOTE_AT, 0), &p->when));
    p->kind = case_choice(r, NOTE_KIND);
    p->state = case_choice(r, NOTE_STATE);
    p->readers = case_choice(r, NOTE_READERS);
    p->about = person_name(pg, rec_id(r, NOTE_ABOUT));
    p->text = rec_text(r, NOTE_TEXT);
    p->minutes = rec_int(r, NOTE_MINUTES, 0);
    if (rec_has(r, NOTE_CORRECTS)) {
        p->corrects = note_path(pg, rec_id(r, NOTE_CORRECTS), NULL);
        NEED(p->corrects);
    }
    return NULL;
}

struct err *page_note(struct page *pg)
{
    struct note_page p = {0};
    struct id author;
    TRY(note_open(pg, &p.rec, &author));
    assert(p.rec != NULL);
    if (pg->form == PAGE_JSON) {
        rec_put_json(p.rec, pg->rq.who->roles, pg->out.out);
        return NULL;
    }
    bool is_hers = id_equal(author, pg->who.user);
    p.is_draft = rec_int(p.rec, NOTE_STATE, 0) == NOTE_DRAFT;
    p.may_correct =
        rec_int(p.rec, NOTE_STATE, 0) == NOTE_SIGNED && (is_hers || page_may(pg, MAY_ASSIGN));
    p.url = note_path(pg, p.rec->id, NULL);
    NEED(p.url);
    TRY(user_login(&pg->rq, author, &p.by));
    TRY(way_back(pg, p.rec, &p.back));
    TRY(words_make(pg, &p));
    page_title(pg, N_("{1}"), text_of(lang_text(pg->out.lang, p.kind)));
    note(&pg->out, pg, &p);
    return NULL;
}

/* ---- the form ---------------------------------------------------------------------------------
 */

static bool of_case(const struct page *pg)
{
    return strncmp(pg->path, "/case/", 6) == 0;
}

static void field_ask(struct page *pg, uint64_t no, const struct rec *note)
{
    (void)form_of_field(&pg->out, pg, field_by_no(&note_type, no), note);
}

static void fields_ask(struct page *pg, const struct note_form_page *p)
{
    field_ask(pg, NOTE_KIND, p->note);
    if (p->n_persons > 1)
        form_ask(&pg->out, pg,
                 &(const struct form_field){.kind = INPUT_SELECT,
                                            .name = "about",
                                            .label = N_("About whom"),
                                            .choices = p->persons,
                                            .n_choices = p->n_persons,
                                            .none = N_("The whole family")});
    field_ask(pg, NOTE_TEXT, p->note);
    struct field readers = *field_by_no(&note_type, NOTE_READERS);
    const struct choice *usual =
        choice_by_no(&readers, page_may(pg, MAY_WORK_CASES) ? NOTE_OF_TEAM : NOTE_OF_HOUSE);
    const struct form_choice choices[] = {{.value = "team", .label = readers.choices[0].label},
                                          {.value = "house", .label = readers.choices[1].label}};
    struct form_field ask = {.kind = INPUT_RADIOS,
                             .name = readers.name,
                             .label = readers.label,
                             .value = text_of(usual->code),
                             .choices = choices,
                             .n_choices = COUNT(choices)};
    if (p->note != NULL)
        ask.value =
            text_of(choice_by_no(&readers, rec_int(p->note, NOTE_READERS, NOTE_OF_TEAM))->code);
    form_ask(&pg->out, pg, &ask);
    field_ask(pg, NOTE_MINUTES, p->note);
    form_ask(&pg->out, pg,
             &(const struct form_field){.name = "when",
                                        .label = N_("When, if not now?"),
                                        .hint = N_("A time of today, or a day and a time: 14:30, "
                                                   "2026-11-21 14:30"),
                                        .is_short = true});
}

static void form_show(struct page *pg, const struct note_form_page *p)
{
    note_frame_begin(&pg->out, pg, p);
    fields_ask(pg, p);
    note_frame_end(&pg->out, pg, p);
}

static struct err *persons_make(struct page *pg, const struct case_page *c,
                                struct note_form_page *p)
{
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, c->view.n_persons);
    NEED(choices);
    for (size_t i = 0; i < c->view.n_persons; i++) {
        char id[ID_TEXT + 1];
        id_text(c->view.persons[i].person, id);
        choices[i] = (struct form_choice){.value = arena_str(pg->arena, id),
                                          .words = c->view.persons[i].name};
        NEED(choices[i].value);
    }
    p->persons = choices;
    p->n_persons = c->view.n_persons;
    return NULL;
}

struct err *page_note_add(struct page *pg)
{
    struct note_form_page p = {.may_draft = true};
    struct case_page c;
    struct person_page person = {0};
    if (of_case(pg)) {
        TRY(case_page_open(pg, &c));
        TRY(persons_make(pg, &c, &p));
        p.back = c.url;
        p.name = c.names;
        p.action = case_path(pg, c.view.rec->id, "note");
    } else {
        TRY(person_open(pg, &person));
        p.back = person.url;
        p.name = person.name;
        p.action = person_path(pg, person.rec->id, "note");
    }
    NEED(p.action);
    page_title(pg, N_("A note"));
    form_show(pg, &p);
    return NULL;
}

/* ---- what was typed ---------------------------------------------------------------------------
 */

static void needed(struct page *pg, uint64_t no, struct err **wrong)
{
    const struct field *f = field_by_no(&note_type, no);
    if (fields_get(&pg->typed, f->name).n == 0)
        err_collect(wrong, err_example(err_input(pg->arena, f->name,
                                                 N_("{1}: write something here"), f->label),
                                       f->example));
}

static struct err *typed_read(struct page *pg, struct note_form *form, struct err **wrong)
{
    const struct zone *zone = NULL;
    TRY(request_zone(&pg->rq, &zone));
    struct err *bad = words_moment(pg, zone, "when", &form->at_ms);
    if (bad != NULL && bad->kind != ERR_INPUT)
        return bad;
    form->kind = fields_get(&pg->typed, "kind");
    form->text = fields_get(&pg->typed, "text");
    form->minutes = fields_get(&pg->typed, "minutes");
    form->readers = fields_get(&pg->typed, "readers");
    form->about = fields_id(&pg->typed, "about");
    form->is_draft = fields_has(&pg->typed, "draft");
    needed(pg, NOTE_KIND, wrong);
    needed(pg, NOTE_TEXT, wrong);
    err_collect(wrong, bad);
    return NULL;
}

/* What was made is read at once. */
static const char *note_next(struct page *pg, const struct answer *answer)
{
    struct id note = ID_NONE;
    for (size_t i = 0; i < answer->n_records; i++)
        if (answer->records[i].type == &note_type)
            note = answer->records[i].id; /* a corrected one comes first */
    return note_path(pg, note, NULL);
}

struct err *act_note_add(struct page *pg, struct page_act *ret_act)
{
    struct note_form *form = arena_make(pg->arena, struct note_form);
    struct err *wrong = NULL;
    struct id of;
    NEED(form);
    if (!id_parse(pg->params[0], &of))
        return page_absent(pg);
    TRY(typed_read(pg, form, &wrong));
    *ret_act = (struct page_act){.run = note_add, .form = form, .next_of = note_next};
    if (of_case(pg)) {
        form->found = of;
        ret_act->next_of = NULL;
        ret_act->next = case_path(pg, of, NULL);
    } else {
        form->about = of;
    }
    return wrong;
}

/* kind=note, when=, words=: the one door for programs; other kinds come with their records. */
struct err *act_case_record(struct page *pg, struct page_act *ret_act)
{
    struct note_form *form = arena_make(pg->arena, struct note_form);
    const struct zone *zone = NULL;
    NEED(form);
    if (!id_parse(pg->params[0], &form->found))
        return page_absent(pg);
    TRY(request_zone(&pg->rq, &zone));
    TRY(words_moment(pg, zone, "when", &form->at_ms));
    form->kind = fields_get(&pg->typed, "reason");
    if (form->kind.n == 0)
        form->kind = TEXT("conversation");
    form->text = fields_get(&pg->typed, "words");
    *ret_act =
        (struct page_act){.run = note_add, .form = form, .next = case_path(pg, form->found, NULL)};
    if (text_is(fields_get(&pg->typed, "kind"), "note"))
        return NULL;
    return err_example(err_input(pg->arena, "kind", N_("Choose one of the words offered")), "note");
}

/* ---- correcting, and going on with a draft -----------------------------------------------------
 */

static struct err *again_show(struct page *pg, const char *piece, const char *title, bool may_draft)
{
    struct note_form_page p = {.may_draft = may_draft};
    struct rec *note = NULL;
    struct id author;
    TRY(note_open(pg, &note, &author));
    assert(note != NULL);
    p.note = note;
    p.back = note_path(pg, note->id, NULL);
    p.action = note_path(pg, note->id, piece);
    p.name = person_name(pg, rec_id(note, NOTE_ABOUT));
    NEED(p.back);
    NEED(p.action);
    page_title(pg, title);
    form_show(pg, &p);
    return NULL;
}

struct err *page_note_correct(struct page *pg)
{
    return again_show(pg, "correct", N_("A note that stands for the earlier one"), false);
}

struct err *page_note_draft(struct page *pg)
{
    return again_show(pg, "draft", N_("The draft of a note"), true);
}

/* What was not typed anew is as in the note before: its moment. */
static struct err *moment_keep(struct page *pg, struct note_form *form, struct id *ret_note)
{
    struct rec *note = NULL;
    struct id author;
    TRY(note_open(pg, &note, &author));
    assert(note != NULL);
    *ret_note = note->id;
    if (!fields_has(&pg->typed, "when"))
        form->at_ms = rec_int(note, NOTE_AT, 0);
    return NULL;
}

struct err *act_note_correct(struct page *pg, struct page_act *ret_act)
{
    struct note_form *form = arena_make(pg->arena, struct note_form);
    struct err *wrong = NULL;
    NEED(form);
    TRY(typed_read(pg, form, &wrong));
    TRY(moment_keep(pg, form, &form->corrects));
    *ret_act = (struct page_act){.run = note_add, .form = form, .next_of = note_next};
    return wrong;
}

struct err *act_note_draft(struct page *pg, struct page_act *ret_act)
{
    struct note_change_form *form = arena_make(pg->arena, struct note_change_form);
    struct err *wrong = NULL;
    NEED(form);
    TRY(typed_read(pg, &form->as, &wrong));
    TRY(moment_keep(pg, &form->as, &form->note));
    *ret_act = (struct page_act){.run = note_change, .form = form, .next_of = note_next};
    return wrong;
}

/* ---- the card of a person ----------------------------------------------------------------------
 */

struct err *note_card_make(struct page *pg, struct id person, struct note_card *ret_card)
{
    struct note_list list;
    const struct zone *zone = NULL;
    *ret_card = (struct note_card){0};
    TRY(notes_of_person(&pg->rq, person, CARD_NOTES, &list));
    TRY(request_zone(&pg->rq, &zone));
    if (page_may(pg, MAY_WRITE_NOTES)) {
        ret_card->add = person_path(pg, person, "note");
        NEED(ret_card->add);
    }
    ret_card->count = (int64_t)list.count;
    ret_card->events = arena_makes(pg->arena, struct event, list.n);
    NEED(ret_card->events);
    for (size_t i = 0; i < list.n; i++) {
        const struct timeline_item item = {
            .at = {&note_type, list.rows[i].note, ID_NONE, rec_int(list.rows[i].rec, NOTE_AT, 0)},
            .by = list.rows[i].by,
            .rec = list.rows[i].rec};
        TRY(case_event(pg, zone, &item, &ret_card->events[ret_card->n++]));
    }
    return NULL;
}
