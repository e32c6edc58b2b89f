/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* earlier.h - what was before us, for the team of a person. */
#ifndef HEARTH_VIEW_EARLIER_H
#define HEARTH_VIEW_EARLIER_H

#include "view/request.h"

struct earliers {
    bool is_seen; /* false: none of it is the asker's to know, and n is 0 */
    size_t n;
    const struct rec **at; /* the oldest first; without a beginning they stand first */
};
MUST_CHECK struct err *earlier_of(struct request *rq, struct id person,
                                  struct earliers *ret_earlier);

#endif
