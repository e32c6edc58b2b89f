/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* seats.h - inner to the index: houses by handle, each with how many rooms it has and how many
 * persons stay there, counted as they change. */
#ifndef HEARTH_PEOPLE_SEATS_H
#define HEARTH_PEOPLE_SEATS_H

#include "people/people.h"

struct seats {
    size_t n, room;
    struct people_seat **by_id;
    size_t n_named;
    struct people_seat **by_handle; /* those of houses that are not withdrawn */
};

/* NULL: none. */
struct people_seat *seats_find(const struct seats *s, struct id house);
/* Makes one that has no handle yet when there is none: a room may come before its house. */
MUST_CHECK struct err *seats_for(struct seats *s, struct arena *into, struct id house,
                                 struct people_seat **ret_seat);
/* Takes over all but the counts; a handle that is TEXT_NONE takes the house out of the order. The
 * texts are kept as they are. */
MUST_CHECK struct err *seats_name(struct seats *s, struct arena *into,
                                  const struct people_seat *said);

#endif
