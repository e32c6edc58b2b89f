/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* list.h - a list as a page, as the contract's JSON and as CSV, from one description of its
 * columns. The same address with .json or .csv gives the same rows; facets, sort and place in the
 * list stand in the address, so it alone brings the list back.
 *
 *     struct list l = {.columns = people_columns, .n_columns = COUNT(people_columns)};
 *     TRY(list_room(pg, &l, n));
 *     list_text(&l, name, url); list_date(&l, birth); ...     column by column, row by row
 *     TRY(list_export(pg, &l, &is_done));
    return is_done ? NULL : list_show(pg, &l); */
#ifndef HEARTH_PAGE_LIST_H
#define HEARTH_PAGE_LIST_H

#include "page/page.h"
#include "page/parts.h"

struct zone;

enum { LIST_COLUMNS_MAX = 16 };
enum list_kind { LIST_TEXT, LIST_DATE, LIST_INSTANT, LIST_INT, LIST_CHOICE, LIST_ID };

struct list_column {
    const char *name;  /* in JSON and CSV */
    const char *label; /* NULL: for programs alone */
    enum list_kind kind;
    const char *sort; /* value of ?sort= that sorts by it; NULL: cannot */
};
struct list_cell {
    bool is_given;
    int64_t n;
    struct text text; /* of a choice: its code; of a date: what people read, if not the day */
    const char *label;
    const char *url;
};

/* A filter with what it may be; a value without rows is not shown unless it is chosen. */
enum { LIST_FACETS_MAX = 5, LIST_VALUES_MAX = 64 };
struct list_value {
    const char *code;
    const char *label; /* NULL: `words` */
    struct text words;
    int64_t count;
};
struct list_facet {
    const char *name; /* of the parameter */
    const char *label;
    size_t n;
    struct list_value values[LIST_VALUES_MAX];
};

struct list {
    const struct list_column *columns;
    size_t n_columns;
    size_t n_cells, room;
    struct list_cell *cells;
    const struct zone *zone; /* of instants; NULL: UTC */
    int64_t count;           /* of all rows; -1: nobody counts them */
    int64_t withheld;        /* counted, but not for this reader to list; -1: says nothing */
    const char *after;       /* where the next page begins; NULL: this is the last one */
    size_t n_facets;
    struct list_facet facets[LIST_FACETS_MAX];
    const char *nothing; /* what an empty list says */
    const char *act;     /* data-act of the links in rows, or NULL */
};

/* Room for n rows. */
MUST_CHECK struct err *list_room(struct page *pg, struct list *l, size_t n);
/* The next cell. */
void list_none(struct list *l);
void list_text(struct list *l, struct text t, const char *url); /* url NULL: no link */
void list_date(struct list *l, int32_t day);                    /* DATE_NONE: none */
/* A day that is not known to the day: people read the words, programs the day. */
void list_about(struct list *l, int32_t day, struct text words);
void list_instant(struct list *l, int64_t ms);
void list_int(struct list *l, int64_t n);
void list_choice(struct list *l, const char *code, const char *label);
MUST_CHECK struct err *list_id(struct page *pg, struct list *l, struct id id);
/* The last cell is a link. */
void list_lead(struct list *l, const char *url);
size_t list_rows(const struct list *l);

/* A facet to be filled; and one value of it. */
struct list_facet *list_facet(struct list *l, const char *name, const char *label);
void list_value(struct list_facet *f, const char *code, const char *label, struct text words,
                size_t count);

/* This page's address with one parameter changed (value NULL: without it) and from the beginning.
 */
MUST_CHECK struct err *list_url(struct page *pg, const char *name, const char *value,
                                const char **ret_url);
/* What a parameter of the address says, if it is one of `codes` (ended by NULL); else 0, which
 * stands for any. */
size_t list_choice_asked(const struct page *pg, const char *name, const char *const *codes);
/* How many rows a page has: ?limit=, at most LIMIT_PAGE_ROWS; an export takes all. */
size_t list_limit(const struct page *pg);

/* Writes JSON or CSV if one of them was asked for; false: the page shows the list itself. */
MUST_CHECK struct err *list_export(struct page *pg, const struct list *l, bool *ret_done);
/* Facets, table, pager, and links to the other forms. */
MUST_CHECK struct err *list_show(struct page *pg, const struct list *l);

/* For the template: how a cell looks. A row of a narrow screen is a card: `key` stands at its top,
 * `none` has nothing to say; `when` is never broken. */
const char *list_cell_class(const struct list *l, size_t i);
/* Cell i, as a link if it is one; and its words alone. */
void list_cell_put(struct html *out, const struct list *l, size_t i);
void list_cell_words(struct html *out, const struct list *l, size_t i);

#endif
