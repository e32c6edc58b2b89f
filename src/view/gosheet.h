/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* gosheet.h - what must be in the hand when a house is left in a minute: tonight's people by room,
 * with ages, allergies, medicine, papers and whom to call; and who was counted in the cellar.
 *
 * For who sees the house. The caller tells the read log by READING_EMERGENCY, which never refuses.
 */
#ifndef HEARTH_VIEW_GOSHEET_H
#define HEARTH_VIEW_GOSHEET_H

#include "view/care.h"
#include "view/kin.h"
#include "view/tonight.h"

struct go_person {
    struct lodger lodger;
    int32_t age; /* -1: not known */
    struct care_facts facts;
    struct kins calls; /* those to be called in an emergency, and who represents by law */
};
struct go_room {
    struct text label;
    size_t n;
    struct go_person *at; /* families one behind the other, heads first */
    size_t n_unseen;
};
struct go_sheet {
    struct id house;
    struct text handle, name;
    int64_t at_ms;
    const struct zone *zone;
    size_t n; /* rooms with somebody, by label */
    struct go_room *rooms;
    size_t n_people, n_away, n_unseen; /* n_people: whom the asker sees, away or not */
};
/* ERR_ABSENT when the asker does not see who lodges there, or there is no such house. */
MUST_CHECK struct err *go_sheet(struct request *rq, struct text house, struct go_sheet *ret_sheet);

/* The sheet as an object and a line end, with the fields that `roles` may see. */
void go_sheet_json(const struct go_sheet *sheet, uint32_t roles, struct buf *into);

/* The last count in the cellar of a house. */
struct cellar_count {
    bool was_made;
    int64_t at_ms;
    struct text by; /* login */
    size_t n_down;
    size_t n_missing; /* of whom the asker sees these: */
    size_t n;
    struct text *missing;
};
MUST_CHECK struct err *cellar_last(struct request *rq, struct id house,
                                   struct cellar_count *ret_count);

#endif
