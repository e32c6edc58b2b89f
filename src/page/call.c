/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* call.c - the page for whoever answers the telephone, and the list of what was written down. */
#include "page/call.html.h"

#include "base/json.h"
#include "model/types_care.h"
#include "page/list.h"
#include "page/pages.h"
#include "view/door.h"
#include "view/reading.h"

/* ---- what the two pages share --------------------------------------------------------------- */

struct err *door_house_field(struct page *pg, bool *ret_has, struct form_field *ret_field)
{
    struct place_rows houses;
    TRY(door_houses(&pg->rq, &houses));
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, houses.n);
    NEED(choices);
    for (size_t i = 0; i < houses.n; i++) {
        choices[i].value = arena_strn(pg->arena, houses.at[i].handle.at, houses.at[i].handle.n);
        choices[i].words = houses.at[i].name;
        NEED(choices[i].value);
    }
    *ret_has = houses.n > 1;
    *ret_field = (struct form_field){.kind = INPUT_SELECT,
                                     .name = "house",
                                     .label = N_("Which house?"),
                                     .choices = choices,
                                     .n_choices = houses.n,
                                     .value = houses.n > 0 ? houses.at[0].handle : TEXT_NONE};
    return NULL;
}

static struct err *house_typed(struct page *pg, struct id *ret_house)
{
    struct text handle = fields_get(&pg->typed, "house");
    *ret_house = ID_NONE;
    if (handle.n == 0)
        return NULL;
    TRY(house_of_handle(&pg->rq, handle, ret_house));
    if (id_is_none(*ret_house))
        return err_input(pg->arena, "house", N_("There is no such house"));
    return NULL;
}

struct err *door_form_read(struct page *pg, int64_t kind, struct enquiry_form **ret_form)
{
    static const char *const names[] = {"number",   "asked_for", "caller", "name",
                                        "document", "outcome",   "words"};
    struct enquiry_form *form = arena_make(pg->arena, struct enquiry_form);
    NEED(form);
    form->kind = kind;
    for (size_t i = 0; i < COUNT(names); i++)
        if (fields_has(&pg->typed, names[i]))
            form->fields[form->n++] = (struct written){names[i], fields_get(&pg->typed, names[i])};
    *ret_form = form;
    return house_typed(pg, &form->house);
}

/* ---- the telephone --------------------------------------------------------------------------- */

static const char *const lines[CALL_LINES] = {
    N_("Good day. How may I help you?"),
    N_("We never say who is here or is not here. It is so for everybody who calls."),
    N_("Leave your name, your number and what it is about. I write it down and pass it on, if "
       "there "
       "is anybody to pass it on to."),
    N_("I can say no more than this. Goodbye."),
};

static void words_fill(enum lang own, struct call_words words[LANG__COUNT])
{
    size_t n = 1;
    for (enum lang l = LANG_EN; l < LANG__COUNT; l++) {
        struct call_words *w = l == own ? &words[0] : &words[n++];
        *w = (struct call_words){.lang = lang_code(l), .name = lang_name(l)};
        for (size_t i = 0; i < CALL_LINES; i++)
            w->lines[i] = lang_text(l, lines[i]);
    }
}

static void words_json(struct buf *b, const struct call_page *c)
{
    json_open(b, '{');
    json_name(b, "say");
    json_open(b, '{');
    for (size_t i = 0; i < LANG__COUNT; i++) {
        json_name(b, c->words[i].lang);
        json_open(b, '[');
        for (size_t j = 0; j < CALL_LINES; j++)
            json_string(b, NULL, c->words[i].lines[j]);
        json_close(b, ']');
    }
    json_close(b, '}');
    json_close(b, '}');
    buf_char(b, '\n');
}

struct err *page_call(struct page *pg)
{
    struct call_page c = {.may_read = page_may(pg, MAY_SEE_CALLS)};
    pg->area = AREA_TODAY;
    page_title(pg, N_("Is she there?"));
    words_fill(pg->out.lang, c.words);
    TRY(door_house_field(pg, &c.has_houses, &c.house));
    if (pg->form == PAGE_JSON)
        words_json(pg->out.out, &c);
    else
        call_desk(&pg->out, pg, &c);
    return NULL;
}

struct err *act_call(struct page *pg, struct page_act *ret_act)
{
    struct enquiry_form *form = NULL;
    TRY(door_form_read(pg, ENQUIRY_CALL, &form));
    *ret_act = (struct page_act){.run = enquiry_add, .form = form, .next = "/call"};
    return NULL;
}

