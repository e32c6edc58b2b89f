/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* table.h - a list as the answer of a command: aligned columns for people, or with --json the
 * contract's {"rows":[...],"count":N}, from one description of the columns.
 *
 * Cells are given row by row, from left to right. Text is kept in the run's arena. */
#ifndef HEARTH_CLI_TABLE_H
#define HEARTH_CLI_TABLE_H

#include "base/id.h"
#include "cli/cli.h"
#include "sql/sql.h"

enum { TABLE_COLUMNS_MAX = 16, TABLE_ROWS_MAX = 1000000 };

struct table_column {
    const char *name;  /* in JSON */
    const char *label; /* message id; NULL: only in JSON */
    enum sql_kind kind;
};

struct table_cell {
    bool is_given;
    int64_t n;     /* int instant date choice yesno */
    struct text t; /* text, or what is printed of a choice or an id */
};

struct table {
    struct cli *cli;
    const struct table_column *columns;
    size_t n_columns;
    size_t n_cells;
    size_t room;
    struct table_cell *cells;
    bool broken; /* no memory for a cell */
};

/* No rows yet; the columns must stay. */
struct table table_make(struct cli *cli, const struct table_column *columns, size_t n_columns);

/* The next cell; its kind must be that of its column. */
void table_none(struct table *t);
void table_int(struct table *t, int64_t n);     /* SQL_INT */
void table_date(struct table *t, int32_t date); /* SQL_DATE */
/* A day that is not known to the day: people read the words (copied), JSON has the day. */
void table_about(struct table *t, int32_t date, struct text words); /* SQL_DATE */
void table_instant(struct table *t, int64_t ms);                    /* SQL_INSTANT */
void table_yesno(struct table *t, bool yes);                        /* SQL_YESNO */
void table_text(struct table *t, struct text s);                    /* SQL_TEXT, copied */
void table_id(struct table *t, struct id id);                       /* SQL_ID, SQL_REF */
/* SQL_CHOICE: JSON has the code, people read the label (a message id). */
void table_choice(struct table *t, const char *code, const char *label);

/* Appends the list to cli->out. ERR_BUSY when a cell found no memory. */
MUST_CHECK struct err *table_put(struct table *t);
/* Only "rows":[...],"count":N for an object that the caller has opened (and closes). */
MUST_CHECK struct err *table_put_members(struct table *t);

#endif
