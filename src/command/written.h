/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* written.h - fields of a record as somebody wrote them into a form. */
#ifndef HEARTH_COMMAND_WRITTEN_H
#define HEARTH_COMMAND_WRITTEN_H

#include "model/rec.h"
#include "view/request.h"

/* An empty value clears the field. */
enum { WRITTEN_MAX = 16 };
struct written {
    const char *field;
    struct text words;
};
/* Sets them; all that is wrong is collected: ERR_INPUT of a field that there is not, that nobody
 * types (references, the state), or whose words do not fit; ERR_DENIED of one that the asker's
 * roles do not set. */
MUST_CHECK struct err *written_read(struct request *rq, struct rec *r, const struct written *at,
                                    size_t n);
/* ERR_INPUT of `until` when it lies before `from`; numbers of two date fields of the record. */
MUST_CHECK struct err *written_days_check(struct request *rq, const struct rec *r, uint64_t from,
                                          uint64_t until);

#endif
