/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* equipment.h - what a house owns and has to look after, with its repairs. */
#ifndef HEARTH_VIEW_EQUIPMENT_H
#define HEARTH_VIEW_EQUIPMENT_H

#include "model/types_activity.h"
#include "view/places.h"

struct equipment_view {
    const struct rec *rec;
    const struct place_row *place; /* the house */
    struct text room;              /* label, or TEXT_NONE */
    int64_t state;                 /* EQUIPMENT_... */
    int64_t waits_since_ms;        /* since when a fault waits or is being repaired; 0: none does */
    bool may_write;
};
struct equipment_list {
    size_t n;
    struct equipment_view *at; /* first what waits longest, then by house and name */
};
enum { EQUIPMENT_MAX = 2000 }; /* of one house */

struct equipment_ask {
    struct id house; /* ID_NONE: all that the asker sees */
    struct id room;  /* only what stands in this room; its house must be seen */
    bool gone_too;
};
MUST_CHECK struct err *equipment_list(struct request *rq, const struct equipment_ask *ask,
                                      struct equipment_list *ret_list);
/* The equal ERR_ABSENT when there is none or the asker does not see it. */
MUST_CHECK struct err *equipment_require(struct request *rq, struct id equipment,
                                         struct equipment_view *ret_equipment);
/* Faulty or in repair for longer than this, it waits on Today. */
enum { EQUIPMENT_WAITS_DAYS = 7 };
bool equipment_waits_long(const struct request *rq, const struct equipment_view *equipment);

struct repair_list {
    size_t n;
    const struct rec **at;  /* the newest first */
    const struct rec *open; /* the one that goes on, or NULL */
};
MUST_CHECK struct err *equipment_repairs(struct request *rq, struct id equipment,
                                         struct repair_list *ret_list);

#endif
