/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* list.c - cells of a list, and their three forms. */
#include "page/list.h"

#include <assert.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "model/rec.h"
#include "page/list.html.h"

/* ---- cells --------------------------------------------------------------------------------------
 */

struct err *list_room(struct page *pg, struct list *l, size_t n)
{
    l->room = n * l->n_columns;
    l->cells = arena_makes(pg->arena, struct list_cell, l->room);
    NEED(l->cells);
    return NULL;
}

static void cell_add(struct list *l, enum list_kind kind, struct list_cell cell)
{
    assert(l->n_cells < l->room && l->columns[l->n_cells % l->n_columns].kind == kind);
    (void)kind;
    l->cells[l->n_cells++] = cell;
}

void list_none(struct list *l)
{
    cell_add(l, l->columns[l->n_cells % l->n_columns].kind, (struct list_cell){0});
}

void list_text(struct list *l, struct text t, const char *url)
{
    cell_add(l, LIST_TEXT, (struct list_cell){.is_given = t.n > 0, .text = t, .url = url});
}

void list_date(struct list *l, int32_t day)
{
    cell_add(l, LIST_DATE, (struct list_cell){.is_given = day != DATE_NONE, .n = day});
}

void list_about(struct list *l, int32_t day, struct text words)
{
    cell_add(l, LIST_DATE, (struct list_cell){.is_given = true, .n = day, .text = words});
}

void list_instant(struct list *l, int64_t ms)
{
    cell_add(l, LIST_INSTANT, (struct list_cell){.is_given = true, .n = ms});
}

void list_int(struct list *l, int64_t n)
{
    cell_add(l, LIST_INT, (struct list_cell){.is_given = true, .n = n});
}

void list_choice(struct list *l, const char *code, const char *label)
{
    cell_add(l, LIST_CHOICE,
             (struct list_cell){.is_given = code != NULL, .text = text_of(code), .label = label});
}

struct err *list_id(struct page *pg, struct list *l, struct id id)
{
    char text[ID_TEXT + 1];
    id_text(id, text);
    const char *copy = arena_str(pg->arena, text);
    NEED(copy);
    cell_add(l, LIST_ID, (struct list_cell){.is_given = true, .text = text_of(copy)});
    return NULL;
}

void list_lead(struct list *l, const char *url)
{
    assert(l->n_cells > 0);
    l->cells[l->n_cells - 1].url = url;
}

size_t list_rows(const struct list *l)
{
    return l->n_cells / l->n_columns;
}

/* ---- facets and addresses -----------------------------------------------------------------------
 */

struct list_facet *list_facet(struct list *l, const char *name, const char *label)
{
    assert(l->n_facets < LIST_FACETS_MAX);
    struct list_facet *f = &l->facets[l->n_facets++];
    f->name = name;
    f->label = label;
    f->n = 0;
    return f;
}

void list_value(struct list_facet *f, const char *code, const char *label, struct text words,
                size_t count)
{
    if (f->n < LIST_VALUES_MAX)
        f->values[f->n++] = (struct list_value){code, label, words, (int64_t)count};
}

/* Parameters that say where in the list one is, or what was done before, lead nowhere else. */
static bool is_passing(const char *name)
{
    static const char *const names[] = {"after", "done", "fresh", "saved"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

struct err *list_url(struct page *pg, const char *name, const char *value, const char **ret_url)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(16));
    if (value != NULL)
        fields_put(&b, name, text_of(value));
    for (size_t i = 0; i < pg->query.n; i++) {
        const struct fields_one *one = &pg->query.at[i];
        if (strcmp(one->name, name) != 0 && !is_passing(one->name) && one->value.n > 0)
            fields_put(&b, one->name, one->value);
    }
    TRY(buf_check(&b));
    *ret_url = b.n == 0 ? pg->path : arena_printf(pg->arena, "?%s", b.at);
    NEED(*ret_url);
    return NULL;
}

size_t list_choice_asked(const struct page *pg, const char *name, const char *const *codes)
{
    struct text asked = fields_get(&pg->query, name);
    for (size_t i = 0; asked.n > 0 && codes[i] != NULL; i++)
        if (text_is(asked, codes[i]))
            return i;
    return 0;
}

size_t list_limit(const struct page *pg)
{
    int64_t asked = 0;
    if (pg->form == PAGE_CSV)
        return LIMIT_EXPORT_ROWS;
    if (!text_int(fields_get(&pg->query, "limit"), &asked) || asked < 1)
        return LIMIT_PAGE_ROWS_USUAL;
    return asked < LIMIT_PAGE_ROWS ? (size_t)asked : LIMIT_PAGE_ROWS;
}

