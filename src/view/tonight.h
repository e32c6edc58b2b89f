/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tonight.h - a house room by room: which families lodge there now, and who of them is away. */
#ifndef HEARTH_VIEW_TONIGHT_H
#define HEARTH_VIEW_TONIGHT_H

#include "view/houses.h"

struct zone;

/* One person of a family in a room. */
struct lodger {
    struct id person;
    struct id stay;
    struct text name;
    int32_t birth; /* VALUE_NO_DATE: not known */
    bool is_head;
    bool is_child;
    int64_t away;      /* reason of an absence that goes on, or 0: at home */
    struct id absence; /* ID_NONE: at home */
    int64_t away_ms;   /* since when */
    int32_t back;      /* expected; VALUE_NO_DATE: not known */
    bool is_unasked;   /* nobody asked yet whether she is in danger; of heads */
};
struct lodging_family {
    struct id household;
    size_t n; /* those whom the asker sees; the head first, then by age, the oldest first */
    struct lodger *at;
    size_t n_children;
    size_t n_away;
    bool expects;
    int32_t due; /* VALUE_NO_DATE: not known */
};
struct tile {
    struct id room;
    struct text label;
    int64_t places;
    bool in_service;
    bool is_free; /* in service, and one more family may come */
    size_t n_families;
    struct lodging_family *families;
    size_t n_unseen; /* persons whom the asker does not see */
};
struct tonight {
    struct id house;
    struct text handle;
    struct text name;
    const struct zone *zone;
    bool is_open;
    size_t n_tiles;
    struct tile *tiles; /* by label */
    size_t n_taken;     /* tiles with a family */
};
struct tonights {
    size_t n;
    struct tonight *at;
};
/* The houses whose rooms the asker may see, or the one of that handle; ERR_ABSENT when she may not
 * see it or there is none. */
MUST_CHECK struct err *tonight(struct request *rq, struct text handle,
                               struct tonights *ret_tonights);

#endif
