/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* roster.h - a whole plan of one field: a column for each family, a diary for each carer.
 *
 * A column is one family's sessions over the whole horizon, the unit of every search here. The
 * roster always keeps all hard rules; what would break one does not fit and may not be put. */
#ifndef HEARTH_PLAN_ROSTER_H
#define HEARTH_PLAN_ROSTER_H

#include "plan/field.h"

struct visit {
    int32_t carer; /* of the field */
    int32_t start;
    int32_t end;
};

struct column {
    int32_t family; /* of the field */
    int32_t n;
    int64_t worth;         /* points, kept published sessions included */
    int32_t kept;          /* published sessions among the visits */
    struct visit visits[]; /* by start */
};

struct booking {
    int32_t family;
    int32_t start;
    int32_t end;
};

struct diary {
    struct booking *at; /* by start */
    int32_t n;
    int32_t room;
};

struct roster {
    const struct field *field;
    struct arena *arena;
    const struct column **plans; /* by family; NULL: no session */
    struct diary *diaries;       /* by carer */
    int64_t worth;               /* of all the plans */
    int32_t kept;                /* published sessions in the plans */
    int32_t kept_min;            /* what a search must leave; not copied by roster_copy */
};

/* What a carer has left when the marked families are thought away. */
struct room {
    int32_t families; /* more families he may take */
    int32_t fresh;    /* more that do not know him */
    int32_t *weeks;   /* slots left, by week */
    struct booking *bookings;
    int32_t bookings_n;
};

/* A roster without plans; its diaries will grow in `into`. */
MUST_CHECK struct err *roster_make(struct arena *into, const struct field *field,
                                   struct roster *ret_roster);
/* Makes `to`, of the same field, equal to `from`. */
MUST_CHECK struct err *roster_copy(const struct roster *from, struct roster *to);
/* Puts a column that fits; the family has no plan. The column must outlive the roster. */
MUST_CHECK struct err *roster_put(struct roster *roster, const struct column *column);
void roster_take(struct roster *roster, int32_t family);
/* Would the column keep all rules if the families marked in `freed` (or NULL) were away? */
bool roster_fits(const struct roster *roster, const struct column *column, const uint8_t *freed);

/* Arrays of ret_room come from the arena. */
MUST_CHECK struct err *roster_room(const struct roster *roster, struct arena *into, int32_t carer,
                                   const uint8_t *freed, struct room *ret_room);

/* A column of these visits (by start), its worth counted. */
MUST_CHECK struct err *column_make(struct arena *into, const struct field *field, int32_t family,
                                   const struct visit *visits, int32_t n,
                                   const struct column **ret_column);
bool column_equal(const struct column *a, const struct column *b);
bool column_uses(const struct column *column, int32_t carer);
uint64_t column_hash(const struct column *column);
/* Locked sessions alone: what a family keeps whatever happens; NULL when it has none. */
MUST_CHECK struct err *column_locked(struct arena *into, const struct field *field, int32_t family,
                                     const struct column **ret_column);
/* Does the column keep every locked session of its family? */
bool column_keeps_locked(const struct field *field, const struct column *column);

#endif