/* ---- what was written down ------------------------------------------------------------------- */

static const struct list_column columns[] = {
    {"at", N_("When"), LIST_INSTANT, NULL},
    {"kind", N_("Call or visitor"), LIST_CHOICE, NULL},
    {"house", N_("House"), LIST_TEXT, NULL},
    {"number", N_("Number that is shown"), LIST_TEXT, NULL},
    {"asked_for", N_("Whom they asked for"), LIST_TEXT, NULL},
    {"name", N_("What name did they give?"), LIST_TEXT, NULL},
    {"caller", N_("Who is it?"), LIST_CHOICE, NULL},
    {"outcome", N_("What happened then?"), LIST_CHOICE, NULL},
    {"words", N_("What did they say?"), LIST_TEXT, NULL},
    {"id", NULL, LIST_ID, NULL},
};

static void text_cell(struct list *l, const struct rec *r, uint64_t no)
{
    if (rec_has(r, no))
        list_text(l, rec_text(r, no), NULL);
    else
        list_none(l);
}

static void choice_cell(struct list *l, const struct rec *r, uint64_t no)
{
    const struct choice *c =
        rec_has(r, no) ? choice_by_no(field_by_no(r->type, no), rec_int(r, no, 0)) : NULL;
    if (c == NULL)
        list_none(l);
    else
        list_choice(l, c->code, c->label);
}

static struct err *row_put(struct page *pg, struct list *l, const struct place_rows *houses,
                           const struct rec *r)
{
    const struct place_row *house = place_of(houses, rec_id(r, ENQUIRY_HOUSE));
    TRY(reading_note(&pg->rq, READING_ENQUIRY, r->id));
    list_instant(l, rec_int(r, ENQUIRY_AT, 0));
    choice_cell(l, r, ENQUIRY_KIND);
    list_text(l, house == NULL ? TEXT_NONE : house->name, NULL);
    text_cell(l, r, ENQUIRY_NUMBER);
    text_cell(l, r, ENQUIRY_ASKED_FOR);
    text_cell(l, r, ENQUIRY_NAME);
    choice_cell(l, r, ENQUIRY_CALLER);
    choice_cell(l, r, ENQUIRY_OUTCOME);
    text_cell(l, r, ENQUIRY_WORDS);
    return list_id(pg, l, r->id);
}

/* Where the next page begins: the moment and the id of the last row. */
static struct err *after_make(struct page *pg, const struct enquiries *all, struct list *l)
{
    char id[ID_TEXT + 1];
    if (!all->has_more)
        return NULL;
    const struct rec *last = all->at[all->n - 1];
    id_text(last->id, id);
    l->after = arena_printf(pg->arena, "%lld.%s", (long long)rec_int(last, ENQUIRY_AT, 0), id);
    NEED(l->after);
    return NULL;
}

static void after_read(const struct page *pg, struct enquiry_ask *ask)
{
    struct text rest = fields_get(&pg->query, "after"), ms;
    int64_t at_ms = 0;
    struct id id;
    if (!text_cut(&rest, '.', &ms) || !text_int(ms, &at_ms) || !id_parse(rest, &id))
        return;
    ask->before_ms = at_ms;
    ask->before = id;
}

struct err *page_calls(struct page *pg)
{
    struct list l = {.columns = columns,
                     .n_columns = COUNT(columns),
                     .count = -1,
                     .withheld = -1,
                     .nothing = N_("Nobody called or came, as far as it was written down")};
    struct enquiry_ask ask = {.before_ms = INT64_MAX, .limit = list_limit(pg)};
    struct enquiries all;
    struct place_rows houses;
    pg->area = AREA_TODAY;
    page_title(pg, N_("Calls and visitors"));
    after_read(pg, &ask);
    TRY(place_rows(&pg->rq, &houses));
    TRY(enquiry_list(&pg->rq, &ask, &all));
    TRY(list_room(pg, &l, all.n));
    TRY(request_zone(&pg->rq, &l.zone));
    for (size_t i = 0; i < all.n; i++)
        TRY(row_put(pg, &l, &houses, all.at[i]));
    TRY(after_make(pg, &all, &l));
    bool is_done = false;
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    call_list_begin(&pg->out, pg);
    TRY(list_show(pg, &l));
    call_list_end(&pg->out, pg);
    return NULL;
}
