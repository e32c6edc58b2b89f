/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cases.c - the list of cases, with its filters. */
#include "page/case.h"
#include "page/cases.html.h"
#include "page/list.h"
#include "page/pages.h"
#include "model/types.h"

static const struct list_column columns[] = {
    {"id", NULL, LIST_ID, NULL},
    {"number", N_("Case number"), LIST_TEXT, NULL},
    {"about", N_("About"), LIST_TEXT, NULL},
    {"type", N_("Kind of work"), LIST_CHOICE, NULL},
    {"state", N_("State"), LIST_CHOICE, NULL},
    {"risk", N_("Risk"), LIST_CHOICE, NULL},
    {"lead", N_("Who leads"), LIST_TEXT, NULL},
    {"overdue", N_("Overdue"), LIST_INT, NULL},
    {"opened", N_("Opened"), LIST_INSTANT, NULL},
};

static const struct choice *choice_of(uint64_t field, int64_t no)
{
    return choice_by_no(field_by_no(&case_type, field), no);
}

/* The number of a choice that the address asks for by its code; 0: any. */
static int64_t asked(const struct page *pg, const char *name, uint64_t field)
{
    const struct choice *c =
        choice_by_code(field_by_no(&case_type, field), fields_get(&pg->query, name));
    return c == NULL ? 0 : c->no;
}

static struct case_ask ask_read(const struct page *pg)
{
    struct case_ask ask = {.state = asked(pg, "state", CASE_STATE),
                           .type = asked(pg, "type", CASE_TYPE),
                           .risk = asked(pg, "risk", CASE_RISK),
                           .lead = fields_get(&pg->query, "lead"),
                           .overdue = text_is(fields_get(&pg->query, "overdue"), "yes"),
                           .after = fields_get(&pg->query, "after"),
                           .limit = list_limit(pg)};
    if (text_is(fields_get(&pg->query, "state"), "any"))
        ask.state = CASE_ANY_STATE;
    return ask;
}

static void choice_put(struct list *l, uint64_t field, int64_t no)
{
    const struct choice *c = choice_of(field, no);
    list_choice(l, c == NULL ? NULL : c->code, c == NULL ? NULL : c->label);
}

static struct err *row_put(struct page *pg, struct list *l, const struct case_row *row)
{
    const struct person_row *about = people_get(pg->rq.people, row->about);
    const char *url = case_path(pg, row->found, NULL);
    NEED(url);
    TRY(list_id(pg, l, row->found));
    list_text(l, row->number, url);
    list_text(l, text_of(about == NULL ? "" : about->name), NULL);
    choice_put(l, CASE_TYPE, row->type);
    choice_put(l, CASE_STATE, row->state);
    choice_put(l, CASE_RISK, row->risk);
    list_text(l, row->lead_login, NULL);
    list_int(l, (int64_t)row->n_overdue);
    list_instant(l, row->opened_ms);
    return NULL;
}

static void facet_put(struct list *l, const char *name, const char *label, uint64_t field,
                      const size_t *counts)
{
    struct list_facet *f = list_facet(l, name, label);
    for (const struct choice *c = field_by_no(&case_type, field)->choices; c->no != 0; c++)
        list_value(f, c->code, c->label, TEXT_NONE, counts[c->no]);
}

static struct err *facets_put(struct page *pg, struct list *l, const struct case_facets *counts)
{
    if (!counts->is_counted)
        return NULL;
    facet_put(l, "state", N_("State"), CASE_STATE, counts->state);
    facet_put(l, "type", N_("Kind of work"), CASE_TYPE, counts->type);
    facet_put(l, "risk", N_("Risk"), CASE_RISK, counts->risk);
    struct list_facet *f = list_facet(l, "lead", N_("Who leads"));
    for (size_t i = 0; i < counts->n_leads; i++) {
        struct text login = counts->leads[i].login;
        const char *code = arena_strn(pg->arena, login.at, login.n);
        NEED(code);
        list_value(f, code, NULL, login, counts->leads[i].n);
    }
    f = list_facet(l, "overdue", N_("Overdue"));
    list_value(f, "yes", N_("Has overdue tasks"), TEXT_NONE, counts->overdue);
    return NULL;
}

static struct err *rows_read(struct page *pg, struct list *l)
{
    const struct case_ask ask = ask_read(pg);
    struct case_list found;
    TRY(case_list(&pg->rq, &ask, &found));
    TRY(list_room(pg, l, found.n));
    for (size_t i = 0; i < found.n; i++)
        TRY(row_put(pg, l, &found.rows[i]));
    TRY(facets_put(pg, l, &found.facets));
    TRY(request_zone(&pg->rq, &l->zone));
    l->count = found.count;
    if (!found.has_more)
        return NULL;
    struct text number = found.rows[found.n - 1].number;
    l->after = arena_strn(pg->arena, number.at, number.n);
    NEED(l->after);
    return NULL;
}

struct err *page_cases(struct page *pg)
{
    struct list l = {.columns = columns,
                     .n_columns = COUNT(columns),
                     .withheld = -1,
                     .nothing = N_("No case is listed here"),
                     .act = "case.show"};
    bool is_done = false;
    pg->area = AREA_CASES;
    page_title(pg, N_("Cases"));
    TRY(rows_read(pg, &l));
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    cases_begin(&pg->out, pg);
    TRY(list_show(pg, &l));
    cases_end(&pg->out, pg);
    return NULL;
}
