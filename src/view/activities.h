/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* activities.h - what a house does together: its series, the sessions of a week, who came.
 *
 * A series is seen by who may see activities in its house, and by who leads it. Its sessions follow
 * from its rule on the wall clock of the house: exactly one for each day of the rule, also in the
 * nights in which the clocks change. A time that the clocks jump over is the moment of the jump; of
 * one that comes twice it is the first. What was written of a session wins over the rule. */
#ifndef HEARTH_VIEW_ACTIVITIES_H
#define HEARTH_VIEW_ACTIVITIES_H

#include "model/types_activity.h"
#include "view/places.h"

struct series_view {
    const struct rec *rec;
    const struct place_row *place; /* the house */
    struct text leader;            /* login, or TEXT_NONE */
    int32_t minute;                /* of the day */
    uint32_t days;                 /* bit 0 is Monday */
    bool may_write;
};
struct series_list {
    size_t n;
    struct series_view *at; /* by weekday and time of the first in a week */
};
/* All that the asker sees; of one house if `house` is given; those that have ended too if asked. */
MUST_CHECK struct err *series_list(struct request *rq, struct id house, bool ended_too,
                                   struct series_list *ret_list);
/* The equal ERR_ABSENT when there is none or the asker does not see it. */
MUST_CHECK struct err *series_require(struct request *rq, struct id series,
                                      struct series_view *ret_series);
/* Whether the asker may write down what happens in it. */
bool series_may_write(const struct who *who, struct id house, struct id leader);

enum { SESSION_OF_RULE = 0 }; /* nothing is written of it yet */
struct session_view {
    const struct series_view *series;
    struct id session;  /* ID_NONE: nothing is written of it */
    int32_t day;        /* that the rule gives */
    int64_t at_ms;      /* when it is or was */
    int32_t on, minute; /* the same on the wall of the house */
    int32_t stands_on;  /* under which day a list has it: `day` when it was moved out of the list */
    bool is_moved;      /* to another day than the rule's, or another time */
    int64_t state;      /* SESSION_..., or SESSION_OF_RULE */
    bool is_counted;
    int64_t women, children, others; /* by heads */
};
struct session_list {
    size_t n;
    struct session_view *at; /* by time */
};
/* The longest time that is asked for at once. */
enum { SESSIONS_DAYS_MAX = 400 };
/* Those that the rule gives for the days, those that were moved into them, and those of them that
 * were moved away (told on their own day, is_moved); at most SESSIONS_DAYS_MAX days. */
MUST_CHECK struct err *sessions_between(struct request *rq, const struct series_list *series,
                                        int32_t from, int32_t to, struct session_list *ret_list);
/* One of them; ERR_ABSENT when the rule has none on that day and none is written. */
MUST_CHECK struct err *session_require(struct request *rq, const struct series_view *series,
                                       int32_t day, struct session_view *ret_session);
/* When the rule has it on a day, on the wall of its house. */
int64_t series_moment(const struct series_view *series, int32_t day);

/* Who stayed in the house on the day of a session, and who came, of those whom the asker sees. */
struct comer {
    struct id person;
    struct text name;
    int32_t birth; /* VALUE_NO_DATE: not known */
    bool is_child;
    bool is_of_group; /* the series is for somebody like this */
    struct id record; /* ID_NONE: nothing is written */
    int64_t state;    /* CAME_..., or 0 */
};
struct comer_list {
    size_t n;
    struct comer *at;  /* those of the group first; by name in no language's order */
    size_t n_unseen;   /* of whom something is written and whom the asker does not see */
    bool tells_unseen; /* the asker's role may know that there are such */
    int64_t n_came[3]; /* women, children, others who came, of all: also of the unseen */
};
MUST_CHECK struct err *session_comers(struct request *rq, const struct session_view *session,
                                      struct comer_list *ret_list);

#endif
