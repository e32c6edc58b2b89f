/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* figures.h - the counts of a house: who is here on a day, what happened in a period.
 *
 * "As of D" is the end of D in the zone of each house, as known now. Present: the stay began before
 * that instant and did not end before it; people on leave, in hospital and missing count until they
 * leave. Definitions: mother, a woman or girl staying with her own child, or expecting; child,
 * under 18 on that day and not a mother; expected, a pregnancy open and not yet born; an adult with
 * a child of the family who is not its mother is among heads_other, the other adults are
 * adults_alone. A session counts when it was held; its heads are those that were written of it,
 * by name or by number. A bed night of date d: present and not absent at 02:00 of d + 1 there. */
#ifndef HEARTH_VIEW_FIGURES_H
#define HEARTH_VIEW_FIGURES_H

#include "view/request.h"

enum figure {
    FIGURE_MOTHERS,
    FIGURE_CHILDREN,
    FIGURE_EXPECTED,
    FIGURE_ADULTS_ALONE,
    FIGURE_HEADS_OTHER,
    FIGURE_BED_NIGHTS,
    FIGURE_ADMISSIONS,
    FIGURE_EXITS,
    FIGURE_RETURNS,
    FIGURE_SESSIONS,
    FIGURE_ATTENDANCE,
    FIGURE_RELAPSES,
    FIGURE__COUNT,
    FIGURE__AS_OF_END = FIGURE_BED_NIGHTS, /* those of a day come before it */
};
/* What a figure is: its row in the one table of definitions. A changed definition gets a new
 * version; what was published says under which it was counted. */
enum figure_unit {
    UNIT_PERSONS = 1,
    UNIT_NIGHTS,
    UNIT_STAYS,
    UNIT_SESSIONS,
    UNIT_HEADS,
    UNIT_RELAPSES
};
struct figure_about {
    const char *name; /* in JSON: mothers */
    const char *label;
    const char *definition; /* in words */
    int version;
    enum figure_unit unit;
    bool is_headline; /* published exactly, also to the public */
};
const struct figure_about *figure_about(enum figure figure);
/* Its word: persons, nights ... */
const char *figure_unit_label(enum figure_unit unit);
/* Of a day; the others are of a period. */
bool figure_is_of_day(enum figure figure);
/* False for what this asker's roles are told nothing of, not even a number: relapses are known to
 * the team alone, which counts those of its own. */
bool figure_is_told(const struct who *who, enum figure figure);
/* "mothers", "children" ...: as in JSON. */
const char *figure_name(enum figure figure);
const char *figure_label(enum figure figure);
/* False when there is no figure of that name. */
bool figure_by_name(struct text name, enum figure *ret_figure);

/* One row behind a figure. */
struct figure_row {
    struct id person;
    struct id stay; /* ID_NONE for an expected child */
    struct id house;
    int64_t from_ms;
    int64_t n;         /* how much of the figure this row is: nights, heads, or 1 */
    struct text about; /* what it is, where it is about nobody: the name of a series */
};
struct figure_rows {
    size_t n;
    size_t room;
    struct figure_row *at;
};
struct figures {
    int64_t counts[FIGURE__COUNT];
    struct figure_rows rows[FIGURE__COUNT];
    int64_t withheld; /* rows counted that the asker may not list */
};

struct figure_ask {
    struct text house; /* handle, or TEXT_NONE: all houses that the asker may count */
    int32_t from, to;  /* a period; for a day both are that day */
};
/* Whether she may be told the totals of everybody, hidden persons too: by a role that may know of
 * them in all houses, or because the ask is for closed months of all houses. */
bool figures_of_all_may(const struct request *rq, const struct figure_ask *ask);
/* Roles that may know of hidden persons get all; others count what they may list, and whole
 * closed months of all houses as totals without rows. ERR_INPUT house, ERR_ABSENT. */
MUST_CHECK struct err *figures_as_of(struct request *rq, const struct figure_ask *ask,
                                     struct figures *ret_figures);
/* The newest day whose figures this asker is told: today, or the end of the last closed month. Rows
 * behind them are for the first kind of askers alone. */
int32_t figures_newest_day(const struct request *rq, int32_t today, bool *ret_rows);
MUST_CHECK struct err *figures_period(struct request *rq, const struct figure_ask *ask,
                                      struct figures *ret_figures);

#endif