/* ---- for programs ------------------------------------------------------------------------------
 */

static void cell_json(struct buf *b, const struct list_column *c, const struct list_cell *cell)
{
    switch (c->kind) {
    case LIST_DATE:
        json_date(b, c->name, (int32_t)cell->n);
        break;
    case LIST_INSTANT:
        json_instant(b, c->name, cell->n);
        break;
    case LIST_INT:
        json_int(b, c->name, cell->n);
        break;
    case LIST_TEXT:
    case LIST_CHOICE:
    case LIST_ID:
        json_text(b, c->name, cell->text);
        break;
    }
}

static void facets_json(struct buf *b, const struct list *l)
{
    json_name(b, "facets");
    json_open(b, '{');
    for (size_t i = 0; i < l->n_facets; i++) {
        json_name(b, l->facets[i].name);
        json_open(b, '{');
        for (size_t j = 0; j < l->facets[i].n; j++)
            json_int(b, l->facets[i].values[j].code, l->facets[i].values[j].count);
        json_close(b, '}');
    }
    json_close(b, '}');
}

static struct err *next_url(struct page *pg, const struct list *l, const char **ret_url)
{
    *ret_url = NULL;
    return l->after == NULL ? NULL : list_url(pg, "after", l->after, ret_url);
}

static struct err *list_json(struct page *pg, const struct list *l)
{
    struct buf *b = pg->out.out;
    const char *next = NULL;
    TRY(next_url(pg, l, &next));
    json_open(b, '{');
    json_name(b, "rows");
    json_open(b, '[');
    for (size_t i = 0; i < l->n_cells; i++) {
        if (i % l->n_columns == 0)
            json_open(b, '{');
        if (l->cells[i].is_given)
            cell_json(b, &l->columns[i % l->n_columns], &l->cells[i]);
        if (i % l->n_columns == l->n_columns - 1)
            json_close(b, '}');
    }
    json_close(b, ']');
    if (next != NULL)
        json_string(b, "next", next);
    if (l->count >= 0)
        json_int(b, "count", l->count);
    if (l->withheld >= 0)
        json_int(b, "withheld", l->withheld);
    facets_json(b, l);
    json_close(b, '}');
    buf_char(b, '\n');
    return NULL;
}

static void cell_csv(struct buf *b, const struct list_column *c, const struct list_cell *cell)
{
    char date[DATE_TEXT + 1], instant[INSTANT_TEXT + 1];
    switch (cell->is_given ? c->kind : LIST_TEXT) {
    case LIST_DATE:
        date_print((int32_t)cell->n, date);
        buf_str(b, date);
        break;
    case LIST_INSTANT:
        instant_print(cell->n, instant);
        buf_str(b, instant);
        break;
    case LIST_INT:
        buf_printf(b, "%lld", (long long)cell->n);
        break;
    case LIST_TEXT:
    case LIST_CHOICE:
    case LIST_ID:
        rec_put_csv_cell(cell->text, b);
        break;
    }
}

/* A file that ends in the middle would be believed to be whole. */
static struct err *list_csv(struct page *pg, const struct list *l)
{
    struct buf *b = pg->out.out;
    assert(l->n_columns > 0);
    if (l->after != NULL)
        return err_new(pg->arena, ERR_CONFLICT,
                       N_("This list is too long for one file. Choose a filter first"));
    for (size_t i = 0; i < l->n_columns; i++)
        buf_printf(b, "%s%s", l->columns[i].name, i + 1 < l->n_columns ? "," : "\r\n");
    for (size_t i = 0; i < l->n_cells; i++) {
        cell_csv(b, &l->columns[i % l->n_columns], &l->cells[i]);
        buf_str(b, i % l->n_columns < l->n_columns - 1 ? "," : "\r\n");
    }
    return NULL;
}

struct err *list_export(struct page *pg, const struct list *l, bool *ret_done)
{
    *ret_done = pg->form != PAGE_HTML;
    if (pg->form == PAGE_JSON)
        return list_json(pg, l);
    return pg->form == PAGE_CSV ? list_csv(pg, l) : NULL;
}

/* ---- for people ---------------------------------------------------------------------------------
 */

/* A date and a time as a clock of that place shows them. */
static void instant_show(struct html *out, const struct list *l, int64_t ms)
{
    struct wall wall = zone_wall(l->zone == NULL ? zone_utc() : l->zone, ms);
    html_text(out, as_date_short(wall.date));
    html_text(out, SHOWN(",\u00a0"));
    html_text(out, as_time(wall.minute));
}

