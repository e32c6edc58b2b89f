/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* needs.h - "Needs you now": what waits for this user, gathered from a table of sources (needs.c).
 *
 * Who owns a kind of record adds a function of type need_fn here and its row in the table: it looks
 * for what waits and adds a need for each. A source gives only what its reader may see: views ask
 * the guard. What must be done first stands first: by rank, then by `order` (the smaller first), in
 * one rank as it was added. */
#ifndef HEARTH_PAGE_NEEDS_H
#define HEARTH_PAGE_NEEDS_H

#include "page/page.h"
#include "page/parts.h"
#include "view/tonight.h"

enum need_rank {
    NEED_NOW = 1, /* somebody may be in danger, or nobody knows where she is */
    NEED_OVERDUE, /* should have been done by yesterday */
    NEED_TODAY,
    NEED_SOON,
    NEED__RANKS
};

struct need {
    enum need_rank rank;
    int64_t order;    /* a day or an instant; in one rank the smaller stands first */
    const char *code; /* for programs: missing, unasked */
    struct row_item row;
    size_t nth; /* as it was added */
};

/* What a source may look at without asking again. */
struct needs {
    int32_t today;                 /* in the zone of the organisation */
    const struct tonights *houses; /* those whose rooms the reader sees */
    size_t n, room;
    struct need *at; /* the most urgent first, once needs_read returned */
};
typedef MUST_CHECK struct err *need_fn(struct page *pg, struct needs *needs);

/* The one house that the page is about where there are many (page/houses.h); ID_NONE: all of hers.
 * A source that goes through houses looks at that one alone. */
struct id needs_house(const struct page *pg, const struct needs *needs);

/* One more need, copied. The button is the filled one of the page when it stands first. */
MUST_CHECK struct err *need_add(struct page *pg, struct needs *needs, const struct need *need);

/* All that waits for the reader, sorted; `today` and `houses` as above. */
MUST_CHECK struct err *needs_read(struct page *pg, int32_t today, const struct tonights *houses,
                                  struct needs *ret_needs);
/* An array of objects {"rank","code","title","url"} under the name "needs". */
void needs_json(struct buf *b, const struct needs *needs);

/* ---- the sources, by the file they stand in ---- */

/* needs_house.c */
need_fn need_lodgers; /* missing, away past the day expected, not asked about danger */
need_fn need_tasks;   /* her own, overdue or due today */

/* incident.c */
need_fn need_incidents; /* somebody is to be told of one, by today or by yesterday */

/* needs_night.c */
need_fn need_rolls; /* tonight's roll call not written by 23:00; last night's against the stays */

/* equipment.c */
need_fn need_equipment; /* faulty for a week */

/* needs_care.c */
need_fn need_papers; /* of those who stay here: run out, or will within a month */

/* needs_work.c */
need_fn need_referrals; /* an answer of hers is due */
need_fn need_closings;  /* cases that a second person may close */

#endif
