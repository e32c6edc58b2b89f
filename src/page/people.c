/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* people.c - whom I may see: the list, and the one box that finds. */
#include "base/limits.h"
#include "model/types.h"
#include "page/case.h"
#include "page/list.h"
#include "page/pages.h"
#include "page/people.html.h"
#include "tell/value.h"
#include "view/persons.h"
#include "view/places.h"

static const struct list_column columns[] = {
    {"id", NULL, LIST_ID, NULL},
    {"name", N_("Name"), LIST_TEXT, "name"},
    {"birth", N_("Born on"), LIST_DATE, NULL},
    {"sex", NULL, LIST_CHOICE, NULL},
    {"here", N_("Now"), LIST_CHOICE, NULL},
    {"house", N_("House"), LIST_TEXT, NULL},
    {"since", N_("Since"), LIST_INSTANT, "since"},
    {"birth_precision", NULL, LIST_CHOICE, NULL},
};

static const char *const here_codes[] = {"any", "now", "before", "never", NULL};
static const char *const here_labels[] = {
    [HERE_NOW] = N_("Here now"), [HERE_BEFORE] = N_("Was here"), [HERE_NEVER] = N_("Never here")};
static const char *const age_codes[] = {"any", "child", "adult", NULL};
static const char *const age_labels[] = {[AGE_CHILD] = N_("Child"), [AGE_ADULT] = N_("Adult")};
static const char *const sort_codes[] = {"name", "since", NULL};

/* ---- asking ------------------------------------------------------------------------------------
 */

static struct err *people_ask(struct page *pg, struct person_ask *ret_ask)
{
    struct text house = fields_get(&pg->query, "house");
    *ret_ask = (struct person_ask){
        .query = fields_get(&pg->query, "q"),
        .here = (enum person_here)list_choice_asked(pg, "here", here_codes),
        .age = (enum person_age)list_choice_asked(pg, "age", age_codes),
        .by_since = list_choice_asked(pg, "sort", sort_codes) == 1,
        .after = fields_id(&pg->query, "after"),
        .limit = list_limit(pg),
        .put_key = lang_key_of(pg->out.lang),
    };
    if (house.n > 0)
        TRY(house_of_handle(&pg->rq, house, &ret_ask->house));
    if (house.n > 0 && id_is_none(ret_ask->house))
        return page_absent(pg);
    if (text_length(ret_ask->query) > LIMIT_SEARCH_LETTERS)
        return err_input(pg->arena, "q", N_("This is too long to search for"));
    return NULL;
}

/* ---- rows ---------------------------------------------------------------------------------------
 */

/* As well as it is known: a day, May 2019, about 2019. */
static struct err *birth_put(struct page *pg, struct list *l, const struct person_row *row)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(1));
    struct text words;
    if (row->birth == VALUE_NO_DATE || row->birth_known == BIRTH_EXACT) {
        list_date(l, row->birth);
        return NULL;
    }
    tell_birth(pg->out.lang, row->birth, row->birth_known, &b);
    TRY(buf_take(&b, pg->arena, &words));
    list_about(l, row->birth, words);
    return NULL;
}

static const struct choice *known_choice(const struct person_row *row)
{
    return choice_by_no(field_by_no(&person_type, PERSON_BIRTH_PRECISION), row->birth_known);
}

static struct err *row_put(struct page *pg, struct list *l, const struct person_row *row)
{
    const struct choice *sex = choice_by_no(field_by_no(&person_type, PERSON_SEX), row->sex);
    const struct choice *known = row->birth == VALUE_NO_DATE ? NULL : known_choice(row);
    struct text handle = TEXT_NONE, house = TEXT_NONE;
    (void)people_house(pg->rq.people, row->house, &handle, &house);
    char id[ID_TEXT + 1];
    id_text(row->id, id);
    const char *url = arena_printf(pg->arena, "/person/%s", id);
    NEED(url);
    TRY(list_id(pg, l, row->id));
    list_text(l, text_of(row->name), url);
    TRY(birth_put(pg, l, row));
    list_choice(l, sex == NULL ? NULL : sex->code, sex == NULL ? NULL : sex->label);
    list_choice(l, here_codes[row->here], here_labels[row->here]);
    list_text(l, pg->form == PAGE_HTML ? house : handle, NULL);
    if (row->since_ms == 0)
        list_none(l);
    else
        list_instant(l, row->since_ms);
    if (known == NULL)
        list_none(l);
    else
        list_choice(l, known->code, known->label);
    return NULL;
}

