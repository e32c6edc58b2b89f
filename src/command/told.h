/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* told.h - fields of a record as they were told: by name and as written, for records that are
 * written down and corrected by one form. */
#ifndef HEARTH_COMMAND_TOLD_H
#define HEARTH_COMMAND_TOLD_H

#include "command/deed.h"
#include "view/request.h"

struct told {
    const char *field;   /* its name in the record type */
    struct text written; /* TEXT_NONE: the field is empty from now on */
};

/* Into the record, all that can be typed: not its state, and what points to another record is left
 * to the caller. A field that may have many values takes one of each `told` of its name. What is
 * wrong is collected, one error for each field. */
MUST_CHECK struct err *told_read(struct request *rq, struct rec *r, size_t n,
                                 const struct told *told);
/* What was told of a field; ret_is_told false: nothing was, it stays as it is. */
struct text told_get(size_t n, const struct told *told, const char *field, bool *ret_is_told);
/* ERR_INPUT of the field unless `house` is the handle of one where the asker has the permission. */
MUST_CHECK struct err *told_house(struct request *rq, struct text handle, enum may may,
                                  struct id *ret_house);

#endif
