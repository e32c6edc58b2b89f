/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* figures_inside.h - what the files of the figures share. */
#ifndef HEARTH_VIEW_FIGURES_INSIDE_H
#define HEARTH_VIEW_FIGURES_INSIDE_H

#include "base/zone.h"
#include "sql/house.sql.h"
#include "view/figures.h"

/* One house of the question. */
struct figure_house {
    struct id house;
    const struct zone *zone;
    bool only_seen; /* count only what the asker may list */
};
struct figure_houses {
    size_t n;
    struct figure_house *at;
    bool no_rows; /* totals of closed months: no list behind them */
};
MUST_CHECK struct err *figure_houses(struct request *rq, const struct figure_ask *ask,
                                     struct figure_houses *ret_houses);
/* Of each stay whether the asker sees who stays there; all false where rows are for nobody. */
MUST_CHECK struct err *figure_seen(struct request *rq, const struct figure_houses *houses, size_t n,
                                   const struct sql_stays_between_row *stays,
                                   const bool **ret_seen);
/* Whether somebody counts for this asker; who does not is not looked at any further. */
bool figure_counts(const struct figure_houses *houses, struct id house, bool seen);
/* Adds a row to a figure, unless this asker must neither count nor list it. */
MUST_CHECK struct err *figure_add(struct request *rq, const struct figure_houses *houses,
                                  struct figures *f, enum figure figure,
                                  const struct figure_row *row, bool seen);

#endif