static struct err *facets_put(struct page *pg, struct list *l, const struct person_facets *counts)
{
    if (!counts->is_counted)
        return NULL;
    struct list_facet *f = list_facet(l, "here", N_("Now"));
    for (size_t i = HERE_NOW; i < HERE__COUNT; i++)
        list_value(f, here_codes[i], here_labels[i], TEXT_NONE, counts->here[i]);
    f = list_facet(l, "age", N_("Age"));
    for (size_t i = AGE_CHILD; i < AGE__COUNT; i++)
        list_value(f, age_codes[i], age_labels[i], TEXT_NONE, counts->age[i]);
    f = list_facet(l, "house", N_("House"));
    for (size_t i = 0; i < counts->n_houses; i++) {
        struct text handle, name;
        if (!people_house(pg->rq.people, counts->houses[i].house, &handle, &name))
            continue;
        const char *code = arena_strn(pg->arena, handle.at, handle.n);
        NEED(code);
        list_value(f, code, NULL, name, counts->houses[i].n);
    }
    return NULL;
}

static struct err *people_list(struct page *pg, const struct person_ask *ask, struct list *l)
{
    struct person_list found;
    TRY(person_list(&pg->rq, ask, &found));
    TRY(list_room(pg, l, found.n));
    for (size_t i = 0; i < found.n; i++)
        TRY(row_put(pg, l, found.rows[i]));
    TRY(facets_put(pg, l, &found.facets));
    TRY(request_zone(&pg->rq, &l->zone));
    l->count = found.is_counted ? (int64_t)found.count : -1;
    l->withheld = -1;
    if (!found.has_more)
        return NULL;
    char id[ID_TEXT + 1];
    id_text(found.rows[found.n - 1]->id, id);
    l->after = arena_str(pg->arena, id);
    NEED(l->after);
    return NULL;
}

/* ---- the pages ----------------------------------------------------------------------------------
 */

static struct err *people_read(struct page *pg, struct person_ask *ask, struct list *l)
{
    pg->area = AREA_PEOPLE;
    TRY(people_ask(pg, ask));
    *l = (struct list){.columns = columns,
                       .n_columns = COUNT(columns),
                       .nothing = N_("Nobody is listed here"),
                       .act = "person.open"};
    return people_list(pg, ask, l);
}

struct err *page_people(struct page *pg)
{
    struct person_ask ask;
    struct list l;
    bool is_done = false;
    page_title(pg, N_("People"));
    TRY(people_read(pg, &ask, &l));
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    people_begin(&pg->out, pg, ask.query);
    TRY(list_show(pg, &l));
    people_end(&pg->out, pg, ask.query);
    return NULL;
}

/* A case is found by its whole number, by who sees it. */
static struct err *case_put(struct page *pg, struct text query, bool *ret_found)
{
    struct id found = ID_NONE;
    if (page_may(pg, MAY_SEE_CASES) && query.n > 0)
        TRY(case_of_number(&pg->rq, query, &found));
    *ret_found = !id_is_none(found);
    if (!*ret_found)
        return NULL;
    const char *url = case_path(pg, found, NULL);
    NEED(url);
    find_case(&pg->out, url, query);
    return NULL;
}

struct err *page_find(struct page *pg)
{
    struct person_ask ask;
    struct list l;
    bool is_done = false, has_case = false;
    page_title(pg, N_("Find a person"));
    if (!fields_has(&pg->query, "q")) {
        pg->area = AREA_PEOPLE;
        find_empty(&pg->out, pg);
        return NULL;
    }
    TRY(people_read(pg, &ask, &l));
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    find_begin(&pg->out, pg, ask.query);
    TRY(case_put(pg, ask.query, &has_case));
    if (has_case && list_rows(&l) == 0)
        part_nothing(&pg->out, N_("No person is found"));
    else if (list_rows(&l) > 0)
        TRY(list_show(pg, &l));
    else
        find_nobody(&pg->out, pg, ask.query);
    find_end(&pg->out, pg, ask.query);
    return NULL;
}