static void cell_show(struct html *out, const struct list *l, enum list_kind kind,
                      const struct list_cell *cell)
{
    switch (kind) {
    case LIST_DATE:
        html_text(out, cell->text.n > 0 ? SHOWN(cell->text) : as_date_short((int32_t)cell->n));
        break;
    case LIST_INSTANT:
        instant_show(out, l, cell->n);
        break;
    case LIST_INT:
        html_text(out, as_num(cell->n));
        break;
    case LIST_CHOICE:
        html_say(out, cell->label, NULL, 0);
        break;
    case LIST_TEXT:
    case LIST_ID:
        html_text(out, SHOWN(cell->text));
        break;
    }
}

/* The first link of a row leads it, or without one the first column that people read. */
static bool is_lead(const struct list *l, size_t i)
{
    size_t first = i - i % l->n_columns, lead = first + l->n_columns;
    for (size_t j = first + l->n_columns; j-- > first;)
        if (l->columns[j % l->n_columns].label != NULL)
            lead = j;
    for (size_t j = first + l->n_columns; j-- > first;)
        if (l->columns[j % l->n_columns].label != NULL && l->cells[j].url != NULL)
            lead = j;
    return i == lead;
}

const char *list_cell_class(const struct list *l, size_t i)
{
    enum list_kind kind = l->columns[i % l->n_columns].kind;
    assert(l->n_columns > 0);
    if (!l->cells[i].is_given)
        return "none";
    if (is_lead(l, i))
        return "key";
    if (kind == LIST_INT)
        return "num";
    return kind == LIST_DATE || kind == LIST_INSTANT ? "when" : "";
}

void list_cell_put(struct html *out, const struct list *l, size_t i)
{
    const struct list_cell *cell = &l->cells[i];
    if (!cell->is_given)
        return;
    if (cell->url != NULL)
        list_link(out, l, i, cell->url);
    else
        list_cell_words(out, l, i);
}

void list_cell_words(struct html *out, const struct list *l, size_t i)
{
    cell_show(out, l, l->columns[i % l->n_columns].kind, &l->cells[i]);
}

static struct err *facet_show(struct page *pg, const struct list_facet *f)
{
    struct facet shown[LIST_VALUES_MAX + 1];
    struct text asked = fields_get(&pg->query, f->name);
    size_t n = 0;
    bool any = false;
    for (size_t i = 0; i < f->n; i++) {
        const struct list_value *v = &f->values[i];
        bool chosen = text_is(asked, v->code);
        any = any || chosen;
        if (v->count == 0 && !chosen)
            continue;
        shown[n] = (struct facet){.words = v->words, .count = v->count, .is_chosen = chosen};
        if (v->label != NULL)
            shown[n].words = text_of(lang_text(pg->out.lang, v->label));
        TRY(list_url(pg, f->name, chosen ? NULL : v->code, &shown[n].url));
        n++;
    }
    if (n > 1 || any)
        part_facets(&pg->out, f->label, shown, n);
    return NULL;
}

/* The same rows, as a file of this ending. */
static struct err *export_url(struct page *pg, const char *ending, const char **ret_url)
{
    const char *query = NULL;
    TRY(list_url(pg, "after", NULL, &query));
    *ret_url = arena_printf(pg->arena, "%s%s%s", pg->path, ending, query[0] == '?' ? query : "");
    NEED(*ret_url);
    return NULL;
}

struct err *list_show(struct page *pg, const struct list *l)
{
    const char *sorts[LIST_COLUMNS_MAX] = {NULL};
    const char *next = NULL, *first = NULL, *csv = NULL, *json = NULL;
    const struct zone *zone = l->zone == NULL ? zone_utc() : l->zone;
    assert(l->n_columns <= LIST_COLUMNS_MAX);
    part_print_head(&pg->out, pg->title, zone_wall(zone, pg->rq.now_ms).date);
    for (size_t i = 0; i < l->n_facets; i++)
        TRY(facet_show(pg, &l->facets[i]));
    for (size_t i = 0; i < l->n_columns; i++)
        if (l->columns[i].sort != NULL)
            TRY(list_url(pg, "sort", l->columns[i].sort, &sorts[i]));
    TRY(next_url(pg, l, &next));
    if (fields_has(&pg->query, "after"))
        TRY(list_url(pg, "after", NULL, &first));
    if (l->n_cells == 0)
        part_nothing(&pg->out, l->nothing);
    else
        list_table(&pg->out, l, sorts, fields_get(&pg->query, "sort"));
    part_pager(&pg->out, first, next, l->count);
    TRY(export_url(pg, ".csv", &csv));
    TRY(export_url(pg, ".json", &json));
    list_exports(&pg->out, csv, json);
    return NULL;
}
